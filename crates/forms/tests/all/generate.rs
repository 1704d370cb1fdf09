//! Plans that a body could have written: a plan that was read, changed here and there.
//!
//! Each change follows from its seed alone, so that a plan is a list of seeds and a failing one can be
//! made smaller by leaving seeds out.

use domain::plan::{Objective, Phase, Unit};
use domain::{Cardinality, Datum, Entity, Kind, Money, Months, Plan, Read, Slot, Value, Weight};
use meaning::{Context, render};
use method::Method;

use super::fields::{Fields, Tie};
use super::hostile::Hostile;
use super::seed::Seed;
use super::support::short;

/// Makes plans for the forms of a method.
pub struct Generator<'a> {
    plan: &'a Plan,
    fields: Fields,
    hostile: Hostile,
    years: Vec<i16>,
}

impl<'a> Generator<'a> {
    /// A generator that changes a plan.
    pub fn new(plan: &'a Plan, method: &Method) -> Self {
        let years = method.years.clone();
        Self { plan, fields: Fields::new(method), hostile: Hostile::new(method), years }
    }

    /// The plan with some changes, and what they were.
    pub fn plan(&self, seeds: &[u64]) -> (Plan, Vec<String>) {
        let mut plan = self.plan.clone();
        let told = seeds.iter().filter_map(|seed| self.change(&mut plan, &mut Seed::new(*seed))).collect();
        (plan, told)
    }

    fn change(&self, plan: &mut Plan, seed: &mut Seed) -> Option<String> {
        let at = seed.below(plan.objectives.len());
        let kind = seed.below(20);
        if kind < 2 {
            let told =
                if kind == 0 { self.drop_objective(plan, at) } else { self.copy_objective(plan, at, seed) }?;
            self.follow(plan);
            return Some(format!("obiettivo {at}: {told}"));
        }
        let objective = plan.objectives.get_mut(at)?;
        let told = match kind {
            2 => drop_phase(objective, seed),
            3 => self.copy_phase(objective, seed),
            4 if !self.fields.has(Tie::NumberInText) => swap_phases(objective, seed),
            5 => drop_one(&mut objective.indicators, seed).then(|| "un indicatore in meno".into()),
            6 => self.copy_indicator(objective, seed),
            7 => drop_one(&mut objective.people, seed).then(|| "una persona in meno".into()),
            8 => self.copy_person(objective, seed),
            9 if !plan.tree.is_empty() && !self.fields.has(Tie::TreeFromLinks) => {
                let node = seed.below(plan.tree.len());
                return self
                    .values(plan.tree.get_mut(node)?, seed)
                    .map(|told| format!("nodo {node}: {told}"));
            }
            _ => self.values(objective, seed),
        };
        told.map(|told| format!("obiettivo {at}: {told}"))
    }

    /// The register of units as the objectives now name them.
    fn follow(&self, plan: &mut Plan) {
        if !self.fields.has(Tie::UnitsFromObjectives) {
            return;
        }
        let mut known = std::collections::HashSet::new();
        plan.units.clear();
        for objective in &plan.objectives {
            let Some(name) = objective.unit.clone() else { continue };
            if known.insert(method::words::key(&name.verbatim)) {
                let head = objective.responsible.clone();
                plan.units.push(Unit { name: Some(name), head, ..Unit::default() });
            }
        }
    }

    fn drop_objective(&self, plan: &mut Plan, at: usize) -> Option<String> {
        let earlier: Vec<&str> = plan.objectives.get(..at)?.iter().flat_map(links).collect();
        let follows = self.fields.has(Tie::TreeFromLinks)
            && !links(&plan.objectives[at]).all(|link| earlier.contains(&link));
        if follows || plan.objectives.len() < 2 {
            return None;
        }
        let gone = plan.objectives.remove(at);
        let next = plan.objectives.get(at).and_then(|objective| objective.place);
        // Rows that sum up its tables go with it.
        plan.summaries.retain(|summary| {
            summary.place < gone.place || next.is_some_and(|next| summary.place >= Some(next))
        });
        Some("tolto".into())
    }

    fn copy_objective(&self, plan: &mut Plan, at: usize, seed: &mut Seed) -> Option<String> {
        let highest = plan.objectives.iter().filter_map(|o| number(o.code.as_ref()?)).max();
        let mut copy = plan.objectives.get(at)?.clone();
        if let (Some(code), Some(highest)) = (&copy.code, highest) {
            number(code)?;
            copy.code = Some(prose((highest + 1).to_string()));
        }
        if !self.fields.is_free(&copy, "title") {
            return None;
        }
        copy.title = Some(prose(self.hostile.text(seed)));
        plan.objectives.insert(at + 1, copy);
        Some("ripetuto con un altro titolo".into())
    }

    fn copy_phase(&self, objective: &mut Objective, seed: &mut Seed) -> Option<String> {
        let mut copy = seed.pick(&objective.phases)?.clone();
        let same_year = |phase: &&Phase| verbatim(phase.year.as_ref()) == verbatim(copy.year.as_ref());
        if copy.number.is_some() && !self.fields.has(Tie::NumberInText) {
            let numbers: Option<Vec<u32>> = objective
                .phases
                .iter()
                .filter(same_year)
                .map(|phase| number(phase.number.as_ref()?))
                .collect();
            copy.number = Some(prose((numbers?.into_iter().max()? + 1).to_string()));
        }
        let last = objective.phases.iter().rposition(|phase| same_year(&phase))?;
        if self.fields.has(Tie::OnePhaseAYear) || !self.fields.is_free(&copy, "text") {
            return None;
        }
        copy.text = Some(prose(self.hostile.text(seed)));
        objective.phases.insert(last + 1, copy);
        Some("una fase in più".into())
    }

    fn copy_indicator(&self, objective: &mut Objective, seed: &mut Seed) -> Option<String> {
        let at = seed.below(objective.indicators.len());
        let mut copy = objective.indicators.get(at)?.clone();
        if self.fields.has(Tie::OneIndicator) || !self.fields.is_free(&copy, "text") {
            return None;
        }
        copy.text = Some(prose(self.hostile.text(seed)));
        objective.indicators.insert(at + 1, copy);
        Some("un indicatore in più".into())
    }

    fn copy_person(&self, objective: &mut Objective, seed: &mut Seed) -> Option<String> {
        let at = seed.below(objective.people.len());
        let mut copy = objective.people.get(at)?.clone();
        if self.fields.is_free(&copy, "name") {
            copy.name = Some(prose(self.hostile.text(seed)));
        } else if !self.fields.has(Tie::PeopleInCell) {
            return None;
        }
        objective.people.insert(at + 1, copy);
        Some("una persona in più".into())
    }

    /// Other values for a field of an entity or of something inside it.
    fn values(&self, entity: &mut dyn Entity, seed: &mut Seed) -> Option<String> {
        let definition = entity.definition();
        let lists: Vec<_> = definition.lists.iter().filter(|list| entity.count(list.name) > 0).collect();
        if let Some(list) = seed.pick(&lists).filter(|_| !seed.once_in(3)) {
            let index = seed.below(entity.count(list.name));
            let told = self.values(entity.child_mut(list.name, index)?, seed)?;
            return Some(format!("{}[{index}].{told}", list.name));
        }
        let candidates: Vec<_> = definition
            .fields
            .iter()
            .filter(|field| entity.holder(field.name).is_some_and(|holder| !holder.data().is_empty()))
            .filter(|field| {
                self.fields.is_free(entity, field.name) || self.fields.is_grid(entity, field.name)
            })
            .collect();
        let field = seed.pick(&candidates)?;
        let grid = self.fields.is_grid(entity, field.name);
        let holder = entity.holder_mut(field.name)?;
        let keys: Vec<Option<String>> = holder.data().iter().map(|(key, _)| key.map(str::to_owned)).collect();
        holder.clear();
        let mut told = Vec::new();
        for key in keys {
            let datum = self.datum(field.kind, grid, seed);
            told.push(short(&datum.verbatim));
            let _ = holder.put(key.as_deref().filter(|_| field.cardinality == Cardinality::Keyed), datum);
        }
        Some(format!("{} = «{}»", field.name, told.join("», «")))
    }

    fn datum(&self, kind: Kind, grid: bool, seed: &mut Seed) -> Datum {
        let value = match kind {
            Kind::Months => Value::Months(self.months(seed)),
            Kind::Years if grid => Value::Years(subset(&self.years, seed)),
            Kind::Weight => Value::Weight(weight(seed)),
            Kind::Money => {
                Value::Money(Money { cents: i64::try_from(seed.below(1_000_000_000)).unwrap_or(0) })
            }
            Kind::Target => return understood(kind, seed.pick(TARGETS).copied().unwrap_or_default()),
            Kind::Date => {
                let day =
                    format!("{:02}/{:02}/{}", 1 + seed.below(28), 1 + seed.below(12), 2024 + seed.below(4));
                return understood(kind, &day);
            }
            Kind::Number => return understood(kind, &seed.below(100).to_string()),
            _ => return Datum::prose(self.hostile.text(seed), None),
        };
        let mut verbatim = render(&value, &Context::default());
        if let (Value::Weight(_), false) = (&value, verbatim.contains('%')) {
            verbatim.push('%');
        }
        Datum { verbatim, readings: vec![value], place: None }
    }

    /// At least one column of the month grid.
    fn months(&self, seed: &mut Seed) -> Months {
        let step = self.fields.months_step;
        let columns: Vec<usize> = (0..12 / step).collect();
        let months = subset(&columns, seed).into_iter().flat_map(|column| column * step..(column + 1) * step);
        Months::new(months.filter_map(|month| u8::try_from(month + 1).ok()).map(Slot::Month).collect())
    }
}

/// Expected values of several kinds, and one that is none.
const TARGETS: &[&str] = &[
    "100%",
    "≥ 90%",
    "entro il 30/06/2025",
    "31/12/2025",
    "12",
    "5 giorni",
    "SI",
    "almeno 3",
    "4,5",
    "-10%",
    "n.d.",
    "entro 30 giorni dalla richiesta",
    "relazione finale",
    "da 2 a 4",
    "€ 1.200,00",
    "giugno 2025",
];

fn understood(kind: Kind, text: &str) -> Datum {
    let readings = meaning::understand(kind, text, &Context { year: Some(2025), ..Context::default() });
    Datum { verbatim: text.into(), readings, place: None }
}

fn weight(seed: &mut Seed) -> Weight {
    let tenths = i64::try_from(seed.below(1001)).unwrap_or(0);
    Weight::ratio(tenths, 10).unwrap_or(Weight::HUNDRED)
}

/// Some of several things, in order; at least one, when there is one.
fn subset<T: Copy>(things: &[T], seed: &mut Seed) -> Vec<T> {
    let count = 1 + seed.below(things.len());
    seed.sample(count, things.len()).into_iter().map(|at| things[at]).collect()
}

fn prose(text: impl Into<String>) -> Read<domain::Prose> {
    Datum::prose(text.into(), None).into()
}

fn number(read: &Read<domain::Prose>) -> Option<u32> {
    read.verbatim.parse().ok()
}

fn verbatim(read: Option<&Read<domain::Prose>>) -> Option<&str> {
    read.map(|read| read.verbatim.as_str())
}

/// Whether something of a year, or of no year in particular, can be of a phase.
fn same_year(of: Option<&Read<domain::Prose>>, phase: Option<&Read<domain::Prose>>) -> bool {
    of.is_none() || verbatim(of) == verbatim(phase)
}

fn links(objective: &Objective) -> impl Iterator<Item = &str> {
    objective.links.iter().filter_map(|link| verbatim(link.text.as_ref()))
}

fn drop_one<T>(things: &mut Vec<T>, seed: &mut Seed) -> bool {
    let any = !things.is_empty();
    if any {
        things.remove(seed.below(things.len()));
    }
    any
}

/// Takes a phase away, with what is said of it.
fn drop_phase(objective: &mut Objective, seed: &mut Seed) -> Option<String> {
    let at = seed.below(objective.phases.len());
    let gone = objective.phases.get(at)?.clone();
    let of = |year: Option<&Read<_>>, phase: Option<&Read<_>>| {
        phase.is_some()
            && same_year(year, gone.year.as_ref())
            && verbatim(phase) == verbatim(gone.number.as_ref())
    };
    let twins = objective.phases.iter().filter(|p| of(p.year.as_ref(), p.number.as_ref())).count();
    if twins > 1 {
        return None;
    }
    objective.phases.remove(at);
    objective.indicators.retain(|i| !of(i.year.as_ref(), i.phase.as_ref()));
    objective.people.retain(|p| !of(p.year.as_ref(), p.phase.as_ref()));
    Some(format!("tolta la fase {at}"))
}

/// Two phases of one year change places; the numbers stay, and what is said of a phase goes with it.
fn swap_phases(objective: &mut Objective, seed: &mut Seed) -> Option<String> {
    let at = seed.below(objective.phases.len().checked_sub(1)?);
    let [first, second] = objective.phases.get_mut(at..at + 2)? else { return None };
    let (one, other) =
        (verbatim(first.number.as_ref())?.to_owned(), verbatim(second.number.as_ref())?.to_owned());
    let year = verbatim(first.year.as_ref()).map(str::to_owned);
    if one == other || year.as_deref() != verbatim(second.year.as_ref()) {
        return None;
    }
    std::mem::swap(first, second);
    std::mem::swap(&mut first.number, &mut second.number);
    let renamed = |of: Option<&Read<_>>, phase: &mut Option<Read<_>>| match phase.as_mut() {
        _ if of.is_some() && verbatim(of) != year.as_deref() => {}
        Some(phase) if phase.verbatim == one => phase.verbatim.clone_from(&other),
        Some(phase) if phase.verbatim == other => phase.verbatim.clone_from(&one),
        _ => {}
    };
    objective.indicators.iter_mut().for_each(|i| renamed(i.year.as_ref(), &mut i.phase));
    objective.people.iter_mut().for_each(|p| renamed(p.year.as_ref(), &mut p.phase));
    in_paper_order(objective);
    Some(format!("fasi {at} e {} scambiate", at + 1))
}

/// Indicators and people in the order of their phases.
fn in_paper_order(objective: &mut Objective) {
    let phases = &objective.phases;
    let order = |year: Option<&Read<_>>, phase: Option<&Read<_>>| {
        phases
            .iter()
            .position(|p| same_year(year, p.year.as_ref()) && verbatim(p.number.as_ref()) == verbatim(phase))
    };
    objective.indicators.sort_by_key(|i| order(i.year.as_ref(), i.phase.as_ref()));
    objective.people.sort_by_key(|p| order(p.year.as_ref(), p.phase.as_ref()));
}
