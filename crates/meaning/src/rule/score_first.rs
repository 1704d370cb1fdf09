//! Scores that stand before their conditions: `100% se entro il 30/06; 50% se entro il 31/07`.

use super::clause::{Clause, Clauses, Found, OF_AMOUNTS, trimmed};
use super::lex::{Kind, Lexeme};
use super::score::{Score, Sign, score};

/// Each score before its condition, perhaps after a heading
/// (`Ritardo: -10 punti fino a 15 gg; …`).
pub(super) fn score_first(lexemes: &[Lexeme]) -> Option<Clauses<'_>> {
    let number = lexemes.iter().position(Lexeme::is_number)?;
    let first =
        (number.saturating_sub(4)..=number).find(|at| begins_a_clause(lexemes, *at, *at).is_some())?;
    let heading = trimmed_heading(lexemes.get(..first)?);
    if !heading.is_empty() && !announces_scores(lexemes.get(..first)?) {
        return None;
    }
    let mut clauses: Vec<Clause<'_>> = Vec::new();
    let (mut at, mut open): (usize, Option<(Score, usize)>) = (first, None);
    while at <= lexemes.len() {
        let next = begins_a_clause(lexemes, at, first);
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
    // A text that ends with a score has its scores at the ends.
    let is_condition = |condition: &[Lexeme]| !condition.is_empty() && !ends_with_score(condition);
    let conditions = clauses.iter().all(|clause| is_condition(clause.condition));
    let headed = heading.is_empty() || clauses.len() > 1;
    (conditions && headed).then_some(Clauses { heading, list: clauses, ..Clauses::default() })
}

/// Whether scores follow words: a colon (*Ritardo:*), or a loss (*comporta la riduzione*), and no day.
fn announces_scores(lexemes: &[Lexeme]) -> bool {
    let days = lexemes.iter().any(|one| matches!(one.kind, Kind::Day(_) | Kind::Part { .. }));
    let last = lexemes.last().is_some_and(|last| {
        last.kind == Kind::Equals || last.is_any("riduzione ridotto punteggio decurtazione valutazione")
    });
    last && !days
}

/// A heading without the sign after it.
fn trimmed_heading(lexemes: &[Lexeme]) -> &[Lexeme] {
    match lexemes.split_last() {
        Some((last, rest)) if last.kind == Kind::Equals => rest,
        _ => lexemes,
    }
}

fn ends_with_score(lexemes: &[Lexeme]) -> bool {
    let Some(last) = lexemes.last() else { return false };
    if lexemes.iter().any(|one| one.kind == Kind::Equals) {
        return true;
    }
    if last.kind == Kind::Percent || last.is_any("punti") {
        // *Oltre l'80%*: the end of an amount.
        let before = lexemes.len().checked_sub(3).and_then(|at| lexemes.get(at));
        return !before.is_some_and(|one| one.is_any(OF_AMOUNTS) || matches!(one.kind, Kind::Compares(_)));
    }
    false
}

/// Words that a condition after its score begins with.
pub(super) const LEADS: &str =
    "se per in entro con fino da dal oltre nel nei nelle negli quando qualora nessun rispetto al altrimenti";

fn begins_a_clause(lexemes: &[Lexeme], at: usize, first: usize) -> Found {
    let (score, end) = score(lexemes, at)?;
    let sign = lexemes.get(end).is_some_and(|one| one.kind == Kind::Equals);
    let leads = sign || lexemes.get(end).is_some_and(|one| one.is_any(LEADS));
    let free = at == first
        || at
            .checked_sub(1)
            .and_then(|before| lexemes.get(before))
            .is_some_and(|one| one.is_stop() || one.is_any("e"));
    let signed = match score {
        Score::Points(points) => points.sign != Sign::None,
        Score::Proportional => true,
    };
    // `100%: nei termini; 80%: …`
    (leads && free && signed).then_some((score, end + usize::from(sign)))
}
