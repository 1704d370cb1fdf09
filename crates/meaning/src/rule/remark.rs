//! Remarks in plain Italian.

use std::fmt::{self, Display, Formatter};

use super::Remark;
use crate::number::render;

/// The remark as a sentence without a full stop: *nessun risultato vale 100%*.
impl Display for Remark {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRule => f.write_str("non dice quale punteggio spetta a quale risultato"),
            Self::Unclear(why) => f.write_str(why),
            Self::ImpossibleDate(day) => write!(f, "il giorno «{day}» non esiste"),
            Self::NoFullScore => f.write_str("nessun risultato vale 100%"),
            Self::ImpliedFullScore => {
                f.write_str("il punteggio pieno non è scritto: si intende 100% a chi rispetta il termine")
            }
            Self::SharedEnd(end) => write!(f, "{} sta in due fasce: vale la prima", render(*end)),
            Self::Overlap(from, to) => {
                write!(f, "da {} a {} valgono due fasce: conta la prima", render(*from), render(*to))
            }
            Self::Gap(from, to) => {
                write!(f, "tra {} e {} non vale nessuna fascia", render(*from), render(*to))
            }
            Self::StrictEnd(end) => {
                let end = render(*end);
                write!(f, "{end} resta fuori da tutte le fasce: è inteso in quella che vi arriva")
            }
            Self::OpenEnd(score) => {
                let score = render(*score);
                write!(f, "l'ultima fascia non ha fine: anche ciò che non è mai fatto vale {score}%")
            }
            Self::NoPercentSign => f.write_str("un punteggio è scritto senza «%»"),
            Self::StrayDash => f.write_str("davanti a un punteggio sta un trattino, che non è un meno"),
            Self::Misspelt => f.write_str("una parola è scritta male"),
            Self::BegunOrWhole => f.write_str("non è detto se un periodo iniziato conta per intero"),
        }
    }
}
