//! The entities that values outside tables go to: the record, the plan, the unit whose heading stands
//! above.

use domain::{Datum, Place};
use method::{Key, Path};

use super::area::Area;
use super::builder::Handle;

impl Area<'_, '_, '_> {
    /// The entity a value goes to, outside tables: the record, the plan, or the current one of its
    /// kind, made when there is none. `value` is the value of a naming field.
    pub fn owner(&mut self, path: &Path, value: Option<&str>, place: Place) -> Handle {
        if self.record.is_some_and(|record| record.name == path.entity.name) {
            return self.target.clone();
        }
        if path.entity.name == "plan" {
            return Handle::default();
        }
        if path.entity.name == "body" {
            return Handle(vec![("body", 0)]);
        }
        let key = (path.entity.name, path.level.clone());
        if path.entity.name == "link" {
            let target = self.target.clone();
            return self.builder.add(&target, path.entity, path.level.as_deref(), place).unwrap_or(target);
        }
        let names = matches!(path.field_name(), "code" | "name");
        if let Some(current) = self.currents.get(&key).cloned() {
            let known = self.builder.verbatim(&current, path.field_name());
            let same = match (&known, value) {
                (Some(known), Some(value)) => {
                    !names || method::words::key(known) == method::words::key(value)
                }
                _ => true,
            };
            if same {
                return current;
            }
        }
        let found = names.then(|| self.registered(path, value?)).flatten();
        let handle = found.or_else(|| {
            let target = self.target.clone();
            self.builder.add(&target, path.entity, path.level.as_deref(), place)
        });
        let Some(handle) = handle else { return self.target.clone() };
        self.forget_below(path);
        self.set_parent(path, &handle, place);
        self.builder.listed.retain(|listed| *listed != key);
        self.currents.insert(key, handle.clone());
        handle
    }

    /// A unit already in the register under this code or name.
    pub fn registered(&mut self, path: &Path, value: &str) -> Option<Handle> {
        let list =
            domain::Plan::describe().list_of(path.entity.name).filter(|_| path.entity.name == "unit")?;
        let wanted = method::words::key(value);
        (0..domain::Entity::count(&self.builder.plan, list.name))
            .map(|index| Handle(vec![(list.name, index)]))
            .find(|handle| {
                let field = path.field_name();
                self.builder.verbatim(handle, field).is_some_and(|known| method::words::key(&known) == wanted)
            })
    }

    /// A new unit of a level closes the units of the levels below it.
    pub(super) fn forget_below(&mut self, path: &Path) {
        let method = self.builder.method;
        let below = |name: &str| method.above(name).any(|above| path.level.as_ref() == Some(&above.name));
        self.currents
            .retain(|(entity, level), _| *entity != path.entity.name || !level.as_deref().is_some_and(below));
    }

    /// A node or unit of a level belongs to the current one of the level above.
    pub fn set_parent(&mut self, path: &Path, handle: &Handle, place: Place) {
        if path.entity.field("parent").is_none() {
            return;
        }
        let level = path.level.as_deref().and_then(|name| self.builder.method.level(name));
        let Some(parent) = level.and_then(|level| level.parent.clone()) else { return };
        let Some(above) = self.currents.get(&(path.entity.name, Some(parent))).cloned() else { return };
        let code = self.builder.verbatim(&above, "code").or_else(|| self.builder.verbatim(&above, "name"));
        let code = code.or_else(|| self.builder.verbatim(&above, "title"));
        if let (Some(code), Some(entity)) = (code, self.builder.entity(handle)) {
            let _ = entity.put("parent", None, Datum::prose(code, Some(place)));
        }
    }

    /// The key of a keyed field: fixed, captured by the label, or the year at hand.
    pub fn key(&self, path: &Path, captured: Option<&str>, year: Option<i16>) -> Option<String> {
        match path.key.as_ref()? {
            Key::Fixed(key) => Some(key.clone()),
            Key::Captured(_) => captured
                .map(str::to_owned)
                .or_else(|| year.or(self.builder.year).map(|year| year.to_string())),
        }
    }
}
