//! Links of objectives to missions and programmes.

use std::collections::HashMap;

use domain::Place;
use domain::plan::Objective;
use domain::text::folded;

use super::programmes::{local, of_level, said, verdict};
use crate::context::{Context, Seen, place};
use crate::report::Report;
use crate::rules::links::{BUDGET, near_missing};
use crate::words::listed;

/// `BIL-003`: a programme without the mission before it, where the others have it.
pub fn without_mission(context: &Context<'_>, report: &mut Report) {
    let all = said(context);
    let programmes = || all.iter().flat_map(|said| &said.programmes);
    let with = programmes().filter(|programme| programme.mission.is_some()).count();
    if with * 2 <= programmes().count() {
        return;
    }
    for said in &all {
        for (index, programme) in said.programmes.iter().enumerate().filter(|(_, p)| p.mission.is_none()) {
            let usual = match said.missions_of(index).as_slice() {
                [only] => Some(format!("{only:02}.{:02}", programme.number)),
                _ => None,
            };
            // The mission that the form names may be wrong as well: it is said that it is from there.
            let told = usual
                .as_ref()
                .map(|usual| format!(" (con la missione della scheda: {usual})"))
                .unwrap_or_default();
            let message = format!(
                "{}: programma «{}» senza la missione davanti{told}",
                said.seen.name(),
                programme.digits
            );
            let noted = report.objective("BIL-003", &said.seen, programme.place, message);
            if let Some(usual) = usual {
                noted.mended_by(programme.digits, usual);
            }
        }
    }
}

/// `BIL-003`: a code that may have lost a digit: `01.1` where codes have two digits.
pub fn ambiguous_code(context: &Context<'_>, report: &mut Report) {
    for said in said(context) {
        for programme in &said.programmes {
            let Some((mission, printed)) = programme.mission else { continue };
            if !printed.starts_with('0') || programme.digits.len() != 1 {
                continue;
            }
            let could: Vec<String> = (0..=9)
                .map(|last| programme.number * 10 + last)
                .chain([programme.number])
                .filter(|number| *number < 100 && verdict(context, mission, *number).is_none())
                .map(|number| format!("{mission:02}.{number:02}"))
                .collect();
            if could.len() > 1 {
                let message = format!(
                    "{}: programma «{printed}.{}», che può essere {}",
                    said.seen.name(),
                    programme.digits,
                    listed(&could)
                );
                report.objective("BIL-003", &said.seen, programme.place, message);
            }
        }
    }
}

/// `BIL-005`: a programme of a mission that the form does not name.
pub fn other_mission(context: &Context<'_>, report: &mut Report) {
    for said in said(context) {
        for programme in &said.programmes {
            let Some((mission, _)) = programme.mission else { continue };
            if !said.missions.is_empty() && said.missions.iter().all(|named| named.number != mission) {
                let missions: Vec<String> =
                    said.missions.iter().map(|m| format!("{:02}", m.number)).collect();
                let message = format!(
                    "{}: il programma {mission:02}.{:02} non è della missione {}",
                    said.seen.name(),
                    programme.number,
                    listed(&missions)
                );
                report.objective("BIL-005", &said.seen, programme.place, message);
            }
        }
    }
}

/// Where a missing link is looked for: a programme stands beside its mission.
fn beside_mission(context: &Context<'_>, seen: &Seen<'_>, level: &str) -> Option<Place> {
    let mission = of_level(seen.objective, BUDGET[0]).find_map(|link| place(link.text.as_ref()));
    mission.or_else(|| near_missing(context, seen.objective, level)).or(seen.objective.place)
}

/// `BIL-006`: no mission or programme where most objectives have them; objectives of one title are
/// told once.
pub fn budget_link_missing(context: &Context<'_>, report: &mut Report) {
    for level in BUDGET {
        let has = |seen: &Seen<'_>| of_level(seen.objective, level).next().is_some();
        let count = context.objectives.iter().filter(|seen| has(seen)).count();
        if count * 2 <= context.objectives.len() {
            continue;
        }
        let mut titles: Vec<(String, Vec<&Seen<'_>>)> = Vec::new();
        let mut positions: HashMap<String, usize> = HashMap::new();
        for seen in context.objectives.iter().filter(|seen| !has(seen) && !told_by_mission(level, seen)) {
            let title = folded(seen.title());
            let position = *positions.entry(title.clone()).or_insert_with(|| {
                titles.push((title, Vec::new()));
                titles.len() - 1
            });
            if let Some((_, group)) = titles.get_mut(position) {
                group.push(seen);
            }
        }
        let term = context.method.level(level).map_or(level, |level| level.term.as_str()).to_lowercase();
        for (_, group) in titles {
            let Some((one, others)) = group.split_first() else { continue };
            let like = match others.len() {
                0 => String::new(),
                1 => " (e un'altra scheda con lo stesso titolo)".to_owned(),
                more => format!(" (e altre {more} schede con lo stesso titolo)"),
            };
            let near = beside_mission(context, one, level);
            let what = what_is_missing(context, one.objective, &term);
            let places = others.iter().filter_map(|seen| beside_mission(context, seen, level));
            report
                .objective("BIL-006", one, near, format!("{}: {what}{like}", one.name()))
                .also_at(places.collect::<Vec<_>>());
        }
    }
}

fn what_is_missing(context: &Context<'_>, objective: &Objective, term: &str) -> String {
    let [mission, programme] = BUDGET.map(|level| of_level(objective, level).next().is_none());
    match context.method.level(BUDGET[1]) {
        Some(level) if mission && programme => format!("mancano {term} e {}", level.term.to_lowercase()),
        _ => format!("manca {term}"),
    }
}

/// Whether the missing programme is told with the missing mission.
fn told_by_mission(level: &str, seen: &Seen<'_>) -> bool {
    let [mission, programme] = BUDGET;
    level == programme && of_level(seen.objective, mission).next().is_none()
}

/// `BIL-007`: missions without performance, and programmes of the regional health service.
pub fn without_performance(context: &Context<'_>, report: &mut Report) {
    for said in said(context) {
        let place = said.programmes.first().or(said.missions.first()).and_then(|numbered| numbered.place);
        let health = said
            .pairs(context)
            .into_iter()
            .find(|pair| matches!(pair, (13, 1..=6) | (99, 2)) && local(context));
        let mission = said.missions.iter().map(|mission| mission.number);
        let prefix =
            said.programmes.iter().filter_map(|programme| programme.mission.map(|(number, _)| number));
        let what = match (health, mission.chain(prefix).find(|number| matches!(number, 20 | 50 | 60 | 99))) {
            (Some((mission, programme)), _) => {
                format!("il programma {mission:02}.{programme:02} è del servizio sanitario regionale")
            }
            (None, Some(number)) => format!("la missione {number} non porta obiettivi di performance"),
            (None, None) => continue,
        };
        report.objective("BIL-007", &said.seen, place, format!("{}: {what}", said.seen.name()));
    }
}
