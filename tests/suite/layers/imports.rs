//! Which files of a crate import which: the names that each takes, followed through the faces to the file that has them.

use std::collections::{BTreeMap, BTreeSet};

/// A file by the words of its path, without the ending: `text`, `label`.
type Name = Vec<String>;

/// How many `use` lines one name is followed through.
const DEEPEST: usize = 12;

/// The files of a crate.
#[derive(Default)]
pub(super) struct House {
    files: BTreeMap<Name, File>,
}

/// What one file says of others.
#[derive(Default)]
struct File {
    /// What its `use` lines bring in: the name it has there, and its path.
    uses: Vec<(String, Vec<String>)>,
    /// Paths of two words and more that it names elsewhere.
    paths: Vec<Vec<String>>,
}

impl House {
    /// Reads files: each by its path under `src` with slashes and without the ending, and what it says.
    pub(super) fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> House {
        let read = |(path, source): (&str, &str)| {
            let name: Name = match path {
                "lib" => Vec::new(),
                path => path.split('/').map(str::to_owned).collect(),
            };
            (name, File::read(source))
        };
        House {
            files: files.into_iter().map(read).collect(),
        }
    }

    /// The circles: files of which each imports, by itself or through others, every other; with the imports among them.
    pub(super) fn circles(&self) -> Vec<Circle> {
        let arrows: BTreeMap<&Name, BTreeMap<&Name, &str>> = self
            .files
            .iter()
            .map(|(name, file)| (name, self.arrows(name, file)))
            .collect();
        let reached: BTreeMap<&Name, BTreeSet<&Name>> = arrows
            .keys()
            .map(|from| (*from, reached(from, &arrows)))
            .collect();
        let mut circles: BTreeMap<BTreeSet<&Name>, Circle> = BTreeMap::new();
        for (from, there) in &reached {
            let back = |to: &&&Name| reached.get(**to).is_some_and(|all| all.contains(from));
            let files: BTreeSet<&Name> = there.iter().filter(back).copied().collect();
            if files.is_empty() {
                continue;
            }
            let inside = arrows.get(from).into_iter().flatten();
            let imports = inside
                .filter(|(to, _)| files.contains(*to))
                .map(|(to, what)| format!("{} takes {what} from {}", shown(from), shown(to)));
            let imports: Vec<String> = imports.collect();
            let circle = circles.entry(files).or_default();
            circle.files.push(shown(from));
            circle.imports.extend(imports);
        }
        circles.into_values().collect()
    }

    /// The files that a file imports, each with one of the names that it takes there; a face hands its own children on.
    fn arrows<'h>(&'h self, name: &Name, file: &'h File) -> BTreeMap<&'h Name, &'h str> {
        let uses = file.uses.iter().map(|(_, path)| path);
        let mut arrows = BTreeMap::new();
        for path in uses.chain(&file.paths) {
            let Some(found) = self.home(name, path, 0) else {
                continue;
            };
            let own = found.starts_with(name);
            if !own && !found.is_empty() {
                let what = path.last().map_or("", String::as_str);
                arrows.entry(found).or_insert(what);
            }
        }
        arrows
    }

    /// The file that has what a path names in a file; nothing where it is of another crate.
    fn home(&self, here: &[String], path: &[String], depth: usize) -> Option<&Name> {
        if depth > DEEPEST {
            return None;
        }
        let first = path.first()?;
        let up = path.iter().take_while(|word| *word == "super").count();
        let (mut at, mut rest): (Name, &[String]) = match first.as_str() {
            "crate" | "adref" => (Vec::new(), &path[1..]),
            "self" => (here.to_vec(), &path[1..]),
            "super" => (here[..here.len().checked_sub(up)?].to_vec(), &path[up..]),
            _ if self.files.contains_key(&child(here, first)) => (here.to_vec(), path),
            // A name that a `use` line brought in.
            _ => {
                let brought = self.brought(here, first)?;
                let known = path.len() > 1 && brought.first() != Some(first);
                return known.then(|| self.through(here, brought, &path[1..], depth))?;
            }
        };
        while let Some(next) = rest.first() {
            let inner = child(&at, next);
            if self.files.contains_key(&inner) {
                at = inner;
            } else {
                let found = self.brought(&at, next);
                let found = found.and_then(|path| self.through(&at, path, &rest[1..], depth));
                if found.is_some() {
                    return found;
                }
                break;
            }
            rest = &rest[1..];
        }
        self.files.get_key_value(&at).map(|(name, _)| name)
    }

    fn through(
        &self,
        here: &[String],
        path: &[String],
        rest: &[String],
        n: usize,
    ) -> Option<&Name> {
        self.home(here, &[path, rest].concat(), n + 1)
    }

    /// The path of what a file's `use` lines bring in under a name.
    fn brought(&self, here: &[String], name: &str) -> Option<&[String]> {
        let uses = &self.files.get(here)?.uses;
        let found = uses.iter().find(|(known, _)| known == name);
        found.map(|(_, path)| path.as_slice())
    }
}

/// Files that import each other.
#[derive(Default)]
pub(super) struct Circle {
    /// Their paths under `src` without the ending.
    pub(super) files: Vec<String>,
    /// What they take from one another.
    pub(super) imports: Vec<String>,
}

fn child(of: &[String], name: &str) -> Name {
    of.iter().cloned().chain([name.to_owned()]).collect()
}

fn shown(name: &Name) -> String {
    name.join("/")
}

/// What is reached from a file along the arrows; the file itself only where it lies in a circle.
fn reached<'h>(
    from: &'h Name,
    arrows: &BTreeMap<&'h Name, BTreeMap<&'h Name, &str>>,
) -> BTreeSet<&'h Name> {
    let mut all = BTreeSet::new();
    let mut next = vec![from];
    while let Some(name) = next.pop() {
        for to in arrows.get(name).into_iter().flat_map(BTreeMap::keys) {
            if all.insert(*to) {
                next.push(to);
            }
        }
    }
    all
}

impl File {
    fn read(source: &str) -> File {
        let words = words(source);
        let mut file = File::default();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            if word == "use" {
                at = file.take_use(&words, at + 1, &[]);
            } else if is_name(word) {
                let mut path = vec![word.clone()];
                while words.get(at + 1).is_some_and(|sign| sign == "::")
                    && words.get(at + 2).is_some_and(|next| is_name(next))
                {
                    path.push(words[at + 2].clone());
                    at += 2;
                }
                let begins = words.get(at.wrapping_sub(2 * path.len() - 1));
                let inside = begins.is_some_and(|before| matches!(before.as_str(), "." | "::"));
                if path.len() > 1 && !inside {
                    file.paths.push(path);
                }
                at += 1;
            } else {
                at += 1;
            }
        }
        file
    }

    /// Takes the tree of a `use` line in, up to the sign that ends it; the word behind that.
    fn take_use(&mut self, words: &[String], mut at: usize, before: &[String]) -> usize {
        let mut path = before.to_vec();
        let mut name: Option<String> = None;
        let mut itself = false;
        while let Some(word) = words.get(at) {
            at += 1;
            match word.as_str() {
                "{" => {
                    while words.get(at - 1).is_some_and(|sign| sign != "}") {
                        at = self.take_use(words, at, &path);
                    }
                    path.clear();
                }
                "as" => {
                    name = words.get(at).cloned();
                    at += 1;
                }
                "self" if !path.is_empty() => itself = true,
                "::" => {}
                "," | "}" | ";" => break,
                word => path.push(word.to_owned()),
            }
        }
        if let Some(last) = path.last().filter(|_| itself || path.len() > before.len()) {
            self.uses.push((name.unwrap_or_else(|| last.clone()), path));
        }
        at
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The words and signs of a source up to its tests; comments, texts and characters are left out.
fn words(source: &str) -> Vec<String> {
    let end = source.match_indices("\n#[cfg(test)]\n").find(|(at, _)| {
        let mut rest = source[at + 1..].lines();
        let item = rest.find(|line| !line.starts_with("#["));
        item.is_some_and(|item| item.starts_with("mod tests {"))
    });
    let mut rest = &source[..end.map_or(source.len(), |(at, _)| at)];
    let mut words: Vec<String> = Vec::new();
    while let Some(c) = rest.chars().next() {
        let raw = raw_text(rest);
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if raw > 0 {
            raw
        } else if c == '"' {
            text(rest)
        } else if c == '\'' {
            character(rest)
        } else if c.is_alphanumeric() || c == '_' {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            let end = end.unwrap_or(rest.len());
            words.push(rest[..end].to_owned());
            end
        } else if rest.starts_with("::") {
            words.push("::".to_owned());
            2
        } else {
            if !c.is_whitespace() {
                words.push(c.to_string());
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    words
}

/// How long the text in quotes is that begins here.
fn text(rest: &str) -> usize {
    let mut escaped = true;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// How long the raw text is that begins here; 0 where none does.
fn raw_text(rest: &str) -> usize {
    let Some(inner) = rest.strip_prefix("r").or(rest.strip_prefix("br")) else {
        return 0;
    };
    let signs = inner.len() - inner.trim_start_matches('#').len();
    let Some(inner) = inner[signs..].strip_prefix('"') else {
        return 0;
    };
    let close = format!("\"{}", "#".repeat(signs));
    let end = inner
        .find(&close)
        .map_or(inner.len(), |at| at + close.len());
    rest.len() - inner.len() + end
}

/// How long the character is that begins here; of a lifetime the sign alone.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            let end = chars.skip(1).find(|(_, c)| *c == '\'');
            end.map_or(rest.len(), |(at, _)| at + 1)
        }
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}

#[test]
fn files_that_take_names_of_each_other_through_a_face_are_a_circle() {
    let told = |files: &[(&str, &str)]| -> Vec<String> {
        let circles = House::of(files.iter().copied()).circles();
        circles.iter().map(|one| one.files.join(" ")).collect()
    };
    let face = (
        "a",
        "mod b;\nmod c;\npub use b::{B, self as other};\npub use c::C;",
    );
    let through = [
        face,
        ("a/b", "use crate::a::C;"),
        ("a/c", "fn f(b: super::B) {}"),
    ];
    assert_eq!(told(&through), ["a/b a/c"]);
    let below = [
        face,
        ("a/b", "use crate::a::C;"),
        ("a/c", "// super::B\nconst S: &str = \"super::B\";"),
    ];
    assert!(told(&below).is_empty());
    let tested = "struct C;\n#[cfg(test)]\nmod tests {\n    use super::super::b::B;\n}\n";
    assert!(told(&[face, ("a/b", "use super::c::{C, self};"), ("a/c", tested)]).is_empty());
    let alone = [
        ("lib", "mod d;\nmod e;\nmod f;"),
        ("d", "use crate::e::{self, E as F};\nfn g() { e::f() }"),
    ];
    let round = [
        alone[0],
        alone[1],
        ("e", "use crate::f::G;"),
        ("f", "fn h<'a>(d: &'a crate::d::D) {}"),
    ];
    assert_eq!(told(&round), ["d e f"]);
    assert!(told(&alone).is_empty());
}
