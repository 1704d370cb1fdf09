//! The bonus of the best evaluations, and who has it (rulebook 8.15).

use serde::Deserialize;

use super::reckon::Reckoning;
use crate::entry::Entry;
use crate::exact::Exact;
use crate::money::{BonusMethod, Ranked, Ranking, rank, staff_bonus};

/// The rule of a bonus.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BonusRule {
    /// Per cent of the average.
    pub percent: Exact,
    /// Part of those positively evaluated who have it, per cent.
    pub quota: Exact,
    /// At least one has it, whatever the quota.
    #[serde(default)]
    pub at_least_one: bool,
    /// On which average.
    #[serde(default)]
    pub method: BonusMethod,
    /// Part of the resources is tied to objectives of the whole body: 20 per cent is enough.
    #[serde(default)]
    pub tied: bool,
}

/// A bonus with those who have it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bonuses {
    /// What was reckoned.
    pub entries: Vec<Entry>,
    /// The bonus of each, and what is left for the base premiums.
    pub amounts: Option<(Exact, Exact)>,
    /// Those who have it, and those of whom a person must decide; none while a score is missing.
    pub ranking: Option<Ranking>,
}

/// The bonus out of a pool, for so many people (when it is said), and the ranking of those who were positively
/// evaluated.
pub fn bonuses(rule: &BonusRule, amount: &Exact, count: Option<usize>, people: &[&Reckoning]) -> Bonuses {
    let eligible: Vec<&Reckoning> = people.iter().copied().filter(|person| person.eligible()).collect();
    let missing = eligible.iter().find(|person| person.entry.value.is_none());
    if let (None, Some(one)) = (count, missing) {
        let why = format!(
            "manca il punteggio di «{}»: non si sa quanti sono valutati positivamente",
            one.person.id
        );
        let entry = Entry::without("maggiorazione", "maggiorazione di ciascuno", 2, why);
        return Bonuses { entries: vec![entry], ..Bonuses::default() };
    }
    let count = count.unwrap_or(eligible.len());
    let (shares, at_least) = ((&rule.percent, &rule.quota), rule.at_least_one);
    let Some(found) = staff_bonus(amount, count, shares, at_least, rule.method) else {
        return Bonuses::default();
    };
    let beneficiaries = i64::try_from(found.beneficiaries).unwrap_or(i64::MAX);
    let each = Entry::of("maggiorazione", "maggiorazione di ciascuno", 2, found.each.clone());
    let mut entries = vec![
        Entry { working: found.working, ..each },
        Entry::of("maggiorati", "persone con la maggiorazione", 0, Exact::from(beneficiaries)),
        Entry::of("maggiorazione-totale", "maggiorazioni in tutto", 2, found.total),
        Entry::of("media", "media su cui si calcola", 2, found.average),
        Entry::of("fondo-base", "fondo per i premi base", 2, found.base_pool.clone()),
        Entry::of("premio-base-medio", "premio base medio", 2, found.average_base),
    ];
    let least = Exact::from(if rule.tied { 20 } else { 30 });
    if rule.percent < least {
        let fault = Entry::of("maggiorazione-minima", "maggiorazione minima, per cento", 0, least);
        entries.push(Entry { band: Some("insufficiente".to_owned()), ..fault });
    }
    let (ranking, told) = ranked(&eligible, found.beneficiaries);
    entries.extend(told);
    Bonuses { entries, amounts: Some((found.each, found.base_pool)), ranking }
}

fn ranked(eligible: &[&Reckoning], places: usize) -> (Option<Ranking>, Option<Entry>) {
    const TITLE: &str = "chi ha la maggiorazione";
    let mut ranked = Vec::new();
    for one in eligible {
        let Some(score) = one.entry.value.clone() else {
            let why = format!("manca il punteggio di «{}»", one.person.id);
            return (None, Some(Entry::without("graduatoria", TITLE, 0, why)));
        };
        ranked.push(Ranked { id: one.person.id.clone(), score, criteria: one.person.criteria.clone() });
    }
    if ranked.is_empty() {
        return (None, None);
    }
    let ranking = rank(&ranked, places);
    let mut entry = Entry::new("graduatoria", TITLE, 0);
    entry.band = Some(ranking.chosen.join(", "));
    let tied = ranking.tied.join(", ");
    entry.why = (!tied.is_empty())
        .then(|| format!("a pari merito al limite: {tied}; decide il criterio del Sistema"));
    (Some(ranking), Some(entry))
}
