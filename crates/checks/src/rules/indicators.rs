//! Indicators and expected values (family IND).

use super::Rule;

/// The rules of the family.
pub const RULES: &[Rule] = &[];
