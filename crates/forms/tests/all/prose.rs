//! Forms that are more text than table: lists, headings that are rows, items over several lines.

use std::fmt::Write;

use domain::plan::Objective;
use domain::{Entity, Plan};
use forms::Reading;

use super::support::{LIMIT, method};

/// A method: years, levels, and the blocks of one section with or without records.
fn method_of(sections: &str) -> method::Method {
    method(&format!(
        r#"
schema = "traguardo-metodo/1"
body = {{ name = "Comune di Prova", kind = "comune" }}
document = {{ year = 2025, years = [2025, 2026], marks = ["■", "☒"] }}

[[level]]
name = "linea"
term = "Linea"

[[level]]
name = "strategico"
term = "Obiettivo strategico"
parent = "linea"

{sections}"#
    ))
}

/// A method with one form per objective, begun by `SCHEDA 1` and a title.
fn forms_of(blocks: &str) -> method::Method {
    method_of(&format!(
        r#"
[[section]]
name = "schede"

[section.record]
of = "objective"

[[section.record.block]]
kind = "line"
start = true
text = ["SCHEDA {{objective.code=\\d+}}"]

[[section.record.block]]
kind = "pairs"
rows = [[{{ labels = ["Titolo"], to = "objective.title" }}]]

{blocks}"#
    ))
}

fn read(method: &method::Method, text: &str) -> Reading {
    let text = text.replace('→', "\t");
    let document = document::text::read("prova", text.as_bytes(), LIMIT).expect("a text is readable");
    forms::read(&[document], method)
}

/// Reads a text, and what is printed of it: the plan must be the same, and nothing lost.
fn round_trip(method: &method::Method, text: &str) -> Reading {
    let reading = read(method, text);
    assert_eq!(reading.coverage.lost, 0);
    let printed = document::text::write(&forms::print(&reading.plan, method));
    let again = read(method, &printed);
    assert_eq!(said(&again.plan), said(&reading.plan), "{printed}");
    let reprinted = document::text::write(&forms::print(&again.plan, method));
    assert_eq!(reprinted, printed);
    reading
}

/// All a plan says, as text, without places.
fn said(plan: &Plan) -> String {
    fn collect(entity: &dyn Entity, out: &mut String) {
        let definition = entity.definition();
        for field in definition.fields.iter().filter(|field| !matches!(field.name, "section" | "year")) {
            for (key, datum) in entity.holder(field.name).map(domain::read::Holder::data).unwrap_or_default()
            {
                let _ = writeln!(out, "{}.{} {key:?} {}", definition.name, field.name, datum.verbatim);
            }
        }
        for (key, read) in entity.extra() {
            let _ = writeln!(out, "{}.fields {key} {}", definition.name, read.verbatim);
        }
        for list in definition.lists.iter().filter(|list| !matches!(list.name, "documents" | "sections")) {
            entity.children(list.name).into_iter().for_each(|child| collect(child, out));
        }
    }
    let mut out = String::new();
    collect(plan, &mut out);
    out
}

fn codes(reading: &Reading) -> Vec<String> {
    reading.findings.iter().map(|finding| finding.code.to_string()).collect()
}

fn phases(objective: &Objective) -> Vec<[String; 4]> {
    let text = |entity: &dyn Entity, field: &str| entity.verbatim(field).unwrap_or_default();
    objective.phases.iter().map(|p| ["number", "text", "end", "weight"].map(|field| text(p, field))).collect()
}

const PHASES: &str = r#"
[[section.record.block]]
kind = "list"
title = ["Fasi di attuazione"]
ends = [";", "."]
text = ['{phase.number=[a-h]}) {phase.text} entro il {phase.end=[\d/]+}[ (peso {phase.weight=[\d,]+}%)]']
"#;

#[test]
fn lines_of_a_list_are_items() {
    let method = forms_of(PHASES);
    let text = "SCHEDA 1\nTitolo: Prima\n\nFasi di attuazione\na) Rilievo entro il 30/04/2025 (peso 30%);\n\
                b) Proposta alla commissione entro il\n   30/06/2025 (peso 70%).\nSCHEDA 2\nTitolo: Seconda\n\
                Fasi di attuazione\na) Avvio entro il 01/02/2025.\n";
    let reading = round_trip(&method, text);
    assert!(codes(&reading).is_empty(), "{:?}", reading.findings);
    let first =
        [["a", "Rilievo", "30/04/2025", "30"], ["b", "Proposta alla commissione", "30/06/2025", "70"]];
    assert_eq!(phases(&reading.plan.objectives[0]), first);
    assert_eq!(phases(&reading.plan.objectives[1]), [["a", "Avvio", "01/02/2025", ""]]);
}

#[test]
fn a_list_goes_on_below_a_page_header() {
    let method = forms_of(&format!(
        "{PHASES}\n[[section.record.block]]\nkind = \"boilerplate\"\ntext = [\"pag. {{_}}\"]\n"
    ));
    let text = "SCHEDA 1\nTitolo: Prima\n\nFasi di attuazione\na) Rilievo di tutte le\n\npag. 4\n\n\
                strade entro il 30/04/2025;\nb) Lavori entro il 30/06/2025.\n";
    let reading = round_trip(&method, text);
    let phases = phases(&reading.plan.objectives[0]);
    assert_eq!(phases[0][1], "Rilievo di tutte le strade");
    assert_eq!(phases.len(), 2);
}

#[test]
fn an_item_of_another_form_is_told() {
    let method = forms_of(PHASES);
    let text = "SCHEDA 1\nTitolo: Prima\n\nFasi di attuazione\na) Rilievo entro il 30/04/2025;\nb) Lavori\n";
    let reading = read(&method, text);
    assert_eq!(codes(&reading), ["LETT-001"]);
    assert_eq!(reading.findings[0].place.unwrap().line, 6);
    assert_eq!(reading.plan.objectives[0].notes[0].verbatim, "b) Lavori");
}

#[test]
fn bullets_have_parts_that_may_be_missing() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "list"
text = ["- indicatore: {indicator.text}[; target 2025: {indicator.targets.2025}][; 2026: {indicator.targets.2026}][; fonte: {indicator.source}]"]
"#,
    );
    let text = "SCHEDA 1\nTitolo: Prima\n- indicatore: atti esaminati; target 2025: 63; 2026: 65\n\
                - indicatore: atti abrogati su\n  esaminati; target 2025: ≥\n  20%; fonte: registro\n";
    let reading = round_trip(&method, text);
    let indicators = &reading.plan.objectives[0].indicators;
    let text = |number: usize| indicators[number].text.as_ref().unwrap().verbatim.clone();
    assert_eq!((text(0), text(1)), ("atti esaminati".into(), "atti abrogati su esaminati".into()));
    assert_eq!(indicators[0].targets.get("2026").unwrap().verbatim, "65");
    assert_eq!(indicators[1].targets.get("2025").unwrap().verbatim, "≥ 20%");
    assert_eq!(indicators[1].source.as_ref().unwrap().verbatim, "registro");
}

#[test]
fn lines_inside_a_form_make_items() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "line"
lines = 3
text = ["{phase.number=[a-h]}) {phase.text} (peso {phase.weight=\\d+}%)"]

[[section.record.block]]
kind = "line"
text = ["Atteso: {indicator.text}: {indicator.targets.{year}}"]
"#,
    );
    let text = "SCHEDA 1\nTitolo: Prima\na) Rilievo (peso 30%)\nb) Lavori lungo\nla strada (peso 70%)\n\
                Atteso: metri: 10\nAtteso: ore: 20\n";
    let reading = round_trip(&method, text);
    let objective = &reading.plan.objectives[0];
    assert_eq!(phases(objective).len(), 2);
    assert_eq!(objective.indicators[1].targets.get("2025").unwrap().verbatim, "20");
}

#[test]
fn a_heading_does_not_run_into_a_label() {
    let method = method_of(
        r#"
[[section]]
name = "schede"
[section.record]
of = "objective"
[[section.record.block]]
kind = "line"
start = true
lines = 3
text = ["Obiettivo n. {objective.code=[IVX]+} – {objective.title}"]
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Finalità"], to = "objective.description", place = "cell" }]]
"#,
    );
    let reading = round_trip(&method, "Obiettivo n. IV – Recupero\ndell'evasione\nFinalità: accertare.\n");
    let objective = &reading.plan.objectives[0];
    assert_eq!(objective.title.as_ref().unwrap().verbatim, "Recupero dell'evasione");
    assert_eq!(objective.description.as_ref().unwrap().verbatim, "accertare.");
}

#[test]
fn a_row_of_cells_is_a_heading() {
    let method = method_of(
        r#"
[[section]]
name = "schede"
[[section.block]]
kind = "line"
text = ["CENTRO | {unit:linea.code=\\d+} | {unit:linea.name} | {unit:linea.head}"]
[section.record]
of = "objective"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Scheda"], to = "objective.code", start = true }], [{ labels = ["Titolo"], to = "objective.title" }]]
[[section.record.block]]
kind = "boilerplate"
text = ["ENTE | PEG | {_=\\d+}"]
"#,
    );
    let text = "CENTRO→10→Segreteria→dott. Franchi\n\nScheda→1\nTitolo→Prima\n\nENTE→PEG→4\n\n\
                CENTRO→20→Finanze→rag. Corsini\n\nScheda→2\nTitolo→Seconda\n";
    let reading = round_trip(&method, text);
    assert!(codes(&reading).is_empty(), "{:?}", reading.findings);
    let unit = |number: usize| reading.plan.objectives[number].unit.as_ref().unwrap().verbatim.clone();
    assert_eq!((unit(0), unit(1)), ("10 - Segreteria".into(), "20 - Finanze".into()));
    assert_eq!(reading.plan.objectives[1].responsible.as_ref().unwrap().verbatim, "rag. Corsini");
}

#[test]
fn items_run_on_over_lines_before_they_are_divided() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "pairs"
rows = [
  [{ labels = ["Linea"], to = "link:linea.text", place = "cell", items = { separators = ["; "] } }],
  [{ labels = ["Personale"], to = "objective.staff_note", place = "cell", items = { separators = ["), "], text = ["{person.name} (cat. {person.category=[A-D]}[)]"] } }],
  [{ labels = ["Fasi"], to = "objective.fields.Fasi", append = true, items = { separators = ["§"], text = ["{phase.number=[a-h]}) {phase.text}"] } }],
]
"#,
    );
    let text = "SCHEDA 1\nTitolo: Prima\nLinea: 2.1 Servizi digitali; 2.2 Trasparenza, ascolto e\npartecipazione\n\
                Fasi:\na) rilievo delle\nstrade\nb) lavori\n";
    let reading = read(&method, text);
    let objective = &reading.plan.objectives[0];
    let links: Vec<&str> =
        objective.links.iter().map(|l| l.text.as_ref().unwrap().verbatim.as_str()).collect();
    assert_eq!(links, ["2.1 Servizi digitali", "2.2 Trasparenza, ascolto e partecipazione"]);
    let texts: Vec<String> = phases(objective).into_iter().map(|[_, text, ..]| text).collect();
    assert_eq!(texts, ["rilievo delle strade", "lavori"]);
}

#[test]
fn a_text_without_items_is_told() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Personale"], to = "objective.staff_note", items = { separators = ["; "], text = ["{person.name} ({person.share=\\d+}%)"] } }]]
"#,
    );
    let reading = round_trip(
        &method,
        "SCHEDA 1\nTitolo: Prima\nPersonale→Ada Neri (70%); tutto l'ufficio\n\nIl Segretario\ndott. Ugo Sala\n",
    );
    let objective = &reading.plan.objectives[0];
    assert_eq!(objective.staff_note.as_ref().unwrap().verbatim, "Ada Neri (70%); tutto l'ufficio");
    assert_eq!(codes(&reading), ["LETT-023", "LETT-001", "LETT-001"]);
}

#[test]
fn fields_of_a_name_of_ones_own_join_and_append() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Sedi"], to = "objective.fields.Sedi", append = true }]]
"#,
    );
    let reading = round_trip(&method, "SCHEDA 1\nTitolo→Prima\nSedi→Roma→Bari\n\nAltre sedi seguono.\n");
    let fields = reading.plan.objectives[0].extra();
    assert_eq!(fields.get("Sedi").unwrap().verbatim, "Roma Bari Altre sedi seguono.");
}

#[test]
fn a_second_label_with_a_colon_is_seen() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Responsabile"], to = "objective.responsible", place = "cell" }, { labels = ["Peso"], to = "objective.weight", place = "cell" }]]
"#,
    );
    let read = |line: &str| {
        round_trip(&method, &format!("SCHEDA 1\nTitolo: Prima\n{line}\n")).plan.objectives.remove(0)
    };
    for (line, weight) in [
        ("Responsabile: Ada Neri; peso: pari al 25%", "25"),
        ("Peso: 12,5 su 100. Responsabile: Ada Neri", "12.5"),
    ] {
        let objective = read(line);
        assert_eq!(objective.responsible.as_ref().unwrap().verbatim, "Ada Neri", "{line}");
        assert_eq!(objective.weight.as_ref().unwrap().certain().unwrap().to_string(), weight, "{line}");
    }
}

#[test]
fn the_mark_of_a_note_is_no_value() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Peso"], to = "objective.weight", value = "fraction" }]]
[[section.record.block]]
kind = "note"
starts = ["** "]
to = "objective.notes"
[[section.record.block]]
kind = "note"
starts = ["* "]
to = "objective.notes"
"#,
    );
    let reading =
        round_trip(&method, "SCHEDA 1\nTitolo→Prima\nPeso*→1/4\n\n** termine fissato\n* in quarti\n");
    let objective = &reading.plan.objectives[0];
    assert_eq!(objective.weight.as_ref().unwrap().certain().unwrap().to_string(), "25");
    let notes: Vec<&str> = objective.notes.iter().map(|note| note.verbatim.as_str()).collect();
    assert_eq!(notes, ["termine fissato", "in quarti"]);
}

#[test]
fn check_boxes_say_the_kind() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Tipo"], to = "objective.fields.Tipo", derive = ["[{_} ]☒ {objective.kind=di struttura|trasversale}[ {_}]"] }]]
"#,
    );
    let reading = round_trip(&method, "SCHEDA 1\nTitolo→Prima\nTipo→☐ di struttura→☒ trasversale→☐ altro\n");
    let objective = &reading.plan.objectives[0];
    assert_eq!(objective.kind.as_ref().unwrap().verbatim, "trasversale");
    assert_eq!(objective.extra().get("Tipo").unwrap().verbatim, "☐ di struttura ☒ trasversale ☐ altro");
}

#[test]
fn objectives_are_columns() {
    let method = method_of(
        r#"
[[section]]
name = "direzione"
title = ["OBIETTIVI DI DIREZIONE"]
[[section.block]]
kind = "table"
sideways = true
columns = [
  { labels = ["Codice"], to = "objective.code" },
  { labels = ["Obiettivo"], to = "objective.title" },
  { labels = ["Linea"], to = "link:linea.text" },
  { labels = ["Indicatore"], to = "indicator.text" },
  { labels = ["Atteso {year}"], to = "indicator.targets.{year}" },
]
"#,
    );
    let text = "OBIETTIVI DI DIREZIONE\n\nCodice→D/1→D/2\nObiettivo→Trasparenza→Lavoro agile\nLinea→1.1→1.2\n\
                Indicatore→Dati→Persone\nAtteso 2025→95%→60%\n";
    let reading = round_trip(&method, text);
    assert_eq!(reading.plan.objectives.len(), 2);
    let second = &reading.plan.objectives[1];
    assert_eq!(second.links[0].text.as_ref().unwrap().verbatim, "1.2");
    assert_eq!(second.indicators[0].targets.get("2025").unwrap().verbatim, "60%");
}

#[test]
fn a_repeated_header_is_no_new_form() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Peso"], to = "objective.weight" }]]
[[section.record.block]]
kind = "table"
columns = [{ labels = ["Attività"], to = "phase.text" }, { labels = ["Peso"], to = "phase.weight" }, { labels = ["Inizio"], to = "phase.start" }]
[[section.record.block]]
kind = "boilerplate"
text = ["PAG {_}"]
"#,
    );
    let text = "SCHEDA 1\nTitolo→Prima\nPeso→20%\nAttività→Peso→Inizio\nUna→10%→1.2.2025\nPAG 2\n\
                Attività→Peso→Inizio\nDue→90%→1.3.2025\nSCHEDA 2\nTitolo→Seconda\n";
    let reading = round_trip(&method, text);
    assert_eq!(reading.plan.objectives.len(), 2);
    assert_eq!(reading.plan.objectives[0].phases.len(), 2);
}

#[test]
fn a_form_without_its_first_line_is_told() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Sede"], to = "objective.scope" }], [{ labels = ["Ufficio"], to = "objective.contacts" }]]
"#,
    );
    let text = "SCHEDA 1\nTitolo→Prima\nSede→Roma\nUfficio→A\n\nTitolo→Seconda\nSede→Bari\nUfficio→B\n";
    let reading = round_trip(&method, text);
    assert_eq!(reading.plan.objectives.len(), 2);
    assert_eq!(codes(&reading), ["LETT-005"]);
}

#[test]
fn a_paragraph_below_a_label_at_the_beginning_begins_no_second_form() {
    let method = method_of(
        r#"
[[section]]
name = "schede"

[section.record]
of = "objective"

[[section.record.block]]
kind = "pairs"
rows = [
  [{ labels = ["Comune di Prova"], start = true }],
  [{ labels = ["Settore"], to = "objective.unit", place = "cell", start = true, append = true }],
  [{ labels = ["Linea"], to = "link:linea.text", start = true }],
  [{ labels = ["Titolo"], to = "objective.title" }],
]
"#,
    );
    let form = |between: &str, title: &str| {
        format!(
            "Comune di Prova\n\nSettore: Settore 1\n{between}Opere e\nambiente\n\nLinea→Strade\nTitolo→{title}\n\n"
        )
    };
    // The rest of the value is a line of the same paragraph, or a paragraph of its own.
    for between in ["", "\n"] {
        let reading = round_trip(&method, &(form(between, "Prima") + &form(between, "Seconda")));
        let titles: Vec<_> = reading
            .plan
            .objectives
            .iter()
            .map(|objective| objective.title.as_ref().map_or("", |title| title.verbatim.as_str()))
            .collect();
        assert_eq!(titles, ["Prima", "Seconda"], "{between:?}");
        assert_eq!(codes(&reading), [""; 0], "{between:?}");
    }
}

#[test]
fn pages_that_are_only_pictures_are_told_and_part_nothing() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "table"
columns = [{ labels = ["Attività"], to = "phase.text" }, { labels = ["Inizio"], to = "phase.start" }]
"#,
    );
    let form = |between: &str| {
        format!("SCHEDA 1\nTitolo→Prima\nAttività→Inizio\nUna→1.2.2025\n\n{between}Due→1.3.2025\n")
    };
    let pages = document::UnreadPages { first: 2, last: 3 };
    let reading = round_trip(&method, &form(&format!("{}\n\n", pages.line())));
    assert_eq!(codes(&reading), ["LETT-026"]);
    assert_eq!(reading.findings[0].place.map(|place| place.line), Some(6));
    assert_eq!(said(&reading.plan), said(&read(&method, &form("")).plan));
    // Content that says the same is content.
    let reading = round_trip(&method, &form(&format!("\\{}\n\n", pages.line())));
    assert!(!codes(&reading).contains(&"LETT-026".to_owned()));
}

#[test]
fn a_form_without_its_first_line_takes_no_rows_of_the_table_above() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Sede"], to = "objective.scope" }], [{ labels = ["Ufficio"], to = "objective.contacts" }]]
[[section.record.block]]
kind = "table"
columns = [{ labels = ["Attività"], to = "phase.text" }, { labels = ["Inizio"], to = "phase.start" }]
"#,
    );
    // The table of the first form ends at the end of a page; no blank line parts it from what follows.
    let text = "SCHEDA 1\nTitolo→Prima\nSede→Roma\nUfficio→A\nAttività→Inizio\nUna→1.2.2025\nDue→1.3.2025\n\
                Titolo→Seconda\nSede→Bari\nUfficio→B\nAttività→Inizio\nTre→1.4.2025\n";
    let reading = round_trip(&method, text);
    let objectives = &reading.plan.objectives;
    assert_eq!(objectives.iter().map(|objective| objective.phases.len()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(codes(&reading), ["LETT-005"]);
}

#[test]
fn an_item_is_printed_in_one_of_two_tables() {
    let method = forms_of(
        r#"
[[section.record.block]]
kind = "table"
columns = [{ labels = ["Attività"], to = "phase.text" }, { labels = ["Peso"], to = "phase.weight" }, { labels = ["1° sem.", "2° sem."], to = "phase.months", group = "months" }]
[[section.record.block]]
kind = "table"
columns = [{ labels = ["Attività"], to = "phase.text" }, { labels = ["Peso"], to = "phase.weight" }, { labels = ["Inizio"], to = "phase.start" }]
"#,
    );
    let text = "SCHEDA 1\nTitolo→Prima\nAttività→Peso→1° sem.→2° sem.\nUna→100%→■→\n\nSCHEDA 2\nTitolo→Seconda\n\
                Attività→Peso→Inizio\nDue→100%→1.2.2025\n";
    let reading = round_trip(&method, text);
    assert_eq!(
        reading.plan.objectives[0].phases[0].months.as_ref().unwrap().verbatim,
        "gen, feb, mar, apr, mag, giu"
    );
}

#[test]
fn a_tree_of_lines_is_printed_in_its_place() {
    for kind in ["list", "line"] {
        let templates = [
            r#""{node:strategico.code=\\d\\.\\d} {node:strategico.title}""#,
            r#""{node:linea.code=\\d}. {node:linea.title}""#,
        ];
        let blocks = match kind {
            "list" => {
                format!("[[section.block]]\nkind = \"list\"\ntext = [{}, {}]\n", templates[0], templates[1])
            }
            _ => templates.map(|t| format!("[[section.block]]\nkind = \"line\"\ntext = [{t}]\n")).concat(),
        };
        let method = method_of(&format!("[[section]]\nname = \"albero\"\ntitle = [\"ALBERO\"]\n{blocks}"));
        let reading = round_trip(
            &method,
            "ALBERO\n\n1. Prima linea\n1.1 Primo obiettivo\n2. Seconda linea\n2.1 Secondo obiettivo\n",
        );
        assert_eq!(reading.plan.tree.len(), 4, "{kind}");
        assert_eq!(reading.plan.tree[3].parent.as_ref().unwrap().verbatim, "2", "{kind}");
    }
}

#[test]
fn a_list_tells_what_it_lacks() {
    let faults = |block: &str| {
        let text = format!(
            "schema = \"traguardo-metodo/1\"\nbody = {{ name = \"Prova\", kind = \"comune\" }}\n[[section]]\nname = \"a\"\n\
             [[section.block]]\nkind = \"list\"\n{block}"
        );
        let faults = method::Method::parse(&text).err().unwrap_or_default();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    assert!(faults("").contains("manca la chiave «text»"));
    assert!(faults("text = [\"{act.subject}\"]").contains("senza «title»"));
    assert!(faults("text = [\"- {act.subject}: {round.text}\"]").contains("una sola entità"));
    assert!(faults("text = [\"- voce\"]").contains("almeno una cattura"));
    assert!(faults("start = true\ntext = [\"- {act.subject}\"]").contains("non comincia una scheda"));
    assert_eq!(faults("text = [\"- {act.subject}\"]"), "");
}
