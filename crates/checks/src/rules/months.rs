//! Months of the schedule (family MESI).

use super::Rule;

/// The rules of the family.
pub const RULES: &[Rule] = &[];
