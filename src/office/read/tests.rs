//! What is read of Word files made by hand.

#![allow(clippy::unwrap_used, clippy::panic)]

use self::sample::{NAMES, archive, docx, file};
use super::super::super::paper::{Block, Change, Paragraph, Role};
use super::{Fault, Reading, read_paper};

#[path = "sample.rs"]
mod sample;

fn read(body: &str, others: &[(&str, &str)]) -> Reading {
    read_paper(&docx(body, others)).unwrap()
}

fn paragraphs(reading: &Reading) -> Vec<&Paragraph> {
    let blocks = reading.paper.blocks.iter();
    blocks
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
        .collect()
}

fn only(body: &str) -> (Paragraph, Reading) {
    let reading = read(body, &[]);
    let paragraph = paragraphs(&reading)[0].clone();
    (paragraph, reading)
}

fn whats(reading: &Reading) -> Vec<&str> {
    reading.left.iter().map(|left| left.what.as_str()).collect()
}

#[test]
fn changes_of_several_authors_are_told_apart_and_nested_ones_both() {
    let (paragraph, reading) = only(
        "<w:p><w:r><w:t xml:space=\"preserve\">States </w:t></w:r>\
         <w:del w:id=\"1\" w:author=\"Norway\" w:date=\"2008-07-15T10:00:00Z\"><w:r><w:delText>shall</w:delText></w:r></w:del>\
         <w:ins w:id=\"2\" w:author=\"Norway\"><w:r><w:t>should</w:t></w:r>\
         <w:del w:id=\"3\" w:author=\"Kenya\"><w:r><w:delText xml:space=\"preserve\"> soon</w:delText></w:r></w:del></w:ins>\
         <w:r><w:rPr><w:b/><w:rPrChange w:id=\"4\" w:author=\"Kenya\"><w:rPr/></w:rPrChange></w:rPr><w:t xml:space=\"preserve\"> act &amp; report&#46;</w:t></w:r></w:p>",
    );
    assert_eq!(paragraph.accepted(), "States should act & report.");
    assert_eq!(paragraph.rejected(), "States shall act & report.");
    let marks: Vec<Vec<&str>> = paragraph
        .runs
        .iter()
        .map(|run| run.marks.iter().map(|mark| mark.author.as_str()).collect())
        .collect();
    assert_eq!(
        marks,
        [
            vec![],
            vec!["Norway"],
            vec!["Norway"],
            vec!["Norway", "Kenya"],
            vec![]
        ]
    );
    assert_eq!(
        paragraph.runs[1].marks[0].time.as_deref(),
        Some("2008-07-15T10:00:00Z")
    );
    assert_eq!(reading.formatting, [("Kenya".to_owned(), 1)]);
}

#[test]
fn moves_have_both_ends_and_the_ends_of_paragraphs_their_marks() {
    let reading = read(
        "<w:p><w:pPr><w:rPr><w:moveFrom w:author=\"N\"/></w:rPr></w:pPr>\
         <w:moveFromRangeStart w:id=\"1\" w:name=\"move7\" w:author=\"N\"/><w:moveFrom w:id=\"2\" w:author=\"N\"><w:r><w:t>One.</w:t></w:r></w:moveFrom></w:p>\
         <w:moveFromRangeEnd w:id=\"1\"/>\
         <w:p><w:pPr><w:rPr><w:del w:author=\"N\"/></w:rPr></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>\
         <w:p><w:pPr><w:rPr><w:moveTo w:author=\"N\"/></w:rPr></w:pPr>\
         <w:moveToRangeStart w:id=\"3\" w:name=\"move7\" w:author=\"N\"/><w:moveTo w:id=\"4\" w:author=\"N\"><w:r><w:t>One.</w:t></w:r></w:moveTo><w:moveToRangeEnd w:id=\"3\"/></w:p>",
        &[],
    );
    let all = paragraphs(&reading);
    let from = Change::MovedFrom("move7".to_owned());
    assert_eq!(all[0].runs[0].marks[0].change, from);
    assert_eq!(all[0].end[0].change, from);
    assert_eq!(all[1].end[0].change, Change::Deleted);
    assert_eq!(all[2].end[0].change, Change::MovedTo("move7".to_owned()));
}

#[test]
fn rows_of_tables_are_put_in_and_struck() {
    let reading = read(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:trPr><w:ins w:id=\"1\" w:author=\"K\"/></w:trPr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:tcPr><w:cellDel w:id=\"2\" w:author=\"K\"/></w:tcPr><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        &[],
    );
    let Block::Table(table) = &reading.paper.blocks[0] else {
        panic!("no table");
    };
    let changes = |row: usize, cell: usize| -> Vec<Change> {
        let marks = &table.rows[row][cell][0].end;
        marks.iter().map(|mark| mark.change.clone()).collect()
    };
    assert_eq!(changes(0, 0), []);
    assert_eq!(changes(1, 0), [Change::Inserted]);
    assert_eq!(changes(2, 0), [Change::Deleted]);
    assert_eq!(changes(2, 1), []);
}

const NUMBERS: &str = "<w:abstractNum w:abstractNumId=\"5\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"(%2)\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"%1.%3\"/><w:isLgl/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"6\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"第%1条\"/><w:pStyle w:val=\"Art\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"·\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"5\"/></w:num>\
    <w:num w:numId=\"2\"><w:abstractNumId w:val=\"5\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"8\"/></w:lvlOverride></w:num>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"6\"/></w:num><w:num w:numId=\"4\"><w:abstractNumId w:val=\"7\"/></w:num>";

fn item(list: u32, level: u32, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
    )
}

#[test]
fn a_cell_that_takes_several_columns_or_rows_stands_with_empty_ones_beside_it() {
    let cell = |shape: &str, words: &str| {
        format!("<w:tc><w:tcPr>{shape}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
    };
    let wide = "<w:gridSpan w:val=\"2\"/>";
    let (begins, goes_on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let rows = [
        cell(wide, "a") + &cell(begins, "b"),
        cell("", "c") + &cell("", "d") + &cell(goes_on, ""),
        format!(
            "<w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>{}",
            cell("", "e")
        ),
        cell(&format!("{wide}{begins}"), "f") + &cell(goes_on, "g"),
        cell(&format!("{wide}{goes_on}"), "") + &cell("", "h"),
    ];
    let rows: String = rows
        .iter()
        .map(|row| format!("<w:tr>{row}</w:tr>"))
        .collect();
    let reading = read(&format!("<w:tbl>{rows}</w:tbl>"), &[]);
    let Some(Block::Table(table)) = reading.paper.blocks.first() else {
        panic!("no table: {reading:?}");
    };
    let words = |cell: &Vec<Paragraph>| cell.iter().map(Paragraph::accepted).collect::<String>();
    let told: Vec<String> = table
        .rows
        .iter()
        .map(|row| row.iter().map(words).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(told, ["a||b", "c|d|", "|e|", "f||g", "||h"]);
    let joined: Vec<[usize; 4]> = table
        .joined
        .iter()
        .map(|one| [one.row, one.column, one.rows, one.columns])
        .collect();
    // What goes on nothing begins anew.
    assert_eq!(joined, [[0, 0, 1, 2], [0, 2, 2, 1], [3, 0, 2, 2]]);
    let huge = read(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"999999999\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        &[],
    );
    let Some(Block::Table(table)) = huge.paper.blocks.first() else {
        panic!("no table");
    };
    assert_eq!(table.rows[0].len(), 63);
}

#[test]
fn the_numbers_that_word_counts_become_labels() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Art\"><w:name w:val=\"Article\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>";
    let struck = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del w:author=\"N\"/></w:rPr></w:pPr><w:del w:author=\"N\"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>";
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"Art\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let body = [
        item(1, 0, "a"),
        item(1, 1, "b"),
        item(1, 1, "c"),
        item(1, 2, "d"),
        item(1, 0, "e"),
        struck.to_owned(),
        item(1, 1, "f"),
        item(1, 0, "g"),
        item(2, 0, "h"),
        item(1, 0, "i"),
        styled.repeat(2),
        item(4, 0, "j"),
        item(0, 0, "k"),
    ]
    .concat();
    let reading = read(&body, &[("styles", styles), ("numbering", NUMBERS)]);
    let labels: Vec<Option<&str>> = paragraphs(&reading)
        .iter()
        .map(|paragraph| paragraph.label.as_deref())
        .collect();
    assert_eq!(
        labels,
        [
            Some("1."),
            Some("(a)"),
            Some("(b)"),
            Some("1.1"),
            Some("2."),
            None,
            Some("(a)"),
            Some("3."),
            Some("8."),
            Some("9."),
            Some("第一条"),
            Some("第二条"),
            Some("•"),
            None
        ]
    );
    let roles: Vec<Role> = paragraphs(&reading).iter().map(|one| one.role).collect();
    assert_eq!(roles[..3], [Role::Body, Role::Item(1), Role::Item(1)]);
    assert_eq!(roles[12], Role::Item(1));
}

#[test]
fn what_a_field_shows_is_read_and_its_code_is_not() {
    let (paragraph, _) = only(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF _x \\h</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
         <w:fldSimple w:instr=\"PAGE\"><w:r><w:t>7</w:t></w:r></w:fldSimple>\
         <w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:sym w:font=\"Arial\" w:char=\"2264\"/></w:r></w:p>",
    );
    assert_eq!(paragraph.accepted(), "127\ta\nb\u{2011}c≤");
}

#[test]
fn a_bookmark_round_words_is_the_paragraphs_before_one_that_is_empty() {
    let begin = |id: u8, n: u8| format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"_adref_{n}\"/>");
    let end = |id: u8| format!("<w:bookmarkEnd w:id=\"{id}\"/>");
    let words = "<w:r><w:t>Warning</w:t></w:r>";
    for (body, anchor) in [
        // What a paragraph that went leaves behind, in the next one or before it.
        (
            format!(
                "<w:p>{}{}{}{words}{}</w:p>",
                begin(1, 33),
                begin(2, 34),
                end(1),
                end(2)
            ),
            34,
        ),
        (
            format!(
                "{}{}<w:p>{}{words}{}</w:p>",
                begin(1, 33),
                end(1),
                begin(2, 34),
                end(2)
            ),
            34,
        ),
        (
            format!(
                "<w:p>{}{}{words}{}{}</w:p>",
                begin(1, 33),
                begin(2, 34),
                end(2),
                end(1)
            ),
            33,
        ),
        // Where there is no other, it is the one; so is one that ends elsewhere.
        (format!("<w:p>{}{}{words}</w:p>", begin(1, 33), end(1)), 33),
        (format!("<w:p>{}{}</w:p>", begin(1, 33), end(1)), 33),
        (format!("{}<w:p>{words}</w:p>{}", begin(1, 33), end(1)), 33),
    ] {
        let (paragraph, _) = only(&body);
        assert_eq!(paragraph.anchor, Some(anchor), "{body}");
    }
}

#[test]
fn links_notes_and_comments_are_found_and_nothing_is_opened() {
    let reading = read(
        "<w:p><w:bookmarkStart w:id=\"0\" w:name=\"_adref_12\"/><w:commentRangeStart w:id=\"4\"/>\
         <w:hyperlink r:id=\"rId9\"><w:r><w:t>letter</w:t></w:r></w:hyperlink><w:commentRangeEnd w:id=\"4\"/>\
         <w:r><w:commentReference w:id=\"4\"/></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:commentReference w:id=\"5\"/></w:r></w:p>",
        &[
            (
                "links",
                "<Relationship Id=\"rId9\" Type=\"http://x/hyperlink\" Target=\"https://example.org/\" TargetMode=\"External\"/><Relationship Id=\"rId8\" Type=\"http://x/attachedTemplate\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/>",
            ),
            (
                "comments",
                "<w:comment w:id=\"4\" w:author=\"Norway\" w:date=\"2008-07-15T10:00:00Z\"><w:p><w:r><w:t>Oppose.</w:t></w:r></w:p><w:p><w:r><w:t>Why.</w:t></w:r></w:p></w:comment><w:comment w:id=\"5\" w:author=\"K\"><w:p/></w:comment>",
            ),
            (
                "footnotes",
                "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t xml:space=\"preserve\"> A note.</w:t></w:r></w:p></w:footnote>",
            ),
        ],
    );
    let paragraph = paragraphs(&reading)[0];
    assert_eq!(paragraph.anchor, Some(12));
    assert_eq!(
        paragraph.runs[0].link.as_deref(),
        Some("https://example.org/")
    );
    assert_eq!(paragraph.runs[0].comments, [0]);
    assert_eq!(paragraph.runs[1].note, Some(0));
    assert_eq!(paragraph.runs[2].comments, [1]);
    assert_eq!(reading.paper.comments[0].text, "Oppose.\nWhy.");
    assert_eq!(reading.paper.comments[0].author, "Norway");
    assert_eq!(reading.paper.notes[0].paragraphs[0].accepted(), " A note.");
}

#[test]
fn controls_tags_and_boxes_are_entered_and_what_is_no_text_is_told_with_its_place() {
    let reading = read(
        "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:smartTag><w:r><w:t xml:space=\"preserve\">One </w:t></w:r></w:smartTag>\
         <w:sdt><w:sdtContent><w:r><w:t>two</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>\
         <w:p><w:r><w:t>Text</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wp:docPr id=\"1\" descr=\"\"/><wps:txbx><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></wps:txbx></wp:inline></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:drawing><a:blip/></w:drawing></w:r><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>gone</w:t></w:r></w:p>\
         <w:altChunk r:id=\"x\"/>",
        &[],
    );
    let words: Vec<String> = paragraphs(&reading)
        .iter()
        .map(|one| one.accepted())
        .collect();
    assert_eq!(words, ["One two", "Textgone", "boxed"]);
    assert_eq!(
        whats(&reading),
        [
            "a text box: its words are read as paragraphs after this one",
            "a picture",
            "an equation: x=1",
            "hidden words, left out: secret",
            "words struck through by hand, which stand all the same: gone",
            "another file put in whole"
        ]
    );
    assert_eq!(reading.left[1].paragraph, 3);
    assert_eq!(reading.left[1].near, "Textgone");
}

#[test]
fn a_strict_file_is_read_as_a_transitional_one() {
    let main = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:pPr><x:pStyle x:val=\"H\"/></x:pPr><x:r><x:t>Strict</x:t></x:r></x:p></x:body></x:document>";
    let styles =
        "<w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"heading 2\"/></w:style>";
    let reading = read_paper(&file(main, &[("styles", styles)])).unwrap();
    let all = paragraphs(&reading);
    assert_eq!(all[0].accepted(), "Strict");
    assert_eq!(all[0].role, Role::Heading(2));
}

#[test]
fn where_an_exported_file_comes_from_is_kept_in_it() {
    let custom = "<Properties xmlns:vt=\"urn:v\"><property name=\"adref.document\"><vt:lpwstr>outcome</vt:lpwstr></property><property name=\"adref.version\"><vt:lpwstr>abc</vt:lpwstr></property><property name=\"adref.reading\"><vt:lpwstr>--names none</vt:lpwstr></property></Properties>";
    let reading = read("<w:p/>", &[("docProps/custom.xml", custom)]);
    let origin = reading.paper.origin.unwrap();
    assert_eq!(origin.document, "outcome");
    assert_eq!(origin.reading, "--names none");
}

#[test]
fn files_of_other_kinds_are_named_with_the_way_out() {
    let odt = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
    let mut locked = b"\xd0\xcf\x11\xe0".to_vec();
    locked.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
    for (bytes, named) in [
        (odt.as_slice(), "OpenDocument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1".as_slice(), "older Office"),
        (locked.as_slice(), "password"),
        (b"{\\rtf1".as_slice(), "rich text"),
        (b"%PDF-1.7".as_slice(), "PDF"),
        (b"12. States shall".as_slice(), "unknown kind"),
        (b"".as_slice(), "empty"),
    ] {
        let fault = read_paper(bytes).unwrap_err();
        assert!(fault.to_string().contains(named), "{fault}");
        assert!(!fault.hint().is_empty());
    }
}

#[test]
fn hostile_files_are_refused_by_name() {
    let main = |inside: &str| format!("<w:document {NAMES}><w:body>{inside}</w:body></w:document>");
    let doctype = format!("<!DOCTYPE d [<!ENTITY a \"b\">]>{}", main("<w:p/>"));
    let entity = main("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>");
    let deep = main(&"<w:smartTag>".repeat(400));
    let torn = main("<w:p><w:r></w:p>");
    for (text, told) in [
        (&doctype, "document type"),
        (&entity, "entity"),
        (&deep, "deep"),
        (&torn, "word/document.xml"),
    ] {
        let fault = read_paper(&file(text, &[])).unwrap_err();
        assert!(fault.to_string().contains(told), "{fault}");
    }
    // 100 MB of XML in a hundred kilobytes.
    let mut bomb = main("").into_bytes();
    bomb.resize(100 << 20, b' ');
    let text = String::from_utf8(bomb).unwrap();
    let fault = read_paper(&file(&text, &[])).unwrap_err();
    assert!(matches!(fault, Fault::TooMuch { .. }), "{fault}");
    let outside = "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"https://example.org/a.xml\" TargetMode=\"External\"/></Relationships>";
    let fault = read_paper(&archive(&[("_rels/.rels", outside.as_bytes())])).unwrap_err();
    assert!(matches!(fault, Fault::Missing { .. }), "{fault}");
    let climbing = "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"../../../etc/passwd\"/></Relationships>";
    let fault = read_paper(&archive(&[("_rels/.rels", climbing.as_bytes())])).unwrap_err();
    assert_eq!(
        fault,
        Fault::Missing {
            part: "etc/passwd".to_owned()
        }
    );
    let many: Vec<String> = (0..10_100).map(|n| format!("p{n}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|n| (n.as_str(), b"".as_slice())).collect();
    assert!(matches!(
        read_paper(&archive(&many)),
        Err(Fault::TooMuch { .. })
    ));
}

#[test]
fn a_damaged_file_is_read_or_refused_and_nothing_breaks() {
    let whole = docx(
        &[item(1, 0, "one"), item(1, 1, "two")].concat(),
        &[
            ("numbering", NUMBERS),
            ("comments", "<w:comment w:id=\"1\"/>"),
        ],
    );
    let main = format!(
        "<w:document {NAMES}><w:body>{}<w:p><w:ins w:author=\"N\"><w:r><w:t>x</w:t></w:r></w:ins></w:p></w:body></w:document>",
        item(1, 0, "a")
    );
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below.max(1)
    };
    let mut read = 0;
    for round in 0..300 {
        if round % 2 == 0 {
            let mut bytes = whole.clone();
            for _ in 0..1 + random(8) {
                let at = random(bytes.len());
                bytes[at] = random(256) as u8;
            }
            bytes.truncate(whole.len() - random(3) * random(whole.len() / 2));
            read += usize::from(read_paper(&bytes).is_ok());
        } else {
            // Well packed, but the XML itself is cut up.
            let mut text: Vec<char> = main.chars().collect();
            for _ in 0..1 + random(4) {
                let (from, length) = (random(text.len()), random(30));
                let to = (from + length).min(text.len());
                let piece: Vec<char> = text.drain(from..to).collect();
                let at = random(text.len());
                text.splice(at..at, piece);
            }
            let text: String = text.into_iter().collect();
            read += usize::from(read_paper(&file(&text, &[("numbering", NUMBERS)])).is_ok());
        }
    }
    assert!(read > 0, "every file was refused");
}
