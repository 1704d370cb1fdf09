//! Headings of forms and titles of tables, over one line or more, spelled well or nearly.

use domain::{Datum, Kind, Place};
use method::template::Match;
use method::words::{Word, words};
use method::{Block, BlockKind, Path, Template};

use super::area::{Area, NO_FORM};
use super::builder::{Fate, Said, Written, short, shown};
use super::habits::What;
use super::labels::{Label, Labels, Scope, Use, likeness, near_match};
use super::rows::{Item, Line};
use crate::codes;

impl<'m> Area<'_, '_, 'm> {
    /// The title or caption of a table, spelled nearly as the method spells it: the block of a title
    /// and the year it is about.
    pub(super) fn near_title(&mut self, item: &Item<'_>) -> Option<(Option<usize>, Option<i16>)> {
        const LONGEST: usize = 120;
        let text = item.text();
        if !self.builder.method.repair.distance || item.cell.literal || text.len() > LONGEST {
            return None;
        }
        let key = method::words::key(text);
        let near = |template: &Template| {
            near_match(template, text, &item.words).or_else(|| {
                (template.is_plain() && likeness(&key, template.key(), 5.0 / 6.0) > 0.0).then(Match::default)
            })
        };
        let (label, found) = self
            .labels
            .in_scope(self.scope)
            .filter(|label| matches!(label.of, Use::Title(_) | Use::Caption(_)))
            .find_map(|label| Some((*label, near(label.template)?)))?;
        if self.spots(item).iter().any(|spot| spot.whole) {
            return None;
        }
        let message =
            format!("«{}» letto come l'etichetta «{}»", short(text), shown(label.template.source()));
        self.builder.report(&codes::LABEL_DISTANCE, message, item.place);
        match label.of {
            Use::Title(block) => Some((Some(block), self.title_year(label.template, &found, text))),
            _ => Some((None, None)),
        }
    }

    /// The year a table title is about: written, or the n-th of the record.
    pub(super) fn title_year(&self, template: &Template, found: &Match, text: &str) -> Option<i16> {
        found.captures.iter().find_map(|(index, range)| match template.capture_name(*index)? {
            "year" => text[range.clone()].parse().ok(),
            "n" => {
                let ordinal = meaning::ordinal::ordinal(&text[range.clone()])?;
                self.years.get((ordinal as usize).checked_sub(1)?).copied()
            }
            _ => None,
        })
    }

    /// The years a record covers, when it says so itself.
    pub fn note_years(&mut self, path: &Path, text: &str) {
        if path.field_name() != "period" {
            return;
        }
        let readings = self.builder.understand(Kind::Years, text, &NO_FORM);
        if let Some(domain::Value::Years(years)) = readings.into_iter().next().filter(is_several_years) {
            self.years = years;
        }
    }

    /// A heading of the form, over one line or more.
    pub(super) fn heading(&mut self, at: usize, to: usize) -> Option<usize> {
        let (block, template, found, text, used) = self.heading_at(at, to)?;
        let BlockKind::Line(line) = &self.blocks[block].kind else { return None };
        let place = self.lines[at].items.first()?.place;
        if line.texts.len() > 1 {
            let of = (What::Spelling, self.scope, (block, usize::MAX, 0));
            self.builder.usual(of, shown(template.source()), place);
        }
        let known = self.known_unit(line, template, &found, &text, place);
        self.begin_items(line);
        if self.record.is_none() {
            self.builder.end_context(self.prose.as_ref(), &|said| said.block >= block);
        }
        if template.matches(&text, &words(&text), 0, true).is_none() {
            let message =
                format!("«{}» letto come l'intestazione «{}»", short(&text), shown(template.source()));
            self.builder.report(&codes::LABEL_DISTANCE, message, place);
            self.keep_rest(&text, &found, place);
        }
        let lines = &self.lines[at..at + used];
        let cells: Vec<usize> = lines.iter().flat_map(|line| line.items.iter().map(|item| item.id)).collect();
        let mut context = 0;
        for (index, range) in &found.captures {
            let Some(name) = template.capture_name(*index) else { continue };
            let value = text[range.clone()].trim_matches([' ', '-', '–', '*', '.', ',']);
            if name == "year" {
                self.form_year(value, place);
            }
            if let Some((_, path)) = line.to.iter().find(|(known, _)| known == name) {
                if self.is_context(path) {
                    let datum = Datum::prose(value, Some(place));
                    let (field, cells) = (path.field_name(), cells.clone());
                    self.builder.context.push(Said { block, field, datum, cells, used: false });
                    context += 1;
                    continue;
                }
                if known && path.field_name() == "code" {
                    continue;
                }
                self.note_years(path, value);
                let handle = self.owner(path, Some(value), place);
                let key = self.key(path, None, None);
                let key = key.as_deref();
                let written = Written { text: value, place, form: &NO_FORM, key, append: false };
                self.builder.put(&handle, path, &written);
            }
        }
        if context == 0 {
            for cell in cells {
                self.builder.settle(cell, Fate::Mapped);
            }
        }
        self.end_table();
        self.last = None;
        Some(used)
    }

    /// Words after a heading are kept as a note.
    fn keep_rest(&mut self, text: &str, found: &Match, place: Place) {
        let rest = text[matched_end(found, &words(text), text)..].trim_matches([' ', '*', ':', '.']);
        if !rest.is_empty() {
            let target = self.target.clone();
            self.builder.note(&target, rest, place);
        }
    }

    /// Whether a heading names a unit of the register by its name, under another code: then that unit
    /// is meant, and the code is kept as an alias.
    pub(super) fn known_unit(
        &mut self,
        line: &'m method::LineBlock,
        template: &Template,
        found: &Match,
        text: &str,
        place: Place,
    ) -> bool {
        let value = |field: &str| {
            found.captures.iter().find_map(|(index, range)| {
                let name = template.capture_name(*index)?;
                let path = line.to.iter().find(|(known, _)| known == name).map(|(_, path)| path)?;
                let same = path.entity.name == "unit" && path.field_name() == field;
                same.then(|| (path, text[range.clone()].to_owned()))
            })
        };
        let (Some((code_path, code)), Some((name_path, name))) = (value("code"), value("name")) else {
            return false;
        };
        if self.registered(code_path, &code).is_some() {
            return false;
        }
        let Some(handle) = self.registered(name_path, &name) else { return false };
        let message =
            format!("il codice «{code}» non è nel registro; per denominazione è la struttura «{name}»");
        self.builder.report(&codes::VARIANT, message, place);
        if let Some(entity) = self.builder.entity(&handle) {
            let _ = entity.put("aliases", None, Datum::prose(code, Some(place)));
        }
        true
    }

    /// The year a form says it is of; one outside the plan is told, and the plan's year holds.
    pub(super) fn form_year(&mut self, text: &str, place: Place) {
        let Ok(year) = text.parse::<i16>() else { return };
        let target = self.target.clone();
        if let Some(entity) = self.builder.entity(&target) {
            let _ = entity.put("form_year", None, Datum::prose(text, Some(place)));
        }
        let years = &self.builder.method.years;
        if years.is_empty() || years.contains(&year) {
            self.builder.year = Some(year);
        } else {
            let message = format!("la scheda è dell'anno {year}, che non è fra gli anni del piano");
            self.builder.report(&codes::OUTSIDE_PLAN, message, place);
        }
    }

    /// Whether a heading around records says something of each record below it.
    pub(super) fn is_context(&self, path: &Path) -> bool {
        let section = self.builder.method.sections.get(self.scope.section);
        let form = section.and_then(|section| section.record.as_ref());
        self.record.is_none()
            && form.is_some_and(|form| form.of.name == path.entity.name && form.of.name != "objective")
    }

    /// Each line of a list around the records is an item of its own.
    pub(super) fn begin_items(&mut self, line: &method::LineBlock) {
        let listed = |path: &Path| !matches!(path.entity.name, "unit" | "node" | "body" | "plan");
        if self.record.is_none() {
            for (_, path) in line.to.iter().filter(|(_, path)| listed(path)) {
                self.currents.remove(&(path.entity.name, path.level.clone()));
            }
            return;
        }
        // In a record a line begins a new item when the one before has what the line says.
        for (_, path) in line.to.iter().filter(|(_, path)| listed(path)) {
            let of = (path.entity.name, path.level.clone());
            let Some(current) = self.currents.get(&of).cloned() else { continue };
            let key = self.key(path, None, None);
            let holds =
                |entity: &mut dyn domain::Entity| !entity.data(path.field_name(), key.as_deref()).is_empty();
            if self.builder.entity(&current).is_some_and(holds) {
                self.currents.remove(&of);
            }
        }
    }

    /// The heading block that matches at a line, with its text and how many lines it takes.
    pub fn heading_at(&self, at: usize, to: usize) -> Option<(usize, &'m Template, Match, String, usize)> {
        heading_at(self.labels, self.lines, self.scope, self.blocks, at, to)
    }
}

/// The heading block of a scope that matches at a line; see [`Area::heading_at`].
pub fn heading_at<'m>(
    labels: &Labels<'m>,
    lines: &[Line<'_>],
    scope: Scope,
    blocks: &'m [Block],
    at: usize,
    to: usize,
) -> Option<(usize, &'m Template, Match, String, usize)> {
    let lone = |row: &Line<'_>| row.items.len() == 1 && !row.items[0].cell.literal;
    if !lone(&lines[at]) {
        return row_heading(labels, &lines[at], scope);
    }
    let longest = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Line(heading) => Some(heading.lines),
        _ => None,
    });
    let longest = longest.max()?.min(to - at);
    for used in (1..=longest).rev() {
        if !lines[at..at + used].iter().all(lone)
            || !(1..used).all(|n| goes_on(labels, scope, &lines[at], &lines[at + n]))
            || tears(lines, at, used)
        {
            continue;
        }
        let texts: Vec<&str> = lines[at..at + used].iter().map(|line| line.items[0].text()).collect();
        let text = texts.join(" ");
        let words = words(&text);
        let accept = |label: &Label<'m>| {
            label.scope == Some(scope)
                && matches!(label.of, Use::Line(block) if line_lines(blocks, block) >= used)
        };
        // A line that begins as the heading does is the next one, not the rest of this one.
        let next = |template: &Template| {
            lines[at + 1..at + used].iter().any(|l| template.begins(l.items[0].text(), &l.items[0].words))
        };
        let spots = labels.spots(&text, &words, 0, &accept);
        let spot = spots.into_iter().find(|spot| spot.whole && !next(spot.label.template));
        if let Some(spot) = spot {
            let Use::Line(block) = spot.label.of else { continue };
            return Some((block, spot.label.template, spot.found, text, used));
        }
    }
    near_heading(labels, &lines[at].items[0], scope)
        .or_else(|| longer_heading(labels, &lines[at].items[0], scope))
}

/// The heading block whose template is a whole row of several cells.
fn row_heading<'m>(
    labels: &Labels<'m>,
    line: &Line<'_>,
    scope: Scope,
) -> Option<(usize, &'m Template, Match, String, usize)> {
    let text = labels.row_text(line)?;
    let accept = |label: &Label<'m>| label.scope == Some(scope) && matches!(label.of, Use::Line(_));
    let spot = labels.row_spots(&text, &accept).into_iter().next()?;
    let Use::Line(block) = spot.label.of else { return None };
    Some((block, spot.label.template, spot.found, text, 1))
}

/// The heading block that a line is of, but for a word or two at its end.
fn longer_heading<'m>(
    labels: &Labels<'m>,
    item: &Item<'_>,
    scope: Scope,
) -> Option<(usize, &'m Template, Match, String, usize)> {
    const SHORTEST: usize = 6;
    const MOST_LEFT: usize = 2;
    let text = item.text();
    if text.len() > 300 {
        return None;
    }
    let words = words(text);
    labels.in_scope(scope).filter(|label| label.template.len() >= SHORTEST).find_map(|label| {
        let Use::Line(block) = label.of else { return None };
        let found = label.template.matches(text, &words, 0, false)?;
        let left = text[matched_end(&found, &words, text)..].split_whitespace().count();
        (left <= MOST_LEFT).then(|| (block, label.template, found, text.to_owned(), 1))
    })
}

/// Where in a text the words end that matched.
fn matched_end(found: &Match, words: &[Word], text: &str) -> usize {
    words.get(found.words.saturating_sub(1)).map_or(text.len(), |word| word.range.end)
}

fn is_several_years(value: &domain::Value) -> bool {
    matches!(value, domain::Value::Years(years) if years.len() > 1)
}

/// The heading block that a line is of although some of its words are spelled otherwise.
fn near_heading<'m>(
    labels: &Labels<'m>,
    item: &Item<'_>,
    scope: Scope,
) -> Option<(usize, &'m Template, Match, String, usize)> {
    const LONGEST: usize = 120;
    let text = item.text();
    let known = || labels.spots(text, &item.words, 0, &|_| true).iter().any(|spot| spot.whole);
    if text.len() > LONGEST {
        return None;
    }
    labels.in_scope(scope).find_map(|label| {
        let Use::Line(block) = label.of else { return None };
        let found = near_match(label.template, text, &item.words).filter(|_| !known())?;
        Some((block, label.template, found, text.to_owned(), 1))
    })
}

fn line_lines(blocks: &[Block], block: usize) -> usize {
    match &blocks[block].kind {
        BlockKind::Line(line) => line.lines,
        _ => 0,
    }
}

/// Whether a heading that goes on over a blank line would take only a part of what stands there: then
/// the lines below belong to several headings, or to none.
fn tears(lines: &[Line<'_>], at: usize, used: usize) -> bool {
    let over_blank = lines[at + 1..at + used].iter().any(|line| line.first);
    over_blank && lines.get(at + used).is_some_and(|next| next.prose && !next.first)
}

/// Whether a line can be the rest of a heading: no label of its own, and the same use of capitals.
fn goes_on(labels: &Labels<'_>, scope: Scope, heading: &Line<'_>, line: &Line<'_>) -> bool {
    let capitals = |text: &str| !text.chars().any(char::is_lowercase);
    let item = &line.items[0];
    line.prose
        && !labels.is_sign(item.text())
        && item.text().len() <= 200
        && (!capitals(heading.items[0].text()) || capitals(item.text()))
        && labels.spots(item.text(), &words(item.text()), 0, &|_| true).iter().all(|spot| !spot.whole)
        && !labels.begins_label(item, scope)
}
