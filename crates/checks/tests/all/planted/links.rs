//! Planted faults of links to the strategic tree.

use domain::plan::{Link, Node, Objective};

use super::case::{Case, of, said};
use super::planter::{At, Planter, is_duty, one, own, plan};
use super::seed::Seed;
use super::tree::years;

pub const PLANTERS: &[Planter] = &[
    plan("LINK-001", &["LINK-010"], |case, seed| {
        let (at, link) = operative(case, seed)?;
        let code = format!("{}.{}.{}", 5 + seed.below(5), 3 + seed.below(7), 1 + seed.below(9));
        link.text = said(code);
        Some(At::Cell(at))
    }),
    plan("LINK-002", &["LINK-002"], |case, seed| {
        let later = case.form.all_years().into_iter().skip(1).collect::<Vec<_>>();
        let (at, link) = operative(case, seed)?;
        let code = link.text.clone();
        let node = case.plan.tree.iter_mut().find(|node| of(node.code.as_ref()) == of(code.as_ref()))?;
        node.years = Some(years(later)).filter(|years| !years.verbatim.is_empty());
        node.years.as_ref()?;
        Some(At::Objective(at))
    }),
    plan("LINK-003", &[], |case, seed| {
        let (at, link) = operative(case, seed)?;
        let own = of(link.text.as_ref()).to_owned();
        let other = another(case, "strategico", &own[..3], seed)?;
        let links = &mut case.plan.objectives[at].links;
        links.retain(|link| !["linea", "strategico"].contains(&of(link.level.as_ref())));
        links.insert(0, Link { level: said("strategico"), text: said(other), ..Link::default() });
        Some(At::Objective(at))
    }),
    plan("LINK-004", &["LETT-007", "NUM-002", "LINK-007"], |case, seed| {
        let (at, link) = operative(case, seed)?;
        let own = of(link.text.as_ref()).to_owned();
        let other = another(case, "linea", &own[..1], seed)?;
        let objective = &mut case.plan.objectives[at];
        objective.code = said(format!("{own}.1"));
        objective.links.retain(|link| !["linea", "strategico"].contains(&of(link.level.as_ref())));
        objective.links.insert(0, Link { level: said("linea"), text: said(other), ..Link::default() });
        Some(At::Objective(at))
    }),
    plan("LINK-005", &[], |case, seed| {
        let (at, link) = operative(case, seed)?;
        let own = of(link.text.as_ref()).to_owned();
        let other = another(case, "operativo", &own, seed)?;
        let title = case.plan.tree.iter().find(|node| of(node.code.as_ref()) == other)?.title.clone();
        last_link(&mut case.plan.objectives[at])?.text = said(format!("{own} {}", of(title.as_ref())));
        Some(At::Cell(at))
    }),
    plan("LINK-006", &[], |case, seed| {
        let which = seed.below(3);
        let (at, link) = operative(case, seed)?;
        let own = of(link.text.as_ref());
        link.text = said(match which {
            0 => own.replacen('.', "..", 1),
            1 => own.replacen('.', "", 1),
            _ => format!("{}{}", &own[..2], own[2..].replacen('.', "", 1)),
        });
        Some(At::Cell(at))
    }),
    plan("LINK-007", &["LINK-010"], |case, seed| {
        let (at, _) = operative(case, seed)?;
        // Objectives of several units may do without.
        if of(case.plan.objectives[at].kind.as_ref()) == "trasversale" || is_duty(&case.plan.objectives[at]) {
            return None;
        }
        case.plan.objectives[at].links.retain(|link| of(link.level.as_ref()) != "operativo");
        Some(At::Objective(at))
    }),
    plan("LINK-008", &["LINK-010"], |case, seed| {
        let (at, link) = operative(case, seed)?;
        link.text = said("Tutti gli obiettivi operativi della linea");
        Some(At::Cell(at))
    }),
    plan("LINK-009", &[], |case, seed| {
        let (at, link) = operative(case, seed)?;
        let twin = link.clone();
        let links = &mut case.plan.objectives[at].links;
        let place = links.iter().position(|link| of(link.level.as_ref()) == "operativo")?;
        links.insert(place, twin);
        Some(At::Cell(at))
    }),
    plan("LINK-010", &[], |case, seed| {
        let year = case.year();
        let at = one(&case.plan.tree, seed, |node| of(node.level.as_ref()) == "operativo")?;
        let node = &case.plan.tree[at];
        let above = of(node.parent.as_ref()).to_owned();
        let node = Node {
            code: said(format!("{above}.{}", 7 + seed.below(3))),
            title: said("Mercati di quartiere"),
            years: Some(years(vec![year])),
            ..node.clone()
        };
        let last = case.plan.tree.iter().rposition(|node| of(node.parent.as_ref()) == above)?;
        case.plan.tree.insert(last + 1, node);
        Some(At::Line)
    }),
    plan("LINK-011", &[], |case, seed| {
        let at = one(&case.plan.tree, seed, |node| of(node.level.as_ref()) == "operativo")?;
        case.plan.tree[at].title = None;
        Some(At::Line)
    }),
    plan("LINK-012", &[], |case, seed| {
        let at = seed.below(case.plan.ente_objectives.len());
        let title = &mut case.plan.ente_objectives.get_mut(at)?.title;
        let (first, _) = of(title.as_ref()).rsplit_once(' ')?;
        *title = said(format!("{first} ogni giorno"));
        Some(At::Line)
    }),
];

/// The link of an objective to the last level of the tree, to be changed.
pub fn last_link(objective: &mut Objective) -> Option<&mut Link> {
    objective.links.iter_mut().find(|link| of(link.level.as_ref()) == "operativo")
}

/// The link of an objective to the last level of the tree.
fn operative<'a>(case: &'a mut Case, seed: &mut Seed) -> Option<(usize, &'a mut Link)> {
    let at = own(case, seed, |objective| {
        objective.links.iter().any(|link| of(link.level.as_ref()) == "operativo")
    })?;
    Some((at, last_link(&mut case.plan.objectives[at])?))
}

/// The code of another node of a level.
fn another(case: &Case, level: &str, own: &str, seed: &mut Seed) -> Option<String> {
    let fits = |node: &Node| of(node.level.as_ref()) == level && of(node.code.as_ref()) != own;
    let at = one(&case.plan.tree, seed, fits)?;
    Some(of(case.plan.tree[at].code.as_ref()).to_owned())
}
