//! Changes of an entity by address: one mechanism for all who change a plan by hand (forms on a screen, spreadsheets).
//!
//! An [`Address`] says where a value stands, an [`Edit`] what a person did there. A text is put as it was written, in normal
//! form, and understood by the [`Grammar`] of the plan; what came of it is told as [`Made`], for an audit trail and for people.

mod address;
mod apply;
mod grammar;
mod put;

use std::fmt;

use domain::entity::EntityDefinition;

pub use address::{Address, MOST_ITEMS, Part};
pub use apply::apply;
pub use grammar::{Grammar, Tally};
pub use put::{choose, clean, lines, set, written};

/// Something a person did to an entity.
///
/// All indices are those of the entity as the person saw it, before any of the changes. An index beyond its items stands for
/// a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A text in place of what stood there; a blank one takes it away. Several values stand one on each line.
    Set {
        /// Where.
        address: Address,
        /// What was written.
        text: String,
    },
    /// What a new item says of itself where nothing else is said: the year of its table, the phase it stands with. It makes no
    /// item, and does nothing to one that was there.
    Preset {
        /// Where.
        address: Address,
        /// What it says.
        says: Preset,
    },
    /// A new item without anything in it, after the others.
    Add {
        /// The list.
        list: &'static str,
    },
    /// An item is taken away.
    Remove {
        /// The list.
        list: &'static str,
        /// The item.
        index: usize,
    },
    /// An item is put where another one stands.
    Move {
        /// The list.
        list: &'static str,
        /// The item.
        from: usize,
        /// The item in whose place it comes.
        to: usize,
    },
}

/// What a new item says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preset {
    /// A text.
    Text(String),
    /// What the first of these says that says anything: a new indicator is of the new phase on its row.
    Of(Vec<Address>),
}

/// A change that was made: only what is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What was changed.
    pub what: What,
    /// The text as it was; of an item that was taken away, all it held.
    pub before: String,
    /// The text as it is.
    pub after: String,
}

/// What was changed. Items are counted as they stood before anything was moved or taken away; new ones follow them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A value.
    Value(Address),
    /// An item is new.
    Added {
        /// The list.
        list: &'static str,
        /// The item.
        index: usize,
    },
    /// An item is gone.
    Removed {
        /// The list.
        list: &'static str,
        /// The item.
        index: usize,
    },
    /// An item stands elsewhere.
    Moved {
        /// The list.
        list: &'static str,
        /// The item.
        from: usize,
        /// The item in whose place it came.
        to: usize,
    },
}

impl What {
    /// What people call it, in an entity: `fase 4, peso`, `fase 4: nuova voce`.
    pub fn told(&self, definition: &EntityDefinition) -> String {
        let item = |list: &str, index: usize| {
            let term = definition.list(list).map_or(list, |list| (list.item)().term);
            format!("{term} {}", index + 1)
        };
        match self {
            Self::Value(address) => address.told(definition),
            Self::Added { list, index } => format!("{}: nuova voce", item(list, *index)),
            Self::Removed { list, index } => format!("{}: voce tolta", item(list, *index)),
            Self::Moved { list, from, to } => {
                format!("{}: voce spostata al posto {}", item(list, *from), to + 1)
            }
        }
    }
}

/// The name of the place: that of the address, or of the item (`phases.3`).
impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(address) => address.fmt(f),
            Self::Added { list, index }
            | Self::Removed { list, index }
            | Self::Moved { list, from: index, .. } => write!(f, "{list}.{index}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::plan::Objective;

    use super::*;

    #[test]
    fn changes_have_a_name_for_the_trail_and_one_for_people() {
        let list = "phases";
        let address = Address::parse(Objective::describe(), "phases.3.weight").unwrap();
        let changes = [
            (What::Value(address), "phases.3.weight", "fase 4, peso"),
            (What::Added { list, index: 3 }, "phases.3", "fase 4: nuova voce"),
            (What::Removed { list, index: 0 }, "phases.0", "fase 1: voce tolta"),
            (What::Moved { list, from: 2, to: 0 }, "phases.2", "fase 3: voce spostata al posto 1"),
        ];
        for (what, name, told) in changes {
            assert_eq!((what.to_string().as_str(), what.told(Objective::describe()).as_str()), (name, told));
        }
    }
}
