//! How a value is entered.

use domain::{Cardinality, Kind, Months, Value};
use method::{Method, Template};

use super::grid;
use super::model::Input;
use super::writer::{Home, Manner};

/// So many characters do not fit on a line.
const LONG: usize = 80;

/// Fields that hold sentences.
const SENTENCES: &[&str] = &[
    "title",
    "description",
    "text",
    "output",
    "baseline",
    "stakeholders",
    "accessibility",
    "outcomes",
    "progress",
    "staff_note",
    "public_value",
    "delay_reason",
    "formula",
];

/// How a value is entered, given what stands there now.
pub(super) fn of(home: &Home<'_>, value: &str, manner: Manner<'_>, method: &Method, choices: bool) -> Input {
    let Some(field) = home.field else { return text(value, false) };
    let name = field.name;
    match field.kind {
        Kind::Weight => Input::Weight,
        Kind::Number => Input::Number,
        Kind::Date => Input::Date,
        Kind::Money => Input::Money,
        Kind::Target => Input::Target,
        Kind::Rule => Input::Rule,
        Kind::Years => Input::Years,
        Kind::Flag => Input::YesNo,
        Kind::Months => Input::Months(grid::marks(manner.grid, &months(home))),
        Kind::Prose if manner.form.is_some_and(|form| form.mark) && is_mark(value, method) => {
            let usual = method.marks.first().map_or("X", String::as_str);
            Input::Mark(if value.is_empty() { usual } else { value }.to_owned())
        }
        Kind::Prose if field.cardinality == Cardinality::Many => Input::Lines,
        Kind::Prose if manner.yes_no && (value.is_empty() || meaning::flag::parse(value).is_some()) => {
            Input::YesNo
        }
        Kind::Prose if choices => Input::Choice,
        Kind::Prose => {
            // The text of a link or of an indicator that is called in a word or two is no sentence.
            let sentence = SENTENCES.contains(&name) && home.of.name != "link";
            text(value, sentence)
        }
    }
}

/// Whether a text is a mark, or none: in a column of marks people write names, too.
fn is_mark(value: &str, method: &Method) -> bool {
    value.is_empty() || method.marks.iter().any(|mark| mark == value)
}

fn text(value: &str, sentence: bool) -> Input {
    if sentence || value.chars().count() > LONG { Input::Text } else { Input::Line }
}

/// The readings of a month grid.
fn months(home: &Home<'_>) -> Vec<Months> {
    let readings = home.data().into_iter().flat_map(|datum| datum.readings);
    readings
        .filter_map(|value| match value {
            Value::Months(months) => Some(months),
            _ => None,
        })
        .collect()
}

/// Whether a label asks for yes or no: `Progetto trasversale (S/N)`.
pub(super) fn asks_yes_or_no(label: Option<&Template>) -> bool {
    let words: Vec<String> = label
        .map(|label| method::words::words(label.source()).into_iter().map(|word| word.text).collect())
        .unwrap_or_default();
    words.windows(2).any(|pair| matches!([pair[0].as_str(), pair[1].as_str()], ["s" | "si", "n" | "no"]))
}
