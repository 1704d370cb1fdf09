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
    definitions.insert("rule".into(), rule());
    definitions.insert("band".into(), band());
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
        if field.kind == Kind::Rule {
            let rule = json!({"anyOf": [{"$ref": "#/$defs/rule"}, {"type": "null"}]});
            properties.insert("rule".into(), described(rule, "what that text was understood to mean"));
        }
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
            Kind::Prose | Kind::Number | Kind::Date | Kind::Target | Kind::Rule => {
                json!({"type": ["string", "null"]})
            }
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

/// The classes of rules.
const CLASSES: [&str; 14] = [
    "delay-hours",
    "delay-days",
    "delay-working-days",
    "delay-weeks",
    "delay-months",
    "delay-quarters",
    "delay-half-years",
    "delay-years",
    "value",
    "proportional",
    "per-unit",
    "outcomes",
    "per-period",
    "norm",
];

/// A rule that turns a result into a score, or what is known of a text that is none.
fn rule() -> Json {
    let number = || json!({"type": ["number", "null"]});
    let mut classes: Vec<Json> = CLASSES.iter().map(|class| json!(class)).collect();
    classes.push(Json::Null);
    let outcome = json!({
        "type": "object",
        "properties": {"text": {"type": "string"}, "score": {"type": "number"}},
    });
    let whole = || json!({"type": ["integer", "null"], "minimum": 0});
    json!({
        "title": "regola che dà il punteggio",
        "type": "object",
        "properties": {
            "class": described(json!({"enum": classes}), "null when the text is no rule, or nobody has chosen a reading"),
            "text": described(json!({"type": "string"}), "the rule in plain Italian"),
            "reference": described(
                json!({"type": ["string", "object"]}),
                "what a delay is counted from: `deadline`, or an object with one key, `date`, `after` or `stated`"
            ),
            "bands": described(json!({"type": "array", "items": {"$ref": "#/$defs/band"}}), "delay and value: the bands"),
            "not_done": described(number(), "delay: the score of what is never done, when the text says one"),
            "unit": described(json!({"type": "string"}), "value and per-unit: what is measured; per-period: the time counted in"),
            "expected": described(number(), "proportional: what has the full score, when it is not the target"),
            "inverse": described(json!({"type": "boolean"}), "proportional: whether less is better"),
            "least": described(number(), "proportional: the score below which nothing is given"),
            "full": described(number(), "per-unit: the count with the full score"),
            "points": described(number(), "per-unit and per-period: points lost each time"),
            "outcomes": described(json!({"type": "array", "items": outcome}), "outcomes: each with its score"),
            "step": described(whole(), "per-period: how many units make a period"),
            "whole": described(json!({"type": "boolean"}), "per-period: whether only whole periods count"),
            "tolerance": described(whole(), "per-period: delay that costs nothing"),
            "from_first": described(json!({"type": "boolean"}), "per-period: a longer delay counts from its first day"),
            "floor": described(number(), "per-period: the score below which it does not fall"),
            "zero_after": described(whole(), "per-period: the delay after which the score is nought"),
            "norm": described(json!({"type": "string"}), "norm: the norm or act, as written"),
            "readings": described(
                json!({"type": "array", "items": {"$ref": "#/$defs/rule"}}),
                "the rules among which a person has to choose or has chosen"
            ),
            "chosen": described(json!({"type": "integer", "minimum": 1}), "position in `readings` of the chosen one, from 1"),
            "remarks": described(
                json!({"type": "array", "items": {"type": "string"}}),
                "what a person should know of the text, in Italian"
            ),
        },
    })
}

/// Results that have one score.
fn band() -> Json {
    let end = |description| described(json!({"type": ["number", "null"]}), description);
    let flag = |description| described(json!({"const": true}), description);
    json!({
        "type": "object",
        "required": ["over", "up_to", "score"],
        "properties": {
            "over": end("results over this one; null without a lower end"),
            "up_to": end("and up to this one; null without an upper end"),
            "score": {"type": "number"},
            "over_included": flag("the lower end belongs to the band"),
            "up_to_excluded": flag("the upper end does not"),
        },
    })
}

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
    use domain::rule::{Band, Limit, Outcome, PerPeriod, Reference, Rule};
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

    /// A rule of each class.
    fn rules() -> Vec<Rule> {
        let number = |value: u8| value.into();
        let bands = vec![Band {
            from: Limit::Included(number(1)),
            to: Limit::Excluded(number(9)),
            score: number(70),
        }];
        let spans = [
            Span::Hours,
            Span::Days,
            Span::WorkingDays,
            Span::Weeks,
            Span::Months,
            Span::Quarters,
            Span::HalfYears,
            Span::Years,
        ];
        let delay =
            |unit| Rule::Delay { reference: Reference::Deadline, unit, bands: bands.clone(), not_done: None };
        let mut rules: Vec<Rule> = spans.into_iter().map(delay).collect();
        rules.push(Rule::Value { unit: "%".into(), bands: bands.clone() });
        rules.push(Rule::Proportional { expected: None, inverse: false, least: number(0) });
        rules.push(Rule::PerUnit { unit: "visita".into(), full: number(9), points: number(5) });
        rules.push(Rule::Outcomes(vec![Outcome { text: "fatto".into(), score: number(100) }]));
        rules.push(Rule::PerPeriod(PerPeriod {
            reference: Reference::After { count: 1, unit: Span::Months },
            points: number(2),
            every: Span::Days,
            step: 1,
            whole: false,
            tolerance: 0,
            from_first: false,
            floor: number(0),
            zero_after: None,
        }));
        rules.push(Rule::Norm("secondo la norma".into()));
        rules
    }

    #[test]
    fn every_class_of_rule_is_in_the_schema() {
        let classes: Vec<Json> =
            rules().iter().map(|rule| meaning::rule::object(rule)["class"].clone()).collect();
        assert_eq!(classes, CLASSES);
    }

    fn readings(kind: Kind) -> Vec<Value> {
        match kind {
            Kind::Prose => Vec::new(),
            Kind::Weight => vec![Value::Weight(Weight::ratio(100, 3).unwrap())],
            Kind::Number => vec![Value::Number("1.5".parse().unwrap())],
            Kind::Date => vec![Value::Date("2025-12-31".parse().unwrap())],
            Kind::Target => targets().into_iter().map(Value::Target).collect(),
            Kind::Rule => rules().into_iter().map(Value::Rule).collect(),
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
        let (json, schema) =
            (plan_to_json(&plan, &[finding], Some(coverage), &meaning::rule::to_json), schema());
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
        faults(
            &plan_to_json(&Plan::default(), &[], None, &meaning::rule::to_json),
            &schema,
            &schema,
            "plan",
            &mut found,
        );
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
