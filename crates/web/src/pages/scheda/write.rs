//! An objective, written in the form of its body.

use app::Refusal;
use app::approval::waiver_of;
use app::items::{Edits, Writable};
use app::plans::{Checked, Held, Told};
use app::rights::PlanState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::plan::Objective;
use forms::entry::{Item, Target, follows};
use outline::edit::{Address, Edit, Grammar, Part, Preset};

use super::super::{go, plan, query};
use super::entry::{self, Showing, Shown as PartShown};
use super::{ItemPath, finding_shown, seen, tabs, title};
use crate::components::{FindingShown, Tab};
use crate::failed::{Failed, Shown, capital, shown};
use crate::form::Form;
use crate::frame::{self, plan_at};
use crate::page::{Notice, Page, Section};
use crate::posted::Posted;
use crate::site::{Shared, Site};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "pagine/modifica.html")]
struct EditPage {
    page: Page,
    form: Form,
    tabs: Vec<Tab>,
    action: String,
    back: String,
    understand: String,
    drafts: String,
    since: i64,
    parts: Vec<PartShown>,
    found: Vec<FindingShown>,
    may_write: bool,
    why_not: String,
    more_rows: String,
    needs_reason: bool,
}

/// What a page shows that was not saved.
struct Unsaved {
    objective: Objective,
    since: i64,
}

/// An objective, to be written.
pub async fn edit(State(site): State<Shared>, Path((_, plan_id, id)): ItemPath, visit: Visit) -> Shown {
    let actor = visit.actor()?;
    let place = place_of(&visit, &plan_id, &id);
    let draft = site.plans.draft(actor, &place).await?;
    if let Some(draft) = &draft
        && query(&visit, "bozza") == "si"
    {
        let posted = Posted::of_text(draft.text.as_bytes());
        let edits = edits_of(&site, &visit, (&plan_id, &id), &posted).await?;
        let (objective, since) = site.plans.overlaid(actor, (&plan_id, &id), &edits).await?;
        let form = Form::sent(posted.fields().to_vec());
        let page = page_of(&site, &visit, (&plan_id, &id), form, Some(Unsaved { objective, since })).await?;
        return Ok(shown(&page));
    }
    let mut page = page_of(&site, &visit, (&plan_id, &id), Form::default(), None).await?;
    if let Some(draft) = draft {
        let at = app::Moment(draft.at).written();
        let notice = Notice::warning(format!("C'è un testo che non hai salvato, scritto il {at}."));
        page.page.notices.push(notice.with(
            "Lo riprendi dal collegamento «Riprendi il testo non salvato» qui sotto; se salvi, va perso.",
        ));
        page.drafts = format!("{}?bozza=si", page.action);
    }
    Ok(shown(&page))
}

/// The place of the drafts of an objective: the path of its page.
fn place_of(visit: &Visit, plan_id: &str, id: &str) -> String {
    visit.at(&format!("/piani/{plan_id}/obiettivi/{id}/modifica"))
}

async fn page_of(
    site: &Site,
    visit: &Visit,
    (plan_id, id): (&str, &str),
    form: Form,
    unsaved: Option<Unsaved>,
) -> Result<EditPage, Failed> {
    let current = plan(site, visit, plan_id).await?;
    let checked = site.plans.checked_for(visit.actor()?, &current).await?;
    current.look(|held| page_in(visit, held, (&checked, id), form, unsaved.as_ref()))?.map_err(Failed)
}

fn page_in(
    visit: &Visit,
    held: &Held,
    (checked, id): (&Checked, &str),
    form: Form,
    unsaved: Option<&Unsaved>,
) -> Result<EditPage, Refusal> {
    let actor = visit.actor()?;
    let (_, known) = seen(visit, held, id)?;
    let writable = Writable::of(actor, held, known);
    let unit = held.unit_id_of(known);
    let since = unsaved.map_or_else(|| held.meta(id).map_or(0, |meta| meta.since), |unsaved| unsaved.since);
    let objective = unsaved.map_or(known, |unsaved| &unsaved.objective);
    let open: Vec<&Told> = checked.of_item(id).filter(|told| waiver_of(held, told).is_none()).collect();
    // What stands beside a field need not stand above the form, too.
    let apart = open.iter().filter(|told| told.spot.field.is_none() || told.spot.item.as_deref() != Some(id));
    let mut apart: Vec<&Told> = apart.copied().collect();
    apart.sort_by_key(|told| told.finding.severity);
    let found = apart.into_iter().map(|told| finding_shown(told, visit)).collect();
    let under = query(visit, "righe") == "tutte";
    let grammar = held.grammar();
    let sees_people = actor.sees_people_of(unit);
    let showing = Showing { writable, sees_people, findings: &open, form: &form, under, grammar: &grammar };
    let parts = entry::shown(&mut held.entry(objective), &showing);
    let base = plan_at(visit, &held.head, &format!("/obiettivi/{id}"));
    let mut page = frame::page(visit, title(known), Some(Section::Objectives), Some(&held.head));
    page.trail = frame::trail(visit, &held.head, &[("Obiettivi", "/obiettivi")]);
    Ok(EditPage {
        page,
        tabs: tabs(visit, held, id, "Modifica"),
        action: format!("{base}/modifica"),
        understand: format!("{base}/controlla"),
        more_rows: if under { String::new() } else { format!("{base}/modifica?righe=tutte") },
        back: base,
        drafts: String::new(),
        since,
        parts,
        found,
        may_write: writable.any(),
        why_not: capital(&writable.why_not(app::rights::Part::Text)),
        needs_reason: held.state() == PlanState::Variation,
        form,
    })
}

/// Saves an objective.
pub async fn save(State(site): State<Shared>, Path((_, plan_id, id)): ItemPath, visit: Visit) -> Shown {
    let actor = visit.actor()?;
    let posted = &visit.posted;
    let address = place_of(&visit, &plan_id, &id);
    let edits = edits_of(&site, &visit, (&plan_id, &id), posted).await?;
    let edits = Edits { draft: address.clone(), ..edits };
    match site.plans.save_objective(actor, (&plan_id, &id), &edits, site.now()).await {
        Ok(saved) if saved.made.is_empty() => {
            site.plans.forget_draft(actor, &address).await?;
            Ok(go(&address, "uguale"))
        }
        Ok(_) => Ok(go(&address, "salvato")),
        Err(refusal) => {
            let (status, form) = refused(posted, refusal)?;
            let (objective, since) = site.plans.overlaid(actor, (&plan_id, &id), &edits).await?;
            let unsaved = Some(Unsaved { objective, since });
            let page = page_of(&site, &visit, (&plan_id, &id), form, unsaved).await?;
            Ok((status, shown(&page)).into_response())
        }
    }
}

/// The form as it was sent, with what kept it from being saved.
pub fn refused(posted: &Posted, refusal: Refusal) -> Result<(StatusCode, Form), Failed> {
    let mut form = Form::sent(posted.fields().to_vec());
    match refusal {
        Refusal::Clash(clashes) => {
            for clash in clashes {
                let (told, was, now) = (clash.told, blank(&clash.was), blank(&clash.now));
                let what = format!(
                    "nel frattempo «{told}» è passato da «{was}» a «{now}»: qui c'è il tuo testo; salva di nuovo per tenerlo, \
                     o riscrivi l'altro"
                );
                form.fail(format!("v.{}", clash.field), capital(&what));
            }
            Ok((StatusCode::CONFLICT, form))
        }
        Refusal::Stale => {
            let what = "Nel frattempo qualcun altro ha aggiunto, spostato o tolto righe di questa scheda: qui ci sono i suoi dati con i \
                        tuoi testi. Controlla le righe e salva di nuovo.";
            form.fail("", what);
            Ok((StatusCode::CONFLICT, form))
        }
        other => Ok(super::super::kept(posted, other)?),
    }
}

fn blank(text: &str) -> &str {
    if text.is_empty() { "(vuoto)" } else { text }
}

/// What the fields of a form say was done.
pub async fn edits_of(
    site: &Site,
    visit: &Visit,
    (plan_id, id): (&str, &str),
    posted: &Posted,
) -> Result<Edits, Failed> {
    let seen_at = (id, posted.number("since"));
    let current = site.plans.as_seen(visit.actor()?, plan_id, seen_at).await?;
    let (method, objective) = current.look(|held| {
        let (_, objective) = seen(visit, held, id)?;
        Ok::<_, Refusal>((held.form.clone(), objective.clone()))
    })??;
    let mut texts = Vec::new();
    let mut edits = Vec::new();
    let mut choices = Vec::new();
    for (name, value) in posted.fields() {
        let Some((kind, rest)) = name.split_once('.') else { continue };
        match kind {
            "v" => written(&mut texts, address(rest), value),
            "g" => written(&mut texts, address(rest), &marks(posted, rest)),
            "p" => edits.extend(preset(rest, value)),
            "s" => choices.extend(address(rest).zip(value.parse().ok())),
            "d" => edits.extend(taken_away(rest, value)),
            _ => {}
        }
    }
    let said: Vec<(Target, String)> =
        texts.iter().map(|(address, text)| (target(address), text.clone())).collect();
    let beside = follows(&method.method, &objective, &said);
    let beside = beside.into_iter().filter_map(|(target, text)| Some((address(&target.to_string())?, text)));
    let sets = texts.into_iter().chain(beside).map(|(address, text)| Edit::Set { address, text });
    edits.extend(sets);
    edits.extend(moves(posted));
    let reason = posted.get("reason").trim().to_owned();
    Ok(Edits { seen: seen_at.1, edits, choices, reason, draft: String::new() })
}

/// Notes a text; of a box to be ticked, which sends a blank before its sign, the last counts.
fn written(texts: &mut Vec<(Address, String)>, address: Option<Address>, text: &str) {
    let Some(address) = address else { return };
    match texts.iter_mut().find(|(known, _)| *known == address) {
        Some((_, known)) => text.clone_into(known),
        None => texts.push((address, text.to_owned())),
    }
}

fn address(name: &str) -> Option<Address> {
    Address::parse(Objective::describe(), name)
}

fn target(address: &Address) -> Target {
    let item = address.part.map(|Part { list, index }| Item { list, index });
    Target { item, field: address.field, key: address.key.clone() }
}

/// The marks of a grid as the text that they are.
fn marks(posted: &Posted, target: &str) -> String {
    let name = format!("m.{target}");
    let marked = posted.fields().iter().filter(|(known, _)| *known == name);
    marked.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(", ")
}

fn preset(name: &str, value: &str) -> Option<Edit> {
    let address = address(name)?;
    let says = match value.split_at_checked(1)? {
        ("=", text) => Preset::Text(text.to_owned()),
        ("@", names) => Preset::Of(names.split('|').filter_map(self::address).collect()),
        _ => return None,
    };
    Some(Edit::Preset { address, says })
}

/// The items of a row that is taken away: that of the name, and those that the value tells.
fn taken_away(name: &str, value: &str) -> Vec<Edit> {
    let items = std::iter::once(name).chain(value.split('|').skip(1)).filter_map(item);
    items.map(|item| Edit::Remove { list: item.list, index: item.index }).collect()
}

/// `phases.3`.
fn item(name: &str) -> Option<Item> {
    let (list, index) = name.split_once('.')?;
    let list = Objective::describe().list(list)?.name;
    Some(Item { list, index: index.parse().ok()? })
}

/// The moves that bring the items of each list into the order of the places that were written.
fn moves(posted: &Posted) -> Vec<Edit> {
    let mut lists: Vec<(&'static str, Vec<(usize, i64)>)> = Vec::new();
    for (name, value) in posted.fields() {
        let Some(item) = name.strip_prefix("o.").and_then(item) else { continue };
        let place = value.trim().parse().unwrap_or(i64::MAX);
        match lists.iter_mut().find(|(list, _)| *list == item.list) {
            Some((_, places)) => places.push((item.index, place)),
            None => lists.push((item.list, vec![(item.index, place)])),
        }
    }
    let mut out = Vec::new();
    for (list, mut places) in lists {
        places.sort_unstable();
        let mut now: Vec<usize> = places.iter().map(|(index, _)| *index).collect();
        places.sort_by_key(|(_, place)| *place);
        for (at, (wanted, _)) in places.iter().enumerate() {
            let Some(from) = now.iter().position(|index| index == wanted).filter(|from| *from != at) else {
                continue;
            };
            out.push(Edit::Move { list, from: *wanted, to: now[at] });
            let moved = now.remove(from);
            now.insert(at, moved);
        }
    }
    out
}

/// What a text is understood to mean, while it is written.
pub async fn understand(State(site): State<Shared>, Path((_, plan_id, id)): ItemPath, visit: Visit) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    let posted = &visit.posted;
    let told = current.look(|held| {
        seen(&visit, held, &id)?;
        let grammar = held.grammar();
        let address = address(posted.get("campo")).ok_or(Refusal::NotFound)?;
        Ok::<_, Refusal>(understood(&address, posted.get("testo"), &grammar))
    })??;
    Ok(told.into_response())
}

/// What a text of a field means, in a sentence.
fn understood(address: &Address, text: &str, grammar: &Grammar) -> String {
    let Some(field) = address.field.filter(|_| !text.trim().is_empty()) else { return String::new() };
    let definition = Objective::describe();
    let entity =
        address.part.and_then(|part| definition.list(part.list)).map_or(definition, |list| (list.item)());
    let readings = grammar.readings(entity.name, field, text);
    let context = meaning::Context::default();
    let told: Vec<String> = readings.iter().map(|value| meaning::render(value, &context)).collect();
    match told.as_slice() {
        [] => "Non capito: resta come testo.".to_owned(),
        [only] => format!("Inteso come: {only}"),
        many => format!(
            "Si può intendere in più modi: {}. Dopo il salvataggio si sceglie.",
            many.join(" oppure ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str) -> Vec<String> {
        let told = |edit: &Edit| match edit {
            Edit::Move { from, to, .. } => format!("{from}>{to}"),
            _ => String::new(),
        };
        moves(&Posted::of_text(text.as_bytes())).iter().map(told).collect()
    }

    #[test]
    fn places_become_moves() {
        assert!(order("o.phases.0=1&o.phases.1=2&o.phases.2=3").is_empty());
        assert_eq!(order("o.phases.0=2&o.phases.1=1&o.phases.2=3"), ["1>0"]);
        assert_eq!(order("o.phases.0=3&o.phases.1=1&o.phases.2=2"), ["1>0", "2>0"]);
        assert!(order("o.capitoli.0=3&o.phases.x=1").is_empty());
    }

    #[test]
    fn a_row_goes_with_all_that_stands_on_it() {
        let told = |name, value| {
            let edits = taken_away(name, value);
            let told = edits.iter().map(|edit| match edit {
                Edit::Remove { list, index } => format!("{list}.{index}"),
                _ => String::new(),
            });
            told.collect::<Vec<_>>()
        };
        assert_eq!(told("phases.2", "si"), ["phases.2"]);
        assert_eq!(told("phases.2", "si|indicators.3"), ["phases.2", "indicators.3"]);
        assert!(told("capitoli.1", "si|phases.x").is_empty());
    }

    #[test]
    fn marks_are_the_text_of_the_grid() {
        let posted = Posted::of_text(b"g.phases.0.months=si&m.phases.0.months=gen&m.phases.0.months=feb");
        assert_eq!(marks(&posted, "phases.0.months"), "gen, feb");
        assert_eq!(marks(&posted, "phases.1.months"), "");
    }
}
