//! Planted faults of the year after the approval: one known fault at a time in a made-up year that is clean.

use appraisal::{Approved, actuals, canonical};
use domain::Place;
use jiff::civil::date;
use scoring::Exact;
use scoring::state::State;

use super::super::sample::catalogue;
use super::case::{Case, said};
use super::in_two;
use super::seed::{Seed, setting};
use super::told::{Grid, MONITORING, RESULTS, Told};

/// Where a fault is to be found.
#[derive(Clone, Debug)]
enum Where {
    /// On the line of an act.
    Act(&'static str),
    /// On a row of a table.
    Row(u16, String),
    /// At an objective of the plan.
    Objective(u32),
    /// Anywhere.
    Anywhere,
}

/// A fault: its code, codes that truly follow from it, and how it is planted, when the year has a place for it.
type Planter = (&'static str, &'static [&'static str], fn(&mut Told, &mut Seed) -> Option<Where>);

const PLANTERS: &[Planter] = &[
    ("ANNO-001", &[], |told, seed| {
        if seed.once_in(2) {
            told.year.acts.retain(|act| act.act.kind != "monitoraggio");
            return Some(Where::Anywhere);
        }
        let late = date(told.plan_year() + 1, 1, 20);
        told.act("monitoraggio").act.date = Some(late);
        Some(Where::Act("monitoraggio"))
    }),
    ("ANNO-002", &[], |told, seed| {
        let ordinal = told.objective(seed)?;
        for id in told.monitoring.ids_of(ordinal) {
            told.monitoring.set(&id, "risultato", "");
        }
        Some(Where::Act("monitoraggio"))
    }),
    ("ANNO-003", &[], |told, _| {
        told.act("variazione").plan = Some(told.plan.clone());
        Some(Where::Act("variazione"))
    }),
    ("ANNO-004", &[], |told, seed| {
        let mut plan = told.act("variazione").plan.clone()?;
        let at = seed.below(plan.objectives.len());
        plan.objectives[at].stakeholders = said("Chi abita nelle frazioni");
        told.act("relazione").plan = Some(plan);
        Some(Where::Act("relazione"))
    }),
    ("ANNO-005", &[], |told, seed| {
        let plan = told.act("variazione").plan.as_mut()?;
        let phases: Vec<&mut domain::plan::Phase> =
            plan.objectives.iter_mut().flat_map(|objective| &mut objective.phases).collect();
        let mut dated: Vec<_> = phases.into_iter().filter(|phase| phase.end.is_some()).collect();
        let at = seed.below(dated.len());
        let phase = dated.get_mut(at)?;
        let end = *phase.end.as_ref()?.certain()?;
        let later = super::cycle::later(end, 1 + seed.below(40));
        phase.end = said(format!("{:02}/{:02}/{}", later.day(), later.month(), later.year()));
        Some(Where::Act("variazione"))
    }),
    ("ANNO-006", &[], |told, seed| {
        let ordinal = told.objective(seed)?;
        told.results.remove(ordinal);
        Some(Where::Objective(ordinal))
    }),
    ("ANNO-007", &[], |told, seed| {
        let id = told.measured(seed)?;
        told.results.set(&id, "risultato", "");
        Some(Where::Row(RESULTS, id))
    }),
    ("ANNO-008", &[], |told, seed| {
        let id = told.results.some(seed, "causa dello scostamento")?;
        told.results.set(&id, "causa dello scostamento", "");
        told.results.set(&id, "spiegazione", "");
        Some(Where::Row(RESULTS, id))
    }),
    ("ANNO-009", &[], |told, seed| {
        let id = told.results.some(seed, "spiegazione")?;
        told.results.set(&id, "spiegazione", "");
        Some(Where::Row(RESULTS, id))
    }),
    ("ANNO-010", &[], |told, seed| {
        let kind = ["smvp", "relazione", "validazione"][seed.below(3)];
        told.act(kind).act.published = None;
        Some(Where::Act(kind))
    }),
    ("ANNO-011", &[], |told, seed| {
        match seed.below(3) {
            0 => told.rules().common = None,
            1 => told.rules().body.of = None,
            _ => told.method.smvp.measurement_deadline = None,
        }
        Some(Where::Anywhere)
    }),
    ("ANNO-012", &[], |told, _| {
        told.keep_scores();
        told.rules().unit.decimals = Some(0);
        told.rules().parts.decimals = Some(0);
        "un altro".clone_into(&mut told.method.fingerprint);
        Some(Where::Act("relazione"))
    }),
    ("ANNO-013", &[], |told, seed| {
        let id = told.measured(seed)?;
        told.decide(&id, "function = \"decrescente\"\ntarget = \"0\"");
        Some(Where::Objective(appraisal::ids::meant(&id)?.objective))
    }),
    ("ANNO-014", &["ANNO-015"], |told, seed| {
        let ordinal = told.objective(seed)?;
        told.out(ordinal, ["neutralizzato", "rinviato", "annullato"][seed.below(3)]);
        let lacking = ["motivo", "proposta", "parere OIV o Nucleo", "atto", "data atto"][seed.below(5)];
        told.results.set(&format!("O{ordinal}"), lacking, "");
        Some(Where::Row(RESULTS, format!("O{ordinal}")))
    }),
    ("ANNO-015", &[], |told, seed| {
        for ordinal in told.of_one_unit(seed) {
            told.out(ordinal, "rinviato");
        }
        Some(Where::Act("relazione"))
    }),
    ("ANNO-016", &[], |told, seed| {
        told.keep_scores();
        let scores = told.act("relazione").scores.as_mut()?;
        match seed.below(3) {
            0 => scores.digest = "0".repeat(64),
            1 => scores.plan.sha256 = "0".repeat(64),
            _ => {
                let at = seed.below(scores.results.len());
                let step = &mut scores.results[at];
                step.score = step.score.as_ref().map(|score| score + &scoring::Exact::one());
                step.score.as_ref()?;
            }
        }
        Some(Where::Act("relazione"))
    }),
    ("ANNO-017", &[], |told, seed| {
        let id = told.measured(seed)?;
        let day = format!("{:02}/03/{}", 1 + seed.below(31), told.plan_year() + 1);
        told.results.set(&id, "rilevato il", &day);
        Some(Where::Row(RESULTS, id))
    }),
    ("ANNO-018", &[], |told, _| {
        told.all_full();
        Some(Where::Act("relazione"))
    }),
    ("ANNO-019", &[], |told, seed| {
        let (table, file) =
            if seed.once_in(2) { (&mut told.monitoring, MONITORING) } else { (&mut told.results, RESULTS) };
        let id = table.some(seed, "rilevato il")?;
        table.set(&id, "rilevato il", "ieri sera");
        Some(Where::Row(file, id))
    }),
    ("ANNO-020", &["ANNO-023"], |told, seed| {
        let evaluated = told.pay(&[40, 70, 100], "3 4 5")?;
        match seed.below(3) {
            0 => evaluated.digest = "0".repeat(64),
            1 => evaluated.scores.sha256 = "0".repeat(64),
            _ => evaluated.persons[1].evaluator = Some("P2".to_owned()),
        }
        evaluated.digest =
            if evaluated.digest.starts_with("000") { "0".repeat(64) } else { canonical::seal(evaluated) };
        Some(Where::Act("premi"))
    }),
    ("ANNO-021", &["ANNO-023"], |told, seed| {
        let people: Vec<u32> =
            (0..5 + seed.below(5)).map(|at| 70 + u32::try_from(at % 3).unwrap_or(0)).collect();
        told.pay(&people, "4 4 4")?;
        Some(Where::Act("premi"))
    }),
    ("ANNO-022", &["ANNO-023"], |told, seed| {
        told.pay(&[80, 80, 80, 80][..3 + seed.below(2)], "4 4 4")?;
        Some(Where::Act("premi"))
    }),
    ("ANNO-023", &[], |told, _| {
        let evaluated = told.pay(&[100, 90], "5 5 5")?;
        let people: Vec<Exact> = evaluated.persons.iter().filter_map(|one| one.official().cloned()).collect();
        let people = scoring::statistics::mean(&people)?;
        let scores = told.act("relazione").scores.as_ref()?;
        let unit = scores.step("U1")?.score.clone()?;
        (&people - &unit > Exact::from(10)).then_some(Where::Act("premi"))
    }),
];

/// The codes that are planted here.
pub fn planted() -> impl Iterator<Item = &'static str> {
    PLANTERS.iter().map(|(code, _, _)| *code)
}

fn told(number: u64) -> Option<(Told, Seed)> {
    let mut seed = Seed::new(number);
    let case = Case::new(&mut seed);
    Some((Told::new(&case, &mut seed)?, seed))
}

#[test]
fn clean_years_are_clean() {
    let first = setting("TRAGUARDO_SEED", 1);
    let count = setting("TRAGUARDO_CLEAN", if cfg!(debug_assertions) { 10 } else { 60 });
    let numbers: Vec<u64> = (first..first + count).collect();
    let faults = in_two(&numbers, |number| {
        let Some((told, _)) = told(*number) else { return vec![format!("seed {number}: no year")] };
        told.found()
            .iter()
            .map(|finding| format!("seed {number}: {} {}", finding.code, finding.message))
            .collect()
    });
    assert!(faults.is_empty(), "{} findings\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_fault_planted_in_a_year_is_found_and_nothing_else() {
    let first = setting("TRAGUARDO_SEED", 1);
    let only = std::env::var("TRAGUARDO_CODE").unwrap_or_default();
    let planters: Vec<&Planter> = PLANTERS.iter().filter(|(code, _, _)| code.starts_with(&only)).collect();
    let each = setting("TRAGUARDO_PLANTED", 1);
    let faults = in_two(&planters, |(code, also, plant)| {
        let (mut faults, mut done) = (Vec::new(), 0);
        for number in first * 1_000_003..first * 1_000_003 + each * super::TRIES {
            if done == each {
                break;
            }
            let Some((mut told, mut seed)) = told(number) else { continue };
            if let Some(at) = plant(&mut told, &mut seed) {
                done += 1;
                let wrong = wrong(code, also, &at, &told).into_iter();
                faults.extend(wrong.map(|wrong| format!("{code} seed {number}: {wrong}")));
            }
        }
        if done < each {
            faults.push(format!("{code}: only {done} years have a place for it"));
        }
        faults
    });
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// What is wrong with what is found.
fn wrong(code: &str, also: &[&str], at: &Where, told: &Told) -> Vec<String> {
    let found = told.found();
    let there = |place: Option<Place>, objective: Option<u32>| match at {
        Where::Act(kind) => place == told.line(kind),
        Where::Row(file, id) => {
            place.is_some_and(|place| place.file == *file && Some(place.line) == told.table(*file).line(id))
        }
        Where::Objective(ordinal) => objective == Some(*ordinal),
        Where::Anywhere => true,
    };
    let mut faults = Vec::new();
    if !found.iter().any(|finding| finding.code == code && there(finding.place, finding.objective)) {
        faults.push(format!("not found at {at:?}"));
    }
    let strange =
        found.iter().filter(|finding| finding.code != code && !also.contains(&finding.code.as_ref()));
    faults.extend(strange.map(|finding| format!("new: {} {}", finding.code, finding.message)));
    faults
}

#[test]
fn every_code_of_the_year_is_planted() {
    for page in catalogue().pages().filter(|page| page.is_of_year()) {
        assert!(planted().any(|code| code == page.code), "{}", page.code);
    }
}

/// What a table must say before it is damaged: nobody left the mean, and not nearly all is reached.
pub fn is_ordinary(approved: &Approved, table: &Grid) -> bool {
    let (read, _) = actuals::read(approved, &table.text());
    let scored = approved.score(&read);
    let objectives: Vec<_> = scored.of_level(scoring::tree::Level::Objective).collect();
    let full = objectives.iter().filter(|step| step.score == Some(scoring::Exact::hundred())).count();
    read.states.values().all(State::is_evaluable) && full * 10 <= objectives.len() * 8
}
