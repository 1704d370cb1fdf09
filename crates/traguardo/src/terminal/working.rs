//! A line of a derivation.

use scoring::function::Working;

use super::style::safe;

/// Formula, figures and result, with decimal commas, and whether the rule is a default.
pub fn told(line: &Working) -> String {
    let with = if line.with.is_empty() { String::new() } else { format!(": {}", commas(&safe(&line.with))) };
    let chosen = line.default.as_deref().map(|why| format!(" [scelta predefinita: {why}]"));
    let result = commas(&line.result);
    format!("{}{with} = {result}{}", line.formula, chosen.unwrap_or_default())
}

/// The text with a comma for each point between two digits.
fn commas(text: &str) -> String {
    let mut before = None;
    let mut after = text.chars().skip(1);
    let comma = text.chars().map(|mark| {
        let next = after.next();
        let is_digit = |mark: Option<char>| mark.is_some_and(|mark| mark.is_ascii_digit());
        let decimal = mark == '.' && is_digit(before) && is_digit(next);
        before = Some(mark);
        if decimal { ',' } else { mark }
    });
    comma.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_have_a_comma_and_other_points_stay() {
        assert_eq!(commas("0.75 × 184 / 365, art. 4 c.2"), "0,75 × 184 / 365, art. 4 c.2");
    }
}
