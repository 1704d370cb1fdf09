//! Accounts: who signs in, with what, and for how long.

mod counts;
mod external;
mod links;
mod throttle;

use std::sync::Arc;

use store::rows::{Account, ResetLink, Session};
use store::{Fault, Store, new_id};
use tokio::sync::Semaphore;

use crate::moment::Moment;
use crate::refusal::{Answer, Refusal};
use crate::rights::Actor;
use crate::secret;
pub use external::External;
pub(crate) use external::{BINDING, FREED, release};
use links::Links;
use throttle::Throttle;

/// Seconds for which a session lasts without being used.
const IDLE: i64 = 2 * 3600;
/// Seconds for which a session lasts at most.
const LONGEST: i64 = 12 * 3600;
/// Seconds after which the use of a session is noted again.
const NOTED: i64 = 60;
/// Seconds for which a link for a new password holds.
const RESET: i64 = 2 * 3600;

/// The accounts.
#[derive(Clone, Debug)]
pub struct Accounts {
    store: Store,
    throttle: Arc<Throttle>,
    links: Arc<Links>,
    /// Hashing passwords takes memory: so many at a time.
    hashing: Arc<Semaphore>,
}

/// Why somebody was not signed in.
#[derive(Clone, Debug, PartialEq)]
pub enum NotSignedIn {
    /// Name or password are wrong; it is not told which.
    Wrong,
    /// The code of the second factor is wanted.
    CodeWanted,
    /// The code of the second factor is wrong.
    CodeWrong,
    /// So many seconds must pass before the next try.
    Wait(i64),
    /// The database.
    Refused(Refusal),
}

impl<R: Into<Refusal>> From<R> for NotSignedIn {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal.into())
    }
}

/// What a person types to sign in.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// The name of the account.
    pub login: String,
    /// The password.
    pub password: String,
    /// The code of the second factor; blank: none.
    pub code: String,
}

/// A signed-in person, in no body yet.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The person.
    pub account: Account,
    /// The session.
    pub session: Session,
}

impl Accounts {
    /// The accounts in a database.
    pub fn new(store: Store) -> Self {
        Self { store, throttle: Arc::default(), links: Arc::default(), hashing: Arc::new(Semaphore::new(2)) }
    }

    /// Signs somebody in who comes from an address; gives the token of the session.
    ///
    /// # Errors
    /// When they are not who they say, or have tried too often.
    pub async fn sign_in(
        &self,
        given: Credentials,
        address: &str,
        now: Moment,
    ) -> Result<String, NotSignedIn> {
        let key = login(&given.login);
        let account = self.known(given, address, now).await?;
        let mut work = self.store.work().await?;
        let token = begin_session(&mut work.link()?, &account.id, now).await?;
        work.commit().await?;
        self.throttle.forget(&key, address);
        Ok(token)
    }

    /// The account of somebody who knows its password and has its second factor. Wrong tries are counted.
    async fn known(&self, given: Credentials, address: &str, now: Moment) -> Result<Account, NotSignedIn> {
        let login = login(&given.login);
        if let Some(seconds) = self.throttle.wait(&login, address, now) {
            return Err(NotSignedIn::Wait(seconds));
        }
        let known = self.store.read().await?.link().account_by_login(&login).await?;
        let active = known.filter(|account| account.is_active);
        let hash = active.as_ref().map(|account| account.password.clone()).unwrap_or_default();
        if !self.is_password(given.password, hash).await {
            self.throttle.count(&login, address, now);
            return Err(NotSignedIn::Wrong);
        }
        let Some(account) = active else { return Err(NotSignedIn::Wrong) };
        if account.totp.is_empty() {
            return Ok(account);
        }
        if given.code.trim().is_empty() {
            return Err(NotSignedIn::CodeWanted);
        }
        let step = secret::totp_step(&account.totp, &given.code, now.unix());
        let mut work = self.store.work().await?;
        let fresh = match step {
            // A code is used once.
            Some(step) => work.link()?.totp_step_use(&account.id, step).await?,
            None => false,
        };
        if !fresh {
            self.throttle.count(&login, address, now);
            return Err(NotSignedIn::CodeWrong);
        }
        work.commit().await?;
        Ok(account)
    }

    /// The person of a session, when it has not ended. From time to time notes that it is used.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of_session(&self, token: &str, now: Moment) -> Answer<Option<SignedIn>> {
        Ok(self.of_session_in(token, None, now).await?.map(|(signed_in, _)| signed_in))
    }

    /// As [`Accounts::of_session`], with who they are in the body of an address; none when there is no such body, or they
    /// have no role in it today. Every request asks for both: it reads once.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of_session_in(
        &self,
        token: &str,
        slug: Option<&str>,
        now: Moment,
    ) -> Answer<Option<(SignedIn, Option<Actor>)>> {
        let hash = secret::token_hash(token);
        let mut reading = self.store.glance().await?;
        let mut link = reading.link();
        let lives = |session: &Session, account: &Account| now.0 < session.expires_at && account.is_active;
        let known = link.session_fetch(&hash).await?;
        let Some((session, account)) = known.filter(|(session, account)| lives(session, account)) else {
            return Ok(None);
        };
        let actor = match slug {
            Some(slug) => actor_in(&mut link, &account, slug, now).await?,
            None => None,
        };
        drop(reading);
        if now.seconds_since(Moment(session.seen_at)) >= NOTED {
            let last = Moment(session.created_at).later(LONGEST);
            match self.note_use(&hash, now, now.later(IDLE).min(last)).await {
                // It is noted when there is room again: meanwhile people can read, and write down what is not kept.
                Ok(()) | Err(Refusal::Fault(Fault::Full)) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(Some((SignedIn { account, session }, actor)))
    }

    async fn note_use(&self, hash: &str, now: Moment, until: Moment) -> Answer<()> {
        let mut work = self.store.work().await?;
        work.link()?.session_touch(hash, now.0, until.0).await?;
        Ok(work.commit().await?)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_out(&self, token: &str) -> Answer<()> {
        let mut work = self.store.work().await?;
        work.link()?.session_delete(&secret::token_hash(token)).await?;
        Ok(work.commit().await?)
    }

    /// A signed-in person in the body of an address; none when they have no role there today.
    ///
    /// # Errors
    /// When there is no such body, or the person has no role in it: neither is told from the other.
    pub async fn actor(&self, account: &Account, slug: &str, now: Moment) -> Answer<Actor> {
        let mut reading = self.store.read().await?;
        actor_in(&mut reading.link(), account, slug, now).await?.ok_or(Refusal::NotFound)
    }

    /// The bodies in which a person has a role today, with these roles.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn bodies(&self, account: &Account, now: Moment) -> Answer<Vec<Actor>> {
        let mut reading = self.store.read().await?;
        let mut link = reading.link();
        let mut actors = Vec::new();
        for body in link.bodies_of_account(&account.id).await? {
            let grants = link.role_grants_of_account(&body.id, &account.id).await?;
            actors.extend(Actor::new(account.clone(), body, &grants, now.day()));
        }
        Ok(actors)
    }

    /// Makes a link with which an account can choose a password; gives what the link holds. Links made before hold, too,
    /// until they end.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reset_link(&self, account_id: &str, now: Moment) -> Answer<String> {
        let token = secret::token();
        let row = ResetLink {
            token: secret::token_hash(&token),
            account_id: account_id.to_owned(),
            expires_at: now.later(RESET).0,
            used_at: 0,
        };
        let mut work = self.store.work().await?;
        work.link()?.reset_link_insert(&row).await?;
        work.commit().await?;
        Ok(token)
    }

    /// Whether a link can still be used.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn reset_holds(&self, token: &str, now: Moment) -> Answer<()> {
        let link = self.store.read().await?.link().reset_link_fetch(&secret::token_hash(token)).await?;
        let holds = |link: &ResetLink| link.used_at == 0 && now.0 < link.expires_at;
        link.filter(holds).map(|_| ()).ok_or(Refusal::NotFound)
    }

    /// Chooses a password with a link. All sessions of the account end.
    ///
    /// # Errors
    /// When the link does not hold, or the text is no password.
    pub async fn reset(&self, token: &str, password: String, now: Moment) -> Answer<()> {
        self.reset_holds(token, now).await?;
        let hash = secret::token_hash(token);
        let mut reading = self.store.read().await?;
        let row = reading.link().reset_link_fetch(&hash).await?.ok_or(Refusal::NotFound)?;
        let account = reading.link().account_fetch(&row.account_id).await?.ok_or(Refusal::NotFound)?;
        drop(reading);
        let password = self.new_password(password, &account.login).await?;
        let mut work = self.store.work().await?;
        let mut link = work.link()?;
        if !link.reset_link_use(&hash, now.0).await? {
            return Err(Refusal::NotFound);
        }
        if !link.account_update(&Account { password, ..account.clone() }).await? {
            return Err(Refusal::Stale);
        }
        link.sessions_end(&account.id, "").await?;
        Ok(work.commit().await?)
    }

    /// Changes the own password. All other sessions end.
    ///
    /// # Errors
    /// When the old one is wrong, or the new one is no password.
    pub async fn change_password(&self, signed_in: &SignedIn, old: String, new: String) -> Answer<()> {
        let account = &signed_in.account;
        if !self.is_password(old, account.password.clone()).await {
            return Err(Refusal::invalid("old", "la password attuale non è questa"));
        }
        let password = self.new_password(new, &account.login).await?;
        let mut work = self.store.work().await?;
        let mut link = work.link()?;
        if !link.account_update(&Account { password, ..account.clone() }).await? {
            return Err(Refusal::Stale);
        }
        link.sessions_end(&account.id, &signed_in.session.token).await?;
        Ok(work.commit().await?)
    }

    /// Sets the second factor, once a code shows that the authenticator has the secret; a blank secret takes it away.
    ///
    /// # Errors
    /// When the code is wrong.
    pub async fn set_second_factor(
        &self,
        account: &Account,
        (secret, code): (&str, &str),
        now: Moment,
    ) -> Answer<()> {
        let checked = if secret.is_empty() { account.totp.as_str() } else { secret };
        if secret::totp_step(checked, code, now.unix()).is_none() {
            return Err(Refusal::invalid(
                "code",
                "il codice non è giusto: controlla l'ora del telefono e riprova",
            ));
        }
        let mut work = self.store.work().await?;
        if !work.link()?.account_update(&Account { totp: secret.to_owned(), ..account.clone() }).await? {
            return Err(Refusal::Stale);
        }
        Ok(work.commit().await?)
    }

    /// The hash of a new password.
    pub(crate) async fn new_password(&self, password: String, login: &str) -> Answer<String> {
        if let Some(fault) = secret::password_fault(&password, login) {
            return Err(Refusal::invalid("password", fault));
        }
        let hash = self.hashed(move || secret::password_hash(&password)).await.unwrap_or_default();
        if hash.is_empty() {
            return Err(Refusal::blocked("la password non si è potuta salvare: riprova"));
        }
        Ok(hash)
    }

    async fn is_password(&self, password: String, hash: String) -> bool {
        self.hashed(move || secret::password_is(&password, &hash)).await.unwrap_or(false)
    }

    async fn hashed<T: Send + 'static>(&self, hash: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let _turn = self.hashing.acquire().await.ok()?;
        tokio::task::spawn_blocking(hash).await.ok()
    }
}

/// The name of an account as it is kept: without spaces around it, in small letters.
pub fn login(typed: &str) -> String {
    typed.trim().to_lowercase()
}

async fn actor_in(
    link: &mut store::Link<'_>,
    account: &Account,
    slug: &str,
    now: Moment,
) -> Answer<Option<Actor>> {
    let Some(body) = link.body_by_slug(slug).await? else { return Ok(None) };
    let grants = link.role_grants_of_account(&body.id, &account.id).await?;
    Ok(Actor::new(account.clone(), body, &grants, now.day()))
}

async fn begin_session(link: &mut store::Link<'_>, account_id: &str, now: Moment) -> Answer<String> {
    let token = secret::token();
    let session = Session {
        token: secret::token_hash(&token),
        account_id: account_id.to_owned(),
        csrf: secret::token(),
        created_at: now.0,
        seen_at: now.0,
        expires_at: now.later(IDLE).0,
    };
    link.session_insert(&session).await?;
    Ok(token)
}

/// A new account, without a password.
pub fn new_account(typed_login: &str, name: &str, mail: &str, now: Moment) -> Account {
    Account {
        id: new_id(),
        login: login(typed_login),
        name: name.trim().to_owned(),
        mail: mail.trim().to_owned(),
        is_active: true,
        created_at: now.0,
        ..Account::default()
    }
}
