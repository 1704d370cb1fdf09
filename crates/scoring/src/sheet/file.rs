//! A sheet as it is written.

use jiff::civil::Date;
use serde::Deserialize;

use crate::evaluation::{Evaluation, PoolMethod};
use crate::exact::Exact;
use crate::money::{BonusMethod, Contract, Cut};
use crate::people::{Behaviour, ComponentKind};
use crate::state::Reason;
use crate::tree::Mean;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetFile {
    pub title: Option<String>,
    pub basis: Option<String>,
    #[serde(default)]
    pub indicator: Vec<IndicatorFile>,
    #[serde(default)]
    pub objective: Vec<ObjectiveFile>,
    #[serde(default)]
    pub unit: Vec<GroupFile>,
    #[serde(default)]
    pub area: Vec<GroupFile>,
    pub body: Option<GroupFile>,
    #[serde(default)]
    pub evaluation: Evaluation,
    #[serde(default)]
    pub person: Vec<PersonFile>,
    #[serde(default)]
    pub invoice: Vec<InvoiceFile>,
    /// Up to which day an invoice that is due and not paid counts.
    pub measured_on: Option<Date>,
    #[serde(default)]
    pub pay: Vec<PayFile>,
    pub pool: Option<PoolFile>,
    pub bonus: Option<BonusFile>,
    pub managers: Option<ManagersFile>,
    pub posts: Option<PostsFile>,
    pub statistics: Option<StatisticsFile>,
    #[serde(default)]
    pub expect: Vec<ExpectFile>,
}

/// An indicator: what it is, what came about, and the parameters of its function beside them.
#[derive(Deserialize)]
pub struct IndicatorFile {
    pub id: Option<String>,
    pub title: Option<String>,
    pub weight: Option<Exact>,
    pub state: Option<String>,
    #[serde(flatten)]
    pub rest: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectiveFile {
    pub id: String,
    pub title: Option<String>,
    pub weight: Option<Exact>,
    pub unit: Option<String>,
    pub area: Option<String>,
    pub score: Option<Exact>,
    pub same: Option<String>,
    pub state: Option<String>,
    #[serde(default)]
    pub because: Reason,
    #[serde(default)]
    pub indicators: Vec<IndicatorFile>,
    #[serde(default)]
    pub phases: Vec<IndicatorFile>,
    pub phases_share: Option<Exact>,
    #[serde(default)]
    pub mean: Mean,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupFile {
    pub id: String,
    pub title: Option<String>,
    pub weight: Option<Exact>,
    pub score: Option<Exact>,
    #[serde(default)]
    pub mean: Mean,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonFile {
    pub id: String,
    pub role: Option<String>,
    pub score: Option<Exact>,
    #[serde(default)]
    pub component: Vec<ComponentFile>,
    #[serde(default)]
    pub period: Vec<PeriodFile>,
    pub part_time: Option<Exact>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    #[serde(default)]
    pub deducted: u32,
    pub coefficient: Option<Exact>,
    pub most: Option<Exact>,
    #[serde(default)]
    pub criteria: Vec<Exact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComponentFile {
    pub kind: ComponentKind,
    pub weight: Exact,
    pub score: Option<Exact>,
    /// The item whose score it takes.
    pub of: Option<String>,
    #[serde(default)]
    pub behaviours: Vec<Behaviour>,
    #[serde(default)]
    pub given: Vec<Exact>,
    #[serde(default)]
    pub neutralised: bool,
    pub minimum: Option<Exact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodFile {
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub days: Option<u32>,
    pub score: Option<Exact>,
    pub of: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoiceFile {
    pub id: Option<String>,
    pub amount: Exact,
    pub days: Option<i64>,
    pub due: Option<Date>,
    pub paid: Option<Date>,
    #[serde(default)]
    pub excluded: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayFile {
    pub id: String,
    pub most: Exact,
    pub score: Option<Exact>,
    pub of: Option<String>,
    pub indicator: Option<Exact>,
    pub late: Option<usize>,
    pub unit_indicator: Option<Exact>,
    pub unit_late: Option<usize>,
    #[serde(default)]
    pub cut: Vec<Cut>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolFile {
    pub amount: Option<Exact>,
    #[serde(default)]
    pub method: PoolMethod,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BonusFile {
    pub pool: Exact,
    pub people: Option<usize>,
    pub percent: Exact,
    pub quota: Exact,
    #[serde(default)]
    pub at_least_one: bool,
    #[serde(default)]
    pub method: BonusMethod,
    #[serde(default)]
    pub tied: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManagersFile {
    pub pool: Exact,
    pub managers: usize,
    pub contract: Contract,
    #[serde(default)]
    pub tied: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostsFile {
    pub position: Exact,
    pub result: Option<Exact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatisticsFile {
    #[serde(default)]
    pub scores: Vec<Exact>,
    pub top: Exact,
    pub most: Option<Exact>,
    pub fewest: Option<usize>,
}

/// What a sheet that is also a test expects.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectFile {
    pub of: String,
    pub value: Option<String>,
    pub raw: Option<String>,
    pub band: Option<String>,
    #[serde(default)]
    pub undetermined: bool,
}
