//! How often somebody may try to sign in.
//!
//! Tries are counted by address and by account *from an address*, never by account alone: nobody can lock somebody else out
//! by typing wrong passwords.

use super::counts::{Counts, Limit};
use crate::moment::Moment;

/// Wrong passwords for one account from one address.
const PAIR: Limit = (6, 15 * 60);
/// Wrong passwords from one address.
const ADDRESS: Limit = (60, 15 * 60);

/// Counts of wrong tries.
#[derive(Debug, Default)]
pub struct Throttle(Counts);

impl Throttle {
    /// Seconds to wait before the next try; none when it may be made now.
    pub fn wait(&self, login: &str, address: &str, now: Moment) -> Option<i64> {
        self.0.wait(&pair(login, address), PAIR, now).max(self.wait_alone(address, now))
    }

    /// Seconds to wait for anybody from an address.
    pub fn wait_alone(&self, address: &str, now: Moment) -> Option<i64> {
        self.0.wait(address, ADDRESS, now)
    }

    /// Counts a wrong try.
    pub fn count(&self, login: &str, address: &str, now: Moment) {
        self.0.add(&pair(login, address), PAIR, now);
        self.count_alone(address, now);
    }

    /// Counts a wrong try that is for no account in particular.
    pub fn count_alone(&self, address: &str, now: Moment) {
        self.0.add(address, ADDRESS, now);
    }

    /// Forgets the tries for an account from an address: the password was right.
    pub fn forget(&self, login: &str, address: &str) {
        self.0.forget(&pair(login, address));
    }
}

/// An account from an address. What is typed as a name may be long.
pub(super) fn pair(login: &str, address: &str) -> String {
    format!("{address} {}", login.chars().take(100).collect::<String>())
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
