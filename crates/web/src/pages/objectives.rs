//! The objectives of a plan: the list, new ones, weights, the copy into another year.

use std::collections::HashMap;

use app::Refusal;
use app::approval::waiver_of;
use app::items::{NewObjective, NewWeight};
use app::plans::{Checked, Held, Meta};
use app::rights::{PlanState, Right, Role};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Severity;
use domain::plan::Objective;
use domain::text::folded;
use outline::text;

use super::{again, go, kept, pages, plan, query, state_shown, unit_choices};
use crate::components::{Pages, State as Stage, WeightSum};
use crate::failed::{Failed, Shown, capital, shown, shown_about};
use crate::form::{Choice, Form};
use crate::frame::{self, plan_at};
use crate::page::{Page, Section};
use crate::site::Shared;
use crate::visit::Visit;

/// An objective that may be shown in the list.
struct Candidate<'h> {
    objective: &'h Objective,
    id: &'h str,
    unit_id: Option<&'h str>,
    unit: &'h str,
}

struct Row<'h> {
    id: &'h str,
    code: &'h str,
    title: &'h str,
    unit: &'h str,
    weight: &'h str,
    stage: Stage,
    worst: Option<Severity>,
    findings: usize,
}

#[expect(clippy::struct_excessive_bools, reason = "each shows or hides a part of the page")]
#[derive(Template)]
#[template(path = "pagine/obiettivi.html")]
struct ListPage<'h> {
    page: Page,
    form: Form,
    action: String,
    units: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Row<'h>>,
    pages: Pages,
    total: usize,
    sums: Vec<(String, WeightSum)>,
    is_filtered: bool,
    clear: String,
    may_shape: bool,
    may_print: bool,
    is_open: bool,
    /// Where the timetable is; blank for whom may not see it.
    timetable: String,
    base: String,
    next_year: i64,
}

#[derive(Template)]
#[template(path = "pagine/obiettivo-nuovo.html")]
struct NewPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    units: Vec<Choice>,
}

struct WeightRow {
    id: String,
    code: String,
    title: String,
    weight: String,
    /// The sums it is part of: that of its unit, or those of all units that it is common to.
    sums: String,
}

struct WeightGroup {
    key: String,
    name: String,
    rows: Vec<WeightRow>,
    /// Whether the weights of these objectives add up to a whole.
    has_sum: bool,
    /// How many objectives that stand elsewhere are part of the sum.
    common: usize,
}

#[derive(Template)]
#[template(path = "pagine/pesi.html")]
struct WeightsPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    groups: Vec<WeightGroup>,
    whole: i64,
}

/// So many objectives are shown on a page: more than nearly all bodies have.
const SHOWN: usize = 200;

/// The names of the filters.
const FILTERS: [&str; 4] = ["cerca", "struttura", "stato", "rilievi"];

/// What of the list is wanted.
struct Filter {
    words: Vec<String>,
    unit: String,
    stage: String,
    findings: String,
}

impl Filter {
    fn of(visit: &Visit) -> Self {
        let words = folded(&query(visit, "cerca"));
        Self {
            words: words.split_whitespace().map(str::to_owned).collect(),
            unit: query(visit, "struttura").into_owned(),
            stage: query(visit, "stato").into_owned(),
            findings: query(visit, "rilievi").into_owned(),
        }
    }

    fn is_any(&self) -> bool {
        !self.words.is_empty() || !self.unit.is_empty() || !self.stage.is_empty() || !self.findings.is_empty()
    }

    fn takes(&self, one: &Candidate<'_>, held: &Held, checked: &Checked) -> bool {
        let worst = || open_findings(held, checked, one.id).1;
        (self.unit.is_empty() || one.unit_id == Some(self.unit.as_str()))
            && (self.stage.is_empty() || state_shown(held, one.unit_id).label() == self.stage)
            && match self.findings.as_str() {
                "blocca" => worst() == Some(Severity::Error),
                "qualsiasi" => worst().is_some(),
                _ => true,
            }
            && self.hears(one)
    }

    fn hears(&self, one: &Candidate<'_>) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let (code, title) = (text(one.objective.code.as_ref()), text(one.objective.title.as_ref()));
        let heard = folded(&format!("{code} {title} {}", one.unit));
        self.words.iter().all(|word| heard.contains(word.as_str()))
    }
}

/// The list of the objectives.
pub async fn list(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    let checked = site.plans.checked(&current).await?;
    current.look(|held| {
        let units = held.structures.all().iter();
        let names = units.map(|unit| (unit.id.as_str(), super::unit_name(unit))).collect();
        let page = list_of(&visit, held, &checked, &names)?;
        let about = FRAME_BYTES + page.rows.len() * ROW_BYTES;
        Ok(shown_about(&page, about))
    })?
}

fn list_of<'h>(
    visit: &Visit,
    held: &'h Held,
    checked: &Checked,
    names: &'h HashMap<&str, String>,
) -> Result<ListPage<'h>, Failed> {
    let actor = visit.actor()?;
    let filter = Filter::of(visit);
    let own_only = !actor.may(Right::SeePlan);
    let sees = |one: &Candidate<'_>| {
        !own_only || actor.has_in(Role::Employee, one.unit_id) && is_on(one.objective, &actor.account.name)
    };
    let mut wanted: Vec<(&Objective, &Meta)> =
        held.plan().objectives.iter().zip(held.metas("objectives")).collect();
    if own_only || filter.is_any() {
        wanted.retain(|one| {
            let one = candidate(held, names, *one);
            sees(&one) && filter.takes(&one, held, checked)
        });
    }
    let pages = pages(visit, (wanted.len(), SHOWN), &FILTERS);
    let rows = pages.of(wanted).into_iter();
    let rows = rows.map(|one| row(held, checked, &candidate(held, names, one))).collect();
    let address = |rest: &str| plan_at(visit, &held.head, rest);
    Ok(ListPage {
        page: frame::page(visit, "Obiettivi", Some(Section::Objectives), Some(&held.head)),
        form: FILTERS.into_iter().fold(Form::default(), |form, name| form.with(name, query(visit, name))),
        action: address("/obiettivi"),
        units: unit_choices(held),
        states: stages(),
        total: held.plan().objectives.len(),
        sums: if own_only { Vec::new() } else { sums(held, &filter.unit) },
        rows,
        pages,
        is_filtered: filter.is_any(),
        clear: if filter.is_any() { address("/obiettivi") } else { String::new() },
        may_shape: actor.may(Right::ShapePlan),
        may_print: actor.may(Right::MakeDocuments),
        is_open: held.state() != PlanState::Approved,
        timetable: if own_only { String::new() } else { address("/cronoprogramma") },
        base: address(""),
        next_year: held.head.year + 1,
    })
}

/// About so many bytes has the list without its rows.
const FRAME_BYTES: usize = 32 << 10;
/// About so many bytes has a row of the list.
const ROW_BYTES: usize = 720;

fn sums(held: &Held, only: &str) -> Vec<(String, WeightSum)> {
    let wanted = held.unit_sums().iter();
    let wanted = wanted.filter(|sum| only.is_empty() || sum.unit_id.as_deref() == Some(only));
    let named = wanted.map(|sum| {
        let unit = sum.unit_id.as_deref().and_then(|id| held.structures.get(id));
        let name = unit.map_or_else(|| sum.name.clone(), super::unit_name);
        (name, WeightSum::hundredths(sum.hundredths))
    });
    named.collect()
}

/// Whether a person is named on an objective.
pub fn is_on(objective: &Objective, name: &str) -> bool {
    let key = |text: &str| {
        let folded = folded(text);
        let mut words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    let wanted = key(name);
    objective.people.iter().any(|person| key(text(person.name.as_ref())) == wanted)
}

fn stages() -> Vec<Choice> {
    [Stage::Draft, Stage::Sent, Stage::Returned, Stage::Agreed, Stage::Approved]
        .map(|stage| Choice::new(stage.label(), stage.label()))
        .to_vec()
}

fn candidate<'h>(
    held: &'h Held,
    names: &'h HashMap<&str, String>,
    (objective, meta): (&'h Objective, &'h Meta),
) -> Candidate<'h> {
    let unit_id = held.unit_id_of(objective);
    let name = unit_id.and_then(|id| names.get(id));
    let unit = name.map_or(text(objective.unit.as_ref()), String::as_str);
    Candidate { objective, id: &meta.id, unit_id, unit }
}

/// How many findings of an item are to be looked at, and the worst of all that nobody has passed over.
fn open_findings(held: &Held, checked: &Checked, id: &str) -> (usize, Option<Severity>) {
    let mut findings = 0;
    let mut worst: Option<Severity> = None;
    for told in checked.of_item(id).filter(|told| waiver_of(held, told).is_none()) {
        let severity = told.finding.severity;
        findings += usize::from(severity != Severity::Info);
        worst = Some(worst.map_or(severity, |worst| worst.min(severity)));
    }
    (findings, worst)
}

fn row<'h>(held: &Held, checked: &Checked, one: &Candidate<'h>) -> Row<'h> {
    let Candidate { objective, id, unit_id, unit } = *one;
    let (findings, worst) = open_findings(held, checked, id);
    let title = text(objective.title.as_ref());
    Row {
        id,
        code: text(objective.code.as_ref()),
        title: if title.is_empty() { "(senza titolo)" } else { title },
        unit,
        weight: text(objective.weight.as_ref()),
        stage: state_shown(held, unit_id),
        findings,
        worst,
    }
}

fn new_page_of(visit: &Visit, held: &Held, form: Form) -> NewPage {
    let mut page = frame::page(visit, "Nuovo obiettivo", Some(Section::Objectives), Some(&held.head));
    page.trail = frame::trail(visit, &held.head, &[("Obiettivi", "/obiettivi")]);
    let units = held.structures.all().iter().map(|unit| Choice::new(&unit.name, super::unit_name(unit)));
    NewPage {
        page,
        form,
        action: plan_at(visit, &held.head, "/obiettivi/nuovo"),
        back: plan_at(visit, &held.head, "/obiettivi"),
        units: units.collect(),
    }
}

/// Where a new objective begins.
pub async fn new_page(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    Ok(shown(&current.look(|held| new_page_of(&visit, held, Form::default()))?))
}

/// Adds an objective and opens its form.
pub async fn add(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let posted = &visit.posted;
    let new = NewObjective {
        unit: posted.get("unit").to_owned(),
        code: posted.get("code").to_owned(),
        title: posted.get("title").to_owned(),
    };
    match site.plans.add_objective(visit.actor()?, &plan_id, &new, site.now()).await {
        Ok(id) => Ok(go(&visit.at(&format!("/piani/{plan_id}/obiettivi/{id}/modifica")), "aggiunto")),
        Err(refusal) => {
            let form = again(posted, refusal)?;
            let page = plan(&site, &visit, &plan_id).await?.look(|held| new_page_of(&visit, held, form))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

/// The key of objectives without a unit.
const ELSEWHERE: &str = "altri";

fn weights_of(visit: &Visit, held: &Held, form: Form) -> WeightsPage {
    let mut page = frame::page(visit, "Pesi degli obiettivi", Some(Section::Objectives), Some(&held.head));
    page.trail = frame::trail(visit, &held.head, &[("Obiettivi", "/obiettivi")]);
    let all = outline::objectives(held.plan());
    let units = outline::units::units(held.plan(), &held.form.method, &all);
    let key_of = |name: &str| held.structures.named(name).map_or(ELSEWHERE, |unit| unit.id.as_str());
    let mut groups: Vec<WeightGroup> = Vec::new();
    for (seen, meta) in all.iter().zip(held.metas("objectives")) {
        let objective = seen.objective;
        let unit = held.unit_id_of(objective).and_then(|id| held.structures.get(id));
        let (key, name) = unit.map_or_else(
            || (ELSEWHERE.to_owned(), "Obiettivi senza struttura".to_owned()),
            |unit| (unit.id.clone(), super::unit_name(unit)),
        );
        // An objective that is common to several units counts in each of them, and not where it is printed.
        let shared =
            units.iter().filter(|unit| unit.common.iter().any(|common| common.ordinal == seen.ordinal));
        let shared: Vec<&str> = shared.map(|unit| key_of(unit.name)).collect();
        let row = WeightRow {
            id: meta.id.clone(),
            code: text(objective.code.as_ref()).to_owned(),
            title: text(objective.title.as_ref()).to_owned(),
            weight: text(objective.weight.as_ref()).to_owned(),
            sums: if shared.is_empty() { key.clone() } else { shared.join(" ") },
        };
        let at = groups.iter().position(|group| group.key == key).unwrap_or_else(|| {
            let common =
                units.iter().find(|unit| key_of(unit.name) == key).map_or(0, |unit| unit.common.len());
            groups.push(WeightGroup { key, name, rows: Vec::new(), has_sum: false, common });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.has_sum |= shared.is_empty();
            group.rows.push(row);
        }
    }
    WeightsPage {
        page,
        form,
        action: plan_at(visit, &held.head, "/pesi"),
        back: plan_at(visit, &held.head, "/obiettivi"),
        groups,
        whole: held.grammar().whole("objective"),
    }
}

/// The weights of all objectives on one page.
pub async fn weights_page(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    Ok(shown(&current.look(|held| weights_of(&visit, held, Form::default()))?))
}

/// Saves the weights.
pub async fn weights(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let posted = &visit.posted;
    let weights: Vec<NewWeight> = posted
        .fields()
        .iter()
        .filter_map(|(name, value)| {
            let id = name.strip_prefix("peso.")?;
            let was = posted.get(&format!("era.{id}")).to_owned();
            Some(NewWeight { item_id: id.to_owned(), was, text: value.clone() })
        })
        .collect();
    let address = visit.at(&format!("/piani/{plan_id}/pesi"));
    match site.plans.save_weights(visit.actor()?, &plan_id, &weights, site.now()).await {
        Ok(0) => Ok(go(&address, "uguale")),
        Ok(_) => Ok(go(&address, "salvato")),
        Err(Refusal::Clash(clashes)) => {
            let mut form = Form::sent(posted.fields().to_vec());
            for clash in clashes {
                let what = format!(
                    "nel frattempo il {} è diventato «{}»; tu hai scritto «{}»",
                    clash.told, clash.now, clash.mine
                );
                form.fail(clash.field, capital(&what));
            }
            let page = plan(&site, &visit, &plan_id).await?.look(|held| weights_of(&visit, held, form))?;
            Ok((StatusCode::CONFLICT, shown(&page)).into_response())
        }
        Err(refusal) => {
            let (status, form) = kept(posted, refusal)?;
            let page = plan(&site, &visit, &plan_id).await?.look(|held| weights_of(&visit, held, form))?;
            Ok((status, shown(&page)).into_response())
        }
    }
}

/// Copies the plan into another year.
pub async fn copy(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let year = i16::try_from(visit.posted.number("year")).unwrap_or(0);
    let id = site.plans.copy_plan(visit.actor()?, &plan_id, year, site.now()).await?;
    Ok(go(&visit.at(&format!("/piani/{id}/obiettivi")), "copiato"))
}
