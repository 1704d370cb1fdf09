//! The engine's own look, and rows that need others.

use super::{Doctor, Kind, table};
use crate::archive::row::{key, shown};
use crate::archive::tables::{Need, TABLES, Table};
use crate::fault::Fault;

/// So many rows of a kind are counted before that is enough.
const COUNTED: i64 = 1_000;

impl Doctor<'_> {
    pub(super) async fn engine(&mut self) -> Result<(), Fault> {
        for what in self.reading.link().integrity().await? {
            self.report.found(Kind::Engine, format!("la base dati è danneggiata ({what})"));
        }
        let mut rows = 0;
        for (done, table) in TABLES.iter().enumerate() {
            self.tell(table.name, done as u64, TABLES.len() as u64);
            rows += self.reading.link().rows_count(table).await?;
        }
        self.report.looked("tabelle", TABLES.len() as u64);
        self.report.looked("righe", rows);
        Ok(())
    }

    pub(super) async fn orphans(&mut self) -> Result<(), Fault> {
        let mut looked = 0;
        for table in TABLES {
            for need in table.needs {
                self.orphans_of(table, need).await?;
                looked += 1;
            }
        }
        self.report.looked("legami tra tabelle", looked);
        self.stand_ins().await
    }

    async fn orphans_of(&mut self, of: &'static Table, need: &'static Need) -> Result<(), Fault> {
        let pairs = table(need.table).key.iter().zip(need.columns);
        let same: Vec<String> = pairs.map(|(key, by)| format!("other.{key} = {}.{by}", of.name)).collect();
        let missing =
            format!("not exists (select 1 from {} as other where {})", need.table, same.join(" and "));
        let rows = self.reading.link().rows_where(of, &missing, COUNTED).await?;
        if let Some(first) = rows.first() {
            let (of, other, first) = (of.name, need.table, shown(&key(of, first)));
            let what = match rows.len() {
                1 => format!("una riga di «{of}» ({first}) ha bisogno di una riga di «{other}» che non c'è"),
                count => format!(
                    "{count} righe di «{of}» (la prima: {first}) hanno bisogno di righe di «{other}» che non ci sono"
                ),
            };
            self.report.found(Kind::Orphan, what);
        }
        Ok(())
    }

    async fn stand_ins(&mut self) -> Result<(), Fault> {
        let grants = table("role_grant");
        let missing = "stands_for <> '' and not exists (select 1 from account where account.id = stands_for)";
        for row in self.reading.link().rows_where(grants, missing, COUNTED).await? {
            let what = format!("il ruolo {} sostituisce un utente che non c'è", shown(&key(grants, &row)));
            self.report.found(Kind::StandsFor, what);
        }
        Ok(())
    }
}
