//! Writing a plan: every change is counted, kept beside what was before, and told in the audit trail.

use domain::entity::Entity;
use domain::kept::{Kept, keep};
use domain::plan::Objective;
use store::rows::{self, Item};
use store::{Link, Work};

use super::Plans;
use super::rows::{fill, row, words};
use crate::moment::Moment;
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Proposal};
use crate::trail::{Entry, append_by};

/// What an item holds, on its way into the database.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    kept: Kept,
    words: String,
}

impl Content {
    /// What an entity holds.
    pub fn of(entity: &dyn Entity) -> Self {
        Self { kept: keep(entity), words: words(entity) }
    }
}

/// A change of a plan while it is made. Without [`Writing::commit`] nothing of it is kept.
pub(crate) struct Writing<'a> {
    actor: &'a Actor,
    now: Moment,
    work: Work,
    /// The plan with the version that this change makes.
    pub head: rows::Plan,
    entries: Vec<Entry>,
}

impl<'a> Writing<'a> {
    /// Begins to change a plan.
    pub async fn begin(plans: &Plans, actor: &'a Actor, plan_id: &str, now: Moment) -> Answer<Self> {
        let mut work = plans.store().work().await?;
        let head = work.link()?.plan_advance(&actor.body.id, plan_id, now.0).await?;
        let head = head.ok_or(Refusal::NotFound)?;
        Ok(Self { actor, now, work, head, entries: Vec::new() })
    }

    /// The link to write through.
    pub fn link(&mut self) -> Answer<Link<'_>> {
        Ok(self.work.link()?)
    }

    /// The present state of an item.
    pub async fn item(&mut self, id: &str) -> Answer<Item> {
        let (body_id, plan_id) = (self.actor.body.id.as_str(), self.head.id.clone());
        self.work.link()?.item_fetch(body_id, &plan_id, id).await?.ok_or(Refusal::NotFound)
    }

    /// How far the proposal of a unit is.
    pub async fn proposal(&mut self, unit_id: Option<&str>) -> Answer<Proposal> {
        let (body_id, plan_id) = (self.actor.body.id.as_str(), self.head.id.as_str());
        let states = self.work.link()?.unit_state_list(body_id, plan_id).await?;
        Ok(Proposal::of_unit(&states, unit_id))
    }

    /// Puts what an item holds now in place of what it held.
    pub async fn put(&mut self, before: &Item, content: Content) -> Answer<()> {
        self.put_at(before, before.position, content).await
    }

    /// As [`Writing::put`], at another place of its list.
    pub async fn put_at(&mut self, before: &Item, position: i64, content: Content) -> Answer<()> {
        self.end(before).await?;
        self.insert_state((&before.id, &before.list), position, content).await
    }

    /// Adds the present state of an item (identity and list) whose former one was ended.
    pub async fn insert_state(
        &mut self,
        (id, list): (&str, &str),
        position: i64,
        content: Content,
    ) -> Answer<()> {
        let next = row(id.to_owned(), list, position, self.head.version, &content.kept);
        self.insert(&[next], Some(&content.words)).await
    }

    /// Adds items. `words` are those of the only one, for the index.
    pub async fn insert(&mut self, items: &[Item], words: Option<&str>) -> Answer<()> {
        let (body_id, plan_id) = (self.actor.body.id.as_str(), self.head.id.as_str());
        let mut link = self.work.link()?;
        link.items_insert(body_id, plan_id, items).await?;
        if let (Some(words), [only]) = (words, items)
            && only.list == "objectives"
        {
            link.search_put((body_id, plan_id, &only.id), words).await?;
        }
        Ok(())
    }

    /// Everything the plan holds.
    pub async fn items(&mut self) -> Answer<Vec<Item>> {
        let (body_id, plan_id) = (self.actor.body.id.as_str(), self.head.id.as_str());
        Ok(self.work.link()?.items_at(body_id, plan_id, self.head.version).await?)
    }

    /// Adds items, and the words of objectives to the index.
    pub async fn insert_indexed(&mut self, items: &[Item]) -> Answer<()> {
        let (body_id, plan_id) = (self.actor.body.id.as_str(), self.head.id.as_str());
        let mut link = self.work.link()?;
        link.items_insert(body_id, plan_id, items).await?;
        for item in items.iter().filter(|item| item.list == "objectives") {
            let mut objective = Objective::default();
            fill(&mut objective, item);
            link.search_put((body_id, plan_id, &item.id), &words(&objective)).await?;
        }
        Ok(())
    }

    /// Takes items that are gone for good out of the index.
    pub async fn forget_words(&mut self, gone: &[Item], new: &[Item]) -> Answer<()> {
        let (body_id, plan_id) = (self.actor.body.id.as_str(), self.head.id.as_str());
        let mut link = self.work.link()?;
        let stays = |item: &&Item| new.iter().any(|next| next.id == item.id);
        for item in gone.iter().filter(|item| item.list == "objectives" && !stays(item)) {
            link.search_remove((body_id, plan_id, &item.id)).await?;
        }
        Ok(())
    }

    /// Ends the present state of an item.
    pub async fn end(&mut self, item: &Item) -> Answer<()> {
        if self.end_since(&item.id, item.since).await? { Ok(()) } else { Err(Refusal::Stale) }
    }

    /// Ends the present state of an item, when it is the one since a version.
    pub async fn end_since(&mut self, id: &str, since: i64) -> Answer<bool> {
        let (body_id, plan_id) = (self.actor.body.id.as_str(), self.head.id.as_str());
        Ok(self.work.link()?.item_end(body_id, plan_id, id, since, self.head.version).await?)
    }

    /// Forgets what the person had written and not saved: now it is saved.
    pub async fn forget_draft(&mut self, place: &str) -> Answer<()> {
        if !place.is_empty() {
            let (body_id, account_id) = (self.actor.body.id.as_str(), self.actor.account.id.as_str());
            self.work.link()?.draft_delete(body_id, account_id, place).await?;
        }
        Ok(())
    }

    /// Tells what was done.
    pub fn note(&mut self, entry: Entry) {
        self.entries.push(Entry { plan_id: self.head.id.clone(), ..entry });
    }

    /// Keeps the change; gives the version that it made.
    pub async fn commit(mut self) -> Answer<i64> {
        let mut link = self.work.link()?;
        append_by(&mut link, self.actor, self.now, &self.entries).await?;
        self.work.commit().await?;
        Ok(self.head.version)
    }
}
