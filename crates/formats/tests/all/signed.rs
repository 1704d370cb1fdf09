//! Signed envelopes give what they hold and name who signed.

use formats::{Kind, Limits, Unreadable, recognise, signed};

const TEXT: &[u8] = b"Scheda\tPeso\n1\t25\n";

fn envelope(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/signed/{name}.p7m", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("the envelope is part of the tests")
}

#[test]
fn envelopes_are_opened() {
    for (name, signers) in [("der", 1), ("ber", 1), ("two", 2)] {
        let bytes = envelope(name);
        assert_eq!(recognise(&bytes), Ok(Kind::Signed), "{name}");
        let opened = signed::open(&bytes, &Limits::default()).expect(name);
        assert_eq!(opened.content, TEXT, "{name}");
        assert_eq!(opened.signers, vec!["ADA NERI"; signers], "{name}");
    }
}

#[test]
fn a_signature_without_its_document_is_told() {
    let refused = signed::open(&envelope("apart"), &Limits::default());
    assert!(matches!(refused, Err(Unreadable::Other(text)) if text.contains("separata")), "{refused:?}");
}

#[test]
fn broken_envelopes_are_refused() {
    let whole = envelope("der");
    for cut in [30, 200, whole.len() - 1] {
        assert!(signed::open(&whole[..cut], &Limits::default()).is_err(), "{cut}");
    }
}
