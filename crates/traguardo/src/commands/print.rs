//! `traguardo print`.

use app::documents::{self, Format, Missing, Paper, Sources};
use appraisal::actuals::{self, Actuals};
use appraisal::{Scored, approve, ids};
use document::{Crest, Document, Look};
use domain::exchange::findings_from_json;
use domain::plan::Objective;
use domain::text::folded;
use domain::{Finding, Plan};
use method::Method;
use outline::Seen;
use outline::units::asked;

use super::evaluate::usable;
use super::{Verdict, mention};
use crate::cli::Print;
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
    let document = document(&plan, &method, read, options)?;
    let look = look(&plan, &document, &method.body.name, options)?;
    let bytes = written(&document, &look, options.format())?;
    output::write_result(options.target.file(), &bytes)?;
    Ok(mention(reading::verdict(&findings)))
}

/// Whether the document is of the part of the plan that is asked for. Some take the unit as their own, and some
/// know objectives by their places in the whole plan.
fn takes_part(options: &Print) -> Result<bool, Failure> {
    let limited = options.unit.is_some() || options.objective.is_some();
    match options.form {
        Paper::Blank | Paper::Letters if options.objective.is_some() => {
            Err(Failure::new("questo documento si limita a una struttura con --unit, non a un obiettivo"))
        }
        Paper::Blank | Paper::Letters => Ok(false),
        Paper::Monitoring | Paper::Report | Paper::Findings | Paper::Resolution if limited => {
            Err(Failure::new("questo documento è di tutto il piano: --unit e --objective qui non si usano"))
        }
        Paper::Timetable if limited && options.actuals.is_some() => Err(Failure::new(
            "il cronoprogramma coi risultati è di tutto il piano: --unit e --objective si usano senza --actuals",
        )),
        _ => Ok(true),
    }
}

/// The document that is asked for.
fn document(plan: &Plan, method: &Method, read: &[Finding], options: &Print) -> Result<Document, Failure> {
    let scores = scores(plan, options)?;
    let takes_results = matches!(options.form, Paper::Timetable | Paper::Monitoring | Paper::Report);
    let results = if takes_results { results(plan, method, options)? } else { None };
    let sources = Sources {
        unit: options.unit.as_deref(),
        day: options.at,
        results: results.as_ref(),
        scores: scores.as_ref(),
        read,
    };
    documents::paper(plan, method, options.form, sources).map_err(|missing| missed(missing, options))
}

/// What is missing, and how it is given.
fn missed(missing: Missing, options: &Print) -> Failure {
    let needs = |what: &str| Failure::new(format!("per questo documento serve {what}"));
    match missing {
        Missing::Day => needs("la data a cui si guarda: --at GG/MM/AAAA"),
        Missing::Scores => needs("il file dei punteggi: --scores FILE"),
        Missing::Unit => Failure::new(format!(
            "nel piano non c'è la struttura «{}»: «traguardo check» ne elenca strutture e obiettivi",
            options.unit.as_deref().unwrap_or_default()
        )),
    }
}

/// The scores, for the report on them.
fn scores(plan: &Plan, options: &Print) -> Result<Option<Scored>, Failure> {
    let Some(path) = options.scores.as_deref().filter(|_| options.form == Paper::Report) else {
        return Ok(None);
    };
    let scored = input::scores(path, options.reading.max_size)?;
    if !scored.is_intact() || !scored.is_of(plan) {
        return Err(Failure::new(format!(
            "i punteggi di «{}» non sono di questo piano: ricalcolali con «traguardo score»",
            path.display()
        )));
    }
    Ok(Some(scored))
}

/// The results in a table, when there is one.
fn results(plan: &Plan, method: &Method, options: &Print) -> Result<Option<Actuals>, Failure> {
    let Some(path) = options.actuals.as_deref() else { return Ok(None) };
    let decisions = input::decisions(options.decisions.as_deref(), options.reading.max_size)?;
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
pub(super) fn written(document: &Document, look: &Look, format: Format) -> Result<Vec<u8>, Failure> {
    documents::written(document, look, format).map_err(Failure::new)
}

/// What the pages say of themselves.
fn look(plan: &Plan, document: &Document, body: &str, options: &Print) -> Result<Look, Failure> {
    let crest = |path| -> Result<Crest, Failure> {
        Ok(Crest { png: input::picture(path)?, alt: format!("Stemma di {body}") })
    };
    let crest = options.crest.as_deref().map(crest);
    Ok(Look {
        title: documents::title(plan, options.form, document),
        body: body.to_owned(),
        crest: crest.transpose()?,
        contents: options.index,
        day: options.at,
    })
}

/// The part of the plan that is printed.
fn part(plan: Plan, options: &Print) -> Result<Plan, Failure> {
    let (objective, unit) = (options.objective.as_deref(), options.unit.as_deref());
    let what = match (objective, unit) {
        (None, None) => return Ok(plan),
        (Some(objective), _) => format!("l'obiettivo «{objective}»"),
        (None, Some(unit)) => format!("la struttura «{unit}»"),
    };
    let units = unit.map(|unit| asked(outline::objectives(&plan).iter().map(Seen::unit), unit));
    let codes = objective.map(|objective| called(&plan, objective));
    let wanted = |candidate: &Objective| {
        let unit = outline::text(candidate.unit.as_ref());
        units.as_ref().is_none_or(|units| units.contains(unit))
            && codes.as_ref().is_none_or(|codes| codes.iter().any(|code| std::ptr::eq(*code, candidate)))
    };
    let part = outline::excerpt(&plan, &wanted);
    if part.objectives.is_empty() {
        return Err(Failure::new(format!(
            "nel piano non c'è {what}: «traguardo check» ne elenca strutture e obiettivi"
        )));
    }
    Ok(part)
}

/// The objectives that are called so: by their place in the plan (`O12`), else by their code.
fn called<'p>(plan: &'p Plan, name: &str) -> Vec<&'p Objective> {
    let all = outline::objectives(plan);
    let at_place = all.iter().find(|seen| ids::objective(seen.ordinal).eq_ignore_ascii_case(name.trim()));
    if let Some(seen) = at_place {
        return vec![seen.objective];
    }
    let is_coded = |seen: &&Seen<'_>| folded(outline::text(seen.objective.code.as_ref())) == folded(name);
    all.iter().filter(is_coded).map(|seen| seen.objective).collect()
}
