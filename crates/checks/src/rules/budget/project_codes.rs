//! Unique project codes (*CUP*).

use crate::context::Context;
use crate::report::Report;
use crate::words::short;

/// `BIL-011`: a unique project code that cannot be one.
pub fn project_code(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for cup in &seen.objective.cup {
            let code = cup.verbatim.trim();
            if code.chars().any(|c| c.is_ascii_digit()) && !is_cup(code) {
                let message = format!("{}: «{}» non ha la forma di un CUP", seen.name(), short(code, 30));
                report.objective("BIL-011", seen, cup.place, message);
            }
        }
        for read in [&seen.objective.title, &seen.objective.description].into_iter().flatten() {
            for code in cups_in(&read.verbatim).filter(|code| !is_cup(code)) {
                let message = format!("{}: «{}» non ha la forma di un CUP", seen.name(), short(code, 30));
                report.objective("BIL-011", seen, read.place, message);
            }
        }
    }
}

/// What stands after the acronym in a text, where it looks like a code: the same acronym is a tax.
fn cups_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("CUP").skip(1).filter_map(|after| {
        let after = after.trim_start_matches([':', '.', ' ', 'n', '°']);
        let word = after.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let digits = word.chars().filter(char::is_ascii_digit).count();
        (word.len() >= 8 && digits * 2 > word.len()).then_some(word)
    })
}

/// Fifteen letters and digits, a letter first.
fn is_cup(code: &str) -> bool {
    code.len() == 15
        && code.starts_with(|c: char| c.is_ascii_uppercase())
        && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_code_has_fifteen_characters_and_begins_with_a_letter() {
        assert!(is_cup("A12B34567890123"));
        assert!(!is_cup("112B34567890123"));
        assert_eq!(cups_in("il CUP (canone) e il CUP: A12B3456").collect::<Vec<_>>(), ["A12B3456"]);
    }
}
