//! The money of a made-up plan.

use domain::plan::{BudgetRow, Objective};

use super::bank::Theme;
use super::case::said;
use super::form::Form;
use super::seed::Seed;

/// An amount in whole euros, as written.
pub fn euros(amount: usize) -> String {
    let digits = amount.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    format!("€ {out},00")
}

/// A row for each programme of some themes: more than their objectives cost together.
pub fn rows(themes: &[&Theme], objectives: &[Objective], form: &Form, seed: &mut Seed) -> Vec<BudgetRow> {
    let mut programmes: Vec<&str> = themes.iter().map(|theme| theme.budget.as_str()).collect();
    programmes.sort_unstable();
    programmes.dedup();
    let year = form.year.to_string();
    let spent: i64 = objectives
        .iter()
        .flat_map(|objective| &objective.budget)
        .filter_map(|line| line.amounts.get(&year)?.certain().map(|money| money.cents / 100))
        .sum();
    let row = |code: &&str| {
        let (mission, number) = code.split_once('.')?;
        let programme = checks::Law::embedded()
            .programmes()
            .iter()
            .find(|known| known.mission == mission && known.programme == number)?;
        let amount = usize::try_from(spent).unwrap_or(0) + 1000 * (1 + seed.below(400));
        Some(BudgetRow {
            mission: said(mission),
            mission_title: said(programme.mission_name.as_str()),
            programme: said(number),
            programme_title: said(programme.name.as_str()),
            amount: said(euros(amount)),
            ..BudgetRow::default()
        })
    };
    programmes.iter().filter_map(row).collect()
}
