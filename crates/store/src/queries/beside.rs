// What stands beside a plan: files, attachments, comments, drafts, imports and work in the background.

pub async fn file_put(c: &mut Conn, body_id: &str, file: &File) -> Answer<()> {
    sqlx::query("insert into file (body_id, hash, size, at) values ($1, $2, $3, $4) on conflict do nothing")
        .bind(body_id)
        .bind(&file.hash)
        .bind(file.size)
        .bind(file.at)
        .execute(c)
        .await?;
    Ok(())
}

pub async fn file_fetch(c: &mut Conn, body_id: &str, hash: &str) -> Answer<Option<File>> {
    sqlx::query_as("select hash, size, at from file where body_id = $1 and hash = $2")
        .bind(body_id)
        .bind(hash)
        .fetch_optional(c)
        .await
}

pub async fn file_list(c: &mut Conn, body_id: &str, after: &str) -> Answer<Vec<File>> {
    sqlx::query_as(
        "select hash, size, at from file where body_id = $1 and hash > $2 order by hash limit 1000",
    )
    .bind(body_id)
    .bind(after)
    .fetch_all(c)
    .await
}

pub async fn attachment_insert(
    c: &mut Conn,
    body_id: &str,
    plan_id: &str,
    attachment: &Attachment,
) -> Answer<()> {
    sqlx::query(
        "insert into attachment (body_id, plan_id, id, item_id, name, kind, hash, size, at, account_id, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(&attachment.id)
    .bind(&attachment.item_id)
    .bind(&attachment.name)
    .bind(&attachment.kind)
    .bind(&attachment.hash)
    .bind(attachment.size)
    .bind(attachment.at)
    .bind(&attachment.account_id)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn attachment_end(c: &mut Conn, body_id: &str, plan_id: &str, id: &str, at: i64) -> Answer<bool> {
    changed_one(
        sqlx::query(
            "update attachment set ended_at = $1 where body_id = $2 and plan_id = $3 and id = $4 and ended_at = 0",
        )
        .bind(at)
        .bind(body_id)
        .bind(plan_id)
        .bind(id)
        .execute(c)
        .await?,
    )
}

pub async fn attachment_fetch(
    c: &mut Conn,
    body_id: &str,
    plan_id: &str,
    id: &str,
) -> Answer<Option<Attachment>> {
    sqlx::query_as(
        "select id, item_id, name, kind, hash, size, at, account_id, ended_at from attachment
         where body_id = $1 and plan_id = $2 and id = $3",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(id)
    .fetch_optional(c)
    .await
}

pub async fn attachment_list(
    c: &mut Conn,
    body_id: &str,
    plan_id: &str,
    item_id: &str,
) -> Answer<Vec<Attachment>> {
    sqlx::query_as(
        "select id, item_id, name, kind, hash, size, at, account_id, ended_at from attachment
         where body_id = $1 and plan_id = $2 and item_id = $3 and ended_at = 0 order by id",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(item_id)
    .fetch_all(c)
    .await
}

pub async fn comment_insert(c: &mut Conn, body_id: &str, plan_id: &str, comment: &Comment) -> Answer<()> {
    sqlx::query(
        "insert into comment (body_id, plan_id, id, item_id, text, at, account_id) values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(&comment.id)
    .bind(&comment.item_id)
    .bind(&comment.text)
    .bind(comment.at)
    .bind(&comment.account_id)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn comment_list(c: &mut Conn, body_id: &str, plan_id: &str, item_id: &str) -> Answer<Vec<Comment>> {
    sqlx::query_as(
        "select id, item_id, text, at, account_id from comment
         where body_id = $1 and plan_id = $2 and item_id = $3 order by id",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(item_id)
    .fetch_all(c)
    .await
}

pub async fn draft_put(c: &mut Conn, body_id: &str, account_id: &str, draft: &Draft) -> Answer<()> {
    sqlx::query(
        "insert into draft (body_id, account_id, place, text, at) values ($1, $2, $3, $4, $5)
         on conflict (body_id, account_id, place) do update set text = excluded.text, at = excluded.at",
    )
    .bind(body_id)
    .bind(account_id)
    .bind(&draft.place)
    .bind(&draft.text)
    .bind(draft.at)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn draft_fetch(c: &mut Conn, body_id: &str, account_id: &str, place: &str) -> Answer<Option<Draft>> {
    sqlx::query_as("select place, text, at from draft where body_id = $1 and account_id = $2 and place = $3")
        .bind(body_id)
        .bind(account_id)
        .bind(place)
        .fetch_optional(c)
        .await
}

pub async fn draft_list(c: &mut Conn, body_id: &str, account_id: &str) -> Answer<Vec<Draft>> {
    sqlx::query_as("select place, text, at from draft where body_id = $1 and account_id = $2 order by place")
        .bind(body_id)
        .bind(account_id)
        .fetch_all(c)
        .await
}

pub async fn draft_delete(c: &mut Conn, body_id: &str, account_id: &str, place: &str) -> Answer<()> {
    sqlx::query("delete from draft where body_id = $1 and account_id = $2 and place = $3")
        .bind(body_id)
        .bind(account_id)
        .bind(place)
        .execute(c)
        .await?;
    Ok(())
}

pub async fn import_insert(c: &mut Conn, import: &Import) -> Answer<()> {
    sqlx::query(
        "insert into import (body_id, id, plan_id, name, kind, hash, method_id, state, summary, before_version,
         after_version, at, account_id, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)",
    )
    .bind(&import.body_id)
    .bind(&import.id)
    .bind(&import.plan_id)
    .bind(&import.name)
    .bind(&import.kind)
    .bind(&import.hash)
    .bind(&import.method_id)
    .bind(&import.state)
    .bind(&import.summary)
    .bind(import.before_version)
    .bind(import.after_version)
    .bind(import.at)
    .bind(&import.account_id)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn import_fetch(c: &mut Conn, body_id: &str, id: &str) -> Answer<Option<Import>> {
    sqlx::query_as("select * from import where body_id = $1 and id = $2")
        .bind(body_id)
        .bind(id)
        .fetch_optional(c)
        .await
}

pub async fn import_list(c: &mut Conn, body_id: &str) -> Answer<Vec<Import>> {
    sqlx::query_as("select * from import where body_id = $1 order by id desc limit 50")
        .bind(body_id)
        .fetch_all(c)
        .await
}

pub async fn import_update(c: &mut Conn, import: &Import) -> Answer<bool> {
    changed_one(
        sqlx::query(
            "update import set plan_id = $1, method_id = $2, state = $3, summary = $4, before_version = $5,
             after_version = $6, version = version + 1 where body_id = $7 and id = $8 and version = $9",
        )
        .bind(&import.plan_id)
        .bind(&import.method_id)
        .bind(&import.state)
        .bind(&import.summary)
        .bind(import.before_version)
        .bind(import.after_version)
        .bind(&import.body_id)
        .bind(&import.id)
        .bind(import.version)
        .execute(c)
        .await?,
    )
}

pub async fn job_insert(c: &mut Conn, job: &Job) -> Answer<()> {
    sqlx::query(
        "insert into job (body_id, id, plan_id, kind, input, state, done, whole, name, hash, error, at, begun_at, ended_at,
         account_id) values ($1, $2, $3, $4, $5, 'waiting', 0, $6, $7, '', '', $8, 0, 0, $9)",
    )
    .bind(&job.body_id)
    .bind(&job.id)
    .bind(&job.plan_id)
    .bind(&job.kind)
    .bind(&job.input)
    .bind(job.whole)
    .bind(&job.name)
    .bind(job.at)
    .bind(&job.account_id)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn job_fetch(c: &mut Conn, body_id: &str, id: &str) -> Answer<Option<Job>> {
    sqlx::query_as("select * from job where body_id = $1 and id = $2").bind(body_id).bind(id).fetch_optional(c).await
}

pub async fn job_list(c: &mut Conn, body_id: &str, plan_id: &str) -> Answer<Vec<Job>> {
    sqlx::query_as("select * from job where body_id = $1 and plan_id = $2 order by id desc limit 100")
        .bind(body_id)
        .bind(plan_id)
        .fetch_all(c)
        .await
}

pub async fn job_claim(c: &mut Conn, now: i64, stale: i64) -> Answer<Option<Job>> {
    sqlx::query_as(concat!(
        "update job set state = 'running', begun_at = $1 where (body_id, id) in (
             select body_id, id from job
             where state in ('waiting', 'running') and (state = 'waiting' or begun_at < $2)
             order by at, body_id, id limit 1",
        skip_locked!(),
        ") and (state = 'waiting' or begun_at < $2) returning *"
    ))
    .bind(now)
    .bind(stale)
    .fetch_optional(c)
    .await
}

pub async fn job_note(c: &mut Conn, body_id: &str, id: &str, done: i64, whole: i64) -> Answer<()> {
    sqlx::query("update job set done = $1, whole = $2 where body_id = $3 and id = $4 and state = 'running'")
        .bind(done)
        .bind(whole)
        .bind(body_id)
        .bind(id)
        .execute(c)
        .await?;
    Ok(())
}

pub async fn job_end(c: &mut Conn, job: &Job) -> Answer<()> {
    sqlx::query(
        "update job set state = $1, done = $2, whole = $3, name = $4, hash = $5, error = $6, ended_at = $7
         where body_id = $8 and id = $9",
    )
    .bind(&job.state)
    .bind(job.done)
    .bind(job.whole)
    .bind(&job.name)
    .bind(&job.hash)
    .bind(&job.error)
    .bind(job.ended_at)
    .bind(&job.body_id)
    .bind(&job.id)
    .execute(c)
    .await?;
    Ok(())
}
