//! The sections of the PIAO (D.M. 132/2022, arts. 2-5), known by their headings, and what they must hold.

use std::collections::HashMap;

use domain::Place;
use domain::plan::Section;
use domain::text::folded;

use super::full_form;
use crate::context::{Context, Seen, place, text};
use crate::moment::written;
use crate::report::Report;
use crate::rules::cycle::{known, number};
use crate::subjects::{
    ACCESSIBILITY, CORRUPTION, DIGITAL, EQUALITY, SIMPLER, Subject, TRAINING, hours_each, speaks,
};
use crate::words::{listed, short};

/// A part of the PIAO.
struct Part {
    /// Its number, as a folded heading begins.
    number: &'static str,
    /// Words of its heading.
    words: &'static str,
    /// What it is called.
    name: &'static str,
    /// Whether small bodies have it, too.
    simplified: bool,
}

const PARTS: &[Part] = &[
    Part { number: "sezione 1", words: "scheda anagrafica", name: "1 Scheda anagrafica", simplified: true },
    Part { number: "2 1", words: "valore pubblico", name: "2.1 Valore pubblico", simplified: false },
    Part { number: "2 2", words: "performance", name: "2.2 Performance", simplified: false },
    Part {
        number: "2 3",
        words: "rischi corruttivi",
        name: "2.3 Rischi corruttivi e trasparenza",
        simplified: true,
    },
    Part {
        number: "3 1",
        words: "struttura organizzativa",
        name: "3.1 Struttura organizzativa",
        simplified: true,
    },
    Part {
        number: "3 2",
        words: "lavoro agile",
        name: "3.2 Organizzazione del lavoro agile",
        simplified: true,
    },
    Part {
        number: "3 3",
        words: "fabbisogni",
        name: "3.3 Piano triennale dei fabbisogni di personale",
        simplified: true,
    },
    Part { number: "sezione 4", words: "monitoraggio", name: "4 Monitoraggio", simplified: false },
];
/// Of so many parts a document is a PIAO: a plan of objectives alone has one or two.
const ENOUGH: usize = 4;

/// The parts of a plan, each with whether it was met.
struct Parts {
    met: Vec<(&'static Part, bool)>,
}

impl Parts {
    fn of(context: &Context<'_>) -> Self {
        let mut met: Vec<(&Part, bool)> = PARTS.iter().map(|part| (part, false)).collect();
        let headings = context.plan.sections.iter().flat_map(|section| {
            let blocks = section.blocks.iter().map(|block| (false, text(block.text.as_ref())));
            std::iter::once((true, text(section.title.as_ref()))).chain(blocks)
        });
        for (title, heading) in headings {
            let heading = beginning(heading);
            for (part, met) in &mut met {
                *met |= is_heading(part, &heading, title);
            }
        }
        Self { met }
    }

    fn is_piao(&self) -> bool {
        self.met.iter().filter(|(_, met)| *met).count() >= ENOUGH
    }
}

/// The first words of a text, folded: a heading is no longer.
fn beginning(text: &str) -> String {
    let start: Vec<&str> = text.split_whitespace().take(12).collect();
    folded(&start.join(" "))
}

fn is_heading(part: &Part, heading: &str, title: bool) -> bool {
    let numbered = heading
        .strip_prefix(part.number)
        .or_else(|| heading.strip_prefix("sottosezione ").and_then(|rest| rest.strip_prefix(part.number)));
    if let Some(rest) = numbered {
        return rest.starts_with(' ') && rest.contains(part.words);
    }
    // «Albero della performance» is no part of its own.
    let begins = part.words != "performance"
        || ["performance", "la performance", "sezione", "sottosezione", "piano"]
            .iter()
            .any(|start| heading.starts_with(start));
    // A title without number says by its words alone what it is; that of a whole section names several parts.
    title
        && begins
        && !heading.starts_with("sezione 2")
        && !heading.starts_with("sezione ii")
        && heading.contains(part.words)
}

/// `PIAO-001`: a part that the form of the body wants is not there.
pub fn present(context: &Context<'_>, report: &mut Report) {
    let parts = Parts::of(context);
    if !parts.is_piao() {
        return;
    }
    let full = full_form(context) == Some(true);
    let missing: Vec<&str> = parts
        .met
        .iter()
        .filter(|(part, met)| !met && (full || part.simplified))
        .map(|(part, _)| part.name)
        .collect();
    if !missing.is_empty() {
        report.plan("PIAO-001", None, format!("nel PIAO mancano: {}", listed(&missing)));
    }
}

/// `PIAO-020`: a heading with nothing under it.
pub fn empty(context: &Context<'_>, report: &mut Report) {
    if !Parts::of(context).is_piao() {
        return;
    }
    for section in &context.plan.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            let heading = folded(text(block.text.as_ref()));
            let Some(part) = PARTS.iter().find(|part| is_heading(part, &heading, false)) else { continue };
            let bare = folded(part.name) == heading || heading == format!("{} {}", part.number, part.words);
            if bare && followed_by_heading(section, at) {
                let place = block.text.as_ref().and_then(|text| text.place);
                report.plan("PIAO-020", place, format!("«{}» non dice niente", part.name));
            }
        }
    }
}

fn followed_by_heading(section: &Section, at: usize) -> bool {
    section.blocks.get(at + 1).is_some_and(|next| {
        let heading = beginning(text(next.text.as_ref()));
        PARTS.iter().any(|part| is_heading(part, &heading, false))
    })
}

/// Every paragraph of the sections, with its place.
fn paragraphs<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a str, Option<Place>)> {
    let blocks = context.plan.sections.iter().flat_map(|section| &section.blocks);
    blocks
        .flat_map(|block| block.text.iter().chain(block.cells.values()))
        .map(|read| (read.verbatim.as_str(), read.place))
}

/// `PIAO-005`: public value without a link to the strategy of the body.
pub fn value(context: &Context<'_>, report: &mut Report) {
    if full_form(context) != Some(true) || !Parts::of(context).is_piao() {
        return;
    }
    let linked = !context.plan.tree.is_empty()
        || context.objectives.iter().any(|seen| !seen.objective.links.is_empty())
        || paragraphs(context)
            .any(|(text, _)| speaks(&folded(text), &["dup", "documento unico di programmazione"]));
    if !linked {
        report.plan("PIAO-005", None, "il valore pubblico non rimanda alla sezione strategica del DUP");
    }
}

/// `PIAO-006`, `PIAO-007`: a matter that sub-section 2.2 must treat at least, and does not.
pub fn subjects(context: &Context<'_>, report: &mut Report) {
    let Some(full) = full_form(context).filter(|_| !context.objectives.is_empty()) else { return };
    let matters: [(&str, Subject); 4] = [
        ("semplificazione", SIMPLER),
        ("digitalizzazione", DIGITAL),
        ("accessibilità", ACCESSIBILITY),
        ("pari opportunità ed equilibrio di genere", EQUALITY),
    ];
    let corpus = context.corpus();
    let equal = !context.plan.positive_actions.is_empty();
    let missing: Vec<&str> = matters
        .iter()
        .filter(|(name, subject)| !(corpus.has(subject) || equal && name.starts_with("pari")))
        // Of the small bodies CICLO-032 tells it, as soon as the law asks for it.
        .filter(|(name, _)| full || *name != "accessibilità" || context.year < Some(2024))
        .map(|(name, _)| *name)
        .collect();
    if missing.is_empty() {
        return;
    }
    let code = if full { "PIAO-006" } else { "PIAO-007" };
    report.plan(code, None, format!("nessun obiettivo parla di {}", listed(&missing)));
}

/// `PIAO-010`: measures against corruption are no objective of anybody.
pub fn anticorruption(context: &Context<'_>, report: &mut Report) {
    let measures = |seen: &Seen<'_>| !seen.objective.risk_measures.is_empty();
    let treated = context.objectives.iter().any(measures) || context.corpus().has(CORRUPTION);
    if known(context) && !context.objectives.is_empty() && !treated {
        let message = "nessun obiettivo riprende le misure di prevenzione della corruzione";
        report.plan("PIAO-010", None, message);
    }
}

/// `PIAO-015`, `PIAO-016`: the plan of training is missing, or too short.
pub fn training(context: &Context<'_>, report: &mut Report) {
    if !Parts::of(context).is_piao() {
        return;
    }
    let mut told = !context.plan.training.is_empty();
    let mut hours: Option<(u32, Option<Place>)> = None;
    for (paragraph, place) in paragraphs(context) {
        let words = folded(paragraph);
        if !speaks(&words, &["formazione", "formativ"]) {
            continue;
        }
        told = true;
        if let Some(each) = hours_each(&words).filter(|each| hours.is_none_or(|(most, _)| *each > most)) {
            hours = Some((each, place));
        }
    }
    if !told && full_form(context) == Some(true) && !context.corpus().has(TRAINING) {
        report.plan("PIAO-015", None, "il PIAO non dice niente della formazione del personale");
    }
    if let (Some((most, place)), Some(least)) = (hours, number(context, "training.hours"))
        && i64::from(most) < least
    {
        report.plan("PIAO-016", place, format!("{most} ore annue di formazione a testa, meno di {least}"));
    }
}

/// `PIAO-017`: the staff is counted on another day than the last of the year before.
pub fn staff_day(context: &Context<'_>, report: &mut Report) {
    let Some(due) = super::day(context, -1, 12, 31).filter(|_| Parts::of(context).is_piao()) else { return };
    let mut counted = Vec::new();
    for (paragraph, place) in paragraphs(context) {
        if let Some(day) = day_of_staff(paragraph) {
            counted.push((day, place));
        }
    }
    // Other days may be told beside the one that counts.
    if counted.iter().any(|(day, _)| *day == due) {
        return;
    }
    if let Some((day, place)) = counted.first() {
        let message =
            format!("il personale in servizio è contato al {}, non al {}", written(*day), written(due));
        report.plan("PIAO-017", *place, message);
    }
}

/// The day after `in servizio al`.
fn day_of_staff(paragraph: &str) -> Option<jiff::civil::Date> {
    let lower = paragraph.to_lowercase();
    let at = lower.find("in servizio al ")? + "in servizio al ".len();
    let figures: String =
        lower.get(at..)?.chars().take_while(|c| c.is_ascii_digit() || "/.-".contains(*c)).collect();
    let mut parts = figures.split(['/', '.', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `PIAO-009`: a strategic objective without indicators of impact, where others of its level have them.
pub fn impact(context: &Context<'_>, report: &mut Report) {
    let nodes = &context.plan.tree;
    let mut levels: HashMap<&str, usize> = HashMap::new();
    for node in nodes.iter().filter(|node| !node.outcomes.is_empty()) {
        *levels.entry(text(node.level.as_ref())).or_default() += 1;
    }
    for node in nodes.iter().filter(|node| node.outcomes.is_empty()) {
        if levels.get(text(node.level.as_ref())).is_none_or(|with| *with < 2) {
            continue;
        }
        let name = format!("{} {}", text(node.code.as_ref()), text(node.title.as_ref()));
        let message = format!("«{}»: nessun indicatore di impatto", short(name.trim(), 60));
        report.plan("PIAO-009", place(node.title.as_ref()), message);
    }
}
