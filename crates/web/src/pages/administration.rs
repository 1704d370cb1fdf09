//! Administration: people and roles, methods, the audit trail.

use app::people::{NewGrant, NewPerson, Person};
use app::registry::{Line, PAGE};
use app::rights::{Right, Role};
use app::setup::NewMethod;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use store::rows::{Method, Plan, Unit};

use super::{again, go, query, unit_name};
use crate::failed::{Failed, Shown, shown};
use crate::form::{Choice, Form};
use crate::frame;
use crate::page::{Crumb, Notice, Page, Section};
use crate::site::{Message, Shared, Site};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "pagine/amministrazione.html")]
struct OverviewPage {
    page: Page,
    entries: Vec<(String, String, &'static str)>,
}

struct PersonRow {
    name: String,
    login: String,
    roles: Vec<String>,
    is_active: bool,
    href: String,
}

#[derive(Template)]
#[template(path = "pagine/utenti.html")]
struct PeoplePage {
    page: Page,
    rows: Vec<PersonRow>,
    base: String,
}

#[derive(Template)]
#[template(path = "pagine/utente-nuovo.html")]
struct NewPersonPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
}

struct GrantRow {
    id: String,
    role: String,
    unit: String,
    days: String,
    stands_for: String,
    is_over: bool,
}

#[derive(Template)]
#[template(path = "pagine/utente.html")]
struct PersonPage {
    page: Page,
    form: Form,
    person: Person,
    grants: Vec<GrantRow>,
    roles: Vec<Choice>,
    units: Vec<Choice>,
    people: Vec<Choice>,
    base: String,
    is_self: bool,
    link: String,
}

#[derive(Template)]
#[template(path = "pagine/modelli.html")]
struct MethodsPage {
    page: Page,
    form: Form,
    rows: Vec<(String, String, String, String)>,
    action: String,
}

#[derive(Template)]
#[template(path = "pagine/modello.html")]
struct MethodPage {
    page: Page,
    method: Method,
    at: String,
    lines: Vec<(&'static str, String)>,
    is_compared: bool,
}

#[derive(Template)]
#[template(path = "pagine/registro.html")]
struct TrailPage {
    page: Page,
    lines: Vec<TrailRow>,
    older: String,
}

/// An entry of the trail, with what it is about and where that is; blank where it is nowhere any more.
struct TrailRow {
    line: Line,
    about: String,
    href: String,
}

async fn last_plan(site: &Site, visit: &Visit) -> Result<Option<Plan>, Failed> {
    let plans = site.plans.store().read().await?.link().plan_list(&visit.actor()?.body.id).await?;
    Ok(plans.into_iter().next())
}

/// The frame of a page of the administration.
pub async fn frame_of(site: &Site, visit: &Visit, title: impl Into<String>) -> Result<Page, Failed> {
    let plan = last_plan(site, visit).await?;
    let mut page = frame::page(visit, title, Some(Section::Administration), plan.as_ref());
    page.trail = vec![Crumb::new("Amministrazione", visit.at("/amministrazione"))];
    Ok(page)
}

/// What there is to administer.
pub async fn overview(State(site): State<Shared>, visit: Visit) -> Shown {
    let actor = visit.actor()?;
    let all = [
        (
            Right::KeepPeople,
            "Utenti e ruoli",
            "/utenti",
            "Chi accede, con quali ruoli, in quali strutture, fino a quando",
        ),
        (
            Right::KeepMethods,
            "SMVP e modelli di scheda",
            "/modelli",
            "I file che descrivono le schede e le regole dell'ente",
        ),
        (
            Right::KeepMethods,
            "Impostazioni dell'ente",
            "/impostazioni",
            "Denominazione, tipo, termine delle proposte",
        ),
        (
            Right::KeepPeople,
            "Dati personali",
            "/dati-personali",
            "Cercare e cancellare il nome di una persona",
        ),
        (
            Right::SeeTrail,
            "Registro delle modifiche",
            "/registro",
            "Chi ha cambiato che cosa, quando e perché",
        ),
    ];
    let mine = all.into_iter().filter(|(right, ..)| actor.may(*right));
    let mut entries: Vec<(String, String, &'static str)> = mine
        .map(|(_, label, rest, what)| (label.to_owned(), visit.at(&format!("/amministrazione{rest}")), what))
        .collect();
    if actor.account.runs_system {
        let what = "Di tutti gli enti, mentre si lavora";
        entries.push(("Copie di sicurezza".to_owned(), super::copies::ADDRESS.to_owned(), what));
    }
    if entries.is_empty() {
        return Err(Failed(app::Refusal::NotFound));
    }
    let mut page = frame_of(&site, &visit, "Amministrazione").await?;
    page.trail.clear();
    Ok(shown(&OverviewPage { page, entries }))
}

async fn units(site: &Site, visit: &Visit) -> Result<Vec<Unit>, Failed> {
    Ok(site.plans.store().read().await?.link().unit_list(&visit.actor()?.body.id).await?)
}

fn unit_of(units: &[Unit], id: &str) -> String {
    units.iter().find(|unit| unit.id == id).map(unit_name).unwrap_or_default()
}

/// The people of the body.
pub async fn people(State(site): State<Shared>, visit: Visit) -> Shown {
    let people = site.plans.people(visit.actor()?).await?;
    let units = units(&site, &visit).await?;
    let today = visit.actor()?.today.to_string();
    let rows = people.into_iter().map(|person| {
        let holds = person.grants.iter().filter(|grant| grant.to_day.is_empty() || today <= grant.to_day);
        let roles = holds.map(|grant| {
            let role = Role::named(&grant.role).map_or("", Role::term);
            match unit_of(&units, &grant.unit_id).as_str() {
                "" => role.to_owned(),
                unit => format!("{role}, {unit}"),
            }
        });
        PersonRow {
            roles: roles.collect(),
            href: visit.at(&format!("/amministrazione/utenti/{}", person.account.id)),
            name: person.account.name,
            login: person.account.login,
            is_active: person.account.is_active,
        }
    });
    let page = PeoplePage {
        rows: rows.collect(),
        page: frame_of(&site, &visit, "Utenti e ruoli").await?,
        base: visit.at("/amministrazione/utenti"),
    };
    Ok(shown(&page))
}

async fn new_person_page_of(site: &Site, visit: &Visit, form: Form) -> Result<NewPersonPage, Failed> {
    let mut page = frame_of(site, visit, "Nuovo utente").await?;
    page.trail.push(Crumb::new("Utenti e ruoli", visit.at("/amministrazione/utenti")));
    Ok(NewPersonPage {
        page,
        form,
        action: visit.at("/amministrazione/utenti/nuovo"),
        back: visit.at("/amministrazione/utenti"),
    })
}

/// Where a new person begins.
pub async fn new_person_page(State(site): State<Shared>, visit: Visit) -> Shown {
    Ok(shown(&new_person_page_of(&site, &visit, Form::default()).await?))
}

/// Adds a person.
pub async fn add_person(State(site): State<Shared>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    let new = NewPerson {
        login: posted.get("login").to_owned(),
        name: posted.get("name").to_owned(),
        mail: posted.get("mail").to_owned(),
    };
    match site.plans.add_person(visit.actor()?, &new, site.now()).await {
        Ok(account) => Ok(go(&visit.at(&format!("/amministrazione/utenti/{}", account.id)), "creato")),
        Err(refusal) => {
            let page = new_person_page_of(&site, &visit, again(posted, refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

async fn person_page(site: &Site, visit: &Visit, id: &str, form: Form) -> Result<PersonPage, Failed> {
    let actor = visit.actor()?;
    let people = site.plans.people(actor).await?;
    let units = units(site, visit).await?;
    let others: Vec<Choice> = people
        .iter()
        .filter(|person| person.account.id != id)
        .map(|person| Choice::new(&person.account.id, &person.account.name))
        .collect();
    let name_of = |id: &str| people.iter().find(|p| p.account.id == id).map(|p| p.account.name.clone());
    let person =
        people.iter().find(|person| person.account.id == id).cloned().ok_or(app::Refusal::NotFound)?;
    let today = actor.today.to_string();
    let day =
        |text: &str| text.parse::<jiff::civil::Date>().map(outline::moment::written).unwrap_or_default();
    let grants = person.grants.iter().map(|grant| GrantRow {
        id: grant.id.clone(),
        role: Role::named(&grant.role).map_or(String::new(), |role| role.term().to_owned()),
        unit: unit_of(&units, &grant.unit_id),
        days: match grant.to_day.as_str() {
            "" => format!("dal {}", day(&grant.from_day)),
            to => format!("dal {} al {}", day(&grant.from_day), day(to)),
        },
        stands_for: name_of(&grant.stands_for).unwrap_or_default(),
        is_over: !grant.to_day.is_empty() && grant.to_day < today,
    });
    let mut page = frame_of(site, visit, person.account.name.clone()).await?;
    page.trail.push(Crumb::new("Utenti e ruoli", visit.at("/amministrazione/utenti")));
    Ok(PersonPage {
        page,
        form,
        grants: grants.collect(),
        roles: Role::ALL.map(|role| Choice::new(role.name(), role.term())).to_vec(),
        units: units.iter().map(|unit| Choice::new(&unit.id, unit_name(unit))).collect(),
        people: others,
        base: visit.at(&format!("/amministrazione/utenti/{id}")),
        is_self: person.account.id == actor.account.id,
        person,
        link: String::new(),
    })
}

/// A person with their roles.
pub async fn person(
    State(site): State<Shared>,
    Path((_, id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let form = Form::default().with("from", visit.actor()?.today.to_string());
    Ok(shown(&person_page(&site, &visit, &id, form).await?))
}

/// Gives a role.
pub async fn give_role(
    State(site): State<Shared>,
    Path((_, id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let posted = &visit.posted;
    let done = match (Role::named(posted.get("role")), posted.day("from")) {
        (None, _) => Err(app::Refusal::invalid("role", "scegli il ruolo")),
        (_, None) => Err(app::Refusal::invalid("from", "scrivi da quale giorno")),
        (Some(role), Some(from)) => {
            let new = NewGrant {
                role,
                unit_id: posted.get("unit").to_owned(),
                stands_for: posted.get("stands_for").to_owned(),
                from,
                to: posted.day("to"),
            };
            site.plans.give_role(visit.actor()?, &id, &new, site.now()).await
        }
    };
    after(&site, &visit, &id, done).await
}

/// Ends a role today.
pub async fn end_role(
    State(site): State<Shared>,
    Path((_, id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let actor = visit.actor()?;
    // The last day is yesterday: from now on the role does not hold.
    let yesterday = actor.today.yesterday().unwrap_or(actor.today);
    let done = site.plans.end_role(actor, visit.posted.get("grant"), yesterday, site.now()).await;
    after(&site, &visit, &id, done).await
}

/// Lets a person in or keeps them out.
pub async fn set_active(
    State(site): State<Shared>,
    Path((_, id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let active = visit.posted.get("active") == "si";
    let done = site.plans.set_active(visit.actor()?, &id, active, site.now()).await;
    after(&site, &visit, &id, done).await
}

/// Sets a person free from their identity at a provider.
pub async fn set_free(
    State(site): State<Shared>,
    Path((_, id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let done = site.plans.set_person_free(visit.actor()?, &id, site.now()).await;
    after(&site, &visit, &id, done).await
}

async fn after(site: &Site, visit: &Visit, id: &str, done: app::Answer<()>) -> Shown {
    match done {
        Ok(()) => Ok(go(&visit.at(&format!("/amministrazione/utenti/{id}")), "salvato")),
        Err(refusal) => {
            let page = person_page(site, visit, id, again(&visit.posted, refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

/// Makes a link with which a person chooses a password: it is sent, or shown to be handed over.
pub async fn password_link(
    State(site): State<Shared>,
    Path((_, id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let token = site.plans.password_link(&site.accounts, visit.actor()?, &id, site.now()).await?;
    let link = format!("{}/password/{token}", site.address);
    let mut page = person_page(&site, &visit, &id, Form::default()).await?;
    if site.mail.reaches() && !page.person.account.mail.is_empty() {
        site.mail.send(Message {
            to: page.person.account.mail.clone(),
            subject: "Traguardo: scegli la password".to_owned(),
            text: format!("Per scegliere la password apri questo indirizzo entro due ore:\n\n{link}\n"),
        });
        page.page.notices.push(Notice::done("Il collegamento è partito per posta: vale due ore."));
    } else {
        page.link = link;
    }
    Ok(shown(&page))
}

async fn methods_page(site: &Site, visit: &Visit, form: Form) -> Result<MethodsPage, Failed> {
    let rows = site.plans.methods(visit.actor()?).await?;
    let row = |row: Method| {
        let href = visit.at(&format!("/amministrazione/modelli/{}", row.id));
        (row.name, app::Moment(row.created_at).written(), row.fingerprint.chars().take(16).collect(), href)
    };
    Ok(MethodsPage {
        page: frame_of(site, visit, "SMVP e modelli di scheda").await?,
        form,
        rows: rows.into_iter().map(row).collect(),
        action: visit.at("/amministrazione/modelli"),
    })
}

/// The methods.
pub async fn methods(State(site): State<Shared>, visit: Visit) -> Shown {
    Ok(shown(&methods_page(&site, &visit, Form::default()).await?))
}

/// Adds a method file.
pub async fn add_method(State(site): State<Shared>, visit: Visit) -> Shown {
    let file = visit.posted.file("method");
    let name = file.name.trim_end_matches(".toml").to_owned();
    let done = match String::from_utf8(file.bytes) {
        Ok(text) if !text.trim().is_empty() => {
            site.plans.add_method(visit.actor()?, &NewMethod { name, text }, site.now()).await
        }
        _ => Err(app::Refusal::invalid("method", "scegli il file del modello (TOML)")),
    };
    match done {
        Ok(id) => Ok(go(&visit.at(&format!("/amministrazione/modelli/{id}")), "creato")),
        Err(refusal) => {
            let page = methods_page(&site, &visit, again(&visit.posted, refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

/// A method, with what is not the same as in the one before of its name.
pub async fn method(
    State(site): State<Shared>,
    Path((_, id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let all = site.plans.methods(visit.actor()?).await?;
    let method = all.iter().find(|row| row.id == id).cloned().ok_or(app::Refusal::NotFound)?;
    let before = all.iter().find(|row| row.name == method.name && row.created_at < method.created_at);
    let lines = match before {
        Some(before) => app::setup::difference(&before.text, &method.text),
        None => method.text.lines().map(|line| ("", line.to_owned())).collect(),
    };
    let mut page = frame_of(&site, &visit, format!("Modello «{}»", method.name)).await?;
    page.trail.push(Crumb::new("SMVP e modelli di scheda", visit.at("/amministrazione/modelli")));
    let at = app::Moment(method.created_at).written();
    Ok(shown(&MethodPage { page, method, at, lines, is_compared: before.is_some() }))
}

/// The audit trail.
pub async fn trail(State(site): State<Shared>, visit: Visit) -> Shown {
    let before = query(&visit, "prima").parse().unwrap_or(i64::MAX);
    let lines = site.plans.trail(visit.actor()?, before).await?;
    let last = lines.last().map_or(0, |line| line.change.number);
    let more = lines.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX) && last > 1;
    let lines = about(&site, &visit, lines).await?;
    let older =
        if more { visit.at(&format!("/amministrazione/registro?prima={last}")) } else { String::new() };
    Ok(shown(&TrailPage { page: frame_of(&site, &visit, "Registro delle modifiche").await?, lines, older }))
}

/// What the entries are about.
async fn about(site: &Site, visit: &Visit, lines: Vec<Line>) -> Result<Vec<TrailRow>, Failed> {
    let actor = visit.actor()?;
    let mut rows = Vec::new();
    for line in lines {
        let (mut about, mut href) = (line.about.clone(), String::new());
        if !line.plan_id.is_empty()
            && actor.may(Right::SeePlan)
            && let Ok(current) = site.plans.current(actor, &line.plan_id).await
        {
            let objective = current.look(|held| {
                let (_, objective) = held.objective(&line.item_id)?;
                Some(outline::text(objective.title.as_ref()).to_owned())
            })?;
            if let Some(title) = objective {
                href = visit.at(&format!("/piani/{}/obiettivi/{}", line.plan_id, line.item_id));
                about = title;
            }
        }
        rows.push(TrailRow { line, about, href });
    }
    Ok(rows)
}
