//! The tables, described once: a copy is written and read by what stands here, and a test compares it with the database.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `text`: a JSON string in a copy.
    Text,
    /// `bigint`: a JSON number in a copy, up to 63 bits.
    Number,
    /// `boolean`: `true` or `false` in a copy.
    Flag,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// The row of another table that each row needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The other table.
    pub table: &'static str,
    /// The columns that hold its key.
    pub columns: &'static [&'static str],
}

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns of its key.
    pub key: &'static [&'static str],
    /// All columns.
    pub columns: &'static [Column],
    /// What its rows need.
    pub needs: &'static [Need],
    /// Whether it goes into copies.
    pub is_copied: bool,
}

macro_rules! kind {
    () => {
        Kind::Text
    };
    (number) => {
        Kind::Number
    };
    (flag) => {
        Kind::Flag
    };
}

macro_rules! is_copied {
    () => {
        true
    };
    (fleeting) => {
        false
    };
}

macro_rules! tables {
    ($($(#[$mark:ident])? $name:ident ($($key:ident),+) {$($column:ident $(: $kind:ident)?),+}
        $(needs $other:ident ($($by:ident),+))*;)+
    ) => {
        &[$(Table {
            name: stringify!($name),
            key: &[$(stringify!($key)),+],
            columns: &[$(Column { name: stringify!($column), kind: kind!($($kind)?) }),+],
            needs: &[$(Need { table: stringify!($other), columns: &[$(stringify!($by)),+] }),*],
            is_copied: is_copied!($($mark)?),
        }),+]
    };
}

/// Every table, each after those its rows need. A column without a kind holds text. What is `fleeting` does not go into
/// copies: a session that was ended must not live again when an old copy is restored.
#[rustfmt::skip]
pub const TABLES: &[Table] = tables! {
    body (id) { id, slug, name, kind, created_at: number, version: number, chain_number: number, chain_hash };
    account (id) {
        id, login, name, mail, password, totp, totp_step: number, issuer, subject, is_active: flag, runs_system: flag,
        created_at: number, version: number
    };
    #[fleeting]
    session (token) {
        token, account_id, csrf, created_at: number, seen_at: number, expires_at: number
    } needs account (account_id);
    #[fleeting]
    reset_link (token) { token, account_id, expires_at: number, used_at: number } needs account (account_id);
    membership (account_id, body_id) { account_id, body_id } needs account (account_id) needs body (body_id);
    role_grant (body_id, id) {
        body_id, id, account_id, role, unit_id, stands_for, from_day, to_day, version: number
    } needs body (body_id) needs account (account_id);
    unit (body_id, id) { body_id, id, code, name, aliases, parent_id, from_day, to_day, version: number }
        needs body (body_id);
    setting (body_id, name) { body_id, name, value, version: number } needs body (body_id);
    method (body_id, id) {
        body_id, id, name, text, base, fingerprint, created_at: number, created_by
    } needs body (body_id);
    plan (body_id, id) {
        body_id, id, year: number, title, state, reason, method_id, continues, version: number, created_at: number,
        changed_at: number
    } needs body (body_id);
    item (body_id, plan_id, id, since) {
        body_id, plan_id, id, since: number, until: number, list, position: number, parts, content, digest, personal
    } needs plan (body_id, plan_id);
    unit_state (body_id, plan_id, unit_id) {
        body_id, plan_id, unit_id, state, note, at: number, account_id, version: number
    } needs plan (body_id, plan_id);
    waiver (body_id, plan_id, id) {
        body_id, plan_id, id, code, item_id, subject, reason, at: number, account_id, ended_at: number
    } needs plan (body_id, plan_id);
    plan_version (body_id, plan_id, number) {
        body_id, plan_id, number: number, state_version: number, organ, act_kind, act_number, act_day, reason, plan_file,
        method_file, law_file, paper_file, engine, chain_number: number, chain_hash, at: number, account_id
    } needs plan (body_id, plan_id);
    file (body_id, hash) { body_id, hash, size: number, at: number } needs body (body_id);
    attachment (body_id, plan_id, id) {
        body_id, plan_id, id, item_id, name, kind, hash, size: number, at: number, account_id, ended_at: number
    } needs plan (body_id, plan_id);
    comment (body_id, plan_id, id) {
        body_id, plan_id, id, item_id, text, at: number, account_id
    } needs plan (body_id, plan_id);
    draft (body_id, account_id, place) {
        body_id, account_id, place, text, at: number
    } needs body (body_id) needs account (account_id);
    import (body_id, id) {
        body_id, id, plan_id, name, kind, hash, method_id, state, summary, before_version: number,
        after_version: number, at: number, account_id, version: number
    } needs body (body_id);
    job (body_id, id) {
        body_id, id, plan_id, kind, input, state, done: number, whole: number, name, hash, error, at: number,
        begun_at: number, ended_at: number, account_id
    } needs body (body_id);
    audit (body_id, number) {
        body_id, number: number, at: number, account_id, roles, action, plan_id, item_id, reason, source, details,
        previous, hash
    } needs body (body_id);
    personal (body_id, id) { body_id, id, salt, value, erased_at: number } needs body (body_id);
    search (body_id, plan_id, item_id) { body_id, plan_id, item_id, words };
};

/// What goes into copies, in its order.
pub fn copied() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().filter(|table| table.is_copied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_stand_after_what_they_need() {
        for (at, table) in TABLES.iter().enumerate() {
            for need in table.needs {
                let other = TABLES[..at].iter().find(|other| other.name == need.table);
                assert_eq!(other.map(|other| other.key.len()), Some(need.columns.len()), "{}", table.name);
            }
        }
    }

    #[test]
    fn keys_are_columns() {
        for table in TABLES {
            assert!(table.key.iter().all(|key| table.columns.iter().any(|column| column.name == *key)));
        }
    }
}
