//! The table of people that was filled in.

use std::collections::{BTreeMap, BTreeSet};

use appraisal::cell::{self, day, number};
use appraisal::table::{At, Fault, Row, Table};
use jiff::civil::Date;
use scoring::Exact;

use super::marks::marks;
use super::sources::sources;
use super::{
    BEHAVIOURS, COEFFICIENT, COLUMNS, CRITERIA, DEDUCTED, EVALUATOR, FROM, GROUP, INDIVIDUAL, Listed,
    Listing, MOST, PART_TIME, PERSON, People, ROLE, TO, UNIT,
};
use crate::frame::Frame;

/// Reads a table that was filled in, in any order of its rows; what is wrong with a cell is told, and a table with
/// faults is not used.
pub fn read(frame: &Frame<'_>, text: &str) -> (People, Vec<Fault>) {
    let table = Table::read(text);
    if let Some(missing) = [PERSON, ROLE, UNIT].into_iter().find(|column| !table.has(column)) {
        let what = "manca: la prima riga deve avere i nomi delle colonne del modello";
        return (People::default(), vec![Fault::new(At::HEADER, missing, what)]);
    }
    let mut reading = Reading { frame, people: BTreeMap::new(), faults: Vec::new() };
    if let Some(stranger) = table.stranger(&COLUMNS) {
        let what =
            format!("la colonna «{stranger}» non è del modello; le colonne sono: {}", COLUMNS.join(", "));
        reading.faults.push(Fault::new(At::HEADER, PERSON, what));
    }
    for row in table.rows() {
        match row {
            Ok(row) if row.is_blank(&COLUMNS) => {}
            // A ready row of the template that nobody filled in.
            Ok(row) if row.cell(PERSON).is_empty() && row.is_blank(&FILLED) => {}
            Ok(row) => reading.row(&row),
            Err(row) => {
                reading.faults.push(Fault::new(
                    row,
                    PERSON,
                    "la riga non si può leggere: il file dev'essere in UTF-8",
                ));
            }
        }
    }
    reading.whole()
}

/// What a ready row of the template leaves blank.
const FILLED: [&str; 11] =
    [FROM, TO, PART_TIME, DEDUCTED, INDIVIDUAL, GROUP, BEHAVIOURS, EVALUATOR, COEFFICIENT, MOST, CRITERIA];

struct Reading<'f> {
    frame: &'f Frame<'f>,
    people: BTreeMap<String, Listed>,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn keep<T>(&mut self, row: &Row<'_>, column: &'static str, found: Result<T, String>) -> Option<T> {
        found.map_err(|what| self.faults.push(Fault::new(row.at(), column, what))).ok()
    }

    fn row(&mut self, row: &Row<'_>) {
        let id = row.cell(PERSON);
        if id.is_empty() {
            self.faults.push(Fault::new(
                row.at(),
                PERSON,
                "manca il codice della persona (un codice, non il nome)",
            ));
            return;
        }
        let listing = self.listing(row);
        let criteria = self.keep(row, CRITERIA, numbers(row.cell(CRITERIA)));
        let (Some(listing), Some(criteria)) = (listing, criteria) else { return };
        let new = || Listed { id: id.to_owned(), stays: Vec::new(), criteria: Vec::new() };
        let person = self.people.entry(id.to_owned()).or_insert_with(new);
        person.stays.push(listing);
        if person.criteria.is_empty() {
            person.criteria = criteria;
        } else if !criteria.is_empty() && person.criteria != criteria {
            let what = format!("«{id}» ha altri criteri in un'altra riga: scriverli in una sola");
            self.faults.push(Fault::new(row.at(), CRITERIA, what));
        }
    }

    /// A row; none when one of its cells cannot be used. Every fault of the row is told.
    fn listing(&mut self, row: &Row<'_>) -> Option<Listing> {
        let frame = self.frame;
        let role = self.keep(row, ROLE, role(frame, row.cell(ROLE)));
        let unit = match row.cell(UNIT) {
            "" => Some(None),
            text => self.keep(row, UNIT, frame.unit(text)).map(|id| Some(id.to_owned())),
        };
        let days = self.days(row);
        let part_time = self.keep(row, PART_TIME, part_time(row.cell(PART_TIME)));
        let deducted = self.keep(row, DEDUCTED, deducted(row.cell(DEDUCTED), days));
        let individual = self.keep(row, INDIVIDUAL, sources(frame, row.cell(INDIVIDUAL)));
        let group = self.keep(row, GROUP, sources(frame, row.cell(GROUP)));
        let scale = &frame.rules.said().scale;
        let behaviours = self.keep(row, BEHAVIOURS, marks(scale, row.cell(BEHAVIOURS)));
        let coefficient = self.keep(row, COEFFICIENT, positive(row.cell(COEFFICIENT)));
        let most = self.keep(row, MOST, euros(row.cell(MOST)));
        let evaluator = self.keep(row, EVALUATOR, evaluator(row));
        let (from, to) = days?;
        Some(Listing {
            at: row.at(),
            role: role?,
            unit: unit?,
            from,
            to,
            part_time: part_time?,
            deducted: deducted?,
            individual: individual?,
            group: group?,
            behaviours: behaviours?,
            evaluator: evaluator?,
            coefficient: coefficient?,
            most: most?,
        })
    }

    /// First and last day in the year of the plan.
    fn days(&mut self, row: &Row<'_>) -> Option<(Date, Date)> {
        let (first, last) = self.frame.year();
        let year = self.frame.scored.year;
        let one = |text: &str, otherwise: Date| match text {
            "" => Ok(otherwise),
            text => match day(text, year) {
                Some(day) if day >= first && day <= last => Ok(day),
                Some(_) => Err(format!("«{text}» non è nell'anno {year} del piano")),
                None => Err(format!("«{text}» non è una data: si scrive come 30/06/{year}")),
            },
        };
        let from = self.keep(row, FROM, one(row.cell(FROM), first));
        let to = self.keep(row, TO, one(row.cell(TO), last));
        let (from, to) = (from?, to?);
        if to < from {
            self.faults.push(Fault::new(row.at(), TO, "il periodo finisce prima di cominciare"));
            return None;
        }
        Some((from, to))
    }

    /// The people with their stretches in order, none over another, and nobody evaluating in a circle.
    fn whole(mut self) -> (People, Vec<Fault>) {
        for person in self.people.values_mut() {
            person.stays.sort_by_key(|stay| (stay.from, stay.at.row));
            for pair in person.stays.windows(2) {
                if let [one, next] = pair
                    && next.from <= one.to
                {
                    let what = format!(
                        "«{}»: il periodo si sovrappone a quello della riga {}",
                        person.id, one.at.row
                    );
                    self.faults.push(Fault::new(next.at, FROM, what));
                }
            }
        }
        for (at, ring) in circles(&self.people) {
            let what = format!("si valutano in cerchio: {}", ring.join(", "));
            self.faults.push(Fault::new(at, EVALUATOR, what));
        }
        self.faults.sort_by_key(|fault| fault.at.row);
        (People { people: self.people.into_values().collect() }, self.faults)
    }
}

/// People who evaluate one another in a circle, each circle once.
fn circles(people: &BTreeMap<String, Listed>) -> Vec<(At, Vec<String>)> {
    let next =
        |id: &str| people.get(id).and_then(Listed::evaluator).filter(|next| people.contains_key(*next));
    let (mut done, mut circles) = (BTreeSet::new(), Vec::new());
    for id in people.keys() {
        let mut path: Vec<&str> = Vec::new();
        let mut at = Some(id.as_str());
        while let Some(one) = at.filter(|one| !done.contains(*one)) {
            if let Some(start) = path.iter().position(|known| *known == one) {
                let ring: Vec<String> = path.iter().skip(start).map(|id| (*id).to_owned()).collect();
                let last = people.get(one).and_then(Listed::last).map_or(At::HEADER, |stay| stay.at);
                circles.push((last, ring));
                break;
            }
            path.push(one);
            at = next(one);
        }
        done.extend(path);
    }
    circles
}

fn evaluator(row: &Row<'_>) -> Result<Option<String>, String> {
    match row.cell(EVALUATOR) {
        "" => Ok(None),
        own if own == row.cell(PERSON) => {
            Err("nessuno valuta sé stesso: scrivere il codice di chi valuta questa persona".to_owned())
        }
        other => Ok(Some(other.to_owned())),
    }
}

fn role(frame: &Frame<'_>, text: &str) -> Result<String, String> {
    if let Some(role) = frame.smvp.role(text) {
        return Ok(role.name.clone());
    }
    let known: Vec<&str> = frame.smvp.roles.iter().map(|role| role.name.as_str()).collect();
    Err(format!("«{text}» non è un ruolo del metodo; i ruoli sono: {}", known.join(", ")))
}

fn part_time(text: &str) -> Result<Exact, String> {
    if text.is_empty() {
        return Ok(Exact::one());
    }
    let percent = number(text).ok_or_else(|| format!("«{text}» non è una percentuale"))?;
    if !percent.is_positive() || percent > Exact::hundred() {
        return Err(format!("il tempo parziale va da più di 0 a 100 per cento, non {text}"));
    }
    Ok(&percent / &Exact::hundred())
}

fn deducted(text: &str, days: Option<(Date, Date)>) -> Result<u32, String> {
    if text.is_empty() {
        return Ok(0);
    }
    let count: u32 = text.parse().map_err(|_| format!("«{text}» non è un numero intero di giorni"))?;
    let there = days.and_then(|(from, to)| from.until(to).ok()).map(|span| span.get_days() + 1);
    match there {
        Some(there) if i64::from(count) > i64::from(there) => {
            Err(format!("i giorni non computati sono {count}, più dei {there} giorni del periodo"))
        }
        _ => Ok(count),
    }
}

fn positive(text: &str) -> Result<Option<Exact>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let found = number(text).filter(Exact::is_positive);
    found.map(Some).ok_or_else(|| format!("«{text}» non è un numero maggiore di 0"))
}

fn euros(text: &str) -> Result<Option<Exact>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    cell::euros(text).map(Some).ok_or_else(|| format!("«{text}» non è un importo in euro"))
}

fn numbers(text: &str) -> Result<Vec<Exact>, String> {
    let one = |word: &str| number(word).ok_or_else(|| format!("«{word}» non è un numero"));
    text.split_whitespace().map(one).collect()
}
