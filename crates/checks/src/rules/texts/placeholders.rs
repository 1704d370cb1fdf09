//! Signs, words and labels in the place of a text.

use std::collections::HashSet;

use domain::Kind;
use domain::text::folded;
use method::Template;
use method::model::{Block, BlockKind};

use crate::context::Context;
use crate::report::Report;
use crate::words::short;

/// No placeholder is longer, in bytes.
const LONGEST_PLACEHOLDER: usize = 40;

/// Texts that stand where a text should be.
const PLACEHOLDERS: &[&str] = &[
    "xx",
    "xxx",
    "xxxx",
    "xxxxx",
    "da definire",
    "da completare",
    "da compilare",
    "da inserire",
    "da scrivere",
    "testo",
    "lorem ipsum",
    "prova",
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
];

/// Fields that hold sentences, of which there are few enough to be told.
const SENTENCES: &[(&str, &str)] = &[
    ("objective", "title"),
    ("objective", "description"),
    ("objective", "stakeholders"),
    ("objective", "baseline"),
    ("objective", "target"),
    ("phase", "text"),
    ("phase", "description"),
    ("indicator", "text"),
    ("node", "title"),
    ("link", "text"),
];

/// `TESTO-003`: a sign or a word in the place of a text.
pub fn placeholder(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| SENTENCES.contains(&text.of()) && text.of().0 != "link")
    {
        let short_text = text.printed.len() <= LONGEST_PLACEHOLDER;
        if short_text && (PLACEHOLDERS.contains(&text.folded()) || to_be_filled(text.printed)) {
            text.tell(
                report,
                "TESTO-003",
                &format!("con «{}» al posto di un testo", short(text.printed, 30)),
            );
        }
    }
}

/// Dots, lines or question marks, where a text is still to be written; a single sign is a blank.
fn to_be_filled(text: &str) -> bool {
    let sign = |c: char| matches!(c, '.' | '…' | '_' | '?');
    text.chars().all(|c| sign(c) || c == ' ') && text.chars().filter(|c| sign(*c)).count() > 1
}

/// `TESTO-004`: a label of the form where a value should be.
pub fn label_as_value(context: &Context<'_>, report: &mut Report) {
    let mut labels: HashSet<String> = HashSet::new();
    for template in context.method.blocks().flat_map(labels_of) {
        let label = folded(template.source());
        // A word alone may well be a value.
        if template.is_plain() && label.split(' ').count() >= 3 {
            labels.insert(label);
        }
    }
    for text in context.texts().iter().filter(|text| text.of().1 != "notes" && text.kind() != Kind::Months) {
        if matches!(text.of().0, "objective" | "phase" | "indicator" | "link")
            && labels.contains(text.folded())
        {
            text.tell(
                report,
                "TESTO-004",
                &format!("con un'etichetta del modello al posto del valore: «{}»", short(text.printed, 60)),
            );
        }
    }
}

fn labels_of(block: &Block) -> Vec<&Template> {
    match &block.kind {
        BlockKind::Pairs(pairs) => pairs.rows.iter().flatten().flat_map(|pair| &pair.labels).collect(),
        BlockKind::Table(table) => table.columns.iter().flat_map(|column| &column.labels).collect(),
        _ => Vec::new(),
    }
}
