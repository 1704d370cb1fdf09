//! Objectives common to several units (family FAM).

use super::Rule;

/// The rules of the family.
pub const RULES: &[Rule] = &[];
