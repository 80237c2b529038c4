//! The line of `.gitattributes` by which plain git merges the record without a conflict.

/// The rule: of two lists of acts, both sides' lines are kept.
const RULE: &str = "drafts/*/acts/*.yaml merge=union";

/// The bytes of a `.gitattributes` that has the rule, made from those of an existing one; `None` where it has it already.
///
/// It works because an act is one line: git keeps whole lines, each once.
pub fn union_merge(existing: Option<&[u8]>) -> Option<Vec<u8>> {
    let old = existing.unwrap_or_default();
    let has = String::from_utf8_lossy(old).lines().any(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let rule: Vec<&str> = RULE.split_whitespace().collect();
        words.first() == rule.first() && words.iter().skip(1).any(|word| Some(word) == rule.get(1))
    });
    if has {
        return None;
    }
    let mut new = old.to_vec();
    if !new.is_empty() && !new.ends_with(b"\n") {
        new.push(b'\n');
    }
    new.extend_from_slice(RULE.as_bytes());
    new.push(b'\n');
    Some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_added_once_and_nothing_else_is_touched() {
        let made = union_merge(Some(b"*.png binary")).unwrap_or_default();
        assert_eq!(made, format!("*.png binary\n{RULE}\n").into_bytes());
        assert_eq!(union_merge(Some(&made)), None);
        assert!(union_merge(None).is_some_and(|made| made.ends_with(b"merge=union\n")));
    }
}
