//! How often something was done within a time. Counts stand in memory: they are of minutes, and of hours at most.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::moment::Moment;

/// So many counts are kept at most; those whose time is over go first, then those that are over soonest.
const MOST: usize = 20_000;

/// So often, within so many seconds.
pub(super) type Limit = (u32, i64);

/// Counts by key.
#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<HashMap<String, Count>>);

#[derive(Clone, Copy, Debug)]
struct Count {
    times: u32,
    ends: Moment,
}

impl Counts {
    /// Seconds until it may be done again; none when it may be done now.
    pub fn wait(&self, key: &str, (most, _): Limit, now: Moment) -> Option<i64> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.get(key).filter(|count| count.times >= most && now < count.ends)?;
        Some(count.ends.seconds_since(now).max(1))
    }

    /// Counts that it was done.
    pub fn add(&self, key: &str, (_, seconds): Limit, now: Moment) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST && !counts.contains_key(key) {
            make_room(&mut counts, now);
        }
        let fresh = Count { times: 0, ends: now.later(seconds) };
        let count = counts.entry(key.to_owned()).or_insert(fresh);
        if count.ends <= now {
            *count = fresh;
        }
        count.times = count.times.saturating_add(1);
    }

    /// Forgets a count.
    pub fn forget(&self, key: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

/// Takes away what is over; when that is nothing, the half that is over soonest.
fn make_room(counts: &mut HashMap<String, Count>, now: Moment) {
    counts.retain(|_, count| now < count.ends);
    if counts.len() < MOST {
        return;
    }
    let mut ends: Vec<Moment> = counts.values().map(|count| count.ends).collect();
    let middle = ends.len() / 2;
    let (_, middle, _) = ends.select_nth_unstable(middle);
    let middle = *middle;
    counts.retain(|_, count| middle < count.ends);
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_000_000_000);

    #[test]
    fn what_was_done_too_often_waits_until_its_time_is_over() {
        let counts = Counts::default();
        for _ in 0..2 {
            assert_eq!(counts.wait("a", (2, 60), NOW), None);
            counts.add("a", (2, 60), NOW);
        }
        assert_eq!(counts.wait("a", (2, 60), NOW.later(20)), Some(40));
        assert_eq!(counts.wait("b", (2, 60), NOW), None);
        assert_eq!(counts.wait("a", (2, 60), NOW.later(60)), None);
        counts.add("a", (2, 60), NOW.later(60));
        assert_eq!(counts.wait("a", (2, 60), NOW.later(61)), None);
    }

    #[test]
    fn many_keys_do_not_fill_the_memory() {
        let counts = Counts::default();
        for number in 0..=MOST {
            counts.add(&number.to_string(), (1, 60), NOW.later(i64::try_from(number / 100).unwrap()));
        }
        assert!(counts.0.lock().unwrap().len() <= MOST);
        assert!(counts.wait(&MOST.to_string(), (1, 60), NOW.later(200)).is_some(), "the latest is kept");
    }
}
