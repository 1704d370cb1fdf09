//! People of a body: accounts and roles, as the administrator keeps them.

use jiff::civil::Date;
use store::new_id;
use store::rows::{Account, RoleGrant};

use crate::accounts::{Accounts, BINDING, FREED, login, new_account, release};
use crate::moment::Moment;
use crate::plans::Plans;
use crate::refusal::{Answer, Complaint, Refusal};
use crate::rights::{Actor, Right, Role};
use crate::trail::{Action, Detail, Entry, append_by};

/// A person of a body with all roles they ever had there.
#[derive(Clone, Debug)]
pub struct Person {
    /// The account.
    pub account: Account,
    /// The roles, those that ended too.
    pub grants: Vec<RoleGrant>,
}

/// A new person, as it is filled in.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// Name of the account.
    pub login: String,
    /// Name and surname.
    pub name: String,
    /// Mail address; may be blank.
    pub mail: String,
}

/// A new role, as it is filled in.
#[derive(Clone, Debug)]
pub struct NewGrant {
    /// The role.
    pub role: Role,
    /// The unit; blank: the whole body.
    pub unit_id: String,
    /// The account it stands in for; blank: none.
    pub stands_for: String,
    /// First day.
    pub from: Date,
    /// Last day; none: no end.
    pub to: Option<Date>,
}

impl Plans {
    /// The people of a body.
    ///
    /// # Errors
    /// Without the right.
    pub async fn people(&self, actor: &Actor) -> Answer<Vec<Person>> {
        if !actor.may(Right::KeepPeople) && !actor.may(Right::KeepStructures) {
            return Err(Refusal::NotFound);
        }
        let mut reading = self.store().read().await?;
        let mut link = reading.link();
        let accounts = link.accounts_of_body(&actor.body.id).await?;
        let grants = link.role_grants_of_body(&actor.body.id).await?;
        let of = |account: &Account| grants.iter().filter(|g| g.account_id == account.id).cloned().collect();
        Ok(accounts.into_iter().map(|account| Person { grants: of(&account), account }).collect())
    }

    /// Adds a person; gives their account, which has no password yet. Somebody who has an account elsewhere comes in with
    /// it.
    ///
    /// # Errors
    /// Without the right; when something is missing.
    pub async fn add_person(&self, actor: &Actor, new: &NewPerson, now: Moment) -> Answer<Account> {
        actor.need(Right::KeepPeople)?;
        let mut complaints = Vec::new();
        let mut need = |field: &str, is_given: bool, what: &str| {
            if !is_given {
                complaints.push(Complaint { field: field.to_owned(), what: what.to_owned() });
            }
        };
        let login = login(&new.login);
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-_@".contains(c);
        need(
            "login",
            login.len() >= 3 && login.chars().all(plain),
            "scrivi il nome utente, di almeno tre lettere o cifre",
        );
        need("name", !new.name.trim().is_empty(), "scrivi nome e cognome");
        let mail = new.mail.trim();
        need("mail", mail.is_empty() || is_mail(mail), "l'indirizzo di posta non è completo");
        if !complaints.is_empty() {
            return Err(Refusal::Invalid(complaints));
        }
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        let account = if let Some(known) = link.account_by_login(&login).await? {
            known
        } else {
            let account = new_account(&login, &new.name, &new.mail, now);
            link.account_insert(&account).await?;
            account
        };
        link.membership_put(&account.id, &actor.body.id).await?;
        let entry = Entry {
            item_id: account.id.clone(),
            details: vec![Detail { personal: true, ..Detail::new("nome utente", "", &login) }],
            ..Entry::new(Action::AccountMade)
        };
        append_by(&mut link, actor, now, &[entry]).await?;
        work.commit().await?;
        Ok(account)
    }

    /// Lets an account in, or keeps it out. Keeping it out ends its sessions.
    ///
    /// # Errors
    /// Without the right; oneself; when the account serves another body too and is not for this one to close.
    pub async fn set_active(&self, actor: &Actor, account_id: &str, active: bool, now: Moment) -> Answer<()> {
        actor.need(Right::KeepPeople)?;
        if account_id == actor.account.id {
            return Err(Refusal::blocked("non puoi disattivare il tuo stesso utente"));
        }
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        let account = self.member(&mut link, actor, account_id).await?;
        if link.bodies_of_account(account_id).await?.len() > 1 {
            return Err(Refusal::blocked(
                "questa persona lavora anche per un altro ente: termina i suoi ruoli, invece di disattivarla",
            ));
        }
        if !link.account_update(&Account { is_active: active, ..account }).await? {
            return Err(Refusal::Stale);
        }
        if !active {
            link.sessions_end(account_id, "").await?;
        }
        let told = |active: bool| if active { "attivo" } else { "disattivato" };
        let entry = Entry {
            item_id: account_id.to_owned(),
            details: vec![Detail::new("stato", told(!active), told(active))],
            ..Entry::new(Action::AccountChanged)
        };
        append_by(&mut link, actor, now, &[entry]).await?;
        Ok(work.commit().await?)
    }

    /// Sets the account of a person free from the identity that a provider has for them: one that is no longer theirs, or not
    /// to be trusted any more. One that is bound to none stays as it is. Their sessions end; whoever has no password asks for
    /// a link.
    ///
    /// # Errors
    /// Without the right; when the person is not of this body, or also of another, where somebody else answers for them.
    pub async fn set_person_free(&self, actor: &Actor, account_id: &str, now: Moment) -> Answer<()> {
        actor.need(Right::KeepPeople)?;
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        let account = self.member(&mut link, actor, account_id).await?;
        if account.subject.is_empty() {
            return Ok(());
        }
        if link.bodies_of_account(account_id).await?.len() > 1 {
            return Err(Refusal::blocked(
                "questa persona lavora anche per un altro ente: si scollega da sé, dal proprio profilo",
            ));
        }
        release(&mut link, account, "").await?;
        let entry = Entry {
            item_id: account_id.to_owned(),
            details: vec![Detail::new(BINDING, FREED.0, FREED.1)],
            ..Entry::new(Action::AccountChanged)
        };
        append_by(&mut link, actor, now, &[entry]).await?;
        Ok(work.commit().await?)
    }

    /// A link with which a person of the body can choose a password.
    ///
    /// # Errors
    /// Without the right; when the person is not of this body, or also of another, where somebody else answers for them.
    pub async fn password_link(
        &self,
        accounts: &Accounts,
        actor: &Actor,
        account_id: &str,
        now: Moment,
    ) -> Answer<String> {
        actor.need(Right::KeepPeople)?;
        let mut reading = self.store().read().await?;
        let mut link = reading.link();
        let account = self.member(&mut link, actor, account_id).await?;
        let shared = link.bodies_of_account(account_id).await?.len() > 1;
        drop(reading);
        // Whoever can sign in already, with a password or from a provider, is not for one of the bodies to take over.
        if shared && !(account.password.is_empty() && account.subject.is_empty()) {
            return Err(Refusal::blocked(
                "questa persona lavora anche per un altro ente e accede già: può chiedere da sé il collegamento per \
                 cambiare la password",
            ));
        }
        accounts.reset_link(account_id, now).await
    }

    async fn member(&self, link: &mut store::Link<'_>, actor: &Actor, account_id: &str) -> Answer<Account> {
        let members = link.accounts_of_body(&actor.body.id).await?;
        members.into_iter().find(|account| account.id == account_id).ok_or(Refusal::NotFound)
    }

    /// Gives a person of the body a role.
    ///
    /// # Errors
    /// Without the right; when the unit is missing or not one of the body, or days are the wrong way round.
    pub async fn give_role(
        &self,
        actor: &Actor,
        account_id: &str,
        new: &NewGrant,
        now: Moment,
    ) -> Answer<()> {
        actor.need(Right::KeepPeople)?;
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        self.member(&mut link, actor, account_id).await?;
        if new.role.is_of_unit() {
            let units = link.unit_list(&actor.body.id).await?;
            if !units.iter().any(|unit| unit.id == new.unit_id) {
                return Err(Refusal::invalid("unit", "questo ruolo è di una struttura: scegli quale"));
            }
        }
        if new.to.is_some_and(|to| to < new.from) {
            return Err(Refusal::invalid("to", "l'ultimo giorno viene prima del primo"));
        }
        if !new.stands_for.is_empty() {
            self.member(&mut link, actor, &new.stands_for).await?;
            if new.to.is_none() {
                return Err(Refusal::invalid("to", "chi sostituisce lo fa fino a un giorno: scrivi quale"));
            }
        }
        let grant = RoleGrant {
            body_id: actor.body.id.clone(),
            id: new_id(),
            account_id: account_id.to_owned(),
            role: new.role.name().to_owned(),
            unit_id: if new.role.is_of_unit() { new.unit_id.clone() } else { String::new() },
            stands_for: new.stands_for.clone(),
            from_day: new.from.to_string(),
            to_day: new.to.map(|day| day.to_string()).unwrap_or_default(),
            version: 0,
        };
        link.role_grant_insert(&grant).await?;
        let entry = Entry {
            item_id: account_id.to_owned(),
            details: vec![
                Detail::new("ruolo", "", new.role.term()),
                Detail::new("struttura", "", &grant.unit_id),
                Detail::new("dal", "", &grant.from_day),
                Detail::new("al", "", &grant.to_day),
            ],
            ..Entry::new(Action::RoleGiven)
        };
        append_by(&mut link, actor, now, &[entry]).await?;
        Ok(work.commit().await?)
    }

    /// Ends a role on a day.
    ///
    /// # Errors
    /// Without the right; the own last role of administrator; when somebody else was first.
    pub async fn end_role(&self, actor: &Actor, grant_id: &str, on: Date, now: Moment) -> Answer<()> {
        actor.need(Right::KeepPeople)?;
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        let body_id = &actor.body.id;
        let grant = link.role_grant_fetch(body_id, grant_id).await?.ok_or(Refusal::NotFound)?;
        if grant.account_id == actor.account.id && grant.role == Role::Administrator.name() {
            return Err(Refusal::blocked(
                "non puoi togliere a te il ruolo di amministratore: lo fa un altro amministratore",
            ));
        }
        let to_day = on.to_string();
        if !link.role_grant_end(body_id, grant_id, &to_day, grant.version).await? {
            return Err(Refusal::Stale);
        }
        let entry = Entry {
            item_id: grant.account_id.clone(),
            details: vec![
                Detail::new("ruolo", Role::named(&grant.role).map_or("", Role::term), ""),
                Detail::new("al", &grant.to_day, &to_day),
            ],
            ..Entry::new(Action::RoleEnded)
        };
        append_by(&mut link, actor, now, &[entry]).await?;
        Ok(work.commit().await?)
    }
}

fn is_mail(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(' '))
}
