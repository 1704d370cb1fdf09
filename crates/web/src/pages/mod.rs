//! The pages, one file for each part of the application.

pub mod account;
pub mod administration;
pub mod approval;
pub mod copies;
pub mod desk;
pub mod erasure;
pub mod external;
pub mod findings;
pub mod guide;
pub mod imports;
pub mod objectives;
pub mod papers;
pub mod scheda;
pub mod settings;
pub mod structures;
pub mod timetable;
pub mod tree;

use app::plans::{Current, Held};
use app::rights::{PlanState, Proposal};
use app::{Answer, Refusal};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use store::Fault;

use crate::components::{Pages, State};
use crate::form::{Choice, Form};
use crate::posted::Posted;
use crate::site::Site;
use crate::visit::Visit;

/// Goes on to a page, where it is told what was done.
fn go(address: &str, told: &str) -> Response {
    let separator = if address.contains('?') { '&' } else { '?' };
    let address =
        if told.is_empty() { address.to_owned() } else { format!("{address}{separator}fatto={told}") };
    Redirect::to(&address).into_response()
}

/// The form as it was sent, with what is wrong; everything else that was not done goes on as it is.
fn again(posted: &Posted, refusal: Refusal) -> Answer<Form> {
    kept(posted, refusal).map(|(_, form)| form)
}

/// As [`again`], with the status of the answer.
fn kept(posted: &Posted, refusal: Refusal) -> Answer<(StatusCode, Form)> {
    let status = match &refusal {
        Refusal::Blocked(_) => StatusCode::UNPROCESSABLE_ENTITY,
        other => crate::failed::status(other),
    };
    let mut form = Form::sent(posted.fields().to_vec());
    match refusal {
        Refusal::Invalid(complaints) => {
            for complaint in complaints {
                form.fail(complaint.field, crate::failed::capital(&complaint.what));
            }
        }
        Refusal::Blocked(sentence) => form.fail("", crate::failed::capital(&sentence)),
        // What was written stays in the form until there is room for it.
        full @ Refusal::Fault(Fault::Full) => form.fail("", crate::failed::capital(&full.to_string())),
        other => return Err(other),
    }
    Ok((status, form))
}

/// The plan of an address, up to date.
async fn plan(site: &Site, visit: &Visit, plan_id: &str) -> Answer<Current> {
    site.plans.current(visit.actor()?, plan_id).await
}

/// What a proposal looks like.
fn proposal_shown(proposal: Proposal) -> State {
    match proposal {
        Proposal::Draft => State::Draft,
        Proposal::Sent => State::Sent,
        Proposal::Returned => State::Returned,
        Proposal::Agreed => State::Agreed,
    }
}

/// Where an objective stands on its way.
fn state_shown(held: &Held, unit_id: Option<&str>) -> State {
    match held.state() {
        PlanState::Approved => State::Approved,
        PlanState::Draft | PlanState::Variation => proposal_shown(held.proposal(unit_id)),
    }
}

/// The units of a body as choices: identity and name.
fn unit_choices(held: &Held) -> Vec<Choice> {
    held.structures.all().iter().map(|unit| Choice::new(&unit.id, unit_name(unit))).collect()
}

/// A unit as people see it: code and name.
fn unit_name(unit: &store::rows::Unit) -> String {
    if unit.code.is_empty() { unit.name.clone() } else { format!("{} {}", unit.code, unit.name) }
}

/// A long list cut into pages: the one that the address asks for, of what its filters leave.
fn pages(visit: &Visit, (total, size): (usize, usize), filters: &[&str]) -> Pages {
    let set = filters.iter().map(|name| (*name, query(visit, name))).filter(|(_, value)| !value.is_empty());
    let kept = form_urlencoded::Serializer::new("?".to_owned()).extend_pairs(set).finish();
    let separator = if kept.len() > 1 { "&" } else { "" };
    let asked = query(visit, "pagina").parse().unwrap_or(1);
    Pages::new(total, size, asked, format!("{kept}{separator}pagina="))
}

/// A parameter of an address.
fn query<'q>(visit: &'q Visit, name: &str) -> std::borrow::Cow<'q, str> {
    let query = visit.path.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes())
        .find(|(known, _)| known == name)
        .map(|(_, value)| value)
        .unwrap_or_default()
}
