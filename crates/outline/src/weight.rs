//! Weights that stand in a text, where a form has no place for them.

use domain::Weight;

/// The weight that a text says: `(peso 70%)`, `peso: 33,3 %`.
pub fn weight_said(text: &str) -> Option<Weight> {
    let lower = text.to_lowercase();
    let (_, after) = lower.split_once("peso")?;
    let after = after.trim_start_matches([' ', ':', '=']);
    let end = after.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(after.len());
    let (number, rest) = after.split_at(end);
    if !rest.trim_start().starts_with('%') {
        return None;
    }
    number.replace(',', ".").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_read_out_of_a_text() {
        assert_eq!(weight_said("Lavori finiti (peso 70%)"), Weight::ratio(70, 1));
        assert_eq!(weight_said("Lavori finiti, Peso: 33,5 %"), Weight::ratio(67, 2));
        assert_eq!(weight_said("Peso dei rifiuti in kg"), None);
        assert_eq!(weight_said("peso 70 kg"), None);
    }
}
