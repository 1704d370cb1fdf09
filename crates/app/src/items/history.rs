//! The history of an item: every state it had, who brought it there, and what they changed.

use std::collections::HashMap;

use domain::plan::Objective;

use crate::moment::Moment;
use crate::plans::Plans;
use crate::plans::rows::fill;
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Right};
use crate::trail::{Action, Told, told};

/// A change of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Number in the audit trail.
    pub number: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
    /// What was done.
    pub action: String,
    /// Why.
    pub reason: String,
    /// Where it came from.
    pub source: String,
    /// Field, before, after.
    pub details: Vec<(String, String, String)>,
}

/// A state of an objective.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The version of the plan from which it held.
    pub since: i64,
    /// What it held.
    pub objective: Objective,
}

impl Plans {
    /// The changes of an item, the latest first. Personal values are shown to whom may see them.
    ///
    /// # Errors
    /// Without the right to see the plan; when there is no such item.
    pub async fn changes_of(&self, actor: &Actor, plan_id: &str, item_id: &str) -> Answer<Vec<Change>> {
        let sees_people = self.current(actor, plan_id).await?.look(|held| {
            let objective = held.objective(item_id);
            let unit = objective.and_then(|(_, objective)| held.unit_id_of(objective));
            actor.sees_people_of(unit)
        })?;
        actor.need(Right::SeePlan)?;
        let mut reading = self.store().read().await?;
        let mut link = reading.link();
        let rows = link.audit_of_item(&actor.body.id, plan_id, item_id).await?;
        let names = self.names(&mut link, actor).await?;
        let mut changes = Vec::new();
        for row in rows {
            let mut details = Vec::new();
            for (field, before, after) in told(&row.details) {
                let before = self.shown(&mut link, actor, before, sees_people).await?;
                let after = self.shown(&mut link, actor, after, sees_people).await?;
                details.push((field, before, after));
            }
            changes.push(Change {
                number: row.number,
                at: Moment(row.at),
                who: names.get(&row.account_id).cloned().unwrap_or_default(),
                action: Action::term_of(&row.action).to_owned(),
                reason: row.reason,
                source: row.source,
                details,
            });
        }
        Ok(changes)
    }

    /// The names of the people of a body, by account.
    pub(crate) async fn names(
        &self,
        link: &mut store::Link<'_>,
        actor: &Actor,
    ) -> Answer<HashMap<String, String>> {
        let accounts = link.accounts_of_body(&actor.body.id).await?;
        Ok(accounts.into_iter().map(|account| (account.id, account.name)).collect())
    }

    /// A value of the trail as it may be shown.
    pub(crate) async fn shown(
        &self,
        link: &mut store::Link<'_>,
        actor: &Actor,
        value: Told,
        sees_people: bool,
    ) -> Answer<String> {
        Ok(match value {
            Told::Text(text) => text,
            Told::Personal(_) if !sees_people => "(dato personale)".to_owned(),
            Told::Personal(id) => match link.personal_fetch(&actor.body.id, &id).await? {
                Some(personal) if personal.erased_at == 0 => personal.value,
                _ => "(cancellato)".to_owned(),
            },
        })
    }

    /// The states an objective had, the latest first.
    ///
    /// # Errors
    /// Without the right to see the plan; when there is no such objective.
    pub async fn states_of(&self, actor: &Actor, plan_id: &str, item_id: &str) -> Answer<Vec<State>> {
        actor.need(Right::SeePlan)?;
        let mut reading = self.store().read().await?;
        let rows = reading.link().item_history(&actor.body.id, plan_id, item_id).await?;
        let states: Vec<State> = rows
            .iter()
            .filter(|item| item.list == "objectives")
            .map(|item| {
                let mut objective = Objective::default();
                fill(&mut objective, item);
                State { since: item.since, objective }
            })
            .collect();
        if states.is_empty() { Err(Refusal::NotFound) } else { Ok(states) }
    }
}
