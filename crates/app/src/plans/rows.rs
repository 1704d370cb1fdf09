//! A plan as rows: each item of its lists a row, the plan's own fields another.

use domain::entity::Entity;
use domain::kept::{Kept, keep, keep_own, restore};
use domain::plan::Plan;
use domain::text::folded;
use store::rows::{Item, NOW};
use store::{hash_of, new_id};

/// The list of the row with the plan's own fields.
pub const OWN: &str = "";

/// Between the positions of two items there is room for others.
pub const STEP: i64 = 1 << 10;

/// An item on its way into the database.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The list it stands in.
    pub list: &'static str,
    /// Its place there.
    pub position: i64,
    /// What it holds.
    pub kept: Kept,
}

/// The list of what is left of forms whose beginning is lost.
pub const FRAGMENTS: &str = "fragments";

/// A plan as items, in order.
pub fn drafts(plan: &Plan) -> Vec<Draft> {
    let mut drafts = vec![Draft { list: OWN, position: 0, kept: keep_own(plan) }];
    for list in Plan::describe().lists {
        let children = plan.children(list.name);
        let positions: Vec<i64> = if list.name == FRAGMENTS {
            among_objectives(plan)
        } else {
            (1..).take(children.len()).map(|at: i64| at * STEP).collect()
        };
        for (position, child) in positions.into_iter().zip(children) {
            drafts.push(Draft { list: list.name, position, kept: keep(child) });
        }
    }
    drafts
}

/// The positions of the fragments: each after the objective that it follows on paper, so that it is printed there again
/// when no line of a document is known any more.
fn among_objectives(plan: &Plan) -> Vec<i64> {
    let mut last = 0;
    let positions = plan.fragments.iter().map(|fragment| {
        let above = plan.objectives.iter().rposition(|objective| objective.place <= fragment.place);
        let above = above.and_then(|at| i64::try_from(at + 1).ok()).unwrap_or(0) * STEP;
        last = above.max(last) + 1;
        last
    });
    positions.collect()
}

/// The row of an item that holds from a version on.
pub fn row(id: String, list: &str, position: i64, since: i64, kept: &Kept) -> Item {
    let content = kept.content.to_string();
    let digest = hash_of(content.as_bytes());
    let personal = match &kept.personal {
        json if json.as_object().is_some_and(serde_json::Map::is_empty) => String::new(),
        json => json.to_string(),
    };
    Item {
        id,
        since,
        until: NOW,
        list: list.to_owned(),
        position,
        parts: String::new(),
        content,
        digest,
        personal,
    }
}

/// The row of a new item.
pub fn new_row(draft: &Draft, since: i64) -> Item {
    row(new_id(), draft.list, draft.position, since, &draft.kept)
}

/// What a row holds.
pub fn kept(item: &Item) -> Kept {
    let parsed = |text: &str| serde_json::from_str(text).unwrap_or_default();
    Kept { content: parsed(&item.content), personal: parsed(&item.personal) }
}

/// Fills an entity from a row.
pub fn fill(entity: &mut dyn Entity, item: &Item) {
    restore(entity, &kept(item));
}

/// The words of an item for the index: all its texts, folded.
pub fn words(entity: &dyn Entity) -> String {
    let mut texts = Vec::new();
    collect(entity, &mut texts);
    folded(&texts.join(" "))
}

fn collect(entity: &dyn Entity, texts: &mut Vec<String>) {
    for (field, glances) in entity.glances() {
        // Names of people are not looked for: who may see them depends on the unit.
        if field.visibility != domain::Visibility::Personal {
            texts.extend(glances.into_iter().map(|glance| glance.verbatim.to_owned()));
        }
    }
    for list in entity.definition().lists {
        for child in entity.children(list.name) {
            collect(child, texts);
        }
    }
}

/// A list of the plan by its name, as the registry calls it.
pub fn list_named(name: &str) -> Option<&'static str> {
    if name == OWN {
        return Some(OWN);
    }
    Plan::describe().list(name).map(|list| list.name)
}
