//! What a body says of itself and of its year (*impostazioni*).

use jiff::civil::Date;
use store::Link;

use crate::moment::Moment;
use crate::plans::Plans;
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Right};
use crate::trail::{Action, Detail, Entry, append_by};

/// Name of the setting: the day by which units send their proposals.
const DUE: &str = "proposals.due";

/// The settings of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Its name (*denominazione*).
    pub name: String,
    /// Its kind, by the name in method files (`comune`).
    pub kind: String,
    /// By which day structures send their proposals, if the body has said so.
    pub proposals_due: Option<Date>,
}

impl Plans {
    /// The settings of a body.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn settings(&self, actor: &Actor) -> Answer<Settings> {
        settings_of(&mut self.store().read().await?.link(), actor).await
    }

    /// Saves the settings of a body.
    ///
    /// # Errors
    /// Without the right; without a name; for a kind that is not known; when somebody else was first.
    pub async fn save_settings(&self, actor: &Actor, new: &Settings, now: Moment) -> Answer<()> {
        actor.need(Right::KeepMethods)?;
        let name = new.name.trim();
        if name.is_empty() {
            return Err(Refusal::invalid("name", "scrivi la denominazione dell'ente"));
        }
        if !crate::setup::KINDS.iter().any(|(kind, _)| *kind == new.kind) {
            return Err(Refusal::invalid("kind", "scegli il tipo di ente"));
        }
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        let old = settings_of(&mut link, actor).await?;
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let all = [
            ("denominazione", old.name.clone(), name.to_owned()),
            ("tipo", old.kind.clone(), new.kind.clone()),
            ("termine delle proposte", day(old.proposals_due), day(new.proposals_due)),
        ];
        let changed = all.iter().filter(|(_, before, after)| before != after);
        let details: Vec<Detail> =
            changed.map(|(what, before, after)| Detail::new(*what, before, after)).collect();
        if details.is_empty() {
            return Ok(());
        }
        let of_body = old.name != name || old.kind != new.kind;
        if of_body && !link.body_update(&actor.body.id, name, &new.kind, actor.body.version).await? {
            return Err(Refusal::Stale);
        }
        link.setting_put(&actor.body.id, DUE, &day(new.proposals_due)).await?;
        append_by(&mut link, actor, now, &[Entry { details, ..Entry::new(Action::SettingChanged) }]).await?;
        work.commit().await?;
        Ok(())
    }
}

async fn settings_of(link: &mut Link<'_>, actor: &Actor) -> Answer<Settings> {
    let rows = link.setting_list(&actor.body.id).await?;
    let due = rows.iter().find(|row| row.name == DUE).and_then(|row| row.value.parse().ok());
    Ok(Settings { name: actor.body.name.clone(), kind: actor.body.kind.clone(), proposals_due: due })
}
