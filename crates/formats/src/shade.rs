//! The colours of the backgrounds of cells.

use document::layout::Shade;

/// The colour of a background, as six hexadecimal digits.
pub(crate) fn colour(shade: Shade) -> Option<&'static str> {
    match shade {
        Shade::None => None,
        Shade::Label => Some("F0F4F8"),
        Shade::Header => Some("DCE6EF"),
        Shade::Total => Some("F3F3F3"),
        Shade::Title => Some("C7D9E8"),
    }
}
