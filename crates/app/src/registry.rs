//! The audit trail as people read it (*registro delle modifiche*).

use crate::items::Change;
use crate::moment::Moment;
use crate::plans::Plans;
use crate::refusal::Answer;
use crate::rights::{Actor, Right};
use crate::trail::{Action, told};

/// An entry of the trail with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What was done.
    pub change: Change,
    /// The plan; blank: none.
    pub plan_id: String,
    /// The item; blank: none.
    pub item_id: String,
    /// Whom or which structure it is about; blank for other things.
    pub about: String,
}

/// Lines on a page.
pub const PAGE: i64 = 50;

impl Plans {
    /// The entries before a number, the latest first.
    ///
    /// # Errors
    /// Without the right.
    pub async fn trail(&self, actor: &Actor, before: i64) -> Answer<Vec<Line>> {
        actor.need(Right::SeeTrail)?;
        let sees_people = actor.may(Right::SeePeople);
        let mut reading = self.store().read().await?;
        let mut link = reading.link();
        let rows = link.audit_before(&actor.body.id, before, PAGE).await?;
        let names = self.names(&mut link, actor).await?;
        let units = link.unit_list(&actor.body.id).await?;
        let unit_named = |id: &str| units.iter().find(|unit| unit.id == id).map(|unit| unit.name.clone());
        // A structure is kept by its identity: its name may change.
        let readable = |value: String| unit_named(&value).unwrap_or(value);
        let mut lines = Vec::new();
        for row in rows {
            let mut details = Vec::new();
            for (field, before, after) in told(&row.details) {
                let before = self.shown(&mut link, actor, before, sees_people).await?;
                let after = self.shown(&mut link, actor, after, sees_people).await?;
                details.push((field, readable(before), readable(after)));
            }
            let change = Change {
                number: row.number,
                at: Moment(row.at),
                who: names.get(&row.account_id).cloned().unwrap_or_default(),
                action: Action::term_of(&row.action).to_owned(),
                reason: row.reason,
                source: row.source,
                details,
            };
            let about = names.get(&row.item_id).cloned().or_else(|| unit_named(&row.item_id));
            lines.push(Line {
                change,
                plan_id: row.plan_id,
                about: about.unwrap_or_default(),
                item_id: row.item_id,
            });
        }
        Ok(lines)
    }
}
