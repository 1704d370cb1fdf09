//! What a reading gave, in figures.

use domain::entity::Entity;
use domain::exchange::Coverage;
use domain::{Finding, Plan, Severity};
use method::Method;

use super::page::Page;
use super::style::{Role, number, safe};
use crate::library::Named;

/// What the entities of a plan are called when there are several.
const PLURALS: &[(&str, &str)] = &[
    ("body", "enti"),
    ("document", "documenti"),
    ("unit", "strutture"),
    ("node", "nodi dell'albero della performance"),
    ("ente_objective", "obiettivi di performance di ente"),
    ("objective", "obiettivi"),
    ("link", "collegamenti"),
    ("phase", "fasi"),
    ("indicator", "indicatori"),
    ("person", "righe di personale coinvolto"),
    ("budget_line", "assegnazioni finanziarie"),
    ("criterion", "criteri di pesatura"),
    ("budget", "stanziamenti per missione e programma"),
    ("function", "funzioni degli uffici"),
    ("staff", "righe di personale delle strutture"),
    ("positive_action", "azioni positive"),
    ("training", "righe di formazione"),
    ("staffing", "voci del fabbisogno di personale"),
    ("summary", "righe di quadri riassuntivi"),
    ("round", "monitoraggi"),
    ("act", "atti"),
    ("section", "sezioni"),
];

/// Entities that say how a document is made, not what is planned.
const UNCOUNTED: &[&str] = &["body", "document", "block"];

/// What was read, with which method.
pub fn heading(page: &mut Page, names: &[&str], method: &Named<Method>) {
    let what = match names {
        [only] => (*only).to_owned(),
        many => format!("{} documenti", number(many.len())),
    };
    let body = page.paint(Role::Strong, &method.method.body.name);
    page.line(format_args!("Letto {what} con il metodo di {body} ({}).", method.origin));
    page.gap();
}

/// How many things of each kind the plan holds.
pub fn counts(page: &mut Page, plan: &Plan) {
    let mut counted = Vec::new();
    count(plan, &mut counted);
    if !plan.fragments.is_empty() {
        counted.push(("resti di schede senza inizio", plan.fragments.len()));
    }
    if counted.is_empty() {
        page.line("Il piano è vuoto.");
    }
    let width = counted.iter().map(|(_, count)| number(*count).len()).max().unwrap_or(0);
    for (label, count) in counted {
        let figure = page.paint(Role::Strong, format!("{:>width$}", number(count)));
        page.line(format_args!("  {figure}  {label}"));
        if label == "obiettivi"
            && let Some(kinds) = kinds(plan)
        {
            page.line(format_args!("  {:width$}  di cui: {kinds}", ""));
        }
    }
}

/// Adds up the lists of an entity and of what is inside it, in the order of the registry.
fn count(entity: &dyn Entity, counted: &mut Vec<(&'static str, usize)>) {
    for list in entity.definition().lists {
        if list.name == "fragments" {
            continue;
        }
        let item = (list.item)();
        let children = entity.children(list.name);
        if !children.is_empty() && !UNCOUNTED.contains(&item.name) {
            let label =
                PLURALS.iter().find(|(name, _)| *name == item.name).map_or(item.term, |(_, label)| label);
            match counted.iter_mut().find(|(known, _)| *known == label) {
                Some((_, count)) => *count += children.len(),
                None => counted.push((label, children.len())),
            }
        }
        for child in children {
            count(child, counted);
        }
    }
}

/// The objectives by their kind, when the body has kinds.
fn kinds(plan: &Plan) -> Option<String> {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for objective in &plan.objectives {
        let kind = objective.kind.as_ref().map_or("senza tipo", |kind| kind.verbatim.as_str());
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((kind, 1)),
        }
    }
    let told = |(kind, count): &(&str, usize)| format!("{} {}", safe(kind), number(*count));
    let told: Vec<String> = kinds.iter().map(told).collect();
    (kinds.iter().any(|(kind, _)| *kind != "senza tipo")).then(|| told.join(", "))
}

/// How many findings there are of each severity.
pub fn findings(page: &mut Page, findings: &[Finding]) {
    let mut parts = Vec::new();
    for (severity, one, many) in [
        (Severity::Error, "blocca l'approvazione", "bloccano l'approvazione"),
        (Severity::Warning, "da verificare", "da verificare"),
        (Severity::Info, "nota", "note"),
    ] {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        if count > 0 {
            let words = format!("{} {}", number(count), if count == 1 { one } else { many });
            parts.push(page.paint(Role::Severity(severity), words));
        }
    }
    let told = if parts.is_empty() { "nessuno".to_owned() } else { parts.join(", ") };
    let label = page.paint(Role::Strong, "Rilievi:");
    page.gap();
    page.line(format_args!("{label} {told}."));
}

/// Where the cells of the documents went.
pub fn coverage(page: &mut Page, coverage: Coverage) {
    let Coverage { cells, mapped, boilerplate, reported, lost } = coverage;
    let [cells, mapped, boilerplate, reported, lost] = [cells, mapped, boilerplate, reported, lost]
        .map(|count| number(usize::try_from(count).unwrap_or(usize::MAX)));
    let label = page.paint(Role::Strong, "Celle:");
    page.line(format_args!(
        "{label} {cells} con testo: {mapped} nel piano, {boilerplate} etichette e intestazioni, {reported} \
         segnalate nei rilievi, {lost} perse."
    ));
}

#[cfg(test)]
mod tests {
    use domain::entity::EntityDefinition;

    use super::*;
    use crate::terminal::Style;

    fn shown(write: impl FnOnce(&mut Page)) -> String {
        let mut page = Page::new(Style::plain());
        write(&mut page);
        page.into()
    }

    fn entities(definition: &'static EntityDefinition, names: &mut Vec<&'static str>) {
        for list in definition.lists {
            names.push((list.item)().name);
            entities((list.item)(), names);
        }
    }

    #[test]
    fn every_entity_has_a_plural() {
        let mut names = Vec::new();
        entities(Plan::describe(), &mut names);
        for name in names {
            let known = PLURALS.iter().any(|(known, _)| *known == name) || UNCOUNTED.contains(&name);
            assert!(known, "{name}");
        }
    }

    #[test]
    fn counts_go_through_the_whole_plan() {
        let mut plan = Plan::default();
        let entity: &mut dyn Entity = &mut plan;
        for _ in 0..2 {
            let objective = entity.add_child("objectives").unwrap();
            for _ in 0..3 {
                objective.add_child("phases").unwrap();
            }
        }
        entity.add_child("fragments").unwrap().add_child("phases").unwrap();
        let text = shown(|page| counts(page, &plan));
        assert_eq!(text, "  2  obiettivi\n  6  fasi\n  1  resti di schede senza inizio\n");
        assert_eq!(shown(|page| counts(page, &Plan::default())), "Il piano è vuoto.\n");
    }

    #[test]
    fn objectives_are_told_by_kind_when_they_have_one() {
        let mut plan = Plan::default();
        for kind in ["I", "E", "I"] {
            let entity: &mut dyn Entity = &mut plan;
            let objective = entity.add_child("objectives").unwrap();
            objective.put("kind", None, domain::Datum::prose(kind, None)).unwrap();
        }
        assert_eq!(shown(|page| counts(page, &plan)), "  3  obiettivi\n     di cui: I 2, E 1\n");
    }

    #[test]
    fn findings_and_cells_are_told_in_one_line_each() {
        assert_eq!(shown(|page| findings(page, &[])), "\nRilievi: nessuno.\n");
        let cells = Coverage { cells: 1234, mapped: 1000, boilerplate: 200, reported: 34, lost: 0 };
        assert_eq!(
            shown(|page| coverage(page, cells)),
            "Celle: 1.234 con testo: 1.000 nel piano, 200 etichette e intestazioni, 34 segnalate nei rilievi, 0 \
             perse.\n"
        );
    }
}
