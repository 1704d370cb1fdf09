//! The one writer of SQLite.
//!
//! SQLite has one writer. Work that comes while other work is being written joins its transaction behind a savepoint, and
//! all of it is committed to the disk at once: nobody is told that their work is done before it is.

use std::sync::Arc;

use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::fault::Fault;
use crate::link::{Connection, Link};
use crate::work::to_its_end;

/// The one connection that writes to SQLite, and those who wait for their work to be on the disk.
#[derive(Debug)]
pub(crate) struct Writer {
    /// None: it was closed.
    connection: Option<SqliteConnection>,
    /// Whether a transaction is open. Then there is a savepoint in it, too, at the end of what was finished.
    is_open: bool,
    /// Whether work was begun in it and neither finished nor taken back.
    is_begun: bool,
    finished: Vec<oneshot::Sender<Result<(), Fault>>>,
}

/// So much work is committed at once at most.
const LARGEST_BATCH: usize = 64;

impl Writer {
    pub fn new(connection: SqliteConnection) -> Arc<Mutex<Self>> {
        let connection = Some(connection);
        Arc::new(Mutex::new(Self { connection, is_open: false, is_begun: false, finished: Vec::new() }))
    }

    fn connection(&mut self) -> Result<&mut SqliteConnection, Fault> {
        self.connection.as_mut().ok_or(Fault::Unreachable)
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), Fault> {
        let done = sqlx::query(sql).persistent(true).execute(self.connection()?).await;
        done.map(|_| ()).map_err(|error| Fault::met(sql, &error))
    }

    async fn begin(&mut self) -> Result<(), Fault> {
        self.take_back(&Fault::Unreachable).await;
        if !self.is_open {
            self.run("begin immediate").await?;
            self.is_open = true;
            if let Err(fault) = self.run("savepoint work").await {
                self.lose(&fault).await;
                return Err(fault);
            }
        }
        self.is_begun = true;
        Ok(())
    }

    /// Takes work back that was left in the middle, after a fault perhaps. After some faults (a full disk) SQLite has
    /// taken back everything: then all who wait are told.
    async fn take_back(&mut self, fault: &Fault) {
        if !std::mem::take(&mut self.is_begun) {
            return;
        }
        if self.run("rollback to work").await.is_err() {
            self.lose(fault).await;
        }
    }

    /// Commits all that was finished, and tells those who wait.
    async fn settle(&mut self) -> Result<(), Fault> {
        self.take_back(&Fault::Unreachable).await;
        if !self.is_open {
            return Ok(());
        }
        match self.run("commit").await {
            Ok(()) => {
                self.is_open = false;
                self.tell(&Ok(()));
                Ok(())
            }
            Err(fault) => {
                self.lose(&fault).await;
                Err(fault)
            }
        }
    }

    /// Gives up the open transaction, and tells those whose work was in it.
    async fn lose(&mut self, fault: &Fault) {
        // When SQLite has already rolled back, there is nothing to do.
        let _ = self.run("rollback").await;
        self.is_open = false;
        self.tell(&Err(fault.clone()));
    }

    fn tell(&mut self, outcome: &Result<(), Fault>) {
        for waiting in self.finished.drain(..) {
            // Who no longer waits need not be told.
            let _ = waiting.send(outcome.clone());
        }
    }

    /// Commits what was finished, and ends the connection.
    pub async fn close(&mut self) {
        // Those who wait are told of a fault; there is nobody else to tell.
        let _ = self.settle().await;
        if let Some(connection) = self.connection.take() {
            // It is gone in any case.
            let _ = connection.close().await;
        }
    }
}

/// A turn at the writer.
#[derive(Debug)]
pub(crate) struct Turn {
    writer: Arc<Mutex<Writer>>,
    /// Always there until the turn is over.
    held: Option<OwnedMutexGuard<Writer>>,
    /// The first fault of the work.
    failed: Option<Fault>,
}

impl Turn {
    pub async fn begin(writer: &Arc<Mutex<Writer>>) -> Result<Self, Fault> {
        let held = Some(Arc::clone(writer).lock_owned().await);
        let mut turn = Self { writer: Arc::clone(writer), held, failed: None };
        to_its_end(async move {
            turn.writer()?.begin().await?;
            Ok(turn)
        })
        .await
    }

    fn writer(&mut self) -> Result<&mut Writer, Fault> {
        self.held.as_deref_mut().ok_or(Fault::Unreachable)
    }

    pub fn link(&mut self) -> Result<Link<'_>, Fault> {
        let writer = self.held.as_deref_mut().ok_or(Fault::Unreachable)?;
        Ok(Link { connection: Connection::Sqlite(writer.connection()?), failed: &mut self.failed })
    }

    pub async fn commit(self) -> Result<(), Fault> {
        match &self.failed {
            Some(fault) => Err(fault.clone()),
            None => to_its_end(self.finish()).await,
        }
    }

    /// Finishes the work. Those who wait for their turn have theirs first, and what they write is committed with it: the
    /// lock is fair, so who comes to it again comes after all who waited.
    async fn finish(mut self) -> Result<(), Fault> {
        // The next work begins after a savepoint of its own: each message to the engine costs as much as a small statement.
        if let Err(fault) = self.writer()?.run("release work; savepoint work").await {
            self.failed = Some(fault.clone());
            return Err(fault);
        }
        let writer = self.writer()?;
        writer.is_begun = false;
        if writer.finished.len() + 1 >= LARGEST_BATCH {
            return writer.settle().await;
        }
        let (tell, mut told) = oneshot::channel();
        writer.finished.push(tell);
        self.held = None;
        tokio::select! {
            biased;
            told = &mut told => told.unwrap_or(Err(Fault::Unreachable)),
            mut writer = Arc::clone(&self.writer).lock_owned() => match told.try_recv() {
                Ok(outcome) => outcome,
                Err(_) => writer.settle().await,
            },
        }
    }
}

impl Drop for Turn {
    /// Work that was left in the middle is taken back, and what others have finished is committed.
    fn drop(&mut self) {
        let Some(mut writer) = self.held.take() else { return };
        if !writer.is_open {
            return;
        }
        let fault = self.failed.take().unwrap_or(Fault::Unreachable);
        // Without a runtime, whoever comes next takes it back.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                writer.take_back(&fault).await;
                // Those who wait are told of a fault; there is nobody else to tell.
                let _ = writer.settle().await;
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Body;
    use crate::{Store, Work, new_id};

    async fn pragma(store: &Store, sql: &'static str) {
        let mut work = store.work().await.unwrap();
        let Connection::Sqlite(c) = work.link().unwrap().connection else { panic!("not SQLite") };
        sqlx::query(sql).execute(c).await.unwrap();
    }

    async fn begin(store: &Store, size: usize) -> Result<Work, Fault> {
        let mut work = store.work().await?;
        let id = new_id();
        let body = Body { id: id.clone(), slug: id, name: "x".repeat(size), ..Body::default() };
        work.link()?.body_insert(&body).await?;
        Ok(work)
    }

    async fn count(store: &Store) -> i64 {
        store.read().await.unwrap().link().body_count().await.unwrap()
    }

    /// However large the work is that finds the disk full, and whatever the engine takes back for it.
    #[tokio::test]
    async fn a_full_disk_is_told_to_all_whose_work_was_lost() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let store = Store::open(&url, folder.path()).await.unwrap();
        let mut kept = 0;
        for size in [10, 1_000, 10_000, 100_000, 1_000_000] {
            pragma(&store, "pragma max_page_count = 1").await;
            let writers: Vec<_> = (0..30)
                .map(|_| {
                    let store = store.clone();
                    tokio::spawn(async move { begin(&store, size).await?.commit().await })
                })
                .collect();
            for writer in writers {
                match writer.await.unwrap() {
                    Ok(()) => kept += 1,
                    Err(fault) => assert_eq!(fault, Fault::Full, "{size}"),
                }
            }
            assert_eq!(count(&store).await, kept);
            pragma(&store, "pragma max_page_count = 1000000").await;
            begin(&store, size).await.unwrap().commit().await.unwrap();
            kept += 1;
        }
        assert_eq!(count(&store).await, kept);
    }

    #[tokio::test]
    async fn work_left_by_a_runtime_that_ended_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let store = Store::open(&url, folder.path()).await.unwrap();
        let work = begin(&store, 1).await.unwrap();
        std::thread::spawn(move || drop(work)).join().unwrap();
        begin(&store, 1).await.unwrap().commit().await.unwrap();
        assert_eq!(count(&store).await, 1);
    }
}
