//! Writes a copy, outside the runtime: beside its place, and put there when it is whole and on the disk.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::index::entry_of_file;
use super::name_of;
use crate::fault::Fault;
use crate::files::{Files, settle};

/// Two chunks wait at most, so that what is read does not pile up before what is written.
const WAITING: usize = 2;

enum Order {
    Entry(String),
    Bytes(Vec<u8>),
    File(String, oneshot::Sender<Result<u64, Fault>>),
    Finish,
}

/// A copy that is being written.
pub struct Writing {
    orders: mpsc::Sender<Order>,
    writer: JoinHandle<Result<(), Fault>>,
}

impl Writing {
    /// Begins a copy, with the folder that its files come from. When it is dropped before it is finished, nothing stays.
    pub fn begin(path: &Path, files: Files) -> Self {
        let (orders, received) = mpsc::channel(WAITING);
        let path = path.to_path_buf();
        let writer = tokio::task::spawn_blocking(move || {
            let beside = Beside::of(&path);
            write(&path, &beside, &files, received)
        });
        Self { orders, writer }
    }

    /// Begins an entry.
    pub async fn entry(&mut self, name: String) -> Result<(), Fault> {
        self.order(Order::Entry(name)).await
    }

    /// Goes on with the entry.
    pub async fn bytes(&mut self, bytes: Vec<u8>) -> Result<(), Fault> {
        self.order(Order::Bytes(bytes)).await
    }

    /// Copies a file, as an entry; gives its size. A file that cannot be had whole is not copied, and the copy goes on.
    pub async fn file(&mut self, hash: &str) -> Result<Result<u64, Fault>, Fault> {
        let (answer, answered) = oneshot::channel();
        self.order(Order::File(hash.to_owned(), answer)).await?;
        match answered.await {
            Ok(answer) => Ok(answer),
            Err(_) => Err(self.fault().await),
        }
    }

    /// Ends the copy and puts it into its place.
    pub async fn finish(mut self) -> Result<(), Fault> {
        self.order(Order::Finish).await?;
        (&mut self.writer).await.unwrap_or(Err(Fault::Unreachable))
    }

    async fn order(&mut self, order: Order) -> Result<(), Fault> {
        match self.orders.send(order).await {
            Ok(()) => Ok(()),
            Err(_) => Err(self.fault().await),
        }
    }

    /// Why the writer has ended.
    async fn fault(&mut self) -> Fault {
        match (&mut self.writer).await {
            Ok(Err(fault)) => fault,
            _ => Fault::Unreachable,
        }
    }
}

/// Where a copy is written before it is whole; what is there at the end is taken away.
struct Beside(PathBuf);

impl Beside {
    fn of(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let parting = uuid::Uuid::now_v7().simple();
        Self(path.with_file_name(format!(".{name}.{parting}.parziale")))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It is there only when the copy is not.
        let _ = std::fs::remove_file(&self.0);
    }
}

type Zip = ZipWriter<BufWriter<File>>;

fn write(
    path: &Path,
    beside: &Beside,
    files: &Files,
    mut orders: mpsc::Receiver<Order>,
) -> Result<(), Fault> {
    let failed = |error: ZipError| Fault::at_file(name_of(path), "scrivere", &error.into());
    let file = create(&beside.0).map_err(|error| failed(error.into()))?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    while let Some(order) = orders.blocking_recv() {
        match order {
            Order::Entry(name) => zip.start_file(name, options()).map_err(failed)?,
            Order::Bytes(bytes) => zip.write_all(&bytes).map_err(|error| failed(error.into()))?,
            Order::File(hash, answer) => {
                // Who no longer waits sends no more orders either.
                let _ = answer.send(copy_file(&mut zip, &hash, files, failed)?);
            }
            Order::Finish => return finish(zip, path, beside).map_err(failed),
        }
    }
    Err(Fault::Unreachable)
}

/// Copies a file that is looked at first: what has begun to be written cannot be taken back.
fn copy_file(
    zip: &mut Zip,
    hash: &str,
    files: &Files,
    failed: impl Fn(ZipError) -> Fault,
) -> Result<Result<u64, Fault>, Fault> {
    match files.copy_now(hash, &mut std::io::sink()) {
        Ok(_) => {
            zip.start_file(entry_of_file(hash), options()).map_err(failed)?;
            files.copy_now(hash, zip).map(Ok)
        }
        Err(fault) => Ok(Err(fault)),
    }
}

fn options() -> SimpleFileOptions {
    // The time of an entry is not known here; sizes are known when it is written.
    SimpleFileOptions::default().large_file(true)
}

/// Nobody else may read it.
fn create(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn finish(zip: Zip, path: &Path, beside: &Beside) -> Result<(), ZipError> {
    let file = zip.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&beside.0, path)?;
    Ok(settle(path)?)
}
