//! One spelling of a JSON value, so that it can be hashed.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The SHA-256 of a text, in hexadecimal.
pub fn digest_of_text(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

/// The SHA-256 of a JSON object without its own `digest`, which seals it.
pub fn seal<T: Serialize>(of: &T) -> String {
    let mut json = serde_json::to_value(of).unwrap_or_default();
    if let Some(map) = json.as_object_mut() {
        map.remove("digest");
    }
    digest(&json)
}

/// The SHA-256 of a value in its canonical spelling, in hexadecimal.
pub fn digest(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    digest_of_text(&text)
}

/// Keys in order, no spaces.
fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<(&String, &Value)> = map.iter().collect();
            keys.sort_unstable_by_key(|(key, _)| *key);
            out.push('{');
            for (place, (key, value)) in keys.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_keys_is_nothing_and_a_digit_is_all() {
        let read = |text: &str| digest(&serde_json::from_str(text).unwrap());
        assert_eq!(
            read(r#"{"a": 1, "b": [2, {"d": null, "c": "x"}]}"#),
            read(r#"{"b":[2,{"c":"x","d":null}],"a":1}"#)
        );
        assert_ne!(read(r#"{"a": "85"}"#), read(r#"{"a": "86"}"#));
    }
}
