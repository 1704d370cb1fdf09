//! `traguardo serve`.

use std::net::SocketAddr;

use web::Mail;
use web::headers::Transport;

use super::Verdict;
use crate::cli::Serve;
use crate::error::Failure;
use crate::serving::{self, Folder, Nowhere, Setting};

/// Serves the application until it is told to end.
pub fn run(options: &Serve) -> Result<Verdict, Failure> {
    serving::runtime()?.block_on(async {
        let store = serving::open(&options.data.url(), &options.data.files()).await?;
        let mail: Box<dyn Mail> = match &options.mail {
            Some(folder) => Box::new(Folder(folder.clone())),
            None => Box::new(Nowhere),
        };
        let setting = Setting {
            listen: options.listen,
            transport: if options.proxy { Transport::Proxied } else { Transport::Plain },
            address: options.address.clone(),
            copies: options.data.copies(),
            mail,
        };
        serving::serve(store, setting, told).await
    })?;
    Ok(Verdict::Clean)
}

fn told(here: SocketAddr) {
    eprintln!("traguardo: l'applicazione risponde su http://{here}/ (Ctrl+C la ferma).");
}
