//! The query functions: one text for both engines.
//!
//! Each file of this folder is compiled twice, once for each engine (`include!`), and names its engine only as `Db` and
//! `Conn`. [`Link`] has every function as a method that picks the engine. Each function is tested on both engines
//! (`tests/both`): a test compares the list below with the tests.

use crate::fault::Fault;
use crate::link::{Link, on_engine};
use crate::rows::{
    Account, Attachment, Audit, Body, Comment, Draft, File, Import, Item, Job, Method, Personal, Plan,
    PlanVersion, ResetLink, RoleGrant, Session, Setting, Unit, UnitState, Waiver,
};

macro_rules! engine {
    ($name:ident, $db:ident, $connection:ident, $skip_locked:literal) => {
        pub(crate) mod $name {
            use crate::chain;
            use crate::rows::{
                Account, Attachment, Audit, Body, Comment, Draft, File, Import, Item, Job, Method, Personal,
                Plan, PlanVersion, ResetLink, RoleGrant, Session, Setting, Unit, UnitState, Waiver,
            };

            type Db = sqlx::$db;
            type Conn = sqlx::$connection;
            type Answer<T> = Result<T, sqlx::Error>;

            /// Rows that somebody else is changing are passed over; SQLite has nobody else.
            macro_rules! skip_locked {
                () => {
                    $skip_locked
                };
            }

            /// Whether a statement changed a row.
            fn changed_one(done: <Db as sqlx::Database>::QueryResult) -> Answer<bool> {
                Ok(done.rows_affected() > 0)
            }

            include!("bodies.rs");
            include!("accounts.rs");
            include!("plans.rs");
            include!("beside.rs");
            include!("audit.rs");
            include!("search.rs");
        }
    };
}

engine!(sqlite, Sqlite, SqliteConnection, "");
engine!(postgres, Postgres, PgConnection, " for update skip locked");

macro_rules! functions {
    ($($(#[doc = $doc:literal])+ $name:ident($($argument:ident: $ty:ty),*) -> $out:ty;)*) => {
        impl Link<'_> {
            $(
                $(#[doc = $doc])+
                ///
                /// # Errors
                /// When the database does not answer, or refuses.
                pub async fn $name(&mut self, $($argument: $ty),*) -> Result<$out, Fault> {
                    on_engine!(self, stringify!($name), sqlite::$name, postgres::$name $(, $argument)*)
                }
            )*
        }

        /// The names of the query functions.
        pub const FUNCTIONS: &[&str] = &[$(stringify!($name)),*];
    };
}

functions! {
    /// Adds a body; its chain begins.
    body_insert(body: &Body) -> ();
    /// A body by its identity.
    body_fetch(id: &str) -> Option<Body>;
    /// A body by its name in addresses.
    body_by_slug(slug: &str) -> Option<Body>;
    /// Every body, by name in addresses.
    body_list() -> Vec<Body>;
    /// How many bodies there are.
    body_count() -> i64;
    /// The bodies that an account serves.
    bodies_of_account(account_id: &str) -> Vec<Body>;
    /// Writes name and kind; false when somebody else was first.
    body_update(id: &str, name: &str, kind: &str, version: i64) -> bool;
    /// Counts a change of what hangs on a body: its structures, methods, settings.
    body_touch(id: &str) -> ();
    /// The settings of a body.
    setting_list(body_id: &str) -> Vec<Setting>;
    /// Writes a setting.
    setting_put(body_id: &str, name: &str, value: &str) -> ();
    /// Adds a structure.
    unit_insert(unit: &Unit) -> ();
    /// The structures of a body, in the order in which they were made.
    unit_list(body_id: &str) -> Vec<Unit>;
    /// Writes a structure; false when somebody else was first.
    unit_update(unit: &Unit) -> bool;
    /// Adds a method file.
    method_insert(method: &Method) -> ();
    /// A method file.
    method_fetch(body_id: &str, id: &str) -> Option<Method>;
    /// The method files of a body, the latest first.
    method_list(body_id: &str) -> Vec<Method>;
    /// Adds an account.
    account_insert(account: &Account) -> ();
    /// An account by its identity.
    account_fetch(id: &str) -> Option<Account>;
    /// An account by what is typed to sign in.
    account_by_login(login: &str) -> Option<Account>;
    /// An account by its name at an identity provider.
    account_by_subject(issuer: &str, subject: &str) -> Option<Account>;
    /// The accounts that serve a body.
    accounts_of_body(body_id: &str) -> Vec<Account>;
    /// How many accounts there are.
    account_count() -> i64;
    /// Writes every field but the identity, the moment of making and the last time step of the second factor.
    account_update(account: &Account) -> bool;
    /// Uses up a time step of the second factor; false when it, or a later one, was used before.
    totp_step_use(account_id: &str, step: i64) -> bool;
    /// Adds a session.
    session_insert(session: &Session) -> ();
    /// A session by the hash of its cookie, with its account.
    session_fetch(token: &str) -> Option<(Session, Account)>;
    /// Notes that a session was used, and when it ends now.
    session_touch(token: &str, seen_at: i64, expires_at: i64) -> ();
    /// Ends a session.
    session_delete(token: &str) -> ();
    /// Ends every session of an account but the one to be kept.
    sessions_end(account_id: &str, but: &str) -> ();
    /// Takes away the sessions that have ended.
    sessions_sweep(now: i64) -> ();
    /// Adds a link for a new password.
    reset_link_insert(link: &ResetLink) -> ();
    /// A link by the hash of what it holds.
    reset_link_fetch(token: &str) -> Option<ResetLink>;
    /// Uses a link up; false when it was used before.
    reset_link_use(token: &str, at: i64) -> bool;
    /// Takes away the links that hold no more.
    reset_links_sweep(now: i64) -> ();
    /// Says that an account serves a body.
    membership_put(account_id: &str, body_id: &str) -> ();
    /// Adds a role.
    role_grant_insert(grant: &RoleGrant) -> ();
    /// A role.
    role_grant_fetch(body_id: &str, id: &str) -> Option<RoleGrant>;
    /// Ends a role on a day.
    role_grant_end(body_id: &str, id: &str, to_day: &str, version: i64) -> bool;
    /// The roles that an account has in a body.
    role_grants_of_account(body_id: &str, account_id: &str) -> Vec<RoleGrant>;
    /// Every role in a body.
    role_grants_of_body(body_id: &str) -> Vec<RoleGrant>;
    /// Adds a plan.
    plan_insert(plan: &Plan) -> ();
    /// A plan.
    plan_fetch(body_id: &str, id: &str) -> Option<Plan>;
    /// A plan, and the version of its body.
    plan_and_body(body_id: &str, id: &str) -> Option<(Plan, i64)>;
    /// The plans of a body, the latest year first.
    plan_list(body_id: &str) -> Vec<Plan>;
    /// Counts a change; gives the plan with its new version, or nothing when there is no such plan.
    plan_advance(body_id: &str, id: &str, at: i64) -> Option<Plan>;
    /// Writes the title, the state, its reason and the method.
    plan_update(plan: &Plan) -> ();
    /// The items that hold at a version, in the order of their lists.
    items_at(body_id: &str, plan_id: &str, version: i64) -> Vec<Item>;
    /// The states of items that began or ended after a version; of each item the last one.
    items_since(body_id: &str, plan_id: &str, version: i64) -> Vec<Item>;
    /// The present state of one item.
    item_fetch(body_id: &str, plan_id: &str, id: &str) -> Option<Item>;
    /// Every state an item had, the latest first.
    item_history(body_id: &str, plan_id: &str, id: &str) -> Vec<Item>;
    /// Ends the present state of an item with a version; false when it has none.
    item_end(body_id: &str, plan_id: &str, id: &str, since: i64, until: i64) -> bool;
    /// Writes states of items, many at a time.
    items_insert(body_id: &str, plan_id: &str, items: &[Item]) -> ();
    /// Writes the personal values of one state of an item anew: only to erase some.
    item_personal_put(body_id: &str, plan_id: &str, id: &str, since: i64, personal: &str) -> ();
    /// Every state of every item of a plan: to look for what must be erased, and to verify.
    items_ever(body_id: &str, plan_id: &str) -> Vec<Item>;
    /// How far the proposals of the units are.
    unit_state_list(body_id: &str, plan_id: &str) -> Vec<UnitState>;
    /// Brings the proposal of a unit to a state; false when it is not at the version that is expected (0: it has none yet).
    unit_state_put(body_id: &str, plan_id: &str, state: &UnitState) -> bool;
    /// Adds a waiver.
    waiver_insert(body_id: &str, plan_id: &str, waiver: &Waiver) -> ();
    /// Takes a waiver back; false when it no longer holds.
    waiver_end(body_id: &str, plan_id: &str, id: &str, at: i64) -> bool;
    /// The waivers that hold.
    waiver_list(body_id: &str, plan_id: &str) -> Vec<Waiver>;
    /// Adds an approved version.
    plan_version_insert(body_id: &str, plan_id: &str, version: &PlanVersion) -> ();
    /// The approved versions of a plan, the first first.
    plan_version_list(body_id: &str, plan_id: &str) -> Vec<PlanVersion>;
    /// Notes that a file lies in the folder.
    file_put(body_id: &str, file: &File) -> ();
    /// What is known of a file.
    file_fetch(body_id: &str, hash: &str) -> Option<File>;
    /// The files of a body after a hash, in their order: a part of them at a time.
    file_list(body_id: &str, after: &str) -> Vec<File>;
    /// Adds an attachment.
    attachment_insert(body_id: &str, plan_id: &str, attachment: &Attachment) -> ();
    /// Takes an attachment away; false when it is not there.
    attachment_end(body_id: &str, plan_id: &str, id: &str, at: i64) -> bool;
    /// An attachment, also one that was taken away.
    attachment_fetch(body_id: &str, plan_id: &str, id: &str) -> Option<Attachment>;
    /// The attachments of an item that are there, in the order they came in.
    attachment_list(body_id: &str, plan_id: &str, item_id: &str) -> Vec<Attachment>;
    /// Adds a comment.
    comment_insert(body_id: &str, plan_id: &str, comment: &Comment) -> ();
    /// The comments on an item, in their order.
    comment_list(body_id: &str, plan_id: &str, item_id: &str) -> Vec<Comment>;
    /// Keeps unsaved text in place of what was kept before.
    draft_put(body_id: &str, account_id: &str, draft: &Draft) -> ();
    /// The unsaved text of a form.
    draft_fetch(body_id: &str, account_id: &str, place: &str) -> Option<Draft>;
    /// All unsaved text of a person in a body.
    draft_list(body_id: &str, account_id: &str) -> Vec<Draft>;
    /// Forgets unsaved text.
    draft_delete(body_id: &str, account_id: &str, place: &str) -> ();
    /// Adds an import.
    import_insert(import: &Import) -> ();
    /// An import.
    import_fetch(body_id: &str, id: &str) -> Option<Import>;
    /// The last imports of a body.
    import_list(body_id: &str) -> Vec<Import>;
    /// Writes what became of an import.
    import_update(import: &Import) -> bool;
    /// Asks for work.
    job_insert(job: &Job) -> ();
    /// Work that was asked for.
    job_fetch(body_id: &str, id: &str) -> Option<Job>;
    /// The last work asked for on a plan, the latest first.
    job_list(body_id: &str, plan_id: &str) -> Vec<Job>;
    /// Takes the oldest work that waits, or that was begun before `stale` and never ended.
    job_claim(now: i64, stale: i64) -> Option<Job>;
    /// Notes how far work is.
    job_note(body_id: &str, id: &str, done: i64, whole: i64) -> ();
    /// Ends work: with the file it made, or with the reason why it failed.
    job_end(job: &Job) -> ();
    /// Takes the head of a body's chain and holds it until the end of the transaction: entries of a body are written one
    /// after the other.
    chain_head(body_id: &str) -> Option<(i64, String)>;
    /// Writes an entry and moves the head of the chain to it.
    audit_append(body_id: &str, entry: &Audit) -> ();
    /// So many entries before a number, the latest first.
    audit_before(body_id: &str, before: i64, limit: i64) -> Vec<Audit>;
    /// So many entries after a number, in their order.
    audit_after(body_id: &str, after: i64, limit: i64) -> Vec<Audit>;
    /// The entries about an item, the latest first.
    audit_of_item(body_id: &str, plan_id: &str, item_id: &str) -> Vec<Audit>;
    /// Keeps a personal value that an entry is committed to.
    personal_insert(body_id: &str, personal: &Personal) -> ();
    /// A personal value.
    personal_fetch(body_id: &str, id: &str) -> Option<Personal>;
    /// The personal values of a body after an identity, a part of them at a time.
    personal_list(body_id: &str, after: &str) -> Vec<Personal>;
    /// Erases a personal value: what is left is the commitment of the entry, which tells nothing.
    personal_erase(body_id: &str, id: &str, at: i64) -> bool;
}
