//! Where two plans differ, in a few lines.

use serde_json::Value as Json;

/// Differences shown at most.
const SHOWN: usize = 6;

/// The first differences of two JSON values, each with its path and the two values.
pub fn differences(left: &Json, right: &Json) -> Vec<String> {
    let mut out = Vec::new();
    walk("", left, right, &mut out);
    out.truncate(SHOWN);
    out
}

fn walk(path: &str, left: &Json, right: &Json, out: &mut Vec<String>) {
    if left == right || out.len() >= SHOWN {
        return;
    }
    match (left, right) {
        (Json::Object(a), Json::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            for key in keys {
                let of = |map: &serde_json::Map<String, Json>| map.get(key).cloned().unwrap_or_default();
                walk(&format!("{path}.{key}"), &of(a), &of(b), out);
            }
        }
        (Json::Array(a), Json::Array(b)) => {
            if a.len() != b.len() {
                out.push(format!("  {path}: {} elementi, poi {}", a.len(), b.len()));
            }
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                walk(&format!("{path}[{index}]"), a, b, out);
            }
        }
        _ => out.push(format!("  {path}\n    - {}\n    + {}", around(left, right), around(right, left))),
    }
}

/// A value from a little before the point where it leaves the other.
fn around(value: &Json, other: &Json) -> String {
    let (text, other) = (value.to_string(), other.to_string());
    let same = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(40);
    let shown: String = text.chars().skip(from).take(140).collect();
    format!("{}{shown}", if from > 0 { "…" } else { "" })
}

#[test]
fn a_difference_has_its_path_and_both_values() {
    let left = serde_json::json!({"a": [{"b": "uno"}], "c": 1});
    let right = serde_json::json!({"a": [{"b": "due"}], "c": 1});
    assert_eq!(differences(&left, &right), ["  .a[0].b\n    - \"uno\"\n    + \"due\""]);
}
