//! How often somebody may try to sign in.
//!
//! Tries are counted by address and by account *from an address*, never by account alone: nobody can lock somebody else out
//! by typing wrong passwords. Counts stand in memory: they are of minutes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::moment::Moment;

/// Wrong passwords for one account from one address.
const PAIR: (u32, i64) = (6, 15 * 60);
/// Wrong passwords from one address.
const ADDRESS: (u32, i64) = (60, 15 * 60);
/// So many counts are kept at most.
const MOST: usize = 20_000;

/// Counts of wrong tries.
#[derive(Debug, Default)]
pub struct Throttle {
    counts: Mutex<HashMap<String, Count>>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    tries: u32,
    first: Moment,
}

impl Throttle {
    /// Seconds to wait before the next try; none when it may be made now.
    pub fn wait(&self, login: &str, address: &str, now: Moment) -> Option<i64> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let over = |key: String, (most, seconds): (u32, i64)| {
            let count = counts.get(&key).filter(|count| count.tries >= most)?;
            let left = seconds - now.seconds_since(count.first);
            (left > 0).then_some(left)
        };
        over(pair(login, address), PAIR).max(over(alone(address), ADDRESS))
    }

    /// Counts a wrong try.
    pub fn count(&self, login: &str, address: &str, now: Moment) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST {
            counts.retain(|_, count| now.seconds_since(count.first) < PAIR.1);
        }
        for (key, seconds) in [(pair(login, address), PAIR.1), (alone(address), ADDRESS.1)] {
            let count = counts.entry(key).or_insert(Count { tries: 0, first: now });
            if now.seconds_since(count.first) >= seconds {
                *count = Count { tries: 0, first: now };
            }
            count.tries = count.tries.saturating_add(1);
        }
    }

    /// Forgets the tries for an account from an address: the password was right.
    pub fn forget(&self, login: &str, address: &str) {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).remove(&pair(login, address));
    }
}

fn pair(login: &str, address: &str) -> String {
    format!("{address} {}", login.chars().take(100).collect::<String>())
}

fn alone(address: &str) -> String {
    address.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_passwords_from_one_place_lock_out_nobody_elsewhere() {
        let throttle = Throttle::default();
        let now = Moment(1_000_000_000);
        for _ in 0..PAIR.0 {
            assert_eq!(throttle.wait("segretaria", "203.0.113.9", now), None);
            throttle.count("segretaria", "203.0.113.9", now);
        }
        assert_eq!(throttle.wait("segretaria", "203.0.113.9", now), Some(900));
        assert_eq!(throttle.wait("segretaria", "192.0.2.1", now), None);
        assert_eq!(throttle.wait("ragioniere", "203.0.113.9", now), None);
        assert_eq!(throttle.wait("segretaria", "203.0.113.9", now.later(900)), None);
    }

    #[test]
    fn an_address_that_tries_many_accounts_must_wait() {
        let throttle = Throttle::default();
        let now = Moment(1_000_000_000);
        for number in 0..ADDRESS.0 {
            throttle.count(&format!("utente{number}"), "203.0.113.9", now);
        }
        assert!(throttle.wait("altro", "203.0.113.9", now).is_some());
    }

    #[test]
    fn the_right_password_forgets_the_wrong_ones() {
        let throttle = Throttle::default();
        let now = Moment(1_000_000_000);
        (0..PAIR.0).for_each(|_| throttle.count("a", "192.0.2.1", now));
        throttle.forget("a", "192.0.2.1");
        assert_eq!(throttle.wait("a", "192.0.2.1", now), None);
    }
}
