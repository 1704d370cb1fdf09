//! A made-up year of a made-up plan: acts, a change, a monitoring, a report.

use std::fmt::Write;

use appraisal::{Approved, Decisions, Obstacle, Question, actuals, approve, ids};
use checks::{Table, Year, YearAct};
use domain::{Finding, Place, Plan};
use evaluation::{Evaluated, Frame, Inputs};
use jiff::civil::date;
use method::scoring::{BodyParts, Common, ObjectiveParts, PhaseScore, Scoring};
use method::{ActInfo, Method};
use scoring::function::{Parameters, Silent};

use super::super::sample::reading;
use super::case::{Case, said};
use super::seed::Seed;
use super::year::is_ordinary;

/// The files of the year: 0 is the plan.
const DOSSIER: u16 = 1;
pub const MONITORING: u16 = 2;
pub const RESULTS: u16 = 3;

/// A year.
pub struct Told {
    pub method: Method,
    pub plan: Plan,
    pub year: Year,
    pub monitoring: Grid,
    pub results: Grid,
    read: Vec<Finding>,
    decisions: String,
}

impl Told {
    /// A clean year; none where chance gives a plan that cannot be scored.
    pub fn new(case: &Case, seed: &mut Seed) -> Option<Self> {
        let mut method = case.method();
        method.scoring = Some(rules());
        let reading = reading(&case.text(), &method);
        let (plan, read) = (reading.plan, reading.findings);
        let decisions = decided(&plan, &method)?;
        let mut varied = plan.clone();
        let at = seed.below(varied.objectives.len());
        varied.objectives.get_mut(at)?.stakeholders = said("Chi abita lontano dal centro");
        let chosen = Decisions::parse(&decisions).ok()?;
        let (first, last) =
            (approve(&plan, &method, &chosen).ok()?, approve(&varied, &method, &chosen).ok()?);
        let monitoring = ordinary(&first, seed)?;
        let results = ordinary(&last, seed)?;
        let year = Year { acts: acts(case, varied, &chosen, seed) };
        Some(Self { method, plan, year, monitoring, results, read, decisions })
    }

    /// What is found in the year and in the plan.
    pub fn found(&self) -> Vec<Finding> {
        let mut year = self.year.clone();
        for (act, line) in year.acts.iter_mut().zip(1..) {
            act.act.place = Some(Place { file: DOSSIER, line, column: 1 });
            act.actuals = match act.act.kind.as_str() {
                "monitoraggio" => Some(Table { text: self.monitoring.text(), file: MONITORING }),
                "relazione" => Some(Table { text: self.results.text(), file: RESULTS }),
                _ => None,
            };
        }
        checks::check_year(&self.plan, &self.method, self.read.clone(), &year)
    }

    pub fn act(&mut self, kind: &str) -> &mut YearAct {
        self.year.acts.iter_mut().find(|act| act.act.kind == kind).expect("every made-up year has the act")
    }

    /// The line of an act.
    pub fn line(&self, kind: &str) -> Option<Place> {
        let at = self.year.acts.iter().position(|act| act.act.kind == kind)?;
        Some(Place { file: DOSSIER, line: u32::try_from(at + 1).ok()?, column: 1 })
    }

    pub fn table(&self, file: u16) -> &Grid {
        if file == MONITORING { &self.monitoring } else { &self.results }
    }

    pub fn rules(&mut self) -> &mut Scoring {
        self.method.scoring.as_mut().expect("a made-up year has its rules")
    }

    pub fn plan_year(&self) -> i16 {
        outline::plan_year(&self.plan, &self.method).expect("a made-up plan has a year")
    }

    /// An objective, by its ordinal.
    pub fn objective(&self, seed: &mut Seed) -> Option<u32> {
        u32::try_from(1 + seed.below(self.plan.objectives.len())).ok()
    }

    /// The objectives of a unit.
    pub fn of_one_unit(&self, seed: &mut Seed) -> Vec<u32> {
        let unit = |objective: &domain::plan::Objective| super::case::of(objective.unit.as_ref()).to_owned();
        let chosen = self.plan.objectives.get(seed.below(self.plan.objectives.len())).map(unit);
        let all = self.plan.objectives.iter().zip(1..);
        all.filter(|(objective, _)| Some(unit(objective)) == chosen).map(|(_, ordinal)| ordinal).collect()
    }

    /// Something that is measured and weighs.
    pub fn measured(&self, seed: &mut Seed) -> Option<String> {
        let weighs = |id: &String| {
            self.results.get(id, "peso") != "0" && !self.results.get(id, "risultato").is_empty()
        };
        let ids: Vec<String> = self.results.ids().into_iter().filter(weighs).collect();
        seed.pick(&ids).cloned()
    }

    /// Takes an objective out of the mean, with all that it wants.
    pub fn out(&mut self, ordinal: u32, state: &str) {
        let id = ids::objective(ordinal);
        let act = format!("15/10/{}", self.plan_year());
        for (column, text) in [
            ("stato", state),
            ("motivo", "finanziamento revocato"),
            ("proposta", "nota del responsabile"),
            ("parere OIV o Nucleo", "favorevole"),
            ("atto", "deliberazione n. 100"),
            ("data atto", act.as_str()),
        ] {
            self.results.set(&id, column, text);
        }
    }

    /// Decides about an item, besides what is decided.
    pub fn decide(&mut self, id: &str, what: &str) {
        let text = format!("{}\n[[decision]]\nof = \"{id}\"\n{what}\n", self.decisions);
        // Of two decisions about one item the new one holds.
        let mut kept: Vec<&str> = text.split("[[decision]]").collect();
        let last = kept.pop().unwrap_or_default();
        kept.retain(|one| !one.contains(&format!("of = \"{id}\"\n")));
        kept.push(last);
        self.decisions = kept.join("[[decision]]");
        let decisions = Decisions::parse(&self.decisions).expect("the decisions are valid");
        self.act("piano").decisions = Some(decisions);
    }

    /// Keeps the scores of the report as they are now.
    pub fn keep_scores(&mut self) {
        let approved = self.approved();
        let (actuals, _) = actuals::read(&approved, &self.results.text());
        self.act("relazione").scores = Some(approved.score(&actuals));
    }

    /// Pays premiums by the evaluations of some people of the first unit: what each has for individual objectives. None
    /// where the method has no role for them, or their scores hang on something else.
    pub fn pay(&mut self, individual: &[u32], marks: &str) -> Option<&mut Evaluated> {
        let role = self.method.smvp.roles.iter().find(|role| !role.manager)?.name.clone();
        self.keep_scores();
        let scores = self.act("relazione").scores.clone()?;
        let mut table = "persona;ruolo;struttura;obiettivi individuali;comportamenti;valutatore\n".to_owned();
        for (score, number) in individual.iter().zip(1..) {
            let _ = writeln!(table, "P{number};{role};U1;{score};{marks};D1");
        }
        let frame = Frame::new(&scores, &self.method).ok()?;
        let (people, faults) = evaluation::people::read(&frame, &table);
        assert!(faults.is_empty(), "{faults:?}");
        let evaluated = evaluation::evaluate(&frame, &Inputs { people, ..Inputs::default() });
        let validated = self.act("validazione").act.date;
        let act = ActInfo { kind: "premi".to_owned(), date: validated, ..ActInfo::default() };
        self.year.acts.push(YearAct { act, evaluations: Some(evaluated), ..YearAct::default() });
        let kept = self.act("premi").evaluations.as_mut()?;
        kept.persons.iter().all(|person| person.official().is_some()).then_some(kept)
    }

    fn approved(&mut self) -> Approved {
        let plan = self.act("variazione").plan.clone().expect("the change has its plan");
        let decisions = Decisions::parse(&self.decisions).expect("the decisions are valid");
        approve(&plan, &self.method, &decisions).expect("a clean year can be scored")
    }

    /// Everything was reached in full.
    pub fn all_full(&mut self) {
        for id in self.results.ids() {
            if self.results.get(&id, "risultato").is_empty() {
                continue;
            }
            self.decide(&id, "function = \"valutazione\"");
            self.results.set(&id, "risultato", "100");
            self.monitoring.set(&id, "risultato", "50");
            self.results.set(&id, "di cui non validi", "");
            self.monitoring.set(&id, "di cui non validi", "");
        }
    }
}

/// Rules that leave nothing to a default.
fn rules() -> Scoring {
    let by = |name: &str| Some(Parameters { function: Some(name.to_owned()), ..Parameters::default() });
    let mut rules = Scoring {
        objective: Some(ObjectiveParts::Indicators),
        phase: Some(PhaseScore::Indicators),
        common: Some(Common::Each),
        silent: Some(Silent::default()),
        ..Scoring::default()
    };
    rules.body.of = Some(BodyParts::Units);
    rules.functions.at_least = by("crescente");
    rules.functions.exactly = by("crescente");
    rules.functions.at_most = by("decrescente");
    rules.functions.date =
        Some(Parameters { points: Some(scoring::Exact::one()), ..by("punti-al-giorno").unwrap_or_default() });
    rules
}

/// The most cautious decision about everything that is open.
fn decided(plan: &Plan, method: &Method) -> Option<String> {
    let mut text = String::new();
    for _ in 0..4 {
        let decisions = Decisions::parse(&text).ok()?;
        let Err(obstacles) = approve(plan, method, &decisions) else { return Some(text) };
        for Obstacle { id, question, .. } in obstacles {
            let answer = match question {
                Question::Reading | Question::Function => "function = \"valutazione\"",
                Question::Weights => "weights = \"in-proporzione\"",
                Question::Decision | Question::Plan => return None,
            };
            let _ = writeln!(text, "[[decision]]\nof = \"{id}\"\n{answer}");
        }
    }
    None
}

/// Results of which nothing is wrong.
fn ordinary(approved: &Approved, seed: &mut Seed) -> Option<Grid> {
    (0..40).find_map(|_| {
        let table = Grid::new(&actuals::fill(approved, seed.next()).ok()?)?;
        is_ordinary(approved, &table).then_some(table)
    })
}

fn acts(case: &Case, varied: Plan, decisions: &Decisions, seed: &mut Seed) -> Vec<YearAct> {
    let year = case.year();
    let day = |kind: &str| case.facts.acts.iter().find(|act| act.kind == kind).and_then(|act| act.date);
    let act = |kind: &str, date| YearAct {
        act: ActInfo { kind: kind.to_owned(), date, ..ActInfo::default() },
        ..YearAct::default()
    };
    let published = |mut act: YearAct| {
        act.act.published = act.act.date;
        act
    };
    let month = i8::try_from(4 + seed.below(6)).unwrap_or(6);
    let mut change = act("variazione", Some(date(year, 10, 10)));
    change.act.number = Some("88".to_owned());
    change.act.reason = Some("un contributo in più".to_owned());
    change.plan = Some(varied);
    vec![
        YearAct { decisions: Some(decisions.clone()), ..published(act("piano", day("piano"))) },
        published(act("smvp", day("smvp"))),
        act("monitoraggio", Some(date(year, month, 15))),
        change,
        published(act("relazione", day("relazione"))),
        published(act("validazione", day("validazione"))),
    ]
}

/// A table of results, cell by cell.
#[derive(Clone)]
pub struct Grid {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    fn new(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader =
            csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
        let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
        let mut rows: Vec<Vec<String>> = reader.records().filter_map(Result::ok).map(cells).collect();
        let header = (!rows.is_empty()).then(|| rows.remove(0))?;
        Some(Self { header, rows })
    }

    pub fn text(&self) -> String {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        for row in std::iter::once(&self.header).chain(&self.rows) {
            writer.write_record(row).expect("memory can be written");
        }
        String::from_utf8(writer.into_inner().expect("memory can be written")).expect("the cells are text")
    }

    fn column(&self, name: &str) -> usize {
        self.header.iter().position(|column| column == name).expect("the table has the column")
    }

    fn at(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row[0] == id)
    }

    /// The line of a row.
    pub fn line(&self, id: &str) -> Option<u32> {
        u32::try_from(self.at(id)? + 2).ok()
    }

    pub fn ids(&self) -> Vec<String> {
        self.rows.iter().map(|row| row[0].clone()).collect()
    }

    /// The rows of an objective.
    pub fn ids_of(&self, ordinal: u32) -> Vec<String> {
        let own = |id: &String| ids::meant(id).is_some_and(|meant| meant.objective == ordinal);
        self.ids().into_iter().filter(own).collect()
    }

    pub fn get(&self, id: &str, column: &str) -> &str {
        let at = self.at(id).expect("the table has the row");
        &self.rows[at][self.column(column)]
    }

    pub fn set(&mut self, id: &str, column: &str, text: &str) {
        let column = self.column(column);
        if let Some(at) = self.at(id) {
            text.clone_into(&mut self.rows[at][column]);
        }
    }

    /// Takes the rows of an objective away.
    pub fn remove(&mut self, ordinal: u32) {
        let ids = self.ids_of(ordinal);
        self.rows.retain(|row| !ids.contains(&row[0]));
    }

    /// A row that has something in a column.
    pub fn some(&self, seed: &mut Seed, column: &str) -> Option<String> {
        let ids: Vec<String> = self.ids().into_iter().filter(|id| !self.get(id, column).is_empty()).collect();
        seed.pick(&ids).cloned()
    }
}
