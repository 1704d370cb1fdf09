//! The plan as JSON: the exchange format (`docs/plan-format.md`).
//!
//! The format is written and read by walking the registry of fields, so a new field is exchanged
//! from the day it is declared.

use std::borrow::Cow;

use serde_json::{Map, Number, Value as Json, json};

use crate::entity::{Cardinality, Entity, EntityDefinition, FieldDefinition};
use crate::finding::{Change, Finding, Severity};
use crate::months::{Months, Slot};
use crate::number::{Money, Weight};
use crate::place::Place;
use crate::plan::Plan;
use crate::read::{Datum, Holder};
use crate::rule::Rule;
use crate::value::{Kind, Value};

/// Name and version of the format.
pub const SCHEMA: &str = "traguardo-piano/1";

/// How many cells of a source went where.
///
/// `mapped + boilerplate + reported + lost == cells`, and `lost` is always 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Non-empty cells of the source.
    pub cells: u32,
    /// Cells that became a value of the plan.
    pub mapped: u32,
    /// Headers, footers, printed labels.
    pub boilerplate: u32,
    /// Cells named in a finding.
    pub reported: u32,
    /// Cells that went nowhere.
    pub lost: u32,
}

/// Tells of a rule: its text, what it was understood to mean (one rule, several when a person must choose, none) and the
/// year of dates that are written without one. It is told in words, too, which is why it comes from outside.
pub type Telling<'t> = &'t dyn Fn(&str, &[Rule], Option<i16>) -> Json;

/// Gives the meanings of a text as a value of a kind, in a year.
pub type Understanding<'u> = &'u dyn Fn(Kind, &str, Option<i16>) -> Vec<Value>;

/// The plan in the exchange format, with its findings and the account of its source's cells.
pub fn plan_to_json(
    plan: &Plan,
    findings: &[Finding],
    coverage: Option<Coverage>,
    tell: Telling<'_>,
) -> Json {
    let mut map = Map::new();
    map.insert("schema".into(), SCHEMA.into());
    let document = plan.documents.first().and_then(|d| d.name.as_ref()).map(|name| name.verbatim.clone());
    map.insert("document".into(), document.into());
    let years = plan.years.as_ref().and_then(|years| years.certain());
    let year = years.and_then(|years| years.first().copied());
    let Json::Object(rest) = entity_to_json(plan, year, tell) else { return Json::Null };
    for (key, value) in rest {
        if key == "body" {
            let body = value.as_array().and_then(|list| list.first().cloned());
            map.insert(key, body.unwrap_or(Json::Null));
        } else if key != "line" {
            map.insert(key, value);
        }
    }
    if let Some(Json::Array(objectives)) = map.get_mut("objectives") {
        for (index, objective) in objectives.iter_mut().enumerate() {
            if let Json::Object(objective) = objective {
                objective.shift_insert(0, "ordinal".into(), json!(index + 1));
            }
        }
    }
    map.insert("findings".into(), findings.iter().map(finding_to_json).collect());
    if let Some(c) = coverage {
        map.insert(
            "coverage".into(),
            json!({"cells": c.cells, "mapped": c.mapped, "boilerplate": c.boilerplate,
                   "reported": c.reported, "lost": c.lost}),
        );
    }
    Json::Object(map)
}

/// One finding in the exchange format.
pub fn finding_to_json(finding: &Finding) -> Json {
    json!({
        "code": finding.code, "severity": finding.severity.name(), "message": finding.message,
        "file": finding.place.map(|place| place.file), "line": finding.place.map(|place| place.line),
        "column": finding.place.map(|place| place.column), "objective": finding.objective,
        "help": finding.help, "basis": finding.basis,
        "lines": lines(finding), "also": finding.also.iter().copied().map(place_to_json).collect::<Vec<Json>>(),
        "subject": finding.subject,
        "change": finding.change.as_ref().map(|change| json!({"from": change.from, "to": change.to})),
    })
}

/// The lines of a finding in its document, its own first.
fn lines(finding: &Finding) -> Vec<u32> {
    let file = finding.place.map(|place| place.file);
    let also = finding.also.iter().filter(|place| Some(place.file) == file);
    finding.place.iter().chain(also).map(|place| place.line).collect()
}

fn place_to_json(place: Place) -> Json {
    json!({"file": place.file, "line": place.line, "column": place.column})
}

/// The key of a list. Links are given twice: as plain texts, which is what most readers want, and
/// whole, with their levels.
fn key_of(list: &str) -> &str {
    if list == "links" { "linked" } else { list }
}

fn entity_to_json(entity: &dyn Entity, year: Option<i16>, tell: Telling<'_>) -> Json {
    let definition = entity.definition();
    let own = entity.holder("year").and_then(|holder| holder.verbatim(None)?.trim().parse().ok());
    let year = own.or(year);
    let mut map = Map::new();
    map.insert("line".into(), entity.place().map(|place| place.line).into());
    let (mut verbatim, mut understood) = (Map::new(), Map::new());
    for field in definition.fields {
        let Some(holder) = entity.holder(field.name) else { continue };
        map.insert(field.name.into(), field_to_json(field, holder, &mut verbatim, &mut understood));
        if field.kind == Kind::Rule {
            map.insert(RULE.into(), rule_to_json(holder, year, tell));
        }
    }
    for list in definition.lists {
        let children = entity.children(list.name);
        if list.name == "links" {
            let texts = children.iter().filter_map(|link| link.verbatim("text")).map(Json::from).collect();
            map.insert(list.name.into(), texts);
        }
        map.insert(
            key_of(list.name).into(),
            children.into_iter().map(|child| entity_to_json(child, year, tell)).collect(),
        );
    }
    let extra: Map<String, Json> =
        entity.extra().iter().map(|(key, read)| (key.clone(), read.verbatim.clone().into())).collect();
    map.insert("fields".into(), extra.into());
    if !verbatim.is_empty() {
        map.insert("verbatim".into(), verbatim.into());
    }
    if !understood.is_empty() {
        map.insert("understood".into(), understood.into());
    }
    Json::Object(map)
}

fn field_to_json(
    field: &FieldDefinition,
    holder: &dyn Holder,
    verbatim: &mut Map<String, Json>,
    understood: &mut Map<String, Json>,
) -> Json {
    let data = holder.data();
    let spoken = matches!(field.kind, Kind::Target | Kind::Date | Kind::Number);
    if !matches!(field.kind, Kind::Prose | Kind::Rule) {
        let readings: Map<String, Json> = data
            .iter()
            .filter(|(_, datum)| !datum.readings.is_empty() && (spoken || datum.readings.len() > 1))
            .map(|(key, datum)| {
                let readings: Vec<Json> = datum.readings.iter().map(reading_to_json).collect();
                (key.unwrap_or_default().to_owned(), readings.into())
            })
            .collect();
        if !readings.is_empty() {
            understood.insert(field.name.into(), readings.into());
        }
    }
    match field.cardinality {
        Cardinality::One => data.first().map_or(Json::Null, |(_, datum)| {
            let json = datum_to_json(field, datum);
            if json.as_str() != Some(&datum.verbatim) {
                verbatim.insert(field.name.into(), datum.verbatim.clone().into());
            }
            json
        }),
        Cardinality::Many => data.iter().map(|(_, datum)| Json::from(datum.verbatim.clone())).collect(),
        Cardinality::Keyed => data
            .iter()
            .map(|(key, datum)| (key.unwrap_or_default().to_owned(), datum.verbatim.clone().into()))
            .collect::<Map<_, _>>()
            .into(),
    }
}

/// The computable form of a rule, beside its text; null when there is no text.
fn rule_to_json(holder: &dyn Holder, year: Option<i16>, tell: Telling<'_>) -> Json {
    let Some((_, datum)) = holder.data().into_iter().next() else { return Json::Null };
    let rule = |value| if let Value::Rule(rule) = value { Some(rule) } else { None };
    let rules: Vec<Rule> = datum.readings.into_iter().filter_map(rule).collect();
    tell(&datum.verbatim, &rules, year)
}

fn datum_to_json(field: &FieldDefinition, datum: &Datum) -> Json {
    match (field.kind, datum.readings.as_slice()) {
        (Kind::Weight | Kind::Money | Kind::Months | Kind::Years | Kind::Flag, [only]) => {
            reading_to_json(only)
        }
        (Kind::Months | Kind::Years, _) => Json::Null,
        _ => datum.verbatim.clone().into(),
    }
}

/// An understood value in the exchange format.
pub fn reading_to_json(value: &Value) -> Json {
    match value {
        Value::Weight(weight) => weight.to_string().into(),
        Value::Number(number) => number.normalize().to_string().into(),
        Value::Date(date) => date.to_string().into(),
        Value::Target(target) => serde_json::to_value(target).unwrap_or(Json::Null),
        Value::Rule(rule) => serde_json::to_value(rule).unwrap_or(Json::Null),
        Value::Money(money) => money.to_string().parse::<Number>().map_or(Json::Null, Json::Number),
        Value::Months(months) => months
            .slots()
            .iter()
            .map(|slot| match slot {
                Slot::Month(month) => json!(month),
                Slot::Tail(label) => json!(label),
            })
            .collect(),
        Value::Years(years) => json!(years),
        Value::Flag(flag) => json!(flag),
    }
}

/// Reads a plan back from the exchange format. `understand` gives the meaning of a text; what is
/// not a plan gives a plan with nothing in it.
///
/// # Errors
/// An Italian sentence when the JSON is not a plan of a known version of the format.
pub fn plan_from_json(json: &Json, understand: Understanding<'_>) -> Result<Plan, String> {
    let schema = json.get("schema").and_then(Json::as_str).unwrap_or_default();
    if schema != SCHEMA {
        return Err(format!("il file JSON non è un piano: «schema» vale «{schema}», atteso «{SCHEMA}»"));
    }
    let mut json = json.clone();
    if let Some(body) = json.get_mut("body") {
        *body = if body.is_null() { json!([]) } else { json!([body.take()]) };
    }
    let mut plan = Plan::default();
    fill(&mut plan, &json, Plan::describe(), None, understand);
    Ok(plan)
}

fn fill(
    entity: &mut dyn Entity,
    json: &Json,
    definition: &EntityDefinition,
    year: Option<i16>,
    understand: Understanding<'_>,
) {
    let line = json.get("line").and_then(Json::as_u64).and_then(|line| u32::try_from(line).ok());
    let place = line.map(|line| Place::new(line, 1));
    entity.set_place(place);
    let year = json.get("year").and_then(year_from_json).or(year);
    let here = |kind: Kind, text: &str| understand(kind, text, year);
    for field in definition.fields {
        let Some(value) = json.get(field.name) else { continue };
        let written = json.get("verbatim").and_then(|map| map.get(field.name)).and_then(Json::as_str);
        let doubts = json.get("understood").and_then(|map| map.get(field.name));
        for (key, mut datum) in data_from_json(field, value, written, &here) {
            let readings = doubts.and_then(|map| map.get(key.as_deref().unwrap_or_default()));
            let readings = readings.and_then(Json::as_array).into_iter().flatten();
            let readings: Vec<Value> = readings.filter_map(|r| reading_from_json(field.kind, r)).collect();
            if !readings.is_empty() {
                datum.readings = readings;
            }
            if field.kind == Kind::Rule {
                choose(&mut datum.readings, json.get(RULE));
            }
            // A key can stand only once in a JSON object and `One` gives one datum: nothing is refused.
            let _ = entity.put(field.name, key.as_deref(), Datum { place, ..datum });
        }
    }
    if let Some(Json::Object(extra)) = json.get("fields") {
        for (key, value) in extra {
            let text = value.as_str().unwrap_or_default();
            let _ = entity.put("fields", Some(key), Datum::prose(text, place));
        }
    }
    for list in definition.lists {
        let plain = json.get(list.name).filter(|_| json.get(key_of(list.name)).is_none());
        for text in plain.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str) {
            if let Some(child) = entity.add_child(list.name) {
                let _ = child.put("text", None, Datum::prose(text, place));
            }
        }
        for item in json.get(key_of(list.name)).and_then(Json::as_array).into_iter().flatten() {
            if let Some(child) = entity.add_child(list.name) {
                fill(child, item, (list.item)(), year, understand);
            }
        }
    }
}

/// A year as text or number.
fn year_from_json(json: &Json) -> Option<i16> {
    json.as_str().map_or_else(|| json.as_i64()?.try_into().ok(), |text| text.trim().parse().ok())
}

/// Leaves the reading that a person has chosen (`chosen`, from 1). Of the rule nothing else is believed: it is read again
/// from its text, and a choice among other readings than those of today is none.
fn choose(readings: &mut Vec<Value>, rule: Option<&Json>) {
    let chosen = rule.and_then(|rule| rule.get("chosen")).and_then(Json::as_u64);
    let offered = rule.and_then(|rule| rule.get("readings")).and_then(Json::as_array);
    let index =
        chosen.and_then(|chosen| usize::try_from(chosen).ok()).and_then(|chosen| chosen.checked_sub(1));
    let same = offered.is_none_or(|offered| offered.len() == readings.len());
    if let Some(index) = index.filter(|index| same && *index < readings.len()) {
        *readings = vec![readings.swap_remove(index)];
    }
}

fn data_from_json(
    field: &FieldDefinition,
    json: &Json,
    written: Option<&str>,
    understand: &dyn Fn(Kind, &str) -> Vec<Value>,
) -> Vec<(Option<String>, Datum)> {
    let text = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let datum = |value: &Json| {
        let verbatim = text(value);
        Datum { readings: understand(field.kind, &verbatim), verbatim, place: None }
    };
    match (field.cardinality, json) {
        (Cardinality::One, Json::Null) => {
            written.map(|text| (None, Datum::prose(text, None))).into_iter().collect()
        }
        (Cardinality::One, value) => {
            let verbatim = written.map_or_else(|| text(value), str::to_owned);
            let reading = reading_from_json(field.kind, value).map(|value| vec![value]);
            let readings = reading.unwrap_or_else(|| understand(field.kind, &verbatim));
            vec![(None, Datum { verbatim, readings, place: None })]
        }
        (Cardinality::Many, Json::Array(values)) => values.iter().map(|v| (None, datum(v))).collect(),
        (Cardinality::Keyed, Json::Object(map)) => {
            map.iter().map(|(key, value)| (Some(key.clone()), datum(value))).collect()
        }
        _ => Vec::new(),
    }
}

pub(crate) fn reading_from_json(kind: Kind, json: &Json) -> Option<Value> {
    match kind {
        Kind::Weight => {
            let text = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
            text.parse::<Weight>().ok().map(Value::Weight)
        }
        Kind::Money => {
            let text = json.as_number()?.to_string();
            let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
            let cents = format!("{whole}{:0<2}", decimals.get(..2).unwrap_or(decimals)).parse().ok()?;
            Some(Value::Money(Money { cents }))
        }
        Kind::Months => {
            let slot = |value: &Json| match value.as_u64() {
                Some(month) => u8::try_from(month).ok().map(Slot::Month),
                None => value.as_str().map(|label| Slot::Tail(label.to_owned())),
            };
            Some(Value::Months(Months::new(json.as_array()?.iter().filter_map(slot).collect())))
        }
        Kind::Years => {
            let year = |value: &Json| value.as_i64().and_then(|year| i16::try_from(year).ok());
            Some(Value::Years(json.as_array()?.iter().filter_map(year).collect()))
        }
        Kind::Flag => json.as_bool().map(Value::Flag),
        Kind::Prose | Kind::Number | Kind::Date | Kind::Target | Kind::Rule => None,
    }
}

/// Key of the computable form of a graduation, beside its text.
const RULE: &str = "rule";

/// Keys that beside the fields and lists of an entity stand in its objects.
const BESIDE: &[&str] = &["line", "fields", "verbatim", "understood", "ordinal", "linked"];

/// The keys of a plan in the exchange format that no field takes (`body.employes`), each once. Newer versions of the format
/// may have more of them; in a plan that was written by hand they are typing errors.
pub fn unknown_keys(json: &Json) -> Vec<String> {
    let mut unknown = Vec::new();
    for key in json.as_object().into_iter().flat_map(Map::keys) {
        let own = ["schema", "document", "findings", "coverage"].contains(&key.as_str());
        if !own && !takes(Plan::describe(), key) {
            unknown.push(key.clone());
        }
    }
    children_unknown(json, Plan::describe(), "", &mut unknown);
    unknown.sort();
    unknown.dedup();
    unknown
}

fn takes(definition: &EntityDefinition, key: &str) -> bool {
    BESIDE.contains(&key)
        || (key == RULE && definition.fields.iter().any(|field| field.kind == Kind::Rule))
        || definition.fields.iter().any(|field| field.name == key)
        || definition.lists.iter().any(|list| list.name == key)
}

fn children_unknown(json: &Json, definition: &EntityDefinition, path: &str, unknown: &mut Vec<String>) {
    for list in definition.lists {
        let of_list = json.get(key_of(list.name)).into_iter();
        let items =
            of_list.flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
        let path = format!("{path}{}.", key_of(list.name));
        for item in items {
            let keys = item.as_object().into_iter().flat_map(Map::keys);
            let faults = keys.filter(|key| !takes((list.item)(), key));
            unknown.extend(faults.map(|key| format!("{path}{key}")));
            children_unknown(item, (list.item)(), &path, unknown);
        }
    }
}

/// The findings carried by a plan in the exchange format.
pub fn findings_from_json(json: &Json) -> Vec<Finding> {
    json.get("findings").and_then(Json::as_array).into_iter().flatten().map(finding_from_json).collect()
}

fn finding_from_json(json: &Json) -> Finding {
    let text = |key| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let count = |key| json.get(key).and_then(Json::as_u64).and_then(|number| u32::try_from(number).ok());
    let also = json.get("also").and_then(Json::as_array).into_iter().flatten().filter_map(place_from_json);
    Finding {
        code: Cow::Owned(text("code")),
        severity: match text("severity").as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Info,
        },
        message: text("message"),
        place: place_from_json(json),
        objective: count("objective"),
        help: Cow::Owned(text("help")),
        basis: Cow::Owned(text("basis")),
        change: json.get("change").and_then(|change| {
            let part = |key| change.get(key).and_then(Json::as_str).map(str::to_owned);
            Some(Change { from: part("from")?, to: part("to")? })
        }),
        subject: json.get("subject").and_then(Json::as_str).map(str::to_owned),
        also: also.collect(),
    }
}

fn place_from_json(json: &Json) -> Option<Place> {
    let number = |key| json.get(key).and_then(Json::as_u64);
    let small = |key| number(key).and_then(|number| u16::try_from(number).ok());
    let line = u32::try_from(number("line")?).ok()?;
    Some(Place { file: small("file").unwrap_or(0), line, column: small("column").unwrap_or(1) })
}

/// The account of cells carried by a plan in the exchange format.
pub fn coverage_from_json(json: &Json) -> Option<Coverage> {
    let coverage = json.get("coverage")?;
    let count = |key| coverage.get(key).and_then(Json::as_u64).and_then(|n| u32::try_from(n).ok());
    Some(Coverage {
        cells: count("cells")?,
        mapped: count("mapped")?,
        boilerplate: count("boilerplate")?,
        reported: count("reported")?,
        lost: count("lost")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_no_field_takes_are_named_once() {
        let json = json!({
            "schema": SCHEMA, "titolo": "x", "body": {"name": "Comune", "employes": 9},
            "objectives": [{"ordinal": 1, "titl": "a"}, {"titl": "b", "phases": [{"inizio": "1/1"}]}],
        });
        let unknown = ["body.employes", "objectives.phases.inizio", "objectives.titl", "titolo"];
        assert_eq!(unknown_keys(&json), unknown);
        assert!(unknown_keys(&plan_to_json(&Plan::default(), &[], None, &|_, _, _| Json::Null)).is_empty());
    }

    fn graduation(rule: &Json) -> Vec<Value> {
        let norm = |text: &str| Value::Rule(Rule::Norm(text.to_owned()));
        let json = json!({"schema": SCHEMA, "objectives": [
            {"indicators": [{"graduation": "in due modi", "year": "2027", "rule": rule}]},
        ]});
        let understand = |kind: Kind, text: &str, year: Option<i16>| {
            assert_eq!(year, Some(2027), "{text}");
            if kind == Kind::Rule { vec![norm("uno"), norm("due")] } else { Vec::new() }
        };
        let plan = plan_from_json(&json, &understand).unwrap();
        let read = plan.objectives[0].indicators[0].graduation.as_ref().unwrap();
        read.readings.iter().cloned().map(Value::Rule).collect()
    }

    #[test]
    fn a_chosen_reading_is_kept_and_nothing_else_of_a_rule_is_believed() {
        let second = vec![Value::Rule(Rule::Norm("due".to_owned()))];
        assert_eq!(graduation(&json!({"chosen": 2})), second);
        assert_eq!(graduation(&json!({"chosen": 2, "readings": [{}, {}]})), second);
        for rule in [
            json!(null),
            json!({"class": "norm", "norm": "tre"}),
            json!({"chosen": 3}),
            json!({"chosen": 0}),
            json!({"chosen": 2, "readings": [{}, {}, {}]}),
        ] {
            assert_eq!(graduation(&rule).len(), 2, "{rule}");
        }
    }

    #[test]
    fn findings_and_coverage_come_back_as_they_were_written() {
        let finding = Finding {
            code: "LETT-001".into(),
            severity: Severity::Warning,
            message: "una cosa da guardare".into(),
            place: Some(Place { file: 2, line: 41, column: 5 }),
            objective: Some(7),
            help: "guardare".into(),
            basis: "art. 4".into(),
            change: Some(Change { from: "A. 1".into(), to: "A.1".into() }),
            subject: Some("A. 1".into()),
            also: vec![Place { file: 2, line: 50, column: 1 }],
        };
        let whole = Finding {
            place: None,
            objective: None,
            change: None,
            subject: None,
            also: Vec::new(),
            severity: Severity::Error,
            ..finding.clone()
        };
        let coverage = Coverage { cells: 6, mapped: 3, boilerplate: 2, reported: 1, lost: 0 };
        let json =
            plan_to_json(&Plan::default(), &[finding.clone(), whole.clone()], Some(coverage), &|_, _, _| {
                Json::Null
            });
        assert_eq!(findings_from_json(&json), [finding, whole]);
        assert_eq!(coverage_from_json(&json), Some(coverage));
        let bare = plan_to_json(&Plan::default(), &[], None, &|_, _, _| Json::Null);
        assert!(findings_from_json(&bare).is_empty() && coverage_from_json(&bare).is_none());
    }
}
