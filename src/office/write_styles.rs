//! The styles of a Word file: what each role looks like, by the text's language.

use super::names::{ADVICE, CELL, END, MASTHEAD, NOTE, style_of};
use super::paper::Role;
use super::write_xml::Xml;

/// Where the words of a paragraph begin behind its number, in twentieths of a point: a number of two figures that replaces another
/// has its gap too.
const NUMBER: u32 = 709;

/// What a language asks of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Script {
    /// The language's tag.
    pub(super) tag: &'static str,
    /// Whether it is written from right to left.
    pub(super) right_to_left: bool,
    /// Whether it is written in ideographs.
    pub(super) ideographs: bool,
}

impl Script {
    /// That of a language, as in `en`; of an unknown one that of English.
    pub(super) fn of(language: &str) -> Script {
        let (tag, right_to_left, ideographs) = match language.get(..2).unwrap_or(language) {
            "ar" => ("ar-SA", true, false),
            "fa" => ("fa-IR", true, false),
            "he" => ("he-IL", true, false),
            "ur" => ("ur-PK", true, false),
            "zh" => ("zh-CN", false, true),
            "ja" => ("ja-JP", false, true),
            "ko" => ("ko-KR", false, true),
            "fr" => ("fr-FR", false, false),
            "es" => ("es-ES", false, false),
            "ru" => ("ru-RU", false, false),
            _ => ("en-GB", false, false),
        };
        Script {
            tag,
            right_to_left,
            ideographs,
        }
    }

    pub(super) fn east_asian(self) -> &'static str {
        match self.tag {
            "ja-JP" => "MS Mincho",
            "ko-KR" => "Batang",
            _ => "SimSun",
        }
    }
}

/// A style: its id, its name, what it is like, then the markup of its paragraph and of its words.
struct Style {
    id: String,
    name: String,
    based: &'static str,
    next: Option<String>,
    paragraph: String,
    words: String,
}

/// `word/styles.xml`
pub(super) fn styles(script: Script) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.raw("<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
    let asian = script.east_asian();
    let size = if script.right_to_left { "26" } else { "24" };
    xml.raw("<w:docDefaults><w:rPrDefault><w:rPr>");
    xml.empty(
        "w:rFonts",
        &[
            ("w:ascii", "Times New Roman"),
            ("w:hAnsi", "Times New Roman"),
            ("w:eastAsia", asian),
            ("w:cs", "Times New Roman"),
        ],
    );
    xml.raw("<w:sz w:val=\"22\"/>");
    xml.empty("w:szCs", &[("w:val", size)]);
    let (latin, far) = match (script.ideographs, script.right_to_left) {
        (true, _) => ("en-GB", script.tag),
        (_, true) => ("en-GB", "zh-CN"),
        _ => (script.tag, "zh-CN"),
    };
    let near = if script.right_to_left {
        script.tag
    } else {
        "ar-SA"
    };
    xml.empty(
        "w:lang",
        &[("w:val", latin), ("w:eastAsia", far), ("w:bidi", near)],
    );
    xml.raw("</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>");
    let normal = if script.right_to_left {
        "<w:pPr><w:bidi/></w:pPr>"
    } else {
        ""
    };
    xml.raw("<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>");
    xml.raw(normal);
    xml.raw("</w:style>");
    xml.raw("<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>");
    xml.raw("<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>");
    for style in all(script) {
        xml.open(
            "w:style",
            &[("w:type", "paragraph"), ("w:styleId", &style.id)],
        );
        xml.empty("w:name", &[("w:val", &style.name)]);
        xml.empty("w:basedOn", &[("w:val", style.based)]);
        if let Some(next) = &style.next {
            xml.empty("w:next", &[("w:val", next)]);
        }
        xml.raw("<w:qFormat/>");
        xml.raw("<w:pPr>");
        xml.raw(&style.paragraph);
        xml.raw("</w:pPr>");
        if !style.words.is_empty() {
            xml.raw("<w:rPr>");
            xml.raw(&style.words);
            xml.raw("</w:rPr>");
        }
        xml.raw("</w:style>");
    }
    xml.raw("<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>");
    xml.raw("<w:style w:type=\"character\" w:styleId=\"CommentReference\"><w:name w:val=\"annotation reference\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr></w:style>");
    xml.raw("<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/></w:rPr></w:style>");
    xml.raw("<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>");
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        xml.empty(
            &format!("w:{side}"),
            &[
                ("w:val", "single"),
                ("w:sz", "4"),
                ("w:space", "0"),
                ("w:color", "808080"),
            ],
        );
    }
    xml.raw("</w:tblBorders></w:tblPr></w:style></w:styles>");
    xml.into_bytes()
}

fn all(script: Script) -> Vec<Style> {
    let of = |role: Role, name: &str, paragraph: &str, words: &str| Style {
        id: style_of(role),
        name: name.to_owned(),
        based: "Normal",
        next: matches!(role, Role::Title | Role::Heading(_)).then(|| style_of(Role::Body)),
        paragraph: paragraph.to_owned(),
        words: words.to_owned(),
    };
    let named = |id: &str, name: &str, paragraph: &str, words: &str| Style {
        id: id.to_owned(),
        name: name.to_owned(),
        based: "Normal",
        next: None,
        paragraph: paragraph.to_owned(),
        words: words.to_owned(),
    };
    // A justified Arabic page pulls its words apart.
    let both = if script.right_to_left { "left" } else { "both" };
    let tabbed = |at: u32| format!("<w:tabs><w:tab w:val=\"left\" w:pos=\"{at}\"/></w:tabs>");
    let hung = |left: u32, by: u32| format!("<w:ind w:left=\"{left}\" w:hanging=\"{by}\"/>");
    let mut styles = vec![
        named(
            MASTHEAD,
            "Masthead",
            "<w:keepNext/><w:suppressLineNumbers/><w:spacing w:after=\"0\"/><w:jc w:val=\"right\"/>",
            "",
        ),
        of(
            Role::Title,
            "Title",
            "<w:keepNext/><w:spacing w:before=\"480\" w:after=\"360\"/><w:jc w:val=\"center\"/>",
            "<w:b/><w:bCs/><w:sz w:val=\"30\"/><w:szCs w:val=\"34\"/>",
        ),
    ];
    for level in 1..=6_u8 {
        let (before, size, slant) = match level {
            1 => (420, 28, ""),
            2 => (360, 24, ""),
            3 => (280, 22, ""),
            _ => (240, 22, "<w:i/><w:iCs/>"),
        };
        styles.push(of(
            Role::Heading(level),
            &format!("heading {level}"),
            &format!(
                "<w:keepNext/><w:keepLines/>{}<w:spacing w:before=\"{before}\" w:after=\"160\"/>{}<w:outlineLvl w:val=\"{}\"/>",
                tabbed(567),
                hung(567, 567),
                level - 1
            ),
            &format!(
                "<w:b/><w:bCs/>{slant}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{}\"/>",
                size + 4
            ),
        ));
    }
    styles.push(of(
        Role::Preamble,
        "Preamble",
        &format!("<w:ind w:firstLine=\"{NUMBER}\"/><w:jc w:val=\"{both}\"/>"),
        "",
    ));
    styles.push(of(
        Role::Body,
        "Paragraph",
        &format!("{}<w:jc w:val=\"{both}\"/>", tabbed(NUMBER)),
        "",
    ));
    for level in 1..=6_u8 {
        let left = 567 * (u32::from(level) + 1);
        styles.push(of(
            Role::Item(level),
            &format!("Sub-paragraph {level}"),
            &format!(
                "{}{}<w:jc w:val=\"{both}\"/>",
                tabbed(left),
                hung(left, 567)
            ),
            "",
        ));
    }
    styles.push(of(
        Role::Quote,
        "Quote",
        &format!("<w:ind w:left=\"1134\" w:right=\"1134\"/><w:jc w:val=\"{both}\"/>"),
        "",
    ));
    styles.push(of(
        Role::Verbatim,
        "Verbatim",
        "<w:suppressAutoHyphens/><w:spacing w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>",
        "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
    ));
    styles.push(named(
        CELL,
        "Table text",
        "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "",
    ));
    styles.push(named(
        NOTE,
        "footnote text",
        "<w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"18\"/><w:szCs w:val=\"20\"/>",
    ));
    styles.push(named(
        "CommentText",
        "annotation text",
        "<w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
    ));
    styles.push(named(
        "Header",
        "header",
        "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"auto\"/></w:pBdr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"right\"/>",
        "<w:b/><w:bCs/><w:sz w:val=\"18\"/><w:szCs w:val=\"20\"/>",
    ));
    styles.push(named(
        "Footer",
        "footer",
        "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
        "<w:sz w:val=\"18\"/><w:szCs w:val=\"20\"/>",
    ));
    styles.push(named(
        ADVICE,
        "Advice",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"4472C4\"/></w:pBdr><w:spacing w:before=\"60\" w:after=\"60\"/><w:ind w:left=\"170\"/>",
        "<w:color w:val=\"404040\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"22\"/>",
    ));
    styles.push(named(
        END,
        "End rule",
        "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"auto\"/></w:pBdr><w:spacing w:before=\"480\" w:after=\"0\"/><w:ind w:left=\"3969\" w:right=\"3969\"/>",
        "",
    ));
    styles
}
