//! Scores in a rule text: `100%`, `punti 80`, `zero`, `ridotto del 20%`, `in proporzione`.

use rust_decimal::Decimal;

use super::lex::{Kind, Lexeme};
use super::verdict::verdict;

/// What a condition scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Score {
    /// So many of a hundred.
    Points(Points),
    /// In proportion.
    Proportional,
}

/// Points, and how they are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Points {
    pub value: Decimal,
    pub sign: Sign,
    /// Whether a dash stands before them that is no minus.
    pub dashed: bool,
    /// Whether they are what is left of a hundred after a loss: *ridotto del 20%*.
    pub reduced: bool,
}

/// What stands beside a number of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// `%`, or a nought, which needs none.
    Percent,
    /// *Punti*.
    Points,
    /// Nothing.
    None,
}

impl Points {
    fn of(value: Decimal, sign: Sign) -> Self {
        Self { value, sign, dashed: false, reduced: false }
    }
}

/// Words between the sign and the number: *= raggiunto al 70%*.
const LEADING: &str = "raggiunto raggiungimento obiettivo punteggio punt punti valutazione grado di al del allo \
                       pari a considerato valutato score il massimo max pieno attribuisce attribuito si \
                       attribuiscono assegna assegnano assegnato riconosce riconoscono spetta spettano vale \
                       valgono lo l all";

/// Most words and points between the sign and the number.
const MOST_LEADING: usize = 8;

/// Words of a loss before *20%* or *del 20%*.
const LOSS: &str = "ridotto ridotta riduzione decurtazione decurtato decurtata detrazione penalizzazione penalita meno perde perdono \
     perdita toglie tolgono detrae detraggono";

/// The score at a place, and where it ends.
pub(super) fn score(lexemes: &[Lexeme], start: usize) -> Option<(Score, usize)> {
    if let Some(end) = proportional(lexemes, start) {
        return Some((Score::Proportional, end));
    }
    if let Some((value, end)) = verdict(lexemes, start) {
        return Some((Score::Points(Points::of(value, Sign::Percent)), end));
    }
    // Nothing to look for in a long row of words.
    if !lexemes.iter().skip(start).take(MOST_LEADING + 3).any(Lexeme::is_number) {
        return None;
    }
    let (points, end) = loss(lexemes, start).or_else(|| stated(lexemes, start))?;
    Some((Score::Points(points), end))
}

fn stated(lexemes: &[Lexeme], start: usize) -> Option<(Points, usize)> {
    let leads = |at: usize| {
        let point = lexemes.get(at).is_some_and(|one| one.kind == Kind::Stop('.'));
        let abbreviated = at > start && lexemes.get(at - 1).is_some_and(|one| one.is_any("punt max"));
        lexemes.get(at).is_some_and(|one| one.is_any(LEADING)) || point && abbreviated
    };
    let mut at = (start..start + MOST_LEADING).find(|at| !leads(*at))?;
    // *Sì 100 punti* is an outcome; *si attribuiscono 100 punti* leads.
    if at > start && lexemes.get(at - 1).is_some_and(|one| one.is_any("si")) {
        return None;
    }
    let in_points = lexemes.get(start..at)?.iter().any(|one| one.is_any("punti punt punteggio"));
    let opened = at > start && lexemes.get(at).is_some_and(|one| one.kind == Kind::Stop('('));
    at += usize::from(opened);
    let parted = lexemes.get(at).is_some_and(|one| one.kind == Kind::Dash);
    let (value, sign, end) = number(lexemes, at + usize::from(parted))?;
    // `entro il 30/06 - 100%`: a dash with a space after it only parts.
    let dashed = lexemes.get(at).zip(lexemes.get(at + 1)).is_some_and(|(one, next)| one.is_minus_of(next));
    let closed = opened && lexemes.get(end).is_some_and(|one| one.kind == Kind::Stop(')'));
    let sign = if sign == Sign::None && in_points { Sign::Points } else { sign };
    // `-10 punti` takes ten of a hundred, `=-50%` has a stray dash.
    let less = lexemes.get(end).is_some_and(|one| one.is_any("in"))
        && lexemes.get(end + 1).is_some_and(|one| one.is_any("meno"));
    let end = end + if less { 2 } else { 0 };
    let reduced = (dashed && sign == Sign::Points || less) && !value.is_zero();
    let value = if reduced { Decimal::ONE_HUNDRED - value } else { value };
    Some((Points { value, sign, dashed: dashed && !reduced, reduced }, end + usize::from(closed)))
}

/// *Ridotto del 20%*: eighty are left.
fn loss(lexemes: &[Lexeme], start: usize) -> Option<(Points, usize)> {
    let leads = lexemes.get(start)?.is_any(LOSS);
    // *Meno di 20%* is an amount.
    let of = lexemes.get(start + 1)?.is_any("del di dell il l lo") && !lexemes.get(start)?.is_any("meno");
    let (value, sign, end) = number(lexemes, start + 1 + usize::from(of)).filter(|_| leads)?;
    (sign != Sign::None)
        .then(|| (Points { value: Decimal::ONE_HUNDRED - value, sign, dashed: false, reduced: true }, end))
}

/// A number of points at a place: not one that counts days.
pub(super) fn number(lexemes: &[Lexeme], at: usize) -> Option<(Decimal, Sign, usize)> {
    let Kind::Number { value, .. } = lexemes.get(at)?.kind else { return None };
    let next = lexemes.get(at + 1);
    let percent = next.is_some_and(|one| one.kind == Kind::Percent);
    let named = next.is_some_and(|one| one.is_any("punti punto pt p"));
    // *100 kit;*: so many of something, not *=100 rit. 1-10 gg*.
    let thing = !named
        && !next.is_some_and(|one| one.is_any("rit gg g altrimenti oltre dopo poi"))
        && next.and_then(Lexeme::word).is_some_and(|word| word.len() > 1)
        && lexemes.get(at + 2).is_none_or(Lexeme::is_stop);
    let counts = thing
        || next.is_some_and(|one| one.unit().is_some() || one.is_any("o") || one.kind == Kind::Stop('€'));
    let possible = value >= Decimal::ZERO && value <= Decimal::ONE_HUNDRED;
    let sign = match (percent, named) {
        (true, _) => Sign::Percent,
        (_, true) => Sign::Points,
        // *Zero* is a score without any sign.
        _ if value.is_zero() => Sign::Percent,
        _ => Sign::None,
    };
    (possible && !counts).then(|| (value, sign, at + 1 + usize::from(percent || named)))
}

/// A score that a proportion gives.
fn proportional(lexemes: &[Lexeme], start: usize) -> Option<usize> {
    let words = lexemes.get(start..)?.iter().take(5).take_while(|one| one.word().is_some());
    let found = words.enumerate().find(|(_, one)| {
        one.word().is_some_and(|word| word.starts_with("proporzion") || word.starts_with("riproporzion"))
    })?;
    Some(start + found.0 + 1)
}

impl Score {
    /// The points, when it is a number.
    pub fn points(self) -> Option<Decimal> {
        match self {
            Self::Points(points) => Some(points.value),
            Self::Proportional => None,
        }
    }
}
