//! How an amount compares: *almeno*, *non superiore a*, `<`, *o più*.

use domain::target::{Measure, Operator};

use crate::scan::{Cursor, Shape};

/// Words that join an operator to its number: *almeno **il** 75%*, *non inferiore **a** quattro*.
pub(super) const JOINING: &str =
    "a ad al allo all alla ai agli alle di del dello dell della il lo l la i gli le per ulteriore";

/// Words that say *at least* of whatever follows; nothing else can be meant.
const AT_LEAST: [&str; 5] = ["pari almeno", "almeno pari", "almeno", "come minimo", "non meno"];

const AT_MOST: [&str; 11] = [
    "al massimo",
    "nel limite massimo",
    "massimo",
    "max",
    "al piu",
    "non piu",
    "non oltre",
    "non superare",
    "senza superare",
    "non superando",
    "fino",
];

const MORE_THAN: [&str; 5] = ["al di sopra", "sopra", "oltre", "superare", "superamento"];

const LESS_THAN: [&str; 2] = ["al di sotto", "sotto"];

/// Comparatives; the longer ones first.
const COMPARATIVES: [(&[&str], Operator); 5] = [
    (
        &[
            "non inferiore",
            "non inferiori",
            "non minore",
            "non minori",
            "maggiore o uguale",
            "superiore o uguale",
            "pari o superiore",
            "pari o superiori",
            "uguale o superiore",
            "pari o maggiore",
            "superiore o pari",
            "maggiore o pari",
        ],
        Operator::AtLeast,
    ),
    (
        &[
            "non superiore",
            "non superiori",
            "non maggiore",
            "non maggiori",
            "minore o uguale",
            "inferiore o uguale",
            "pari o inferiore",
            "pari o inferiori",
            "uguale o inferiore",
            "pari o minore",
            "inferiore o pari",
            "minore o pari",
        ],
        Operator::AtMost,
    ),
    (&["superiore", "superiori", "maggiore", "maggiori"], Operator::MoreThan),
    (&["inferiore", "inferiori", "minore", "minori"], Operator::LessThan),
    (&["pari", "uguale", "uguali", "esattamente"], Operator::Exactly),
];

/// A comparative (*non inferiore*, *superiore*, *pari*).
pub(super) fn comparative(cursor: Cursor<'_>) -> Option<(Operator, Cursor<'_>)> {
    COMPARATIVES.iter().find_map(|(phrases, operator)| Some((*operator, cursor.one_of(phrases)?)))
}

/// An operator in words or signs.
pub(super) fn operator(cursor: Cursor<'_>) -> Option<(Operator, Cursor<'_>)> {
    let of = |rest: &Cursor<'_>| rest.any("di del dello dell della").is_some();
    let one_of = |phrases: &[&str]| cursor.one_of(phrases).map(Cursor::skip_point);
    if let Some(rest) = one_of(&AT_LEAST).or_else(|| one_of(&["minimo", "min"])) {
        return Some((Operator::AtLeast, rest));
    }
    if let Some(found) = sign(cursor).or_else(|| comparative(cursor)) {
        return Some(found);
    }
    if let Some(rest) = one_of(&AT_MOST) {
        return Some((Operator::AtMost, rest));
    }
    if let Some(rest) = one_of(&MORE_THAN).or_else(|| cursor.word("piu").filter(of)) {
        return Some((Operator::MoreThan, rest));
    }
    let rest = one_of(&LESS_THAN).or_else(|| cursor.word("meno").filter(of))?;
    Some((Operator::LessThan, rest))
}

/// Whether an operator here can only announce an amount.
pub(super) fn announces(cursor: Cursor<'_>) -> bool {
    cursor.one_of(&AT_LEAST).is_some()
}

/// `>=`, `≤`, `<`, `=`.
fn sign(cursor: Cursor<'_>) -> Option<(Operator, Cursor<'_>)> {
    let sign_at = |cursor: Cursor<'_>| match cursor.peek()?.shape {
        Shape::Sign(sign) => Some(sign),
        Shape::Word | Shape::Number => None,
    };
    let after = cursor.next();
    match (sign_at(cursor)?, sign_at(after)) {
        ('≥', _) => Some((Operator::AtLeast, after)),
        ('≤', _) => Some((Operator::AtMost, after)),
        ('>', Some('=')) | ('=', Some('>')) => Some((Operator::AtLeast, after.next())),
        ('<', Some('=')) | ('=', Some('<')) => Some((Operator::AtMost, after.next())),
        ('>', _) => Some((Operator::MoreThan, after)),
        ('<', _) => Some((Operator::LessThan, after)),
        ('=', _) => Some((Operator::Exactly, after)),
        _ => None,
    }
}

/// An operator after the number: *3 o più*, *0 (zero) o negativo*.
pub(super) fn postfix<'t>(cursor: Cursor<'t>, measure: &Measure) -> Option<(Operator, Cursor<'t>)> {
    let rest = cursor.sign('(').unwrap_or(cursor).word("o")?;
    let zero = matches!(measure, Measure::Number(number) if number.is_zero());
    if let Some(rest) = rest.any("negativo negativa").filter(|_| zero) {
        return Some((Operator::AtMost, rest));
    }
    if let Some(rest) = rest.any("piu superiore superiori maggiore maggiori oltre") {
        return Some((Operator::AtLeast, rest));
    }
    let rest = rest.any("meno inferiore inferiori minore minori")?;
    Some((Operator::AtMost, rest))
}

/// Whether a comparison only describes a thing (*contratti di importo superiore a 40.000 euro*).
pub(super) fn describes_a_thing(cursor: Cursor<'_>) -> bool {
    const THINGS: &str =
        "importo importi eta popolazione affidamenti contratti appalti reddito soglia soglie";
    cursor.is_near(3, THINGS)
}
