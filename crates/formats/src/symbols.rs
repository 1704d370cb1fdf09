//! Signs of fonts that have pictures in the place of letters.

/// The character that a sign of a symbol font stands for; none where it is only decoration.
///
/// Office files write such signs in the private area U+F000 to U+F0FF, or as plain codes.
pub(crate) fn sign(font: &str, code: u32) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let wingdings = font.to_ascii_lowercase().starts_with("wingdings");
    let sign = match (wingdings, code) {
        (true, 0x6F | 0x71 | 0x72 | 0xA8) => '☐',
        (true, 0x78 | 0xFD | 0xFE | 0x52 | 0x53 | 0x54) => '☑',
        (true, 0xFC) => '✓',
        (true, 0xFB) => '✗',
        (true, 0xD8) => '➢',
        (true, 0xE0 | 0xE8) | (false, 0xAE) => '→',
        (true, 0x6C | 0x6E | 0x75 | 0x76 | 0x77 | 0x9E | 0x9F | 0xA7) | (false, 0xB7) => '•',
        (false, 0xB3) => '≥',
        (false, 0xA3) => '≤',
        (false, 0xB1) => '±',
        (true, _) => return None,
        (false, code) => return char::from_u32(code).filter(|sign| !sign.is_control()),
    };
    Some(sign)
}
