//! Working spreadsheets that come back: several of them, one after the other, into one plan.

use std::path::{Path, PathBuf};

use domain::exchange::{coverage_from_json, findings_from_json, plan_to_json};
use domain::{Finding, Plan};
use formats::Limits;
use method::Method;
use serde_json::{Value as Json, json};
use workbook::working::{self, Addition, CellPlace, Change, Clash, Conflict, Proposal, Settle, What};

use crate::cli::{Format, Import, Prefer};
use crate::commands::Verdict;
use crate::error::Failure;
use crate::terminal::{Page, Role, Style, number, safe};
use crate::{input, output, reading};

/// A spreadsheet with what it would change in the plan, after those before it.
struct Brought {
    name: String,
    proposal: Proposal,
}

/// Shows what spreadsheets would change in a plan and, when that is confirmed, changes it.
pub fn run(options: &Import, path: &Path) -> Result<Verdict, Failure> {
    let limit = options.reading.max_size;
    let (plan, json) = input::plan(path, limit)?;
    let method = reading::method_to_check(&plan, &options.reading)?.method;
    let settle = if options.prefer == Some(Prefer::Foglio) { Settle::Sheet } else { Settle::Plan };
    let Merged { plan: changed, origins, brought } = merge(plan, &method, &options.paths, limit, settle)?;
    let blocked = brought.iter().any(|one| {
        let conflict = options.prefer.is_none() && !one.proposal.conflicts.is_empty();
        conflict || one.proposal.has_fault(options.as_text)
    });
    let written = options.confirm && !blocked;
    if written {
        let target = options.output.as_deref().unwrap_or(path);
        output::write(Some(target), &exchanged(&changed, &json, &origins))?;
    }
    let end = End { blocked, written, confirmed: options.confirm };
    match options.format {
        Some(Format::Json) => output::print(&output::pretty(&told(&brought, end)))?,
        _ => output::print(&preview(&brought, end, Style::of_stdout()))?,
    }
    Ok(if blocked { Verdict::Blocked } else { Verdict::Clean })
}

/// A plan with the changes of all spreadsheets.
struct Merged {
    plan: Plan,
    /// For each of its objectives, the ordinal before; none for a new one.
    origins: Vec<Option<u32>>,
    brought: Vec<Brought>,
}

/// Refuses a working spreadsheet where documents are read: what it holds are changes of a plan, and no plan.
pub fn refuse(paths: &[PathBuf], limit: usize) -> Result<(), Failure> {
    let limits = Limits { bytes: limit, ..Limits::default() };
    let excel = |path: &&PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    for path in paths.iter().filter(excel) {
        if working::is_working(&input::bytes(path, limit)?, &limits) {
            return Err(Failure::new(format!(
                "«{}» è un foglio di lavoro: --into dice in quale piano riprenderlo",
                path.display()
            )));
        }
    }
    Ok(())
}

/// How it ends.
#[derive(Clone, Copy)]
struct End {
    blocked: bool,
    written: bool,
    confirmed: bool,
}

/// Puts what the spreadsheets would change into the plan, one after the other.
fn merge(
    mut plan: Plan,
    method: &Method,
    paths: &[PathBuf],
    limit: usize,
    settle: Settle,
) -> Result<Merged, Failure> {
    let limits = Limits { bytes: limit, ..Limits::default() };
    let mut origins: Vec<Option<u32>> = (1..).map(Some).take(plan.objectives.len()).collect();
    let mut brought = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let proposal = working::changes(&plan, method, &input::bytes(path, limit)?, &limits)
            .map_err(|unusable| Failure::new(format!("«{name}» {unusable}")))?;
        let applied = working::apply(&mut plan, method, &proposal, settle);
        let before = |ordinal: u32| *origins.get(usize::try_from(ordinal).ok()?.checked_sub(1)?)?;
        origins = applied.origins.iter().map(|ordinal| ordinal.and_then(before)).collect();
        brought.push(Brought { name, proposal });
    }
    Ok(Merged { plan, origins, brought })
}

/// The plan in the exchange format. Findings follow their objectives; those of what is gone go with it.
fn exchanged(plan: &Plan, json: &Json, origins: &[Option<u32>]) -> String {
    let now = |before: u32| {
        let place = origins.iter().position(|origin| *origin == Some(before))?;
        u32::try_from(place + 1).ok()
    };
    let follow = |finding: Finding| match finding.objective {
        None => Some(finding),
        Some(before) => Some(Finding { objective: Some(now(before)?), ..finding }),
    };
    let findings: Vec<Finding> = findings_from_json(json).into_iter().filter_map(follow).collect();
    let coverage = coverage_from_json(json);
    output::pretty(&plan_to_json(plan, &findings, coverage, &meaning::rule::to_json))
}

/// What the spreadsheets would change, for people.
fn preview(brought: &[Brought], end: End, style: Style) -> String {
    let mut page = Page::new(style);
    for (at, one) in brought.iter().enumerate() {
        page.line(page.paint(Role::Strong, format!("Foglio {}", safe(&one.name))));
        changes(&mut page, &one.proposal);
        let before = brought.get(..at).unwrap_or_default();
        section(&mut page, "Conflitti", one.proposal.conflicts.iter().map(|c| conflict(c, before)));
        section(&mut page, "Celle da correggere", one.proposal.faults.iter().map(ToString::to_string));
        section(&mut page, "Da sapere", one.proposal.notes.iter().map(ToString::to_string));
        page.line(counts(&one.proposal));
        page.gap();
    }
    page.line(last(brought, end));
    page.into()
}

fn counts(proposal: &Proposal) -> String {
    format!(
        "Cambiamenti {}, già nel piano {}, conflitti {}, celle da correggere {}.",
        number(proposal.changes.len()),
        number(proposal.already),
        number(proposal.conflicts.len()),
        number(proposal.faults.len())
    )
}

fn last(brought: &[Brought], end: End) -> &'static str {
    let nothing =
        brought.iter().all(|one| one.proposal.changes.is_empty() && one.proposal.conflicts.is_empty());
    match end {
        End { written: true, .. } => "Il piano è stato scritto.",
        End { blocked: true, .. } => {
            "Non è stato scritto nulla: prima vanno corrette le celle indicate e decisi i conflitti (--prefer foglio o --prefer \
             piano). --as-text prende com'è il testo che non si capisce."
        }
        End { confirmed: false, .. } if nothing => "Non c'è nulla da cambiare.",
        End { .. } => "Non è stato scritto nulla: --confirm fa questi cambiamenti.",
    }
}

fn section(page: &mut Page, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        page.line(format_args!("  {}", page.paint(Role::Strong, title)));
        for line in lines {
            page.line(format_args!("    {}", safe(&line)));
        }
    }
}

/// The changes, by objective.
fn changes(page: &mut Page, proposal: &Proposal) {
    let mut groups: Vec<(Option<u32>, &str, Vec<&Change>)> = Vec::new();
    for change in &proposal.changes {
        let (objective, whole) = (change.part.objective, change.part.whole.as_str());
        match groups.iter_mut().find(|(known, name, _)| *known == objective && *name == whole) {
            Some((.., changes)) => changes.push(change),
            None => groups.push((objective, whole, vec![change])),
        }
    }
    for (objective, whole, changes) in groups {
        let id = objective.map(|ordinal| format!("O{ordinal} ")).unwrap_or_default();
        page.line(format_args!("  {}", page.paint(Role::Strong, safe(&format!("{id}{whole}")))));
        for change in changes {
            page.line(format_args!("    {}", safe(&line(change))));
        }
    }
}

/// A change in one line.
fn line(change: &Change) -> String {
    let of = subject(change);
    let at = change.at.as_ref().map(|at| format!("  ({at})")).unwrap_or_default();
    match &change.what {
        What::Set { from, to, .. } => {
            format!("{of}{}: {} → {}{at}", value_of(&change.what), shown(from), shown(to))
        }
        What::Add(addition) => format!("si aggiunge {}{at}", added(addition)),
        What::Remove if change.part.name.is_empty() => {
            "si toglie l'obiettivo, con tutto ciò che contiene".to_owned()
        }
        What::Remove => format!("{of}si toglie"),
    }
}

/// What in an objective a change is of.
fn subject(change: &Change) -> String {
    let part = &change.part;
    if part.name.is_empty() { String::new() } else { format!("{} {} – ", part.id, part.name) }
}

/// The value that a change is of: `valore atteso 2026`.
fn value_of(what: &What) -> String {
    match what {
        What::Set { field, key: Some(key), .. } => format!("{} {key}", field.term),
        What::Set { field, key: None, .. } => field.term.to_owned(),
        What::Add(_) | What::Remove => String::new(),
    }
}

fn added(addition: &Addition) -> String {
    let others = addition.values.iter().filter(|value| value.text != addition.title());
    let others: Vec<String> =
        others.map(|value| format!("{} {}", value.field.term, shown(&value.text))).collect();
    let tail = if others.is_empty() { String::new() } else { format!(": {}", others.join(", ")) };
    let parts: Vec<String> = addition.parts.iter().map(|part| format!("; {}", added(part))).collect();
    let sort = addition.sort.term().to_lowercase();
    format!("{sort} {}{tail}{}", shown(addition.title()), parts.concat())
}

/// A text between its marks, shortened.
fn shown(text: &str) -> String {
    const LONGEST: usize = 90;
    if text.is_empty() {
        return "(vuoto)".to_owned();
    }
    format!("«{}»", domain::text::short(text, LONGEST))
}

/// A conflict with its three values, and the spreadsheet that brought the other one.
fn conflict(conflict: &Conflict, before: &[Brought]) -> String {
    let change = &conflict.change;
    let of = format!("{} {}", change.part.id, change.part.name);
    let at = change.at.as_ref().map(|at| format!("  ({at})")).unwrap_or_default();
    match (&conflict.clash, &change.what) {
        (Clash::Value { was, now }, What::Set { to, .. }) => {
            let who = before.iter().find(|one| one.proposal.brought(conflict));
            let who = who.map_or_else(|| "ora nel piano".to_owned(), |one| format!("«{}»", one.name));
            let what = value_of(&change.what);
            format!(
                "{} {what}: era {}, {who} {}, in questo foglio {}{at}",
                of.trim(),
                shown(was),
                shown(now),
                shown(to)
            )
        }
        (Clash::Gone, what) => {
            format!("{} {} {}: la voce non è più nel piano{at}", of.trim(), change.part.whole, value_of(what))
        }
        _ => format!("{}: il foglio l'ha tolto, ma nel piano è cambiato", of.trim()),
    }
}

/// What the spreadsheets would change, for programs.
fn told(brought: &[Brought], end: End) -> Json {
    let sheets: Vec<Json> = brought
        .iter()
        .map(|Brought { name, proposal }| {
            json!({
                "file": name,
                "changes": proposal.changes.iter().map(change_json).collect::<Vec<Json>>(),
                "conflicts": proposal.conflicts.iter().map(conflict_json).collect::<Vec<Json>>(),
                "faults": proposal.faults.iter().map(|fault| json!({
                    "at": place(Some(&fault.at)), "message": fault.what, "doubtful": fault.doubtful,
                })).collect::<Vec<Json>>(),
                "notes": proposal.notes.iter().map(|note| json!({
                    "at": place(note.at.as_ref()), "message": note.what,
                })).collect::<Vec<Json>>(),
                "already": proposal.already,
            })
        })
        .collect();
    json!({"schema": "traguardo-cambiamenti/1", "blocked": end.blocked, "written": end.written, "sheets": sheets})
}

fn place(at: Option<&CellPlace>) -> Json {
    at.map_or(Json::Null, |at| json!({"sheet": at.sheet, "cell": at.name()}))
}

fn change_json(change: &Change) -> Json {
    let mut json = match &change.what {
        What::Set { field, key, from, to } => {
            json!({"kind": "set", "field": field.name, "key": key, "from": from, "to": to})
        }
        What::Add(addition) => json!({"kind": "add", "added": addition_json(addition)}),
        What::Remove => json!({"kind": "remove"}),
    };
    json["item"] = change.part.id.as_str().into();
    json["objective"] = change.part.objective.into();
    json["at"] = place(change.at.as_ref());
    json
}

fn addition_json(addition: &Addition) -> Json {
    let value =
        |value: &working::Value| json!({"field": value.field.name, "key": value.key, "text": value.text});
    json!({
        "entity": addition.sort.name(),
        "unit": addition.unit,
        "values": addition.values.iter().map(value).collect::<Vec<Json>>(),
        "parts": addition.parts.iter().map(addition_json).collect::<Vec<Json>>(),
    })
}

fn conflict_json(conflict: &Conflict) -> Json {
    let mut json = change_json(&conflict.change);
    let (why, was, now) = match &conflict.clash {
        Clash::Value { was, now } => ("value", Some(was), Some(now)),
        Clash::Changed => ("changed", None, None),
        Clash::Gone => ("gone", None, None),
    };
    (json["conflict"], json["was"], json["now"]) = (why.into(), was.cloned().into(), now.cloned().into());
    json
}
