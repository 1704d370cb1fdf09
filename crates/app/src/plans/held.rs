//! A plan as it is held in memory while people work on it.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use domain::entity::Entity;
use domain::plan::Objective;
use domain::{Place, Plan};
use outline::edit::{Grammar, Tally};
use store::rows::{self, Item, NOW, UnitState, Waiver};

use super::checked::Checked;
use super::form::Form;
use super::rows::{FRAGMENTS, OWN, fill, list_named};
use super::spot::{mark, mark_own, unmark};
use super::sums::{UnitSum, sums};
use crate::rights::{PlanState, Proposal};
use crate::structures::Structures;

/// What is known of an item beside what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Identity.
    pub id: String,
    /// The version of the plan since which it is as it is: who changes it says which one they saw.
    pub since: i64,
    /// Its position among the items of its list.
    pub position: i64,
}

/// A plan with its method, as it is at a version.
#[derive(Clone, Debug)]
pub struct Held {
    /// The row of the plan.
    pub head: rows::Plan,
    /// The method it is written with.
    pub form: Arc<Form>,
    /// What it holds, every value with its [`Spot`](super::Spot). Who checks it shares it.
    plan: Arc<Plan>,
    /// How far the proposals of the units are.
    pub unit_states: Vec<UnitState>,
    /// The findings passed over with a reason.
    pub waivers: Vec<Waiver>,
    /// The structures of the body.
    pub structures: Arc<Structures>,
    /// What checking the plan gave, when it was checked at this version.
    pub(super) checked: Option<Arc<Checked>>,
    /// What its weights say of how they are meant, when somebody has asked.
    tally: OnceLock<Tally>,
    /// What its weights add up to, when somebody has asked.
    unit_sums: OnceLock<Vec<UnitSum>>,
    metas: HashMap<&'static str, Vec<Meta>>,
    places: HashMap<String, (&'static str, usize)>,
    /// About how many bytes it takes.
    pub(super) weight: usize,
}

impl Held {
    /// A plan from its rows.
    pub(super) fn new(
        plan_row: rows::Plan,
        form: Arc<Form>,
        structures: Arc<Structures>,
        items: &[Item],
        (unit_states, waivers): (Vec<UnitState>, Vec<Waiver>),
    ) -> Self {
        let mut held = Self {
            head: plan_row,
            form,
            plan: Arc::default(),
            unit_states,
            waivers,
            structures,
            checked: None,
            tally: OnceLock::new(),
            unit_sums: OnceLock::new(),
            metas: HashMap::new(),
            places: HashMap::new(),
            weight: 0,
        };
        for item in items {
            held.add(item);
        }
        held
    }

    fn add(&mut self, item: &Item) {
        self.weight += item.content.len() + item.personal.len();
        let Some(list) = list_named(&item.list) else { return };
        let metas = self.metas.entry(list).or_default();
        let plan = Arc::make_mut(&mut self.plan);
        if list == OWN {
            fill(plan, item);
            mark_own(plan);
        } else if let Some(child) = plan.add_child(list) {
            fill(child, item);
            mark(child, list, metas.len());
        }
        if let Some(objective) = plan.objectives.last_mut().filter(|_| list == "objectives") {
            tighten(objective);
        }
        self.places.insert(item.id.clone(), (list, metas.len()));
        metas.push(Meta { id: item.id.clone(), since: item.since, position: item.position });
    }

    /// Takes over the row of the plan and the structures of the body.
    pub(super) fn set_head(&mut self, head: rows::Plan, structures: Arc<Structures>) {
        self.unit_sums.take();
        (self.head, self.structures) = (head, structures);
    }

    /// Takes over the states of items that changed; false when more changed than what objectives hold, and the plan must
    /// be read anew.
    pub(super) fn patch(&mut self, touched: &[Item]) -> bool {
        let fits = |item: &Item| {
            item.until == NOW
                && item.list == "objectives"
                && self.meta(&item.id).is_some_and(|meta| meta.position == item.position)
        };
        if !touched.iter().all(fits) {
            return false;
        }
        if touched.is_empty() {
            return true;
        }
        self.unit_sums.take();
        // A check that is still at work goes on with the plan as it was.
        let plan = Arc::make_mut(&mut self.plan);
        for item in touched {
            let Some((list, at)) = self.places.get(&item.id).copied() else { continue };
            if let Some(slot) = plan.objectives.get_mut(at) {
                let was = std::mem::take(slot);
                fill(slot, item);
                mark(slot, list, at);
                tighten(slot);
                if let Some(tally) = self.tally.get_mut() {
                    tally.take(&Tally::of(&was));
                    tally.add(&Tally::of(slot));
                }
            }
            if let Some(meta) = self.metas.get_mut(list).and_then(|metas| metas.get_mut(at)) {
                meta.since = item.since;
            }
        }
        true
    }

    /// What it holds. Its values have places, which only findings are for: what is printed comes from [`Held::excerpt`],
    /// [`Held::unplaced`] or [`Held::in_paper_order`].
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What it holds, to be kept while others change it.
    pub(super) fn shared(&self) -> Arc<Plan> {
        Arc::clone(&self.plan)
    }

    /// What it holds, to be printed or written out.
    pub fn unplaced(&self) -> Plan {
        let mut plan = Plan::clone(&self.plan);
        unmark(&mut plan);
        plan
    }

    /// The objectives that are wanted, with what belongs to them, to be printed.
    pub fn excerpt(&self, wanted: &dyn Fn(&Objective) -> bool) -> Plan {
        let mut part = outline::excerpt(&self.plan, wanted);
        unmark(&mut part);
        part
    }

    /// The form of the body for an objective, whether or not the plan has it already.
    pub fn entry(&self, objective: &Objective) -> forms::entry::Entry {
        let mut objective = objective.clone();
        unmark(&mut objective);
        forms::entry::entry(&self.plan, &self.form.method, &objective)
    }

    /// How its texts are understood.
    pub fn grammar(&self) -> Grammar {
        let tally = self.tally.get_or_init(|| Tally::of(self.plan()));
        Grammar::with(tally, &self.plan, &self.form.method)
    }

    /// What the weights of the structures add up to.
    pub fn unit_sums(&self) -> &[UnitSum] {
        self.unit_sums.get_or_init(|| sums(&self.plan, &self.form.method, &self.structures))
    }

    /// The plan with its forms in the order they have on paper: what is left of a torn one stands between two others, and
    /// in a plan without lines of a document only the positions of its items tell where.
    pub fn in_paper_order(&self) -> Plan {
        let mut plan = self.unplaced();
        if plan.fragments.is_empty() {
            return plan;
        }
        for list in ["objectives", FRAGMENTS] {
            for (at, meta) in self.metas(list).iter().enumerate() {
                let line = u32::try_from(meta.position).ok().map(|line| Place::new(line, 1));
                if let Some(item) = plan.child_mut(list, at) {
                    item.set_place(line);
                }
            }
        }
        plan
    }

    /// The state of the plan.
    pub fn state(&self) -> PlanState {
        PlanState::named(&self.head.state)
    }

    /// How far the proposal of a unit is.
    pub fn proposal(&self, unit_id: Option<&str>) -> Proposal {
        Proposal::of_unit(&self.unit_states, unit_id)
    }

    /// What is known of the items of a list, in their order.
    pub fn metas(&self, list: &str) -> &[Meta] {
        self.metas.get(list).map_or(&[], Vec::as_slice)
    }

    /// What is known of an item.
    pub fn meta(&self, id: &str) -> Option<&Meta> {
        let (list, at) = self.place(id)?;
        self.metas(list).get(at)
    }

    /// Where an item stands: its list and its place in it.
    pub fn place(&self, id: &str) -> Option<(&'static str, usize)> {
        self.places.get(id).copied()
    }

    /// An objective by its identity, with its place in the plan from 0.
    pub fn objective(&self, id: &str) -> Option<(usize, &Objective)> {
        let (list, at) = self.place(id)?;
        let objective = self.plan.objectives.get(at).filter(|_| list == "objectives")?;
        Some((at, objective))
    }

    /// The structure that owns an objective.
    pub fn unit_id_of(&self, objective: &Objective) -> Option<&str> {
        self.structures.named(outline::text(objective.unit.as_ref())).map(|unit| unit.id.as_str())
    }
}

/// Gives back the room that lists have for more: they were filled piece by piece, and a list of one reading takes that of four.
fn tighten(objective: &mut Objective) {
    *objective = objective.clone();
}
