//! Expected values (*valore atteso*, *target*, *tempi*) as people write them.
//!
//! A text is split into sentences, and each is walked once from left to right for what it claims: an
//! amount, a time, a change, something that must not happen. What all sentences claim together is the
//! target. The grammar is partial on purpose:
//!
//! - Words around a claim may be anything (*Approvazione del progetto entro giugno* is a deadline).
//! - But a word that announces a claim (*entro*, *almeno*) and is not understood, or a day that does
//!   not exist, takes the reading away from the whole text: half a target is no target.
//! - A number or date without an operator counts only where it can be nothing else, so that dates of
//!   reference (*precedenti al 30/06/2022*), laws and numbers of acts are passed over.
//! - Alternatives (*entro giugno o entro luglio*) are separate readings.

mod amount;
mod bare;
mod clause;
mod comparison;
mod evidence;
mod measure;
mod operator;
mod phrase;
mod point;
mod range;
mod render;
mod sentence;
mod single;
mod span;
mod stretch;
mod time;

use domain::target::{Deadline, Target};

pub use render::render;

/// Longest text that is read as a target, in bytes; a longer one is prose with numbers in it.
const LONGEST: usize = 1_000;

/// Most things a target can ask at once; a text with more is a rule or a report.
const MOST_CLAIMS: usize = 6;

/// The text announces something that is not understood, so nothing of it is.
#[derive(Clone, Copy, Debug)]
struct Refused;

/// What a grammar found at a place, with the place after it; or nothing; or a refusal.
type Step<'t, T> = Result<Option<(T, crate::scan::Cursor<'t>)>, Refused>;

/// One thing a text claims.
#[derive(Clone, Debug, PartialEq)]
enum Claim {
    /// Points in time by which it must be done.
    Times(Vec<Deadline>),
    /// Anything else.
    Other(Target),
}

/// A claim, and whether the word before it was *o*.
#[derive(Clone, Debug)]
struct Claimed {
    claim: Claim,
    alternative: bool,
}

impl Claimed {
    /// A bare year: in a remark it says what the thing is of (*relazione (anno 2024)*).
    fn is_year(&self) -> bool {
        match &self.claim {
            Claim::Times(times) => matches!(times.as_slice(), [Deadline::Year(_), ..]),
            Claim::Other(target) => matches!(target, Target::Period { from: Some(Deadline::Year(_)), .. }),
        }
    }
}

/// Whether a text has words with which a condition can begin: a text without is never read as a condition.
pub fn may_state_condition(text: &str) -> bool {
    clause::may_state_condition(&domain::text::folded(text))
}

/// The targets a text can mean.
pub fn parse(text: &str) -> Vec<Target> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let single = single::parse(text);
    if !single.is_empty() {
        return single;
    }
    match sentence::claims_of_text(text) {
        Ok(claims) if claims.is_empty() => evidence::ratio(text).or_else(|| evidence::evidence(text)),
        Ok(claims) => return combine(claims),
        Err(Refused) => None,
    }
    .into_iter()
    .collect()
}

/// The readings of a list of claims: all of them together, once for each choice between alternatives.
fn combine(claims: Vec<Claimed>) -> Vec<Target> {
    const MOST_READINGS: usize = 4;
    let mut readings: Vec<Vec<Claim>> = vec![Vec::new()];
    for Claimed { claim, alternative } in claims {
        if !alternative {
            for reading in &mut readings {
                reading.push(claim.clone());
            }
            continue;
        }
        let others: Vec<Vec<Claim>> = readings
            .iter()
            .map(|reading| {
                let mut other = reading.clone();
                other.pop();
                other.push(claim.clone());
                other
            })
            .collect();
        readings.extend(others);
        if readings.len() > MOST_READINGS {
            return Vec::new();
        }
    }
    let mut targets: Vec<Target> = Vec::new();
    for target in readings.into_iter().filter_map(together) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets
}

/// One target out of all its claims; the times are one member, where the first of them stood.
fn together(claims: Vec<Claim>) -> Option<Target> {
    let mut members: Vec<Claim> = Vec::new();
    for claim in claims {
        let times_before = members.iter_mut().find_map(|member| match member {
            Claim::Times(times) => Some(times),
            Claim::Other(_) => None,
        });
        if let (Claim::Times(times), Some(known)) = (&claim, times_before) {
            for time in times {
                if !known.contains(time) {
                    known.push(time.clone());
                }
            }
        } else if !members.contains(&claim) {
            members.push(claim);
        }
    }
    if members.len() > MOST_CLAIMS || is_staged(&members) {
        return None;
    }
    let mut targets: Vec<Target> = members.into_iter().map(target).collect();
    if targets.len() > 1 { Some(Target::All(targets)) } else { targets.pop() }
}

/// Whether several amounts have several times: which goes with which is lost (*50% entro giugno, 100%
/// entro dicembre*).
fn is_staged(members: &[Claim]) -> bool {
    let times = members.iter().any(|member| matches!(member, Claim::Times(times) if times.len() > 1));
    let amounts = members.iter().filter(|member| matches!(member, Claim::Other(Target::Amount { .. })));
    times && amounts.count() > 1
}

fn target(claim: Claim) -> Target {
    match claim {
        Claim::Other(target) => target,
        Claim::Times(mut times) => match (times.len(), times.pop()) {
            (1, Some(only)) => Target::Deadline(only),
            (_, last) => {
                times.extend(last);
                Target::Deadlines(times)
            }
        },
    }
}
