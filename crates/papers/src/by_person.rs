//! What each person of a plan has to do.

use std::collections::BTreeMap;

use document::Document;
use domain::plan::Assignment;
use domain::text::folded;
use domain::{Plan, Prose, Read};
use method::Method;
use outline::{Seen, text};

use crate::listing::{begun, indicator, named, phase};
use crate::names::names;

/// Something a person or a group has to do.
struct Task<'a> {
    seen: Seen<'a>,
    /// The part of the objective, and what the person is to it.
    part: String,
    share: &'a str,
    period: String,
    /// As the plan writes it, when that is more than the name.
    written: String,
}

/// Every task by the words of the name: `Rossi Mario` is `Mario Rossi`.
#[derive(Default)]
struct People<'a>(BTreeMap<Vec<String>, (String, Vec<Task<'a>>)>);

/// The objectives, phases and shares of each person of a plan, by the alphabet. Groups and offices that answer
/// for something stand among them, as the plan writes them.
pub fn by_person(plan: &Plan, method: &Method) -> Document {
    let mut paper = begun("Obiettivi e fasi per persona", plan, method);
    let mut people = People::default();
    for seen in outline::objectives(plan) {
        people.objective(seen);
    }
    if people.0.is_empty() {
        paper.say("Il piano non nomina persone.");
    }
    let mut people: Vec<(String, Vec<Task<'_>>)> = people.0.into_values().collect();
    people.sort_by_cached_key(|(name, _)| folded(name));
    for (name, tasks) in people {
        paper.heading(2, &name);
        paper.header(&[
            "Obiettivo",
            "Struttura",
            "Parte",
            "% di partecipazione",
            "Periodo",
            "Come scritto nel piano",
        ]);
        for task in tasks {
            let objective = named(task.seen.objective);
            let texts =
                [objective.as_str(), task.seen.unit(), &task.part, task.share, &task.period, &task.written];
            paper.values(&texts);
        }
    }
    paper.finish("Obiettivi e fasi per persona")
}

impl<'a> People<'a> {
    fn objective(&mut self, seen: Seen<'a>) {
        let objective = seen.objective;
        for (read, part) in [
            (&objective.responsible, "obiettivo, responsabile"),
            (&objective.post_holder, "obiettivo, posizione organizzativa"),
            (&objective.contacts, "obiettivo, referente"),
            (&objective.staff_note, "obiettivo, personale dedicato"),
        ] {
            self.simple(seen, read.as_ref(), part);
        }
        for one in &objective.phases {
            self.simple(seen, one.responsible.as_ref(), &format!("fase {}, responsabile", phase(one)));
        }
        for one in &objective.indicators {
            self.simple(
                seen,
                one.owner.as_ref(),
                &format!("indicatore {}, responsabile del dato", indicator(one)),
            );
        }
        for person in &objective.people {
            self.assigned(seen, person);
        }
    }

    fn simple(&mut self, seen: Seen<'a>, read: Option<&'a Read<Prose>>, part: &str) {
        self.put(text(read), || Task {
            seen,
            part: part.to_owned(),
            share: "",
            period: String::new(),
            written: String::new(),
        });
    }

    /// A person of the objective, and those who answer for their row.
    fn assigned(&mut self, seen: Seen<'a>, person: &'a Assignment) {
        let of_phase = match text(person.phase.as_ref()) {
            "" => "obiettivo".to_owned(),
            number => format!("fase {number}"),
        };
        let year = text(person.year.as_ref());
        let of_phase = if year.is_empty() { of_phase } else { format!("{of_phase} ({year})") };
        let period = [("dal", text(person.from.as_ref())), ("al", text(person.to.as_ref()))];
        let period =
            period.iter().filter(|(_, day)| !day.is_empty()).map(|(word, day)| format!("{word} {day}"));
        let period = period.collect::<Vec<_>>().join(" ");
        let role = [text(person.category.as_ref()), text(person.role.as_ref())];
        let role: Vec<&str> = role.into_iter().filter(|role| !role.is_empty()).collect();
        let part = std::iter::once(of_phase.as_str()).chain(role).collect::<Vec<_>>().join(", ");
        let share = text(person.share.as_ref());
        self.put(text(person.name.as_ref()), || Task {
            seen,
            part: part.clone(),
            share,
            period: period.clone(),
            written: String::new(),
        });
        for (read, what) in [(&person.responsible, "responsabile"), (&person.evaluator, "valutatore")] {
            self.simple(seen, read.as_ref(), &format!("{of_phase}, {what}"));
        }
    }

    /// Gives a task to each person that a cell names; to the cell itself when it names none.
    fn put(&mut self, cell: &str, task: impl Fn() -> Task<'a>) {
        if cell.is_empty() {
            return;
        }
        let found = names(cell);
        let shown: Vec<String> = match found.as_slice() {
            [] => vec![cell.to_owned()],
            found => found.iter().map(|name| name.shown.clone()).collect(),
        };
        for name in shown {
            let mut key: Vec<String> = folded(&name).split(' ').map(str::to_owned).collect();
            key.sort_unstable();
            let written = if name == cell { String::new() } else { cell.to_owned() };
            let (_, tasks) = self.0.entry(key).or_insert_with(|| (name, Vec::new()));
            tasks.push(Task { written, ..task() });
        }
    }
}
