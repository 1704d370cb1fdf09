//! Rules that turn a result into a score, in prose: `Nessun ritardo = 100%; ritardo fino a 30 gg = 70%`.
//!
//! A text is parted into clauses (a condition and its score), each condition into its telling
//! phrases, and these are put together to a rule. What does not fit together is no rule: an honest
//! *unclear* is better than a wrong score. What a reader should know of a rule beside it (days that two
//! bands name, a date that does not exist) is told as [`Remark`]s.

mod bands;
mod clause;
mod condition;
mod lex;
mod per_period;
mod render;
mod time;

use domain::Rule;
use domain::rule::{Band, Outcome};
use domain::text::normal;
use jiff::civil::Date;
use rust_decimal::Decimal;

use clause::{Clause, Clauses, Score, clauses};
use condition::{Atom, Condition, condition};
use lex::{Kind, lexemes};

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
    /// A later result scores more than an earlier one.
    Rising,
    /// A score without a per cent sign.
    NoPercentSign,
    /// A dash before a score, which is no minus.
    StrayDash,
    /// A word that was read as *fino*.
    Misspelt,
}

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

/// Reads a rule text.
pub fn read(text: &str, year: Option<i16>) -> Reading {
    let text = &*normal(text);
    let lexemes = lexemes(text);
    if let Some(reading) = per_period::read(&lexemes, year) {
        return reading;
    }
    let found = clauses(&lexemes);
    if found.clauses.is_empty() {
        return without_scores(text, &lexemes);
    }
    if found.rest.iter().any(|one| matches!(one.kind, Kind::Number { in_words: false, .. } | Kind::Day(_))) {
        return Reading::unclear("dopo l'ultimo punteggio c'è un numero che nessuna fascia spiega");
    }
    scored(text, &found, year).with(signs(&found.clauses))
}

/// A text without scores: a proportion, a norm, or no rule.
fn without_scores(text: &str, lexemes: &[lex::Lexeme]) -> Reading {
    let says = |stem: &str| lexemes.iter().any(|one| one.word().is_some_and(|word| word.starts_with(stem)));
    let phrase = |list: &[&str]| {
        lexemes.windows(list.len()).any(|some| some.iter().zip(list).all(|(one, word)| one.is_any(word)))
    };
    if says("proporzional") && !lexemes.iter().any(|one| one.kind == Kind::Percent) {
        return Reading::of(Rule::Proportional);
    }
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
        if let Score::Points { signed, dashed, .. } = clause.score {
            if !signed {
                remarks.push(Remark::NoPercentSign);
            }
            if dashed {
                remarks.push(Remark::StrayDash);
            }
        }
    }
    remarks
}

/// A condition read, with its score.
struct Scored<'t> {
    condition: Condition,
    score: Score,
    /// As written.
    text: &'t str,
}

impl Scored<'_> {
    fn has(&self, wanted: fn(&Atom) -> bool) -> bool {
        self.condition.atoms.iter().any(wanted)
    }

    fn speaks_of_time(&self) -> bool {
        self.has(|atom| {
            matches!(
                atom,
                Atom::OnTime
                    | Atom::By(_)
                    | Atom::Of(_)
                    | Atom::After(_)
                    | Atom::Between(..)
                    | Atom::Late
                    | Atom::Stated
            )
        })
    }
}

fn scored(text: &str, found: &Clauses<'_>, year: Option<i16>) -> Reading {
    let read = |clause: &Clause<'_>| Scored {
        condition: condition(clause.condition),
        score: clause.score,
        text: match (clause.condition.first(), clause.condition.last()) {
            (Some(first), Some(last)) => text.get(first.start..last.end).unwrap_or_default(),
            _ => "",
        },
    };
    let scored: Vec<Scored<'_>> = found.clauses.iter().map(read).collect();
    if scored.iter().any(|one| one.condition.unclear) {
        return Reading::unclear("una fascia ha un numero che non si spiega");
    }
    if scored.iter().any(|one| one.text.is_empty()) {
        return Reading::unclear("un punteggio sta senza la sua condizione");
    }
    let misspelt = scored.iter().any(|one| one.condition.misspelt).then_some(Remark::Misspelt);
    let reading = if scored.iter().any(|one| one.score == Score::Proportional) {
        proportional(&scored)
    } else if scored.iter().any(Scored::speaks_of_time) {
        time::read(&scored, year)
    } else if scored.iter().any(|one| one.has(|atom| matches!(atom, Atom::Amount { .. }))) {
        bands::values(&scored)
    } else {
        outcomes(&scored)
    };
    reading.with(misspelt)
}

/// *Livello atteso = 100%, numero inferiore = graduazione proporzionale*.
fn proportional(scored: &[Scored<'_>]) -> Reading {
    let full = |one: &Scored<'_>| matches!(one.score, Score::Points { points, .. } if points == Decimal::ONE_HUNDRED);
    let in_proportion = scored.iter().filter(|one| one.score == Score::Proportional).count();
    let plain = scored.iter().all(|one| one.score == Score::Proportional || full(one));
    let numbers = scored.iter().any(|one| one.has(|atom| matches!(atom, Atom::Amount { .. })));
    if plain && in_proportion == 1 && !numbers && !scored.iter().any(Scored::speaks_of_time) {
        return Reading::of(Rule::Proportional);
    }
    Reading::unclear("una parte del punteggio è in proporzione e una a fasce")
}

/// *Presentata = 100%, non presentata = zero*.
fn outcomes(scored: &[Scored<'_>]) -> Reading {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for one in scored {
        let Some(points) = one.points() else { return Reading::unclear("un punteggio non è un numero") };
        outcomes.push(Outcome { text: one.text.to_owned(), score: points });
    }
    if outcomes.len() < 2 {
        return Reading::unclear("c'è un solo esito: non si sa che cosa vale il contrario");
    }
    let full = outcomes.iter().any(|outcome| outcome.score == Decimal::ONE_HUNDRED);
    Reading::of(Rule::Outcomes(outcomes)).with((!full).then_some(Remark::NoFullScore))
}

impl Scored<'_> {
    fn points(&self) -> Option<Decimal> {
        match self.score {
            Score::Points { points, .. } => Some(points),
            Score::Proportional => None,
        }
    }
}

/// The date of a written day; the first of the two dates that a day which does not exist may mean.
fn dates_of(written: crate::date::Written, year: Option<i16>) -> (Vec<Date>, bool) {
    if let Some(date) = written.date(year) {
        return (vec![date], true);
    }
    let Some(year) = written.year.or(year) else { return (Vec::new(), true) };
    let Some(first) = i8::try_from(written.month).ok().and_then(|month| Date::new(year, month, 1).ok())
    else {
        return (Vec::new(), false);
    };
    let last = first.last_of_month();
    let after = last.tomorrow().ok();
    (std::iter::once(last).chain(after).collect(), false)
}

/// Bands that hold a single full score need no more than one.
fn is_full(band: &Band) -> bool {
    band.score == Decimal::ONE_HUNDRED
}
