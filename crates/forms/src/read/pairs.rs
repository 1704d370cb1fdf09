//! Labels and their values: to the right, in the label's cell, or below.

use std::ops::Range;

use domain::{Kind, Place};
use method::words::{Word, key, words};
use method::{BlockKind, Items, Pair, Path};

use super::area::{Area, Last, Met, NO_FORM, set_apart};
use super::builder::{Fate, Written, short, shown};
use super::habits::What;
use super::held::Held;
use super::labels::{Spot, Use, likeness};
use super::rows::{Item, Line};
use crate::codes;

/// A pair of the form, and where it stands in the method.
#[derive(Clone, Copy)]
pub struct Spotted<'m> {
    /// The pair.
    pub pair: &'m Pair,
    /// Block, row of paper, place on the row.
    pub at: (usize, usize, usize),
}

/// Where a cell stands among the labels of its row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// No label is known on the row.
    Alone,
    /// Another label stands on the row: a label is believed though nothing sets it apart.
    Beside,
    /// Right of a label that takes its value there: only a label set apart is one, or that label again.
    Value((usize, usize, usize)),
}

/// Whether the value of a label is looked for in the cell to its right.
pub fn takes_right(pair: &Pair) -> bool {
    !pair.in_cell && pair.to.is_some()
}

/// A stretch of a cell: the label it begins with, and the text after it.
struct Stretch<'m> {
    label: Option<(Spotted<'m>, Option<String>)>,
    text: Range<usize>,
}

impl<'d, 'm> Area<'_, 'd, 'm> {
    /// The pair a label use stands for.
    pub fn pair(&self, of: Use) -> Option<Spotted<'m>> {
        let Use::Pair(block, row, place) = of else { return None };
        let BlockKind::Pairs(pairs) = &self.blocks[block].kind else { return None };
        Some(Spotted { pair: &pairs.rows[row][place], at: (block, row, place) })
    }

    /// Reads the labels of a row and their values; what is left stays free.
    pub fn pairs(&mut self, at: usize, free: &mut Vec<usize>) {
        let lines = self.lines;
        let line = &lines[at];
        let mut labelled: Vec<(usize, Vec<Stretch<'m>>)> = Vec::new();
        let certain = free.iter().any(|index| self.stretches(&line.items[*index], Setting::Alone).is_some());
        let mut setting = if certain { Setting::Beside } else { Setting::Alone };
        for index in free.iter() {
            let Some(stretches) = self.stretches(&line.items[*index], setting) else {
                setting = if certain { Setting::Beside } else { Setting::Alone };
                continue;
            };
            setting = match stretches.as_slice() {
                [Stretch { label: Some((spotted, _)), text }]
                    if takes_right(spotted.pair)
                        && after_label(&line.items[*index].text()[text.clone()]).is_empty() =>
                {
                    Setting::Value(spotted.at)
                }
                _ => Setting::Beside,
            };
            labelled.push((*index, stretches));
        }
        self.near_labels(line, free, &mut labelled);
        let heads: Vec<usize> = labelled.iter().map(|(index, _)| *index).collect();
        for (number, (index, stretches)) in labelled.into_iter().enumerate() {
            let until = heads.get(number + 1).copied().unwrap_or(line.items.len());
            let values: Vec<usize> =
                free.iter().copied().filter(|i| *i > index && *i < until && !heads.contains(i)).collect();
            let used = self.labelled_cell(at, &line.items[index], &stretches, &values);
            free.retain(|i| *i != index && !used.contains(i));
        }
        if !heads.is_empty() {
            self.unlabelled_values(at, free);
        }
    }

    /// Tells of a label that cites a norm or a number otherwise than the method does.
    fn tell_variant(&mut self, spotted: &Spotted<'m>, item: &Item<'d>, written: &str) {
        let written = written.trim();
        let Some((first, others)) = spotted.pair.labels.split_first() else { return };
        if !first.is_plain() || !first.source().contains(|c: char| c.is_ascii_digit()) {
            return;
        }
        let split = words(written);
        if !others.iter().any(|label| !label.is_plain() && label.matches(written, &split, 0, true).is_some())
        {
            return;
        }
        let mut pairs = written.split_whitespace().zip(first.source().split_whitespace());
        let Some((said, meant)) = pairs.find(|(said, meant)| key(said) != key(meant)) else { return };
        let message =
            format!("l'etichetta dice «{said}» dove il modello dice «{meant}»: «{}»", short(written));
        self.builder.report(&codes::LABEL_DISTANCE, message, item.place);
    }

    /// Notes how a label is spelled and whether its value stands in its cell, to tell later where it differs.
    fn note_label(&mut self, spotted: &Spotted<'m>, item: &Item<'d>, written: &str, text: &str) {
        let (pair, key) = (spotted.pair, key(written));
        let spelled = pair.labels.iter().find(|label| label.is_plain() && label.key() == key);
        if let Some(label) = spelled.filter(|_| pair.labels.len() > 1) {
            self.builder.usual((What::Spelling, self.scope, spotted.at), label.source(), item.place);
        }
        if pair.to.is_some() && !pair.in_cell {
            let form = if text.is_empty() { String::new() } else { written.trim().to_owned() };
            self.builder.usual((What::Cell, self.scope, spotted.at), form, item.place);
        }
    }

    /// A cell that holds labels, and the cells to its right; gives back those it took.
    fn labelled_cell(
        &mut self,
        at: usize,
        item: &Item<'d>,
        stretches: &[Stretch<'m>],
        values: &[usize],
    ) -> Vec<usize> {
        let lines = self.lines;
        let line = &lines[at];
        self.builder.settle(item.id, Fate::Boilerplate);
        let mut used = Vec::new();
        for (number, stretch) in stretches.iter().enumerate() {
            let text = after_label(&item.text()[stretch.text.clone()]);
            let text = if number + 1 < stretches.len() { between(stretch, text) } else { text };
            let Some((spotted, captured)) = &stretch.label else {
                self.run_on_in_cell(item, text);
                continue;
            };
            self.close_table(spotted, item);
            self.meet(at, spotted);
            if number == 0 {
                let written = &item.text()[..stretch.text.start];
                self.tell_variant(spotted, item, written);
                self.note_label(spotted, item, written, text);
            }
            if spotted.pair.to.is_none() && !text.is_empty() {
                self.label_only(item, text);
                continue;
            }
            let alone = text.is_empty() && number + 1 == stretches.len();
            let mut texts: Vec<(&str, Place, Option<usize>)> = Vec::new();
            if !text.is_empty() {
                texts.push((text, item.place, None));
            } else if alone && (!spotted.pair.in_cell || self.open.is_none()) && spotted.pair.to.is_some() {
                texts.extend(values.iter().map(|i| (line.items[*i].text(), line.items[*i].place, Some(*i))));
            }
            self.values(spotted, captured.as_deref(), item, &texts, at);
            used.extend(texts.iter().filter_map(|(_, _, index)| *index));
            let taken = texts.iter().any(|(_, _, index)| index.is_none());
            for index in texts.iter().filter_map(|(_, _, index)| *index) {
                self.builder.settle(line.items[index].id, Fate::Mapped);
            }
            if taken {
                self.builder.settle(item.id, Fate::Mapped);
            }
        }
        used
    }

    /// Text after a label that has no value.
    fn label_only(&mut self, item: &Item<'d>, text: &str) {
        let message = format!("«{}» segue un'etichetta che non ha un valore", short(text));
        self.builder.report(&codes::UNPLACED, message, item.place);
        let target = self.target.clone();
        self.builder.note(&target, text, item.place);
    }

    /// Text before the first label of a cell runs on from the field above.
    fn run_on_in_cell(&mut self, item: &Item<'d>, text: &str) {
        if text.is_empty() {
            return;
        }
        let Some(last) = self.last.clone() else {
            let message = format!("«{}» precede l'etichetta e non ha un posto", short(text));
            self.builder.report(&codes::UNPLACED, message, item.place);
            let target = self.target.clone();
            self.builder.note(&target, text, item.place);
            return;
        };
        self.run_on(&last, text, item.place);
        self.builder.settle(item.id, Fate::Mapped);
    }

    /// Puts the values of a pair.
    pub fn values(
        &mut self,
        spotted: &Spotted<'m>,
        captured: Option<&str>,
        item: &Item<'d>,
        texts: &[(&str, Place, Option<usize>)],
        line: usize,
    ) {
        let pair = spotted.pair;
        let Some(path) = &pair.to else { return };
        let key = self.key(path, captured, None);
        let many = path.field.0.is_some_and(|f| f.cardinality == domain::Cardinality::Many);
        for (number, (text, place, _)) in texts.iter().enumerate() {
            if let Some(next) = self.unlabelled_neighbour(spotted).filter(|_| number > 0) {
                let label = next.pair.labels.first().map_or_else(String::new, |label| shown(label.source()));
                let message = format!("«{}» letto come «{label}», che manca", short(text));
                self.builder.report_about(&codes::LABEL_MISSING, &label, message, *place);
                self.meet(line, &next);
                self.values(&next, None, item, &texts[number..], line);
                return;
            }
            let next = (number > 0).then(|| self.neighbour(spotted, text, *place)).flatten();
            if let Some(next) = next {
                self.meet(line, &next);
                self.values(&next, None, item, &texts[number + 1..], line);
                return;
            }
            self.tell_several(path, text, *place);
            let append = pair.append || (number > 0 && !many);
            if let Some(items) = pair.items.as_ref().filter(|_| number + 1 == texts.len()) {
                self.let_go();
                let (text, key) = ((*text, *place), key.clone());
                let held = Held::new(path, &pair.form, items, key, text, pair.append);
                self.held = Some(held);
            } else {
                self.put_value(path, &pair.form, key.as_deref(), text, *place, append, pair.items.as_ref());
            }
            if !pair.derive.texts.is_empty() {
                let handle = self.owner(path, Some(text), *place);
                self.derive(&pair.derive, &handle, text, *place);
            }
        }
        let own = path.entity.name == "link" || pair.items.is_some();
        let handle = if own { self.target.clone() } else { self.owner(path, None, item.place) };
        self.last = Some(Last {
            handle,
            path,
            form: &pair.form,
            items: pair.items.as_ref(),
            key,
            column: item.column,
            filled: !texts.is_empty(),
            open: pair.append,
        });
    }

    /// A cell after the value that is the spoiled label of the next pair on the row of paper.
    fn neighbour(&mut self, spotted: &Spotted<'m>, text: &str, place: Place) -> Option<Spotted<'m>> {
        let (block, row, position) = spotted.at;
        let BlockKind::Pairs(pairs) = &self.blocks[block].kind else { return None };
        let next = pairs.rows[row].get(position + 1)?;
        let key = key(text);
        let near = next.labels.iter().any(|label| likeness(&key, label.key(), 0.5) > 0.0);
        if near {
            let label = next.labels.first().map_or_else(String::new, |label| shown(label.source()));
            let message = format!("«{}» letto come l'etichetta «{label}»", short(text));
            self.builder.report(&codes::LABEL_POSITION, message, place);
        }
        near.then_some(Spotted { pair: next, at: (block, row, position + 1) })
    }

    /// The next pair on the row of paper, when it was not met and may stand without its label.
    fn unlabelled_neighbour(&self, spotted: &Spotted<'m>) -> Option<Spotted<'m>> {
        let (block, row, position) = spotted.at;
        let BlockKind::Pairs(pairs) = &self.blocks[block].kind else { return None };
        let pair = pairs.rows[row].get(position + 1).filter(|pair| pair.unlabelled && pair.to.is_some())?;
        let at = (block, row, position + 1);
        let met = self.met.iter().any(|met| (met.block, met.row, met.place) == at);
        (!met).then_some(Spotted { pair, at })
    }

    /// Puts one value, divided into items where the method says so.
    #[allow(clippy::too_many_arguments)]
    pub fn put_value(
        &mut self,
        path: &'m Path,
        form: &method::ValueForm,
        key: Option<&str>,
        text: &str,
        place: Place,
        append: bool,
        items: Option<&'m Items>,
    ) {
        let text = text.trim();
        let entities = items.is_some_and(|items| !items.texts.is_empty()) && path.entity.name != "link";
        if entities && is_blank(&self.builder.method.blanks, text) {
            return;
        }
        if let Some(items) = items
            && self.put_items(items, path, form, key, text, place)
        {
            return;
        }
        self.note_years(path, text);
        let handle = self.owner(path, Some(text), place);
        self.builder.put(&handle, path, &Written { text, place, form, key, append });
    }

    /// What else the text of a value says.
    pub fn derive(
        &mut self,
        derive: &'m method::Derive,
        handle: &super::builder::Handle,
        text: &str,
        place: Place,
    ) {
        for (name, value) in parse_texts(&derive.texts, text).unwrap_or_default() {
            let Some((_, path)) = derive.to.iter().find(|(known, _)| *known == name) else { continue };
            let key = self.key(path, None, None);
            let written = Written { text: &value, place, form: &NO_FORM, key: key.as_deref(), append: false };
            self.builder.put(handle, path, &written);
        }
    }

    /// Several values in one cell; false when the text is not made of such items.
    fn put_items(
        &mut self,
        items: &'m Items,
        path: &'m Path,
        form: &method::ValueForm,
        key: Option<&str>,
        text: &str,
        place: Place,
    ) -> bool {
        let Some(pieces) = split(items, text) else {
            if !items.texts.is_empty() {
                let message = format!("in «{}» c'è testo che non è una voce dell'elenco", short(text));
                self.builder.report(&codes::ITEM_SHAPE, message, place);
            }
            return false;
        };
        if items.texts.is_empty() {
            for piece in pieces {
                let handle = self.owner(path, Some(piece), place);
                self.builder.put(&handle, path, &Written { text: piece, place, form, key, append: false });
            }
            return true;
        }
        let Some(parsed) = pieces.iter().map(|piece| parse_item(items, piece)).collect::<Option<Vec<_>>>()
        else {
            let odd = pieces.iter().find(|piece| parse_item(items, piece).is_none()).copied();
            let message = format!("«{}» non ha la forma di una voce dell'elenco", short(odd.unwrap_or(text)));
            self.builder.report(&codes::ITEM_SHAPE, message, place);
            return false;
        };
        for captures in parsed {
            self.put_captures(items, &captures, place);
        }
        true
    }

    /// The captures of one item, as a new entity.
    fn put_captures(&mut self, items: &'m Items, captures: &[(String, String)], place: Place) {
        let mut made: Vec<(&Path, super::builder::Handle)> = Vec::new();
        for (name, value) in captures {
            let Some((_, path)) = items.to.iter().find(|(known, _)| known == name) else { continue };
            let handle = match made.iter().find(|(known, _)| known.same_entity(path)) {
                Some((_, handle)) => handle.clone(),
                None if self.record.is_some_and(|r| r.name == path.entity.name) => self.target.clone(),
                None => {
                    let target = self.target.clone();
                    self.builder.add(&target, path.entity, path.level.as_deref(), place).unwrap_or(target)
                }
            };
            let key = self.key(path, None, None);
            let text = super::people::tidy(path, value);
            let written = Written { text, place, form: &NO_FORM, key: key.as_deref(), append: false };
            self.builder.put(&handle, path, &written);
            made.push((path, handle));
        }
    }

    /// Labels spelled otherwise: by edit distance, unique among the labels not met.
    fn near_labels(
        &mut self,
        line: &Line<'d>,
        free: &[usize],
        labelled: &mut Vec<(usize, Vec<Stretch<'m>>)>,
    ) {
        if !self.builder.method.repair.distance {
            return;
        }
        for index in free {
            let item = &line.items[*index];
            if labelled.iter().any(|(known, _)| known == index) {
                continue;
            }
            let Some((spotted, captured, label)) = self.near_label(item, labelled) else { continue };
            let message = format!("«{}» letto come l'etichetta «{label}»", short(item.text()));
            self.builder.report(&codes::LABEL_DISTANCE, message, item.place);
            let end = item.text().len();
            labelled.push((*index, vec![Stretch { label: Some((spotted, captured)), text: end..end }]));
        }
        labelled.sort_by_key(|(index, _)| *index);
    }

    /// The one label, not met yet, that a cell is within one edit in six of.
    fn near_label(
        &self,
        item: &Item<'_>,
        labelled: &[(usize, Vec<Stretch<'m>>)],
    ) -> Option<(Spotted<'m>, Option<String>, String)> {
        let text = item.text();
        if item.cell.literal || text.len() < 6 || text.len() > 300 {
            return None;
        }
        let key = key(text);
        let mut found: Option<(f32, Spotted<'m>, String)> = None;
        for label in self.labels.in_scope(self.scope) {
            let Some(spotted) = self.pair(label.of) else { continue };
            let here =
                labelled.iter().flat_map(|(_, stretches)| stretches.iter().filter_map(|s| s.label.as_ref()));
            let here = here.map(|(spotted, _)| spotted.at).any(|at| at == spotted.at);
            let met = here || self.met.iter().any(|met| (met.block, met.row, met.place) == spotted.at);
            if met || !label.template.is_plain() {
                continue;
            }
            let near = likeness(&key, label.template.key(), 5.0 / 6.0);
            if near > 0.0 && found.as_ref().is_none_or(|(best, ..)| near > *best) {
                found = Some((near, spotted, shown(label.template.source())));
            }
        }
        found.map(|(_, spotted, label)| (spotted, None, label))
    }

    /// Values whose label is missing, on a row where other labels of the same row of paper stand.
    fn unlabelled_values(&mut self, at: usize, free: &mut Vec<usize>) {
        let Some(met) = self.met.last().copied().filter(|met| met.line == at) else { return };
        let BlockKind::Pairs(pairs) = &self.blocks[met.block].kind else { return };
        for (place, pair) in pairs.rows[met.row].iter().enumerate() {
            let spotted = Spotted { pair, at: (met.block, met.row, place) };
            let seen = self.met.iter().any(|m| (m.block, m.row, m.place) == spotted.at);
            if !pair.unlabelled || seen || free.is_empty() || self.open.is_some() {
                continue;
            }
            let Some(path) = &pair.to else { continue };
            let index = free.remove(0);
            let item = &self.lines[at].items[index];
            let label = pair.labels.first().map_or_else(String::new, |label| shown(label.source()));
            let message = format!("«{}» letto come «{label}», che manca", short(item.text()));
            self.builder.report_about(&codes::LABEL_MISSING, &label, message, item.place);
            let (text, place) = (item.text(), item.place);
            self.builder.settle(item.id, Fate::Mapped);
            self.put_value(path, &pair.form, None, text, place, false, pair.items.as_ref());
            self.meet(at, &spotted);
        }
    }

    /// Notes that a pair was met.
    pub fn meet(&mut self, line: usize, spotted: &Spotted<'m>) {
        let (block, row, place) = spotted.at;
        self.met.push(Met { line, block, row, place });
    }

    /// A label inside the columns of the open table ends it; beside them it does not.
    fn close_table(&mut self, spotted: &Spotted<'m>, item: &Item<'d>) {
        let beside = self.open.as_ref().is_some_and(|table| i32::from(item.column) < table.first_column());
        if !(spotted.pair.in_cell && beside) {
            self.set_aside();
        }
    }

    /// Divides a cell at the labels it holds; `None` when it holds none.
    fn stretches(&self, item: &Item<'d>, setting: Setting) -> Option<Vec<Stretch<'m>>> {
        if item.cell.literal {
            return None;
        }
        let first = self.label_at(item, &item.words, 0, setting);
        let inner = self.has_labels_in_cell()
            && (first.is_some() || item.text().contains(':') || !item.cell.emphasis.is_empty());
        if !inner {
            let (spotted, captured, words_used, _) = first?;
            let end = label_end(item.text(), item.words.get(words_used - 1)?.range.end);
            return Some(vec![Stretch { label: Some((spotted, captured)), text: end..item.text().len() }]);
        }
        let all = if item.text().len() > item.words.last().map_or(0, |w| w.range.end) {
            words(item.text())
        } else {
            item.words.clone()
        };
        self.inner_stretches(item, &all, first)
    }

    fn inner_stretches(
        &self,
        item: &Item<'d>,
        all: &[Word],
        first: Option<Found<'m>>,
    ) -> Option<Vec<Stretch<'m>>> {
        let mut cuts: Vec<(usize, usize, Found<'m>)> = Vec::new();
        let mut at = 0;
        if let Some(found) = first {
            at = found.2;
            cuts.push((0, label_end(item.text(), all.get(found.2 - 1)?.range.end), found));
        }
        while at < all.len() {
            let here = self.label_at(item, all, at, Setting::Alone).filter(|found| {
                found.0.pair.in_cell && (found.3 || self.fits_before(item, all, at, cuts.last()))
            });
            match here {
                Some(found) => {
                    let next = found.2;
                    cuts.push((all[at].range.start, label_end(item.text(), all[next - 1].range.end), found));
                    at = next;
                }
                None => at += 1,
            }
        }
        if cuts.is_empty() {
            return None;
        }
        let mut out = Vec::new();
        if cuts[0].0 > 0 {
            out.push(Stretch { label: None, text: 0..cuts[0].0 });
        }
        let ends: Vec<usize> = cuts.iter().skip(1).map(|cut| cut.0).chain([item.text().len()]).collect();
        for ((_, start, found), end) in cuts.into_iter().zip(ends) {
            out.push(Stretch { label: Some((found.0, found.1)), text: start..end });
        }
        Some(out)
    }

    /// Whether the text between the label before and here is a value of that label: then here a new
    /// label may begin although nothing sets it apart.
    fn fits_before(
        &self,
        item: &Item<'d>,
        all: &[Word],
        at: usize,
        before: Option<&(usize, usize, Found<'m>)>,
    ) -> bool {
        let Some((_, start, (spotted, ..))) = before else { return false };
        let value = item.text()[*start..all[at].range.start].trim_matches([' ', ':', '.', ',', ';', '-']);
        let fits = spotted.pair.form.pattern.as_ref().map(|p| p.is_match(value)).or_else(|| {
            let kind = spotted.pair.to.as_ref().map_or(Kind::Prose, Path::kind);
            let typed = !matches!(kind, Kind::Prose | Kind::Target | Kind::Rule);
            typed.then(|| !self.builder.understand(kind, value, &spotted.pair.form).is_empty())
        });
        fits.unwrap_or(false)
    }

    fn has_labels_in_cell(&self) -> bool {
        self.blocks.iter().any(|block| match &block.kind {
            BlockKind::Pairs(pairs) => pairs.rows.iter().flatten().any(|pair| pair.in_cell),
            _ => false,
        })
    }

    /// Whether what follows a label on a line of text is a value of its type and nothing else: then the
    /// line says nothing but the label and its value.
    fn is_whole_value(&self, pair: &Pair, rest: &str) -> bool {
        let row = &self.lines[self.at];
        let kind = pair.to.as_ref().map_or(Kind::Prose, Path::kind);
        let typed = matches!(kind, Kind::Weight | Kind::Number | Kind::Money | Kind::Date);
        let lone = row.prose && row.items.len() == 1 && self.open.is_none();
        typed && lone && !self.builder.understand(kind, rest.trim(), &pair.form).is_empty()
    }

    /// The pair label at word `from`: pair, captured key, words used up to, and whether it is set apart.
    fn label_at(&self, item: &Item<'d>, all: &[Word], from: usize, setting: Setting) -> Option<Found<'m>> {
        let scope = self.scope;
        let spots = self.labels.spots(item.text(), all, from, &|label| {
            label.scope == Some(scope) && matches!(label.of, Use::Pair(..))
        });
        let met = |spot: &Spot<'m>| {
            self.pair(spot.label.of)
                .is_some_and(|s| self.met.iter().any(|m| (m.block, m.row, m.place) == s.at))
        };
        let longest = spots.first().map_or(0, |spot| spot.found.words);
        let (first, again): (Vec<_>, Vec<_>) =
            spots.iter().partition(|spot| spot.found.words < longest || !met(spot));
        again.iter().filter(|_| first.iter().all(|f| f.found.words < longest)).chain(&first).find_map(
            |spot| {
                let spotted = self.pair(spot.label.of)?;
                let end = label_end(item.text(), all.get(spot.found.words.checked_sub(1)?)?.range.end);
                let apart = spot.whole || set_apart(item.cell, end);
                let value = &item.text()[end..];
                let plausible = plausible(self.builder, spotted.pair, value);
                let long = spot.found.words - from >= LONG_LABEL
                    || (from == 0 && self.is_whole_value(spotted.pair, value));
                let free = match setting {
                    Setting::Alone => spotted.pair.in_cell,
                    Setting::Beside => true,
                    Setting::Value(label) => label == spotted.at,
                };
                (plausible && (apart || long || free))
                    .then(|| (spotted, captured_key(spot, item.text()), spot.found.words, apart))
            },
        )
    }
}

/// The end of a label whose last word ends at `end`: the bracket or full stop after it belongs to it.
pub fn label_end(text: &str, end: usize) -> usize {
    end + text[end..].chars().take_while(|c| matches!(c, ')' | ']' | '.')).count()
}

/// Signs between a label and its value.
const AFTER_LABEL: [char; 5] = [' ', ':', ')', ']', '.'];

/// The text after a label; signs alone belong to the label, as the mark of a note does: `Peso (*)`.
fn after_label(text: &str) -> &str {
    let text = text.trim_start_matches(AFTER_LABEL).trim_end();
    let sign = |c: char| matches!(c, '*' | '†' | '(' | ',' | ';') || AFTER_LABEL.contains(&c);
    if text.chars().all(sign) { "" } else { text }
}

/// A label of so many words is no chance: nothing needs to set it apart from its value.
const LONG_LABEL: usize = 8;

/// Signs between a value and the label that follows in the same cell.
const BETWEEN: [char; 5] = [' ', '·', '|', '•', ';'];

/// A value before another label of its cell, without the signs that part them; a value that is a number
/// ends before the full stop of its sentence.
fn between<'t>(stretch: &Stretch<'_>, text: &'t str) -> &'t str {
    let text = text.trim_end_matches(BETWEEN);
    let kind = stretch.label.as_ref().and_then(|(spotted, _)| spotted.pair.to.as_ref()).map(Path::kind);
    match kind {
        Some(Kind::Weight | Kind::Number | Kind::Money | Kind::Date) => text.trim_end_matches('.'),
        _ => text,
    }
}

type Found<'m> = (Spotted<'m>, Option<String>, usize, bool);

/// Whether what follows a label can be, or begin with, a value of its pair: `5 Peso 15%` begins with
/// a number. A label whose value must stand in its cell needs one there, or a colon.
pub fn plausible(builder: &super::builder::Builder<'_>, pair: &Pair, rest: &str) -> bool {
    if !pair.in_cell {
        return true;
    }
    let colon = rest.trim_start().starts_with(':');
    let value = rest.trim_matches([' ', ':', '.']);
    let first = value.split_whitespace().next().unwrap_or("").trim_end_matches([',', ';', '.']);
    let kind = pair.to.as_ref().map_or(Kind::Prose, Path::kind);
    let typed = matches!(kind, Kind::Weight | Kind::Number | Kind::Money | Kind::Date);
    if let Some(pattern) = &pair.form.pattern {
        return pattern.is_match(value) || pattern.is_match(first) || (value.is_empty() && colon);
    }
    !typed
        || colon
        || [value, first].iter().any(|text| !builder.understand(kind, text, &pair.form).is_empty())
}

/// What a label captured for the key of its field.
fn captured_key(spot: &Spot<'_>, text: &str) -> Option<String> {
    let (_, range) = spot.found.captures.first()?;
    Some(text[range.clone()].to_owned())
}

/// Whether a text says *nothing here*.
pub fn is_blank(blanks: &[String], text: &str) -> bool {
    text.is_empty() || blanks.iter().any(|blank| blank == text)
}

/// The items of a cell; `None` when a text stands between items that are found by their pattern.
pub fn split<'t>(items: &Items, text: &'t str) -> Option<Vec<&'t str>> {
    if let Some(pattern) = &items.pattern {
        let found: Vec<&str> = pattern.find_iter(text).map(|m| m.as_str()).collect();
        let rest = pattern.replace_all(text, "");
        let only_signs = rest.chars().all(|c| !c.is_alphanumeric());
        return (only_signs && !found.is_empty()).then_some(found);
    }
    let mut pieces = vec![text];
    for separator in &items.separators {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(separator.as_str())).collect();
    }
    Some(pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect())
}

/// An item by the first template that matches it whole.
pub fn parse_item(items: &Items, piece: &str) -> Option<Vec<(String, String)>> {
    parse_texts(&items.texts, piece)
}

/// The captures of the first template that matches a text whole.
pub fn parse_texts(templates: &[method::Template], piece: &str) -> Option<Vec<(String, String)>> {
    let words = words(piece);
    templates.iter().find_map(|template| {
        let found = template.matches(piece, &words, 0, true)?;
        Some(
            found
                .captures
                .into_iter()
                .filter_map(|(index, range)| {
                    Some((template.capture_name(index)?.to_owned(), piece[range].trim().to_owned()))
                })
                .collect(),
        )
    })
}
