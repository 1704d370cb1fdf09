//! Numbers of objectives, phases and indicators (family NUM).

use super::Rule;

/// The rules of the family.
pub const RULES: &[Rule] = &[];
