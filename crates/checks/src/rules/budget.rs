//! Missions, programmes and money (family BIL).

use super::Rule;

/// The rules of the family.
pub const RULES: &[Rule] = &[];
