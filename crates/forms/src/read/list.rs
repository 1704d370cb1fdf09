//! Lists: lines each of which, with those that run on from it, is an item.

use method::words::words;
use method::{BlockKind, ListBlock, Path};

use super::area::{Area, NO_FORM};
use super::builder::{Fate, Handle, Written, short};
use super::labels::Use;
use super::pairs::parse_item;
use super::rows::Line;
use crate::codes;

/// Fields that say what an item is.
const NAMING: [&str; 4] = ["text", "title", "name", "description"];

/// Lines of one item, at most.
const MOST_LINES: usize = 30;

impl<'m> Area<'_, '_, 'm> {
    /// An item of a list and the lines that run on from it; gives how many lines it took.
    pub(super) fn list_item(&mut self, at: usize, to: usize) -> Option<usize> {
        let list = self.list_at(at)?;
        let (used, lines) = self.run(at, to);
        let texts: Vec<&str> = lines.iter().map(|line| self.lines[*line].items[0].text()).collect();
        let text = texts.join(" ");
        let piece = without_end(list, &text);
        let place = self.lines[at].items[0].place;
        let captures = parse_item(&list.items, piece);
        let fate =
            if let Some((path, captures)) = captures.as_ref().and_then(|c| Some((self.names(list, c)?, c))) {
                self.put_named(list, path, captures, &text, place)
            } else if let Some(captures) = captures {
                self.put_item(list, &captures, place);
                Fate::Mapped
            } else {
                let message = format!("«{}» non ha la forma di una voce dell'elenco", short(piece));
                self.builder.report(&codes::UNPLACED, message, place);
                let target = self.target.clone();
                self.builder.note(&target, &text, place);
                Fate::Reported
            };
        for line in &self.lines[at..at + used] {
            line.items.iter().for_each(|item| self.builder.settle(item.id, Fate::Boilerplate));
        }
        for line in lines {
            self.builder.settle(self.lines[line].items[0].id, fate);
        }
        self.open = None;
        self.last = None;
        Some(used)
    }

    /// The list of which a line begins an item: the one whose title was met last, or one without title.
    fn list_at(&self, at: usize) -> Option<&'m ListBlock> {
        let [item] = self.lines[at].items.as_slice() else { return None };
        if item.cell.literal {
            return None;
        }
        let lists = self.blocks.iter().enumerate().filter_map(|(number, block)| match &block.kind {
            BlockKind::List(list) if list.titles.is_empty() || self.list == Some(number) => Some(list),
            _ => None,
        });
        let begins = |list: &ListBlock| {
            let texts = &list.items.texts;
            texts.iter().any(|text| text.begins(item.text(), &item.words))
                || (!list.titles.is_empty()
                    && !texts.iter().any(method::Template::has_beginning)
                    && self.spots(item).iter().all(|spot| !spot.whole))
        };
        lists.into_iter().find(|list| begins(list))
    }

    /// The lines of an item that begins at a line: how many rows they span, and which they are. Rows
    /// without content (a page header) may stand between them.
    fn run(&self, at: usize, to: usize) -> (usize, Vec<usize>) {
        let mut lines = vec![at];
        let (mut next, mut broken) = (at + 1, false);
        while next < to && lines.len() < MOST_LINES {
            let line = &self.lines[next];
            if self.says_nothing(line) {
                broken = true;
            } else if self.item_goes_on(line, broken) {
                lines.push(next);
                broken = false;
            } else {
                break;
            }
            next += 1;
        }
        (lines.last().map_or(1, |last| last + 1 - at), lines)
    }

    /// Whether a row is boilerplate, every cell of it.
    fn says_nothing(&self, line: &Line<'_>) -> bool {
        let constant = |item: &super::rows::Item<'_>| {
            self.spots(item).iter().any(|spot| spot.whole && spot.label.of == Use::Boilerplate)
        };
        !line.items.is_empty() && line.items.iter().all(constant)
    }

    /// Whether a line can be the rest of an item: it begins nothing of its own. Below a page break it
    /// must look like the rest of a sentence.
    fn item_goes_on(&self, line: &Line<'_>, broken: bool) -> bool {
        let [item] = line.items.as_slice() else { return false };
        let tail =
            item.text().chars().next().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == '(');
        line.prose
            && !item.cell.literal
            && (if line.first { broken && tail } else { true })
            && !self.labels.is_sign(item.text())
            && !self.labels.begins_item(item.text(), &item.words, Some(self.scope))
            && !self.labels.begins_label(item, self.scope)
    }

    /// The captures of an item, as a new entity or as a node of the tree.
    fn put_item(&mut self, list: &'m ListBlock, captures: &[(String, String)], place: domain::Place) {
        let mut made: Option<Handle> = None;
        for (name, value) in captures {
            let Some((_, path)) = list.items.to.iter().find(|(known, _)| known == name) else { continue };
            let handle = match &made {
                Some(handle) => handle.clone(),
                None => self.new_item(path, place),
            };
            let key = self.key(path, None, None);
            let written = Written { text: value, place, form: &NO_FORM, key: key.as_deref(), append: false };
            self.builder.put(&handle, path, &written);
            made = Some(handle);
        }
    }

    /// The number by which an item says something of one that another block of the form lists: it tells
    /// nothing that could be an item of its own.
    fn names(&self, list: &'m ListBlock, captures: &[(String, String)]) -> Option<&'m Path> {
        let paths: Vec<&'m Path> = list
            .items
            .to
            .iter()
            .filter(|(name, _)| captures.iter().any(|(known, _)| known == name))
            .map(|(_, path)| path)
            .collect();
        let number = paths.iter().copied().find(|path| matches!(path.field_name(), "number" | "code"))?;
        let listed = self
            .blocks
            .iter()
            .flat_map(method::Block::paths)
            .any(|path| path.same_entity(number) && NAMING.contains(&path.field_name()));
        let alone = paths.iter().all(|path| path.same_entity(number) && !NAMING.contains(&path.field_name()));
        let own = self.record.is_some_and(|record| record.name == number.entity.name);
        (self.record.is_some() && !own && listed && alone && paths.len() > 1).then_some(number)
    }

    /// Puts what an item says of one that the form lists above.
    fn put_named(
        &mut self,
        list: &'m ListBlock,
        number: &Path,
        captures: &[(String, String)],
        text: &str,
        place: domain::Place,
    ) -> Fate {
        self.open = None;
        let of = |path: &Path| {
            let (name, _) = list.items.to.iter().find(|(_, to)| to.field_name() == path.field_name())?;
            captures.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
        };
        let wanted = of(number).unwrap_or_default();
        let Some(handle) = self.find(number, wanted) else {
            let message =
                format!("«{}» non corrisponde a nessuna riga di «{}»", short(wanted), number.entity.term);
            self.builder.report_about(&codes::NO_SUCH_ITEM, wanted, message, place);
            let target = self.target.clone();
            self.builder.note(&target, text, place);
            return Fate::Reported;
        };
        for (name, value) in captures {
            let Some((_, path)) = list.items.to.iter().find(|(known, _)| known == name) else { continue };
            if path.field_name() == number.field_name() {
                continue;
            }
            let key = self.key(path, None, None);
            let written = Written { text: value, place, form: &NO_FORM, key: key.as_deref(), append: false };
            self.builder.put(&handle, path, &written);
        }
        Fate::Mapped
    }

    /// A new item: of the record, or of the plan, where units and nodes belong to those above them.
    fn new_item(&mut self, path: &Path, place: domain::Place) -> Handle {
        let target = self.target.clone();
        let handle = self.builder.add(&target, path.entity, path.level.as_deref(), place).unwrap_or(target);
        if matches!(path.entity.name, "unit" | "node") {
            self.forget_below(path);
            self.set_parent(path, &handle, place);
            self.currents.insert((path.entity.name, path.level.clone()), handle.clone());
        }
        handle
    }
}

/// An item without the signs that stand at its end.
fn without_end<'t>(list: &ListBlock, text: &'t str) -> &'t str {
    let text = text.trim_end();
    list.ends.iter().find_map(|end| text.strip_suffix(end.trim())).unwrap_or(text).trim_end()
}

/// Whether an item of some template begins a text.
pub(super) fn begins_piece(items: &method::Items, text: &str) -> bool {
    let words = words(text);
    items.texts.iter().any(|template| template.begins(text, &words))
}
