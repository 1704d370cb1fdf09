//! `traguardo evaluate`, `people-template`: people, premiums and cuts from the scores of a plan.

use std::path::Path;

use appraisal::Scored;
use appraisal::canonical::digest_of_text;
use appraisal::table::Fault;
use evaluation::{Evaluated, Frame, Fund, Inputs, evaluate, invoices, people};

use super::Verdict;
use crate::cli::{Evaluate, Format, PeopleTemplate, Pool, Reading};
use crate::error::Failure;
use crate::terminal::{Style, evaluation as page};
use crate::{input, output, reading};

/// Evaluates the people of a table.
pub fn run(options: &Evaluate) -> Result<Verdict, Failure> {
    let (scored, method) = scores(&options.file, &options.reading)?;
    let frame = frame(&options.file, &scored, &method)?;
    let inputs = inputs(options, &frame)?;
    let evaluated = evaluate(&frame, &inputs);
    let json = serde_json::to_value(&evaluated).map_err(|error| Failure::new(error.to_string()))?;
    if let Some(path) = &options.output {
        output::write(Some(path), &output::pretty(&json))?;
    }
    match options.format {
        Some(Format::Json) => output::print(&output::pretty(&json))?,
        _ => output::print(&page::shown(&evaluated, Style::of_stdout()))?,
    }
    Ok(Verdict::Clean)
}

/// Writes the table of people to fill in.
pub fn people_template(options: &PeopleTemplate) -> Result<Verdict, Failure> {
    let (scored, method) = scores(&options.file, &options.reading)?;
    let frame = frame(&options.file, &scored, &method)?;
    let table = match options.invent {
        Some(seed) => people::invent(&frame, seed),
        None => people::template(&frame),
    };
    let table = table.map_err(|error| Failure::new(format!("la tabella non si può scrivere: {error}")))?;
    output::write(options.target.file(), &table)?;
    Ok(Verdict::Clean)
}

/// The file of scores, with the method that is named or that of its body.
fn scores(path: &Path, options: &Reading) -> Result<(Scored, method::Method), Failure> {
    let scored = input::scores(path, options.max_size)?;
    let method = reading::method_named(&scored.body, options)?.method;
    Ok((scored, method))
}

fn frame<'a>(path: &Path, scored: &'a Scored, method: &'a method::Method) -> Result<Frame<'a>, Failure> {
    Frame::new(scored, method).map_err(|why| Failure::new(format!("«{}»: {why}", path.display())))
}

fn inputs(options: &Evaluate, frame: &Frame<'_>) -> Result<Inputs, Failure> {
    let text = input::text(&options.people, options.reading.max_size)?;
    let (people, faults) = people::read(frame, &text);
    usable(&options.people, &faults)?;
    let mut inputs = Inputs {
        people,
        people_digest: digest_of_text(&text),
        invoices: None,
        funds: options.pools.iter().map(|pool| fund(frame, pool)).collect::<Result<_, _>>()?,
    };
    if let Some(twice) = twice(&inputs.funds) {
        return Err(Failure::new(format!("due fondi sono per {twice}: un ruolo ne ha uno solo")));
    }
    if let Some(path) = &options.invoices {
        let text = input::text(path, options.reading.max_size)?;
        let (invoices, faults) = invoices::read(frame, &text, options.measured_on);
        usable(path, &faults)?;
        inputs.invoices = Some((invoices, digest_of_text(&text)));
    }
    Ok(inputs)
}

/// A pool with its roles as the method calls them.
fn fund(frame: &Frame<'_>, pool: &Pool) -> Result<Fund, Failure> {
    let stranger = |name: &str| {
        let known: Vec<&str> = frame.smvp.roles.iter().map(|role| role.name.as_str()).collect();
        let known = known.join(", ");
        Failure::new(format!("--pool: «{name}» non è un ruolo del metodo; i ruoli sono: {known}"))
    };
    let role =
        |name: &String| frame.smvp.role(name).map(|role| role.name.clone()).ok_or_else(|| stranger(name));
    let roles = pool.roles.iter().map(role).collect::<Result<_, _>>()?;
    Ok(Fund { roles, amount: pool.amount.clone() })
}

/// For whom there are two pools.
fn twice(funds: &[Fund]) -> Option<String> {
    let mut seen: Vec<&str> = Vec::new();
    for fund in funds {
        let own: Vec<&str> = if fund.roles.is_empty() {
            vec!["tutti gli altri"]
        } else {
            fund.roles.iter().map(String::as_str).collect()
        };
        for role in own {
            if seen.contains(&role) {
                return Some(format!("«{role}»"));
            }
            seen.push(role);
        }
    }
    None
}

/// Refuses a table with faults, and shows the first of them.
pub(super) fn usable(path: &Path, faults: &[Fault]) -> Result<(), Failure> {
    const SHOWN: usize = 20;
    if faults.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = faults.iter().take(SHOWN).map(|fault| format!("  {fault}")).collect();
    let more = faults.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!("\n  … e altri {more}") } else { String::new() };
    let shown = path.display();
    Err(Failure::new(format!("in «{shown}» ci sono celle da correggere:\n{}{more}", lines.join("\n"))))
}

/// An evaluation that was stored.
pub(super) fn stored(path: &Path, text: &str) -> Result<Evaluated, Failure> {
    let evaluated: Evaluated = serde_json::from_str(text).map_err(|error| {
        Failure::new(format!("«{}» non è un file di valutazioni: {error}", path.display()))
    })?;
    if !evaluated.is_intact() {
        return Err(Failure::new(format!(
            "«{}» non è come il programma l'ha scritto: l'impronta non torna; rifarlo con «traguardo evaluate»",
            path.display()
        )));
    }
    Ok(evaluated)
}
