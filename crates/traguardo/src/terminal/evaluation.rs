//! People who were evaluated, unit by unit; and how one of them came to a score and a premium.

use std::collections::BTreeMap;

use domain::text::short;
use evaluation::{Evaluated, EvaluatedPerson};
use scoring::Entry;

use super::entries::{entry, value};
use super::style::safe;
use super::{Page, Role, Style};

/// Everybody by unit, the indicators of payments, sums, statistics, and what rests on a default.
pub fn shown(evaluated: &Evaluated, style: Style) -> String {
    let mut page = Page::new(style);
    let heading = format!(
        "{}, anno {}: valutazione di {} persone",
        evaluated.body,
        evaluated.year,
        evaluated.persons.len()
    );
    page.line(page.paint(Role::Strong, heading));
    let mut units: BTreeMap<(usize, &str), Vec<&EvaluatedPerson>> = BTreeMap::new();
    for person in &evaluated.persons {
        let unit = person.unit.as_deref().unwrap_or_default();
        // U2 comes before U10.
        units.entry((unit.len(), unit)).or_default().push(person);
    }
    for ((_, unit), people) in units {
        page.gap();
        let name = evaluated.units.get(unit).map_or("", String::as_str);
        let name = if unit.is_empty() { "senza struttura".to_owned() } else { format!("{unit} {name}") };
        page.line(page.paint(Role::Strong, safe(&name)));
        page.line("   punteggio      da pagare  persona");
        for one in people {
            person(&mut page, one);
        }
    }
    listed(&mut page, "Tempi di pagamento", &evaluated.payments);
    listed(&mut page, "Premi", &evaluated.amounts);
    listed(&mut page, "Statistiche", &evaluated.statistics);
    undetermined(&mut page, evaluated);
    page.gap();
    for note in &evaluated.notes {
        page.line(format_args!("Nota – {}", safe(note)));
    }
    for default in &evaluated.defaults {
        page.line(format_args!("Base – {}", safe(default)));
    }
    page.line("«traguardo explain-score VALUTAZIONE PERSONA» spiega punteggio e premio di una persona, passo per passo.");
    page.line("La valutazione contiene dati personali: non si pubblica.");
    page.into()
}

fn person(page: &mut Page, one: &EvaluatedPerson) {
    let score = match &one.score.value {
        Some(score) => score.shown(one.score.decimals),
        None if !one.evaluable => "non valutab.".to_owned(),
        None => "non determ.".to_owned(),
    };
    let paid = one.paid.as_ref().map_or_else(
        || "–".to_owned(),
        |entry| match &entry.value {
            Some(_) => value(entry),
            None => "non determ.".to_owned(),
        },
    );
    let band = one.score.band.as_deref().map(|band| format!(", {}", safe(band))).unwrap_or_default();
    let bonus = if one.bonus.is_some() { ", maggiorazione" } else { "" };
    let id = page.paint(Role::Strong, safe(&one.id));
    page.line(format_args!("{score:>12} {paid:>14}  {id} {}{band}{bonus}", safe(&one.role)));
}

fn listed(page: &mut Page, heading: &str, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    page.gap();
    page.line(page.paint(Role::Strong, heading));
    for entry in entries {
        let band = entry.band.as_deref().map(|band| format!(" ({})", safe(band))).unwrap_or_default();
        let why = entry.why.as_deref().map(|why| format!(": {}", safe(why))).unwrap_or_default();
        let shown = if entry.value.is_none() && entry.why.is_some() { String::new() } else { value(entry) };
        let room = page.width().saturating_sub(16).max(40);
        page.line(format_args!("{shown:>14}  {}{band}{why}", short(&safe(&entry.title), room)));
    }
}

/// Why scores and payments are undetermined, each reason once.
fn undetermined(page: &mut Page, evaluated: &Evaluated) {
    let without = |one: &Entry| one.value.is_none();
    let persons = &evaluated.persons;
    let scores = persons.iter().filter(|one| without(&one.score)).map(|one| (one, one.score.why.as_deref()));
    reasons(page, "Senza punteggio", scores);
    // Of those who have no score it is said already.
    let paid = persons.iter().filter(|one| !without(&one.score));
    let paid = paid.filter_map(|one| Some((one, one.paid.as_ref().filter(|paid| without(paid))?)));
    reasons(page, "Da pagare, non determinato", paid.map(|(one, paid)| (one, paid.why.as_deref())));
}

fn reasons<'e>(
    page: &mut Page,
    heading: &str,
    all: impl Iterator<Item = (&'e EvaluatedPerson, Option<&'e str>)>,
) {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (person, why) in all {
        reasons.entry(why.unwrap_or("non si sa perché")).or_default().push(&person.id);
    }
    if reasons.is_empty() {
        return;
    }
    page.gap();
    page.line(page.paint(Role::Strong, heading));
    for (why, people) in reasons {
        page.line(format_args!("  {}: {}", safe(&people.join(", ")), safe(why)));
    }
}

/// Everything that was reckoned of one person.
pub fn explained(evaluated: &Evaluated, person: &EvaluatedPerson, style: Style) -> String {
    let mut page = Page::new(style);
    page.line(format_args!("{}, anno {}", evaluated.body, evaluated.year));
    page.gap();
    let unit = person.unit.as_deref().unwrap_or("nessuna");
    let evaluator = person.evaluator.as_deref().unwrap_or("non indicato");
    page.line(format_args!(
        "Persona {}, ruolo «{}», struttura {}, valutatore {}",
        page.paint(Role::Strong, safe(&person.id)),
        safe(&person.role),
        safe(unit),
        safe(evaluator)
    ));
    if person.periods.len() > 1 {
        for (place, period) in (1..).zip(&person.periods) {
            let day = meaning::date::render;
            let unit = period.unit.as_deref().unwrap_or("nessuna struttura");
            page.line(format_args!(
                "  periodo {place}: dal {} al {}, «{}», {}",
                day(period.from),
                day(period.to),
                safe(&period.role),
                safe(unit)
            ));
        }
    }
    for one in person.entries() {
        page.gap();
        entry(&mut page, one);
    }
    page.gap();
    page.line("I numeri sono esatti; si arrotonda solo dove è scritto.");
    page.line(format_args!("Punteggi: SHA-256 {}", evaluated.scores.sha256));
    page.into()
}

/// Something that was reckoned of the body as a whole.
pub fn explained_entry(evaluated: &Evaluated, one: &Entry, style: Style) -> String {
    let mut page = Page::new(style);
    page.line(format_args!("{}, anno {}", evaluated.body, evaluated.year));
    page.gap();
    entry(&mut page, one);
    page.into()
}
