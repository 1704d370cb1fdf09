//! What the forms of a document look like, and where one of them differs from nearly all others: told when
//! all are known. The reading is not touched by it; a person sees what was put up with.

use std::collections::HashMap;

use domain::{CodeDefinition, Place, Severity};

use super::builder::{Builder, short};
use super::labels::{Scope, likeness};
use crate::codes;

/// Of so many forms one may differ; of fewer there is no custom.
const OF_MANY: usize = 8;

/// What can be usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// How a label is spelled, where the method has several spellings.
    Spelling,
    /// Whether the value stands in the cell of its label.
    Cell,
    /// In which column the title of a table stands.
    Column,
    /// The sign for *nothing here*.
    Blank,
    /// The years after the months of a grid.
    Tail,
    /// In which column a grid of months begins.
    Grid,
}

/// What is compared: the kind, and the part of the method it is about.
pub type Of = (What, Scope, (usize, usize, usize));

/// How something was once.
struct Once {
    form: String,
    place: Place,
    ordinal: Option<u32>,
}

/// A column as a header shows it: index in the method, and how many of it stand before.
type Shown = (usize, usize);

/// A column of a header: index in the method, label, and the key that the label says, if any.
pub type Column = (usize, String, Option<String>);

/// A header of a table, as it was met.
struct Head {
    place: Place,
    ordinal: Option<u32>,
    /// The columns, each with its label and, where it has one, the key that the label says.
    columns: Vec<(Shown, String, Option<String>)>,
}

/// All that was noted.
#[derive(Default)]
pub struct Habits {
    order: Vec<Of>,
    known: HashMap<Of, Vec<Once>>,
    tables: Vec<(Scope, usize)>,
    heads: HashMap<(Scope, usize), Vec<Head>>,
}

impl Builder<'_> {
    /// Notes how something is here; once for a line.
    pub fn usual(&mut self, of: Of, form: impl Into<String>, place: Place) {
        let (form, ordinal) = (form.into(), self.ordinal);
        let Habits { order, known, .. } = &mut self.habits;
        let all = known.entry(of).or_insert_with(|| {
            order.push(of);
            Vec::new()
        });
        let again =
            |once: &Once| (once.place.file, once.place.line) == (place.file, place.line) && once.form == form;
        if !all.last().is_some_and(again) {
            all.push(Once { form, place, ordinal });
        }
    }

    /// Notes the columns of a header, or of its next row.
    pub fn usual_head(&mut self, of: (Scope, usize), place: Place, columns: Vec<Column>, more: bool) {
        let ordinal = self.ordinal;
        let Habits { tables, heads, .. } = &mut self.habits;
        let all = heads.entry(of).or_insert_with(|| {
            tables.push(of);
            Vec::new()
        });
        if !more || all.is_empty() {
            all.push(Head { place, ordinal, columns: Vec::new() });
        }
        let Some(head) = all.last_mut() else { return };
        for (column, label, key) in columns {
            let before = head.columns.iter().filter(|((known, _), ..)| *known == column).count();
            head.columns.push(((column, before), label, key));
        }
    }
}

/// Tells what is rare.
pub fn tell(builder: &mut Builder<'_>) {
    let Habits { order, known, tables, heads } = std::mem::take(&mut builder.habits);
    let ordinal = builder.ordinal;
    for of in order {
        let all = known.get(&of).map_or(&[][..], Vec::as_slice);
        if of.0 == What::Tail {
            tell_short_grids(builder, all);
        } else {
            tell_rare(builder, of.0, all);
        }
    }
    for of in tables {
        let all = heads.get(&of).map_or(&[][..], Vec::as_slice);
        tell_absent(builder, all);
    }
    builder.ordinal = ordinal;
}

fn tell_rare(builder: &mut Builder<'_>, what: What, all: &[Once]) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for once in all {
        *counts.entry(once.form.as_str()).or_default() += 1;
    }
    if what == What::Cell {
        // Each label has its own words: what counts is whether a value follows them.
        let together = all.iter().filter(|once| !once.form.is_empty()).count();
        for count in counts.values_mut() {
            *count = together;
        }
        counts.insert("", all.len() - together);
    }
    let most = counts.iter().map(|(form, count)| (*count, *form)).max();
    let Some((_, usual)) = most.filter(|(count, _)| count * 4 >= all.len() * 3) else { return };
    let rare = |once: &&Once| {
        counts.get(once.form.as_str()).is_some_and(|count| count * OF_MANY <= all.len())
            && (what != What::Spelling || comparable(&once.form, usual))
    };
    for once in all.iter().filter(rare) {
        let bare = |label: &str| short(label.trim_end_matches([' ', '…']));
        let (form, usual) = (bare(&once.form), bare(usual));
        let (code, message) = match what {
            What::Spelling => (
                &codes::LABEL_DISTANCE,
                format!("«{form}» è scritto «{usual}» in quasi tutte le altre schede"),
            ),
            What::Cell => (
                &codes::OTHER_LAYOUT,
                format!("etichetta e valore di «{form}» stanno nella stessa cella, altrove in due celle"),
            ),
            What::Column => (
                &codes::OTHER_LAYOUT,
                format!("il titolo della tabella sta nella colonna {form}, altrove nella colonna {usual}"),
            ),
            What::Grid => (
                &codes::OTHER_LAYOUT,
                format!("i mesi cominciano nella colonna {form}, altrove nella colonna {usual}"),
            ),
            What::Blank | What::Tail => {
                (&codes::OTHER_LAYOUT, format!("la casella vuota è segnata «{form}», altrove «{usual}»"))
            }
        };
        builder.ordinal = once.ordinal;
        builder.report(code, message, once.place);
    }
}

/// Grids that lack a year after their months which most of the others have.
fn tell_short_grids(builder: &mut Builder<'_>, all: &[Once]) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for once in all {
        *counts.entry(once.form.as_str()).or_default() += 1;
    }
    let most = counts.iter().map(|(form, count)| (*count, *form)).max();
    let Some((_, usual)) = most.filter(|(count, _)| all.len() >= OF_MANY && count * 2 > all.len()) else {
        return;
    };
    for once in all {
        let years: Vec<&str> = once.form.split(' ').collect();
        let absent: Vec<&str> = usual.split(' ').filter(|year| !years.contains(year)).collect();
        if absent.is_empty() {
            continue;
        }
        let message = format!(
            "dopo i mesi manca la colonna di {}, che quasi tutte le altre griglie hanno",
            absent.join(", ")
        );
        builder.ordinal = once.ordinal;
        builder.report(&CodeDefinition { severity: Severity::Info, ..codes::GRID }, message, once.place);
    }
}

/// Whether two spellings are of one label: they have as many words, and these are alike.
fn comparable(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 4;
    const LEAST: f32 = 0.5;
    let (one, other) = (method::words::key(one), method::words::key(other));
    let words = |key: &str| key.split(' ').count();
    words(&one) == words(&other)
        && one.len().min(other.len()) >= SHORTEST
        && likeness(&one, &other, LEAST) > 0.0
}

/// Columns that nearly every header of a table shows, and this one does not.
fn tell_absent(builder: &mut Builder<'_>, all: &[Head]) {
    let mut counts: HashMap<Shown, (usize, &str, bool)> = HashMap::new();
    for (shown, label, key) in all.iter().flat_map(|head| &head.columns) {
        let known = counts.entry(*shown).or_insert((0, label.as_str(), key.is_some()));
        known.0 += 1;
    }
    let usual = |count: usize| count < all.len() && all.len().saturating_sub(count) * OF_MANY <= all.len();
    let mut usual: Vec<(Shown, &str, bool)> = counts
        .into_iter()
        .filter(|(_, (n, ..))| usual(*n))
        .map(|(shown, (_, label, keyed))| (shown, label, keyed))
        .collect();
    usual.sort_unstable();
    for head in all {
        let has = |shown: &Shown| head.columns.iter().any(|(known, ..)| known == shown);
        let absent: Vec<&(Shown, &str, bool)> = usual.iter().filter(|(shown, ..)| !has(shown)).collect();
        let Some((_, label, _)) = absent.first() else { continue };
        let keys: Vec<&str> = head
            .columns
            .iter()
            .filter(|(_, known, _)| known == label)
            .filter_map(|(_, _, key)| key.as_deref())
            .collect();
        let keyed = absent.iter().any(|(.., keyed)| *keyed) && !keys.is_empty();
        let named = absent.iter().all(|(_, label, _)| *label != "…");
        let message = if keyed {
            format!(
                "nell'intestazione manca una colonna «{}»: vi sono solo {}",
                short(label),
                keys.join(", ")
            )
        } else if named {
            let mut labels: Vec<String> =
                absent.iter().map(|(_, label, _)| format!("«{}»", short(label))).collect();
            labels.dedup();
            format!("nell'intestazione manca {}, che le altre tabelle hanno", labels.join(", "))
        } else if absent.len() == 1 {
            "nell'intestazione manca una colonna che le altre tabelle hanno".to_owned()
        } else {
            format!("nell'intestazione mancano {} colonne che le altre tabelle hanno", absent.len())
        };
        // A year that is missing is money or a value that nobody can write down.
        let severity = if keyed { Severity::Warning } else { Severity::Info };
        builder.ordinal = head.ordinal;
        builder.report(&CodeDefinition { severity, ..codes::COLUMN_ABSENT }, message, head.place);
    }
}

#[cfg(test)]
mod tests {
    use super::comparable;

    #[test]
    fn spellings_of_one_label_are_told_from_other_labels() {
        assert!(comparable("Intersectoriale", "Intersettoriale"));
        assert!(comparable("Intersettor.", "Intersettoriale"));
        assert!(!comparable("Note", "Note e osservazioni"));
        assert!(!comparable("N.", "N°"));
    }
}
