//! The working spreadsheet that comes back: its changes, what it is in conflict with, and what becomes of that.

use domain::entity::Entity;
use store::new_id;
use store::rows::{File, Import};
use workbook::working::{self, Proposal, Settle};

use super::stage::{self, Upload};
use super::{approved, blocking, state};
use crate::moment::Moment;
use crate::plans::Plans;
use crate::plans::rows::{Draft, drafts};
use crate::plans::write::Writing;
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, PlanState, Right};
use crate::trail::{Action, Detail, Entry};

/// A working spreadsheet against the plan as it is now.
#[derive(Clone, Debug)]
pub struct SheetView {
    /// The row.
    pub import: Import,
    /// What it would change.
    pub proposal: Proposal,
}

impl Plans {
    pub(super) async fn stage_sheet(
        &self,
        actor: &Actor,
        plan_id: &str,
        upload: Upload,
        now: Moment,
    ) -> Answer<String> {
        // What it says is told when it is looked at: the plan may change until then.
        let (plan, form) =
            self.current(actor, plan_id).await?.look(|held| (held.unplaced(), held.form.clone()))?;
        let bytes = upload.bytes.clone();
        blocking(move || {
            let found = working::changes(&plan, &form.method, &bytes, &stage::limits());
            found
                .map(|_| ())
                .map_err(|fault| Refusal::invalid("file", format!("il foglio di lavoro {fault}")))
        })
        .await?;
        let hash = self.store().files().put(&upload.bytes).await?;
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        let size = i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX);
        link.file_put(&actor.body.id, &File { hash: hash.clone(), size, at: now.0 }).await?;
        let import = Import {
            body_id: actor.body.id.clone(),
            id: new_id(),
            plan_id: plan_id.to_owned(),
            name: upload.name,
            kind: "foglio di lavoro Excel".to_owned(),
            hash,
            state: state::SHEET.to_owned(),
            at: now.0,
            account_id: actor.account.id.clone(),
            ..Import::default()
        };
        link.import_insert(&import).await?;
        work.commit().await?;
        Ok(import.id)
    }

    /// A working spreadsheet, to be looked at.
    ///
    /// # Errors
    /// Without the right; when there is none.
    pub async fn sheet(&self, actor: &Actor, id: &str) -> Answer<SheetView> {
        actor.need(Right::Import)?;
        let import = self.store().read().await?.link().import_fetch(&actor.body.id, id).await?;
        let import =
            import.filter(|import| import.kind == "foglio di lavoro Excel").ok_or(Refusal::NotFound)?;
        let bytes = self.store().files().get(&import.hash).await?;
        let current = self.current(actor, &import.plan_id).await?;
        let (plan, form) = current.look(|held| (held.unplaced(), held.form.clone()))?;
        let proposal = blocking(move || {
            let found = working::changes(&plan, &form.method, &bytes, &stage::limits());
            found.map_err(|fault| Refusal::invalid("file", format!("il foglio di lavoro {fault}")))
        })
        .await?;
        Ok(SheetView { import, proposal })
    }

    /// Puts the changes of a working spreadsheet into its plan.
    ///
    /// # Errors
    /// Without the right; when a cell cannot be used and is not to be taken as it is written, or the plan is approved.
    pub async fn confirm_sheet(
        &self,
        actor: &Actor,
        id: &str,
        (settle, as_text): (Settle, bool),
        now: Moment,
    ) -> Answer<String> {
        let view = self.sheet(actor, id).await?;
        if view.import.state != state::SHEET {
            return Err(Refusal::blocked("questo foglio è già stato confermato o ripristinato"));
        }
        let bytes = self.store().files().get(&view.import.hash).await?;
        let mut writing = Writing::begin(self, actor, &view.import.plan_id, now).await?;
        if PlanState::named(&writing.head.state) == PlanState::Approved {
            return Err(approved());
        }
        let before_version = writing.head.version - 1;
        let body_id = actor.body.id.clone();
        let method_id = writing.head.method_id.clone();
        let form = self.form(&mut writing.link()?, &body_id, &method_id).await?;
        let before = writing.items().await?;
        // The plan as it is in this transaction, so that nothing slips in between.
        let held: Vec<Draft> = before
            .iter()
            .filter_map(|item| {
                let list = crate::plans::rows::list_named(&item.list)?;
                Some(Draft { list, position: item.position, kept: crate::plans::rows::kept(item) })
            })
            .collect();
        let mut plan = super::plan_of(&held);
        let proposal = working::changes(&plan, &form.method, &bytes, &stage::limits())
            .map_err(|fault| Refusal::invalid("file", format!("il foglio di lavoro {fault}")))?;
        if proposal.has_fault(as_text) {
            return Err(Refusal::blocked(
                "alcune celle del foglio non si possono usare: correggile e carica di nuovo il foglio",
            ));
        }
        let applied = working::apply(&mut plan, &form.method, &proposal, settle);
        let ids: Vec<Option<String>> = applied
            .origins
            .iter()
            .map(|origin| {
                let at = usize::try_from((*origin)?).ok()?.checked_sub(1)?;
                before.iter().filter(|item| item.list == "objectives").nth(at).map(|item| item.id.clone())
            })
            .collect();
        let replaced = writing.replace_objectives(&before, &drafts(&plan), &ids).await?;
        let confirmed = Import {
            state: state::CONFIRMED.to_owned(),
            before_version,
            after_version: writing.head.version,
            ..view.import.clone()
        };
        if !writing.link()?.import_update(&confirmed).await? {
            return Err(Refusal::Stale);
        }
        debug_assert_eq!(plan.count("objectives"), ids.len());
        writing.note(Entry {
            source: view.import.name.clone(),
            details: vec![
                Detail::new("modifiche", "", applied.made.to_string()),
                Detail::new("obiettivi modificati", "", replaced.changed.to_string()),
                Detail::new("obiettivi aggiunti", "", replaced.added.to_string()),
                Detail::new("obiettivi tolti", "", replaced.removed.to_string()),
                Detail::new("impronta del file", "", &view.import.hash),
            ],
            ..Entry::new(Action::Imported)
        });
        let plan_id = writing.head.id.clone();
        writing.commit().await?;
        Ok(plan_id)
    }
}
