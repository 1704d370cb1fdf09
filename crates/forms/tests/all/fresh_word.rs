//! Nothing is lost: a word that was never there, added to one cell, comes out where the cell goes.
//!
//! `TRAGUARDO_CELLS` says how many cells of each document are tried. Of the words of a quick run ten
//! stand in a document at once, and one that fails is tried again alone.

use std::collections::{BTreeMap, HashSet};

use document::Document;
use domain::read::Holder;
use domain::{Entity, Finding, Place, Plan};
use forms::Reading;

use super::cells::cells;
use super::seed::{Seed, setting};
use super::support::{Case, all, documents, report, samples, say, short};

/// Words in a document at once, in a quick run.
const AT_ONCE: usize = 10;

#[test]
fn a_fresh_word_comes_out_where_its_cell_goes() {
    let faults: Vec<String> = all().iter().flat_map(|case| try_cells(case, count(case), AT_ONCE)).collect();
    report("parole perdute", &faults);
}

/// The same without haste: every word alone in its document. For a release build.
#[test]
#[ignore = "slow: run in release"]
fn a_fresh_word_alone_comes_out_where_its_cell_goes() {
    let mut faults = Vec::new();
    for case in samples().iter().chain(&documents()) {
        faults.extend(try_cells(case, count(case), 1));
        say(&format!("{}: {} celle provate", case.name, count(case)));
    }
    report("parole perdute", &faults);
}

fn count(case: &Case) -> usize {
    let cells = setting("TRAGUARDO_CELLS", if case.real { 500 } else { 100 });
    usize::try_from(cells).unwrap_or(usize::MAX)
}

/// Tries some cells of a document, on two threads.
fn try_cells(case: &Case, count: usize, at_once: usize) -> Vec<String> {
    let mut document = case.document();
    let before = Before::new(forms::read(std::slice::from_ref(&document), &case.method));
    let chosen = Seed::new(17).sample(count, cells(&mut document).len());
    // Words of one batch stand far from each other.
    let batches: Vec<Vec<usize>> = spread(&chosen, at_once);
    let (left, right) = batches.split_at(batches.len() / 2);
    let run = |batches: &[Vec<usize>]| -> Vec<Fault> {
        let mut trial = Trial { case, before: &before, document: document.clone() };
        batches.iter().flat_map(|batch| trial.batch(batch)).collect()
    };
    let faults = std::thread::scope(|scope| {
        let other = scope.spawn(|| run(right));
        let mut faults = run(left);
        faults.extend(other.join().expect("reading does not panic"));
        faults
    });
    grouped(faults)
}

/// What is wrong with a cell, and where it stands.
type Fault = (String, String);

/// Like faults once, with the places of the first.
fn grouped(faults: Vec<Fault>) -> Vec<String> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (fault, at) in faults {
        places.entry(fault).or_default().push(at);
    }
    let line = |(fault, at): (String, Vec<String>)| {
        format!("{fault}, {} volte: {}", at.len(), at.iter().take(3).cloned().collect::<Vec<_>>().join(" "))
    };
    places.into_iter().map(line).collect()
}

/// Groups of `size`, the members of each as far apart as can be.
fn spread(chosen: &[usize], size: usize) -> Vec<Vec<usize>> {
    let groups = chosen.len().div_ceil(size).max(1);
    (0..groups).map(|group| chosen.iter().copied().skip(group).step_by(groups).collect()).collect()
}

/// What is known of the document as it is.
struct Before {
    reading: Reading,
    /// Findings, to tell new ones from.
    told: HashSet<(Option<Place>, String)>,
}

impl Before {
    fn new(reading: Reading) -> Self {
        let told = reading.findings.iter().map(|f| (f.place, f.message.clone())).collect();
        Self { reading, told }
    }

    /// Where the objective (or fragment) begins that has a value from a cell.
    fn objective_of(&self, place: Place) -> Option<Place> {
        forms(&self.reading.plan).find(|form| has_value_from(*form, place)).and_then(Entity::place)
    }
}

/// Objectives and fragments.
fn forms(plan: &Plan) -> impl Iterator<Item = &dyn Entity> {
    plan.objectives.iter().chain(&plan.fragments).map(|form| form as &dyn Entity)
}

fn has_value_from(entity: &dyn Entity, place: Place) -> bool {
    let definition = entity.definition();
    let own = definition.fields.iter().filter_map(|field| entity.holder(field.name));
    own.flat_map(Holder::data).any(|(_, datum)| datum.place == Some(place))
        || entity.extra().values().any(|read| read.place == Some(place))
        || definition
            .lists
            .iter()
            .flat_map(|list| entity.children(list.name))
            .any(|c| has_value_from(c, place))
}

struct Trial<'a> {
    case: &'a Case,
    before: &'a Before,
    document: Document,
}

impl Trial<'_> {
    /// Tries some cells at once; those that fail are tried again, one by one.
    fn batch(&mut self, batch: &[usize]) -> Vec<Fault> {
        let faults = self.trial(batch);
        if batch.len() == 1 || faults.is_empty() {
            return faults.into_iter().map(|(_, fault)| fault).collect();
        }
        faults.into_iter().flat_map(|(index, _)| self.trial(&[index])).map(|(_, fault)| fault).collect()
    }

    /// Adds a word to each of some cells, reads, and takes the words away again.
    fn trial(&mut self, batch: &[usize]) -> Vec<(usize, Fault)> {
        let mut cells = cells(&mut self.document);
        let mut changed = Vec::new();
        for index in batch {
            changed.push((*index, cells[*index].place, cells[*index].text.clone()));
            cells[*index].text.push(' ');
            cells[*index].text.push_str(&word(*index));
        }
        let after = After::new(forms::read(std::slice::from_ref(&self.document), &self.case.method));
        let mut cells = super::cells::cells(&mut self.document);
        let mut faults = Vec::new();
        for (index, place, text) in changed {
            if let Err(fault) = self.before.accounts_for(&after, &word(index), place) {
                let at = format!("{}:{}:{}", self.case.name, place.line, place.column);
                faults.push((index, (format!("{}: {fault}: «{}»", self.case.name, short(&text)), at)));
            }
            cells[index].text = text;
        }
        faults
    }
}

/// The word for a cell: in no document, and no part of another such word.
fn word(index: usize) -> String {
    format!("zqxw{index}kj")
}

/// What reading the changed document gave.
struct After {
    reading: Reading,
    /// The texts of each objective and fragment, with its beginning.
    forms: Vec<(Option<Place>, String)>,
    /// All texts of the plan.
    plan: String,
}

impl After {
    fn new(reading: Reading) -> Self {
        let mut plan = String::new();
        texts(&reading.plan, &mut plan);
        let forms = forms(&reading.plan).map(|form| {
            let mut out = String::new();
            texts(form, &mut out);
            (form.place(), out)
        });
        Self { forms: forms.collect(), plan, reading }
    }
}

/// Every text that an entity keeps.
fn texts(entity: &dyn Entity, out: &mut String) {
    let definition = entity.definition();
    for field in definition.fields {
        for (_, datum) in entity.holder(field.name).map(Holder::data).unwrap_or_default() {
            out.push_str(&datum.verbatim);
            out.push('\n');
        }
    }
    for (key, read) in entity.extra() {
        out.extend([key, "\n", &read.verbatim, "\n"]);
    }
    definition.lists.iter().flat_map(|list| entity.children(list.name)).for_each(|child| texts(child, out));
}

impl Before {
    /// Whether a word of a cell is in the plan, under the objective the cell fills, or in a finding.
    fn accounts_for(&self, after: &After, word: &str, place: Place) -> Result<(), String> {
        let new = |message: &str| !self.told.contains(&(Some(place), message.to_owned()));
        let findings = &after.reading.findings;
        let about = |f: &&Finding| f.place == Some(place) && (new(&f.message) || f.code == UNPLACED);
        if findings.iter().any(|f| about(&f) || f.message.contains(word)) {
            return Ok(());
        }
        let holds =
            |before: Place| after.forms.iter().any(|(at, text)| *at == Some(before) && text.contains(word));
        match self.objective_of(place) {
            _ if !after.plan.contains(word) => Err("la parola è perduta".into()),
            Some(before) if !holds(before) => Err("la parola va fuori dal suo obiettivo".into()),
            _ => Ok(()),
        }
    }
}

/// Code of the finding that a cell has no place.
const UNPLACED: &str = forms::codes::UNPLACED.code;
