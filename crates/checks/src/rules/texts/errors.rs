//! Spellings that are wrong in every text, whatever the plan says elsewhere.

use std::collections::HashMap;

use domain::{Kind, Visibility};

use crate::context::Context;
use crate::every_text::Text;
use crate::report::Report;
use crate::words::listed;

/// Words that no dictionary has, and what they should be; only such as nobody writes on purpose.
const WRONG: &[(&str, &str)] = &[
    ("accellerare", "accelerare"),
    ("accellerazione", "accelerazione"),
    ("aereoporto", "aeroporto"),
    ("conoscienza", "conoscenza"),
    ("eccezzionale", "eccezionale"),
    ("metereologico", "meteorologico"),
    ("propio", "proprio"),
    ("proseguo", "prosieguo"),
    ("pultroppo", "purtroppo"),
    ("restiling", "restyling"),
    ("retyling", "restyling"),
    ("soprattuto", "soprattutto"),
    ("sopratutto", "soprattutto"),
    ("stakeolder", "stakeholder"),
    ("stakeolders", "stakeholders"),
];

/// `TESTO-025`: a word that is wrong in every text.
pub fn wrong_words(context: &Context<'_>, report: &mut Report) {
    let lexicon = context.lexicon();
    let known: HashMap<&str, &str> =
        WRONG.iter().copied().filter(|(wrong, _)| lexicon.count(wrong) > 0).collect();
    if known.is_empty() {
        return;
    }
    for (at, text) in prose(context) {
        let said = |word: &u32| Some((lexicon.printed(*word), *known.get(lexicon.small(*word))?));
        let told: Vec<String> = lexicon
            .of(at)
            .iter()
            .filter_map(said)
            .map(|(wrong, right)| format!("«{wrong}» per «{right}»"))
            .collect();
        if !told.is_empty() {
            text.tell(report, "TESTO-025", &format!("con parole scritte male: {}", listed(&told)));
        }
    }
}

/// Texts that people write in sentences.
fn prose<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = (usize, &'c Text<'a>)> {
    let all = context.texts().iter().enumerate();
    all.filter(|(_, text)| {
        matches!(text.kind(), Kind::Prose | Kind::Target) && text.visibility() != Visibility::Personal
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_words_are_in_order_and_once() {
        assert!(WRONG.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
