//! A mail's page as plain text: what is read, line by line. What stands in a quotation begins with `>`; what is struck or hidden is not said.

use super::entities::reference;

/// A page as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Page {
    /// Its words, line by line.
    pub(super) words: String,
    /// What it strikes out, piece by piece.
    pub(super) struck: Vec<String>,
    /// What it hides from who reads it.
    pub(super) hidden: Vec<String>,
}

/// So deep may tables stand in tables; deeper ones are lines.
const TABLES: usize = 32;
/// So many marks without an end are looked for; what stands behind is text.
const ENDLESS: usize = 100;
/// So many elements may be open; of further ones nothing is remembered.
const OPEN: usize = 512;

/// Reads a page. It never fails; what is no mark is text.
pub(super) fn page(source: &str) -> Page {
    let mut out = Work::default();
    let mut at = 0;
    let mut endless = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find(['<', '&']).unwrap_or(rest.len());
        if plain > 0 {
            out.text(rest.get(..plain).unwrap_or_default());
            at += plain;
            continue;
        }
        if let Some((c, length)) = reference(rest) {
            // A space that must not break is no white space of the page's own making.
            out.text(c.encode_utf8(&mut [0; 4]));
            at += length;
            continue;
        }
        let found = match endless < ENDLESS {
            true => tag(rest),
            false => Err(Unmarked::Text),
        };
        match found {
            Ok((tag, length)) => {
                at += length;
                out.tag(&tag);
                if let Tag::Opens(name, _) = &tag
                    && is_unread(name)
                {
                    at += end_of(source.get(at..).unwrap_or_default(), name);
                    out.closes(name);
                }
            }
            Err(why) => {
                endless += usize::from(why == Unmarked::Endless);
                let c = rest.chars().next().unwrap_or_default();
                out.text(c.encode_utf8(&mut [0; 4]));
                at += c.len_utf8();
            }
        }
    }
    out.end()
}

/// The character set that a page names itself, in its first bytes.
pub(super) fn charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(1_024)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_lowercase();
    if !head.contains("<meta") {
        return None;
    }
    let (_, value) = head.split_once("charset=")?;
    let value = value.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
    let name = value.get(..end.unwrap_or(value.len()))?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// A mark of a page.
#[derive(Debug)]
enum Tag<'s> {
    Opens(String, &'s str),
    Closes(String),
    /// A comment, a declaration.
    Nothing,
}

/// Why something that begins as a mark is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unmarked {
    /// It is text: `a < b`.
    Text,
    /// Its end is missing.
    Endless,
}

/// The mark at the head of some source, and how long it is.
fn tag(rest: &str) -> Result<(Tag<'_>, usize), Unmarked> {
    let inner = rest.strip_prefix('<').ok_or(Unmarked::Text)?;
    if let Some(comment) = inner.strip_prefix("!--") {
        // A comment that does not end hides nothing.
        let end = comment.find("-->").ok_or(Unmarked::Endless)?;
        return Ok((Tag::Nothing, end + 7));
    }
    if inner.starts_with(['!', '?']) {
        let end = inner.find('>').ok_or(Unmarked::Endless)?;
        return Ok((Tag::Nothing, end + 2));
    }
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let closes = name.len() < inner.len();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(Unmarked::Text);
    }
    let end = name
        .bytes()
        .take(NAME)
        .position(|byte| byte.is_ascii_whitespace() || byte == b'>' || byte == b'/');
    let end = end.ok_or(Unmarked::Text)?;
    let (lower, attributes) = name.split_at_checked(end).ok_or(Unmarked::Text)?;
    let lower = lower.to_ascii_lowercase();
    let length = closed(attributes).ok_or(Unmarked::Endless)?;
    let whole = 1 + usize::from(closes) + end + length;
    let tag = match closes {
        true => Tag::Closes(lower),
        false => Tag::Opens(
            lower,
            attributes
                .get(..length.saturating_sub(1))
                .unwrap_or_default(),
        ),
    };
    Ok((tag, whole))
}

/// So long may the name of an element be.
const NAME: usize = 64;

/// Where the attributes of a mark end, its `>` included; a `>` in quotation marks ends nothing.
fn closed(attributes: &str) -> Option<usize> {
    // No mark is longer: one that does not end is text.
    const MARK: usize = 64 << 10;
    let mut quote = None;
    let mut value = false;
    for (at, byte) in attributes.bytes().take(MARK).enumerate() {
        match (quote, byte) {
            (Some(own), byte) if byte == own => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if value => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
        if quote.is_none() && !byte.is_ascii_whitespace() {
            value = byte == b'=';
        }
    }
    None
}

/// The value of an attribute, in small letters.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..)?.find(name) {
        let start = from + at;
        from = start + name.len();
        let before = lower
            .get(..start)
            .and_then(|before| before.chars().next_back());
        if before.is_some_and(|c| !c.is_whitespace() && c != '"' && c != '\'') {
            continue;
        }
        let Some(value) = lower.get(from..)?.trim_start().strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value.get(1..)?.split(quote).next()?,
            _ => value.split(char::is_whitespace).next()?,
        };
        return Some(value.to_owned());
    }
    None
}

/// Elements whose contents nobody reads.
fn is_unread(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "title"
            | "template"
            | "textarea"
            | "select"
            | "svg"
            | "object"
            | "iframe"
            | "xml"
    )
}

/// Where the end of such an element stands, its mark included; to the end where there is none.
fn end_of(rest: &str, name: &str) -> usize {
    let ends = rest.match_indices("</").map(|(at, _)| at);
    let mut ends = ends.filter(|at| {
        let own = rest.get(at + 2..at + 2 + name.len());
        own.is_some_and(|own| own.eq_ignore_ascii_case(name))
    });
    let Some(at) = ends.next() else {
        return rest.len();
    };
    let behind = rest.get(at..).unwrap_or_default();
    at + behind.find('>').map_or(behind.len(), |end| end + 1)
}

/// What an open element does to the words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Effect {
    quotes: bool,
    strikes: bool,
    hides: bool,
    keeps: bool,
}

/// A list: the number of its next item, and how it is written; none where its items have none.
#[derive(Debug, Clone, Copy)]
struct List {
    next: Option<(i64, char)>,
}

/// Lines that are being written: those of the page, or of a cell.
#[derive(Debug, Default)]
struct Sheet {
    lines: Vec<(usize, String)>,
    line: String,
    /// White space stands before what comes.
    space: bool,
    /// The sign of a list's item before what comes.
    sign: Option<String>,
    /// The tables that are open in it.
    tables: usize,
    /// The cells of the row that is open in it.
    row: Option<Vec<Vec<(usize, String)>>>,
}

#[derive(Debug, Default)]
struct Work {
    open: Vec<(String, Effect)>,
    lists: Vec<List>,
    page: Sheet,
    /// The cells that are open, the outermost first.
    cells: Vec<Sheet>,
    quotes: usize,
    strikes: usize,
    hides: usize,
    keeps: usize,
    struck: Vec<String>,
    hidden: Vec<String>,
    /// What is being struck or hidden.
    aside: String,
}

impl Work {
    fn sheet(&mut self) -> &mut Sheet {
        self.cells.last_mut().unwrap_or(&mut self.page)
    }

    fn text(&mut self, words: &str) {
        if self.hides > 0 || self.strikes > 0 {
            self.aside.push_str(words);
            return;
        }
        let keeps = self.keeps > 0;
        for c in words.chars() {
            match c {
                '\n' if keeps => self.ends(),
                '\r' if keeps => {}
                c if c.is_ascii_whitespace() => self.sheet().space = true,
                c => self.letter(c),
            }
        }
    }

    fn letter(&mut self, c: char) {
        let sheet = self.sheet();
        let space = std::mem::take(&mut sheet.space);
        if let Some(sign) = sheet.sign.take() {
            sheet.line.push_str(&sign);
        } else if space && !sheet.line.is_empty() && !sheet.line.ends_with(char::is_whitespace) {
            sheet.line.push(' ');
        }
        sheet.line.push(c);
    }

    /// Ends the line.
    fn ends(&mut self) {
        let quotes = self.quotes;
        let sheet = self.sheet();
        sheet.space = false;
        let line = std::mem::take(&mut sheet.line);
        if !line.trim().is_empty() {
            sheet.lines.push((quotes, line.trim().to_owned()));
        }
    }

    /// Ends the line, and leaves an empty one.
    fn parts(&mut self) {
        self.ends();
        let quotes = self.quotes;
        let sheet = self.sheet();
        // The sign of an item stands before its first words, wherever these begin.
        if sheet.sign.is_none() && sheet.lines.last().is_some_and(|(_, line)| !line.is_empty()) {
            sheet.lines.push((quotes, String::new()));
        }
    }

    fn breaks(&mut self) {
        let is_empty = self.sheet().line.trim().is_empty();
        match is_empty {
            true => self.parts(),
            false => self.ends(),
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Opens(name, attributes) => self.opens(name, attributes),
            Tag::Closes(name) => self.closes(name),
            Tag::Nothing => {}
        }
    }

    fn opens(&mut self, name: &str, attributes: &str) {
        match name {
            "br" => return self.breaks(),
            "hr" => return self.parts(),
            "img" | "input" | "meta" | "link" | "base" | "col" | "wbr" | "area" | "source" => {
                return;
            }
            _ => {}
        }
        self.before(name, attributes);
        let style = attribute(attributes, "style").unwrap_or_default();
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        let effect = Effect {
            quotes: name == "blockquote",
            strikes: matches!(name, "s" | "strike" | "del") || style.contains("line-through"),
            hides: [
                "display:none",
                "visibility:hidden",
                "mso-hide:all",
                "font-size:0;",
                "font-size:0px",
                "font-size:0pt",
            ]
            .iter()
            .any(|own| style.contains(own))
                || style.ends_with("font-size:0"),
            keeps: name == "pre" || style.contains("white-space:pre"),
        };
        // Where a paragraph begins, the one before has ended.
        if name == "p" && self.open.last().is_some_and(|(own, _)| own == name) {
            self.shuts(self.open.len() - 1);
        }
        // What does nothing is remembered only where its end could be taken for another's.
        if effect != Effect::default() || self.open.iter().any(|(own, _)| own == name) {
            self.set(effect, 1);
            if self.open.len() < OPEN {
                self.open.push((name.to_owned(), effect));
            }
        }
        if name == "q" {
            self.letter_of('“');
        }
    }

    fn letter_of(&mut self, c: char) {
        self.text(c.encode_utf8(&mut [0; 4]));
    }

    /// What an element does before its words.
    fn before(&mut self, name: &str, attributes: &str) {
        match name {
            "ul" | "menu" | "dir" => {
                self.parts();
                self.lists.push(List { next: None });
            }
            "ol" => {
                self.parts();
                let start = attribute(attributes, "start").and_then(|start| start.parse().ok());
                let kind = raw_type(attributes).unwrap_or('1');
                self.lists.push(List {
                    next: Some((start.unwrap_or(1), kind)),
                });
            }
            "li" => self.item(attributes),
            "table" => {
                self.parts();
                self.sheet().tables += 1;
            }
            "tr" => self.row(),
            "td" | "th" => self.cell(),
            _ if is_paragraph(name) => self.parts(),
            _ if is_block(name) => self.ends(),
            _ => {}
        }
    }

    fn item(&mut self, attributes: &str) {
        self.ends();
        let value = attribute(attributes, "value").and_then(|value| value.parse().ok());
        let sign = match self.lists.last_mut() {
            Some(List {
                next: Some((next, kind)),
            }) => {
                let own = value.unwrap_or(*next);
                *next = own.saturating_add(1);
                format!("{}. ", counted(own, *kind))
            }
            _ => "- ".to_owned(),
        };
        self.sheet().sign = Some(sign);
    }

    fn row(&mut self) {
        // The row before, and its last cell, have ended.
        if self.sheet().tables == 0 {
            self.ends_cell();
        }
        self.ends_row();
        self.ends();
        if self.sheet().tables > 0 && self.cells.len() < TABLES {
            self.sheet().row = Some(Vec::new());
        }
    }

    fn cell(&mut self) {
        if self.sheet().tables == 0 {
            self.ends_cell();
        }
        // A cell that stands in no row.
        if self.sheet().row.is_none() {
            return self.ends();
        }
        self.cells.push(Sheet::default());
    }

    /// Ends the cell that is open, if one is.
    fn ends_cell(&mut self) {
        if self.cells.is_empty() {
            return;
        }
        self.ends_row();
        self.ends();
        let Some(cell) = self.cells.pop() else { return };
        let mut lines = cell.lines;
        while lines.last().is_some_and(|(_, line)| line.is_empty()) {
            lines.pop();
        }
        if let Some(row) = &mut self.sheet().row {
            row.push(lines);
        }
    }

    /// Ends the row that is open, if one is: cells side by side are one line, whatever stands in them.
    fn ends_row(&mut self) {
        let Some(cells) = self.sheet().row.take() else {
            return;
        };
        let filled: Vec<Vec<(usize, String)>> =
            cells.into_iter().filter(|cell| !cell.is_empty()).collect();
        let is_one = filled.len() == 1;
        let mut out: Vec<(usize, String)> = Vec::new();
        for cell in filled {
            let mut fresh = true;
            for (quotes, line) in cell {
                if line.is_empty() && !is_one {
                    continue;
                }
                match out.last_mut() {
                    Some((own, last)) if fresh && *own == quotes => {
                        last.push('\t');
                        last.push_str(&line);
                    }
                    _ => out.push((quotes, line)),
                }
                fresh = false;
            }
        }
        self.sheet().lines.extend(out);
        self.parts();
    }

    fn closes(&mut self, name: &str) {
        match name {
            "td" | "th" => self.ends_cell(),
            "tr" => {
                if self.sheet().tables == 0 {
                    self.ends_cell();
                }
                self.ends_row();
            }
            "table" => {
                if self.sheet().tables == 0 {
                    self.ends_cell();
                }
                self.ends_row();
                let sheet = self.sheet();
                sheet.tables = sheet.tables.saturating_sub(1);
            }
            "ul" | "ol" | "menu" | "dir" => {
                self.lists.pop();
            }
            "q" => self.letter_of('”'),
            _ => {}
        }
        match name {
            "li" => {
                self.ends();
                self.sheet().sign = None;
            }
            _ if is_paragraph(name) || matches!(name, "ul" | "ol" | "table") => self.parts(),
            _ if is_block(name) => self.ends(),
            _ => {}
        }
        // Further down nobody means it.
        let mut recent = self.open.iter().enumerate().rev().take(64);
        if let Some(at) = recent.find(|(_, (own, _))| own == name).map(|(at, _)| at) {
            self.shuts(at);
        }
    }

    /// Ends an open element, and what was left open in it.
    fn shuts(&mut self, at: usize) {
        for (_, effect) in self.open.split_off(at) {
            self.set(effect, -1);
        }
    }

    fn set(&mut self, effect: Effect, by: isize) {
        let (strikes, hides) = (self.strikes, self.hides);
        for (count, own) in [
            (&mut self.quotes, effect.quotes),
            (&mut self.strikes, effect.strikes),
            (&mut self.hides, effect.hides),
            (&mut self.keeps, effect.keeps),
        ] {
            if own {
                *count = count.saturating_add_signed(by);
            }
        }
        if strikes + hides > 0 && (self.strikes, self.hides) != (strikes, hides) {
            let aside = std::mem::take(&mut self.aside);
            let aside = aside.split_whitespace().collect::<Vec<_>>().join(" ");
            if !aside.is_empty() {
                match hides {
                    0 => self.struck.push(aside),
                    _ => self.hidden.push(aside),
                }
            }
        }
    }

    fn end(mut self) -> Page {
        let all = Effect {
            quotes: false,
            strikes: true,
            hides: true,
            keeps: false,
        };
        while self.strikes + self.hides > 0 {
            self.set(all, -1);
        }
        while !self.cells.is_empty() {
            self.ends_cell();
        }
        self.ends_row();
        self.ends();
        let sheet = self.page;
        let mut words = String::new();
        for (quotes, line) in sheet.lines {
            if quotes > 0 && !line.is_empty() {
                words.push_str(&">".repeat(quotes.min(8)));
                words.push(' ');
            }
            words.push_str(&line);
            words.push('\n');
        }
        Page {
            words,
            struck: self.struck,
            hidden: self.hidden,
        }
    }
}

/// How a list counts: `1`, `a`, `A`, `i`, `I`.
fn raw_type(attributes: &str) -> Option<char> {
    let at = attributes.to_ascii_lowercase().find("type=")?;
    let value = attributes.get(at + 5..)?.trim_start_matches(['"', '\'']);
    value.chars().next().filter(|c| "1aAiI".contains(*c))
}

/// A number as a list writes it.
fn counted(number: i64, kind: char) -> String {
    let letter = |first: u8| {
        let at = u8::try_from(number - 1).ok().filter(|at| *at < 26)?;
        Some(char::from(first + at).to_string())
    };
    let roman = || {
        const ROMAN: &str =
            "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx";
        let at = usize::try_from(number - 1).ok()?;
        ROMAN.split(' ').nth(at).map(str::to_owned)
    };
    let found = match kind {
        'a' => letter(b'a'),
        'A' => letter(b'A'),
        'i' => roman(),
        'I' => roman().map(|roman| roman.to_uppercase()),
        _ => None,
    };
    found.unwrap_or_else(|| number.to_string())
}

/// Elements with an empty line round them.
fn is_paragraph(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "dl"
    )
}

/// Elements that begin and end a line.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "body"
            | "html"
            | "head"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
            | "address"
            | "center"
            | "form"
            | "fieldset"
            | "figure"
            | "figcaption"
            | "caption"
            | "dt"
            | "dd"
            | "details"
            | "summary"
            | "option"
            | "li"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> String {
        page(source).words.trim_end().to_owned()
    }

    #[test]
    fn a_page_is_read_as_it_is_seen() {
        for (source, told) in [
            (
                "<p>Paragraph 5:\r\n  replace &quot;a&quot; by <b>&ldquo;b&rdquo;</b>.</p><p>Paragraph&nbsp;6</p>",
                "Paragraph 5: replace \"a\" by “b”.\n\nParagraph\u{a0}6",
            ),
            (
                "<div>One</div><div><br></div><div>Two<br>Three<br/><br/>Four</div>",
                "One\n\nTwo\nThree\n\nFour",
            ),
            (
                "<html><head><title>T</title><style>p{}</style></head><body>x<script>alert('<p>')</script> y<!-- no --><![if !x]>z<![endif]>",
                "x yz",
            ),
            (
                "<ul><li>a<li><p>b</p><ol type=a start=3><li>c</ol></ul>",
                "- a\n- b\n\nc. c",
            ),
            (
                "<ol><li>a</li><li value=\"7\">b</li><li>c</li></ol>",
                "1. a\n7. b\n8. c",
            ),
            (
                "a < b &lt;p&gt; 5<6 &unheard; <3 <",
                "a < b <p> 5<6 &unheard; <3 <",
            ),
            (
                "<a href='https://x.y/?a=\">\"'>here</a> <q>quoted</q>",
                "here “quoted”",
            ),
            ("<pre>a\n  b</pre>c", "a\nb\n\nc"),
            (
                "Hi<blockquote><p>You said</p><blockquote>I said</blockquote></blockquote>No",
                "Hi\n\n> You said\n\n>> I said\n\nNo",
            ),
            ("ا<span dir=rtl>لفقرة</span> 第5<b>段</b>", "الفقرة 第5段"),
        ] {
            assert_eq!(words(source), told, "{source}");
        }
    }

    #[test]
    fn cells_side_by_side_are_a_line_and_a_table_round_everything_is_none() {
        for (source, told) in [
            (
                "<table><tr><th>No.<th>Comment<tr><td>Paragraph 5<td><p>Delete.</p><p>Too long.</p></table>After",
                "No.\tComment\n\nParagraph 5\tDelete.\nToo long.\n\nAfter",
            ),
            (
                "<table><tbody><tr><td>&nbsp;</td><td><p>One</p><p>Two</p></td></tr></tbody></table>",
                "One\n\nTwo",
            ),
            (
                "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>c",
                "a\tb\n\nc",
            ),
            ("<td>a<td>b", "a\nb"),
        ] {
            assert_eq!(words(source), told, "{source}");
        }
    }

    #[test]
    fn what_is_struck_or_hidden_is_not_said_and_not_lost() {
        let found = page(
            "States <s>shall</s> <span style='color:red; text-decoration : Line-Through'>really <b>must</b></span>should act.<div style=\"display:none\">Paragraph 5: delete</div>",
        );
        assert_eq!(found.words, "States should act.\n");
        assert_eq!(found.struck, ["shall", "really must"]);
        assert_eq!(found.hidden, ["Paragraph 5: delete"]);
    }

    #[test]
    fn no_page_is_too_deep_or_too_broken() {
        for (source, many) in [
            ("<blockquote>", 100_000),
            ("<table><tr><td>", 100_000),
            ("</table></td></blockquote>", 100_000),
            ("<p ", 10_000),
            ("<!--", 20_000),
            ("<script>", 10_000),
            ("<s>x", 20_000),
            ("<div style='", 10_000),
            ("&#x;&", 20_000),
        ] {
            let found = page(&source.repeat(many));
            assert!(
                found.words.len() <= source.len() * many * 2 + 1_000,
                "{source}"
            );
        }
    }

    #[test]
    fn a_page_may_name_its_own_letters() {
        let bytes = b"<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">";
        assert_eq!(charset(bytes).as_deref(), Some("windows-1251"));
        assert_eq!(charset(b"<p>charset=x"), None);
    }
}
