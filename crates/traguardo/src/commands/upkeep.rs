//! `traguardo backup`, `restore`, `migrate-to`, `doctor`.

use std::fmt::Write as _;

use store::Store;
use store::archive::{self, Summary};
use store::doctor::doctor as look_over;

use super::Verdict;
use crate::cli::{Backup, Data, Doctor, MigrateTo, Restore};
use crate::error::Failure;
use crate::output;
use crate::serving;
use crate::terminal::Progress;

/// Opens the database of a command; one that is not there is not made.
async fn open(data: &Data) -> Result<Store, Failure> {
    let file = data.data.join("traguardo.db");
    if data.database.is_none() && !file.exists() {
        return Err(Failure::new(format!(
            "in «{}» non c'è una base dati: indica la cartella con --data, o la base dati con --database",
            data.data.display()
        )));
    }
    serving::open(&data.url(), &data.files()).await
}

/// Makes a copy.
pub fn backup(options: &Backup) -> Result<Verdict, Failure> {
    serving::runtime()?.block_on(async {
        let store = open(&options.data).await?;
        let progress = Progress::start("copia");
        let now = serving::clock().0;
        let copied =
            archive::backup(&store, &options.copy, env!("CARGO_PKG_VERSION"), now, &mut |_| {}).await;
        drop(progress);
        let summary = copied.map_err(|fault| Failure::new(fault.to_string()))?;
        output::print(&told(&format!("Copia scritta in «{}»", options.copy.display()), &summary))?;
        Ok(if summary.missing.is_empty() { Verdict::Clean } else { Verdict::Blocked })
    })
}

/// Restores a copy, or looks at it.
pub fn restore(options: &Restore) -> Result<Verdict, Failure> {
    serving::runtime()?.block_on(async {
        let progress = Progress::start(if options.check { "controllo" } else { "ripristino" });
        let done = if options.check {
            archive::check(&options.copy, &mut |_| {}).await
        } else {
            archive::restore(&options.copy, &options.data.url(), options.data.files(), &mut |_| {}).await
        };
        drop(progress);
        let summary = done.map_err(|error| Failure::new(error.to_string()))?;
        let what = if options.check { "La copia è intera" } else { "Copia ripristinata" };
        output::print(&told(what, &summary))?;
        Ok(Verdict::Clean)
    })
}

/// Moves a database to another one.
pub fn migrate_to(options: &MigrateTo) -> Result<Verdict, Failure> {
    serving::runtime()?.block_on(async {
        let store = open(&options.data).await?;
        let progress = Progress::start("trasferimento");
        let moved = archive::migrate_to(&store, &options.to, options.to_data.join("file"), &mut |_| {}).await;
        drop(progress);
        let summary = moved.map_err(|error| Failure::new(error.to_string()))?;
        output::print(&told("Dati trasferiti, e confrontati riga per riga", &summary))?;
        Ok(Verdict::Clean)
    })
}

/// Looks a database over.
pub fn doctor(options: &Doctor) -> Result<Verdict, Failure> {
    serving::runtime()?.block_on(async {
        let store = open(&options.data).await?;
        let progress = Progress::start("controllo");
        let report = look_over(&store, &mut |_| {}).await;
        drop(progress);
        let report = report.map_err(|fault| Failure::new(fault.to_string()))?;
        let mut text = String::new();
        for (what, count) in &report.looked {
            // Writing into a text never fails.
            let _ = writeln!(text, "{what}: {count}");
        }
        for trouble in &report.troubles {
            let _ = writeln!(text, "! {trouble}");
        }
        if report.more > 0 {
            let _ = writeln!(text, "! e altri {} dello stesso tipo", report.more);
        }
        if report.is_sound() {
            text.push_str("Tutto in ordine.\n");
        }
        output::print(&text)?;
        Ok(if report.is_sound() { Verdict::Clean } else { Verdict::Blocked })
    })
}

/// What was copied, in a few lines.
fn told(what: &str, summary: &Summary) -> String {
    let mut text = format!("{what}: {} righe, {} file.\n", summary.rows(), summary.files);
    for missing in &summary.missing {
        let _ = writeln!(
            text,
            "! Il file {missing} manca o è danneggiato: nella copia non c'è. «traguardo doctor» dice di più."
        );
    }
    text
}
