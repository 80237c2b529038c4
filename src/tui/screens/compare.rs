//! Compare: what changed since the version I cleared with my capital?

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::flow::{Flow, Reach};
use super::super::message::Compared;
use super::super::paint;
use super::super::theme::Theme;
use super::compare_list::{Item, Listing, is_change};
use crate::diff::{ChangeKind, Op};
use crate::ops::{Comparison, ComparisonRow, Only};
use crate::text::{Document, Kind};
use crate::tui::intent::Motion;
use crate::tui::screen::VersionName;
use crate::view::{self, ChangeSign, FrontSide, Line, Role, change_sign, wrap};

/// From this width on the two versions stand side by side.
const WIDE: u16 = 96;
/// The columns of a label.
const LABEL: usize = 9;
/// How far in the words of a change stand below its head, where there is one column.
const INDENT: usize = 2;

/// The screen's state.
#[derive(Debug, Default)]
pub(in super::super) struct Compare {
    /// Of which document.
    pub(in super::super) document: Option<String>,
    /// The older version and the newer.
    pub(in super::super) pair: Option<(VersionName, VersionName)>,
    /// Whether nobody picked the two, so that others are tried where nothing changed between them.
    seeking: bool,
    /// Whether the version issued last was asked for by that name.
    issued: bool,
    /// The versions there are: now, those issued, those saved, the newest of each first.
    pub(in super::super) versions: Vec<VersionName>,
    /// The comparison.
    pub(in super::super) answer: Option<Arc<Compared>>,
    /// Whether it is older than the meeting.
    pub(in super::super) stale: bool,
    /// Where one is.
    pub(in super::super) flow: Flow,
    /// What is shown of it.
    pub(in super::super) listing: Listing,
    /// Whether whole sentences are struck and added, not words.
    pub(in super::super) sentences: bool,
    /// Whether it is one column however broad the screen.
    pub(in super::super) narrow: bool,
    /// Proposals, each as a version of the text that it wants.
    pub(in super::super) wanted_texts: Vec<VersionName>,
    /// The paragraph of the new text to go to once the comparison has come.
    pub(in super::super) wanted: Option<usize>,
    /// What is listed.
    pub(in super::super) items: Vec<Item>,
    wrapped: RefCell<Wrapped>,
}

#[derive(Debug, Default)]
struct Wrapped {
    columns: usize,
    coloured: bool,
    lines: HashMap<usize, Rc<Vec<(Line, Line)>>>,
}

impl Compare {
    /// Opens a document; says whether its versions must be asked for.
    pub(in super::super) fn open(&mut self, document: &str) -> bool {
        if self.document.as_deref() == Some(document) {
            return self.stale || self.answer.is_none();
        }
        *self = Compare {
            document: Some(document.to_owned()),
            ..self.as_looked_at()
        };
        true
    }

    /// Opens a document to be compared with the version that was issued last, whatever was compared before.
    pub(in super::super) fn open_issued(&mut self, document: &str) {
        *self = Compare {
            document: Some(document.to_owned()),
            issued: true,
            ..self.as_looked_at()
        };
    }

    /// Opens two texts that are named as commands name them: files, `REV:PATH`.
    pub(in super::super) fn open_texts(&mut self, old: VersionName, new: VersionName) {
        let mut pair = (old, new);
        let short = |one: &VersionName| {
            let name = one.id.rsplit(['/', '\\']).next();
            name.unwrap_or_default().to_owned()
        };
        // The file's name alone, where that tells the two apart.
        let names = (short(&pair.0), short(&pair.1));
        if names.0 != names.1 {
            for (one, name) in [(&mut pair.0, names.0), (&mut pair.1, names.1)] {
                let folder = one.id.strip_suffix(&name).unwrap_or_default();
                one.detail = folder.trim_end_matches('/').to_owned();
                one.label = name;
            }
        }
        *self = Compare {
            pair: Some(pair),
            ..self.as_looked_at()
        };
    }

    /// Nothing yet, to be looked at as what is looked at now.
    fn as_looked_at(&self) -> Compare {
        Compare {
            listing: Listing {
                all: self.listing.all,
                ..Listing::default()
            },
            sentences: self.sentences,
            narrow: self.narrow,
            ..Compare::default()
        }
    }

    /// Somebody picks the two versions.
    pub(in super::super) fn pick(&mut self, old: VersionName, new: VersionName) {
        self.pair = Some((old, new));
        self.seeking = false;
        self.answer = None;
        self.listing.opened.clear();
    }

    /// Takes the versions; picks the last issued one against the present where nobody picked.
    pub(in super::super) fn take_versions(&mut self, versions: Vec<VersionName>) {
        if self.pair.is_none() {
            let old = versions.iter().find(|one| one.id != "now");
            let is_saved = |one: &VersionName| {
                one.id.len() == 40 && one.id.chars().all(|c| c.is_ascii_hexdigit())
            };
            // What was asked for by name is shown, even where nothing differs.
            self.seeking = !self.issued || old.is_some_and(is_saved);
            self.pair = old.map(|old| (old.clone(), VersionName::now()));
        }
        self.versions = versions;
    }

    /// Where nobody picked the two versions and nothing changed between them, the two to try next.
    pub(in super::super) fn seek_older(
        &mut self,
        answer: &Compared,
    ) -> Option<(VersionName, VersionName)> {
        let same = !answer.comparison.rows.iter().any(is_change);
        if !std::mem::take(&mut self.seeking) || !same {
            return None;
        }
        let (old, new) = self.pair.as_ref()?;
        let mut older = self.versions.iter().skip_while(|one| *one != old).skip(1);
        let pair = (older.next()?.clone(), new.clone());
        self.seeking = true;
        self.pair = Some(pair.clone());
        Some(pair)
    }

    /// Takes the comparison.
    pub(in super::super) fn take(&mut self, answer: Arc<Compared>) {
        let wanted = self.wanted.take().or_else(|| self.place());
        let rows = |answer: &Arc<Compared>| answer.comparison.rows.len();
        if self.answer.as_ref().map(rows) != Some(rows(&answer)) {
            // What was opened is another change now.
            self.listing.opened.clear();
        }
        self.answer = Some(answer);
        self.stale = false;
        self.list();
        if let Some(index) = wanted {
            self.seek(index);
        }
    }

    /// Makes the list anew.
    pub(in super::super) fn list(&mut self) {
        self.items.clear();
        *self.wrapped.borrow_mut() = Wrapped::default();
        let Some(answer) = &self.answer else {
            return;
        };
        let comparison = &answer.comparison;
        let beside = !comparison.front.is_empty() || !comparison.outside.is_empty();
        self.items = self.listing.items(&comparison.rows, beside);
        let first = self
            .items
            .iter()
            .position(|item| matches!(item, Item::Change(_)));
        self.flow = Flow {
            cursor: first.unwrap_or(0),
            ..Flow::default()
        };
    }

    /// Makes the list anew of the same comparison, the cursor staying where it is, or going to what follows where that is not
    /// listed any more.
    pub(in super::super) fn list_again(&mut self) {
        let here = self.items.get(self.flow.cursor).copied();
        self.list();
        let Some(here) = here else {
            return;
        };
        let change = |item: &Item| match item {
            Item::Change(n) => Some(*n),
            Item::Front | Item::Left(_) | Item::Gap(..) => None,
        };
        let items = &self.items;
        let same = items.iter().position(|item| *item == here);
        let next = || {
            items
                .iter()
                .position(|item| change(item).is_some_and(|n| Some(n) >= here.row()))
        };
        let last = || items.iter().rposition(|item| change(item).is_some());
        if let Some(at) = same.or_else(next).or_else(last) {
            self.flow.cursor = at;
        }
    }

    /// The paragraph of the new text that is selected; where what is selected has none there, the next one.
    fn place(&self) -> Option<usize> {
        let row = self.items.get(self.flow.cursor)?.row()?;
        let rows = self.answer.as_ref()?.comparison.rows.get(row..)?;
        rows.iter().find_map(|row| row.change.new.first().copied())
    }

    /// Selects the change that a paragraph of the new text stands in, or the next one.
    pub(in super::super) fn seek(&mut self, index: usize) {
        let Some(answer) = &self.answer else {
            return;
        };
        let at = self.items.iter().position(|item| match item {
            Item::Change(n) => answer
                .comparison
                .rows
                .get(*n)
                .is_some_and(|row| row.change.new.iter().any(|new| *new >= index)),
            Item::Left(_) | Item::Gap(..) | Item::Front => false,
        });
        if let Some(at) = at {
            self.flow.cursor = at;
        }
    }

    /// The change that is selected.
    pub(in super::super) fn change(&self) -> Option<&ComparisonRow> {
        let (Item::Change(n) | Item::Left(n)) = self.items.get(self.flow.cursor)? else {
            return None;
        };
        self.answer.as_ref()?.comparison.rows.get(*n)
    }

    /// Opens what is folded where the cursor is; says whether anything was.
    pub(in super::super) fn unfold(&mut self) -> bool {
        let Some(Item::Gap(from, to)) = self.items.get(self.flow.cursor).copied() else {
            return false;
        };
        self.listing.open(from, to);
        self.relist(Item::Change(from));
        true
    }

    /// Folds again what was opened where the cursor is; says whether anything was.
    pub(in super::super) fn fold(&mut self) -> bool {
        let Some(Item::Change(n)) = self.items.get(self.flow.cursor).copied() else {
            return false;
        };
        let folded = self.listing.fold(n);
        if folded {
            self.relist(Item::Change(n));
        }
        folded
    }

    /// Makes the list anew, the cursor on an item or on the fold that it is in.
    fn relist(&mut self, here: Item) {
        let flow = self.flow;
        self.list();
        let at = self.items.iter().position(|item| match (item, here) {
            (Item::Gap(from, to), Item::Change(n)) => (*from..*to).contains(&n),
            (item, here) => *item == here,
        });
        self.flow = Flow {
            cursor: at.unwrap_or(self.flow.cursor),
            ..flow
        };
    }

    /// How many changes there are of a kind.
    pub(in super::super) fn count(&self, only: Only) -> usize {
        let answer = self.answer.iter();
        let rows = answer.flat_map(|answer| &answer.comparison.rows);
        rows.filter(|row| only.holds(row)).count()
    }

    /// What prints the same in a shell.
    pub(in super::super) fn same_as(&self) -> Option<String> {
        let (old, new) = self.pair.as_ref()?;
        let short = |version: &VersionName| {
            let id = &version.id;
            let saved = id.len() == 40 && id.chars().all(|c| c.is_ascii_hexdigit());
            let id = if saved {
                id.get(..10).unwrap_or(id)
            } else {
                id
            };
            match id.contains(|c: char| c.is_whitespace() || "'\"$*?;&|<>()".contains(c)) {
                true => format!("'{}'", id.replace('\'', "'\\''")),
                false => id.to_owned(),
            }
        };
        let mut words = vec!["adref diff".to_owned()];
        words.extend(self.document.clone());
        words.extend([short(old), short(new)]);
        match self.listing.only {
            Some(only) => words.push(format!("--only {}", only.name())),
            None if self.listing.all => words.push("--all".to_owned()),
            None => {}
        }
        if self.sentences {
            words.push("--sentences".to_owned());
        }
        Some(words.join(" "))
    }

    /// Whether so many columns are enough for two texts side by side.
    pub(in super::super) fn has_room(width: u16) -> bool {
        width >= WIDE
    }

    /// Whether two columns are shown in so many.
    fn is_wide(&self, width: u16) -> bool {
        Compare::has_room(width) && !self.narrow
    }

    /// The next change after or before the cursor.
    pub(in super::super) fn next(&self, forward: bool) -> Option<usize> {
        let answer = self.answer.as_ref()?;
        let changes = |at: &usize| match self.items.get(*at) {
            Some(Item::Change(n)) => answer.comparison.rows.get(*n).is_some_and(is_change),
            _ => false,
        };
        if forward {
            (self.flow.cursor + 1..self.items.len()).find(changes)
        } else {
            (0..self.flow.cursor).rev().find(changes)
        }
    }

    /// The next item that holds these words.
    pub(in super::super) fn find(&self, words: &str, forward: bool, here: bool) -> Option<usize> {
        let answer = self.answer.as_ref()?;
        let words = words.to_lowercase();
        let len = self.items.len();
        if words.is_empty() || len == 0 {
            return None;
        }
        let text = |document: &Document, indices: &[usize]| {
            indices.iter().any(|index| {
                document
                    .paragraphs()
                    .get(*index)
                    .is_some_and(|one| super::text::holds(&one.text, &words))
            })
        };
        self.flow
            .round(len, usize::from(!here), forward)
            .find(|at| match self.items.get(*at) {
                Some(Item::Change(n)) => answer.comparison.rows.get(*n).is_some_and(|row| {
                    text(&answer.old, &row.change.old) || text(&answer.new, &row.change.new)
                }),
                _ => false,
            })
    }

    fn list_area(body: Rect) -> Rect {
        Rect {
            y: body.y + 2,
            height: body.height.saturating_sub(2),
            ..body
        }
    }

    fn reach<T>(&self, body: Rect, theme: Theme, f: impl FnOnce(&Reach<'_>) -> T) -> T {
        let area = Compare::list_area(body);
        let height = |item: usize| self.lines(item, area.width, theme).len();
        f(&Reach {
            len: self.items.len(),
            rows: usize::from(area.height),
            height: &height,
        })
    }

    /// Moves the cursor.
    pub(in super::super) fn step(&mut self, motion: Motion, body: Rect, theme: Theme) {
        let mut flow = self.flow;
        self.reach(body, theme, |reach| flow.step(motion, reach));
        self.flow = flow;
    }

    /// Scrolls.
    pub(in super::super) fn scroll(&mut self, by: i32, body: Rect, theme: Theme) {
        let mut flow = self.flow;
        self.reach(body, theme, |reach| flow.scroll(by, reach));
        self.flow = flow;
    }

    /// Selects an item and brings it into sight.
    pub(in super::super) fn go(&mut self, item: usize, body: Rect, theme: Theme) {
        let mut flow = self.flow;
        self.reach(body, theme, |reach| {
            let seen = flow.sights(reach).iter().any(|sight| sight.item == item);
            if seen {
                flow.select(item, reach);
            } else {
                flow.center(item, reach);
            }
        });
        self.flow = flow;
    }

    /// The item under a click.
    pub(in super::super) fn at(&self, x: u16, y: u16, body: Rect, theme: Theme) -> Option<usize> {
        let area = Compare::list_area(body);
        if !area.contains((x, y).into()) {
            return None;
        }
        self.reach(body, theme, |reach| {
            self.flow.at(usize::from(y - area.y), reach)
        })
    }

    /// Where else the paragraph of the selected change stands: the item of its other place.
    pub(in super::super) fn other_place(&self) -> Option<usize> {
        let other = match self.items.get(self.flow.cursor)? {
            Item::Left(n) => Item::Change(*n),
            Item::Change(n) => Item::Left(*n),
            Item::Gap(..) | Item::Front => return None,
        };
        self.items.iter().position(|item| *item == other)
    }

    /// How many changes of each kind, in words.
    fn summary(&self, counted: fn(&Comparison) -> String) -> String {
        let counted = self
            .answer
            .as_ref()
            .map(|answer| &answer.comparison)
            .map(|comparison| (comparison, counted(comparison)));
        match counted {
            Some((comparison, counted)) if counted.is_empty() && !comparison.any() => {
                "nothing changed: r picks other versions".to_owned()
            }
            Some((comparison, counted)) => {
                let nothing = view::nothing_counted(comparison);
                let beside = view::beside_counted(comparison);
                let said = if counted.is_empty() {
                    nothing
                } else {
                    &counted
                };
                format!("{said}{beside}")
            }
            None => String::new(),
        }
    }

    /// An item's lines, left and right; one column has them all on the left.
    fn lines(&self, item: usize, width: u16, theme: Theme) -> Rc<Vec<(Line, Line)>> {
        {
            let mut wrapped = self.wrapped.borrow_mut();
            let columns = usize::from(width);
            if wrapped.columns != columns || wrapped.coloured != theme.coloured() {
                *wrapped = Wrapped {
                    columns,
                    coloured: theme.coloured(),
                    lines: HashMap::new(),
                };
            }
            if let Some(lines) = wrapped.lines.get(&item) {
                return lines.clone();
            }
        }
        let lines = Rc::new(self.broken(item, width, theme));
        self.wrapped.borrow_mut().lines.insert(item, lines.clone());
        lines
    }

    fn broken(&self, item: usize, width: u16, theme: Theme) -> Vec<(Line, Line)> {
        let (Some(answer), Some(item)) = (&self.answer, self.items.get(item)) else {
            return vec![(Line::new(), Line::new())];
        };
        let row = match item {
            Item::Front => return self.front(answer, width, theme),
            Item::Gap(from, to) => {
                let rows = answer.comparison.rows.get(*from..*to).unwrap_or_default();
                return vec![(Line::of(Role::Dim, folded(rows)), Line::new()), blank()];
            }
            Item::Left(n) => {
                let row = answer.comparison.rows.get(*n);
                let lines = row.map(|row| self.left_behind(row, answer, width));
                return lines.unwrap_or_default();
            }
            Item::Change(n) => match answer.comparison.rows.get(*n) {
                Some(row) => row,
                None => return vec![blank()],
            },
        };
        let (sign, word, role) = sign(row);
        let heading = heading(row, &answer.new, &answer.old);
        let wording = match self.sentences {
            true => Cow::Owned(view::by_sentence(&row.wording)),
            false => Cow::Borrowed(&row.wording),
        };
        let mut out = Vec::new();
        if self.is_wide(width) {
            let columns = side_columns(width);
            let text = columns.saturating_sub(LABEL + 3);
            let (old, new) = if row.change.kind == ChangeKind::Unchanged {
                (
                    words_of(&answer.old, &row.change.old, heading),
                    words_of(&answer.new, &row.change.new, heading),
                )
            } else {
                let labels = (&*row.labels.0, &*row.labels.1);
                let side = |kept| {
                    let lines = view::side_lines(&wording, kept, labels).into_iter();
                    lines.map(|line| theme.marked(line)).collect()
                };
                (side(Op::Delete), side(Op::Insert))
            };
            let left = labelled(&row.labels.0, "", Role::Dim, &old, text);
            let mut right = labelled(&row.labels.1, sign, role, &new, text);
            if row.change.kind != ChangeKind::Edited && row.change.kind != ChangeKind::Unchanged
                || row.change.moved
            {
                // Of what is gone nothing else stands there.
                let none = new.iter().all(Line::is_empty);
                let sign = if none { sign } else { "" };
                let label = format!("{sign:1} {:LABEL$} ", "");
                let tail = Line::of(role, label).with(role, word);
                match none {
                    true => right = vec![tail],
                    false => right.push(tail),
                }
            }
            let rows = left.len().max(right.len());
            for n in 0..rows {
                out.push((
                    left.get(n).cloned().unwrap_or_default(),
                    right.get(n).cloned().unwrap_or_default(),
                ));
            }
        } else {
            let text = usize::from(width).saturating_sub(LABEL + 5);
            let labels = if row.labels.1.is_empty() {
                &row.labels.0
            } else {
                &row.labels.1
            };
            let lines: Vec<Line> = if row.change.kind == ChangeKind::Unchanged {
                words_of(&answer.new, &row.change.new, heading)
            } else {
                let labels = (&*row.labels.0, &*row.labels.1);
                let lines = view::change_lines(&wording, labels).into_iter();
                lines.map(|line| theme.marked(line)).collect()
            };
            if is_change(row) {
                let was = if row.labels.0 != row.labels.1
                    && !row.labels.0.is_empty()
                    && !row.labels.1.is_empty()
                {
                    format!(" (was {})", row.labels.0.join(", "))
                } else {
                    String::new()
                };
                let head = Line::of(role, format!("{sign:1} "))
                    .with(Role::Label, labels.join(" "))
                    .with(role, format!("  {word}"))
                    .with(Role::Dim, was);
                out.push((head, Line::new()));
                let indent = " ".repeat(INDENT);
                let columns = usize::from(width).saturating_sub(INDENT + 2);
                for line in lines.iter().flat_map(|line| wrap(line, columns)) {
                    out.push((Line::plain(&indent).and(line), Line::new()));
                }
            } else {
                for line in labelled(labels, sign, role, &lines, text) {
                    out.push((line, Line::new()));
                }
            }
        }
        out.push(blank());
        out
    }

    /// What differs in the front matter, a field behind the other, and outside the paragraphs.
    fn front(&self, answer: &Compared, width: u16, theme: Theme) -> Vec<(Line, Line)> {
        let fields = answer.comparison.front.iter();
        let outside = &answer.comparison.outside;
        let rows = |line: Line, columns| wrap(&theme.marked(line), columns);
        let mut out = Vec::new();
        if self.is_wide(width) {
            let columns = side_columns(width);
            let mut beside = |left: Vec<Line>, right: Vec<Line>| {
                let many = left.len().max(right.len());
                let line = |lines: &[Line], n| lines.get(n).cloned().unwrap_or_default();
                out.extend((0..many).map(|n| (line(&left, n), line(&right, n))));
            };
            if fields.len() > 0 {
                beside(Vec::new(), vec![view::front_head()]);
            }
            for field in fields {
                let side = |side| rows(view::front_field(field, side), columns);
                beside(side(FrontSide::Old), side(FrontSide::New));
            }
            if !outside.is_empty() {
                let side = |side| -> Vec<Line> {
                    let lines = view::outside_lines(outside, side).into_iter();
                    lines.flat_map(|line| rows(line, columns)).collect()
                };
                beside(Vec::new(), vec![view::outside_head()]);
                beside(side(FrontSide::Old), side(FrontSide::New));
            }
        } else {
            let (columns, indent) = (
                usize::from(width).saturating_sub(INDENT + 2),
                " ".repeat(INDENT),
            );
            let indented = |line: Line| {
                let rows = rows(line, columns).into_iter();
                rows.map(|line| (Line::plain(&indent).and(line), Line::new()))
                    .collect::<Vec<_>>()
            };
            if fields.len() > 0 {
                out.push((view::front_head(), Line::new()));
            }
            for field in fields {
                out.extend(indented(view::front_field(field, FrontSide::Both)));
            }
            if !outside.is_empty() {
                out.push((view::outside_head(), Line::new()));
                for line in view::outside_lines(outside, FrontSide::Both) {
                    out.extend(indented(line));
                }
            }
        }
        out.push(blank());
        out
    }

    /// The place that a paragraph has left: what it is called now, and how its words began.
    fn left_behind(&self, row: &ComparisonRow, answer: &Compared, width: u16) -> Vec<(Line, Line)> {
        let columns = match self.is_wide(width) {
            true => side_columns(width),
            false => usize::from(width).saturating_sub(2),
        };
        let goes = if row.labels.1.is_empty() || row.labels.0 == row.labels.1 {
            "moved".to_owned()
        } else {
            format!("moved to {}", row.labels.1.join(", "))
        };
        let words = words_of(&answer.old, &row.change.old, false);
        let words = words.into_iter().next().unwrap_or_default();
        let line = Line::of(Role::Moved, "↘ ")
            .with(Role::Label, row.labels.0.join(" "))
            .with(Role::Moved, format!("  {goes}  "))
            .and(words.all(Role::Dim))
            .cut_by_word(columns);
        vec![(line, Line::new()), blank()]
    }

    /// Draws the screen.
    pub(in super::super) fn draw(
        &self,
        buffer: &mut Buffer,
        body: Rect,
        sought: &str,
        theme: Theme,
    ) {
        let names = self.pair.as_ref().map(|(old, new)| {
            (
                format!("{} {}", old.label, old.detail),
                format!("{} {}", new.label, new.detail),
            )
        });
        let mut head = Line::of(
            Role::Title,
            format!(" {}", self.document.as_deref().unwrap_or("two texts")),
        );
        if let Some((old, new)) = &self.pair {
            let pair = Line::plain("   ")
                .with(Role::Key, &old.label)
                .with(Role::Dim, " ⇄ ")
                .with(Role::Key, &new.label);
            // What is looked at, and how, stands before the counts, which may be cut. Where both texts stand side by side, each
            // has its version over it.
            let mut told = Line::new();
            if let Some(only) = self.listing.only {
                told.push(
                    Role::Key,
                    format!("   only {}: {}", only.name(), self.count(only)),
                );
            }
            if self.sentences {
                told.push(Role::Dim, "   by sentence");
            }
            if let Some(row) = self.change()
                && let Some(share) = view::share_kept(&row.change)
            {
                let labels = view::change_labels(row);
                told.push(Role::Dim, format!("   {labels}: {share} of its words kept"));
            }
            let counts = |counted: fn(&Comparison) -> String| {
                Line::of(Role::Dim, format!("   {}", self.summary(counted)))
            };
            let fitted = |room: usize| match counts(view::counted) {
                words if words.width() <= room => words,
                _ => counts(view::counted_in_signs).cut_by_word(room),
            };
            let width = usize::from(body.width);
            let room = width.saturating_sub(head.width() + told.width());
            let beside = room.saturating_sub(pair.width());
            if counts(view::counted).width() <= beside {
                head = head.and(pair).and(told).and(fitted(beside));
            } else if self.is_wide(body.width) {
                head = head.and(told).and(fitted(room));
            } else {
                let mut below = Line::new();
                head = head.and(pair).cut(width);
                match beside {
                    0 => below = told,
                    _ => head = head.and(told),
                }
                let room = width.saturating_sub(below.width());
                paint::line(buffer, body, 1, &below.and(fitted(room)), theme);
            }
        }
        paint::line(buffer, body, 0, &head, theme);
        let area = Compare::list_area(body);
        if self.answer.is_none() {
            let words = match (&self.document, self.versions.is_empty()) {
                (None, _) if self.pair.is_none() => " there is no document yet",
                (Some(_), false) if self.pair.is_none() => {
                    " there is only one version yet: nothing to compare"
                }
                _ => " reading …",
            };
            paint::line(buffer, area, 0, &Line::of(Role::Dim, words), theme);
            return;
        }
        let wide = self.is_wide(body.width);
        let columns = u16::try_from(side_columns(body.width)).unwrap_or(0);
        if wide && let Some((old, new)) = names {
            let strip = Rect {
                y: body.y + 1,
                height: 1,
                ..body
            };
            let left = Rect {
                x: strip.x + 1,
                width: columns,
                ..strip
            };
            let right = Rect {
                x: strip.x + columns + 2,
                width: strip.width.saturating_sub(columns + 3),
                ..strip
            };
            paint::head(buffer, left, old.trim(), false, theme);
            paint::head(buffer, right, new.trim(), false, theme);
        }
        let sights = self.reach(body, theme, |reach| self.flow.sights(reach));
        let shown = sights.len();
        for sight in sights {
            let lines = self.lines(sight.item, area.width, theme);
            let here = sight.item == self.flow.cursor;
            let last = lines.len().saturating_sub(1);
            for n in 0..sight.lines {
                let of = sight.skip + n;
                let strip = Rect {
                    y: area.y + u16::try_from(sight.row + n).unwrap_or(0),
                    height: 1,
                    ..area
                };
                if here && of < last {
                    let ground = Rect {
                        width: strip.width.saturating_sub(1),
                        ..strip
                    };
                    paint::ground(buffer, ground, theme);
                    paint::line(buffer, strip, 0, &Line::of(Role::Key, "▌"), theme);
                }
                let Some((left, right)) = lines.get(of) else {
                    continue;
                };
                let place = Rect {
                    x: strip.x + 1,
                    width: if wide {
                        columns
                    } else {
                        strip.width.saturating_sub(2)
                    },
                    ..strip
                };
                paint::line(buffer, place, 0, &super::text::found(left, sought), theme);
                if wide {
                    let place = Rect {
                        x: strip.x + columns + 2,
                        width: strip.width.saturating_sub(columns + 3),
                        ..strip
                    };
                    paint::line(buffer, place, 0, &super::text::found(right, sought), theme);
                }
            }
        }
        paint::thumb(buffer, area, self.flow.top, shown, self.items.len(), theme);
    }
}

fn blank() -> (Line, Line) {
    (Line::new(), Line::new())
}

fn side_columns(width: u16) -> usize {
    (usize::from(width).saturating_sub(4) / 2).min(LABEL + 3 + 88)
}

/// What is folded, in words.
fn folded(rows: &[ComparisonRow]) -> String {
    let changed = rows.iter().filter(|row| is_change(row)).count();
    match (rows.len(), changed) {
        (1, 0) => "⋯ one paragraph unchanged".to_owned(),
        (n, 0) => format!("⋯ {n} paragraphs unchanged"),
        (1, _) => "⋯ one more change".to_owned(),
        (n, 1) => format!("⋯ {n} paragraphs, one of them changed"),
        (n, changed) => format!("⋯ {n} paragraphs, {changed} of them changed"),
    }
}

fn sign(row: &ComparisonRow) -> (&'static str, String, Role) {
    let ChangeSign { sign, words, role } = change_sign(row);
    (sign, words, role)
}

/// Whether a row is about a heading.
fn heading(row: &ComparisonRow, new: &Document, old: &Document) -> bool {
    let kind = row
        .change
        .new
        .first()
        .and_then(|index| new.paragraphs().get(*index))
        .or_else(|| {
            row.change
                .old
                .first()
                .and_then(|index| old.paragraphs().get(*index))
        })
        .map(|paragraph| paragraph.kind);
    matches!(kind, Some(Kind::Heading | Kind::Title))
}

/// The words of paragraphs, a line each, and of a table and of code a line a row.
fn words_of(document: &Document, indices: &[usize], heading: bool) -> Vec<Line> {
    let role = if heading { Role::Heading } else { Role::Dim };
    let paragraphs = indices
        .iter()
        .filter_map(|index| document.paragraphs().get(*index));
    let lines = paragraphs.flat_map(|one| match one.kind {
        Kind::Table | Kind::Code => {
            let rows = document.rows(one.index).into_iter();
            rows.map(|row| Line::of(role, row)).collect()
        }
        _ => vec![view::words(role, &one.text)],
    });
    lines.collect()
}

/// Wrapped words with a sign and the label before them.
fn labelled(
    labels: &[String],
    sign: &str,
    role: Role,
    lines: &[Line],
    columns: usize,
) -> Vec<Line> {
    let label = labels.join(" ");
    if lines.iter().all(Line::is_empty) {
        return vec![Line::new()];
    }
    lines
        .iter()
        .flat_map(|line| wrap(line, columns))
        .enumerate()
        .map(|(n, line)| {
            let head = if n == 0 {
                let label = paint::named(&label, LABEL + 1);
                let label = label.strip_suffix(' ').unwrap_or(&label);
                Line::of(role, format!("{sign:1}"))
                    .with(Role::Label, format!(" {label}"))
                    .with(Role::Plain, " ")
            } else {
                Line::plain(" ".repeat(LABEL + 3))
            };
            head.and(line)
        })
        .collect()
}
