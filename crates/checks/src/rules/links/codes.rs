//! Codes and titles of links.

use std::collections::{HashMap, HashSet};

use domain::plan::{Link, Node, Objective};
use domain::text::folded;

use super::tree::{Named, Tree, code, key_of, usual};
use super::{Looked, NAMED, blank, links, looked, term};
use crate::context::{Context, place, text};
use crate::report::Report;
use crate::words::{likeness, listed, says, short, word_set};

/// `LINK-001`: a code that the tree does not have.
pub fn unknown_code(context: &Context<'_>, report: &mut Report) {
    let tree = Tree::of(context);
    for looked in looked(context) {
        for link in &looked.objective.links {
            if matches!(tree.named(link), Named::Unknown) {
                let level = text(link.level.as_ref());
                let printed = short(text(link.text.as_ref()), 30);
                let near = suggestion(context, &tree, looked.objective, link);
                let said = format!("{} «{printed}» non è nell'albero{near}", term(context, level));
                looked.tell(report, "LINK-001", place(link.text.as_ref()), &said);
            }
        }
    }
}

/// The nodes that may have been meant: those below the node that the objective links one level up,
/// or the nearest number beside the code.
fn suggestion(context: &Context<'_>, tree: &Tree<'_>, objective: &Objective, link: &Link) -> String {
    let level = text(link.level.as_ref());
    let parent = context.method.level(level).and_then(|level| level.parent.as_deref());
    let above = parent.and_then(|parent| {
        links(objective, parent).find_map(|link| match tree.named(link) {
            Named::Node(node) | Named::Guess(node) => Some(node),
            _ => None,
        })
    });
    let Some(printed) = code(text(link.text.as_ref())) else { return String::new() };
    let own = printed.key.rsplit_once('.').map(|(above, number)| (above.to_owned(), number.to_owned()));
    if let Some((own_above, number)) = &own {
        let number: i32 = number.parse().unwrap_or(0);
        let distance = |node: &&&Node| {
            let key = key_of(node);
            let last = key.rsplit_once('.').and_then(|(_, last)| last.parse::<i32>().ok());
            last.unwrap_or(i32::MAX).saturating_sub(number).unsigned_abs()
        };
        if let Some(nearest) = tree.children(own_above).iter().min_by_key(distance) {
            return format!(": il più vicino è {}", usual(nearest));
        }
    }
    let Some(above) = above else { return String::new() };
    let below: Vec<&str> = tree.children(&key_of(above)).iter().map(|node| usual(node)).collect();
    if below.is_empty() {
        return String::new();
    }
    format!(": sotto {} vi sono {}", usual(above), first(&below))
}

/// The first of some codes, and how many more there are.
pub fn first(codes: &[&str]) -> String {
    match codes.get(..NAMED) {
        Some(some) if codes.len() > NAMED => format!("{} e altri {}", some.join(", "), codes.len() - NAMED),
        _ => listed(codes),
    }
}

/// `LINK-002`: a node that is not carried on in the plan year.
pub fn inactive_node(context: &Context<'_>, report: &mut Report) {
    let tree = Tree::of(context);
    let Some(year) = context.year else { return };
    for looked in looked(context) {
        for link in &looked.objective.links {
            let (Named::Node(node) | Named::Guess(node)) = tree.named(link) else { continue };
            if !tree.active(node, year) {
                let level = text(node.level.as_ref());
                let said = format!(
                    "{} {} «{}» non è fra quelli attivi nel {year}",
                    term(context, level),
                    usual(node),
                    short(text(node.title.as_ref()), 50)
                );
                looked.tell(report, "LINK-002", place(link.text.as_ref()), &said);
            }
        }
    }
}

/// `LINK-003`: a link that descends from none of those of the level above.
pub fn not_in_chain(context: &Context<'_>, report: &mut Report) {
    let tree = Tree::of(context);
    for looked in looked(context) {
        for link in &looked.objective.links {
            let level = text(link.level.as_ref());
            let parent = context.method.level(level).and_then(|level| level.parent.as_deref());
            let (Some(parent), Named::Node(node) | Named::Guess(node)) = (parent, tree.named(link)) else {
                continue;
            };
            let above: Option<Vec<&Node>> = links(looked.objective, parent)
                .map(|link| match tree.named(link) {
                    Named::Node(node) | Named::Guess(node) => Some(node),
                    _ => None,
                })
                .collect();
            let Some(above) = above.filter(|above| !above.is_empty()) else { continue };
            if !above.iter().any(|above| descends(node, above)) {
                let codes: Vec<&str> = above.iter().map(|node| usual(node)).collect();
                let said = format!("{} non discende da {}", usual(node), listed(&codes));
                looked.tell(report, "LINK-003", place(link.text.as_ref()), &said);
            }
        }
    }
}

/// Whether a node stands below another.
fn descends(node: &Node, above: &Node) -> bool {
    let above = key_of(above);
    match code(text(node.parent.as_ref())) {
        Some(parent) => parent.key == above,
        None => key_of(node).strip_prefix(&above).is_some_and(|rest| rest.starts_with('.')),
    }
}

/// `LINK-004`: a node other than the one whose code begins the code of the objective.
pub fn other_than_own_code(context: &Context<'_>, report: &mut Report) {
    let tree = Tree::of(context);
    for seen in &context.objectives {
        let Some(own) = code(text(seen.objective.code.as_ref())) else { continue };
        for link in &seen.objective.links {
            let Named::Node(node) = tree.named(link) else { continue };
            let level = text(link.level.as_ref());
            let key = key_of(node);
            let parts = key.split('.').count();
            let prefix: Vec<&str> = own.key.split('.').take(parts).collect();
            let deeper = own.key.split('.').count() > parts;
            let Some(other) = tree.nodes.get(&(level, prefix.join("."))) else { continue };
            if deeper && key != prefix.join(".") {
                let message = format!(
                    "{}: il codice {} è di {} «{}», la scheda dichiara {} «{}»",
                    seen.name(),
                    text(seen.objective.code.as_ref()),
                    usual(other),
                    short(text(other.title.as_ref()), 40),
                    usual(node),
                    short(text(node.title.as_ref()), 40)
                );
                report.objective("LINK-004", seen, place(link.text.as_ref()), message);
            }
        }
    }
}

/// `LINK-005`: a code beside the title of another node.
pub fn title_of_another(context: &Context<'_>, report: &mut Report) {
    let tree = Tree::of(context);
    let titles: HashMap<(&str, String), &Node> = context
        .plan
        .tree
        .iter()
        .map(|node| ((text(node.level.as_ref()), folded(text(node.title.as_ref()))), node))
        .collect();
    for looked in looked(context) {
        for link in &looked.objective.links {
            let Named::Node(node) = tree.named(link) else { continue };
            let Some(beside) = code(text(link.text.as_ref())).map(|code| code.rest) else { continue };
            let Some(title) = &node.title else { continue };
            let alike = likeness(&word_set(beside), &word_set(&title.verbatim));
            if beside.is_empty() || alike >= 250 {
                continue;
            }
            let other = titles.get(&(text(link.level.as_ref()), folded(beside)));
            let of = other.map(|node| format!(", che è di {}", usual(node))).unwrap_or_default();
            let said = format!(
                "accanto al codice {} sta «{}»{of}; il titolo di {} è «{}»",
                usual(node),
                short(beside, 50),
                usual(node),
                short(&title.verbatim, 50)
            );
            looked.tell(report, "LINK-005", place(link.text.as_ref()), &said);
        }
    }
}

/// `LINK-006`: a code in an unusual spelling.
pub fn unusual_spelling(context: &Context<'_>, report: &mut Report) {
    let tree = Tree::of(context);
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    let mut odd: Vec<(Looked<'_>, &Link, &Node)> = Vec::new();
    for looked in looked(context) {
        for link in &looked.objective.links {
            let (Named::Node(node) | Named::Guess(node)) = tree.named(link) else { continue };
            let (all, unusual) = counts.entry(text(link.level.as_ref())).or_default();
            *all += 1;
            if is_unusual(link, node) {
                *unusual += 1;
                odd.push((looked, link, node));
            }
        }
    }
    for (looked, link, node) in odd {
        let level = text(link.level.as_ref());
        // A spelling that most forms use is the way of the body, not a slip.
        if counts.get(level).is_none_or(|(all, odd)| odd * 2 > *all) {
            continue;
        }
        let printed = code(text(link.text.as_ref())).map_or("", |code| code.printed);
        let said = format!("{} scritto «{printed}» per {}", term(context, level), usual(node));
        let noted = looked.tell(report, "LINK-006", place(link.text.as_ref()), &said);
        noted.mended_by(printed, text(node.code.as_ref()));
    }
}

fn is_unusual(link: &Link, node: &Node) -> bool {
    let Some(code) = code(text(link.text.as_ref())) else { return false };
    let printed = code.printed.strip_suffix('.').unwrap_or(code.printed);
    let plain = |code: &str| code.replace(' ', "");
    plain(printed) != plain(usual(node))
}

/// Whether a link is to a level below another.
fn is_below(context: &Context<'_>, link: &Link, level: &str) -> bool {
    context.method.above(text(link.level.as_ref())).any(|above| above.name == level)
}

/// `LINK-009`: the same link twice. A node above may be repeated with each of several nodes below it.
pub fn twice(context: &Context<'_>, report: &mut Report) {
    for looked in looked(context) {
        let mut met: HashSet<(&str, String)> = HashSet::new();
        for link in looked.objective.links.iter().filter(|link| !blank(link)) {
            let level = text(link.level.as_ref());
            let printed = text(link.text.as_ref());
            let above =
                || looked.objective.links.iter().filter(|other| is_below(context, other, level)).count() > 1;
            if !met.insert((level, folded(printed))) && !above() {
                let said = format!("{} «{}» indicato due volte", term(context, level), short(printed, 40));
                looked.tell(report, "LINK-009", place(link.text.as_ref()), &said);
            }
        }
    }
}

/// `LINK-008`: a link to everything that a section holds.
pub fn whole_section(context: &Context<'_>, report: &mut Report) {
    for looked in looked(context) {
        for link in &looked.objective.links {
            let said = folded(text(link.text.as_ref()));
            let all = [
                "tutti gli obiettivi",
                "tutte le linee",
                "tutte le azioni",
                "intera sezione",
                "tutti i programmi",
            ];
            if says(&said, &all) {
                let level = text(link.level.as_ref());
                let printed = short(text(link.text.as_ref()), 60);
                let said = format!("{} non è uno solo: «{printed}»", term(context, level));
                looked.tell(report, "LINK-008", place(link.text.as_ref()), &said);
            }
        }
    }
}

/// `LINK-006`: a node whose code ends otherwise than those of its level.
pub fn node_code_spelling(context: &Context<'_>, report: &mut Report) {
    let mut levels: HashMap<&str, (Vec<&Node>, Vec<&Node>)> = HashMap::new();
    for node in context.plan.tree.iter().filter(|node| node.code.is_some()) {
        let (with, without) = levels.entry(text(node.level.as_ref())).or_default();
        if text(node.code.as_ref()).ends_with('.') { with.push(node) } else { without.push(node) }
    }
    for (with, without) in levels.values() {
        let (few, many) = if with.len() < without.len() { (with, without) } else { (without, with) };
        // One in ten is a slip; more is a habit.
        if few.is_empty() || few.len() * 10 > many.len() {
            continue;
        }
        for node in few {
            let point = if text(node.code.as_ref()).ends_with('.') { "con" } else { "senza" };
            let message = format!(
                "{} «{}» {point} il punto in fondo, a differenza degli altri {}",
                term(context, text(node.level.as_ref())),
                text(node.code.as_ref()),
                many.len()
            );
            report.plan("LINK-006", place(node.code.as_ref()).or(node.place), message);
        }
    }
}
