//! What is known of a person before anything is reckoned.

use crate::exact::Exact;
use crate::money::Stretch;
use crate::people::{Behaviour, ComponentKind};

/// A person to be evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// A code.
    pub id: String,
    /// Role, or what else the person is called.
    pub title: String,
    /// Where the score comes from.
    pub achieved: Achieved,
    /// Service in the year; none is the whole year in full time.
    pub service: Vec<Stretch>,
    /// Hours of the contract over those of full time, where the service is not told.
    pub part_time: Exact,
    /// Coefficient of the role or category.
    pub coefficient: Exact,
    /// The most there is for the person, in euros.
    pub most: Option<Exact>,
    /// What decides between equal scores, the first first; higher is better.
    pub criteria: Vec<Exact>,
}

/// Where a score comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Achieved {
    /// It was given.
    Score(Exact),
    /// From an item of the plan.
    Item(String),
    /// From components.
    Components(Vec<Part>),
    /// From stretches of the year, weighted by their days (rulebook 8.11).
    Stays(Vec<Stay>),
    /// From nothing.
    Nothing,
}

/// A stretch of the year in one role, unit and with one evaluator.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    /// Days, both ends counted; none when they cannot be told.
    pub days: Option<u32>,
    /// Where its score comes from.
    pub achieved: Achieved,
}

/// A component of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which.
    pub kind: ComponentKind,
    /// Weight, by the role.
    pub weight: Exact,
    /// Where its score comes from.
    pub measure: Measure,
    /// It leaves the mean, and its weight goes to the others.
    pub neutralised: bool,
    /// Below this there is no premium, whatever the whole.
    pub minimum: Option<Exact>,
}

/// Where the score of a component comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// It was given.
    Score(Exact),
    /// From items of the plan, each with its weight.
    Items(Vec<(Exact, String)>),
    /// From the marks of behaviours.
    Behaviours(Vec<Behaviour>),
    /// From the judgements that the person gave.
    Judgements(Vec<Judged>),
    /// It is missing.
    Missing,
}

/// Somebody whom a person evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Who, when it is known.
    pub id: Option<String>,
    /// The official score; none when it is undetermined.
    pub score: Option<Exact>,
}
