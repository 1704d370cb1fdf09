//! The functions of the offices by programme.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::Place;
use domain::plan::OfficeFunction;
use domain::text::folded;

use super::programmes::{Said, said, verdict};
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::words::{listed, short};

/// The digits with which a text of a budget begins, or the first number in it.
fn digits(text: &str) -> &str {
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let rest = text.get(start..).unwrap_or_default();
    rest.get(..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())).unwrap_or_default()
}

/// What is left of a programme without its code: its name.
fn title(text: &str) -> String {
    let folded = folded(text);
    let words = folded.split(' ').filter(|word| {
        !word.chars().all(|c| c.is_ascii_digit())
            && !matches!(*word, "progr" | "programma" | "prog" | "miss" | "missione")
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether the list of functions gives programmes by a code of four digits.
fn coded(context: &Context<'_>) -> bool {
    let programmes = || context.plan.functions.iter().filter_map(|function| function.programme.as_ref());
    let whole = programmes().filter(|read| digits(&read.verbatim).len() == 4).count();
    whole * 2 > programmes().count() && whole > 2
}

/// `BIL-014`: a programme of the functions with a broken code, without a name, under another mission, or
/// with two names.
pub fn headings(context: &Context<'_>, report: &mut Report) {
    if !coded(context) {
        return;
    }
    let mut told: HashSet<(&str, &str)> = HashSet::new();
    let mut names: HashMap<String, String> = HashMap::new();
    for function in &context.plan.functions {
        let (mission, programme) = (text(function.mission.as_ref()), text(function.programme.as_ref()));
        if programme.is_empty() || !told.insert((mission, programme)) {
            continue;
        }
        let (above, own, name) = (digits(mission), digits(programme), title(programme));
        let mut wrong: Vec<String> = Vec::new();
        if own.len() != 4 {
            wrong.push(format!("il codice «{own}» non ha quattro cifre"));
        } else if above.len() == 2 && !own.starts_with(above) {
            wrong.push(format!("sta sotto «{}»", short(mission, 40)));
        }
        if name.is_empty() {
            wrong.push("manca la denominazione".to_owned());
        }
        if let Some(first) = names.get(own).filter(|first| **first != name && !name.is_empty()) {
            wrong.push(format!("con lo stesso codice c'è «{}»", short(first, 40)));
        }
        if folded(mission).contains("progr") {
            wrong.push(format!("la missione è scritta «{}»", short(mission, 40)));
        }
        // What has no name is told as such: it is no other name.
        if !name.is_empty() {
            names.entry(own.to_owned()).or_insert(name);
        }
        if !wrong.is_empty() {
            let message = format!("funzioni, programma «{}»: {}", short(programme, 50), listed(&wrong));
            report.plan("BIL-014", place(function.programme.as_ref()).or(function.place), message);
        }
    }
}

/// `BIL-015`: programmes of forms for which no office has a function.
pub fn without_function(context: &Context<'_>, report: &mut Report) {
    if !coded(context) {
        return;
    }
    let covered: BTreeSet<String> = context.plan.functions.iter().filter_map(whole_code).collect();
    let mut met: HashSet<(u8, u8)> = HashSet::new();
    let mut found: Vec<(Seen<'_>, Option<Place>, String)> = Vec::new();
    // A code that has lost a digit may be another programme.
    let whole = |said: &Said<'_>| said.programmes.iter().all(|numbered| numbered.digits.len() == 2);
    for said in said(context).into_iter().filter(whole) {
        let place = said.programmes.first().and_then(|numbered| numbered.place);
        for (mission, programme) in said.pairs(context) {
            // What is no programme, or one without performance, is told as such.
            let other =
                matches!(mission, 20 | 50 | 60 | 99) || verdict(context, mission, programme).is_some();
            if other || !met.insert((mission, programme)) {
                continue;
            }
            if !covered.contains(&format!("{mission:02}{programme:02}")) {
                found.push((said.seen, place, format!("{mission:02}.{programme:02}")));
            }
        }
    }
    // A list that lacks most of them is of something else.
    if found.len() * 2 > met.len() {
        return;
    }
    for (seen, place, code) in found {
        let message = format!("{}: nessun ufficio ha una funzione nel programma {code}", seen.name());
        report.objective("BIL-015", &seen, place, message);
    }
}

/// The code of a programme, completed by its mission where it is broken.
fn whole_code(function: &OfficeFunction) -> Option<String> {
    let own = digits(text(function.programme.as_ref()));
    if own.len() == 4 {
        return Some(own.to_owned());
    }
    let last = own.get(own.len().checked_sub(2)?..)?;
    Some(format!("{}{last}", digits(text(function.mission.as_ref()))))
}

/// `BIL-016`: a function twice, or without a person in charge where the others have one.
pub fn functions(context: &Context<'_>, report: &mut Report) {
    let all = &context.plan.functions;
    let with = all.iter().filter(|function| function.head.is_some() || function.role.is_some()).count();
    let mut known: HashSet<String> = HashSet::new();
    for function in all {
        let name = text(function.name.as_ref());
        let at = place(function.name.as_ref()).or(function.place);
        let shown = short(name, 60);
        if !name.is_empty() && !known.insert(folded(name)) {
            report.plan("BIL-016", at, format!("la funzione «{shown}» è scritta due volte"));
        }
        let headless = function.head.is_none() && function.role.is_none();
        if headless && with * 10 > all.len() * 9 {
            report.plan("BIL-016", at, format!("la funzione «{shown}» non ha un responsabile"));
        }
    }
}
