//! Links to the strategic tree (family LINK).

use std::collections::{HashMap, HashSet};

use domain::plan::{Link, Node, Objective};
use domain::text::folded;
use domain::{Entity, Place};
use method::model::BlockKind;
use method::{Level, Path};

use super::Rule;
use crate::context::{Context, Seen, place, text};
use crate::report::{Noted, Report};
use crate::words::{likeness, listed, says, short, word_set};

/// The rules of the family.
pub const RULES: &[Rule] = &[
    unknown_code,
    inactive_node,
    not_in_chain,
    other_than_own_code,
    title_of_another,
    unusual_spelling,
    level_missing,
    no_link,
    twice,
    nodes_without_objective,
    nameless_nodes,
    ente_objective_without_form,
    whole_section,
    node_code_spelling,
];

/// How many codes a message names at most.
const NAMED: usize = 6;

/// Levels of the budget, which the family BIL looks at.
pub(super) const BUDGET: [&str; 2] = ["missione", "programma"];

/// A code by its parts, and what stands after it.
struct Code<'a> {
    printed: &'a str,
    key: String,
    rest: &'a str,
}

/// The code with which a text begins: parts of digits or single letters, joined by points.
fn code(text: &str) -> Option<Code<'_>> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(text.len());
    let (printed, rest) = text.split_at(end);
    let parts: Vec<String> =
        printed.split('.').filter(|part| !part.is_empty()).map(part).collect::<Option<_>>()?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let letters_only = parts.iter().all(|part| part.chars().all(char::is_alphabetic));
    // «A chi chiede…» begins with a letter that is no code.
    let sentence = letters_only && !printed.ends_with('.') && !rest.is_empty();
    (!parts.is_empty() && !sentence).then(|| Code { printed, key: parts.join("."), rest })
}

/// A part of a code without what people spell differently: leading zeros, case, O for zero.
fn part(part: &str) -> Option<String> {
    let mut letters = part.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) if only.is_alphabetic() => return Some(only.to_uppercase().to_string()),
        _ => {}
    }
    let digits = part.replace(['O', 'o'], "0");
    let number = digits.chars().all(|c| c.is_ascii_digit()) && digits.len() <= 4;
    let trimmed = digits.trim_start_matches('0');
    number.then(|| if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() })
}

/// The tree, by level and code.
struct Tree<'a> {
    nodes: HashMap<(&'a str, String), &'a Node>,
    squeezed: HashMap<(&'a str, String), &'a Node>,
    children: HashMap<String, Vec<&'a Node>>,
    levels: HashSet<&'a str>,
    dated: HashSet<&'a str>,
}

/// What a link names.
enum Named<'a> {
    /// No code, or a level of which the tree has none.
    Text,
    /// A code that the tree does not have.
    Unknown,
    /// A node, by its code.
    Node(&'a Node),
    /// A node, by a code of which only the digits agree.
    Guess(&'a Node),
}

impl<'a> Tree<'a> {
    fn of(context: &Context<'a>) -> Self {
        let mut tree = Self {
            nodes: HashMap::new(),
            squeezed: HashMap::new(),
            children: HashMap::new(),
            levels: HashSet::new(),
            dated: HashSet::new(),
        };
        for node in &context.plan.tree {
            let level = text(node.level.as_ref());
            if node.years.as_ref().is_some_and(|years| !years.readings.is_empty()) {
                tree.dated.insert(level);
            }
            let Some(code) = code(text(node.code.as_ref())) else { continue };
            tree.levels.insert(level);
            tree.squeezed.entry((level, code.key_digits())).or_insert(node);
            if let Some((above, _)) = code.key.rsplit_once('.') {
                tree.children.entry(above.to_owned()).or_default().push(node);
            }
            tree.nodes.entry((level, code.key)).or_insert(node);
        }
        tree
    }

    fn named(&self, link: &'a Link) -> Named<'a> {
        let level = text(link.level.as_ref());
        let Some(code) = self.levels.get(level).and_then(|_| code(text(link.text.as_ref()))) else {
            return Named::Text;
        };
        let digits = code.key_digits();
        match self.nodes.get(&(level, code.key)) {
            Some(node) => Named::Node(node),
            None => match self.squeezed.get(&(level, digits)) {
                Some(node) => Named::Guess(node),
                None => Named::Unknown,
            },
        }
    }

    /// Whether a node is carried on in a year; nodes of a level without years always are.
    fn active(&self, node: &Node, year: i16) -> bool {
        let dated = self.dated.contains(text(node.level.as_ref()));
        !dated
            || node.years.as_ref().is_some_and(|years| {
                years.certain().map_or(!years.readings.is_empty(), |years| years.contains(&year))
            })
    }

    fn children(&self, key: &str) -> &[&'a Node] {
        self.children.get(key).map_or(&[], Vec::as_slice)
    }
}

impl Code<'_> {
    /// The digits of the code without zeros and points: `0.2` is nearly `02`.
    fn key_digits(&self) -> String {
        self.key.replace('.', "").trim_start_matches('0').to_owned()
    }
}

/// A code as usually printed: without the point that some codes end with.
fn usual(node: &Node) -> &str {
    let code = text(node.code.as_ref());
    code.strip_suffix('.').unwrap_or(code)
}

fn key_of(node: &Node) -> String {
    code(text(node.code.as_ref())).map(|code| code.key).unwrap_or_default()
}

/// What the body calls a level, in lower case as in a sentence.
fn term(context: &Context<'_>, level: &str) -> String {
    context.method.level(level).map_or(level, |level: &Level| level.term.as_str()).to_lowercase()
}

/// An objective that is looked at: a form, or the remains of one.
#[derive(Clone, Copy)]
struct Looked<'a> {
    seen: Option<Seen<'a>>,
    objective: &'a Objective,
}

impl Looked<'_> {
    fn name(&self) -> String {
        self.seen.map_or_else(|| "resto di una scheda".to_owned(), |seen| seen.name())
    }

    fn tell<'r>(
        &self,
        report: &'r mut Report,
        code: &'static str,
        place: Option<Place>,
        said: &str,
    ) -> Noted<'r> {
        let message = format!("{}: {said}", self.name());
        match &self.seen {
            Some(seen) => report.objective(code, seen, place, message),
            None => report.plan(code, place.or(self.objective.place), message),
        }
    }
}

fn looked<'a>(context: &Context<'a>) -> impl Iterator<Item = Looked<'a>> {
    let forms = context.objectives.iter().map(|seen| Looked { seen: Some(*seen), objective: seen.objective });
    let remains = context.plan.fragments.iter().map(|objective| Looked { seen: None, objective });
    forms.chain(remains).collect::<Vec<_>>().into_iter()
}

fn links<'a>(objective: &'a Objective, level: &str) -> impl Iterator<Item = &'a Link> {
    objective.links.iter().filter(move |link| text(link.level.as_ref()) == level)
}

/// Whether a link is a sign that says *none*.
fn blank(link: &Link) -> bool {
    !text(link.text.as_ref()).chars().any(char::is_alphanumeric)
}

/// `LINK-001`: a code that the tree does not have.
fn unknown_code(context: &Context<'_>, report: &mut Report) {
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
fn first(codes: &[&str]) -> String {
    match codes.get(..NAMED) {
        Some(some) if codes.len() > NAMED => format!("{} e altri {}", some.join(", "), codes.len() - NAMED),
        _ => listed(codes),
    }
}

/// `LINK-002`: a node that is not carried on in the plan year.
fn inactive_node(context: &Context<'_>, report: &mut Report) {
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
fn not_in_chain(context: &Context<'_>, report: &mut Report) {
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
fn other_than_own_code(context: &Context<'_>, report: &mut Report) {
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
fn title_of_another(context: &Context<'_>, report: &mut Report) {
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
fn unusual_spelling(context: &Context<'_>, report: &mut Report) {
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

/// Levels of the tree that most objectives link to, in the order of the method.
fn asked_levels<'a>(context: &'a Context<'_>) -> Vec<&'a Level> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for seen in &context.objectives {
        let levels: HashSet<&str> =
            seen.objective.links.iter().filter(|l| !blank(l)).map(|l| text(l.level.as_ref())).collect();
        for level in levels {
            *counts.entry(level).or_default() += 1;
        }
    }
    let asked = |level: &&Level| {
        let count = counts.get(level.name.as_str()).copied().unwrap_or(0);
        !BUDGET.contains(&level.name.as_str()) && count * 2 > context.objectives.len()
    };
    context.method.levels.iter().filter(asked).collect()
}

/// `LINK-007`: a level left out although the one above is given.
fn level_missing(context: &Context<'_>, report: &mut Report) {
    let asked = asked_levels(context);
    for seen in &context.objectives {
        for level in &asked {
            let Some(parent) = level.parent.as_deref() else { continue };
            let given = |name: &str| links(seen.objective, name).any(|link| !blank(link));
            let above = links(seen.objective, parent).filter(|link| !blank(link)).last();
            if let (Some(above), false) = (above, given(&level.name)) {
                let message = format!(
                    "{}: manca {}, mentre è indicato {} {}",
                    seen.name(),
                    level.term.to_lowercase(),
                    term(context, parent),
                    short(text(above.text.as_ref()), 40)
                );
                let dash = links(seen.objective, &level.name).find_map(|link| place(link.text.as_ref()));
                report.objective("LINK-007", seen, dash.or_else(|| place(above.text.as_ref())), message);
            }
        }
    }
}

/// `LINK-007`: no link to the tree at all, in a form that asks for it.
fn no_link(context: &Context<'_>, report: &mut Report) {
    let asked = asked_levels(context);
    if asked.is_empty() {
        return;
    }
    let mut units: HashMap<String, HashSet<&str>> = HashMap::new();
    for seen in &context.objectives {
        units.entry(folded(seen.title())).or_default().insert(seen.unit());
    }
    for seen in &context.objectives {
        let linked = |link: &Link| !blank(link) && !BUDGET.contains(&text(link.level.as_ref()));
        let shared = units.get(&folded(seen.title())).is_some_and(|units| units.len() > 1);
        if !seen.objective.links.iter().any(linked) && !shared && !is_cross_cutting(context, seen) {
            let terms: Vec<String> = asked.iter().map(|level| level.term.to_lowercase()).collect();
            let message =
                format!("{}: nessun collegamento alla programmazione ({})", seen.name(), listed(&terms));
            let near = asked.first().and_then(|level| near_missing(context, seen.objective, &level.name));
            report.objective("LINK-007", seen, near, message);
        }
    }
}

/// Where a link of a level should stand: a blank has no place, the next value of the form has one.
pub(super) fn near_missing(context: &Context<'_>, objective: &Objective, level: &str) -> Option<Place> {
    let paths: Vec<&Path> = context
        .method
        .sections
        .iter()
        .filter_map(|section| section.record.as_ref())
        .flat_map(|record| &record.blocks)
        .filter_map(|block| match &block.kind {
            BlockKind::Pairs(pairs) => Some(pairs.rows.iter().flatten().filter_map(|pair| pair.to.as_ref())),
            _ => None,
        })
        .flatten()
        .collect();
    let of_level = |path: &&Path| path.entity.name == "link" && path.level.as_deref() == Some(level);
    let at = paths.iter().position(of_level)?;
    let (before, after) = paths.split_at(at);
    let next = after.iter().skip(1).take(NEAR);
    next.chain(before.iter().rev().take(NEAR)).find_map(|path| place_of(objective, path))
}

/// How many fields away the place of another is still that of a missing one.
const NEAR: usize = 4;

fn place_of(objective: &Objective, path: &Path) -> Option<Place> {
    match (path.entity.name, path.level.as_deref(), path.field.0) {
        ("link", Some(level), _) => links(objective, level).find_map(|link| place(link.text.as_ref())),
        ("objective", _, Some(field)) => {
            let objective: &dyn Entity = objective;
            objective.data(field.name, None).first().and_then(|datum| datum.place)
        }
        _ => None,
    }
}

/// Whether an objective is cross-cutting: payment times, transparency, training (rulebook I1).
fn is_cross_cutting(context: &Context<'_>, seen: &Seen<'_>) -> bool {
    let kind = text(seen.objective.kind.as_ref());
    let named = context.method.kinds.iter().find(|known| known.code == kind).map_or("", |k| k.name.as_str());
    let kind = folded(&format!("{kind} {named}"));
    let words: Vec<&str> = kind.split(' ').collect();
    let of_kind = words.iter().any(|w| w.starts_with("trasversal") || *w == "comune" || *w == "comuni");
    let shared = meaning::flag::parse(text(seen.objective.cross_unit.as_ref())) == Some(true);
    let prose = seen.prose();
    let subject =
        ["tempi di pagamento", "amministrazione trasparente", "trasparenza", "prevenzione della corruzione"];
    of_kind || shared || says(&prose, &subject)
}

/// `LINK-009`: the same link twice.
fn twice(context: &Context<'_>, report: &mut Report) {
    for looked in looked(context) {
        let mut met: HashSet<(&str, String)> = HashSet::new();
        for link in looked.objective.links.iter().filter(|link| !blank(link)) {
            let level = text(link.level.as_ref());
            let printed = text(link.text.as_ref());
            if !met.insert((level, folded(printed))) {
                let said = format!("{} «{}» indicato due volte", term(context, level), short(printed, 40));
                looked.tell(report, "LINK-009", place(link.text.as_ref()), &said);
            }
        }
    }
}

/// `LINK-010`: nodes of the lowest level that no objective carries out; one finding for the plan.
fn nodes_without_objective(context: &Context<'_>, report: &mut Report) {
    let tree = Tree::of(context);
    let parents: HashSet<&str> = context.method.levels.iter().filter_map(|l| l.parent.as_deref()).collect();
    let lowest = |level: &&Level| {
        tree.levels.contains(level.name.as_str())
            && (!parents.contains(level.name.as_str())
                || !context.method.levels.iter().any(|below| {
                    below.parent.as_deref() == Some(&level.name) && tree.levels.contains(below.name.as_str())
                }))
    };
    let Some(level) = context.method.levels.iter().find(lowest) else { return };
    let mut carried = carried_out(context, &tree);
    carried.retain(|key| tree.nodes.contains_key(&(level.name.as_str(), key.clone())));
    if carried.is_empty() {
        return;
    }
    let nodes: Vec<&Node> = context
        .plan
        .tree
        .iter()
        .filter(|node| text(node.level.as_ref()) == level.name && node.code.is_some())
        .filter(|node| context.year.is_none_or(|year| tree.active(node, year)))
        .collect();
    let free: Vec<&Node> = nodes.iter().filter(|node| !carried.contains(&key_of(node))).copied().collect();
    let Some(at) = free.first() else { return };
    let codes: Vec<&str> = free.iter().map(|node| usual(node)).collect();
    let of_year = context.year.map(|year| format!(" nel {year}")).unwrap_or_default();
    let message = format!(
        "albero della performance: di {} nodi attivi{of_year} ({}), {} senza obiettivi: {}",
        nodes.len(),
        level.term.to_lowercase(),
        free.len(),
        first(&codes)
    );
    report.plan("LINK-010", place(at.code.as_ref()).or(at.place), message);
}

/// The codes that objectives link to, and those that begin their own code.
fn carried_out(context: &Context<'_>, tree: &Tree<'_>) -> HashSet<String> {
    let mut keys = HashSet::new();
    for looked in looked(context) {
        for link in &looked.objective.links {
            if let Named::Node(node) | Named::Guess(node) = tree.named(link) {
                keys.insert(key_of(node));
            }
        }
        let own = code(text(looked.objective.code.as_ref())).map(|code| code.key).unwrap_or_default();
        let ends = own.match_indices('.').map(|(at, _)| at);
        keys.extend(ends.filter_map(|end| own.get(..end)).map(str::to_owned));
    }
    keys
}

/// `LINK-011`: nodes without code, without title, or below a node that is not there.
fn nameless_nodes(context: &Context<'_>, report: &mut Report) {
    let tree = Tree::of(context);
    let mut codeless: Vec<&Node> = Vec::new();
    for node in &context.plan.tree {
        let level = text(node.level.as_ref());
        let title = short(text(node.title.as_ref()), 50);
        if node.code.is_none() {
            if tree.levels.contains(level) {
                codeless.push(node);
            }
        } else if node.title.is_none() {
            let message = format!("{} {} senza titolo", term(context, level), usual(node));
            report.plan("LINK-011", place(node.code.as_ref()).or(node.place), message);
        } else if is_orphan(context, &tree, node) {
            let message = format!(
                "{} {} «{title}» sta sotto {}, che nell'albero non c'è",
                term(context, level),
                usual(node),
                text(node.parent.as_ref())
            );
            report.plan("LINK-011", place(node.code.as_ref()).or(node.place), message);
        }
    }
    if let Some(at) = codeless.first() {
        let titles: Vec<String> =
            codeless.iter().map(|node| format!("«{}»", short(text(node.title.as_ref()), 40))).collect();
        let message = format!("albero della performance: senza codice {}", listed(&titles));
        report.plan("LINK-011", place(at.title.as_ref()).or(at.place), message);
    }
}

fn is_orphan(context: &Context<'_>, tree: &Tree<'_>, node: &Node) -> bool {
    let level = context.method.level(text(node.level.as_ref()));
    let parent = level.and_then(|level| level.parent.as_deref());
    match (parent, code(text(node.parent.as_ref()))) {
        (Some(parent), Some(code)) => {
            tree.levels.contains(parent) && !tree.nodes.contains_key(&(parent, code.key))
        }
        _ => false,
    }
}

/// `LINK-012`: an objective of the whole body that no form realises.
fn ente_objective_without_form(context: &Context<'_>, report: &mut Report) {
    let titles: HashSet<String> = context.objectives.iter().map(|seen| folded(seen.title())).collect();
    // A form may add to its title what the list leaves out (a code, a place).
    let beginnings: HashSet<String> = titles.iter().flat_map(|title| beginnings(title)).collect();
    for ente in &context.plan.ente_objectives {
        let Some(title) = &ente.title else { continue };
        let own = folded(&title.verbatim);
        if titles.contains(&own) || beginnings.contains(&own) {
            continue;
        }
        let near = nearest(context, &title.verbatim)
            .map(|seen| format!("; il più vicino è {}", seen.name()))
            .unwrap_or_default();
        let message = format!(
            "l'obiettivo di ente «{}» non ha una scheda con lo stesso titolo{near}",
            short(&title.verbatim, 60)
        );
        report.plan("LINK-012", title.place.or(ente.place), message);
    }
}

/// A title without its last words, down to three.
fn beginnings(title: &str) -> Vec<String> {
    let ends: Vec<usize> = title.match_indices(' ').map(|(at, _)| at).skip(2).take(MOST_WORDS).collect();
    ends.iter().filter_map(|end| title.get(..*end)).map(str::to_owned).collect()
}

/// Longer titles are no titles.
const MOST_WORDS: usize = 40;

/// The objective with the title nearest to another, among those that begin or end with the same word.
fn nearest<'a>(context: &Context<'a>, title: &str) -> Option<Seen<'a>> {
    let ends = |title: &str| {
        let title = folded(title);
        let mut words = title.split(' ').map(str::to_owned);
        let first = words.next();
        (first, words.next_back())
    };
    let (own, words) = (ends(title), word_set(title));
    let alike = |seen: &&Seen<'a>| {
        let other = ends(seen.title());
        own.0 == other.0 || own.1 == other.1
    };
    let near = context.objectives.iter().filter(alike).take(MOST_COMPARED);
    near.map(|seen| (likeness(&words, &word_set(seen.title())), *seen))
        .max_by_key(|(alike, _)| *alike)
        .filter(|(alike, _)| *alike >= 400)
        .map(|(_, seen)| seen)
}

/// How many titles are compared at most.
const MOST_COMPARED: usize = 20;

/// `LINK-008`: a link to everything that a section holds.
fn whole_section(context: &Context<'_>, report: &mut Report) {
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
fn node_code_spelling(context: &Context<'_>, report: &mut Report) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<String> {
        code(text).map(|code| code.key)
    }

    #[test]
    fn a_code_is_the_same_however_it_is_spelled() {
        assert_eq!(key("8.01.01"), key("08.01.01."));
        assert_eq!(key("10.3"), key("10.03"));
        assert_eq!(key("10.01.."), key("10.01"));
        assert_eq!(key("O4.02"), key("04.02"));
        assert_eq!(key("A. Una linea").as_deref(), Some("A"));
        assert_eq!(code("1.2.07 - 29_Opere").map(|code| code.rest), Some("29_Opere"));
    }

    #[test]
    fn a_sentence_has_no_code() {
        assert_eq!(key("A chi serve"), None);
        assert_eq!(key("Focus cittadino"), None);
        assert_eq!(key("-"), None);
    }
}
