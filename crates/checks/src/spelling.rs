//! How far apart two spellings are.

use std::collections::HashSet;

use domain::text::folded;

/// How many letters must be changed, put in or left out to make one word the other, when at most
/// `most`.
pub fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            left = (corner + usize::from(x != y)).min(above + 1).min(left + 1);
            corner = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().filter(|far| *far <= most)
}

/// Whether two words differ by the vowel they end with, as singular and plural do.
pub fn inflected(a: &str, b: &str) -> bool {
    let vowels = ['a', 'e', 'i', 'o', 'u'];
    let stem = |word: &str| word.trim_end_matches(vowels).to_owned();
    a.ends_with(vowels) && b.ends_with(vowels) && stem(a) == stem(b)
}

/// Whether two names have the same words, but for a slip in one of them at least. One may go on
/// where the other ends.
pub fn near_words(a: &str, b: &str) -> bool {
    near_in_words(&words(a), &words(b))
}

/// [`near_words`] of names taken apart.
pub fn near_in_words(a: &[String], b: &[String]) -> bool {
    let pairs = || a.iter().zip(b);
    let numbered = pairs().nth(1).is_some_and(|(a, b)| a == b && a.chars().count() == 1);
    (a.len() == b.len() || numbered) && pairs().all(slip) && pairs().any(|(a, b)| a != b)
}

/// Whether two names begin with the same kind of unit and the same number (`Settore 1`) and go on
/// with nearly the same words, or have the same words in another order.
pub fn same_number(a: &[String], b: &[String]) -> bool {
    let numbered = |words: &[String]| words.iter().any(|word| word.chars().all(|c| c.is_ascii_digit()));
    if a == b || !numbered(a) {
        return false;
    }
    let (one, other): (HashSet<&String>, HashSet<&String>) = (a.iter().collect(), b.iter().collect());
    let common = one.intersection(&other).count();
    let digits = |words: &HashSet<&String>| -> Vec<String> {
        let mut digits: Vec<String> = words
            .iter()
            .filter(|word| word.chars().all(|c| c.is_ascii_digit()))
            .map(|word| (*word).clone())
            .collect();
        digits.sort_unstable();
        digits
    };
    let least = one.len().min(other.len());
    least > 2 && digits(&one) == digits(&other) && common + 1 >= one.len().max(other.len())
}

/// Whether one name is the beginning of the other, but for slips in it.
pub fn near_start(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    a.len().min(b.len()) >= 2 && a.iter().zip(&b).all(slip)
}

/// The words of a name, folded.
pub fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn slip((a, b): (&String, &String)) -> bool {
    let most = usize::from(a.chars().count().max(b.chars().count()) >= 5);
    distance(a, b, most).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        assert_eq!(distance("risorse", "risorze", 2), Some(1));
        assert_eq!(distance("gherardini", "gerardin", 2), Some(2));
        assert_eq!(distance("mare", "monte", 2), None);
        assert_eq!(distance("", "a", 1), Some(1));
    }

    fn same_number(a: &str, b: &str) -> bool {
        super::same_number(&words(a), &words(b))
    }

    #[test]
    fn the_same_number_is_the_same_unit() {
        assert!(same_number("Settore 2 Scuole e Patrimonio", "Settore 2 Scuole Patrimonio"));
        assert!(same_number("Settore Finanze e Tributi 1", "Settore 1 Finanze e Tributi"));
        assert!(!same_number("Settore 1 Scuole e Patrimonio", "Settore 2 Scuole e Patrimonio"));
        assert!(!same_number("Settore 1 Scuole", "Settore 1 Finanze e Tributi"));
    }

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        assert!(near_words("Servizio Risorse", "SERVIZIO RISORZE"));
        assert!(!near_words("Servizio Risorse", "Servizio risorse"));
        assert!(!near_words("Settore 1", "Settore 2"));
    }
}
