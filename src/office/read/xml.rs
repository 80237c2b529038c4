//! A part's XML, element by element, with what no Word file may hold refused.

use std::borrow::Cow;

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::fault::Fault;

/// So deep may elements stand in each other: text boxes in tables in text boxes come to fifty.
const DEPTH: usize = 240;
/// So many events of a part are read: what is more is no paper.
const EVENTS: usize = 8_000_000;

/// Whose names an element's are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// WordprocessingML, transitional or strict.
    Word,
    /// Equations.
    Math,
    /// Alternatives for readers of different age.
    Compatibility,
    /// Drawings, old and new, and whatever else.
    Other,
}

/// What comes next in a part.
#[derive(Debug)]
pub(super) enum Piece<'x> {
    /// An element opens.
    Open(Tag<'x>),
    /// The element that opened last closes.
    Close,
    /// Characters.
    Text(Cow<'x, str>),
    /// The part ends.
    End,
}

/// An element with its attributes.
#[derive(Debug)]
pub(super) struct Tag<'x> {
    /// Whose name it is.
    pub(super) space: Space,
    start: BytesStart<'x>,
}

impl Tag<'_> {
    /// Its name without a prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// An attribute by its local name, of whatever prefix but that of relations.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.attribute(|prefix, local| local == name && prefix != Some("r"))
    }

    /// The id of a relation: `r:id`, `r:embed`.
    pub(super) fn relation(&self) -> Option<String> {
        self.attribute(|prefix, local| local == "id" && prefix == Some("r"))
    }

    /// The value that most elements of Word have: `w:val`.
    pub(super) fn val(&self) -> Option<String> {
        self.get("val")
    }

    /// `w:val` as a number.
    pub(super) fn number(&self) -> Option<i64> {
        self.val()?.trim().parse().ok()
    }

    /// Whether a switch such as `<w:b/>` is on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(
            self.val().as_deref(),
            Some("0" | "false" | "off" | "none" | "False")
        )
    }

    fn attribute(&self, wanted: impl Fn(Option<&str>, &str) -> bool) -> Option<String> {
        let attribute = self.start.attributes().flatten().find(|one| {
            let (local, prefix) = one.key.decompose();
            wanted(prefix.map(|prefix| prefix.into_inner()), local.into_inner())
        })?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }
}

/// A part being read.
pub(super) struct Xml<'x> {
    part: &'x str,
    reader: NsReader<&'x [u8]>,
    depth: usize,
    events: usize,
}

impl<'x> Xml<'x> {
    /// Begins to read a part.
    pub(super) fn new(part: &'x str, text: &'x str) -> Xml<'x> {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml {
            part,
            reader,
            depth: 0,
            events: 0,
        }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The next piece; comments and instructions to programs are passed over.
    ///
    /// # Errors
    /// Where the part is not well-formed, declares a document type or entities, or is nested too deep.
    pub(super) fn next(&mut self) -> Result<Piece<'x>, Fault> {
        loop {
            self.events += 1;
            if self.events > EVENTS {
                return Err(Fault::TooMuch {
                    part: self.part.to_owned(),
                    what: "eight million pieces",
                });
            }
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.fault(error.to_string())),
            };
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(self.fault("elements stand more than 240 deep in each other"));
                    }
                    let space = match self.reader.resolver().resolve_element(start.name()).0 {
                        ResolveResult::Bound(Namespace(name)) => space(name),
                        _ => Space::Other,
                    };
                    return Ok(Piece::Open(Tag { space, start }));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Piece::Close);
                }
                Event::Text(text) => return Ok(Piece::Text(text.xml10_content())),
                Event::CData(text) => return Ok(Piece::Text(text.xml10_content())),
                Event::GeneralRef(name) => {
                    let character = match name.resolve_char_ref() {
                        Ok(Some(character)) => Some(character),
                        Ok(None) => named(&name.xml10_content()),
                        Err(_) => None,
                    };
                    let Some(character) = character else {
                        return Err(self.fault(format!(
                            "it refers to an entity of its own, &{};",
                            name.xml10_content().chars().take(40).collect::<String>()
                        )));
                    };
                    return Ok(Piece::Text(Cow::Owned(character.to_string())));
                }
                Event::DocType(_) => {
                    return Err(self.fault("it declares a document type, which no Word file does"));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if self.depth > 0 => return Err(self.fault("it ends too early")),
                Event::Eof => return Ok(Piece::End),
            }
        }
    }

    /// Passes over what is left of the element that opened last.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Piece::End) {
                break;
            }
        }
        Ok(())
    }

    /// The characters in the element that opened last, elements in it left out.
    pub(super) fn words(&mut self) -> Result<String, Fault> {
        let mut out = String::new();
        loop {
            match self.next()? {
                Piece::Text(text) => out.push_str(&text),
                Piece::Open(_) => self.skip()?,
                Piece::Close | Piece::End => return Ok(out),
            }
        }
    }

    /// A fault at this place.
    pub(super) fn fault(&self, what: impl Into<String>) -> Fault {
        Fault::Xml {
            part: self.part.to_owned(),
            what: what.into(),
            at: self.reader.buffer_position(),
        }
    }
}

fn space(name: &str) -> Space {
    match name {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compatibility,
        _ => Space::Other,
    }
}

/// The five signs that XML itself names.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
