//! Accounts that are bound to the name which an identity provider has for a person.
//!
//! An account is bound by its owner only: with password and second factor from the own profile, or with the link by which a new
//! account comes to its first password. Addresses of mail bind nothing: who keeps the provider's directory could write any.

use store::rows::{Account, ResetLink};
use store::{Fault, Link};

use super::{Accounts, Credentials, NotSignedIn, SignedIn, begin_session};
use crate::moment::Moment;
use crate::refusal::{Answer, Refusal};
use crate::secret;
use crate::trail::{Action, Detail, Entry, Who, append};

/// What the trail calls the binding of an account to a provider.
pub(crate) const BINDING: &str = "accesso con il fornitore d'identità";

/// What it was and is, for the trail, when an account is set free.
pub(crate) const FREED: (&str, &str) = ("collegato", "scollegato");

/// What an identity provider calls a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External<'e> {
    /// The provider.
    pub issuer: &'e str,
    /// Its name for the person.
    pub subject: &'e str,
}

impl Accounts {
    /// Signs in the person whom an identity provider knows by a name. Somebody who is bound to no account is not let in.
    ///
    /// # Errors
    /// When no account that is active is bound to that name.
    pub async fn sign_in_as(&self, who: &External<'_>, now: Moment) -> Answer<String> {
        let mut work = self.store.work().await?;
        let mut link = work.link()?;
        let account = link.account_by_subject(who.issuer, who.subject).await?;
        let account = account.filter(|account| account.is_active).ok_or(Refusal::NotFound)?;
        let token = begin_session(&mut link, &account.id, now).await?;
        work.commit().await?;
        Ok(token)
    }

    /// Looks whether a signed-in person knows the password, and has the second factor, of their own account: before they
    /// bind it or set it free. Wrong tries count as at sign-in.
    ///
    /// # Errors
    /// When they do not, or have tried too often.
    pub async fn proves(
        &self,
        signed_in: &SignedIn,
        (password, code): (&str, &str),
        address: &str,
        now: Moment,
    ) -> Result<(), NotSignedIn> {
        let given = Credentials {
            login: signed_in.account.login.clone(),
            password: password.to_owned(),
            code: code.to_owned(),
        };
        self.known(given, address, now).await.map(|_| ())
    }

    /// Binds an account to the name which a provider has for its owner.
    ///
    /// # Errors
    /// When the account is bound already, or another one is bound to that name.
    pub async fn bind(&self, account_id: &str, who: &External<'_>, now: Moment) -> Answer<()> {
        let mut work = self.store.work().await?;
        let mut link = work.link()?;
        let account = link.account_fetch(account_id).await?.filter(|account| account.is_active);
        bind(&mut link, account.ok_or(Refusal::NotFound)?, who, now).await?;
        taken(work.commit().await)
    }

    /// Sets an account free again. Its other sessions end: one of them may have begun at the provider.
    ///
    /// # Errors
    /// When it has no password: nobody could sign in any more.
    pub async fn set_free(&self, signed_in: &SignedIn, now: Moment) -> Answer<()> {
        let mut work = self.store.work().await?;
        let mut link = work.link()?;
        let account = link.account_fetch(&signed_in.account.id).await?.ok_or(Refusal::NotFound)?;
        if account.password.is_empty() {
            return Err(Refusal::blocked("prima di scollegare l'accesso serve una password"));
        }
        release(&mut link, account, &signed_in.session.token).await?;
        tell(&mut link, &signed_in.account.id, FREED, now).await?;
        Ok(work.commit().await?)
    }

    /// Whether a link leads to an account that never had a password and is not bound: with it the account may be bound, instead
    /// of choosing a password. The link for a forgotten password does not bind: that would go around the second factor.
    ///
    /// # Errors
    /// When it does not.
    pub async fn may_bind_by_link(&self, token: &str, now: Moment) -> Answer<()> {
        self.reset_holds(token, now).await?;
        let mut reading = self.store.read().await?;
        unused_account(&mut reading.link(), &secret::token_hash(token)).await.map(|_| ())
    }

    /// Binds an account by the link with which it would come to its first password, and signs its owner in.
    ///
    /// # Errors
    /// When the link does not hold, the account has a password or is bound, or another one is bound to that name.
    pub async fn bind_by_link(&self, token: &str, who: &External<'_>, now: Moment) -> Answer<String> {
        self.reset_holds(token, now).await?;
        let hash = secret::token_hash(token);
        let mut work = self.store.work().await?;
        let mut link = work.link()?;
        let account = unused_account(&mut link, &hash).await?;
        if !link.reset_link_use(&hash, now.0).await? {
            return Err(Refusal::NotFound);
        }
        let id = account.id.clone();
        bind(&mut link, account, who, now).await?;
        let session = begin_session(&mut link, &id, now).await?;
        taken(work.commit().await)?;
        Ok(session)
    }

    /// Seconds to wait before somebody from an address may come back from a provider again: those who come back with codes that
    /// are worth nothing would have us ask the provider in vain.
    pub fn must_wait(&self, address: &str, now: Moment) -> Option<i64> {
        self.throttle.wait_alone(address, now)
    }

    /// Counts somebody who came back from a provider with nothing that it knows.
    pub fn came_in_vain(&self, address: &str, now: Moment) {
        self.throttle.count_alone(address, now);
    }
}

/// Takes the provider's name away from an account, and ends its sessions but the one to be kept.
pub(crate) async fn release(link: &mut Link<'_>, account: Account, but: &str) -> Answer<()> {
    let free = Account { issuer: String::new(), subject: String::new(), ..account };
    if !link.account_update(&free).await? {
        return Err(Refusal::Stale);
    }
    Ok(link.sessions_end(&free.id, but).await?)
}

/// The account of a link, when it has neither password nor provider.
async fn unused_account(link: &mut Link<'_>, hash: &str) -> Answer<Account> {
    let ResetLink { account_id, .. } = link.reset_link_fetch(hash).await?.ok_or(Refusal::NotFound)?;
    let account = link.account_fetch(&account_id).await?;
    let unused = |account: &Account| {
        account.is_active
            && account.password.is_empty()
            && account.subject.is_empty()
            && account.totp.is_empty()
    };
    account.filter(unused).ok_or(Refusal::NotFound)
}

async fn bind(link: &mut Link<'_>, account: Account, who: &External<'_>, now: Moment) -> Answer<()> {
    if !account.subject.is_empty() {
        return Err(Refusal::blocked("il tuo utente è già collegato a un accesso: prima scollega quello"));
    }
    if link.account_by_subject(who.issuer, who.subject).await?.is_some() {
        return Err(bound_elsewhere());
    }
    let bound = Account { issuer: who.issuer.to_owned(), subject: who.subject.to_owned(), ..account };
    match link.account_update(&bound).await {
        Ok(true) => tell(link, &bound.id, ("non collegato", "collegato"), now).await,
        Ok(false) => Err(Refusal::Stale),
        Err(fault) => taken(Err(fault)),
    }
}

fn bound_elsewhere() -> Refusal {
    Refusal::blocked("questa identità è già collegata a un altro utente di Traguardo")
}

/// Two may bind the same name at once: the second one is told.
fn taken(done: Result<(), Fault>) -> Answer<()> {
    done.map_err(|fault| if fault == Fault::Conflict { bound_elsewhere() } else { fault.into() })
}

/// Tells the trail of every body that the account serves. What the provider calls the person is told to nobody.
async fn tell(link: &mut Link<'_>, account_id: &str, (was, is): (&str, &str), now: Moment) -> Answer<()> {
    for body in link.bodies_of_account(account_id).await? {
        let entry = Entry {
            item_id: account_id.to_owned(),
            details: vec![Detail::new(BINDING, was, is)],
            ..Entry::new(Action::AccountChanged)
        };
        append(link, Who { body_id: &body.id, account_id, roles: "", now }, &[entry]).await?;
    }
    Ok(())
}
