//! What became of an objective in the year (rulebook 8.6).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The state of an objective at the end of the year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    /// As planned.
    #[default]
    #[serde(rename = "attivo")]
    Active,
    /// Changed in the year; it is scored as it is now.
    #[serde(rename = "modificato")]
    Modified(Reason),
    /// It could not be reached for a cause outside: it leaves the mean.
    #[serde(rename = "neutralizzato")]
    Neutralised(Reason),
    /// Put off to another year: it leaves the mean.
    #[serde(rename = "rinviato")]
    Postponed(Reason),
    /// Given up by an act: it leaves the mean.
    #[serde(rename = "annullato")]
    Cancelled(Reason),
}

/// Why, on whose proposal, with whose opinion and by which act.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The proposal of the head of the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
    /// The opinion of OIV or Nucleo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<String>,
    /// The act or note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

impl State {
    /// What the states are called.
    pub const TERMS: [&str; 5] = ["attivo", "modificato", "neutralizzato", "rinviato", "annullato"];

    /// The state that is called so.
    pub fn named(term: &str, because: Reason) -> Option<Self> {
        Some(match term.to_lowercase().as_str() {
            "attivo" => Self::Active,
            "modificato" => Self::Modified(because),
            "neutralizzato" => Self::Neutralised(because),
            "rinviato" => Self::Postponed(because),
            "annullato" => Self::Cancelled(because),
            _ => return None,
        })
    }

    /// Whether it takes part in the mean.
    pub fn is_evaluable(&self) -> bool {
        matches!(self, Self::Active | Self::Modified(_))
    }

    /// Why it is as it is, when it is not as planned.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Active => None,
            Self::Modified(reason)
            | Self::Neutralised(reason)
            | Self::Postponed(reason)
            | Self::Cancelled(reason) => Some(reason),
        }
    }

    /// What it is called.
    pub fn term(&self) -> &'static str {
        match self {
            Self::Active => "attivo",
            Self::Modified(_) => "modificato",
            Self::Neutralised(_) => "neutralizzato",
            Self::Postponed(_) => "rinviato",
            Self::Cancelled(_) => "annullato",
        }
    }
}

impl Reason {
    /// What a neutralisation lacks (SCO-03): reason, proposal, opinion, act and date.
    pub fn lacks(&self) -> Vec<&'static str> {
        let fields = [
            ("il motivo", self.reason.is_some()),
            ("la proposta del responsabile", self.proposal.is_some()),
            ("il parere dell'OIV o del Nucleo", self.opinion.is_some()),
            ("l'atto", self.act.is_some()),
            ("la data dell'atto", self.date.is_some()),
        ];
        fields.into_iter().filter(|(_, there)| !there).map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_known_by_what_it_is_called() {
        for term in State::TERMS {
            let state = State::named(&term.to_uppercase(), Reason::default());
            assert_eq!(state.map(|state| state.term()), Some(term));
        }
        assert_eq!(State::named("sospeso", Reason::default()), None);
    }

    #[test]
    fn only_the_active_and_the_changed_take_part_in_the_mean() {
        let taking_part = State::TERMS
            .into_iter()
            .filter(|term| State::named(term, Reason::default()).is_some_and(|state| state.is_evaluable()));
        assert_eq!(taking_part.collect::<Vec<_>>(), ["attivo", "modificato"]);
    }

    #[test]
    fn what_a_neutralisation_lacks_is_told_in_order() {
        let because = Reason {
            proposal: Some("del responsabile".to_owned()),
            act: Some("nota 3".to_owned()),
            ..Reason::default()
        };
        assert_eq!(because.lacks(), ["il motivo", "il parere dell'OIV o del Nucleo", "la data dell'atto"]);
    }
}
