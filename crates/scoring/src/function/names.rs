//! Numbers, names and versions of the functions.

use super::{Function, ScaleMode};

/// What a function is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The number in the rulebook: `F1`.
    pub number: &'static str,
    /// The name in method files: `crescente`.
    pub name: &'static str,
    /// The version: it changes when the same inputs give another result.
    pub version: u32,
    /// What it does, in a few words.
    pub words: &'static str,
    /// The formula, with the letters of the rulebook.
    pub formula: &'static str,
}

const fn named(
    number: &'static str,
    name: &'static str,
    words: &'static str,
    formula: &'static str,
) -> Named {
    Named { number, name, version: 1, words, formula }
}

impl Function {
    /// What it is called.
    pub fn named(&self) -> Named {
        match self {
            Self::Increasing { .. } => {
                named("F1", "crescente", "crescente, rapporto al valore atteso", "V / T × 100")
            }
            Self::IncreasingFromBaseline { .. } => named(
                "F2",
                "crescente-da-base",
                "crescente dal valore di partenza",
                "(V − B) / (T − B) × 100",
            ),
            Self::Decreasing { .. } => {
                named("F3", "decrescente", "decrescente, rapporto tra atteso e valore", "T / V × 100")
            }
            Self::DecreasingFromBaseline { .. } => named(
                "F4",
                "decrescente-da-base",
                "decrescente dal valore di partenza",
                "(B − V) / (B − T) × 100",
            ),
            Self::LinearOverrun { .. } => {
                named("F5", "decrescente-lineare", "decrescente, sforamento lineare", "(2 − V / T) × 100")
            }
            Self::Steps { .. } => named("F6", "scaglioni", "scaglioni sul risultato", "scaglione di q"),
            Self::Threshold { rescaled: true, .. } => named(
                "F7",
                "soglia",
                "soglia minima, poi in proporzione",
                "0 se q < S, altrimenti (q − S) / (100 − S) × 100",
            ),
            Self::Threshold { rescaled: false, .. } => {
                named("F7b", "soglia", "soglia minima senza riproporzione", "0 se q < S, altrimenti q")
            }
            Self::PointsPerDay { .. } => {
                named("F8", "punti-al-giorno", "data, punti per giorno di ritardo", "100 − p × d")
            }
            Self::ProportionalTime { .. } => named(
                "F9",
                "tempo-disponibile",
                "data, in proporzione al tempo disponibile",
                "(1 − d / giorni disponibili) × 100",
            ),
            Self::LateSteps { .. } => {
                named("F10", "scaglioni-ritardo", "data, scaglioni di ritardo", "scaglione di d")
            }
            Self::YesNo => named("F11", "si-no", "sì o no", "100 se sì, 0 se no"),
            Self::Range { .. } => {
                named("F12", "intervallo", "intervallo", "100 dentro, lineare fino ai limiti")
            }
            Self::Scale { mode: ScaleMode::MinMax, .. } => {
                named("F13", "scala", "scala di giudizio, min-max", "(v − min) / (max − min) × 100")
            }
            Self::Scale { mode: ScaleMode::OverMax, .. } => {
                named("F13", "scala", "scala di giudizio, sul massimo", "v / max × 100")
            }
            Self::Upkeep { .. } => named(
                "F14",
                "mantenimento",
                "mantenimento entro una tolleranza",
                "100 entro la tolleranza, altrimenti il rapporto",
            ),
            Self::ValidCount { .. } => named(
                "F15",
                "conteggio-valido",
                "conteggio di ciò che è valido",
                "(V − non validi) / T × 100",
            ),
            Self::Rule { .. } => {
                named("G", "graduazione", "graduazione scritta nel piano", "fascia della graduazione")
            }
            Self::Entered => named("V", "valutazione", "valutazione di chi valuta", "valore inserito"),
        }
    }
}
