//! What a stream of events says: how a page stands, whenever that is another; else now and then that it is still there.

/// What was told before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    stand: Option<String>,
    quiet: u32,
}

/// So many looks without news, and it is said that one is still there.
const QUIET: u32 = 30;

/// What is to be said after a look; nothing where there is no news.
pub fn told(before: &mut Told, stand: Option<&str>) -> Option<String> {
    if let Some(stand) = stand.filter(|stand| before.stand.as_deref() != Some(*stand)) {
        let first = before.stand.replace(stand.to_owned()).is_none();
        before.quiet = 0;
        let retry = if first { "retry: 2000\n" } else { "" };
        return Some(format!("{retry}event: stand\ndata: {stand}\n\n"));
    }
    before.quiet += 1;
    (before.quiet >= QUIET).then(|| {
        before.quiet = 0;
        ": here\n\n".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_are_told_once_and_silence_now_and_then() {
        let mut before = Told::default();
        let first = told(&mut before, Some("a"));
        assert_eq!(
            first.as_deref(),
            Some("retry: 2000\nevent: stand\ndata: a\n\n")
        );
        assert_eq!(told(&mut before, Some("a")), None);
        assert_eq!(told(&mut before, None), None);
        let next = told(&mut before, Some("b"));
        assert_eq!(next.as_deref(), Some("event: stand\ndata: b\n\n"));
        let said: Vec<String> = (0..QUIET)
            .filter_map(|_| told(&mut before, Some("b")))
            .collect();
        assert_eq!(said, [": here\n\n"]);
    }
}
