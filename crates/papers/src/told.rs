//! Results and scores as people write them.

use scoring::tree::Step;
use scoring::{Actual, Exact};

/// A result.
pub fn result(actual: &Actual) -> String {
    let comma = |number: &Exact| number.to_string().replace('.', ",");
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

/// A score with two decimals; what became of its item where that takes it out of the mean.
pub fn score(step: &Step) -> String {
    match &step.score {
        _ if !step.state.is_evaluable() => step.state.term().to_owned(),
        Some(score) => score.shown(2),
        None => "dato mancante".to_owned(),
    }
}

/// The lines of a reckoning: formula, figures, result.
pub fn working(step: &Step) -> String {
    let lines = step.working.iter().map(|line| {
        let with = if line.with.is_empty() { String::new() } else { format!(": {}", line.with) };
        let chosen = line.default.as_deref().map(|why| format!(" [scelta predefinita: {why}]"));
        format!("{}{with} = {}{}", line.formula, line.result, chosen.unwrap_or_default())
    });
    commas(&lines.collect::<Vec<_>>().join("; "))
}

/// The text with a comma for each point between two digits.
fn commas(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let turned = chars.iter().enumerate().map(|(at, c)| {
        let decimal = *c == '.' && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
        if decimal { ',' } else { *c }
    });
    turned.collect()
}

/// Cause and explanation that a table of results gives for a deviation.
pub fn remark(actuals: Option<&appraisal::actuals::Actuals>, id: &str) -> Option<String> {
    let remark = actuals?.remarks.get(id)?;
    let cause = remark.cause.map(|cause| format!("causa {}", cause.term()));
    let said: Vec<String> = cause.into_iter().chain(remark.explanation.clone()).collect();
    (!said.is_empty()).then(|| said.join(": "))
}
