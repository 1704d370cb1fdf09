//! Numbers as a cell shows them.

/// A number in the format of its cell, written the Italian way.
///
/// Dates count days from the end of 1899, or from the beginning of 1904.
pub(super) fn shown(value: f64, code: &str, since_1904: bool) -> String {
    // Sections after the first are for negative numbers, nought and text.
    let code = code.split(';').next().unwrap_or_default();
    let code = unquoted(code);
    if is_date(&code)
        && let Some(moment) = moment(value, &code, since_1904)
    {
        return moment;
    }
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

/// Whether a code shows days or hours.
fn is_date(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    code != "general" && code.contains(['d', 'y', 'h']) || code.contains("mm") && !code.contains(['0', '#'])
}

/// A moment as it is written in Italy; its time only where the code shows it.
fn moment(value: f64, code: &str, since_1904: bool) -> Option<String> {
    const DAY: f64 = 86_400.0;
    let epoch = if since_1904 { jiff::civil::date(1904, 1, 1) } else { jiff::civil::date(1899, 12, 30) };
    if !(0.0..=2_958_465.0).contains(&value) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "the range was checked")]
    let (days, seconds) = (value.trunc() as i32, (value.fract() * DAY).round() as i32);
    let day = epoch.checked_add(jiff::Span::new().days(days)).ok()?;
    let date = format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
    let time = format!("{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60);
    let lower = code.to_ascii_lowercase();
    Some(match (lower.contains(['d', 'y']), lower.contains('h') && seconds != 0) {
        (true, true) => format!("{date} {time}"),
        (false, _) if lower.contains('h') => time,
        _ => date,
    })
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
            assert_eq!(shown(value, code, false), expected, "{value} {code}");
        }
    }

    #[test]
    fn dates_are_shown_as_days() {
        let cases = [
            (45_658.0, "dd/mm/yyyy", "01/01/2025"),
            (45_658.5, "d/m/yy h:mm", "01/01/2025 12:00"),
            (0.25, "h:mm", "06:00"),
            (46_022.0, "[$-410]d mmmm yyyy", "31/12/2025"),
            (-1.0, "dd/mm/yyyy", "-1"),
        ];
        for (value, code, expected) in cases {
            assert_eq!(shown(value, code, false), expected, "{value} {code}");
        }
        assert_eq!(shown(0.0, "dd/mm/yyyy", true), "01/01/1904");
    }
}
