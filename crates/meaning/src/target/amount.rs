//! Amounts: operator, measure, range, so many times in each period.

use domain::target::{Deadline, Measure, Operator, Span, Target};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::clause::Clause;
use super::measure::{Counted, marker, measure};
use super::single::looks_like_year;
use super::{Claim, Refused, Step, time};
use crate::scan::{Cursor, Shape, Token};

/// An amount found in a sentence.
pub(super) enum Found {
    /// Of a change, when one waits for its amount.
    Change(Operator, Measure),
    /// On its own.
    Claim(Claim),
    /// Of a thing that is spoken of: no claim.
    Description,
}

/// Words that join an operator to its number: *almeno **il** 75%*, *non inferiore **a** quattro*.
const JOINING: [&str; 24] = [
    "a", "ad", "al", "allo", "all", "alla", "ai", "agli", "alle", "di", "del", "dello", "dell", "della", "il",
    "lo", "l", "la", "i", "gli", "le", "per", "ulteriore", "circa",
];

const AT_LEAST: [&str; 4] = ["pari almeno", "almeno pari", "almeno", "come minimo"];

const AT_MOST: [&str; 8] = [
    "al massimo",
    "nel limite massimo",
    "massimo",
    "max",
    "al piu",
    "non piu",
    "non oltre",
    "fino",
];

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
    COMPARATIVES
        .iter()
        .find_map(|(phrases, operator)| Some((*operator, cursor.one_of(phrases)?)))
}

/// An operator in words or signs, and whether it can only announce an amount.
fn operator(cursor: Cursor<'_>) -> Option<(Operator, bool, Cursor<'_>)> {
    if let Some(rest) = cursor.one_of(&AT_LEAST) {
        return Some((Operator::AtLeast, true, rest));
    }
    if let Some((operator, rest)) = sign(cursor).or_else(|| comparative(cursor)) {
        return Some((operator, false, rest));
    }
    if let Some(rest) = cursor.one_of(&AT_MOST) {
        return Some((Operator::AtMost, false, rest.skip_point()));
    }
    if let Some(rest) = cursor.any(&["minimo", "min"]) {
        return Some((Operator::AtLeast, false, rest.skip_point()));
    }
    if let Some(rest) = cursor.one_of(&["non meno"]) {
        return Some((Operator::AtLeast, true, rest));
    }
    let of = |rest: Cursor<'_>| rest.any(&["di", "del", "dello", "dell", "della"]).is_some();
    if let Some(rest) = cursor.any(&["piu"]).filter(|rest| of(*rest)).or_else(|| cursor.any(&["oltre"])) {
        return Some((Operator::MoreThan, false, rest));
    }
    let rest = cursor.any(&["meno"]).filter(|rest| of(*rest))?;
    Some((Operator::LessThan, false, rest))
}

/// `>=`, `≤`, `<`, `=`.
fn sign(cursor: Cursor<'_>) -> Option<(Operator, Cursor<'_>)> {
    let (more, less) = (cursor.sign('>'), cursor.sign('<'));
    let equal = |rest: Option<Cursor<'_>>| rest.is_some_and(|rest| rest.sign('=').is_some());
    if let Some(rest) = cursor.sign('=') {
        return match (rest.sign('>'), rest.sign('<')) {
            (Some(rest), _) => Some((Operator::AtLeast, rest)),
            (_, Some(rest)) => Some((Operator::AtMost, rest)),
            _ => Some((Operator::Exactly, rest)),
        };
    }
    match (cursor.sign('≥'), cursor.sign('≤'), more, less) {
        (Some(rest), ..) => Some((Operator::AtLeast, rest)),
        (_, Some(rest), ..) => Some((Operator::AtMost, rest)),
        (_, _, Some(rest), _) if equal(more) => Some((Operator::AtLeast, rest.next())),
        (_, _, _, Some(rest)) if equal(less) => Some((Operator::AtMost, rest.next())),
        (_, _, Some(rest), _) => Some((Operator::MoreThan, rest)),
        (_, _, _, Some(rest)) => Some((Operator::LessThan, rest)),
        _ => None,
    }
}

/// Whether a comparison only describes a thing (*contratti di importo superiore a 40.000 euro*).
pub(super) fn describes_a_thing(cursor: Cursor<'_>) -> bool {
    const OF_THINGS: [&str; 16] = [
        "importo", "importi", "valore", "durata", "eta", "popolazione", "affidamenti", "contratti", "appalti",
        "reddito", "superficie", "dimensioni", "soglia", "soglie", "anzianita", "altezza",
    ];
    (1..=3).any(|distance| cursor.before(distance).is_some_and(|token| token.is_any(&OF_THINGS)))
}

/// An amount at a place of a clause.
pub(super) fn claim<'t>(cursor: Cursor<'t>, clause: &Clause) -> Step<'t, Found> {
    if let Some((from, to, rest)) = range(cursor) {
        return Ok(Some((Found::Claim(Claim::Other(Target::Range { from, to })), rest)));
    }
    if let Some((operator, announces, rest)) = operator(cursor) {
        let found = rest.sign(':').unwrap_or(rest).skip_all(&JOINING, 4);
        let about = rest.any(&["circa"]).is_some();
        return match measure(found).filter(|_| !about) {
            Some(counted) if describes_a_thing(cursor) && !announces => {
                Ok(Some((Found::Description, counted.rest)))
            }
            Some(counted) => amount(operator, counted, changes(cursor, clause)),
            None if announces => Err(Refused),
            None => Ok(None),
        };
    }
    match bare(cursor, clause) {
        Some((counted, change)) => amount(Operator::Exactly, counted, change),
        None => Ok(None),
    }
}

/// Whether an operator at the cursor states the size of a change, not what it must come to (*a meno di
/// 30 giorni*) or a new thing (*e almeno 3 incontri*).
fn changes(cursor: Cursor<'_>, clause: &Clause) -> bool {
    let other = cursor.before(1).is_some_and(|token| token.is_any(&["a", "ad", "al", "e", "ed"]));
    clause.is_change() && !other && cursor.any(&["fino"]).is_none()
}

/// An amount with its operator: with a period, it recurs; days from an event are a deadline.
fn amount<'t>(operator: Operator, counted: Counted<'t>, change: bool) -> Step<'t, Found> {
    let Counted { measure, rest } = counted;
    let (operator, rest) = postfix(rest, &measure).filter(|_| operator == Operator::Exactly).unwrap_or((operator, rest));
    // *Almeno 10 giorni prima dell'evento*, *10 di cui 5 nuovi*: the amount is not the whole claim.
    if rest.any(&["prima", "antecedenti"]).is_some() || rest.phrase("di cui").is_some() {
        return Err(Refused);
    }
    if change {
        return Ok(Some((Found::Change(operator, measure), rest)));
    }
    if let Some((every, after)) = time::period(rest) {
        let (number, unit) = match measure {
            Measure::Number(number) => (number, String::new()),
            Measure::Quantity { number, unit } => (number, unit),
            // Per cent or money in each period: no type holds it.
            _ => return Err(Refused),
        };
        let target = Target::Recurring { operator, number, unit, every };
        return Ok(Some((Found::Claim(Claim::Other(target)), after)));
    }
    if let Measure::Days { days, working } = measure
        && matches!(operator, Operator::AtMost | Operator::Exactly)
        && let Some((event, after)) = time::event(rest)
        && let Some(count) = days.is_integer().then(|| days.to_u32()).flatten()
    {
        let unit = if working { Span::WorkingDays } else { Span::Days };
        let deadline = Deadline::Relative { count, unit, event };
        return Ok(Some((Found::Claim(Claim::Times(vec![deadline])), after)));
    }
    Ok(Some((Found::Claim(Claim::Other(Target::Amount { operator, measure })), rest)))
}

/// An operator after the number: *3 o più*, *0 (zero) o negativo*.
fn postfix<'t>(cursor: Cursor<'t>, measure: &Measure) -> Option<(Operator, Cursor<'t>)> {
    let rest = cursor.sign('(').unwrap_or(cursor).word("o")?;
    let zero = matches!(measure, Measure::Number(number) if number.is_zero());
    if let Some(rest) = rest.any(&["negativo", "negativa"]).filter(|_| zero) {
        return Some((Operator::AtMost, rest));
    }
    if let Some(rest) = rest.any(&["piu", "superiore", "superiori", "maggiore", "maggiori", "oltre"]) {
        return Some((Operator::AtLeast, rest));
    }
    let rest = rest.any(&["meno", "inferiore", "inferiori", "minore", "minori"])?;
    Some((Operator::AtMost, rest))
}

/// An amount without operator, where it can be nothing else; and whether it is that of a change.
fn bare<'t>(cursor: Cursor<'t>, clause: &Clause) -> Option<(Counted<'t>, bool)> {
    if clause.is_remark() {
        return None;
    }
    let before = cursor.before(1);
    let of = before.is_some_and(|t| t.is_any(&["di", "del", "dello", "dell", "della", "ulteriore"]));
    let counted = measure(cursor)?;
    // *Una mostra inaugurata* counts at the start of a sentence; elsewhere the article is no number.
    if cursor.any(&["un", "una", "uno"]).is_some() && (before.is_some() || !is_short(&counted)) {
        return None;
    }
    let percent = matches!(counted.measure, Measure::Percent(_));
    if clause.is_change() {
        let noun = before.is_some_and(|t| t.shape == Shape::Word && !is_function_word(t));
        return (of || (percent && noun)).then_some((counted, true));
    }
    let stands = match counted.measure {
        Measure::Percent(_) => clause.opens(cursor) || !is_rate(cursor),
        Measure::Money(_) => clause.opens(cursor),
        Measure::Number(_) => clause.opens(cursor) && closes(&counted),
        Measure::Days { .. } => clause.opens(cursor) || is_counted(cursor, of),
        Measure::Quantity { ref unit, .. } => {
            let opens = clause.opens(cursor) && !looks_like_year(cursor) && !is_title(unit);
            opens || is_counted(cursor, of)
        }
    };
    stands.then_some((counted, false))
}

/// Whether what is counted is named in few words.
fn is_short(counted: &Counted<'_>) -> bool {
    matches!(&counted.measure, Measure::Quantity { unit, .. } if unit.split(' ').count() <= 4)
}

/// Whether words after a number begin like a title: the number is theirs (*2 Affidamento dei lavori*).
/// An acronym is a thing like another (*3 SAL*).
fn is_title(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    let acronym = first.len() <= 4 || first.contains('.');
    first.starts_with(char::is_uppercase) && (first.contains(char::is_lowercase) || !acronym)
        && words.contains(char::is_lowercase)
}

/// Whether a plain number is followed by nothing that could change what it is.
fn closes(counted: &Counted<'_>) -> bool {
    let Counted { measure, rest } = counted;
    rest.is_end()
        || postfix(*rest, measure).is_some()
        || time::period(*rest).is_some()
        || rest.any(&["entro"]).is_some()
}

/// Whether a number inside a sentence counts what follows: after the action that opens it (*attivazione
/// di 6 tirocini*, *organizzare due incontri*), or marked (*con n. 3 relatori*).
fn is_counted(cursor: Cursor<'_>, of: bool) -> bool {
    let before = cursor.before(1);
    let first = |distance: usize| {
        let joins = |t: &Token<'_>| matches!(t.shape, Shape::Sign(_)) || t.is_any(&["e", "ed", "o", "con"]);
        cursor.before(distance).is_none_or(joins)
    };
    let of_action = of && first(3) && cursor.before(2).is_some_and(is_action);
    let by_verb = first(2) && before.is_some_and(is_infinitive);
    let led = before.is_some_and(|t| t.is_any(&["di", "con", "per", "e", "ed", "in", "a", "ad", "o"]));
    of_action || by_verb || (marker(cursor).is_some() && led)
}

/// Whether a per cent is a rate of something, not a share reached (*IVA al 22%*, *a circa il 5%*).
fn is_rate(cursor: Cursor<'_>) -> bool {
    const RATES: [&str; 7] = ["iva", "aliquota", "sconto", "ribasso", "circa", "peso", "interesse"];
    // `- 5%` may be a bullet or a minus, `+/-2%` is a tolerance.
    let tight = cursor.peek().is_some_and(|token| !token.spaced);
    let signed = cursor.before(1).is_some_and(|t| t.is_dash() && (tight || cursor.before(2).is_none()));
    let tolerance = cursor.before(1).is_some_and(|t| matches!(t.shape, Shape::Sign('+' | '±' | '/')));
    signed || tolerance || (1..=3).any(|distance| cursor.before(distance).is_some_and(|token| token.is_any(&RATES)))
}

/// Whether a noun is an action whose object is counted (*redazione*, *svolgimento*), or a mean or sum.
fn is_action(token: &Token<'_>) -> bool {
    const ENDINGS: [&str; 5] = ["zione", "sione", "mento", "tura", "zioni"];
    const NOUNS: [&str; 12] = [
        "rilascio", "avvio", "media", "medio", "totale", "numero", "acquisto", "controllo", "invio", "verifica",
        "stipula", "complessivo",
    ];
    ENDINGS.iter().any(|ending| token.word.ends_with(ending)) || token.is_any(&NOUNS)
}

fn is_infinitive(token: &Token<'_>) -> bool {
    ["are", "ere", "ire"].iter().any(|ending| token.word.len() > 4 && token.word.ends_with(ending))
}

fn is_function_word(token: &Token<'_>) -> bool {
    token.is_any(&JOINING) || token.is_any(&["e", "ed", "o", "in", "con", "da", "dal", "dall", "dalla", "non"])
}

/// *Tra 70% e 100%*, *2-3 corsi*, *da 2 a 3 ore*.
fn range(cursor: Cursor<'_>) -> Option<(Measure, Measure, Cursor<'_>)> {
    let articles = ["il", "lo", "l", "la", "i", "gli", "le"];
    if let Some(start) = cursor.any(&["tra", "fra"]) {
        let first = measure(start.skip(&articles))?;
        let second = measure(first.rest.any(&["e", "ed"])?.skip(&articles))?;
        return ends(first.measure, second);
    }
    let opening = cursor.before(1).is_none_or(|t| t.is_sign(':') || t.is_any(&["di", "almeno"]));
    // From a number of per cent to another may be a change; so may a number that falls.
    if let Some(start) = cursor.any(&["da"]).filter(|_| opening) {
        let first = measure(start)?;
        let second = measure(first.rest.any(&["a", "ad"])?)?;
        let percent = matches!(second.measure, Measure::Percent(_));
        return if percent { None } else { ends(first.measure, second) };
    }
    let start = marker(cursor).unwrap_or(cursor);
    let led = opening || !is_start_of(start, cursor);
    let (first, rest) = start.number().filter(|_| !looks_like_year(start))?;
    let dash = rest.peek().filter(|token| token.is_dash() || token.is_sign('/'))?;
    let second = measure(rest.next())?;
    let counts = matches!(second.measure, Measure::Quantity { .. } | Measure::Days { .. } | Measure::Percent(_));
    let joined = dash.is_dash() && (counts || second.rest.is_end());
    (led && joined).then(|| ends(Measure::Number(first), second)).flatten()
}

fn is_start_of(inner: Cursor<'_>, outer: Cursor<'_>) -> bool {
    inner.text_until(inner.next()) == outer.text_until(outer.next())
}

/// Two ends of a range; the measure may be written once, at the second.
fn ends(first: Measure, second: Counted<'_>) -> Option<(Measure, Measure, Cursor<'_>)> {
    let number = |measure: &Measure| match measure {
        Measure::Number(number) | Measure::Percent(number) => Some(*number),
        Measure::Days { days, .. } => Some(*days),
        Measure::Quantity { number, .. } => Some(*number),
        Measure::Money(_) => None,
    };
    let like = |model: &Measure, number: Decimal| match model {
        Measure::Number(_) | Measure::Money(_) => Measure::Number(number),
        Measure::Percent(_) => Measure::Percent(number),
        Measure::Days { working, .. } => Measure::Days { days: number, working: *working },
        Measure::Quantity { unit, .. } => Measure::Quantity { number, unit: unit.clone() },
    };
    let Counted { measure: second, rest } = second;
    if let (Measure::Money(from), Measure::Money(to)) = (&first, &second) {
        return (from < to).then_some((first, second, rest));
    }
    let (from, to) = (number(&first)?, number(&second)?);
    let model = match (&first, &second) {
        (Measure::Percent(_), Measure::Number(_)) => &first,
        (Measure::Number(_), _) => &second,
        (first, second) if like(first, to) == *second => second,
        _ => return None,
    };
    (from < to).then(|| (like(model, from), like(model, to), rest))
}
