//! The *quadro di raffronto* between two plans: what those who approve a change must see.

use document::Document;
use domain::content::content;
use domain::plan::Objective;
use domain::{Entity, Plan};
use method::Method;
use outline::compare::{Change, Comparison, Pair, Part, Values, compare};
use outline::{Seen, text};

use crate::listing::{all_said, body, by_unit, indicator, named, phase};
use crate::paper::{Paper, Text, own, value};
use crate::sums::{TOTAL, weight};

/// What stands where one of the two plans has nothing.
const NOTHING: &str = "—";

/// The comparison of two versions of a plan, objective by objective, in the order of the new one.
///
/// Objectives are matched by what they say, not by their place; those that are the same are only counted.
pub fn comparison(old: &Plan, new: &Plan, method: &Method) -> Document {
    let found = compare(old, new);
    let mut paper = Paper::titled("Quadro di raffronto");
    paper.fact("Ente", &body(new, method));
    paper.fact("Testo precedente", &version(old));
    paper.fact("Testo nuovo", &version(new));
    let units = units(&found);
    summary(&mut paper, &units);
    if found.is_same() {
        paper.say("Gli obiettivi sono gli stessi nei due testi.");
    }
    elsewhere(&mut paper, old, new);
    for (name, entries) in &units {
        if entries.iter().any(|entry| !entry.is_same()) {
            paper.heading(2, name);
            unit(&mut paper, entries);
        }
    }
    paper.finish("Quadro di raffronto")
}

/// A plan by its title, and by the file it was read from.
fn version(plan: &Plan) -> String {
    let files: Vec<&str> = plan.documents.iter().map(|document| text(document.name.as_ref())).collect();
    match files.join(", ") {
        files if files.is_empty() => outline::plan_title(plan),
        files => format!("{} ({files})", outline::plan_title(plan)),
    }
}

/// An objective of one plan, or of both.
enum Entry<'c, 'a> {
    Added(Seen<'a>),
    Removed(Seen<'a>),
    Both(&'c Pair<'a>),
}

impl<'a> Entry<'_, 'a> {
    fn unit(&self) -> &'a str {
        match self {
            Self::Added(seen) | Self::Removed(seen) => seen.unit(),
            Self::Both(pair) => pair.new.unit(),
        }
    }

    fn is_same(&self) -> bool {
        matches!(self, Self::Both(pair) if pair.changes.is_empty())
    }

    fn has(&self, fits: impl Fn(&Change<'_>) -> bool) -> bool {
        matches!(self, Self::Both(pair) if pair.changes.iter().any(fits))
    }
}

type Units<'c, 'a> = Vec<(&'a str, Vec<Entry<'c, 'a>>)>;

/// The objectives of both plans by unit; those of the old one alone stand after those of the new one.
fn units<'c, 'a>(found: &'c Comparison<'a>) -> Units<'c, 'a> {
    let mut entries: Vec<(u32, Entry<'c, 'a>)> = Vec::new();
    entries.extend(found.pairs.iter().map(|pair| (pair.new.ordinal, Entry::Both(pair))));
    entries.extend(found.added.iter().map(|seen| (seen.ordinal, Entry::Added(*seen))));
    entries.sort_by_key(|(ordinal, _)| *ordinal);
    let removed = found.removed.iter().map(|seen| Entry::Removed(*seen));
    by_unit(entries.into_iter().map(|(_, entry)| entry).chain(removed).collect(), Entry::unit)
}

/// The counts by unit: added, removed, changed (and how), unchanged.
fn summary(paper: &mut Paper, units: &Units<'_, '_>) {
    paper.heading(2, "Riepilogo");
    paper.header(&[
        "Struttura",
        "Aggiunti",
        "Eliminati",
        "Modificati",
        "di cui spostati",
        "di cui con peso cambiato",
        "di cui con altro cambiato",
        "Invariati",
    ]);
    let mut total = [0; 7];
    for (name, entries) in units {
        let counts = counts(entries);
        for (sum, count) in total.iter_mut().zip(counts) {
            *sum += count;
        }
        paper.values(&row(name, counts));
    }
    paper.total(&row(TOTAL, total));
}

fn row(name: &str, counts: [usize; 7]) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(counts.map(|count| count.to_string())).collect()
}

fn counts(entries: &[Entry<'_, '_>]) -> [usize; 7] {
    let count = |fits: &dyn Fn(&Entry<'_, '_>) -> bool| entries.iter().filter(|entry| fits(entry)).count();
    let moved = |change: &Change<'_>| matches!(change, Change::Moved(_));
    let weighed = |change: &Change<'_>| matches!(change, Change::Reweighted(..));
    [
        count(&|entry| matches!(entry, Entry::Added(_))),
        count(&|entry| matches!(entry, Entry::Removed(_))),
        count(&|entry| matches!(entry, Entry::Both(_)) && !entry.is_same()),
        count(&|entry| entry.has(moved)),
        count(&|entry| entry.has(weighed)),
        count(&|entry| entry.has(|change| !moved(change) && !weighed(change))),
        count(&|entry| entry.is_same()),
    ]
}

/// What differs around the objectives: named, not set side by side.
fn elsewhere(paper: &mut Paper, old: &Plan, new: &Plan) {
    let (was, is) = (content(old), content(new));
    let lists = Plan::describe().lists.iter();
    let others = lists.filter(|list| !["objectives", "documents"].contains(&list.name));
    let changed = others.filter(|list| was.get(list.name) != is.get(list.name));
    let names: Vec<&str> = changed.map(|list| (list.item)().term).collect();
    paper.fact("Fuori dagli obiettivi sono cambiate anche le parti", &names.join(", "));
}

/// What changed in a unit.
fn unit(paper: &mut Paper, entries: &[Entry<'_, '_>]) {
    let added: Vec<&Objective> = entries
        .iter()
        .filter_map(|entry| if let Entry::Added(seen) = entry { Some(seen.objective) } else { None })
        .collect();
    let removed: Vec<&Objective> = entries
        .iter()
        .filter_map(|entry| if let Entry::Removed(seen) = entry { Some(seen.objective) } else { None })
        .collect();
    list(paper, "Obiettivi aggiunti", &added);
    list(paper, "Obiettivi eliminati", &removed);
    for entry in entries {
        match entry {
            Entry::Both(pair) if !pair.changes.is_empty() => changed(paper, pair),
            _ => {}
        }
    }
    let same = entries.iter().filter(|entry| entry.is_same()).count();
    if same > 0 {
        paper.gap();
        paper.fact("Obiettivi rimasti com'erano", &same.to_string());
    }
}

/// Objectives of one of the plans, with their size.
fn list(paper: &mut Paper, title: &str, objectives: &[&Objective]) {
    if objectives.is_empty() {
        return;
    }
    paper.heading(3, title);
    paper.header(&["Obiettivo", "Descrizione", "Peso", "Fasi", "Indicatori"]);
    for objective in objectives {
        paper.values(&[
            named(objective),
            text(objective.description.as_ref()).to_owned(),
            weight(objective.weight.as_ref()),
            objective.phases.len().to_string(),
            objective.indicators.len().to_string(),
        ]);
    }
}

/// An objective of both plans: what was and what is, side by side.
fn changed(paper: &mut Paper, pair: &Pair<'_>) {
    paper.heading(3, &named(pair.new.objective));
    paper.header(&["Che cosa cambia", "Testo precedente", "Testo nuovo"]);
    for change in &pair.changes {
        let (what, from, to) = told(change, pair);
        paper.row(&[own(what), side(from), side(to)]);
    }
}

fn side(text: String) -> Text {
    value(if text.is_empty() { NOTHING.to_owned() } else { text })
}

/// What changed, as it was and as it is.
fn told(change: &Change<'_>, pair: &Pair<'_>) -> (String, String, String) {
    let with = |what: String, values: &Values| (what, values.from.clone(), values.to.clone());
    match change {
        Change::Added(part) => (format!("{}: in più", kind(part)), String::new(), whole(part)),
        Change::Removed(part) => (format!("{}: in meno", kind(part)), whole(part), String::new()),
        Change::Moved(values) => with("struttura".to_owned(), values),
        Change::Reweighted(part, values) => with(of("peso", part), values),
        Change::Reworded(part, field, values) => with(of(field.term, part), values),
        Change::Relisted(term) => {
            let (from, to) = (listed(pair.old.objective, term), listed(pair.new.objective, term));
            ((*term).to_owned(), from, to)
        }
    }
}

fn kind(part: &Part<'_>) -> &'static str {
    match part {
        Part::Objective => "obiettivo",
        Part::Phase(_) => "fase",
        Part::Indicator(_) => "indicatore",
    }
}

fn whole(part: &Part<'_>) -> String {
    match part {
        Part::Objective => String::new(),
        Part::Phase(one) => phase(one),
        Part::Indicator(one) => indicator(one),
    }
}

fn of(term: &str, part: &Part<'_>) -> String {
    match part.name() {
        name if name.is_empty() => term.to_owned(),
        name => format!("{name}: {term}"),
    }
}

/// A list of an objective, item by item.
fn listed(objective: &Objective, term: &str) -> String {
    let lists = Objective::describe().lists.iter().filter(|list| (list.item)().term == term);
    let items = lists.flat_map(|list| objective.children(list.name));
    items.map(all_said).collect::<Vec<_>>().join("; ")
}
