//! Which thing of one list is which of another: by code, then by title, then by likeness.
//!
//! Written for two versions of a plan, and knows nothing of plans: objectives, phases and indicators are
//! matched by the same steps, from the certain to the likely.

use std::collections::{HashMap, HashSet};

use domain::text::{folded, squeezed};

/// Two titles under one code are of one thing when they share so much, per cent.
const LIKE_WITH_CODE: usize = 30;
/// Two titles are of one thing when they share so much, per cent.
const LIKE: usize = 60;
/// A word that stands in more titles than this tells none of them apart.
const COMMON_WORD: usize = 64;

/// What a thing is known by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    within: String,
    code: String,
    title: String,
    words: HashSet<String>,
}

impl Known {
    /// A thing that stands within something else (an objective in its unit), with its code and its title as printed.
    pub fn new(within: &str, code: &str, title: &str) -> Self {
        let folded_title = folded(title);
        let words =
            folded_title.split(' ').filter(|word| word.chars().count() > 2).map(str::to_owned).collect();
        Self {
            within: squeezed(&folded(within)),
            code: squeezed(code),
            title: squeezed(&folded_title),
            words,
        }
    }

    /// How much of the words of two titles is common, per cent.
    fn likeness(&self, other: &Self) -> usize {
        let common = self.words.intersection(&other.words).count();
        (common * 200).checked_div(self.words.len() + other.words.len()).unwrap_or(0)
    }
}

/// What became of the things of a list, by their positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// The same thing in the old list and in the new one, in the order of the old.
    pub pairs: Vec<(usize, usize)>,
    /// Only in the new list.
    pub added: Vec<usize>,
    /// Only in the old list.
    pub removed: Vec<usize>,
}

/// Matches the things of two lists.
pub fn matching(old: &[Known], new: &[Known]) -> Matching {
    let mut open =
        Open { old, new, pairs: Vec::new(), left: (0..old.len()).collect(), right: (0..new.len()).collect() };
    // Copies that are alike in everything are taken in their order.
    open.by(
        false,
        |known| Some((known.within.clone(), known.code.clone(), known.title.clone())),
        |_, _| true,
    );
    open.by(true, |known| title(known).map(|title| (known.within.clone(), title)), |_, _| true);
    open.by(true, |known| code(known).map(|code| (known.within.clone(), code)), alike);
    open.by(true, |known| code(known).filter(|code| code.contains(char::is_alphabetic)), alike);
    open.by(true, title, |_, _| true);
    open.by_likeness();
    open.pairs.sort_unstable();
    Matching { pairs: open.pairs, added: open.right, removed: open.left }
}

fn title(known: &Known) -> Option<String> {
    Some(known.title.clone()).filter(|title| !title.is_empty())
}

fn code(known: &Known) -> Option<String> {
    Some(known.code.clone()).filter(|code| !code.is_empty())
}

/// Whether two titles can be of what one code stands for: numbers are given again when something goes.
fn alike(a: &Known, b: &Known) -> bool {
    a.title.is_empty() || b.title.is_empty() || a.likeness(b) >= LIKE_WITH_CODE
}

struct Open<'k> {
    old: &'k [Known],
    new: &'k [Known],
    pairs: Vec<(usize, usize)>,
    left: Vec<usize>,
    right: Vec<usize>,
}

impl Open<'_> {
    /// Pairs what has the same key; with `once`, only where one thing of each list has it.
    fn by<K: std::hash::Hash + Eq>(
        &mut self,
        once: bool,
        key: impl Fn(&Known) -> Option<K>,
        fits: impl Fn(&Known, &Known) -> bool,
    ) {
        let groups = |all: &[Known], open: &[usize]| {
            let mut groups: HashMap<K, Vec<usize>> = HashMap::new();
            for at in open {
                if let Some(key) = all.get(*at).and_then(&key) {
                    groups.entry(key).or_default().push(*at);
                }
            }
            groups
        };
        let (left, right) = (groups(self.old, &self.left), groups(self.new, &self.right));
        let mut pairs = Vec::new();
        for (key, olds) in left {
            let Some(news) = right.get(&key) else { continue };
            if once && (olds.len() > 1 || news.len() > 1) {
                continue;
            }
            pairs.extend(olds.into_iter().zip(news.iter().copied()));
        }
        for (one, other) in pairs {
            let (old, new) = (self.old.get(one), self.new.get(other));
            if old.zip(new).is_some_and(|(old, new)| fits(old, new)) {
                self.pairs.push((one, other));
            }
        }
        self.close();
    }

    /// Pairs what is most alike, the likest first; what stands within the same thing before the rest.
    fn by_likeness(&mut self) {
        let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
        for at in &self.right {
            for word in self.new.get(*at).into_iter().flat_map(|known| &known.words) {
                holders.entry(word).or_default().push(*at);
            }
        }
        let mut likely: Vec<(bool, usize, usize, usize)> = Vec::new();
        for one in &self.left {
            let Some(old) = self.old.get(*one) else { continue };
            let holding = old.words.iter().filter_map(|word| holders.get(word.as_str()));
            let near: HashSet<usize> =
                holding.filter(|at| at.len() <= COMMON_WORD).flatten().copied().collect();
            for other in near {
                let Some(new) = self.new.get(other) else { continue };
                let likeness = old.likeness(new);
                if likeness >= LIKE {
                    likely.push((old.within != new.within, 100 - likeness, *one, other));
                }
            }
        }
        likely.sort_unstable();
        let (mut olds, mut news) = (HashSet::new(), HashSet::new());
        for (_, _, one, other) in likely {
            if !olds.contains(&one) && !news.contains(&other) {
                olds.insert(one);
                news.insert(other);
                self.pairs.push((one, other));
            }
        }
        self.close();
    }

    /// Takes what is paired out of what is open.
    fn close(&mut self) {
        let (olds, news): (HashSet<usize>, HashSet<usize>) = self.pairs.iter().copied().unzip();
        self.left.retain(|at| !olds.contains(at));
        self.right.retain(|at| !news.contains(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(all: &[(&str, &str, &str)]) -> Vec<Known> {
        all.iter().map(|(within, code, title)| Known::new(within, code, title)).collect()
    }

    fn matched(old: &[(&str, &str, &str)], new: &[(&str, &str, &str)]) -> Matching {
        matching(&known(old), &known(new))
    }

    #[test]
    fn what_is_renumbered_moved_or_reworded_is_still_itself() {
        let old = [
            ("Area A", "1", "Sportello unico per i cittadini"),
            ("Area A", "2", "Pagare le fatture in tempo"),
            ("Area A", "3", "Potare gli alberi dei viali"),
        ];
        let new = [
            ("Area A", "1", "Pagare le fatture in tempo"),
            ("Area B", "1", "Sportello unico per i cittadini"),
            ("Area A", "2", "Potare gli alberi dei viali comunali"),
        ];
        assert_eq!(matched(&old, &new).pairs, [(0, 1), (1, 0), (2, 2)]);
    }

    #[test]
    fn a_number_given_again_is_another_thing() {
        let found =
            matched(&[("A", "3", "Pulire i fossi")], &[("A", "3", "Corso di lingua per gli sportelli")]);
        assert_eq!((found.pairs.len(), found.added, found.removed), (0, vec![0], vec![0]));
    }

    #[test]
    fn copies_in_several_units_stay_in_their_unit() {
        let copy = |unit| (unit, "3", "Pubblicare per tempo");
        assert_eq!(matched(&[copy("A"), copy("B")], &[copy("B"), copy("A")]).pairs, [(0, 1), (1, 0)]);
    }
}
