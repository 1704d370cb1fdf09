//! Where a value of a plan in memory stands.
//!
//! Findings point at places. A plan in memory has no lines of a document; so every item and part of it has a line of its own
//! and every field a column, and a place leads back to the value. What is printed has no places: they would be taken for
//! those of a document.

use domain::entity::Entity;
use domain::{Place, Plan};

/// Where a finding stands in a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The item; none: the plan.
    pub item: Option<String>,
    /// The part of the item: list and place in it.
    pub part: Option<(&'static str, usize)>,
    /// The field.
    pub field: Option<&'static str>,
}

/// An item of a list has room for so many parts.
const PARTS: usize = 1 << 12;
/// A list of the plan has room for so many items: with the lists, of which there are fewer than 32, a line is 32 bits.
const ITEMS: usize = 1 << 15;

/// The line of an item, or of a part of it (counted from 1 through its lists); none where there is no room for it.
fn line(list: usize, at: usize, part: usize) -> Option<u32> {
    let fits = at < ITEMS && part < PARTS;
    u32::try_from((list * ITEMS + at) * PARTS + part).ok().filter(|_| fits)
}

/// The number of a list of the plan, from 1; 0 is the plan itself.
fn number_of(list: &str) -> Option<usize> {
    Plan::describe().lists.iter().position(|known| known.name == list).map(|at| at + 1)
}

/// Gives the plan's own fields their places.
pub fn mark_own(plan: &mut Plan) {
    stand(plan, line(0, 0, 0));
}

/// Gives an item of a list, and all that it holds, their places.
pub fn mark(item: &mut dyn Entity, list: &str, at: usize) {
    let Some(number) = number_of(list) else { return };
    stand(item, line(number, at, 0));
    let mut part = 0;
    for list in item.definition().lists {
        for index in 0..item.count(list.name) {
            part += 1;
            if let Some(child) = item.child_mut(list.name, index) {
                stand(child, line(number, at, part));
            }
        }
    }
}

/// Takes the places out of an entity and all that it holds.
pub fn unmark(entity: &mut dyn Entity) {
    stand(entity, None);
    for list in entity.definition().lists {
        for index in 0..entity.count(list.name) {
            if let Some(child) = entity.child_mut(list.name, index) {
                unmark(child);
            }
        }
    }
}

fn stand(entity: &mut dyn Entity, line: Option<u32>) {
    entity.set_place(line.map(|line| Place::new(line, 1)));
    for (field, column) in entity.definition().fields.iter().zip(2..) {
        if let Some(holder) = entity.holder_mut(field.name) {
            holder.stand_at(line.map(|line| Place::new(line, column)));
        }
    }
}

/// What a place leads back to; `id_of` tells the identity of an item of a list. None: the plan itself, or nothing.
pub fn spot(plan: &Plan, place: Place, id_of: impl Fn(&str, usize) -> Option<String>) -> Option<Spot> {
    let line = usize::try_from(place.line).ok()?;
    let (place_of_item, part) = (line / PARTS, line % PARTS);
    let list = Plan::describe().lists.get((place_of_item / ITEMS).checked_sub(1)?)?;
    let at = place_of_item % ITEMS;
    let item = plan.child(list.name, at)?;
    let (entity, part) = match part.checked_sub(1) {
        None => (item.definition(), None),
        Some(part) => {
            let (list, index) = part_at(item, part)?;
            ((list.item)(), Some((list.name, index)))
        }
    };
    let field = usize::from(place.column).checked_sub(2).and_then(|at| entity.fields.get(at));
    Some(Spot { item: Some(id_of(list.name, at)?), part, field: field.map(|field| field.name) })
}

/// The list and the place in it of a part, counted from 0 through the lists of an item.
fn part_at(item: &dyn Entity, mut part: usize) -> Option<(&'static domain::entity::ListDefinition, usize)> {
    for list in item.definition().lists {
        let count = item.count(list.name);
        if part < count {
            return Some((list, part));
        }
        part -= count;
    }
    None
}
