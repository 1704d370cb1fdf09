//! The rows, as query functions give and take them.
//!
//! Instants are microseconds since 1970 in UTC, days ISO text; a blank text stands for nothing.

use sqlx::{ColumnIndex, Decode, Error, FromRow, Row, Type};

/// The end of what holds now.
pub const NOW: i64 = i64::MAX;

macro_rules! rows {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $fdoc:literal])+ $field:ident: $ty:ty,)* })*) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            $($(#[doc = $fdoc])+ pub $field: $ty,)*
        }

        // What the macro of sqlx would derive: with its macros, SQLite and the drivers are built a second time, for the compiler.
        impl<'r, R: Row> FromRow<'r, R> for $name
        where
            &'static str: ColumnIndex<R>,
            $($ty: Decode<'r, R::Database> + Type<R::Database>,)*
        {
            fn from_row(row: &'r R) -> Result<Self, Error> {
                Ok(Self { $($field: row.try_get(stringify!($field))?,)* })
            }
        }

        impl $name {
            /// The columns, in the order of the struct.
            pub const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];
        }
    )*};
}

rows! {
    /// A local authority (*ente*).
    Body {
        /// Identity.
        id: String,
        /// Its name in addresses of pages.
        slug: String,
        /// Official name.
        name: String,
        /// comune, provincia…
        kind: String,
        /// When it was set up.
        created_at: i64,
        /// Optimistic lock.
        version: i64,
        /// Number of the last entry of its audit chain.
        chain_number: i64,
        /// Hash of the last entry of its audit chain.
        chain_hash: String,
    }
    /// An account: one person, whatever bodies they serve.
    Account {
        /// Identity.
        id: String,
        /// What is typed to sign in, in small letters.
        login: String,
        /// Name and surname.
        name: String,
        /// Mail address; blank when none is known.
        mail: String,
        /// Hash of the password (argon2); blank: no local password.
        password: String,
        /// Secret of the second factor; blank: none.
        totp: String,
        /// The last time step of the second factor that was used.
        totp_step: i64,
        /// The identity provider; blank: none.
        issuer: String,
        /// The name at the identity provider.
        subject: String,
        /// Whether it may sign in.
        is_active: bool,
        /// Whether it may set up bodies and look after the installation.
        runs_system: bool,
        /// When it was made.
        created_at: i64,
        /// Optimistic lock.
        version: i64,
    }
    /// A session of a signed-in person.
    Session {
        /// SHA-256 of what the cookie holds.
        token: String,
        /// Whose.
        account_id: String,
        /// What its forms must carry.
        csrf: String,
        /// When it began.
        created_at: i64,
        /// When it was last used.
        seen_at: i64,
        /// When it ends.
        expires_at: i64,
    }
    /// A link to choose a new password.
    ResetLink {
        /// SHA-256 of what the link holds.
        token: String,
        /// Whose.
        account_id: String,
        /// When it ends.
        expires_at: i64,
        /// When it was used; 0: never.
        used_at: i64,
    }
    /// A role that somebody has in a body, in a unit, for a time.
    RoleGrant {
        /// The body.
        body_id: String,
        /// Identity.
        id: String,
        /// Who has it.
        account_id: String,
        /// Name of the role.
        role: String,
        /// Identity of the unit; blank: the whole body.
        unit_id: String,
        /// The account it stands in for (*sostituto per la compilazione*); blank: none.
        stands_for: String,
        /// First day.
        from_day: String,
        /// Last day; blank: no end.
        to_day: String,
        /// Optimistic lock.
        version: i64,
    }
    /// A structure of a body (*settore, area, servizio*).
    Unit {
        /// The body.
        body_id: String,
        /// Identity, the same across years.
        id: String,
        /// Code; blank: none.
        code: String,
        /// Name.
        name: String,
        /// Other names under which plans speak of it, one on each line.
        aliases: String,
        /// The structure above; blank: none.
        parent_id: String,
        /// First day; blank: always.
        from_day: String,
        /// Last day; blank: no end.
        to_day: String,
        /// Optimistic lock.
        version: i64,
    }
    /// A setting of a body.
    Setting {
        /// The body.
        body_id: String,
        /// Name.
        name: String,
        /// Value.
        value: String,
        /// Optimistic lock.
        version: i64,
    }
    /// A method file of a body; it is never changed, a new one takes its place.
    Method {
        /// The body.
        body_id: String,
        /// Identity.
        id: String,
        /// Its name.
        name: String,
        /// The text of the file.
        text: String,
        /// The text of the method it stands on; blank: none.
        base: String,
        /// SHA-256 of both.
        fingerprint: String,
        /// When it came in.
        created_at: i64,
        /// Who brought it.
        created_by: String,
    }
    /// A plan of a body.
    Plan {
        /// The body.
        body_id: String,
        /// Identity.
        id: String,
        /// First year.
        year: i64,
        /// Name.
        title: String,
        /// State of the plan as a whole.
        state: String,
        /// Why it is open again after it was approved.
        reason: String,
        /// The method it is written with.
        method_id: String,
        /// The plan it was copied from; blank: none.
        continues: String,
        /// Counts the changes: each write makes the next version.
        version: i64,
        /// When it was made.
        created_at: i64,
        /// When it was last changed.
        changed_at: i64,
    }
    /// A part of a plan in one of its states.
    Item {
        /// Identity, the same across years.
        id: String,
        /// The version of the plan from which it holds.
        since: i64,
        /// The version from which it no longer holds, or [`NOW`].
        until: i64,
        /// The list of the plan it stands in (`objectives`); blank: the plan's own fields.
        list: String,
        /// Its place among the items of its list.
        position: i64,
        /// Identities of what stands in its lists, as JSON.
        parts: String,
        /// What it holds but for personal values, as JSON.
        content: String,
        /// SHA-256 of the content.
        digest: String,
        /// Its personal values, as JSON; blank when they were erased.
        personal: String,
    }
    /// How far the proposal of a unit is.
    UnitState {
        /// The unit.
        unit_id: String,
        /// Name of the state.
        state: String,
        /// Remarks with which it was sent back, or of the one who sent it.
        note: String,
        /// Since when.
        at: i64,
        /// Who brought it there.
        account_id: String,
        /// Optimistic lock.
        version: i64,
    }
    /// A finding that was passed over with a reason (*prosegui con motivazione*).
    Waiver {
        /// Identity.
        id: String,
        /// Code of the finding.
        code: String,
        /// The item it is about; blank: the plan.
        item_id: String,
        /// What the finding is about, to know it again.
        subject: String,
        /// The reason.
        reason: String,
        /// When.
        at: i64,
        /// Who.
        account_id: String,
        /// When it was taken back; 0: it holds.
        ended_at: i64,
    }
    /// An approved version of a plan; it is never changed.
    PlanVersion {
        /// Number, from 1.
        number: i64,
        /// The version of the plan that was approved.
        state_version: i64,
        /// The organ that approved it.
        organ: String,
        /// Kind of act.
        act_kind: String,
        /// Number of the act.
        act_number: String,
        /// Day of the act.
        act_day: String,
        /// Reason of a change in the course of the year.
        reason: String,
        /// File with the canonical bytes of the plan.
        plan_file: String,
        /// File with the method.
        method_file: String,
        /// File with the catalogue of findings and the figures of law.
        law_file: String,
        /// File with the printed plan.
        paper_file: String,
        /// Version of the program.
        engine: String,
        /// Last entry of the audit chain before the approval.
        chain_number: i64,
        /// Its hash.
        chain_hash: String,
        /// When.
        at: i64,
        /// Who recorded it.
        account_id: String,
    }
    /// A file in the folder, known by its SHA-256.
    File {
        /// SHA-256.
        hash: String,
        /// Bytes.
        size: i64,
        /// When it came in.
        at: i64,
    }
    /// A file attached to an item of a plan.
    Attachment {
        /// Identity.
        id: String,
        /// The item.
        item_id: String,
        /// Name of the file.
        name: String,
        /// Media type.
        kind: String,
        /// SHA-256.
        hash: String,
        /// Bytes.
        size: i64,
        /// When.
        at: i64,
        /// Who.
        account_id: String,
        /// When it was taken away; 0: it is there.
        ended_at: i64,
    }
    /// A comment on an item of a plan.
    Comment {
        /// Identity.
        id: String,
        /// The item.
        item_id: String,
        /// What it says.
        text: String,
        /// When.
        at: i64,
        /// Who.
        account_id: String,
    }
    /// Text that somebody is writing and has not saved.
    Draft {
        /// The form it belongs to.
        place: String,
        /// The fields of the form, encoded as a form.
        text: String,
        /// When.
        at: i64,
    }
    /// A file that was brought in, to be looked at, confirmed or undone.
    Import {
        /// The body.
        body_id: String,
        /// Identity.
        id: String,
        /// The plan it went into; blank: none yet.
        plan_id: String,
        /// Name of the file.
        name: String,
        /// Format, as people call it.
        kind: String,
        /// SHA-256 of the file.
        hash: String,
        /// The method it was read with.
        method_id: String,
        /// Name of the state.
        state: String,
        /// What came of reading it, as JSON.
        summary: String,
        /// Version of the plan before it.
        before_version: i64,
        /// Version of the plan after it.
        after_version: i64,
        /// When.
        at: i64,
        /// Who.
        account_id: String,
        /// Optimistic lock.
        version: i64,
    }
    /// Work that is done in the background.
    Job {
        /// The body.
        body_id: String,
        /// Identity.
        id: String,
        /// The plan.
        plan_id: String,
        /// What is made.
        kind: String,
        /// What it is made from, as JSON.
        input: String,
        /// `waiting`, `running`, `done`, `failed`.
        state: String,
        /// How much of it is done.
        done: i64,
        /// How much there is to do.
        whole: i64,
        /// Name of the file that it makes.
        name: String,
        /// SHA-256 of the file that it made.
        hash: String,
        /// Why it failed.
        error: String,
        /// When it was asked for.
        at: i64,
        /// When it began.
        begun_at: i64,
        /// When it ended.
        ended_at: i64,
        /// Who asked for it.
        account_id: String,
    }
    /// An entry of the audit trail (*registro delle modifiche*).
    Audit {
        /// Number in the chain of the body, from 1.
        number: i64,
        /// When.
        at: i64,
        /// Who.
        account_id: String,
        /// In which roles.
        roles: String,
        /// What was done.
        action: String,
        /// The plan; blank: none.
        plan_id: String,
        /// The item; blank: none.
        item_id: String,
        /// Why.
        reason: String,
        /// Where it came from: by hand, from a file, reckoned.
        source: String,
        /// What before and after, as JSON; personal values by their commitments.
        details: String,
        /// Hash of the entry before.
        previous: String,
        /// Hash of this entry.
        hash: String,
    }
    /// A personal value that an entry of the chain is committed to.
    Personal {
        /// Identity.
        id: String,
        /// What was added to the value before it was hashed.
        salt: String,
        /// The value; blank when it was erased.
        value: String,
        /// When it was erased; 0: it is there.
        erased_at: i64,
    }
}
