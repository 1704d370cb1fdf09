//! Rule texts that were read before. The same text in the same year always means the same, so nobody can tell.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Reading;

/// So many texts are remembered; then it begins anew.
const MOST: usize = 512;

/// Longer texts are hardly said twice.
const LONGEST: usize = 1024;

type Memory = HashMap<Option<i16>, HashMap<String, Reading>>;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What a text was read as, or what it is read as now.
pub(super) fn remembered(text: &str, year: Option<i16>, read: impl FnOnce() -> Reading) -> Reading {
    if text.len() > LONGEST {
        return read();
    }
    let known = MEMORY.with_borrow(|memory| memory.get(&year).and_then(|texts| texts.get(text)).cloned());
    known.unwrap_or_else(|| {
        let reading = read();
        MEMORY.with_borrow_mut(|memory| {
            if memory.values().map(HashMap::len).sum::<usize>() >= MOST {
                memory.clear();
            }
            memory.entry(year).or_default().insert(text.to_owned(), reading.clone());
        });
        reading
    })
}
