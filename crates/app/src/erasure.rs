//! Erasure of personal data (GDPR art. 17): a name goes from every state of every plan and from the audit trail, whose chain
//! still holds.
//!
//! Approved versions are acts: what they hold stays for as long as the act is kept (art. 17 c. 3), and is told.

use std::collections::BTreeMap;

use domain::text::folded;
use serde_json::Value as Json;
use store::Link;
use store::rows::{Item, NOW, Plan};

use crate::moment::Moment;
use crate::plans::Plans;
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Right};
use crate::trail::{Action, Detail, Entry, append_by};

/// What stands in the place of what was erased.
pub const ERASED: &str = "(cancellato)";

/// A personal text that was found, with where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The text as it stands there.
    pub text: String,
    /// In how many states of items of plans.
    pub states: usize,
    /// Of these, how many hold now.
    pub present: usize,
    /// In how many values of the audit trail.
    pub entries: usize,
}

/// What was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// States of items.
    pub states: usize,
    /// Values of the audit trail.
    pub entries: usize,
}

impl Plans {
    /// The personal texts of a body in which all words of a name stand, in the order of the alphabet.
    ///
    /// # Errors
    /// Without the right; for a name of less than three letters.
    pub async fn traces(&self, actor: &Actor, name: &str) -> Answer<Vec<Trace>> {
        actor.need(Right::KeepPeople)?;
        let wanted = words(name);
        if wanted.iter().map(String::len).sum::<usize>() < 3 {
            return Err(Refusal::invalid("name", "scrivi almeno il cognome della persona"));
        }
        let mut reading = self.store().read().await?;
        let mut link = reading.link();
        let mut found: BTreeMap<String, Trace> = BTreeMap::new();
        for plan in link.plan_list(&actor.body.id).await? {
            for item in link.items_ever(&actor.body.id, &plan.id).await? {
                for text in texts(&personal_of(&item)).into_iter().filter(|text| holds(text, &wanted)) {
                    let trace = found.entry(text).or_default();
                    trace.states += 1;
                    trace.present += usize::from(item.until == NOW);
                }
            }
        }
        for (_, value) in values(&mut link, &actor.body.id).await? {
            if holds(&value, &wanted) {
                found.entry(value).or_default().entries += 1;
            }
        }
        Ok(found.into_iter().map(|(text, trace)| Trace { text, ..trace }).collect())
    }

    /// Erases personal texts of a body wherever they stand.
    ///
    /// # Errors
    /// Without the right, without a reason, without a text.
    pub async fn erase(&self, actor: &Actor, wanted: &[String], reason: &str, now: Moment) -> Answer<Erased> {
        actor.need(Right::KeepPeople)?;
        if wanted.is_empty() {
            return Err(Refusal::invalid("text", "scegli che cosa si cancella"));
        }
        if reason.trim().is_empty() {
            return Err(Refusal::invalid("reason", "scrivi perché: la richiesta o il termine che la impone"));
        }
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        let mut erased = Erased::default();
        for plan in link.plan_list(&actor.body.id).await? {
            erased.states += of_plan(&mut link, actor, &plan, wanted, now).await?;
        }
        for (id, value) in values(&mut link, &actor.body.id).await? {
            if wanted.contains(&value) && link.personal_erase(&actor.body.id, &id, now.0).await? {
                erased.entries += 1;
            }
        }
        let entry = Entry {
            reason: reason.trim().to_owned(),
            details: vec![
                Detail::new("stati di obiettivi", "", erased.states.to_string()),
                Detail::new("valori del registro", "", erased.entries.to_string()),
            ],
            ..Entry::new(Action::PersonalErased)
        };
        append_by(&mut link, actor, now, &[entry]).await?;
        work.commit().await?;
        Ok(erased)
    }
}

/// Erases texts from a plan. What holds now becomes a new state, so that everybody who has the plan at hand sees it.
async fn of_plan(
    link: &mut Link<'_>,
    actor: &Actor,
    plan: &Plan,
    wanted: &[String],
    now: Moment,
) -> Answer<usize> {
    let body_id = actor.body.id.as_str();
    let mut touched: Vec<Item> = Vec::new();
    let mut states = 0;
    for mut item in link.items_ever(body_id, &plan.id).await? {
        let mut personal = personal_of(&item);
        if !without(&mut personal, wanted) {
            continue;
        }
        states += 1;
        item.personal = personal.to_string();
        link.item_personal_put(body_id, &plan.id, &item.id, item.since, &item.personal).await?;
        if item.until == NOW {
            touched.push(item);
        }
    }
    if touched.is_empty() {
        return Ok(states);
    }
    let head = link.plan_advance(body_id, &plan.id, now.0).await?.ok_or(Refusal::NotFound)?;
    for item in &mut touched {
        if !link.item_end(body_id, &plan.id, &item.id, item.since, head.version).await? {
            return Err(Refusal::Stale);
        }
        item.since = head.version;
    }
    link.items_insert(body_id, &plan.id, &touched).await?;
    Ok(states)
}

/// The personal values that the audit trail is committed to, by identity.
async fn values(link: &mut Link<'_>, body_id: &str) -> Answer<Vec<(String, String)>> {
    let mut all = Vec::new();
    let mut after = String::new();
    loop {
        let page = link.personal_list(body_id, &after).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after.clone_from(&last.id);
        let there = page.into_iter().filter(|personal| personal.erased_at == 0);
        all.extend(there.map(|personal| (personal.id, personal.value)));
    }
}

fn personal_of(item: &Item) -> Json {
    serde_json::from_str(&item.personal).unwrap_or_default()
}

/// The texts of the personal part of an item: a value is a text, or an object with its text and what it was understood
/// to mean.
fn texts(json: &Json) -> Vec<String> {
    match json {
        Json::String(text) => vec![text.clone()],
        Json::Array(all) => all.iter().flat_map(texts).collect(),
        Json::Object(map) => match map.get("text") {
            Some(Json::String(text)) => vec![text.clone()],
            _ => map.values().flat_map(texts).collect(),
        },
        _ => Vec::new(),
    }
}

/// Puts the sign of what was erased in the place of texts; whether one was there.
fn without(json: &mut Json, wanted: &[String]) -> bool {
    match json {
        Json::String(text) if wanted.contains(text) => {
            ERASED.clone_into(text);
            true
        }
        Json::Array(all) => any_without(all.iter_mut(), wanted),
        Json::Object(map) => match map.get("text") {
            Some(Json::String(text)) if wanted.contains(text) => {
                // What it was understood to mean tells the same as the text.
                map.retain(|name, _| name == "key");
                map.insert("text".to_owned(), ERASED.into());
                true
            }
            Some(Json::String(_)) => false,
            _ => any_without(map.values_mut(), wanted),
        },
        _ => false,
    }
}

/// The same for several values. None is passed over because one before it had a text.
fn any_without<'j>(values: impl Iterator<Item = &'j mut Json>, wanted: &[String]) -> bool {
    let mut any = false;
    for value in values {
        any |= without(value, wanted);
    }
    any
}

fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn holds(text: &str, wanted: &[String]) -> bool {
    let own = words(text);
    wanted.iter().all(|word| own.contains(word))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_is_found_whatever_its_order_and_signs() {
        let wanted = words("Rossi Anna");
        for text in ["Anna Rossi", "dott.ssa ANNA ROSSI (25%)", "Rossi, Anna"] {
            assert!(holds(text, &wanted), "{text}");
        }
        assert!(!holds("Annarosa Rossini", &wanted) && !holds("Rossi", &wanted));
    }

    #[test]
    fn only_what_was_asked_for_goes_and_its_meaning_with_it() {
        let mut kept = json!({
            "manager": ["Anna Rossi"],
            "people": [{"name": [{"text": "Anna Rossi", "readings": [{"name": "Anna Rossi"}]}]}, {"name": ["Ugo Bini"]}],
        });
        assert_eq!(texts(&kept), ["Anna Rossi", "Anna Rossi", "Ugo Bini"]);
        assert!(without(&mut kept, &["Anna Rossi".to_owned()]));
        assert!(!kept.to_string().contains("Rossi"), "{kept}");
        assert_eq!(texts(&kept), [ERASED, ERASED, "Ugo Bini"]);
        assert!(!without(&mut kept, &["Anna Rossi".to_owned()]));
    }
}
