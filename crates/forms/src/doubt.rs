//! What is in doubt in a plan, wherever it comes from: values without a certain meaning, remains of lost forms.

use domain::{FieldDefinition, Finding, Kind, Place, text};

use crate::codes;

/// So many characters of a text are told in a message at most.
const TOLD: usize = 60;

/// A text short enough for a message.
pub fn short(text: &str) -> String {
    text::short(text, TOLD)
}

/// What a person must look at in a value of a field: a text without a meaning where one is wanted, or with several. `readings`
/// says how many it has. The same is said of a value in a document and of one that was typed.
pub fn doubt(field: &FieldDefinition, text: &str, readings: usize, place: Option<Place>) -> Option<Finding> {
    let told = |what: &str| format!("{}: «{}» {what}", field.term, short(text));
    let (code, message) = match (field.kind, readings) {
        // What a rule can mean is told when the plan is checked, until a person chooses.
        (Kind::Rule, _) => return None,
        (Kind::Weight | Kind::Number | Kind::Money | Kind::Flag | Kind::Years, 0) => {
            (&codes::NOT_A_VALUE, told("non è un valore"))
        }
        (Kind::Date, 0) => {
            let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count();
            let is_date = numbers >= 2 && text.len() <= 20;
            (if is_date { &codes::IMPOSSIBLE } else { &codes::NOT_A_VALUE }, told("non è una data"))
        }
        (Kind::Target, 0) => (&codes::TARGET_PROSE, told("resta testo")),
        (_, 2..) => (&codes::AMBIGUOUS, told("si può leggere in due modi")),
        _ => return None,
    };
    Some(Finding::new(code, message, place))
}

/// What is said of the remains of a form that is lost ([`domain::Plan::fragments`]).
pub fn remains(place: Option<Place>) -> Finding {
    Finding::new(&codes::FRAGMENT, "di questa scheda resta solo una parte, senza titolo", place)
}
