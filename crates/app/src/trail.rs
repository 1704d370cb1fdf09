//! Entries of the audit trail (*registro delle modifiche*), and the chain they stand in.

use serde_json::{Value as Json, json};
use store::rows::{Audit, Personal};
use store::{Link, chain, new_id};

use crate::moment::Moment;
use crate::refusal::{Answer, Refusal};
use crate::rights::Actor;
use crate::secret;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// A body was set up.
    BodySetUp,
    /// An account was made.
    AccountMade,
    /// An account was changed.
    AccountChanged,
    /// A role was given.
    RoleGiven,
    /// A role was ended.
    RoleEnded,
    /// A method file came in.
    MethodAdded,
    /// A setting was changed.
    SettingChanged,
    /// A structure was made or changed.
    StructureChanged,
    /// A plan was made.
    PlanMade,
    /// A plan was copied from that of another year.
    PlanCopied,
    /// A document was brought in.
    Imported,
    /// What a document brought in was taken back.
    ImportUndone,
    /// An objective was changed.
    ObjectiveChanged,
    /// An objective was added.
    ObjectiveAdded,
    /// An objective was taken away.
    ObjectiveRemoved,
    /// Something else of the plan was changed.
    PlanChanged,
    /// A unit's proposal was brought to another state.
    ProposalMoved,
    /// A finding was passed over.
    Waived,
    /// A waiver was taken back.
    WaiverEnded,
    /// The plan was approved.
    Approved,
    /// The plan was opened again.
    VariationOpened,
    /// A file was attached.
    Attached,
    /// An attachment was taken away.
    AttachmentRemoved,
    /// A comment was written.
    Commented,
    /// Personal values were erased.
    PersonalErased,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 25] = [
        Self::BodySetUp,
        Self::AccountMade,
        Self::AccountChanged,
        Self::RoleGiven,
        Self::RoleEnded,
        Self::MethodAdded,
        Self::SettingChanged,
        Self::StructureChanged,
        Self::PlanMade,
        Self::PlanCopied,
        Self::Imported,
        Self::ImportUndone,
        Self::ObjectiveChanged,
        Self::ObjectiveAdded,
        Self::ObjectiveRemoved,
        Self::PlanChanged,
        Self::ProposalMoved,
        Self::Waived,
        Self::WaiverEnded,
        Self::Approved,
        Self::VariationOpened,
        Self::Attached,
        Self::AttachmentRemoved,
        Self::Commented,
        Self::PersonalErased,
    ];

    /// The name in the trail, and what people call it.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::BodySetUp => ("body.set-up", "Ente creato"),
            Self::AccountMade => ("account.made", "Utente creato"),
            Self::AccountChanged => ("account.changed", "Utente modificato"),
            Self::RoleGiven => ("role.given", "Ruolo assegnato"),
            Self::RoleEnded => ("role.ended", "Ruolo terminato"),
            Self::MethodAdded => ("method.added", "SMVP e modelli di scheda caricati"),
            Self::SettingChanged => ("setting.changed", "Impostazione modificata"),
            Self::StructureChanged => ("structure.changed", "Struttura modificata"),
            Self::PlanMade => ("plan.made", "Piano creato"),
            Self::PlanCopied => ("plan.copied", "Piano copiato dall'anno precedente"),
            Self::Imported => ("plan.imported", "Documento importato"),
            Self::ImportUndone => ("plan.import-undone", "Importazione ripristinata com'era"),
            Self::ObjectiveChanged => ("objective.changed", "Obiettivo modificato"),
            Self::ObjectiveAdded => ("objective.added", "Obiettivo aggiunto"),
            Self::ObjectiveRemoved => ("objective.removed", "Obiettivo tolto"),
            Self::PlanChanged => ("plan.changed", "Piano modificato"),
            Self::ProposalMoved => ("proposal.moved", "Passaggio di stato della proposta"),
            Self::Waived => ("finding.waived", "Rilievo superato con motivazione"),
            Self::WaiverEnded => ("finding.waiver-ended", "Motivazione ritirata"),
            Self::Approved => ("plan.approved", "Piano approvato"),
            Self::VariationOpened => ("plan.variation", "Variazione aperta"),
            Self::Attached => ("attachment.added", "Allegato aggiunto"),
            Self::AttachmentRemoved => ("attachment.removed", "Allegato tolto"),
            Self::Commented => ("comment.added", "Commento scritto"),
            Self::PersonalErased => ("personal.erased", "Dati personali cancellati"),
        }
    }

    /// The name in the trail.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// What people call it.
    pub fn term(self) -> &'static str {
        self.names().1
    }

    /// What people call the action of a name; the name itself when it is unknown.
    pub fn term_of(name: &str) -> &str {
        Self::ALL.into_iter().find(|action| action.name() == name).map_or(name, |action| action.term())
    }
}

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Where it stands in the item, or what it is.
    pub field: String,
    /// Before; blank: nothing.
    pub before: String,
    /// After; blank: nothing.
    pub after: String,
    /// Whether it names or describes a person.
    pub personal: bool,
}

impl Detail {
    /// A value that is not personal.
    pub fn new(field: impl Into<String>, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { field: field.into(), before: before.into(), after: after.into(), personal: false }
    }
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What.
    pub action: Action,
    /// The plan.
    pub plan_id: String,
    /// The item.
    pub item_id: String,
    /// Why.
    pub reason: String,
    /// Where it came from: `a mano`, the name of a file.
    pub source: String,
    /// What before and after.
    pub details: Vec<Detail>,
}

impl Entry {
    /// Something done by hand, without a reason.
    pub fn new(action: Action) -> Self {
        Self {
            action,
            plan_id: String::new(),
            item_id: String::new(),
            reason: String::new(),
            source: "a mano".to_owned(),
            details: Vec::new(),
        }
    }
}

/// Who does it and when.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// The body.
    pub body_id: &'a str,
    /// The account.
    pub account_id: &'a str,
    /// The roles.
    pub roles: &'a str,
    /// When.
    pub now: Moment,
}

/// Writes entries into the chain of a body, in the transaction of what they tell of.
pub(crate) async fn append(link: &mut Link<'_>, who: Who<'_>, entries: &[Entry]) -> Answer<()> {
    let head = link.chain_head(who.body_id).await?;
    let (mut number, mut previous) = head.ok_or(Refusal::NotFound)?;
    for entry in entries {
        number += 1;
        let details = details(link, who.body_id, &entry.details).await?;
        let mut row = Audit {
            number,
            at: who.now.0,
            account_id: who.account_id.to_owned(),
            roles: who.roles.to_owned(),
            action: entry.action.name().to_owned(),
            plan_id: entry.plan_id.clone(),
            item_id: entry.item_id.clone(),
            reason: entry.reason.clone(),
            source: entry.source.clone(),
            details,
            previous,
            hash: String::new(),
        };
        row.hash = chain::hash(who.body_id, &row);
        link.audit_append(who.body_id, &row).await?;
        previous = row.hash;
    }
    Ok(())
}

/// Writes entries of an actor.
pub(crate) async fn append_by(
    link: &mut Link<'_>,
    actor: &Actor,
    now: Moment,
    entries: &[Entry],
) -> Answer<()> {
    let roles = actor.roles_told();
    let who = Who { body_id: &actor.body.id, account_id: &actor.account.id, roles: &roles, now };
    append(link, who, entries).await
}

/// The values as the chain tells them: personal ones by commitments to values that stand apart.
async fn details(link: &mut Link<'_>, body_id: &str, details: &[Detail]) -> Answer<String> {
    let mut told = Vec::new();
    for detail in details {
        let (before, after) = if detail.personal {
            (commit(link, body_id, &detail.before).await?, commit(link, body_id, &detail.after).await?)
        } else {
            (json!(detail.before), json!(detail.after))
        };
        told.push(json!({"field": detail.field, "before": before, "after": after}));
    }
    Ok(Json::Array(told).to_string())
}

async fn commit(link: &mut Link<'_>, body_id: &str, value: &str) -> Answer<Json> {
    if value.is_empty() {
        return Ok(json!(""));
    }
    let personal = Personal { id: new_id(), salt: secret::token(), value: value.to_owned(), erased_at: 0 };
    link.personal_insert(body_id, &personal).await?;
    Ok(json!({"personal": personal.id, "commitment": chain::commitment(&personal.salt, value)}))
}

/// A value of an entry as it is read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A text.
    Text(String),
    /// A personal value, by its identity.
    Personal(String),
}

/// The details of an entry: field, before, after.
pub fn told(details: &str) -> Vec<(String, Told, Told)> {
    let value = |json: &Json| match json.get("personal").and_then(Json::as_str) {
        Some(id) => Told::Personal(id.to_owned()),
        None => Told::Text(json.as_str().unwrap_or_default().to_owned()),
    };
    let parsed: Json = serde_json::from_str(details).unwrap_or_default();
    let one = |json: &Json| {
        let field = json.get("field")?.as_str()?.to_owned();
        Some((field, value(json.get("before")?), value(json.get("after")?)))
    };
    parsed.as_array().into_iter().flatten().filter_map(one).collect()
}
