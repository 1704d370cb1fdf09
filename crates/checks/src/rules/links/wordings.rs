//! Nodes that links name by words alone.

use std::collections::{BTreeMap, HashMap};

use domain::Place;
use domain::plan::Link;
use domain::text::folded;

use super::tree::code;
use super::{BUDGET, term};
use crate::context::{Context, text};
use crate::report::Report;
use crate::spelling::{distance, inflected};
use crate::words::short;

/// With fewer words two texts may well be two nodes.
const FEWEST: usize = 4;
/// A longer text is no title of a node.
const LONGEST: usize = 60;

/// A wording of a node, with the places where it stands.
struct Wording<'a> {
    printed: &'a str,
    words: Vec<String>,
    places: Vec<Place>,
}

/// `LINK-013`: the same node in two wordings, one word of which is spelled otherwise.
pub fn one_word_apart(context: &Context<'_>, report: &mut Report) {
    let mut levels: BTreeMap<&str, Vec<&Link>> = BTreeMap::new();
    for link in context.objectives.iter().flat_map(|seen| &seen.objective.links) {
        let level = text(link.level.as_ref());
        if !BUDGET.contains(&level) && code(text(link.text.as_ref())).is_none() {
            levels.entry(level).or_default().push(link);
        }
    }
    for (level, links) in levels {
        let wordings = wordings(&links);
        for (one, other) in pairs(&wordings) {
            let message = format!(
                "{}: «{}» altrove è «{}»",
                term(context, level),
                short(one.printed, 120),
                short(other.printed, 120)
            );
            let places = one.places.iter().chain(other.places.first()).copied();
            report.plan("LINK-013", one.places.first().copied(), message).also_at(places);
        }
    }
}

fn wordings<'a>(links: &[&'a Link]) -> Vec<Wording<'a>> {
    let mut all: Vec<Wording<'a>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for link in links {
        let printed = text(link.text.as_ref());
        let key = folded(printed);
        let at = *known.entry(key.clone()).or_insert(all.len());
        if at == all.len() {
            all.push(Wording {
                printed,
                words: key.split(' ').map(str::to_owned).collect(),
                places: Vec::new(),
            });
        }
        let place = link.text.as_ref().and_then(|text| text.place).or(link.place);
        if let Some(wording) = all.get_mut(at) {
            wording.places.extend(place);
        }
    }
    all.retain(|wording| (FEWEST..=LONGEST).contains(&wording.words.len()));
    all
}

/// Wordings that begin with the same two words and are the same but for one word; one may go on where the other
/// ends.
fn pairs<'a, 'w>(wordings: &'w [Wording<'a>]) -> Vec<(&'w Wording<'a>, &'w Wording<'a>)> {
    const MOST: usize = 30;
    let mut buckets: HashMap<&[String], Vec<&Wording<'a>>> = HashMap::new();
    let mut pairs = Vec::new();
    for wording in wordings {
        let bucket = buckets.entry(wording.words.get(..2).unwrap_or_default()).or_default();
        pairs.extend(
            bucket
                .iter()
                .filter(|known| one_slip(&known.words, &wording.words))
                .map(|known| (*known, wording)),
        );
        if bucket.len() < MOST {
            bucket.push(wording);
        }
    }
    pairs
}

/// Whether two wordings, as far as both go, differ by one word, and that word is nearly the same.
fn one_slip(a: &[String], b: &[String]) -> bool {
    let mut differ = a.iter().zip(b).filter(|(a, b)| a != b);
    matches!((differ.next(), differ.next()), (Some((a, b)), None) if slip(a, b))
}

/// Whether a word is nearly another: a letter or two of a long one, that are no ending.
fn slip(a: &str, b: &str) -> bool {
    let most = if a.chars().count().min(b.chars().count()) >= 7 { 2 } else { 1 };
    let long = a.chars().all(char::is_alphabetic) && a.chars().count() >= 5;
    long && !inflected(a, b) && distance(a, b, most).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_a_letter_or_two() {
        assert!(slip("semplificazione", "semplficazione"));
        assert!(slip("trinomio", "trionio"));
        assert!(!slip("barriera", "barriere"));
        assert!(!slip("mare", "monte"));
    }
}
