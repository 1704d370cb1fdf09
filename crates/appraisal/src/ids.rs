//! Names of items in a derivation: by place in the plan, so that they are the same in every file of a plan.

/// The whole body.
pub const BODY: &str = "ENTE";

/// An objective, by its ordinal.
pub fn objective(ordinal: u32) -> String {
    format!("O{ordinal}")
}

/// A phase, by its place in its objective, from 1.
pub fn phase(ordinal: u32, place: usize) -> String {
    format!("O{ordinal}.F{place}")
}

/// An indicator, by its place in its objective, from 1.
pub fn indicator(ordinal: u32, place: usize) -> String {
    format!("O{ordinal}.I{place}")
}

/// A unit, by its place among the units, from 1.
pub fn unit(place: usize) -> String {
    format!("U{place}")
}

/// An outcome indicator, by the place of its node in the tree and its own in the node, from 1.
pub fn outcome(node: usize, place: usize) -> String {
    format!("N{node}.{place}")
}
