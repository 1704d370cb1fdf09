//! `traguardo score`, `actuals-template`, `decisions`, `explain-score`.

use appraisal::actuals;
use appraisal::{Approved, Obstacle, Question, Scored, approve};
use domain::text::squeezed;
use scoring::tree::Step;

use super::Verdict;
use super::evaluate::usable;
use crate::cli::{ActualsTemplate, DecisionsCommand, ExplainScore, Format, Scorable, Score};
use crate::error::Failure;
use crate::terminal::{Page, Role, Style, derivation, evaluation as pages, outcomes, scores};
use crate::{input, output, reading};

/// Scores a plan.
pub fn run(options: &Score) -> Result<Verdict, Failure> {
    let approved = match approved(&options.plan)? {
        Ok(approved) => approved,
        Err(obstacles) => return refused(&obstacles),
    };
    let text = input::text(&options.actuals, options.plan.reading.max_size)?;
    let (actuals, faults) = actuals::read(&approved, &text);
    usable(&options.actuals, &faults)?;
    let scored = approved.score(&actuals);
    let json = serde_json::to_value(&scored).map_err(|error| Failure::new(error.to_string()))?;
    if let Some(path) = &options.output {
        output::write(Some(path), &output::pretty(&json))?;
    }
    if let Some(path) = &options.xlsx {
        let workbook = workbook::scores(&scored).map_err(|error| Failure::new(error.to_string()))?;
        output::write_bytes(path, &workbook)?;
    }
    match options.format {
        Some(Format::Json) => output::print(&output::pretty(&json))?,
        _ => output::print(&scores::shown(&scored, options.all, Style::of_stdout()))?,
    }
    Ok(Verdict::Clean)
}

/// The plan as it can be scored, or what keeps it from that.
fn approved(options: &Scorable) -> Result<Result<Approved, Vec<Obstacle>>, Failure> {
    let (plan, method) = reading::with_method(&options.file, &options.reading)?;
    let decisions = input::decisions(options.decisions.as_deref(), options.reading.max_size)?;
    Ok(approve(&plan, &method, &decisions))
}

fn refused(obstacles: &[Obstacle]) -> Result<Verdict, Failure> {
    output::print(&questions(obstacles, Style::of_stdout()))?;
    eprintln!(
        "traguardo: il piano non si può ancora calcolare. «traguardo decisions PIANO -o scelte.toml» scrive le \
         scelte da rivedere; «--decisions scelte.toml» le usa."
    );
    Ok(Verdict::Blocked)
}

fn questions(obstacles: &[Obstacle], style: Style) -> String {
    let mut page = Page::new(style);
    page.line(page.paint(Role::Strong, format!("Da decidere prima di calcolare: {}", obstacles.len())));
    for obstacle in obstacles {
        let title =
            if obstacle.title.is_empty() { String::new() } else { format!(" «{}»", obstacle.title) };
        page.line(format_args!("  {}{title}: {}", page.paint(Role::Strong, &obstacle.id), obstacle.what));
        for (number, reading) in (1..).zip(&obstacle.readings) {
            page.line(format_args!("      lettura {number}: {reading}"));
        }
    }
    page.into()
}

/// Writes the table of results to fill in.
pub fn actuals_template(options: &ActualsTemplate) -> Result<Verdict, Failure> {
    let approved = match approved(&options.plan)? {
        Ok(approved) => approved,
        Err(obstacles) => return refused(&obstacles),
    };
    let table = match options.invent {
        Some(seed) => actuals::fill(&approved, seed),
        None => actuals::template(&approved),
    };
    let table = table.map_err(|error| Failure::new(format!("la tabella non si può scrivere: {error}")))?;
    output::write(options.target.file(), &table)?;
    Ok(Verdict::Clean)
}

/// Lists what must be decided.
pub fn decisions(options: &DecisionsCommand) -> Result<Verdict, Failure> {
    let obstacles = approved(&options.plan)?.err().unwrap_or_default();
    match &options.output {
        Some(path) => output::write(Some(path), &proposal(&obstacles))?,
        None if obstacles.is_empty() => {
            output::print("Non c'è nulla da decidere: il piano si può calcolare.\n")?;
        }
        None => output::print(&questions(&obstacles, Style::of_stdout()))?,
    }
    let open =
        obstacles.iter().any(|obstacle| matches!(obstacle.question, Question::Plan | Question::Decision));
    Ok(if open { Verdict::Blocked } else { Verdict::Clean })
}

/// A file of decisions with the most cautious one for each question.
fn proposal(obstacles: &[Obstacle]) -> String {
    let mut page = Page::new(Style::plain());
    page.line(
        "# Le scelte di chi approva. Ogni proposta va riletta: «reason» dice perché, e si legge su ogni punteggio.",
    );
    for obstacle in obstacles {
        let answer = match obstacle.question {
            Question::Reading | Question::Function => "function = \"valutazione\"",
            Question::Weights => "weights = \"in-proporzione\"",
            Question::Decision | Question::Plan => continue,
        };
        page.gap();
        page.line(format_args!("# {}", one_line(&obstacle.what)));
        for (number, reading) in (1..).zip(&obstacle.readings) {
            page.line(format_args!("#   reading = {number}  # {}", one_line(reading)));
        }
        page.line("[[decision]]");
        page.line(format_args!("of = \"{}\"", obstacle.id));
        page.line(answer);
        page.line("reason = \"\"");
    }
    page.into()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Explains a score.
pub fn explain(options: &ExplainScore) -> Result<Verdict, Failure> {
    let text = input::text(&options.file, input::LARGEST)?;
    if text.contains(evaluation::SCHEMA) {
        return explain_evaluation(options, &text);
    }
    let scored = input::scores_in(&options.file, &text)?;
    let outcome = scored.outcomes.iter().find(|outcome| outcome.id.eq_ignore_ascii_case(&options.item));
    if let Some(outcome) = outcome {
        output::print(&outcomes::page(&scored, outcome, Style::of_stdout()))?;
        return Ok(Verdict::Clean);
    }
    let Some(step) = found(&scored, &options.item) else {
        return Err(Failure::new(format!(
            "nei punteggi non c'è «{}»: un obiettivo si indica con O e il suo posto nel piano (O12), o col suo codice",
            options.item
        )));
    };
    output::print(&derivation::page(&scored, step, Style::of_stdout()))?;
    Ok(Verdict::Clean)
}

/// Explains a person, or an amount of the body, of an evaluation.
fn explain_evaluation(options: &ExplainScore, text: &str) -> Result<Verdict, Failure> {
    let evaluated = super::evaluate::stored(&options.file, text)?;
    let page = match evaluated.person(&options.item) {
        Some(person) => pages::explained(&evaluated, person, Style::of_stdout()),
        None => match evaluated.entries().find(|entry| entry.id == options.item) {
            Some(entry) => pages::explained_entry(&evaluated, entry, Style::of_stdout()),
            None => {
                return Err(Failure::new(format!(
                    "nella valutazione non c'è «{}»: si indica il codice di una persona, o una voce dell'ente come «premi»",
                    options.item
                )));
            }
        },
    };
    output::print(&page)?;
    Ok(Verdict::Clean)
}

/// By its name, else by the code with which its title begins, when only one has it.
fn found<'s>(scored: &'s Scored, wanted: &str) -> Option<&'s Step> {
    let by_name = scored.results.iter().find(|step| step.id.eq_ignore_ascii_case(wanted));
    by_name.or_else(|| {
        let code = squeezed(wanted);
        let first = |step: &&Step| step.title.split(' ').next().is_some_and(|word| squeezed(word) == code);
        let mut found = scored.of_level(scoring::tree::Level::Objective).filter(first);
        found.next().filter(|_| found.next().is_none())
    })
}
