//! The coat of arms.

use document::{Crest, Look};
use typeset::Fault;

use crate::support::{document, look, paragraph, poppler};

/// A picture of one blue point.
const POINT: [u8; 69] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00,
    0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x60, 0x08, 0x58, 0x00, 0x00, 0x01, 0x44,
    0x00, 0xf1, 0x25, 0xf3, 0xa3, 0x7b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

fn printed(png: &[u8]) -> Result<Vec<u8>, Fault> {
    let crest = Crest { png: png.to_vec(), alt: "Torre su campo azzurro".to_owned() };
    typeset::pdf(&document(vec![paragraph(None, "Testo")]), &Look { crest: Some(crest), ..look() })
}

#[test]
fn the_coat_of_arms_is_in_the_head_of_pages_and_not_in_their_text() {
    let printed = printed(&POINT).unwrap();
    let Some(pictures) = poppler("pdfimages", &["-list"], &printed) else { return };
    assert_eq!(pictures.lines().count(), 3, "{pictures}");
    let shown = poppler("pdfinfo", &["-struct"], &printed).unwrap();
    assert!(!shown.contains("Figure"), "{shown}");
}

#[test]
fn a_picture_that_cannot_be_used_is_refused() {
    let cut = &POINT[..40];
    let mut huge = POINT;
    // Width and height.
    huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    for png in [b"GIF89a".as_slice(), &[], cut, &huge] {
        let fault = printed(png).unwrap_err();
        assert!(matches!(fault, Fault::Crest(_)), "{fault}");
        assert!(fault.to_string().starts_with("lo stemma"), "{fault}");
    }
}
