//! What stands beside an objective: comments, attachments, text that is being written.

use store::new_id;
use store::rows::{Attachment, Comment, Draft, File};

use crate::imports::Upload;
use crate::moment::Moment;
use crate::plans::Plans;
use crate::plans::write::Writing;
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Right};
use crate::trail::{Action, Detail, Entry};

/// Largest attachment.
const LARGEST: usize = 20 << 20;
/// Longest comment, in characters.
const LONGEST_COMMENT: usize = 5_000;
/// Longest draft, in bytes.
const LONGEST_DRAFT: usize = 1 << 20;

/// A comment as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentView {
    /// Who.
    pub who: String,
    /// When.
    pub at: Moment,
    /// What it says.
    pub text: String,
}

/// An attachment as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentView {
    /// The row.
    pub row: Attachment,
    /// Who brought it.
    pub who: String,
}

impl Plans {
    /// Comments and attachments of an objective.
    ///
    /// # Errors
    /// Without the right to see the plan.
    pub async fn beside(
        &self,
        actor: &Actor,
        plan_id: &str,
        item_id: &str,
    ) -> Answer<(Vec<CommentView>, Vec<AttachmentView>)> {
        actor.need(Right::SeePlan)?;
        let mut reading = self.store().read().await?;
        let mut link = reading.link();
        let body_id = &actor.body.id;
        let comments = link.comment_list(body_id, plan_id, item_id).await?;
        let attachments = link.attachment_list(body_id, plan_id, item_id).await?;
        if comments.is_empty() && attachments.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let names = self.names(&mut link, actor).await?;
        let who = |id: &str| names.get(id).cloned().unwrap_or_default();
        let comment =
            |row: Comment| CommentView { who: who(&row.account_id), at: Moment(row.at), text: row.text };
        let attachment = |row: Attachment| AttachmentView { who: who(&row.account_id), row };
        Ok((comments.into_iter().map(comment).collect(), attachments.into_iter().map(attachment).collect()))
    }

    /// Writes a comment on an objective.
    ///
    /// # Errors
    /// Without the right; when it is blank or too long; when there is no such objective.
    pub async fn comment(
        &self,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        text: &str,
        now: Moment,
    ) -> Answer<()> {
        actor.need(Right::Comment)?;
        let text = text.trim();
        if text.is_empty() || text.chars().count() > LONGEST_COMMENT {
            return Err(Refusal::invalid("comment", "scrivi un commento, di al massimo 5.000 caratteri"));
        }
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        writing.item(item_id).await?;
        let comment = Comment {
            id: new_id(),
            item_id: item_id.to_owned(),
            text: text.to_owned(),
            at: now.0,
            account_id: actor.account.id.clone(),
        };
        let body_id = actor.body.id.clone();
        writing.link()?.comment_insert(&body_id, plan_id, &comment).await?;
        writing.note(Entry {
            item_id: item_id.to_owned(),
            details: vec![Detail { personal: true, ..Detail::new("commento", "", text) }],
            ..Entry::new(Action::Commented)
        });
        writing.commit().await?;
        Ok(())
    }

    /// Attaches a file to an objective.
    ///
    /// # Errors
    /// Without the right; when it is empty or too large; when there is no such objective.
    pub async fn attach(
        &self,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        upload: Upload,
        now: Moment,
    ) -> Answer<()> {
        actor.need(Right::Comment)?;
        if upload.bytes.is_empty() || upload.bytes.len() > LARGEST {
            return Err(Refusal::invalid("file", "scegli un file, di al massimo 20 MiB"));
        }
        let hash = self.store().files().put(&upload.bytes).await?;
        let size = i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX);
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        writing.item(item_id).await?;
        let attachment = Attachment {
            id: new_id(),
            item_id: item_id.to_owned(),
            name: upload.name.clone(),
            kind: "application/octet-stream".to_owned(),
            hash: hash.clone(),
            size,
            at: now.0,
            account_id: actor.account.id.clone(),
            ended_at: 0,
        };
        let body_id = actor.body.id.clone();
        let mut link = writing.link()?;
        link.file_put(&body_id, &File { hash: hash.clone(), size, at: now.0 }).await?;
        link.attachment_insert(&body_id, plan_id, &attachment).await?;
        writing.note(Entry {
            item_id: item_id.to_owned(),
            details: vec![Detail::new("file", "", &upload.name), Detail::new("impronta", "", &hash)],
            ..Entry::new(Action::Attached)
        });
        writing.commit().await?;
        Ok(())
    }

    /// Takes an attachment away; the file stays for those who must prove what was there.
    ///
    /// # Errors
    /// Without the right; when it is not there, or somebody else brought it and the person does not coordinate the plan.
    pub async fn remove_attachment(
        &self,
        actor: &Actor,
        (plan_id, id): (&str, &str),
        now: Moment,
    ) -> Answer<String> {
        actor.need(Right::Comment)?;
        let body_id = actor.body.id.clone();
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        let mut link = writing.link()?;
        let attachment = link.attachment_fetch(&body_id, plan_id, id).await?.ok_or(Refusal::NotFound)?;
        if attachment.account_id != actor.account.id && !actor.may(Right::Coordinate) {
            return Err(Refusal::NotFound);
        }
        if !link.attachment_end(&body_id, plan_id, id, now.0).await? {
            return Err(Refusal::Stale);
        }
        writing.note(Entry {
            item_id: attachment.item_id.clone(),
            details: vec![Detail::new("file", &attachment.name, "")],
            ..Entry::new(Action::AttachmentRemoved)
        });
        writing.commit().await?;
        Ok(attachment.item_id)
    }

    /// An attachment with what is in it.
    ///
    /// # Errors
    /// Without the right to see the plan; when it is not there.
    pub async fn attachment(&self, actor: &Actor, plan_id: &str, id: &str) -> Answer<(Attachment, Vec<u8>)> {
        actor.need(Right::SeePlan)?;
        let row = self.store().read().await?.link().attachment_fetch(&actor.body.id, plan_id, id).await?;
        let row = row.filter(|row| row.ended_at == 0).ok_or(Refusal::NotFound)?;
        let bytes = self.store().files().get(&row.hash).await?;
        Ok((row, bytes))
    }

    /// Keeps what somebody is writing in a form, until it is saved.
    ///
    /// # Errors
    /// When it is too long.
    pub async fn keep_draft(&self, actor: &Actor, place: &str, text: &str, now: Moment) -> Answer<()> {
        if text.len() > LONGEST_DRAFT || place.len() > 300 {
            return Err(Refusal::blocked("il testo è troppo lungo per essere tenuto come bozza: salvalo"));
        }
        let mut work = self.store().work().await?;
        let draft = Draft { place: place.to_owned(), text: text.to_owned(), at: now.0 };
        work.link()?.draft_put(&actor.body.id, &actor.account.id, &draft).await?;
        Ok(work.commit().await?)
    }

    /// What somebody has written in a form and not saved.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn draft(&self, actor: &Actor, place: &str) -> Answer<Option<Draft>> {
        Ok(self.store().read().await?.link().draft_fetch(&actor.body.id, &actor.account.id, place).await?)
    }

    /// All that somebody has written and not saved.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drafts(&self, actor: &Actor) -> Answer<Vec<Draft>> {
        Ok(self.store().read().await?.link().draft_list(&actor.body.id, &actor.account.id).await?)
    }

    /// Forgets what was written: it was saved, or is no longer wanted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_draft(&self, actor: &Actor, place: &str) -> Answer<()> {
        let mut work = self.store().work().await?;
        work.link()?.draft_delete(&actor.body.id, &actor.account.id, place).await?;
        Ok(work.commit().await?)
    }
}
