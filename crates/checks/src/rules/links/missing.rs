//! Links that are not there.

use std::collections::{HashMap, HashSet};

use domain::plan::{Link, Objective};
use domain::text::folded;
use domain::{Entity, Place};
use method::{Level, Path};

use super::{BUDGET, blank, links, term};
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::words::{listed, says, short};

/// Levels of the tree that most objectives link to, in the order of the method.
fn asked_levels<'a>(context: &'a Context<'_>) -> Vec<&'a Level> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for seen in &context.objectives {
        let levels: HashSet<&str> =
            seen.objective.links.iter().filter(|l| !blank(l)).map(|l| text(l.level.as_ref())).collect();
        for level in levels {
            *counts.entry(level).or_default() += 1;
        }
    }
    let asked = |level: &&Level| {
        let count = counts.get(level.name.as_str()).copied().unwrap_or(0);
        !BUDGET.contains(&level.name.as_str()) && count * 2 > context.objectives.len()
    };
    context.method.levels.iter().filter(asked).collect()
}

/// `LINK-007`: a level left out although the one above is given.
pub fn level_missing(context: &Context<'_>, report: &mut Report) {
    let asked = asked_levels(context);
    for seen in &context.objectives {
        for level in &asked {
            let Some(parent) = level.parent.as_deref() else { continue };
            let given = |name: &str| links(seen.objective, name).any(|link| !blank(link));
            let above = links(seen.objective, parent).filter(|link| !blank(link)).last();
            if let (Some(above), false) = (above, given(&level.name)) {
                let message = format!(
                    "{}: manca {}, mentre è indicato {} {}",
                    seen.name(),
                    level.term.to_lowercase(),
                    term(context, parent),
                    short(text(above.text.as_ref()), 40)
                );
                let dash = links(seen.objective, &level.name).find_map(|link| place(link.text.as_ref()));
                report.objective("LINK-007", seen, dash.or_else(|| place(above.text.as_ref())), message);
            }
        }
    }
}

/// `LINK-007`: no link to the tree at all, in a form that asks for it.
pub fn no_link(context: &Context<'_>, report: &mut Report) {
    let asked = asked_levels(context);
    if asked.is_empty() {
        return;
    }
    let mut units: HashMap<String, HashSet<&str>> = HashMap::new();
    for seen in &context.objectives {
        units.entry(folded(seen.title())).or_default().insert(seen.unit());
    }
    for seen in &context.objectives {
        let linked = |link: &Link| !blank(link) && !BUDGET.contains(&text(link.level.as_ref()));
        let shared = units.get(&folded(seen.title())).is_some_and(|units| units.len() > 1);
        if !seen.objective.links.iter().any(linked) && !shared && !is_cross_cutting(context, seen) {
            let terms: Vec<String> = asked.iter().map(|level| level.term.to_lowercase()).collect();
            let message =
                format!("{}: nessun collegamento alla programmazione ({})", seen.name(), listed(&terms));
            let near = asked.first().and_then(|level| {
                usual_spot(context, seen, &level.name)
                    .or_else(|| near_missing(context, seen.objective, &level.name))
            });
            report.objective("LINK-007", seen, near, message);
        }
    }
}

/// Where a blank link stands, by the other forms: so many lines above the people, or the phases.
fn usual_spot(context: &Context<'_>, seen: &Seen<'_>, level: &str) -> Option<Place> {
    let below = |objective: &Objective| {
        let person = objective.people.first().and_then(|person| person.place);
        person.or_else(|| objective.phases.first().and_then(|phase| phase.place))
    };
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for other in &context.objectives {
        let at = links(other.objective, level).find_map(|link| place(link.text.as_ref()));
        let apart = below(other.objective).zip(at).and_then(|(below, at)| below.line.checked_sub(at.line));
        if let Some(apart) = apart {
            *counts.entry(apart).or_default() += 1;
        }
    }
    let (apart, count) = counts.into_iter().max_by_key(|(apart, count)| (*count, *apart))?;
    let below = below(seen.objective).filter(|_| count * 2 > context.objectives.len())?;
    Some(Place { line: below.line.checked_sub(apart)?, ..below })
}

/// Where a link of a level should stand: a blank has no place, the next value of the form has one.
pub fn near_missing(context: &Context<'_>, objective: &Objective, level: &str) -> Option<Place> {
    let paths: Vec<&Path> = context.method.record_fields().collect();
    let of_level = |path: &&Path| path.entity.name == "link" && path.level.as_deref() == Some(level);
    let at = paths.iter().position(of_level)?;
    let (before, after) = paths.split_at(at);
    let next = after.iter().skip(1).take(NEAR);
    next.chain(before.iter().rev().take(NEAR)).find_map(|path| place_of(objective, path))
}

/// How many fields away the place of another is still that of a missing one.
const NEAR: usize = 4;

fn place_of(objective: &Objective, path: &Path) -> Option<Place> {
    match (path.entity.name, path.level.as_deref(), path.field.0) {
        ("link", Some(level), _) => links(objective, level).find_map(|link| place(link.text.as_ref())),
        ("objective", _, Some(field)) => {
            let objective: &dyn Entity = objective;
            objective.data(field.name, None).first().and_then(|datum| datum.place)
        }
        _ => None,
    }
}

/// Whether an objective is cross-cutting: payment times, transparency, training (rulebook I1).
fn is_cross_cutting(context: &Context<'_>, seen: &Seen<'_>) -> bool {
    let kind = text(seen.objective.kind.as_ref());
    let named = context.method.kinds.iter().find(|known| known.code == kind).map_or("", |k| k.name.as_str());
    let kind = folded(&format!("{kind} {named}"));
    let words: Vec<&str> = kind.split(' ').collect();
    let of_kind = words.iter().any(|w| w.starts_with("trasversal") || *w == "comune" || *w == "comuni");
    let shared = meaning::flag::parse(text(seen.objective.cross_unit.as_ref())) == Some(true);
    let prose = seen.prose();
    let subject =
        ["tempi di pagamento", "amministrazione trasparente", "trasparenza", "prevenzione della corruzione"];
    of_kind || shared || says(&prose, &subject)
}
