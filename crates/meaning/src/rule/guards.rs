//! What must hold of the clauses of a text before they are read: that none of it is left aside.

use rust_decimal::Decimal;

use super::clause::{Clause, Clauses};
use super::lex::{Kind, Lexeme};
use super::score::{Score, Sign};
use super::verdict::verdict;

/// Whether clauses leave no score and no number of a text aside.
pub(super) fn accounts_for_all(text: &str, found: &Clauses<'_>) -> Result<(), &'static str> {
    let number = |one: &Lexeme| matches!(one.kind, Kind::Number { in_words: false, .. } | Kind::Day(_));
    if found.rest.iter().any(number) {
        return Err("dopo l'ultimo punteggio c'è un numero che nessuna fascia spiega");
    }
    if found.at_ends && found.rest.first().is_some_and(|one| one.word().is_some()) {
        return Err("dopo l'ultimo punteggio il testo continua");
    }
    if !has_a_scale(&found.list) {
        return Err("non si sa di quanto è il punteggio pieno");
    }
    let after_sign =
        |clause: &Clause<'_>| clause.condition.first().is_some_and(|one| one.kind == Kind::Equals);
    if found.list.iter().any(after_sign) {
        return Err("non si sa se un punteggio vale per ciò che lo precede o che lo segue");
    }
    // *Obiettivo raggiunto entro il 31/05. Parzialmente raggiunto (60%) entro…*: a clause without its score.
    if found.heading.iter().any(|one| one.is_any("raggiunto raggiunta conseguito conseguita pieno")) {
        return Err("una fascia non ha il suo punteggio");
    }
    if found.heading.iter().any(|one| one.word().is_some_and(|word| word.starts_with("proporzion"))) {
        return Err("una parte del punteggio è in proporzione e una a fasce");
    }
    let broken_off =
        |clause: &Clause<'_>| clause.condition.last().is_some_and(|one| one.is_any("se qualora quando ove"));
    if found.list.iter().any(broken_off) {
        return Err("una fascia finisce a metà");
    }
    if found.list.iter().any(|clause| holds_two(clause.condition)) {
        return Err("una fascia non ha il suo punteggio");
    }
    if found.list.iter().any(|clause| hides_a_score(text, clause.condition)) {
        return Err("una fascia ha in sé un altro punteggio");
    }
    Ok(())
}

/// Whether a condition has a sign of equality in it, a proportion, or a sentence of its own that says a score.
fn hides_a_score(text: &str, condition: &[Lexeme]) -> bool {
    condition.iter().enumerate().any(|(at, one)| {
        let sign = one.kind == Kind::Equals && text.get(one.start..one.end) == Some("=");
        let closed =
            |end: usize| condition.get(end).is_some_and(|next| matches!(next.kind, Kind::Stop('.' | ';')));
        let share = one.word().is_some_and(|word| word.starts_with("proporzion"));
        sign || share || verdict(condition, at).is_some_and(|(_, end)| closed(end))
    })
}

/// Whether it is known of how many points a full score is: ten points may be of a hundred or of ten.
fn has_a_scale(clauses: &[Clause<'_>]) -> bool {
    clauses.iter().any(|clause| match clause.score {
        Score::Points(score) => {
            score.value == Decimal::ONE_HUNDRED
                || score.reduced
                || (score.sign == Sign::Percent && !score.value.is_zero())
        }
        Score::Proportional => true,
    })
}

/// *70 o più; 60-69*: amounts before and after a semicolon are two clauses, one of them without its score.
fn holds_two(condition: &[Lexeme]) -> bool {
    let counts =
        |some: &[Lexeme]| some.iter().any(|one| matches!(one.kind, Kind::Number { in_words: false, .. }));
    condition
        .iter()
        .position(|one| one.kind == Kind::Stop(';'))
        .is_some_and(|at| counts(&condition[..at]) && counts(&condition[at..]))
}
