//! A rule text in clauses: conditions, each with its score.

use rust_decimal::Decimal;

use super::lex::{Kind, Lexeme};

/// What a condition scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Score {
    /// So many of a hundred; `signed` when a per cent sign stands beside it.
    Points { points: Decimal, signed: bool, dashed: bool },
    /// In proportion.
    Proportional,
}

/// A condition with its score.
#[derive(Clone, Debug)]
pub(super) struct Clause<'t> {
    pub condition: &'t [Lexeme],
    pub score: Score,
}

/// The clauses of a text, and what stands after the last.
#[derive(Clone, Debug, Default)]
pub(super) struct Clauses<'t> {
    pub clauses: Vec<Clause<'t>>,
    pub rest: &'t [Lexeme],
}

/// Parts a text into clauses; none when it has no scores.
pub(super) fn clauses(lexemes: &[Lexeme]) -> Clauses<'_> {
    let signed = by(lexemes, after_sign);
    if !signed.clauses.is_empty() {
        return signed;
    }
    match score_first(lexemes) {
        Some(found) => found,
        None => by(lexemes, at_end),
    }
}

/// A score that stands at a place: the score and how many lexemes it takes.
type Found = Option<(Score, usize)>;

fn by(lexemes: &[Lexeme], score_at: fn(&[Lexeme], usize) -> Found) -> Clauses<'_> {
    let (mut clauses, mut from, mut at) = (Vec::new(), 0, 0);
    while at < lexemes.len() {
        match score_at(lexemes, at) {
            Some((score, length)) => {
                let condition = trimmed(lexemes.get(from..at).unwrap_or_default());
                clauses.push(Clause { condition, score });
                at += length;
                from = at;
            }
            None => at += 1,
        }
    }
    Clauses { clauses, rest: trimmed(lexemes.get(from..).unwrap_or_default()) }
}

/// Without the signs at its ends.
fn trimmed(mut lexemes: &[Lexeme]) -> &[Lexeme] {
    while let Some((first, rest)) = lexemes.split_first().filter(|(first, _)| first.is_stop()) {
        let _ = first;
        lexemes = rest;
    }
    while let Some((_, rest)) = lexemes.split_last().filter(|(last, _)| last.is_stop()) {
        lexemes = rest;
    }
    lexemes
}

/// Words between the sign and the number: *= raggiunto al 70%*.
const LEADING: &str = "raggiunto raggiungimento obiettivo punteggio punti valutazione grado di al del allo pari a \
                       considerato valutato score il";

/// `= 100%`, `: 50%`, `=-70%`, `= zero`, `= graduazione proporzionale`.
fn after_sign(lexemes: &[Lexeme], at: usize) -> Found {
    if lexemes.get(at)?.kind != Kind::Equals {
        return None;
    }
    let (score, end) = score(lexemes, at + 1)?;
    Some((score, end - at))
}

/// The score at a place, and where it ends.
fn score(lexemes: &[Lexeme], start: usize) -> Option<(Score, usize)> {
    if let Some(end) = proportional(lexemes, start) {
        return Some((Score::Proportional, end));
    }
    if let Some(end) = nothing(lexemes, start) {
        return Some((Score::Points { points: Decimal::ZERO, signed: true, dashed: false }, end));
    }
    let mut at = start;
    while lexemes.get(at).is_some_and(|one| one.is_any(LEADING)) {
        at += 1;
    }
    let dashed = lexemes.get(at).is_some_and(|one| one.kind == Kind::Dash);
    let (points, signed, end) = points(lexemes, at + usize::from(dashed))?;
    Some((Score::Points { points, signed, dashed }, end))
}

/// A number of points at a place: not one that counts days.
fn points(lexemes: &[Lexeme], at: usize) -> Option<(Decimal, bool, usize)> {
    let Kind::Number { value, .. } = lexemes.get(at)?.kind else { return None };
    let next = lexemes.get(at + 1);
    let signed = next.is_some_and(|one| one.kind == Kind::Percent);
    let named = next.is_some_and(|one| one.is_any("punti punto pt p"));
    let counts = next.is_some_and(|one| one.unit().is_some() || one.is_any("o"));
    let possible = value >= Decimal::ZERO && value <= Decimal::ONE_HUNDRED;
    // *Zero* is a score without any sign.
    let clear = signed || named || value.is_zero();
    (possible && !counts).then(|| (value, clear, at + 1 + usize::from(signed || named)))
}

fn proportional(lexemes: &[Lexeme], start: usize) -> Option<usize> {
    let words = lexemes.get(start..)?.iter().take(5).take_while(|one| one.word().is_some());
    let found = words.enumerate().find(|(_, one)| {
        one.word().is_some_and(|word| word.starts_with("proporzion") || word.starts_with("riproporzion"))
    })?;
    Some(start + found.0 + 1)
}

/// *Nessun punteggio*, *non raggiunto*.
fn nothing(lexemes: &[Lexeme], start: usize) -> Option<usize> {
    let words: Vec<&str> = lexemes.get(start..)?.iter().take(3).map_while(Lexeme::word).collect();
    let length = match words.as_slice() {
        ["nessun" | "nessuno", "punteggio" | "punto", ..] | ["non", "raggiunto", ..] => 2,
        ["obiettivo", "non", "raggiunto"] => 3,
        ["nullo" | "nulla", ..] => 1,
        _ => return None,
    };
    Some(start + length)
}

/// Words that make a percentage the end of an amount, not a score.
const OF_AMOUNTS: &str = "al all allo ad a del dell di tra fra da dal dall oltre fino sino almeno entro superiore \
                          inferiore massimo minimo meno piu e ed il lo la l sotto sopra";

/// `entro il termine 100%`, `fino a 30 gg (70%)`.
fn at_end(lexemes: &[Lexeme], at: usize) -> Found {
    let opened = lexemes.get(at)?.kind == Kind::Stop('(');
    let dashed = lexemes.get(at)?.kind == Kind::Dash;
    let start = at + usize::from(opened || dashed);
    let (points, signed, end) = points(lexemes, start)?;
    let before = start.checked_sub(1).and_then(|before| lexemes.get(before));
    let is_amount =
        !opened && before.is_some_and(|one| one.is_any(OF_AMOUNTS) || matches!(one.kind, Kind::Compares(_)));
    let percent = lexemes.get(end - 1).is_some_and(|one| one.kind == Kind::Percent);
    if before.is_none() || is_amount || !(percent || opened) {
        return None;
    }
    let closed = usize::from(opened && lexemes.get(end).is_some_and(|one| one.kind == Kind::Stop(')')));
    Some((Score::Points { points, signed, dashed: false }, end + closed - at))
}

/// `100% se entro il 30/06; 50% se entro il 31/07`: the score before its condition.
fn score_first(lexemes: &[Lexeme]) -> Option<Clauses<'_>> {
    const LEADS: &str = "se per in entro con fino da dal oltre nel nei quando qualora nessun rispetto";
    let begins = |at: usize| {
        let (score, end) = score(lexemes, at)?;
        let leads = lexemes.get(end).is_some_and(|one| one.is_any(LEADS) || one.kind == Kind::Stop(','));
        let free = at == 0
            || lexemes
                .get(at - 1)
                .is_some_and(|one| one.is_stop() && one.kind != Kind::Dash || one.is_any("e"));
        let signed = lexemes.get(end - 1).is_some_and(|one| one.kind == Kind::Percent || one.is_any("punti"))
            || matches!(score, Score::Points { points, .. } if points.is_zero())
            || score == Score::Proportional;
        (leads && free && signed).then_some((score, end))
    };
    begins(0)?;
    let mut clauses: Vec<Clause<'_>> = Vec::new();
    let (mut at, mut open): (usize, Option<(Score, usize)>) = (0, None);
    while at <= lexemes.len() {
        let next = if at < lexemes.len() { begins(at) } else { None };
        if next.is_some() || at == lexemes.len() {
            if let Some((score, from)) = open {
                clauses.push(Clause { condition: trimmed(lexemes.get(from..at)?), score });
            }
            open = next;
            at = next.map_or(at + 1, |(_, end)| end);
        } else {
            at += 1;
        }
    }
    Some(Clauses { clauses, rest: &[] })
}
