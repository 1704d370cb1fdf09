//! The method file as TOML, before it is checked.

use std::collections::BTreeMap;

use scoring::Exact;
use scoring::evaluation::{Evaluation, PoolMethod};
use scoring::money::{BonusMethod, Condition, CutKind, Whose};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::scoring::Scoring;

pub type Text = Spanned<String>;

/// A text, or what people write without quotes where a text stands: a number, a date.
pub struct Written(pub String);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => Ok(Self(text)),
            value @ (toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Datetime(_)) => {
                Ok(Self(value.to_string()))
            }
            other => Err(D::Error::custom(format!("invalid type: {}, expected a text", other.type_str()))),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodFile {
    pub schema: Text,
    pub base: Option<Text>,
    pub body: BodyFile,
    #[serde(default)]
    pub document: DocumentFile,
    #[serde(default)]
    pub level: Vec<LevelFile>,
    #[serde(default)]
    pub kind: Vec<KindFile>,
    #[serde(default)]
    pub weight: Vec<WeightFile>,
    #[serde(default)]
    pub family: Vec<FamilyFile>,
    #[serde(default)]
    pub monitoring: MonitoringFile,
    #[serde(default)]
    pub profile: ProfileFile,
    #[serde(default)]
    pub act: Vec<ActFile>,
    #[serde(default)]
    pub smvp: SmvpFile,
    pub scoring: Option<Spanned<Scoring>>,
    #[serde(default)]
    pub check: Vec<CheckFile>,
    #[serde(default)]
    pub repair: RepairFile,
    #[serde(default)]
    pub section: Vec<SectionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyFile {
    pub name: String,
    pub kind: String,
    pub istat: Option<String>,
    pub ipa: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct DocumentFile {
    #[serde(default)]
    pub recognise: Vec<Text>,
    pub year: Option<i16>,
    #[serde(default)]
    pub years: Vec<i16>,
    #[serde(default)]
    pub boilerplate: Vec<Text>,
    #[serde(default)]
    pub lines: Vec<Text>,
    pub marks: Option<Vec<String>>,
    pub blanks: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelFile {
    pub name: String,
    pub term: String,
    pub code: Option<Text>,
    pub parent: Option<Text>,
    #[serde(default)]
    pub register: Vec<Text>,
    pub compose: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindFile {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub variants: Vec<String>,
    pub quota: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightFile {
    pub of: Text,
    pub within: Text,
    pub total: Option<Text>,
    #[serde(default)]
    pub outside: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamilyFile {
    pub name: String,
    #[serde(default)]
    pub titles: Vec<Text>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct MonitoringFile {
    #[serde(default)]
    pub dates: Vec<Text>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct ProfileFile {
    pub population: Option<u32>,
    pub employees: Option<u32>,
    pub managers: Option<u32>,
    pub evaluation_organ: Option<String>,
    pub budget_deadline: Option<Spanned<Written>>,
    pub special_statute: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActFile {
    pub kind: Text,
    pub organ: Option<String>,
    pub number: Option<Written>,
    pub date: Option<Spanned<Written>>,
    pub outcome: Option<String>,
    pub subject: Option<String>,
    pub reason: Option<String>,
    pub published: Option<Spanned<Written>>,
    /// Files, which only the dossier of a year may name.
    pub actuals: Option<Text>,
    pub plan: Option<Text>,
    pub decisions: Option<Text>,
    pub scores: Option<Text>,
    pub evaluations: Option<Text>,
}

impl ActFile {
    /// The files it names, each with its key.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        let files = [
            ("actuals", &self.actuals),
            ("plan", &self.plan),
            ("decisions", &self.decisions),
            ("scores", &self.scores),
            ("evaluations", &self.evaluations),
        ];
        files.into_iter().filter_map(|(key, file)| Some((key, file.as_ref()?)))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierFile {
    pub schema: Text,
    #[serde(default)]
    pub act: Vec<ActFile>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct SmvpFile {
    pub conciliation: Option<bool>,
    pub budget_link: Option<bool>,
    pub negative_evaluation: Option<bool>,
    pub payment_share: Option<Spanned<Written>>,
    pub measurement_deadline: Option<Spanned<Written>>,
    pub evaluation: Option<Spanned<Evaluation>>,
    pub top: Option<Exact>,
    pub top_most: Option<Exact>,
    pub pool: Option<PoolMethod>,
    pub bonus: Option<BonusFile>,
    #[serde(default)]
    pub role: Vec<RoleFile>,
    #[serde(default)]
    pub payment_cut: Vec<Spanned<PaymentCutFile>>,
    #[serde(default)]
    pub defaults: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BonusFile {
    pub percent: Exact,
    pub quota: Exact,
    #[serde(default)]
    pub at_least_one: bool,
    #[serde(default)]
    pub method: BonusMethod,
    #[serde(default)]
    pub tied: bool,
    #[serde(default)]
    pub roles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentCutFile {
    pub kind: CutKind,
    pub share: Exact,
    pub threshold: Option<Exact>,
    #[serde(default)]
    pub on: Whose,
    pub only_when: Option<Condition>,
    #[serde(default)]
    pub roles: Vec<Text>,
    #[serde(default)]
    pub basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleFile {
    pub name: String,
    #[serde(default)]
    pub manager: bool,
    pub evaluates: Option<u32>,
    #[serde(default)]
    pub weights: BTreeMap<Text, Spanned<Written>>,
    #[serde(default)]
    pub minimum: BTreeMap<Text, Exact>,
    pub coefficient: Option<Exact>,
    pub pool: Option<PoolMethod>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckFile {
    pub code: Text,
    pub severity: Text,
    pub reason: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepairFile {
    #[serde(default = "yes")]
    pub distance: bool,
    #[serde(default = "yes")]
    pub position: bool,
    #[serde(default = "yes")]
    pub shift: bool,
}

impl Default for RepairFile {
    fn default() -> Self {
        Self { distance: true, position: true, shift: true }
    }
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionFile {
    pub name: String,
    #[serde(default)]
    pub title: Vec<Text>,
    #[serde(default)]
    pub block: Vec<BlockFile>,
    pub record: Option<RecordFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordFile {
    pub of: Text,
    #[serde(default)]
    pub only_rows: bool,
    #[serde(default)]
    pub block: Vec<BlockFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a yes-or-no key of the method file")]
pub struct BlockFile {
    pub kind: Text,
    #[serde(default)]
    pub start: bool,
    #[serde(default)]
    pub text: Vec<Text>,
    pub lines: Option<usize>,
    pub to: Option<Text>,
    #[serde(default)]
    pub starts: Vec<Text>,
    #[serde(default)]
    pub ends: Vec<String>,
    #[serde(default)]
    pub rows: Vec<Vec<PairFile>>,
    #[serde(default)]
    pub title: Vec<Text>,
    #[serde(default)]
    pub subtitle: Vec<Text>,
    #[serde(default)]
    pub captions: Vec<Text>,
    #[serde(default)]
    pub columns: Vec<ColumnFile>,
    pub repeat: Option<Text>,
    pub every: Option<Text>,
    #[serde(default)]
    pub second: Vec<Text>,
    #[serde(default)]
    pub totals: Vec<Text>,
    pub min_rows: Option<usize>,
    #[serde(default)]
    pub sideways: bool,
    #[serde(default)]
    pub numbered: bool,
    #[serde(default)]
    pub headless: bool,
    #[serde(default)]
    pub at_top: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairFile {
    pub labels: Vec<Text>,
    pub to: Option<Text>,
    pub value: Option<Text>,
    pub pattern: Option<Text>,
    #[serde(default)]
    pub start: bool,
    #[serde(default)]
    pub append: bool,
    pub place: Option<Text>,
    #[serde(default)]
    pub unlabelled: bool,
    #[serde(default)]
    pub keys: Vec<Text>,
    pub items: Option<ItemsFile>,
    #[serde(default)]
    pub derive: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnFile {
    #[serde(default)]
    pub labels: Vec<Text>,
    pub to: Option<Text>,
    pub second: Option<Text>,
    pub value: Option<Text>,
    pub pattern: Option<Text>,
    #[serde(default)]
    pub fixed: Vec<Text>,
    #[serde(default)]
    pub second_fixed: Vec<Text>,
    pub join: Option<Text>,
    pub repeats: Option<Text>,
    pub presence: Option<Text>,
    pub none: Option<Text>,
    #[serde(default)]
    pub key: bool,
    #[serde(default)]
    pub above: bool,
    pub group: Option<Text>,
    pub times: Option<usize>,
    pub columns: Option<usize>,
    pub items: Option<ItemsFile>,
    #[serde(default)]
    pub derive: Vec<Text>,
    #[serde(default)]
    pub set: BTreeMap<Text, String>,
    #[serde(default)]
    pub implies: Vec<ImpliesFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImpliesFile {
    pub pattern: Text,
    pub set: BTreeMap<Text, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemsFile {
    #[serde(default)]
    pub separators: Vec<String>,
    #[serde(default)]
    pub text: Vec<Text>,
    pub pattern: Option<Text>,
}
