//! Bands of a score (*fasce di merito, giudizi*): half open, on the official or the exact score (rulebook
//! 8.12).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::exact::Exact;

/// On which score a band is looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BandOn {
    /// The official, rounded one.
    #[default]
    #[serde(rename = "arrotondato")]
    Official,
    /// The exact one.
    #[serde(rename = "esatto")]
    Exact,
}

/// A band: from a score on, up to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// What it is called: *buono*.
    pub name: String,
    /// The lowest score, itself included.
    pub from: Exact,
    /// The fixed part of the premium, per cent; without one, the premium is in proportion to the score.
    #[serde(default)]
    pub premium: Option<Exact>,
    /// Whether it is a negative evaluation.
    #[serde(default)]
    pub negative: bool,
}

/// The bands of an evaluation system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands(Vec<Band>);

/// What is wrong with bands (SCO-05).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BandFault {
    /// There are none.
    None,
    /// The lowest does not begin at nought.
    NoBottom(Exact),
    /// Two begin at the same score.
    Twice(Exact),
    /// One begins above 100.
    TooHigh(Exact),
}

impl fmt::Display for BandFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("non c'è nessuna fascia"),
            Self::NoBottom(from) => {
                write!(f, "la fascia più bassa comincia a {from}: da 0 a {from} non c'è nessuna fascia")
            }
            Self::Twice(from) => write!(f, "due fasce cominciano a {from}"),
            Self::TooHigh(from) => write!(f, "una fascia comincia a {from}, oltre 100"),
        }
    }
}

impl Bands {
    /// Bands in any order.
    ///
    /// # Errors
    /// When they do not cover 0 to 100 without gap or overlap.
    pub fn new(mut bands: Vec<Band>) -> Result<Self, BandFault> {
        bands.sort_by(|a, b| a.from.cmp(&b.from));
        let lowest = bands.first().ok_or(BandFault::None)?;
        if !lowest.from.is_zero() {
            return Err(BandFault::NoBottom(lowest.from.clone()));
        }
        if let Some([one, _]) = bands.windows(2).find(|pair| matches!(pair, [a, b] if a.from == b.from)) {
            return Err(BandFault::Twice(one.from.clone()));
        }
        match bands.iter().find(|band| band.from > Exact::hundred()) {
            Some(band) => Err(BandFault::TooHigh(band.from.clone())),
            None => Ok(Self(bands)),
        }
    }

    /// The band of a score; one below nought is in the lowest.
    pub fn of(&self, score: &Exact) -> Option<&Band> {
        self.0.iter().rev().find(|band| *score >= band.from).or_else(|| self.0.first())
    }
}
