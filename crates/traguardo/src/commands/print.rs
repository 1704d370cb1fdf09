//! `traguardo print`.

use document::{Crest, Document, Look};
use domain::Plan;
use domain::plan::Objective;
use domain::text::folded;

use super::{Verdict, mention};
use crate::cli::{Print, PrintFormat};
use crate::error::Failure;
use crate::terminal::Progress;
use crate::{input, output, reading};

/// Prints a document or a plan in the form of its body.
pub fn run(options: &Print) -> Result<Verdict, Failure> {
    let held = reading::hold(&options.file, &options.reading)?;
    let (method, findings) = match held.imported {
        Some(imported) => (imported.method, imported.reading.findings),
        None => (reading::method_of(&held.plan, &options.reading)?, Vec::new()),
    };
    let plan = part(held.plan, options)?;
    let _progress = Progress::start("stampa");
    let document = forms::print(&plan, &method.method);
    let look = look(&plan, &method.method.body.name, options)?;
    let bytes = written(&document, &look, options.format())?;
    output::write_result(options.output.as_deref(), &bytes)?;
    Ok(mention(reading::verdict(&findings)))
}

/// A document as a file of a format.
pub(super) fn written(document: &Document, look: &Look, format: PrintFormat) -> Result<Vec<u8>, Failure> {
    Ok(match format {
        PrintFormat::Testo => {
            format!("{}\n", document::text::write(document).trim_end_matches('\n')).into_bytes()
        }
        PrintFormat::Html => formats::html::write(document, look),
        PrintFormat::Docx => formats::docx::write(document, look),
        PrintFormat::Odt => formats::odf::write(document, look),
        PrintFormat::Xlsx => formats::xlsx::write(document, look),
        PrintFormat::Pdf => typeset::pdf(document, look)
            .map_err(|fault| Failure::new(format!("il PDF non si può scrivere: {fault}")))?,
    })
}

/// What the pages say of themselves.
fn look(plan: &Plan, body: &str, options: &Print) -> Result<Look, Failure> {
    let crest = options.crest.as_deref().map(|path| {
        let png = input::picture(path)?;
        Ok(Crest { png, alt: format!("Stemma di {body}") })
    });
    let years = plan.years.as_ref().map(|years| years.verbatim.clone());
    let named = plan.title.as_ref().map(|title| title.verbatim.clone());
    let title = named.or_else(|| Some(format!("Piano della performance {}", years?)));
    Ok(Look {
        title: title.unwrap_or_else(|| "Piano della performance".to_owned()),
        body: body.to_owned(),
        crest: crest.transpose()?,
        contents: options.index,
        printed: String::new(),
    })
}

/// The part of the plan that is printed.
fn part(plan: Plan, options: &Print) -> Result<Plan, Failure> {
    let numbers: Vec<String> = (1..=plan.objectives.len()).map(|number| format!("o{number}")).collect();
    let numbered = |wanted: &str| {
        let at = numbers.iter().position(|number| number == wanted)?;
        plan.objectives.get(at).map(std::ptr::from_ref)
    };
    let is_coded = |objective: &Objective, wanted: &str| {
        objective.code.as_ref().is_some_and(|code| folded(&code.verbatim) == *wanted)
    };
    let is_of = |objective: &Objective, wanted: &str| {
        objective.unit.as_ref().is_some_and(|unit| folded(&unit.verbatim).contains(wanted))
    };
    let (what, part) = match (&options.objective, &options.unit) {
        (None, None) => return Ok(plan),
        (Some(objective), unit) => {
            let wanted = folded(objective);
            let number = numbered(&wanted);
            let unit = unit.as_deref().map(folded);
            let fits = |candidate: &Objective| {
                (number == Some(std::ptr::from_ref(candidate))
                    || (number.is_none() && is_coded(candidate, &wanted)))
                    && unit.as_deref().is_none_or(|unit| is_of(candidate, unit))
            };
            (format!("l'obiettivo «{objective}»"), outline::excerpt(&plan, &fits))
        }
        (None, Some(unit)) => {
            let wanted = folded(unit);
            (
                format!("la struttura «{unit}»"),
                outline::excerpt(&plan, &|candidate| is_of(candidate, &wanted)),
            )
        }
    };
    if part.objectives.is_empty() {
        return Err(Failure::new(format!(
            "nel piano non c'è {what}: «traguardo check» ne elenca strutture e obiettivi"
        )));
    }
    Ok(part)
}
