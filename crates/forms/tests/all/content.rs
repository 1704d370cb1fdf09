//! Printing and reading again.

use domain::Plan;
use domain::content::content;
use method::Method;

use super::diff::differences;
use super::support::LIMIT;

/// Title of the annex that holds what a form has no place for.
const ANNEX: &str = "Contenuto senza posto nel modello";

/// The plan printed as text.
pub fn printed(plan: &Plan, method: &Method) -> String {
    document::text::write(&forms::print(plan, method))
}

/// The plan read from a text.
pub fn reread(text: &str, method: &Method) -> Result<Plan, String> {
    let document = document::text::read("stampa", text.as_bytes(), LIMIT).map_err(|e| e.to_string())?;
    Ok(forms::read(&[document], method).plan)
}

/// Why a plan does not come back from print as it was, if it does not.
pub fn lost_in_print(plan: &Plan, method: &Method) -> Result<(), String> {
    let text = printed(plan, method);
    if let Some(at) = text.find(ANNEX) {
        let rows: Vec<&str> = text[at..].lines().skip(1).filter(|line| !line.is_empty()).take(6).collect();
        return Err(format!("senza posto nel modello:\n    {}", rows.join("\n    ")));
    }
    let again = reread(&text, method)?;
    let faults = differences(&content(plan), &content(&again));
    if !faults.is_empty() {
        return Err(format!("letto, stampato e riletto non è lo stesso piano:\n{}", faults.join("\n")));
    }
    let second = printed(&again, method);
    match text.lines().zip(second.lines()).enumerate().find(|(_, (a, b))| a != b) {
        Some((line, (a, b))) => {
            Err(format!("la seconda stampa differisce alla riga {}:\n    - {a}\n    + {b}", line + 1))
        }
        None if text.len() != second.len() => Err("la seconda stampa ha un'altra lunghezza".into()),
        None => Ok(()),
    }
}
