//! The weights of the components of individual performance.

use domain::Weight;
use method::{ComponentKind, RoleWeights};

use super::number;
use crate::context::Context;
use crate::report::Report;

fn weight(role: &RoleWeights, component: ComponentKind) -> Option<Weight> {
    role.weights.iter().find(|(kind, _)| *kind == component).map(|(_, weight)| *weight)
}

/// The clusters whose weights are known.
fn weighed<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a RoleWeights> {
    context.method.smvp.roles.iter().filter(|role| !role.weights.is_empty())
}

fn heads_of_units<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a RoleWeights> {
    weighed(context).filter(|role| role.manager)
}

/// `CICLO-020`: the components of a cluster do not add up.
pub fn sums(context: &Context<'_>, report: &mut Report) {
    for role in weighed(context) {
        let sum = Weight::ratio(0, 1)
            .and_then(|zero| role.weights.iter().try_fold(zero, |sum, (_, weight)| sum.checked_add(*weight)));
        if let Some(sum) = sum
            && sum != Weight::HUNDRED
        {
            let message = format!("ruolo «{}»: le componenti fanno {sum} %, non 100 %", role.name);
            report.plan("CICLO-020", None, message);
        }
    }
}

/// `CICLO-021`, `CICLO-022`: the results of the unit do not prevail, or weigh less than a half.
pub fn prevailing(context: &Context<'_>, report: &mut Report) {
    let half = number(context, "role.prevailing").and_then(|half| Weight::ratio(half, 1));
    for role in heads_of_units(context) {
        let Some(unit) = weight(role, ComponentKind::Unit) else {
            let message = format!("ruolo «{}»: manca la performance della struttura", role.name);
            report.plan("CICLO-021", None, message);
            continue;
        };
        let above =
            role.weights.iter().find(|(kind, weight)| *kind != ComponentKind::Unit && *weight >= unit);
        if let Some((kind, weight)) = above {
            let message = format!(
                "ruolo «{}»: performance della struttura {unit} %, {} {weight} %",
                role.name,
                kind.term()
            );
            report.plan("CICLO-021", None, message);
        } else if half.is_some_and(|half| unit < half) {
            let message = format!("ruolo «{}»: performance della struttura {unit} %", role.name);
            report.plan("CICLO-022", None, message);
        }
    }
}

/// `CICLO-023`: those who evaluate others are not evaluated on how they do it.
pub fn judging(context: &Context<'_>, report: &mut Report) {
    let Some(least) = number(context, "role.evaluated") else { return };
    for role in heads_of_units(context) {
        let judges = role.evaluates.filter(|people| i64::from(*people) >= least);
        let counts = weight(role, ComponentKind::Evaluation).is_some_and(|weight| weight.parts().0 > 0);
        if let Some(people) = judges
            && !counts
        {
            let message =
                format!("ruolo «{}»: valuta {people} persone, e la capacità di valutare non pesa", role.name);
            report.plan("CICLO-023", None, message);
        }
    }
}

/// `CICLO-034`: no cluster is of those who head a unit.
pub fn heads(context: &Context<'_>, report: &mut Report) {
    let roles = &context.method.smvp.roles;
    if roles.is_empty() || roles.iter().any(|role| role.manager) {
        return;
    }
    let who = match context.profile.managers {
        Some(0) => "senza dirigenti, a capo delle strutture stanno gli incaricati di EQ",
        Some(_) => "a capo delle strutture stanno i dirigenti",
        None => return,
    };
    report.plan("CICLO-034", None, format!("nessun ruolo del Sistema dirige una struttura: {who}"));
}
