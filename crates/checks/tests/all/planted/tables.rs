//! The staff of the units, the functions of their offices, and the heads among the people of objectives.

use domain::Plan;
use domain::plan::{OfficeFunction, StaffLine, SummaryLine, Unit};

use super::bank::{Theme, bank};
use super::case::{of, said, value};
use super::form::Form;
use super::seed::Seed;

/// What a head of a unit has beside the area.
pub const QUALIFIED: &str = "Funzionari ed EQ (elevata qualificazione)";

/// What a row says that sums up a unit.
pub const SUM: &str = "SUBTOTALE";

/// Puts each head on an objective of the unit.
pub fn heads(plan: &mut Plan, form: &Form) {
    if !form.has("heads") {
        return;
    }
    for unit in &plan.units {
        let own = |of: &str| of.starts_with(super::case::of(unit.code.as_ref()));
        let mut objectives = plan.objectives.iter_mut().filter(|one| own(of(one.unit.as_ref())));
        let Some(person) = objectives.find_map(|one| one.people.first_mut()) else { continue };
        person.name.clone_from(&unit.head);
        person.category = said(QUALIFIED);
        person.role = form.has("roles").then(|| value("Coordinamento"));
    }
}

/// Halves as they are printed.
pub fn halves(count: usize) -> String {
    if count.is_multiple_of(2) { (count / 2).to_string() } else { format!("{},5", count / 2) }
}

/// The offices of each unit with their people, the sum of each unit and those of all.
pub fn staff(units: &[Unit], seed: &mut Seed) -> (Vec<StaffLine>, Vec<SummaryLine>) {
    let mut surnames = bank().words("names").into_iter().filter_map(|name| Some(name.split_once(' ')?.1));
    let mut offices = bank().words("offices").into_iter();
    let (mut lines, mut all, mut part_time) = (Vec::new(), 0, 0);
    for unit in units {
        let mut group = 0;
        for at in 0..=seed.below(2) {
            let (mut people, mut count) = (Vec::new(), 0);
            for surname in surnames.by_ref().take(1 + seed.below(2)) {
                let half = seed.once_in(3);
                people.push(if half { format!("{surname} (part-time 50%)") } else { surname.to_owned() });
                part_time += usize::from(half);
                count += if half { 1 } else { 2 };
            }
            lines.push(StaffLine {
                structure: (at == 0).then(|| value(of(unit.name.as_ref()).to_uppercase())),
                head: unit.head.clone().filter(|_| at == 0),
                unit: offices.next().and_then(said),
                people: said(people.join(", ")),
                total: said(halves(count)),
                ..StaffLine::default()
            });
            group += count;
        }
        lines.push(StaffLine { unit: said(SUM), total: said(halves(group)), ..StaffLine::default() });
        all += group;
    }
    let marked = if part_time > 0 { format!(" di cui n. {part_time} part-time") } else { String::new() };
    let totals = vec![
        total(&format!("TOTALE DIPENDENTI{marked}"), &halves(all)),
        total("TOTALE DIRIGENTI", &units.len().to_string()),
    ];
    (lines, totals)
}

fn total(subject: &str, figure: &str) -> SummaryLine {
    let mut line =
        SummaryLine { section: said("personale"), subject: said(subject), ..SummaryLine::default() };
    line.figures.insert("05".to_owned(), value(figure));
    line
}

/// Some functions for each programme of some themes.
pub fn functions(themes: &[&Theme], units: &[Unit], seed: &mut Seed) -> Vec<OfficeFunction> {
    let mut programmes: Vec<&str> = themes.iter().map(|theme| theme.budget.as_str()).collect();
    programmes.sort_unstable();
    programmes.dedup();
    let mut names = bank().words("functions").into_iter();
    let mut functions = Vec::new();
    for code in programmes {
        let known = checks::Law::embedded().programmes().iter();
        let mut known = known.filter(|known| code == format!("{}.{}", known.mission, known.programme));
        let Some(known) = known.next() else { continue };
        for name in names.by_ref().take(1 + seed.below(3)) {
            functions.push(OfficeFunction {
                mission: said(format!("{} {}", known.mission, known.mission_name)),
                programme: said(format!("{}{} {}", known.mission, known.programme, known.name)),
                name: said(name),
                head: units[seed.below(units.len())].head.clone(),
                ..OfficeFunction::default()
            });
        }
    }
    functions
}
