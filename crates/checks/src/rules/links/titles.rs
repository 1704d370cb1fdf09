//! One node, written in several ways beside its code.

use std::collections::BTreeMap;

use domain::Place;
use domain::text::folded;

use super::tree::code;
use super::{looked, term};
use crate::context::{Context, place, text};
use crate::report::Report;
use crate::words::{likeness, short, word_set};

/// More spellings of one node are no slips.
const MOST: usize = 16;

/// A spelling of a link, how often it comes, and where first.
type Spelling<'a> = (&'a str, usize, Option<Place>);

/// `LINK-014`: the title beside a code in other words, signs or capitals than elsewhere; one finding for
/// each spelling.
pub fn titles_of_one_code(context: &Context<'_>, report: &mut Report) {
    let mut nodes: BTreeMap<(String, String), Vec<Spelling<'_>>> = BTreeMap::new();
    for looked in looked(context) {
        for link in &looked.objective.links {
            let printed = text(link.text.as_ref());
            let Some(code) = code(printed).filter(|code| !code.rest.is_empty()) else { continue };
            let spellings =
                nodes.entry((text(link.level.as_ref()).to_owned(), code.printed.to_owned())).or_default();
            let full = spellings.len() >= MOST;
            match spellings.iter_mut().find(|(known, ..)| *known == printed) {
                Some((_, count, _)) => *count += 1,
                None if full => {}
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
            report.plan("LINK-014", *at, message);
        }
    }
}

/// Fewer links have no habit.
const LEAST: usize = 6;

/// `LINK-015`: the number of a node within its level left out, or a space after it, where nearly all
/// links have it otherwise; one finding for each spelling.
pub fn shapes(context: &Context<'_>, report: &mut Report) {
    let mut levels: BTreeMap<&str, BTreeMap<String, Vec<Printed<'_>>>> = BTreeMap::new();
    for looked in looked(context) {
        for link in &looked.objective.links {
            let Some(code) = code(text(link.text.as_ref())).filter(|code| !code.rest.is_empty()) else {
                continue;
            };
            let at = place(link.text.as_ref()).or(link.place);
            let shapes = levels.entry(text(link.level.as_ref())).or_default();
            shapes.entry(shape(code.rest)).or_default().push((text(link.text.as_ref()), at));
        }
    }
    for (level, shapes) in levels {
        let all: usize = shapes.values().map(Vec::len).sum();
        let Some((usual, count)) =
            shapes.iter().map(|(shape, all)| (shape, all.len())).max_by_key(|(_, n)| *n)
        else {
            continue;
        };
        let Some((example, _)) = shapes.get(usual).and_then(|all| all.first()) else { continue };
        if usual.is_empty() || all < LEAST || count * 10 < all * 8 {
            continue;
        }
        for links in shapes.iter().filter(|(shape, _)| *shape != usual).map(|(_, links)| links) {
            let mut told: Vec<&str> = Vec::new();
            for (printed, at) in links {
                if !told.contains(printed) && told.len() < LEAST {
                    told.push(printed);
                    let told_now = *printed;
                    let (printed, example) = (short(printed, 50), short(example, 50));
                    let message = format!(
                        "{} «{printed}»: gli altri sono scritti come «{example}»",
                        term(context, level)
                    );
                    let again =
                        links.iter().filter(|(other, _)| *other == told_now).filter_map(|(_, at)| *at);
                    report.plan("LINK-015", *at, message).also_at(again);
                }
            }
        }
    }
}

/// A link as printed, and where.
type Printed<'a> = (&'a str, Option<Place>);

/// What stands before the first letter: digits as one, other signs as they are.
fn shape(rest: &str) -> String {
    let before: String = rest.chars().take_while(|c| !c.is_alphabetic()).collect();
    let mut shape = String::new();
    for c in before.chars() {
        let c = if c.is_ascii_digit() { '9' } else { c };
        if c != '9' || !shape.ends_with('9') {
            shape.push(c);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_ends_before_the_first_letter() {
        assert_eq!(shape("80_ Opere"), "9_ ");
        assert_eq!(shape("29_Opere"), "9_");
        assert_eq!(shape("Opere"), "");
    }
}
