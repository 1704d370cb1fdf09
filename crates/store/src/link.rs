//! A connection in use.

use sqlx::{PgConnection, SqliteConnection};

use crate::fault::Fault;

/// A connection in use: query functions are called on it.
///
/// After a fault, nothing more is done through the reading or the work that it belongs to: the engines differ in what
/// they would still keep of it.
#[derive(Debug)]
pub struct Link<'c> {
    pub(crate) connection: Connection<'c>,
    /// The first fault of the reading or of the work.
    pub(crate) failed: &'c mut Option<Fault>,
}

#[derive(Debug)]
pub(crate) enum Connection<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Link<'_> {
    /// Notes that a query begins. Until it has answered, the work counts as failed: a query that is dropped in the
    /// middle may have been done or not.
    pub(crate) fn begin(&mut self, doing: &'static str) -> Result<(), Fault> {
        if let Some(fault) = &*self.failed {
            return Err(fault.clone());
        }
        *self.failed = Some(Fault::Engine { doing, cause: "interrotta".to_owned() });
        Ok(())
    }

    /// Notes how a query ended.
    pub(crate) fn end<T>(&mut self, doing: &'static str, answer: Result<T, sqlx::Error>) -> Result<T, Fault> {
        match answer {
            Ok(answer) => {
                *self.failed = None;
                Ok(answer)
            }
            Err(error) => {
                let fault = Fault::met(doing, &error);
                *self.failed = Some(fault.clone());
                Err(fault)
            }
        }
    }
}

/// Calls a function of the engine at hand, with the connection first.
macro_rules! on_engine {
    ($link:expr, $doing:expr, $sqlite:path, $postgres:path $(, $argument:expr)*) => {{
        $link.begin($doing)?;
        let answer = match &mut $link.connection {
            $crate::link::Connection::Sqlite(c) => $sqlite(c $(, $argument)*).await,
            $crate::link::Connection::Postgres(c) => $postgres(c $(, $argument)*).await,
        };
        $link.end($doing, answer)
    }};
}
pub(crate) use on_engine;
