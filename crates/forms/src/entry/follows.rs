//! What a new text says beside itself, by the form.

use std::collections::HashMap;

use domain::Entity;
use domain::plan::{Objective, Phase};
use method::{BlockKind, Column, Derive, Method, Path};

use super::model::{Item, Target};
use crate::read::pairs::parse_texts;

/// What follows from texts that a person wrote on the form of an objective, to be put beside them:
///
/// - what the form reads out of a text (`derive`): the number in `4 - Posa dei cavi`;
/// - what the way it is written says (`implies`): `80%` that the unit of measure is `%`;
/// - the new name of a phase in what names it: indicators stay with their phase when it is numbered anew.
///
/// Texts that are as they were are passed over, and nothing follows for a place in which the person wrote another text. Where
/// somebody had entered something else than the old text said, it stays.
pub fn follows(method: &Method, objective: &Objective, texts: &[(Target, String)]) -> Vec<(Target, String)> {
    let changed: Vec<&(Target, String)> =
        texts.iter().filter(|(target, text)| current(objective, target) != text.trim()).collect();
    let mut out: Vec<(Target, String)> = Vec::new();
    for (target, text) in changed.iter().copied() {
        let old = current(objective, target);
        for (path, said) in said_by(method, objective, target, &old, text.trim()) {
            let other = Target { field: path.field.0, key: super::writer::fixed_key(path), ..target.clone() };
            out.push((other, said));
        }
    }
    let all: Vec<&(Target, String)> = changed.iter().copied().chain(&out).collect();
    let renamed = renamed(objective, &all);
    out.extend(renamed);
    out.retain(|(target, text)| {
        current(objective, target) != *text && !changed.iter().any(|(written, _)| written == target)
    });
    out
}

/// What stands in a place now.
fn current(objective: &Objective, target: &Target) -> String {
    let data =
        owner(objective, target.item).map(|owner| owner.data(target.field_name(), target.key.as_deref()));
    data.unwrap_or_default().into_iter().map(|datum| datum.verbatim).collect::<Vec<_>>().join("\n")
}

fn owner(objective: &Objective, item: Option<Item>) -> Option<&dyn Entity> {
    match item {
        None => Some(objective),
        Some(item) => objective.children(item.list).get(item.index).copied(),
    }
}

/// What the form says of the fields beside one, by its text: where they say what the old text said, or nothing.
fn said_by<'m>(
    method: &'m Method,
    objective: &Objective,
    target: &Target,
    old: &str,
    new: &str,
) -> Vec<(&'m Path, String)> {
    let mut out = Vec::new();
    for says in method.blocks().flat_map(|block| says(&block.kind)) {
        if !is_of(says.path, objective, target) {
            continue;
        }
        let (before, after) = (says.of(old), says.of(new));
        let mut paths: Vec<&'m Path> = Vec::new();
        for (path, _) in before.iter().chain(&after) {
            if !paths.iter().any(|known| known.field_name() == path.field_name() && known.key == path.key) {
                paths.push(path);
            }
        }
        for path in paths {
            let in_it = |all: &[(&'m Path, String)]| {
                let same = all.iter().find(|(other, _)| other.field_name() == path.field_name());
                same.map(|(_, text)| text.clone()).unwrap_or_default()
            };
            let other = Target { field: path.field.0, key: super::writer::fixed_key(path), ..target.clone() };
            let now = current(objective, &other);
            if now.is_empty() || now == in_it(&before) {
                out.push((path, in_it(&after)));
            }
        }
    }
    out
}

/// What a label or column says by its value.
struct Says<'m> {
    path: &'m Path,
    derive: &'m Derive,
    column: Option<&'m Column>,
}

impl<'m> Says<'m> {
    /// What a text says of the fields beside it.
    fn of(&self, text: &str) -> Vec<(&'m Path, String)> {
        let mut out = Vec::new();
        for (name, value) in parse_texts(&self.derive.texts, text).unwrap_or_default() {
            let path = self.derive.to.iter().find(|(known, _)| *known == name).map(|(_, path)| path);
            out.extend(path.map(|path| (path, value)));
        }
        let implied = self.column.and_then(|column| column.implies.iter().find(|i| i.pattern.is_match(text)));
        let implied = implied.into_iter().flat_map(|implied| &implied.set);
        out.extend(implied.map(|(path, text)| (path, text.clone())));
        out.retain(|(path, _)| path.entity.name == self.path.entity.name);
        out
    }
}

fn says(block: &BlockKind) -> Vec<Says<'_>> {
    match block {
        BlockKind::Pairs(pairs) => {
            let pairs = pairs.rows.iter().flatten();
            pairs
                .filter_map(|p| Some(Says { path: p.to.as_ref()?, derive: &p.derive, column: None }))
                .collect()
        }
        BlockKind::Table(table) => {
            let says = |column| Says::in_column(column);
            table.columns.iter().filter_map(says).collect()
        }
        _ => Vec::new(),
    }
}

impl<'m> Says<'m> {
    fn in_column(column: &'m Column) -> Option<Self> {
        Some(Says { path: column.to.as_ref()?, derive: &column.derive, column: Some(column) })
    }
}

/// Whether a path leads to the place of a value.
fn is_of(path: &Path, objective: &Objective, target: &Target) -> bool {
    let list = target.item.map(|item| item.list);
    let entity = Objective::describe().list_of(path.entity.name).map(|list| list.name);
    let own = path.entity.name == "objective";
    let level = owner(objective, target.item).and_then(|owner| owner.verbatim("level"));
    (list == entity && (own || list.is_some()))
        && path.field_name() == target.field_name()
        && (path.level.is_none() || path.level == level)
}

/// The new name of phases in what names them, where the old name was that of one phase only.
fn renamed(objective: &Objective, changed: &[&(Target, String)]) -> Vec<(Target, String)> {
    let written = |index: usize, field: &str| {
        // What a person wrote comes before what follows from it.
        let of = |(target, _): &&&(Target, String)| {
            target.item == Some(Item { list: "phases", index }) && target.field_name() == field
        };
        changed.iter().find(of).map(|(_, text)| text.trim().to_owned())
    };
    let mut names: HashMap<String, Vec<Option<String>>> = HashMap::new();
    for (index, phase) in objective.phases.iter().enumerate() {
        let phase: &dyn Entity = phase;
        let now = |field: &str| phase.verbatim(field).filter(|text| !text.is_empty());
        let then = |field: &str| written(index, field).or_else(|| now(field)).filter(|text| !text.is_empty());
        if let Some(old) = now("number").or_else(|| now("text")) {
            names.entry(old).or_default().push(then("number").or_else(|| then("text")));
        }
    }
    let mut out = Vec::new();
    for list in Objective::describe().lists {
        let Some(field) =
            (list.item)().field("phase").filter(|_| (list.item)().name != Phase::describe().name)
        else {
            continue;
        };
        for (index, item) in objective.children(list.name).into_iter().enumerate() {
            let own = item.verbatim(field.name);
            let new = own.and_then(|own| match names.get(&own).map(Vec::as_slice) {
                Some([Some(new)]) => Some(new.clone()),
                _ => None,
            });
            let item = Some(Item { list: list.name, index });
            out.extend(new.map(|new| (Target { item, field: Some(field), key: None }, new)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use domain::Datum;
    use domain::plan::Indicator;

    use super::*;

    const METHOD: &str = r#"
        schema = "traguardo-metodo/1"
        [body]
        name = "Comune di Prova"
        kind = "comune"
        [document]
        year = 2025
        [[section]]
        name = "schede"
        [section.record]
        of = "objective"
        [[section.record.block]]
        kind = "pairs"
        rows = [[{ labels = ["Obiettivo"], to = "objective.title", start = true, derive = ["{objective.code=\\d+}_{_}"] }]]
        [[section.record.block]]
        kind = "table"
        columns = [
          { labels = ["Fase"], to = "phase.text", derive = ["{phase.number=\\d+} - {_}"] },
          { labels = ["Atteso"], to = "indicator.targets.{year}", implies = [
            { pattern = '\d+ ?%', set = { "indicator.unit" = "%" } },
            { pattern = '\d+ giorni', set = { "indicator.unit" = "giorni" } },
          ] },
        ]
    "#;

    fn read(text: &str) -> Option<domain::Read<domain::Prose>> {
        (!text.is_empty()).then(|| Datum::prose(text, None).into())
    }

    fn objective() -> Objective {
        let phase =
            |text: &str, number: &str| Phase { text: read(text), number: read(number), ..Phase::default() };
        let indicator = |phase: &str, unit: &str| Indicator {
            phase: read(phase),
            unit: read(unit),
            targets: std::iter::once(("2025".to_owned(), Datum::prose("80%", None).into())).collect(),
            ..Indicator::default()
        };
        Objective {
            title: read("12_Lampioni"),
            code: read("12"),
            phases: vec![phase("1 - Gara", "1"), phase("2 - Posa", "2"), phase("2 - Prova", "2")],
            indicators: vec![indicator("1", "%"), indicator("2", "n.")],
            ..Objective::default()
        }
    }

    /// What follows from texts, each with the name of its place.
    fn after(texts: &[(&str, &str)]) -> Vec<String> {
        let target = |name: &str| {
            let address = outline::edit::Address::parse(Objective::describe(), name).unwrap();
            let item = address.part.map(|part| Item { list: part.list, index: part.index });
            Target { item, field: address.field, key: address.key }
        };
        let texts: Vec<(Target, String)> =
            texts.iter().map(|(name, text)| (target(name), (*text).to_owned())).collect();
        let method = Method::parse(METHOD).unwrap();
        follows(&method, &objective(), &texts)
            .iter()
            .map(|(target, text)| format!("{target}={text}"))
            .collect()
    }

    #[test]
    fn what_is_read_out_of_a_text_follows_it() {
        assert_eq!(after(&[("title", "14_Lampioni")]), ["code=14"]);
        assert_eq!(after(&[("title", "Lampioni")]), ["code="]);
        assert_eq!(
            after(&[("title", "12_Lampioni nuovi"), ("phases.1.text", "2 - Posa")]),
            Vec::<String>::new()
        );
        assert_eq!(after(&[("phases.7.text", "3 - Collaudo")]), ["phases.7.number=3"]);
        assert_eq!(after(&[("title", "14_Lampioni"), ("code", "15")]), Vec::<String>::new());
    }

    #[test]
    fn what_the_way_of_writing_says_follows_unless_something_else_was_entered() {
        assert_eq!(after(&[("indicators.0.targets.2025", "20 giorni")]), ["indicators.0.unit=giorni"]);
        assert_eq!(after(&[("indicators.0.targets.2025", "molti")]), ["indicators.0.unit="]);
        assert_eq!(after(&[("indicators.1.targets.2025", "20 giorni")]), Vec::<String>::new());
        assert_eq!(after(&[("indicators.9.targets.2026", "5 %")]), ["indicators.9.unit=%"]);
    }

    #[test]
    fn what_names_a_phase_keeps_it() {
        assert_eq!(after(&[("phases.0.number", "4")]), ["indicators.0.phase=4"]);
        assert_eq!(after(&[("phases.0.number", "4"), ("indicators.0.phase", "2")]), Vec::<String>::new());
        assert_eq!(after(&[("phases.1.number", "3")]), Vec::<String>::new());
        assert_eq!(after(&[("phases.0.text", "5 - Gara")]), ["phases.0.number=5", "indicators.0.phase=5"]);
        assert_eq!(after(&[("phases.0.number", "")]), ["indicators.0.phase=1 - Gara"]);
    }
}
