//! Premiums of people out of a pool, or out of each one's budget (rulebook 8.14).

use serde::{Deserialize, Serialize};

use super::cuts::{Liable, Pay, after_cuts};
use super::reckon::Reckoning;
use crate::entry::Entry;
use crate::exact::Exact;
use crate::money::{Claim, Premium, individual_budget, pool};

/// How premiums are reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PoolMethod {
    /// A pool divided by score × coefficient × time.
    #[default]
    #[serde(rename = "fondo")]
    Pool,
    /// The most of each one × score.
    #[serde(rename = "budget-individuale")]
    Individual,
}

fn claim(person: &Reckoning) -> Claim {
    Claim {
        id: person.person.id.clone(),
        // The fixed premium of a band takes the place of the score, where there is a score.
        score: person.entry.value.as_ref().map(|score| person.fixed.as_ref().unwrap_or(score).clone()),
        coefficient: person.person.coefficient.clone(),
        time: person.time.clone(),
        eligible: person.eligible(),
    }
}

/// Premiums out of one pool, and their sum: each is `premio-` and the code of the person.
pub fn of_pool(amount: Option<&Exact>, people: &[&Reckoning]) -> Vec<Entry> {
    const TITLE: &str = "somma dei premi";
    let Some(amount) = amount else {
        return vec![Entry::without("premi", TITLE, 2, "manca l'importo del fondo")];
    };
    let claims: Vec<Claim> = people.iter().map(|person| claim(person)).collect();
    let Some(premiums) = pool(amount, &claims) else {
        let missing = people.iter().find(|one| one.eligible() && one.entry.value.is_none());
        let why = match missing {
            Some(one) => format!("manca il punteggio di «{}»: nessuna parte del fondo è nota", one.person.id),
            None => "nessuno ha diritto al premio: il fondo non si divide".to_owned(),
        };
        return vec![Entry::without("premi", TITLE, 2, why)];
    };
    let total = premiums.iter().filter_map(|premium| premium.amount.clone()).sum();
    let entries = premiums.into_iter().zip(people).map(|(premium, person)| entry(premium, person));
    entries.chain([Entry::of("premi", TITLE, 2, total)]).collect()
}

/// Premiums out of each one's budget after cuts, and what is left of the budgets, which is not shared out again.
pub fn of_budgets(people: &[&Reckoning], liable: impl Fn(&Reckoning) -> Vec<Liable>) -> Vec<Entry> {
    let mut left = Some(Exact::zero());
    let mut entries = Vec::new();
    for person in people {
        let entry = of_budget(person, &liable(person));
        left = match (left, &person.person.most, &entry.value) {
            (Some(left), Some(most), Some(paid)) => Some(left + (most - paid)),
            _ => None,
        };
        entries.push(entry);
    }
    let mut rest = Entry::new("non-speso", "somme non spese, da dichiarare", 2);
    rest.why = left.is_none().then(|| "un premio non è determinato".to_owned());
    rest.value = left;
    entries.push(rest);
    entries
}

fn of_budget(person: &Reckoning, liable: &[Liable]) -> Entry {
    let id = format!("premio-{}", person.person.id);
    let Some(most) = &person.person.most else {
        return Entry::without(&id, "premio", 2, "manca il premio massimo");
    };
    let claim = claim(person);
    if liable.iter().all(|one| one.cuts.is_empty()) || !person.eligible() {
        return match individual_budget(std::slice::from_ref(most), std::slice::from_ref(&claim)).0.pop() {
            Some(premium) => entry(premium, person),
            None => Entry::without(&id, "premio", 2, "manca il premio massimo"),
        };
    }
    let Some(score) = &claim.score else {
        return Entry::without(&id, "premio", 2, "manca il punteggio");
    };
    let budget = most * &claim.time;
    match after_cuts(&Pay::Budget { most: &budget, score }, liable) {
        Ok(found) => {
            let mut entry = Entry::of(&id, "premio dopo i tagli per i pagamenti", 2, found.paid);
            let with = format!("{most} × {}", claim.time);
            entry.working.push(crate::function::Working::new("massimo × tempo", with, &budget));
            entry.working.extend(found.working);
            entry
        }
        Err(why) => Entry::without(&id, "premio dopo i tagli per i pagamenti", 2, why),
    }
}

fn entry(premium: Premium, person: &Reckoning) -> Entry {
    let mut entry = Entry::new(&format!("premio-{}", premium.id), "premio", 2);
    entry.why = match &person.barred {
        Some(why) => Some(format!("nessun premio: {why}")),
        None => premium.amount.is_none().then(|| "manca il punteggio".to_owned()),
    };
    (entry.value, entry.working) = (premium.amount, premium.working);
    entry
}
