//! Any text is read without panic and in time that grows with its length.

use std::time::{Duration, Instant};

use domain::Kind;
use meaning::{Context, Notation, month, ordinal, render, understand};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const KINDS: [Kind; 9] = [
    Kind::Prose,
    Kind::Weight,
    Kind::Number,
    Kind::Date,
    Kind::Target,
    Kind::Money,
    Kind::Months,
    Kind::Years,
    Kind::Flag,
];

const NOTATIONS: [Notation; 5] =
    [Notation::Auto, Notation::Percent, Notation::Thousandths, Notation::Fraction, Notation::Number];

/// Words and signs that mean something to some grammar.
const WORDS: &str = "entro il l' 30 / 06 2024 31/06 almeno % giorni dal al di ogni mese € 1.234,5 - – ( ) . ; , : \
    qualora riduzione rispetto e o non oltre primo semestre n. mila tra = < ° dicembre assenza fino a zero più \
    in Verbale rapporto mensile da un 9999999999999999999";

/// Reads a text as everything; whatever a single reading is, it can be written and read again.
fn read_as_everything(text: &str) {
    for notation in NOTATIONS {
        let context = Context { year: Some(2025), notation };
        for kind in KINDS {
            for value in understand(kind, text, &context) {
                let _ = understand(kind, &render(&value, &context), &context);
            }
        }
    }
    let _ = (ordinal::ordinal(text), month::month_slot(text));
}

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,80}") {
        read_as_everything(&text);
    }

    #[test]
    fn text_of_known_words(words in vec(select(WORDS.split(' ').collect::<Vec<_>>()), 0..14)) {
        read_as_everything(&words.join(" "));
        read_as_everything(&words.concat());
    }
}

#[test]
fn junk_of_a_megabyte_returns_fast() {
    let parts = [
        "a",
        " ",
        "(",
        ")",
        "1 ",
        "1.",
        "1,",
        "/",
        "e ",
        "entro ",
        "almeno 1 e ",
        "qualora ",
        "'",
        "é",
        "30/06/",
        "n. 1 di ",
        "non ",
        "riduzione di ",
    ];
    for part in parts {
        // The longest text that is read as a target, that is read at all, and far beyond.
        for length in [1_000, 16_000, 1_000_000] {
            let text = part.repeat(length / part.len());
            let start = Instant::now();
            for kind in KINDS {
                let _ = understand(kind, &text, &Context::default());
            }
            let _ = (ordinal::ordinal(&text), month::month_slot(&text));
            let elapsed = start.elapsed();
            assert!(elapsed < Duration::from_secs(2), "«{part}» × {length}: {elapsed:?}");
        }
    }
}
