//! A table filled in with made-up people: to try a method, and to see a whole year before there is one.

use appraisal::chance::Chance;
use appraisal::table::written;
use method::RoleWeights;
use method::profile::ComponentKind;
use scoring::tree::{How, Level};

use super::template::Cells;
use super::{
    BEHAVIOURS, COLUMNS, CRITERIA, DEDUCTED, EVALUATOR, FROM, GROUP, INDIVIDUAL, MOST, PART_TIME, PERSON,
    ROLE, TO, UNIT,
};
use crate::frame::Frame;

/// The table with made-up people: a head for each unit and a few people under each; some work part-time, some came
/// in the course of the year, one changed unit. The same seed gives the same people.
///
/// # Errors
/// When a row cannot be written, which memory alone could bring about.
pub fn invent(frame: &Frame<'_>, seed: u64) -> Result<String, csv::Error> {
    let mut maker = Maker { frame, chance: Chance(seed), made: 0, rows: Vec::new() };
    let units: Vec<String> = frame.units().map(|(id, _)| id.to_owned()).collect();
    for (place, unit) in units.iter().enumerate() {
        let other = units.get(place + 1).or_else(|| units.first());
        maker.unit(unit, other.filter(|other| *other != unit));
    }
    written(&COLUMNS, maker.rows.into_iter().map(Cells::into_row))
}

struct Maker<'f> {
    frame: &'f Frame<'f>,
    chance: Chance,
    made: usize,
    rows: Vec<Cells>,
}

impl Maker<'_> {
    fn code(&mut self) -> String {
        self.made += 1;
        format!("P{:03}", self.made)
    }

    fn unit(&mut self, unit: &str, other: Option<&String>) {
        let roles = &self.frame.smvp.roles;
        let head = roles.iter().find(|role| role.manager);
        let staff: Vec<&RoleWeights> = roles.iter().filter(|role| !role.manager).collect();
        let chief = self.code();
        if let Some(role) = head {
            let mut row = self.person(&chief, role, unit, "DIR");
            row.set(MOST, &self.chance.between(6, 12).saturating_mul(1000).to_string());
            self.rows.push(row);
        }
        for _ in 0..self.chance.between(3, 6) {
            let Some(role) = self.chance.one_of(&staff).copied() else { return };
            let id = self.code();
            let row = self.person(&id, role, unit, &chief);
            self.rows.push(row);
            self.change(role, (&id, unit, &chief), other);
        }
    }

    /// What happens to some in the course of the year.
    fn change(&mut self, role: &RoleWeights, (id, unit, chief): (&str, &str, &str), other: Option<&String>) {
        let year = self.frame.scored.year;
        if let Some(other) = other.filter(|_| self.chance.once_in(12)) {
            if let Some(last) = self.rows.last_mut() {
                last.set(TO, &format!("31/07/{year}"));
                last.set(UNIT, other);
            }
            let mut row = self.person(id, role, unit, chief);
            row.set(FROM, &format!("01/08/{year}"));
            self.rows.push(row);
            return;
        }
        let Some(last) = self.rows.last_mut() else { return };
        if self.chance.once_in(5) {
            last.set(
                PART_TIME,
                ["50", "75", "83,33"].get(usize::from(self.chance.once_in(2))).unwrap_or(&"50"),
            );
        }
        if self.chance.once_in(10) {
            last.set(FROM, &format!("01/{:02}/{year}", self.chance.between(2, 6)));
            last.set(DEDUCTED, &self.chance.between(1, 20).to_string());
        }
    }

    fn person(&mut self, id: &str, role: &RoleWeights, unit: &str, evaluator: &str) -> Cells {
        let mut row = Cells::default();
        row.set(PERSON, id);
        row.set(ROLE, &role.name);
        row.set(UNIT, unit);
        row.set(EVALUATOR, evaluator);
        row.set(MOST, &self.chance.between(4, 9).saturating_mul(250).to_string());
        row.set(CRITERIA, &self.chance.between(0, 3).to_string());
        let weighs = |kind| role.weights.iter().any(|(own, _)| *own == kind);
        if weighs(ComponentKind::Individual) {
            row.set(INDIVIDUAL, &self.objectives(unit));
        }
        if weighs(ComponentKind::Group) {
            row.set(GROUP, &self.objectives(unit));
        }
        if weighs(ComponentKind::Behaviours) {
            row.set(BEHAVIOURS, &self.marks());
        }
        row
    }

    /// One or two objectives of the unit that have a score, or a score where it has none.
    fn objectives(&mut self, unit: &str) -> String {
        let scored = &self.frame.scored;
        let parts = match scored.step(unit).map(|step| &step.how) {
            Some(How::Mean { parts, .. }) => parts.as_slice(),
            _ => &[],
        };
        let steps = parts.iter().filter_map(|part| scored.step(&part.id));
        let own: Vec<&str> = steps
            .filter(|step| step.level == Level::Objective && step.score.is_some())
            .map(|step| step.id.as_str())
            .collect();
        let (one, two) = (self.chance.one_of(&own).copied(), self.chance.one_of(&own).copied());
        match (one, two) {
            (Some(one), Some(two)) if one != two => format!("{one}:60 {two}:40"),
            (Some(one), _) => one.to_owned(),
            (None, _) => self.chance.between(12, 20).saturating_mul(5).to_string(),
        }
    }

    fn marks(&mut self) -> String {
        let scale = &self.frame.rules.said().scale;
        let (lowest, highest) = (scale.lowest(), scale.highest());
        let steps = &highest - &lowest;
        let mark = |chance: &mut Chance| {
            let part = scoring::Exact::ratio(chance.between(4, 10), 10).unwrap_or_else(scoring::Exact::one);
            appraisal::cell::shown(
                &(&lowest + &(&steps * &part)).rounded(0).max(lowest.clone()).min(highest.clone()),
            )
        };
        (0..4).map(|_| mark(&mut self.chance)).collect::<Vec<_>>().join(" ")
    }
}
