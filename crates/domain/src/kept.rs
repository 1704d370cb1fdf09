//! How an item of a plan is kept in a database: texts with what they were understood to mean.
//!
//! The exchange format is for others to read, and reads meanings anew; what is kept says what was understood when it was
//! written, so that an approved plan means the same with every later version of the program. Personal values
//! ([`Visibility::Personal`]) stand apart, so that they can be erased and the rest stays as it was.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use crate::entity::{Entity, EntityDefinition, FieldDefinition, Visibility};
use crate::exchange::{reading_from_json, reading_to_json};
use crate::read::{Datum, Prose, Read};
use crate::value::{Kind, Value};

/// Key of what a form holds beyond the known fields.
const EXTRA: &str = "fields";

/// An item as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// All that is not personal.
    pub content: Json,
    /// Personal values; an empty object when there are none.
    pub personal: Json,
}

/// An entity as it is kept. Places are not kept: in a database a value stands where it stands.
pub fn keep(entity: &dyn Entity) -> Kept {
    let part = |personal| Json::Object(part(entity, personal));
    Kept { content: part(false), personal: part(true) }
}

/// The fields of an entity as they are kept, without its lists.
pub fn keep_own(entity: &dyn Entity) -> Kept {
    let own = |personal| Json::Object(own(entity, personal));
    Kept { content: own(false), personal: own(true) }
}

fn own(entity: &dyn Entity, personal: bool) -> Map<String, Json> {
    let mut map = Map::new();
    for field in entity.definition().fields.iter().filter(|field| is_personal(field) == personal) {
        let Some(holder) = entity.holder(field.name) else { continue };
        let data: Vec<Json> = holder.data().iter().map(|(key, datum)| datum_to_json(*key, datum)).collect();
        if !data.is_empty() {
            map.insert(field.name.into(), data.into());
        }
    }
    if !personal && !entity.extra().is_empty() {
        let extra = entity.extra().iter().map(|(key, read)| (key.clone(), read.verbatim.clone().into()));
        map.insert(EXTRA.into(), Json::Object(extra.collect()));
    }
    map
}

fn part(entity: &dyn Entity, personal: bool) -> Map<String, Json> {
    let mut map = own(entity, personal);
    for list in entity.definition().lists {
        let children = entity.children(list.name);
        let parts: Vec<Map<String, Json>> = children.into_iter().map(|child| part(child, personal)).collect();
        // Of what is not personal every item is told, so that there are as many.
        let is_told = if personal { parts.iter().any(|part| !part.is_empty()) } else { !parts.is_empty() };
        if is_told {
            map.insert(list.name.into(), parts.into_iter().map(Json::Object).collect());
        }
    }
    map
}

fn is_personal(field: &FieldDefinition) -> bool {
    field.visibility == Visibility::Personal
}

fn datum_to_json(key: Option<&str>, datum: &Datum) -> Json {
    if key.is_none() && datum.readings.is_empty() {
        return datum.verbatim.clone().into();
    }
    let mut map = Map::new();
    map.insert("text".into(), datum.verbatim.clone().into());
    if let Some(key) = key {
        map.insert("key".into(), key.into());
    }
    if !datum.readings.is_empty() {
        map.insert("read".into(), datum.readings.iter().map(value_to_json).collect());
    }
    map.into()
}

fn value_to_json(value: &Value) -> Json {
    match value {
        // As text: no number of JSON is as exact.
        Value::Money(money) => json!(money.cents.to_string()),
        other => reading_to_json(other),
    }
}

/// Fills an empty entity with what was kept. What it does not know is left out.
pub fn restore(entity: &mut dyn Entity, kept: &Kept) {
    let definition = entity.definition();
    fill(entity, definition, &kept.content);
    fill(entity, definition, &kept.personal);
}

fn fill(entity: &mut dyn Entity, definition: &'static EntityDefinition, json: &Json) {
    for field in definition.fields {
        for value in json.get(field.name).and_then(Json::as_array).into_iter().flatten() {
            let (key, datum) = datum_from_json(field.kind, value);
            // A value for which there is no room stands twice in what was kept: the first counts.
            let _ = entity.put(field.name, key, datum);
        }
    }
    for (key, text) in json.get(EXTRA).and_then(Json::as_object).into_iter().flatten() {
        let read = Read::<Prose>::from(Datum::prose(text.as_str().unwrap_or_default(), None));
        entity.extra_mut().insert(key.clone(), read);
    }
    for list in definition.lists {
        for (index, item) in json.get(list.name).and_then(Json::as_array).into_iter().flatten().enumerate() {
            if entity.count(list.name) <= index {
                entity.add_child(list.name);
            }
            if let Some(child) = entity.child_mut(list.name, index) {
                fill(child, (list.item)(), item);
            }
        }
    }
}

fn datum_from_json(kind: Kind, json: &Json) -> (Option<&str>, Datum) {
    if let Some(text) = json.as_str() {
        return (None, Datum::prose(text, None));
    }
    let part = |key: &str| json.get(key).and_then(Json::as_str);
    let read = json.get("read").and_then(Json::as_array).into_iter().flatten();
    let readings = read.filter_map(|value| value_from_json(kind, value)).collect();
    (part("key"), Datum { verbatim: part("text").unwrap_or_default().to_owned(), readings, place: None })
}

fn value_from_json(kind: Kind, json: &Json) -> Option<Value> {
    let text = || json.as_str();
    match kind {
        Kind::Prose => None,
        Kind::Number => text()?.parse::<Decimal>().ok().map(Value::Number),
        Kind::Date => text()?.parse::<Date>().ok().map(Value::Date),
        Kind::Money => Some(Value::Money(crate::Money { cents: text()?.parse().ok()? })),
        Kind::Target => serde_json::from_value(json.clone()).ok().map(Value::Target),
        Kind::Rule => serde_json::from_value(json.clone()).ok().map(Value::Rule),
        Kind::Weight | Kind::Months | Kind::Years | Kind::Flag => reading_from_json(kind, json),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Assignment, Objective, Phase};
    use crate::{Money, Months, Slot, Weight};

    fn put(entity: &mut dyn Entity, field: &str, key: Option<&str>, text: &str, readings: Vec<Value>) {
        entity.put(field, key, Datum { verbatim: text.to_owned(), readings, place: None }).unwrap();
    }

    fn objective() -> Objective {
        let mut objective = Objective::default();
        put(&mut objective, "title", None, "Ridurre i tempi", Vec::new());
        let thirds = ["1/3", "2/3"].map(|text| Value::Weight(text.parse::<Weight>().unwrap()));
        put(&mut objective, "weight", None, "33 o 66", thirds.to_vec());
        put(&mut objective, "outcomes", Some("2027"), "meno code", Vec::new());
        put(&mut objective, "tags", None, "uno", Vec::new());
        put(&mut objective, "tags", None, "due", Vec::new());
        put(&mut objective, "responsible", None, "Ada Prova", Vec::new());
        put(&mut objective, "fields", Some("Età degli utenti"), "65", Vec::new());
        let mut phase = Phase::default();
        let months = Months::new(vec![Slot::Month(1), Slot::Tail("oltre".to_owned())]);
        put(&mut phase, "months", None, "X", vec![Value::Months(months)]);
        put(&mut phase, "end", None, "30/06/2026", vec![Value::Date("2026-06-30".parse().unwrap())]);
        objective.phases = vec![Phase::default(), phase];
        let mut person = Assignment::default();
        put(&mut person, "name", None, "Ugo Esempio", Vec::new());
        put(&mut person, "phase", None, "1", Vec::new());
        objective.people = vec![person];
        objective
    }

    #[test]
    fn what_was_kept_comes_back() {
        let objective = objective();
        let mut back = Objective::default();
        restore(&mut back, &keep(&objective));
        assert_eq!(back, objective);
    }

    #[test]
    fn personal_values_stand_apart() {
        let kept = keep(&objective());
        let (content, personal) = (kept.content.to_string(), kept.personal.to_string());
        for name in ["Ada Prova", "Ugo Esempio"] {
            assert!(!content.contains(name) && personal.contains(name), "{content} {personal}");
        }
        let mut erased = Objective::default();
        restore(&mut erased, &Kept { personal: json!({}), ..kept });
        assert!(erased.responsible.is_none() && erased.people.len() == 1);
        assert_eq!(erased.people[0].phase.as_ref().unwrap().verbatim, "1");
    }

    #[test]
    fn money_is_kept_to_the_cent() {
        let money = Value::Money(Money { cents: 9_007_199_254_740_993 });
        assert_eq!(value_from_json(Kind::Money, &value_to_json(&money)), Some(money));
    }
}
