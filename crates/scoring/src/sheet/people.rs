//! The people of a sheet.

use super::file::{ComponentFile, EvaluationFile, PeriodFile, PersonFile};
use super::{Entry, Sheet};
use crate::exact::Exact;
use crate::function::{ScaleMode, Working};
use crate::money::{Service, ServiceOutcome, service};
use crate::people::{
    BandFault, BandOn, Bands, Capacity, Component, Period, Reckoned, behaviours, capacity, individual,
    over_time,
};
use crate::tree::Scores;

/// A person, with what money needs to know.
pub struct Reckoning<'s> {
    pub file: &'s PersonFile,
    pub entry: Entry,
    /// Coefficient of service and part-time.
    pub time: Exact,
    /// Whether there may be a premium.
    pub eligible: bool,
    /// The fixed premium of the band, per cent.
    pub fixed: Option<Exact>,
}

pub fn bands(file: &EvaluationFile) -> Result<Option<Bands>, BandFault> {
    if file.band.is_empty() { Ok(None) } else { Bands::new(file.band.clone()).map(Some) }
}

pub fn people<'s>(sheet: &'s Sheet, scores: &Scores) -> Vec<Reckoning<'s>> {
    sheet.file.person.iter().map(|person| reckon(sheet, person, scores)).collect()
}

fn reckon<'s>(sheet: &'s Sheet, person: &'s PersonFile, scores: &Scores) -> Reckoning<'s> {
    let rules = &sheet.file.evaluation;
    let mut entry = Entry::new(&person.id, person.role.as_deref().unwrap_or(&person.id), rules.decimals);
    let (time, evaluable) = time(sheet, person, &mut entry);
    let mut below = false;
    if evaluable {
        below = score(sheet, person, scores, &mut entry);
    }
    let on = match rules.band_on {
        BandOn::Official => entry.value.as_ref(),
        BandOn::Exact => entry.raw.as_ref(),
    };
    let band = on.and_then(|score| sheet.bands.as_ref()?.of(score));
    entry.band = band.map(|band| band.name.clone());
    let negative = band.is_some_and(|band| band.negative);
    let fixed = band.and_then(|band| band.premium.clone());
    let too_low = match (&entry.value, &rules.minimum_score) {
        (Some(score), Some(minimum)) => score < minimum,
        _ => false,
    };
    let eligible = evaluable && !below && !negative && !too_low;
    Reckoning { file: person, entry, time, eligible, fixed }
}

/// The coefficient of service, and whether the person can be evaluated at all.
fn time(sheet: &Sheet, person: &PersonFile, entry: &mut Entry) -> (Exact, bool) {
    let part_time = person.part_time.clone().unwrap_or_else(Exact::one);
    let (Some(from), Some(to)) = (person.from, person.to) else { return (part_time, true) };
    let minimum = sheet.file.evaluation.minimum_days;
    match service(&Service { part_time, from, to, deducted: person.deducted, minimum }) {
        Some(ServiceOutcome::Coefficient(coefficient, lines)) => {
            entry.working.extend(lines);
            (coefficient, true)
        }
        Some(ServiceOutcome::NotEvaluable(days)) => {
            let minimum = minimum.unwrap_or_default();
            entry.why = Some(format!("non valutabile: {days} giorni di servizio, meno di {minimum}"));
            (Exact::zero(), false)
        }
        None => {
            entry.why = Some("il servizio finisce prima di cominciare".to_owned());
            (Exact::zero(), false)
        }
    }
}

/// The score of a person; whether a component is below its minimum.
fn score(sheet: &Sheet, person: &PersonFile, scores: &Scores, entry: &mut Entry) -> bool {
    let decimals = sheet.file.evaluation.decimals;
    if let Some(score) = &person.score {
        entry.raw = Some(score.clone());
        entry.value = Some(score.rounded(decimals));
        return false;
    }
    if !person.period.is_empty() {
        let found =
            over_time(&person.period.iter().filter_map(|one| period(one, scores)).collect::<Vec<_>>());
        settle(entry, found, decimals);
        return false;
    }
    if person.component.is_empty() {
        entry.why.get_or_insert_with(|| "non ha né componenti né punteggio".to_owned());
        return false;
    }
    let mut components = Vec::new();
    for file in &person.component {
        let (component, lines) = component(sheet, file, scores);
        entry.working.extend(lines);
        components.push(component);
    }
    let found = individual(&components, decimals);
    entry.working.extend(found.working);
    entry.raw = found.exact;
    entry.value = found.official;
    entry.why = found.why;
    !found.below.is_empty()
}

fn settle(entry: &mut Entry, found: Reckoned, decimals: u32) {
    entry.working.extend(found.working);
    entry.value = found.result.as_ref().map(|score| score.rounded(decimals));
    entry.raw = found.result;
    entry.why = found.why;
}

fn period(file: &PeriodFile, scores: &Scores) -> Option<Period> {
    let score = file.score.clone().or_else(|| scores.score(file.of.as_deref()?).cloned());
    match (file.days, file.from, file.to) {
        (Some(days), _, _) => Some(Period { days, score }),
        (None, Some(from), Some(to)) => Period::between(from, to, score),
        _ => None,
    }
}

fn component(sheet: &Sheet, file: &ComponentFile, scores: &Scores) -> (Component, Vec<Working>) {
    let rules = &sheet.file.evaluation;
    let mut neutralised = file.neutralised;
    let mut found = Reckoned { result: None, working: Vec::new(), why: None };
    if let Some(score) = &file.score {
        found.result = Some(score.clone());
    } else if let Some(of) = &file.of {
        found.result = scores.score(of).cloned();
    } else if !file.behaviours.is_empty() {
        let mode = rules.scale.mode.unwrap_or(ScaleMode::OverMax);
        found = behaviours(&file.behaviours, (&rules.scale.lowest, &rules.scale.highest), mode);
    } else if let Some(reference) = &rules.reference_deviation {
        let rule = Capacity { reference: reference.clone(), fewest: rules.fewest_evaluated };
        found = capacity(&file.given, &rule);
        // Too few people evaluated: the component leaves the mean (rulebook 8.10).
        neutralised |= found.result.is_none();
    }
    let component = Component {
        kind: file.kind,
        weight: file.weight.clone(),
        score: found.result,
        neutralised,
        minimum: file.minimum.clone(),
    };
    (component, found.working)
}
