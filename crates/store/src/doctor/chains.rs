//! The audit trail of each body, followed to its head, and what approvals say of it.

use std::collections::BTreeMap;

use super::commitments::Commitments;
use super::{Doctor, Kind};
use crate::chain::{Broken, Follower, beginning};
use crate::fault::Fault;
use crate::rows::Body;

/// So many entries are held at once.
const PAGE: i64 = 500;

/// The heads that approvals have recorded: number of the entry, its hash, and which approval it is.
type Approvals = BTreeMap<i64, Vec<(String, String)>>;

impl Doctor<'_> {
    pub(super) async fn chains(&mut self) -> Result<(), Fault> {
        let (mut entries, mut approvals, mut commitments) = (0, 0, 0);
        for body in self.reading.link().body_list().await? {
            let recorded = self.approvals(&body).await?;
            approvals += recorded.values().map(|of_entry| of_entry.len() as u64).sum::<u64>();
            let (followed, found) = self.chain(&body, recorded).await?;
            entries += followed;
            commitments += found.count();
            self.commitments(&body, found).await?;
        }
        self.report.looked("voci dei registri", entries);
        self.report.looked("approvazioni nei registri", approvals);
        self.report.looked("impegni su dati personali", commitments);
        Ok(())
    }

    async fn approvals(&mut self, body: &Body) -> Result<Approvals, Fault> {
        let mut approvals = Approvals::new();
        for plan in self.reading.link().plan_list(&body.id).await? {
            for version in self.reading.link().plan_version_list(&body.id, &plan.id).await? {
                let name = format!("approvazione {} del piano {} {}", version.number, plan.year, plan.id);
                approvals.entry(version.chain_number).or_default().push((version.chain_hash, name));
            }
        }
        Ok(approvals)
    }

    /// Follows a chain; gives how many entries it has, and what they are committed to.
    async fn chain(&mut self, body: &Body, mut approvals: Approvals) -> Result<(u64, Commitments), Fault> {
        let (mut follower, mut done) = (Follower::new(&body.id), 0);
        let mut commitments = Commitments::default();
        self.compare(body, approvals.remove(&0), &beginning(&body.id));
        let whole = u64::try_from(body.chain_number).unwrap_or(0);
        loop {
            self.tell("audit", done, whole.max(done));
            let (last, _) = follower.head();
            let entries = self.reading.link().audit_after(&body.id, last, PAGE).await?;
            if entries.is_empty() {
                break;
            }
            for entry in entries {
                if let Err(broken) = follower.follow(&entry) {
                    self.broken(body, &broken);
                }
                self.compare(body, approvals.remove(&entry.number), &entry.hash);
                commitments.add(&entry);
                done += 1;
            }
        }
        if let Err(broken) = follower.end(body.chain_number, &body.chain_hash) {
            self.broken(body, &broken);
        }
        for recorded in approvals.into_values() {
            self.compare(body, Some(recorded), "");
        }
        Ok((done, commitments))
    }

    fn broken(&mut self, body: &Body, broken: &Broken) {
        let name = &body.name;
        let what = match broken {
            Broken::Changed(number) => {
                format!("la voce {number} del registro di {name} non è quella che fu scritta")
            }
            Broken::Missing(number) => format!("nel registro di {name} mancano voci prima della {number}"),
            Broken::Head { last, head } => {
                format!("il registro di {name} finisce con la voce {last}, e dovrebbe finire con la {head}")
            }
        };
        self.report.found(Kind::Chain, what);
    }

    /// Compares what approvals recorded of an entry with its hash.
    fn compare(&mut self, body: &Body, recorded: Option<Vec<(String, String)>>, hash: &str) {
        for (_, name) in recorded.into_iter().flatten().filter(|(recorded, _)| recorded != hash) {
            let what = format!("la voce ricordata dall'{name} non è nel registro di {}", body.name);
            self.report.found(Kind::Approval, what);
        }
    }
}
