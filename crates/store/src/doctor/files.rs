//! The files of the folder, and the rows that speak of them.

use std::collections::HashSet;
use std::path::Path;

use super::{Doctor, Kind, table};
use crate::archive::FILES;
use crate::archive::pages::Walk;
use crate::archive::row::{number, text};
use crate::fault::Fault;
use crate::files::{Files, is_hash, off_the_runtime};

/// What speaks of files: the table, the column, how people call it, and the column with its name.
const SPEAKERS: [(&str, &str, &str, &str); 7] = [
    ("attachment", "hash", "allegato", "name"),
    ("import", "hash", "importazione", "name"),
    ("job", "hash", "documento prodotto", "name"),
    ("plan_version", "plan_file", "piano approvato", "act_number"),
    ("plan_version", "method_file", "metodo approvato", "act_number"),
    ("plan_version", "law_file", "norme dell'approvazione", "act_number"),
    ("plan_version", "paper_file", "stampa approvata", "act_number"),
];

impl Doctor<'_> {
    pub(super) async fn files(&mut self) -> Result<(), Fault> {
        let whole = self.reading.link().files_count().await?;
        let (mut known, mut after) = (HashSet::new(), String::new());
        loop {
            let hashes = self.reading.link().files_after(&after).await?;
            let Some(last) = hashes.last() else { break };
            after.clone_from(last);
            for hash in hashes {
                self.file(&hash).await?;
                known.insert(hash);
                self.tell(FILES, known.len() as u64, whole);
            }
        }
        self.report.looked("file", known.len() as u64);
        self.sizes().await?;
        let files = self.files.clone();
        let unknown = off_the_runtime(move || Ok(unknown(files.folder(), &known))).await?;
        self.report.looked("file di cui nessuna riga parla (possono restare)", unknown);
        Ok(())
    }

    async fn file(&mut self, hash: &str) -> Result<(), Fault> {
        let (files, name) = (self.files.clone(), hash.to_owned());
        let looked = off_the_runtime(move || Ok(look(&files, &name))).await?;
        if let Some((kind, why)) = looked {
            let speaker = self.speaker(hash).await?;
            self.report.found(kind, format!("il file {hash}{speaker} {why}"));
        }
        Ok(())
    }

    /// Who speaks of a file.
    async fn speaker(&mut self, hash: &str) -> Result<String, Fault> {
        if !is_hash(hash) {
            return Ok(String::new());
        }
        for (name, column, called, named_by) in SPEAKERS {
            let condition = format!("{column} = '{hash}'");
            let rows = self.reading.link().rows_where(table(name), &condition, 1).await?;
            if let Some(row) = rows.first() {
                return Ok(format!(" ({called} «{}»)", text(table(name), row, named_by)));
            }
        }
        Ok(String::new())
    }

    /// Whether files have the sizes that are noted.
    async fn sizes(&mut self) -> Result<(), Fault> {
        let (file, attachment) = (table("file"), table("attachment"));
        for table in [file, attachment] {
            let mut walk = Walk::new(table);
            loop {
                let rows = walk.next(&mut self.reading.link()).await?;
                if rows.is_empty() {
                    break;
                }
                for row in rows {
                    let (hash, said) = (text(table, &row, "hash"), number(table, &row, "size"));
                    let found = std::fs::metadata(self.files.path(hash)).map(|file| file.len());
                    if found.is_ok_and(|found| u64::try_from(said) != Ok(found)) {
                        let what =
                            format!("il file {hash} non ha i {said} byte annotati in «{}»", table.name);
                        self.report.found(Kind::FileSize, what);
                    }
                }
            }
        }
        Ok(())
    }
}

/// What is wrong with a file.
fn look(files: &Files, hash: &str) -> Option<(Kind, String)> {
    if !is_hash(hash) {
        return Some((Kind::FileMissing, "non può esserci: il nome non è un'impronta".to_owned()));
    }
    match files.copy_now(hash, &mut std::io::sink()) {
        Ok(_) => None,
        Err(Fault::Inconsistent(_)) => Some((Kind::FileDamaged, "non è più quello che era".to_owned())),
        Err(_) if !files.path(hash).exists() => Some((Kind::FileMissing, "manca dalla cartella".to_owned())),
        Err(fault) => Some((Kind::FileDamaged, format!("non si legge ({fault})"))),
    }
}

/// How many files of the folder are none of the known.
fn unknown(folder: &Path, known: &HashSet<String>) -> u64 {
    let folders = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = folders.flat_map(|folder| {
        let first = folder.file_name().to_string_lossy().into_owned();
        let files = std::fs::read_dir(folder.path()).into_iter().flatten().flatten();
        files.map(move |file| format!("{first}{}", file.file_name().to_string_lossy()))
    });
    names.filter(|name| !known.contains(name)).count() as u64
}
