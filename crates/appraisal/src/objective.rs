//! An objective: its phases and indicators, as the method puts them together.

use std::collections::HashSet;

use domain::Read;
use domain::plan::{Indicator, Objective};
use method::scoring::{ObjectiveParts, PhaseScore};
use outline::moment::{Step, year_of};
use outline::{Seen, text};
use scoring::Exact;
use scoring::function::Function;
use scoring::state::State;
use scoring::tree::{Content, Item, Level, Mean};

use crate::approved::Setting;
use crate::{ids, leaf};

/// A phase of the year with its place in the objective and the indicators that measure it, with theirs.
struct Stage<'a> {
    place: usize,
    step: &'a Step<'a>,
    indicators: Vec<(usize, &'a Indicator)>,
}

/// The item of an objective.
pub fn objective(setting: &mut Setting<'_>, seen: &Seen<'_>) -> Item {
    let steps = outline::moment::steps(seen.objective, setting.year);
    let due: Vec<(usize, &Indicator)> = due_indicators(seen.objective, setting.year).collect();
    let stages = stages(&steps, &due, setting.year);
    let (parts, mut basis) = parts_of(setting, &stages, &due);
    let content = match parts {
        ObjectiveParts::Indicators => indicators(setting, seen, &stages, &due),
        ObjectiveParts::Phases => phases(setting, seen, &stages, &due),
        ObjectiveParts::Both => both(setting, seen, &stages, &due),
    };
    let mut item = shell(setting, seen);
    if matches!(&content, Content::Parts { parts, .. } if !parts.is_empty()) {
        item.content = content;
    } else {
        basis = vec!["l'obiettivo non ha parti da misurare: il punteggio lo dà chi valuta".to_owned()];
    }
    item.basis = basis;
    setting.settled(item)
}

/// An objective without its parts: who evaluates it gives its score.
pub fn shell(setting: &Setting<'_>, seen: &Seen<'_>) -> Item {
    Item {
        id: ids::objective(seen.ordinal),
        title: name(seen),
        level: Level::Objective,
        weight: weight(setting, seen),
        state: State::Active,
        basis: Vec::new(),
        content: Content::Measured { function: Function::Entered, actual: None },
    }
}

fn name(seen: &Seen<'_>) -> String {
    match (text(seen.objective.code.as_ref()), seen.title()) {
        ("", title) => title.to_owned(),
        (code, title) => format!("{code} {title}").trim_end().to_owned(),
    }
}

fn weight(setting: &Setting<'_>, seen: &Seen<'_>) -> Option<Exact> {
    let decided = setting.decisions.of(&ids::objective(seen.ordinal)).and_then(|one| one.weight.clone());
    let own = seen.objective.weight.as_ref().and_then(Read::certain);
    decided.or_else(|| own.map(|weight| Exact::from(*weight)))
}

/// The indicators that are due in a year, with their places: those of its plan, and those with an expected
/// value for it or for no year at all.
pub fn due_indicators(objective: &Objective, year: i16) -> impl Iterator<Item = (usize, &Indicator)> {
    let due = move |indicator: &Indicator| {
        let own = year_of(indicator.year.as_ref()).is_none_or(|own| own == year);
        own && (indicator.targets.is_empty() || indicator.targets.contains_key(&year.to_string()))
    };
    (1..).zip(&objective.indicators).filter(move |(_, indicator)| due(indicator))
}

/// Whether a phase belongs to the plan of a year and has something in it.
pub fn is_due(step: &Step<'_>, year: i16) -> bool {
    let phase = step.phase;
    let said = !text(phase.text.as_ref()).is_empty() || !text(phase.description.as_ref()).is_empty();
    step.year == year && (said || !step.indicators.is_empty())
}

fn stages<'a>(steps: &'a [Step<'a>], due: &[(usize, &'a Indicator)], year: i16) -> Vec<Stage<'a>> {
    let of_step = |step: &Step<'a>| {
        let own = |one: &&(usize, &'a Indicator)| step.indicators.iter().any(|own| std::ptr::eq(*own, one.1));
        due.iter().filter(own).copied().collect()
    };
    let stages = (1..).zip(steps).filter(|(_, step)| is_due(step, year));
    stages.map(|(place, step)| Stage { place, indicators: of_step(step), step }).collect()
}

/// What the objective is made of, and on what that rests.
fn parts_of(
    setting: &Setting<'_>,
    stages: &[Stage<'_>],
    due: &[(usize, &Indicator)],
) -> (ObjectiveParts, Vec<String>) {
    if setting.rules.objective == Some(ObjectiveParts::Indicators) && due.is_empty() && !stages.is_empty() {
        let basis =
            "media delle fasi. Scelta predefinita: il metodo vuole gli indicatori, e l'obiettivo non ne ha";
        return (ObjectiveParts::Phases, vec![basis.to_owned()]);
    }
    if let Some(parts) = setting.rules.objective {
        return (parts, vec![setting.told("objective", what(parts))]);
    }
    let weighed = stages.iter().any(|stage| leaf::phase_weight(stage.step.phase).is_some());
    let parts = if weighed || due.is_empty() { ObjectiveParts::Phases } else { ObjectiveParts::Indicators };
    let basis =
        format!("{}. Scelta predefinita: il metodo non dice di che cosa è fatto un obiettivo", what(parts));
    (parts, vec![basis])
}

fn what(parts: ObjectiveParts) -> &'static str {
    match parts {
        ObjectiveParts::Indicators => "media degli indicatori",
        ObjectiveParts::Phases => "media delle fasi",
        ObjectiveParts::Both => "fasi e indicatori, con la quota delle fasi",
    }
}

fn indicators(
    setting: &mut Setting<'_>,
    seen: &Seen<'_>,
    stages: &[Stage<'_>],
    due: &[(usize, &Indicator)],
) -> Content {
    let step_of = |indicator: &Indicator| {
        let own = |stage: &&Stage<'_>| stage.indicators.iter().any(|(_, own)| std::ptr::eq(*own, indicator));
        stages.iter().find(own).map(|stage| stage.step)
    };
    let parts = due.iter().map(|(place, indicator)| {
        leaf::indicator(setting, ids::indicator(seen.ordinal, *place), indicator, step_of(indicator))
    });
    let parts = parts.collect();
    Content::Parts { mean: setting.rules.parts.clone(), parts }
}

fn phases(
    setting: &mut Setting<'_>,
    seen: &Seen<'_>,
    stages: &[Stage<'_>],
    due: &[(usize, &Indicator)],
) -> Content {
    let mut parts: Vec<Item> = stages.iter().map(|stage| phase(setting, seen, stage)).collect();
    let measured: HashSet<usize> =
        stages.iter().flat_map(|stage| stage.indicators.iter().map(|(place, _)| *place)).collect();
    for (place, indicator) in due.iter().filter(|(place, _)| !measured.contains(place)) {
        let mut loose = leaf::indicator(setting, ids::indicator(seen.ordinal, *place), indicator, None);
        if !parts.is_empty() {
            loose.weight = Some(Exact::zero());
            loose.basis.push("non misura nessuna fase: si mostra e non pesa".to_owned());
        }
        parts.push(loose);
    }
    Content::Parts { mean: setting.rules.parts.clone(), parts }
}

/// A phase: how much of it was carried out, or the mean of its indicators.
fn phase(setting: &mut Setting<'_>, seen: &Seen<'_>, stage: &Stage<'_>) -> Item {
    let id = ids::phase(seen.ordinal, stage.place);
    let completion = match setting.rules.phase {
        Some(PhaseScore::Completion) => true,
        Some(PhaseScore::Indicators) | None => stage.indicators.is_empty(),
    };
    if completion {
        let mut item = leaf::phase(setting, id, stage.step.phase);
        item.basis.push(setting.told_of_phase());
        return item;
    }
    let parts = stage.indicators.iter().map(|(place, indicator)| {
        leaf::indicator(setting, ids::indicator(seen.ordinal, *place), indicator, Some(stage.step))
    });
    let parts = parts.collect();
    let weight = setting.decisions.of(&id).and_then(|one| one.weight.clone());
    let item = Item {
        title: leaf::phase_title(stage.step.phase),
        level: Level::Phase,
        weight: weight.or_else(|| leaf::phase_weight(stage.step.phase)),
        state: State::Active,
        basis: vec![setting.told_of_phase()],
        content: Content::Parts { mean: setting.rules.parts.clone(), parts },
        id,
    };
    setting.settled(item)
}

/// Phases by their completion and indicators, each with its share (rulebook 8.4).
fn both(
    setting: &mut Setting<'_>,
    seen: &Seen<'_>,
    stages: &[Stage<'_>],
    due: &[(usize, &Indicator)],
) -> Content {
    let share = setting.rules.phases_share.clone().unwrap_or_else(Exact::zero);
    let completed = stages
        .iter()
        .map(|stage| leaf::phase(setting, ids::phase(seen.ordinal, stage.place), stage.step.phase));
    let completed: Vec<Item> = completed.collect();
    let measured = match indicators(setting, seen, stages, due) {
        Content::Parts { parts, .. } => parts,
        _ => Vec::new(),
    };
    // What a form lacks gives its share to the other.
    if completed.is_empty() || measured.is_empty() {
        let parts = completed.into_iter().chain(measured).collect();
        return Content::Parts { mean: setting.rules.parts.clone(), parts };
    }
    let rest = Exact::hundred() - share.clone();
    let groups = [("fasi", share, completed), ("indicatori", rest, measured)];
    let groups = groups.into_iter().map(|(title, weight, parts)| {
        let item = Item {
            id: format!("{}.{title}", ids::objective(seen.ordinal)),
            title: title.to_owned(),
            level: Level::Group,
            weight: Some(weight),
            state: State::Active,
            basis: Vec::new(),
            content: Content::Parts { mean: setting.rules.parts.clone(), parts },
        };
        setting.settled(item)
    });
    Content::Parts { mean: Mean::default(), parts: groups.collect() }
}
