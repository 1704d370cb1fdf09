//! The tree of the performance: from the mandate line to the phase in one view.

use app::items::Edits;
use app::plans::Held;
use app::rights::Right;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::plan::Node;
use outline::edit::{Address, Edit, written};
use outline::text;
use outline::tree::Tree;

use super::{again, go, plan};
use crate::failed::{Shown, shown};
use crate::form::{Choice, Form};
use crate::frame::{self, plan_at};
use crate::page::{Page, Section};
use crate::site::Shared;
use crate::visit::Visit;

struct Branch {
    depth: usize,
    level: String,
    code: String,
    title: String,
    /// Objectives of the node itself and of those below.
    covered: usize,
    is_active: bool,
    /// Nothing hangs below it: the coverage is told of these.
    is_end: bool,
    edit: String,
    leaves: Vec<Leaf>,
}

struct Leaf {
    href: String,
    code: String,
    title: String,
    weight: String,
    unit: String,
    phases: Vec<String>,
}

#[derive(Template)]
#[template(path = "pagine/albero.html")]
struct TreePage {
    page: Page,
    branches: Vec<Branch>,
    loose: Vec<Leaf>,
    uncovered: usize,
    may_shape: bool,
    base: String,
}

#[derive(Template)]
#[template(path = "pagine/nodo.html")]
struct NodePage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    levels: Vec<Choice>,
    above: Vec<Choice>,
    remove: String,
    since: i64,
}

const FIELDS: [&str; 5] = ["level", "code", "title", "parent", "responsible"];

/// The tree with its coverage.
pub async fn tree(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let may_shape = visit.actor()?.may(Right::ShapePlan);
    let current = plan(&site, &visit, &plan_id).await?;
    let page = current.look(|held| {
        let objectives = outline::objectives(held.plan());
        let tree = Tree::of(held.plan(), &objectives);
        let year = held.head.year;
        let mut placed = vec![false; held.plan().objectives.len()];
        let order = tree.in_order();
        let mut branches = Vec::new();
        for (place, (at, depth)) in order.iter().enumerate() {
            let Some(node) = held.plan().tree.get(*at) else { continue };
            let below =
                order.get(place + 1..).unwrap_or_default().iter().take_while(|(_, deeper)| deeper > depth);
            let mut below = below.peekable();
            let is_end = below.peek().is_none();
            let deeper: Vec<u32> = below.flat_map(|(at, _)| tree.objectives(*at).to_vec()).collect();
            let own = tree.objectives(*at).iter().filter(|ordinal| !deeper.contains(ordinal));
            let leaves: Vec<Leaf> =
                own.filter_map(|ordinal| leaf(&visit, held, *ordinal, &mut placed)).collect();
            branches.push(branch(
                &visit,
                held,
                (node, *at, *depth),
                (tree.objectives(*at).len(), year),
                leaves,
            ));
            if let Some(branch) = branches.last_mut() {
                branch.is_end = is_end;
            }
        }
        let loose: Vec<u32> =
            (1..).zip(&placed).filter(|(_, placed)| !**placed).map(|(ordinal, _)| ordinal).collect();
        let loose =
            loose.into_iter().filter_map(|ordinal| leaf(&visit, held, ordinal, &mut placed)).collect();
        let uncovered =
            branches.iter().filter(|branch| branch.covered == 0 && branch.is_active && branch.is_end).count();
        TreePage {
            page: frame::page(&visit, "Albero della performance", Some(Section::Tree), Some(&held.head)),
            branches,
            loose,
            uncovered,
            may_shape,
            base: plan_at(&visit, &held.head, "/albero"),
        }
    })?;
    Ok(shown(&page))
}

fn branch(
    visit: &Visit,
    held: &Held,
    (node, at, depth): (&Node, usize, usize),
    (covered, year): (usize, i64),
    leaves: Vec<Leaf>,
) -> Branch {
    let level = text(node.level.as_ref());
    let years = node.years.as_ref().and_then(|years| years.certain());
    let id = held.metas("tree").get(at).map_or("", |meta| meta.id.as_str());
    Branch {
        depth: depth.min(5),
        level: held.form.method.level(level).map_or_else(|| level.to_owned(), |known| known.term.clone()),
        code: text(node.code.as_ref()).to_owned(),
        title: text(node.title.as_ref()).to_owned(),
        covered,
        is_active: years.is_none_or(|years| years.iter().any(|known| i64::from(*known) == year)),
        is_end: false,
        edit: plan_at(visit, &held.head, &format!("/albero/{id}")),
        leaves,
    }
}

fn leaf(visit: &Visit, held: &Held, ordinal: u32, placed: &mut [bool]) -> Option<Leaf> {
    let at = usize::try_from(ordinal).ok()?.checked_sub(1)?;
    let objective = held.plan().objectives.get(at)?;
    if let Some(placed) = placed.get_mut(at) {
        *placed = true;
    }
    let id = &held.metas("objectives").get(at)?.id;
    let unit = held.unit_id_of(objective).and_then(|id| held.structures.get(id)).map(super::unit_name);
    Some(Leaf {
        href: plan_at(visit, &held.head, &format!("/obiettivi/{id}")),
        code: text(objective.code.as_ref()).to_owned(),
        title: text(objective.title.as_ref()).to_owned(),
        weight: text(objective.weight.as_ref()).to_owned(),
        unit: unit.unwrap_or_else(|| text(objective.unit.as_ref()).to_owned()),
        phases: objective.phases.iter().map(|phase| text(phase.text.as_ref()).to_owned()).collect(),
    })
}

fn node_page(visit: &Visit, held: &Held, id: Option<&str>, form: Option<Form>) -> Option<NodePage> {
    let node = id.and_then(|id| held.place(id)).filter(|(list, _)| *list == "tree");
    let node = node.and_then(|(_, at)| Some((held.plan().tree.get(at)?, held.metas("tree").get(at)?)));
    if id.is_some() && node.is_none() {
        return None;
    }
    let form = form.unwrap_or_else(|| {
        FIELDS.into_iter().fold(Form::default(), |form, field| {
            form.with(field, node.map(|(node, _)| written(node, field, None)).unwrap_or_default())
        })
    });
    let name = if id.is_some() { "Voce dell'albero" } else { "Nuova voce dell'albero" };
    let mut page = frame::page(visit, name, Some(Section::Tree), Some(&held.head));
    page.trail = frame::trail(visit, &held.head, &[("Albero della performance", "/albero")]);
    let levels = held.form.method.levels.iter().map(|level| Choice::new(&level.name, &level.term));
    let above = held.plan().tree.iter().filter(|node| node.code.is_some()).map(|node| {
        let code = text(node.code.as_ref());
        Choice::new(code, format!("{code} {}", text(node.title.as_ref())))
    });
    let base = plan_at(visit, &held.head, "/albero");
    Some(NodePage {
        page,
        form,
        action: format!("{base}/{}", id.unwrap_or("nuovo")),
        remove: id.map(|id| format!("{base}/{id}/togli")).unwrap_or_default(),
        back: base,
        levels: levels.collect(),
        above: above.collect(),
        since: node.map_or(0, |(_, meta)| meta.since),
    })
}

/// Where a new node begins.
pub async fn new_page(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    let page = current.look(|held| node_page(&visit, held, None, None))?;
    Ok(shown(&page.ok_or(app::Refusal::NotFound)?))
}

/// Adds a node.
pub async fn add(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let posted = &visit.posted;
    let values: Vec<(&str, &str)> = FIELDS.into_iter().map(|field| (field, posted.get(field))).collect();
    let done = if posted.get("title").trim().is_empty() {
        Err(app::Refusal::invalid("title", "scrivi il titolo della voce"))
    } else {
        site.plans.add_item(visit.actor()?, (&plan_id, "tree"), &values, site.now()).await
    };
    match done {
        Ok(_) => Ok(go(&visit.at(&format!("/piani/{plan_id}/albero")), "creato")),
        Err(refusal) => wrong(&site, &visit, (&plan_id, None), refusal).await,
    }
}

/// A node, to be written.
pub async fn edit(
    State(site): State<Shared>,
    Path((_, plan_id, id)): Path<(String, String, String)>,
    visit: Visit,
) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    let page = current.look(|held| node_page(&visit, held, Some(&id), None))?;
    Ok(shown(&page.ok_or(app::Refusal::NotFound)?))
}

/// Saves a node.
pub async fn save(
    State(site): State<Shared>,
    Path((_, plan_id, id)): Path<(String, String, String)>,
    visit: Visit,
) -> Shown {
    let posted = &visit.posted;
    let edits = FIELDS.into_iter().filter_map(|field| {
        let address = Address::parse(Node::describe(), field)?;
        Some(Edit::Set { address, text: posted.get(field).to_owned() })
    });
    let edits = Edits { seen: posted.number("since"), edits: edits.collect(), ..Edits::default() };
    match site.plans.save_item(visit.actor()?, (&plan_id, &id), edits, site.now()).await {
        Ok(saved) => {
            let told = if saved.made.is_empty() { "uguale" } else { "salvato" };
            Ok(go(&visit.at(&format!("/piani/{plan_id}/albero")), told))
        }
        Err(refusal) => wrong(&site, &visit, (&plan_id, Some(&id)), refusal).await,
    }
}

async fn wrong(
    site: &Shared,
    visit: &Visit,
    (plan_id, id): (&str, Option<&str>),
    refusal: app::Refusal,
) -> Shown {
    let form = again(&visit.posted, refusal)?;
    let current = plan(site, visit, plan_id).await?;
    let page = current.look(|held| node_page(visit, held, id, Some(form)))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page.ok_or(app::Refusal::NotFound)?)).into_response())
}

/// Takes a node away.
pub async fn remove(
    State(site): State<Shared>,
    Path((_, plan_id, id)): Path<(String, String, String)>,
    visit: Visit,
) -> Shown {
    site.plans.remove_item(visit.actor()?, (&plan_id, &id), visit.posted.get("reason"), site.now()).await?;
    Ok(go(&visit.at(&format!("/piani/{plan_id}/albero")), "salvato"))
}
