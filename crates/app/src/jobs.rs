//! Documents made in the background: asked for, made by a worker, kept.

use std::sync::Arc;

use document::Look;
use domain::Plan;
use domain::plan::Objective;
use jiff::civil::Date;
use serde_json::{Value as Json, json};
use store::new_id;
use store::rows::{File, Job};

use crate::documents::{self, Format, Missing, Paper, Sources};
use crate::imports::blocking;
use crate::moment::Moment;
use crate::plans::Plans;
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Right, without_people};

/// Seconds after which work that was begun and never ended is begun again: the program was stopped meanwhile.
const STALE: i64 = 600;

/// A document that somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which.
    pub paper: Paper,
    /// In which format.
    pub format: Format,
    /// Only this unit; blank: all.
    pub unit_id: String,
    /// Only this objective; blank: all.
    pub item_id: String,
    /// The day of the document.
    pub day: Option<Date>,
    /// With an index at the beginning.
    pub contents: bool,
}

/// The units on whose objectives names of people may stand; none: on all.
type Names = Option<Vec<String>>;

/// Whose names an actor may see.
fn names_for(actor: &Actor) -> Names {
    if actor.may(Right::SeePeople) {
        return None;
    }
    Some(actor.units().filter(|unit| actor.sees_people_of(Some(unit))).map(str::to_owned).collect())
}

/// Takes the names out of a plan that must not be seen.
fn take_names(plan: &mut Plan, names: &Names, unit_of: impl Fn(&Objective) -> Option<String>) {
    let Some(units) = names else { return };
    for objective in &mut plan.objectives {
        let unit = unit_of(objective);
        if !unit.is_some_and(|unit| units.contains(&unit)) {
            without_people(objective);
        }
    }
    let objectives = std::mem::take(&mut plan.objectives);
    without_people(plan);
    plan.objectives = objectives;
}

impl Wanted {
    fn to_json(&self, names: &Names) -> String {
        json!({
            "names": names,
            "paper": self.paper.name(), "format": self.format.extension(), "unit": self.unit_id, "item": self.item_id,
            "day": self.day.map(|day| day.to_string()), "contents": self.contents,
        })
        .to_string()
    }

    fn from_json(text: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(text).ok()?;
        let string = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default();
        Some(Self {
            paper: Paper::named(string("paper"))?,
            format: Format::named(string("format"))?,
            unit_id: string("unit").to_owned(),
            item_id: string("item").to_owned(),
            day: string("day").parse().ok(),
            contents: json.get("contents").and_then(Json::as_bool).unwrap_or(false),
        })
    }
}

impl Plans {
    /// Asks for a document.
    ///
    /// # Errors
    /// Without the right; when something that it needs is missing.
    pub async fn ask_document(
        &self,
        actor: &Actor,
        plan_id: &str,
        wanted: &Wanted,
        now: Moment,
    ) -> Answer<String> {
        actor.need(Right::MakeDocuments)?;
        if wanted.paper == Paper::Monitoring && wanted.day.is_none() {
            return Err(Refusal::invalid("day", "scrivi la data a cui si guarda lo stato di attuazione"));
        }
        if wanted.paper == Paper::Report {
            return Err(Refusal::invalid(
                "paper",
                "la Relazione si prepara quando ci sono i punteggi dell'anno",
            ));
        }
        let current = self.current(actor, plan_id).await?;
        let (title, year) = current.look(|held| (held.head.title.clone(), held.head.year))?;
        let job = Job {
            body_id: actor.body.id.clone(),
            id: new_id(),
            plan_id: plan_id.to_owned(),
            kind: wanted.paper.name().to_owned(),
            input: wanted.to_json(&names_for(actor)),
            whole: 3,
            name: file_name(wanted, &title, year),
            at: now.0,
            account_id: actor.account.id.clone(),
            ..Job::default()
        };
        let mut work = self.store().work().await?;
        work.link()?.job_insert(&job).await?;
        work.commit().await?;
        Ok(job.id)
    }

    /// The documents that were asked for, the latest first.
    ///
    /// # Errors
    /// Without the right.
    pub async fn documents(&self, actor: &Actor, plan_id: &str) -> Answer<Vec<Job>> {
        actor.need(Right::MakeDocuments)?;
        Ok(self.store().read().await?.link().job_list(&actor.body.id, plan_id).await?)
    }

    /// A document that was made, with what is in it.
    ///
    /// # Errors
    /// Without the right; when it is not there, or names people and the person asked for it is another who may not see them.
    pub async fn document(&self, actor: &Actor, plan_id: &str, id: &str) -> Answer<(Job, Vec<u8>)> {
        actor.need(Right::MakeDocuments)?;
        let job = self.store().read().await?.link().job_fetch(&actor.body.id, id).await?;
        let job = job.filter(|job| job.plan_id == plan_id && job.state == "done").ok_or(Refusal::NotFound)?;
        if job.account_id != actor.account.id && !actor.may(Right::SeePeople) {
            return Err(Refusal::NotFound);
        }
        let bytes = self.store().files().get(&job.hash).await?;
        Ok((job, bytes))
    }

    /// Does the next work that waits; false when there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn work_once(&self, now: Moment, clock: fn() -> Moment) -> Answer<bool> {
        let mut work = self.store().work().await?;
        let job = work.link()?.job_claim(now.0, now.later(-STALE).0).await?;
        let Some(job) = job else { return Ok(false) };
        work.commit().await?;
        let made = self.make(&job).await;
        let mut ended = Job { ended_at: clock().0, done: job.whole, state: "done".to_owned(), ..job.clone() };
        match made {
            Ok((hash, size)) => {
                let mut work = self.store().work().await?;
                let mut link = work.link()?;
                link.file_put(&job.body_id, &File { hash: hash.clone(), size, at: now.0 }).await?;
                ended.hash = hash;
                link.job_end(&ended).await?;
                work.commit().await?;
            }
            Err(refusal) => {
                ended = Job { state: "failed".to_owned(), error: refusal.to_string(), done: 0, ..ended };
                let mut work = self.store().work().await?;
                work.link()?.job_end(&ended).await?;
                work.commit().await?;
            }
        }
        Ok(true)
    }

    async fn make(&self, job: &Job) -> Answer<(String, i64)> {
        let wanted = Wanted::from_json(&job.input).ok_or(Refusal::NotFound)?;
        let names = names_in(&job.input);
        let current = self.load(&job.body_id, &job.plan_id).await?;
        let body =
            self.store().read().await?.link().body_fetch(&job.body_id).await?.ok_or(Refusal::NotFound)?;
        let (plan, form, unit) = current.look(|held| {
            let unit = held.structures.get(&wanted.unit_id).map(|unit| unit.name.clone());
            let has_forms = matches!(wanted.paper, Paper::Plan | Paper::Publication);
            let whole = || if has_forms { held.in_paper_order() } else { held.unplaced() };
            let in_unit = |objective: &Objective| {
                wanted.unit_id.is_empty() || held.unit_id_of(objective) == Some(wanted.unit_id.as_str())
            };
            let single = held.objective(&wanted.item_id).map(|(_, objective)| objective);
            let is_single = |objective: &Objective| single.is_some_and(|one| std::ptr::eq(one, objective));
            let takes_unit = matches!(wanted.paper, Paper::Blank | Paper::Letters);
            let mut plan = if takes_unit || wanted.unit_id.is_empty() && wanted.item_id.is_empty() {
                whole()
            } else if wanted.item_id.is_empty() {
                outline::excerpt(&whole(), &in_unit)
            } else {
                held.excerpt(&|objective| in_unit(objective) && is_single(objective))
            };
            take_names(&mut plan, &names, |objective| held.unit_id_of(objective).map(str::to_owned));
            (plan, Arc::clone(&held.form), unit)
        })?;
        let bytes = blocking(move || {
            let sources = Sources { unit: unit.as_deref(), day: wanted.day, ..Sources::default() };
            let document = documents::paper(&plan, &form.method, wanted.paper, sources).map_err(missing)?;
            let title = documents::title(&plan, wanted.paper, &document);
            let look =
                Look { title, body: body.name, contents: wanted.contents, day: wanted.day, crest: None };
            documents::written(&document, &look, wanted.format).map_err(Refusal::blocked)
        })
        .await?;
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        Ok((self.store().files().put(&bytes).await?, size))
    }

    /// The working spreadsheet of a plan, or of a unit of it.
    ///
    /// # Errors
    /// Without the right; when it cannot be written.
    pub async fn working_sheet(
        &self,
        actor: &Actor,
        plan_id: &str,
        unit_id: &str,
        purpose: workbook::working::Purpose,
    ) -> Answer<Vec<u8>> {
        actor.need(Right::MakeDocuments)?;
        let current = self.current(actor, plan_id).await?;
        let names = names_for(actor);
        let (plan, form, unit) = current.look(|held| {
            let unit = held.structures.get(unit_id).map(|unit| unit.name.clone());
            let mut plan = held.unplaced();
            take_names(&mut plan, &names, |objective| held.unit_id_of(objective).map(str::to_owned));
            (plan, Arc::clone(&held.form), unit)
        })?;
        blocking(move || {
            workbook::working::write(&plan, &form.method, purpose, unit.as_deref())
                .map_err(|refused| Refusal::blocked(refused.to_string()))
        })
        .await
    }
}

/// Whose names a document may hold, as it was decided when it was asked for; without a word of it, nobody's.
fn names_in(input: &str) -> Names {
    let json: Json = serde_json::from_str(input).unwrap_or_default();
    match json.get("names") {
        Some(Json::Null) => None,
        Some(units) => Some(serde_json::from_value(units.clone()).unwrap_or_default()),
        None => Some(Vec::new()),
    }
}

fn missing(missing: Missing) -> Refusal {
    Refusal::blocked(match missing {
        Missing::Day => "serve la data del documento",
        Missing::Scores => "servono i punteggi dell'anno",
        Missing::Unit => "nel piano non c'è questa struttura",
    })
}

/// `peg-2026-pesi.pdf`.
fn file_name(wanted: &Wanted, title: &str, year: i64) -> String {
    let folded = domain::text::folded(title);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).take(6).collect();
    let plan = if words.is_empty() { "piano".to_owned() } else { words.join("-") };
    let year = if plan.contains(&year.to_string()) { String::new() } else { format!("-{year}") };
    format!("{plan}{year}-{}.{}", wanted.paper.name(), wanted.format.extension())
}
