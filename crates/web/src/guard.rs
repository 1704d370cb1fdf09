//! Who is let in where. Every route stands behind this; what one may not see is not found.

use std::net::SocketAddr;
use std::sync::Arc;

use app::rights::{Right, Role};
use app::{Answer, Refusal};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::cookies;
use crate::door::Door;
use crate::failed::{Failed, page};
use crate::headers::Transport;
use crate::pages;
use crate::posted::{Posted, Unread};
use crate::site::Shared;
use crate::visit::Visit;

/// Who may come to an endpoint. What they may do there is told by the use case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody.
    Anyone,
    /// Anybody who has signed in.
    SignedIn,
    /// Those who have some role in the body of the address.
    InBody,
    /// Those who have a right in the body of the address.
    May(Right),
}

impl Who {
    /// Whether somebody with a role, and no other, may come to an endpoint of the body.
    pub fn lets_in(self, role: Role) -> bool {
        match self {
            Self::Anyone | Self::SignedIn | Self::InBody => true,
            Self::May(right) => right.roles().contains(&role),
        }
    }

    /// The body in the address of an endpoint that belongs to one.
    fn body_of(self, path: &str) -> Option<&str> {
        match self {
            Self::Anyone | Self::SignedIn => None,
            Self::InBody | Self::May(_) => path.split('?').next()?.strip_prefix("/e/")?.split('/').next(),
        }
    }
}

/// The middleware of an endpoint.
pub async fn check(State((site, who)): State<(Shared, Who)>, request: Request, next: Next) -> Response {
    let site = &site;
    let now = site.now();
    // No database keeps a NUL in a text, so nothing of ours has one in its name.
    if request.uri().path_and_query().is_some_and(|address| address.as_str().contains("%00")) {
        return Failed(Refusal::NotFound).into_response();
    }
    let encrypted = site.transport.is_encrypted(&request);
    let mut visit = Visit {
        path: request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
        address: address(&request, site.transport),
        door: Door::of(request.headers(), encrypted),
        ..Visit::default()
    };
    let token = cookies::one(request.headers(), &cookies::name(cookies::SESSION, encrypted));
    if let Some(token) = &token {
        match site.accounts.of_session_in(token, who.body_of(&visit.path), now).await {
            Ok(Some((signed_in, actor))) => {
                visit.signed_in = Some(signed_in);
                visit.actor = actor;
            }
            Ok(None) => {}
            Err(refusal) => return Failed(refusal).into_response(),
        }
    }
    let unsafe_method = !matches!(*request.method(), Method::GET | Method::HEAD);
    if unsafe_method && is_forged(request.headers()) {
        return forged();
    }
    let (mut request, posted) = match taken(request, unsafe_method).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    visit.posted = posted;
    if who != Who::Anyone && visit.signed_in.is_none() {
        return if unsafe_method { pages::account::ended(site, &visit) } else { to_sign_in(&visit.path) };
    }
    // What anybody may do has nothing of a session: whoever signed in meanwhile, in another tab, is not kept from it.
    if unsafe_method && who == Who::Anyone && !visit.door.opens(&visit.posted) {
        return pages::account::not_at_the_door(site, &visit).unwrap_or_else(forged);
    }
    if unsafe_method && who != Who::Anyone && !visit.has_token() {
        return forged();
    }
    if let Err(refusal) = enter(who, &visit) {
        return Failed(refusal).into_response();
    }
    request.extensions_mut().insert(Arc::new(visit));
    if unsafe_method {
        // What was begun is finished, also when the person has gone.
        let run = tokio::spawn(next.run(request));
        return run.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response());
    }
    next.run(request).await
}

/// What the form sends, taken out of the request.
async fn taken(request: Request, unsafe_method: bool) -> Result<(Request, Posted), Response> {
    if !unsafe_method {
        return Ok((request, Posted::default()));
    }
    let (parts, body) = request.into_parts();
    let whole = Request::from_parts(parts.clone(), body);
    match Posted::read(whole).await {
        Ok(posted) => Ok((Request::from_parts(parts, Body::empty()), posted)),
        Err(Unread::TooLarge) => {
            let sentence =
                "Ciò che hai inviato è troppo grande: un file può avere al massimo 32 MiB.".to_owned();
            Err(page(StatusCode::PAYLOAD_TOO_LARGE, "Troppo grande", vec![sentence]))
        }
        Err(Unread::Broken) => Err(StatusCode::BAD_REQUEST.into_response()),
    }
}

/// Looks whether they may come in.
fn enter(who: Who, visit: &Visit) -> Answer<()> {
    let may = match who {
        Who::Anyone | Who::SignedIn => true,
        Who::InBody => visit.actor.is_some(),
        Who::May(right) => visit.actor.as_ref().is_some_and(|actor| actor.may(right)),
    };
    if may { Ok(()) } else { Err(Refusal::NotFound) }
}

fn to_sign_in(path: &str) -> Response {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("poi", path).finish();
    Redirect::to(&format!("/accesso?{query}")).into_response()
}

/// Whether a request that changes something comes from a page of somebody else.
fn is_forged(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    match headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()) {
        Some(origin) => origin.split_once("://").is_none_or(|(_, from)| from != host),
        // Neither header: an old browser, or no browser. The token of the form decides.
        None => false,
    }
}

fn forged() -> Response {
    let sentence = "La richiesta non viene da una pagina di Traguardo, o la pagina era troppo vecchia: ricaricala e riprova.";
    page(StatusCode::FORBIDDEN, "Richiesta non accettata", vec![sentence.to_owned()])
}

/// Where a request comes from: what a trusted proxy says, else the other end of the connection.
fn address(request: &Request, transport: Transport) -> String {
    let told = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    // The last one is the one that our own proxy has seen.
    let told = told.and_then(|list| list.rsplit(',').next()).map(|last| last.trim().to_owned());
    if let Some(told) = told.filter(|_| transport == Transport::Proxied) {
        return told;
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map(|ConnectInfo(peer)| peer.ip().to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect::<HeaderMap>()
    }

    #[test]
    fn forms_of_other_sites_are_known() {
        for (pairs, forged) in [
            (vec![("sec-fetch-site", "same-origin")], false),
            (vec![("sec-fetch-site", "cross-site")], true),
            (vec![("sec-fetch-site", "same-site")], true),
            (vec![("origin", "https://piani.it"), ("host", "piani.it")], false),
            (vec![("origin", "https://altro.it"), ("host", "piani.it")], true),
            (vec![("origin", "null"), ("host", "piani.it")], true),
            (vec![("host", "piani.it")], false),
        ] {
            assert_eq!(is_forged(&headers(&pairs)), forged, "{pairs:?}");
        }
    }
}
