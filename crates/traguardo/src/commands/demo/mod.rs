//! `traguardo demo`: the application with made-up bodies, or the samples on the terminal.

mod terminal;

use std::net::SocketAddr;

use web::headers::Transport;

use super::Verdict;
use crate::cli::Demo;
use crate::error::Failure;
use crate::serving::demo::{PASSWORD, Shown, fill};
use crate::serving::{self, Nowhere, Setting};
use crate::terminal::Progress;

/// Starts the application with made-up bodies; with `--summary` or `--save`, shows the samples on the terminal.
pub fn run(options: &Demo) -> Result<Verdict, Failure> {
    if options.summary || options.save.is_some() {
        return terminal::run(options.save.as_deref());
    }
    let folder = tempfile::tempdir()
        .map_err(|error| Failure::new(format!("una cartella provvisoria non si può creare: {error}")))?;
    let url = options
        .database
        .clone()
        .unwrap_or_else(|| format!("sqlite:{}", folder.path().join("traguardo.db").display()));
    serving::runtime()?.block_on(async {
        let store = serving::open(&url, &folder.path().join("file")).await?;
        let progress = Progress::start("preparazione degli enti");
        let bodies = fill(&store, serving::clock()).await?;
        drop(progress);
        let setting = Setting {
            listen: options.listen,
            transport: Transport::Plain,
            address: None,
            copies: folder.path().join("copie"),
            mail: Box::new(Nowhere),
        };
        serving::serve(store, setting, |here| told(here, &bodies)).await
    })?;
    Ok(Verdict::Clean)
}

/// Says where to look.
fn told(here: SocketAddr, bodies: &[Shown]) {
    eprintln!(
        "Traguardo risponde su http://{here}/ con {} enti inventati (Ctrl+C lo ferma).\n",
        bodies.len()
    );
    eprintln!(
        "La password di tutti è «{PASSWORD}». I nomi utente di «{}»:",
        bodies.first().map_or("", |b| &b.name)
    );
    for (login, role) in bodies.iter().take(1).flat_map(|body| &body.people) {
        eprintln!("  {login:<16} {}", role.term());
    }
    eprintln!("\nNegli altri enti il nome utente ha in coda quello dell'ente, per esempio:");
    for (body, example) in bodies.iter().skip(1).filter_map(|body| Some((body, body.people.get(1)?))) {
        eprintln!("  {:<40} {}", example.0, body.name);
    }
    eprintln!("\n«amministratore» entra in tutti. Comincia da http://{here}/accesso");
}
