//! The application: a runtime, a listener, workers, a quiet end.

pub mod demo;
mod mail;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::Moment;
use app::accounts::Accounts;
use app::copies::Copies;
use app::plans::Plans;
use jiff::Timestamp;
use store::Store;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use web::headers::Transport;
use web::{Mail, Site};

use crate::error::Failure;
pub use mail::{Folder, Nowhere};

/// How the application is served.
pub struct Setting {
    /// Where requests come in.
    pub listen: SocketAddr,
    /// How they come.
    pub transport: Transport,
    /// The address that people type; none: where the requests are taken.
    pub address: Option<String>,
    /// Where copies of everything are kept.
    pub copies: PathBuf,
    /// The way messages are sent.
    pub mail: Box<dyn Mail>,
}

/// What time it is.
pub fn clock() -> Moment {
    Moment(Timestamp::now().as_microsecond())
}

/// The runtime of the application.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let built = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    built.map_err(|error| Failure::new(format!("l'applicazione non si può avviare: {error}")))
}

/// Opens the database.
pub async fn open(url: &str, files: &Path) -> Result<Store, Failure> {
    Store::open(url, files)
        .await
        .map_err(|fault| Failure::new(format!("«{}»: {fault}", without_password(url))))
}

/// The address of a database as it may be told.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://…@{host}"),
        None => url.to_owned(),
    }
}

/// Serves until it is told to end. `ready` is told where, as soon as requests are taken.
pub async fn serve(store: Store, setting: Setting, ready: impl FnOnce(SocketAddr)) -> Result<(), Failure> {
    let listener = TcpListener::bind(setting.listen).await.map_err(|error| {
        Failure::new(format!(
            "su {} non si può ricevere ({error}): scegli un'altra porta con --listen",
            setting.listen
        ))
    })?;
    let here = listener.local_addr().unwrap_or(setting.listen);
    let wake = Arc::new(Notify::new());
    let waker = Arc::clone(&wake);
    let site = Arc::new(Site {
        plans: Plans::new(store.clone()),
        accounts: Accounts::new(store.clone()),
        copies: Copies::new(store.clone(), setting.copies),
        transport: setting.transport,
        address: setting.address.unwrap_or_else(|| format!("http://{here}")),
        clock,
        mail: setting.mail,
        wake: Box::new(move || waker.notify_one()),
    });
    let worker = tokio::spawn(work(Arc::clone(&site), wake));
    ready(here);
    let routes = web::routes(&site).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, routes).with_graceful_shutdown(told_to_end()).await;
    worker.abort();
    store.close().await;
    served.map_err(|error| Failure::new(format!("l'applicazione si è fermata: {error}")))
}

/// Makes the documents that are asked for.
async fn work(site: Arc<Site>, wake: Arc<Notify>) {
    const PAUSE: Duration = Duration::from_secs(5);
    loop {
        match site.plans.work_once(clock(), clock).await {
            Ok(true) => {}
            Ok(false) | Err(_) => {
                // Somebody asks for a document, or another program has left work behind.
                let _ = tokio::time::timeout(PAUSE, wake.notified()).await;
            }
        }
    }
}

/// Waits for the signal to end.
async fn told_to_end() {
    let typed = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = typed => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    typed.await;
}
