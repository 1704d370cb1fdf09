//! The form while it is made: what has its slot already, and the slots of what has none yet.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::entity::{EntityDefinition, FieldDefinition};
use domain::plan::Objective;
use domain::{Cardinality, Datum, Entity, Kind, Plan};
use method::{Items, Method, Path, ValueForm};

use super::grid::Column;
use super::model::{Cell, Item, Part, Slot, Target};
use super::{choices, input};
use crate::print::sheet::address;
use crate::print::{Subject, form_year};

/// The form while it is made.
pub(super) struct Writer<'p> {
    pub plan: &'p Plan,
    pub method: &'p Method,
    pub objective: &'p Objective,
    /// The year the form is about.
    pub year: Option<i16>,
    pub parts: Vec<Part>,
    /// For each list, the first index that no item has.
    pub free: BTreeMap<&'static str, usize>,
    /// The parts of the objective, by where they stand in memory.
    pub items: HashMap<usize, Item>,
    /// Items that several tables could show: the address of the table that does, by that of the item.
    pub assigned: HashMap<usize, usize>,
    /// The items that tables show, with the address of the table.
    pub rowed: HashSet<(usize, Item)>,
    /// What the form says without a place to write it.
    pub said: Vec<Said>,
    /// The names of the targets that have a slot.
    claimed: HashSet<String>,
}

/// A value that the form says without a place to write it.
pub(super) struct Said {
    /// Where it goes.
    pub target: Target,
    /// What the form says; where the value is another one, it is shown like any other.
    pub text: String,
    /// What it stands with, when that is no item.
    pub beside: Option<Target>,
}

/// Where a value stands, or would.
#[derive(Clone)]
pub(super) struct Home<'p> {
    pub item: Option<Item>,
    pub of: &'static EntityDefinition,
    /// The entity; none for a new item.
    pub entity: Option<&'p dyn Entity>,
    pub level: Option<&'p str>,
    pub field: Option<&'static FieldDefinition>,
    pub key: Option<String>,
}

/// How a value is written, by the form.
#[derive(Clone, Copy, Default)]
pub(super) struct Manner<'a> {
    pub form: Option<&'a ValueForm>,
    pub items: Option<&'a Items>,
    pub grid: &'a [Column],
    /// The label asks for yes or no.
    pub yes_no: bool,
    /// The value names an item by this field.
    pub join: Option<&'a Path>,
}

impl<'p> Home<'p> {
    /// A value of an item, where a path leads in it.
    pub fn in_item(entity: &'p dyn Entity, item: Item, path: &'p Path) -> Self {
        Self { entity: Some(entity), ..Self::in_new(item, path) }
    }

    /// A value of a new item, where a path leads in it.
    pub fn in_new(item: Item, path: &'p Path) -> Self {
        Self {
            item: Some(item),
            of: path.entity,
            entity: None,
            level: path.level.as_deref(),
            field: path.field.0,
            key: fixed_key(path),
        }
    }

    /// Where the value goes.
    pub fn target(&self) -> Target {
        Target { item: self.item, field: self.field, key: self.key.clone() }
    }

    /// The values.
    pub fn data(&self) -> Vec<Datum> {
        let field = self.field.map_or("fields", |field| field.name);
        self.entity.map(|entity| entity.data(field, self.key.as_deref())).unwrap_or_default()
    }

    /// The values as written, one on each line.
    pub fn text(&self) -> String {
        self.data().into_iter().map(|datum| datum.verbatim).collect::<Vec<_>>().join("\n")
    }

    /// Another field of the same entity; a path into another one is none.
    pub fn beside(&self, path: &'p Path) -> Option<Self> {
        let same =
            self.of.name == path.entity.name && (path.level.is_none() || path.level.as_deref() == self.level);
        same.then(|| Self { field: path.field.0, key: fixed_key(path), ..self.clone() })
    }

    /// Another field of the same entity, by its name.
    pub fn field(&self, name: &str) -> Option<Self> {
        let field = self.of.field(name)?;
        Some(Self { field: Some(field), key: None, ..self.clone() })
    }

    fn is_many(&self) -> bool {
        self.field.is_some_and(|field| field.cardinality == Cardinality::Many)
    }

    /// Whether it lacks the key that its field wants.
    fn lacks_key(&self) -> bool {
        self.field.is_none_or(|field| field.cardinality == Cardinality::Keyed) && self.key.is_none()
    }
}

/// The key of a path that always has the same.
pub(super) fn fixed_key(path: &Path) -> Option<String> {
    match &path.key {
        Some(method::Key::Fixed(key)) => Some(key.clone()),
        _ => None,
    }
}

impl<'p> Writer<'p> {
    pub fn new(plan: &'p Plan, method: &'p Method, objective: &'p Objective) -> Self {
        let (mut items, mut free) = (HashMap::new(), BTreeMap::new());
        for list in Objective::describe().lists {
            free.insert(list.name, objective.count(list.name));
            for (index, child) in objective.children(list.name).into_iter().enumerate() {
                items.insert(address(child), Item { list: list.name, index });
            }
        }
        Self {
            plan,
            method,
            objective,
            year: form_year(method, objective),
            parts: Vec::new(),
            free,
            items,
            assigned: HashMap::new(),
            rowed: HashSet::new(),
            said: Vec::new(),
            claimed: HashSet::new(),
        }
    }

    /// The objective, as blocks of its form print it.
    pub fn subject(&self) -> Subject<'p> {
        Subject::new(self.plan, self.objective, self.year, "")
    }

    /// A field of the objective.
    pub fn own(&self, field: Option<&'static FieldDefinition>, key: Option<String>) -> Home<'p> {
        Home { item: None, of: Objective::describe(), entity: Some(self.objective), level: None, field, key }
    }

    /// A field of the objective, by its name.
    pub fn own_field(&self, name: &str) -> Home<'p> {
        self.own(Objective::describe().field(name), None)
    }

    /// A new item for a list.
    pub fn fresh(&mut self, list: &'static str) -> Item {
        let free = self.free.entry(list).or_default();
        *free += 1;
        Item { list, index: *free - 1 }
    }

    /// The items of a list that are of a level, when the path says one.
    pub fn children(&self, path: &Path) -> Vec<(&'p dyn Entity, Item)> {
        let objective: &'p Objective = self.objective;
        let Some(list) = Objective::describe().list_of(path.entity.name) else { return Vec::new() };
        let of_level =
            |(_, child): &(usize, &dyn Entity)| path.level.is_none() || child.verbatim("level") == path.level;
        let all = objective.children(list.name).into_iter().enumerate().filter(of_level);
        all.map(|(index, child)| (child, Item { list: list.name, index })).collect()
    }

    /// Whether a target has its slot.
    pub fn is_claimed(&self, target: &Target) -> bool {
        self.claimed.contains(&target.to_string())
    }

    /// Whether an item has a slot of its own anywhere.
    pub fn is_shown(&self, item: Item) -> bool {
        let name = format!("{item}.");
        self.claimed.iter().any(|claimed| claimed.starts_with(&name))
    }

    /// The slot of a value; none when it has one already, or can have none.
    pub fn slot(&mut self, home: &Home<'p>, label: &str, manner: Manner<'_>) -> Option<Slot> {
        let target = home.target();
        if home.lacks_key() || !self.claimed.insert(target.to_string()) {
            return None;
        }
        let data = home.data();
        let kind = home.field.map_or(Kind::Prose, |field| field.kind);
        let readings = if home.is_many() {
            Vec::new()
        } else {
            data.iter().flat_map(|datum| &datum.readings).map(|value| self.rendered(value)).collect()
        };
        let value = home.text();
        let understood =
            kind == Kind::Prose || value.is_empty() || data.iter().all(|d| !d.readings.is_empty());
        let choices = choices::of(self, home, manner);
        let input = input::of(home, &value, manner, self.method, !choices.is_empty());
        Some(Slot {
            label: if label.is_empty() { term(home) } else { label.to_owned() },
            target,
            input,
            value,
            readings,
            understood,
            choices,
            preset: None,
            quiet: false,
        })
    }

    fn rendered(&self, value: &domain::Value) -> String {
        meaning::render(value, &meaning::Context { year: self.year, notation: meaning::Notation::Auto })
    }

    /// A cell with the slot of a value; what has one already is shown to be read.
    pub fn cell(&mut self, label: String, home: &Home<'p>, manner: Manner<'_>) -> Cell {
        match self.slot(home, &label, manner) {
            Some(slot) => Cell { label, text: String::new(), slots: vec![slot] },
            None => Cell { label, text: home.text(), slots: Vec::new() },
        }
    }

    /// Notes what a form says of an item, or of the objective beside a value of it.
    pub fn say(&mut self, home: &Home<'p>, text: impl Into<String>, beside: Option<Target>) {
        self.said.push(Said { target: home.target(), text: text.into(), beside });
    }

    /// Notes what the text of a value says beside itself.
    pub fn say_derived(&mut self, derive: &'p method::Derive, home: &Home<'p>) {
        for (name, value) in crate::read::pairs::parse_texts(&derive.texts, &home.text()).unwrap_or_default()
        {
            let path = derive.to.iter().find(|(known, _)| *known == name).map(|(_, path)| path);
            if let Some(derived) = path.and_then(|path| home.beside(path)) {
                self.say(&derived, value, Some(home.target()));
            }
        }
    }

    /// Adds a row of labels, when it has any.
    pub fn row(&mut self, cells: Vec<Cell>) {
        if !cells.is_empty() {
            self.parts.push(Part::Row(cells));
        }
    }
}

/// The Italian term of a value, as a label.
pub(super) fn term(home: &Home<'_>) -> String {
    match (home.field, &home.key) {
        (Some(field), Some(key)) => format!("{} {key}", capitalised(field.term)),
        (Some(field), None) => capitalised(field.term),
        (None, key) => key.clone().unwrap_or_default(),
    }
}

/// A term as the beginning of a line.
pub(super) fn capitalised(term: &str) -> String {
    let mut letters = term.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
