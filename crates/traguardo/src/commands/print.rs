//! `traguardo print`.

use std::path::Path;

use appraisal::actuals::{self, Actuals};
use appraisal::{Decisions, Scored, approve};
use document::{Crest, Document, Look};
use domain::exchange::findings_from_json;
use domain::plan::Objective;
use domain::text::folded;
use domain::{Finding, Plan};
use method::Method;

use super::evaluate::usable;
use super::{Verdict, mention};
use crate::cli::{PaperForm, Print, PrintFormat};
use crate::error::Failure;
use crate::terminal::Progress;
use crate::{input, output, reading};

/// Prints a document or a plan in the form of its body, or another document that rests on it.
pub fn run(options: &Print) -> Result<Verdict, Failure> {
    let held = reading::hold(&options.file, &options.reading)?;
    // What reading found in a document is kept with the plan that it gave.
    let kept = held.json.as_ref().map(findings_from_json).unwrap_or_default();
    let is_of_reading =
        |finding: &Finding| forms::codes::ALL.iter().any(|definition| definition.code == finding.code);
    let kept: Vec<Finding> = kept.into_iter().filter(is_of_reading).collect();
    let (method, findings) = match held.imported {
        Some(imported) => (imported.method, imported.reading.findings),
        None => (reading::method_of(&held.plan, &options.reading)?, Vec::new()),
    };
    let method = method.method;
    let plan = if takes_part(options)? { part(held.plan, options)? } else { held.plan };
    let _progress = Progress::start("stampa");
    let read = if kept.is_empty() { &findings } else { &kept };
    let document = paper(&plan, &method, read, options)?;
    let look = look(&plan, &document, &method.body.name, options)?;
    let bytes = written(&document, &look, options.format())?;
    output::write_result(options.output.as_deref(), &bytes)?;
    Ok(mention(reading::verdict(&findings)))
}

/// Whether the document is of the part of the plan that is asked for. Some take the unit as their own, and some
/// know objectives by their places in the whole plan.
fn takes_part(options: &Print) -> Result<bool, Failure> {
    let limited = options.unit.is_some() || options.objective.is_some();
    match options.form {
        PaperForm::SchedaVuota | PaperForm::Lettera if options.objective.is_some() => {
            Err(Failure::new("questo documento si limita a una struttura con --unit, non a un obiettivo"))
        }
        PaperForm::SchedaVuota | PaperForm::Lettera => Ok(false),
        PaperForm::Monitoraggio | PaperForm::Relazione | PaperForm::Rilievi | PaperForm::Delibera
            if limited =>
        {
            Err(Failure::new("questo documento è di tutto il piano: --unit e --objective qui non si usano"))
        }
        _ => Ok(true),
    }
}

/// The document that is asked for.
fn paper(plan: &Plan, method: &Method, read: &[Finding], options: &Print) -> Result<Document, Failure> {
    let missing = |what: &str| Failure::new(format!("per questo documento serve {what}"));
    Ok(match options.form {
        PaperForm::Piano => forms::print(plan, method),
        PaperForm::SchedaVuota => papers::blank(plan, method, options.unit.as_deref(), None),
        PaperForm::Pesi => papers::weights(plan, method),
        PaperForm::Lettera => letter(plan, method, options)?,
        PaperForm::Delibera => papers::resolution(plan, method),
        PaperForm::Persone => papers::by_person(plan, method),
        PaperForm::Assessori => papers::by_assessore(plan, method),
        PaperForm::Missioni => papers::by_mission(plan, method),
        PaperForm::Scadenze => papers::deadlines(plan, method),
        PaperForm::Monitoraggio => {
            let at = options.at.ok_or_else(|| missing("la data a cui si guarda: --at GG/MM/AAAA"))?;
            papers::monitoring(plan, method, at, results(plan, method, options)?.as_ref())
        }
        PaperForm::Relazione => {
            let path = options.scores.as_deref();
            let path = path.ok_or_else(|| missing("il file dei punteggi: --scores FILE"))?;
            let scored = scores(path, options)?;
            papers::performance(plan, method, &scored, results(plan, method, options)?.as_ref())
        }
        PaperForm::Rilievi => papers::findings(plan, method, &checks::check(plan, method, read.to_vec())),
        PaperForm::Pubblicazione => papers::publication(plan, method),
        PaperForm::Riepilogo => papers::summary(plan, method),
    })
}

/// The letters to the heads of the units that are asked for.
fn letter(plan: &Plan, method: &Method, options: &Print) -> Result<Document, Failure> {
    let letter = papers::assignment(plan, method, options.unit.as_deref(), options.at);
    match (letter.blocks.is_empty(), options.unit.as_deref()) {
        (true, Some(unit)) => Err(Failure::new(format!(
            "nel piano non c'è la struttura «{unit}»: «traguardo check» ne elenca strutture e obiettivi"
        ))),
        _ => Ok(letter),
    }
}

/// The scores in a file.
fn scores(path: &Path, options: &Print) -> Result<Scored, Failure> {
    let text = input::text(path, options.reading.max_size)?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("«{}» non è un file di punteggi: {error}", path.display())))
}

/// The results in a table, when there is one.
fn results(plan: &Plan, method: &Method, options: &Print) -> Result<Option<Actuals>, Failure> {
    let Some(path) = options.actuals.as_deref() else { return Ok(None) };
    let decisions = match options.decisions.as_deref() {
        None => Decisions::default(),
        Some(path) => Decisions::parse(&input::text(path, options.reading.max_size)?)
            .map_err(|fault| Failure::new(format!("«{}»: {fault}", path.display())))?,
    };
    let approved = approve(plan, method, &decisions).map_err(|_| {
        Failure::new(
            "i risultati non si possono leggere: nel piano restano scelte da fare, che «traguardo decisions» elenca; \
             «--decisions» le usa",
        )
    })?;
    let (actuals, faults) = actuals::read(&approved, &input::text(path, options.reading.max_size)?);
    usable(path, &faults)?;
    Ok(Some(actuals))
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
fn look(plan: &Plan, document: &Document, body: &str, options: &Print) -> Result<Look, Failure> {
    let crest = options.crest.as_deref().map(|path| {
        let png = input::picture(path)?;
        Ok(Crest { png, alt: format!("Stemma di {body}") })
    });
    let years = plan.years.as_ref().map(|years| span(&years.verbatim));
    let named = plan.title.as_ref().map(|title| title.verbatim.clone());
    let title = match options.form {
        PaperForm::Piano | PaperForm::Pubblicazione => {
            named.or_else(|| Some(format!("Piano della performance {}", years?)))
        }
        _ => Some(document.name.clone()),
    };
    Ok(Look {
        title: title.unwrap_or_else(|| "Piano della performance".to_owned()),
        body: body.to_owned(),
        crest: crest.transpose()?,
        contents: options.index,
        printed: String::new(),
    })
}

/// Years as titles say them: the first and the last.
fn span(years: &str) -> String {
    let mut each = years.split_whitespace();
    match (each.next(), each.next_back()) {
        (Some(first), Some(last)) => format!("{first}-{last}"),
        _ => years.to_owned(),
    }
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
