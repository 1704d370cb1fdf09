//! The weights of many objectives at once.

use domain::plan::Objective;
use outline::edit::{Address, Edit, apply};

use super::{details, shape};
use crate::moment::Moment;
use crate::plans::Plans;
use crate::plans::rows::fill;
use crate::plans::write::{Content, Writing};
use crate::refusal::{Answer, Clash, Refusal};
use crate::rights::{Actor, Right};
use crate::trail::{Action, Entry};

/// A weight as it is written in a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewWeight {
    /// The objective.
    pub item_id: String,
    /// What the form showed.
    pub was: String,
    /// What stands there now.
    pub text: String,
}

impl Plans {
    /// Saves the weights that were changed, all or none; gives how many.
    ///
    /// # Errors
    /// Without the right; when the plan is approved; when somebody else has changed one of them meanwhile.
    pub async fn save_weights(
        &self,
        actor: &Actor,
        plan_id: &str,
        weights: &[NewWeight],
        now: Moment,
    ) -> Answer<usize> {
        actor.need(Right::ShapePlan)?;
        let current = self.current(actor, plan_id).await?;
        let grammar = current.look(crate::plans::Held::grammar)?;
        let address = Address::parse(Objective::describe(), "weight").ok_or(Refusal::NotFound)?;
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        shape::open(&writing.head)?;
        let mut saved = 0;
        let mut clashes = Vec::new();
        for weight in weights.iter().filter(|weight| weight.was.trim() != weight.text.trim()) {
            let before = writing.item(&weight.item_id).await?;
            let mut objective = Objective::default();
            fill(&mut objective, &before);
            let theirs = outline::text(objective.weight.as_ref()).to_owned();
            if theirs != weight.was && theirs != weight.text {
                clashes.push(Clash {
                    field: format!("peso.{}", weight.item_id),
                    told: format!("peso di «{}»", outline::text(objective.title.as_ref())),
                    was: weight.was.clone(),
                    now: theirs,
                    mine: weight.text.clone(),
                });
                continue;
            }
            let edit = Edit::Set { address: address.clone(), text: weight.text.clone() };
            let made = apply(&mut objective, &[edit], &grammar);
            if made.is_empty() {
                continue;
            }
            writing.put(&before, Content::of(&objective)).await?;
            writing.note(Entry {
                item_id: weight.item_id.clone(),
                details: details(&made, "objective"),
                ..Entry::new(Action::ObjectiveChanged)
            });
            saved += 1;
        }
        if !clashes.is_empty() {
            return Err(Refusal::Clash(clashes));
        }
        if saved > 0 {
            writing.commit().await?;
        }
        Ok(saved)
    }
}
