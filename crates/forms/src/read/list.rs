//! Lists: lines each of which, with those that run on from it, is an item.

use method::words::words;
use method::{BlockKind, ListBlock, Path};

use super::area::{Area, NO_FORM};
use super::builder::{Fate, Handle, Written, short};
use super::labels::Use;
use super::pairs::parse_item;
use super::rows::Line;
use crate::codes;

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
        let fate = if let Some(captures) = parse_item(&list.items, piece) {
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
