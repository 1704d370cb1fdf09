//! The year in its order: which plan was in force when, and what each table of results says of it.

use std::collections::HashMap;

use appraisal::actuals::{self, Actuals, Fault};
use appraisal::{Approved, Decisions, Obstacle, Scored, approve, ids};
use domain::{Place, Plan};
use evaluation::Evaluated;
use method::Method;
use outline::compare::{Comparison, compare};
use scoring::tree::Step;

use crate::context::Seen;
use crate::year::{Table, Year, YearAct};

/// A year in its order.
pub struct Timeline<'a> {
    /// The plan, and each later version of it.
    pub editions: Vec<Edition<'a>>,
    /// The tables of results.
    pub rounds: Vec<Round<'a>>,
    /// The last act that names evaluations, with them.
    pub paid: Option<(&'a YearAct, &'a Evaluated)>,
}

/// A version of the plan.
pub struct Edition<'a> {
    /// The act that brought it about; none for the plan that is checked.
    pub by: Option<&'a YearAct>,
    /// Its objectives.
    pub objectives: Vec<Seen<'a>>,
    /// The plan ready to be scored, or what keeps it from that.
    pub approved: Result<Approved, Vec<Obstacle>>,
    /// What changed since the version before.
    pub since: Option<Comparison<'a>>,
    plan: &'a Plan,
    /// Ordinals of the version before with those of this one, and the other way round.
    ordinals: (HashMap<u32, u32>, HashMap<u32, u32>),
}

/// A table of results, read with the plan in force.
pub struct Round<'a> {
    /// The act it belongs to.
    pub of: &'a YearAct,
    /// Position of the version of the plan it is about.
    pub edition: usize,
    /// What it says.
    pub actuals: Actuals,
    /// Its cells that cannot be used.
    pub faults: Vec<Fault>,
    /// The scores that come of it.
    pub scored: Scored,
    /// The steps of the scores, by item.
    steps: HashMap<String, usize>,
    file: u16,
}

impl<'a> Timeline<'a> {
    /// Puts a year in order; acts without a date stand after the one that is told before them.
    pub fn new(plan: &'a Plan, method: &Method, year: &'a Year) -> Self {
        let (mut last, mut order) = (None, Vec::new());
        for act in &year.acts {
            last = act.act.date.or(last);
            order.push((last, act));
        }
        order.sort_by_key(|(day, _)| *day);
        let of_plan = order.iter().find(|(_, act)| act.act.kind == "piano");
        let mut decisions = of_plan.and_then(|(_, act)| act.decisions.clone()).unwrap_or_default();
        let first = Edition::new(None, plan, method, &decisions, None);
        let mut timeline = Self { editions: vec![first], rounds: Vec::new(), paid: None };
        for (_, act) in order {
            if act.act.kind != "piano" {
                timeline.go_on(act, method, &mut decisions);
            }
        }
        timeline
    }

    fn go_on(&mut self, act: &'a YearAct, method: &Method, decisions: &mut Decisions) {
        if let Some(own) = &act.decisions {
            decisions.clone_from(own);
        }
        let Some(last) = self.editions.last_mut() else { return };
        match &act.plan {
            Some(plan) => {
                let next = Edition::new(Some(act), plan, method, decisions, Some(last.plan));
                self.editions.push(next);
            }
            None if act.decisions.is_some() => last.approved = approve(last.plan, method, decisions),
            None => {}
        }
        self.paid = act.evaluations.as_ref().map(|kept| (act, kept)).or(self.paid);
        if let Some(table) = &act.actuals {
            self.rounds.extend(self.round(act, table));
        }
    }

    /// A table, when the plan it is about can be scored.
    fn round(&self, of: &'a YearAct, table: &Table) -> Option<Round<'a>> {
        let edition = self.editions.len().checked_sub(1)?;
        let approved = self.editions.get(edition)?.approved.as_ref().ok()?;
        let (actuals, faults) = actuals::read(approved, &table.text);
        let scored = approved.score(&actuals);
        let steps = scored.results.iter().zip(0..).map(|(step, at)| (step.id.clone(), at)).collect();
        Some(Round { of, edition, actuals, faults, scored, steps, file: table.file })
    }

    /// The table of the report.
    pub fn report(&self) -> Option<&Round<'a>> {
        self.rounds.iter().rfind(|round| round.of.act.kind == "relazione")
    }

    /// The tables of the monitorings.
    pub fn monitorings(&self) -> impl Iterator<Item = &Round<'a>> {
        self.rounds.iter().filter(|round| round.of.act.kind == "monitoraggio")
    }

    /// The version of the plan that a table is about.
    pub fn edition(&self, round: &Round<'_>) -> Option<&Edition<'a>> {
        self.editions.get(round.edition)
    }

    /// The ordinal that an objective of one version has in a later one, or in an earlier one.
    pub fn traced(&self, ordinal: u32, from: usize, to: usize) -> Option<u32> {
        let mut ordinal = ordinal;
        if from <= to {
            for edition in self.editions.get(from + 1..=to)? {
                ordinal = *edition.ordinals.0.get(&ordinal)?;
            }
        } else {
            for edition in self.editions.get(to + 1..=from)?.iter().rev() {
                ordinal = *edition.ordinals.1.get(&ordinal)?;
            }
        }
        Some(ordinal)
    }
}

impl<'a> Edition<'a> {
    fn new(
        by: Option<&'a YearAct>,
        plan: &'a Plan,
        method: &Method,
        decisions: &Decisions,
        before: Option<&'a Plan>,
    ) -> Self {
        let since = before.map(|before| compare(before, plan));
        let pairs = since.iter().flat_map(|since| &since.pairs);
        let pairs = pairs.map(|pair| (pair.old.ordinal, pair.new.ordinal));
        let ordinals = (pairs.clone().collect(), pairs.map(|(old, new)| (new, old)).collect());
        let (objectives, approved) = (outline::objectives(plan), approve(plan, method, decisions));
        Self { by, objectives, approved, since, plan, ordinals }
    }

    /// The objective of an item, or of what it is a part of.
    pub fn objective(&self, id: &str) -> Option<&Seen<'a>> {
        let ordinal = ids::meant(id)?.objective;
        self.objectives.get(usize::try_from(ordinal).ok()?.checked_sub(1)?)
    }
}

impl Round<'_> {
    /// How an item was scored.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.scored.results.get(*self.steps.get(id)?)
    }

    /// The cell of an item in a column of the table; the first of its row where the table lacks the column.
    pub fn place(&self, id: &str, column: &str) -> Option<Place> {
        let line = self.actuals.remarks.get(id)?.line;
        Some(self.cell(line, column))
    }

    /// A cell of the table.
    pub fn cell(&self, line: u32, column: &str) -> Place {
        let column = self.actuals.columns.get(column).copied().unwrap_or(1);
        Place { file: self.file, line, column }
    }
}
