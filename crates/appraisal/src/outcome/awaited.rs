//! The outcome indicators that a plan has and its method can reckon.

use std::collections::{BTreeMap, HashSet};

use domain::Plan;
use domain::plan::{Node, Objective};
use method::Method;
use method::outcome::{Carriers, Measure, OutcomeRule};
use outline::tree::Tree;
use outline::units::{Unit, units};
use outline::{Seen, text};
use scoring::Exact;

use crate::ids;

/// An outcome indicator before anything came about.
#[derive(Clone, Debug)]
pub(crate) struct Awaited {
    pub id: String,
    pub node: String,
    pub text: String,
    pub measure: Measure,
    pub basis: Vec<String>,
    /// The objectives, each with what the plan allots to it for the year.
    pub objectives: BTreeMap<u32, Option<Exact>>,
}

/// The outcome indicators of a plan, node by node.
pub(crate) fn awaited(plan: &Plan, method: &Method, year: i16) -> Vec<Awaited> {
    let rules = method.scoring.as_ref().map_or(&[][..], |scoring| scoring.outcome.as_slice());
    if rules.is_empty() {
        return Vec::new();
    }
    let objectives = outline::objectives(plan);
    let tree = Tree::of(plan, &objectives);
    let units = units(plan, method, &objectives);
    let setting = Setting { method, year, objectives: &objectives, tree: &tree, units: &units };
    let mut found = Vec::new();
    for (place, node) in plan.tree.iter().enumerate() {
        let of_node = rules.iter().filter_map(|rule| Some((rule, printed(node, rule)?)));
        let of_node = of_node.zip(1_usize..);
        found.extend(of_node.map(|((rule, text), nth)| setting.one(rule, (place, node), text, nth)));
    }
    found
}

/// The words of a rule as a node prints them.
fn printed(node: &Node, rule: &OutcomeRule) -> Option<String> {
    node.outcomes.iter().find_map(|printed| rule.printed(&printed.verbatim))
}

struct Setting<'a> {
    method: &'a Method,
    year: i16,
    objectives: &'a [Seen<'a>],
    tree: &'a Tree,
    units: &'a [Unit<'a>],
}

impl Setting<'_> {
    fn one(&self, rule: &OutcomeRule, (place, node): (usize, &Node), text_of: String, nth: usize) -> Awaited {
        let carried: HashSet<u32> = self.tree.objectives(place).iter().copied().collect();
        let (carried, whose) = match rule.of {
            Carriers::Node => (carried, "gli obiettivi collegati al nodo"),
            Carriers::Units => {
                (self.of_units(&carried), "gli obiettivi delle strutture che hanno obiettivi del nodo")
            }
        };
        let counts = |seen: &&Seen<'_>| {
            carried.contains(&seen.ordinal)
                && rule.counts(text(seen.objective.kind.as_ref()), &self.method.kinds)
        };
        let own = self.objectives.iter().filter(counts);
        let objectives = own.map(|seen| (seen.ordinal, self.allotted(seen.objective))).collect();
        let kinds: Vec<&str> = self
            .method
            .kinds
            .iter()
            .filter(|kind| rule.kind.codes().contains(&kind.code))
            .map(|kind| kind.name.as_str())
            .collect();
        let of_kind =
            if kinds.is_empty() { String::new() } else { format!(", di tipo «{}»", kinds.join("», «")) };
        Awaited {
            id: ids::outcome(place + 1, nth),
            node: format!("{} {}", text(node.code.as_ref()), text(node.title.as_ref())).trim().to_owned(),
            text: text_of,
            measure: rule.measure,
            basis: vec![format!("{whose}{of_kind}"), how(rule.measure).to_owned()],
            objectives,
        }
    }

    /// All objectives of the units that have some of these, common ones, too.
    fn of_units(&self, some: &HashSet<u32>) -> HashSet<u32> {
        let whole = |unit: &Unit<'_>| -> Vec<u32> {
            unit.objectives.iter().chain(&unit.common).map(|seen| seen.ordinal).collect()
        };
        let have = self.units.iter().filter(|unit| {
            // What several units share says nothing of whose the node is.
            unit.objectives.iter().any(|seen| some.contains(&seen.ordinal))
        });
        have.flat_map(whole).collect()
    }

    /// What the plan allots to an objective for the year; none when it says no amount.
    fn allotted(&self, objective: &Objective) -> Option<Exact> {
        let year = self.year.to_string();
        let amounts = objective.budget.iter().filter_map(|line| line.amounts.get(&year));
        let cents: Option<Vec<i64>> =
            amounts.map(|amount| amount.certain().map(|money| money.cents)).collect();
        let cents = cents.filter(|cents| !cents.is_empty())?;
        cents.into_iter().map(Exact::from).sum::<Exact>().checked_div(&Exact::hundred())
    }
}

/// The rule of a measure, in words.
fn how(measure: Measure) -> &'static str {
    match measure {
        Measure::Achievement => {
            "media semplice dei punteggi: gli obiettivi senza punteggio o non più attivi restano fuori"
        }
        Measure::MeanDelay => {
            "media dei giorni di calendario dal termine alla data del risultato, 0 se prima o nel termine: ciò che \
             non ha la data resta fuori"
        }
        Measure::Committed => {
            "somme impegnate su somme previste: restano fuori gli obiettivi senza l'una o l'altra"
        }
        Measure::Paid => "somme pagate su somme previste: restano fuori gli obiettivi senza l'una o l'altra",
    }
}
