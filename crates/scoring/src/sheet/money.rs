//! The amounts of a sheet.

use super::file::{PayFile, PoolFile, PoolMethod, SheetFile};
use super::people::Reckoning;
use super::{Entry, Sheet};
use crate::exact::Exact;
use crate::money::{
    Claim, Delay, Invoice, Premium, Ranked, delay_indicator, individual_budget, managers_bonus, pool,
    post_pool, rank, result_pay, staff_bonus,
};
use crate::statistics::{FEWEST, statistics};
use crate::tree::Scores;

/// The id of the delay indicator among the entries.
pub const INDICATOR: &str = "ritardo";

/// The delay indicator of the invoices, when there are some.
pub fn payment_times(file: &SheetFile) -> Option<Entry> {
    if file.invoice.is_empty() {
        return None;
    }
    let mut entry = Entry::new(INDICATOR, "indicatore di ritardo nei pagamenti, in giorni", 2);
    match delay_indicator(&invoices(file)) {
        Some((indicator, late, working)) => {
            entry.value = Some(indicator);
            entry.working = working;
            entry.title = format!("{}; fatture in ritardo: {late}", entry.title);
        }
        None => entry.why = Some("non c'è nessuna fattura da contare".to_owned()),
    }
    Some(entry)
}

fn invoices(file: &SheetFile) -> Vec<Invoice> {
    let invoices = file.invoice.iter().filter_map(|one| {
        let delay = match (one.days, one.due, one.paid) {
            (Some(days), _, _) => Delay::Days(days),
            (None, Some(due), Some(paid)) => Delay::Between(due, paid),
            _ => return None,
        };
        Some(Invoice { amount: one.amount.clone(), delay, excluded: one.excluded })
    });
    invoices.collect()
}

/// Every amount: result pay, premiums, bonuses, pools of posts, statistics.
pub fn amounts(sheet: &Sheet, scores: &Scores, people: &[Reckoning<'_>]) -> Vec<Entry> {
    let file = &sheet.file;
    let mut entries: Vec<Entry> =
        file.pay.iter().map(|pay| result_pay_of(file, pay, scores, people)).collect();
    if let Some(pool) = &file.pool {
        entries.extend(premiums(pool, people));
    }
    if let Some(bonus) = &file.bonus {
        entries.extend(bonuses(bonus, people));
    }
    if let Some(managers) = &file.managers
        && let Some(found) =
            managers_bonus(&managers.pool, managers.managers, managers.contract, managers.tied)
    {
        let mut entry = Entry::new("maggiorazione-dirigenti", "maggiorazione minima dei dirigenti", 2);
        entry.why = found.least.is_none().then(|| "con 5 dirigenti o meno non si applica".to_owned());
        (entry.value, entry.working) = (found.least, found.working);
        entries.push(entry);
    }
    if let Some(posts) = &file.posts
        && let Some(found) = post_pool(&posts.position, posts.result.as_ref())
    {
        let mut least = Entry::new("risultato-eq-minimo", "fondo minimo di risultato delle EQ", 2);
        (least.value, least.working) = (Some(found.least), found.working);
        entries.push(least);
        if let Some(share) = found.share {
            let mut entry = Entry::new("risultato-eq-quota", "parte del risultato sul totale, per cento", 2);
            entry.band =
                Some(if found.enough == Some(true) { "sufficiente" } else { "insufficiente" }.to_owned());
            entry.value = Some(share);
            entries.push(entry);
        }
    }
    entries.extend(spread(file, people));
    entries
}

fn result_pay_of(file: &SheetFile, pay: &PayFile, scores: &Scores, people: &[Reckoning<'_>]) -> Entry {
    let mut entry = Entry::new(&pay.id, "retribuzione di risultato", 2);
    let of_person =
        |id: &str| people.iter().find(|one| one.file.id == id).and_then(|one| one.entry.value.clone());
    let named = || pay.of.as_deref().and_then(|id| scores.score(id).cloned().or_else(|| of_person(id)));
    let reckoned = delay_indicator(&invoices(file));
    let indicator = pay.indicator.clone().or_else(|| reckoned.as_ref().map(|found| found.0.clone()));
    let late = pay.late.or_else(|| reckoned.as_ref().map(|found| found.1)).unwrap_or_default();
    let Some(score) = pay.score.clone().or_else(named) else {
        entry.why = Some("manca il punteggio".to_owned());
        return entry;
    };
    match result_pay(&pay.most, &score, &pay.cut, (indicator.as_ref(), late)) {
        Some(found) => (entry.value, entry.working) = (Some(found.paid), found.working),
        None => entry.why = Some("manca l'indicatore dei tempi di pagamento".to_owned()),
    }
    entry
}

fn premiums(file: &PoolFile, people: &[Reckoning<'_>]) -> Vec<Entry> {
    let claims: Vec<Claim> = people
        .iter()
        .map(|person| Claim {
            id: person.file.id.clone(),
            score: person.fixed.clone().or_else(|| person.entry.value.clone()),
            coefficient: person.file.coefficient.clone().unwrap_or_else(Exact::one),
            time: person.time.clone(),
            eligible: person.eligible,
        })
        .collect();
    match file.method {
        PoolMethod::Pool => of_pool(file.amount.as_ref(), &claims),
        PoolMethod::Individual => of_budgets(people, &claims),
    }
}

/// Premiums out of one pool, and their sum.
fn of_pool(amount: Option<&Exact>, claims: &[Claim]) -> Vec<Entry> {
    let mut total = Entry::new("premi", "somma dei premi", 2);
    let Some(amount) = amount else {
        total.why = Some("manca l'importo del fondo".to_owned());
        return vec![total];
    };
    let Some(premiums) = pool(amount, claims) else {
        let why = "manca un punteggio, o nessuno ha diritto al premio: nessuna parte è nota";
        total.why = Some(why.to_owned());
        return vec![total];
    };
    total.value = Some(premiums.iter().filter_map(|premium| premium.amount.clone()).sum());
    entries_of(premiums).chain([total]).collect()
}

/// Premiums out of each person's budget, and what is left of the budgets.
fn of_budgets(people: &[Reckoning<'_>], claims: &[Claim]) -> Vec<Entry> {
    let most: Vec<Exact> =
        people.iter().map(|person| person.file.most.clone().unwrap_or_else(Exact::zero)).collect();
    let (premiums, left) = individual_budget(&most, claims);
    let mut rest = Entry::new("non-speso", "somme non spese, da dichiarare", 2);
    rest.why = left.is_none().then(|| "manca un punteggio".to_owned());
    rest.value = left;
    entries_of(premiums).chain([rest]).collect()
}

fn entries_of(premiums: Vec<Premium>) -> impl Iterator<Item = Entry> {
    premiums.into_iter().map(|premium| {
        let mut entry = Entry::new(&format!("premio-{}", premium.id), "premio", 2);
        entry.why = premium.amount.is_none().then(|| "manca il punteggio".to_owned());
        (entry.value, entry.working) = (premium.amount, premium.working);
        entry
    })
}

fn bonuses(file: &super::file::BonusFile, people: &[Reckoning<'_>]) -> Vec<Entry> {
    let eligible: Vec<&Reckoning<'_>> = people.iter().filter(|person| person.eligible).collect();
    let count = file.people.unwrap_or(eligible.len());
    let found = staff_bonus(&file.pool, count, (&file.percent, &file.quota), file.at_least_one, file.method);
    let Some(found) = found else { return Vec::new() };
    let entry = |id: &str, title: &str, value: Exact| {
        let mut entry = Entry::new(id, title, 2);
        entry.value = Some(value);
        entry
    };
    let beneficiaries = i64::try_from(found.beneficiaries).unwrap_or(i64::MAX);
    let mut entries = vec![
        Entry { working: found.working, ..entry("maggiorazione", "maggiorazione di ciascuno", found.each) },
        Entry {
            decimals: 0,
            ..entry("maggiorati", "persone con la maggiorazione", Exact::from(beneficiaries))
        },
        entry("maggiorazione-totale", "maggiorazioni in tutto", found.total),
        entry("media", "media su cui si calcola", found.average),
        entry("fondo-base", "fondo per i premi base", found.base_pool),
        entry("premio-base-medio", "premio base medio", found.average_base),
    ];
    let least = Exact::from(if file.tied { 20 } else { 30 });
    if file.percent < least {
        let mut fault = Entry::new("maggiorazione-minima", "maggiorazione minima, per cento", 0);
        fault.band = Some("insufficiente".to_owned());
        fault.value = Some(least);
        entries.push(fault);
    }
    let ranked: Option<Vec<Ranked>> = eligible
        .iter()
        .map(|person| {
            let score = person.entry.value.clone()?;
            Some(Ranked { id: person.file.id.clone(), score, criteria: person.file.criteria.clone() })
        })
        .collect();
    if let Some(ranked) = ranked.filter(|ranked| !ranked.is_empty()) {
        let ranking = rank(&ranked, found.beneficiaries);
        let mut entry = Entry::new("graduatoria", "chi ha la maggiorazione", 0);
        entry.band = Some(ranking.chosen.join(", "));
        let tied = ranking.tied.join(", ");
        entry.why = (!tied.is_empty())
            .then(|| format!("a pari merito al limite: {tied}; decide il criterio del Sistema"));
        entries.push(entry);
    }
    entries
}

fn spread(file: &SheetFile, people: &[Reckoning<'_>]) -> Vec<Entry> {
    let Some(rule) = &file.statistics else { return Vec::new() };
    let scores: Vec<Exact> = if rule.scores.is_empty() {
        people.iter().filter_map(|person| person.entry.value.clone()).collect()
    } else {
        rule.scores.clone()
    };
    let Some(found) = statistics(&scores, &rule.top, rule.fewest.unwrap_or(FEWEST)) else {
        let mut entry = Entry::new("statistiche", "statistiche", 2);
        entry.why = Some("troppo poche persone: le statistiche direbbero dei singoli".to_owned());
        return vec![entry];
    };
    let entry = |id: &str, title: &str, value: Exact| {
        let mut entry = Entry::new(id, title, 2);
        entry.value = Some(value);
        entry
    };
    let mut top = entry("quota-alta", "parte in fascia alta, per cento", found.at_top.clone());
    top.band = rule
        .most
        .as_ref()
        .map(|most| if found.at_top > *most { "oltre il limite" } else { "entro il limite" }.to_owned());
    vec![
        entry("media-punteggi", "media dei punteggi", found.mean),
        entry("mediana", "mediana", found.median),
        entry("scarto", "scarto quadratico medio", found.deviation),
        top,
        entry("al-massimo", "parte con il punteggio massimo, per cento", found.at_most),
    ]
}
