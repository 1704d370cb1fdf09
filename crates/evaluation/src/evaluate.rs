//! Everything brought together.

use std::collections::BTreeSet;

use appraisal::{Digest, canonical};
use scoring::Exact;
use scoring::evaluation::Reckoning;

use crate::choices;
use crate::file::{Evaluated, EvaluatedPerson, Fund, Period, SCHEMA};
use crate::frame::Frame;
use crate::funds::{Cashier, Payout};
use crate::invoices::Invoices;
use crate::liable::Liability;
use crate::people::{Listed, People};
use crate::persons::{reckoned, times};
use crate::spread::statistics;

/// What goes into an evaluation, beside scores and method.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The people.
    pub people: People,
    /// SHA-256 of the table of people.
    pub people_digest: String,
    /// The invoices, with the SHA-256 of their table.
    pub invoices: Option<(Invoices, String)>,
    /// The pools that are divided.
    pub funds: Vec<Fund>,
}

/// Evaluates the people, and says what each is paid.
pub fn evaluate(frame: &Frame<'_>, inputs: &Inputs) -> Evaluated {
    let invoices = inputs.invoices.as_ref().map(|(invoices, _)| invoices);
    let found = reckoned(frame, &inputs.people);
    let liability = Liability::new(frame, invoices);
    let cashier = Cashier { frame, people: &inputs.people, reckoned: &found, liability: &liability };
    let money = cashier.pay(&inputs.funds);
    let people = inputs.people.people.iter().zip(&found).zip(money.payouts);
    let persons: Vec<EvaluatedPerson> =
        people.map(|((listed, found), payout)| person(frame, listed, found, payout)).collect();
    let mut notes = money.notes;
    notes.extend(unknown_evaluators(&inputs.people));
    let sealed = |sha256: &str| Digest { sha256: sha256.to_owned() };
    let mut evaluated = Evaluated {
        schema: SCHEMA.to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        body: frame.scored.body.clone(),
        year: frame.scored.year,
        plan: frame.scored.plan.clone(),
        method: frame.scored.method.clone(),
        scores: sealed(&frame.scored.digest),
        people: sealed(&inputs.people_digest),
        invoices: inputs.invoices.as_ref().map(|(_, digest)| sealed(digest)),
        measured_on: invoices.and_then(|invoices| invoices.measured),
        funds: inputs.funds.clone(),
        payments: invoices.map(|invoices| invoices.entries(frame)).unwrap_or_default(),
        amounts: money.amounts,
        statistics: statistics(frame.smvp, &persons),
        notes,
        defaults: Vec::new(),
        persons,
        digest: String::new(),
    };
    evaluated.defaults = defaults(frame, &evaluated);
    evaluated.digest = canonical::seal(&evaluated);
    evaluated
}

fn person(frame: &Frame<'_>, listed: &Listed, found: &Reckoning, payout: Payout) -> EvaluatedPerson {
    let last = listed.last();
    let role = last.map(|stay| stay.role.clone()).unwrap_or_default();
    let mut periods = Vec::new();
    for (place, (stay, time)) in listed.stays.iter().zip(times(listed)).enumerate() {
        let only = found.stays.is_empty();
        let score = if only { found.entry.raw.clone() } else { found.stays.get(place).cloned().flatten() };
        periods.push(Period {
            from: stay.from,
            to: stay.to,
            role: stay.role.clone(),
            unit: stay.unit.clone(),
            evaluator: stay.evaluator.clone(),
            score,
            time,
        });
    }
    EvaluatedPerson {
        id: listed.id.clone(),
        manager: frame.smvp.role(&role).is_some_and(|role| role.manager),
        role,
        unit: last.and_then(|stay| stay.unit.clone()),
        evaluator: listed.evaluator().map(str::to_owned),
        periods,
        score: found.entry.clone(),
        evaluable: found.evaluable,
        negative: found.entry.value.as_ref().map(|_: &Exact| found.negative),
        barred: found.barred.clone(),
        premiums: payout.premiums,
        bonus: payout.bonus,
        paid: payout.paid,
    }
}

/// Evaluators that the table of people does not have: perhaps rightly so, perhaps a slip of the pen.
fn unknown_evaluators(people: &People) -> Option<String> {
    let known: BTreeSet<&str> = people.people.iter().map(|person| person.id.as_str()).collect();
    let all =
        people.people.iter().flat_map(|person| &person.stays).filter_map(|stay| stay.evaluator.as_deref());
    let strange: BTreeSet<&str> = all.filter(|id| !known.contains(id)).collect();
    let listed: Vec<&str> = strange.into_iter().collect();
    (!listed.is_empty())
        .then(|| format!("valutatori che la tabella delle persone non ha: {}", listed.join(", ")))
}

/// Every choice that some figure rests on, each once, those of the method first.
fn defaults(frame: &Frame<'_>, evaluated: &Evaluated) -> Vec<String> {
    let of_people = evaluated.persons.iter().flat_map(EvaluatedPerson::entries);
    let all = of_people.chain(evaluated.entries()).flat_map(|entry| &entry.defaults);
    let mut told: Vec<String> = Vec::new();
    for one in choices::of_cuts(frame.smvp).iter().chain(all) {
        if !told.contains(one) {
            told.push(one.clone());
        }
    }
    told
}
