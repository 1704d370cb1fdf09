//! What an evaluation system (*SMVP*) decides about people.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::exact::Exact;
use crate::function::ScaleMode;
use crate::people::{BandFault, BandOn, Bands};

pub use crate::people::Band;

/// Official scores with more decimals than these tell nothing.
const MOST_DECIMALS: u32 = 6;

/// The rules of evaluation, as far as they are said; what is not said has a default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Evaluation {
    /// Decimals of the official score, at most 6 (rulebook 8.13).
    #[serde(deserialize_with = "few")]
    pub decimals: Option<u32>,
    /// Bands, in any order.
    pub band: Vec<Band>,
    /// On which score the band is looked up.
    pub band_on: Option<BandOn>,
    /// The scale of behaviours.
    pub scale: Scale,
    /// Below this official score there is no premium.
    pub minimum_score: Option<Exact>,
    /// With fewer days of service in the year nobody is evaluated.
    pub minimum_days: Option<u32>,
    /// σ of reference of the capacity to evaluate.
    pub reference_deviation: Option<Exact>,
    /// With fewer people evaluated the capacity to evaluate leaves the mean.
    pub fewest_evaluated: Option<usize>,
}

fn few<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let decimals = u32::deserialize(deserializer)?;
    if decimals > MOST_DECIMALS {
        let told = format!("i decimali del punteggio ufficiale («decimals») sono al massimo {MOST_DECIMALS}");
        return Err(D::Error::custom(told));
    }
    Ok(Some(decimals))
}

/// The scale of the marks of behaviours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scale {
    /// The lowest mark.
    pub lowest: Option<Exact>,
    /// The highest mark.
    pub highest: Option<Exact>,
    /// How a mark becomes a percentage.
    pub mode: Option<ScaleMode>,
}

impl Scale {
    /// The lowest mark, 1 when it is not said.
    pub fn lowest(&self) -> Exact {
        self.lowest.clone().unwrap_or_else(Exact::one)
    }

    /// The highest mark, 5 when it is not said.
    pub fn highest(&self) -> Exact {
        self.highest.clone().unwrap_or_else(|| Exact::from(5))
    }

    /// How a mark becomes a percentage: of the highest, when it is not said.
    pub fn mode(&self) -> ScaleMode {
        self.mode.unwrap_or(ScaleMode::OverMax)
    }
}

impl Evaluation {
    /// Decimals of the official score: 2 when it is not said.
    pub fn decimals(&self) -> u32 {
        self.decimals.unwrap_or(2)
    }

    /// On which score the band is looked up: the official one, when it is not said.
    pub fn band_on(&self) -> BandOn {
        self.band_on.unwrap_or_default()
    }

    /// The fewest people evaluated: 3 when it is not said.
    pub fn fewest_evaluated(&self) -> usize {
        self.fewest_evaluated.unwrap_or(3)
    }
}

/// Rules that hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    said: Evaluation,
    bands: Option<Bands>,
}

impl Rules {
    /// Rules with their bands.
    ///
    /// # Errors
    /// When the bands do not cover 0 to 100 without gap or overlap (SCO-05).
    pub fn new(said: Evaluation) -> Result<Self, BandFault> {
        let bands = if said.band.is_empty() { None } else { Some(Bands::new(said.band.clone())?) };
        Ok(Self { said, bands })
    }

    /// What is said.
    pub fn said(&self) -> &Evaluation {
        &self.said
    }

    /// The bands, when there are some.
    pub fn bands(&self) -> Option<&Bands> {
        self.bands.as_ref()
    }
}
