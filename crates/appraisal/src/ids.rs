//! Names of items in a derivation: by place in the plan, so that they are the same in every file of a plan.

/// What an item stands for in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The objective, by its ordinal.
    pub objective: u32,
    /// The part of it that is meant; none when it is the objective.
    pub part: Option<Part>,
}

/// A part of an objective, by its place in it, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A phase.
    Phase(usize),
    /// An indicator.
    Indicator(usize),
}

/// What an item stands for; nothing for units, groups and the body.
pub fn meant(id: &str) -> Option<Meant> {
    let (objective, part) =
        id.split_once('.').map_or((id, None), |(objective, part)| (objective, Some(part)));
    let objective = objective.strip_prefix('O')?.parse().ok()?;
    let part = match part {
        None => None,
        Some(part) => Some(match part.split_at_checked(1)? {
            ("F", place) => Part::Phase(place.parse().ok()?),
            ("I", place) => Part::Indicator(place.parse().ok()?),
            _ => return None,
        }),
    };
    Some(Meant { objective, part })
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_it_stands_for() {
        let of = |part| Some(Meant { objective: 12, part });
        assert_eq!(meant(&objective(12)), of(None));
        assert_eq!(meant(&phase(12, 2)), of(Some(Part::Phase(2))));
        assert_eq!(meant(&indicator(12, 3)), of(Some(Part::Indicator(3))));
        for other in [BODY, &unit(3), "U3.O12", "O12.fasi", "O", ""] {
            assert_eq!(meant(other), None, "{other}");
        }
    }
}
