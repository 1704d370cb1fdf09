//! Document -> plan.
//!
//! The documents become one list of rows ([`rows`]); the labels of the method are looked up in them
//! ([`labels`]); sections and records are told apart here; each stretch of rows is then explained by
//! the blocks of the method ([`area`]), which fills the plan ([`builder`]).

mod align;
mod area;
mod builder;
mod finish;
mod fit;
mod habits;
mod headings;
mod held;
mod items;
pub(crate) mod labels;
mod levels;
mod list;
mod marks;
mod owner;
pub(crate) mod pairs;
mod pause;
mod people;
mod position;
mod rows;
mod rows_of;
mod table;

use std::collections::HashMap;

use document::{Document, UnreadPages};
use domain::{Datum, Entity};
use method::{Block, BlockKind, Method};

use area::{Area, Currents};
use builder::{Builder, Fate, Handle};
use labels::{Labels, Scope, Use};
use rows::Line;

use crate::signs::Signs;
use crate::{Reading, codes};

/// How many rows ahead tell whether a form begins again without its heading.
const AHEAD: usize = 8;

/// Reads documents into one plan; `Place::file` is the index of the document.
pub fn read(documents: &[Document], method: &Method) -> Reading {
    let signs = Signs::new(method);
    let documents = signs.guarded(documents);
    let documents = documents.as_ref();
    let labels = signs.into_labels();
    let (lines, places) = rows::lines(documents, labels.head());
    let mut reader = Reader {
        labels,
        lines,
        builder: Builder::new(method, places.len()),
        currents: HashMap::new(),
        section: None,
        prose: None,
        columns: HashMap::new(),
        torn: None,
        annex: false,
    };
    reader.begin(documents);
    reader.run();
    for cell in reader.builder.unseen() {
        reader.builder.report(&codes::UNPLACED, "cella non spiegata dal metodo", places[cell]);
        reader.builder.settle(cell, Fate::Reported);
    }
    finish::finish(reader.builder)
}

struct Reader<'d, 'm> {
    labels: Labels<'m>,
    lines: Vec<Line<'d>>,
    builder: Builder<'m>,
    currents: Currents,
    /// Index of the section in force; `None` before the first.
    section: Option<usize>,
    /// The section of the plan that keeps text.
    prose: Option<Handle>,
    /// The annex of a print has begun: all that follows is text.
    annex: bool,
    /// Columns of the tables whose header was last met, by scope and block: a torn form may begin with
    /// rows of theirs.
    columns: HashMap<(Scope, usize), Vec<table::Physical>>,
    /// The row with which a torn form begins, once the form before it has told.
    torn: Option<usize>,
}

/// What a row begins.
enum Begins {
    Section(usize),
    Record,
    /// A record whose beginning is lost.
    Torn,
    /// The annex of what had no place in a print.
    Annex,
    /// Text around the records.
    Around,
    Nothing,
}

impl<'d, 'm> Reader<'d, 'm> {
    /// The body and the source documents.
    fn begin(&mut self, documents: &[Document]) {
        let plan = &mut self.builder.plan;
        for document in documents {
            if let Some(entity) = plan.add_child("documents") {
                let _ = entity.put("name", None, Datum::prose(document.name.clone(), None));
            }
        }
        let info = &self.builder.method.body;
        let fields = [
            ("name", Some(&info.name)),
            ("kind", Some(&info.kind)),
            ("istat", info.istat.as_ref()),
            ("ipa", info.ipa.as_ref()),
        ];
        if let Some(body) = self.builder.plan.add_child("body") {
            for (field, value) in fields {
                if let Some(value) = value {
                    let _ = body.put(field, None, Datum::prose(value.clone(), None));
                }
            }
        }
        let years = self.builder.method.years.clone();
        if !years.is_empty() {
            let texts: Vec<String> = years.iter().map(i16::to_string).collect();
            let datum =
                Datum { verbatim: texts.join(" "), readings: vec![domain::Value::Years(years)], place: None };
            let _ = (&mut self.builder.plan as &mut dyn Entity).put("years", None, datum);
        }
    }

    fn run(&mut self) {
        self.tell_unread_pages();
        self.drop_page_lines();
        let mut at = 0;
        let mut around = 0;
        if self.builder.method.sections.first().is_some_and(|section| section.titles.is_empty()) {
            self.open_untitled(0, 0);
        }
        while at < self.lines.len() {
            if let Some(section) = self.untitled_at(at) {
                self.around(around, at);
                self.open_untitled(section, at);
                around = at;
            }
            match self.begins(at, None) {
                Begins::Annex => {
                    self.around(around, at);
                    self.open_annex(at);
                    at += 1;
                    around = at;
                }
                Begins::Section(section) => {
                    self.around(around, at);
                    self.open_section(section, at);
                    at += 1;
                    around = at;
                }
                begins @ (Begins::Record | Begins::Torn) => {
                    self.around(around, at);
                    at = self.record(at, matches!(begins, Begins::Torn));
                    around = at;
                }
                Begins::Around | Begins::Nothing => at += 1,
            }
        }
        self.around(around, self.lines.len());
        self.builder.end_context(self.prose.as_ref(), &|_| true);
    }

    /// Pages that are only pictures are told, and take no part in the reading of what stands around them.
    fn tell_unread_pages(&mut self) {
        let builder = &mut self.builder;
        self.lines.retain(|line| {
            let [item] = line.items.as_slice() else { return true };
            let pages = UnreadPages::of(item.text()).filter(|_| line.prose && !item.cell.literal);
            let Some(UnreadPages { first, last }) = pages else { return true };
            let message = if first == last {
                format!("la pagina {first} contiene solo un'immagine: ciò che vi è scritto non è stato letto")
            } else {
                format!("le pagine da {first} a {last} contengono solo immagini: ciò che vi è scritto non è stato letto")
            };
            builder.report(&codes::UNREAD_PAGES, message, item.place);
            builder.settle(item.id, Fate::Reported);
            false
        });
    }

    /// Lines of text without content go before anything is read: what stands above and below them
    /// belongs together.
    fn drop_page_lines(&mut self) {
        let (templates, builder) = (&self.builder.method.lines, &mut self.builder);
        if templates.is_empty() {
            return;
        }
        self.lines.retain(|line| {
            let [item] = line.items.as_slice() else { return true };
            let page = line.prose && fit::is_one_of(templates, item);
            if page {
                builder.settle(item.id, Fate::Boilerplate);
            }
            !page
        });
    }

    fn scope(&self, record: bool) -> Option<Scope> {
        self.section.map(|section| Scope { section, record })
    }

    /// A section begins: its title is kept with its text.
    fn open_section(&mut self, section: usize, at: usize) {
        self.section = Some(section);
        self.builder.end_context(self.prose.as_ref(), &|_| true);
        self.forget_listed();
        let name = self.builder.method.sections[section].name.clone();
        self.prose = self.new_section(&name, self.lines[at].place);
        self.keep_title(at);
    }

    /// The units that a table of the section before listed stand above no form of this one.
    fn forget_listed(&mut self) {
        for key in std::mem::take(&mut self.builder.listed) {
            self.currents.remove(&key);
        }
    }

    /// The annex of a print is text, whatever it holds.
    fn open_annex(&mut self, at: usize) {
        self.section = None;
        self.annex = true;
        self.prose = self.new_section("", self.lines[at].place);
        self.keep_title(at);
    }

    fn keep_title(&mut self, at: usize) {
        let title = self.lines[at].items.first().map(|item| (item.text().to_owned(), item.id, item.place));
        if let (Some((title, cell, place)), Some(handle)) = (title, self.prose.clone()) {
            if let Some(entity) = self.builder.entity(&handle) {
                let _ = entity.put("title", None, Datum::prose(title, Some(place)));
            }
            self.builder.settle(cell, Fate::Mapped);
        }
    }

    /// A section without a title begins where something of it is met.
    fn open_untitled(&mut self, section: usize, at: usize) {
        let Some(place) = self.lines.get(at).map(|line| line.place) else { return };
        self.section = Some(section);
        self.forget_listed();
        let name = self.builder.method.sections[section].name.clone();
        self.prose = self.new_section(&name, place);
    }

    /// The section without a title, after the one in force, that a row belongs to.
    fn untitled_at(&self, at: usize) -> Option<usize> {
        if self.annex {
            return None;
        }
        let sections = &self.builder.method.sections;
        let next = self.section.map_or(0, |section| section + 1);
        let to = self.lines.len();
        (next..sections.len()).take_while(|index| sections[*index].titles.is_empty()).find(|index| {
            let around = Scope { section: *index, record: false };
            let inside = Scope { section: *index, record: true };
            let section = &sections[*index];
            let form = section.record.as_ref().map_or(&[][..], |record| record.blocks.as_slice());
            headings::heading_at(&self.labels, &self.lines, around, &section.blocks, at, to).is_some()
                || headings::heading_at(&self.labels, &self.lines, inside, form, at, to).is_some()
                || self.pairs_at(inside, form, &self.lines[at], &[]).iter().any(|(_, start, _)| *start)
        })
    }

    fn new_section(&mut self, name: &str, place: domain::Place) -> Option<Handle> {
        let definition = domain::entity::entity_named("section")?;
        let handle = self.builder.add(&Handle::default(), definition, None, place)?;
        let entity = self.builder.entity(&handle)?;
        let _ = entity.put("key", None, Datum::prose(name, None));
        Some(handle)
    }

    /// What a row begins; `met` are the pairs met so far in the record being read.
    fn begins(&self, at: usize, record: Option<&Progress>) -> Begins {
        let line = &self.lines[at];
        if is_annex(line) {
            return Begins::Annex;
        }
        if self.annex {
            return Begins::Nothing;
        }
        if let Some(section) = self.section_at(line) {
            return Begins::Section(section);
        }
        if record.is_some() && self.untitled_at(at).is_some() {
            return Begins::Around;
        }
        let Some(scope) = self.scope(true) else { return Begins::Nothing };
        if is_torn(line) {
            return Begins::Record;
        }
        if record.is_none() && self.torn == Some(at) {
            return Begins::Torn;
        }
        let section = &self.builder.method.sections[scope.section];
        let Some(form) = &section.record else { return Begins::Nothing };
        let around = Scope { record: false, ..scope };
        let to = self.lines.len();
        if let Some(block) = self.head_at(scope, &form.blocks, at) {
            if form.blocks[block].start {
                return if record.is_some_and(|r| r.fresh && !r.heads.contains(&block)) {
                    Begins::Nothing
                } else {
                    Begins::Record
                };
            }
            return Begins::Nothing;
        }
        if headings::heading_at(&self.labels, &self.lines, around, &section.blocks, at, to).is_some() {
            return Begins::Around;
        }
        let known = record.map_or(&[][..], |progress| progress.pairs.as_slice());
        let pairs = self.pairs_at(scope, &form.blocks, line, known);
        if let Some(start) = pairs.iter().find(|pair| pair.1) {
            let again = record.is_none_or(|r| !r.fresh || r.pairs.contains(&start.0));
            return if again { Begins::Record } else { Begins::Nothing };
        }
        if record.is_some() && self.header_around(around, &section.blocks, line) {
            return Begins::Around;
        }
        if record.is_some() && form.only_rows && line.prose && pairs.is_empty() {
            return Begins::Around;
        }
        if record.is_none_or(|record| !record.fresh)
            && pairs.is_empty()
            && self.leads(at, scope, &form.blocks)
        {
            return Begins::Record;
        }
        match record {
            None if pairs.iter().any(|pair| !pair.2) => Begins::Torn,
            Some(progress) if self.begins_again(at, scope, &form.blocks, progress) => Begins::Torn,
            _ => Begins::Nothing,
        }
    }

    /// The block of a heading, or of a sign that begins records, at a row.
    fn head_at(&self, scope: Scope, blocks: &'m [Block], at: usize) -> Option<usize> {
        let to = self.lines.len();
        let heading =
            headings::heading_at(&self.labels, &self.lines, scope, blocks, at, to).map(|(block, ..)| block);
        heading.or_else(|| {
            let [item] = self.lines[at].items.as_slice() else { return None };
            let signed = |block: &Block| match &block.kind {
                BlockKind::Note(note) if block.start => {
                    note.starts.iter().any(|s| item.text().starts_with(s.as_str()))
                }
                _ => false,
            };
            blocks.iter().position(signed).filter(|_| !item.cell.literal)
        })
    }

    /// Whether a lone text stands right above a heading that begins a record, in a form that has a
    /// text above that heading which the heading does not say: then the text begins the record.
    fn leads(&self, at: usize, scope: Scope, blocks: &'m [Block]) -> bool {
        let line = &self.lines[at];
        let kept = line.items.iter().any(|item| item.text().starts_with(crate::print::NOTE));
        if !line.prose || !line.first || kept || at + 1 >= self.lines.len() {
            return false;
        }
        let below = headings::heading_at(&self.labels, &self.lines, scope, blocks, at + 1, self.lines.len());
        let Some((block, template, ..)) = below.filter(|(block, ..)| blocks[*block].start) else {
            return false;
        };
        let BlockKind::Line(heading) = &blocks[block].kind else { return false };
        blocks[..block].iter().any(|above| {
            let BlockKind::Text(top) = &above.kind else { return false };
            let said = |name: &str| {
                heading
                    .to
                    .iter()
                    .any(|(known, path)| known == name && path.field_name() == top.to.field_name())
            };
            top.at_top && !template.captures().any(said)
        })
    }

    /// The section whose title a row is, alone on it.
    fn section_at(&self, line: &Line<'d>) -> Option<usize> {
        let [item] = line.items.as_slice() else { return None };
        if item.cell.literal {
            return None;
        }
        let spots =
            self.labels.spots(item.text(), &item.words, 0, &|label| matches!(label.of, Use::Section(_)));
        let titles: Vec<usize> = spots
            .iter()
            .filter(|spot| spot.whole)
            .filter_map(|spot| match spot.label.of {
                Use::Section(section) => Some(section),
                _ => None,
            })
            .collect();
        let next = self.section.map_or(0, |section| section + 1);
        titles.iter().copied().find(|section| *section >= next).or(titles.first().copied())
    }

    /// The pairs of a record on a row: identity with key, whether it starts one, whether it may come again.
    fn pairs_at(
        &self,
        scope: Scope,
        blocks: &'m [Block],
        line: &Line<'d>,
        known: &[PairId],
    ) -> Vec<(PairId, bool, bool)> {
        let mut out: Vec<(PairId, bool, bool)> = Vec::new();
        let mut follows = None;
        for item in &line.items {
            let label = std::mem::take(&mut follows);
            if item.cell.literal {
                continue;
            }
            let spots = self.labels.spots(item.text(), &item.words, 0, &|label| {
                label.scope == Some(scope) && matches!(label.of, Use::Pair(..))
            });
            // A form may have the same label in two places: the one not met yet is meant.
            let longest = spots.first().map_or(0, |spot| spot.found.words);
            let is_known = |spot: &labels::Spot<'m>| match spot.label.of {
                Use::Pair(block, row, place) => {
                    known.iter().any(|id| (id.0, id.1, id.2) == (block, row, place))
                }
                _ => true,
            };
            let new = spots.iter().any(|spot| spot.found.words == longest && !is_known(spot));
            for spot in spots.iter().filter(|spot| !(new && spot.found.words == longest && is_known(spot))) {
                let Use::Pair(block, row, place) = spot.label.of else { continue };
                let BlockKind::Pairs(pairs) = &blocks[block].kind else { continue };
                let pair = &pairs.rows[row][place];
                let Some(end) = spot.found.words.checked_sub(1).and_then(|last| item.words.get(last)) else {
                    continue;
                };
                let end = pairs::label_end(item.text(), end.range.end);
                let apart = area::set_apart(item.cell, end);
                let value = label.is_some_and(|label| label != (block, row, place));
                let set = spot.whole || apart || (pair.in_cell && !value);
                if !set || !pairs::plausible(&self.builder, pair, &item.text()[end..]) {
                    continue;
                }
                follows = (spot.whole && pairs::takes_right(pair)).then_some((block, row, place));
                let key = spot.found.captures.first().map(|(_, range)| item.text()[range.clone()].to_owned());
                let id = (block, row, place, key);
                out.push((id, pair.start || blocks[block].start, pair.append || takes_many(pair)));
                break;
            }
        }
        if out.iter().all(|(_, start, _)| !start) && self.is_header(scope, blocks, line, out.len()) {
            out.clear();
        }
        out
    }

    /// Whether a row that holds so many labels is rather the header of a table of the form: it has more
    /// labels of its columns.
    fn is_header(&self, scope: Scope, blocks: &[Block], line: &Line<'d>, pairs: usize) -> bool {
        let columns = |block: &Block| matches!(&block.kind, BlockKind::Table(table) if !table.sideways);
        if pairs == 0 || line.prose || !blocks.iter().any(columns) {
            return false;
        }
        let count =
            (0..blocks.len()).map(|block| self.columns_on(scope, line, Some(block))).max().unwrap_or(0);
        count >= 2 && count > pairs && count * 2 >= line.items.len()
    }

    /// How many cells of a row are header labels: of a table, or of any.
    fn columns_on(&self, scope: Scope, line: &Line<'d>, of: Option<usize>) -> usize {
        let column = |item: &rows::Item<'d>| {
            let here = |label: &labels::Label<'m>| {
                let table = match label.of {
                    Use::Column(block, ..) => of.is_none_or(|of| of == block),
                    _ => false,
                };
                table && label.scope == Some(scope)
            };
            self.labels.spots(item.text(), &item.words, 0, &here).iter().any(|spot| spot.whole)
        };
        line.items.iter().filter(|item| column(item)).count()
    }

    /// Whether a row is a header of a table around the records and of none inside them.
    fn header_around(&self, around: Scope, blocks: &[Block], line: &Line<'d>) -> bool {
        if !blocks.iter().any(|block| matches!(block.kind, BlockKind::Table(_))) {
            return false;
        }
        let count = |scope: Scope| self.columns_on(scope, line, None);
        let here = count(around);
        here >= 2 && here * 2 >= line.items.len() && here > count(Scope { record: true, ..around })
    }

    /// Whether labels met already come again, several of them: the form begins again, torn.
    fn begins_again(&self, at: usize, scope: Scope, blocks: &'m [Block], progress: &Progress) -> bool {
        let (mut again, mut new) = (0, 0);
        let first = self.pairs_at(scope, blocks, &self.lines[at], &progress.pairs);
        let regress = first.iter().any(|(id, _, append)| progress.returns(id, *append));
        let far =
            first.iter().all(|(id, ..)| (id.0, id.1) < progress.furthest || progress.pairs.contains(id));
        if !regress || !far {
            return false;
        }
        for line in self.lines.iter().skip(at).take(AHEAD) {
            for (id, start, append) in self.pairs_at(scope, blocks, line, &progress.pairs) {
                if start && line.place != self.lines[at].place {
                    return again >= 2 && again > new;
                }
                if progress.returns(&id, append) {
                    again += 1;
                } else if !append {
                    new += 1;
                }
            }
        }
        again >= 2 && again > new
    }

    /// Reads the record that begins at a row; gives the row after it.
    fn record(&mut self, at: usize, torn_here: bool) -> usize {
        let Some(scope) = self.scope(true) else { return at + 1 };
        let Some(form) = &self.builder.method.sections[scope.section].record else { return at + 1 };
        let (to, torn) = self.record_end(at, scope, &form.blocks);
        self.torn = torn.then_some(to);
        let place = self.lines[at].place;
        let Some(handle) = self.builder.add(&Handle::default(), form.of, None, place) else { return to };
        let section = self.builder.plan.sections.len().to_string();
        if let Some(entity) = self.builder.entity(&handle) {
            let _ = entity.put("section", None, Datum::prose(section, None));
        }
        if form.of.name == "objective" {
            self.builder.ordinal = u32::try_from(self.builder.plan.objectives.len()).ok();
        }
        self.builder.year = self.builder.method.year;
        self.currents.retain(|_, owner| owner.0.len() < 2);
        self.align(scope, &form.blocks, handle.clone(), Some(form.of), None, at, to);
        self.inherit_context(&handle);
        if torn_here || is_torn(&self.lines[at]) {
            self.tell_torn(&handle, place);
        }
        finish::record(&mut self.builder, &self.currents, &handle);
        self.builder.ordinal = None;
        to
    }

    /// A form whose beginning is lost; what has not even a title is told as the remains of one.
    fn tell_torn(&mut self, handle: &Handle, place: domain::Place) {
        let named =
            ["title", "description", "name"].iter().any(|f| self.builder.verbatim(handle, f).is_some());
        if named {
            let message = "della scheda manca l'inizio: la si riconosce da un'etichetta che sta più giù";
            self.builder.report(&codes::TORN_FORM, message, place);
        }
    }

    /// What the headings above a record say of it.
    fn inherit_context(&mut self, handle: &Handle) {
        let mut context = std::mem::take(&mut self.builder.context);
        for said in &mut context {
            if let Some(entity) = self.builder.entity(handle) {
                let _ = entity.put(said.field, None, said.datum.clone());
                said.used = true;
                said.cells.iter().for_each(|cell| self.builder.settle(*cell, Fate::Mapped));
            }
        }
        self.builder.context = context;
    }

    /// The row at which a record ends, and whether a torn one begins there.
    fn record_end(&self, at: usize, scope: Scope, blocks: &'m [Block]) -> (usize, bool) {
        let mut progress = Progress { fresh: true, ..Progress::default() };
        progress.meet(self, at, scope, blocks);
        progress.fresh |= progress.heads.is_empty() && progress.pairs.is_empty();
        let mut next = at + 1;
        while next < self.lines.len() {
            match self.begins(next, Some(&progress)) {
                Begins::Section(_) | Begins::Annex | Begins::Record | Begins::Around => return (next, false),
                Begins::Torn => return (self.torn_start(at, next, scope, blocks), true),
                Begins::Nothing => progress.meet(self, next, scope, blocks),
            }
            next += 1;
        }
        (self.lines.len(), false)
    }

    /// A torn form begins with the rows above its first label that belong to its block.
    ///
    /// Where no blank line parts it from the form before it, as when the end of a page did, rows below what stands
    /// further down in the form are still of that one.
    fn torn_start(&self, from: usize, at: usize, scope: Scope, blocks: &'m [Block]) -> usize {
        let pairs = |row: usize| self.pairs_at(scope, blocks, &self.lines[row], &[]);
        let label = pairs(at).first().map_or(0, |(id, ..)| id.0);
        let mut start = at;
        while start > from + 1 && !self.lines[start].first && pairs(start - 1).is_empty() {
            start -= 1;
            if self.begins_block_after(label, start, scope, blocks) {
                return at;
            }
        }
        start
    }

    /// Whether a row is a heading or a header of the form from further down than one of its blocks.
    fn begins_block_after(&self, block: usize, at: usize, scope: Scope, blocks: &'m [Block]) -> bool {
        let line = &self.lines[at];
        let header = |after: usize| {
            let count = self.columns_on(scope, line, Some(after));
            count >= 2 && count * 2 >= line.items.len()
        };
        (block + 1..blocks.len()).any(header)
            || self.head_at(scope, blocks, at).is_some_and(|head| head > block)
    }

    /// Rows around the records: the blocks of the section, and text.
    fn around(&mut self, from: usize, to: usize) {
        if from >= to {
            return;
        }
        let opened = self.prose.is_none();
        if opened {
            self.prose = self.new_section("", self.lines[from].place);
        }
        let prose = self.prose.clone();
        if let Some(scope) = self.scope(false) {
            let blocks = &self.builder.method.sections[scope.section].blocks;
            self.align(scope, blocks, Handle::default(), None, prose, from, to);
        } else {
            let scope = Scope { section: usize::MAX, record: false };
            self.align(scope, &[], Handle::default(), None, prose, from, to);
        }
        // Rows without content leave no section behind: it would not be printed.
        if opened && self.builder.plan.sections.last().is_some_and(|section| section.blocks.is_empty()) {
            self.builder.plan.sections.pop();
            self.prose = None;
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn align(
        &mut self,
        scope: Scope,
        blocks: &'m [Block],
        target: Handle,
        record: Option<&'static domain::EntityDefinition>,
        prose: Option<Handle>,
        from: usize,
        to: usize,
    ) {
        let years = self.builder.method.years.clone();
        let mut area = Area {
            builder: &mut self.builder,
            labels: &self.labels,
            lines: &self.lines,
            at: from,
            scope,
            blocks,
            target,
            record,
            prose,
            years,
            currents: &mut self.currents,
            columns: &mut self.columns,
            open: None,
            paused: None,
            titled: HashMap::new(),
            last: None,
            waiting: Vec::new(),
            met: Vec::new(),
            sideways: None,
            list: None,
            held: None,
        };
        area.read(from, to);
    }
}

/// Whether a row is the title of the annex of a print.
fn is_annex(line: &Line<'_>) -> bool {
    matches!(line.items.as_slice(), [item] if !item.cell.literal && item.text() == crate::print::ANNEX)
}

/// Whether a row stands for the lost beginning of a form.
pub(crate) fn is_torn(line: &Line<'_>) -> bool {
    matches!(line.items.as_slice(), [item] if !item.cell.literal && item.text() == crate::print::TORN)
}

/// Whether a pair may hold several values, and so come several times.
fn takes_many(pair: &method::Pair) -> bool {
    pair.items.is_none()
        && pair.to.as_ref().is_some_and(|to| {
            to.entity.name == "link" || to.field.0.is_some_and(|f| f.cardinality == domain::Cardinality::Many)
        })
}

/// Block, row of paper, place on the row, captured key.
type PairId = (usize, usize, usize, Option<String>);

/// What was met of the record being read.
#[derive(Default)]
struct Progress {
    /// Nothing but beginnings was met.
    fresh: bool,
    /// Heading blocks met.
    heads: Vec<usize>,
    /// Pairs met.
    pairs: Vec<PairId>,
    /// The furthest row of the form met.
    furthest: (usize, usize),
    /// The last pair takes further texts, such as the paragraphs below it.
    open: bool,
}

impl Progress {
    /// Whether a label comes again that stands once, or further up in the form.
    fn returns(&self, id: &PairId, many: bool) -> bool {
        self.pairs.contains(id) && (!many || (id.0, id.1) < self.furthest)
    }

    fn meet<'m>(&mut self, reader: &Reader<'_, 'm>, at: usize, scope: Scope, blocks: &'m [Block]) {
        let line = &reader.lines[at];
        if let Some(block) = reader.head_at(scope, blocks, at) {
            self.heads.push(block);
            self.fresh &= blocks[block].start;
            self.open = false;
            return;
        }
        let pairs = reader.pairs_at(scope, blocks, line, &self.pairs);
        let runs_on = line.prose && (self.open || !line.first);
        self.fresh &= pairs.iter().all(|(_, start, _)| *start)
            && (!pairs.is_empty() || line.items.is_empty() || runs_on);
        if let Some((.., many)) = pairs.last() {
            self.open = *many;
        }
        for (id, ..) in pairs {
            self.furthest = self.furthest.max((id.0, id.1));
            self.pairs.push(id);
        }
    }
}
