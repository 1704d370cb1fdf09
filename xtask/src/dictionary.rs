//! The data dictionary: every field of a plan with its Italian term and its English name.

use domain::entity::{EntityDefinition, ListDefinition};
use domain::{Cardinality, FieldDefinition, Kind, Plan, Visibility};

const OPENING: &str = "\
# Data dictionary

What a plan consists of: the Italian term that people use, the English name that code and the exchange
format use, and who may see the value. Written by `cargo xtask dictionary` from the registry of fields in
`crates/domain`; do not edit.

| column | meaning |
|---|---|
| type | text; weight (exact percentage); number; date; target (expected value or deadline); money (euro); months (marks of a month grid); years; flag (yes or no) |
| values | one; many (in order); by key (a year, a date, a column) |
| visibility | public (part of what is published); internal (for the body's own use); personal (names or describes a person) |

Every entity also has `fields`: what its form holds beyond the known fields, as label and text.
";

/// The text of the dictionary.
pub fn text() -> String {
    let mut pages = vec![OPENING.to_owned()];
    for definition in entities() {
        pages.push(entity(definition));
    }
    pages.join("\n")
}

/// Every entity of a plan, once, each before those inside it.
pub fn entities() -> Vec<&'static EntityDefinition> {
    fn walk(definition: &'static EntityDefinition, found: &mut Vec<&'static EntityDefinition>) {
        if found.iter().any(|known| known.name == definition.name) {
            return;
        }
        found.push(definition);
        for list in definition.lists {
            walk((list.item)(), found);
        }
    }
    let mut found = Vec::new();
    walk(Plan::describe(), &mut found);
    found
}

fn entity(definition: &EntityDefinition) -> String {
    let mut lines =
        vec![format!("## {}: `{}`\n\n{}\n", definition.term, definition.name, definition.doc.trim())];
    if !definition.fields.is_empty() {
        lines.push(
            "| termine | name | type | values | visibility | meaning |\n|---|---|---|---|---|---|".into(),
        );
        lines.extend(definition.fields.iter().map(field));
        lines.push(String::new());
    }
    if !definition.lists.is_empty() {
        let lists: Vec<String> = definition.lists.iter().map(list).collect();
        lines.push(format!("Holds {}.\n", lists.join(", ")));
    }
    lines.join("\n")
}

fn field(field: &FieldDefinition) -> String {
    let (kind, cardinality, visibility) =
        (kind(field.kind), cardinality(field.cardinality), visibility(field.visibility));
    let doc = field.doc.trim().replace('|', "\\|");
    format!("| {} | `{}` | {kind} | {cardinality} | {visibility} | {doc} |", field.term, field.name)
}

fn list(list: &ListDefinition) -> String {
    format!("`{}` ({})", list.name, (list.item)().term)
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Prose => "text",
        Kind::Weight => "weight",
        Kind::Number => "number",
        Kind::Date => "date",
        Kind::Target => "target",
        Kind::Rule => "rule",
        Kind::Money => "money",
        Kind::Months => "months",
        Kind::Years => "years",
        Kind::Flag => "flag",
    }
}

fn cardinality(cardinality: Cardinality) -> &'static str {
    match cardinality {
        Cardinality::One => "one",
        Cardinality::Many => "many",
        Cardinality::Keyed => "by key",
    }
}

fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Internal => "internal",
        Visibility::Personal => "personal",
    }
}
