//! A rule text in clauses: conditions, each with its score.
//!
//! Scores stand after a sign (`entro il 30/06 = 100%`), before their conditions (`100% se entro il
//! 30/06`), or at the end of each clause (`entro il 30/06 100%`); a text keeps to one way.

use super::bare_list::{bare_list, is_open_above};
use super::lex::{Kind, Lexeme};
use super::score::{Score, Sign, score};
use super::score_first::score_first;

/// A condition with its score.
#[derive(Clone, Debug)]
pub(super) struct Clause<'t> {
    pub condition: &'t [Lexeme],
    pub score: Score,
}

/// The clauses of a text, and what stands before and after them.
#[derive(Clone, Debug, Default)]
pub(super) struct Clauses<'t> {
    /// What the text begins with when it is no condition: *Ritardo:*.
    pub heading: &'t [Lexeme],
    pub list: Vec<Clause<'t>>,
    /// Whether scores stand at the ends of clauses, without a sign.
    pub at_ends: bool,
    /// What stands after the last.
    pub rest: &'t [Lexeme],
}

/// Parts a text into clauses; none when it has no scores.
pub(super) fn clauses(lexemes: &[Lexeme]) -> Clauses<'_> {
    if let Some(found) = score_first(lexemes) {
        return found;
    }
    let mut signed = by(lexemes, after_sign);
    let bare = bare_list(lexemes);
    // *Reclami: zero reclami 100, fino a 2 reclami 80*: the colon stands before the first condition.
    if let Some(bare) = &bare
        && bare.list.len() > signed.list.len()
    {
        return bare.clone();
    }
    if !signed.list.is_empty() {
        // *…; altrimenti 0%*: the last clause may have no sign.
        let last = by(signed.rest, at_end);
        if signed.rest.first().is_some_and(|one| one.is_any("altrimenti oltre negli in"))
            && last.list.len() == 1
        {
            signed.list.extend(last.list);
            signed.rest = last.rest;
        }
        return signed;
    }
    Clauses { at_ends: true, ..by(lexemes, at_end) }
}

/// A score that stands at a place: the score and how many lexemes it takes.
pub(super) type Found = Option<(Score, usize)>;

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
    Clauses { list: clauses, rest: trimmed(lexemes.get(from..).unwrap_or_default()), ..Clauses::default() }
}

/// Without the signs at its ends; a parenthesis that closes one of its own stays.
pub(super) fn trimmed(mut lexemes: &[Lexeme]) -> &[Lexeme] {
    let opens = lexemes.iter().any(|one| one.kind == Kind::Stop('('));
    while let Some((_, rest)) = lexemes.split_first().filter(|(first, rest)| may_go(first, rest)) {
        lexemes = rest;
    }
    while let Some((last, rest)) = lexemes.split_last().filter(|(last, _)| is_end(last)) {
        if opens && last.kind == Kind::Stop(')') {
            break;
        }
        lexemes = rest;
    }
    lexemes
}

/// Whether the first of some lexemes says nothing: a parenthesis opens something, and so does a minus.
fn may_go(first: &Lexeme, rest: &[Lexeme]) -> bool {
    let minus = rest.first().is_some_and(|next| first.is_minus_of(next));
    is_end(first) && first.kind != Kind::Stop('(') && !minus
}

fn is_end(lexeme: &Lexeme) -> bool {
    lexeme.is_stop() && lexeme.kind != Kind::Stop('€')
}

/// `= 100%`, `: 50%`, `=-70%`, `= zero`, `= graduazione proporzionale`.
fn after_sign(lexemes: &[Lexeme], at: usize) -> Found {
    if lexemes.get(at)?.kind != Kind::Equals {
        return None;
    }
    let (score, end) = score(lexemes, at + 1)?;
    // `Fascicoli: 100% = 100%`, `Misure: 100% delle misure = 100%`: the first is an amount. `6-10 = 40% >10 = 0%`:
    // the next clause.
    let is_amount = lexemes.get(end).is_some_and(|next| {
        next.kind == Kind::Equals
            || matches!(next.kind, Kind::Compares(_)) && !lexemes.get(end + 1).is_some_and(Lexeme::is_number)
            || next.is_any("delle dei degli del di della dell o")
    });
    (!is_amount).then_some((score, end - at))
}

/// Words that make a percentage the end of an amount, not a score.
pub(super) const OF_AMOUNTS: &str = "al all allo ad a del dell di tra fra da dal dall oltre fino sino almeno entro superiore \
                          inferiore massimo minimo meno piu e ed il lo la l sotto sopra";

/// `entro il termine 100%`, `fino a 30 gg (70%)`, `oltre 0`.
fn at_end(lexemes: &[Lexeme], at: usize) -> Found {
    let here = lexemes.get(at)?;
    let opened = here.kind == Kind::Stop('(');
    let start = at + usize::from(opened);
    let (score, end) = score(lexemes, start)?;
    let before = at.checked_sub(1).and_then(|before| lexemes.get(before));
    let Score::Points(points) = score else { return None };
    let plain = lexemes.get(start).is_some_and(|one| one.is_number() || one.kind == Kind::Dash);
    let ends = lexemes.get(end).is_none_or(Lexeme::is_stop);
    // *Oltre 0%*: later than all the rest, when nothing follows; a percentage elsewhere is an amount.
    let alone = ends && (before.is_some_and(|one| one.is_any("oltre")) || is_longer_delay(lexemes, at));
    let open_above = lexemes.get(..at).is_some_and(is_open_above);
    let of_amount = !opened
        && !alone
        && !open_above
        && plain
        && before.is_some_and(|one| one.is_any(OF_AMOUNTS) || matches!(one.kind, Kind::Compares(_)));
    // *Ridotto del 20%*, not *riduzione del 20% dei consumi*.
    let reduced = points.reduced && ends;
    let reads = here.is_number() || here.kind == Kind::Dash || opened || reduced || begins(here);
    let closed = opened && lexemes.get(end).is_some_and(|one| one.kind == Kind::Stop(')'));
    // *(1-7 gg)* holds no score.
    let told = points.sign != Sign::None && (!points.value.is_zero() || ends) || closed;
    if before.is_none() || of_amount || !reads || !told {
        return None;
    }
    Some((score, end + usize::from(closed) - at))
}

/// *Ritardo superiore 0%*: longer than all the rest, not more than nought per cent.
pub(super) fn is_longer_delay(lexemes: &[Lexeme], at: usize) -> bool {
    let before = |distance: usize| at.checked_sub(distance).and_then(|at| lexemes.get(at));
    before(1).is_some_and(|one| one.is_any("superiore superiori maggiore maggiori"))
        && before(2).is_some_and(|one| one.is_any("ritardo ritardi"))
}

/// Words a score at the end of a clause begins with: *punti 80*, *si considera non raggiunto*.
fn begins(lexeme: &Lexeme) -> bool {
    lexeme.is_any("punti punteggio punt si")
}
