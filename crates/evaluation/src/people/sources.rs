//! Objectives of a person, as they are written in a cell: `O12 O15`, `O12:60 O15:40`, or a score.

use appraisal::cell::number;
use scoring::Exact;
use scoring::evaluation::Measure;

use crate::frame::Frame;

/// What a cell says; nothing when it is blank.
///
/// # Errors
/// What is wrong with it.
pub fn sources(frame: &Frame<'_>, text: &str) -> Result<Option<Measure>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(score) = number(text) {
        let negative = score.is_negative();
        return if negative {
            Err(format!("il punteggio {text} è meno di 0"))
        } else {
            Ok(Some(Measure::Score(score)))
        };
    }
    let mut items: Vec<(Exact, String)> = Vec::new();
    let mut weighed = 0_usize;
    for word in text.split_whitespace() {
        let (id, weight) = word.split_once(':').map_or((word, None), |(id, weight)| (id, Some(weight)));
        let Some(item) = frame.item(id) else {
            return Err(format!(
                "nei punteggi non c'è «{id}»: si scrive come O12, O12:60 O15:40, o un punteggio"
            ));
        };
        if items.iter().any(|(_, known)| known == item) {
            return Err(format!("«{item}» c'è due volte"));
        }
        weighed += usize::from(weight.is_some());
        let weight = match weight {
            None => Exact::one(),
            Some(text) => number(text)
                .filter(Exact::is_positive)
                .ok_or_else(|| format!("il peso di «{item}» non è un numero maggiore di 0: «{text}»"))?,
        };
        items.push((weight, item.to_owned()));
    }
    if weighed > 0 && weighed < items.len() {
        return Err("alcuni obiettivi hanno un peso e altri no".to_owned());
    }
    Ok(Some(Measure::Items(items)))
}
