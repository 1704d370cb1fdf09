//! What a person did to an entity, done.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::Entity;

use super::{Address, Edit, Grammar, Made, Part, Preset, What, put};

/// Does what a person did to an entity, and tells what is not as it was.
///
/// Values of items that are there are put first, then those of new items, which are made in the order of their indices, each
/// only when one of its texts is not blank; then blank items are added, items moved, and at last taken away. What the entity
/// has no place for does nothing.
pub fn apply(entity: &mut dyn Entity, edits: &[Edit], grammar: &Grammar) -> Vec<Made> {
    let mut work = Work { lists: HashMap::new(), gone: HashSet::new(), made: Vec::new(), entity, grammar };
    work.take_stock(edits);
    work.set_known(edits);
    let new = work.make_new(edits);
    work.set_presets(edits, &new);
    for edit in edits {
        work.add(edit);
    }
    for edit in edits {
        work.move_to(edit);
    }
    work.remove();
    work.made
}

/// The entity while it is changed.
struct Work<'e> {
    entity: &'e mut dyn Entity,
    grammar: &'e Grammar,
    /// The items of each list, as they stand now.
    lists: HashMap<&'static str, Vec<Called>>,
    /// The items that are to be taken away.
    gone: HashSet<Part>,
    made: Vec<Made>,
}

/// What an item is called while its entity is changed.
#[derive(Clone, Copy)]
struct Called {
    /// Its index in the edits; none for one that no edit can name.
    named: Option<usize>,
    /// Its index before items were moved or taken away.
    number: usize,
}

impl Work<'_> {
    fn take_stock(&mut self, edits: &[Edit]) {
        for list in self.entity.definition().lists {
            let known = (0..self.entity.count(list.name)).map(|at| Called { named: Some(at), number: at });
            self.lists.insert(list.name, known.collect());
        }
        self.gone.extend(edits.iter().filter_map(|edit| match edit {
            Edit::Remove { list, index } => Some(Part { list, index: *index }),
            _ => None,
        }));
    }

    /// Where an item stands now.
    fn position(&self, part: Part) -> Option<usize> {
        self.lists.get(part.list)?.iter().position(|known| known.named == Some(part.index))
    }

    /// Which of its list an item was before anything was moved or taken away.
    fn number(&self, list: &str, at: usize) -> usize {
        self.lists.get(list).and_then(|items| items.get(at)).map_or(at, |called| called.number)
    }

    /// An address as it is now.
    fn here(&self, address: &Address) -> Option<Address> {
        let part = match address.part {
            Some(part) => Some(Part { list: part.list, index: self.position(part)? }),
            None => None,
        };
        Some(Address { part, ..address.clone() })
    }

    /// Puts a text at an address as it is now.
    fn set(&mut self, address: Address, text: &str) {
        let Some(owner) = address.owner_mut(self.entity) else { return };
        let to = (address.field, address.key.as_deref());
        if let Some((before, after)) = put::set(owner, to, text, self.grammar) {
            self.made.push(Made { what: What::Value(address), before, after });
        }
    }

    /// Texts of the entity itself, and of items that are there and stay.
    fn set_known(&mut self, edits: &[Edit]) {
        for edit in edits {
            let Edit::Set { address, text } = edit else { continue };
            if address.part.is_none_or(|part| !self.gone.contains(&part))
                && let Some(address) = self.here(address)
            {
                self.set(address, text);
            }
        }
    }

    /// Makes the new items that have a text; gives what they are called.
    fn make_new(&mut self, edits: &[Edit]) -> HashSet<Part> {
        let mut new: BTreeMap<Part, Vec<(&Address, &String)>> = BTreeMap::new();
        for edit in edits {
            let Edit::Set { address, text } = edit else { continue };
            let Some(part) = address.part.filter(|part| !self.gone.contains(part)) else { continue };
            if self.lists.contains_key(part.list) && self.position(part).is_none() {
                new.entry(part).or_default().push((address, text));
            }
        }
        new.retain(|_, texts| texts.iter().any(|(_, text)| !text.trim().is_empty()));
        for (part, texts) in &new {
            self.push(part.list, Some(part.index));
            for (address, text) in texts {
                if let Some(address) = self.here(address) {
                    self.set(address, text);
                }
            }
        }
        new.into_keys().collect()
    }

    /// What new items say of themselves: texts first, then what others say.
    fn set_presets(&mut self, edits: &[Edit], new: &HashSet<Part>) {
        let presets = edits.iter().filter_map(|edit| match edit {
            Edit::Preset { address, says } => Some((address, says)),
            _ => None,
        });
        let (texts, others): (Vec<_>, Vec<_>) =
            presets.partition(|(_, says)| matches!(says, Preset::Text(_)));
        for (address, says) in texts.into_iter().chain(others) {
            let Some(at) = address.part.filter(|part| new.contains(part)).and_then(|_| self.here(address))
            else {
                continue;
            };
            let text = match says {
                Preset::Text(text) => Some(text.clone()),
                Preset::Of(others) => {
                    others.iter().map(|other| self.text(other)).find(|text| !text.is_empty())
                }
            };
            if let Some(text) = text.filter(|_| self.text(address).is_empty()) {
                self.set(at, &text);
            }
        }
    }

    /// What stands at an address.
    fn text(&self, address: &Address) -> String {
        let here = self.here(address);
        let text = here.as_ref().and_then(|here| {
            Some(put::written(here.owner(self.entity)?, here.field_name(), here.key.as_deref()))
        });
        text.unwrap_or_default()
    }

    fn push(&mut self, list: &'static str, named: Option<usize>) {
        let number = self.entity.count(list);
        if self.entity.add_child(list).is_some() {
            self.lists.entry(list).or_default().push(Called { named, number });
            self.tell(What::Added { list, index: number }, String::new());
        }
    }

    fn tell(&mut self, what: What, before: String) {
        self.made.push(Made { what, before, after: String::new() });
    }

    fn add(&mut self, edit: &Edit) {
        if let Edit::Add { list } = edit {
            self.push(list, None);
        }
    }

    fn move_to(&mut self, edit: &Edit) {
        let Edit::Move { list, from, to } = *edit else { return };
        let place = |index| self.position(Part { list, index });
        let (Some(at), Some(there)) = (place(from), place(to)) else { return };
        let (from, to) = (self.number(list, at), self.number(list, there));
        if at == there || !self.entity.move_child(list, at, there) {
            return;
        }
        if let Some(called) = self.lists.get_mut(list) {
            let item = called.remove(at);
            called.insert(there, item);
        }
        self.tell(What::Moved { list, from, to }, String::new());
    }

    /// Takes items away. They are told in the order of their indices.
    fn remove(&mut self) {
        let mut gone: Vec<Part> = self.gone.iter().copied().collect();
        gone.sort_unstable();
        for part in gone {
            let Some(at) = self.position(part) else { continue };
            let index = self.number(part.list, at);
            let held = self.entity.children(part.list).get(at).map(|item| contents(*item));
            if self.entity.remove_child(part.list, at) {
                if let Some(called) = self.lists.get_mut(part.list) {
                    called.remove(at);
                }
                self.tell(What::Removed { list: part.list, index }, held.unwrap_or_default());
            }
        }
    }
}

/// All that an item holds, for people: a line for each value.
fn contents(item: &dyn Entity) -> String {
    let mut lines = Vec::new();
    for field in item.definition().fields {
        for (key, datum) in item.holder(field.name).map(domain::read::Holder::data).unwrap_or_default() {
            let key = key.map(|key| format!(" {key}")).unwrap_or_default();
            lines.push(format!("{}{key}: {}", field.term, datum.verbatim));
        }
    }
    lines.extend(item.extra().iter().map(|(label, read)| format!("{label}: {}", read.verbatim)));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use domain::plan::{Indicator, Objective, Phase, Plan};
    use domain::{Datum, Place};
    use method::Method;

    use super::*;

    const METHOD: &str = "schema = \"traguardo-metodo/1\"\n[body]\nname = \"Comune\"\nkind = \"comune\"\n";

    fn objective() -> Objective {
        let read = |text: &str| Some(Datum::prose(text, Some(Place::new(1, 1))).into());
        let phase = |text: &str| Phase { text: read(text), number: read(text), ..Phase::default() };
        let indicator = |text: &str| Indicator { text: read(text), phase: read("a"), ..Indicator::default() };
        Objective {
            title: read("Titolo"),
            phases: ["a", "b", "c"].map(phase).into(),
            indicators: ["x", "y"].map(indicator).into(),
            ..Objective::default()
        }
    }

    fn address(name: &str) -> Address {
        Address::parse(Objective::describe(), name).unwrap()
    }

    fn set(name: &str, text: &str) -> Edit {
        Edit::Set { address: address(name), text: text.to_owned() }
    }

    /// What came of edits: the texts of the phases, the indicators with their phase, and what was told.
    fn after(edits: &[Edit]) -> (String, String, Vec<String>) {
        let mut objective = objective();
        let grammar = Grammar::of(&Plan::default(), &Method::parse(METHOD).unwrap());
        let made = apply(&mut objective, edits, &grammar);
        let texts = |list, field| -> String {
            let items = objective.children(list);
            items.iter().map(|item| item.verbatim(field).unwrap_or_else(|| "-".to_owned())).collect()
        };
        let indicators = format!("{} {}", texts("indicators", "text"), texts("indicators", "phase"));
        (texts("phases", "text"), indicators, made.iter().map(told).collect())
    }

    fn told(made: &Made) -> String {
        let Made { what, before, after } = made;
        match what {
            What::Value(address) => format!("{address}: {before}>{after}"),
            What::Added { list, index } => format!("+{list}.{index}"),
            What::Removed { list, index } => format!("-{list}.{index}: {}", before.replace('\n', "; ")),
            What::Moved { list, from, to } => format!("{list}.{from}>{to}"),
        }
    }

    #[test]
    fn only_what_is_not_as_it_was_is_told() {
        let (phases, _, told) =
            after(&[set("phases.1.text", "B"), set("phases.0.text", " a "), set("title", "Titolo")]);
        assert_eq!((phases.as_str(), told), ("aBc", vec!["phases.1.text: b>B".to_owned()]));
    }

    #[test]
    fn new_items_are_made_when_something_is_written_in_them() {
        let edits = [
            set("phases.9.text", "f"),
            set("phases.7.text", " "),
            set("phases.7.weight", ""),
            set("phases.5.weight", "10"),
            set("phases.5.text", "d"),
            set("phases.0.number", "1"),
        ];
        let (phases, _, told) = after(&edits);
        assert_eq!(phases, "abcdf");
        let expected = [
            "phases.0.number: a>1",
            "+phases.3",
            "phases.3.weight: >10",
            "phases.3.text: >d",
            "+phases.4",
            "phases.4.text: >f",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_a_new_item_says_of_itself_makes_none_and_changes_none() {
        let preset = |name: &str, says| Edit::Preset { address: address(name), says };
        let text = |text: &str| Preset::Text(text.to_owned());
        let of = |names: &[&str]| Preset::Of(names.iter().map(|name| address(name)).collect());
        let edits = [
            preset("indicators.4.phase", of(&["phases.8.number", "phases.8.text"])),
            preset("phases.8.number", text("4")),
            preset("phases.9.number", text("5")),
            preset("phases.0.delay_reason", text("no")),
            preset("indicators.5.phase", of(&["phases.1.number"])),
            preset("indicators.6.phase", of(&["phases.9.number"])),
            set("phases.8.text", "d"),
            set("indicators.4.text", "z"),
            set("indicators.5.text", "w"),
            set("indicators.6.text", "v"),
            set("phases.1.number", "2"),
        ];
        let (phases, indicators, told) = after(&edits);
        assert_eq!((phases.as_str(), indicators.as_str()), ("abcd", "xyzwv aa42-"));
        assert!(!told.iter().any(|told| told.contains("delay_reason")), "{told:?}");
    }

    #[test]
    fn items_are_moved_and_taken_away_by_what_they_were_called() {
        let (remove, moved) = (
            |index| Edit::Remove { list: "phases", index },
            |from, to| Edit::Move { list: "phases", from, to },
        );
        let (phases, _, told) = after(&[remove(0), set("phases.0.text", "A"), set("phases.2.text", "C")]);
        assert_eq!(phases, "bC");
        assert_eq!(told, ["phases.2.text: c>C", "-phases.0: numero: a; fase: a"]);
        let (phases, _, told) = after(&[moved(0, 2), moved(1, 0), remove(2)]);
        assert_eq!(phases, "ab");
        assert_eq!(told, ["phases.0>2", "phases.1>0", "-phases.2: numero: c; fase: c"]);
        let (phases, _, told) =
            after(&[set("phases.9.text", "d"), moved(9, 0), Edit::Add { list: "phases" }]);
        assert_eq!(phases, "dabc-");
        assert_eq!(told, ["+phases.3", "phases.3.text: >d", "+phases.4", "phases.3>0"]);
    }

    #[test]
    fn what_the_entity_has_no_place_for_does_nothing() {
        let edits = [
            Edit::Remove { list: "phases", index: 3 },
            Edit::Remove { list: "blocks", index: 0 },
            Edit::Move { list: "phases", from: 0, to: 3 },
            Edit::Move { list: "phases", from: 1, to: 1 },
            Edit::Add { list: "blocks" },
            Edit::Set {
                address: Address::parse(Plan::describe(), "objectives.0.title").unwrap(),
                text: "Titolo".to_owned(),
            },
            set("phases.9.text", "d"),
            Edit::Remove { list: "phases", index: 9 },
        ];
        assert_eq!(after(&edits), ("abc".to_owned(), "xy aa".to_owned(), Vec::new()));
    }
}
