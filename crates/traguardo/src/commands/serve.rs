//! `traguardo serve`.

use std::net::SocketAddr;

use web::headers::Transport;

use super::Verdict;
use crate::cli::Serve;
use crate::error::Failure;
use crate::serving::{self, Setting};

/// Serves the application until it is told to end.
pub fn run(options: &Serve) -> Result<Verdict, Failure> {
    logged();
    let providers = serving::providers(&options.oidc)?;
    if !providers.is_empty() && options.address.is_none() && !options.listen.ip().is_loopback() {
        return Err(Failure::new(
            "il fornitore d'identità rimanda le persone all'indirizzo dell'applicazione: indicalo con --address",
        ));
    }
    serving::runtime()?.block_on(async {
        let store = serving::open(&options.data.url(), &options.data.files()).await?;
        let setting = Setting {
            listen: options.listen,
            transport: if options.proxy { Transport::Proxied } else { Transport::Plain },
            address: options.address.clone(),
            copies: options.data.copies(),
            mail: serving::way(&options.mail)?,
            providers,
        };
        serving::serve(store, setting, told).await
    })?;
    Ok(Verdict::Clean)
}

fn told(here: SocketAddr) {
    eprintln!("traguardo: l'applicazione risponde su http://{here}/ (Ctrl+C la ferma).");
}

/// What those who run the installation should know goes to standard error, one line each.
fn logged() {
    // Somebody else may have begun to write it down: then that is used.
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false)
        .try_init();
}
