//! A plan copied into another year: what came about stays behind, identities and codes go on.

use domain::Entity;
use domain::plan::{Objective, Plan};
use store::new_id;
use store::rows::{Item, Plan as PlanRow};

use crate::moment::Moment;
use crate::plans::Plans;
use crate::plans::rows::{fill, kept, list_named, row, words};
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Part, PlanState, Right};
use crate::trail::{Action, Detail, Entry, append_by};

/// Lists that belong to a year and are not copied.
const OF_THE_YEAR: &[&str] = &["documents", "acts", "summaries", "rounds", "fragments"];

impl Plans {
    /// Copies a plan into another year; gives the new plan. Items keep their identity, objectives their code.
    ///
    /// # Errors
    /// Without the right; when the year is that of the plan.
    pub async fn copy_plan(&self, actor: &Actor, plan_id: &str, year: i16, now: Moment) -> Answer<String> {
        actor.need(Right::ShapePlan)?;
        if !(2000..=2200).contains(&year) {
            return Err(Refusal::invalid("year", "scrivi l'anno del nuovo piano, come 2027"));
        }
        let body_id = actor.body.id.clone();
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        let old = link.plan_fetch(&body_id, plan_id).await?.ok_or(Refusal::NotFound)?;
        if old.year == i64::from(year) {
            return Err(Refusal::invalid("year", "è l'anno di questo piano: scrivi quello del nuovo"));
        }
        let title = old.title.replace(&old.year.to_string(), &year.to_string());
        let plan = PlanRow {
            id: new_id(),
            year: i64::from(year),
            title,
            state: PlanState::Draft.name().to_owned(),
            reason: String::new(),
            continues: old.id.clone(),
            version: 1,
            created_at: now.0,
            changed_at: now.0,
            ..old.clone()
        };
        link.plan_insert(&plan).await?;
        let items = link.items_at(&body_id, plan_id, old.version).await?;
        let copies: Vec<Item> = items
            .iter()
            .filter(|item| !OF_THE_YEAR.contains(&item.list.as_str()))
            .map(|item| copied(item, old.year, year))
            .collect();
        link.items_insert(&body_id, &plan.id, &copies).await?;
        for item in copies.iter().filter(|item| item.list == "objectives") {
            let mut objective = Objective::default();
            fill(&mut objective, item);
            link.search_put((&body_id, &plan.id, &item.id), &words(&objective)).await?;
        }
        let entry = Entry {
            plan_id: plan.id.clone(),
            details: vec![
                Detail::new("piano di partenza", "", &old.title),
                Detail::new("voci copiate", "", copies.len().to_string()),
            ],
            ..Entry::new(Action::PlanCopied)
        };
        append_by(&mut link, actor, now, &[entry]).await?;
        work.commit().await?;
        Ok(plan.id)
    }
}

/// An item in another year.
fn copied(item: &Item, from: i64, year: i16) -> Item {
    let list = list_named(&item.list).unwrap_or_default();
    let kept = match list {
        "objectives" => {
            let mut objective = Objective::default();
            fill(&mut objective, item);
            take_results(&mut objective);
            domain::kept::keep(&objective)
        }
        "" => {
            let mut plan = Plan::default();
            fill(&mut plan, item);
            shift_years(&mut plan, from, year);
            domain::kept::keep_own(&plan)
        }
        _ => kept(item),
    };
    row(item.id.clone(), list, item.position, 1, &kept)
}

/// The years of the plan, as far later as the new one is.
fn shift_years(plan: &mut Plan, from: i64, year: i16) {
    let by = year.saturating_sub(i16::try_from(from).unwrap_or(year));
    let Some(years) = plan.years.as_mut() else { return };
    let Some(known) = years.certain().cloned() else { return };
    let later: Vec<i16> = known.iter().map(|year| year.saturating_add(by)).collect();
    let value = domain::Value::Years(later.clone());
    years.verbatim = meaning::render(&value, &meaning::Context::default());
    years.readings = vec![later];
    let title = plan.title.as_mut();
    if let (Some(title), Some(first)) = (title, known.first()) {
        title.verbatim = title.verbatim.replace(&first.to_string(), &first.saturating_add(by).to_string());
    }
}

/// Takes out of an objective what came about.
fn take_results(entity: &mut dyn Entity) {
    let definition = entity.definition();
    for field in definition.fields.iter().filter(|field| Part::of(definition, field) == Part::Result) {
        if let Some(holder) = entity.holder_mut(field.name) {
            holder.clear();
        }
    }
    for list in definition.lists {
        for at in 0..entity.count(list.name) {
            if let Some(child) = entity.child_mut(list.name, at) {
                take_results(child);
            }
        }
    }
}
