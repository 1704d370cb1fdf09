//! The amounts of a sheet.

use super::file::{BonusFile, PayFile, PoolFile, SheetFile};
use super::{Entry, Sheet};
use crate::evaluation::{BonusRule, PoolMethod, Reckoning, TopRule, bonuses, of_budgets, of_pool, spread};
use crate::exact::Exact;
use crate::money::{
    Delay, Facts, Invoice, NoIndicator, PaymentTimes, Payments, delay_indicator, managers_bonus, post_pool,
    result_pay,
};
use crate::statistics::FEWEST;
use crate::tree::Scores;

/// The id of the delay indicator among the entries.
pub const INDICATOR: &str = "ritardo";

/// The delay indicator of the invoices, when there are some.
pub fn payment_times(file: &SheetFile) -> Option<Entry> {
    if file.invoice.is_empty() {
        return None;
    }
    let mut entry = Entry::new(INDICATOR, "indicatore di ritardo nei pagamenti, in giorni", 2);
    match indicator(file) {
        Ok(found) => {
            entry.value = Some(found.indicator);
            entry.working = found.working;
            entry.title = format!("{}; fatture in ritardo: {}", entry.title, found.late);
        }
        Err(why) => entry.why = Some(told(&why)),
    }
    Some(entry)
}

/// What is wrong, and with which key of a sheet it is mended.
fn told(why: &NoIndicator) -> String {
    match why {
        NoIndicator::Unpaid(_) => format!("{why} («measured_on», «excluded»)"),
        _ => why.to_string(),
    }
}

fn indicator(file: &SheetFile) -> Result<PaymentTimes, NoIndicator> {
    let invoices = (1..).zip(&file.invoice).map(|(place, one)| {
        let delay = match (one.days, one.due, one.paid) {
            (Some(days), _, _) => Delay::Days(days),
            (None, Some(due), Some(paid)) => Delay::Between(due, paid),
            (None, Some(due), None) => Delay::Unpaid(due),
            (None, None, _) => Delay::Unknown,
        };
        let id = one.id.clone().unwrap_or_else(|| place.to_string());
        Invoice { id, amount: one.amount.clone(), delay, excluded: one.excluded }
    });
    delay_indicator(&invoices.collect::<Vec<_>>(), file.measured_on)
}

/// Every amount: result pay, premiums, bonuses, pools of posts, statistics.
pub fn amounts(sheet: &Sheet, scores: &Scores, people: &[Reckoning]) -> Vec<Entry> {
    let file = &sheet.file;
    let mut entries: Vec<Entry> =
        file.pay.iter().map(|pay| result_pay_of(file, pay, scores, people)).collect();
    let everybody: Vec<&Reckoning> = people.iter().collect();
    match &file.pool {
        Some(PoolFile { amount, method: PoolMethod::Pool }) => {
            entries.extend(of_pool(amount.as_ref(), &everybody));
        }
        Some(PoolFile { method: PoolMethod::Individual, .. }) => {
            entries.extend(of_budgets(&everybody, |_| Vec::new()));
        }
        None => {}
    }
    if let Some(bonus) = &file.bonus {
        entries.extend(bonuses(&bonus.rule(), &bonus.pool, bonus.people, &everybody).entries);
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
    entries.extend(statistics(file, people));
    entries
}

fn result_pay_of(file: &SheetFile, pay: &PayFile, scores: &Scores, people: &[Reckoning]) -> Entry {
    let mut entry = Entry::new(&pay.id, "retribuzione di risultato", 2);
    let of_person =
        |id: &str| people.iter().find(|one| one.person.id == id).and_then(|one| one.entry.value.clone());
    let named = || pay.of.as_deref().and_then(|id| scores.score(id).cloned().or_else(|| of_person(id)));
    let Some(score) = pay.score.clone().or_else(named) else {
        entry.why = Some("manca il punteggio".to_owned());
        return entry;
    };
    match result_pay(&pay.most, &score, &pay.cut, &facts(file, pay)) {
        Ok(found) => (entry.value, entry.working) = (Some(found.paid), found.working),
        Err(why) => entry.why = Some(why),
    }
    entry
}

/// What the cuts of a pay hang on: what is written beside it, else the invoices of the sheet.
fn facts(file: &SheetFile, pay: &PayFile) -> Facts {
    let missing = "manca l'indicatore dei tempi di pagamento";
    let of_invoices = match indicator(file) {
        Ok(found) => Payments::of(&found),
        Err(NoIndicator::Nothing) => Payments::unknown(missing),
        Err(why) => Payments::unknown(&told(&why)),
    };
    let of_unit = Payments::unknown("manca l'indicatore della struttura («unit_indicator», «unit_late»)");
    let written = |indicator: &Option<Exact>, late: Option<usize>, otherwise: Payments| Payments {
        indicator: indicator.clone().map_or(otherwise.indicator, |indicator| Ok(Some(indicator))),
        late: late.map_or(otherwise.late, Ok),
    };
    Facts {
        body: written(&pay.indicator, pay.late, of_invoices),
        unit: written(&pay.unit_indicator, pay.unit_late, of_unit),
    }
}

impl BonusFile {
    fn rule(&self) -> BonusRule {
        BonusRule {
            percent: self.percent.clone(),
            quota: self.quota.clone(),
            at_least_one: self.at_least_one,
            method: self.method,
            tied: self.tied,
        }
    }
}

fn statistics(file: &SheetFile, people: &[Reckoning]) -> Vec<Entry> {
    let Some(rule) = &file.statistics else { return Vec::new() };
    let scores: Vec<Exact> = if rule.scores.is_empty() {
        people.iter().filter_map(|person| person.entry.value.clone()).collect()
    } else {
        rule.scores.clone()
    };
    let top = TopRule { top: rule.top.clone(), most: rule.most.clone() };
    spread(&scores, &top, rule.fewest.unwrap_or(FEWEST))
}
