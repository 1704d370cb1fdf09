//! `traguardo rules`: the rules that the graduations of a plan are.

mod library;

use domain::Plan;
use meaning::rule::{Reading, read, render, to_json};
use serde_json::{Value as Json, json};

use super::Verdict;
use crate::cli::{Format, Rules};
use crate::error::Failure;
use crate::input::{self, Input};
use crate::terminal::{Page, Role, Style, number, safe};
use crate::{output, reading};

use library::{Library, Named, Unread, Use, Wording};

/// Shows the rules of a plan, or how one text is read.
pub fn run(options: &Rules) -> Result<Verdict, Failure> {
    if let Some(text) = &options.text {
        return one(text, options);
    }
    let library = Library::of(&plan(options)?);
    match options.format {
        Some(Format::Json) => output::print(&output::pretty(&json(&library)))?,
        None | Some(Format::Testo) => output::print(&shown(&library))?,
    }
    Ok(Verdict::Clean)
}

fn plan(options: &Rules) -> Result<Plan, Failure> {
    let Some(path) = &options.file else { return Err(Failure::new("manca il piano o il documento")) };
    match input::file(path, options.reading.max_size)? {
        Input::Plan(plan, _) => Ok(*plan),
        Input::Document(_) => Ok(reading::import(std::slice::from_ref(path), &options.reading)?.reading.plan),
    }
}

/// How a text from the command line is read.
fn one(text: &str, options: &Rules) -> Result<Verdict, Failure> {
    let text = domain::text::normal(text).into_owned();
    let reading = read(&text, options.year);
    if options.format == Some(Format::Json) {
        let json = json!({"text": text, "rule": to_json(&text, &reading.rules, options.year)});
        output::print(&output::pretty(&json))?;
    } else {
        output::print(&told(&reading))?;
    }
    Ok(if reading.rules.len() == 1 { Verdict::Clean } else { Verdict::Blocked })
}

fn told(reading: &Reading) -> String {
    let mut page = Page::new(Style::of_stdout());
    match reading.rules.as_slice() {
        [] => page.line(page.paint(Role::Strong, "Non è una regola.")),
        [only] => page.line(render(only)),
        several => {
            page.line(page.paint(Role::Strong, "Si può leggere in più modi:"));
            for (index, rule) in several.iter().enumerate() {
                page.line(format_args!("  {}. {}", index + 1, render(rule)));
            }
        }
    }
    for remark in &reading.remarks {
        page.line(format_args!("  nota: {}", safe(&remark.to_string())));
    }
    page.into()
}

fn shown(library: &Library) -> String {
    let mut page = Page::new(Style::of_stdout());
    let count = |many: usize, one: &str, more: &str| {
        format!("{} {}", number(many), if many == 1 { one } else { more })
    };
    let graduations: usize = library.rules.iter().map(Named::count).sum();
    page.line(format_args!(
        "{} in {}.",
        count(library.rules.len(), "regola", "regole"),
        count(graduations, "graduazione", "graduazioni")
    ));
    for named in &library.rules {
        page.gap();
        let name = page.paint(Role::Strong, safe(&named.name));
        page.line(format_args!("{name} ({})", count(named.count(), "graduazione", "graduazioni")));
        page.line(format_args!("    {}", safe(&render(&named.rule))));
        named.wordings.iter().for_each(|wording| wording_line(&mut page, wording));
    }
    unread(&mut page, "Da scegliere: si leggono in più modi", &library.doubtful);
    unread(&mut page, "Non sono regole", &library.none);
    page.into()
}

fn wording_line(page: &mut Page, wording: &Wording) {
    page.line(format_args!("  - «{}»: {}", safe(&wording.text), places(&wording.uses)));
}

fn unread(page: &mut Page, title: &str, texts: &[Unread]) {
    if texts.is_empty() {
        return;
    }
    page.gap();
    page.line(page.paint(Role::Strong, format!("{title} ({})", number(texts.len()))));
    for text in texts {
        wording_line(page, &text.wording);
        for rule in &text.reading.rules {
            page.line(format_args!("      oppure: {}", safe(&render(rule))));
        }
        for remark in &text.reading.remarks {
            page.line(format_args!("      {}", safe(&remark.to_string())));
        }
    }
}

/// `obiettivo 3 (righe 60 e 61), obiettivo 7 (riga 152)`.
fn places(uses: &[Use]) -> String {
    let mut objectives: Vec<(usize, Vec<String>)> = Vec::new();
    for one in uses {
        let line = one.line.map(|line| line.to_string());
        match objectives.last_mut() {
            Some((ordinal, lines)) if *ordinal == one.objective => lines.extend(line),
            _ => objectives.push((one.objective, line.into_iter().collect())),
        }
    }
    let shown = objectives.iter().map(|(ordinal, lines)| match lines.as_slice() {
        [] => format!("obiettivo {ordinal}"),
        [line] => format!("obiettivo {ordinal} (riga {line})"),
        lines => format!("obiettivo {ordinal} (righe {})", lines.join(", ")),
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn json(library: &Library) -> Json {
    let uses = |uses: &[Use]| -> Json {
        uses.iter()
            .map(|one| json!({"objective": one.objective, "line": one.line, "indicator": one.indicator}))
            .collect()
    };
    let rules = library.rules.iter().map(|named| {
        let wordings: Json = named
            .wordings
            .iter()
            .map(|wording| json!({"text": wording.text, "uses": uses(&wording.uses)}))
            .collect();
        json!({
            "name": named.name,
            "count": named.count(),
            "rule": meaning::rule::object(&named.rule),
            "wordings": wordings,
        })
    });
    let unread = |texts: &[Unread]| -> Json {
        texts
            .iter()
            .map(|one| {
                let Wording { text, uses: of_text } = &one.wording;
                json!({"text": text, "rule": to_json(text, &one.reading.rules, one.year), "uses": uses(of_text)})
            })
            .collect()
    };
    json!({
        "schema": "traguardo-regole/1",
        "rules": rules.collect::<Vec<_>>(),
        "doubtful": unread(&library.doubtful),
        "none": unread(&library.none),
    })
}
