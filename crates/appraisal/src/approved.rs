//! The plan as it is approved: every question that matters for the score is answered.

use domain::Plan;
use method::Method;
use method::scoring::Scoring;
use scoring::Exact;
use scoring::function::Function;
use scoring::tree::{Content, Item};

use crate::decisions::Decisions;
use crate::outcome::{Awaited, awaited};
use crate::{Digest, whole};

/// A plan that can be scored.
#[derive(Clone, Debug)]
pub struct Approved {
    /// The body, its units, objectives, phases and indicators; nothing has a result yet.
    pub(crate) body: Item,
    pub(crate) name: String,
    pub(crate) year: i16,
    pub(crate) plan_digest: Digest,
    pub(crate) method_digest: String,
    pub(crate) defaults: Vec<String>,
    /// The outcome indicators of the tree that results feed.
    pub(crate) outcomes: Vec<Awaited>,
}

/// What keeps a plan from being approved for scoring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The item.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What must be decided.
    pub question: Question,
    /// What is wrong.
    pub what: String,
    /// The readings among which to choose, in plain Italian.
    pub readings: Vec<String>,
}

/// What must be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Which reading of a graduation is meant.
    Reading,
    /// By which function something is measured.
    Function,
    /// How weights that do not add up count.
    Weights,
    /// A decision that cannot be carried out.
    Decision,
    /// The plan itself.
    Plan,
}

impl Obstacle {
    pub(crate) fn new(id: &str, title: &str, question: Question, what: impl Into<String>) -> Self {
        let (id, title, what) = (id.to_owned(), title.to_owned(), what.into());
        Self { id, title, question, what, readings: Vec::new() }
    }
}

/// The plan with its method and the decisions of a person.
///
/// # Errors
/// What must still be decided, in the order of the plan.
pub fn approve(plan: &Plan, method: &Method, decisions: &Decisions) -> Result<Approved, Vec<Obstacle>> {
    let Some(year) = outline::plan_year(plan, method) else {
        let what = "non si sa di che anno è il piano: dirlo nel metodo, con «year» in [document]";
        return Err(vec![Obstacle::new(crate::ids::BODY, "", Question::Plan, what)]);
    };
    let silent = Scoring::default();
    let rules = method.scoring.as_ref().unwrap_or(&silent);
    let mut setting = Setting { rules, year, decisions, obstacles: Vec::new() };
    let body = whole::body(&mut setting, plan, method);
    let mut obstacles = setting.obstacles;
    obstacles.extend(strangers(&body, decisions));
    if !obstacles.is_empty() {
        return Err(obstacles);
    }
    let defaults = rules.defaults.iter().map(|(key, why)| format!("{key}: {why}")).collect();
    let plan_digest = Digest::of(plan);
    let (name, method_digest) = (method.body.name.clone(), method.fingerprint.clone());
    let outcomes = awaited(plan, method, year);
    Ok(Approved { body, name, year, plan_digest, method_digest, defaults, outcomes })
}

/// Decisions about things that the plan does not have.
fn strangers(body: &Item, decisions: &Decisions) -> Vec<Obstacle> {
    let mut known = std::collections::HashSet::new();
    walk(body, &mut |item| _ = known.insert(item.id.as_str()));
    let strange = decisions.items().filter(|id| !known.contains(id));
    strange.map(|id| Obstacle::new(id, "", Question::Decision, "nel piano non c'è")).collect()
}

/// Visits an item and all of its parts.
pub(crate) fn walk<'i>(item: &'i Item, visit: &mut dyn FnMut(&'i Item)) {
    visit(item);
    if let Content::Parts { parts, .. } = &item.content {
        for part in parts {
            walk(part, visit);
        }
    }
}

impl Approved {
    /// The whole body, with its units, objectives, phases and indicators.
    pub fn body(&self) -> &Item {
        &self.body
    }

    /// Every item, each before its parts.
    pub fn items(&self) -> Vec<&Item> {
        let mut items = Vec::new();
        walk(&self.body, &mut |item| items.push(item));
        items
    }

    /// What is measured: every indicator and phase that wants a result, in the order of the plan.
    pub fn measured(&self) -> Vec<(&Item, &Function)> {
        let mut measured = Vec::new();
        walk(&self.body, &mut |item| {
            if let Content::Measured { function, .. } = &item.content {
                measured.push((item, function));
            }
        });
        measured
    }
}

/// What items are made with.
pub(crate) struct Setting<'a> {
    pub(crate) rules: &'a Scoring,
    pub(crate) year: i16,
    pub(crate) decisions: &'a Decisions,
    pub(crate) obstacles: Vec<Obstacle>,
}

impl Setting<'_> {
    /// A rule of the method, and whether the body's documents say it.
    pub(crate) fn told(&self, key: &str, what: &str) -> String {
        match self.rules.defaults.get(key) {
            Some(why) => format!("{what}. Scelta predefinita del metodo: {why}"),
            None => format!("{what}: lo dice il metodo"),
        }
    }

    pub(crate) fn told_of_phase(&self) -> String {
        if self.rules.phase.is_some() {
            return self.told("phase", "punteggio della fase");
        }
        "punteggio della fase: i suoi indicatori, e se non ne ha la percentuale di realizzazione. Scelta \
         predefinita: il metodo non lo dice"
            .to_owned()
    }

    /// An item whose parts have weights that can be reckoned with, or an obstacle.
    pub(crate) fn settled(&mut self, item: Item) -> Item {
        self.settled_to(item, &Exact::hundred())
    }

    /// As [`Self::settled`], where the weights of the parts add up to `total`.
    pub(crate) fn settled_to(&mut self, mut item: Item, total: &Exact) -> Item {
        let Content::Parts { mean, parts } = &mut item.content else { return item };
        let weighed = parts.iter().filter(|part| part.weight.is_some()).count();
        if weighed == 0 {
            if parts.len() > 1 {
                item.basis.push("le parti non hanno peso: valgono tutte uguale".to_owned());
            }
            return item;
        }
        for part in parts.iter_mut().filter(|part| part.weight.is_none()) {
            part.weight = Some(Exact::zero());
            part.basis.push("senza peso accanto ad altri che l'hanno: si mostra e non pesa".to_owned());
        }
        let sum: Exact = parts.iter().filter_map(|part| part.weight.clone()).sum();
        if sum == Exact::hundred() || mean.normalise {
            return item;
        }
        let decided = self.decisions.of(&item.id).filter(|decision| decision.in_proportion);
        if sum == *total && sum.is_positive() {
            mean.normalise = true;
            item.basis.push(format!("i pesi fanno {total}, come vuole il metodo: contano in proporzione"));
        } else if let Some(decision) = decided.filter(|_| sum.is_positive()) {
            mean.normalise = true;
            item.basis.push(format!("i pesi fanno {sum}: contano in proporzione ({})", decision.told()));
        } else {
            let what = format!("i pesi delle sue parti fanno {sum}, non {total}");
            self.obstacles.push(Obstacle::new(&item.id, &item.title, Question::Weights, what));
        }
        item
    }
}
