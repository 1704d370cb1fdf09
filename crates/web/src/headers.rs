//! The headers that every answer carries, whatever made it.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, SERVER, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Scripts, styles and fonts come from here only, and nothing stands in the page itself.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
    magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
/// For this host only: what else a body serves below its name is not ours to change.
const TWO_YEARS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// How requests come to us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transport {
    /// In the clear: on one's own machine, or in a closed network.
    #[default]
    Plain,
    /// Encrypted, always.
    Encrypted,
    /// Through a proxy that is trusted and says it in `X-Forwarded-Proto`.
    Proxied,
}

impl Transport {
    /// Whether people reach the application over an encrypted way, whichever way a request has come.
    pub fn is_public_encrypted(self) -> bool {
        self != Self::Plain
    }

    /// Whether a request was encrypted on its way.
    pub fn is_encrypted(self, request: &Request) -> bool {
        match self {
            Self::Plain => false,
            Self::Encrypted => true,
            Self::Proxied => request.headers().get("x-forwarded-proto").is_some_and(|value| value == "https"),
        }
    }
}

/// The middleware: `axum::middleware::from_fn_with_state(transport, headers::secure)`, outside of everything else.
///
/// An answer that says nothing of how long it may be kept is not kept: pages hold the work of people.
pub async fn secure(State(transport): State<Transport>, request: Request, next: Next) -> Response {
    let encrypted = transport.is_encrypted(&request);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    headers.entry(CACHE_CONTROL).or_insert(NO_STORE);
    if encrypted {
        headers.insert(STRICT_TRANSPORT_SECURITY, TWO_YEARS);
    }
    headers.remove(SERVER);
    headers.remove("x-powered-by");
    response
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn answer(transport: Transport, path: &str, proto: &str) -> Response {
        let routes = Router::new()
            .route("/", get(|| async { [("server", "axum"), ("x-frame-options", "SAMEORIGIN")] }))
            .route("/kept", get(|| async { [("cache-control", "public, max-age=60")] }))
            .layer(from_fn_with_state(transport, secure));
        let request = Request::builder().uri(path).header("x-forwarded-proto", proto).body(Body::empty());
        routes.oneshot(request.unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn pages_carry_every_header_and_are_not_kept() {
        let response = answer(Transport::Plain, "/", "https").await;
        for (name, value) in ALWAYS {
            assert_eq!(response.headers().get_all(&name).iter().collect::<Vec<_>>(), [value], "{name}");
        }
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert!(!response.headers().contains_key("server"));
        assert!(!response.headers().contains_key("strict-transport-security"));
    }

    #[tokio::test]
    async fn the_policy_is_one_line() {
        assert!(POLICY.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
        assert!(POLICY.ends_with(
            "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ));
        assert!(!POLICY.contains("  ") && !POLICY.contains("unsafe"));
    }

    #[tokio::test]
    async fn what_may_be_kept_stays_so_and_what_is_not_found_has_the_headers() {
        let response = answer(Transport::Plain, "/kept", "http").await;
        assert_eq!(response.headers()["cache-control"], "public, max-age=60");
        let response = answer(Transport::Plain, "/none", "http").await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(response.headers()["x-frame-options"], "DENY");
    }

    #[tokio::test]
    async fn only_an_encrypted_way_is_made_a_must() {
        let asks = |response: Response| response.headers().contains_key("strict-transport-security");
        assert!(asks(answer(Transport::Encrypted, "/", "http").await));
        assert!(asks(answer(Transport::Proxied, "/", "https").await));
        assert!(!asks(answer(Transport::Proxied, "/", "http").await));
    }
}
