//! Requests to a provider: to its own hosts only, within limits of time and size, without following anybody elsewhere.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http, url};

use crate::setting::Allowed;

/// A request may take so long, from beginning to end.
const TIME: Duration = Duration::from_secs(10);
/// An answer may be so long: the keys of a large provider are some ten thousand bytes.
const LONGEST: usize = 256 * 1024;

/// What asks a provider.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    client: reqwest::Client,
    allowed: Allowed,
}

/// Why a provider was not asked, or did not answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unanswered {
    #[error("un indirizzo non è di un host ammesso ({0})")]
    Elsewhere(String),
    #[error("la risposta è troppo lunga")]
    TooLong,
    #[error("la richiesta non riesce ({0})")]
    Failed(String),
}

impl From<reqwest::Error> for Unanswered {
    fn from(error: reqwest::Error) -> Self {
        // The address may hold what is secret. What is the matter says the innermost cause: a certificate, a name, a port.
        let error = error.without_url();
        let causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
        Self::Failed(causes.last().map_or_else(|| error.to_string(), ToString::to_string))
    }
}

impl Http {
    pub fn new(allowed: Allowed) -> Result<Self, String> {
        // Somebody else of the program may have said it before: it is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(TIME / 2)
            .timeout(TIME)
            .user_agent("traguardo")
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { client, allowed })
    }

    /// Whether people may be sent to an address.
    pub fn may_send_to(&self, address: &url::Url) -> bool {
        self.allowed.is_of_scheme(address)
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let (parts, body) = request.into_parts();
        let elsewhere = |_| Unanswered::Elsewhere(parts.uri.host().unwrap_or_default().to_owned());
        let address = url::Url::parse(&parts.uri.to_string()).map_err(elsewhere)?;
        if !self.allowed.reaches(&address) {
            return Err(Unanswered::Elsewhere(address.host_str().unwrap_or_default().to_owned()));
        }
        let sent = self.client.request(parts.method, address).headers(parts.headers).body(body).send();
        let mut answer = sent.await?;
        let mut whole = Vec::new();
        while let Some(piece) = answer.chunk().await? {
            if whole.len() + piece.len() > LONGEST {
                return Err(Unanswered::TooLong);
            }
            whole.extend_from_slice(&piece);
        }
        let mut told = http::Response::builder().status(answer.status());
        if let Some(headers) = told.headers_mut() {
            headers.clone_from(answer.headers());
        }
        told.body(whole).map_err(|error| Unanswered::Failed(error.to_string()))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}
