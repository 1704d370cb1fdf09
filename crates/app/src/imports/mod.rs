//! Documents that come in: looked at, confirmed, undone.

mod sheet;
pub mod stage;

use std::sync::Arc;

use domain::Plan;
use store::new_id;
use store::rows::{File, Import, Plan as PlanRow};

use crate::library::{Library, Named};
use crate::moment::Moment;
use crate::plans::Plans;
use crate::plans::rows::{Draft, list_named};
use crate::plans::write::Writing;
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, PlanState, Right};
use crate::setup::{NewMethod, method_row};
use crate::structures::learn;
use crate::trail::{Action, Detail, Entry, append_by};
pub use sheet::SheetView;
pub use stage::{Summary, Upload};

/// States of an import.
pub mod state {
    /// It was read and waits for somebody to confirm it.
    pub const PREVIEW: &str = "preview";
    /// A working spreadsheet that waits for somebody to confirm it.
    pub const SHEET: &str = "sheet";
    /// It is in the plan.
    pub const CONFIRMED: &str = "confirmed";
    /// It was taken back.
    pub const UNDONE: &str = "undone";
}

/// A method that a person can choose to read a document with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What chooses it.
    pub key: String,
    /// What people see.
    pub name: String,
}

/// An import with what came of reading it.
#[derive(Clone, Debug)]
pub struct View {
    /// The row.
    pub import: Import,
    /// What came of reading.
    pub summary: Summary,
    /// What was read.
    pub plan: Arc<Plan>,
    /// The lines of the document.
    pub lines: Vec<String>,
    /// Name of the method.
    pub method: String,
}

impl Plans {
    /// The methods a document can be read with: those of the body, then those of the program.
    ///
    /// # Errors
    /// Without the right.
    pub async fn method_choices(&self, actor: &Actor) -> Answer<Vec<Choice>> {
        let library = self.library(actor).await?;
        let shown = |file: &Named<method::Recognition>| Choice {
            key: file.name.clone(),
            name: format!("{} ({})", file.method.body, file.name),
        };
        Ok(library.recognitions().iter().map(shown).collect())
    }

    /// The methods of the body and of the program.
    async fn library(&self, actor: &Actor) -> Answer<Library> {
        actor.need(Right::Import)?;
        let mut library = Library::default();
        for row in self.methods(actor).await? {
            library.add(Named { origin: row.name.clone(), name: row.name, method: row.text });
        }
        Library::embedded().files().iter().for_each(|file| library.add(file.clone()));
        Ok(library)
    }

    /// Reads a document and keeps what came of it until somebody confirms it. Without a method, the one that recognises
    /// the document is taken. For a plan, a working spreadsheet is compared with it.
    ///
    /// # Errors
    /// Without the right; when the file cannot be read, or no method recognises it.
    pub async fn stage(
        &self,
        actor: &Actor,
        plan_id: Option<&str>,
        upload: Upload,
        method: Option<String>,
        now: Moment,
    ) -> Answer<String> {
        actor.need(Right::Import)?;
        if upload.bytes.is_empty() {
            return Err(Refusal::invalid("file", "scegli un file da caricare"));
        }
        let is_sheet = workbook::working::is_working(&upload.bytes, &stage::limits());
        if is_sheet && plan_id.is_none() {
            let plan_id = self.only_open_plan(actor).await?;
            return self.stage_sheet(actor, &plan_id, upload, now).await;
        }
        if let Some(plan_id) = plan_id {
            self.open_for_import(actor, plan_id).await?;
            if is_sheet {
                return self.stage_sheet(actor, plan_id, upload, now).await;
            }
        }
        let library = self.library(actor).await?;
        let (name, bytes) = (upload.name.clone(), upload.bytes.clone());
        let read = move || -> Answer<(Named<String>, stage::Staged, Summary, Vec<u8>)> {
            let opened = stage::open(upload.clone())?;
            let document = stage::document_of(&upload.name, &opened)?;
            let chosen = match method.filter(|name| !name.is_empty()) {
                Some(name) => name,
                None => stage::recognised(&library, &document.1)?,
            };
            let named =
                library.named(&chosen).map_err(|none| Refusal::invalid("method", none.to_string()))?;
            let staged = stage::read(opened.kind, document, &named.method)?;
            let mut summary = Summary::of(&staged.reading, &named.method);
            summary.signers = opened.signers;
            let packed = stage::packed(&staged.reading.plan);
            let file = library.get(&chosen).cloned().ok_or(Refusal::NotFound)?;
            Ok((file, staged, summary, packed))
        };
        let (file, staged, mut summary, packed) = blocking(read).await?;
        let files = self.store().files();
        summary.plan_file = files.put(&packed).await?;
        summary.text_file = files.put(staged.text.as_bytes()).await?;
        let hash = files.put(&bytes).await?;
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        for (hash, size) in [
            (&summary.plan_file, packed.len()),
            (&summary.text_file, staged.text.len()),
            (&hash, bytes.len()),
        ] {
            let size = i64::try_from(size).unwrap_or(i64::MAX);
            link.file_put(&actor.body.id, &File { hash: hash.clone(), size, at: now.0 }).await?;
        }
        let new = NewMethod { name: file.name, text: file.method };
        let method = method_row(&mut link, &actor.body.id, &actor.account.id, &new, now).await?;
        let import = Import {
            body_id: actor.body.id.clone(),
            id: new_id(),
            plan_id: plan_id.unwrap_or_default().to_owned(),
            name,
            kind: staged.kind.to_owned(),
            hash,
            method_id: method.id,
            state: state::PREVIEW.to_owned(),
            summary: summary.to_json(),
            at: now.0,
            account_id: actor.account.id.clone(),
            ..Import::default()
        };
        link.import_insert(&import).await?;
        work.commit().await?;
        Ok(import.id)
    }

    /// The plan that a working spreadsheet is of when nobody says it.
    async fn only_open_plan(&self, actor: &Actor) -> Answer<String> {
        let plans = self.store().read().await?.link().plan_list(&actor.body.id).await?;
        let mut open = plans.into_iter().filter(|plan| PlanState::named(&plan.state) != PlanState::Approved);
        match (open.next(), open.next()) {
            (Some(only), None) => Ok(only.id),
            _ => Err(Refusal::invalid("plan", "il file è il foglio di lavoro di un piano: scegli quale")),
        }
    }

    /// A plan can be written over while it is a draft.
    async fn open_for_import(&self, actor: &Actor, plan_id: &str) -> Answer<()> {
        let current = self.current(actor, plan_id).await?;
        match current.look(crate::plans::Held::state)? {
            PlanState::Draft | PlanState::Variation => Ok(()),
            PlanState::Approved => Err(approved()),
        }
    }

    /// An import, to be looked at.
    ///
    /// # Errors
    /// Without the right; when there is none.
    pub async fn import(&self, actor: &Actor, id: &str) -> Answer<View> {
        actor.need(Right::Import)?;
        let mut reading = self.store().read().await?;
        let mut link = reading.link();
        let import = link.import_fetch(&actor.body.id, id).await?.ok_or(Refusal::NotFound)?;
        let form = self.form(&mut link, &actor.body.id, &import.method_id).await?;
        drop(reading);
        let summary = Summary::from_json(&import.summary);
        let drafts = stage::unpacked(&self.store().files().get(&summary.plan_file).await?)?;
        let text = self.store().files().get(&summary.text_file).await?;
        let lines = String::from_utf8_lossy(&text).split('\n').map(str::to_owned).collect();
        Ok(View { import, summary, plan: Arc::new(plan_of(&drafts)), lines, method: form.name.clone() })
    }

    /// The last imports of a body.
    ///
    /// # Errors
    /// Without the right.
    pub async fn imports(&self, actor: &Actor) -> Answer<Vec<Import>> {
        actor.need(Right::Import)?;
        Ok(self.store().read().await?.link().import_list(&actor.body.id).await?)
    }

    /// Puts what was read into its plan, or into a new one; gives the plan.
    ///
    /// # Errors
    /// Without the right; when it was confirmed before, or the plan is approved.
    pub async fn confirm(&self, actor: &Actor, id: &str, now: Moment) -> Answer<String> {
        let view = self.import(actor, id).await?;
        if view.import.state != state::PREVIEW {
            return Err(Refusal::blocked("questa importazione è già stata confermata o ripristinata"));
        }
        let drafts = stage::unpacked(&self.store().files().get(&view.summary.plan_file).await?)?;
        let plan_id = match view.import.plan_id.as_str() {
            "" => self.new_plan(actor, &view, now).await?,
            known => known.to_owned(),
        };
        let mut writing = Writing::begin(self, actor, &plan_id, now).await?;
        if PlanState::named(&writing.head.state) == PlanState::Approved {
            return Err(approved());
        }
        let before_version = writing.head.version - 1;
        let before = writing.items().await?;
        let replaced = writing.replace(&before, &drafts).await?;
        let body_id = actor.body.id.clone();
        let mut link = writing.link()?;
        let learned = learn(&mut link, &body_id, &view.plan).await?;
        if before.is_empty() {
            let (title, year) = (view.summary.title.clone(), i64::from(view.summary.year));
            let method_id = view.import.method_id.clone();
            let head = PlanRow { title, year, method_id, ..writing.head.clone() };
            writing.link()?.plan_update(&head).await?;
        }
        let confirmed = Import {
            plan_id: plan_id.clone(),
            state: state::CONFIRMED.to_owned(),
            before_version,
            after_version: writing.head.version,
            ..view.import.clone()
        };
        if !writing.link()?.import_update(&confirmed).await? {
            return Err(Refusal::Stale);
        }
        let counted = |count: usize| count.to_string();
        writing.note(Entry {
            source: view.import.name.clone(),
            details: vec![
                Detail::new("voci aggiunte", "", counted(replaced.added)),
                Detail::new("voci modificate", "", counted(replaced.changed)),
                Detail::new("voci tolte", "", counted(replaced.removed)),
                Detail::new("impronta del file", "", &view.import.hash),
            ],
            ..Entry::new(Action::Imported)
        });
        for entry in learned {
            writing.note(entry);
        }
        writing.commit().await?;
        Ok(plan_id)
    }

    /// An empty plan for what was read.
    async fn new_plan(&self, actor: &Actor, view: &View, now: Moment) -> Answer<String> {
        let plan = PlanRow {
            body_id: actor.body.id.clone(),
            id: new_id(),
            year: i64::from(view.summary.year),
            title: view.summary.title.clone(),
            state: PlanState::Draft.name().to_owned(),
            method_id: view.import.method_id.clone(),
            version: 1,
            created_at: now.0,
            changed_at: now.0,
            ..PlanRow::default()
        };
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        link.plan_insert(&plan).await?;
        let entry = Entry {
            plan_id: plan.id.clone(),
            source: view.import.name.clone(),
            details: vec![Detail::new("titolo", "", &plan.title)],
            ..Entry::new(Action::PlanMade)
        };
        append_by(&mut link, actor, now, &[entry]).await?;
        work.commit().await?;
        Ok(plan.id)
    }

    /// Brings a plan back to what it was before an import (*ripristina com'era*).
    ///
    /// # Errors
    /// Without the right; when somebody has changed the plan since.
    pub async fn undo_import(&self, actor: &Actor, id: &str, now: Moment) -> Answer<String> {
        actor.need(Right::Import)?;
        let mut reading = self.store().read().await?;
        let import = reading.link().import_fetch(&actor.body.id, id).await?.ok_or(Refusal::NotFound)?;
        drop(reading);
        if import.state != state::CONFIRMED {
            return Err(Refusal::blocked(
                "questa importazione non è nel piano: non c'è nulla da ripristinare",
            ));
        }
        let mut writing = Writing::begin(self, actor, &import.plan_id, now).await?;
        if PlanState::named(&writing.head.state) == PlanState::Approved {
            return Err(approved());
        }
        if writing.head.version - 1 != import.after_version {
            return Err(Refusal::blocked(
                "dopo l'importazione qualcuno ha modificato il piano: ripristinarlo cancellerebbe quelle modifiche. La storia \
                 di ogni obiettivo permette di riprendere i testi di prima",
            ));
        }
        let now_held = writing.items().await?;
        let (body_id, plan_id) = (actor.body.id.clone(), import.plan_id.clone());
        let then = writing.link()?.items_at(&body_id, &plan_id, import.before_version).await?;
        let replaced = writing.restore(&now_held, &then).await?;
        let undone = Import { state: state::UNDONE.to_owned(), ..import.clone() };
        if !writing.link()?.import_update(&undone).await? {
            return Err(Refusal::Stale);
        }
        writing.note(Entry {
            source: import.name.clone(),
            details: vec![Detail::new(
                "voci ripristinate",
                "",
                (replaced.changed + replaced.added).to_string(),
            )],
            ..Entry::new(Action::ImportUndone)
        });
        writing.commit().await?;
        Ok(plan_id)
    }
}

fn approved() -> Refusal {
    Refusal::blocked("il piano è approvato: per cambiarlo apri una variazione in corso d'anno")
}

/// A plan from its items.
pub(crate) fn plan_of(drafts: &[Draft]) -> Plan {
    use domain::Entity;
    let mut plan = Plan::default();
    for draft in drafts {
        match list_named(draft.list) {
            Some("") => domain::kept::restore(&mut plan, &draft.kept),
            Some(list) => {
                if let Some(child) = plan.add_child(list) {
                    domain::kept::restore(child, &draft.kept);
                }
            }
            None => {}
        }
    }
    plan
}

/// Does what takes time where nobody waits for it.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Refusal::blocked("il lavoro si è interrotto per un errore del programma: riprova"))?
}
