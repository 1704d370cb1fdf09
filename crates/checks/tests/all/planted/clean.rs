//! Clean plans: nothing is wrong with them, whatever their size, year, form and texts.

use domain::Plan;
use domain::plan::{EnteObjective, Objective, Section, SectionBlock, StaffingFigure, Unit};

use super::bank::{Theme, bank};
use super::case::{said, value};
use super::facts::Facts;
use super::form::Form;
use super::money;
use super::objective::{Maker, parts};
use super::seed::Seed;
use super::tables;
use super::tree::{self, Tree};

/// A unit with what it is to reach.
struct Office {
    letter: char,
    name: &'static str,
    themes: Vec<&'static Theme>,
}

impl Office {
    fn full_name(&self) -> String {
        format!("{} - {}", self.letter, self.name)
    }
}

/// A plan in a form, of a body.
pub fn plan(form: &Form, facts: &Facts, seed: &mut Seed) -> Plan {
    let offices = offices(form, seed);
    let mut plan = Plan {
        sections: vec![in_brief(form, facts)],
        units: units(&offices, seed),
        years: Some(tree::years(form.all_years())),
        ..Plan::default()
    };
    let tree = Tree::new(&themes(&offices), seed);
    if form.has("tree") {
        plan.tree = tree.nodes(form, seed);
    }
    plan.objectives = objectives(&offices, form, &tree, seed);
    tables::heads(&mut plan, form);
    if form.has("budget") {
        plan.budget = money::rows(&themes(&offices), &plan.objectives, form, seed);
    }
    plan.staffing = staffing(form, seed);
    if form.has("staff") {
        (plan.staff, plan.summaries) = tables::staff(&plan.units, seed);
    }
    if form.has("functions") {
        plan.functions = tables::functions(&themes(&offices), &plan.units, seed);
    }
    if form.has("ente") {
        plan.ente_objectives = of_the_body(&plan.objectives, seed);
    }
    plan
}

/// Units with their themes: the duties and some ordinary ones, and in each unit the common one.
fn offices(form: &Form, seed: &mut Seed) -> Vec<Office> {
    let count = 2 + seed.below(4);
    let names = bank().words("units");
    let chosen = seed.sample(count, names.len());
    let mut offices: Vec<Office> = chosen
        .into_iter()
        .zip('A'..)
        .map(|(at, letter)| Office { letter, name: names[at], themes: Vec::new() })
        .collect();
    let mut themes: Vec<&Theme> = bank().duties.iter().collect();
    let more = (count * 2).saturating_sub(themes.len()) + seed.below(4);
    themes.extend(seed.sample(more, bank().ordinary.len()).into_iter().map(|at| &bank().ordinary[at]));
    let from = seed.below(count);
    for (theme, at) in themes.into_iter().zip(from..) {
        offices[at % count].themes.push(theme);
    }
    let only = seed.below(count);
    for (at, office) in offices.iter_mut().enumerate() {
        if form.has("family") || at == only {
            office.themes.push(&bank().common);
        }
    }
    offices
}

fn themes(offices: &[Office]) -> Vec<&'static Theme> {
    let mut themes: Vec<&Theme> = Vec::new();
    for theme in offices.iter().flat_map(|office| &office.themes) {
        if !themes.iter().any(|known| known.title == theme.title) {
            themes.push(theme);
        }
    }
    themes
}

fn units(offices: &[Office], seed: &mut Seed) -> Vec<Unit> {
    let heads = bank().words("heads");
    let first = seed.below(heads.len());
    offices
        .iter()
        .enumerate()
        .map(|(at, office)| Unit {
            code: said(office.letter),
            name: said(office.name),
            level: said("area"),
            head: said(heads[(first + at) % heads.len()]),
            ..Unit::default()
        })
        .collect()
}

fn objectives(offices: &[Office], form: &Form, tree: &Tree, seed: &mut Seed) -> Vec<Objective> {
    let names: Vec<String> = offices.iter().map(Office::full_name).collect();
    let mut maker = Maker::new(form, tree, &names, seed);
    let mut objectives = Vec::new();
    for (at, office) in offices.iter().enumerate() {
        let weights = parts(100, office.themes.len(), 5, seed);
        for ((theme, weight), number) in office.themes.iter().zip(weights).zip(1..) {
            let mut objective = maker.objective(theme, at, seed);
            objective.code = said(number.to_string());
            objective.weight = said(maker.percent(weight));
            objective.cost_centre = form.has("centres").then(|| value(office.name));
            if form.has("criteria") {
                objective.criteria = Maker::criteria(weight, seed);
            }
            objectives.push(objective);
        }
    }
    objectives
}

fn of_the_body(objectives: &[Objective], seed: &mut Seed) -> Vec<EnteObjective> {
    let own: Vec<&Objective> = objectives
        .iter()
        .filter(|one| one.kind.as_ref().is_some_and(|kind| kind.verbatim != "comune"))
        .collect();
    let count = 2 + seed.below(2);
    let chosen = seed.sample(count, own.len());
    let weights = parts(100, chosen.len(), 10, seed);
    chosen
        .into_iter()
        .zip(weights)
        .map(|(at, weight)| EnteObjective {
            unit: own[at].unit.clone(),
            title: own[at].title.clone(),
            weight: said(format!("{weight}%")),
            ..EnteObjective::default()
        })
        .collect()
}

fn staffing(form: &Form, seed: &mut Seed) -> Vec<StaffingFigure> {
    form.all_years()
        .into_iter()
        .map(|year| StaffingFigure {
            year: said(year.to_string()),
            kind: said("Assunzioni"),
            figure: said(seed.below(5).to_string()),
            ..StaffingFigure::default()
        })
        .collect()
}

/// The text of the PIAO: what the form of the body wants of it.
fn in_brief(form: &Form, facts: &Facts) -> Section {
    let staff = facts.profile.employees.unwrap_or_default();
    let full = staff > 50;
    let parts = [
        (true, format!("Sezione 1. Scheda anagrafica: il Comune di Fontechiara conta {staff} dipendenti.")),
        (full, "2.1 Valore pubblico: rimanda alla sezione strategica del DUP.".to_owned()),
        (full, "2.2 Performance: gli obiettivi stanno nelle schede.".to_owned()),
        (
            true,
            "2.3 Rischi corruttivi e trasparenza: le misure sono riprese nelle schede degli obiettivi."
                .to_owned(),
        ),
        (true, "3.1 Struttura organizzativa: ogni struttura ha chi la dirige.".to_owned()),
        (
            true,
            "3.2 Organizzazione del lavoro agile: due giorni a settimana, con accordo individuale."
                .to_owned(),
        ),
        (
            true,
            format!(
                "3.3 Piano triennale dei fabbisogni di personale: personale in servizio al 31/12/{}, {staff} unità; \
                 formazione di almeno 40 ore annue a testa.",
                form.year - 1
            ),
        ),
        (
            full,
            "Sezione 4. Monitoraggio: al 30 giugno e al 30 settembre, a cura dell'organo di valutazione."
                .to_owned(),
        ),
    ];
    let block = |text: String| SectionBlock { text: said(text), ..SectionBlock::default() };
    Section {
        key: said("piao"),
        title: said("IL PIANO IN BREVE"),
        blocks: parts.into_iter().filter(|(due, _)| *due).map(|(_, text)| block(text)).collect(),
        ..Section::default()
    }
}
