//! The registry of fields: what every part of the product that walks a plan walks through.
//!
//! An entity (an objective, a phase…) is declared once with `entity!`; from the declaration come
//! the typed struct, its [`EntityDefinition`] (path, term, kind, visibility) and the access by name
//! that reading, printing, exchange, comparison and redaction share.

use crate::place::Place;
use crate::read::{Datum, Glance, Holder, Keyed, Prose};
use crate::value::Kind;

/// Who may see a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Part of what is published.
    Public,
    /// For the body's own use.
    Internal,
    /// Names or describes a person: never published without a ground in law.
    Personal,
}

/// How many values a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cardinality {
    /// At most one.
    One,
    /// Any number, in order.
    Many,
    /// At most one for each key (a year, a date).
    Keyed,
}

/// One field of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldDefinition {
    /// The English name, unique in its entity and used as key in the exchange format.
    pub name: &'static str,
    /// The Italian term.
    pub term: &'static str,
    /// What it holds.
    pub doc: &'static str,
    /// The kind of its values.
    pub kind: Kind,
    /// How many values it holds.
    pub cardinality: Cardinality,
    /// Who may see it.
    pub visibility: Visibility,
}

/// A list of entities inside an entity.
#[derive(Clone, Copy, Debug)]
pub struct ListDefinition {
    /// The English name of the list (`phases`).
    pub name: &'static str,
    /// The definition of its items.
    pub item: fn() -> &'static EntityDefinition,
}

/// What an entity consists of.
#[derive(Clone, Copy, Debug)]
pub struct EntityDefinition {
    /// The English name (`objective`).
    pub name: &'static str,
    /// The Italian term.
    pub term: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its fields, in the order of the data dictionary.
    pub fields: &'static [FieldDefinition],
    /// The lists inside it.
    pub lists: &'static [ListDefinition],
}

impl EntityDefinition {
    /// The field called `name`.
    pub fn field(&self, name: &str) -> Option<&'static FieldDefinition> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The list called `name` (`phases`).
    pub fn list(&self, name: &str) -> Option<&'static ListDefinition> {
        self.lists.iter().find(|list| list.name == name)
    }

    /// The list whose items are entities called `name` (`phase`).
    pub fn list_of(&self, name: &str) -> Option<&'static ListDefinition> {
        self.lists.iter().find(|list| (list.item)().name == name)
    }
}

/// The definition of the entity called `name`, wherever it stands in a plan.
pub fn entity_named(name: &str) -> Option<&'static EntityDefinition> {
    fn search(definition: &'static EntityDefinition, name: &str) -> Option<&'static EntityDefinition> {
        if definition.name == name {
            return Some(definition);
        }
        definition.lists.iter().find_map(|list| search((list.item)(), name))
    }
    search(crate::plan::Plan::describe(), name)
}

/// Why a value could not be put into a field.
#[derive(Clone, Debug, PartialEq)]
pub enum PutError {
    /// The entity has no such field.
    Unknown(Datum),
    /// The field already holds a value and has room for one.
    Occupied(Datum),
}

/// Access by name to the fields and lists of an entity.
pub trait Entity {
    /// What the entity consists of.
    fn definition(&self) -> &'static EntityDefinition;
    /// Where it begins in its source.
    fn place(&self) -> Option<Place>;
    /// Says where it begins.
    fn set_place(&mut self, place: Option<Place>);
    /// The values of a field.
    fn holder(&self, field: &str) -> Option<&dyn Holder>;
    /// The values of every field, in the order of the definition.
    fn holders(&self) -> Vec<&dyn Holder>;
    /// The values of a field, to change.
    fn holder_mut(&mut self, field: &str) -> Option<&mut dyn Holder>;
    /// The items of a list, by the list's name.
    fn children(&self, list: &str) -> Vec<&dyn Entity>;
    /// An item of a list.
    fn child(&self, list: &str, index: usize) -> Option<&dyn Entity>;
    /// An item of a list, to change.
    fn child_mut(&mut self, list: &str, index: usize) -> Option<&mut dyn Entity>;
    /// How many items a list has.
    fn count(&self, list: &str) -> usize;
    /// Adds an empty item to a list; `None` when there is no such list.
    fn add_child(&mut self, list: &str) -> Option<&mut dyn Entity>;
    /// Takes an item of a list away; `false` when there is none.
    fn remove_child(&mut self, list: &str, index: usize) -> bool;
    /// Puts an item of a list at another place of it, the others keeping their order; `false` when one of the two is no
    /// place of the list.
    fn move_child(&mut self, list: &str, from: usize, to: usize) -> bool;
    /// What the form holds beyond the known fields: label -> text.
    fn extra(&self) -> &Keyed<Prose>;
    /// What the form holds beyond the known fields, to change.
    fn extra_mut(&mut self) -> &mut Keyed<Prose>;
}

impl dyn Entity + '_ {
    /// Puts a value into a field (`title`), a key of a field (`targets`, `2026`) or, for the field
    /// `fields`, into what the form holds beyond the known fields.
    ///
    /// # Errors
    /// Gives the value back when there is no such field, or no room in it.
    pub fn put(&mut self, field: &str, key: Option<&str>, datum: Datum) -> Result<(), PutError> {
        if field == "fields" {
            return self.extra_mut().put(key, datum).map_err(PutError::Occupied);
        }
        match self.holder_mut(field) {
            Some(holder) => holder.put(key, datum).map_err(PutError::Occupied),
            None => Err(PutError::Unknown(datum)),
        }
    }

    /// The values of a field, or of one key of it, or of `fields`.
    pub fn data(&self, field: &str, key: Option<&str>) -> Vec<Datum> {
        let all = if field == "fields" {
            self.extra().data()
        } else {
            self.holder(field).map(Holder::data).unwrap_or_default()
        };
        all.into_iter().filter(|(k, _)| key.is_none() || *k == key).map(|(_, datum)| datum).collect()
    }

    /// Every field with its values as they stand.
    pub fn glances(&self) -> impl Iterator<Item = (&'static FieldDefinition, Vec<Glance<'_>>)> {
        self.definition().fields.iter().zip(self.holders()).map(|(field, holder)| (field, holder.glances()))
    }

    /// The first value of a field as written.
    pub fn verbatim(&self, field: &str) -> Option<String> {
        self.data(field, None).into_iter().next().map(|datum| datum.verbatim)
    }

    /// Whether the entity holds nothing at all.
    pub fn is_empty(&self) -> bool {
        let definition = self.definition();
        self.extra().is_empty()
            && definition.fields.iter().all(|f| self.holder(f.name).is_none_or(|h| h.data().is_empty()))
            && definition.lists.iter().all(|l| self.children(l.name).is_empty())
    }
}

/// Takes an item away, when there is one.
pub(crate) fn remove_from<T>(items: &mut Vec<T>, index: usize) -> bool {
    let there = index < items.len();
    if there {
        items.remove(index);
    }
    there
}

/// Puts an item at another place, when both are places of the list.
pub(crate) fn move_in<T>(items: &mut [T], from: usize, to: usize) -> bool {
    if let Some(between) = items.get_mut(from.min(to)..=from.max(to)) {
        if from < to {
            between.rotate_left(1);
        } else {
            between.rotate_right(1);
        }
        return true;
    }
    false
}

/// Declares an entity: its struct, its registry and its access by name.
macro_rules! entity {
    (@type one $t:ty) => { Option<$crate::read::Read<$t>> };
    (@type many $t:ty) => { Vec<$crate::read::Read<$t>> };
    (@type keyed $t:ty) => { $crate::read::Keyed<$t> };
    (@cardinality one) => { $crate::entity::Cardinality::One };
    (@cardinality many) => { $crate::entity::Cardinality::Many };
    (@cardinality keyed) => { $crate::entity::Cardinality::Keyed };
    (
        $(#[doc = $doc:literal])+
        $name:ident, $key:literal, $term:literal;
        $($(#[doc = $fdoc:literal])+ $field:ident: $many:ident $ty:ty, $fterm:literal, $vis:ident;)*
        $(list $(#[doc = $ldoc:literal])+ $list:ident: $item:ident;)*
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            /// Where it begins in its source.
            pub place: Option<$crate::place::Place>,
            $($(#[doc = $fdoc])+ pub $field: entity!(@type $many $ty),)*
            $($(#[doc = $ldoc])+ pub $list: Vec<$item>,)*
            /// What the form holds beyond the known fields: label -> text.
            pub fields: $crate::read::Keyed<$crate::read::Prose>,
        }

        impl $name {
            /// What the entity consists of.
            pub fn describe() -> &'static $crate::entity::EntityDefinition {
                static DEFINITION: $crate::entity::EntityDefinition = $crate::entity::EntityDefinition {
                    name: $key,
                    term: $term,
                    doc: concat!($($doc),+),
                    fields: &[$($crate::entity::FieldDefinition {
                        name: stringify!($field),
                        term: $fterm,
                        doc: concat!($($fdoc),+),
                        kind: <$ty as $crate::value::Typed>::KIND,
                        cardinality: entity!(@cardinality $many),
                        visibility: $crate::entity::Visibility::$vis,
                    }),*],
                    lists: &[$($crate::entity::ListDefinition {
                        name: stringify!($list),
                        item: $item::describe,
                    }),*],
                };
                &DEFINITION
            }
        }

        impl $crate::entity::Entity for $name {
            fn definition(&self) -> &'static $crate::entity::EntityDefinition {
                Self::describe()
            }
            fn place(&self) -> Option<$crate::place::Place> {
                self.place
            }
            fn set_place(&mut self, place: Option<$crate::place::Place>) {
                self.place = place;
            }
            fn holder(&self, field: &str) -> Option<&dyn $crate::read::Holder> {
                match field {
                    $(stringify!($field) => Some(&self.$field),)*
                    _ => None,
                }
            }
            fn holders(&self) -> Vec<&dyn $crate::read::Holder> {
                vec![$(&self.$field),*]
            }
            fn holder_mut(&mut self, field: &str) -> Option<&mut dyn $crate::read::Holder> {
                match field {
                    $(stringify!($field) => Some(&mut self.$field),)*
                    _ => None,
                }
            }
            fn children(&self, list: &str) -> Vec<&dyn $crate::entity::Entity> {
                match list {
                    $(stringify!($list) => {
                        self.$list.iter().map(|item| item as &dyn $crate::entity::Entity).collect()
                    })*
                    _ => Vec::new(),
                }
            }
            fn child(&self, list: &str, index: usize) -> Option<&dyn $crate::entity::Entity> {
                let _ = index;
                match list {
                    $(stringify!($list) => {
                        self.$list.get(index).map(|item| item as &dyn $crate::entity::Entity)
                    })*
                    _ => None,
                }
            }
            fn child_mut(&mut self, list: &str, index: usize) -> Option<&mut dyn $crate::entity::Entity> {
                let _ = index;
                match list {
                    $(stringify!($list) => {
                        self.$list.get_mut(index).map(|item| item as &mut dyn $crate::entity::Entity)
                    })*
                    _ => None,
                }
            }
            fn count(&self, list: &str) -> usize {
                match list {
                    $(stringify!($list) => self.$list.len(),)*
                    _ => 0,
                }
            }
            fn add_child(&mut self, list: &str) -> Option<&mut dyn $crate::entity::Entity> {
                match list {
                    $(stringify!($list) => {
                        self.$list.push($item::default());
                        self.$list.last_mut().map(|item| item as &mut dyn $crate::entity::Entity)
                    })*
                    _ => None,
                }
            }
            fn remove_child(&mut self, list: &str, index: usize) -> bool {
                let _ = index;
                match list {
                    $(stringify!($list) => $crate::entity::remove_from(&mut self.$list, index),)*
                    _ => false,
                }
            }
            fn move_child(&mut self, list: &str, from: usize, to: usize) -> bool {
                let _ = (from, to);
                match list {
                    $(stringify!($list) => $crate::entity::move_in(&mut self.$list, from, to),)*
                    _ => false,
                }
            }
            fn extra(
                &self,
            ) -> &$crate::read::Keyed<$crate::read::Prose> {
                &self.fields
            }
            fn extra_mut(
                &mut self,
            ) -> &mut $crate::read::Keyed<$crate::read::Prose> {
                &mut self.fields
            }
        }
    };
}
pub(crate) use entity;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Objective, Phase, Plan};

    fn objective() -> Objective {
        let phase = |text: &str| Phase { text: Some(Datum::prose(text, None).into()), ..Phase::default() };
        Objective { phases: ["a", "b", "c", "d"].map(phase).into(), ..Objective::default() }
    }

    fn texts(objective: &Objective) -> String {
        objective.children("phases").iter().filter_map(|phase| phase.verbatim("text")).collect()
    }

    #[test]
    fn items_of_a_list_are_moved_and_taken_away() {
        for (from, to, texts_then) in [(0, 2, "bcad"), (3, 0, "dabc"), (1, 1, "abcd"), (2, 3, "abdc")] {
            let mut objective = objective();
            assert!(objective.move_child("phases", from, to));
            assert_eq!(texts(&objective), texts_then);
        }
        let mut objective = objective();
        assert!(objective.remove_child("phases", 1));
        assert_eq!(texts(&objective), "acd");
    }

    #[test]
    fn where_there_is_no_item_nothing_happens() {
        let mut objective = objective();
        for (list, from, to) in [("phases", 0, 4), ("phases", 4, 0), ("phases", 9, 9), ("indicators", 0, 0)] {
            assert!(!objective.move_child(list, from, to));
        }
        assert!(!objective.remove_child("phases", 4));
        assert!(!objective.remove_child("capitoli", 0));
        assert!(!Plan::default().remove_child("objectives", 0));
        assert_eq!(texts(&objective), "abcd");
    }

    #[test]
    fn no_list_is_called_as_a_field_of_its_entity() {
        fn look(definition: &'static EntityDefinition) {
            for list in definition.lists {
                assert!(definition.field(list.name).is_none() && list.name != "fields", "{}", list.name);
                look((list.item)());
            }
        }
        look(Plan::describe());
    }
}
