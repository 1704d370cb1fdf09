//! The door: forms that are sent before there is a session (first start, sign-in, passwords).
//!
//! Who has a session proves with its token that a form is ours. Who has none has a token of the door: the browser keeps it as
//! a cookie, and the form sends it back. A page of somebody else can have neither.

use app::secret;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::cookies;
use crate::page::CSRF_FIELD;
use crate::posted::Posted;

const COOKIE: &str = "traguardo-porta";

/// The token of the door.
#[derive(Clone, Debug, Default)]
pub struct Door {
    token: String,
    /// Whether the browser does not have it yet.
    is_new: bool,
}

impl Door {
    /// That of the browser, or a new one.
    pub fn of(headers: &HeaderMap, encrypted: bool) -> Self {
        let known = cookies::one(headers, &cookies::name(COOKIE, encrypted)).filter(|token| is_token(token));
        let is_new = known.is_none();
        Self { token: known.unwrap_or_else(secret::token), is_new }
    }

    /// The token, as a page shows it.
    pub fn shown(&self) -> String {
        secret::masked(&self.token)
    }

    /// Whether a form carries the token that the browser has.
    pub fn opens(&self, posted: &Posted) -> bool {
        !self.is_new && secret::same(&secret::unmasked(posted.get(CSRF_FIELD)), &self.token)
    }

    /// A page that shows the token: with it goes the cookie.
    pub fn before(&self, page: impl IntoResponse, encrypted: bool) -> Response {
        let mut response = page.into_response();
        if self.is_new {
            let name = cookies::name(COOKIE, encrypted);
            cookies::keep(&mut response, (&name, &self.token), None, encrypted);
        }
        response
    }
}

/// Whether a text may be a token of ours: what is kept is what was given out.
fn is_token(text: &str) -> bool {
    text.len() == secret::TOKEN_LENGTH
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::http::header::{COOKIE, SET_COOKIE};

    use super::*;

    fn with(cookie: &str) -> HeaderMap {
        [(COOKIE, HeaderValue::from_str(cookie).unwrap())].into_iter().collect()
    }

    #[test]
    fn a_form_opens_the_door_with_what_the_browser_was_given() {
        let first = Door::of(&HeaderMap::new(), false);
        let given = first.before("pagina", false);
        let cookie = given.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let form = |shown: &str| Posted::of_text(format!("csrf={shown}").as_bytes());
        assert!(!first.opens(&form(&first.shown())), "the browser has kept nothing");
        let again = Door::of(&with(&cookie), false);
        assert!(again.opens(&form(&first.shown())));
        assert!(again.before("pagina", false).headers().get(SET_COOKIE).is_none());
        assert!(!again.opens(&form(&Door::of(&HeaderMap::new(), false).shown())));
        assert!(!again.opens(&form("")));
        for other in ["traguardo-porta=", "traguardo-porta=corto", "altro=x"] {
            let door = Door::of(&with(other), false);
            assert!(!door.opens(&form(&door.shown())), "{other}");
        }
    }
}
