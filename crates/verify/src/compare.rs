//! The stored derivation beside the second reckoning.

use std::collections::{HashMap, HashSet};

use crate::arithmetic::{NoValue, evaluated, figures};
use crate::model::{Content, How, Item, Part, Step, Working};
use crate::number::parsed;
use crate::reckon::{Label, Line};
use crate::report::Report;
use crate::tree::{Found, MOST_DECIMALS, Node, Tree};

/// The same item there and here.
const LIKE_ITEM: [&str; 2] = ["un altro valore", "quello dei dati di partenza"];

pub fn compare(tree: &Tree<'_>, results: &[Step], report: &mut Report) {
    let places = one_step_for_each(tree, results, report);
    let found = tree.reckoned();
    // In the order of the file, parts first: the cause of a difference stands before what comes of it.
    for (place, step) in results.iter().enumerate() {
        let is_first = places.get(step.id.as_str()) == Some(&place);
        let Some(at) = tree.places.get(step.id.as_str()).filter(|_| is_first) else { continue };
        let (Some(node), Some(found)) = (tree.nodes.get(*at), found.get(*at)) else { continue };
        identity(node, step, report);
        outcome(found, step, report);
        lines(step, &found.lines, report);
        let How::Mean { parts, .. } = &step.how else { continue };
        let of_parts: Vec<&Item> =
            node.parts.iter().filter_map(|part| tree.nodes.get(*part)).map(|node| node.item).collect();
        shares(&step.id, &of_parts, found, parts, report);
        let late = of_parts.iter().any(|part| places.get(part.id.as_str()).is_some_and(|part| *part > place));
        report.says(!late, &step.id, "ordine", ["prima di una sua parte", "dopo le sue parti"]);
    }
}

/// Every item has one step, every step an item. Gives where the step of each item is.
fn one_step_for_each<'r>(
    tree: &Tree<'_>,
    results: &'r [Step],
    report: &mut Report,
) -> HashMap<&'r str, usize> {
    let mut places = HashMap::new();
    for (place, step) in results.iter().enumerate() {
        let first = *places.entry(step.id.as_str()).or_insert(place) == place;
        report.says(first, &step.id, "passaggio", ["più di uno", "uno solo"]);
        let known = tree.places.contains_key(step.id.as_str());
        report.says(known, &step.id, "passaggio", ["c'è", "nessuna voce con questo nome"]);
    }
    let mut seen = HashSet::new();
    for node in &tree.nodes {
        let id = node.item.id.as_str();
        report.says(seen.insert(id), id, "voce", ["più di una con questo nome", "una sola"]);
        report.says(places.contains_key(id), id, "passaggio", ["manca", "uno"]);
    }
    places
}

/// What a step says of its item: that it is this one, reckoned in this way from these inputs.
fn identity(node: &Node<'_>, step: &Step, report: &mut Report) {
    let (item, id) = (node.item, step.id.as_str());
    report.texts(id, "titolo", [&step.title, &item.title]);
    report.says(step.level == item.level, id, "livello", LIKE_ITEM);
    report.says(step.state == item.state, id, "stato", LIKE_ITEM);
    report.says(step.basis == item.basis, id, "base", LIKE_ITEM);
    match (&step.how, &item.content) {
        (
            How::Measured { by, function, actual },
            Content::Measured { function: input, actual: came_about },
        ) => {
            report.texts(id, "numero e versione della funzione", [by, input.by()]);
            report.says(function == input, id, "funzione", LIKE_ITEM);
            report.says(actual == came_about, id, "risultato misurato", LIKE_ITEM);
        }
        (How::Given, Content::Given(_)) => {}
        (How::Same(other), Content::Same(source)) => {
            report.texts(id, "da chi prende il risultato", [other, source]);
        }
        (How::Mean { mean, .. }, Content::Parts { mean: input, .. }) => {
            report.says(mean == input, id, "regole della media", LIKE_ITEM);
            let decimals = mean.decimals.unwrap_or(0);
            report.says(
                decimals <= MOST_DECIMALS,
                id,
                "decimali",
                ["troppi per la verifica", "al massimo 100"],
            );
        }
        _ => report.says(false, id, "modo di calcolo", LIKE_ITEM),
    }
}

fn outcome(found: &Found, step: &Step, report: &mut Report) {
    let id = step.id.as_str();
    let number = |number: &Option<crate::number::Number>| number.as_ref().map(|number| number.0.clone());
    report.numbers(id, "valore prima dei limiti", [number(&step.raw).as_ref(), found.raw()]);
    report.numbers(id, "punteggio", [number(&step.score).as_ref(), found.score()]);
    let is_so = step.undetermined.is_some() == found.result.is_none();
    report.holds(is_so, id, "determinato o no", || {
        let stored = step.undetermined.as_ref().map_or("determinato", |_| "non determinato");
        let found = if found.result.is_some() { "determinato" } else { found.why };
        [stored.to_owned(), found.to_owned()]
    });
}

fn shares(id: &str, items: &[&Item], found: &Found, parts: &[Part], report: &mut Report) {
    report.check(id, "numero delle parti", [parts.len(), items.len()], usize::to_string);
    for ((part, item), share) in parts.iter().zip(items).zip(&found.shares) {
        report.texts(id, "parte", [&part.id, &item.id]);
        let named = |what: &str| format!("{what} di «{}»", item.id);
        let planned = [&part.weight, &item.weight].map(|weight| weight.as_ref().map(|weight| &weight.0));
        report.numbers(id, &named("peso"), planned);
        let stored = part.share.as_ref().map(|share| &share.0);
        report.numbers(id, &named("quota nella media"), [stored, share.share.as_ref()]);
        let stored = part.counted.as_ref().map(|counted| &counted.0);
        report.numbers(id, &named("punteggio contato"), [stored, share.counted.as_ref()]);
    }
}

fn lines(step: &Step, expected: &[Line], report: &mut Report) {
    let stored = &step.working;
    report.check(&step.id, "numero delle righe di calcolo", [stored.len(), expected.len()], usize::to_string);
    for (at, working) in stored.iter().enumerate() {
        line(&step.id, at + 1, working, expected.get(at), report);
    }
}

/// A line: its numbers are those of the reckoning, its result, too, and who reckons what it writes gets it.
fn line(id: &str, at: usize, working: &Working, expected: Option<&Line>, report: &mut Report) {
    let named = |what: &str| format!("riga {at} del calcolo, {what}");
    let result = parsed(&working.result);
    if let Some(expected) = expected {
        report.numbers(id, &named("risultato"), [result.as_ref(), Some(&expected.result)]);
        let chosen = [working.default.is_some(), expected.is_default];
        report.check(id, &named("scelta predefinita"), chosen, |is| {
            if *is { "c'è" } else { "non c'è" }.to_owned()
        });
    }
    let none = Label::None;
    let label = expected.map_or(&none, |line| &line.label);
    let numbers = match label {
        Label::None => Some(working.with.as_str()),
        Label::Before(text) => working.with.strip_prefix(text.as_str()),
        Label::After(text) => working.with.strip_suffix(text.as_str()),
    };
    report.says(numbers.is_some(), id, &named("testo"), ["un altro testo", "il testo della voce"]);
    let numbers = numbers.unwrap_or_default();
    if let Some(wanted) = expected.map(|line| &line.figures) {
        report.says(
            figures(numbers) == *wanted,
            id,
            &named("numeri"),
            [&format!("«{numbers}»"), "altri numeri"],
        );
    }
    if expected.is_none_or(|line| line.is_plain) {
        match evaluated(numbers) {
            Ok(value) => report.numbers(id, &named("conto scritto"), [result.as_ref(), Some(&value)]),
            Err(NoValue::Nought) => {
                report.says(false, id, &named("conto scritto"), ["divide per 0", "un numero"]);
            }
            Err(NoValue::NotArithmetic) => {}
        }
    }
}
