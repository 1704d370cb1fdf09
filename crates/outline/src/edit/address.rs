//! Where a value stands in an entity, and its name.

use std::fmt;

use domain::entity::{EntityDefinition, FieldDefinition};
use domain::{Cardinality, Entity};

/// More items than a list of any plan has; an index beyond them is a slip or worse.
pub const MOST_ITEMS: usize = 10_000;

/// What the form holds beyond the known fields, as names call it.
const EXTRA: &str = "fields";

/// An item of a list inside an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Part {
    /// The list (`phases`).
    pub list: &'static str,
    /// Which of its items, from 0.
    pub index: usize,
}

/// Where a value stands in an entity.
///
/// Its name is the way there, parted by dots: `title`, `outcomes.2027`, `phases.3.text`, `indicators.2.targets.2026`,
/// `fields.Assessore`. The key comes last and may hold any character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The item inside the entity; without one the value is the entity's own.
    pub part: Option<Part>,
    /// The field; none for what the form holds beyond the known fields.
    pub field: Option<&'static FieldDefinition>,
    /// The key: a year, a date, a label of the form.
    pub key: Option<String>,
}

impl Address {
    /// The address that a name stands for, in an entity; none when the registry has no such place.
    pub fn parse(definition: &'static EntityDefinition, name: &str) -> Option<Self> {
        let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
        let Some(list) = definition.list(first) else { return Self::of(None, definition, first, rest) };
        let (number, rest) = rest?.split_once('.')?;
        let part = Part { list: list.name, index: index(number)? };
        let (field, key) = rest.split_once('.').map_or((rest, None), |(field, key)| (field, Some(key)));
        Self::of(Some(part), (list.item)(), field, key)
    }

    fn of(
        part: Option<Part>,
        definition: &'static EntityDefinition,
        field: &str,
        key: Option<&str>,
    ) -> Option<Self> {
        let known = definition.field(field);
        if known.is_none() && field != EXTRA {
            return None;
        }
        let keyed = known.is_none_or(|field| field.cardinality == Cardinality::Keyed);
        (keyed == key.is_some()).then(|| Self { part, field: known, key: key.map(str::to_owned) })
    }

    /// The name of the field (`fields` for what the form holds beyond the known ones).
    pub fn field_name(&self) -> &'static str {
        self.field.map_or(EXTRA, |field| field.name)
    }

    /// What people call it, in an entity: `fase 4, peso`, `risultato atteso 2027`.
    pub fn told(&self, definition: &EntityDefinition) -> String {
        let term = match (self.field, &self.key) {
            (Some(field), None) => field.term.to_owned(),
            (Some(field), Some(key)) => format!("{} {key}", field.term),
            (None, key) => key.clone().unwrap_or_default(),
        };
        match self.part.and_then(|part| Some((definition.list(part.list)?, part.index + 1))) {
            Some((list, number)) => format!("{} {number}, {term}", (list.item)().term),
            None => term,
        }
    }

    /// The entity whose value it is.
    pub(super) fn owner<'e>(&self, entity: &'e dyn Entity) -> Option<&'e dyn Entity> {
        match self.part {
            None => Some(entity),
            Some(part) => entity.children(part.list).get(part.index).copied(),
        }
    }

    /// The entity whose value it is, to change.
    pub(super) fn owner_mut<'e>(&self, entity: &'e mut dyn Entity) -> Option<&'e mut dyn Entity> {
        match self.part {
            None => Some(entity),
            Some(part) => entity.child_mut(part.list, part.index),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Part { list, index }) = self.part {
            write!(f, "{list}.{index}.")?;
        }
        f.write_str(self.field_name())?;
        match &self.key {
            Some(key) => write!(f, ".{key}"),
            None => Ok(()),
        }
    }
}

/// A number as it is written in names, in one way only.
fn index(text: &str) -> Option<usize> {
    let index: usize = text.parse().ok()?;
    (index < MOST_ITEMS && index.to_string() == text).then_some(index)
}

#[cfg(test)]
mod tests {
    use domain::plan::{Objective, Plan, Section};
    use proptest::prelude::*;

    use super::*;

    fn parse(name: &str) -> Option<Address> {
        Address::parse(Objective::describe(), name)
    }

    #[test]
    fn names_lead_to_what_the_registry_knows() {
        let known = [
            ("title", "titolo"),
            ("outcomes.2027", "risultato atteso 2027"),
            ("notes", "annotazioni"),
            ("phases.3.text", "fase 4, fase"),
            ("indicators.2.targets.2026", "indicatore 3, valore atteso 2026"),
            ("progress.30 settembre 2025. Note", "stato di avanzamento 30 settembre 2025. Note"),
            ("fields.Assessore", "Assessore"),
            ("phases.0.fields.a.b = c", "fase 1, a.b = c"),
            ("outcomes.", "risultato atteso "),
        ];
        for (name, told) in known {
            let address = parse(name).unwrap();
            assert_eq!(
                (address.to_string().as_str(), address.told(Objective::describe()).as_str()),
                (name, told)
            );
        }
        assert!(Address::parse(Section::describe(), "blocks.9.cells.01").is_some());
        assert!(Address::parse(Plan::describe(), "objectives.9.title").is_some());
    }

    #[test]
    fn other_names_lead_nowhere() {
        let unknown = [
            "",
            ".",
            "titolo",
            "title.",
            "title.2026",
            "outcomes",
            "fields",
            "phases",
            "phases.1",
            "phases.1.",
            "phases.x.text",
            "phases.-1.text",
            "phases.+1.text",
            "phases.01.text",
            "phases.10000.text",
            "phases.99999999999999999999.text",
            "phases.1.titolo",
            "phases.1.text.2026",
            "indicators.1.targets",
            "capitoli.1.text",
            "phases..text",
            "phases.1.phases.1.text",
        ];
        for name in unknown {
            assert_eq!(parse(name), None, "{name}");
        }
    }

    fn addresses() -> impl Strategy<Value = Address> {
        let definition = Objective::describe();
        let lists =
            (0..=definition.lists.len(), 0..MOST_ITEMS, any::<prop::sample::Index>(), any::<String>());
        lists.prop_map(move |(list, index, field, key)| {
            let list = definition.lists.get(list);
            let of = list.map_or(definition, |list| (list.item)());
            let field = of.fields.get(field.index(of.fields.len() + 1));
            let keyed = field.is_none_or(|field| field.cardinality == Cardinality::Keyed);
            let part = list.map(|list| Part { list: list.name, index });
            Address { part, field, key: keyed.then_some(key) }
        })
    }

    proptest! {
        #[test]
        fn a_name_and_its_address_are_one(address in addresses()) {
            prop_assert_eq!(parse(&address.to_string()), Some(address));
        }

        #[test]
        fn a_text_is_the_name_of_one_address_or_of_none(name in "[a-z]{0,10}(\\.[a-z0-9+]{0,4}){0,3}") {
            if let Some(address) = parse(&name) {
                prop_assert_eq!(address.to_string(), name);
            }
        }
    }
}
