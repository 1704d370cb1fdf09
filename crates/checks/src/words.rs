//! Small things said in messages, and texts compared.

use std::collections::{HashMap, HashSet};

use domain::text::folded;
pub use domain::text::{short, squeezed};

/// `a, b e c`.
pub fn listed<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} e {}", first.join(", "), last.as_ref())
        }
    }
}

/// The folded words of a text.
pub fn word_set(text: &str) -> HashSet<String> {
    folded(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Words that join others and tell nothing.
pub const JOINING: &[&str] = &[
    "agli", "alla", "alle", "allo", "come", "con", "dagli", "dai", "dal", "dalla", "dalle", "degli", "dei",
    "del", "della", "delle", "dello", "gli", "nei", "negli", "nel", "nella", "nelle", "non", "per", "sugli",
    "sui", "sul", "sulla", "sulle", "tra", "una", "uno",
];

/// The folded words of a text that tell something.
pub fn telling_words(text: &str) -> HashSet<String> {
    let mut words = word_set(text);
    words.retain(|word| word.len() > 2 && !JOINING.contains(&word.as_str()));
    words
}

/// How much of the words of two texts is common to both, in thousandths (Jaccard).
pub fn likeness(a: &HashSet<String>, b: &HashSet<String>) -> usize {
    let common = a.intersection(b).count();
    let all = a.len() + b.len() - common;
    (common * 1000).checked_div(all).unwrap_or(0)
}

/// The words of texts as numbers, so that many texts can be compared.
#[derive(Default)]
pub struct Numbered<'t>(HashMap<&'t str, u32>);

impl<'t> Numbered<'t> {
    /// The words of a folded text, each once, in the order of their numbers.
    pub fn words(&mut self, folded_text: &'t str) -> Vec<u32> {
        let mut words: Vec<u32> = Vec::new();
        for word in folded_text.split(' ').filter(|word| !word.is_empty()) {
            let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
            words.push(*self.0.entry(word).or_insert(next));
        }
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// [`likeness`] of two texts whose words have numbers.
pub fn likeness_of_numbered(a: &[u32], b: &[u32]) -> usize {
    let (mut a_rest, mut b_rest, mut common) = (a, b, 0);
    while let ([x, a_next @ ..], [y, b_next @ ..]) = (a_rest, b_rest) {
        if x <= y {
            a_rest = a_next;
        }
        if y <= x {
            b_rest = b_next;
        }
        common += usize::from(x == y);
    }
    (common * 1000).checked_div(a.len() + b.len() - common).unwrap_or(0)
}

/// Whether a folded text holds all the words of one of the phrases, one after the other.
pub fn says(folded_text: &str, phrases: &[&str]) -> bool {
    let bytes = folded_text.as_bytes();
    let whole = |at: usize, end: usize| {
        (at == 0 || bytes.get(at - 1) == Some(&b' ')) && bytes.get(end).is_none_or(|next| *next == b' ')
    };
    phrases.iter().any(|phrase| folded_text.match_indices(phrase).any(|(at, _)| whole(at, at + phrase.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_a_word() {
        assert_eq!(short("Uno sportello per tutti", 15), "Uno sportello…");
        assert_eq!(short("Breve", 15), "Breve");
    }

    #[test]
    fn lists_are_read_aloud() {
        assert_eq!(listed(&["a", "b", "c"]), "a, b e c");
        assert_eq!(listed::<&str>(&[]), "");
    }

    #[test]
    fn likeness_is_the_share_of_common_words() {
        let set = |text| word_set(text);
        assert_eq!(likeness(&set("Rete del gas"), &set("rete del GAS!")), 1000);
        assert_eq!(likeness(&set("rete gas"), &set("rete acqua")), 333);
    }

    #[test]
    fn numbered_words_are_as_alike_as_words() {
        let mut numbered = Numbered::default();
        let (one, other) = (numbered.words("rete del gas"), numbered.words("gas e rete e gas"));
        assert_eq!(likeness_of_numbered(&one, &other), 500);
        assert_eq!(likeness_of_numbered(&[], &[]), 0);
    }

    #[test]
    fn phrases_are_whole_words() {
        assert!(says("entro i tempi di pagamento", &["tempi di pagamento"]));
        assert!(!says("contempi di pagamento", &["tempi di pagamento"]));
    }
}
