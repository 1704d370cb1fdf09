//! The file of evaluations.

use appraisal::{Digest, canonical};
use jiff::civil::Date;
use scoring::{Entry, Exact};
use serde::{Deserialize, Serialize};

/// The name and version of the file format.
pub const SCHEMA: &str = "traguardo-evaluation/1";

/// People evaluated by the scores of a plan. It is personal data: whoever holds the file keeps it like the sheets
/// of evaluation themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluated {
    /// [`SCHEMA`].
    pub schema: String,
    /// Version of the program.
    pub program: String,
    /// The body.
    pub body: String,
    /// The plan year.
    pub year: i16,
    /// The plan.
    pub plan: Digest,
    /// The method of the body.
    pub method: Digest,
    /// The file of scores.
    pub scores: Digest,
    /// The table of people.
    pub people: Digest,
    /// The table of invoices.
    pub invoices: Option<Digest>,
    /// Up to which day invoices that were due and not paid count.
    pub measured_on: Option<Date>,
    /// The pools that were divided.
    pub funds: Vec<Fund>,
    /// The people, by code.
    pub persons: Vec<EvaluatedPerson>,
    /// The delay indicators of the body and its units.
    pub payments: Vec<Entry>,
    /// Sums, bonuses, rankings, what was not paid.
    pub amounts: Vec<Entry>,
    /// Statistics of the scores, by body, role and evaluator; small groups are kept back.
    pub statistics: Vec<Entry>,
    /// What a person should know before using the file.
    pub notes: Vec<String>,
    /// Choices made where the documents of the body are silent.
    pub defaults: Vec<String>,
    /// SHA-256 of all of the above.
    pub digest: String,
}

/// A pool of premiums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fund {
    /// The clusters of roles among whom it is divided; none is all that have no pool of their own.
    pub roles: Vec<String>,
    /// Euros.
    pub amount: Exact,
}

/// A person who was evaluated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvaluatedPerson {
    /// The code.
    pub id: String,
    /// The cluster of roles, at the end of the year.
    pub role: String,
    /// Whether that role heads a unit.
    pub manager: bool,
    /// Id of the unit, at the end of the year.
    pub unit: Option<String>,
    /// Code of the evaluator, at the end of the year.
    pub evaluator: Option<String>,
    /// The stretches of the year, the first first.
    pub periods: Vec<Period>,
    /// The official score (`value`), the exact one (`raw`), the band, and how they came about.
    pub score: Entry,
    /// Whether the person served long enough to be evaluated.
    pub evaluable: bool,
    /// Whether the evaluation is negative; none while there is no score.
    pub negative: Option<bool>,
    /// Why there is no premium, when there is none whatever the amounts are.
    pub barred: Option<String>,
    /// Premiums out of pools or of the person's budget.
    pub premiums: Vec<Entry>,
    /// The bonus of the best evaluations.
    pub bonus: Option<Entry>,
    /// What is paid after cuts for late payments; none where nothing was asked to be paid.
    pub paid: Option<Entry>,
}

/// A stretch of the year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day, counted.
    pub from: Date,
    /// Last day, counted.
    pub to: Date,
    /// The cluster of roles.
    pub role: String,
    /// Id of the unit.
    pub unit: Option<String>,
    /// Code of the evaluator.
    pub evaluator: Option<String>,
    /// The exact score of this stretch alone.
    pub score: Option<Exact>,
    /// Coefficient of service and part-time of this stretch.
    pub time: Exact,
}

impl EvaluatedPerson {
    /// The official score.
    pub fn official(&self) -> Option<&Exact> {
        self.score.value.as_ref()
    }

    /// The premiums before bonus and cuts; none while one of them is undetermined, or there is none.
    pub fn premium(&self) -> Option<Exact> {
        let amounts: Option<Vec<Exact>> = self.premiums.iter().map(|entry| entry.value.clone()).collect();
        amounts.filter(|amounts| !amounts.is_empty()).map(|amounts| amounts.into_iter().sum())
    }

    /// Everything that was reckoned of the person.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        std::iter::once(&self.score).chain(&self.premiums).chain(&self.bonus).chain(&self.paid)
    }
}

impl Evaluated {
    /// The person with a code.
    pub fn person(&self, id: &str) -> Option<&EvaluatedPerson> {
        self.persons.iter().find(|person| person.id == id)
    }

    /// What was reckoned of the body as a whole.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.payments.iter().chain(&self.amounts).chain(&self.statistics)
    }

    /// Whether the file is as it was sealed.
    pub fn is_intact(&self) -> bool {
        self.digest == canonical::seal(self)
    }
}
