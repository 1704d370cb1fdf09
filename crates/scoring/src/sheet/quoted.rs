//! A sheet with its numbers and dates as texts, so that no digit is lost on the way.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The text with every decimal number and date in quotation marks; lines stay where they are.
pub fn quoted(text: &str) -> Result<String, toml::de::Error> {
    let table = DeTable::parse(text)?;
    let mut places: Vec<(usize, usize)> = Vec::new();
    for value in table.get_ref().values() {
        collect(value, &mut places);
    }
    places.sort_unstable();
    let mut out = String::with_capacity(text.len() + places.len() * 2);
    let mut at = 0;
    for (start, end) in places {
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push('"');
        out.push_str(text.get(start..end).unwrap_or_default());
        out.push('"');
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Ok(out)
}

fn collect(value: &Spanned<DeValue<'_>>, places: &mut Vec<(usize, usize)>) {
    match value.get_ref() {
        DeValue::Float(_) | DeValue::Datetime(_) => places.push((value.span().start, value.span().end)),
        DeValue::Array(values) => values.iter().for_each(|value| collect(value, places)),
        DeValue::Table(table) => table.values().for_each(|value| collect(value, places)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_become_texts() {
        let text = "a = 1\nb = 89.995 # c\nd = [{ e = 2026-06-30, f = 0.10 }]\n";
        let expected = "a = 1\nb = \"89.995\" # c\nd = [{ e = \"2026-06-30\", f = \"0.10\" }]\n";
        assert_eq!(quoted(text).unwrap(), expected);
    }
}
