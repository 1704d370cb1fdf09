//! Changes and comparisons with another value: *riduzione*, *rispetto al 2023*, *non inferiore a quello
//! dell'anno precedente*.

use domain::target::{Operator, Target};

use super::operator::{comparative, describes_a_thing};
use super::phrase::free;
use crate::scan::{Cursor, Shape};
use crate::years::year;

const DOWN: &str =
    "riduzione diminuzione abbattimento calo contrazione decremento ridurre diminuire abbattere";

const UP: &str = "aumento incremento crescita aumentare incrementare innalzamento";

/// Prepositions with which a comparison names its other side.
const TO: &str = "a al allo alla all ai agli alle";

/// First words of what a value is compared with, when *rispetto* is not said.
const REFERENCES: &str = "quello quella quelli quelle anno annualita esercizio media valore dato \
    livello livelli risultato precedente stagione biennio triennio semestre trimestre periodo \
    consuntivo numero";

/// A noun or verb of change: whether it goes up.
///
/// It must open its phrase: *misure per la riduzione dei rifiuti* asks for no reduction by itself.
pub(super) fn direction(cursor: Cursor<'_>) -> Option<(bool, Cursor<'_>)> {
    let (increase, rest) = match cursor.any(DOWN) {
        Some(rest) => (false, rest),
        None => (true, cursor.any(UP)?),
    };
    let opens = |distance: usize| {
        cursor.before(distance).is_none_or(|token| {
            matches!(token.shape, Shape::Sign(',' | ':' | '-' | '–' | '"'))
                || token.is_any("e ed con un una o garantire ottenere assicurare")
        })
    };
    let article = cursor.before(1).is_some_and(|token| token.is_any("la l il lo"));
    (opens(1) || (article && opens(2))).then_some((increase, rest))
}

/// What a change is measured against, with its preposition: `rispetto al 2023`.
pub(super) fn against(cursor: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let start = cursor.word("rispetto")?;
    start.any(TO)?;
    let (text, rest) = free(start, percent_follows);
    (!text.is_empty()).then_some((text, rest))
}

fn percent_follows(cursor: Cursor<'_>) -> bool {
    cursor.number().is_some_and(|(_, rest)| rest.sign('%').is_some())
}

/// A comparison with another value: *non inferiore a quello dell'anno precedente*, *inferiore rispetto
/// alla situazione di partenza*.
pub(super) fn compared(cursor: Cursor<'_>) -> Option<(Target, Cursor<'_>)> {
    let (operator, start) = match cursor.any("invariato invariata invariati invariate") {
        Some(rest) => (Operator::Exactly, rest),
        None => comparative(cursor)?,
    };
    let (with, rest) = match against(start) {
        Some(found) => found,
        None => reference(start)?,
    };
    (!describes_a_thing(cursor)).then_some((Target::Compared { operator, with }, rest))
}

/// The other side of a comparison without *rispetto*: only what is plainly another value.
fn reference(start: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let (text, rest) = free(start, |_| false);
    is_reference(start).then_some((text, rest))
}

fn is_reference(start: Cursor<'_>) -> bool {
    let Some(rest) = start.any(TO) else { return false };
    let joined = start.word("a").is_none();
    rest.any(REFERENCES).is_some() || (joined && year(rest).is_some())
}

/// Whether `with` can follow *inferiore* without *rispetto*.
pub(super) fn stands_alone(with: &str) -> bool {
    let tokens = crate::scan::tokens(with);
    is_reference(Cursor::new(with, &tokens))
}
