//! Cookies: what a browser keeps for us.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

/// Holds the session of who has signed in.
pub const SESSION: &str = "traguardo";

/// The name under which a cookie is kept. One called `__Host-` is kept by browsers for this host alone and is never sent in
/// the clear.
pub fn name(plain: &str, encrypted: bool) -> String {
    if encrypted { format!("__Host-{plain}") } else { plain.to_owned() }
}

/// A cookie of a request.
pub fn one(headers: &HeaderMap, name: &str) -> Option<String> {
    all(headers).find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

/// The cookies of a request.
pub fn all(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// Has the browser keep a cookie: until it is closed, or for so many seconds; for none, it forgets it.
pub fn keep(response: &mut Response, (name, value): (&str, &str), seconds: Option<i64>, encrypted: bool) {
    let lasts = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if encrypted { "; Secure" } else { "" };
    // Lax: people come by links in messages, and back from the page of an identity provider.
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{lasts}{secure}");
    // What we have kept holds letters, digits and a few signs only.
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let headers = [(COOKIE, HeaderValue::from_static("a=1; traguardo=x=y; b=2"))].into_iter().collect();
        assert_eq!(one(&headers, "traguardo").as_deref(), Some("x=y"));
        assert_eq!(one(&headers, "raguardo"), None);
    }
}
