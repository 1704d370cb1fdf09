//! Reading and writing: a link to the database, and the one writer of SQLite.
//!
//! SQLite has one writer. Work that comes while other work is being written joins its transaction behind a savepoint, and
//! all of it is committed to the disk at once: nobody is told that their work is done before it is.

use std::sync::Arc;

use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::fault::Fault;

/// A connection in use: query functions are called on it.
#[derive(Debug)]
pub enum Link<'c> {
    /// To SQLite.
    Sqlite(&'c mut SqliteConnection),
    /// To PostgreSQL.
    Postgres(&'c mut PgConnection),
}

/// Reading: everything read through it is of one moment.
#[derive(Debug)]
pub struct Reading(pub(crate) Read);

#[derive(Debug)]
pub(crate) enum Read {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Reading {
    /// The link to read through.
    pub fn link(&mut self) -> Link<'_> {
        match &mut self.0 {
            Read::Sqlite(transaction) => Link::Sqlite(transaction),
            Read::Postgres(transaction) => Link::Postgres(transaction),
        }
    }
}

/// Work: all that is written through it is kept together or not at all. Without [`Work::commit`] nothing is kept.
#[derive(Debug)]
pub struct Work(pub(crate) Write);

#[derive(Debug)]
pub(crate) enum Write {
    Sqlite(Turn),
    Postgres(Transaction<'static, Postgres>),
}

impl Work {
    /// The link to write through.
    ///
    /// # Errors
    /// When the work was lost to a fault of the engine.
    pub fn link(&mut self) -> Result<Link<'_>, Fault> {
        match &mut self.0 {
            Write::Sqlite(turn) => turn.connection().map(Link::Sqlite),
            Write::Postgres(transaction) => Ok(Link::Postgres(transaction)),
        }
    }

    /// Keeps what was written; when it returns, it lies on the disk.
    ///
    /// # Errors
    /// When it could not be kept: then nothing of it was.
    pub async fn commit(self) -> Result<(), Fault> {
        match self.0 {
            Write::Sqlite(turn) => turn.commit().await,
            Write::Postgres(transaction) => {
                transaction.commit().await.map_err(|error| Fault::met("commit", &error))
            }
        }
    }
}

/// The one connection that writes to SQLite, and those who wait for their work to be on the disk.
#[derive(Debug)]
pub(crate) struct Writer {
    connection: SqliteConnection,
    /// Whether a transaction is open.
    is_open: bool,
    /// Whether work was begun in it and neither finished nor taken back.
    is_begun: bool,
    finished: Vec<oneshot::Sender<Result<(), Fault>>>,
}

/// So much work is committed at once at most.
const LARGEST_BATCH: usize = 64;

impl Writer {
    pub fn new(connection: SqliteConnection) -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(Self { connection, is_open: false, is_begun: false, finished: Vec::new() }))
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), Fault> {
        let done = sqlx::query(sql).persistent(true).execute(&mut self.connection).await;
        done.map(|_| ()).map_err(|error| Fault::met(sql, &error))
    }

    async fn begin(&mut self) -> Result<(), Fault> {
        self.take_back().await;
        if !self.is_open {
            self.run("begin immediate").await?;
            self.is_open = true;
        }
        self.run("savepoint work").await?;
        self.is_begun = true;
        Ok(())
    }

    /// Takes work back that was left in the middle. After some faults (a full disk) SQLite has taken back everything:
    /// then all who wait are told.
    async fn take_back(&mut self) {
        if !std::mem::take(&mut self.is_begun) {
            return;
        }
        let back = self.run("rollback to work").await;
        if back.is_err() || self.run("release work").await.is_err() {
            self.lose(&Fault::Full).await;
        }
    }

    /// Commits all that was finished, and tells those who wait.
    async fn settle(&mut self) -> Result<(), Fault> {
        if !self.is_open {
            return Ok(());
        }
        match self.run("commit").await {
            Ok(()) => {
                self.is_open = false;
                for waiting in self.finished.drain(..) {
                    // Who no longer waits need not be told.
                    let _ = waiting.send(Ok(()));
                }
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
        for waiting in self.finished.drain(..) {
            let _ = waiting.send(Err(fault.clone()));
        }
    }
}

/// A turn at the writer.
#[derive(Debug)]
pub(crate) struct Turn {
    writer: Arc<Mutex<Writer>>,
    /// Always there until the turn is over.
    held: Option<OwnedMutexGuard<Writer>>,
}

impl Turn {
    pub async fn begin(writer: &Arc<Mutex<Writer>>) -> Result<Self, Fault> {
        let mut turn = Self { writer: Arc::clone(writer), held: Some(Arc::clone(writer).lock_owned().await) };
        turn.writer()?.begin().await?;
        Ok(turn)
    }

    fn writer(&mut self) -> Result<&mut Writer, Fault> {
        self.held.as_deref_mut().ok_or(Fault::Unreachable)
    }

    fn connection(&mut self) -> Result<&mut SqliteConnection, Fault> {
        self.writer().map(|writer| &mut writer.connection)
    }

    /// Finishes the work. Those who wait for their turn have theirs first, and what they write is committed with it: the
    /// lock is fair, so who comes to it again comes after all who waited.
    async fn commit(mut self) -> Result<(), Fault> {
        let writer = self.writer()?;
        writer.run("release work").await?;
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
        if !writer.is_begun && writer.finished.is_empty() {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                writer.take_back().await;
                // Those who wait are told of a fault; there is nobody else to tell.
                let _ = writer.settle().await;
            });
        }
    }
}
