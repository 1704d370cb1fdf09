//! The timetable of a plan (*cronoprogramma*): when each phase is planned and due, seen whole and set for a structure.

mod times;

use std::collections::{BTreeSet, HashMap};

use app::items::Writable;
use app::plans::Held;
use app::rights::Part;
use askama::Template;
use axum::extract::{Path, State};
use jiff::civil::Date;
use outline::Seen;
use outline::moment::{steps, written};
use outline::text;
use outline::timing::{Planned, planned};

use super::{pages, plan, query, unit_choices};
use crate::components::{Pages, Tab};
use crate::failed::{Shown, shown};
use crate::form::{Choice, Form};
use crate::frame::{self, plan_at};
use crate::page::{Page, Section};
use crate::site::Shared;
use crate::visit::Visit;

pub use times::{save, set};

/// The place of objectives without a structure, in addresses.
const ELSEWHERE: &str = "altri";

/// A stretch along the year, in days from its beginning.
struct Bar {
    from: i32,
    width: i32,
}

/// A phase, or an objective as a whole.
struct Line {
    label: String,
    told: String,
    bars: Vec<Bar>,
    /// The ends of the days it is due by.
    due: Vec<i32>,
}

struct Scheduled {
    href: String,
    whole: Line,
    phases: Vec<Line>,
}

struct Group {
    key: String,
    name: String,
    objectives: Vec<Scheduled>,
    /// Where its times are set; blank for whom may not.
    set: String,
}

#[derive(Template)]
#[template(path = "pagine/cronoprogramma.html")]
struct TimetablePage {
    page: Page,
    form: Form,
    action: String,
    clear: String,
    units: Vec<Choice>,
    years: Vec<Tab>,
    /// The days of the year that is shown.
    days: i32,
    groups: Vec<Group>,
    pages: Pages,
}

/// So many objectives, with their phases, are shown on a page.
const SHOWN: usize = 100;

/// The phases of a plan along a year.
pub async fn timetable(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    Ok(shown(&current.look(|held| page_of(&visit, held))?))
}

/// An objective with the times of its phases.
struct Timed<'p> {
    seen: Seen<'p>,
    id: &'p str,
    times: Vec<(String, Planned)>,
}

fn page_of(visit: &Visit, held: &Held) -> TimetablePage {
    let own = i16::try_from(held.head.year).unwrap_or_default();
    let wanted = query(visit, "struttura");
    let all = outline::objectives(held.plan());
    let mut timed: Vec<Timed<'_>> = all
        .into_iter()
        .zip(held.metas("objectives"))
        .filter(|(seen, _)| wanted.is_empty() || unit_key(held, seen) == wanted)
        .map(|(seen, meta)| timed(seen, &meta.id, own))
        .collect();
    let years = years(&timed, own);
    let year = query(visit, "anno").parse().ok().filter(|year| years.contains(year)).unwrap_or(own);
    let axis = Axis::of(year);
    by_unit(held, &mut timed);
    let pages = pages(visit, (timed.len(), SHOWN), &["struttura", "anno"]);
    let mut groups: Vec<Group> = Vec::new();
    for one in pages.of(timed) {
        let key = unit_key(held, &one.seen);
        if groups.last().is_none_or(|group| group.key != key) {
            groups.push(group(held, key, &one.seen));
        }
        let Some(group) = groups.last_mut() else { continue };
        if group.set.is_empty() && may_set(visit, held, &one.seen) {
            group.set = plan_at(visit, &held.head, &format!("/cronoprogramma/{key}"));
        }
        group.objectives.push(scheduled(visit, held, &one, &axis));
    }
    let action = plan_at(visit, &held.head, "/cronoprogramma");
    let mut page = frame::page(visit, "Cronoprogramma", Some(Section::Objectives), Some(&held.head));
    page.trail = frame::trail(visit, &held.head, &[("Obiettivi", "/obiettivi")]);
    TimetablePage {
        page,
        form: Form::default().with("struttura", wanted.as_ref()),
        clear: if wanted.is_empty() { String::new() } else { action.clone() },
        units: unit_choices(held),
        years: year_tabs(&action, &wanted, &years, year),
        days: axis.days,
        groups,
        pages,
        action,
    }
}

/// Puts the objectives of each structure together, the structures in the order of their first objectives.
fn by_unit(held: &Held, timed: &mut [Timed<'_>]) {
    let mut order = HashMap::new();
    for one in timed.iter() {
        let next = order.len();
        order.entry(unit_key(held, &one.seen)).or_insert(next);
    }
    timed.sort_by_key(|one| order.get(unit_key(held, &one.seen)).copied());
}

fn unit_key<'h>(held: &'h Held, seen: &Seen<'_>) -> &'h str {
    held.unit_id_of(seen.objective).unwrap_or(ELSEWHERE)
}

fn group(held: &Held, key: &str, seen: &Seen<'_>) -> Group {
    let known = held.structures.get(key).map(super::unit_name);
    let name = known.unwrap_or_else(|| match text(seen.objective.unit.as_ref()) {
        "" => "Obiettivi senza struttura".to_owned(),
        unit => unit.to_owned(),
    });
    Group { key: key.to_owned(), name, objectives: Vec::new(), set: String::new() }
}

fn may_set(visit: &Visit, held: &Held, seen: &Seen<'_>) -> bool {
    visit.actor().is_ok_and(|actor| Writable::of(actor, held, seen.objective).may(Part::Text))
}

fn timed<'p>(seen: Seen<'p>, id: &'p str, year: i16) -> Timed<'p> {
    let steps = steps(seen.objective, year);
    let times = steps.iter().map(|step| (phase_label(step.phase), planned(step)));
    Timed { seen, id, times: times.collect() }
}

/// A phase as it is named in a list.
fn phase_label(phase: &domain::plan::Phase) -> String {
    match (text(phase.number.as_ref()), text(phase.text.as_ref())) {
        ("", "") => "Fase senza testo".to_owned(),
        ("", words) => words.to_owned(),
        (number, words) => format!("{number} {words}"),
    }
}

/// The years in which something happens, with that of the plan.
fn years(timed: &[Timed<'_>], own: i16) -> BTreeSet<i16> {
    /// Further away lies what was misread.
    const NEAR: i16 = 5;
    let all = timed.iter().flat_map(|one| &one.times).map(|(_, planned)| planned);
    let days = all.flat_map(|planned| {
        let ends = planned.stretches.iter().flat_map(|stretch| [stretch.first, stretch.last]);
        ends.chain(planned.due.iter().copied())
    });
    let near = days.map(Date::year).filter(|year| (year - own).abs() <= NEAR);
    near.chain([own]).collect()
}

fn year_tabs(action: &str, unit: &str, years: &BTreeSet<i16>, shown: i16) -> Vec<Tab> {
    if years.len() < 2 {
        return Vec::new();
    }
    let tab = |year: &i16| Tab {
        label: year.to_string(),
        href: format!("{action}?anno={year}&struttura={unit}"),
        current: *year == shown,
        count: None,
    };
    years.iter().map(tab).collect()
}

/// The days of a year.
struct Axis {
    first: Date,
    last: Date,
    days: i32,
}

impl Axis {
    fn of(year: i16) -> Self {
        let first = Date::new(year, 1, 1).unwrap_or(Date::ZERO);
        Self { first, last: first.last_of_year(), days: i32::from(first.days_in_year()) }
    }

    /// Days from the beginning of the year to that of a day.
    fn at(day: Date) -> i32 {
        i32::from(day.day_of_year()) - 1
    }

    fn line(&self, label: String, times: &[&Planned]) -> Line {
        let stretches = times.iter().flat_map(|planned| &planned.stretches);
        let here = stretches.filter(|stretch| stretch.first <= self.last && self.first <= stretch.last);
        let bars = here.map(|stretch| {
            let from = Self::at(stretch.first.max(self.first));
            Bar { from, width: Self::at(stretch.last.min(self.last)) + 1 - from }
        });
        let due = times.iter().flat_map(|planned| &planned.due);
        let due = due.filter(|day| (self.first..=self.last).contains(day)).map(|day| Self::at(*day) + 1);
        Line { label, told: String::new(), bars: bars.collect(), due: due.collect() }
    }
}

fn scheduled(visit: &Visit, held: &Held, one: &Timed<'_>, axis: &Axis) -> Scheduled {
    let objective = one.seen.objective;
    let (code, title) = (text(objective.code.as_ref()), text(objective.title.as_ref()));
    let title = if title.is_empty() { "(senza titolo)" } else { title };
    let phases = one.times.iter().map(|(label, planned)| {
        let mut line = axis.line(label.clone(), &[planned]);
        line.told = told(planned);
        line
    });
    let all: Vec<&Planned> = one.times.iter().map(|(_, planned)| planned).collect();
    let mut whole = axis.line(format!("{code} {title}").trim().to_owned(), &all);
    // One bar from the first day to the last.
    let ends = whole.bars.iter().map(|bar| (bar.from, bar.from + bar.width));
    let whole_bar = ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    whole.bars = whole_bar.map(|(from, to)| Bar { from, width: to - from }).into_iter().collect();
    whole.due.clear();
    if one.times.is_empty() {
        "senza fasi".clone_into(&mut whole.told);
    }
    Scheduled {
        href: plan_at(visit, &held.head, &format!("/obiettivi/{}", one.id)),
        whole,
        phases: phases.collect(),
    }
}

/// The times of a phase in words: what a chart shows, for those who do not see it.
fn told(planned: &Planned) -> String {
    let stretches = planned.stretches.iter().map(|stretch| match (stretch.first, stretch.last) {
        (first, last) if first == last => format!("il {}", written(first)),
        (first, last) => format!("dal {} al {}", written(first), written(last)),
    });
    let ends: Vec<Date> = planned.stretches.iter().map(|stretch| stretch.last).collect();
    let due = planned.due.iter().filter(|day| !ends.contains(day));
    let due = due.map(|day| format!("entro il {}", written(*day)));
    let all: Vec<String> = stretches.chain(due).chain(planned.beyond.iter().cloned()).collect();
    if all.is_empty() { "senza tempi".to_owned() } else { all.join(", ") }
}

#[cfg(test)]
mod tests {
    use outline::moment::Stretch;

    use super::*;

    fn planned_as(days: &[(&str, &str)], due: &[&str]) -> Planned {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let stretch =
            |(first, last): &(&str, &str)| Stretch { first: day(first), last: day(last), dated: true };
        Planned {
            stretches: days.iter().map(stretch).collect(),
            due: due.iter().map(|text| day(text)).collect(),
            beyond: Vec::new(),
        }
    }

    #[test]
    fn times_are_told_in_words_and_an_end_is_not_told_twice() {
        let told = |days: &[_], due: &[_]| super::told(&planned_as(days, due));
        assert_eq!(told(&[], &[]), "senza tempi");
        assert_eq!(told(&[("2026-01-01", "2026-03-31")], &["2026-03-31"]), "dal 01/01/2026 al 31/03/2026");
        assert_eq!(told(&[], &["2026-06-30"]), "entro il 30/06/2026");
    }

    #[test]
    fn a_year_shows_the_part_of_a_stretch_that_lies_in_it() {
        let over = planned_as(&[("2025-11-01", "2026-01-31"), ("2027-01-01", "2027-02-28")], &["2026-12-31"]);
        let line = Axis::of(2026).line(String::new(), &[&over]);
        let bars: Vec<(i32, i32)> = line.bars.iter().map(|bar| (bar.from, bar.width)).collect();
        assert_eq!((bars, line.due), (vec![(0, 31)], vec![365]));
    }
}
