//! Linkages: who waits for what, and the circles in which paragraphs wait for one another.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::consensus::StanceRecord;
use crate::meeting::{Awaited, Meeting};

/// A place: the document's ordinal, the paragraph's.
type Node = (usize, usize);

/// One party's waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Who.
    pub party: String,
    /// On which paragraph: document and name.
    pub on: (String, String),
    /// For what, by its name of today.
    pub until: String,
}

/// Paragraphs that wait for one another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Package {
    /// The paragraphs, in the order of the texts: document and name.
    pub paragraphs: Vec<(String, String)>,
    /// What binds them.
    pub links: Vec<Link>,
}

/// The packages of a document, or of all: circles of linkages.
pub(super) fn packages(meeting: &Meeting, only: Option<&str>) -> Vec<Package> {
    let mut links: Vec<(Node, Node, Link)> = Vec::new();
    for (n, draft) in meeting.drafts().iter().enumerate() {
        links.extend(of_document(meeting, n, &draft.id));
    }
    let edges: Vec<(Node, Node)> = links.iter().map(|(from, to, _)| (*from, *to)).collect();
    let named = |(document, index): Node| -> Option<(String, String)> {
        let draft = meeting.drafts().get(document)?;
        let text = meeting.text(&draft.id)?;
        Some((draft.id.clone(), text.name(index).to_owned()))
    };
    circles(&edges)
        .into_iter()
        .map(|nodes| Package {
            paragraphs: nodes.iter().filter_map(|node| named(*node)).collect(),
            links: links
                .iter()
                .filter(|(from, to, _)| nodes.contains(from) && nodes.contains(to))
                .map(|(_, _, link)| link.clone())
                .collect(),
        })
        .filter(|package| {
            only.is_none_or(|only| package.paragraphs.iter().any(|(id, _)| id == only))
        })
        .collect()
}

/// What parties wait for on the paragraphs of one document, where that is a paragraph.
fn of_document(meeting: &Meeting, n: usize, id: &str) -> Vec<(Node, Node, Link)> {
    let (Some(text), Some(register), Some(docket)) =
        (meeting.text(id), meeting.register(id), meeting.docket(id))
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (index, here) in docket.paragraphs.iter().enumerate() {
        for stance in here
            .stances
            .iter()
            .filter_map(|n| register.ledger.stance(*n))
        {
            let Some(to) = meant(meeting, id, &stance).filter(|to| !is_agreed(meeting, *to)) else {
                continue;
            };
            let link = Link {
                party: stance.party.to_owned(),
                on: (id.to_owned(), text.name(index).to_owned()),
                until: stance
                    .until
                    .and_then(|until| meeting.awaited_as(id, until, stance.until_at))
                    .unwrap_or_default(),
            };
            out.push(((n, index), to, link));
        }
    }
    out
}

/// Whether nothing is waited for there any more.
fn is_agreed(meeting: &Meeting, (document, index): Node) -> bool {
    let draft = meeting.drafts().get(document);
    let standings = draft.and_then(|draft| meeting.standings(&draft.id));
    let standing = standings.as_ref().and_then(|all| all.get(index));
    standing.is_some_and(|standing| standing.state.is_agreed())
}

/// The paragraph that somebody waits for: itself, or the one that a proposal is to.
fn meant(meeting: &Meeting, document: &str, stance: &StanceRecord<'_>) -> Option<Node> {
    let (document, index) = match meeting.awaited(document, stance.until?, stance.until_at)? {
        Awaited::Paragraph(document, index) => (document, index),
        Awaited::Proposal(document, slug) => {
            let register = meeting.register(&document)?;
            let anchor = register.proposals.get(&slug)?.anchor.as_ref()?;
            let index = meeting.place(&document, anchor).index()?;
            (document, index)
        }
    };
    let n = meeting
        .drafts()
        .iter()
        .position(|draft| draft.id == document)?;
    Some((n, index))
}

/// The sets of nodes that can be reached from one another, of two and more, or of one that waits for itself; each sorted.
///
/// Tarjan's algorithm (SIAM J. Comput. 1, 1972) without recursion.
fn circles(edges: &[(Node, Node)]) -> Vec<Vec<Node>> {
    let mut next: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    for (from, to) in edges {
        next.entry(*from).or_default().push(*to);
        next.entry(*to).or_default();
    }
    #[derive(Clone, Copy)]
    struct Seen {
        order: usize,
        low: usize,
        open: bool,
    }
    let mut seen: BTreeMap<Node, Seen> = BTreeMap::new();
    let mut stack: Vec<Node> = Vec::new();
    let mut found: Vec<Vec<Node>> = Vec::new();
    for &root in next.keys() {
        if seen.contains_key(&root) {
            continue;
        }
        let mut path: Vec<(Node, usize)> = vec![(root, 0)];
        while let Some((node, step)) = path.pop() {
            if step == 0 {
                let order = seen.len();
                let begun = Seen {
                    order,
                    low: order,
                    open: true,
                };
                seen.insert(node, begun);
                stack.push(node);
            }
            let followers = next.get(&node).map(Vec::as_slice).unwrap_or_default();
            if let Some(&to) = followers.get(step) {
                path.push((node, step + 1));
                match seen.get(&to).copied() {
                    None => path.push((to, 0)),
                    Some(there) if there.open => {
                        if let Some(here) = seen.get_mut(&node) {
                            here.low = here.low.min(there.order);
                        }
                    }
                    Some(_) => {}
                }
                continue;
            }
            let Some(here) = seen.get(&node).copied() else {
                continue;
            };
            if let Some((above, _)) = path.last()
                && let Some(above) = seen.get_mut(above)
            {
                above.low = above.low.min(here.low);
            }
            if here.low == here.order {
                let at = stack.iter().rposition(|one| *one == node).unwrap_or(0);
                let mut circle = stack.split_off(at);
                for one in &circle {
                    if let Some(one) = seen.get_mut(one) {
                        one.open = false;
                    }
                }
                circle.sort_unstable();
                let to_itself = followers.contains(&node);
                if circle.len() > 1 || to_itself {
                    found.push(circle);
                }
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paragraphs_that_wait_for_one_another_are_one_package() {
        let node = |n| (0, n);
        let edges = [
            (node(1), node(2)),
            (node(2), node(3)),
            (node(3), node(1)),
            (node(4), node(1)),
            (node(5), node(5)),
        ];
        let expected = vec![vec![node(1), node(2), node(3)], vec![node(5)]];
        assert_eq!(circles(&edges), expected);
    }

    proptest! {
        #[test]
        fn two_are_in_one_circle_where_each_is_reached_from_the_other(
            edges in prop::collection::vec((0usize..8, 0usize..8), 0..20)
        ) {
            let mut reach = [[false; 8]; 8];
            for (from, to) in &edges {
                reach[*from][*to] = true;
            }
            let all = || 0..8usize;
            for by in all() {
                for (from, to) in all().flat_map(|from| all().map(move |to| (from, to))) {
                    reach[from][to] |= reach[from][by] && reach[by][to];
                }
            }
            let nodes: Vec<(Node, Node)> = edges.iter().map(|(a, b)| ((0, *a), (0, *b))).collect();
            let found = circles(&nodes);
            let together = |a: usize, b: usize| {
                found.iter().any(|one| one.contains(&(0, a)) && one.contains(&(0, b)))
            };
            let pairs = (0..8).flat_map(|a| (0..8).map(move |b| (a, b)));
            for (a, b) in pairs {
                prop_assert_eq!(together(a, b), reach[a][b] && reach[b][a], "{} {}", a, b);
            }
        }
    }
}
