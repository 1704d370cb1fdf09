//! Horizontal rules.

/// True for the text of a cell that only draws a line: two or more dashes, `===`, `***`.
///
/// A single dash is content: documents write it for "none".
pub(super) fn is_rule(cell: &str) -> bool {
    match cell.chars().next() {
        Some(c) if dash(c) => cell.chars().all(dash) && cell.chars().nth(1).is_some(),
        Some(c @ ('=' | '*')) => cell.len() >= 3 && cell.chars().all(|other| other == c),
        _ => false,
    }
}

fn dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_runs_of_one_kind() {
        for rule in ["--", "------", "—–", "===", "***"] {
            assert!(is_rule(rule), "{rule}");
        }
        for content in ["", "-", "—", "=", "==", "**", "--x", "- -", "*=*", "__"] {
            assert!(!is_rule(content), "{content}");
        }
    }
}
