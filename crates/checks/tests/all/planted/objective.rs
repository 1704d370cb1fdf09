//! The objectives of a made-up plan.

use domain::plan::{Assignment, BudgetLine, Criterion, Indicator, Link, Objective, Phase};
use domain::{Months, Read, ReadValue, Slot};
use jiff::civil::{Date, date};
use meaning::month::NAMES;

use super::bank::{Theme, bank};
use super::case::{said, value};
use super::form::Form;
use super::money::euros;
use super::seed::Seed;
use super::tree::Tree;
use super::values;

/// Makes objectives.
pub struct Maker<'a> {
    form: &'a Form,
    tree: &'a Tree,
    units: &'a [String],
    /// The people of each unit, with area and role.
    people: Vec<Vec<(&'static str, &'static str, &'static str)>>,
    /// The common objective as it was made for the first unit.
    common: Option<Objective>,
    chain: bool,
    measured: bool,
    sign: &'static str,
}

/// Whole numbers that make up a total, each at least `least`.
pub fn parts(total: usize, count: usize, least: usize, seed: &mut Seed) -> Vec<usize> {
    let mut parts = vec![least; count];
    let mut rest = total.saturating_sub(least * count) / 5;
    while rest > 0 {
        let share = 1 + seed.below(rest);
        parts[seed.below(count)] += share * 5;
        rest -= share;
    }
    let sum: usize = parts.iter().sum();
    parts[0] += total - sum;
    parts
}

impl<'a> Maker<'a> {
    /// A maker for some units.
    pub fn new(form: &'a Form, tree: &'a Tree, units: &'a [String], seed: &mut Seed) -> Self {
        let categories = if form.year >= 2024 { "categories" } else { "old_categories" };
        let (names, categories, roles) =
            (bank().words("names"), bank().words(categories), bank().words("roles"));
        let first = seed.below(names.len());
        let mut people = vec![Vec::new(); units.len()];
        for at in 0..units.len() * 4 {
            let category = categories[seed.below(categories.len())];
            let roles = [roles.as_slice(), profiles(category)].concat();
            people[at % units.len()].push((
                names[(first + at) % names.len()],
                category,
                roles[seed.below(roles.len())],
            ));
        }
        Self {
            form,
            tree,
            units,
            people,
            common: None,
            chain: seed.once_in(2),
            measured: seed.once_in(2),
            sign: if seed.once_in(2) { "%" } else { "" },
        }
    }

    /// A percentage as this plan writes it.
    pub fn percent(&self, percent: usize) -> String {
        format!("{percent}{}", self.sign)
    }

    /// An objective about a theme, for a unit.
    pub fn objective(&mut self, theme: &Theme, unit: usize, seed: &mut Seed) -> Objective {
        let is_common = theme.title == bank().common.title;
        let mut objective = match &self.common {
            Some(common) if is_common => common.clone(),
            _ => self.about(theme, seed),
        };
        objective.unit = said(self.units[unit].as_str());
        let across = !is_common && seed.once_in(3);
        objective.kind = said(if is_common && self.form.has("family") {
            "comune"
        } else if across {
            "trasversale"
        } else {
            "di struttura"
        });
        if is_common && self.form.has("family") {
            objective.applies_to = said(self.everywhere());
            self.common = Some(objective.clone());
        }
        if self.form.has("others") {
            objective.cross_unit = said(if across { "sì" } else { "no" });
            if across {
                let other = (unit + 1) % self.units.len();
                objective.other_units.push(value(self.units[other].as_str()));
            }
        }
        if self.form.has("people") {
            objective.people = self.people(unit, seed);
        }
        objective
    }

    fn everywhere(&self) -> String {
        let level = self.form.label("Area");
        let area = |unit: &String| format!("{level} {}", &unit[..1]);
        self.units.iter().map(area).collect::<Vec<_>>().join(", ")
    }

    /// What does not depend on the unit.
    fn about(&self, theme: &Theme, seed: &mut Seed) -> Objective {
        let mut objective = Objective {
            title: said(theme.title.as_str()),
            description: said(theme.text.as_str()),
            stakeholders: said(theme.recipients.as_str()),
            aim: said(theme.aim.as_str()),
            areas: theme.areas.iter().map(|area| value(area.as_str())).collect(),
            links: self.links(theme),
            phases: self.phases(theme, seed),
            ..Objective::default()
        };
        objective.indicators = self.indicators(theme, objective.phases.len(), seed);
        if theme.title == bank().common.title {
            objective.risk_measures.push(value("Controllo semestrale delle pubblicazioni"));
        }
        if self.form.has("scope") {
            objective.scope = said(if seed.once_in(2) {
                "☑ della struttura ☐ di più strutture"
            } else {
                "☐ della struttura ☑ di più strutture"
            });
        }
        if self.form.has("outcomes") {
            for year in self.form.all_years().into_iter().skip(1) {
                objective.outcomes.insert(year.to_string(), value("Prosecuzione"));
            }
        }
        if self.form.has("chapters") {
            objective.budget = self.chapters(seed);
        }
        objective
    }

    fn links(&self, theme: &Theme) -> Vec<Link> {
        let link =
            |level: &str, text: String| Link { level: said(level), text: said(text), ..Link::default() };
        let mut links = Vec::new();
        if self.form.has("tree") {
            let levels = [("linea", 1), ("strategico", 2), ("operativo", 3)];
            let named = levels.iter().filter(|(level, _)| self.chain || *level == "operativo");
            links.extend(named.map(|(level, parts)| link(level, self.tree.code(theme, *parts))));
        }
        if self.form.has("budget") {
            let mission = theme.budget.split('.').next().unwrap_or_default();
            links.push(link("missione", mission.to_owned()));
            links.push(link("programma", theme.budget.clone()));
        }
        links
    }

    /// Phases one after the other, the first not over before the plan is approved.
    fn phases(&self, theme: &Theme, seed: &mut Seed) -> Vec<Phase> {
        // Where phases are measured, none is left without an indicator.
        let most =
            if self.measured { theme.phases.len().min(theme.indicators.len()) } else { theme.phases.len() };
        let least = if self.measured { 1 } else { 2 };
        let count = least + seed.below(most + 1 - least);
        let mut ends: Vec<usize> = seed.sample(count, 10).into_iter().map(|at| at + 3).collect();
        if seed.once_in(2) {
            ends[count - 1] = 12;
        }
        let weights = parts(100, count, 10, seed);
        let mut first = 1;
        let mut phases = Vec::new();
        for (at, last) in ends.into_iter().enumerate() {
            phases.push(self.phase(&theme.phases[at], at + 1, weights[at], (first, last), seed));
            first = if last < 12 { last + 1 } else { 12 };
        }
        phases
    }

    fn phase(
        &self,
        text: &str,
        number: usize,
        weight: usize,
        months: (usize, usize),
        seed: &mut Seed,
    ) -> Phase {
        let (first, last) = (day(self.form.year, months.0), day(self.form.year, months.1).last_of_month());
        let when = format!("Entro {}", NAMES[months.1 - 1].to_lowercase());
        let timing = if seed.once_in(3) { format!("Entro il {}", written(last)) } else { when };
        Phase {
            number: said(number.to_string()),
            text: said(text),
            weight: self.form.has("phase_weights").then(|| value(self.percent(weight))),
            start: self.form.has("dates").then(|| value(written(first))),
            end: self.form.has("dates").then(|| value(written(last))),
            timing: self.form.has("timing").then(|| value(timing)),
            months: self.form.has("months").then(|| grid(months.0..=months.1)),
            ..Phase::default()
        }
    }

    /// Indicators of phases in order: one for each phase, where phases are measured, and some more.
    fn indicators(&self, theme: &Theme, phases: usize, seed: &mut Seed) -> Vec<Indicator> {
        let most = theme.indicators.len();
        let count = if self.measured { phases.min(most) } else { 1 }.max(1 + seed.below(most.min(3)));
        let weights = parts(100, count, 10, seed);
        let mut of: Vec<usize> =
            (0..count).map(|at| if self.measured { at % phases } else { phases - 1 }).collect();
        of.sort_unstable();
        let texts = theme.indicators.iter().zip(of).zip(weights);
        texts
            .map(|((text, phase), weight)| {
                let mut indicator = values::indicator(text, self.form, seed);
                indicator.phase = said((phase + 1).to_string());
                indicator.weight = self.form.has("indicator_weights").then(|| value(self.percent(weight)));
                indicator
            })
            .collect()
    }

    fn people(&self, unit: usize, seed: &mut Seed) -> Vec<Assignment> {
        let staff = &self.people[unit];
        let count = 1 + seed.below(3);
        let chosen = seed.sample(count, staff.len());
        let shares = parts(100, chosen.len(), 10, seed);
        let year = self.form.year;
        let person = |(at, share): (usize, usize)| {
            let (name, category, role) = staff[at];
            Assignment {
                name: said(name),
                category: said(category),
                role: self.form.has("roles").then(|| value(role)),
                share: self.form.has("shares").then(|| value(self.percent(share))),
                from: said(format!("01/01/{year}")),
                to: said(format!("31/12/{year}")),
                ..Assignment::default()
            }
        };
        chosen.into_iter().zip(shares).map(person).collect()
    }

    fn chapters(&self, seed: &mut Seed) -> Vec<BudgetLine> {
        let line = |seed: &mut Seed| {
            let mut line =
                BudgetLine { chapter: said((1000 + seed.below(8000)).to_string()), ..BudgetLine::default() };
            for year in self.form.all_years().into_iter().take(2) {
                line.amounts.insert(year.to_string(), value(euros(1000 * (1 + seed.below(40)))));
            }
            line
        };
        (0..=seed.below(2)).map(|_| line(seed)).collect()
    }

    /// Criteria that make up a weight.
    pub fn criteria(weight: usize, seed: &mut Seed) -> Vec<Criterion> {
        let names = bank().words("criteria");
        let first = 1 + seed.below(weight - 1);
        let points = [first, weight - first];
        points
            .iter()
            .zip(names)
            .map(|(points, name)| Criterion {
                name: said(name),
                weight: said(points.to_string()),
                ..Criterion::default()
            })
            .collect()
    }
}

/// Profiles of an area of classification.
fn profiles(category: &str) -> &'static [&'static str] {
    match category {
        "Istruttori" => &["Istruttore contabile", "Istruttrice tecnica"],
        "Funzionari ed EQ" => &["Specialista in materie legali", "Istruttore direttivo"],
        "Operatori esperti" => &["Collaboratore ai servizi", "Operatrice esperta"],
        _ => &[],
    }
}

/// The first day of a month.
pub fn day(year: i16, month: usize) -> Date {
    date(year, i8::try_from(month).unwrap_or(1), 1)
}

/// A date as people write it.
pub fn written(day: Date) -> String {
    meaning::date::render(day)
}

/// The marks of a grid.
pub fn grid(months: impl Iterator<Item = usize>) -> Read<Months> {
    let slots = months.filter_map(|month| u8::try_from(month).ok().map(Slot::Month)).collect();
    ReadValue { verbatim: String::new(), readings: vec![Months::new(slots)], place: None, later: Vec::new() }
        .into()
}
