//! Units of measure that do not go with what is measured.

use domain::text::folded;

use super::{each, name};
use crate::context::{Context, place, text};
use crate::report::Report;

/// What is done or not done: it is not counted.
const ACTS: &[&str] = &[
    "bando",
    "avviso",
    "realizzazione",
    "approvazione",
    "redazione",
    "relazione",
    "predisposizione",
    "pubblicazione",
    "avvio",
    "attivazione",
    "adozione",
    "installazione",
    "affidamento",
    "indizione",
    "effettuazione",
    "sottoscrizione",
];

/// `IND-025`: an act with the unit of a number, or a unit of a date without any date.
pub fn unit_of_another_kind(context: &Context<'_>, report: &mut Report) {
    for (seen, indicator) in each(context) {
        let unit = folded(text(indicator.unit.as_ref()));
        let words = text(indicator.text.as_ref());
        let values =
            indicator.baseline.iter().chain(indicator.targets.values()).map(|read| read.verbatim.as_str());
        let timing = indicator.baseline.is_some() || !indicator.targets.is_empty();
        let digits = |words: &str| words.chars().any(|c| c.is_ascii_digit());
        let all: Vec<&str> = std::iter::once(words).chain(values).collect();
        let first = folded(words).split(' ').next().unwrap_or_default().to_owned();
        let counted = folded(words).split(' ').any(|word| matches!(word, "numero" | "n" | "n°" | "num"));
        let what = if matches!(unit.as_str(), "num" | "numero" | "n" | "n°" | "nr")
            && ACTS.contains(&first.as_str())
            && !counted
            && !all.iter().any(|words| digits(words))
        {
            "conta, ma è un atto che si compie o no"
        } else if unit == "data" && !timing && !all.iter().any(|words| says_when(words)) {
            "chiede una data, e nessuna è scritta"
        } else {
            continue;
        };
        let message = format!(
            "{}: {}: l'unità di misura «{}» {what}",
            seen.name(),
            name(indicator),
            text(indicator.unit.as_ref())
        );
        report.objective("IND-025", seen, place(indicator.unit.as_ref()).or(indicator.place), message);
    }
}

fn says_when(words: &str) -> bool {
    let folded = folded(words);
    words.chars().any(|c| c.is_ascii_digit())
        || folded.split(' ').any(|word| meaning::month::NAMES.contains(&word) || word == "entro")
}
