//! Whatever a file holds, the answer is a verdict.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use common::dice::Dice;
use common::{sealed, stored, trees};
use serde_json::{Value, json};
use verify::verify;

const FILES: u64 = if cfg!(debug_assertions) { 300 } else { 6_000 };

/// The pointers of all values.
fn pointers(json: &Value, pointer: String, found: &mut Vec<String>) {
    match json {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, one)| pointers(one, format!("{pointer}/{at}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(key, one)| pointers(one, format!("{pointer}/{key}"), found));
        }
        _ => {}
    }
    found.push(pointer);
}

fn junk(dice: &mut Dice) -> Value {
    match dice.from(0, 13) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!([]),
        3 => json!({}),
        4 => json!("9".repeat(300)),
        5 => json!(format!("{}/{}", "9".repeat(150), "7".repeat(150))),
        6 => json!("1/0"),
        7 => json!(-9_223_372_036_854_775_808_i64),
        8 => serde_json::from_str("123456789012345678901234567890.5e400").unwrap(),
        9 => json!("9999-12-31"),
        10 => json!("-009999-01-01"),
        11 => json!(4_294_967_295_u32),
        12 => json!("((((1 / 0 × × −"),
        _ => json!({"parts": {"parts": [{"given": "n0"}]}}),
    }
}

#[test]
fn no_damage_stops_the_verification() {
    for seed in 0..FILES {
        let dice = &mut Dice::new(seed + 40_000);
        let mut result = stored(&trees(dice));
        for _ in 0..dice.from(1, 4) {
            let mut places = Vec::new();
            pointers(&result, String::new(), &mut places);
            let place = dice.among(&places);
            let other = result.pointer(&dice.among(&places)).cloned().unwrap();
            let value = if dice.one_in(3) { other } else { junk(dice) };
            if let Some(slot) = result.pointer_mut(&place) {
                *slot = value;
            }
        }
        let resealed = if result.is_object() { sealed(result.clone()) } else { Value::Null };
        let _ = verify(&resealed, Some(&result));
        let _ = verify(&result, Some(&junk(dice)));
    }
}

#[test]
fn what_is_no_result_is_told() {
    let mut deep = json!("fondo");
    for _ in 0..300 {
        deep = Value::Array(vec![deep]);
    }
    for (value, place, stored) in [
        (json!(3), "file", "non è un oggetto JSON"),
        (json!({"schema": "traguardo-piano/1"}), "schema", "«traguardo-piano/1»"),
        (json!({"schema": "traguardo-score/1", "items": [], "results": deep}), "file", "troppi livelli"),
        (json!({"schema": "traguardo-score/1"}), "body", "manca o non è del tipo previsto"),
    ] {
        let verdict = verify(&value, None);
        let first = verdict.differences.first().map(|one| (one.id.as_str(), one.stored.as_str()));
        assert_eq!(first, Some((place, stored)));
    }
}

#[test]
fn the_place_of_what_cannot_be_read_is_named() {
    let mut result = stored(&[]);
    let part = |weight: Value| json!({"id": "a", "title": "a", "level": "fase", "weight": weight, "content": {"given": null}});
    let whole = |part: Value| json!({"id": "o", "title": "o", "level": "obiettivo", "content": {"parts": {"parts": [part]}}});
    for (part, place, stored) in [
        (part(json!(1.5)), "items[0].content.parts.parts[0].weight", "un valore che non si capisce"),
        (json!({"id": "a"}), "items[0].content.parts.parts[0]", "manca «title»"),
        (
            json!({"id": "a", "titolo": "a"}),
            "items[0].content.parts.parts[0].titolo",
            "c'è «titolo», che non è previsto",
        ),
    ] {
        result["items"] = json!([whole(part)]);
        let verdict = verify(&sealed(result.clone()), None);
        let found = verdict.differences.iter().find(|one| one.what == "forma").unwrap();
        assert_eq!((found.id.as_str(), found.stored.as_str()), (place, stored));
    }
}
