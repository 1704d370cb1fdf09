//! What an opinion says: for, against, or nothing yet.

use domain::text::folded;
use method::ActInfo;

/// What an opinion says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// In favour, with remarks or without; also where nothing is said of it.
    Favourable,
    /// Against.
    Against,
    /// Asked for and not given: put off, suspended.
    NotGiven,
    /// Words that say neither.
    Unclear,
}

const AGAINST: &[&str] = &["sfavorevole", "contrario", "negativo"];
const FAVOURABLE: &[&str] = &["favorevole", "positivo", "conforme", "assenso", "nulla osta"];
const NOT_GIVEN: &[&str] = &["espresso", "reso", "rilasciato", "formulato", "dato"];
const PUT_OFF: &[&str] = &["rinvi", "sospes", "in attesa"];

/// What the opinion of an act says.
pub fn outcome(act: &ActInfo) -> Outcome {
    let said = act.outcome.as_deref().unwrap_or_default();
    let words = folded(said);
    let has = |word: &str| words.split(' ').any(|w| w == word) || word.contains(' ') && words.contains(word);
    let denied = |word: &str| words.contains(&format!("non {word}"));
    if words.is_empty() {
        // Who asks does not know it yet; a dash says nothing.
        return if said.contains('?') { Outcome::Unclear } else { Outcome::Favourable };
    }
    if NOT_GIVEN.iter().any(|word| denied(word)) || PUT_OFF.iter().any(|word| words.contains(word)) {
        return Outcome::NotGiven;
    }
    if AGAINST.iter().any(|word| has(word) && !denied(word)) || FAVOURABLE.iter().any(|word| denied(word)) {
        return Outcome::Against;
    }
    // «Non contrario» is in favour.
    if FAVOURABLE.iter().chain(AGAINST).any(|word| has(word)) {
        return Outcome::Favourable;
    }
    Outcome::Unclear
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Outcome {
        outcome(&ActInfo { outcome: Some(text.to_owned()), ..ActInfo::default() })
    }

    #[test]
    fn an_opinion_is_read_with_its_negations() {
        for text in ["", "Favorevole", "favorevole con osservazioni", "non sfavorevole", "NON contrario"] {
            assert_eq!(of(text), Outcome::Favourable, "{text}");
        }
        for text in ["sfavorevole", "non favorevole", "parere contrario", "Negativo"] {
            assert_eq!(of(text), Outcome::Against, "{text}");
        }
        assert_eq!(of("non espresso"), Outcome::NotGiven);
        assert_eq!(of("rinviato"), Outcome::NotGiven);
        assert_eq!(of("favorvole"), Outcome::Unclear);
    }
}
