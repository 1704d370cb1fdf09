//! Results, scores and lines of a derivation as people read them, with decimal commas.
//!
//! Titles and other texts of a plan are in them as they are: who shows them in a terminal makes them safe.

use crate::function::Working;
use crate::tree::{How, Step};
use crate::{Actual, Exact};

/// A result.
pub fn result(actual: &Actual) -> String {
    let comma = |number: &Exact| commas(&number.to_string());
    match actual {
        Actual::Value(value) | Actual::Entered(value) => comma(value),
        Actual::Done(day) => format!("fatto il {}", meaning::date::render(*day)),
        Actual::Never => "mai realizzato".to_owned(),
        Actual::YesNo(yes) => if *yes { "sì" } else { "no" }.to_owned(),
        Actual::Count { counted, invalid } => {
            format!("{}, di cui non validi {}", comma(counted), comma(invalid))
        }
        Actual::Ratio { numerator, denominator } => format!("{} su {}", comma(numerator), comma(denominator)),
        Actual::Outcome(text) => text.clone(),
    }
}

/// A score with two decimals; else what became of its item, or why it has none.
pub fn score(step: &Step) -> String {
    match &step.score {
        _ if !step.state.is_evaluable() => step.state.term().to_owned(),
        Some(score) => score.shown(2),
        None if is_apart(step) => "fuori dal conto".to_owned(),
        None => "non determinato".to_owned(),
    }
}

/// Whether nothing that a mean is of counts.
fn is_apart(step: &Step) -> bool {
    let How::Mean { parts, .. } = &step.how else { return false };
    !parts.is_empty() && parts.iter().all(|part| part.share.is_none())
}

/// A line of a derivation: formula, figures and result, and whether the rule is a default.
pub fn working(line: &Working) -> String {
    let with = if line.with.is_empty() { String::new() } else { format!(": {}", commas(&line.with)) };
    let chosen = line.default.as_deref().map(|why| format!(" [scelta predefinita: {why}]"));
    format!("{}{with} = {}{}", line.formula, commas(&line.result), chosen.unwrap_or_default())
}

/// The text with a comma for each point between two digits.
fn commas(text: &str) -> String {
    let mut before = None;
    let mut after = text.chars().skip(1);
    let comma = text.chars().map(|mark| {
        let next = after.next();
        let is_digit = |mark: Option<char>| mark.is_some_and(|mark| mark.is_ascii_digit());
        let decimal = mark == '.' && is_digit(before) && is_digit(next);
        before = Some(mark);
        if decimal { ',' } else { mark }
    });
    comma.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_have_a_comma_and_other_points_stay() {
        assert_eq!(commas("0.75 × 184 / 365, art. 4 c.2"), "0,75 × 184 / 365, art. 4 c.2");
    }
}
