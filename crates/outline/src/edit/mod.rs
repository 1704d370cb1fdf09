//! Changes of an entity by address: one mechanism for all who change a plan by hand (forms on a screen, spreadsheets).
//!
//! An [`Address`] says where a value stands, an [`Edit`] what a person did there. A text is put as it was written, in normal
//! form, and understood by the [`Grammar`] of the plan; what came of it is told as [`Made`], for an audit trail and for people.

mod address;
mod apply;
mod grammar;
mod put;

pub use address::{Address, MOST_ITEMS, Part};
pub use apply::apply;
pub use grammar::Grammar;
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
