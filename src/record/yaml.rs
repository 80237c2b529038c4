//! YAML as a tree that knows its places: plain data only; anchors, aliases, tags, merge keys and absurd nesting are refused.

use std::borrow::Cow;

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag, options};

/// No file of the record needs more than four levels.
const DEEPEST: usize = 12;

/// What stands at a node.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    /// Nothing, `~` or `null`.
    Nothing,
    /// A scalar, its characters as written (no guessing of numbers, dates, truth values).
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Node<'a>>),
    /// A map, in the order of the file; a key may stand twice.
    Map(Vec<(Node<'a>, Node<'a>)>),
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node<'a> {
    /// Where it begins, in bytes from the text's beginning.
    pub(crate) at: usize,
    /// What it is.
    pub(crate) value: Value<'a>,
}

impl Node<'_> {
    /// What it is, in a word, for messages.
    pub(crate) fn sort(&self) -> &'static str {
        match self.value {
            Value::Nothing => "nothing",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

/// Why a text cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// The finding's code.
    pub(crate) code: &'static str,
    /// Where, in bytes.
    pub(crate) at: usize,
    /// What is the matter.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: Option<String>,
}

impl Trouble {
    fn new(code: &'static str, at: usize, message: &str, hint: &str) -> Trouble {
        Trouble {
            code,
            at,
            message: message.to_owned(),
            hint: Some(hint.to_owned()),
        }
    }
}

/// Reads one YAML document; `base` is where `text` begins in its file. An empty text gives nothing.
pub(crate) fn parse(text: &str, base: usize) -> Result<Node<'_>, Trouble> {
    let options = options! {
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_comments: false,
    };
    let mut builder = Builder {
        text,
        base,
        open: Vec::new(),
        done: None,
    };
    let mut documents = 0;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| builder.scan_error(&error))?;
        let at = builder.at(&span);
        match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    return Err(Trouble::new(
                        "second-document",
                        at,
                        "a second YAML document begins here",
                        "keep one document a file: take the line --- out",
                    ));
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => return Err(alias(at)),
            Event::Scalar(text, style, anchor, tag) => {
                plain_data(at, anchor, tag.as_deref())?;
                let nothing = style == ScalarStyle::Plain
                    && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let value = if nothing {
                    Value::Nothing
                } else {
                    Value::Text(text)
                };
                if style == ScalarStyle::Plain
                    && matches!(&value, Value::Text(text) if text == "<<")
                    && builder.awaits_key()
                {
                    return Err(Trouble::new(
                        "merge-key",
                        at,
                        "the merge key << is not read here",
                        "write the keys out where they are wanted",
                    ));
                }
                builder.put(Node { at, value });
            }
            Event::SequenceStart(_, anchor, tag) => {
                plain_data(at, anchor, tag.as_deref())?;
                builder.begin(Node {
                    at,
                    value: Value::List(Vec::new()),
                });
            }
            Event::MappingStart(_, anchor, tag) => {
                plain_data(at, anchor, tag.as_deref())?;
                builder.begin(Node {
                    at,
                    value: Value::Map(Vec::new()),
                });
            }
            Event::SequenceEnd | Event::MappingEnd => builder.end(),
            _ => {}
        }
    }
    Ok(builder.done.unwrap_or(Node {
        at: base,
        value: Value::Nothing,
    }))
}

fn alias(at: usize) -> Trouble {
    Trouble::new(
        "alias",
        at,
        "an alias (*name) is not read here",
        "write the value out, or put it in quotes if it begins with *",
    )
}

fn plain_data(at: usize, anchor: usize, tag: Option<&Tag>) -> Result<(), Trouble> {
    if anchor != 0 {
        return Err(Trouble::new(
            "anchor",
            at,
            "an anchor (&name) is not read here",
            "take the anchor off, or put the value in quotes if it begins with &",
        ));
    }
    if tag.is_some() {
        return Err(Trouble::new(
            "tag",
            at,
            "a tag (!name) is not read here",
            "take the tag off, or put the value in quotes if it begins with !",
        ));
    }
    Ok(())
}

/// Puts nodes into the lists and maps that are open.
struct Builder<'a> {
    text: &'a str,
    base: usize,
    open: Vec<(Node<'a>, Option<Node<'a>>)>,
    done: Option<Node<'a>>,
}

impl<'a> Builder<'a> {
    fn at(&self, span: &Span) -> usize {
        self.base + self.bytes(span.start.byte_offset(), span.start.index())
    }

    fn bytes(&self, bytes: Option<usize>, chars: usize) -> usize {
        bytes.unwrap_or_else(|| {
            self.text
                .char_indices()
                .nth(chars)
                .map_or(self.text.len(), |(at, _)| at)
        })
    }

    fn awaits_key(&self) -> bool {
        matches!(
            self.open.last(),
            Some((
                Node {
                    value: Value::Map(_),
                    ..
                },
                None
            ))
        )
    }

    fn begin(&mut self, node: Node<'a>) {
        self.open.push((node, None));
    }

    fn end(&mut self) {
        if let Some((node, _)) = self.open.pop() {
            self.put(node);
        }
    }

    fn put(&mut self, node: Node<'a>) {
        let Some((parent, key)) = self.open.last_mut() else {
            self.done = Some(node);
            return;
        };
        match &mut parent.value {
            Value::List(items) => items.push(node),
            Value::Map(pairs) => match key.take() {
                None => *key = Some(node),
                Some(key) => pairs.push((key, node)),
            },
            Value::Nothing | Value::Text(_) => {}
        }
    }

    fn scan_error(&self, error: &ScanError) -> Trouble {
        use serde_yaml::granit_parser::ErrorKind;
        let marker = error.marker();
        let at = self.base + self.bytes(marker.byte_offset(), marker.index());
        match error.kind() {
            ErrorKind::UnknownAnchor => alias(at),
            ErrorKind::RecursionLimitExceeded => Trouble::new(
                "nesting",
                at,
                "nested too deeply",
                "no file of a meeting nests lists and maps more than a few levels",
            ),
            ErrorKind::DirectiveDisallowed => Trouble::new(
                "directive",
                at,
                "a directive (%) is not read here",
                "take the line out",
            ),
            _ => Trouble {
                code: "yaml",
                at,
                message: format!("not YAML: {}", error.info()),
                hint: Some(self.way_out(at - self.base)),
            },
        }
    }

    /// The mistakes that people make most, told by what stands on the line.
    fn way_out(&self, at: usize) -> String {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let start = self.text[..at].rfind('\n').map_or(0, |n| n + 1);
        let line = self.text[start..].lines().next().unwrap_or("");
        if line.contains('\t') {
            "indent with spaces: YAML takes no tabs".to_owned()
        } else if line.matches('"').count() % 2 == 1 {
            "a quote is opened and not closed; inside quotes write \\\" for a quote".to_owned()
        } else if line.matches(": ").count() > 1 && !line.contains('{') {
            "put a value that holds a colon in quotes".to_owned()
        } else {
            "put values with : # [ ] { } , in double quotes, and indent alike what belongs together"
                .to_owned()
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        parse(text, 0).unwrap_err().code
    }

    #[test]
    fn scalars_are_never_guessed() {
        let node = parse("{a: NO, b: 1.10, c: 012, d: '~', e: ~}", 0).unwrap();
        let Value::Map(pairs) = node.value else {
            panic!("no map")
        };
        let values: Vec<_> = pairs.into_iter().map(|(_, value)| value.value).collect();
        assert_eq!(
            values,
            [
                Value::Text("NO".into()),
                Value::Text("1.10".into()),
                Value::Text("012".into()),
                Value::Text("~".into()),
                Value::Nothing,
            ]
        );
    }

    #[test]
    fn a_node_knows_the_byte_it_begins_at() {
        let node = parse("é: x\nb: [y, z]\n", 100).unwrap();
        let Value::Map(pairs) = node.value else {
            panic!("no map")
        };
        assert_eq!(pairs[1].0.at, 100 + "é: x\n".len());
        let Value::List(items) = &pairs[1].1.value else {
            panic!("no list")
        };
        assert_eq!(items[1].at, 100 + "é: x\nb: [y, ".len());
    }

    #[test]
    fn what_is_not_plain_data_is_refused_by_name() {
        assert_eq!(code("a: &x 1\nb: *x\n"), "anchor");
        assert_eq!(code("b: *x\n"), "alias");
        assert_eq!(code("a: !!binary aGk=\n"), "tag");
        assert_eq!(code("<<: {a: b}\n"), "merge-key");
        assert_eq!(code("%YAML 1.2\n---\na: b\n"), "directive");
        assert_eq!(code("a: b\n---\nc: d\n"), "second-document");
        assert_eq!(code("a: [b\n"), "yaml");
    }

    #[test]
    fn a_hundred_thousand_brackets_are_refused_and_not_followed() {
        assert_eq!(code(&"[".repeat(100_000)), "nesting");
        let mut stairs = String::new();
        for n in 0..200 {
            stairs.push_str(&format!("{}a:\n", " ".repeat(n)));
        }
        assert_eq!(code(&stairs), "nesting");
    }
}
