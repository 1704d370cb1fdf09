//! Saving what a person did to an item, beside what others did to it since they saw it.

use domain::plan::Objective;
use outline::edit::{Address, Grammar, Made, What, apply, choose};
use outline::text;
use store::rows::Item;

use super::writable::{Writable, refuse};
use super::{Edits, Saved, clash, details, shape};
use crate::moment::Moment;
use crate::plans::rows::fill;
use crate::plans::write::{Content, Writing};
use crate::plans::{Current, Held, Plans};
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Part, PlanState, Right};
use crate::trail::{Action, Entry};

/// What a change of an objective stands on: looked at before it is written, and looked at again while it is.
struct Ground {
    grammar: Grammar,
    writable: Writable,
    /// The structure that owns the objective, as it is written there and by its identity.
    unit: (String, Option<String>),
    /// The plan: its version, and the method it is written with.
    plan: (i64, String),
    /// The objective and its position, when it still is as the person saw it.
    seen: Option<(Objective, i64)>,
}

impl Ground {
    fn of(actor: &Actor, held: &Held, item_id: &str, seen: i64) -> Option<Self> {
        let (_, objective) = held.objective(item_id)?;
        let meta = held.meta(item_id).filter(|meta| meta.since == seen);
        let unit_id = held.unit_id_of(objective).map(str::to_owned);
        Some(Self {
            grammar: held.grammar(),
            writable: Writable::of(actor, held, objective),
            unit: (text(objective.unit.as_ref()).to_owned(), unit_id),
            plan: (held.head.version, held.head.method_id.clone()),
            seen: meta.map(|meta| (objective.clone(), meta.position)),
        })
    }

    /// Whether the states that the right to write depends on are still the same, now that nobody else can change them.
    async fn holds(&self, writing: &mut Writing<'_>) -> Answer<bool> {
        let (version, method_id) = &self.plan;
        let head = &writing.head;
        if PlanState::named(&head.state) != self.writable.plan() || head.method_id != *method_id {
            return Ok(false);
        }
        if head.version == version + 1 {
            return Ok(true);
        }
        Ok(writing.proposal(self.unit.1.as_deref()).await? == self.writable.proposal())
    }

    /// What a person did to an objective that still is as they saw it; nothing, when it is another now, or nothing is changed.
    fn at_once(&self, edits: &Edits) -> Answer<AtOnce> {
        let Some((objective, position)) = &self.seen else { return Ok(AtOnce::NotSeen) };
        let mut objective = objective.clone();
        let made = apply(&mut objective, &edits.edits, &self.grammar);
        let changed = self.changed(made, objective, *position, edits)?;
        Ok(changed.map_or(AtOnce::Nothing, AtOnce::Changed))
    }

    /// What a person did to an objective, done to it as it is now: beside what somebody else did to it since they saw it.
    async fn anew(&self, writing: &mut Writing<'_>, before: &Item, edits: &Edits) -> Answer<Option<Changed>> {
        let mut objective = Objective::default();
        fill(&mut objective, before);
        if text(objective.unit.as_ref()) != self.unit.0 {
            return Err(Refusal::Stale);
        }
        let made = if before.since == edits.seen {
            apply(&mut objective, &edits.edits, &self.grammar)
        } else {
            let seen = writing.item_seen(&before.id, edits.seen).await?;
            clash::merge(&mut objective, &seen, &edits.edits, &self.grammar)?
        };
        self.changed(made, objective, before.position, edits)
    }

    fn changed(
        &self,
        made: Vec<Made>,
        mut objective: Objective,
        position: i64,
        edits: &Edits,
    ) -> Answer<Option<Changed>> {
        let made = with_choices(made, &mut objective, &edits.choices);
        if made.is_empty() {
            return Ok(None);
        }
        refuse(&made, &self.writable)?;
        Ok(Some(Changed { made, position, content: Content::of(&objective) }))
    }
}

/// An objective that was changed, ready to be written.
struct Changed {
    made: Vec<Made>,
    position: i64,
    content: Content,
}

/// What came of changing an objective before it is written.
enum AtOnce {
    /// It is not known as the person saw it.
    NotSeen,
    /// The person changed nothing.
    Nothing,
    Changed(Changed),
}

impl Plans {
    /// Saves what a person did to an objective.
    ///
    /// # Errors
    /// When the person may not see it or not write a field they changed; when somebody else has changed the same field since;
    /// when it is gone.
    pub async fn save_objective(
        &self,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        edits: &Edits,
        now: Moment,
    ) -> Answer<Saved> {
        // Who saves does not wait until the plan in memory has taken over what others are saving: what that could change is
        // looked at again while it is written. What is refused then is tried with the plan as it is now.
        if let Some(lately) = self.lately(actor, plan_id, (item_id, edits.seen)) {
            match self.save_from(&lately, actor, (plan_id, item_id), edits, now).await {
                Ok(saved) => return Ok(saved),
                Err(fault @ Refusal::Fault(_)) => return Err(fault),
                Err(_) => {}
            }
        }
        let current = self.current(actor, plan_id).await?;
        self.save_from(&current, actor, (plan_id, item_id), edits, now).await
    }

    async fn save_from(
        &self,
        current: &Current,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        edits: &Edits,
        now: Moment,
    ) -> Answer<Saved> {
        let ground = current.look(|held| Ground::of(actor, held, item_id, edits.seen))?;
        let ground = ground.ok_or(Refusal::NotFound)?;
        if !ground.writable.any() {
            return Err(Refusal::blocked(ground.writable.why_not(Part::Text)));
        }
        // Nearly always the objective still is as the person saw it: then all is made up before others have to wait for it.
        let ready = match ground.at_once(edits)? {
            AtOnce::Nothing => return Ok(Saved { since: edits.seen, made: Vec::new() }),
            AtOnce::Changed(changed) => Some(changed),
            AtOnce::NotSeen => None,
        };
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        if !ground.holds(&mut writing).await? {
            return Err(Refusal::Stale);
        }
        let is_ready = ready.is_some() && writing.end_since(item_id, edits.seen).await?;
        let changed = if let Some(ready) = ready.filter(|_| is_ready) {
            ready
        } else {
            let before = writing.item(item_id).await?;
            let Some(changed) = ground.anew(&mut writing, &before, edits).await? else {
                return Ok(Saved { since: before.since, made: Vec::new() });
            };
            writing.end(&before).await?;
            changed
        };
        writing.change_objective(item_id, changed, edits).await
    }

    /// Saves what a person did to another item of a plan: a node of the tree, a row of the budget.
    ///
    /// # Errors
    /// Without the right; when the plan is approved, or somebody else was first.
    pub async fn save_item(
        &self,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        edits: Edits,
        now: Moment,
    ) -> Answer<Saved> {
        actor.need(Right::ShapePlan)?;
        let current = self.current(actor, plan_id).await?;
        let grammar = current.look(Held::grammar)?;
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        shape::open(&writing.head)?;
        let before = writing.item(item_id).await?;
        let mut entity = shape::empty(&before.list).ok_or(Refusal::NotFound)?;
        fill(entity.as_mut(), &before);
        if before.since != edits.seen {
            return Err(Refusal::Stale);
        }
        let made = apply(entity.as_mut(), &edits.edits, &grammar);
        if made.is_empty() {
            return Ok(Saved { since: before.since, made });
        }
        let name = entity.definition().name;
        writing.put(&before, Content::of(entity.as_ref())).await?;
        writing.note(Entry {
            item_id: item_id.to_owned(),
            reason: edits.reason,
            details: details(&made, name),
            ..Entry::new(Action::PlanChanged)
        });
        let since = writing.commit().await?;
        Ok(Saved { since, made })
    }
}

impl Writing<'_> {
    /// The state in which a person saw an item.
    async fn item_seen(&mut self, item_id: &str, since: i64) -> Answer<Item> {
        let (body_id, plan_id) = (self.head.body_id.clone(), self.head.id.clone());
        let states = self.link()?.item_history(&body_id, &plan_id, item_id).await?;
        states.into_iter().find(|state| state.since == since).ok_or(Refusal::Stale)
    }

    /// Writes an objective whose former state was ended, and keeps the change.
    async fn change_objective(mut self, item_id: &str, changed: Changed, edits: &Edits) -> Answer<Saved> {
        let Changed { made, position, content } = changed;
        self.insert_state((item_id, "objectives"), position, content).await?;
        self.note(Entry {
            item_id: item_id.to_owned(),
            reason: edits.reason.clone(),
            details: details(&made, "objective"),
            ..Entry::new(Action::ObjectiveChanged)
        });
        self.forget_draft(&edits.draft).await?;
        let since = self.commit().await?;
        Ok(Saved { since, made })
    }
}

/// What was changed, with the readings that were chosen of values whose text stayed as it was.
fn with_choices(mut made: Vec<Made>, objective: &mut Objective, choices: &[(Address, usize)]) -> Vec<Made> {
    for (address, reading) in choices {
        let rewritten = made.iter().any(|made| made.what == What::Value(address.clone()));
        if !rewritten {
            made.extend(choose(objective, address, *reading));
        }
    }
    made
}
