//! Plans: held in memory while people work on them, written item by item.

pub(crate) mod cache;
mod checked;
mod form;
mod held;
mod replace;
pub(crate) mod rows;
pub(crate) mod spot;
mod sums;
pub(crate) mod write;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use store::{Link, Store};

pub use checked::{Checked, Told};
pub use form::Form;
pub use held::{Held, Meta};
pub use spot::Spot;

use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Right, Role};
use crate::structures::Structures;
use cache::{Cache, Slot};

/// The plans of every body.
#[derive(Debug)]
pub struct Plans {
    store: Store,
    cache: Cache,
    /// Methods that were read, by body and identity: a file is never changed.
    forms: Mutex<HashMap<(String, String), Arc<Form>>>,
    /// The structures of bodies, with the version of the body at which they were read.
    structures: Mutex<HashMap<String, (i64, Arc<Structures>)>>,
}

/// A plan that is up to date when it is handed out.
#[derive(Clone, Debug)]
pub struct Current(Arc<Slot>);

impl Current {
    /// Looks at the plan. It never waits for the database: what needs time is done outside.
    ///
    /// # Errors
    /// When the plan was let go of meanwhile.
    pub fn look<T>(&self, look: impl FnOnce(&Held) -> T) -> Answer<T> {
        self.0.get().as_ref().map(look).ok_or(Refusal::NotFound)
    }
}

/// Whether an actor sees plans, or at least a part of one.
fn sees(actor: &Actor) -> bool {
    actor.may(Right::SeePlan) || actor.has(Role::Employee)
}

impl Plans {
    /// The plans in a database.
    pub fn new(store: Store) -> Self {
        Self { store, cache: Cache::default(), forms: Mutex::default(), structures: Mutex::default() }
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// A plan as it is now: all that was acknowledged before is in it.
    ///
    /// # Errors
    /// Without the right to see it; when there is none.
    pub async fn current(&self, actor: &Actor, plan_id: &str) -> Answer<Current> {
        if !sees(actor) {
            return Err(Refusal::NotFound);
        }
        self.load(&actor.body.id, plan_id).await
    }

    /// A plan as it was a moment ago, without asking the database: only when an item in it is the one since a version, and the
    /// structures are those of the body now. For who saves that item, and looks at what they rely on again when they write.
    pub(crate) fn lately(
        &self,
        actor: &Actor,
        plan_id: &str,
        (item_id, since): (&str, i64),
    ) -> Option<Current> {
        let slot = self.cache.known(&actor.body.id, plan_id).filter(|_| sees(actor))?;
        let structures = self.known_structures(&actor.body.id, actor.body.version)?;
        let fits = slot.get().as_ref().is_some_and(|held| {
            Arc::ptr_eq(&held.structures, &structures)
                && held.meta(item_id).is_some_and(|meta| meta.since == since)
        });
        fits.then_some(Current(slot))
    }

    /// A plan in which a person saw an item as it is since a version: as it was a moment ago when that is enough, and as it
    /// is now otherwise.
    ///
    /// # Errors
    /// As [`Plans::current`].
    pub async fn as_seen(&self, actor: &Actor, plan_id: &str, item: (&str, i64)) -> Answer<Current> {
        match self.lately(actor, plan_id, item) {
            Some(lately) => Ok(lately),
            None => self.current(actor, plan_id).await,
        }
    }

    pub(crate) async fn load(&self, body_id: &str, plan_id: &str) -> Answer<Current> {
        let mut glance = self.store.glance().await?;
        let (head, structures) = self.state(&mut glance.link(), body_id, plan_id).await?;
        drop(glance);
        let slot = self.cache.slot(body_id, plan_id);
        if slot.is_at(&head, &structures) {
            return Ok(Current(slot));
        }
        let updating = slot.updating.lock().await;
        // Whoever was before us may have brought it to where we need it, or further.
        if !slot.is_at(&head, &structures) {
            let mut reading = self.store.read().await?;
            let mut link = reading.link();
            let (head, structures) = self.state(&mut link, body_id, plan_id).await?;
            self.update(&mut link, &slot, head, structures).await?;
        }
        drop(updating);
        Ok(Current(slot))
    }

    /// The row of a plan, and the structures of its body.
    async fn state(
        &self,
        link: &mut Link<'_>,
        body_id: &str,
        plan_id: &str,
    ) -> Answer<(store::rows::Plan, Arc<Structures>)> {
        let (head, version) = link.plan_and_body(body_id, plan_id).await?.ok_or(Refusal::NotFound)?;
        Ok((head, self.structures_of(link, body_id, version).await?))
    }

    /// Brings a slot up to date: by what changed, when that is little.
    async fn update(
        &self,
        link: &mut Link<'_>,
        slot: &Slot,
        row: store::rows::Plan,
        structures: Arc<Structures>,
    ) -> Answer<()> {
        let (body_id, plan_id) = (row.body_id.clone(), row.id.clone());
        let beside =
            (link.unit_state_list(&body_id, &plan_id).await?, link.waiver_list(&body_id, &plan_id).await?);
        let known = slot.get().as_ref().map(|held| (held.head.version, held.head.method_id.clone()));
        if let Some((version, method_id)) = known
            && method_id == row.method_id
        {
            let touched = link.items_since(&body_id, &plan_id, version).await?;
            let mut held = slot.change();
            if let Some(held) = held.as_mut().filter(|held| held.head.version == version)
                && held.patch(&touched)
            {
                if !touched.is_empty() || row.version != version {
                    held.checked = None;
                }
                held.set_head(row, structures);
                (held.unit_states, held.waivers) = beside;
                return Ok(());
            }
        }
        let form = self.form(link, &body_id, &row.method_id).await?;
        let items = link.items_at(&body_id, &plan_id, row.version).await?;
        *slot.change() = Some(Held::new(row, form, structures, &items, beside));
        self.cache.trim();
        Ok(())
    }

    /// A plan as it was at a version.
    ///
    /// # Errors
    /// Without the right to see it; when there was none.
    pub async fn at_version(&self, actor: &Actor, plan_id: &str, version: i64) -> Answer<Held> {
        actor.need(Right::SeePlan)?;
        let body_id = &actor.body.id;
        let mut reading = self.store.read().await?;
        let mut link = reading.link();
        let mut head = link.plan_fetch(body_id, plan_id).await?.ok_or(Refusal::NotFound)?;
        if !(1..=head.version).contains(&version) {
            return Err(Refusal::NotFound);
        }
        head.version = version;
        let structures = self.structures_of(&mut link, body_id, actor.body.version).await?;
        let form = self.form(&mut link, body_id, &head.method_id).await?;
        let items = link.items_at(body_id, plan_id, version).await?;
        Ok(Held::new(head, form, structures, &items, (Vec::new(), Vec::new())))
    }

    /// The method of an identity, read once.
    pub(crate) async fn form(&self, link: &mut Link<'_>, body_id: &str, id: &str) -> Answer<Arc<Form>> {
        let key = (body_id.to_owned(), id.to_owned());
        let lock = || self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = lock().get(&key) {
            return Ok(Arc::clone(form));
        }
        let row = link.method_fetch(body_id, id).await?.ok_or(Refusal::NotFound)?;
        let form = Arc::new(Form::read(&row)?);
        let mut forms = lock();
        if forms.len() >= 64 {
            forms.clear();
        }
        forms.insert(key, Arc::clone(&form));
        Ok(form)
    }

    /// The structures of a body at a version of it.
    pub(crate) async fn structures_of(
        &self,
        link: &mut Link<'_>,
        body_id: &str,
        version: i64,
    ) -> Answer<Arc<Structures>> {
        if let Some(structures) = self.known_structures(body_id, version) {
            return Ok(structures);
        }
        let structures = Arc::new(Structures::new(link.unit_list(body_id).await?));
        let known = (version, Arc::clone(&structures));
        self.structures.lock().unwrap_or_else(PoisonError::into_inner).insert(body_id.to_owned(), known);
        Ok(structures)
    }

    fn known_structures(&self, body_id: &str, version: i64) -> Option<Arc<Structures>> {
        let known = self.structures.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(body_id).filter(|(known, _)| *known == version).map(|(_, known)| Arc::clone(known))
    }

    /// What is wrong with a plan, as an actor may read it.
    ///
    /// # Errors
    /// As [`Plans::current`].
    pub async fn checked_for(&self, actor: &Actor, current: &Current) -> Answer<Arc<Checked>> {
        let checked = self.checked(current).await?;
        if actor.may(Right::SeePeople) {
            return Ok(checked);
        }
        current.look(|held| {
            let sees = |spot: &Spot| {
                let objective = spot.item.as_deref().and_then(|id| held.objective(id));
                let unit = objective.and_then(|(_, objective)| held.unit_id_of(objective));
                unit.is_some() && actor.sees_people_of(unit)
            };
            Arc::new(checked.without_names(sees))
        })
    }

    /// What is wrong with a plan, as it is now.
    ///
    /// # Errors
    /// As [`Plans::current`].
    pub async fn checked(&self, current: &Current) -> Answer<Arc<Checked>> {
        let known = || current.look(|held| held.checked.clone());
        if let Some(checked) = known()? {
            return Ok(checked);
        }
        // Whoever asks while it is checked waits for what comes of it, and does not check it again.
        let _turn = current.0.checking.lock().await;
        if let Some(checked) = known()? {
            return Ok(checked);
        }
        let (plan, form, version) =
            current.look(|held| (held.shared(), Arc::clone(&held.form), held.head.version))?;
        let metas: HashMap<String, Vec<Meta>> = current.look(|held| {
            let lists = domain::Plan::describe().lists.iter();
            lists.map(|list| (list.name.to_owned(), held.metas(list.name).to_vec())).collect()
        })?;
        let check = move || {
            checked::check(&plan, &form.method, version, |list| {
                metas.get(list).map_or(&[][..], Vec::as_slice)
            })
        };
        let checked = tokio::task::spawn_blocking(check).await;
        let checked =
            Arc::new(checked.map_err(|_| Refusal::blocked("i controlli non sono riusciti: riprova"))?);
        if let Some(held) = current.0.change().as_mut().filter(|held| held.head.version == version) {
            held.checked = Some(Arc::clone(&checked));
        }
        Ok(checked)
    }
}
