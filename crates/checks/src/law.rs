//! The law by its time: parameters with the years in which they hold, and the missions and
//! programmes of the budget.

use std::sync::OnceLock;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::catalogue::Mark;

/// A number that the law fixes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Name (`piao.employees`).
    pub code: String,
    /// Value.
    pub value: Decimal,
    /// What it is, in Italian.
    pub meaning: String,
    /// First day it holds.
    pub valid_from: Date,
    /// Last day it holds; none while it does.
    pub valid_to: Option<Date>,
    /// Where it stands.
    pub basis: String,
    /// How sure it is.
    pub mark: Mark,
}

/// A programme of the budget (D.Lgs. 118/2011, annex 14).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[expect(clippy::struct_field_names, reason = "a programme has a code called programme")]
pub struct Programme {
    /// Code of the mission, two digits.
    #[serde(rename = "missione")]
    pub mission: String,
    /// Name of the mission.
    #[serde(rename = "missione_nome")]
    pub mission_name: String,
    /// Code of the programme, two digits.
    #[serde(rename = "programma")]
    pub programme: String,
    /// Name of the programme.
    #[serde(rename = "programma_nome")]
    pub name: String,
}

/// The law, as data.
#[derive(Debug)]
pub struct Law {
    parameters: Vec<Parameter>,
    programmes: Vec<Programme>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameters {
    parameter: Vec<Parameter>,
}

const PARAMETERS: &str = include_str!("../law/parameters.toml");
const PROGRAMMES: &str = include_str!("../law/missioni-programmi.csv");

/// The files of the law.
pub(crate) const FILES: &[(&str, &str)] = &[("parametri", PARAMETERS), ("missioni e programmi", PROGRAMMES)];

impl Law {
    /// The law as of this version.
    pub fn embedded() -> &'static Self {
        static LAW: OnceLock<Law> = OnceLock::new();
        LAW.get_or_init(|| {
            let parameters = toml::from_str::<Parameters>(PARAMETERS);
            debug_assert!(parameters.is_ok(), "law/parameters.toml: {:?}", parameters.as_ref().err());
            let mut reader = csv::Reader::from_reader(PROGRAMMES.as_bytes());
            Self {
                parameters: parameters.map(|file| file.parameter).unwrap_or_default(),
                programmes: reader.deserialize().filter_map(Result::ok).collect(),
            }
        })
    }

    /// A parameter on a day.
    pub fn parameter(&self, code: &str, day: Date) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| {
            parameter.code == code
                && parameter.valid_from <= day
                && parameter.valid_to.is_none_or(|last| day <= last)
        })
    }

    /// A parameter on the first day of a year.
    pub fn in_year(&self, code: &str, year: i16) -> Option<&Parameter> {
        self.parameter(code, Date::new(year, 1, 1).ok()?)
    }

    /// Every parameter.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The programmes of the budget.
    pub fn programmes(&self) -> &[Programme] {
        &self.programmes
    }
}
