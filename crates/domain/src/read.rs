//! A value that was read from a document.

use std::ops::{Deref, DerefMut};

use litemap::LiteMap;

use crate::place::Place;
use crate::value::{Kind, Typed, Value};

/// Free text: it has no meaning apart from itself, so it is never *understood*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prose {}

impl Typed for Prose {
    const KIND: Kind = Kind::Prose;
    fn from_value(_: Value) -> Option<Self> {
        None
    }
    fn to_value(&self) -> Value {
        match *self {}
    }
}

/// A value as it was written and as it was understood.
///
/// `readings` is empty when the text was not understood, holds one value when its meaning is
/// certain, and several when a person must choose. Nothing is guessed silently.
///
/// It is as small as a pointer: an entity has dozens of fields, of which a form fills few, and a plan thousands of entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<T>(Box<ReadValue<T>>);

/// What a [`Read`] is: text, meaning and place.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadValue<T> {
    /// The text as written, in normal form ([`crate::text::normal`]), without labels or markup.
    pub verbatim: String,
    /// What the text can mean.
    pub readings: Vec<T>,
    /// Where it stood.
    pub place: Option<Place>,
    /// Where the text goes on elsewhere: from which byte of it, and the place.
    pub later: Vec<(usize, Place)>,
}

impl<T> Deref for Read<T> {
    type Target = ReadValue<T>;
    fn deref(&self) -> &ReadValue<T> {
        &self.0
    }
}

impl<T> DerefMut for Read<T> {
    fn deref_mut(&mut self) -> &mut ReadValue<T> {
        &mut self.0
    }
}

impl<T> From<ReadValue<T>> for Read<T> {
    fn from(reading: ReadValue<T>) -> Self {
        Self(Box::new(reading))
    }
}

impl<T> Read<T> {
    /// Where a byte of the text stood.
    pub fn place_of(&self, byte: usize) -> Option<Place> {
        let later = self.later.iter().rev().find(|(from, _)| *from <= byte);
        later.map(|(_, place)| *place).or(self.place)
    }

    /// The meaning, when there is exactly one.
    pub fn certain(&self) -> Option<&T> {
        match self.readings.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// A value on its way into or out of an entity, whatever its kind.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Datum {
    /// See [`ReadValue::verbatim`].
    pub verbatim: String,
    /// See [`ReadValue::readings`].
    pub readings: Vec<Value>,
    /// See [`ReadValue::place`].
    pub place: Option<Place>,
}

impl Datum {
    /// Text without any understood meaning.
    pub fn prose(verbatim: impl Into<String>, place: Option<Place>) -> Self {
        Self { verbatim: verbatim.into(), readings: Vec::new(), place }
    }
}

impl<T: Typed> From<Datum> for Read<T> {
    fn from(datum: Datum) -> Self {
        let readings = datum.readings.into_iter().filter_map(T::from_value).collect();
        ReadValue { verbatim: datum.verbatim, readings, place: datum.place, later: Vec::new() }.into()
    }
}

impl<T: Typed> From<&Read<T>> for Datum {
    fn from(read: &Read<T>) -> Self {
        let readings = read.readings.iter().map(Typed::to_value).collect();
        Self { verbatim: read.verbatim.clone(), readings, place: read.place }
    }
}

/// A place that can hold read values: one, many, or one for each key (a year).
pub trait Holder {
    /// The kind of the values held.
    fn kind(&self) -> Kind;
    /// Adds a value.
    ///
    /// # Errors
    /// Gives the value back when the place is taken.
    fn put(&mut self, key: Option<&str>, datum: Datum) -> Result<(), Datum>;
    /// The value of a key, or the last one, as written.
    fn verbatim(&self, key: Option<&str>) -> Option<&str>;
    /// Adds text that stood at a place to the value of a key, after a space, and forgets what the value was understood to
    /// mean; gives the whole text, or nothing when there is no such value.
    fn run_on(&mut self, key: Option<&str>, text: &str, place: Place) -> Option<&str>;
    /// Says what the value of a key means.
    fn understand(&mut self, key: Option<&str>, readings: Vec<Value>);
    /// The values held, with their keys, in order.
    fn data(&self) -> Vec<(Option<&str>, Datum)>;
    /// The values held as they stand, in order, without taking them out.
    fn glances(&self) -> Vec<Glance<'_>>;
    /// Says where every value stands.
    fn stand_at(&mut self, place: Option<Place>);
    /// Puts values in place of those of a key; one whose text is there already stays as it is, with its readings and its
    /// place. No values take those of the key away.
    fn rewrite(&mut self, key: Option<&str>, values: Vec<Datum>);
    /// Removes every value.
    fn clear(&mut self);
}

/// A value as it stands in an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance<'r> {
    /// See [`ReadValue::verbatim`].
    pub verbatim: &'r str,
    /// How many meanings it has; 0: it was not understood.
    pub readings: usize,
    /// See [`ReadValue::place`].
    pub place: Option<Place>,
}

impl<'r, T> From<&'r Read<T>> for Glance<'r> {
    fn from(read: &'r Read<T>) -> Self {
        Self { verbatim: &read.verbatim, readings: read.readings.len(), place: read.place }
    }
}

impl<T: Typed> Read<T> {
    fn run_on(&mut self, text: &str, place: Place) -> &str {
        self.verbatim.push(' ');
        let from = self.verbatim.len();
        self.later.push((from, place));
        self.verbatim.push_str(text);
        self.readings.clear();
        &self.verbatim
    }

    fn stand_at(&mut self, place: Option<Place>) {
        self.place = place;
        self.later.clear();
    }

    fn mean(&mut self, readings: Vec<Value>) {
        self.readings = readings.into_iter().filter_map(T::from_value).collect();
    }
}

impl<T: Typed> Holder for Option<Read<T>> {
    fn kind(&self) -> Kind {
        T::KIND
    }
    fn put(&mut self, _: Option<&str>, datum: Datum) -> Result<(), Datum> {
        if self.is_some() {
            return Err(datum);
        }
        *self = Some(datum.into());
        Ok(())
    }
    fn verbatim(&self, _: Option<&str>) -> Option<&str> {
        self.as_ref().map(|read| read.verbatim.as_str())
    }
    fn run_on(&mut self, _: Option<&str>, text: &str, place: Place) -> Option<&str> {
        self.as_mut().map(|read| read.run_on(text, place))
    }
    fn understand(&mut self, _: Option<&str>, readings: Vec<Value>) {
        if let Some(read) = self.as_mut() {
            read.mean(readings);
        }
    }
    fn data(&self) -> Vec<(Option<&str>, Datum)> {
        self.iter().map(|read| (None, read.into())).collect()
    }
    fn glances(&self) -> Vec<Glance<'_>> {
        self.iter().map(Glance::from).collect()
    }
    fn stand_at(&mut self, place: Option<Place>) {
        for read in self.iter_mut() {
            read.stand_at(place);
        }
    }
    fn rewrite(&mut self, _: Option<&str>, values: Vec<Datum>) {
        let stays = |datum: &Datum| self.as_ref().is_some_and(|read| read.verbatim == datum.verbatim);
        match values.into_iter().next() {
            Some(datum) if stays(&datum) => {}
            new => *self = new.map(Read::from),
        }
    }
    fn clear(&mut self) {
        *self = None;
    }
}

impl<T: Typed> Holder for Vec<Read<T>> {
    fn kind(&self) -> Kind {
        T::KIND
    }
    fn put(&mut self, _: Option<&str>, datum: Datum) -> Result<(), Datum> {
        self.push(datum.into());
        Ok(())
    }
    fn verbatim(&self, _: Option<&str>) -> Option<&str> {
        self.last().map(|read| read.verbatim.as_str())
    }
    fn run_on(&mut self, _: Option<&str>, text: &str, place: Place) -> Option<&str> {
        self.last_mut().map(|read| read.run_on(text, place))
    }
    fn understand(&mut self, _: Option<&str>, readings: Vec<Value>) {
        if let Some(read) = self.last_mut() {
            read.mean(readings);
        }
    }
    fn data(&self) -> Vec<(Option<&str>, Datum)> {
        self.iter().map(|read| (None, read.into())).collect()
    }
    fn glances(&self) -> Vec<Glance<'_>> {
        self.iter().map(Glance::from).collect()
    }
    fn stand_at(&mut self, place: Option<Place>) {
        for read in self.iter_mut() {
            read.stand_at(place);
        }
    }
    fn rewrite(&mut self, _: Option<&str>, values: Vec<Datum>) {
        let mut old: Vec<Option<Read<T>>> = std::mem::take(self).into_iter().map(Some).collect();
        self.extend(values.into_iter().map(|datum| {
            let same =
                |read: &Option<Read<T>>| read.as_ref().is_some_and(|read| read.verbatim == datum.verbatim);
            let stays = old.iter().position(same).and_then(|at| old[at].take());
            stays.unwrap_or_else(|| datum.into())
        }));
    }
    fn clear(&mut self) {
        Vec::clear(self);
    }
}

/// Values by key (a year, a date), in the order of their keys. A field has few: as a list they take a tenth of the room of a tree.
pub type Keyed<T> = LiteMap<String, Read<T>>;

impl<T: Typed> Holder for Keyed<T> {
    fn kind(&self) -> Kind {
        T::KIND
    }
    fn put(&mut self, key: Option<&str>, datum: Datum) -> Result<(), Datum> {
        let key = key.unwrap_or_default().to_owned();
        if self.contains_key(&key) {
            return Err(datum);
        }
        self.insert(key, datum.into());
        Ok(())
    }
    fn verbatim(&self, key: Option<&str>) -> Option<&str> {
        self.get(key.unwrap_or_default()).map(|read| read.verbatim.as_str())
    }
    fn run_on(&mut self, key: Option<&str>, text: &str, place: Place) -> Option<&str> {
        self.get_mut(key.unwrap_or_default()).map(|read| read.run_on(text, place))
    }
    fn understand(&mut self, key: Option<&str>, readings: Vec<Value>) {
        if let Some(read) = self.get_mut(key.unwrap_or_default()) {
            read.mean(readings);
        }
    }
    fn data(&self) -> Vec<(Option<&str>, Datum)> {
        self.iter().map(|(key, read)| (Some(key.as_str()), read.into())).collect()
    }
    fn glances(&self) -> Vec<Glance<'_>> {
        self.values().map(Glance::from).collect()
    }
    fn stand_at(&mut self, place: Option<Place>) {
        for (_, read) in self.iter_mut() {
            read.stand_at(place);
        }
    }
    fn rewrite(&mut self, key: Option<&str>, values: Vec<Datum>) {
        let key = key.unwrap_or_default();
        let stays = |datum: &Datum| self.get(key).is_some_and(|read| read.verbatim == datum.verbatim);
        match values.into_iter().next() {
            None => drop(self.remove(key)),
            Some(datum) if stays(&datum) => {}
            Some(datum) => drop(self.insert(key.to_owned(), datum.into())),
        }
    }
    fn clear(&mut self) {
        LiteMap::clear(self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(text: &str) -> Datum {
        Datum::prose(text, Some(Place::new(7, 2)))
    }

    #[test]
    fn values_that_are_written_again_stay_as_they_were() {
        let mut many: Vec<Read<Prose>> = ["uno", "due", "due"].map(|text| placed(text).into()).into();
        many.rewrite(None, ["due", "tre", "uno"].map(|text| Datum::prose(text, None)).into());
        let places: Vec<bool> = many.iter().map(|read| read.place.is_some()).collect();
        assert_eq!(places, [true, false, true]);
        let mut one: Option<Read<Prose>> = Some(placed("uno").into());
        one.rewrite(None, vec![Datum::prose("uno", None)]);
        assert!(one.as_ref().is_some_and(|read| read.place.is_some()));
        one.rewrite(None, vec![Datum::prose("due", None)]);
        assert!(one.as_ref().is_some_and(|read| read.place.is_none() && read.verbatim == "due"));
        one.rewrite(None, Vec::new());
        assert_eq!(one, None);
    }

    #[test]
    fn the_value_of_a_key_changes_alone() {
        let mut keyed: Keyed<Prose> =
            ["2026", "2027"].into_iter().map(|key| (key.to_owned(), placed(key).into())).collect();
        keyed.rewrite(Some("2027"), vec![Datum::prose("altro", None)]);
        keyed.rewrite(Some("2028"), vec![Datum::prose("nuovo", None)]);
        let places: Vec<bool> = keyed.values().map(|read| read.place.is_some()).collect();
        assert_eq!(places, [true, false, false]);
        keyed.rewrite(Some("2026"), Vec::new());
        assert_eq!(keyed.keys().collect::<Vec<_>>(), ["2027", "2028"]);
    }
}
