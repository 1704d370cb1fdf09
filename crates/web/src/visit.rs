//! A request that the guard has let in: who comes, to which body, with what.

use std::sync::Arc;

use app::accounts::SignedIn;
use app::rights::Actor;
use app::{Answer, Refusal};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::door::Door;
use crate::failed::Failed;
use crate::posted::Posted;

/// A request that the guard has let in.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// Who comes.
    pub(crate) signed_in: Option<SignedIn>,
    /// Who they are in the body of the address.
    pub(crate) actor: Option<Actor>,
    /// What proves that a form is ours when nobody has signed in.
    pub(crate) door: Door,
    /// What the form sent.
    pub(crate) posted: Posted,
    /// The path that was asked for, with its query.
    pub(crate) path: String,
    /// Where the request comes from.
    pub(crate) address: String,
}

impl Visit {
    /// Who they are in the body.
    pub fn actor(&self) -> Answer<&Actor> {
        self.actor.as_ref().ok_or(Refusal::NotFound)
    }

    /// Who comes.
    pub fn signed_in(&self) -> Answer<&SignedIn> {
        self.signed_in.as_ref().ok_or(Refusal::NotFound)
    }

    /// The token for forms, as this page shows it.
    pub fn csrf(&self) -> String {
        self.signed_in
            .as_ref()
            .map(|signed_in| app::secret::masked(&signed_in.session.csrf))
            .unwrap_or_default()
    }

    /// Whether the form carries the token of the session.
    pub fn has_token(&self) -> bool {
        let shown = app::secret::unmasked(self.posted.get(crate::page::CSRF_FIELD));
        self.signed_in.as_ref().is_some_and(|signed_in| app::secret::same(&shown, &signed_in.session.csrf))
    }

    /// An address within the body: `/e/borgo` and what follows.
    pub fn at(&self, rest: &str) -> String {
        let slug = self.actor.as_ref().map_or("", |actor| actor.body.slug.as_str());
        format!("/e/{slug}{rest}")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        let visit = parts.extensions.get::<Arc<Self>>().cloned();
        // Every route stands behind the guard.
        visit.map(|visit| (*visit).clone()).ok_or(Failed(Refusal::NotFound))
    }
}
