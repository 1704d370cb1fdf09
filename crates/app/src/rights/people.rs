//! What is left of an entity for somebody who may not see who works on it.

use domain::Entity;
use domain::entity::Visibility;

/// Takes out of an entity, and of all that stands in it, what names or describes people.
pub fn without_people(entity: &mut dyn Entity) {
    let definition = entity.definition();
    for field in definition.fields.iter().filter(|field| field.visibility == Visibility::Personal) {
        if let Some(holder) = entity.holder_mut(field.name) {
            holder.clear();
        }
    }
    for list in definition.lists {
        for at in 0..entity.count(list.name) {
            if let Some(child) = entity.child_mut(list.name, at) {
                without_people(child);
            }
        }
    }
}
