//! Pages: nothing of a draft gets out of its place, nobody is named where nobody is to be named, and a browser shows it.

use std::path::Path;
use std::sync::Arc;

use adref::consensus::State;
use adref::ops::{
    self, Against, Bulletin, DocumentRow, Filed, Leaf, LeafRow, Naming, Positions, With,
};
use adref::page::{self, PageFile};
use adref::text::{Document, Parties};
use adref::workspace::Workspace;
use proptest::prelude::*;

use crate::browser::Browser;
use crate::ceiling::{CEILING, Size, lay_out_with};
use crate::kit::{Room, data, noon};

/// Elements that a page may have, and whether they stand alone.
const TAGS: &[(&str, bool)] = &[
    ("html", false),
    ("head", false),
    ("meta", true),
    ("link", true),
    ("title", false),
    ("style", false),
    ("script", false),
    ("body", false),
    ("a", false),
    ("header", false),
    ("main", false),
    ("nav", false),
    ("footer", false),
    ("section", false),
    ("article", false),
    ("div", false),
    ("p", false),
    ("h1", false),
    ("h2", false),
    ("h3", false),
    ("h4", false),
    ("h5", false),
    ("h6", false),
    ("ul", false),
    ("ol", false),
    ("li", false),
    ("dl", false),
    ("dt", false),
    ("dd", false),
    ("time", false),
    ("span", false),
    ("b", false),
    ("i", false),
    ("em", false),
    ("strong", false),
    ("sup", false),
    ("code", false),
    ("pre", false),
    ("blockquote", false),
    ("bdi", false),
    ("del", false),
    ("ins", false),
    ("details", false),
    ("summary", false),
    ("form", false),
    ("label", false),
    ("input", true),
    ("button", false),
    ("output", false),
    ("table", false),
    ("tr", false),
    ("th", false),
    ("td", false),
    ("figure", false),
    ("figcaption", false),
    ("svg", false),
    ("path", true),
    ("text", false),
];

/// Attributes that a page may have.
const ATTRIBUTES: &[&str] = &[
    "lang",
    "dir",
    "class",
    "id",
    "href",
    "rel",
    "charset",
    "http-equiv",
    "content",
    "name",
    "tabindex",
    "aria-label",
    "aria-labelledby",
    "aria-live",
    "role",
    "hidden",
    "open",
    "type",
    "value",
    "autocomplete",
    "data-fold",
    "data-d",
    "data-events",
    "datetime",
    "scope",
    "viewBox",
    "d",
    "x",
    "y",
    "text-anchor",
];

/// Walks a page by rules of its own, and says what is not as it must be.
fn fault(page: &str) -> Option<String> {
    let mut rest = page.strip_prefix("<!DOCTYPE html>\n")?;
    let mut open: Vec<&str> = Vec::new();
    let near = |rest: &str| rest.chars().take(80).collect::<String>();
    loop {
        let text_ends = rest.find('<').unwrap_or(rest.len());
        let text = &rest[..text_ends];
        if text.contains('>') {
            return Some(format!("a bare > in: {}", near(text)));
        }
        if let Some(fault) = entities(text) {
            return Some(fault);
        }
        let odd = |c: char| {
            c.is_control() && c != '\n'
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
        };
        if let Some(c) = text.chars().find(|c| odd(*c)) {
            return Some(format!("{c:?} in: {}", near(text)));
        }
        rest = &rest[text_ends..];
        if rest.is_empty() {
            break;
        }
        let end = rest.find('>').unwrap_or(rest.len());
        let (mark, behind) = (&rest[1..end], &rest[end..]);
        if let Some(name) = mark.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> closes nothing: {}", near(rest)));
            }
        } else {
            let name: &str = mark.split([' ', '/']).next().unwrap_or_default();
            let Some((name, alone)) = TAGS.iter().find(|(known, _)| *known == name) else {
                return Some(format!("an element of somebody else: {}", near(rest)));
            };
            if let Some(fault) = attributes(mark[name.len()..].trim_end_matches('/')) {
                return Some(format!("{fault}: {}", near(rest)));
            }
            if !alone || *name == "path" && !mark.ends_with('/') {
                open.push(name);
            }
            if matches!(*name, "style" | "script") {
                let close = format!("</{name}>");
                let ends = behind.find(&close)?;
                rest = &behind[ends..];
                continue;
            }
        }
        rest = behind.strip_prefix('>').unwrap_or("");
    }
    open.pop().map(|name| format!("<{name}> is never closed"))
}

fn entities(text: &str) -> Option<String> {
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
        if !known.iter().any(|one| text[at..].starts_with(one)) {
            return Some(format!("a bare & in {text}"));
        }
    }
    None
}

fn attributes(mut rest: &str) -> Option<String> {
    loop {
        if rest.is_empty() {
            return None;
        }
        let Some(more) = rest.strip_prefix(' ') else {
            return Some(format!("no space before {rest}"));
        };
        let ends = more
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .unwrap_or(more.len());
        let name = &more[..ends];
        if !ATTRIBUTES.contains(&name) {
            return Some(format!("an attribute of somebody else: {name}"));
        }
        rest = &more[ends..];
        let Some(value) = rest.strip_prefix("=\"") else {
            continue;
        };
        let Some(ends) = value.find('"') else {
            return Some("a value that does not end".to_owned());
        };
        let said = &value[..ends];
        if said.contains('<') || entities(said).is_some() {
            return Some(format!("a value that is not escaped: {said}"));
        }
        let leads = ["#", "./", "/", "http://", "https://", "mailto:", "data:,"];
        let lower = said.to_ascii_lowercase();
        if name == "href" && !leads.iter().any(|lead| lower.starts_with(lead)) {
            return Some(format!("a link that leads to {said}"));
        }
        if name == "href" && lower.starts_with("//") {
            return Some(format!("a link that leads to {said}"));
        }
        rest = &value[ends + 1..];
    }
}

fn row(id: &str, title: &str, symbol: &str) -> DocumentRow {
    DocumentRow {
        id: id.to_owned(),
        symbol: Some(symbol.to_owned()),
        title: title.to_owned(),
        kind: Some(symbol.to_owned()),
        revision: Some(symbol.to_owned()),
        paragraphs: 1,
        states: std::collections::BTreeMap::from([(symbol.to_owned(), 1)]),
        state: None,
        adopted: Some(title.to_owned()),
        brackets: 0,
        words: 0,
        bracketed_words: 0,
        open_proposals: 0,
        stances: Vec::new(),
        holders: Vec::new(),
        broken: Vec::new(),
    }
}

fn positions(said: &str) -> Positions {
    let named = ops::Voiced {
        party: said.to_owned(),
        stance: adref::consensus::Stance::Oppose,
        on: said.to_owned(),
        reason: Some(said.to_owned()),
        awaiting: true,
        stale: true,
    };
    Positions {
        named: vec![named],
        counted: vec![(adref::consensus::Stance::Oppose, 1)],
    }
}

/// A page on which everything that can be foreign says this.
fn everywhere(said: &str, old: &str) -> Vec<PageFile> {
    let text = Arc::new(Document::parse(said));
    let old = Arc::new(Document::parse(old));
    let comparison = Arc::new(ops::compare(&old, &text, (said, said)));
    let filed = Filed {
        number: Some(said.to_owned()),
        sponsors: vec![said.to_owned(), said.to_owned()],
        kind: adref::record::ProposalKind::Replace,
        amends: Some(said.to_owned()),
        status: adref::consensus::Status::Tabled,
        open: true,
        marks: vec![said.to_owned()],
        wording: adref::diff::reword(old.source(), said),
        rationale: Some(said.to_owned()),
        positions: positions(said),
    };
    let rows = (0..text.paragraphs().len()).map(|index| LeafRow {
        index,
        name: text.name(index).to_owned(),
        state: Some(State::Contested),
        reasons: vec![said.to_owned()],
        proposals: vec![filed.clone()],
        positions: positions(said),
    });
    let leaf = Leaf {
        schema: 1,
        row: row(said, said, said),
        language: Some(said.to_owned()),
        names: Naming::Shown,
        rows: rows.collect(),
        elsewhere: vec![filed.clone()],
        against: Some(Against {
            name: said.to_owned(),
            old,
            comparison,
        }),
        points: Vec::new(),
        text,
    };
    let bulletin = Bulletin {
        schema: 1,
        title: said.to_owned(),
        short: Some(said.to_owned()),
        symbol: Some(said.to_owned()),
        place: Some(said.to_owned()),
        days: Some((said.to_owned(), said.to_owned())),
        illustrative: true,
        names: Naming::Shown,
        made: noon(),
        agenda: vec![said.to_owned()],
        programme: vec![(noon(), said.to_owned())],
        deadlines: vec![(noon(), said.to_owned())],
        documents: vec![row(said, said, said)],
    };
    let mut files = page::site(&bulletin, std::slice::from_ref(&leaf));
    let live = |path: &str, text: String| PageFile {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    };
    files.push(live(
        "live",
        page::document_page(&bulletin, &leaf, "/events"),
    ));
    files.push(live(
        "live index",
        page::index_page(&bulletin, &[], "/events"),
    ));
    files.push(live(
        "floor",
        page::floor(&leaf, Some(0), page::Kind::Live("/events")),
    ));
    files
}

const PIECES: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style>",
    "</script>",
    "</title>",
    "<!--",
    "-->",
    "]]>",
    "\"",
    "'",
    "`",
    "``",
    "&",
    "&lt;",
    "&#60;script&#62;",
    "&#x3c;",
    "<",
    ">",
    "[a](javascript:alert(1))",
    "[a](https://x.org/\"onmouseover=alert(1))",
    "[a](https://x.org/?a=1&b='2')",
    "[a](data:text/html,<script>)",
    "![i](http://evil.org/x.png)",
    "<https://x.org/'\">",
    "[a][r]",
    "\n\n[r]: javascript:alert(1)\n\n",
    "\n\n[r]: http://x.org/<b>\n\n",
    "[^1]",
    "\n\n[^1]: <b>note</b>\n\n",
    "\n\n# <b>II. Head\n\n",
    "\n\n12 bis. ",
    "\n\n- (a) ",
    "\n\n| <b> | \" |\n|---|---|\n| [x / y] | `|` |\n\n",
    "\n\n```\n<pre></pre>\n```\n\n",
    "\n\n> quoted\n\n",
    "[shall / EU: ",
    "[USA: ",
    "]",
    " / ",
    "**bold",
    "*em*",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\0",
    "\u{1b}[31m",
    "\t",
    "الدول",
    "国家",
    "words here ",
    "---\ntitle: \"<b>\"\n---\n",
    "\\<",
    "\\[",
];

fn hostile() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 1..24)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_draft_gets_out_of_its_place(said in hostile(), old in hostile()) {
        for file in everywhere(&said, &old) {
            let page = String::from_utf8(file.bytes).unwrap();
            let fault = fault(&page);
            prop_assert!(fault.is_none(), "{}: {}\n{said:?}", file.path, fault.unwrap_or_default());
        }
    }
}

#[test]
fn the_checker_sees_what_it_is_for() {
    let page =
        |inside: &str| format!("<!DOCTYPE html>\n<html lang=\"en\"><body>{inside}</body></html>");
    assert_eq!(fault(&page("<p class=\"m\">a &amp; b</p>")), None);
    for bad in [
        "<img src=\"x\">",
        "<p onclick=\"x\">a</p>",
        "<p class=x>a</p>",
        "<a href=\"javascript:x\">a</a>",
        "<a href=\"//evil.org\">a</a>",
        "a & b",
        "a > b",
        "<p>a",
        "a</p>",
        "\u{202e}",
        "<p class=\"a<b\">a</p>",
    ] {
        assert!(fault(&page(bad)).is_some(), "{bad}");
    }
}

/// The worked example at its liveliest, laid out.
fn demo() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let env = adref::cli::Env::quiet(folder.path());
    let done = adref::cli::run_in(folder.path(), ["demo", "there"], &env);
    assert_eq!(done.status, 0, "{}", done.complained());
    folder
}

/// All pages of the worked example, with each issued version they can be compared with.
fn pages(folder: &Path, names: Naming, against: Option<&str>) -> Vec<PageFile> {
    let workspace = Workspace::open(&folder.join("there")).unwrap();
    let present = workspace.now(noon()).unwrap();
    let meeting = &present.meeting;
    let progress = ops::progress(
        &workspace,
        &present,
        None,
        (ops::Fineness::Coarse, &|| true),
    )
    .unwrap();
    let outward = ops::Outward::circulated(meeting);
    let bulletin = ops::bulletin(&outward, names);
    let zone = adref::moment::Zone::utc();
    let leaves: Vec<Leaf> = bulletin
        .documents
        .iter()
        .map(|row| {
            let old = against.and_then(|name| {
                let version = workspace.version(Some(&row.id), name, &zone).ok()??;
                let meeting = workspace.at(&version, noon()).ok()?;
                Some((name.to_owned(), meeting.text(&row.id)?))
            });
            let with = With {
                against: old,
                progress: progress.documents.iter().find(|one| one.id == row.id),
            };
            ops::leaf(&outward, &row.id, names, &with).unwrap()
        })
        .collect();
    page::site(&bulletin, &leaves)
}

fn text(file: &PageFile) -> &str {
    std::str::from_utf8(&file.bytes).unwrap()
}

#[test]
fn where_names_are_hidden_nobody_is_named() {
    let folder = demo();
    let workspace = Workspace::open(&folder.path().join("there")).unwrap();
    let meeting = workspace.now(noon()).unwrap().meeting;
    let roll = &meeting.roll.delegations;
    let codes: Vec<String> = roll
        .delegations
        .iter()
        .map(|one| one.code.clone())
        .chain(roll.groups.iter().map(|one| one.code.clone()))
        .collect();
    let named = |file: &PageFile| -> Vec<String> {
        let page = text(file);
        let whole = |at: usize, code: &str| {
            let before = page[..at].chars().next_back();
            let after = page[at + code.len()..].chars().next();
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(before) && !letter(after)
        };
        // The style and the script are ours.
        let codes = codes.iter().filter(|code| {
            let found = page.match_indices(code.as_str());
            found.map(|(at, _)| at).any(|at| whole(at, code))
        });
        codes.cloned().collect()
    };
    for against in [None, Some("rev.1")] {
        for file in pages(folder.path(), Naming::Hidden, against) {
            assert_eq!(named(&file), Vec::<String>::new(), "{}", file.path);
            assert_eq!(fault(text(&file)), None, "{}", file.path);
        }
        let shown = pages(folder.path(), Naming::Shown, against);
        assert!(shown.iter().any(|file| named(file).len() > 5));
        for file in &shown {
            assert_eq!(fault(text(file)), None, "{}", file.path);
        }
    }
}

#[test]
fn a_page_says_how_each_paragraph_stands_and_what_changed() {
    let folder = demo();
    let files = pages(folder.path(), Naming::Shown, Some("rev.1"));
    assert_eq!(files[0].path, "index.html");
    let outcome = files
        .iter()
        .find(|file| file.path == "outcome.html")
        .unwrap();
    let page = text(outcome);
    for expected in [
        "id=\"p1\"",
        "href=\"#p1\"",
        "● contested",
        "<del>",
        "<ins>",
        "since rev.1",
        "<details class=\"q\" dir=\"ltr\">",
        "lang=\"en\" dir=\"ltr\"",
        "href=\"./index.html\"",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    // Every paragraph of the text has its place once.
    let mut ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    assert!(ids.len() > 20, "{ids:?}");
}

#[test]
fn what_is_not_tabled_or_is_the_desks_own_is_on_no_page() {
    let room = Room::meeting();
    let at = "2008-07-16T10:00-04:00";
    let act = |id: &str, by: &str, verb: &str, more: &str| {
        format!(
            "- {{id: {id}, time: {at}, by: {by}, entered_by: goh, heard: plenary, do: {verb}, paragraph: {{version: {}, ordinal: 2, label: 2}}, reason: {more}}}\n",
            blob(&room)
        )
    };
    let lines = [
        (
            "drafts/wp1/acts/xus.yaml",
            act("a1", "XUS", "oppose", "open words"),
        ),
        (
            "drafts/wp1/acts/xeg.yaml",
            act("a2", "XEG", "reserve", "secret words, desk: true"),
        ),
    ];
    let lines: Vec<(&str, &str)> = lines
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    room.save(&lines);
    let workspace = Workspace::of(adref::repo::Repository::discover(room.path()).unwrap());
    let meeting = workspace.now(noon()).unwrap().meeting;
    let leaf = ops::leaf(
        &ops::Outward::of(&meeting),
        "wp1",
        Naming::Shown,
        &With::default(),
    )
    .unwrap();
    let said = serde_json::to_string(&leaf).unwrap();
    assert!(said.contains("open words"), "{said}");
    assert!(!said.contains("secret words"), "{said}");
    // Not even in what follows from it: whose reservation blocks the paragraph.
    assert!(!said.contains("XEG"), "{said}");
}

#[test]
fn a_tabled_proposal_that_never_leaves_the_desk_is_in_nothing_that_leaves_it() {
    let room = Room::meeting();
    let run = |words: &[&str]| {
        let output = room.adref(words).env("ADREF_AS", "aly").output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{words:?}: {said}");
        said
    };
    let slug = |said: &str| {
        let word = said
            .split_whitespace()
            .find(|word| word.starts_with("xno-"));
        word.unwrap().trim_end_matches(':').to_owned()
    };
    let propose = |words: &str, more: &[&str]| {
        let words = ["propose", "wp1", "2", "--text", words, "--as", "XNO"];
        slug(&run(&[&words, more].concat()))
    };
    let own = propose("States keep secret records.", &["--desk"]);
    let open = propose("States keep open records.", &[]);
    let on_it = [
        "propose",
        &own,
        "--text",
        "States keep veiled records.",
        "--as",
        "XNO",
    ];
    let amended = slug(&run(&on_it));
    for one in [&own, &open, &amended] {
        run(&["table", one]);
    }
    run(&["oppose", &own, "--as", "XEG", "--reason", "whispered"]);
    let workspace = Workspace::of(adref::repo::Repository::discover(room.path()).unwrap());
    let meeting = workspace.now(noon()).unwrap().meeting;
    let outward = ops::Outward::of(&meeting);
    let leaf = ops::leaf(&outward, "wp1", Naming::Shown, &With::default()).unwrap();
    let table = ops::proposals_table(&outward, None, Naming::Shown).unwrap();
    for said in [serde_json::to_string(&leaf).unwrap(), format!("{table:?}")] {
        assert!(said.contains("open"), "{said}");
        for word in [
            "secret",
            "veiled",
            "whispered",
            own.as_str(),
            amended.as_str(),
        ] {
            assert!(!said.contains(word), "{word}: {said}");
        }
    }
}

#[test]
fn what_was_not_tabled_leaves_no_trace_on_a_page() {
    let room = Room::meeting();
    let look = |circulated: bool| {
        let repository = adref::repo::Repository::discover(room.path()).unwrap();
        let meeting = Workspace::of(repository).now(noon()).unwrap().meeting;
        let outward = match circulated {
            true => ops::Outward::circulated(&meeting),
            false => ops::Outward::of(&meeting),
        };
        let leaf = ops::leaf(&outward, "wp1", Naming::Shown, &With::default()).unwrap();
        let bulletin = ops::bulletin(&outward, Naming::Shown);
        serde_json::to_string(&(leaf, bulletin)).unwrap()
    };
    let act = |line: &[&str]| {
        let mut command = room.adref(line);
        let output = command.env("ADREF_AS", "goh").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line:?}: {said}");
    };
    let before = look(true);
    let words = "States keep records for thirty years.";
    act(&["propose", "wp1", "2", "--text", words, "--as", "XNO"]);
    assert_eq!(look(true), before);
    // The desk itself sees it: there is something that could have gone out.
    assert_ne!(look(false), before);
    let folder = std::fs::read_dir(room.path().join("drafts/wp1/proposals")).unwrap();
    let file = folder.flatten().next().unwrap().path();
    let slug = file.file_stem().unwrap().to_str().unwrap();
    act(&["support", slug, "--as", "XEG"]);
    assert_eq!(look(true), before);
    act(&["table", slug]);
    let after = look(true);
    assert!(after.contains("thirty") && after.contains("XEG"), "{after}");
}

/// A command of the worked example, and what it printed.
fn run(folder: &Path, line: &[&str]) -> (u8, String) {
    let there = folder.join("there");
    let mut env = adref::cli::Env::quiet(&there);
    env.now = Some(noon());
    env.width = 100;
    let done = adref::cli::run_in(&there, line.iter().copied(), &env);
    (done.status, done.printed() + &done.complained())
}

#[test]
fn tables_are_the_same_in_every_form_and_name_nobody_where_nobody_is_to_be_named() {
    let folder = demo();
    let folder = folder.path();
    let table = |more: &[&str]| {
        let (status, printed) = run(folder, &[&["export", "--table"], more].concat());
        assert_eq!(status, 0, "{more:?}: {printed}");
        printed
    };
    let csv = table(&["proposals", "--csv"]);
    let rows = csv.matches("\r\n").count();
    assert!(rows > 40, "{rows}");
    assert!(
        csv.starts_with("number,sponsor,co-sponsors,document,paragraph,"),
        "{csv}"
    );
    let markdown = table(&["proposals", "--md"]);
    assert_eq!(markdown.lines().count(), rows + 1);
    assert_eq!(csv, table(&["proposals", "--csv"]));
    let hidden = table(&["proposals", "--csv", "--names", "hidden"]);
    assert!(hidden.starts_with("document,paragraph,"), "{hidden}");
    let shown = table(&["positions", "--csv"]);
    assert!(
        shown.contains("opposes") && shown.contains("holds a bracket"),
        "{shown}"
    );
    let counted = table(&["positions", "--csv", "--names", "hidden"]);
    assert!(
        counted.starts_with("paragraph,opposes,reserves,"),
        "{counted}"
    );
    for code in ["XNO", "XRA", "XSE", "GN-", "GS-", "GN:", "XHO"] {
        assert!(
            csv.contains(code) || shown.contains(code) || code.ends_with(':'),
            "{code}"
        );
        assert!(!hidden.contains(code), "{code}: {hidden}");
        assert!(!counted.contains(code), "{code}: {counted}");
    }
    let concordance = table(&["concordance", "outcome", "--against", "rev.1", "--md"]);
    assert!(
        concordance.starts_with("| rev.1 | now | what became of it |"),
        "{concordance}"
    );
    let (status, printed) = run(
        folder,
        &["export", "--table", "speakers", "--names", "hidden"],
    );
    assert_eq!(status, 2, "{printed}");
    // A workbook by its ending, whole and readable as the archive it is.
    table(&["proposals", "-o", "table.xlsx"]);
    let bytes = std::fs::read(folder.join("there/table.xlsx")).unwrap();
    assert!(bytes.starts_with(b"PK"));
}

/// The id of wp1's text.
fn blob(room: &Room) -> String {
    let bytes = room.text("drafts/wp1/text.md");
    adref::repo::Repository::hash(bytes.as_bytes()).to_string()
}

/// A page in a browser, from a file; the address is the file's.
fn file_url(path: &Path) -> String {
    let path = path.to_str().unwrap().replace('\\', "/");
    format!("file:///{}", path.trim_start_matches('/'))
}

#[test]
fn a_browser_shows_the_page_and_runs_nothing_but_ours() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let said = "1. Before <img src=x onerror=\"document.title='owned'\"> [shall / EU: should] <script>document.title='owned'</script> behind.\n\n\
                2. See [it](javascript:document.title='owned').\n";
    let files = everywhere(said, "1. Before all of it.\n");
    let file = files.iter().find(|file| file.path != "index.html").unwrap();
    let path = folder.path().join("page.html");
    std::fs::write(&path, &file.bytes).unwrap();
    let tab = browser.open(&file_url(&path));
    assert_ne!(browser.value(&tab, "document.title"), "owned");
    assert_eq!(
        browser.value(&tab, "document.querySelectorAll('img').length"),
        0
    );
    // The script ran, so its hash is the one that the policy names; nothing else tried to.
    let awake = browser.value(&tab, "document.getElementById('tools').hidden");
    assert_eq!(awake, false, "the filter did not wake up");
    assert_eq!(browser.complaints(&tab), Vec::<String>::new());
    let words = browser.value(&tab, "document.querySelector('main').textContent");
    assert!(
        words.as_str().unwrap().contains("<img src=x onerror="),
        "{words}"
    );
    // A script that is not ours does not run: the policy is there, and it is seen that it holds.
    let tried = "var s=document.createElement('script');s.textContent='document.title=\"owned\"';document.body.append(s);document.title";
    assert_ne!(browser.value(&tab, tried), "owned");
    assert!(
        browser
            .complaints(&tab)
            .iter()
            .any(|said| said.contains("Content Security Policy")),
        "{:?}",
        browser.complaints(&tab)
    );
}

/// What axe-core finds on a page that harms somebody, a line each: how much, which rule, where.
const AXE: &str = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
    .filter(one => one.impact === 'serious' || one.impact === 'critical')
    .flatMap(one => one.nodes.slice(0, 5).map(node => [one.impact, one.id, node.target.join(' '), node.html.slice(0, 200),
        node.any.concat(node.all, node.none).map(check => check.message).join('; ')].join(' | '))))";

/// The worked example's pages and texts of other letters, each with what it is.
fn pages_of_every_kind(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for (names, against, what) in [
        (Naming::Shown, Some("rev.1"), "shown, against rev.1"),
        (Naming::Hidden, None, "hidden"),
    ] {
        for file in pages(folder, names, against) {
            all.push((format!("{} with names {what}", file.path), file.bytes));
        }
    }
    let arabic = "---\ntitle: الإعلان\nlanguage: ar\n---\n\n## أولا - عام\n\n1. تتعهد الدول [بأن تضع / EU: بوضع] علامة على كل مصباح.\n\n\
                  2. [تحتفظ الدول بالسجلات.]\n";
    let chinese = "---\ntitle: 宣言\nlanguage: zh\n---\n\n## 一、总则\n\n1. 各国[应/EU：可]在每盏灯上作标记。\n\n\
                   | 会期 | 文件 |\n|---|---|\n| 一 | [二] |\n\n2. 见[网页](https://example.org/)。\n";
    for (text, what) in [(arabic, "Arabic"), (chinese, "Chinese")] {
        let parties = Parties::default();
        let text = Document::parse(text);
        let leaf = ops::leaf_of_text(text, what, Naming::Shown, (None, &parties));
        all.push((
            what.to_owned(),
            page::text_page(&leaf, what, noon()).into_bytes(),
        ));
    }
    let workspace = Workspace::open(&folder.join("there")).unwrap();
    let meeting = workspace.now(noon()).unwrap().meeting;
    let outward = ops::Outward::of(&meeting);
    let leaf = ops::leaf(&outward, "outcome", Naming::Hidden, &With::default()).unwrap();
    for index in [None, Some(3), Some(leaf.rows.len() - 1)] {
        let wall = page::floor(&leaf, index, page::Kind::File);
        all.push((format!("the wall, {index:?}"), wall.into_bytes()));
    }
    if let Some(paris) = data("paris/23-oct-2015.md") {
        let paris = std::fs::read_to_string(paris).unwrap();
        let size = Size {
            documents: 1,
            proposals: 80,
            positions: 400,
            ..CEILING
        };
        let at = folder.join("paris");
        lay_out_with(&at, size, Some(&paris));
        let workspace = Workspace::open(&at).unwrap();
        let meeting = workspace.now(noon()).unwrap().meeting;
        let outward = ops::Outward::of(&meeting);
        let bulletin = ops::bulletin(&outward, Naming::Shown);
        let leaf = ops::leaf(&outward, "wp1", Naming::Shown, &With::default()).unwrap();
        let file = page::site(&bulletin, &[leaf]).pop().unwrap();
        all.push(("Paris with proposals".to_owned(), file.bytes));
    }
    all
}

#[test]
fn nobody_is_kept_from_reading_a_page() {
    let Some(axe) = std::env::var_os("ADREF_AXE") else {
        eprintln!("skipped: ADREF_AXE names no axe.min.js (npm pack axe-core has it)");
        return;
    };
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let axe = std::fs::read_to_string(axe).unwrap();
    let folder = demo();
    let all = pages_of_every_kind(folder.path());
    assert!(all.len() > 15, "{}", all.len());
    let path = folder.path().join("page.html");
    let tab = browser.open("about:blank");
    let mut found = Vec::new();
    for (what, bytes) in &all {
        std::fs::write(&path, bytes).unwrap();
        for (width, scheme) in [(1280, "light"), (360, "dark")] {
            browser.look(&tab, width, scheme);
            browser.go(&tab, &file_url(&path));
            // The debugger puts the checker beside the page as it is, policy and all; nothing of the page is changed for it.
            browser.value(&tab, &format!("{axe};0"));
            let said = browser.value(&tab, AXE);
            let said = said.as_array().unwrap().iter();
            found.extend(
                said.map(|one| format!("{what}, {width} {scheme}: {}", one.as_str().unwrap())),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    // It sees what it is for.
    std::fs::write(&path, "<!DOCTYPE html><img src='data:,'>").unwrap();
    browser.go(&tab, &file_url(&path));
    browser.value(&tab, &format!("{axe};0"));
    assert!(!browser.value(&tab, AXE).as_array().unwrap().is_empty());
}
