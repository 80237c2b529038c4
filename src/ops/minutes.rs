//! Minutes and seconds as they are typed and as the clock shows them.

/// The most that one speech takes: a day.
pub(super) const MOST: u32 = 24 * 60 * 60;

/// Seconds as the clock shows them: `3:41`, `1:02:00`.
pub(super) fn spelt(seconds: u32) -> String {
    match seconds / 3600 {
        0 => format!("{}:{:02}", seconds / 60, seconds % 60),
        hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
    }
}

/// The seconds of `3:41`, `1:02:00`; of a number alone, so many minutes.
pub fn seconds(typed: &str) -> Option<u32> {
    let parts: Vec<u32> = typed
        .trim()
        .split(':')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let at_most = |number: u32, most: u32| (number < most).then_some(number);
    let all = match parts.as_slice() {
        [minutes] => minutes.checked_mul(60),
        [minutes, seconds] => minutes.checked_mul(60)?.checked_add(at_most(*seconds, 60)?),
        [hours, minutes, seconds] => hours
            .checked_mul(3600)?
            .checked_add(60 * at_most(*minutes, 60)?)?
            .checked_add(at_most(*seconds, 60)?),
        _ => None,
    };
    all.filter(|all| *all <= MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for (typed, read) in [
            ("3:41", Some(221)),
            ("1:02:00", Some(3720)),
            ("5", Some(300)),
            ("3:60", None),
            ("x", None),
            ("99999", None),
        ] {
            assert_eq!(seconds(typed), read, "{typed}");
        }
        assert_eq!(
            [spelt(221), spelt(3720), spelt(7)],
            ["3:41", "1:02:00", "0:07"]
        );
    }
}
