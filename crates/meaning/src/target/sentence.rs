//! Sentences of a target, and what each claims.

use super::clause::Clause;
use super::{Claim, Claimed, Refused, Step, amount, clause, comparison, evidence, together};
use crate::scan::{Cursor, Shape, Token, tokens};
use domain::target::Target;

/// A sentence without what stands in brackets; each bracket leaves its opening sign behind.
#[derive(Default)]
struct Sentence<'t> {
    tokens: Vec<Token<'t>>,
    asides: Vec<Vec<Token<'t>>>,
}

/// Words before a point that does not end the sentence.
const ABBREVIATED: &str =
    "art artt dott sig lett gg pag cap num nr max min prot lav trim sem rif ing arch geom reg det";

/// What all sentences of a text claim, in order.
///
/// What stands in brackets is a remark; it counts only in a sentence that claims nothing outside them.
pub(super) fn claims_of_text(text: &str) -> Result<Vec<Claimed>, Refused> {
    let tokens = tokens(text);
    if clause::is_graduation(&tokens) {
        return Err(Refused);
    }
    let mut all = Vec::new();
    for sentence in split(tokens) {
        let outside = claims_of_sentence(text, trimmed(&sentence.tokens))?;
        if outside.is_empty() {
            for aside in &sentence.asides {
                let remarks = claims(Cursor::new(text, trimmed(aside)), Clause::new(true))?;
                all.extend(remarks.into_iter().filter(|remark| !remark.is_year()));
            }
        }
        all.extend(outside);
    }
    Ok(all)
}

fn split(tokens: Vec<Token<'_>>) -> Vec<Sentence<'_>> {
    let mut sentences = vec![Sentence::default()];
    let mut tokens = tokens.into_iter().peekable();
    let mut in_aside = false;
    while let Some(token) = tokens.next() {
        let Some(sentence) = sentences.last_mut() else { break };
        if token.is_sign('(') && !in_aside {
            sentence.tokens.push(token);
            sentence.asides.push(Vec::new());
            in_aside = true;
        } else if token.is_sign(')') && in_aside {
            in_aside = false;
        } else if let Some(aside) = sentence.asides.last_mut().filter(|_| in_aside) {
            aside.push(token);
        } else if token.is_sign(';') || ends_sentence(&token, &sentence.tokens, tokens.peek()) {
            sentences.push(Sentence::default());
        } else {
            sentence.tokens.push(token);
        }
    }
    sentences
}

/// Whether a point ends the sentence: a capital or a bullet follows, and no abbreviation precedes.
fn ends_sentence(token: &Token<'_>, before: &[Token<'_>], after: Option<&Token<'_>>) -> bool {
    let Some(last) = before.last().filter(|_| token.is_sign('.')) else { return false };
    let abbreviated = last.is_any(ABBREVIATED)
        || (last.shape == Shape::Word && last.word.len() == 1)
        // The number of a list: `1. Avvio`.
        || (last.shape == Shape::Number && before.len() == 1);
    let begins = |next: &Token<'_>| {
        next.spaced && (next.is_dash() || next.text.starts_with(|c: char| c.is_uppercase()))
    };
    !abbreviated && after.is_none_or(begins)
}

/// The tokens without a bullet or list number at the start and without signs at the end.
fn trimmed<'s, 't>(tokens: &'s [Token<'t>]) -> &'s [Token<'t>] {
    let is_word = |token: Option<&Token<'_>>| token.is_some_and(|token| token.shape == Shape::Word);
    let mut rest = tokens;
    loop {
        rest = match rest {
            [bullet, after @ ..] if is_bullet(bullet) && is_word(after.first()) => after,
            [number, mark, after @ ..]
                if number.text.len() < 3
                    && (mark.is_sign(')') || mark.is_sign('.'))
                    && !mark.spaced
                    && is_word(after.first())
                    && after.first().is_some_and(|token| token.spaced) =>
            {
                after
            }
            _ => break,
        };
    }
    while let [before @ .., last] = rest
        && matches!(last.shape, Shape::Sign('.' | ',' | ':' | '*' | '!' | '(' | '…' | '"'))
    {
        rest = before;
    }
    rest
}

fn is_bullet(token: &Token<'_>) -> bool {
    token.is_dash() || matches!(token.shape, Shape::Sign('>' | '•' | '·' | '*' | '▪' | '/'))
}

/// What a sentence claims, its condition apart.
fn claims_of_sentence(source: &str, tokens: &[Token<'_>]) -> Result<Vec<Claimed>, Refused> {
    if clause::is_consequence(tokens) {
        return Ok(Vec::new());
    }
    let Some((from, to)) = clause::condition(tokens) else {
        return claims(Cursor::new(source, tokens), Clause::default());
    };
    let words = trimmed(&tokens[from..to]);
    let condition = Cursor::new(source, words).text();
    let parts = [trimmed(&tokens[..from]), trimmed(tokens.get(to + 1..).unwrap_or_default())];
    let conditional = Target::Conditional {
        condition: condition.to_owned(),
        then: consequent(source, parts).map(Box::new),
    };
    Ok(vec![Claimed { claim: Claim::Other(conditional), alternative: false }])
}

/// What is expected when a condition holds, from the words before and after it.
fn consequent(source: &str, parts: [&[Token<'_>]; 2]) -> Option<Target> {
    let mut all = Vec::new();
    for part in parts {
        all.extend(claims(Cursor::new(source, part), Clause::default()).ok()?);
    }
    if all.is_empty() {
        return parts.into_iter().find_map(|part| evidence::evidence(Cursor::new(source, part).text()));
    }
    let certain = all.iter().all(|claimed| !claimed.alternative);
    certain.then(|| together(all.into_iter().map(|claimed| claimed.claim).collect())).flatten()
}

/// What a sentence without condition claims.
fn claims(start: Cursor<'_>, mut clause: Clause) -> Result<Vec<Claimed>, Refused> {
    if let Some((claim, _)) = super::time::whole(start)? {
        return Ok(vec![Claimed { claim, alternative: false }]);
    }
    let mut cursor = start;
    while !cursor.is_end() {
        if let Some(((), rest)) = claim(&mut clause, cursor)? {
            cursor = rest;
        } else {
            clause.pass(cursor);
            cursor = cursor.next();
        }
    }
    Ok(clause.finish())
}

/// Another time after a time: *o il 31 luglio*.
fn other_time<'t>(clause: &mut Clause, cursor: Cursor<'t>) -> Result<Option<Cursor<'t>>, Refused> {
    let Some(or) = cursor.any("o oppure ovvero") else { return Ok(None) };
    let found = super::point::list(or.skip("il l al a"))?;
    Ok(found.map(|(times, rest)| {
        clause.add(or, Claim::Times(times));
        rest
    }))
}

/// Tries each grammar at a place; what is found goes into the clause.
fn claim<'t>(clause: &mut Clause, cursor: Cursor<'t>) -> Step<'t, ()> {
    if let Some((claim, rest)) = super::time::claim(cursor)? {
        let is_time = matches!(claim, Claim::Times(_));
        clause.add(cursor, claim);
        let other = if is_time { other_time(clause, rest)? } else { None };
        return Ok(Some(((), other.unwrap_or(rest))));
    }
    if let Some((increase, rest)) = comparison::direction(cursor) {
        clause.turn(increase);
        return Ok(Some(((), rest)));
    }
    if let Some((what, rest)) = clause::absence(cursor) {
        clause.add(cursor, Claim::Other(Target::Absence(what)));
        return Ok(Some(((), rest)));
    }
    if let Some((against, rest)) = comparison::against(cursor) {
        clause.compare(against);
        return Ok(Some(((), rest)));
    }
    if let Some((target, rest)) = comparison::compared(cursor) {
        clause.add(cursor, Claim::Other(target));
        return Ok(Some(((), rest)));
    }
    if let Some((found, rest)) = amount::claim(cursor, clause)? {
        clause.amount(cursor, found);
        return Ok(Some(((), rest)));
    }
    Ok(None)
}
