//! Texts that are not what their field wants, told with the way to mend them.

use domain::entity::FieldDefinition;
use domain::{Kind, Value, Weight};
use outline::edit::Grammar;

use super::item::Sort;

/// What is to be said of a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It should be mended.
    Fault(String),
    /// It may be meant so.
    Note(String),
}

/// What is to be said of a text in a field, if anything.
pub fn doubt(grammar: &Grammar, sort: Sort, field: &FieldDefinition, text: &str) -> Option<Doubt> {
    if text.is_empty() || field.kind == Kind::Prose {
        return None;
    }
    match grammar.readings(sort.name(), field, text).as_slice() {
        [] => Some(not_understood(field, text)),
        [Value::Weight(weight)] if *weight > Weight::HUNDRED => {
            Some(Doubt::Note(format!("«{text}» è più del 100%")))
        }
        [_] => None,
        _ => Some(Doubt::Note(format!("«{text}» si può leggere in più modi: andrà scelto quello giusto"))),
    }
}

fn not_understood(field: &FieldDefinition, text: &str) -> Doubt {
    let wanted = match field.kind {
        Kind::Weight => "una percentuale: scrivi per esempio 25% o 12,5%",
        Kind::Number => "un numero: scrivi per esempio 1.250 o 12,5",
        Kind::Date => "una data che esiste: scrivi per esempio 30/06/2026",
        Kind::Money => "un importo: scrivi per esempio 12.500,00",
        Kind::Months => "un elenco di mesi: scrivi per esempio gen, feb, mar",
        Kind::Years => "un elenco di anni: scrivi per esempio 2026, 2027",
        Kind::Flag => "né SI né NO",
        Kind::Prose | Kind::Target | Kind::Rule => {
            let what = if field.kind == Kind::Rule { "una regola" } else { "un valore o un termine" };
            return Doubt::Note(format!("in «{text}» non si riconosce {what}: il testo resta com'è scritto"));
        }
    };
    let not = if field.kind == Kind::Flag { "è" } else { "non è" };
    Doubt::Fault(format!("«{text}» {not} {wanted}"))
}
