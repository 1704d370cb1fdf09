//! A provider: what it says of itself, where people are sent, and what it calls who comes back.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims,
    CoreIdTokenVerifier, CoreJwsSigningAlgorithm as Signing, CoreProviderMetadata,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    SignatureVerificationError, TokenResponse,
};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::{Instant, timeout};

use crate::fault::Fault;
use crate::http::{Http, Unanswered};
use crate::setting::{Setting, Unusable};

/// What a provider says of itself is asked again after so long.
const FRESH: Duration = Duration::from_hours(1);
/// Keys that do not fit are asked for again, but not more often than this.
const ANEW: Duration = Duration::from_mins(1);
/// A provider that did not answer is left alone for so long.
const ALONE: Duration = Duration::from_secs(10);
/// So many people are asked about at once: each waits for the provider.
const AT_ONCE: usize = 16;
/// The others wait so long for their turn.
const TURN: Duration = Duration::from_secs(5);
/// Clocks may differ by so many seconds.
const SKEW: i64 = 60;
/// A token says who somebody was when it was made: so many seconds later it says nothing.
const OLDEST: i64 = 600;
/// The standard allows so many characters for a person's name.
const LONGEST_SUBJECT: usize = 255;

/// Signatures that are believed: those with a key that only the provider has.
const SIGNATURES: [Signing; 7] = [
    Signing::RsaSsaPkcs1V15Sha256,
    Signing::RsaSsaPkcs1V15Sha384,
    Signing::RsaSsaPkcs1V15Sha512,
    Signing::RsaSsaPssSha256,
    Signing::EcdsaP256Sha256,
    Signing::EcdsaP384Sha384,
    Signing::EdDsa,
];

/// A provider.
pub struct Provider {
    setting: Setting,
    redirect: RedirectUrl,
    issuer: IssuerUrl,
    http: Http,
    known: Mutex<Known>,
    turns: Semaphore,
}

/// What is known of a provider.
#[derive(Default)]
struct Known {
    /// What it says of itself, and since when that is known.
    said: Option<(Arc<CoreProviderMetadata>, Instant)>,
    /// When it last did not answer, and what was the matter.
    failed: Option<(Instant, Fault)>,
}

/// What must be known again when a person comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// What comes back in the address.
    pub state: String,
    /// What comes back in what the provider signs.
    pub nonce: String,
    /// What shows that the code is asked for by who began.
    pub verifier: String,
}

/// A sign-in that was begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Where the person is sent.
    pub address: String,
    /// What must be known again.
    pub secrets: Secrets,
}

impl Provider {
    /// A provider; people come back from it to `redirect`. It is not asked anything yet.
    ///
    /// # Errors
    /// When it cannot be used as it is set up.
    pub fn new(setting: Setting, redirect: &str) -> Result<Self, Unusable> {
        let allowed = setting.checked()?;
        let unusable = |what: String| Unusable { name: setting.name.clone(), what };
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|_| {
            unusable(format!(
                "l'indirizzo dell'applicazione ({redirect}) non è completo: indicalo con --address"
            ))
        })?;
        let issuer = IssuerUrl::new(setting.issuer.clone()).map_err(|error| unusable(error.to_string()))?;
        let http = Http::new(allowed).map_err(unusable)?;
        Ok(Self { setting, redirect, issuer, http, known: Mutex::default(), turns: Semaphore::new(AT_ONCE) })
    }

    /// Its name in addresses.
    pub fn name(&self) -> &str {
        &self.setting.name
    }

    /// What people call it.
    pub fn label(&self) -> &str {
        &self.setting.label
    }

    /// Its address: with the name that it has for a person, that is who somebody is.
    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// Begins a sign-in; `anew`: the person shows who they are also when the provider knows them already.
    ///
    /// # Errors
    /// When the provider does not answer.
    pub async fn begin(&self, anew: bool) -> Result<Begun, Fault> {
        let said = self.said(FRESH).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client =
            CoreClient::from_provider_metadata((*said).clone(), self.client_id(), self.client_secret())
                .set_redirect_uri(self.redirect.clone());
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge);
        if anew {
            // Asked for the age of what it knows, the provider says when the person was last there.
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        let (address, state, nonce) = request.url();
        let secrets = Secrets {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        };
        Ok(Begun { address: address.into(), secrets })
    }

    /// What the provider calls the person who came back with a code; `now` in seconds since 1970, and `anew`, when the person
    /// was to prove who they are once more, since when.
    ///
    /// # Errors
    /// When the provider does not answer, does not know the code, or what it says cannot be believed.
    pub async fn finish(
        &self,
        code: &str,
        secrets: &Secrets,
        (now, anew): (i64, Option<i64>),
    ) -> Result<String, Fault> {
        let turn = timeout(TURN, self.turns.acquire()).await;
        let _turn = turn.map_err(|_| Fault::Busy)?.map_err(|_| Fault::Busy)?;
        let said = self.said(FRESH).await?;
        let token = self.token(&said, code, secrets).await?;
        let nonce = Nonce::new(secrets.nonce.clone());
        let claims = match self.verified(&said, &token, &nonce, now) {
            // The provider may have new keys.
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_),
            )) => {
                let said = self.said(ANEW).await?;
                self.verified(&said, &token, &nonce, now)
            }
            verified => verified,
        };
        let claims = claims.map_err(|error| Fault::Refused(told(&error)))?;
        // Not every provider says it.
        let proved = claims.auth_time().map(|proved| proved.timestamp());
        if anew.zip(proved).is_some_and(|(since, proved)| proved < since - SKEW) {
            return Err(Fault::Refused(
                "la persona era già entrata prima, e non si è fatta riconoscere di nuovo".to_owned(),
            ));
        }
        let subject = claims.subject().to_string();
        if subject.is_empty() || subject.len() > LONGEST_SUBJECT || subject.chars().any(char::is_control) {
            return Err(Fault::Refused(
                "il nome della persona (sub) non è come lo vuole lo standard".to_owned(),
            ));
        }
        Ok(subject)
    }

    /// Changes a code for a token.
    async fn token(
        &self,
        said: &CoreProviderMetadata,
        code: &str,
        secrets: &Secrets,
    ) -> Result<CoreIdToken, Fault> {
        let client = CoreClient::from_provider_metadata(said.clone(), self.client_id(), self.client_secret())
            .set_redirect_uri(self.redirect.clone())
            .set_auth_type(auth_type(said));
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| Fault::Unreachable(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()));
        let answer = request.request_async(&self.http).await.map_err(|error| match error {
            // Only its kind: what it says beyond that may be about the person.
            RequestTokenError::ServerResponse(said) => {
                Fault::Refused(format!("il codice non vale ({})", said.error()))
            }
            RequestTokenError::Request(unanswered) => Fault::Unreachable(unanswered.to_string()),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                Fault::Unreachable("la risposta con il token non si legge".to_owned())
            }
        })?;
        answer.id_token().cloned().ok_or_else(|| Fault::Refused("manca il token d'identità".to_owned()))
    }

    /// What a token says, when it can be believed.
    fn verified<'t>(
        &self,
        said: &CoreProviderMetadata,
        token: &'t CoreIdToken,
        nonce: &Nonce,
        now: i64,
    ) -> Result<&'t CoreIdTokenClaims, ClaimsVerificationError> {
        let verifier = CoreIdTokenVerifier::new_public_client(
            self.client_id(),
            self.issuer.clone(),
            said.jwks().clone(),
        )
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || moment(now.saturating_sub(SKEW)))
        .set_issue_time_verifier_fn(move |issued| {
            let age = now.saturating_sub(issued.timestamp());
            let good = (-SKEW..=OLDEST + SKEW).contains(&age);
            good.then_some(()).ok_or_else(|| format!("issued {age} seconds ago"))
        });
        let claims = token.claims(&verifier, nonce)?;
        // The library leaves this to us: a token that was made for somebody else is none for us.
        if claims.authorized_party().is_some_and(|party| *party != self.client_id()) {
            return Err(ClaimsVerificationError::InvalidAudience("azp".to_owned()));
        }
        Ok(claims)
    }

    /// What the provider says of itself, no older than that.
    async fn said(&self, age: Duration) -> Result<Arc<CoreProviderMetadata>, Fault> {
        // Those who come meanwhile wait, and it is asked once.
        let mut known = self.known.lock().await;
        if let Some((said, _)) = known.said.as_ref().filter(|(_, since)| since.elapsed() < age) {
            return Ok(Arc::clone(said));
        }
        if let Some((_, fault)) = known.failed.as_ref().filter(|(since, _)| since.elapsed() < ALONE) {
            return Err(fault.clone());
        }
        match self.discover().await {
            Ok(said) => {
                let said = Arc::new(said);
                *known = Known { said: Some((Arc::clone(&said), Instant::now())), failed: None };
                Ok(said)
            }
            Err(fault) => {
                known.failed = Some((Instant::now(), fault.clone()));
                Err(fault)
            }
        }
    }

    async fn discover(&self) -> Result<CoreProviderMetadata, Fault> {
        let said = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
        let said = said.map_err(|error| Fault::Unreachable(undiscovered(&error)))?;
        if !self.http.may_send_to(said.authorization_endpoint().url()) {
            return Err(Fault::Unreachable("l'indirizzo a cui si accede non è cifrato".to_owned()));
        }
        Ok(said)
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.setting.client_id.clone())
    }

    fn client_secret(&self) -> Option<ClientSecret> {
        let secret = &self.setting.client_secret;
        (!secret.is_empty()).then(|| ClientSecret::new(secret.clone()))
    }
}

/// How the secret is shown: in the header, unless the provider takes it in the form only.
fn auth_type(said: &CoreProviderMetadata) -> AuthType {
    let methods = said.token_endpoint_auth_methods_supported();
    let only_form = methods.is_some_and(|methods| {
        methods.contains(&CoreClientAuthMethod::ClientSecretPost)
            && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
    });
    if only_form { AuthType::RequestBody } else { AuthType::BasicAuth }
}

fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

fn undiscovered(error: &DiscoveryError<Unanswered>) -> String {
    match error {
        DiscoveryError::Request(unanswered) => unanswered.to_string(),
        DiscoveryError::Response(status, _, _) => format!("la descrizione del servizio dà lo stato {status}"),
        DiscoveryError::Validation(what) => format!("la descrizione del servizio non va bene: {what}"),
        _ => "la descrizione del servizio non si legge".to_owned(),
    }
}

/// What was wrong with a token: its kind, and nothing that stood in it.
fn told(error: &ClaimsVerificationError) -> String {
    let kind = match error {
        ClaimsVerificationError::Expired(_) => "è scaduta, o gli orologi non vanno d'accordo",
        ClaimsVerificationError::InvalidAudience(_) => "è per un altro client",
        ClaimsVerificationError::InvalidIssuer(_) => "viene da un altro fornitore",
        ClaimsVerificationError::InvalidNonce(_) => "non risponde a questo accesso (nonce)",
        ClaimsVerificationError::SignatureVerification(_) => "la firma non è valida",
        ClaimsVerificationError::Unsupported(_) => "è in una forma che non si usa",
        _ => "non è come la vuole lo standard",
    };
    kind.to_owned()
}
