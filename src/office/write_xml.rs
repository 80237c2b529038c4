//! XML put together piece by piece: whatever stands in it, it is well-formed.

/// XML that is being written.
#[derive(Debug, Default)]
pub(super) struct Xml {
    out: String,
}

impl Xml {
    /// A part of its own, with the declaration at its head.
    pub(super) fn part() -> Xml {
        Xml {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned(),
        }
    }

    /// Appends markup as it is.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Appends words, or an attribute's value.
    pub(super) fn words(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\t' | '\n' | '\r' => self.out.push(c),
                // These cannot stand in XML at all.
                c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => self.out.push('\u{fffd}'),
                c => self.out.push(c),
            }
        }
    }

    /// Appends an empty element with these attributes.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.out.push_str("/>");
    }

    /// Opens an element with these attributes.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.out.push('>');
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.words(value);
            self.out.push('"');
        }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_words_is_markup() {
        let mut xml = Xml::default();
        xml.open("w:t", &[("a", "\"<&>")]);
        xml.words("a < b & \u{1b}[31m \u{ffff}");
        xml.close("w:t");
        assert_eq!(
            xml.out,
            "<w:t a=\"&quot;&lt;&amp;&gt;\">a &lt; b &amp; \u{fffd}[31m \u{fffd}</w:t>"
        );
    }
}
