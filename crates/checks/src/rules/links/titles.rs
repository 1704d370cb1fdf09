//! One node, written in several ways beside its code.

use std::collections::BTreeMap;

use domain::Place;
use domain::text::folded;

use super::tree::code;
use super::{looked, term};
use crate::context::{Context, place, text};
use crate::report::Report;
use crate::words::{likeness, short, word_set};

/// A spelling of a link, how often it comes, and where first.
type Spelling<'a> = (&'a str, usize, Option<Place>);

/// `LINK-921`: the title beside a code in other words, signs or capitals than elsewhere; one finding for
/// each spelling.
pub fn titles_of_one_code(context: &Context<'_>, report: &mut Report) {
    let mut nodes: BTreeMap<(String, String), Vec<Spelling<'_>>> = BTreeMap::new();
    for looked in looked(context) {
        for link in &looked.objective.links {
            let printed = text(link.text.as_ref());
            let Some(code) = code(printed).filter(|code| !code.rest.is_empty()) else { continue };
            let spellings = nodes.entry((text(link.level.as_ref()).to_owned(), code.printed.to_owned())).or_default();
            match spellings.iter_mut().find(|(known, ..)| *known == printed) {
                Some((_, count, _)) => *count += 1,
                None => spellings.push((printed, 1, place(link.text.as_ref()).or(link.place))),
            }
        }
    }
    for ((level, _), mut spellings) in nodes {
        spellings.sort_by_key(|(_, count, at)| (std::cmp::Reverse(*count), *at));
        let Some((usual, ..)) = spellings.first().copied() else { continue };
        for (other, _, at) in spellings.iter().skip(1) {
            // What breaks off, and what is the title of another node, is told as such.
            let (one, two) = (folded(usual), folded(other));
            let cut = one.len() != two.len() && (one.starts_with(&two) || two.starts_with(&one));
            if cut || likeness(&word_set(usual), &word_set(other)) < 400 {
                continue;
            }
            let message =
                format!("{} «{}» altrove è «{}»", term(context, &level), short(other, 70), short(usual, 70));
            report.plan("LINK-921", *at, message);
        }
    }
}
