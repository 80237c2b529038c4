//! A list of delegations as a secretariat keeps it, a line each, as the meeting's own file.

use crate::cli::failure::Failure;

/// One line of the list.
#[derive(Debug, PartialEq, Eq)]
struct Listed {
    code: String,
    name: String,
    kind: String,
    /// Of a group.
    members: Vec<String>,
}

const KINDS: [&str; 6] = ["state", "observer", "organization", "igo", "ngo", "group"];

/// `delegations.yaml` made of a list: `XNO, Norland`, `XRC, Red Cross, observer`, `GN, Northern Group, group, XNO XEG`.
///
/// Columns stand apart by commas, semicolons or tabs, names with one of these in them in double quotes; lines that are empty or begin
/// with `#`, and a first line that begins with `code`, are passed over.
///
/// # Errors
/// The line and what is the matter with it.
pub(super) fn delegations_yaml(file: &str, text: &str) -> Result<String, Failure> {
    let text = text.trim_start_matches('\u{feff}');
    let mut all: Vec<Listed> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        let head = n == 0 && line.to_lowercase().starts_with("code");
        if line.is_empty() || line.starts_with('#') || head {
            continue;
        }
        let wrong = |what: String| {
            Failure::new(format!("{file}:{}: {what}", n + 1))
                .because(line.to_owned())
                .hint("a line is a code and a name, and a kind where it is no State: XRC, Red Cross, observer")
        };
        let one = listed(line).map_err(wrong)?;
        if all.iter().any(|other| other.code == one.code) {
            return Err(wrong(format!("{} is listed twice", one.code)));
        }
        all.push(one);
    }
    let known = |code: &String| {
        all.iter()
            .any(|one| one.code == *code && one.kind != "group")
    };
    for group in all.iter().filter(|one| one.kind == "group") {
        if let Some(stranger) = group.members.iter().find(|one| !known(one)) {
            return Err(Failure::new(format!("{file}: {stranger} is not listed"))
                .because(format!("it is to be a member of {}", group.code))
                .hint("give it a line of its own"));
        }
    }
    if all.is_empty() {
        return Err(Failure::new(format!("{file} lists nobody"))
            .hint("a line is a code and a name: XNO, Norland"));
    }
    Ok(written(&all))
}

fn listed(line: &str) -> Result<Listed, String> {
    let mut cells = cells(line).into_iter();
    let code = cells.next().unwrap_or_default();
    let name = cells.next().unwrap_or_default();
    let kind = cells.next().unwrap_or_default().to_lowercase();
    let members = cells.next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if code.is_empty() || !code.chars().all(plain) {
        return Err(format!("“{code}” is no code"));
    }
    if name.is_empty() {
        return Err(format!("{code} has no name"));
    }
    let kind = match kind.as_str() {
        "" => "state".to_owned(),
        known if KINDS.contains(&known) => kind,
        other => return Err(format!("“{other}” is none of {}", KINDS.join(", "))),
    };
    Ok(Listed {
        code: code.to_uppercase(),
        name,
        kind,
        members: members.split_whitespace().map(str::to_uppercase).collect(),
    })
}

/// The cells of a line; in double quotes a separator is a sign like any other.
fn cells(line: &str) -> Vec<String> {
    let by = ['\t', ';', ',']
        .into_iter()
        .find(|sign| line.contains(*sign));
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if Some(c) == by && !quoted => cells.push(String::new()),
            c => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// A YAML scalar in double quotes: whatever is in it, it is a text.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}

fn written(all: &[Listed]) -> String {
    let mut out = String::from(
        "# Who takes part. A code is what stands in brackets and on the command line. Kinds: state, observer, organization, igo, ngo.\n\
         delegations:\n",
    );
    let (groups, parties): (Vec<&Listed>, Vec<&Listed>) =
        all.iter().partition(|one| one.kind == "group");
    for one in parties {
        let name = quoted(&one.name);
        let line = format!(
            "- {{code: {}, name: {name}, kind: {}}}\n",
            quoted(&one.code),
            one.kind
        );
        out.push_str(&line);
    }
    out.push_str("\n# Groups speak for their members. Who presides and may speak for one: presidency: [{code: XNO, to: 2008-12-31}]\n");
    if groups.is_empty() {
        out.push_str("groups: []\n");
        return out;
    }
    out.push_str("groups:\n");
    for one in groups {
        let name = quoted(&one.name);
        let members: Vec<String> = one.members.iter().map(|one| quoted(one)).collect();
        let members = members.join(", ");
        let line = format!(
            "- {{code: {}, name: {name}, members: [{members}]}}\n",
            quoted(&one.code)
        );
        out.push_str(&line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_with_commas_semicolons_or_tabs_is_read_and_names_may_hold_them() {
        for line in [
            "XCG, \"Congo, Republic of the\", observer",
            "XCG;\"Congo, Republic of the\";observer",
            "xcg\tCongo, Republic of the\tObserver",
        ] {
            let one = listed(line).unwrap_or_else(|what| panic!("{line}: {what}"));
            assert_eq!((one.code.as_str(), one.kind.as_str()), ("XCG", "observer"));
            assert_eq!(one.name, "Congo, Republic of the");
        }
    }

    #[test]
    fn a_group_names_its_members_and_a_member_that_is_not_listed_is_told() {
        let list =
            "code,name,kind,members\nXNO,Norland\nXEG,Eastgate\nGN,Northern Group,group,XNO XEG\n";
        let made = delegations_yaml("list.csv", list).unwrap_or_default();
        assert!(
            made.contains(
                "- {code: \"GN\", name: \"Northern Group\", members: [\"XNO\", \"XEG\"]}"
            ),
            "{made}"
        );
        let told = delegations_yaml("list.csv", "XNO,Norland\nGN,Northern Group,group,XNO XQQ\n");
        assert!(
            format!("{told:?}").contains("XQQ is not listed"),
            "{told:?}"
        );
    }

    #[test]
    fn what_is_no_line_of_a_list_is_told_with_its_number() {
        for (list, what) in [
            (
                "XNO,Norland\n\nUnited States\n",
                "list.csv:3: “United States” is no code",
            ),
            ("XNO\n", "list.csv:1: XNO has no name"),
            ("XNO,Norland,kingdom\n", "“kingdom” is none of state"),
            (
                "XNO,Norland\nxno,Norland\n",
                "list.csv:2: XNO is listed twice",
            ),
            ("code,name\n", "list.csv lists nobody"),
        ] {
            let told = format!("{:?}", delegations_yaml("list.csv", list));
            assert!(told.contains(what), "{list}: {told}");
        }
    }
}
