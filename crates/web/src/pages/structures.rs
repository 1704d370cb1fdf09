//! The register of structures.

use app::structures::Filled;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use store::rows::{Plan, Unit};

use super::{again, go, unit_name};
use crate::failed::{Failed, Shown, shown};
use crate::form::{Choice, Form};
use crate::frame;
use crate::page::{Crumb, Page, Section};
use crate::site::{Shared, Site};
use crate::visit::Visit;

struct Row {
    name: String,
    aliases: String,
    above: String,
    days: String,
    href: String,
    people: Vec<String>,
}

#[derive(Template)]
#[template(path = "pagine/strutture.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    /// Whether any row has other names, a unit above it, days.
    shows: [bool; 3],
    may_keep: bool,
    base: String,
}

#[derive(Template)]
#[template(path = "pagine/struttura.html")]
struct EditPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    above: Vec<Choice>,
    version: i64,
}

async fn last_plan(site: &Site, visit: &Visit) -> Result<Option<Plan>, Failed> {
    let plans = site.plans.store().read().await?.link().plan_list(&visit.actor()?.body.id).await?;
    Ok(plans.into_iter().next())
}

async fn units(site: &Site, visit: &Visit) -> Result<Vec<Unit>, Failed> {
    Ok(site.plans.store().read().await?.link().unit_list(&visit.actor()?.body.id).await?)
}

/// The structures with who works there.
pub async fn list(State(site): State<Shared>, visit: Visit) -> Shown {
    let actor = visit.actor()?;
    let units = units(&site, &visit).await?;
    let mut reading = site.plans.store().read().await?;
    let mut link = reading.link();
    let grants = link.role_grants_of_body(&actor.body.id).await?;
    let accounts = link.accounts_of_body(&actor.body.id).await?;
    drop(reading);
    let today = actor.today.to_string();
    let people = |unit: &Unit| {
        let holds = grants.iter().filter(|grant| {
            grant.unit_id == unit.id
                && grant.from_day.as_str() <= today.as_str()
                && (grant.to_day.is_empty() || today <= grant.to_day)
        });
        holds
            .filter_map(|grant| {
                let account = accounts.iter().find(|account| account.id == grant.account_id)?;
                let role = app::rights::Role::named(&grant.role).map_or("", app::rights::Role::term);
                Some(format!("{} ({})", account.name, role.to_lowercase()))
            })
            .collect()
    };
    let rows = units.iter().map(|unit| Row {
        name: unit_name(unit),
        aliases: unit.aliases.lines().collect::<Vec<_>>().join("; "),
        above: units.iter().find(|other| other.id == unit.parent_id).map(unit_name).unwrap_or_default(),
        days: days(unit),
        href: visit.at(&format!("/strutture/{}", unit.id)),
        people: people(unit),
    });
    let rows: Vec<Row> = rows.collect();
    let page = ListPage {
        shows: [
            rows.iter().any(|row| !row.aliases.is_empty()),
            rows.iter().any(|row| !row.above.is_empty()),
            rows.iter().any(|row| !row.days.is_empty()),
        ],
        rows,
        page: frame::page(
            &visit,
            "Strutture",
            Some(Section::Units),
            last_plan(&site, &visit).await?.as_ref(),
        ),
        may_keep: actor.may(app::rights::Right::KeepStructures),
        base: visit.at("/strutture"),
    };
    Ok(shown(&page))
}

fn days(unit: &Unit) -> String {
    let day =
        |text: &str| text.parse::<jiff::civil::Date>().map(outline::moment::written).unwrap_or_default();
    match (unit.from_day.as_str(), unit.to_day.as_str()) {
        ("", "") => String::new(),
        (from, "") => format!("dal {}", day(from)),
        ("", to) => format!("fino al {}", day(to)),
        (from, to) => format!("dal {} al {}", day(from), day(to)),
    }
}

async fn edit_page(
    site: &Site,
    visit: &Visit,
    id: Option<&str>,
    form: Option<Form>,
) -> Result<EditPage, Failed> {
    let units = units(site, visit).await?;
    let unit =
        id.map(|id| units.iter().find(|unit| unit.id == id).ok_or(app::Refusal::NotFound)).transpose()?;
    let own = unit.cloned().unwrap_or_default();
    let name = unit.map_or_else(|| "Nuova struttura".to_owned(), unit_name);
    let mut page = frame::page(visit, name, Some(Section::Units), last_plan(site, visit).await?.as_ref());
    page.trail = vec![Crumb::new("Strutture", visit.at("/strutture"))];
    let form = form.unwrap_or_else(|| {
        Form::default()
            .with("code", &own.code)
            .with("name", &own.name)
            .with("aliases", &own.aliases)
            .with("parent", &own.parent_id)
            .with("from", &own.from_day)
            .with("to", &own.to_day)
    });
    let above = units.iter().filter(|other| Some(other.id.as_str()) != id);
    Ok(EditPage {
        page,
        form,
        action: visit.at(&format!("/strutture/{}", id.unwrap_or("nuova"))),
        back: visit.at("/strutture"),
        above: above.map(|unit| Choice::new(&unit.id, unit_name(unit))).collect(),
        version: own.version,
    })
}

/// Where a new structure begins.
pub async fn new_page(State(site): State<Shared>, visit: Visit) -> Shown {
    Ok(shown(&edit_page(&site, &visit, None, None).await?))
}

/// A structure, to be written.
pub async fn edit(State(site): State<Shared>, Path((_, id)): Path<(String, String)>, visit: Visit) -> Shown {
    Ok(shown(&edit_page(&site, &visit, Some(&id), None).await?))
}

/// Adds a structure.
pub async fn add(State(site): State<Shared>, visit: Visit) -> Shown {
    put(&site, &visit, None).await
}

/// Saves a structure.
pub async fn save(State(site): State<Shared>, Path((_, id)): Path<(String, String)>, visit: Visit) -> Shown {
    put(&site, &visit, Some(&id)).await
}

async fn put(site: &Site, visit: &Visit, id: Option<&str>) -> Shown {
    let posted = &visit.posted;
    let filled = Filled {
        code: posted.get("code").to_owned(),
        name: posted.get("name").to_owned(),
        aliases: posted.get("aliases").to_owned(),
        parent_id: posted.get("parent").to_owned(),
        from: posted.day("from"),
        to: posted.day("to"),
    };
    let known = id.map(|id| (id, posted.number("version")));
    match site.plans.put_structure(visit.actor()?, known, &filled, site.now()).await {
        Ok(_) => Ok(go(&visit.at("/strutture"), "salvato")),
        Err(refusal) => {
            let page = edit_page(site, visit, id, Some(again(posted, refusal)?)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}
