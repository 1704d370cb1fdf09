//! The content of a plan: what must survive printing and reading again.

use serde_json::{Map, Value as Json, json};

use crate::entity::Entity;
use crate::exchange::reading_to_json;
use crate::read::Datum;
use crate::text::{folded, normal};
use crate::value::Value;

/// The plan without places, findings and source files, in one normal form.
///
/// Two plans are the same plan when their contents are equal: `content(read(print(plan))) ==
/// content(plan)`. A value that is understood counts by its meaning (`5%` is `5 %`), one that is not
/// by its normal text.
pub fn content(entity: &dyn Entity) -> Json {
    let definition = entity.definition();
    let mut map = Map::new();
    for field in definition.fields {
        let Some(holder) = entity.holder(field.name) else { continue };
        let data = holder.data();
        // Other spellings of a unit come from faults of a document, as findings do.
        if data.is_empty() || (definition.name, field.name) == ("unit", "aliases") {
            continue;
        }
        let values: Vec<Json> = data
            .into_iter()
            .map(|(key, datum)| key.map_or_else(|| value(&datum), |key| json!([key, value(&datum)])))
            .collect();
        map.insert(field.name.into(), values.into());
    }
    for list in definition.lists {
        if matches!(list.name, "documents") {
            continue;
        }
        let items: Vec<Json> = entity.children(list.name).into_iter().map(content).collect();
        if !items.is_empty() {
            map.insert(list.name.into(), items.into());
        }
    }
    let extra: Map<String, Json> =
        entity.extra().iter().map(|(key, read)| (folded(key), normal(&read.verbatim).into())).collect();
    if !extra.is_empty() {
        map.insert("fields".into(), extra.into());
    }
    Json::Object(map)
}

fn value(datum: &Datum) -> Json {
    match datum.readings.as_slice() {
        // Targets and rules are sentences: two wordings of one deadline are two contents.
        [only] if !matches!(only, Value::Target(_) | Value::Rule(_)) => reading_to_json(only),
        _ => Json::String(normal(&datum.verbatim).into_owned()),
    }
}
