//! Missions and programmes by number and name.

use std::collections::HashSet;

use domain::Place;
use domain::plan::{Link, Objective};
use domain::text::folded;

use crate::context::{Context, Seen, place, text};
use crate::law::Programme;
use crate::report::Report;
use crate::rules::links::BUDGET;
use crate::words::{likeness, short, word_set};

/// A number of mission or programme, with its name and the digits as printed.
pub struct Numbered<'a> {
    pub mission: Option<(u8, &'a str)>,
    pub number: u8,
    pub digits: &'a str,
    pub name: &'a str,
    pub place: Option<Place>,
}

/// The numbers with which a text begins: `n. 8 Assetto`, `01.02`, `3 gestione economica`.
pub fn numbered(text: &str, place: Option<Place>) -> Option<Numbered<'_>> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let after_n = text.strip_prefix(['n', 'N']).map(|rest| rest.trim_start_matches(['.', '°', ' ', ':']));
    let text = after_n.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let parts: Vec<&str> = digits.split('.').filter(|part| !part.is_empty()).collect();
    let name = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let number = |digits: &str| if digits.len() <= 2 { digits.parse::<u8>().ok() } else { None };
    match parts.as_slice() {
        [only] => Some(Numbered { mission: None, number: number(only)?, digits: only, name, place }),
        [mission, programme] => Some(Numbered {
            mission: Some((number(mission)?, mission)),
            number: number(programme)?,
            digits: programme,
            name,
            place,
        }),
        _ => None,
    }
}

/// What an objective says of the budget.
pub struct Said<'a> {
    pub seen: Seen<'a>,
    pub missions: Vec<Numbered<'a>>,
    pub programmes: Vec<Numbered<'a>>,
}

pub fn said<'a>(context: &Context<'a>) -> Vec<Said<'a>> {
    let of = |objective: &'a Objective, level: &str| -> Vec<Numbered<'a>> {
        of_level(objective, level)
            .filter_map(|link| numbered(text(link.text.as_ref()), place(link.text.as_ref())))
            .collect()
    };
    let [mission, programme] = BUDGET;
    context
        .objectives
        .iter()
        .map(|seen| Said {
            seen: *seen,
            missions: of(seen.objective, mission),
            programmes: of(seen.objective, programme),
        })
        .collect()
}

pub fn of_level<'a>(objective: &'a Objective, level: &str) -> impl Iterator<Item = &'a Link> {
    objective.links.iter().filter(move |link| {
        text(link.level.as_ref()) == level && text(link.text.as_ref()).chars().any(char::is_alphanumeric)
    })
}

impl Said<'_> {
    /// The missions a programme can belong to: the one before it, the one in the same place of the
    /// list, or any that the form names.
    pub fn missions_of(&self, index: usize) -> Vec<u8> {
        let prefix = self.programmes.get(index).and_then(|programme| programme.mission);
        let beside = self.missions.get(index).filter(|_| self.missions.len() == self.programmes.len());
        match (prefix, beside) {
            (Some((mission, _)), _) => vec![mission],
            (None, Some(mission)) => vec![mission.number],
            (None, None) => self.missions.iter().map(|mission| mission.number).collect(),
        }
    }

    /// The programmes that the objective names beyond doubt.
    pub fn pairs(&self, context: &Context<'_>) -> Vec<(u8, u8)> {
        let pair = |(index, programme): (usize, &Numbered<'_>)| {
            let real = |mission: &u8| verdict(context, *mission, programme.number).is_none();
            self.missions_of(index).into_iter().find(real).map(|mission| (mission, programme.number))
        };
        self.programmes.iter().enumerate().filter_map(pair).collect()
    }
}

fn found<'a>(context: &Context<'a>, mission: u8, programme: u8) -> Option<&'a Programme> {
    let number = |code: &str| code.parse::<u8>().ok();
    context
        .law
        .programmes()
        .iter()
        .find(|known| number(&known.mission) == Some(mission) && number(&known.programme) == Some(programme))
}

fn of_regions(programme: &Programme) -> bool {
    programme.name.contains("solo per le Regioni")
}

pub fn local(context: &Context<'_>) -> bool {
    folded(&context.method.body.kind) != "regione"
}

/// Why a programme is none of a local body's budget of the year; nothing when it is one.
pub fn verdict(context: &Context<'_>, mission: u8, programme: u8) -> Option<String> {
    let Some(known) = found(context, mission, programme) else {
        let some = context.law.programmes().iter().any(|p| p.mission.parse::<u8>().ok() == Some(mission));
        return Some(if some {
            "non esiste".into()
        } else {
            format!("non esiste: non c'è missione {mission:02}")
        });
    };
    if local(context) && of_regions(known) {
        return Some("è solo delle Regioni".into());
    }
    // Parameters called after a programme say from when to when it is one.
    let code = format!("budget.programme.{mission:02}.{programme:02}");
    let first = context.law.parameters().iter().find(|parameter| parameter.code == code)?;
    let early = context.year.is_some_and(|year| context.law.in_year(&code, year).is_none());
    early.then(|| format!("esiste dal bilancio {}", first.valid_from.year()))
}

/// The programme that a name is of.
pub fn named<'a>(context: &Context<'a>, name: &str) -> Option<&'a Programme> {
    let words = word_set(name);
    let own = context.law.programmes().iter().filter(|known| !(local(context) && of_regions(known)));
    own.map(|known| (likeness(&words, &word_set(&known.name)), known))
        .max_by_key(|(alike, _)| *alike)
        .filter(|(alike, _)| *alike >= 600)
        .map(|(_, known)| known)
}

/// `BIL-001`: a programme that a local body's budget of the year does not have.
pub fn no_such_programme(context: &Context<'_>, report: &mut Report) {
    for said in said(context) {
        // A mission with the name of another is told by its own rule.
        if said.missions.iter().any(|mission| misnamed(context, mission).is_some()) {
            continue;
        }
        for (index, programme) in said.programmes.iter().enumerate() {
            let verdicts: Option<Vec<(u8, String)>> = said
                .missions_of(index)
                .into_iter()
                .map(|mission| Some((mission, verdict(context, mission, programme.number)?)))
                .collect();
            let Some((mission, why)) = verdicts.and_then(|verdicts| verdicts.into_iter().next()) else {
                continue;
            };
            let message = format!(
                "{}: il programma {mission:02}.{:02} {why}{}",
                said.seen.name(),
                programme.number,
                hint(context, programme.name)
            );
            report.objective("BIL-001", &said.seen, programme.place, message);
        }
    }
    for row in &context.plan.budget {
        let [mission, programme] =
            [&row.mission, &row.programme].map(|read| numbered(text(read.as_ref()), None));
        let (Some(mission), Some(programme)) = (mission, programme) else { continue };
        if let Some(why) = verdict(context, mission.number, programme.number) {
            let hint = hint(context, text(row.programme_title.as_ref()));
            let message =
                format!("bilancio: il programma {:02}.{:02} {why}{hint}", mission.number, programme.number);
            report.plan("BIL-001", place(row.programme.as_ref()).or(row.place), message);
        }
    }
}

fn hint(context: &Context<'_>, name: &str) -> String {
    named(context, name)
        .map(|known| format!("; «{}» è il {}.{}", short(name, 50), known.mission, known.programme))
        .unwrap_or_default()
}

/// `BIL-002`: a number beside the name of another mission or programme.
pub fn name_of_another(context: &Context<'_>, report: &mut Report) {
    for said in said(context) {
        let mut misnamed_mission = false;
        for mission in &said.missions {
            let Some(known) = misnamed(context, mission) else { continue };
            misnamed_mission = true;
            let other =
                context.law.programmes().iter().find(|p| folded(&p.mission_name) == folded(mission.name));
            let of = other.map(|other| format!(", che è la missione {}", other.mission)).unwrap_or_default();
            let message = format!(
                "{}: alla missione {} («{}») è dato il nome «{}»{of}",
                said.seen.name(),
                known.mission,
                short(&known.mission_name, 50),
                short(mission.name, 50)
            );
            report.objective("BIL-002", &said.seen, mission.place, message);
        }
        for (index, programme) in said.programmes.iter().enumerate() {
            let missions = said.missions_of(index);
            let known = missions.iter().find_map(|mission| {
                found(context, *mission, programme.number)
                    .filter(|_| verdict(context, *mission, programme.number).is_none())
            });
            let known = known.filter(|known| !misnamed_mission && strange(programme.name, &known.name));
            if let Some(known) = known {
                let message = strangely_named(context, programme.name, known);
                report.objective(
                    "BIL-002",
                    &said.seen,
                    programme.place,
                    format!("{}: {message}", said.seen.name()),
                );
            }
        }
    }
}

/// The mission of a number, when the name beside it is not its own.
fn misnamed<'a>(context: &Context<'a>, mission: &Numbered<'_>) -> Option<&'a Programme> {
    let of_number = |known: &&Programme| known.mission.parse::<u8>().ok() == Some(mission.number);
    let known = context.law.programmes().iter().find(of_number)?;
    strange(mission.name, &known.mission_name).then_some(known)
}

fn strangely_named(context: &Context<'_>, name: &str, known: &Programme) -> String {
    let of = named(context, name).map(|other| format!(", che è il {}.{}", other.mission, other.programme));
    format!(
        "al programma {}.{} («{}») è dato il nome «{}»{}",
        known.mission,
        known.programme,
        short(&known.name, 50),
        short(name, 50),
        of.unwrap_or_default()
    )
}

/// Whether a name has no word in common with the official one, however shortened.
fn strange(name: &str, official: &str) -> bool {
    if name.eq_ignore_ascii_case(official) {
        return false;
    }
    let stems = |text: &str| -> HashSet<String> {
        let long = |word: &String| word.chars().count() >= 4;
        word_set(text).into_iter().filter(long).map(|word| word.chars().take(5).collect()).collect()
    };
    let own = stems(name);
    !own.is_empty() && own.is_disjoint(&stems(official))
}

/// `BIL-010`: a text that is no mission of the budget in its place.
pub fn not_a_mission(context: &Context<'_>, report: &mut Report) {
    let [mission, _] = BUDGET;
    let links = || context.objectives.iter().flat_map(|seen| of_level(seen.objective, mission));
    let coded = links().filter(|link| numbered(text(link.text.as_ref()), None).is_some()).count();
    if coded * 2 <= links().count() {
        return;
    }
    for seen in &context.objectives {
        for link in of_level(seen.objective, mission) {
            let printed = text(link.text.as_ref());
            let mut known = context.law.programmes().iter();
            let number = numbered(printed, None).map(|numbered| numbered.number);
            let real = number.is_some_and(|n| known.clone().any(|p| p.mission.parse::<u8>().ok() == Some(n)));
            if !real {
                let name = folded(printed);
                let by_name = known.find(|p| folded(&p.mission_name) == name);
                let hint = by_name.map(|p| format!(": è il nome della {}", p.mission)).unwrap_or_default();
                let message = format!(
                    "{}: «{}» non è una missione del bilancio{hint}",
                    seen.name(),
                    short(printed, 40)
                );
                report.objective("BIL-010", seen, place(link.text.as_ref()), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_introduced() {
        let pair =
            |text: &str| numbered(text, None).map(|n| (n.mission.map(|m| m.0), n.number, n.name.to_owned()));
        assert_eq!(pair("n. 8 assetto"), Some((None, 8, "assetto".into())));
        assert_eq!(pair("01.02"), Some((Some(1), 2, String::new())));
        assert_eq!(pair("7 _ Rete"), Some((None, 7, "Rete".into())));
        assert_eq!(pair("Ambito 19"), None);
    }
}
