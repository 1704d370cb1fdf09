//! Clauses of running prose: `Se conclusa entro il 30/06 si attribuisce il 100%; oltre, il punteggio è dimezzato`.
//!
//! Each stretch between two stops holds one score, which stands at its end, or before its condition. A
//! stretch with more of them is parted at its commas; one that cannot be parted so is not understood.

use rust_decimal::Decimal;

use super::bare_list::is_full_stop;
use super::clause::{Clause, Clauses, is_longer_delay, trimmed};
use super::condition::{Atom, condition};
use super::lex::{Kind, Lexeme};
use super::proportion::MONEYS;
use super::score::{Score, Sign, score};
use super::score_first::LEADS;
use super::verdict::verdict;

/// The clauses of a text when each of its stretches holds one score.
pub(super) fn segments(lexemes: &[Lexeme]) -> Option<Clauses<'_>> {
    let in_proportion = |one: &Lexeme| one.word().is_some_and(|word| word.starts_with("proporzion"));
    if lexemes.iter().any(in_proportion) {
        return None;
    }
    // *Il contributo spetta al 100% se…*.
    let to_the_first_number = lexemes.iter().take_while(|one| !one.is_number());
    if to_the_first_number.into_iter().any(|one| one.is_any(MONEYS)) {
        return None;
    }
    let mut found = Clauses { at_ends: true, ..Clauses::default() };
    let (mut losing, mut heading) = (None, 0);
    for (from, to) in stretches(lexemes) {
        let stretch = lexemes.get(from..to)?;
        let scores = scores_in(stretch);
        if scores.is_empty() && found.list.is_empty() {
            heading = to;
        } else if scores.is_empty() {
            found.rest = trimmed(lexemes.get(from..)?);
            break;
        } else if scores.len() == 1 {
            found.list.push(clause(stretch, *scores.first()?, &mut losing)?);
        } else {
            for chunk in stretch.split(|one| one.kind == Kind::Stop(',')) {
                let [only] = scores_in(chunk)[..] else { return None };
                found.list.push(clause(chunk, only, &mut losing)?);
            }
        }
        if is_full_stop(lexemes, to) {
            losing = None;
        }
    }
    found.heading = trimmed(lexemes.get(..heading)?);
    (found.list.len() > 1).then_some(found)
}

/// Where the stretches between semicolons and full stops begin and end.
fn stretches(lexemes: &[Lexeme]) -> Vec<(usize, usize)> {
    let (mut found, mut from) = (Vec::new(), 0);
    for (at, lexeme) in lexemes.iter().enumerate() {
        if lexeme.kind == Kind::Stop(';') || is_full_stop(lexemes, at) {
            found.push((from, at));
            from = at + 1;
        }
    }
    found.push((from, lexemes.len()));
    let says_something =
        |(from, to): &(usize, usize)| lexemes.get(*from..*to).is_some_and(|some| !trimmed(some).is_empty());
    found.retain(says_something);
    found
}

/// A score in a stretch, and where it begins and ends.
#[derive(Clone, Copy)]
struct Found {
    start: usize,
    end: usize,
    score: Score,
    /// Whether it is a phrase (*non raggiunto*), which beside a number may be a condition.
    in_words: bool,
}

fn scores_in(stretch: &[Lexeme]) -> Vec<Found> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < stretch.len() {
        match score_at(stretch, at) {
            Some(one) => {
                at = one.end;
                found.push(one);
            }
            None => at += 1,
        }
    }
    if found.iter().any(|one| !one.in_words) {
        found.retain(|one| !one.in_words);
    }
    found
}

fn score_at(stretch: &[Lexeme], start: usize) -> Option<Found> {
    let here = stretch.get(start)?;
    if let Some((_, end)) = verdict(stretch, start) {
        let (score, _) = score(stretch, start)?;
        return Some(Found { start, end, score, in_words: true });
    }
    let opened = here.kind == Kind::Stop('(');
    let from = start + usize::from(opened || here.kind == Kind::Equals);
    let (score, end) = score(stretch, from)?;
    let Score::Points(points) = score else { return None };
    let number = (from..end).find(|at| stretch.get(*at).is_some_and(Lexeme::is_number))?;
    let closed = stretch.get(end).is_some_and(|one| one.kind == Kind::Stop(')'));
    let told = points.sign != Sign::None
        || stretch.get(..number)?.iter().rev().take(3).any(|one| one.is_any(GIVING))
        || start == 0 && stretch.get(end).is_some_and(|one| one.is_any("se qualora quando negli"))
        || from > start && (closed || here.kind == Kind::Equals);
    let of_something =
        stretch.get(end).is_some_and(|one| one.is_any("di del dei degli della delle dell dello"));
    let amount = !points.reduced && is_amount(stretch, number);
    let end = end + usize::from(opened && closed);
    (told && !of_something && !amount).then_some(Found { start, end, score, in_words: false })
}

/// Words that announce a score.
const GIVING: &str = "raggiunto raggiunta conseguito punteggio punti pari attribuisce attribuiscono attribuito \
                      attribuiti assegna assegnano assegnato assegnati riconosce riconoscono riconosciuto spetta \
                      spettano vale valgono valutazione valutato pieno";

/// Words that may stand between those and the number.
const BETWEEN: &str = "il lo la l i al allo all alla a ad del dell di";

/// Words before a number that make it an amount, whatever article stands between.
const COMPARING: &str = "fino sino oltre superiore inferiore maggiore minore meno piu almeno sotto sopra entro tra fra \
                         da dal dall dalla compreso raggiunge supera supero superi n nr";

fn is_amount(stretch: &[Lexeme], number: usize) -> bool {
    let mut before =
        stretch.get(..number).unwrap_or_default().iter().rev().skip_while(|one| one.is_any(BETWEEN));
    let Some(word) = before.next() else { return false };
    let joins =
        word.is_any("e ed") && before.next().is_some_and(|one| one.is_number() || one.kind == Kind::Percent);
    word.is_any(COMPARING) && !is_longer_delay(stretch, number)
        || joins
        || matches!(word.kind, Kind::Compares(_) | Kind::Percent | Kind::Number { .. })
        || word.unit().is_some()
}

/// Words of a loss that the scores after it share: *si perde il 20% se…, il 50% se…*.
const LOSING: [(&str, &str); 2] = [
    ("perde perdono toglie tolgono detrae detraggono", "il lo l"),
    ("ridotto ridotta decurtato decurtata", "del dell"),
];

/// What stands around a score; `losing` are the articles of scores that go on with a loss.
fn clause<'t>(stretch: &'t [Lexeme], one: Found, losing: &mut Option<&'static str>) -> Option<Clause<'t>> {
    let mut score = one.score;
    let first = stretch.get(one.start..one.end)?.iter().find(|lexeme| !lexeme.is_any("punteggio si e"))?;
    let article = one.start.checked_sub(1).and_then(|before| stretch.get(before));
    let goes_on = losing.is_some_and(|articles| {
        first.is_any(articles) || article.is_some_and(|article| article.is_any(articles))
    });
    if let Score::Points(points) = &mut score {
        if goes_on && !points.reduced {
            points.value = Decimal::ONE_HUNDRED - points.value;
            points.reduced = true;
        } else {
            *losing = LOSING
                .into_iter()
                .find(|(verbs, _)| points.reduced && first.is_any(verbs))
                .map(|(_, articles)| articles);
        }
    }
    let before = without_sign(trimmed(stretch.get(..one.start)?));
    let after = trimmed(stretch.get(one.end..)?);
    let condition = match (before.is_empty(), after.is_empty()) {
        (false, true) => before,
        (_, false) if says_nothing(before) || says_the_same(before, score) => led(after)?,
        _ => return None,
    };
    Some(Clause { condition, score })
}

fn without_sign(lexemes: &[Lexeme]) -> &[Lexeme] {
    match lexemes.split_last() {
        Some((last, rest)) if last.kind == Kind::Equals => rest,
        _ => lexemes,
    }
}

/// *L'obiettivo si considera* before a score says nothing of when it counts.
fn says_nothing(before: &[Lexeme]) -> bool {
    let read = condition(before);
    let empty = read.atoms.iter().all(|atom| matches!(atom, Atom::Joint | Atom::All));
    let words =
        before.iter().all(|one| one.word().is_some() || matches!(one.kind, Kind::Equals | Kind::Stop(_)));
    empty && words && !read.unclear && before.len() <= 12
}

/// *Non raggiunto (0%) se…*: the score in words before the number.
fn says_the_same(before: &[Lexeme], score: Score) -> bool {
    verdict(before, 0).is_some_and(|(value, end)| end == before.len() && score.points() == Some(value))
}

/// A condition after its score, without the word that leads it.
fn led(after: &[Lexeme]) -> Option<&[Lexeme]> {
    const GIVEN: &str =
        "spetta spettano e viene si attribuisce attribuito assegnato assegna riconosciuto riconosce";
    const MORE_LEADS: &str = "alla all senza dopo ove laddove tra fra successivamente del dal";
    let given = after.iter().take_while(|one| one.is_any(GIVEN)).count();
    let condition = after.get(given..)?;
    let (first, rest) = condition.split_first()?;
    if first.kind == Kind::Equals {
        return (!rest.is_empty()).then_some(rest);
    }
    if first.is_any("se qualora quando ove laddove") {
        return (!rest.is_empty()).then_some(rest);
    }
    let leads = first.is_any(LEADS) || first.is_any(MORE_LEADS) || matches!(first.kind, Kind::Compares(_));
    leads.then_some(condition)
}
