//! The JSON Schema of the exchange format, from the registry of fields.

use domain::entity::EntityDefinition;
use domain::exchange::SCHEMA;
use domain::{Cardinality, FieldDefinition, Kind, Plan};
use serde_json::{Map, Value as Json, json};

use crate::dictionary::entities;

/// The text of the schema.
pub fn text() -> String {
    format!("{:#}\n", schema())
}

fn schema() -> Json {
    let plan = Plan::describe();
    let mut properties = Map::new();
    properties
        .insert("schema".into(), json!({"const": SCHEMA, "description": "name and version of the format"}));
    properties
        .insert("document".into(), described(json!({"type": ["string", "null"]}), "file name of the source"));
    properties.extend(members(plan));
    properties.insert("body".into(), json!({"anyOf": [{"$ref": "#/$defs/body"}, {"type": "null"}]}));
    properties.insert("findings".into(), list("finding", "what a person must look at, in document order"));
    properties.insert("coverage".into(), coverage());
    let mut definitions = Map::new();
    for definition in entities().into_iter().filter(|definition| definition.name != plan.name) {
        definitions.insert(definition.name.into(), entity(definition));
    }
    definitions.insert("finding".into(), finding());
    definitions.insert("reading".into(), reading());
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": plan.term,
        "description": plan.doc.trim(),
        "type": "object",
        "required": ["schema"],
        "properties": properties,
        "$defs": definitions,
    })
}

fn described(mut schema: Json, description: &str) -> Json {
    schema["description"] = description.trim().into();
    schema
}

fn list(item: &str, description: &str) -> Json {
    described(json!({"type": "array", "items": {"$ref": format!("#/$defs/{item}")}}), description)
}

fn entity(definition: &EntityDefinition) -> Json {
    let mut properties = Map::new();
    if definition.name == "objective" {
        properties.insert(
            "ordinal".into(),
            described(json!({"type": "integer", "minimum": 1}), "position in the list, from 1"),
        );
    }
    let line = json!({"type": ["integer", "null"], "minimum": 1});
    properties.insert("line".into(), described(line, "first line in the source"));
    properties.extend(members(definition));
    json!({
        "title": definition.term,
        "description": definition.doc.trim(),
        "type": "object",
        "properties": properties,
    })
}

/// The fields and lists of an entity, and what it holds beside them.
fn members(definition: &EntityDefinition) -> Map<String, Json> {
    let mut properties = Map::new();
    for field in definition.fields {
        let mut schema = described(value(field), field.doc);
        schema["title"] = field.term.into();
        properties.insert(field.name.into(), schema);
    }
    for inner in definition.lists {
        let item = (inner.item)();
        if inner.name == "links" {
            let texts = json!({"type": "array", "items": {"type": "string"}});
            properties.insert("links".into(), described(texts, "the texts of the links"));
            properties.insert("linked".into(), list(item.name, item.doc));
        } else {
            properties.insert(inner.name.into(), list(item.name, item.doc));
        }
    }
    let texts = || json!({"type": "object", "additionalProperties": {"type": "string"}});
    properties.insert(
        "fields".into(),
        described(texts(), "what the form holds beyond the known fields: label, text"),
    );
    properties.insert(
        "verbatim".into(),
        described(texts(), "the text of the fields whose value is not the text itself"),
    );
    let readings = json!({
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"$ref": "#/$defs/reading"}},
        },
    });
    let description = "what the text of a field was understood to mean: field, key (empty for a field with one \
                       value), possible meanings";
    properties.insert("understood".into(), described(readings, description));
    properties
}

fn value(field: &FieldDefinition) -> Json {
    match field.cardinality {
        Cardinality::Many => json!({"type": "array", "items": {"type": "string"}}),
        Cardinality::Keyed => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        Cardinality::One => match field.kind {
            Kind::Prose | Kind::Number | Kind::Date | Kind::Target => json!({"type": ["string", "null"]}),
            Kind::Weight | Kind::Money => json!({"type": ["string", "number", "null"]}),
            Kind::Flag => json!({"type": ["boolean", "string", "null"]}),
            Kind::Months => json!({
                "type": ["array", "null"],
                "items": {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 12}, {"type": "string"}]},
            }),
            Kind::Years => json!({"type": ["array", "null"], "items": {"type": "integer"}}),
        },
    }
}

/// A date or number as text, or a target as an object with one key that says its kind.
fn reading() -> Json {
    json!({
        "description": "a date (`2025-12-31`) or a number (`12.5`) as text, or an expected value as an object \
                        whose one key says its kind",
        "anyOf": [
            {"type": "string"},
            {"type": "object", "minProperties": 1, "maxProperties": 1, "propertyNames": {"enum": TARGETS}},
        ],
    })
}

/// The kinds of expected value.
const TARGETS: [&str; 14] = [
    "amount",
    "range",
    "deadline",
    "deadlines",
    "period",
    "recurring",
    "yes_no",
    "ratio",
    "change",
    "compared",
    "absence",
    "conditional",
    "evidence",
    "all",
];

fn finding() -> Json {
    let count = |description| described(json!({"type": ["integer", "null"], "minimum": 1}), description);
    json!({
        "title": "rilievo",
        "type": "object",
        "required": ["code", "severity", "message"],
        "properties": {
            "code": described(json!({"type": "string"}), "stable code of its kind"),
            "severity": {"enum": ["error", "warning", "info"]},
            "message": described(json!({"type": "string"}), "what is wrong, in Italian"),
            "file": described(json!({"type": ["integer", "null"], "minimum": 0}), "position in `documents`, from 0"),
            "line": count("line of the source"),
            "column": count("cell of the line"),
            "lines": described(
                json!({"type": "array", "items": {"type": "integer", "minimum": 1}}),
                "every line of its document of which it is true, its own first"
            ),
            "also": described(
                json!({
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "file": {"type": "integer", "minimum": 0},
                            "line": {"type": "integer", "minimum": 1},
                            "column": {"type": "integer", "minimum": 1},
                        },
                    },
                }),
                "the further places, without its own"
            ),
            "subject": described(
                json!({"type": ["string", "null"]}),
                "what it is about, without the words around it: a value, a field, a label, a number"
            ),
            "objective": count("ordinal of the objective it belongs to"),
            "help": described(json!({"type": "string"}), "how to mend it, in Italian"),
            "basis": described(json!({"type": "string"}), "the law or the rule it rests on"),
            "change": described(
                json!({
                    "type": ["object", "null"],
                    "properties": {"from": {"type": "string"}, "to": {"type": "string"}},
                }),
                "the safe repair, where there is one: texts of the cell"
            ),
        },
    })
}

fn coverage() -> Json {
    let cells = |description| described(json!({"type": "integer", "minimum": 0}), description);
    json!({
        "description": "how many cells of the source went where; absent when the plan is not what one reading gave",
        "type": "object",
        "required": ["cells", "mapped", "boilerplate", "reported", "lost"],
        "properties": {
            "cells": cells("cells with text"),
            "mapped": cells("cells that became a value of the plan"),
            "boilerplate": cells("headers, footers, printed labels"),
            "reported": cells("cells named in a finding"),
            "lost": described(json!({"const": 0}), "cells that went nowhere"),
        },
    })
}

#[cfg(test)]
mod tests {
    use domain::exchange::{Coverage, plan_to_json};
    use domain::target::{Deadline, Measure, Operator, Span};
    use domain::{
        Change, Datum, Entity, Finding, Money, Months, Place, Severity, Slot, Target, Value, Weight,
    };

    use super::*;

    fn number() -> Measure {
        Measure::Percent("5.0".parse().unwrap())
    }

    fn targets() -> Vec<Target> {
        let (year, operator) = (Deadline::Year(2026), Operator::AtLeast);
        vec![
            Target::Amount { operator, measure: number() },
            Target::Range { from: number(), to: number() },
            Target::Deadline(year.clone()),
            Target::Deadlines(vec![year.clone()]),
            Target::Period { from: None, to: Some(year) },
            Target::Recurring {
                operator,
                number: "2".parse().unwrap(),
                unit: String::new(),
                every: Span::Weeks,
            },
            Target::YesNo(true),
            Target::Ratio { numerator: "a".into(), denominator: "b".into() },
            Target::Change { increase: true, operator, measure: number(), against: String::new() },
            Target::Compared { operator, with: "al 2023".into() },
            Target::Absence("reclami".into()),
            Target::Conditional { condition: "qualora".into(), then: None },
            Target::Evidence("determina".into()),
            Target::All(Vec::new()),
        ]
    }

    #[test]
    fn every_kind_of_expected_value_is_in_the_schema() {
        // Written out so that a new kind cannot be forgotten here.
        let position = |target: &Target| match target {
            Target::Amount { .. } => 0,
            Target::Range { .. } => 1,
            Target::Deadline(_) => 2,
            Target::Deadlines(_) => 3,
            Target::Period { .. } => 4,
            Target::Recurring { .. } => 5,
            Target::YesNo(_) => 6,
            Target::Ratio { .. } => 7,
            Target::Change { .. } => 8,
            Target::Compared { .. } => 9,
            Target::Absence(_) => 10,
            Target::Conditional { .. } => 11,
            Target::Evidence(_) => 12,
            Target::All(_) => 13,
        };
        let targets = targets();
        assert_eq!(targets.len(), TARGETS.len());
        for (index, (target, name)) in targets.iter().zip(TARGETS).enumerate() {
            assert_eq!(position(target), index);
            assert!(serde_json::to_value(target).unwrap().get(name).is_some(), "{name}");
        }
    }

    fn readings(kind: Kind) -> Vec<Value> {
        match kind {
            Kind::Prose => Vec::new(),
            Kind::Weight => vec![Value::Weight(Weight::ratio(100, 3).unwrap())],
            Kind::Number => vec![Value::Number("1.5".parse().unwrap())],
            Kind::Date => vec![Value::Date("2025-12-31".parse().unwrap())],
            Kind::Target => targets().into_iter().map(Value::Target).collect(),
            Kind::Money => vec![Value::Money(Money { cents: 12_345 })],
            Kind::Months => vec![Value::Months(Months::new(vec![Slot::Month(1), Slot::Tail("2026".into())]))],
            Kind::Years => vec![Value::Years(vec![2025])],
            Kind::Flag => vec![Value::Flag(true)],
        }
    }

    /// Fills every field and every list of an entity, understood or not.
    fn fill(entity: &mut dyn Entity, understood: bool) {
        entity.set_place(Some(Place::new(1, 1)));
        for field in entity.definition().fields {
            let key = (field.cardinality == Cardinality::Keyed).then_some("2025");
            let readings = if understood { readings(field.kind) } else { Vec::new() };
            entity.put(field.name, key, Datum { verbatim: "testo".into(), readings, place: None }).unwrap();
        }
        entity.put("fields", Some("altro"), Datum::prose("testo", None)).unwrap();
        for list in entity.definition().lists {
            fill(entity.add_child(list.name).unwrap(), understood);
        }
    }

    /// The faults of `json` by the part of JSON Schema that this module uses.
    fn faults(json: &Json, schema: &Json, root: &Json, path: &str, found: &mut Vec<String>) {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = root.pointer(reference.trim_start_matches('#')).unwrap();
            return faults(json, target, root, path, found);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            let fits = |choice: &&Json| {
                let mut found = Vec::new();
                faults(json, choice, root, path, &mut found);
                found.is_empty()
            };
            if choices.iter().find(fits).is_none() {
                found.push(format!("{path}: none of the choices"));
            }
        }
        let constant = schema.get("const").is_none_or(|constant| constant == json);
        let listed = schema["enum"].as_array().is_none_or(|values| values.contains(json));
        if !constant || !listed || !typed(json, &schema["type"]) {
            found.push(format!("{path}: {json} is not {schema}"));
        }
        for item in json.as_array().into_iter().flatten() {
            faults(item, &schema["items"], root, &format!("{path}[]"), found);
        }
        for (key, value) in json.as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            match (schema["properties"].get(key), schema.get("additionalProperties")) {
                (Some(inner), _) | (None, Some(inner)) => faults(value, inner, root, &path, found),
                (None, None) if schema["properties"].is_object() => {
                    found.push(format!("{path}: not in the schema"));
                }
                (None, None) => {}
            }
            let names = schema["propertyNames"]["enum"].as_array();
            if names.is_some_and(|names| !names.contains(&json!(key))) {
                found.push(format!("{path}: not a name in the schema"));
            }
        }
    }

    fn typed(json: &Json, types: &Json) -> bool {
        let is = |name: &str| match name {
            "null" => json.is_null(),
            "boolean" => json.is_boolean(),
            "integer" => json.is_i64(),
            "number" => json.is_number(),
            "string" => json.is_string(),
            "array" => json.is_array(),
            _ => json.is_object(),
        };
        match types {
            Json::String(name) => is(name),
            Json::Array(names) => names.iter().filter_map(Json::as_str).any(is),
            _ => true,
        }
    }

    fn checked(understood: bool) -> (Json, Vec<String>) {
        let mut plan = Plan::default();
        fill(&mut plan, understood);
        let finding = Finding {
            code: "LETT-001".into(),
            severity: Severity::Warning,
            message: "messaggio".into(),
            place: Some(Place::new(3, 2)),
            objective: Some(1),
            help: "".into(),
            basis: "".into(),
            change: Some(Change { from: "A. 1".into(), to: "A.1".into() }),
            subject: Some("A. 1".into()),
            also: vec![Place::new(4, 1)],
        };
        let coverage = Coverage { cells: 1, mapped: 1, ..Coverage::default() };
        let (json, schema) = (plan_to_json(&plan, &[finding], Some(coverage)), schema());
        let mut found = Vec::new();
        faults(&json, &schema, &schema, "plan", &mut found);
        (json, found)
    }

    #[test]
    fn the_schema_describes_all_that_the_format_writes() {
        for understood in [true, false] {
            let (_, found) = checked(understood);
            assert!(found.is_empty(), "{}", found.join("\n"));
        }
        let mut found = Vec::new();
        let schema = schema();
        faults(&plan_to_json(&Plan::default(), &[], None), &schema, &schema, "plan", &mut found);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn the_format_writes_all_that_the_schema_describes() {
        let (json, _) = checked(true);
        let schema = schema();
        let missing = |properties: &Json, written: &Json| -> Vec<String> {
            let keys = properties.as_object().unwrap().keys();
            keys.filter(|key| written.get(key).is_none()).cloned().collect()
        };
        // Nothing of a plan itself is written differently from how it was read, except its years.
        assert_eq!(missing(&schema["properties"], &json), ["understood"]);
        let objective = &schema["$defs"]["objective"]["properties"];
        assert_eq!(missing(objective, &json["objectives"][0]), Vec::<String>::new());
    }

    #[test]
    fn the_schema_refuses_what_is_wrong() {
        let schema = schema();
        for wrong in [
            json!({"schema": "altro/1"}),
            json!({"schema": SCHEMA, "years": ["2025"]}),
            json!({"schema": SCHEMA, "objectives": [{"title": 5}]}),
            json!({"schema": SCHEMA, "objectives": [{"phases": [{"months": [13.5]}]}]}),
            json!({"schema": SCHEMA, "coverage": {"lost": 1}}),
        ] {
            let mut found = Vec::new();
            faults(&wrong, &schema, &schema, "plan", &mut found);
            assert!(!found.is_empty(), "{wrong}");
        }
    }
}
