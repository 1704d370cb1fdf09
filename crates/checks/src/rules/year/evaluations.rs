//! The evaluations by which premiums are paid (rulebook 4.8, 4.9, 8.20). People are codes.

use std::collections::BTreeMap;

use evaluation::{Evaluated, EvaluatedPerson};
use scoring::Exact;
use scoring::evaluation::PoolMethod;
use scoring::statistics::{deviation, mean};

use super::{parameter, shortened};
use crate::context::Context;
use crate::report::Report;
use crate::year::YearAct;

fn kept<'t>(context: &'t Context<'_>) -> Option<(&'t YearAct, &'t Evaluated)> {
    context.timeline()?.paid
}

/// `ANNO-020`: evaluations that were changed, rest on other scores, or pay what must not be paid.
pub fn wrong(context: &Context<'_>, report: &mut Report) {
    let Some((act, evaluated)) = kept(context) else { return };
    let mut told = Vec::new();
    if !evaluated.is_intact() {
        told.push("il file è stato cambiato dopo il calcolo".to_owned());
    }
    if rests_on_others(context, evaluated) {
        told.push("poggiano su punteggi che non sono quelli della Relazione".to_owned());
    }
    told.extend(evaluated.persons.iter().filter_map(undue));
    told.extend(left_over(context, evaluated));
    if !told.is_empty() {
        let message = format!("le valutazioni non tornano: {}", shortened(&told));
        report.plan("ANNO-020", act.act.place, message);
    }
}

/// Whether the scores are others than those of the report; without both at hand nothing is said.
fn rests_on_others(context: &Context<'_>, evaluated: &Evaluated) -> bool {
    let Some(round) = context.timeline().and_then(|timeline| timeline.report()) else { return false };
    let own = &round.scored;
    match &round.of.scores {
        Some(stored) => stored.digest != evaluated.scores.sha256,
        // Another method or program seals the same results otherwise.
        None if own.method == evaluated.method && own.program == evaluated.program => {
            own.digest != evaluated.scores.sha256
        }
        None => false,
    }
}

/// What must not be: a premium without the right to it (EVA-17), one who evaluates oneself (CYC-26).
fn undue(person: &EvaluatedPerson) -> Option<String> {
    if person.evaluator.as_deref() == Some(person.id.as_str()) {
        return Some(format!("{} valuta sé stesso", person.id));
    }
    let barred = person.barred.is_some() || person.negative == Some(true) || !person.evaluable;
    let premium = person.premium().filter(Exact::is_positive).filter(|_| barred)?;
    Some(format!("{} ha un premio di {} euro e non ne ha diritto", person.id, premium.shown(2)))
}

/// Pools that the premiums do not exhaust to the cent (SCO-07); budgets of single people may leave a rest.
fn left_over(context: &Context<'_>, evaluated: &Evaluated) -> Option<String> {
    let smvp = &context.method.smvp;
    let individual = |pool: Option<PoolMethod>| pool == Some(PoolMethod::Individual);
    if individual(smvp.pay.pool) || smvp.roles.iter().any(|role| individual(role.pool)) {
        return None;
    }
    let pools: Exact = evaluated.funds.iter().map(|fund| fund.amount.clone()).sum();
    let entries = evaluated.persons.iter().flat_map(|person| person.premiums.iter().chain(&person.bonus));
    let premiums: Exact = entries.map(|entry| entry.value.clone()).sum::<Option<Exact>>()?;
    (premiums.is_positive() && premiums != pools)
        .then(|| format!("i premi fanno {} euro, i fondi {}", premiums.shown(2), pools.shown(2)))
}

/// Official scores by group; the groups without a name are left out.
fn by<'e>(
    evaluated: &'e Evaluated,
    of: impl Fn(&'e EvaluatedPerson) -> Option<&'e str>,
) -> BTreeMap<&'e str, Vec<Exact>> {
    let mut groups: BTreeMap<&str, Vec<Exact>> = BTreeMap::new();
    for person in &evaluated.persons {
        if let (Some(group), Some(score)) = (of(person), person.official()) {
            groups.entry(group).or_default().push(score.clone());
        }
    }
    groups
}

/// `ANNO-021`: an evaluator whose judgements hardly differ, or are mostly full (EVA-19).
pub fn of_evaluators(context: &Context<'_>, report: &mut Report) {
    let Some((act, evaluated)) = kept(context) else { return };
    let number = |code: &str| parameter(context, code).map(|one| Exact::from(one.value));
    let (Some(fewest), Some(least), Some(most)) =
        (number("evaluator.people"), number("evaluator.deviation"), number("evaluator.full"))
    else {
        return;
    };
    for (evaluator, scores) in by(evaluated, |person| person.evaluator.as_deref()) {
        if count(scores.len()) < fewest {
            continue;
        }
        let mut told = Vec::new();
        if let Some(sigma) = deviation(&scores).filter(|sigma| *sigma < least) {
            told.push(format!("scarto {} punti", sigma.shown(2)));
        }
        let full = count(scores.iter().filter(|score| **score >= Exact::hundred()).count());
        let share = (full * Exact::hundred()).checked_div(&count(scores.len()));
        if let Some(share) = share.filter(|share| *share > most) {
            told.push(format!("{} % con il punteggio massimo", share.shown(2)));
        }
        if !told.is_empty() {
            let message =
                format!("i giudizi di {evaluator} su {} persone: {}", scores.len(), told.join(", "));
            report.plan("ANNO-021", act.act.place, message).about(evaluator);
        }
    }
}

fn count(number: usize) -> Exact {
    Exact::from(i64::try_from(number).unwrap_or(i64::MAX))
}

/// `ANNO-022`: a unit in which all have the same score (EVA-20).
pub fn all_the_same(context: &Context<'_>, report: &mut Report) {
    let Some((act, evaluated)) = kept(context) else { return };
    let Some(fewest) = parameter(context, "same_scores.people") else { return };
    for (unit, scores) in by(evaluated, |person| person.unit.as_deref()) {
        let same = scores.iter().all(|score| Some(score) == scores.first());
        if same && count(scores.len()) >= Exact::from(fewest.value) {
            let message = format!("in {} hanno tutti lo stesso punteggio", named(evaluated, unit));
            report.plan("ANNO-022", act.act.place, message).about(unit);
        }
    }
}

/// `ANNO-023`: people scored well above their unit (SCO-10).
pub fn above_their_unit(context: &Context<'_>, report: &mut Report) {
    let Some((act, evaluated)) = kept(context) else { return };
    let round = context.timeline().and_then(|timeline| timeline.report());
    let (Some(round), Some(most)) = (round, parameter(context, "above_unit.points")) else { return };
    for (unit, scores) in by(evaluated, |person| person.unit.as_deref()) {
        let of_unit = round.step(unit).and_then(|step| step.score.as_ref());
        let Some((people, unit_score)) = mean(&scores).zip(of_unit) else { continue };
        if &people - unit_score > Exact::from(most.value) {
            let message = format!(
                "in {} le persone hanno in media {} punti, la struttura {}",
                named(evaluated, unit),
                people.shown(2),
                unit_score.shown(2)
            );
            report.plan("ANNO-023", act.act.place, message).about(unit);
        }
    }
}

/// `U3 «Tributi»`.
fn named(evaluated: &Evaluated, unit: &str) -> String {
    match evaluated.units.get(unit) {
        Some(name) => format!("{unit} «{name}»"),
        None => unit.to_owned(),
    }
}
