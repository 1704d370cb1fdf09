//! Amounts, allocations and totals.

use std::collections::{HashMap, HashSet};

use domain::plan::BudgetRow;
use domain::text::folded;
use domain::{Entity, Money, Place};
use method::Path;

use super::programmes::{numbered, said};
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::words::{listed, short};

/// The allocation of each programme of the budget table.
fn allocations(context: &Context<'_>) -> HashMap<(u8, u8), Money> {
    let row = |row: &BudgetRow| Some((pair_of(row)?, *row.amount.as_ref()?.certain()?));
    context.plan.budget.iter().filter_map(row).collect()
}

/// Mission and programme of a row of the budget.
fn pair_of(row: &BudgetRow) -> Option<(u8, u8)> {
    let number = |read| Some(numbered(text(read), None)?.number);
    Some((number(row.mission.as_ref())?, number(row.programme.as_ref())?))
}

/// `BIL-008`: the resources of the objectives of a programme are more than its allocation. A chapter
/// that several objectives name is counted once.
pub fn over_allocation(context: &Context<'_>, report: &mut Report) {
    let (allocations, Some(year)) = (allocations(context), context.year.map(|year| year.to_string())) else {
        return;
    };
    let mut chapters: HashMap<(u8, u8), HashMap<String, i64>> = HashMap::new();
    let mut seen_first: Vec<((u8, u8), Seen<'_>, Option<Place>)> = Vec::new();
    for said in said(context) {
        let [pair] = said.pairs(context)[..] else { continue };
        for line in &said.seen.objective.budget {
            let Some(amount) = line.amounts.get(&year) else { continue };
            let Some(money) = amount.certain() else { continue };
            if !chapters.contains_key(&pair) {
                seen_first.push((pair, said.seen, amount.place));
            }
            let chapter =
                chapters.entry(pair).or_default().entry(folded(text(line.chapter.as_ref()))).or_default();
            *chapter = money.cents.max(*chapter);
        }
    }
    for (pair, seen, place) in seen_first {
        let total: i64 = chapters.get(&pair).map_or(0, |chapters| chapters.values().sum());
        let Some(allocation) = allocations.get(&pair).filter(|allocation| allocation.cents < total) else {
            continue;
        };
        let message = format!(
            "programma {:02}.{:02}: le risorse degli obiettivi per il {year} fanno {}, lo stanziamento è {}",
            pair.0,
            pair.1,
            meaning::money::render(Money { cents: total }),
            meaning::money::render(*allocation)
        );
        report.objective("BIL-008", &seen, place, message);
    }
}

/// `BIL-009`: programmes with a large part of the spending and no objective; one finding.
pub fn large_without_objective(context: &Context<'_>, report: &mut Report) {
    let share = context.year.and_then(|year| context.law.in_year("budget.relevant_share", year));
    let Some(share) = share else { return };
    let carried: HashSet<(u8, u8)> = said(context).iter().flat_map(|said| said.pairs(context)).collect();
    if carried.is_empty() {
        return;
    }
    let mut allocations: Vec<((u8, u8), Money)> = allocations(context)
        .into_iter()
        .filter(|((mission, _), _)| !matches!(mission, 20 | 50 | 60 | 99))
        .collect();
    allocations.sort_by_key(|(pair, _)| *pair);
    let total: i64 = allocations.iter().map(|(_, money)| money.cents).sum();
    let least = share.value * rust_decimal::Decimal::from(total) / rust_decimal::Decimal::ONE_HUNDRED;
    allocations
        .retain(|(pair, money)| !carried.contains(pair) && rust_decimal::Decimal::from(money.cents) > least);
    let large: Vec<String> = allocations
        .iter()
        .map(|((mission, programme), money)| {
            format!("{mission:02}.{programme:02} ({})", meaning::money::render(*money))
        })
        .collect();
    if let Some((first, _)) = allocations.first() {
        let row = context.plan.budget.iter().find(|row| pair_of(row) == Some(*first));
        let place = row.and_then(|row| row.place);
        let message = format!(
            "bilancio: programmi con più del {} % della spesa e nessun obiettivo: {}",
            share.value,
            listed(&large)
        );
        report.plan("BIL-009", place, message);
    }
}

/// `BIL-012`: the total of a mission that is not the sum of its programmes, or has no amount.
pub fn mission_totals(context: &Context<'_>, report: &mut Report) {
    let mut sums: HashMap<String, Option<i64>> = HashMap::new();
    for row in &context.plan.budget {
        let amount = row.amount.as_ref().and_then(|amount| amount.certain()).map(|money| money.cents);
        let sum = sums.entry(folded(text(row.mission_title.as_ref()))).or_insert(Some(0));
        *sum = sum.zip(amount).map(|(sum, amount)| sum + amount);
    }
    for summary in &context.plan.summaries {
        let subject = folded(text(summary.subject.as_ref()));
        let Some(title) = subject.strip_suffix(" totale").or_else(|| subject.strip_prefix("totale ")) else {
            continue;
        };
        let Some(Some(sum)) = sums.get(title) else { continue };
        let printed = summary.figures.values().find_map(|figure| meaning::money::parse(&figure.verbatim));
        let sum = Money { cents: *sum };
        let name = short(text(summary.subject.as_ref()), 60);
        let message = match printed {
            Some(printed) if printed == sum => continue,
            Some(printed) => format!(
                "bilancio: «{name}» è {}, i programmi fanno {}",
                meaning::money::render(printed),
                meaning::money::render(sum)
            ),
            None => {
                format!("bilancio: «{name}» senza importo; i programmi fanno {}", meaning::money::render(sum))
            }
        };
        report.plan("BIL-012", place(summary.subject.as_ref()).or(summary.place), message);
    }
}

/// `BIL-013`: money for a year that the plan does not cover.
pub fn years_of_amounts(context: &Context<'_>, report: &mut Report) {
    let years = context.plan.years.as_ref().and_then(|years| years.certain());
    let Some(years) = years.filter(|years| !years.is_empty()) else { return };
    for seen in &context.objectives {
        let amounts = seen.objective.budget.iter().flat_map(|line| &line.amounts);
        let outside = amounts
            .filter(|(year, _)| year.parse::<i16>().is_ok_and(|year| !years.contains(&year)))
            .min_by_key(|(year, _)| year.as_str());
        if let Some((year, amount)) = outside {
            let message = format!(
                "{}: stanziamento «{}» del {year}, che non è fra gli anni del piano",
                seen.name(),
                short(&amount.verbatim, 30)
            );
            report.objective("BIL-013", seen, amount.place, message);
        }
    }
}

/// Where a form would name its people: beside the field before it.
fn near_staff(context: &Context<'_>, seen: &Seen<'_>) -> Option<Place> {
    let paths: Vec<&Path> = context.method.record_fields().collect();
    let staff = |path: &&Path| path.field_name() == "staff_note" || path.entity.name == "person";
    let (before, _) = paths.split_at(paths.iter().position(staff)?);
    let objective: &dyn Entity = seen.objective;
    let own = before.iter().rev().filter(|path| path.entity.name == "objective");
    own.filter_map(|path| path.field.0).find_map(|field| objective.data(field.name, None).first()?.place)
}

/// `BIL-004`: neither people nor money, where most objectives have them.
pub fn no_resources(context: &Context<'_>, report: &mut Report) {
    let has = |seen: &&Seen<'_>| {
        let objective = seen.objective;
        !objective.people.is_empty() || objective.staff_note.is_some() || !objective.budget.is_empty()
    };
    let count = context.objectives.iter().filter(has).count();
    if count * 2 <= context.objectives.len() {
        return;
    }
    for seen in context.objectives.iter().filter(|seen| !has(seen)) {
        let message = format!("{}: né personale né risorse finanziarie", seen.name());
        report.objective("BIL-004", seen, near_staff(context, seen), message);
    }
}
