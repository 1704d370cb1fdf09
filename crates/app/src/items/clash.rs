//! Two people at one objective: what each changed is kept, unless it is the same field.

use domain::entity::Entity;
use domain::plan::Objective;
use outline::edit::{Address, Edit, Grammar, Made, What, apply, written};
use store::rows::Item;

use crate::plans::rows::fill;
use crate::refusal::{Answer, Clash, Refusal};

/// Does to an objective, as somebody else has left it, what a person did to it as they saw it.
///
/// # Errors
/// [`Refusal::Clash`] with every field that both have changed; when somebody else has added, moved or taken away parts in
/// a list that the person changed, all that they wrote there.
pub fn merge(now: &mut Objective, seen: &Item, edits: &[Edit], grammar: &Grammar) -> Answer<Vec<Made>> {
    let mut was = Objective::default();
    fill(&mut was, seen);
    let mut mine = was.clone();
    let made = apply(&mut mine, edits, grammar);
    let mut clashes = Vec::new();
    let mut wanted = Vec::new();
    for change in &made {
        match &change.what {
            What::Value(address) => {
                let (before, theirs) = (value(&was, address), value(now, address));
                let reshaped = address.part.is_some_and(|part| !same_parts(&was, now, part.list));
                if theirs == change.after && !reshaped {
                    continue;
                }
                if theirs != before || reshaped {
                    clashes.push(clash(address, &before, &theirs, &change.after));
                } else {
                    wanted.push(Edit::Set { address: address.clone(), text: change.after.clone() });
                }
            }
            What::Added { list, .. } | What::Removed { list, .. } | What::Moved { list, .. } => {
                if !same_parts(&was, now, list) {
                    return Err(Refusal::Stale);
                }
            }
        }
    }
    if !clashes.is_empty() {
        return Err(Refusal::Clash(clashes));
    }
    let shaping =
        edits.iter().filter(|edit| !matches!(edit, Edit::Set { address, .. } if is_known(&was, address)));
    wanted.extend(shaping.cloned());
    Ok(apply(now, &wanted, grammar))
}

/// The texts that a person changed in an item as they saw it, and those of what they added.
pub fn own(seen: &Item, texts: &[Edit]) -> Vec<Edit> {
    let mut was = Objective::default();
    fill(&mut was, seen);
    let changed = |edit: &&Edit| match edit {
        Edit::Set { address, text } if is_known(&was, address) => {
            outline::edit::clean(address.field, &value(&was, address))
                != outline::edit::clean(address.field, text)
        }
        _ => true,
    };
    texts.iter().filter(changed).cloned().collect()
}

/// Whether an address is of something that was there.
fn is_known(was: &Objective, address: &Address) -> bool {
    address.part.is_none_or(|part| part.index < was.count(part.list))
}

/// Whether the parts of a list are the same ones in the same order: none were added, moved or taken away.
fn same_parts(was: &Objective, now: &Objective, list: &str) -> bool {
    let (was, now) = (was.children(list), now.children(list));
    was.len() == now.len()
        && was.iter().zip(&now).all(|(was, now)| {
            // A part whose texts are nearly all others is another part.
            let told = |entity: &dyn Entity| entity.verbatim("text").or_else(|| entity.verbatim("name"));
            let number = |entity: &dyn Entity| entity.verbatim("number");
            told(*was) == told(*now) || number(*was) == number(*now)
        })
}

fn value(objective: &Objective, address: &Address) -> String {
    let owner: Option<&dyn Entity> = match address.part {
        None => Some(objective),
        Some(part) => objective.children(part.list).get(part.index).copied(),
    };
    owner.map(|owner| written(owner, address.field_name(), address.key.as_deref())).unwrap_or_default()
}

fn clash(address: &Address, was: &str, now: &str, mine: &str) -> Clash {
    Clash {
        field: address.to_string(),
        told: address.told(Objective::describe()),
        was: was.to_owned(),
        now: now.to_owned(),
        mine: mine.to_owned(),
    }
}
