//! Numbers, names and versions of the functions.

use super::Function;

/// A function as it is listed for those who write sheets and methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The number in the rulebook.
    pub number: &'static str,
    /// The name in files.
    pub name: &'static str,
    /// What it does.
    pub words: &'static str,
    /// The formula.
    pub formula: &'static str,
    /// The parameters it wants and the results it takes, by their keys.
    pub wants: &'static str,
}

const fn listed(
    number: &'static str,
    name: &'static str,
    words: &'static str,
    formula: &'static str,
    wants: &'static str,
) -> Listed {
    Listed { number, name, words, formula, wants }
}

/// Every function by its number and name.
pub const CATALOGUE: &[Listed] = &[
    listed("F1", "crescente", "crescente, rapporto al valore atteso", "V / T × 100", "target; value"),
    listed(
        "F2",
        "crescente-da-base",
        "crescente dal valore di partenza",
        "(V − B) / (T − B) × 100",
        "baseline, target; value",
    ),
    listed("F3", "decrescente", "decrescente, rapporto tra atteso e valore", "T / V × 100", "target; value"),
    listed(
        "F4",
        "decrescente-da-base",
        "decrescente dal valore di partenza",
        "(B − V) / (B − T) × 100",
        "baseline, target; value",
    ),
    listed(
        "F5",
        "decrescente-lineare",
        "decrescente, sforamento lineare",
        "(2 − V / T) × 100",
        "target; value",
    ),
    listed(
        "F6",
        "scaglioni",
        "scaglioni sul risultato di un'altra funzione",
        "scaglione di q",
        "of e i suoi parametri, steps = [{ from, score }]; value",
    ),
    listed(
        "F7",
        "soglia-riproporzionata",
        "soglia minima, poi in proporzione",
        "0 se q < S, altrimenti (q − S) / (100 − S) × 100",
        "of e i suoi parametri, minimum; value",
    ),
    listed(
        "F7b",
        "soglia",
        "soglia minima senza riproporzione",
        "0 se q < S, altrimenti q",
        "of e i suoi parametri, minimum; value",
    ),
    listed(
        "F8",
        "punti-al-giorno",
        "data, punti per giorno di ritardo",
        "100 − p × d",
        "due, points, tolerance (giorni, se c'è); done o never",
    ),
    listed(
        "F9",
        "tempo-disponibile",
        "data, in proporzione al tempo disponibile",
        "(1 − d / giorni disponibili) × 100",
        "start, due; done o never",
    ),
    listed(
        "F10",
        "scaglioni-ritardo",
        "data, scaglioni di ritardo",
        "scaglione di d",
        "due, late_steps = [{ up_to, score }]; done o never",
    ),
    listed("F11", "si-no", "sì o no", "100 se sì, 0 se no", "yes"),
    listed(
        "F12",
        "intervallo",
        "intervallo",
        "100 tra Tmin e Tmax, lineare fino ai limiti",
        "from, to, lowest, highest; value",
    ),
    listed(
        "F13",
        "scala",
        "scala di giudizio",
        "(v − min) / (max − min) × 100, o v / max × 100",
        "lowest, highest, mode («min-max» o «su-max»); value",
    ),
    listed(
        "F14",
        "mantenimento",
        "mantenimento entro una tolleranza",
        "100 entro la tolleranza, altrimenti il rapporto",
        "target, tolerance, polarity («crescente» o «decrescente»); value",
    ),
    listed(
        "F15",
        "conteggio-valido",
        "conteggio di ciò che è valido",
        "(V − non validi) / T × 100",
        "target; counted, invalid",
    ),
    listed(
        "G",
        "graduazione",
        "graduazione scritta a parole",
        "fascia della graduazione",
        "rule (il testo), due o target se la regola li vuole, silent; done, never, value, outcome",
    ),
    ENTERED,
];

/// The version of all functions: it changes when the same inputs give another result.
pub const VERSION: u32 = 1;

impl Function {
    /// What it is called, wants and reckons.
    pub fn listed(&self) -> &'static Listed {
        let number = match self {
            Self::Increasing { .. } => "F1",
            Self::IncreasingFromBaseline { .. } => "F2",
            Self::Decreasing { .. } => "F3",
            Self::DecreasingFromBaseline { .. } => "F4",
            Self::LinearOverrun { .. } => "F5",
            Self::Steps { .. } => "F6",
            Self::Threshold { rescaled: true, .. } => "F7",
            Self::Threshold { rescaled: false, .. } => "F7b",
            Self::PointsPerDay { .. } => "F8",
            Self::ProportionalTime { .. } => "F9",
            Self::LateSteps { .. } => "F10",
            Self::YesNo => "F11",
            Self::Range { .. } => "F12",
            Self::Scale { .. } => "F13",
            Self::Upkeep { .. } => "F14",
            Self::ValidCount { .. } => "F15",
            Self::Rule { .. } => "G",
            Self::Entered => "V",
        };
        find(number).unwrap_or(&ENTERED)
    }
}

const ENTERED: Listed = listed("V", "valutazione", "punteggio di chi valuta", "valore inserito", "score");

/// The function with a number or name.
pub fn find(name: &str) -> Option<&'static Listed> {
    CATALOGUE.iter().find(|known| known.number.eq_ignore_ascii_case(name) || known.name == name)
}
