//! Yes and no (*S/N*, marks of a box).

/// What a mark says: `S`, `Sì`, `X`, `☑` are yes, `N`, `No`, `☐` are no.
pub fn parse(text: &str) -> Option<bool> {
    match text.trim() {
        "☑" | "☒" | "✓" | "✔" | "[x]" | "[X]" => return Some(true),
        "☐" | "[ ]" => return Some(false),
        text if text.len() > 8 => return None,
        _ => {}
    }
    match domain::text::folded(text).as_str() {
        "s" | "si" | "x" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}

/// The word for it.
pub fn render(flag: bool) -> &'static str {
    if flag { "Sì" } else { "No" }
}
