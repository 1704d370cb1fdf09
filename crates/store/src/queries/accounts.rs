// Accounts, sessions, links for a new password, memberships and roles.

pub async fn account_insert(c: &mut Conn, account: &Account) -> Answer<()> {
    sqlx::query(
        "insert into account (id, login, name, mail, password, totp, totp_step, issuer, subject, is_active, runs_system,
         created_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
    )
    .bind(&account.id)
    .bind(&account.login)
    .bind(&account.name)
    .bind(&account.mail)
    .bind(&account.password)
    .bind(&account.totp)
    .bind(account.totp_step)
    .bind(&account.issuer)
    .bind(&account.subject)
    .bind(account.is_active)
    .bind(account.runs_system)
    .bind(account.created_at)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn account_fetch(c: &mut Conn, id: &str) -> Answer<Option<Account>> {
    sqlx::query_as("select * from account where id = $1").bind(id).fetch_optional(c).await
}

pub async fn account_by_login(c: &mut Conn, login: &str) -> Answer<Option<Account>> {
    sqlx::query_as("select * from account where login = $1").bind(login).fetch_optional(c).await
}

pub async fn account_by_subject(c: &mut Conn, issuer: &str, subject: &str) -> Answer<Option<Account>> {
    sqlx::query_as("select * from account where issuer = $1 and subject = $2 and subject <> ''")
        .bind(issuer)
        .bind(subject)
        .fetch_optional(c)
        .await
}

pub async fn accounts_of_body(c: &mut Conn, body_id: &str) -> Answer<Vec<Account>> {
    sqlx::query_as(
        "select account.* from membership join account on account.id = membership.account_id
         where membership.body_id = $1 order by account.login",
    )
    .bind(body_id)
    .fetch_all(c)
    .await
}

pub async fn account_count(c: &mut Conn) -> Answer<i64> {
    sqlx::query_scalar("select cast(count(*) as bigint) from account").fetch_one(c).await
}

pub async fn account_update(c: &mut Conn, account: &Account) -> Answer<bool> {
    changed_one(
        sqlx::query(
            "update account set login = $1, name = $2, mail = $3, password = $4, totp = $5, issuer = $6, subject = $7,
             is_active = $8, runs_system = $9, version = version + 1 where id = $10 and version = $11",
        )
        .bind(&account.login)
        .bind(&account.name)
        .bind(&account.mail)
        .bind(&account.password)
        .bind(&account.totp)
        .bind(&account.issuer)
        .bind(&account.subject)
        .bind(account.is_active)
        .bind(account.runs_system)
        .bind(&account.id)
        .bind(account.version)
        .execute(c)
        .await?,
    )
}

pub async fn totp_step_use(c: &mut Conn, account_id: &str, step: i64) -> Answer<bool> {
    changed_one(
        sqlx::query("update account set totp_step = $1 where id = $2 and totp_step < $1")
            .bind(step)
            .bind(account_id)
            .execute(c)
            .await?,
    )
}

pub async fn session_insert(c: &mut Conn, session: &Session) -> Answer<()> {
    sqlx::query(
        "insert into session (token, account_id, csrf, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&session.token)
    .bind(&session.account_id)
    .bind(&session.csrf)
    .bind(session.created_at)
    .bind(session.seen_at)
    .bind(session.expires_at)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn session_fetch(c: &mut Conn, token: &str) -> Answer<Option<(Session, Account)>> {
    use sqlx::{FromRow as _, Row as _};
    let row = sqlx::query(
        "select account.*, session.csrf, session.created_at as begun_at, session.seen_at, session.expires_at
         from session join account on account.id = session.account_id where session.token = $1",
    )
    .bind(token)
    .fetch_optional(c)
    .await?;
    let both = |row: <Db as sqlx::Database>::Row| {
        let account = Account::from_row(&row)?;
        let session = Session {
            token: token.to_owned(),
            account_id: account.id.clone(),
            csrf: row.try_get("csrf")?,
            created_at: row.try_get("begun_at")?,
            seen_at: row.try_get("seen_at")?,
            expires_at: row.try_get("expires_at")?,
        };
        Ok((session, account))
    };
    row.map(both).transpose()
}

pub async fn session_touch(c: &mut Conn, token: &str, seen_at: i64, expires_at: i64) -> Answer<()> {
    sqlx::query("update session set seen_at = $1, expires_at = $2 where token = $3")
        .bind(seen_at)
        .bind(expires_at)
        .bind(token)
        .execute(c)
        .await?;
    Ok(())
}

pub async fn session_delete(c: &mut Conn, token: &str) -> Answer<()> {
    sqlx::query("delete from session where token = $1").bind(token).execute(c).await?;
    Ok(())
}

pub async fn sessions_end(c: &mut Conn, account_id: &str, but: &str) -> Answer<()> {
    sqlx::query("delete from session where account_id = $1 and token <> $2")
        .bind(account_id)
        .bind(but)
        .execute(c)
        .await?;
    Ok(())
}

pub async fn sessions_sweep(c: &mut Conn, now: i64) -> Answer<()> {
    sqlx::query("delete from session where expires_at <= $1").bind(now).execute(c).await?;
    Ok(())
}

pub async fn reset_link_insert(c: &mut Conn, link: &ResetLink) -> Answer<()> {
    sqlx::query("insert into reset_link (token, account_id, expires_at, used_at) values ($1, $2, $3, 0)")
        .bind(&link.token)
        .bind(&link.account_id)
        .bind(link.expires_at)
        .execute(c)
        .await?;
    Ok(())
}

pub async fn reset_link_fetch(c: &mut Conn, token: &str) -> Answer<Option<ResetLink>> {
    sqlx::query_as("select * from reset_link where token = $1").bind(token).fetch_optional(c).await
}

pub async fn reset_link_use(c: &mut Conn, token: &str, at: i64) -> Answer<bool> {
    changed_one(
        sqlx::query("update reset_link set used_at = $1 where token = $2 and used_at = 0")
            .bind(at)
            .bind(token)
            .execute(c)
            .await?,
    )
}

pub async fn reset_links_sweep(c: &mut Conn, now: i64) -> Answer<()> {
    sqlx::query("delete from reset_link where expires_at <= $1 or used_at > 0").bind(now).execute(c).await?;
    Ok(())
}

pub async fn membership_put(c: &mut Conn, account_id: &str, body_id: &str) -> Answer<()> {
    sqlx::query("insert into membership (account_id, body_id) values ($1, $2) on conflict do nothing")
        .bind(account_id)
        .bind(body_id)
        .execute(c)
        .await?;
    Ok(())
}

pub async fn role_grant_insert(c: &mut Conn, grant: &RoleGrant) -> Answer<()> {
    sqlx::query(
        "insert into role_grant (body_id, id, account_id, role, unit_id, stands_for, from_day, to_day, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
    )
    .bind(&grant.body_id)
    .bind(&grant.id)
    .bind(&grant.account_id)
    .bind(&grant.role)
    .bind(&grant.unit_id)
    .bind(&grant.stands_for)
    .bind(&grant.from_day)
    .bind(&grant.to_day)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn role_grant_fetch(c: &mut Conn, body_id: &str, id: &str) -> Answer<Option<RoleGrant>> {
    sqlx::query_as("select * from role_grant where body_id = $1 and id = $2")
        .bind(body_id)
        .bind(id)
        .fetch_optional(c)
        .await
}

pub async fn role_grant_end(
    c: &mut Conn,
    body_id: &str,
    id: &str,
    to_day: &str,
    version: i64,
) -> Answer<bool> {
    changed_one(
        sqlx::query(
            "update role_grant set to_day = $1, version = version + 1 where body_id = $2 and id = $3 and version = $4",
        )
        .bind(to_day)
        .bind(body_id)
        .bind(id)
        .bind(version)
        .execute(c)
        .await?,
    )
}

pub async fn role_grants_of_account(c: &mut Conn, body_id: &str, account_id: &str) -> Answer<Vec<RoleGrant>> {
    sqlx::query_as("select * from role_grant where body_id = $1 and account_id = $2 order by id")
        .bind(body_id)
        .bind(account_id)
        .fetch_all(c)
        .await
}

pub async fn role_grants_of_body(c: &mut Conn, body_id: &str) -> Answer<Vec<RoleGrant>> {
    sqlx::query_as("select * from role_grant where body_id = $1 order by id").bind(body_id).fetch_all(c).await
}
