//! The chain of hashes over the entries of a body's audit trail.
//!
//! Each entry's hash covers all that it says and the hash of the one before. An entry that was changed or taken out
//! breaks the chain; one cut from the end is found by the head, which stands with the body, in approvals and in backups.

use sha2::{Digest, Sha256};

use crate::rows::Audit;

/// The hash before the first entry of a body.
pub fn beginning(body_id: &str) -> String {
    of_texts(&["traguardo-registro/1", body_id])
}

/// The hash of an entry, from all that it says and `previous`.
pub fn hash(body_id: &str, entry: &Audit) -> String {
    let (number, at) = (entry.number.to_string(), entry.at.to_string());
    of_texts(&[
        &entry.previous,
        body_id,
        &number,
        &at,
        &entry.account_id,
        &entry.roles,
        &entry.action,
        &entry.plan_id,
        &entry.item_id,
        &entry.reason,
        &entry.source,
        &entry.details,
    ])
}

/// What an entry says in place of a personal value: it tells nothing of the value to whom has not the salt.
pub fn commitment(salt: &str, value: &str) -> String {
    of_texts(&["traguardo-impegno/1", salt, value])
}

/// Lengths go in with the texts, so that no two lists of texts look the same.
fn of_texts(texts: &[&str]) -> String {
    let mut sha = Sha256::new();
    for text in texts {
        sha.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        sha.update(text.as_bytes());
    }
    format!("{:x}", sha.finalize())
}

/// What is wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The entry does not say what it said when it was written.
    Changed(i64),
    /// Entries are missing before this number.
    Missing(i64),
    /// The chain ends before or after its head.
    Head {
        /// The last entry that is there.
        last: i64,
        /// The entry that should be the last.
        head: i64,
    },
}

/// Follows a chain entry by entry; it holds no more than one.
#[derive(Clone, Debug)]
pub struct Follower {
    body_id: String,
    number: i64,
    hash: String,
}

impl Follower {
    /// Stands before the first entry.
    pub fn new(body_id: &str) -> Self {
        Self { body_id: body_id.to_owned(), number: 0, hash: beginning(body_id) }
    }

    /// Goes on by an entry.
    ///
    /// # Errors
    /// What is wrong with it; following goes on from what it says.
    pub fn follow(&mut self, entry: &Audit) -> Result<(), Broken> {
        let is_next = entry.number == self.number + 1;
        let is_linked = entry.previous == self.hash;
        let is_whole = hash(&self.body_id, entry) == entry.hash;
        self.number = entry.number;
        self.hash.clone_from(&entry.hash);
        match (is_next, is_linked, is_whole) {
            (false, ..) => Err(Broken::Missing(entry.number)),
            (true, true, true) => Ok(()),
            _ => Err(Broken::Changed(entry.number)),
        }
    }

    /// Compares the end of the chain with its head.
    ///
    /// # Errors
    /// [`Broken::Head`] when entries were cut from the end or stand behind the head.
    pub fn end(&self, number: i64, hash: &str) -> Result<(), Broken> {
        if self.number == number && self.hash == hash {
            return Ok(());
        }
        Err(Broken::Head { last: self.number, head: number })
    }

    /// Number and hash of the last entry followed.
    pub fn head(&self) -> (i64, &str) {
        (self.number, &self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(length: i64) -> Vec<Audit> {
        let mut follower = Follower::new("ente");
        (1..=length)
            .map(|number| {
                let mut entry = Audit {
                    number,
                    action: format!("azione {number}"),
                    previous: follower.hash.clone(),
                    ..Audit::default()
                };
                entry.hash = hash("ente", &entry);
                follower.follow(&entry).unwrap();
                entry
            })
            .collect()
    }

    fn faults(entries: &[Audit], head: (i64, &str)) -> Vec<Broken> {
        let mut follower = Follower::new("ente");
        let mut faults: Vec<Broken> =
            entries.iter().filter_map(|entry| follower.follow(entry).err()).collect();
        faults.extend(follower.end(head.0, head.1).err());
        faults
    }

    #[test]
    fn a_whole_chain_holds() {
        let entries = chain(5);
        assert_eq!(faults(&entries, (5, &entries[4].hash)), []);
    }

    #[test]
    fn a_changed_a_missing_and_a_cut_entry_are_found() {
        let entries = chain(5);
        let head = (5, entries[4].hash.as_str());
        let mut changed = entries.clone();
        changed[1].reason = "un'altra".to_owned();
        assert_eq!(faults(&changed, head), [Broken::Changed(2)]);
        changed[1].hash = hash("ente", &changed[1]);
        assert_eq!(faults(&changed, head), [Broken::Changed(3)]);
        let mut missing = entries.clone();
        missing.remove(2);
        assert_eq!(faults(&missing, head), [Broken::Missing(4)]);
        assert_eq!(faults(&entries[..4], head), [Broken::Head { last: 4, head: 5 }]);
    }

    #[test]
    fn texts_that_run_into_each_other_differ() {
        assert_ne!(of_texts(&["ab", "c"]), of_texts(&["a", "bc"]));
    }
}
