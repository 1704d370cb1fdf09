//! The digest that seals a file.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::report::Report;

/// The SHA-256 of a stored result, in lower-case hexadecimal digits: of its canonical JSON (keys in the order of
/// their bytes, no spaces) without the key `digest` itself.
pub fn digest(result: &Value) -> String {
    let mut sealed = result.clone();
    if let Some(fields) = sealed.as_object_mut() {
        fields.remove("digest");
    }
    sealed.sort_all_objects();
    format!("{:x}", Sha256::digest(sealed.to_string()))
}

pub fn check(result: &Value, report: &mut Report) {
    let stored = result.get("digest").and_then(Value::as_str).unwrap_or_default();
    report.texts("digest", "impronta del file (SHA-256)", [stored, &digest(result)]);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn order_and_the_digest_itself_do_not_matter() {
        let one = json!({"b": {"y": 1, "x": "è"}, "a": [1, 2], "digest": "?"});
        let other = json!({"a": [1, 2], "b": {"x": "è", "y": 1}});
        assert_eq!(digest(&one), digest(&other));
        // printf '{"a":[1,2],"b":{"x":"è","y":1}}' | sha256sum
        assert_eq!(digest(&one), "c1a90c044319f463053eff2a396ca772a1ccc88bdc511478137f007dc54675d4");
        assert_ne!(digest(&json!({"a": [2, 1]})), digest(&json!({"a": [1, 2]})));
    }
}
