//! How a provider is set up.

use openidconnect::url::Url;

/// How a provider is set up, as the administrator of the server says it.
#[derive(Clone, Default)]
pub struct Setting {
    /// Its name in addresses: small letters, digits and dashes.
    pub name: String,
    /// What people call it: `Entra con …`.
    pub label: String,
    /// Its address, to the letter as it calls itself.
    pub issuer: String,
    /// The name that it has for us.
    pub client_id: String,
    /// The secret it shares with us; blank: none.
    pub client_secret: String,
    /// Further hosts (`host` or `host:port`) that it answers from, beside that of the issuer.
    pub hosts: Vec<String>,
}

/// Why a provider cannot be used as it is set up, in Italian.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("fornitore d'identità «{name}»: {what}")]
pub struct Unusable {
    /// Its name.
    pub name: String,
    /// What is wrong, and how to mend it.
    pub what: String,
}

impl Setting {
    /// Looks whether it can be used; gives the addresses to which requests may go.
    pub(crate) fn checked(&self) -> Result<Allowed, Unusable> {
        let wrong = |what: &str| Unusable { name: self.name.clone(), what: what.to_owned() };
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || self.name.len() > 40 || !self.name.chars().all(plain) {
            return Err(wrong("il nome è fatto di lettere minuscole, cifre e trattini (al massimo 40)"));
        }
        if self.label.trim().is_empty() || self.client_id.trim().is_empty() {
            return Err(wrong("mancano l'etichetta o l'identificativo del client"));
        }
        let issuer = Url::parse(&self.issuer)
            .map_err(|_| wrong("l'indirizzo (issuer) non è un indirizzo completo"))?;
        if issuer.query().is_some() || issuer.fragment().is_some() || !issuer.username().is_empty() {
            return Err(wrong("l'indirizzo (issuer) non può avere parametri né nome utente"));
        }
        let clear = issuer.scheme() == "http" && is_here(&issuer);
        if issuer.scheme() != "https" && !clear {
            return Err(wrong(
                "l'indirizzo (issuer) comincia con https:// (http:// solo sulla propria macchina)",
            ));
        }
        let own = host_of(&issuer).ok_or_else(|| wrong("l'indirizzo (issuer) non ha un nome di host"))?;
        let others = self.hosts.iter().map(|host| {
            if host.contains(':') { host.to_lowercase() } else { format!("{}:443", host.to_lowercase()) }
        });
        Ok(Allowed {
            scheme: issuer.scheme().to_owned(),
            hosts: std::iter::once(own).chain(others).collect(),
        })
    }
}

/// Where requests may go.
#[derive(Clone, Debug)]
pub(crate) struct Allowed {
    scheme: String,
    hosts: Vec<String>,
}

impl Allowed {
    /// Whether a request may go to an address.
    pub fn reaches(&self, url: &Url) -> bool {
        self.is_of_scheme(url) && host_of(url).is_some_and(|host| self.hosts.contains(&host))
    }

    /// Whether an address is as well protected as the issuer's.
    pub fn is_of_scheme(&self, url: &Url) -> bool {
        url.scheme() == "https" || url.scheme() == self.scheme
    }
}

fn host_of(url: &Url) -> Option<String> {
    Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?))
}

/// Whether an address is on this machine, where nobody listens on the way.
fn is_here(url: &Url) -> bool {
    matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(issuer: &str) -> Setting {
        Setting {
            name: "ente".to_owned(),
            label: "l'accesso dell'ente".to_owned(),
            issuer: issuer.to_owned(),
            client_id: "traguardo".to_owned(),
            ..Setting::default()
        }
    }

    #[test]
    fn only_encrypted_issuers_are_taken_but_on_ones_own_machine() {
        for good in [
            "https://id.ente.it",
            "https://id.ente.it/realms/ente",
            "http://127.0.0.1:4011",
            "http://[::1]:4011",
        ] {
            assert!(setting(good).checked().is_ok(), "{good}");
        }
        for wrong in [
            "",
            "id.ente.it",
            "http://id.ente.it",
            "https://id.ente.it/?a=b",
            "https://a@id.ente.it",
            "file:///etc",
        ] {
            assert!(setting(wrong).checked().is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_stand_in_addresses() {
        for wrong in ["", "Ente", "a/b", "a b", "é", &"a".repeat(41)] {
            assert!(
                Setting { name: wrong.to_owned(), ..setting("https://id.ente.it") }.checked().is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn requests_go_to_the_issuer_and_to_hosts_that_are_named() {
        let hosts = vec!["chiavi.ente.it".to_owned(), "altro.ente.it:8443".to_owned()];
        let allowed = Setting { hosts, ..setting("https://id.ente.it/a") }.checked().unwrap();
        let reaches = |text: &str| allowed.reaches(&Url::parse(text).unwrap());
        for good in [
            "https://id.ente.it/b",
            "https://ID.ente.it:443/",
            "https://chiavi.ente.it/k",
            "https://altro.ente.it:8443/",
        ] {
            assert!(reaches(good), "{good}");
        }
        for wrong in [
            "https://id.ente.it:8443/",
            "http://id.ente.it/",
            "https://id.ente.it.altrove.it/",
            "https://altro.ente.it/",
            "http://169.254.169.254/",
        ] {
            assert!(!reaches(wrong), "{wrong}");
        }
    }
}
