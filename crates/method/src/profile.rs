//! What a body says of itself and of its rules, beside its forms: the inputs of the checks.

use std::collections::BTreeMap;

use domain::text::{folded, squeezed};
use domain::{Place, Severity, Weight};
use jiff::civil::Date;
use scoring::Exact;
use scoring::evaluation::{Evaluation, PoolMethod};
pub use scoring::people::ComponentKind;

use crate::evaluation::Pay;

/// Figures that decide which rules apply (rulebook 0.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Residents.
    pub population: Option<u32>,
    /// Employees at 31 December of the year before.
    pub employees: Option<u32>,
    /// Managers in service; 0 when the services are headed by EQ holders.
    pub managers: Option<u32>,
    /// OIV or Nucleo di valutazione.
    pub evaluation_organ: Option<String>,
    /// Deadline for the budget, when the law has put it off.
    pub budget_deadline: Option<Date>,
    /// Whether it lies in a Region with a special statute, which has laws of its own.
    pub special_statute: bool,
}

/// The kinds of act that checks know, with what each is.
pub const ACT_KINDS: &[(&str, &str)] = &[
    ("bilancio", "approvazione del bilancio di previsione"),
    ("dup", "presentazione o approvazione del Documento unico di programmazione: l'organo dice quale"),
    ("nota-dup", "nota di aggiornamento del Documento unico di programmazione"),
    ("peg", "approvazione del piano esecutivo di gestione"),
    ("piano", "approvazione del piano che contiene gli obiettivi (PIAO, PDO, Piano della performance)"),
    ("obiettivi-provvisori", "obiettivi assegnati in esercizio provvisorio"),
    ("assegnazione", "consegna degli obiettivi ai responsabili"),
    ("pubblicazione", "pubblicazione del piano sul sito"),
    ("portale-piao", "invio del PIAO al Portale del Dipartimento della funzione pubblica"),
    ("smvp", "adozione, aggiornamento o conferma del Sistema di misurazione e valutazione"),
    ("parere-smvp", "parere vincolante dell'OIV o del Nucleo sul Sistema"),
    ("parere-fabbisogni", "parere dell'organo di revisione sul piano dei fabbisogni di personale"),
    ("eccedenze", "ricognizione annuale delle eccedenze di personale"),
    ("azioni-positive", "piano delle azioni positive"),
    ("contratti-pagamenti", "integrazione dei contratti individuali con l'obiettivo sui tempi di pagamento"),
    ("obiettivi-accessibilita", "pubblicazione degli obiettivi annuali di accessibilità"),
    ("indagine", "indagine sulla soddisfazione degli utenti"),
    ("monitoraggio", "monitoraggio in corso d'anno"),
    ("variazione", "variazione degli obiettivi in corso d'anno"),
    ("relazione", "approvazione della Relazione sulla performance dell'anno del piano"),
    ("validazione", "validazione della Relazione"),
    ("premi", "liquidazione dei premi e della retribuzione di risultato"),
];

/// An act, an opinion or a fact with a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActInfo {
    /// One of [`ACT_KINDS`].
    pub kind: String,
    /// Organ.
    pub organ: Option<String>,
    /// Number.
    pub number: Option<String>,
    /// Date.
    pub date: Option<Date>,
    /// What an opinion says.
    pub outcome: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Why it was taken.
    pub reason: Option<String>,
    /// The day on which it was published in *Amministrazione trasparente* (D.Lgs. 33/2013).
    pub published: Option<Date>,
    /// Where it is told, when that is a file that findings can show.
    pub place: Option<Place>,
}

/// The evaluation system (*SMVP*): what a plan is checked by, and how people are evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Smvp {
    /// Whether it has a conciliation procedure (D.Lgs. 150/2009 art. 7 c. 2-bis).
    pub conciliation: Option<bool>,
    /// Whether it says how it is tied to the budget documents (ibidem).
    pub budget_link: Option<bool>,
    /// Whether it defines a negative evaluation (art. 3 c. 5-bis).
    pub negative_evaluation: Option<bool>,
    /// Part of the result pay tied to payment times, per cent (D.L. 13/2023 art. 4-bis c. 2).
    pub payment_share: Option<Weight>,
    /// Day by which the values of indicators must be known.
    pub measurement_deadline: Option<Date>,
    /// Clusters of roles with the weights of their components.
    pub roles: Vec<RoleWeights>,
    /// How people are evaluated.
    pub evaluation: Evaluation,
    /// How premiums, bonuses and cuts are reckoned.
    pub pay: Pay,
    /// Keys on which the documents of the body are silent: the choice made, and why.
    pub defaults: BTreeMap<String, String>,
}

/// A cluster of roles: how its people are evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleWeights {
    /// Name of the cluster.
    pub name: String,
    /// Whether they head a unit (art. 9 c. 1): managers, and EQ holders where there are none.
    pub manager: bool,
    /// How many people one of them evaluates.
    pub evaluates: Option<u32>,
    /// Components (art. 9) and their weights, per cent.
    pub weights: Vec<(ComponentKind, Weight)>,
    /// Components below which there is no premium.
    pub minimum: Vec<(ComponentKind, Exact)>,
    /// Coefficient of the role in the division of a pool.
    pub coefficient: Option<Exact>,
    /// How the premiums of the role are reckoned, where it is not as those of the others.
    pub pool: Option<PoolMethod>,
}

impl Smvp {
    /// Whether anything is said that a plan is checked by; how people are paid is not.
    pub fn is_known(&self) -> bool {
        let said = [self.conciliation, self.budget_link, self.negative_evaluation];
        said.iter().any(Option::is_some)
            || self.payment_share.is_some()
            || self.measurement_deadline.is_some()
            || self.roles.iter().any(|role| !role.weights.is_empty())
    }

    /// The cluster of roles with a name.
    pub fn role(&self, name: &str) -> Option<&RoleWeights> {
        let same = |one: &&RoleWeights| squeezed(&folded(&one.name)) == squeezed(&folded(name));
        self.roles.iter().find(same)
    }
}

/// What a body makes of a kind of finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRule {
    /// Code of the finding.
    pub code: String,
    /// Its severity for this body; `None` when it is silenced.
    pub severity: Option<Severity>,
    /// Why.
    pub reason: String,
}
