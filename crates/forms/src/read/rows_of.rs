//! Rows of an open table: cells to columns, columns to items.

use domain::{CodeDefinition, Datum, Kind, Months, Place, Severity, Slot as Mark};
use method::{Column, Group, Path, TableBlock};

use super::align::Alignment;
use super::area::{Area, NO_FORM, takes};
use super::builder::{Fate, Handle, Written, short};
use super::fit::{fixed_fit, is_bare_number, is_one_of};
use super::labels::Use;
use super::marks::Marks;
use super::pairs::{is_blank, parse_item};
use super::rows::{Item, Line};
use super::table::{Current, Physical};
use crate::codes;

/// What a row may cost, for each of its cells, and still be a row of the table.
const DEAREST: f32 = 1.3;

/// More than a row has cells: items of one cell are told apart by multiples of it.
const ITEMS: usize = 1000;

/// A cell with the column it was given.
#[derive(Clone, Copy)]
pub(super) struct Given<'a, 'd, 'm> {
    pub item: &'a Item<'d>,
    pub physical: &'a Physical,
    pub column: &'m Column,
}

impl<'d, 'm> Area<'_, 'd, 'm> {
    /// Reads the free cells as a row of the open table; false when they are none.
    pub fn table_row(&mut self, line: &Line<'d>, free: &mut Vec<usize>) -> bool {
        let Some(open) = self.open.clone() else { return false };
        let Some(table) = self.table(open.block) else { return false };
        if self.total_row(table, line, free) {
            return true;
        }
        if self.pauses(line) {
            return self.pause(line, free);
        }
        let second = self.second_row(open.block, table, line, free);
        self.lead_runs_on(table, &open, line, free, second);
        let items: Vec<&Item<'d>> = free.iter().map(|index| &line.items[*index]).collect();
        let alignment = self.aligned_in_grid(table, &open.columns, &items, second);
        if items.len() == 1 && alignment.shifted && !second {
            return false;
        }
        #[allow(clippy::cast_precision_loss)]
        let dear = alignment.cost > DEAREST * (items.len() as f32).max(1.5);
        if dear || (alignment.shifted && !self.builder.method.repair.shift) || self.runs_beside(line, free) {
            return false;
        }
        let given: Vec<Given<'_, 'd, 'm>> = items
            .iter()
            .zip(&alignment.columns)
            .filter_map(|(item, column)| {
                let physical = &open.columns[(*column)?];
                Some(Given { item, physical, column: &table.columns[physical.column] })
            })
            .collect();
        let left: Vec<usize> = free
            .iter()
            .zip(&alignment.columns)
            .filter(|(_, column)| column.is_none())
            .map(|(i, _)| *i)
            .collect();
        if given.is_empty() {
            return false;
        }
        let constant = given.iter().all(|g| fixed_fit(&g.column.fixed, g.item).is_some());
        if !constant {
            self.tell_shift(table, &given, &alignment, second);
        }
        if second {
            self.fill_second(&given);
        } else {
            self.fill(table, &given, line.place, &alignment);
        }
        if let Some(open) = &mut self.open {
            open.rows += 1;
            open.heading = None;
        }
        *free = left;
        if !free.is_empty() {
            self.keep_beside(line, free);
        }
        true
    }

    /// A first cell that stands under the label beside the table, and fits no column: it runs on.
    fn lead_runs_on(
        &mut self,
        table: &'m TableBlock,
        open: &super::table::OpenTable,
        line: &Line<'d>,
        free: &mut Vec<usize>,
        second: bool,
    ) {
        let Some(last) = self.last.clone().filter(|_| free.len() > 2) else { return };
        let first = &line.items[free[0]];
        if first.column != last.column || i32::from(first.column) >= open.first_column() {
            return;
        }
        let cost = |area: &Self, indexes: &[usize]| {
            let items: Vec<&Item<'d>> = indexes.iter().map(|index| &line.items[*index]).collect();
            area.aligned(table, &open.columns, &items, second).cost
        };
        if cost(self, &free[1..]) + 1.0 < cost(self, free) {
            let mut one = vec![free.remove(0)];
            if !self.runs_on_beside(line, &mut one) {
                self.wait(one);
            }
        }
    }

    /// Cells left of the table on a row that fits: they run on from the label above them.
    fn runs_beside(&self, line: &Line<'d>, free: &[usize]) -> bool {
        let ([index], Some(last), Some(open)) = (free, &self.last, &self.open) else { return false };
        let column = line.items[*index].column;
        column == last.column && i32::from(column) < open.first_column()
    }

    fn keep_beside(&mut self, line: &Line<'d>, free: &mut Vec<usize>) {
        let mut one = vec![free[0]];
        if free.len() == 1 && self.runs_on_beside(line, &mut one) {
            free.clear();
            return;
        }
        let mut items = std::mem::take(free);
        items.retain(|index| {
            let item = &line.items[*index];
            !self.beyond_grid(item) && !self.constant_out_of_place(item)
        });
        self.wait(items);
    }

    /// Whether a text is a constant one of some table of the form.
    pub(super) fn is_constant(&self, item: &Item<'_>) -> bool {
        (0..self.blocks.len()).filter_map(|block| self.table(block)).any(|table| {
            table.columns.iter().any(|c| is_one_of(&c.fixed, item) || is_one_of(&c.second_fixed, item))
        })
    }

    /// A constant text of the table that stands in another column.
    fn constant_out_of_place(&mut self, item: &Item<'d>) -> bool {
        let constant = self.open.as_ref().and_then(|open| self.table(open.block)).is_some_and(|table| {
            table.columns.iter().any(|c| is_one_of(&c.fixed, item) || is_one_of(&c.second_fixed, item))
        });
        if constant {
            let message = format!("«{}» non sta nella sua colonna", short(item.text()));
            self.builder.report(&codes::SHIFTED_ROW, message, item.place);
            self.builder.settle(item.id, Fate::Reported);
        }
        constant
    }

    fn runs_on_beside(&mut self, line: &Line<'d>, free: &mut Vec<usize>) -> bool {
        let (Some(last), [index]) = (self.last.clone(), free.as_slice()) else { return false };
        let item = &line.items[*index];
        let prose = matches!(last.path.kind(), Kind::Prose | Kind::Target | Kind::Rule);
        if item.column != last.column || !prose || !takes(&last, item.text()) {
            return false;
        }
        self.run_on(&last, item.text(), item.place);
        self.builder.settle(item.id, Fate::Mapped);
        true
    }

    /// A row that sums up others: kept as a summary.
    fn total_row(&mut self, table: &TableBlock, line: &Line<'d>, free: &mut Vec<usize>) -> bool {
        let total = free.iter().copied().find(|index| {
            let text = line.items[*index].text();
            let words = method::words::words(text);
            !line.items[*index].cell.literal
                && table.totals.iter().any(|template| template.matches(text, &words, 0, true).is_some())
        });
        let Some(total) = total else { return false };
        let Some(definition) = domain::entity::entity_named("summary") else { return false };
        let place = line.items[total].place;
        let Some(handle) = self.builder.add(&Handle::default(), definition, None, place) else {
            return false;
        };
        for index in std::mem::take(free) {
            let item = &line.items[index];
            let datum = Datum::prose(item.text(), Some(item.place));
            if let Some(entity) = self.builder.entity(&handle) {
                let _ = if index == total {
                    entity.put("subject", None, datum)
                } else {
                    entity.put("figures", Some(&format!("{:02}", item.column)), datum)
                };
            }
            self.builder.settle(item.id, Fate::Mapped);
        }
        self.name_section(&handle);
        true
    }

    /// A row of a summary knows the section it stands in.
    pub(super) fn name_section(&mut self, handle: &Handle) {
        let Some(section) = self.builder.method.sections.get(self.scope.section) else { return };
        if let Some(entity) = self.builder.entity(handle).filter(|e| e.definition().name == "summary") {
            let _ = entity.put("section", None, Datum::prose(section.name.clone(), None));
        }
    }

    /// Whether the row is a second row of the item above it.
    fn second_row(&self, block: usize, table: &TableBlock, line: &Line<'d>, free: &[usize]) -> bool {
        if self.open.as_ref().is_none_or(|open| open.main.is_none()) {
            return false;
        }
        free.iter().any(|index| {
            let item = &line.items[*index];
            self.spots(item).iter().any(|spot| match spot.label.of {
                Use::Second(b) => b == block,
                Use::Fixed(b, column) => {
                    b == block
                        && spot.whole
                        && is_one_of(&table.columns[column].second_fixed, item)
                        && !is_one_of(&table.columns[column].fixed, item)
                }
                _ => false,
            })
        })
    }

    fn tell_shift(
        &mut self,
        table: &TableBlock,
        given: &[Given<'_, 'd, 'm>],
        alignment: &Alignment,
        second: bool,
    ) {
        /// So many words are a sentence.
        const SENTENCE: usize = 3;
        if !alignment.shifted || given.is_empty() {
            return;
        }
        let headed = |position: i32| {
            let open = self.open.as_ref();
            open.is_some_and(|open| open.columns.iter().any(|c| c.position == position && !c.assumed))
        };
        let moved = given.iter().find(|g| {
            let column = &table.columns[g.physical.column];
            // A column without a header may stand anywhere between its neighbours.
            if g.physical.assumed && column.labels.is_empty() && !headed(i32::from(g.item.column)) {
                return false;
            }
            // A constant that stands under the heading of another column: that of its own is lost.
            if !column.fixed.is_empty() && column.to.is_none() {
                let other = |c: &Physical| c.position == i32::from(g.item.column) && !c.assumed;
                let lost = self.open.as_ref().is_some_and(|open| {
                    let own = |c: &Physical| c.column == g.physical.column && !c.assumed;
                    open.columns.iter().any(|c| other(c) && c.column != g.physical.column)
                        && !open.columns.iter().any(own)
                });
                return lost;
            }
            // Words cannot be taken for the numbers of the columns beside.
            let plain = column.labels.is_empty() && !g.item.text().starts_with(|c: char| c.is_ascii_digit());
            i32::from(g.item.column) != g.physical.position
                && (column.group.is_some() || !plain)
                && (column.group.is_some()
                    || column.to.is_some()
                    || column.join.is_some()
                    || column.items.is_some())
        });
        if let Some(g) = moved.filter(|_| !second) {
            let column = &table.columns[g.physical.column];
            let term = column.to.as_ref().and_then(|to| to.field.0).map_or("", |field| field.term);
            let named = column.labels.is_empty() && !term.is_empty();
            let read_as = if named {
                format!("«{}» è stato letto come {term}", short(g.item.text()))
            } else {
                "le celle sono state attribuite per tipo e ordine".to_owned()
            };
            let message = format!("la riga non sta sotto l'intestazione: {read_as}");
            // Where every column has its cell, the order alone tells which is which.
            let whole = given.len() == table.columns.len() && table.columns.iter().all(|c| c.group.is_none());
            // A sentence is taken for nothing but the text of its row.
            let others = || given.iter().filter(|other| !std::ptr::eq(*other, g));
            let in_place = others().all(|g| i32::from(g.item.column) == g.physical.position);
            let sentence = column.to.as_ref().is_some_and(|to| to.kind() == Kind::Prose)
                && column.group.is_none()
                && g.item.text().split(' ').count() >= SENTENCE
                && in_place;
            let severity = if whole || sentence { Severity::Info } else { codes::SHIFTED_ROW.severity };
            let code = CodeDefinition { severity, ..codes::SHIFTED_ROW };
            let place = given[0].item.place;
            if named {
                self.builder.report_about(&code, term, message, place);
            } else {
                self.builder.report(&code, message, place);
            }
        }
    }

    /// A second row: the fields of the item above that the method gives it.
    fn fill_second(&mut self, given: &[Given<'_, 'd, 'm>]) {
        let Some((main, block)) = self.open.as_ref().and_then(|open| Some((open.main.clone()?, open.block)))
        else {
            return;
        };
        let Some(table) = self.table(block) else { return };
        let mut marks: Vec<(&'m Path, Vec<Mark>, Place)> = Vec::new();
        for g in given {
            let (text, label) = after_label(&table.second, g.item);
            self.builder.settle(g.item.id, Fate::Boilerplate);
            if is_one_of(&g.column.second_fixed, g.item) || (label && text.is_empty()) {
                continue;
            }
            let Some(path) = &g.column.second else {
                self.left_over(g);
                continue;
            };
            let Some(owner) = self.second_owner(path, &main) else {
                self.left_over(g);
                continue;
            };
            self.builder.settle(g.item.id, Fate::Mapped);
            if path.kind() == Kind::Months {
                match marks.iter_mut().find(|(p, ..)| p.field_name() == path.field_name()) {
                    Some((_, slots, _)) => slots.extend(g.physical.slots.iter().cloned()),
                    None => marks.push((path, g.physical.slots.clone(), g.item.place)),
                }
                continue;
            }
            let alike = g.column.to.as_ref().is_some_and(|to| to.kind() == path.kind());
            let form = if alike { &g.column.form } else { &NO_FORM };
            let written = Written { text, place: g.item.place, form, key: None, append: true };
            self.builder.put(&owner, path, &written);
        }
        for (path, slots, place) in marks {
            let owner = self.second_owner(path, &main).unwrap_or_else(|| main.clone());
            self.put_months(&owner, path, vec![Months::new(slots)], place);
        }
    }

    /// What a value of a second row is about: the item above it, or one that this item stands with.
    fn second_owner(&mut self, path: &Path, main: &Handle) -> Option<Handle> {
        let is = |area: &mut Self, handle: &Handle| {
            let entity = area.builder.entity(handle);
            entity.is_some_and(|entity| entity.definition().name == path.entity.name)
        };
        if is(self, main) {
            return Some(main.clone());
        }
        let together = |handle: &Handle| {
            handle.0.starts_with(&main.0)
                || main.0.starts_with(&handle.0)
                || (main.0.len() > 1 && handle.is_beside(main))
        };
        let open = self.open.as_ref()?;
        let current = open.currents.iter().rev().find(|c| {
            c.of.0 == path.entity.name && c.of.1 == path.level && (c.of.0 == "unit" || together(&c.handle))
        });
        let current = current.map(|c| c.handle.clone());
        let above = self.currents.get(&(path.entity.name, path.level.clone())).cloned();
        let target = self.target.clone();
        current.or_else(|| is(self, &target).then_some(target)).or_else(|| {
            above.filter(|above| above.0.len() == 1 && (path.entity.name == "unit" || together(above)))
        })
    }

    pub(super) fn left_over(&mut self, g: &Given<'_, 'd, 'm>) {
        let message = format!("«{}» non ha un posto in questa riga", short(g.item.text()));
        self.builder.report(&codes::UNPLACED, message, g.item.place);
        let objective = self.currents.get(&("objective", None)).filter(|_| self.record.is_none()).cloned();
        let main = || self.open.as_ref().and_then(|open| open.main.clone());
        let handle = objective.or_else(main).unwrap_or_else(|| self.target.clone());
        self.builder.note(&handle, g.item.text(), g.item.place);
        self.builder.settle(g.item.id, Fate::Reported);
    }

    /// A row: finds or makes the items its columns are about, and fills them.
    fn fill(
        &mut self,
        table: &'m TableBlock,
        given: &[Given<'_, 'd, 'm>],
        place: Place,
        alignment: &Alignment,
    ) {
        let blank = |g: &Given<'_, 'd, 'm>| is_blank(&self.builder.method.blanks, g.item.text());
        let given: Vec<Given<'_, 'd, 'm>> = given.to_vec();
        let telling = |g: &&Given<'_, 'd, 'm>| {
            let named = g.column.to.is_some() && fixed_fit(&g.column.fixed, g.item).is_none();
            !g.column.key && (g.column.fixed.is_empty() || named) && g.column.join.is_none() && !blank(g)
        };
        self.say_none(&given);
        for g in &given {
            self.tell_fixed(g);
        }
        self.tell_number(table, &given);
        if !given.iter().any(|g| telling(&g))
            && (table.numbered || given.iter().all(|g| !g.column.fixed.is_empty()))
            && given.iter().filter(|g| g.column.key).all(|g| is_count(g.item.text()))
        {
            for g in &given {
                self.builder.settle(g.item.id, Fate::Boilerplate);
            }
            self.expect_rest(&given);
            return;
        }
        self.tell_figure(table, &given);
        let joined = self.join(table, &given);
        let mut made: Vec<Current> = Vec::new();
        if let Some((of, handle)) = &joined.1 {
            made.push(Current { of: (of, None, 0), handle: handle.clone(), key: String::new() });
        }
        let mut marks: Vec<Marks<'m>> = Vec::new();
        for g in &given {
            if self.says_again(g, &given) {
                continue;
            }
            self.tell_share(table, g);
            self.fill_cell(table, g, &given, place, &mut made, &mut marks);
            self.set_said(g, &made, table);
        }
        self.give_key(table, &given, &made);
        self.fill_above(table, &given, &made);
        self.name_phase(&made, joined.0.as_deref(), place);
        for marks in marks {
            self.settle_marks(table, &marks, alignment.shifted);
        }
        self.remember(table, made, joined.0);
    }

    /// Tells of a blank row of the form whose number does not follow that of the row above.
    fn tell_number(&mut self, table: &TableBlock, given: &[Given<'_, 'd, 'm>]) {
        let key = given.iter().find(|g| g.column.key && table.numbered);
        let Some((g, number)) = key.and_then(|g| Some((g, g.item.text().parse::<u16>().ok()?))) else {
            return;
        };
        let before = self.open.as_mut().and_then(|open| open.number.replace(number));
        let Some(before) = before.filter(|before| given.len() == 1 && number > before + 1) else { return };
        let message = format!("la riga vuota ha il numero {number} dopo il {before}");
        self.builder.report(&codes::OTHER_LAYOUT, message, g.item.place);
    }

    /// Tells of a row that holds one figure and nothing that says of what: a total without its label.
    fn tell_figure(&mut self, table: &TableBlock, given: &[Given<'_, 'd, 'm>]) {
        const FEWEST: usize = 4;
        let [g] = given else { return };
        let figure = is_bare_number(g.item.text()) && !g.column.key && g.column.join.is_none();
        let plain = g.column.group.is_none() && g.column.fixed.is_empty() && g.column.to.is_some();
        if figure && plain && table.columns.len() >= FEWEST {
            let message = format!("«{}» sta solo sulla riga: forse è un totale", short(g.item.text()));
            self.builder.report(&codes::LABEL_MISSING, message, g.item.place);
        }
    }

    /// Signs that say *nothing here*, kept where the method wants them told from blanks.
    fn say_none(&mut self, given: &[Given<'_, 'd, 'm>]) {
        let year = given
            .iter()
            .find(|g| g.column.to.as_ref().is_some_and(|to| to.field_name() == "year"))
            .and_then(|g| g.item.text().parse().ok());
        for g in given.iter().filter(|g| is_blank(&self.builder.method.blanks, g.item.text())) {
            let Some(path) = &g.column.none else { continue };
            let handle = self.owner(path, None, g.item.place);
            let key = self.key(path, None, year);
            let written = Written {
                text: g.item.text(),
                place: g.item.place,
                form: &NO_FORM,
                key: key.as_deref(),
                append: false,
            };
            self.builder.put(&handle, path, &written);
            self.builder.settle(g.item.id, Fate::Mapped);
        }
    }

    /// After a row with nothing but its key, text of a row without key belongs to that key.
    fn expect_rest(&mut self, given: &[Given<'_, 'd, 'm>]) {
        let keys = given.iter().filter(|g| g.column.key);
        let keys: Vec<_> =
            keys.map(|g| (g.physical.column, g.item.text().to_owned(), g.item.place)).collect();
        if let Some(open) = &mut self.open {
            open.pending = keys;
        }
    }

    /// Gives the items of a row without key the key that stood alone on the row above.
    fn give_key(&mut self, table: &'m TableBlock, given: &[Given<'_, 'd, 'm>], made: &[Current]) {
        let pending = self.open.as_mut().map(|open| std::mem::take(&mut open.pending)).unwrap_or_default();
        for (column, text, place) in pending {
            let spec = &table.columns[column];
            let Some(path) = spec.to.as_ref().filter(|_| given.iter().all(|g| !g.column.key)) else {
                continue;
            };
            let owner = made.iter().find(|c| c.of.0 == path.entity.name && c.of.1 == path.level);
            let Some(owner) = owner.map(|owner| owner.handle.clone()) else { continue };
            let written = Written { text: &text, place, form: &spec.form, key: None, append: false };
            self.builder.put(&owner, path, &written);
        }
    }

    /// Blank cells that take the value of the row above.
    fn fill_above(&mut self, table: &'m TableBlock, given: &[Given<'_, 'd, 'm>], made: &[Current]) {
        for (index, column) in table.columns.iter().enumerate().filter(|(_, column)| column.above) {
            let Some(path) = &column.to else { continue };
            let here = given.iter().find(|g| g.physical.column == index);
            if let Some(g) = here {
                if let Some(open) = &mut self.open {
                    open.above.insert(index, (g.item.text().to_owned(), g.item.place));
                }
                continue;
            }
            let above = self.open.as_ref().and_then(|open| open.above.get(&index).cloned());
            let owner = made.iter().find(|c| c.of.0 == path.entity.name && c.of.1 == path.level);
            let (Some((text, place)), Some(owner)) = (above, owner) else { continue };
            let written = Written { text: &text, place, form: &column.form, key: None, append: false };
            self.builder.put(&owner.handle, path, &written);
        }
    }

    fn fill_cell(
        &mut self,
        table: &'m TableBlock,
        g: &Given<'_, 'd, 'm>,
        given: &[Given<'_, 'd, 'm>],
        place: Place,
        made: &mut Vec<Current>,
        marks: &mut Vec<Marks<'m>>,
    ) {
        self.builder.settle(g.item.id, Fate::Mapped);
        if fixed_fit(&g.column.fixed, g.item).is_some() && !self.names_item(table, g, given) {
            self.builder.settle(g.item.id, Fate::Boilerplate);
            return;
        }
        let text = g.item.text();
        if let Some(path) = &g.column.repeats {
            self.repeated(path, g, made);
            return;
        }
        if let (Some(items), None) = (&g.column.items, &g.column.join) {
            self.fill_items(items, g, made, given, place, table);
            return;
        }
        let Some(path) = &g.column.to else {
            if g.column.join.is_none() && !is_blank(&self.builder.method.blanks, text) {
                self.left_over(g);
            }
            return;
        };
        let blank = is_blank(&self.builder.method.blanks, text) && path.entity.name != "block";
        let marks_only =
            matches!(g.column.group, Some(Group::Months | Group::Years)) || path.kind() == Kind::Months;
        if blank && !marks_only {
            return;
        }
        let handle = self.item_for(path, g.physical.item(table), table, given, made, place);
        match (&g.column.group, path.kind()) {
            (Some(Group::Months), _) | (_, Kind::Months) => self.mark(g, &handle, path, marks),
            (Some(Group::Years), _) => self.year_mark(g, &handle, path),
            _ => self.fill_value(g, &handle, path),
        }
    }

    fn fill_value(&mut self, g: &Given<'_, 'd, 'm>, handle: &Handle, path: &'m Path) {
        let year = self.row_year(handle);
        let key = self.key(path, g.physical.key.as_deref(), year);
        let form = &g.column.form;
        self.tell_several(path, g.item.text(), g.item.place);
        let continues = g.column.key
            && self.builder.verbatim(handle, path.field_name()).is_some_and(|known| known == g.item.text());
        if continues {
            return;
        }
        let written = Written {
            text: g.item.text(),
            place: g.item.place,
            form,
            key: key.as_deref(),
            append: !g.column.key,
        };
        self.builder.put(handle, path, &written);
        self.derive(&g.column.derive, handle, g.item.text(), g.item.place);
    }

    /// The year a row is about: its own, that of its table, or that of the record.
    fn row_year(&mut self, handle: &Handle) -> Option<i16> {
        let own = self.builder.verbatim(handle, "year").and_then(|year| year.parse().ok());
        own.or_else(|| self.open.as_ref().and_then(|open| open.year))
    }

    /// A text that should repeat a field: kept apart, with a finding, when it does not.
    fn repeated(&mut self, path: &Path, g: &Given<'_, 'd, 'm>, made: &[Current]) {
        let (text, place) = (g.item.text(), g.item.place);
        let handle = made.iter().find(|c| c.of.0 == path.entity.name).map(|c| c.handle.clone());
        let known = handle.as_ref().and_then(|handle| self.builder.verbatim(handle, path.field_name()));
        if known.as_deref().is_some_and(|known| method::words::key(known) == method::words::key(text)) {
            return;
        }
        let message = format!("«{}» dovrebbe ripetere «{}»", short(text), short(&known.unwrap_or_default()));
        self.builder.report(&codes::DIFFERENT_TEXT, message, place);
        if let (Some(handle), Some(to)) = (handle, &g.column.to) {
            let key = self.key(to, None, None);
            let written = Written { text, place, form: &NO_FORM, key: key.as_deref(), append: false };
            self.builder.put(&handle, to, &written);
        } else {
            let target = self.target.clone();
            self.builder.note(&target, text, place);
        }
    }

    /// A cell of a group that only says again who stands in a cell before it: one item is enough.
    fn says_again(&mut self, g: &Given<'_, 'd, 'm>, given: &[Given<'_, 'd, 'm>]) -> bool {
        let (Some(Group::Each(_)), Some(items)) = (&g.column.group, &g.column.items) else { return false };
        let same = |other: &&Given<'_, 'd, 'm>| {
            other.physical.column == g.physical.column && other.item.text() == g.item.text()
        };
        let first = given.iter().find(same).is_none_or(|other| other.item.id == g.item.id)
            && !Self::is_responsible(g, given);
        if first || parse_item(items, g.item.text()).is_none_or(|captures| captures.len() > 1) {
            return false;
        }
        let message =
            format!("«{}» sta più volte sulla stessa riga: letto una volta sola", short(g.item.text()));
        self.builder.report(&codes::COPY, message, g.item.place);
        self.builder.settle(g.item.id, Fate::Reported);
        true
    }

    /// Reports a constant text spelled otherwise.
    fn tell_fixed(&mut self, g: &Given<'_, 'd, 'm>) {
        if fixed_fit(&g.column.fixed, g.item) == Some(true) {
            let message = format!("«{}» letto come un testo fisso della colonna", short(g.item.text()));
            self.builder.report(&codes::LABEL_DISTANCE, message, g.item.place);
        }
    }

    /// Whether a constant text names an item: another cell of its set has a value.
    fn names_item(&self, table: &TableBlock, g: &Given<'_, 'd, 'm>, given: &[Given<'_, 'd, 'm>]) -> bool {
        let Some(to) = g.column.to.as_ref().filter(|_| matches!(g.column.group, Some(Group::Set { .. })))
        else {
            return false;
        };
        let beside = |other: &&Given<'_, 'd, 'm>| {
            other.physical.column != g.physical.column
                && other.physical.item(table) == g.physical.item(table)
                && other.column.to.as_ref().is_some_and(|path| path.same_entity(to))
        };
        given.iter().filter(beside).any(|other| !is_blank(&self.builder.method.blanks, other.item.text()))
    }

    /// Gives the items of a cell what its column says of them all, and what its value implies.
    fn set_said(&mut self, g: &Given<'_, 'd, 'm>, made: &[Current], table: &TableBlock) {
        for (path, text) in g.column.says(g.item.text()) {
            let of = |c: &&Current| c.of.0 == path.entity.name && c.of.2 % ITEMS == g.physical.item(table);
            for current in made.iter().filter(of) {
                let written = Written { text, place: g.item.place, form: &NO_FORM, key: None, append: false };
                if self.builder.verbatim(&current.handle, path.field_name()).is_none() {
                    self.builder.put(&current.handle, path, &written);
                }
            }
        }
    }

    /// The pieces of a cell, each a value of its column: a link or an entity of its own where the field
    /// holds one, else one of the values of the field.
    #[allow(clippy::too_many_arguments)]
    fn fill_pieces(
        &mut self,
        pieces: &[&str],
        path: &'m Path,
        g: &Given<'_, 'd, 'm>,
        made: &mut Vec<Current>,
        given: &[Given<'_, 'd, 'm>],
        place: Place,
        table: &'m TableBlock,
    ) {
        let many = path.field.0.is_some_and(|field| field.cardinality == domain::Cardinality::Many);
        let own = matches!(path.entity.name, "link" | "person" | "criterion" | "budget_line");
        if !many && !own {
            let handle = self.item_for(path, g.physical.item(table), table, given, made, place);
            self.fill_value(g, &handle, path);
            return;
        }
        for (number, piece) in pieces.iter().enumerate() {
            let instance = g.physical.item(table) + if many { 0 } else { number * ITEMS };
            let handle = self.item_for(path, instance, table, given, made, place);
            let key = self.key(path, g.physical.key.as_deref(), None);
            let key = key.as_deref();
            let written =
                Written { text: piece, place: g.item.place, form: &g.column.form, key, append: false };
            self.builder.put(&handle, path, &written);
        }
    }

    fn fill_items(
        &mut self,
        items: &'m method::Items,
        g: &Given<'_, 'd, 'm>,
        made: &mut Vec<Current>,
        given: &[Given<'_, 'd, 'm>],
        place: Place,
        table: &'m TableBlock,
    ) {
        let pieces = super::pairs::split(items, g.item.text()).unwrap_or_else(|| vec![g.item.text()]);
        if let (true, Some(path)) = (items.texts.is_empty(), &g.column.to) {
            self.fill_pieces(&pieces, path, g, made, given, place, table);
            return;
        }
        for (number, piece) in pieces.iter().enumerate() {
            let Some(captures) = parse_item(items, piece) else {
                match &g.column.to {
                    Some(path) => {
                        let handle = self.item_for(path, g.physical.item(table), table, given, made, place);
                        self.fill_value(g, &handle, path);
                    }
                    None => self.left_over(g),
                }
                return;
            };
            for (name, value) in captures {
                let Some((_, path)) = items.to.iter().find(|(known, _)| *known == name) else { continue };
                let instance = g.physical.item(table) + number * ITEMS;
                let handle = self.item_for(path, instance, table, given, made, place);
                let key = self.key(path, g.physical.key.as_deref(), None);
                let key = key.as_deref();
                let text = super::people::tidy(path, &value);
                let written = Written { text, place: g.item.place, form: &NO_FORM, key, append: true };
                self.builder.put(&handle, path, &written);
            }
        }
    }
}

/// The text of a cell after a label of second rows, and whether there was one.
fn after_label<'t>(labels: &[method::Template], item: &'t Item<'_>) -> (&'t str, bool) {
    for label in labels {
        if let Some(found) = label.matches(item.text(), &item.words, 0, false) {
            let end = item.words[found.words.saturating_sub(1)].range.end;
            return (item.text()[end..].trim_matches([' ', ':']), true);
        }
    }
    (item.text(), false)
}

/// Whether a text is a number or a year and nothing else: the number of a blank row of the form.
pub(super) fn is_count(text: &str) -> bool {
    text.parse::<u16>().is_ok() || meaning::ordinal::ordinal(text).is_some()
}
