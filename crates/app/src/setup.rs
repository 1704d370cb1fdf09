//! The first start: a body, its administrator, its methods.

use domain::text::folded;
use store::rows::{Account, Body, Method as MethodRow, RoleGrant};
use store::{Link, new_id};

use crate::accounts::{Accounts, new_account};
use crate::library::Library;
use crate::moment::Moment;
use crate::plans::Plans;
use crate::refusal::{Answer, Complaint, Refusal};
use crate::rights::{Actor, Right, Role};
use crate::trail::{Action, Detail, Entry, Who, append, append_by};

/// The kinds of bodies: their names in method files, and what people call them.
pub const KINDS: [(&str, &str); 6] = [
    ("comune", "Comune"),
    ("provincia", "Provincia"),
    ("città metropolitana", "Città metropolitana"),
    ("unione", "Unione di comuni"),
    ("comunità montana", "Comunità montana"),
    ("altro", "Altro ente"),
];

/// A new body with its first administrator, as it is filled in.
#[derive(Clone, Debug, Default)]
pub struct NewBody {
    /// Official name.
    pub name: String,
    /// comune, provincia…
    pub kind: String,
    /// Name of the account of the administrator.
    pub login: String,
    /// Name and surname of the administrator.
    pub person: String,
    /// Mail address of the administrator; may be blank.
    pub mail: String,
    /// Password of the administrator.
    pub password: String,
}

/// A method file that comes in.
#[derive(Clone, Debug, Default)]
pub struct NewMethod {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Plans {
    /// Whether nobody has set up anything yet.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_empty(&self) -> Answer<bool> {
        let mut reading = self.store().read().await?;
        Ok(reading.link().account_count().await? == 0)
    }

    /// Sets up the first body with its administrator, who is also its planner until somebody else is; only on an empty
    /// database.
    ///
    /// # Errors
    /// When something is missing, or somebody was first.
    pub async fn set_up(&self, accounts: &Accounts, new: NewBody, now: Moment) -> Answer<Body> {
        complain(&new)?;
        let mut account = new_account(&new.login, &new.person, &new.mail, now);
        account.password = accounts.new_password(new.password, &account.login).await?;
        account.runs_system = true;
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        if link.account_count().await? > 0 {
            return Err(Refusal::NotFound);
        }
        link.account_insert(&account).await?;
        let body = insert_body(&mut link, (&new.name, &new.kind), &account, now).await?;
        work.commit().await?;
        Ok(body)
    }

    /// Sets up a further body, for somebody who runs the installation.
    ///
    /// # Errors
    /// Without the right; when something is missing.
    pub async fn add_body(&self, account: &Account, name: &str, kind: &str, now: Moment) -> Answer<Body> {
        if !account.runs_system {
            return Err(Refusal::NotFound);
        }
        if name.trim().is_empty() {
            return Err(Refusal::invalid("name", "scrivi la denominazione dell'ente"));
        }
        let mut work = self.store().work().await?;
        let body = insert_body(&mut work.link()?, (name, kind), account, now).await?;
        work.commit().await?;
        Ok(body)
    }

    /// Adds a method file to those of a body.
    ///
    /// # Errors
    /// Without the right; when the file has faults: each is told with line and key.
    pub async fn add_method(&self, actor: &Actor, new: &NewMethod, now: Moment) -> Answer<String> {
        if !actor.may(Right::KeepMethods) && !actor.may(Right::Import) {
            return Err(Refusal::NotFound);
        }
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        let row = method_row(&mut link, &actor.body.id, &actor.account.id, new, now).await?;
        let entry = Entry {
            item_id: row.id.clone(),
            details: vec![Detail::new("file", "", &row.name), Detail::new("impronta", "", &row.fingerprint)],
            ..Entry::new(Action::MethodAdded)
        };
        append_by(&mut link, actor, now, &[entry]).await?;
        work.commit().await?;
        Ok(row.id)
    }

    /// The method files of a body, the latest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn methods(&self, actor: &Actor) -> Answer<Vec<MethodRow>> {
        Ok(self.store().read().await?.link().method_list(&actor.body.id).await?)
    }
}

/// Reads a method file and writes its row, unless the body has the same.
pub(crate) async fn method_row(
    link: &mut Link<'_>,
    body_id: &str,
    account_id: &str,
    new: &NewMethod,
    now: Moment,
) -> Answer<MethodRow> {
    let library = Library::embedded();
    let method = library.parse(&new.text, &|_| None).map_err(|faults| {
        let complaint =
            |fault: &method::Error| Complaint { field: "method".to_owned(), what: fault.to_string() };
        Refusal::Invalid(faults.iter().map(complaint).collect())
    })?;
    let known = link.method_list(body_id).await?;
    if let Some(known) =
        known.into_iter().find(|row| row.fingerprint == method.fingerprint && row.text == new.text)
    {
        return Ok(known);
    }
    let base = new.text.lines().find_map(|line| line.trim().strip_prefix("base = \"")?.strip_suffix('"'));
    let base = base.and_then(|name| library.get(name)).map(|file| file.method.clone());
    let row = MethodRow {
        body_id: body_id.to_owned(),
        id: new_id(),
        name: new.name.clone(),
        text: new.text.clone(),
        base: base.unwrap_or_default(),
        fingerprint: method.fingerprint,
        created_at: now.0,
        created_by: account_id.to_owned(),
    };
    link.method_insert(&row).await?;
    Ok(row)
}

fn complain(new: &NewBody) -> Answer<()> {
    let given = [
        ("name", &new.name, "scrivi la denominazione dell'ente"),
        ("person", &new.person, "scrivi nome e cognome dell'amministratore"),
        ("login", &new.login, "scrivi il nome utente dell'amministratore"),
        ("password", &new.password, "scrivi una password"),
    ];
    let missing = given.into_iter().filter(|(_, text, _)| text.trim().is_empty());
    let complaints: Vec<Complaint> = missing
        .map(|(field, _, what)| Complaint { field: field.to_owned(), what: what.to_owned() })
        .collect();
    if complaints.is_empty() { Ok(()) } else { Err(Refusal::Invalid(complaints)) }
}

/// Adds a body, with an account as its administrator and planner.
async fn insert_body(
    link: &mut Link<'_>,
    (name, kind): (&str, &str),
    account: &Account,
    now: Moment,
) -> Answer<Body> {
    let body = Body {
        id: new_id(),
        slug: free_slug(link, name).await?,
        name: name.trim().to_owned(),
        kind: kind.trim().to_owned(),
        created_at: now.0,
        ..Body::default()
    };
    link.body_insert(&body).await?;
    link.membership_put(&account.id, &body.id).await?;
    for role in [Role::Administrator, Role::Planner] {
        let grant = RoleGrant {
            body_id: body.id.clone(),
            id: new_id(),
            account_id: account.id.clone(),
            role: role.name().to_owned(),
            from_day: now.day().to_string(),
            ..RoleGrant::default()
        };
        link.role_grant_insert(&grant).await?;
    }
    let entry = Entry {
        details: vec![Detail::new("denominazione", "", &body.name)],
        ..Entry::new(Action::BodySetUp)
    };
    let who = Who { body_id: &body.id, account_id: &account.id, roles: Role::Administrator.name(), now };
    append(link, who, &[entry]).await?;
    Ok(body)
}

/// A name for addresses of pages: `comune-di-x`; a number follows when it is taken.
async fn free_slug(link: &mut Link<'_>, name: &str) -> Answer<String> {
    let words = folded(name);
    let plain: String =
        words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(50).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let plain = if parts.is_empty() { "ente".to_owned() } else { parts.join("-") };
    let mut slug = plain.clone();
    let mut number = 2;
    while link.body_by_slug(&slug).await?.is_some() {
        slug = format!("{plain}-{number}");
        number += 1;
    }
    Ok(slug)
}

/// Two texts line by line: what is only in the old one (`-`), only in the new one (`+`), and what is in both around it.
pub fn difference(old: &str, new: &str) -> Vec<(&'static str, String)> {
    let diff = similar::TextDiff::from_lines(old, new);
    let groups = diff.grouped_ops(3);
    let changes = groups.iter().flatten().flat_map(|operation| diff.iter_changes(operation));
    let told = changes.map(|change| {
        let sign = match change.tag() {
            similar::ChangeTag::Delete => "-",
            similar::ChangeTag::Insert => "+",
            similar::ChangeTag::Equal => "",
        };
        (sign, change.value().trim_end_matches('\n').to_owned())
    });
    told.collect()
}
