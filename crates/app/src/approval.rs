//! From proposal to approval: what units send, what is still missing, the act, and changes in the course of the year.

use std::collections::BTreeMap;
use std::sync::Arc;

use document::Look;
use domain::exchange::plan_to_json;
use domain::{Plan, Severity};
use jiff::civil::Date;
use store::new_id;
use store::rows::{File, Plan as PlanRow, PlanVersion, UnitState, Waiver};

use crate::documents::{self, Format, Paper, Sources};
use crate::imports::blocking;
use crate::moment::Moment;
use crate::plans::write::Writing;
use crate::plans::{Checked, Form, Held, Plans, Told};
use crate::refusal::{Answer, Complaint, Refusal};
use crate::rights::{Actor, PlanState, Proposal, Right, Role};
use crate::trail::{Action, Detail, Entry};

/// A unit on the way to the approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitProgress {
    /// Identity of the unit; blank: objectives that name no known unit.
    pub unit_id: String,
    /// Its name.
    pub name: String,
    /// How far its proposal is.
    pub proposal: Proposal,
    /// Remarks of the last step.
    pub note: String,
    /// When the last step was.
    pub at: Moment,
    /// Optimistic lock of the proposal.
    pub version: i64,
    /// Its objectives.
    pub objectives: usize,
    /// Findings that block and were not passed over.
    pub blocking: usize,
    /// Findings to be looked at.
    pub to_check: usize,
}

/// What is missing for the approval (*che cosa manca per approvare*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// By unit, in the order of the plan.
    pub units: Vec<UnitProgress>,
    /// Findings that block and are of no unit.
    pub blocking_of_plan: usize,
    /// Sentences: what must be done before the act can be recorded.
    pub sentences: Vec<String>,
}

impl Missing {
    /// Whether the act can be recorded.
    pub fn is_nothing(&self) -> bool {
        self.sentences.is_empty()
    }
}

/// The act that approves, as it is filled in.
#[derive(Clone, Debug, Default)]
pub struct ActFilled {
    /// The organ: Giunta, Presidente, commissario.
    pub organ: String,
    /// Kind of act.
    pub kind: String,
    /// Number.
    pub number: String,
    /// Day.
    pub day: Option<Date>,
}

/// Whether a finding was passed over with a reason.
pub fn waiver_of<'h>(held: &'h Held, told: &Told) -> Option<&'h Waiver> {
    let item = told.spot.item.as_deref().unwrap_or_default();
    held.waivers.iter().find(|waiver| {
        waiver.code == told.finding.code
            && (waiver.item_id == ALL || waiver.item_id == item && waiver.subject == subject(told))
    })
}

/// The item of a waiver that holds for every finding of a code.
pub const ALL: &str = "*";

/// By what a finding is known again.
pub fn subject(told: &Told) -> String {
    told.finding.subject.clone().unwrap_or_else(|| told.finding.message.clone())
}

/// What is missing for the approval.
pub fn missing(held: &Held, checked: &Checked) -> Missing {
    let mut units: BTreeMap<usize, UnitProgress> = BTreeMap::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut of_item: BTreeMap<String, usize> = BTreeMap::new();
    for (objective, meta) in held.plan().objectives.iter().zip(held.metas("objectives")) {
        let unit = held.unit_id_of(objective);
        let next = places.len();
        let at = *places.entry(unit.unwrap_or_default().to_owned()).or_insert(next);
        of_item.insert(meta.id.clone(), at);
        units.entry(at).or_insert_with(|| progress(held, unit)).objectives += 1;
    }
    let mut missing = Missing::default();
    for told in &checked.findings {
        let unit =
            told.spot.item.as_ref().and_then(|item| of_item.get(item)).and_then(|at| units.get_mut(at));
        let waived = waiver_of(held, told).is_some();
        match (told.finding.severity, unit) {
            (Severity::Error, Some(unit)) if !waived => unit.blocking += 1,
            (Severity::Error, None) if !waived => missing.blocking_of_plan += 1,
            (Severity::Warning, Some(unit)) if !waived => unit.to_check += 1,
            _ => {}
        }
    }
    missing.units = units.into_values().collect();
    missing.sentences = sentences(held, &missing);
    missing
}

fn progress(held: &Held, unit: Option<&str>) -> UnitProgress {
    let state = held.unit_states.iter().find(|state| Some(state.unit_id.as_str()) == unit);
    let name = unit.and_then(|id| held.structures.get(id)).map(|unit| unit.name.clone());
    UnitProgress {
        unit_id: unit.unwrap_or_default().to_owned(),
        name: name.unwrap_or_else(|| "Obiettivi senza struttura".to_owned()),
        proposal: held.proposal(unit),
        note: state.map(|state| state.note.clone()).unwrap_or_default(),
        at: Moment(state.map_or(0, |state| state.at)),
        version: state.map_or(0, |state| state.version),
        objectives: 0,
        blocking: 0,
        to_check: 0,
    }
}

fn sentences(held: &Held, missing: &Missing) -> Vec<String> {
    let mut sentences = Vec::new();
    if held.plan().objectives.is_empty() {
        sentences.push("nel piano non c'è nessun obiettivo".to_owned());
    }
    let open =
        missing.units.iter().filter(|unit| unit.proposal != Proposal::Agreed && !unit.unit_id.is_empty());
    let open: Vec<String> = open.map(|unit| format!("«{}» ({})", unit.name, unit.proposal.term())).collect();
    if !open.is_empty() && held.state() == PlanState::Draft {
        sentences.push(format!("non sono ancora concordate le proposte di {}", open.join(", ")));
    }
    let blocking: usize =
        missing.units.iter().map(|unit| unit.blocking).sum::<usize>() + missing.blocking_of_plan;
    match blocking {
        0 => {}
        1 => sentences.push(
            "resta un rilievo che blocca l'approvazione: correggilo, o supéralo con una motivazione"
                .to_owned(),
        ),
        many => sentences.push(format!(
            "restano {many} rilievi che bloccano l'approvazione: correggili, o superali con una motivazione"
        )),
    }
    sentences
}

impl Plans {
    /// Brings the proposal of a unit to its next state. A head sends; the planner sends back with remarks, or agrees.
    ///
    /// # Errors
    /// Without the right; when it cannot go there from where it is, or somebody was first.
    pub async fn move_proposal(
        &self,
        actor: &Actor,
        (plan_id, unit_id): (&str, &str),
        (to, note, version): (Proposal, &str, i64),
        now: Moment,
    ) -> Answer<()> {
        let current = self.current(actor, plan_id).await?;
        let (from, state, known) = current.look(|held| {
            (held.proposal(Some(unit_id)), held.state(), held.structures.get(unit_id).is_some())
        })?;
        let may = match to {
            Proposal::Sent => actor.has(Role::Planner) || actor.has_in(Role::Head, Some(unit_id)),
            _ => actor.may(Right::Coordinate),
        };
        if !known || !may {
            return Err(Refusal::NotFound);
        }
        if state == PlanState::Approved {
            return Err(Refusal::blocked("il piano è approvato: le proposte non si muovono più"));
        }
        if !from.next().contains(&to) {
            let sentence = format!(
                "la proposta è nello stato «{}» e da lì non può passare a «{}»",
                from.term(),
                to.term()
            );
            return Err(Refusal::blocked(sentence));
        }
        if to == Proposal::Returned && note.trim().is_empty() {
            return Err(Refusal::invalid(
                "note",
                "scrivi le osservazioni: chi la riceve deve sapere che cosa cambiare",
            ));
        }
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        let row = UnitState {
            unit_id: unit_id.to_owned(),
            state: to.name().to_owned(),
            note: note.trim().to_owned(),
            at: now.0,
            account_id: actor.account.id.clone(),
            version,
        };
        let body_id = actor.body.id.clone();
        if !writing.link()?.unit_state_put(&body_id, plan_id, &row).await? {
            return Err(Refusal::Stale);
        }
        writing.note(Entry {
            item_id: unit_id.to_owned(),
            reason: row.note,
            details: vec![Detail::new("stato della proposta", from.term(), to.term())],
            ..Entry::new(Action::ProposalMoved)
        });
        writing.commit().await?;
        Ok(())
    }

    /// Passes over a finding with a reason (*prosegui con motivazione*): the one about an item, or all of a code.
    ///
    /// # Errors
    /// Without the right or a reason.
    pub async fn waive(
        &self,
        actor: &Actor,
        plan_id: &str,
        (code, item_id, subject): (&str, &str, &str),
        reason: &str,
        now: Moment,
    ) -> Answer<()> {
        actor.need(Right::Waive)?;
        if reason.trim().chars().count() < 10 {
            return Err(Refusal::invalid(
                "reason",
                "scrivi la motivazione, in una frase che resta agli atti",
            ));
        }
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        let waiver = Waiver {
            id: new_id(),
            code: code.to_owned(),
            item_id: item_id.to_owned(),
            subject: subject.to_owned(),
            reason: reason.trim().to_owned(),
            at: now.0,
            account_id: actor.account.id.clone(),
            ended_at: 0,
        };
        let body_id = actor.body.id.clone();
        writing.link()?.waiver_insert(&body_id, plan_id, &waiver).await?;
        writing.note(Entry {
            item_id: if item_id == ALL { String::new() } else { item_id.to_owned() },
            reason: waiver.reason,
            details: vec![Detail::new("rilievo", code, subject)],
            ..Entry::new(Action::Waived)
        });
        writing.commit().await?;
        Ok(())
    }

    /// Takes a waiver back.
    ///
    /// # Errors
    /// Without the right; when it does not hold.
    pub async fn end_waiver(&self, actor: &Actor, plan_id: &str, id: &str, now: Moment) -> Answer<()> {
        actor.need(Right::Waive)?;
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        let body_id = actor.body.id.clone();
        if !writing.link()?.waiver_end(&body_id, plan_id, id, now.0).await? {
            return Err(Refusal::NotFound);
        }
        writing.note(Entry {
            details: vec![Detail::new("motivazione", id, "")],
            ..Entry::new(Action::WaiverEnded)
        });
        writing.commit().await?;
        Ok(())
    }

    /// Records the act that approves the plan: from then on it is what it was, with its method, the law, the version of the
    /// program and the printed plan.
    ///
    /// # Errors
    /// Without the right; when something is missing; when the plan has changed meanwhile.
    pub async fn approve(&self, actor: &Actor, plan_id: &str, act: &ActFilled, now: Moment) -> Answer<i64> {
        actor.need(Right::Approve)?;
        let act = complete(act)?;
        let current = self.current(actor, plan_id).await?;
        let checked = self.checked(&current).await?;
        let (head, missing, plan, form) = current.look(|held| {
            let plan = held.in_paper_order();
            (held.head.clone(), missing(held, &checked), plan, Arc::clone(&held.form))
        })?;
        if PlanState::named(&head.state) == PlanState::Approved {
            return Err(Refusal::blocked("il piano è già approvato"));
        }
        if checked.version != head.version {
            return Err(Refusal::Stale);
        }
        if !missing.is_nothing() {
            return Err(Refusal::blocked(format!(
                "il piano non si può ancora approvare: {}",
                missing.sentences.join("; ")
            )));
        }
        let files = self.freeze(actor, &head, plan, form).await?;
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        if writing.head.version != head.version + 1 {
            return Err(Refusal::blocked(
                "mentre si registrava l'atto qualcuno ha modificato il piano: rileggilo e riprova",
            ));
        }
        let number = self.record(&mut writing, actor, (&act, &head), &files, now).await?;
        writing.commit().await?;
        Ok(number)
    }

    /// Writes what is approved into files: plan, method, law, printed plan.
    async fn freeze(
        &self,
        actor: &Actor,
        head: &PlanRow,
        plan: Plan,
        form: Arc<Form>,
    ) -> Answer<[(String, usize); 4]> {
        let method = self.store().read().await?.link().method_fetch(&actor.body.id, &head.method_id).await?;
        let method = method.ok_or(Refusal::NotFound)?;
        let body = actor.body.name.clone();
        let frozen = blocking(move || {
            let document = documents::paper(&plan, &form.method, Paper::Plan, Sources::default());
            let document = document.map_err(|_| Refusal::blocked("il piano non si può stampare"))?;
            let look = Look { title: outline::plan_title(&plan), body, ..Look::default() };
            let paper = documents::written(&document, &look, Format::Pdf).map_err(Refusal::blocked)?;
            Ok([
                canonical(&plan),
                format!("{}\n{}", method.text, method.base).into_bytes(),
                checks::Catalogue::text().into_bytes(),
                paper,
            ])
        })
        .await?;
        let mut files: [(String, usize); 4] = Default::default();
        for (file, bytes) in files.iter_mut().zip(frozen) {
            *file = (self.store().files().put(&bytes).await?, bytes.len());
        }
        Ok(files)
    }

    async fn record(
        &self,
        writing: &mut Writing<'_>,
        actor: &Actor,
        (act, before): (&ActFilled, &PlanRow),
        files: &[(String, usize); 4],
        now: Moment,
    ) -> Answer<i64> {
        let (body_id, plan_id) = (actor.body.id.clone(), before.id.clone());
        let version = writing.head.version;
        let approved =
            PlanRow { state: PlanState::Approved.name().to_owned(), reason: String::new(), ..before.clone() };
        let mut link = writing.link()?;
        for (hash, size) in files {
            let size = i64::try_from(*size).unwrap_or(i64::MAX);
            link.file_put(&body_id, &File { hash: hash.clone(), size, at: now.0 }).await?;
        }
        let number = i64::try_from(link.plan_version_list(&body_id, &plan_id).await?.len()).unwrap_or(0) + 1;
        let (chain_number, chain_hash) = link.chain_head(&body_id).await?.ok_or(Refusal::NotFound)?;
        let [plan, method, law, paper] = files.clone().map(|(hash, _)| hash);
        let row = PlanVersion {
            number,
            state_version: version,
            organ: act.organ.clone(),
            act_kind: act.kind.clone(),
            act_number: act.number.clone(),
            act_day: act.day.map(|day| day.to_string()).unwrap_or_default(),
            reason: before.reason.clone(),
            plan_file: plan.clone(),
            method_file: method,
            law_file: law,
            paper_file: paper,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            chain_number,
            chain_hash,
            at: now.0,
            account_id: actor.account.id.clone(),
        };
        link.plan_version_insert(&body_id, &plan_id, &row).await?;
        link.plan_update(&approved).await?;
        writing.note(Entry {
            reason: before.reason.clone(),
            details: vec![
                Detail::new("organo", "", &row.organ),
                Detail::new(
                    "atto",
                    "",
                    format!("{} n. {} del {}", row.act_kind, row.act_number, row.act_day),
                ),
                Detail::new("impronta del piano", "", plan),
                Detail::new(
                    "anello precedente del registro",
                    "",
                    format!("{chain_number} {}", row.chain_hash),
                ),
            ],
            ..Entry::new(Action::Approved)
        });
        Ok(number)
    }

    /// Opens an approved plan for a change in the course of the year.
    ///
    /// # Errors
    /// Without the right or a reason; when it is not approved.
    pub async fn open_variation(
        &self,
        actor: &Actor,
        plan_id: &str,
        reason: &str,
        now: Moment,
    ) -> Answer<()> {
        actor.need(Right::Approve)?;
        if reason.trim().chars().count() < 10 {
            return Err(Refusal::invalid(
                "reason",
                "scrivi perché il piano cambia: la motivazione resta agli atti",
            ));
        }
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        if PlanState::named(&writing.head.state) != PlanState::Approved {
            return Err(Refusal::blocked("il piano non è approvato: si può modificare così com'è"));
        }
        let state = PlanState::Variation.name().to_owned();
        let open = PlanRow { state, reason: reason.trim().to_owned(), ..writing.head.clone() };
        writing.link()?.plan_update(&open).await?;
        writing.note(Entry {
            reason: open.reason.clone(),
            details: vec![Detail::new("stato", PlanState::Approved.term(), PlanState::Variation.term())],
            ..Entry::new(Action::VariationOpened)
        });
        writing.commit().await?;
        Ok(())
    }

    /// The approved versions of a plan, the first first.
    ///
    /// # Errors
    /// Without the right to see the plan.
    pub async fn versions(&self, actor: &Actor, plan_id: &str) -> Answer<Vec<PlanVersion>> {
        actor.need(Right::SeePlan)?;
        let mut reading = self.store().read().await?;
        let mut link = reading.link();
        link.plan_fetch(&actor.body.id, plan_id).await?.ok_or(Refusal::NotFound)?;
        Ok(link.plan_version_list(&actor.body.id, plan_id).await?)
    }
}

/// The bytes of a plan that are approved: one spelling of it in the exchange format.
pub fn canonical(plan: &Plan) -> Vec<u8> {
    plan_to_json(plan, &[], None, &meaning::rule::to_json).to_string().into_bytes()
}

fn complete(act: &ActFilled) -> Answer<ActFilled> {
    let given = [
        ("organ", act.organ.as_str(), "scrivi quale organo ha approvato"),
        ("kind", act.kind.as_str(), "scrivi il tipo di atto"),
        ("number", act.number.as_str(), "scrivi il numero dell'atto"),
    ];
    let missing = given.into_iter().filter(|(_, text, _)| text.trim().is_empty());
    let mut complaints: Vec<Complaint> = missing
        .map(|(field, _, what)| Complaint { field: field.to_owned(), what: what.to_owned() })
        .collect();
    if act.day.is_none() {
        let what = "scrivi la data dell'atto, come 31/01/2026".to_owned();
        complaints.push(Complaint { field: "day".to_owned(), what });
    }
    if !complaints.is_empty() {
        return Err(Refusal::Invalid(complaints));
    }
    let trimmed = |text: &str| text.trim().to_owned();
    Ok(ActFilled {
        organ: trimmed(&act.organ),
        kind: trimmed(&act.kind),
        number: trimmed(&act.number),
        day: act.day,
    })
}
