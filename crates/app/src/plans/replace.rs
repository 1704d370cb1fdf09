//! A whole plan put in place of what a plan held: what is the same stays the same item.

use std::collections::{HashMap, HashSet};

use domain::plan::Objective;
use outline::matching::{Known, matching};
use store::rows::{Item, NOW};

use super::rows::{Draft, new_row, row};
use super::write::Writing;
use crate::refusal::Answer;

/// How many items changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// New ones.
    pub added: usize,
    /// Those that hold something else now.
    pub changed: usize,
    /// Those that are gone.
    pub removed: usize,
}

impl Writing<'_> {
    /// Puts drafts in place of all that the plan holds: objectives are known again by code and title, other items by what
    /// they hold, then by their order.
    pub async fn replace(&mut self, before: &[Item], drafts: &[Draft]) -> Answer<Replaced> {
        let mut replaced = Replaced::default();
        let mut rows = Vec::new();
        let mut gone = Vec::new();
        let lists: HashSet<&str> = before
            .iter()
            .map(|item| item.list.as_str())
            .chain(drafts.iter().map(|draft| draft.list))
            .collect();
        let mut lists: Vec<&str> = lists.into_iter().collect();
        lists.sort_unstable();
        for list in lists {
            let old: Vec<&Item> = before.iter().filter(|item| item.list == list).collect();
            let new: Vec<&Draft> = drafts.iter().filter(|draft| draft.list == list).collect();
            let known = if list == "objectives" { by_likeness(&old, &new) } else { by_content(&old, &new) };
            let kept: HashSet<usize> = known.values().copied().collect();
            for (at, draft) in new.into_iter().enumerate() {
                let Some(item) = known.get(&at).and_then(|at| old.get(*at)) else {
                    rows.push(new_row(draft, self.head.version));
                    replaced.added += 1;
                    continue;
                };
                let next = row(item.id.clone(), list, draft.position, self.head.version, &draft.kept);
                if (&next.content, &next.personal, next.position)
                    == (&item.content, &item.personal, item.position)
                {
                    continue;
                }
                gone.push((*item).clone());
                rows.push(next);
                replaced.changed += 1;
            }
            let removed =
                old.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, item)| (*item).clone());
            let removed: Vec<Item> = removed.collect();
            replaced.removed += removed.len();
            gone.extend(removed);
        }
        for item in &gone {
            self.end(item).await?;
        }
        self.insert_indexed(&rows).await?;
        self.forget_words(&gone, &rows).await?;
        Ok(replaced)
    }

    /// Puts the objectives among drafts in place of those that the plan holds; `ids` says which of them each is, and which
    /// are new.
    pub async fn replace_objectives(
        &mut self,
        before: &[Item],
        drafts: &[Draft],
        ids: &[Option<String>],
    ) -> Answer<Replaced> {
        let mut replaced = Replaced::default();
        let old: HashMap<&str, &Item> = before
            .iter()
            .filter(|item| item.list == "objectives")
            .map(|item| (item.id.as_str(), item))
            .collect();
        let (mut gone, mut rows) = (Vec::new(), Vec::new());
        for (draft, id) in drafts.iter().filter(|draft| draft.list == "objectives").zip(ids) {
            let Some(item) = id.as_deref().and_then(|id| old.get(id)) else {
                rows.push(new_row(draft, self.head.version));
                replaced.added += 1;
                continue;
            };
            let next = row(item.id.clone(), draft.list, draft.position, self.head.version, &draft.kept);
            if (&next.content, &next.personal, next.position)
                != (&item.content, &item.personal, item.position)
            {
                replaced.changed += 1;
                gone.push((*item).clone());
                rows.push(next);
            }
        }
        let kept: HashSet<&str> = ids.iter().flatten().map(String::as_str).collect();
        let removed: Vec<Item> = old
            .values()
            .filter(|item| !kept.contains(item.id.as_str()))
            .map(|item| (*item).clone())
            .collect();
        replaced.removed = removed.len();
        gone.extend(removed);
        for item in &gone {
            self.end(item).await?;
        }
        self.insert_indexed(&rows).await?;
        self.forget_words(&gone, &rows).await?;
        Ok(replaced)
    }

    /// Brings the plan back to what it held in a state.
    pub async fn restore(&mut self, now: &[Item], then: &[Item]) -> Answer<Replaced> {
        let mut replaced = Replaced::default();
        let past: HashMap<&str, &Item> = then.iter().map(|item| (item.id.as_str(), item)).collect();
        let present: HashSet<&str> = now.iter().map(|item| item.id.as_str()).collect();
        let mut gone = Vec::new();
        let mut rows = Vec::new();
        let again = |item: &Item, version| Item { since: version, until: NOW, ..item.clone() };
        for item in now {
            match past.get(item.id.as_str()) {
                Some(was) if was.since == item.since => {}
                Some(was) => {
                    gone.push(item.clone());
                    rows.push(again(was, self.head.version));
                    replaced.changed += 1;
                }
                None => {
                    gone.push(item.clone());
                    replaced.removed += 1;
                }
            }
        }
        for item in then.iter().filter(|item| !present.contains(item.id.as_str())) {
            rows.push(again(item, self.head.version));
            replaced.added += 1;
        }
        for item in &gone {
            self.end(item).await?;
        }
        self.insert_indexed(&rows).await?;
        self.forget_words(&gone, &rows).await?;
        Ok(replaced)
    }
}

/// New positions with the old ones of the same thing.
fn by_likeness(old: &[&Item], new: &[&Draft]) -> HashMap<usize, usize> {
    let known = |objective: &Objective| {
        let [unit, code, title] = [&objective.unit, &objective.code, &objective.title]
            .map(|read| outline::text(read.as_ref()).to_owned());
        Known::new(&unit, &code, &title)
    };
    let of_kept = |kept: &domain::kept::Kept| {
        let mut objective = Objective::default();
        domain::kept::restore(&mut objective, kept);
        known(&objective)
    };
    let old: Vec<Known> = old.iter().map(|item| of_kept(&super::rows::kept(item))).collect();
    let new: Vec<Known> = new.iter().map(|draft| of_kept(&draft.kept)).collect();
    matching(&old, &new).pairs.into_iter().map(|(old, new)| (new, old)).collect()
}

fn by_content(old: &[&Item], new: &[&Draft]) -> HashMap<usize, usize> {
    let mut same: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, item) in old.iter().enumerate().rev() {
        same.entry(item.content.as_str()).or_default().push(at);
    }
    let mut known = HashMap::new();
    for (at, draft) in new.iter().enumerate() {
        let content = draft.kept.content.to_string();
        if let Some(old) = same.get_mut(content.as_str()).and_then(Vec::pop) {
            known.insert(at, old);
        }
    }
    let used: HashSet<usize> = known.values().copied().collect();
    let mut free = (0..old.len()).filter(|at| !used.contains(at));
    let left: Vec<usize> = (0..new.len()).filter(|at| !known.contains_key(at)).collect();
    known.extend(left.into_iter().zip(&mut free));
    known
}
