//! A moment of the meeting: an instant, read and written with its offset, shown in the meeting's own time zone.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant, and the offset it was written with.
///
/// Equality and order are those of the instant: `16:00+02:00` and `10:00-04:00` are equal.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    instant: jiff::Timestamp,
    offset: jiff::tz::Offset,
}

/// A text that is no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no time: expected one such as 2008-07-17T11:42-04:00")]
pub struct NoMoment {
    text: String,
}

/// A time zone by its IANA name, such as `America/New_York`.
#[derive(Debug, Clone)]
pub struct Zone(jiff::tz::TimeZone);

impl Zone {
    /// Finds a zone by its IANA name; `None` where there is none of that name.
    pub fn named(name: &str) -> Option<Zone> {
        in_its_file(name)
            .or_else(|| jiff::tz::TimeZone::get(name).ok())
            .map(Zone)
    }

    /// Coordinated Universal Time.
    pub fn utc() -> Zone {
        Zone(jiff::tz::TimeZone::UTC)
    }

    /// Reads a time as a person types it on a day, `2008-07-17`: the clock's alone, `17:50`, is of that day, else as [`Zone::moment`] does.
    pub fn on(&self, day: &str, typed: &str) -> Option<Moment> {
        let typed = typed.trim();
        let is_clock = typed.len() <= 8 && typed.contains(':') && !typed.contains('-');
        match is_clock {
            true => self.moment(&format!("{day}T{typed:0>5}")),
            false => self.moment(typed),
        }
    }

    /// Reads a time without an offset, such as `2008-07-17T15:10` or `2008-07-17`, as the clocks of this zone show it.
    ///
    /// A day alone is its end, so that the version of a day is the last one of it.
    pub fn moment(&self, text: &str) -> Option<Moment> {
        let text = text.trim();
        // `20080717` is more likely the beginning of an id.
        if !text.contains('-') {
            return None;
        }
        let civil: jiff::civil::DateTime = match text.parse::<jiff::civil::Date>() {
            Ok(day) if !text.contains(['T', 't', ' ']) => day.at(23, 59, 59, 0),
            _ => text.parse().ok()?,
        };
        let zoned = civil.to_zoned(self.0.clone()).ok()?;
        Some(Moment {
            instant: zoned.timestamp(),
            offset: zoned.offset(),
        })
    }
}

impl Moment {
    /// The moment `seconds` after the Unix epoch, seen at an offset of `minutes` east of Greenwich.
    pub fn from_unix(seconds: i64, minutes: i32) -> Moment {
        let instant = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let offset = jiff::tz::Offset::from_seconds(minutes.saturating_mul(60))
            .unwrap_or(jiff::tz::Offset::UTC);
        Moment { instant, offset }
    }

    /// Reads the clock, in whole seconds as moments are written; for the edge of the program only.
    ///
    /// With parts of a second, what is written would be earlier than what was meant, and acts of one second lose their order.
    pub fn now() -> Moment {
        let now = jiff::Timestamp::now();
        let offset = local().to_offset(now);
        Moment::from_unix(now.as_second(), offset.seconds() / 60)
    }

    /// Reads a time as mails have it (RFC 2822): `Thu, 17 Jul 2008 17:50:12 -0400`.
    pub fn of_mail(text: &str) -> Option<Moment> {
        let zoned = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
        Some(Moment {
            instant: zoned.timestamp(),
            offset: zoned.offset(),
        })
    }

    /// Seconds since the Unix epoch.
    pub fn unix(&self) -> i64 {
        self.instant.as_second()
    }

    /// Minutes east of Greenwich.
    pub fn offset_minutes(&self) -> i32 {
        self.offset.seconds() / 60
    }

    /// The same instant, written with the offset of `zone`.
    pub fn in_zone(&self, zone: &Zone) -> Moment {
        let zoned = self.instant.to_zoned(zone.0.clone());
        Moment {
            instant: self.instant,
            offset: zoned.offset(),
        }
    }

    /// The same clock, `seconds` later (earlier where negative).
    pub fn plus_seconds(&self, seconds: i64) -> Moment {
        let instant = self
            .instant
            .checked_add(jiff::SignedDuration::from_secs(seconds))
            .unwrap_or(self.instant);
        Moment {
            instant,
            offset: self.offset,
        }
    }

    /// Formats with `strftime` directives, at the moment's own offset: `%H:%M`, `%a %-d %b`.
    pub fn format(&self, directives: &str) -> String {
        let zoned = self
            .instant
            .to_zoned(jiff::tz::TimeZone::fixed(self.offset));
        jiff::fmt::strtime::format(directives, &zoned).unwrap_or_else(|_| self.to_string())
    }

    /// Hour and minute, as the room says it: `15:10`.
    pub fn clock(&self) -> String {
        self.format("%H:%M")
    }

    /// The calendar day: `2008-07-17`.
    pub fn day(&self) -> String {
        self.format("%Y-%m-%d")
    }
}

impl std::str::FromStr for Moment {
    type Err = NoMoment;

    fn from_str(text: &str) -> Result<Moment, NoMoment> {
        if let Some(moment) = usual(text.as_bytes()) {
            return Ok(moment);
        }
        let no = || NoMoment {
            text: text.to_owned(),
        };
        let pieces = jiff::fmt::temporal::DateTimeParser::new();
        let instant = pieces.parse_timestamp(text.trim()).map_err(|_| no())?;
        let offset = jiff::fmt::temporal::Pieces::parse(text.trim())
            .ok()
            .and_then(|pieces| pieces.to_numeric_offset())
            .unwrap_or(jiff::tz::Offset::UTC);
        Ok(Moment { instant, offset })
    }
}

/// Where Unix systems keep the zones, a file each.
const ZONES: [&str; 3] = [
    "/usr/share/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
];

/// The zone in the file of that very name: the library would list the whole tree of them first.
fn in_its_file(name: &str) -> Option<jiff::tz::TimeZone> {
    let proper = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+');
        !part.is_empty() && part.chars().all(plain)
    };
    let usual = cfg!(unix) && std::env::var_os("TZDIR").is_none();
    if !usual || !name.split('/').all(proper) {
        return None;
    }
    let read = |folder| std::fs::read(std::path::Path::new(folder).join(name)).ok();
    let data = ZONES.into_iter().find_map(read)?;
    jiff::tz::TimeZone::tzif(name, &data).ok()
}

/// The zone of this machine.
fn local() -> &'static jiff::tz::TimeZone {
    static LOCAL: std::sync::OnceLock<jiff::tz::TimeZone> = std::sync::OnceLock::new();
    LOCAL.get_or_init(|| {
        let usual = cfg!(unix) && std::env::var_os("TZ").is_none();
        let data = usual.then(|| std::fs::read("/etc/localtime").ok());
        data.flatten()
            .and_then(|data| jiff::tz::TimeZone::tzif("local", &data).ok())
            .unwrap_or_else(jiff::tz::TimeZone::system)
    })
}

/// Reads the one form in which moments are written, `2008-07-17T11:42-04:00`; `None` for every other.
///
/// A record holds half a million of them, and the parser for all forms takes several times as long.
fn usual(text: &[u8]) -> Option<Moment> {
    let two = |at: usize| -> Option<i8> {
        let (tens, ones) = (text.get(at)?, text.get(at + 1)?);
        (tens.is_ascii_digit() && ones.is_ascii_digit())
            .then(|| ((tens - b'0') * 10 + (ones - b'0')).cast_signed())
    };
    let mark = |at: usize, mark: u8| text.get(at) == Some(&mark);
    let marked = mark(4, b'-') && mark(7, b'-') && mark(10, b'T') && mark(13, b':');
    let sign = match text.get(16) {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return None,
    };
    if text.len() != 22 || !marked || !mark(19, b':') {
        return None;
    }
    let year = i16::from(two(0)?) * 100 + i16::from(two(2)?);
    let clock =
        jiff::civil::DateTime::new(year, two(5)?, two(8)?, two(11)?, two(14)?, 0, 0).ok()?;
    let (hours, minutes) = (i32::from(two(17)?), i32::from(two(20)?));
    if minutes > 59 || (sign < 0 && hours == 0 && minutes == 0) {
        return None;
    }
    let offset = jiff::tz::Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok()?;
    let instant = offset.to_timestamp(clock).ok()?;
    Some(Moment { instant, offset })
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.instant.as_second() % 60 == 0 {
            f.write_str(&self.format("%Y-%m-%dT%H:%M%:z"))
        } else {
            f.write_str(&self.format("%Y-%m-%dT%H:%M:%S%:z"))
        }
    }
}

impl PartialEq for Moment {
    fn eq(&self, other: &Moment) -> bool {
        self.instant == other.instant
    }
}

impl Eq for Moment {}

impl std::hash::Hash for Moment {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Moment) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Moment) -> std::cmp::Ordering {
        self.instant.cmp(&other.instant)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_clock_says_is_written_and_read_without_loss() {
        let now = Moment::now();
        assert_eq!(now.to_string().parse(), Ok(now));
    }

    #[test]
    fn a_moment_is_written_with_the_offset_it_was_read_with() -> Result<(), NoMoment> {
        let noon: Moment = "2008-07-17T12:00-04:00".parse()?;
        assert_eq!(noon.to_string(), "2008-07-17T12:00-04:00");
        assert_eq!(noon, "2008-07-17T18:00:00+02:00".parse()?);
        assert_eq!(noon.clock(), "12:00");
        Ok(())
    }

    #[test]
    fn a_zone_moves_the_clock_and_not_the_instant() -> Result<(), NoMoment> {
        let noon: Moment = "2008-07-17T16:00Z".parse()?;
        let Some(zone) = Zone::named("America/New_York") else {
            return Ok(());
        };
        assert_eq!(noon.in_zone(&zone).to_string(), "2008-07-17T12:00-04:00");
        Ok(())
    }

    #[test]
    fn a_time_without_an_offset_is_the_zones_and_a_day_ends_at_midnight() {
        let Some(zone) = Zone::named("America/New_York") else {
            return;
        };
        let read = |text: &str| zone.moment(text).map(|moment| moment.to_string());
        assert_eq!(
            read("2008-07-17T15:10").as_deref(),
            Some("2008-07-17T15:10-04:00")
        );
        assert_eq!(
            read("2008-07-17").as_deref(),
            Some("2008-07-17T23:59:59-04:00")
        );
        assert_eq!(read("rev.1"), None);
        assert_eq!(read("20080717"), None);
    }

    #[test]
    fn the_usual_form_is_read_as_every_form_is() -> Result<(), NoMoment> {
        for text in [
            "2008-07-17T11:42-04:00",
            "2000-02-29T23:59+05:45",
            "1969-12-31T00:00+00:00",
            "2008-07-17T11:42+14:00",
        ] {
            let quick = usual(text.as_bytes());
            // A second more is another form, and the same moment a second later.
            let (head, offset) = text.split_at(16);
            let slow: Moment = format!("{head}:01{offset}").parse()?;
            assert_eq!(quick, Some(slow.plus_seconds(-1)), "{text}");
            assert_eq!(
                quick.map(|one| one.offset_minutes()),
                Some(slow.offset_minutes())
            );
        }
        for text in [
            "2001-02-29T11:42-04:00",
            "2008-07-17T24:42-04:00",
            "2008-07-17 11:42-04:00",
            "2008-07-17T11:42-04:60",
            "2008-07-17T11:42-4:000",
        ] {
            assert_eq!(usual(text.as_bytes()), None, "{text}");
        }
        Ok(())
    }

    #[test]
    fn a_zone_read_from_its_file_is_the_librarys() {
        let noon = Moment::from_unix(1_216_310_400, 0);
        for name in ["America/New_York", "Asia/Kathmandu", "Etc/GMT+5", "UTC"] {
            let Ok(theirs) = jiff::tz::TimeZone::get(name) else {
                continue;
            };
            let ours = Zone::named(name).map(|zone| noon.in_zone(&zone).to_string());
            assert_eq!(
                ours,
                Some(noon.in_zone(&Zone(theirs)).to_string()),
                "{name}"
            );
        }
        for name in [
            "../../../etc/passwd",
            "/etc/localtime",
            "",
            "America//New_York",
            "tzdata.zi",
        ] {
            assert!(in_its_file(name).is_none(), "{name}");
        }
        let here = jiff::Zoned::now().offset().seconds() / 60;
        assert_eq!(Moment::now().offset_minutes(), here);
    }

    #[test]
    fn a_word_is_no_moment() {
        assert!("tomorrow".parse::<Moment>().is_err());
    }
}
