//! Reading and writing.

use sqlx::pool::PoolConnection;
use sqlx::{Postgres, Sqlite, Transaction};

use crate::fault::Fault;
use crate::link::{Connection, Link};
use crate::writer::Turn;

/// Reading: everything read through it is of one moment, or each thing of its own ([`crate::Store::glance`]).
#[derive(Debug)]
pub struct Reading {
    read: Read,
    failed: Option<Fault>,
}

#[derive(Debug)]
pub(crate) enum Read {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
    SqliteGlance(PoolConnection<Sqlite>),
    PostgresGlance(PoolConnection<Postgres>),
}

impl Reading {
    pub(crate) fn new(read: Read) -> Self {
        Self { read, failed: None }
    }

    /// The link to read through.
    pub fn link(&mut self) -> Link<'_> {
        let connection = match &mut self.read {
            Read::Sqlite(transaction) => Connection::Sqlite(transaction),
            Read::Postgres(transaction) => Connection::Postgres(transaction),
            Read::SqliteGlance(connection) => Connection::Sqlite(connection),
            Read::PostgresGlance(connection) => Connection::Postgres(connection),
        };
        Link { connection, failed: &mut self.failed }
    }
}

/// Work: all that is written through it is kept together or not at all. Without [`Work::commit`] nothing is kept, nor
/// when one of its queries failed.
#[derive(Debug)]
pub struct Work(Write);

#[derive(Debug)]
pub(crate) enum Write {
    Sqlite(Turn),
    Postgres { transaction: Transaction<'static, Postgres>, failed: Option<Fault> },
}

impl Work {
    pub(crate) fn new(write: Write) -> Self {
        Self(write)
    }

    /// The link to write through.
    ///
    /// # Errors
    /// When the work was lost to a fault of the engine.
    pub fn link(&mut self) -> Result<Link<'_>, Fault> {
        match &mut self.0 {
            Write::Sqlite(turn) => turn.link(),
            Write::Postgres { transaction, failed } => {
                Ok(Link { connection: Connection::Postgres(transaction), failed })
            }
        }
    }

    /// Keeps what was written; when it returns, it lies on the disk.
    ///
    /// # Errors
    /// When it could not be kept, or one of its queries failed: then nothing of it was.
    pub async fn commit(self) -> Result<(), Fault> {
        match self.0 {
            Write::Sqlite(turn) => turn.commit().await,
            // PostgreSQL takes work with a failed query back at its commit, and says that all is well.
            Write::Postgres { failed: Some(fault), .. } => Err(fault),
            Write::Postgres { transaction, failed: None } => {
                to_its_end(
                    async move { transaction.commit().await.map_err(|error| Fault::met("commit", &error)) },
                )
                .await
            }
        }
    }
}

/// Does something to its end, even when nobody waits for it any more: a transaction that is begun or ended by half would
/// be found by whoever gets the connection next.
pub(crate) async fn to_its_end<T: Send + 'static>(
    what: impl Future<Output = Result<T, Fault>> + Send + 'static,
) -> Result<T, Fault> {
    tokio::spawn(what).await.unwrap_or(Err(Fault::Unreachable))
}
