//! Sign-ins that were begun at an identity provider, while the person is there.
//!
//! What must be known when they come back is kept by their browser, under our seal and for some minutes: so nobody can fill a
//! table of ours. Each has a cookie of its own, named by the beginning of its state: several tabs may be on their way at once.

use app::{Moment, secret};
use axum::http::HeaderMap;
use axum::response::Response;
use identity::{Provider, Secrets, Setting, Unusable};

use crate::cookies;

/// So many seconds may a person take at the provider.
const LASTS: i64 = 600;
/// So many may be on their way from one browser: the cookies of all of them go with every request.
const MOST: usize = 4;
/// An address to go on to may be so long: all cookies together fit into the eight thousand bytes that proxies take.
const LONGEST_NEXT: usize = 300;

/// The identity providers with which people may sign in.
pub struct Providers {
    all: Vec<Provider>,
    /// What seals the cookies. It is made anew at every start: who is at a provider meanwhile begins again.
    key: String,
}

/// Why somebody was sent to a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To sign in, and to go on to a page.
    SignIn(String),
    /// To bind the account, whose identity this is.
    Bind(String),
    /// To bind the account of a link, which holds this token.
    BindByLink(String),
}

impl Purpose {
    /// Whether the person must prove anew who they are, whatever the provider knows of them already.
    pub fn wants_proof(&self) -> bool {
        matches!(self, Self::Bind(_) | Self::BindByLink(_))
    }
}

/// A sign-in that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The provider's name.
    pub provider: String,
    /// What must be known again.
    pub secrets: Secrets,
    /// Why.
    pub purpose: Purpose,
    /// When it ends, in seconds since 1970.
    ends: i64,
}

impl Providers {
    /// The providers of some settings; people come back to addresses below `address`.
    ///
    /// # Errors
    /// When one cannot be used, or two have the same name.
    pub fn new(settings: Vec<Setting>, address: &str) -> Result<Self, Unusable> {
        let mut all: Vec<Provider> = Vec::new();
        for setting in settings {
            if all.iter().any(|known| known.name() == setting.name || known.issuer() == setting.issuer) {
                let what = "ce n'è un altro con lo stesso nome o lo stesso indirizzo (issuer)".to_owned();
                return Err(Unusable { name: setting.name, what });
            }
            let back = format!("{}{}", address.trim_end_matches('/'), back(&setting.name));
            all.push(Provider::new(setting, &back)?);
        }
        Ok(Self { all, key: secret::token() })
    }

    /// None: people sign in with passwords only.
    pub fn none() -> Self {
        Self { all: Vec::new(), key: String::new() }
    }

    /// All of them.
    pub fn all(&self) -> &[Provider] {
        &self.all
    }

    /// The provider of a name.
    pub fn named(&self, name: &str) -> Option<&Provider> {
        self.all.iter().find(|provider| provider.name() == name)
    }

    /// The provider of an address.
    pub fn of_issuer(&self, issuer: &str) -> Option<&Provider> {
        self.all.iter().find(|provider| provider.issuer() == issuer)
    }

    /// The sign-in that a browser comes back from, by the state in the address.
    pub fn returning(&self, headers: &HeaderMap, state: &str, now: Moment) -> Option<Pending> {
        let known = cookies::all(headers)
            .filter(|(name, _)| *name == cookie_of(state, true) || *name == cookie_of(state, false));
        let mut known = known.filter_map(|(_, value)| Pending::opened(&self.key, value));
        known.find(|pending| secret::same(&pending.secrets.state, state) && now.unix() < pending.ends)
    }

    /// Has the browser keep a sign-in. Those that are too many, or not ours, are forgotten: the oldest first.
    pub fn keep(&self, response: &mut Response, pending: &Pending, headers: &HeaderMap, encrypted: bool) {
        let others = cookies::all(headers).filter(|(name, _)| is_ours(name));
        let mut others: Vec<(i64, &str)> = others
            .map(|(name, value)| (Pending::opened(&self.key, value).map_or(0, |pending| pending.ends), name))
            .collect();
        others.sort_unstable();
        let too_many = (others.len() + 1).saturating_sub(MOST);
        for (_, name) in others.iter().take(too_many) {
            cookies::keep(response, (name, ""), Some(0), encrypted);
        }
        let name = cookie_of(&pending.secrets.state, encrypted);
        let sealed = secret::sealed(&self.key, &pending.text());
        cookies::keep(response, (&name, &sealed), Some(LASTS), encrypted);
    }
}

/// Where people come back to from a provider.
fn back(name: &str) -> String {
    format!("/accesso/con/{name}/ritorno")
}

/// Has the browser forget a sign-in.
pub fn forget(response: &mut Response, state: &str, encrypted: bool) {
    cookies::keep(response, (&cookie_of(state, encrypted), ""), Some(0), encrypted);
}

const COOKIE: &str = "traguardo-entra-";

fn is_ours(name: &str) -> bool {
    [false, true].iter().any(|encrypted| name.starts_with(&cookies::name(COOKIE, *encrypted)))
}

/// The name of the cookie of a sign-in.
fn cookie_of(state: &str, encrypted: bool) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || *c == '_';
    let part: String = state.chars().filter(plain).take(8).collect();
    cookies::name(&format!("{COOKIE}{part}"), encrypted)
}

impl Pending {
    /// A sign-in that begins now.
    pub fn begun(provider: &Provider, secrets: Secrets, purpose: Purpose, now: Moment) -> Self {
        let purpose = match purpose {
            Purpose::SignIn(next) if next.len() > LONGEST_NEXT => Purpose::SignIn("/".to_owned()),
            purpose => purpose,
        };
        Self { provider: provider.name().to_owned(), secrets, purpose, ends: now.unix() + LASTS }
    }

    /// When the person was to prove who they are from, not being believed what the provider knew before, in seconds since
    /// 1970: whoever sits at the browser of somebody else must not bind their identity.
    pub fn anew(&self) -> Option<i64> {
        self.purpose.wants_proof().then_some(self.ends - LASTS)
    }

    fn text(&self) -> String {
        let (why, what) = match &self.purpose {
            Purpose::SignIn(next) => ("entra", next),
            Purpose::Bind(account) => ("collega", account),
            Purpose::BindByLink(token) => ("invito", token),
        };
        form_urlencoded::Serializer::new(String::new())
            .append_pair("p", &self.provider)
            .append_pair("s", &self.secrets.state)
            .append_pair("n", &self.secrets.nonce)
            .append_pair("v", &self.secrets.verifier)
            .append_pair("x", &self.ends.to_string())
            .append_pair(why, what)
            .finish()
    }

    fn opened(key: &str, sealed: &str) -> Option<Self> {
        let text = secret::opened(key, sealed)?;
        let of = |name: &str| {
            let mut pairs = form_urlencoded::parse(text.as_bytes());
            pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
        };
        let purpose = None
            .or_else(|| of("entra").map(Purpose::SignIn))
            .or_else(|| of("collega").map(Purpose::Bind))
            .or_else(|| of("invito").map(Purpose::BindByLink))?;
        let secrets = Secrets { state: of("s")?, nonce: of("n")?, verifier: of("v")? };
        Some(Self { provider: of("p")?, secrets, purpose, ends: of("x")?.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;
    use axum::response::IntoResponse;

    use super::*;
    use axum::http::header::SET_COOKIE;

    const NOW: Moment = Moment(1_764_400_000_000_000);

    fn providers() -> Providers {
        let setting = Setting {
            name: "ente".to_owned(),
            label: "l'accesso dell'ente".to_owned(),
            issuer: "https://id.ente.it".to_owned(),
            client_id: "traguardo".to_owned(),
            ..Setting::default()
        };
        Providers::new(vec![setting], "https://piani.ente.it/").unwrap()
    }

    fn pending(providers: &Providers, state: &str, purpose: Purpose, now: Moment) -> Pending {
        let secrets = Secrets { state: state.to_owned(), nonce: "n".to_owned(), verifier: "v".to_owned() };
        Pending::begun(&providers.all[0], secrets, purpose, now)
    }

    /// What a browser sends after it was told to keep and to forget.
    fn kept(jar: &mut Vec<(String, String)>, response: &Response) -> HeaderMap {
        for told in response.headers().get_all(SET_COOKIE) {
            let text = told.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            jar.retain(|(known, _)| known != name);
            if !text.contains("Max-Age=0") {
                jar.push((name.to_owned(), rest.split(';').next().unwrap().to_owned()));
            }
        }
        let text = jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        HeaderMap::from_iter([(COOKIE, text.parse().unwrap())])
    }

    #[test]
    fn who_comes_back_is_known_by_the_state_until_the_time_is_over() {
        let providers = providers();
        let mut response = ().into_response();
        let begun =
            pending(&providers, "stato-di-prova", Purpose::SignIn("/e/borgo?a=1&b=2".to_owned()), NOW);
        providers.keep(&mut response, &begun, &HeaderMap::new(), true);
        let told = response.headers()[SET_COOKIE].to_str().unwrap();
        assert!(told.starts_with("__Host-traguardo-entra-stato-di="), "{told}");
        assert!(told.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600; Secure"), "{told}");
        let headers = kept(&mut Vec::new(), &response);
        assert_eq!(providers.returning(&headers, "stato-di-prova", NOW), Some(begun));
        assert_eq!(providers.returning(&headers, "stato-di-altri", NOW), None);
        assert_eq!(providers.returning(&headers, "stato-di-prova", NOW.later(LASTS)), None);
        // Another start of the program, or somebody who makes cookies: another key.
        assert_eq!(super::tests::providers().returning(&headers, "stato-di-prova", NOW), None);
    }

    #[test]
    fn several_tabs_are_on_their_way_and_not_too_many() {
        let providers = providers();
        let (mut jar, mut headers) = (Vec::new(), HeaderMap::new());
        let states: Vec<String> = (0..6).map(|number| format!("{number}-stato-lungo")).collect();
        for (number, state) in states.iter().enumerate() {
            let mut response = ().into_response();
            let now = NOW.later(i64::try_from(number).unwrap());
            let begun = pending(&providers, state, Purpose::Bind("a".to_owned()), now);
            providers.keep(&mut response, &begun, &headers, false);
            headers = kept(&mut jar, &response);
        }
        let known: Vec<bool> =
            states.iter().map(|state| providers.returning(&headers, state, NOW).is_some()).collect();
        assert_eq!(known, [false, false, true, true, true, true]);
        let mut response = ().into_response();
        forget(&mut response, &states[3], false);
        let headers = kept(&mut jar, &response);
        assert!(providers.returning(&headers, &states[3], NOW).is_none());
        assert!(providers.returning(&headers, &states[4], NOW).is_some());
    }

    #[test]
    fn two_providers_do_not_share_a_name_or_an_issuer() {
        let setting = |name: &str, issuer: &str| Setting {
            name: name.to_owned(),
            label: "l'accesso dell'ente".to_owned(),
            issuer: issuer.to_owned(),
            client_id: "traguardo".to_owned(),
            ..Setting::default()
        };
        let both = |one, other| Providers::new(vec![one, other], "https://piani.ente.it").is_ok();
        assert!(both(setting("a", "https://a.it"), setting("b", "https://b.it")));
        assert!(!both(setting("a", "https://a.it"), setting("a", "https://b.it")));
        assert!(!both(setting("a", "https://a.it"), setting("b", "https://a.it")));
    }
}
