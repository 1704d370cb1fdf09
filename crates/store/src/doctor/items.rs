//! The items of plans in every state they ever had, and the approved versions.

use std::collections::HashMap;

use super::{Doctor, Kind, table};
use crate::archive::pages::Walk;
use crate::archive::row::{Row, number, text};
use crate::archive::tables::Table;
use crate::fault::Fault;
use crate::files::hash_of;
use crate::rows::{NOW, Plan, PlanVersion};

/// The state of an item before the one at hand.
#[derive(Default)]
struct Before {
    /// Body, plan and item.
    of: (String, String, String),
    until: i64,
}

impl Doctor<'_> {
    pub(super) async fn items(&mut self) -> Result<(), Fault> {
        let table = table("item");
        let versions = self.plan_versions().await?;
        let whole = self.reading.link().rows_count(table).await?;
        let (mut walk, mut done, mut before) = (Walk::new(table), 0, Before::default());
        loop {
            self.tell(table.name, done, whole);
            let rows = walk.next(&mut self.reading.link()).await?;
            if rows.is_empty() {
                break;
            }
            done += rows.len() as u64;
            for row in rows {
                self.item(table, &row, &mut before, &versions);
            }
        }
        self.report.looked("stati degli elementi dei piani", done);
        Ok(())
    }

    /// The version that each plan has reached, by body and plan.
    async fn plan_versions(&mut self) -> Result<HashMap<(String, String), i64>, Fault> {
        let mut versions = HashMap::new();
        for plan in self.plans().await? {
            versions.insert((plan.body_id, plan.id), plan.version);
        }
        Ok(versions)
    }

    async fn plans(&mut self) -> Result<Vec<Plan>, Fault> {
        let mut plans = Vec::new();
        for body in self.reading.link().body_list().await? {
            plans.extend(self.reading.link().plan_list(&body.id).await?);
        }
        Ok(plans)
    }

    fn item(
        &mut self,
        table: &Table,
        row: &Row,
        before: &mut Before,
        versions: &HashMap<(String, String), i64>,
    ) {
        let of = |name| text(table, row, name).to_owned();
        let (since, until) = (number(table, row, "since"), number(table, row, "until"));
        let (body, plan, id) = (of("body_id"), of("plan_id"), of("id"));
        let name = format!("l'elemento {id} del piano {plan}");
        if before.of.0 == body && before.of.1 == plan && before.of.2 == id {
            self.after(&name, since, until, before.until);
        }
        if since > until {
            let what = format!("{name} finisce alla versione {until}, prima di cominciare ({since})");
            self.report.found(Kind::Overlap, what);
        }
        let place = (body, plan);
        // A plan that is not there was told of before.
        let reached = versions.get(&place).copied().unwrap_or(NOW);
        if since > reached || (until != NOW && until > reached) {
            let what = format!("{name} vale da una versione che il piano non ha ancora ({reached})");
            self.report.found(Kind::Version, what);
        }
        if hash_of(of("content").as_bytes()) != of("digest") {
            let what = format!("il contenuto dell'elemento {id} del piano {} non è quello scritto", place.1);
            self.report.found(Kind::Digest, format!("{what} (versione {since})"));
        }
        *before = Before { of: (place.0, place.1, id), until };
    }

    /// A state after another of the same item.
    fn after(&mut self, name: &str, since: i64, until: i64, before: i64) {
        if before == NOW && until == NOW {
            self.report.found(Kind::Present, format!("{name} ha due stati attuali"));
        } else if before > since {
            let what = format!("{name} ha due stati per la stessa versione ({since})");
            self.report.found(Kind::Overlap, what);
        }
    }

    /// The numbers of the approved versions, and whether each names its files.
    pub(super) async fn numbers(&mut self) -> Result<(), Fault> {
        let mut looked = 0;
        for plan in self.plans().await? {
            let versions = self.reading.link().plan_version_list(&plan.body_id, &plan.id).await?;
            for (expected, version) in (1..).zip(&versions) {
                self.version(&plan, version, expected);
                looked += 1;
            }
        }
        self.report.looked("versioni approvate", looked);
        Ok(())
    }

    fn version(&mut self, plan: &Plan, version: &PlanVersion, expected: i64) {
        let name = format!("l'approvazione {} del piano {} {}", version.number, plan.year, plan.id);
        if version.number != expected {
            let what = format!("{name} dovrebbe avere il numero {expected}");
            self.report.found(Kind::Numbering, what);
        }
        let files = [&version.plan_file, &version.method_file, &version.law_file, &version.paper_file];
        let parts = ["del piano", "del metodo", "delle norme", "della stampa"];
        for (part, _) in parts.iter().zip(files).filter(|(_, file)| file.is_empty()) {
            self.report.found(Kind::Numbering, format!("{name} non ha il file {part}"));
        }
    }
}
