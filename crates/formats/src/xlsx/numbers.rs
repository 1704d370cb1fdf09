//! Numbers as a cell shows them.

/// A number in the format of its cell, written the Italian way.
pub(super) fn shown(value: f64, code: &str) -> String {
    // Sections after the first are for negative numbers, nought and text.
    let code = code.split(';').next().unwrap_or_default();
    let code = unquoted(code);
    let percent = code.contains('%');
    let value = if percent { value * 100.0 } else { value };
    if !code.contains(['0', '#', '?']) {
        return comma(&general(value));
    }
    let decimals =
        code.rsplit_once('.').map_or(0, |(_, tail)| tail.chars().filter(|c| "0#?".contains(*c)).count());
    let optional =
        code.rsplit_once('.').map_or(0, |(_, tail)| tail.chars().filter(|c| "#?".contains(*c)).count());
    let mut digits = format!("{:.*}", decimals.min(15), value.abs());
    for _ in 0..optional {
        if digits.contains('.') && digits.ends_with('0') {
            digits.pop();
        }
    }
    let digits = digits.trim_end_matches('.').to_owned();
    let whole = digits.split('.').next().unwrap_or_default();
    let fraction = digits.split_once('.').map(|(_, fraction)| fraction);
    let mut out = String::new();
    if value < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
        out.push('-');
    }
    if code.contains(',') {
        out.push_str(&grouped(whole));
    } else {
        out.push_str(whole);
    }
    if let Some(fraction) = fraction {
        out.push(',');
        out.push_str(fraction);
    }
    if percent {
        out.push('%');
    } else if code.contains('€') {
        out.insert_str(0, "€ ");
    }
    out
}

/// The shortest digits that give the number back, as in a cell without format.
fn general(value: f64) -> String {
    // A cell shows at most eleven digits; what is beyond fifteen is noise of the machine.
    let rounded = format!("{value:.9}");
    let rounded = rounded.trim_end_matches('0').trim_end_matches('.');
    if rounded == "-0" { "0".to_owned() } else { rounded.to_owned() }
}

fn comma(digits: &str) -> String {
    digits.replace('.', ",")
}

fn grouped(whole: &str) -> String {
    let mut out = String::new();
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// The code without its quotation marks, brackets of currencies opened.
fn unquoted(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {}
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if inside.contains('€') {
                    out.push('€');
                }
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_cells_show_them() {
        let cases = [
            (25.0, "General", "25"),
            (0.1 + 0.2, "General", "0,3"),
            (33.333_333_333_333, "General", "33,333333333"),
            (0.35, "0%", "35%"),
            (0.125, "0.00%", "12,50%"),
            (1_234_567.5, "#,##0.00", "1.234.567,50"),
            (1500.0, "#,##0.00\\ \"€\"", "€ 1.500,00"),
            (1500.0, "[$€-410]\\ #,##0", "€ 1.500"),
            (-3.0, "0;[Red]-0", "-3"),
            (2.5, "0.##", "2,5"),
            (7.0, "@", "7"),
        ];
        for (value, code, expected) in cases {
            assert_eq!(shown(value, code), expected, "{value} {code}");
        }
    }
}
