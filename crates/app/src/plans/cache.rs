//! The plans that are held in memory: the ones used last, up to a size.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::held::Held;
use crate::structures::Structures;

/// So many bytes of content are held at most; in memory a plan takes about four times that.
const MOST: usize = 10 << 20;

/// A plan in memory. Reading it never waits for the database.
#[derive(Debug, Default)]
pub struct Slot {
    held: RwLock<Option<Held>>,
    /// Held by who brings it up to date.
    pub(super) updating: tokio::sync::Mutex<()>,
    /// Held by who checks it.
    pub(super) checking: tokio::sync::Mutex<()>,
}

impl Slot {
    pub(super) fn get(&self) -> RwLockReadGuard<'_, Option<Held>> {
        // Who panicked while reading changed nothing.
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it holds a plan as its row and its structures say that it is, or as it was made since.
    pub(super) fn is_at(&self, head: &store::rows::Plan, structures: &Arc<Structures>) -> bool {
        let is_at =
            |held: &Held| held.head.version >= head.version && Arc::ptr_eq(&held.structures, structures);
        self.get().as_ref().is_some_and(is_at)
    }

    pub(super) fn change(&self) -> RwLockWriteGuard<'_, Option<Held>> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Body and plan.
type Key = (String, String);

/// The plans that are held.
#[derive(Debug, Default)]
pub struct Cache {
    slots: Mutex<Slots>,
}

#[derive(Debug, Default)]
struct Slots {
    slots: HashMap<Key, (Arc<Slot>, u64)>,
    clock: u64,
}

impl Cache {
    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The slot of a plan that was asked for before.
    pub fn known(&self, body_id: &str, plan_id: &str) -> Option<Arc<Slot>> {
        let mut slots = self.slots();
        slots.clock += 1;
        let clock = slots.clock;
        let (slot, used) = slots.slots.get_mut(&(body_id.to_owned(), plan_id.to_owned()))?;
        *used = clock;
        Some(Arc::clone(slot))
    }

    /// The slot of a plan, which may be empty.
    pub fn slot(&self, body_id: &str, plan_id: &str) -> Arc<Slot> {
        let mut slots = self.slots();
        slots.clock += 1;
        let clock = slots.clock;
        let key = (body_id.to_owned(), plan_id.to_owned());
        let (slot, used) = slots.slots.entry(key).or_default();
        *used = clock;
        Arc::clone(slot)
    }

    /// Lets go of plans that were not used for longest, until what is held is small enough.
    pub fn trim(&self) {
        let mut slots = self.slots();
        let weight = |slot: &Slot| slot.get().as_ref().map_or(0, |held| held.weight);
        let mut all: Vec<(Key, u64, usize)> =
            slots.slots.iter().map(|(key, (slot, used))| (key.clone(), *used, weight(slot))).collect();
        all.sort_unstable_by_key(|(_, used, _)| std::cmp::Reverse(*used));
        let mut sum = 0;
        for (place, (key, _, weight)) in all.into_iter().enumerate() {
            sum += weight;
            if place > 0 && sum > MOST {
                slots.slots.remove(&key);
            }
        }
    }
}
