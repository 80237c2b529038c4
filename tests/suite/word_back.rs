//! What comes back in Word: nothing where nothing was done, else just what was done.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use adref::office::{self, Dress};
use adref::ops::{self, Absent, Answer, Answered, Manner, Naming};
use adref::record::{ProposalKind, Where};
use adref::text::{Document, Kind, Parties};

use crate::kit::{Room, bare_command, data};
use crate::soffice::Desk;

/// The documents of the worked example, and real drafts where they lie beside.
pub(crate) fn drafts() -> Vec<(String, Document)> {
    let mut all = Vec::new();
    let mut put = |path: &Path| {
        if let Ok(bytes) = std::fs::read(path) {
            all.push((path.display().to_string(), Document::parse(bytes)));
        }
    };
    for name in ["outcome", "report", "tracing", "wp1", "wp2", "wp3", "wp4"] {
        put(Path::new(&format!("drafts/{name}/text.md")));
    }
    assert_eq!(all.len(), 7, "the worked example has seven documents");
    for name in ["23-oct-2015", "4-dec-2015"] {
        if let Some(path) = data(&format!("paris/{name}.md")) {
            let bytes = std::fs::read(path).unwrap();
            all.push((name.to_owned(), Document::parse(bytes)));
        }
    }
    all
}

fn exported(document: &Document, naming: Naming) -> Vec<u8> {
    let paper = ops::paper(
        document,
        &Manner {
            naming,
            ..Manner::default()
        },
    );
    office::write(&paper, &Dress::default()).unwrap()
}

fn taken(document: &Document, naming: Naming, bytes: &[u8], mine: &[&str]) -> Answer {
    let reading = office::read_paper(bytes).unwrap();
    let answered = Answered {
        document,
        parties: &Parties::Guessed,
        naming,
        marked: false,
        only: None,
    };
    let mine: Vec<String> = mine.iter().map(|name| (*name).to_owned()).collect();
    ops::answer(answered, &reading, &mine, Absent::Told)
}

#[test]
fn an_untouched_file_asks_for_nothing() {
    for (name, document) in drafts() {
        for naming in [Naming::Shown, Naming::Hidden] {
            let bytes = exported(&document, naming);
            let answer = taken(&document, naming, &bytes, &[]);
            assert_eq!(answer, Answer::default(), "{name} {naming:?}");
        }
    }
}

/// One edit of a draft, and what it must come back as.
#[derive(Debug, Clone)]
struct Edit {
    index: usize,
    kind: ProposalKind,
    /// Characters of the printed words, label and tab among them, that go.
    from: usize,
    to: usize,
    put: String,
    /// The Markdown that is wanted.
    wanted: String,
}

/// Random numbers that are the same every time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, many: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % many.max(1)
    }
}

/// Words in six languages; none of them stands in a draft.
const WORDS: [&str; 8] = [
    "zealously",
    "à l’œuvre",
    "ñandúes",
    "незамедлительно",
    "بسرعة",
    "迅速",
    "half-yearly & <soon>",
    "[tentatively]",
];

/// An edit of a paragraph, made where its words stand as they are in the draft.
fn edit(document: &Document, dice: &mut Dice, taken: &[usize]) -> Option<Edit> {
    let index = dice.below(document.paragraphs().len());
    let paragraph = &document.paragraphs()[index];
    let prose = matches!(
        paragraph.kind,
        Kind::Paragraph | Kind::Item | Kind::Heading | Kind::Quote
    );
    let near = |other: &usize| other.abs_diff(index) <= 1;
    if index == 0 || !prose || taken.iter().any(near) || document.body(index).is_empty() {
        return None;
    }
    let lead = ops::printed_label(document, index).map_or(0, |label| label.chars().count() + 1);
    let runs = ops::printed_runs(document, index, Naming::Shown);
    let word = WORDS[dice.below(WORDS.len())].to_owned();
    let whole = Edit {
        index,
        kind: ProposalKind::Delete,
        from: 0,
        to: 0,
        put: String::new(),
        wanted: String::new(),
    };
    match dice.below(10) {
        0 => return Some(whole),
        1 => {
            let put = format!("Each State, {word}, reports on this.");
            let wanted = put.replace("& <", "& \\<");
            return Some(Edit {
                kind: ProposalKind::Add,
                put,
                wanted,
                ..whole
            });
        }
        _ => {}
    }
    // A run whose words are the draft's bytes; names of owners are no words to edit.
    let at = dice.below(runs.len());
    let run = runs.get(at).filter(|run| run.exact && run.note.is_none())?;
    let text = &run.run.text;
    let words: Vec<(usize, &str)> = words_of(text);
    let (start, old) = *words.get(dice.below(words.len()))?;
    let span = run.span.start + start..run.span.start + start + old.len();
    let before: usize = runs[..at]
        .iter()
        .map(|run| run.run.text.chars().count())
        .sum();
    let from = lead + before + text[..start].chars().count();
    let (from, to, put, span) = match dice.below(3) {
        // Replaced.
        0 => (from, from + old.chars().count(), word, span),
        // Put in before it.
        1 => (from, from, format!("{word} "), span.start..span.start),
        // Struck, with the space behind it where there is one.
        _ => {
            let space = usize::from(text[start + old.len()..].starts_with(' '));
            let end = from + old.chars().count() + space;
            (from, end, String::new(), span.start..span.end + space)
        }
    };
    // A run's last word takes its marks along; those cases are tried by hand.
    if put.is_empty() && text.trim() == old {
        return None;
    }
    let body = &paragraph.body;
    let mut wanted = document.source()[body.start..span.start].to_owned();
    wanted.push_str(&put.replace("& <", "& \\<"));
    wanted.push_str(&document.source()[span.end..body.end]);
    // What would make another paragraph of it, or a bracket that runs on, is no edit of one paragraph.
    let after = Document::parse(document.with_body(index, wanted.trim()));
    if !document.stands_but_for(&after, |other| other == index)
        || after.paragraphs()[index].label != paragraph.label
        || after.body(index) != wanted.trim()
        || after.paragraphs()[index].text == paragraph.text
    {
        return None;
    }
    // `**Response **` would print its marks: the bytes cut by hand must print the words that Word shows.
    let printed = |document: &Document| -> Vec<char> {
        let runs = ops::printed_runs(document, index, Naming::Shown);
        runs.iter().flat_map(|run| run.run.text.chars()).collect()
    };
    let old = printed(document);
    let (a, b) = (from - lead, to - lead);
    let meant = old[..a]
        .iter()
        .copied()
        .chain(put.chars())
        .chain(old[b..].iter().copied());
    let meant: String = meant.collect();
    if meant.trim() != printed(&after).iter().collect::<String>().trim() {
        return None;
    }
    Some(Edit {
        index,
        kind: ProposalKind::Replace,
        from,
        to,
        put,
        wanted: wanted.trim().to_owned(),
    })
}

/// Words of letters, with where each begins.
fn words_of(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphabetic(), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                out.push((start, &text[start..at]));
                from = None;
            }
            _ => {}
        }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn plain(xml: &str) -> String {
    xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// Makes an edit in the XML of a Word file, as tracked changes or as a clean edit: the strings are cut by hand, and no reader is asked.
fn made(xml: &str, edit: &Edit, tracked: bool) -> Option<String> {
    let mark = format!("w:name=\"_adref_{}\"", edit.index);
    let at = xml.find(&mark)?;
    let start = xml[..at].rfind("<w:p>")?;
    let end = at + xml[at..].find("</w:p>")? + "</w:p>".len();
    let paragraph = &xml[start..end];
    let who = "w:id=\"9001\" w:author=\"Jane Doe\" w:date=\"2008-07-16T10:00:00Z\"";
    let changed = match edit.kind {
        ProposalKind::Delete if tracked => {
            let struck = runs_wrapped(paragraph, who)?;
            struck.replacen(
                "</w:pPr>",
                &format!("<w:rPr><w:del {who}/></w:rPr></w:pPr>"),
                1,
            )
        }
        ProposalKind::Delete => String::new(),
        ProposalKind::Add => {
            let words = format!(
                "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escaped(&edit.put)
            );
            match tracked {
                true => format!(
                    "{paragraph}<w:p><w:pPr><w:rPr><w:ins {who}/></w:rPr></w:pPr><w:ins {who}>{words}</w:ins></w:p>"
                ),
                false => format!("{paragraph}<w:p>{words}</w:p>"),
            }
        }
        _ => words_changed(paragraph, edit, tracked.then_some(who))?,
    };
    Some(format!("{}{changed}{}", &xml[..start], &xml[end..]))
}

/// Every run of a paragraph struck.
fn runs_wrapped(paragraph: &str, who: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = paragraph;
    while let Some(at) = rest.find("<w:r>") {
        let end = at + rest[at..].find("</w:r>")? + "</w:r>".len();
        out.push_str(&rest[..at]);
        let run = rest[at..end]
            .replace("<w:t ", "<w:delText ")
            .replace("<w:t>", "<w:delText>")
            .replace("</w:t>", "</w:delText>");
        out.push_str(&format!("<w:del {who}>{run}</w:del>"));
        rest = &rest[end..];
    }
    out.push_str(rest);
    Some(out)
}

/// Some characters of a paragraph replaced, in the run in which they stand; nothing where they stand in several.
fn words_changed(paragraph: &str, edit: &Edit, tracked: Option<&str>) -> Option<String> {
    let mut count = 0;
    let mut at = 0;
    loop {
        let text = paragraph[at..].find("<w:t").map(|found| at + found);
        let tab = paragraph[at..].find("<w:tab/>").map(|found| at + found);
        let line = paragraph[at..].find("<w:br/>").map(|found| at + found);
        let sign = [tab, line].into_iter().flatten().min();
        if let Some(sign) = sign.filter(|sign| text.is_none_or(|text| *sign <= text)) {
            count += 1;
            at = sign + 5;
            continue;
        }
        let open = text?;
        let from = open + paragraph[open..].find('>')? + 1;
        let to = from + paragraph[from..].find("</w:t>")?;
        let words: Vec<char> = plain(&paragraph[from..to]).chars().collect();
        if edit.from >= count && edit.to <= count + words.len() && edit.from < count + words.len() {
            let (a, b) = (edit.from - count, edit.to - count);
            let piece = |chars: &[char]| escaped(&chars.iter().collect::<String>());
            let run_start = paragraph[..open].rfind("<w:r>")?;
            let run_end = to + paragraph[to..].find("</w:r>")? + "</w:r>".len();
            let looks = &paragraph[run_start + "<w:r>".len()..open];
            if looks.contains("<w:t") || paragraph[to..run_end].contains("<w:t") {
                return None;
            }
            let run = |words: &str, name: &str| match words.is_empty() {
                true => String::new(),
                false => {
                    format!("<w:r>{looks}<w:{name} xml:space=\"preserve\">{words}</w:{name}></w:r>")
                }
            };
            let new = match tracked {
                Some(who) => {
                    let (old, put) = (piece(&words[a..b]), escaped(&edit.put));
                    let old = run(&old, "delText");
                    let put = run(&put, "t");
                    let old = (!old.is_empty()).then(|| format!("<w:del {who}>{old}</w:del>"));
                    let put = (!put.is_empty()).then(|| format!("<w:ins {who}>{put}</w:ins>"));
                    format!(
                        "{}{}{}{}",
                        run(&piece(&words[..a]), "t"),
                        old.unwrap_or_default(),
                        put.unwrap_or_default(),
                        run(&piece(&words[b..]), "t")
                    )
                }
                None => run(
                    &format!(
                        "{}{}{}",
                        piece(&words[..a]),
                        escaped(&edit.put),
                        piece(&words[b..])
                    ),
                    "t",
                ),
            };
            return Some(format!(
                "{}{new}{}",
                &paragraph[..run_start],
                &paragraph[run_end..]
            ));
        }
        count += words.len();
        at = to;
    }
}

/// A file with another main part.
fn with_text(bytes: &[u8], change: impl Fn(&str) -> Option<String>) -> Option<Vec<u8>> {
    with_part(bytes, "word/document.xml", change)
}

/// A file with another part.
fn with_part(bytes: &[u8], part: &str, change: impl Fn(&str) -> Option<String>) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == part {
            content = change(std::str::from_utf8(&content).unwrap())?.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&content).unwrap();
    }
    Some(out.finish().unwrap().into_inner())
}

/// A text with the same things said in six languages, with brackets, emphasis, links and notes.
const SIX: &str = "---\ntitle: Six\n---\n*Recalling* the **first** letter of [the Chair](https://example.org/) of 2008,\n\n1. States [shall / EU: should] mark *all* weapons, and report \\*yearly\\*.\n\n2. *Rappelant* que les États [devraient] coopérer, « sans délai », à l’échelle mondiale.\n\n3. Los Estados *deberían* cooperar [sin demora / XNO: –] en todos los niveles.\n\n4. Государства [должны][обязуются] *сотрудничать* незамедлительно и добросовестно.\n\n5. ينبغي للدول [أن تتعاون] *دون* تأخير.\n\n6. 各国[应／应当]*加强*合作，并报告。\n\n7. A plain one.[^1]\n\n[^1]: The *note*.\n";

/// A file of a draft with some edits made in it, and these in the order of the text.
fn edited(document: &Document, dice: &mut Dice, tracked: bool) -> (Vec<u8>, Vec<Edit>) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    for _ in 0..dice.below(12) + 1 {
        if let Some(one) = edit(document, dice, &taken) {
            taken.push(one.index);
            edits.push(one);
        }
    }
    let mut done: Vec<Edit> = Vec::new();
    let mut bytes = exported(document, Naming::Shown);
    for one in edits {
        if let Some(new) = with_text(&bytes, |xml| made(xml, &one, tracked)) {
            bytes = new;
            done.push(one);
        }
    }
    done.sort_by_key(|one| one.index);
    (bytes, done)
}

/// A file asks for just these edits.
fn asks_for(name: &str, document: &Document, (bytes, done): (&[u8], &[Edit]), tracked: bool) {
    let mine: &[&str] = if tracked { &["Jane Doe"] } else { &[] };
    let answer = taken_of(document, bytes, mine);
    let asks: Vec<(usize, ProposalKind, &str)> = answer
        .asks
        .iter()
        .map(|ask| {
            // Behind a chapeau is before the first that hangs on it.
            let chapeau = || document.paragraphs()[ask.index].parent.unwrap();
            let is_first = ask.kind == ProposalKind::Add && ask.place == Where::Before;
            let index = if is_first { chapeau() } else { ask.index };
            (index, ask.kind, ask.wanted.as_str())
        })
        .collect();
    let expected: Vec<(usize, ProposalKind, &str)> = done
        .iter()
        .map(|one| (one.index, one.kind, one.wanted.as_str()))
        .collect();
    assert_eq!(
        asks, expected,
        "{name} tracked {tracked}: {done:#?} {:?}",
        answer.unclear
    );
    assert_eq!(answer.unclear, [], "{name}");
}

#[test]
fn edits_made_in_word_come_back_as_just_those_amendments() {
    let mut texts = drafts();
    texts.push(("six".to_owned(), Document::parse(SIX)));
    let mut dice = Dice(2008);
    for tracked in [true, false] {
        let mut count = 0;
        let mut rounds = 0;
        while count < 240 {
            rounds += 1;
            assert!(rounds < 4000, "only {count} edits were made");
            let (name, document) = &texts[dice.below(texts.len())];
            let (bytes, done) = edited(document, &mut dice, tracked);
            count += done.len();
            asks_for(name, document, (&bytes, &done), tracked);
        }
    }
}

fn taken_of(document: &Document, bytes: &[u8], mine: &[&str]) -> Answer {
    taken(document, Naming::Shown, bytes, mine)
}

#[test]
fn a_file_that_libreoffice_saved_again_asks_for_just_what_it_asked_for() {
    let Some(mut desk) = Desk::open() else {
        return;
    };
    let mut texts = drafts();
    texts.push(("six".to_owned(), Document::parse(SIX)));
    let mut dice = Dice(1948);
    let mut asked = Vec::new();
    for (name, document) in &texts {
        let number = desk.ask_saved(&exported(document, Naming::Shown));
        asked.push((number, name, document, Vec::new(), false));
        for tracked in [true, false] {
            for _ in 0..3 {
                let (bytes, done) = edited(document, &mut dice, tracked);
                asked.push((desk.ask_saved(&bytes), name, document, done, tracked));
            }
        }
    }
    desk.done();
    let edits: usize = asked.iter().map(|(_, _, _, done, _)| done.len()).sum();
    assert!(edits > 150, "only {edits} edits were made");
    for (number, name, document, done, tracked) in asked {
        let saved = desk.saved(number);
        match done.is_empty() {
            true => assert_eq!(taken_of(document, &saved, &[]), Answer::default(), "{name}"),
            false => asks_for(name, document, (&saved, &done), tracked),
        }
    }
}

fn adref(at: &Path, arguments: &[&str]) -> std::process::Output {
    bare_command(env!("CARGO_BIN_EXE_adref"), at)
        .args(arguments)
        .current_dir(at)
        .output()
        .unwrap()
}

fn told(output: &std::process::Output) -> serde_json::Value {
    let out = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&out)
        .unwrap_or_else(|_| panic!("{out}{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn an_answer_is_one_submission_tabled_under_its_numbers_and_undone_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let meeting = home.join("meeting");
    let ended = adref(home, &["demo", meeting.to_str().unwrap(), "--quiet"]);
    assert!(ended.status.success(), "{ended:?}");
    let ended = adref(&meeting, &["as", "goh"]);
    assert!(ended.status.success(), "{ended:?}");
    let ended = adref(&meeting, &["export", "outcome", "--docx", "-o", "a.docx"]);
    assert!(ended.status.success(), "{ended:?}");
    let parties = ops_parties(&meeting);
    let text = std::fs::read(meeting.join("drafts/outcome/text.md")).unwrap();
    let document = Document::parse_with(text, &parties);
    let mut dice = Dice(17);
    let mut bytes = std::fs::read(meeting.join("a.docx")).unwrap();
    let mut taken: Vec<usize> = Vec::new();
    while taken.len() < 3 {
        let Some(one) = edit(&document, &mut dice, &taken) else {
            continue;
        };
        if let Some(new) = with_text(&bytes, |xml| made(xml, &one, true)) {
            bytes = new;
            taken.push(one.index);
        }
    }
    std::fs::write(meeting.join("a.docx"), &bytes).unwrap();
    let shown = told(&adref(
        &meeting,
        &["take", "a.docx", "--from", "XNO", "--dry-run", "--json"],
    ));
    assert_eq!(shown["done"], false);
    assert_eq!(shown["asks"].as_array().unwrap().len(), 3, "{shown}");
    assert_eq!(shown["unclear"], serde_json::json!([]), "{shown}");
    let done = told(&adref(
        &meeting,
        &["take", "a.docx", "--from", "XNO", "--json"],
    ));
    assert_eq!(done["done"], true, "{done}");
    assert_eq!(done["asks"], shown["asks"]);
    let slugs: Vec<String> = done["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|slug| slug.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(slugs.len(), 3);
    let mut line = vec!["table"];
    line.extend(slugs.iter().map(String::as_str));
    let tabled = adref(&meeting, &line);
    let said = String::from_utf8_lossy(&tabled.stdout).into_owned();
    assert!(
        ["/1", "/2", "/3"].iter().all(|end| said.contains(end)),
        "{said}{}",
        String::from_utf8_lossy(&tabled.stderr)
    );
    for _ in 0..2 {
        let ended = adref(&meeting, &["undo"]);
        assert!(ended.status.success(), "{ended:?}");
    }
    let stranger = adref(
        &meeting,
        &["take", "a.docx", "--from", "XNO", "--author", "Nobody"],
    );
    assert_eq!(stranger.status.code(), Some(2));
    let said = String::from_utf8_lossy(&stranger.stderr).into_owned();
    assert!(said.contains("those who did are Jane Doe"), "{said}");
    std::fs::write(meeting.join("b.doc"), b"\xd0\xcf\x11\xe0old").unwrap();
    let old = adref(&meeting, &["take", "b.doc", "--from", "XNO"]);
    let said = String::from_utf8_lossy(&old.stderr).into_owned();
    assert!(
        said.contains("older Office") && said.contains(".docx"),
        "{said}"
    );
}

/// Who may own an alternative in a meeting.
fn ops_parties(meeting: &Path) -> Parties {
    let repository = adref::repo::Repository::open(meeting).unwrap();
    let files = repository.work_tree().unwrap();
    let now = "2008-07-17T12:00:00-04:00".parse().unwrap();
    adref::meeting::Meeting::read(files, now).parties().clone()
}

#[test]
fn however_a_file_was_made_it_asks_for_nothing_untouched_and_for_one_thing_after_one_edit() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let meeting = home.join("meeting");
    let ended = adref(home, &["demo", meeting.to_str().unwrap(), "--quiet"]);
    assert!(ended.status.success(), "{ended:?}");
    adref(&meeting, &["as", "goh"]);
    let ways: [&[&str]; 7] = [
        &["export", "outcome", "--docx"],
        &["export", "outcome", "--docx", "--names", "none"],
        &["export", "outcome", "--docx", "--as", "GN"],
        &["export", "outcome", "--docx", "--comments"],
        &["export", "outcome", "--docx", "--against", "rev.1"],
        &["slip", "outcome", "--for", "XNO"],
        &["slip", "outcome", "8", "12", "--for", "XNO"],
    ];
    for way in ways {
        let mut line = way.to_vec();
        line.extend(["-o", "a.docx"]);
        let ended = adref(&meeting, &line);
        assert!(ended.status.success(), "{way:?}: {ended:?}");
        let take = ["take", "a.docx", "--from", "XNO", "--dry-run", "--json"];
        let untouched = told(&adref(&meeting, &take));
        assert_eq!(untouched["asks"], serde_json::json!([]), "{way:?}");
        assert_eq!(untouched["unclear"], serde_json::json!([]), "{way:?}");
        let bytes = std::fs::read(meeting.join("a.docx")).unwrap();
        let edited = with_text(&bytes, |xml| {
            assert_eq!(xml.matches("adopt laws or").count(), 1, "{way:?}");
            Some(xml.replace("adopt laws or", "adopt national laws or"))
        });
        std::fs::write(meeting.join("a.docx"), edited.unwrap()).unwrap();
        let edited = told(&adref(&meeting, &take));
        let asks = edited["asks"].as_array().unwrap();
        assert_eq!(asks.len(), 1, "{way:?}: {edited}");
        assert_eq!(asks[0]["paragraph"], "8", "{way:?}: {edited}");
        let wanted = asks[0]["wanted"].as_str().unwrap();
        assert!(
            wanted.contains("adopt national laws or administrative procedures"),
            "{way:?}: {wanted}"
        );
    }
}

#[test]
fn a_new_footnote_and_another_column_are_filed_and_taken_into_the_text() {
    let room = Room::meeting();
    let text = "---\ntitle: Marking\nkind: discussion-paper\nlanguage: en\n---\n\n1. States mark every lantern.[^a]\n\n\
        | A | B |\n| :-- | --- |\n| one | *two* |\n\n2. States keep records.\n\n[^a]: The old note.\n";
    room.save(&[("drafts/wp1/text.md", text)]);
    let mut env = adref::cli::Env::quiet(room.path());
    env.hand = Some("aly".to_owned());
    let run = |line: &[&str]| {
        let done = adref::cli::run_in(room.path(), line.iter().copied(), &env);
        assert_eq!(
            done.status,
            0,
            "{line:?}: {}{}",
            done.printed(),
            done.complained()
        );
    };
    run(&["export", "wp1", "--docx", "-o", "a.docx"]);
    let bytes = std::fs::read(room.path().join("a.docx")).unwrap();
    let bytes = with_text(&bytes, |xml| {
        let words = "States keep records.</w:t></w:r>";
        assert_eq!(xml.matches(words).count(), 1);
        let call = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
        let xml = xml.replace(words, &format!("{words}{call}"));
        // A column between the two, in each row.
        let cell = |words: &str| {
            format!("</w:tc><w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc><w:tc>")
        };
        let xml = xml.replacen("</w:tc><w:tc>", &cell("N"), 1);
        let (first, rest) = xml.split_once("</w:tr>")?;
        let rest = rest.replacen("</w:tc><w:tc>", &cell("1"), 1);
        Some(format!("{first}</w:tr>{rest}"))
    });
    let bytes = with_part(&bytes.unwrap(), "word/footnotes.xml", |xml| {
        let note = "<w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> For twenty years.</w:t></w:r></w:p></w:footnote></w:footnotes>";
        Some(xml.replace("</w:footnotes>", note))
    });
    std::fs::write(room.path().join("a.docx"), bytes.unwrap()).unwrap();
    run(&["take", "a.docx", "--from", "XNO"]);
    let folder = room.path().join("drafts/wp1/proposals");
    let mut slugs: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            let slug = path.file_stem().unwrap().to_string_lossy().into_owned();
            (std::fs::read_to_string(&path).unwrap(), slug)
        })
        .collect();
    // In the order of the submission.
    slugs.sort_by_key(|(text, _)| {
        text.lines()
            .find(|line| line.starts_with("submission"))
            .map(str::to_owned)
    });
    assert_eq!(slugs.len(), 3, "{slugs:?}");
    for (_, slug) in &slugs {
        run(&["table", slug]);
        run(&["open", slug]);
        run(&["accept", slug]);
    }
    let then = text.replace("keep records.", "keep records.[^2]").replace(
        "| A | B |\n| :-- | --- |\n| one | *two* |",
        "| A | N | B |\n| :-- | --- | --- |\n| one | 1 | *two* |",
    );
    assert_eq!(
        room.text("drafts/wp1/text.md"),
        format!("{then}\n[^2]: For twenty years.\n")
    );
}

#[test]
fn a_text_that_went_out_and_is_imported_untouched_is_the_text_that_it_was() {
    let room = Room::meeting();
    let text = "---\nsymbol: A/SM/2008/WP.5\ntitle: Outcome\nkind: outcome\nlanguage: en\nparent: wp1\n---\n\n## I. Marking\n\n1. *Recalling* the need,\n\n### A. Signs\n\n2. States mark.\n";
    room.save(&[("drafts/outcome/text.md", text)]);
    let run = |words: &[&str]| {
        let out = room.adref(words).output().unwrap();
        let said = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
        (out.status.success(), said)
    };
    assert!(run(&["export", "outcome", "--docx", "-o", "a.docx"]).0);
    let import = ["import", "a.docx", "--draft", "outcome", "--as", "aly"];
    let said = run(&import);
    assert_eq!(room.text("drafts/outcome/text.md"), text, "{}", said.1);
    // What the file says otherwise is taken, and nothing else of the front matter goes.
    let bytes = std::fs::read(room.path().join("a.docx")).unwrap();
    let other = with_text(&bytes, |xml| {
        Some(
            xml.replace(">Outcome<", ">Report<")
                .replace("States mark.", "States number."),
        )
    });
    std::fs::write(room.path().join("a.docx"), other.unwrap()).unwrap();
    let said = run(&import);
    let then = text
        .replace("title: Outcome", "title: \"Report\"")
        .replace("States mark.", "States number.");
    assert_eq!(room.text("drafts/outcome/text.md"), then, "{}", said.1);
}
