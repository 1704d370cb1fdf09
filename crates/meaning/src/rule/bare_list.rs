//! Lists of bare scores: `ottimo 100, buono 80, insufficiente 0`, `in tempo 100 – max 5 gg 90 – di più 0`.

use rust_decimal::Decimal;

use super::clause::{Clause, Clauses, OF_AMOUNTS, trimmed};
use super::lex::{Kind, Lexeme};
use super::score::{Points, Score, number};

/// Every clause ends with a bare number, one of them 100; one sign parts all clauses.
pub(super) fn bare_list(lexemes: &[Lexeme]) -> Option<Clauses<'_>> {
    let signs: [fn(&[Lexeme], usize) -> bool; 4] =
        [|all, at| is_sign(all, at, ';'), is_dash_between, is_full_stop, |all, at| is_sign(all, at, ',')];
    let parted_by = signs.into_iter().find(|parts| (0..lexemes.len()).any(|at| parts(lexemes, at)));
    list(lexemes, parted_by?)
}

fn is_sign(lexemes: &[Lexeme], at: usize, sign: char) -> bool {
    lexemes.get(at).is_some_and(|one| one.kind == Kind::Stop(sign))
}

/// A dash or stroke with spaces around it.
fn is_dash_between(lexemes: &[Lexeme], at: usize) -> bool {
    let Some(here) = lexemes.get(at).filter(|one| matches!(one.kind, Kind::Dash | Kind::Stop('/'))) else {
        return false;
    };
    let before = at.checked_sub(1).and_then(|before| lexemes.get(before));
    before.is_some_and(|one| one.end < here.start)
        && lexemes.get(at + 1).is_some_and(|next| here.end < next.start)
}

/// The end of a sentence, not of an abbreviation, before another sentence.
pub(super) fn is_full_stop(lexemes: &[Lexeme], at: usize) -> bool {
    let Some(here) = lexemes.get(at).filter(|one| one.kind == Kind::Stop('.')) else { return false };
    let before = at.checked_sub(1).and_then(|before| lexemes.get(before));
    // Words of Italian end with a vowel, but for a few that end no sentence.
    let shortened =
        before.and_then(Lexeme::word).is_some_and(|word| !word.ends_with(['a', 'e', 'i', 'o', 'u']));
    !shortened && lexemes.get(at + 1).is_some_and(|next| here.end < next.start)
}

fn list(lexemes: &[Lexeme], parts: fn(&[Lexeme], usize) -> bool) -> Option<Clauses<'_>> {
    let (mut clauses, mut from) = (Vec::new(), 0);
    for at in 0..=lexemes.len() {
        if at < lexemes.len() && !parts(lexemes, at) {
            continue;
        }
        let part = trimmed(lexemes.get(from..at)?);
        from = at + 1;
        if !part.is_empty() {
            clauses.push(clause(part, clauses.is_empty())?);
        }
    }
    let full = clauses.iter().any(|clause| clause.score.points() == Some(Decimal::ONE_HUNDRED));
    (full && clauses.len() > 1).then_some(Clauses { list: clauses, ..Clauses::default() })
}

/// A condition with a number after it; only the first may have a heading.
fn clause(part: &[Lexeme], first: bool) -> Option<Clause<'_>> {
    let at = part.len().checked_sub(1).filter(|at| *at > 0)?;
    let (value, sign, _) = number(part, at)?;
    let condition = trimmed(part.get(..at)?);
    let headed = condition.iter().any(|one| one.kind == Kind::Equals);
    if headed && !first || ends_before_a_number(condition)? {
        return None;
    }
    let score = Points { value, sign, dashed: false, reduced: false };
    Some(Clause { condition, score: Score::Points(score) })
}

/// Whether a number after these words belongs to them: *almeno*, *n.*, but not *24 e oltre*, *di più*.
fn ends_before_a_number(condition: &[Lexeme]) -> Option<bool> {
    let (last, rest) = condition.split_last()?;
    let open_above = is_open_above(condition) || last.is_any("oltre") && rest.len() <= 1;
    let amount = last.is_any(OF_AMOUNTS) && !open_above;
    Some(amount || last.is_any("n nr num") || matches!(last.kind, Kind::Compares(_) | Kind::Equals))
}

/// *24 e oltre*, *70 o più*, *di più*: an amount that ends without a number.
pub(super) fn is_open_above(condition: &[Lexeme]) -> bool {
    let Some((last, rest)) = condition.split_last() else { return false };
    last.is_any("oltre piu su poi") && rest.last().is_some_and(|one| one.is_any("e ed o in di"))
}
