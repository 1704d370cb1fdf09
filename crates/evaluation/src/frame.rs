//! What tables are read against: the scores of a plan, the method of its body, the year.

use std::fmt;

use appraisal::Scored;
use domain::text::{folded, squeezed};
use jiff::civil::Date;
use method::{Method, Smvp};
use scoring::evaluation::Rules;
use scoring::people::BandFault;
use scoring::tree::{Level, Scores};

/// The scores of a plan with the rules by which its people are evaluated.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// The file of scores.
    pub scored: &'a Scored,
    /// The scores by item.
    pub scores: Scores,
    /// The evaluation system.
    pub smvp: &'a Smvp,
    /// Its rules about people.
    pub rules: Rules,
}

/// Why scores cannot be used with a method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotUsable {
    /// Somebody changed the file of scores after it was sealed.
    Changed,
    /// They were reckoned with another method, or another version of it.
    OtherMethod,
    /// The method has no roles.
    NoRoles,
    /// Its bands do not hold together.
    Bands(BandFault),
    /// The year of the scores cannot be.
    Year(i16),
}

impl fmt::Display for NotUsable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => f.write_str(
                "i punteggi non sono quelli che il programma ha scritto: l'impronta del file non torna. «traguardo \
                 verify» dice che cosa è cambiato; «traguardo score» li rifà",
            ),
            Self::OtherMethod => f.write_str(
                "i punteggi sono stati calcolati con un altro metodo, o con un'altra versione di questo: rifarli con \
                 «traguardo score» e questo metodo, o indicare con -m il metodo con cui sono stati calcolati",
            ),
            Self::NoRoles => f.write_str(
                "il metodo non dice come si valutano le persone: scrivere i ruoli con i pesi delle componenti in \
                 [[smvp.role]], e rifare i punteggi con «traguardo score»",
            ),
            Self::Bands(fault) => write!(f, "le fasce del metodo non reggono: {fault}"),
            Self::Year(year) => write!(f, "l'anno dei punteggi, {year}, non è un anno"),
        }
    }
}

impl<'a> Frame<'a> {
    /// Scores and method that belong together.
    ///
    /// # Errors
    /// When the scores were changed after they were sealed or belong to another method, or the method does not say
    /// how people are evaluated.
    pub fn new(scored: &'a Scored, method: &'a Method) -> Result<Self, NotUsable> {
        if !scored.is_intact() {
            return Err(NotUsable::Changed);
        }
        if scored.method.sha256 != method.fingerprint {
            return Err(NotUsable::OtherMethod);
        }
        if method.smvp.roles.is_empty() {
            return Err(NotUsable::NoRoles);
        }
        if Date::new(scored.year, 1, 1).is_err() {
            return Err(NotUsable::Year(scored.year));
        }
        let rules = Rules::new(method.smvp.evaluation.clone()).map_err(NotUsable::Bands)?;
        Ok(Self { scored, scores: Scores::of(scored.results.clone()), smvp: &method.smvp, rules })
    }

    /// First and last day of the year of the plan.
    pub fn year(&self) -> (Date, Date) {
        let day = |month, day| Date::new(self.scored.year, month, day).unwrap_or_default();
        (day(1, 1), day(12, 31))
    }

    /// The units: id and name.
    pub fn units(&self) -> impl Iterator<Item = (&str, &str)> {
        self.scored.of_level(Level::Unit).map(|step| (step.id.as_str(), step.title.as_str()))
    }

    /// The unit that is meant by an id or an exact name.
    ///
    /// # Errors
    /// What is wrong with the text, and which units there are.
    pub fn unit(&self, text: &str) -> Result<&str, String> {
        if let Some((id, _)) = self.units().find(|(id, _)| id.eq_ignore_ascii_case(text)) {
            return Ok(id);
        }
        let wanted = squeezed(&folded(text));
        let mut named = self.units().filter(|(_, name)| squeezed(&folded(name)) == wanted);
        match (named.next(), named.next()) {
            (Some((id, _)), None) => Ok(id),
            (Some((one, _)), Some((other, _))) => {
                Err(format!("«{text}» è il nome di più strutture: scrivere {one} o {other}"))
            }
            (None, _) => {
                let known: Vec<String> = self.units().map(|(id, name)| format!("{id} ({name})")).collect();
                Err(format!(
                    "nei punteggi non c'è la struttura «{text}»; le strutture sono: {}",
                    known.join(", ")
                ))
            }
        }
    }

    /// The item of the scores that is meant by an id.
    pub fn item(&self, text: &str) -> Option<&str> {
        let step = self.scored.results.iter().find(|step| step.id.eq_ignore_ascii_case(text));
        step.map(|step| step.id.as_str())
    }
}
