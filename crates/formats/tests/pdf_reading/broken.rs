//! Files that are broken, by accident or on purpose.

use std::time::{Duration, Instant};

use formats::pdf::read as read_pdf;
use formats::{Limits, Unreadable};

use crate::made::{file, pages, rules, stream, text};

/// Numbers that look random and are the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

fn limits() -> Limits {
    Limits { unpacked: 8 << 20, ..Limits::default() }
}

/// Bytes changed, a part cut, or a part said twice.
fn spoilt(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        let from = chance.below(bytes.len());
        let to = (from + chance.below(40)).min(bytes.len());
        match chance.below(5) {
            0 => {
                bytes.drain(from..to);
            }
            1 => {
                let part = bytes[from..to].to_vec();
                bytes.splice(from..from, part);
            }
            2 => bytes.truncate(from.max(20)),
            3 => {
                for byte in &mut bytes[from..to] {
                    if byte.is_ascii_digit() {
                        *byte = b'9';
                    }
                }
            }
            _ => {
                if let Some(byte) = bytes.get_mut(from) {
                    *byte = u8::try_from(chance.below(256)).unwrap();
                }
            }
        }
    }
    bytes
}

#[test]
fn no_bytes_make_it_panic_or_run_on() {
    let content = format!("{}{}", rules(&[20, 100, 200], &[20, 60, 100]), text(25, 80, "uno"));
    let made = pages(&[&content, &content], "/Rotate 90");
    let written = std::fs::read(format!("{}/tests/pdf/weasyprint.pdf", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut chance = Chance(0x5eed);
    for (source, count) in [(&made, 2000), (&written, 200)] {
        for case in 0..count {
            let bytes = spoilt(source, &mut chance);
            let start = Instant::now();
            let _ = read_pdf("x", &bytes, &limits());
            assert!(start.elapsed() < Duration::from_secs(5), "case {case}");
        }
    }
}

#[test]
fn what_is_no_pdf() {
    for bytes in [b"".as_slice(), b"%PDF-", b"%PDF-1.7\n%%EOF", b"PK\x03\x04", &[0; 100]] {
        assert!(matches!(read_pdf("x", bytes, &limits()), Err(Unreadable::Broken(_))), "{bytes:?}");
    }
}

#[test]
fn depth_is_bounded() {
    for content in ["[".repeat(100_000), "<<".repeat(100_000), "q ".repeat(100_000), "(".repeat(100_000)] {
        let bytes = pages(&[&format!("{content}{}", "]".repeat(9))], "");
        assert!(read_pdf("x", &bytes, &limits()).is_err());
    }
}

#[test]
fn forms_that_show_themselves_end() {
    let bytes = file(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 300 400]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Resources 4 0 R/Contents 5 0 R>>".to_owned(),
        "<</XObject<</X 6 0 R>>>>".to_owned(),
        stream("", "/X Do"),
        // Each time more: what is unpacked counts every time.
        stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 4 0 R", &"/X Do ".repeat(10)),
    ]);
    let start = Instant::now();
    assert!(matches!(read_pdf("x", &bytes, &limits()), Err(Unreadable::TooMuch(_))));
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn nodes_that_are_their_own_parents_end() {
    let bytes = file(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[2 0 R 3 0 R]/Parent 3 0 R>>".to_owned(),
        "<</Type/Page/Parent 3 0 R/Resources 3 0 R/Contents 3 0 R/Annots 4 0 R>>".to_owned(),
        "[4 0 R 5 0 R]".to_owned(),
        "<</Subtype/Widget/Rect[0 0 9 9]/Parent 5 0 R/FT 5 0 R>>".to_owned(),
    ]);
    assert!(read_pdf("x", &bytes, &limits()).is_err());
}

#[test]
fn fonts_whose_tables_have_no_end() {
    let map = stream(
        "",
        "begincodespacerange <00000000> <FFFFFFFF> endcodespacerange beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange",
    );
    let bytes = file(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 300 400]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>".to_owned(),
        "<</Type/Font/Subtype/Type0/Encoding 7 0 R/ToUnicode 7 0 R/DescendantFonts[6 0 R]>>".to_owned(),
        stream("", "BT /F 10 Tf 20 20 Td <00000001> Tj ET"),
        "<</Type/Font/Subtype/CIDFontType2/W[0 4294967295 500 0 65535 500]>>".to_owned(),
        map,
    ]);
    let read = read_pdf("x", &bytes, &limits()).map(|document| document::text::write(&document));
    assert_eq!(read, Ok("B\n".to_owned()));
}
