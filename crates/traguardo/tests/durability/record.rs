//! What was written, when, and whether it was acknowledged; held against what the pages show.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::running::{Body, Client};

/// What a write is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A comment on an objective.
    Comment,
    /// The text of an objective.
    Text,
}

/// A write of somebody.
#[derive(Clone, Debug)]
pub struct Write {
    /// Who: each writes on an objective of their own, one after the other.
    pub writer: usize,
    /// What it is.
    pub kind: Kind,
    /// What was written; no two are the same.
    pub text: String,
    /// When it was sent.
    pub sent: Instant,
    /// When it was acknowledged; none: it was not.
    pub acknowledged: Option<Instant>,
}

/// All that was written.
#[derive(Debug, Default)]
pub struct Record(Mutex<Vec<Write>>);

impl Record {
    /// Notes a write before it is sent; gives its number.
    pub fn send(&self, writer: usize, kind: Kind, text: &str) -> usize {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = text.to_owned();
        all.push(Write { writer, kind, text, sent: Instant::now(), acknowledged: None });
        all.len() - 1
    }

    /// Notes that a write was acknowledged.
    pub fn acknowledge(&self, number: usize) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[number].acknowledged = Some(Instant::now());
    }

    /// What was written so far.
    pub fn writes(&self) -> Vec<Write> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many writes were acknowledged.
    pub fn acknowledged(&self) -> usize {
        self.writes().iter().filter(|write| write.acknowledged.is_some()).count()
    }
}

/// What a server shows of an objective.
struct Shown {
    page: String,
    history: String,
    form: String,
}

impl Shown {
    async fn of(client: &mut Client, path: &str) -> Self {
        let mut texts = Vec::new();
        for page in [path.to_owned(), format!("{path}/storia"), format!("{path}/modifica")] {
            let answer = client.get(&page).await.unwrap();
            assert_eq!(answer.status, 200, "{page}");
            texts.push(answer.text().to_owned());
        }
        let [page, history, form] = <[String; 3]>::try_from(texts).unwrap();
        Self { page, history, form }
    }

    /// Whether a write was kept. A comment stands beside the objective if and only if the audit trail tells of it.
    fn has(&self, write: &Write) -> bool {
        let told = self.history.contains(&write.text);
        if write.kind == Kind::Comment {
            assert_eq!(
                self.page.contains(&write.text),
                told,
                "{write:?}: the comment or its entry in the trail is missing"
            );
        }
        told
    }
}

/// The writes that a server shows. The form of each objective shows the last text that was kept.
pub async fn kept(client: &mut Client, body: &Body, writes: &[Write]) -> Vec<Write> {
    let mut pages: HashMap<usize, Shown> = HashMap::new();
    for write in writes {
        if let Entry::Vacant(page) = pages.entry(write.writer) {
            page.insert(Shown::of(client, &body.objective(write.writer)).await);
        }
    }
    let kept: Vec<Write> = writes.iter().filter(|write| pages[&write.writer].has(write)).cloned().collect();
    for (writer, shown) in &pages {
        let mut texts = kept.iter().filter(|write| write.writer == *writer && write.kind == Kind::Text);
        if let Some(last) = texts.next_back() {
            assert!(shown.form.contains(&last.text), "the form does not show {last:?}");
        }
    }
    kept
}

/// Everything that was acknowledged was kept.
pub fn nothing_is_lost(writes: &[Write], kept: &[Write]) {
    let lost: Vec<&Write> = writes
        .iter()
        .filter(|write| write.acknowledged.is_some() && !kept.iter().any(|known| known.text == write.text))
        .collect();
    assert!(lost.is_empty(), "{} acknowledged writes are lost: {lost:?}", lost.len());
}

/// What was kept is what was written up to a moment: whoever was acknowledged before another began stands before it.
pub fn is_prefix(writes: &[Write], kept: &[Write]) {
    let last = kept.iter().map(|write| write.sent).max();
    for write in writes {
        let before = write.acknowledged.zip(last).is_some_and(|(acknowledged, last)| acknowledged < last);
        assert!(
            !before || kept.iter().any(|known| known.text == write.text),
            "{write:?} is not there, and what began after it was acknowledged is"
        );
    }
}
