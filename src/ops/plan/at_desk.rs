//! What never leaves the desk: the same plan, with its acts and proposals marked so.

use std::collections::BTreeSet;

use super::super::command::Plan;
use super::super::kept::STAYS;
use crate::consensus::Refusal;
use crate::record::{ActId, read_acts};

/// Marks what a plan files: no circulation takes it along.
///
/// # Errors
/// Where it changes a text, which goes out with every circulation.
pub(super) fn at_desk(mut plan: Plan) -> Result<Plan, Refusal> {
    let acts: Vec<String> = plan.acts.iter().flat_map(heads).collect();
    let mut unmarked: BTreeSet<&ActId> = plan.acts.iter().collect();
    for file in &mut plan.edit.files {
        let inside = file
            .path
            .strip_prefix("drafts/")
            .and_then(|rest| rest.split_once('/'));
        let kind = inside.map_or("", |(_, inside)| {
            inside.split('/').next().unwrap_or_default()
        });
        let text = file.content.as_deref().map(String::from_utf8_lossy);
        let (Some(text), "acts" | "proposals") = (text, kind) else {
            return Err(
                Refusal::of(format!("it changes {}, which goes out", file.path))
                    .hint("without --desk; or file it as a proposal that stays at the desk"),
            );
        };
        let marked = match kind {
            "acts" => text
                .split_inclusive('\n')
                .map(|line| marked_act(line, &acts))
                .collect::<String>(),
            _ => marked_proposal(&text),
        };
        for act in read_acts(&file.path, marked.as_bytes()).0 {
            if kind == "acts" && act.desk {
                unmarked.remove(&act.id);
            }
        }
        file.content = Some(marked.into_bytes());
    }
    // What is said to stay must be read as staying.
    if let Some(act) = unmarked.first() {
        let what = format!("act {act} cannot be kept at the desk");
        return Err(Refusal::of(what).because("its line was not understood"));
    }
    plan.said.push_str(STAYS);
    plan.edit.why.clone_from(&plan.said);
    if !plan.same_as.is_empty() {
        plan.same_as.push_str(" --desk");
    }
    Ok(plan)
}

/// How the line of an act begins; an id that YAML would take for a number (`48200e7929`, `0577752447`) stands in quotes.
fn heads(id: &ActId) -> [String; 2] {
    [format!("- {{id: {id},"), format!("- {{id: \"{id}\",")]
}

/// A line of a file of acts, marked where it is one of these.
fn marked_act(line: &str, acts: &[String]) -> String {
    let own = acts.iter().any(|head| line.starts_with(head.as_str()));
    let bare = line.trim_end();
    match bare.strip_suffix('}') {
        Some(open) if own && !open.ends_with("desk: true") => {
            format!(
                "{open}, desk: true}}{}",
                line.get(bare.len()..).unwrap_or_default()
            )
        }
        _ => line.to_owned(),
    }
}

fn marked_proposal(text: &str) -> String {
    match text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
    {
        Some((head, body)) if !head.contains("\ndesk: true") => {
            format!("---\n{head}\ndesk: true\n---\n{body}")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_acts_are_marked_and_others_stay_as_they_are() {
        let acts: Vec<String> = ["aa", "48200e7929", "0577752447"]
            .into_iter()
            .flat_map(|id| heads(&ActId::from(id)))
            .collect();
        for id in ["\"48200e7929\"", "\"0577752447\""] {
            let line = format!("- {{id: {id}, by: XNO, do: support}}\n");
            let marked = format!("- {{id: {id}, by: XNO, do: support, desk: true}}\n");
            assert_eq!(marked_act(&line, &acts), marked);
        }
        assert_eq!(
            marked_act("- {id: aa, by: XNO, do: support}\n", &acts),
            "- {id: aa, by: XNO, do: support, desk: true}\n"
        );
        for same in [
            "- {id: ab, by: XNO}\n",
            "- {id: aa, desk: true}\n",
            "# aa\n",
        ] {
            assert_eq!(marked_act(same, &acts), same);
        }
        assert_eq!(
            marked_proposal("---\nsponsor: XNO\n---\n\nWords.\n"),
            "---\nsponsor: XNO\ndesk: true\n---\n\nWords.\n"
        );
    }
}
