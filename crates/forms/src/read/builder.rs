//! Puts what was read into the plan, understood, and keeps account of every cell.

use domain::entity::EntityDefinition;
use domain::exchange::Coverage;
use domain::text::normal;
use domain::{CodeDefinition, Datum, Entity, Finding, Kind, Place, Plan, PutError, Value};
use meaning::{Context, Notation};
use method::{Method, Path, ValueForm};

use super::habits::Habits;
use crate::codes;
use crate::doubt::doubt;
pub use crate::doubt::short;

/// Where a cell went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Nowhere yet.
    Unseen,
    /// A printed label, a header, a rule.
    Boilerplate,
    /// Named in a finding.
    Reported,
    /// A value of the plan.
    Mapped,
}

/// The way from the plan to one of its entities: lists and indexes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Handle(pub Vec<(&'static str, usize)>);

impl Handle {
    /// Whether two entities are part of the same one.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.0.split_last().map(|(_, above)| above) == other.0.split_last().map(|(_, above)| above)
    }
}

/// A text on its way into a field.
pub struct Written<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it stands.
    pub place: Place,
    /// How it is written.
    pub form: &'a ValueForm,
    /// Key of a keyed field.
    pub key: Option<&'a str>,
    /// It adds to what the field holds.
    pub append: bool,
}

/// What a heading around the records says of each record below it.
#[derive(Clone, Debug)]
pub struct Said {
    /// Index of the block of the heading.
    pub block: usize,
    /// The field.
    pub field: &'static str,
    /// The value.
    pub datum: Datum,
    /// The cells of the heading.
    pub cells: Vec<usize>,
    /// A record took it.
    pub used: bool,
}

/// Bytes of a text beyond which it is no value any more, only text.
const LONGEST_MEANING: usize = 4096;

/// The plan under construction.
pub struct Builder<'m> {
    /// The method.
    pub method: &'m Method,
    /// The plan.
    pub plan: Plan,
    /// The findings.
    pub findings: Vec<Finding>,
    /// Ordinal of the objective being read.
    pub ordinal: Option<u32>,
    /// Year of the record being read.
    pub year: Option<i16>,
    /// What the headings around the records say of each record below them.
    pub context: Vec<Said>,
    /// The units and nodes that are current because a row of a table names them: entity and level.
    pub listed: Vec<(&'static str, Option<String>)>,
    /// What the forms look like.
    pub habits: Habits,
    fates: Vec<Fate>,
}

impl<'m> Builder<'m> {
    /// An empty plan for so many cells.
    pub fn new(method: &'m Method, cells: usize) -> Self {
        Self {
            method,
            plan: Plan::default(),
            findings: Vec::new(),
            ordinal: None,
            year: method.year,
            context: Vec::new(),
            listed: Vec::new(),
            habits: Habits::default(),
            fates: vec![Fate::Unseen; cells],
        }
    }

    /// A heading holds no longer: what it said of no record is kept in the text of the section.
    pub fn end_context(&mut self, section: Option<&Handle>, ends: &dyn Fn(&Said) -> bool) {
        let (gone, stay) = std::mem::take(&mut self.context).into_iter().partition(ends);
        self.context = stay;
        let gone: Vec<Said> = gone;
        for said in gone.into_iter().filter(|said| !said.used) {
            let place = said.datum.place.unwrap_or_default();
            let message =
                format!("«{}» è un'intestazione senza voci sotto di sé", short(&said.datum.verbatim));
            self.report(&codes::UNPLACED, message, place);
            said.cells.iter().for_each(|cell| self.settle(*cell, Fate::Reported));
            let block = domain::entity::entity_named("block")
                .and_then(|definition| self.add(section?, definition, None, place));
            match block.as_ref().and_then(|block| self.entity(block)) {
                Some(entity) => _ = entity.put("text", None, said.datum),
                None => self.note(&Handle::default(), &said.datum.verbatim, place),
            }
        }
    }

    /// Says where a cell went; the most informative account stands.
    pub fn settle(&mut self, cell: usize, fate: Fate) {
        if let Some(known) = self.fates.get_mut(cell) {
            *known = fate.max(*known);
        }
    }

    /// The cells that went nowhere yet.
    pub fn unseen(&self) -> Vec<usize> {
        (0..self.fates.len()).filter(|cell| self.fates[*cell] == Fate::Unseen).collect()
    }

    /// The account of all cells.
    pub fn coverage(&self) -> Coverage {
        let count =
            |fate| u32::try_from(self.fates.iter().filter(|f| **f == fate).count()).unwrap_or(u32::MAX);
        Coverage {
            cells: u32::try_from(self.fates.len()).unwrap_or(u32::MAX),
            mapped: count(Fate::Mapped),
            boilerplate: count(Fate::Boilerplate),
            reported: count(Fate::Reported),
            lost: count(Fate::Unseen),
        }
    }

    /// Adds a finding.
    pub fn report(&mut self, code: &CodeDefinition, message: impl Into<String>, place: Place) {
        let mut finding = Finding::new(code, message, Some(place));
        finding.objective = self.ordinal;
        self.findings.push(finding);
    }

    /// Adds a finding about a value or a field, which is told so that no one has to look for it in the message.
    pub fn report_about(&mut self, code: &CodeDefinition, subject: &str, message: String, place: Place) {
        self.report(code, message, place);
        if let Some(finding) = self.findings.last_mut() {
            finding.subject = Some(subject.to_owned());
        }
    }

    /// The entity at a handle.
    pub fn entity(&mut self, handle: &Handle) -> Option<&mut dyn Entity> {
        let mut entity: &mut dyn Entity = &mut self.plan;
        for (list, index) in &handle.0 {
            entity = entity.child_mut(list, *index)?;
        }
        Some(entity)
    }

    /// A field of the entity at a handle, as written.
    pub fn verbatim(&mut self, handle: &Handle, field: &str) -> Option<String> {
        self.entity(handle).and_then(|entity| entity.verbatim(field))
    }

    /// Adds an entity to the list of its kind in `parent`, or in the plan when `parent` has none.
    pub fn add(
        &mut self,
        parent: &Handle,
        of: &EntityDefinition,
        level: Option<&str>,
        place: Place,
    ) -> Option<Handle> {
        let definition = self.entity(parent)?.definition();
        let (mut handle, list) = match definition.list_of(of.name) {
            Some(list) => (parent.clone(), list),
            None => (Handle::default(), Plan::describe().list_of(of.name)?),
        };
        let owner = self.entity(&handle)?;
        let index = owner.count(list.name);
        let child = owner.add_child(list.name)?;
        child.set_place(Some(place));
        if let Some(level) = level {
            let _ = child.put("level", None, Datum::prose(level, Some(place)));
        }
        handle.0.push((list.name, index));
        Some(handle)
    }

    /// What a text means as a value of a kind.
    pub fn understand(&self, kind: Kind, text: &str, form: &ValueForm) -> Vec<Value> {
        let notation = form.notation.as_deref().and_then(Notation::named).unwrap_or_default();
        meaning::understand(kind, text, &Context { year: self.year, notation })
    }

    /// Puts a text into a field; what does not fit becomes a finding, and nothing is dropped.
    pub fn put(&mut self, handle: &Handle, path: &Path, written: &Written<'_>) {
        let text = normal(written.text).into_owned();
        if text.is_empty() {
            return;
        }
        let text = self.canonical(path, text, written);
        let text = self.composed(handle, path, text);
        let kind = path.kind();
        let readings = self.understand(kind, &text, written.form);
        self.doubt(path, &text, &readings, written.place);
        let datum = Datum { verbatim: text, readings, place: Some(written.place) };
        self.put_datum(handle, path.field_name(), written, datum, kind);
    }

    fn put_datum(&mut self, handle: &Handle, field: &str, written: &Written<'_>, datum: Datum, kind: Kind) {
        let Some(entity) = self.entity(handle) else { return };
        let refused = match entity.put(field, written.key, datum) {
            Ok(()) => return,
            Err(PutError::Occupied(datum) | PutError::Unknown(datum)) => datum,
        };
        let runs_on = matches!(kind, Kind::Prose | Kind::Target | Kind::Rule | Kind::Months | Kind::Years);
        if written.append && runs_on && self.extend(handle, field, written, &refused.verbatim, kind) {
            return;
        }
        let Some(entity) = self.entity(handle) else { return };
        let known = entity.data(field, written.key).pop().map(|d| d.verbatim).unwrap_or_default();
        if known == refused.verbatim {
            return;
        }
        if known.is_empty() {
            let message = format!("«{}» non ha un elemento a cui appartenere", short(&refused.verbatim));
            self.report(&codes::UNPLACED, message, written.place);
            self.note(handle, &refused.verbatim, written.place);
            return;
        }
        let message =
            format!("il campo vale già «{}»; trovato anche «{}»", short(&known), short(&refused.verbatim));
        self.report(&codes::SECOND_VALUE, message, written.place);
        self.note(handle, &refused.verbatim, written.place);
    }

    /// Adds a text to the one a field holds; false when the field has no place for it.
    fn extend(
        &mut self,
        handle: &Handle,
        field: &str,
        written: &Written<'_>,
        text: &str,
        kind: Kind,
    ) -> bool {
        let key = written.key.unwrap_or_default();
        if field == "fields" {
            let known = self.entity(handle).and_then(|entity| entity.extra_mut().get_mut(key));
            let Some(known) = known else { return false };
            if known.verbatim != text {
                known.verbatim.push(' ');
                known.verbatim.push_str(text);
            }
            return true;
        }
        let Some(holder) = self.entity(handle).and_then(|entity| entity.holder_mut(field)) else {
            return false;
        };
        if holder.verbatim(written.key) == Some(text) {
            return true;
        }
        let Some(whole) = holder.run_on(written.key, text, written.place) else { return false };
        if kind == Kind::Prose || whole.len() > LONGEST_MEANING {
            return true;
        }
        let whole = whole.to_owned();
        let readings = self.understand(kind, &whole, written.form);
        if let Some(holder) = self.entity(handle).and_then(|entity| entity.holder_mut(field)) {
            holder.understand(written.key, readings);
        }
        true
    }

    /// Replaces the value of a field, or of one of its keys.
    pub fn replace(&mut self, handle: &Handle, field: &str, key: Option<&str>, datum: Datum) {
        let Some(entity) = self.entity(handle) else { return };
        let mut kept: Vec<(Option<String>, Datum)> = Vec::new();
        if let Some(holder) = entity.holder_mut(field) {
            let all = holder.data().into_iter().map(|(k, d)| (k.map(str::to_owned), d));
            kept = all.filter(|(k, _)| key.is_some() && k.as_deref() != key).collect();
            holder.clear();
        } else if field == "fields" {
            entity.extra_mut().remove(key.unwrap_or_default());
        }
        for (key, datum) in kept {
            let _ = entity.put(field, key.as_deref(), datum);
        }
        let _ = entity.put(field, key, datum);
    }

    /// Keeps a text that has no field among the notes of an entity, or of the plan.
    pub fn note(&mut self, handle: &Handle, text: &str, place: Place) {
        let datum = Datum::prose(normal(text).into_owned(), Some(place));
        let mut handle = handle.clone();
        handle.0.truncate(1);
        loop {
            let Some(entity) = self.entity(&handle) else { return };
            if entity.holder("notes").is_some() {
                let _ = entity.put("notes", None, datum);
                return;
            }
            if handle.0.pop().is_none() {
                return;
            }
        }
    }

    /// The spelling of a code that the method lets pass, mended.
    fn canonical(&mut self, path: &Path, text: String, written: &Written<'_>) -> String {
        let known = match (path.entity.name, path.field_name()) {
            ("objective", "kind") => {
                let kind = self.method.kinds.iter().find(|kind| kind.variants.contains(&text));
                kind.map(|kind| kind.code.clone())
            }
            (_, "code") => written.form.pattern.as_ref().and_then(|pattern| mended_code(pattern, &text)),
            _ => None,
        };
        let Some(code) = known else { return text };
        self.report(&codes::VARIANT, format!("«{text}» letto come «{code}»"), written.place);
        code
    }

    /// A code of which the document prints only the number: completed with that of the node above.
    fn composed(&mut self, handle: &Handle, path: &Path, text: String) -> String {
        let level = path.level.as_deref().filter(|_| path.field_name() == "code");
        let Some(level) = level.and_then(|name| self.method.level(name)) else { return text };
        let Some(compose) = &level.compose else { return text };
        if level.code.as_ref().is_some_and(|code| code.is_match(&text)) {
            return text;
        }
        self.verbatim(handle, "parent").map_or(text.clone(), |parent| compose.whole(&parent, &text))
    }

    /// Reports a typed field whose text was not understood, or was in two ways.
    fn doubt(&mut self, path: &Path, text: &str, readings: &[Value], place: Place) {
        let found = path.field.0.and_then(|field| doubt(field, text, readings.len(), Some(place)));
        self.findings.extend(found.map(|finding| Finding { objective: self.ordinal, ..finding }));
    }
}

/// A code whose points and spaces are astray, set right by the pattern of its codes.
fn mended_code(pattern: &regex::Regex, text: &str) -> Option<String> {
    if pattern.is_match(text) {
        return None;
    }
    let pieces = text.split(|c: char| c == '.' || c.is_whitespace()).filter(|piece| !piece.is_empty());
    let mended = pieces.collect::<Vec<_>>().join(".");
    pattern.is_match(&mended).then_some(mended)
}

/// A label as a person reads it: what the method lets vary is shown as dots.
pub fn shown(label: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for c in label.chars() {
        match c {
            '{' => {
                if depth == 0 {
                    out.push('…');
                }
                depth += 1;
            }
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    short(&out)
}

#[cfg(test)]
mod tests {
    use super::mended_code;

    #[test]
    fn codes_are_set_right_by_their_pattern() {
        let pattern = regex::Regex::new(r"^(?:[A-Z](\.\d{1,2}){1,2})$").unwrap();
        let mended = |text| mended_code(&pattern, text);
        assert_eq!(mended("A 1. 4").as_deref(), Some("A.1.4"));
        assert_eq!(mended("A. 1.4").as_deref(), Some("A.1.4"));
        assert_eq!(mended("A.1.4"), None);
        assert_eq!(mended("A.1.4 bis"), None);
    }
}
