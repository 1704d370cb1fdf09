//! A digit that someone changes is found, even when the file is sealed again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use common::dice::Dice;
use common::{sealed, stored, trees};
use serde_json::Value;
use verify::verify;

const TREES: u64 = if cfg!(debug_assertions) { 24 } else { 600 };

/// Texts for people that no number is taken from: why a score is missing or was chosen, how a line is called, and
/// the name that a root has for no one.
const WORDS: [&str; 4] = ["formula", "undetermined", "default", "reason"];

/// Where a digit stands: the pointer of its value, and the place in the text of the value.
fn digits(json: &Value, pointer: &str, found: &mut Vec<(String, usize)>) {
    let mut of_text = |text: &str| {
        let places = text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit());
        found.extend(places.map(|(place, _)| (pointer.to_owned(), place)));
    };
    match json {
        Value::String(text) => of_text(text),
        Value::Number(number) => of_text(&number.to_string()),
        Value::Array(list) => {
            for (at, one) in list.iter().enumerate() {
                digits(one, &format!("{pointer}/{at}"), found);
            }
        }
        Value::Object(fields) => {
            for (key, one) in fields {
                digits(one, &format!("{pointer}/{key}"), found);
            }
        }
        _ => {}
    }
}

/// The result with another digit in one place; `None` where a number would begin with nought.
fn changed(result: &Value, pointer: &str, place: usize, by: i64) -> Option<Value> {
    let mut changed = result.clone();
    let value = changed.pointer_mut(pointer)?;
    let was = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let digit = (i64::from(was.as_bytes()[place] - b'0') + by) % 10;
    let now = format!("{}{digit}{}", &was[..place], &was[place + 1..]);
    *value = if value.is_string() { now.into() } else { serde_json::from_str(&now).ok()? };
    Some(changed)
}

#[test]
fn any_digit_of_items_and_results_is_sealed() {
    let mut tried = 0;
    for seed in 0..TREES {
        let dice = &mut Dice::new(seed + 500_000);
        let result = stored(&trees(dice));
        let mut places = Vec::new();
        digits(&result["items"], "/items", &mut places);
        digits(&result["results"], "/results", &mut places);
        for _ in 0..8.min(places.len()) {
            let (pointer, place) = dice.among(&places);
            let Some(changed) = changed(&result, &pointer, place, dice.from(1, 9)) else { continue };
            assert!(!verify(&changed, None).is_same(), "seed {seed}: {pointer}, digit {place}");
            tried += 1;
        }
    }
    assert!(tried > TREES);
}

#[test]
fn a_digit_is_found_though_the_file_is_sealed_again() {
    let mut missed = Vec::new();
    let mut tried = 0;
    for seed in 0..TREES {
        let dice = &mut Dice::new(seed);
        let result = stored(&trees(dice));
        let mut places = Vec::new();
        digits(&result["results"], "/results", &mut places);
        digits(&result["items"], "/items", &mut places);
        places.retain(|(pointer, _)| !WORDS.iter().any(|key| pointer.ends_with(&format!("/{key}"))));
        for _ in 0..24.min(places.len()) {
            let (pointer, place) = dice.among(&places);
            let Some(changed) = changed(&result, &pointer, place, dice.from(1, 9)) else { continue };
            tried += 1;
            if verify(&sealed(changed), None).is_same() {
                missed.push(format!(
                    "seed {seed}: {pointer} = {}, digit {place}",
                    result.pointer(&pointer).unwrap()
                ));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried}\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn every_digit_of_a_result_counts() {
    let of_a_number = |pointer: &str| {
        let last = pointer.rsplit('/').next().unwrap_or_default();
        ["raw", "score", "share", "counted", "weight", "result"].contains(&last)
    };
    for seed in 0..TREES / 12 {
        let result = stored(&trees(&mut Dice::new(seed + 9_000)));
        let mut places = Vec::new();
        digits(&result["results"], "/results", &mut places);
        for (pointer, place) in places.into_iter().filter(|(pointer, _)| of_a_number(pointer)) {
            let Some(changed) = changed(&result, &pointer, place, 1) else { continue };
            assert!(!verify(&sealed(changed), None).is_same(), "seed {seed}: {pointer}, digit {place}");
        }
    }
}
