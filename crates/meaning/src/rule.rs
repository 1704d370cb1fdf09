//! Rules that turn a result into a score, in prose: `Nessun ritardo = 100%; ritardo fino a 30 gg = 70%`.
//!
//! A text is parted into clauses (a condition and its score), each condition into its telling
//! phrases, and these are put together to a rule. What does not fit together is no rule: an honest
//! *unclear* is better than a wrong score. What a reader should know of a rule beside it (days that two
//! bands name, a date that does not exist) is told as [`Remark`]s.

mod amount;
mod assembly;
mod bands;
mod bare_list;
mod clause;
mod condition;
mod days;
mod ends;
mod exchange;
mod guards;
mod lex;
mod memory;
mod moment;
mod name;
mod outcomes;
mod per_period;
mod phrases;
mod plain;
mod proportion;
mod remark;
mod render;
mod score;
mod score_first;
mod segments;
mod telling;
mod time;
mod units;
mod unnamed;
mod values;
mod verdict;

use domain::Rule;
use domain::target::Span;
use rust_decimal::Decimal;

use clause::{Clause, Clauses, clauses};
use condition::{Atom, Condition, condition};
use lex::{Kind, Lexeme, lexemes};
use score::{Score, Sign};

pub use exchange::{object, to_json};
pub use name::name;
pub use render::render;

/// What a person should know of a rule text beside the rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Remark {
    /// It says nothing of scores.
    NoRule,
    /// It speaks of scores in a way that is not understood, or that can be understood in several.
    Unclear(&'static str),
    /// A date that does not exist, as written.
    ImpossibleDate(String),
    /// No result has the full score.
    NoFullScore,
    /// The full score is not written, but meant.
    ImpliedFullScore,
    /// A result that two bands name: the first counts.
    SharedEnd(Decimal),
    /// Results that two bands name, from and to.
    Overlap(Decimal, Decimal),
    /// Results between two bands that none names, from and to.
    Gap(Decimal, Decimal),
    /// An end that the text leaves out (`< 60`) and no other band takes in.
    StrictEnd(Decimal),
    /// The last band has no end: what is never done has its score, too.
    OpenEnd(Decimal),
    /// A score without a per cent sign.
    NoPercentSign,
    /// A dash before a score, which is no minus.
    StrayDash,
    /// A word that was read as another: *lino a 30 gg*.
    Misspelt,
    /// Whether a week or month that has begun counts as a whole one is not said.
    BegunOrWhole,
}

/// Why a rule is unclear that gives more to who is later.
pub const NOT_FALLING: &str = "il punteggio non scende con il ritardo";

/// Why a rule with one outcome is unclear.
pub const LONE_OUTCOME: &str = "c'è un solo esito: non si sa che cosa vale il contrario";

/// What a rule text means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// None when it is not understood, one when it is certain, several when a person must choose.
    pub rules: Vec<Rule>,
    /// What a person should know.
    pub remarks: Vec<Remark>,
}

impl Reading {
    fn of(rule: Rule) -> Self {
        Self { rules: vec![rule], remarks: Vec::new() }
    }

    fn unclear(why: &'static str) -> Self {
        Self { rules: Vec::new(), remarks: vec![Remark::Unclear(why)] }
    }

    /// This or another, when one of them is understood; both when both are.
    fn or(mut self, other: Self) -> Self {
        if self.rules.is_empty() && !other.rules.is_empty() {
            return other;
        }
        self.add(other.rules);
        self
    }

    /// Adds readings that are not yet among them.
    fn add(&mut self, rules: Vec<Rule>) {
        for rule in rules {
            if !self.rules.contains(&rule) {
                self.rules.push(rule);
            }
        }
    }

    fn with(mut self, remarks: impl IntoIterator<Item = Remark>) -> Self {
        for remark in remarks {
            if !self.remarks.contains(&remark) {
                self.remarks.push(remark);
            }
        }
        self
    }
}

/// The rules a text can mean; `year` completes dates without one.
pub fn parse(text: &str, year: Option<i16>) -> Vec<Rule> {
    read(text, year).rules
}

/// Reads a rule text. A document says the same rule many times over: what was read before is remembered.
pub fn read(text: &str, year: Option<i16>) -> Reading {
    if text.len() > crate::LONGEST {
        return Reading::unclear("il testo è troppo lungo");
    }
    memory::remembered(text, year, || read_anew(text, year))
}

fn read_anew(text: &str, year: Option<i16>) -> Reading {
    let text = &*plain::plain(text);
    let lexemes = lexemes(text);
    if let Some(reading) = per_period::read(&lexemes, year).or_else(|| proportion::read(&lexemes)) {
        return reading;
    }
    let by_signs = clauses(&lexemes);
    let first = of_clauses(text, by_signs, year);
    if let Some(reading) = first.as_ref().filter(|reading| !reading.rules.is_empty()) {
        return reading.clone();
    }
    let in_prose = segments::segments(&lexemes).and_then(|found| of_clauses(text, found, year));
    let understood = in_prose.as_ref().filter(|reading| !reading.rules.is_empty()).cloned();
    understood.or(first).or(in_prose).unwrap_or_else(|| without_scores(text, &lexemes))
}

/// What clauses mean together; none when there are none.
fn of_clauses(text: &str, found: Clauses<'_>, year: Option<i16>) -> Option<Reading> {
    if found.list.is_empty() {
        return None;
    }
    if let Err(why) = guards::accounts_for_all(text, &found) {
        return Some(Reading::unclear(why));
    }
    let as_written = scored(text, &found, year).with(signs(&found.list));
    if found.list.iter().any(|clause| is_dashed(clause.score)) {
        return Some(as_written.or(scored(text, &less(found), year)));
    }
    Some(as_written)
}

fn is_dashed(score: Score) -> bool {
    matches!(score, Score::Points(points) if points.dashed && !points.value.is_zero())
}

/// The clauses with a dash before a score for a minus: `-10%` leaves ninety.
fn less(mut found: Clauses<'_>) -> Clauses<'_> {
    for clause in &mut found.list {
        if let Score::Points(points) = &mut clause.score
            && points.dashed
        {
            points.value = Decimal::ONE_HUNDRED - points.value;
            points.reduced = true;
        }
    }
    found
}

/// A text without scores: a norm, or no rule.
fn without_scores(text: &str, lexemes: &[Lexeme]) -> Reading {
    let says = |stem: &str| lexemes.iter().any(|one| one.word().is_some_and(|word| word.starts_with(stem)));
    let phrase = |list: &[&str]| {
        lexemes.windows(list.len()).any(|some| some.iter().zip(list).all(|(one, word)| one.is_any(word)))
    };
    let cites = phrase(&["secondo", "le", "disposizioni"])
        || phrase(&["ai", "sensi"])
        || (says("secondo") && phrase(&["di", "cui"]))
        || phrase(&["come", "previsto", "da dal dalla dall"]);
    if cites {
        return Reading::of(Rule::Norm(text.to_owned()));
    }
    Reading { rules: Vec::new(), remarks: vec![Remark::NoRule] }
}

/// What the signs of scores should have been.
fn signs(clauses: &[Clause<'_>]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for clause in clauses {
        if let Score::Points(score) = clause.score {
            if score.sign == Sign::None {
                remarks.push(Remark::NoPercentSign);
            }
            if score.dashed {
                remarks.push(Remark::StrayDash);
            }
        }
    }
    remarks
}

/// A condition read, with its score.
#[derive(Clone)]
struct Scored<'t> {
    condition: Condition,
    score: Score,
    /// As written.
    text: &'t str,
    /// As written, without a heading.
    outcome: &'t str,
}

impl Scored<'_> {
    fn has(&self, wanted: fn(&Atom) -> bool) -> bool {
        self.condition.atoms.iter().any(wanted)
    }

    fn speaks_of_time(&self) -> bool {
        self.has(|atom| {
            atom.is_day()
                || matches!(atom, Atom::OnTime | Atom::Violated | Atom::Late | Atom::Early | Atom::Stated)
        })
    }

    fn points(&self) -> Option<Decimal> {
        self.score.points()
    }

    fn is_reduced(&self) -> bool {
        matches!(self.score, Score::Points(score) if score.reduced)
    }
}

fn scored(text: &str, found: &Clauses<'_>, year: Option<i16>) -> Reading {
    let read = |clause: &Clause<'_>| Scored {
        condition: condition(clause.condition),
        score: clause.score,
        text: written(text, clause.condition),
        outcome: written(text, without_if(after_heading(clause.condition))),
    };
    let mut scored: Vec<Scored<'_>> = found.list.iter().map(read).collect();
    let months = time::complete_months(&mut scored);
    if months.is_err() || scored.iter().any(|one| one.condition.unclear) {
        return Reading::unclear("una fascia ha un numero che non si spiega");
    }
    let rest = |one: &Scored<'_>| one.has(|atom| *atom == Atom::Otherwise);
    if scored.iter().any(|one| rest(one) && (one.has(Atom::is_amount) || one.has(Atom::is_day))) {
        return Reading::unclear("una fascia vale per una parte e per tutto il resto");
    }
    if scored.iter().any(|one| one.text.is_empty()) {
        return Reading::unclear("un punteggio sta senza la sua condizione");
    }
    let misspelt = scored.iter().any(|one| one.condition.misspelt).then_some(Remark::Misspelt);
    // What stands around the clauses can say that they are about delays: *(giorni di ritardo)*.
    let around = [condition(found.heading), condition(found.rest)];
    let of_delay = |atom: &Atom| matches!(atom, Atom::Late | Atom::OnTime | Atom::Violated);
    let late = around.iter().any(|around| around.atoms.iter().any(of_delay));
    let reading = if scored.iter().any(|one| one.score == Score::Proportional) {
        proportional(&scored)
    } else if !late && shares_on_time(&scored) {
        values::read(&scored)
    } else if late || scored.iter().any(Scored::speaks_of_time) {
        time::read(&scored, &heading(&scored, &around), year)
    } else if values::say_nothing_of_what(&scored) {
        unnamed::read(&scored, &heading(&scored, &around), year)
    } else if scored.iter().any(|one| one.has(Atom::is_amount)) {
        values::read(&scored)
    } else {
        outcomes::read(&scored)
    };
    reading.with(misspelt)
}

/// *Tutte nei termini = 100%; almeno il 90% nei termini = 80%*: shares of what was on time, and no delay.
fn shares_on_time(scored: &[Scored<'_>]) -> bool {
    let share = |atom: &Atom| matches!(atom, Atom::Amount { unit: amount::Unit::Percent, .. });
    let only = |one: &Scored<'_>| {
        let joined = one.has(|atom| *atom == Atom::OnTime) && one.has(|atom| *atom == Atom::Joint);
        let late = one.has(|atom| {
            atom.is_day() || matches!(atom, Atom::Violated | Atom::Late | Atom::Early | Atom::Stated)
        });
        !joined && !late
    };
    scored.iter().any(|one| one.has(share)) && scored.iter().all(only)
}

fn written<'t>(text: &'t str, lexemes: &[Lexeme]) -> &'t str {
    match (lexemes.first(), lexemes.last()) {
        (Some(first), Some(last)) => text.get(first.start..last.end).unwrap_or_default(),
        _ => "",
    }
}

/// What stands after a colon: *Giudizio del Nucleo: ottimo*.
fn after_heading(lexemes: &[Lexeme]) -> &[Lexeme] {
    let colon = lexemes.iter().rposition(|one| one.kind == Kind::Equals).filter(|at| at + 1 < lexemes.len());
    colon.map_or(lexemes, |at| &lexemes[at + 1..])
}

/// What a heading says of all clauses, and what a clause says for all.
fn heading(scored: &[Scored<'_>], around: &[Condition]) -> time::Heading {
    let mut days = around.iter().flat_map(|one| &one.atoms).filter_map(|atom| match atom {
        Atom::By(day) | Atom::Of(day) => Some(*day),
        _ => None,
    });
    let term = days.next().filter(|_| days.next().is_none());
    time::Heading { unit: counted_in(scored), term }
}

/// *100% se conclusa*: the outcome is *conclusa*.
fn without_if(lexemes: &[Lexeme]) -> &[Lexeme] {
    match lexemes.split_first() {
        Some((first, rest)) if first.is_any("se qualora") && !rest.is_empty() => rest,
        _ => lexemes,
    }
}

/// The unit that a clause names beside its numbers: *Ritardo (gg. lavorativi): da 1 a 5*.
fn counted_in(scored: &[Scored<'_>]) -> Option<Span> {
    scored.iter().flat_map(|one| &one.condition.atoms).find_map(|atom| match atom {
        Atom::In(span) => Some(*span),
        _ => None,
    })
}

/// *Livello atteso = 100%, numero inferiore = graduazione proporzionale*.
fn proportional(scored: &[Scored<'_>]) -> Reading {
    let full = |one: &Scored<'_>| one.points() == Some(Decimal::ONE_HUNDRED);
    let in_proportion = scored.iter().filter(|one| one.score == Score::Proportional).count();
    let whole = scored.iter().all(|one| one.score == Score::Proportional || full(one));
    let numbers = scored.iter().any(|one| one.has(Atom::is_amount));
    if whole && in_proportion == 1 && !numbers && !scored.iter().any(Scored::speaks_of_time) {
        return Reading::of(proportion::plain());
    }
    Reading::unclear("una parte del punteggio è in proporzione e una a fasce")
}
