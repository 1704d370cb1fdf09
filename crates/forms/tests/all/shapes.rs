//! Made-up forms of shapes that the samples do not have, each with a short document.

use super::content::{lost_in_print, printed, reread};
use super::support::{Case, method, report};

/// What every method begins with.
const HEAD: &str = r#"
schema = "traguardo-metodo/1"
body = { name = "Comune di Prova", kind = "comune" }
"#;

/// The shapes: name, method, document.
const SHAPES: &[(&str, &str, &str)] = &[
    ("tabella sotto strutture", UNDER_UNITS, UNDER_UNITS_TEXT),
    ("tabella lunga", LONG_TABLE, LONG_TABLE_TEXT),
    ("tabella con due livelli", TWO_LEVELS, TWO_LEVELS_TEXT),
    ("schede con totali", TOTALS, TOTALS_TEXT),
    ("albero con segni", TREE, TREE_TEXT),
    ("tabelle in alternativa", ALTERNATIVES, ALTERNATIVES_TEXT),
    ("più fasi in una cella", SEVERAL_PHASES, SEVERAL_PHASES_TEXT),
    ("totali come righe", SUMMARIES, SUMMARIES_TEXT),
    ("tabella senza intestazione con anni", YEARS_HEADLESS, YEARS_HEADLESS_TEXT),
];

const UNDER_UNITS: &str = r#"
[document]
years = [2026]
[[level]]
name = "area"
term = "Area"
[[level]]
name = "dup"
term = "DUP"
[[section]]
name = "obiettivi"
[[section.block]]
kind = "line"
text = ["Area {unit:area.code=[A-Z]} – {unit:area.name}"]
[[section.block]]
kind = "pairs"
rows = [[{ labels = ["Dirigente"], to = "unit:area.head", place = "cell" }]]
[[section.block]]
kind = "table"
totals = ["Totale area {_}"]
columns = [
  { labels = ["Ob."], to = "objective.code", key = true },
  { labels = ["Obiettivo"], to = "objective.title" },
  { labels = ["Rif. DUP"], items = { separators = ["; "], text = ["{link:dup.text}"] } },
  { labels = ["Step"], to = "phase.number", key = true },
  { labels = ["Azione"], to = "phase.text" },
  { labels = ["Misuratore"], to = "indicator.text" },
  { labels = ["Atteso {year}"], to = "indicator.targets.{year}" },
  { labels = ["Chi concorre"], items = { separators = ["; "], text = ["{person.name} ({person.share=[\\d,]+}%)"] } },
]
"#;

const UNDER_UNITS_TEXT: &str = "Obiettivi dell'anno, area per area.

Area A – Tributi
Dirigente: Ada Neri

Ob.\tObiettivo\tRif. DUP\tStep\tAzione\tMisuratore\tAtteso 2026\tChi concorre
1\tRecupero delle somme\t1.1; 1.2\tI\tBanca dati\tPosizioni\t100\tAda Neri (20%); Ugo Sala (30%)
\t\t\tII\tAvvisi\tNumero\t50\tAda Neri (10%)
\t\t\t\t\tImporto\t90%\t
2\tSportello\t\tI\tTurni\tOre\t12\tUgo Sala (5%)
Totale area A\t\t\t\t\t2

Area B – Lavori
Dirigente: Pia Conti

Ob.\tObiettivo\tRif. DUP\tStep\tAzione\tMisuratore\tAtteso 2026\tChi concorre
3\tStrade\t2.1\tI\tRilievo\tMetri\t200\tLea Riva (40%)
Totale area B\t\t\t\t\t1
";

const LONG_TABLE: &str = r#"
[document]
years = [2026]
[[level]]
name = "servizio"
term = "Servizio"
[[section]]
name = "tabella"
[[section.block]]
kind = "table"
columns = [
  { labels = ["Servizio"], to = "unit:servizio.name", key = true },
  { labels = ["Ob."], to = "objective.code", key = true },
  { labels = ["Obiettivo"], to = "objective.title" },
  { labels = ["Step"], to = "phase.number", key = true },
  { labels = ["Azione"], to = "phase.text" },
  { labels = ["Chi"], items = { separators = ["; "], text = ["{person.name} ({person.share=[\\d,]+}%)"] } },
  { labels = ["Indicatore"], to = "indicator.text" },
]
"#;

const LONG_TABLE_TEXT: &str = "Servizio\tOb.\tObiettivo\tStep\tAzione\tChi\tIndicatore
Tributi\t1\tRecupero\tI\tBanca dati\tAda Neri (20%); Ugo Sala (30%)\tPosizioni
\t\t\tII\tAvvisi\tAda Neri (10%)\tNumero
\t\t\t\t\t\tImporto
Lavori\t2\tStrade\tI\tRilievo\tLea Riva (40%)\tMetri
";

const TWO_LEVELS: &str = r#"
[document]
years = [2026]
[[level]]
name = "area"
term = "Area"
[[level]]
name = "ufficio"
term = "Ufficio"
parent = "area"
[[section]]
name = "tabella"
[[section.block]]
kind = "table"
columns = [
  { labels = ["Area"], to = "unit:area.name", key = true },
  { labels = ["Ufficio"], to = "unit:ufficio.name", key = true },
  { labels = ["Ob."], to = "objective.code", key = true },
  { labels = ["Obiettivo"], to = "objective.title" },
  { labels = ["Nome"], to = "person.name" },
  { labels = ["Quota"], to = "person.share", value = "percent" },
  { labels = ["Indicatore"], to = "indicator.text" },
]
"#;

const TWO_LEVELS_TEXT: &str = "Area\tUfficio\tOb.\tObiettivo\tNome\tQuota\tIndicatore
Servizi\tTributi\t1\tRecupero\tAda Neri\t20%\tMetri
\t\t\t\tUgo Sala\t30%\t
\tLavori\t2\tStrade\tLea Riva\t10%\tKm
\t\t\t\t\t\tOre
Persone\tScuola\t3\tNidi\tPia Conti\t50%\tPosti
";

const TOTALS: &str = r#"
[document]
years = [2026, 2027]
boilerplate = ["PROVINCIA DI PROVA"]
[[section]]
name = "premessa"
title = ["PREMESSA"]
[[section]]
name = "schede"
[section.record]
of = "objective"
[[section.record.block]]
kind = "line"
start = true
text = ["SCHEDA {objective.code=\\d+}"]
[[section.record.block]]
kind = "pairs"
rows = [
  [{ labels = ["Titolo"], to = "objective.title" }],
  [{ labels = ["Dirigente"], to = "objective.responsible", place = "cell" }],
  [{ labels = ["Sede"], to = "objective.contacts", place = "cell" }],
]
[[section.record.block]]
kind = "table"
title = ["FASI"]
totals = ["Totale"]
columns = [
  { labels = ["N."], to = "phase.number", key = true },
  { labels = ["Attività"], to = "phase.text" },
  { labels = ["Peso"], to = "phase.weight", value = "percent" },
]
[[section.record.block]]
kind = "table"
title = ["RISORSE"]
totals = ["Totale"]
columns = [
  { labels = ["Capitolo"], to = "budget_line.chapter" },
  { labels = ["Stanziamento {year}"], to = "budget_line.amounts.{year}" },
]
"#;

const TOTALS_TEXT: &str = "PROVINCIA DI PROVA

PREMESSA

Il piano di un ente inventato.

SCHEDA 1
Titolo\tStrade
Dirigente: Ada Neri
Sede: piano terra
FASI
N.\tAttività\tPeso
1\tRilievo\t40%
2\tPosa\t60%
\tTotale\t100%
RISORSE
Capitolo\tStanziamento 2026\tStanziamento 2027
10/1\t€ 5,00\t€ 6,00
10/2\t€ 2,00\t€ 1,00
Totale\t€ 7,00\t€ 7,00

SCHEDA 2
Titolo\tPonti
Dirigente: Ugo Sala
Sede:
FASI
N.\tAttività\tPeso
1\tProgetto\t100%
RISORSE
Capitolo\tStanziamento 2026\tStanziamento 2027
11/1\t€ 7,00\t€ 8,00
Totale\t€ 7,00\t€ 8,00
";

const TREE: &str = r#"
[document]
years = [2026, 2027, 2028]
marks = ["●"]
[[level]]
name = "linea"
term = "Linea"
[[level]]
name = "ambito"
term = "Ambito"
[[level]]
name = "strategico"
term = "Strategico"
[[section]]
name = "linee"
title = ["LINEE"]
[[section.block]]
kind = "line"
text = ["Linea {node:linea.code=\\d}: {node:linea.title}"]
[[section]]
name = "albero"
title = ["ALBERO"]
[[section.block]]
kind = "table"
columns = [
  { labels = ["Cod."], to = "node:strategico.code", key = true },
  { labels = ["Titolo"], to = "node:strategico.title" },
  { labels = ["{year}"], to = "node:strategico.years", group = "years" },
]
[[section]]
name = "schede"
title = ["SCHEDE"]
[section.record]
of = "objective"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Titolo"], to = "objective.title", start = true }]]
[[section.record.block]]
kind = "table"
columns = [
  { labels = ["Attività"], to = "phase.text" },
  { labels = ["I sem.", "II sem."], to = "phase.months", group = "months" },
]
"#;

const TREE_TEXT: &str = "LINEE

Linea 1: Una città pulita

Linea 2: Una città aperta

ALBERO

Cod.\tTitolo\t2026\t2027\t2028
A\tCittà pulita\t●\t●\t●
A.1\tStrade pulite\t●\t●\t

SCHEDE

Titolo\tStrade
Attività\tI sem.\tII sem.
Rilievo\t●\t
Posa\t●\t●
";

const ALTERNATIVES: &str = r#"
[document]
years = [2026]
[[kind]]
code = "di struttura"
name = "di struttura"
[[section]]
name = "schede"
[section.record]
of = "objective"
[[section.record.block]]
kind = "line"
start = true
text = ["SCHEDA {objective.code=\\d+}"]
[[section.record.block]]
kind = "pairs"
rows = [
  [{ labels = ["Titolo"], to = "objective.title" }],
  [{ labels = ["Tipo"], to = "objective.fields.Tipo", items = { separators = ["§"], text = ["☒ {objective.kind=[a-z ]+}", "{_}"] } }],
  [{ labels = ["Personale"], to = "objective.staff_note", append = true, items = { separators = ["; "], text = ["{person.name} ({person.share=\\d+}%)"] } }],
]
[[section.record.block]]
kind = "table"
columns = [
  { labels = ["Attività"], to = "phase.text" },
  { labels = ["Incidenza"], to = "phase.weight", value = "percent" },
  { to = "phase.months", group = "months" },
]
[[section.record.block]]
kind = "table"
columns = [
  { labels = ["Attività"], to = "phase.text" },
  { labels = ["Incidenza"], to = "phase.weight", value = "percent" },
  { labels = ["Inizio"], to = "phase.start" },
]
[[section.record.block]]
kind = "note"
starts = ["** "]
to = "objective.notes"
[[section.record.block]]
kind = "note"
starts = ["* "]
to = "objective.notes"
"#;

const ALTERNATIVES_TEXT: &str = "SCHEDA 1
Titolo\tStrade
Tipo\t☒ di struttura\t☐ trasversale
Personale\tAda Neri (60%); Ugo Sala (40%)
Attività\tIncidenza\tGen\tFeb\tMar\tApr\tMag\tGiu\tLug\tAgo\tSet\tOtt\tNov\tDic
Rilievo\t100%\tX\tX
* una nota
** un'altra nota

SCHEDA 2
Titolo\tPonti
Personale\tAda Neri (60%)
Attività\tIncidenza\tInizio
Progetto\t70%\t01/02/2026
Gara\t30%\t01/05/2026
";

/// The shapes as cases.
pub fn shapes() -> Vec<Case> {
    SHAPES.iter().map(|(name, text, document)| case(name, text, document)).collect()
}

fn case(name: &str, text: &str, document: &str) -> Case {
    let method_text = format!("{HEAD}{text}");
    let method = method(&method_text);
    Case { name: name.into(), real: false, bytes: document.as_bytes().to_vec(), method_text, method }
}

/// The lines of a print that hold something.
fn lines(case: &Case) -> Vec<String> {
    let text = printed(&case.read().plan, &case.method);
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn shape(name: &str) -> Case {
    shapes().into_iter().find(|case| case.name == name).expect("the shape is listed")
}

#[test]
fn shapes_come_back_from_print() {
    let faults: Vec<String> = shapes()
        .iter()
        .filter_map(|case| {
            Some(format!("{}: {}", case.name, lost_in_print(&case.read().plan, &case.method).err()?))
        })
        .collect();
    report("piani cambiati dalla stampa", &faults);
}

#[test]
fn people_stand_once_on_the_row_of_their_phase() {
    let case = shape("tabella lunga");
    let expected: Vec<&str> = LONG_TABLE_TEXT.lines().collect();
    assert_eq!(lines(&case), expected);
}

#[test]
fn units_of_two_levels_stand_on_the_same_row() {
    let expected: Vec<&str> = TWO_LEVELS_TEXT.lines().collect();
    assert_eq!(lines(&shape("tabella con due livelli")), expected);
}

#[test]
fn a_table_is_printed_under_the_heading_of_each_unit() {
    let printed = lines(&shape("tabella sotto strutture"));
    let of = |text: &str| printed.iter().filter(|line| line.starts_with(text)).count();
    assert_eq!(
        (of("### Area A – Tributi"), of("### Area B – Lavori"), of("Ob.\t"), of("Dirigente: ")),
        (1, 1, 2, 2)
    );
    let at = |text: &str| printed.iter().position(|line| line.starts_with(text));
    assert!(at("2\t") < at("Totale area A") && at("Totale area A") < at("### Area B"));
}

#[test]
fn totals_stand_at_the_end_of_the_table_of_their_record() {
    let printed = lines(&shape("schede con totali"));
    let totals: Vec<usize> = (0..printed.len()).filter(|at| printed[*at].starts_with("Totale")).collect();
    let above: Vec<&str> = totals.iter().map(|at| printed[at - 1].as_str()).collect();
    assert_eq!(above, ["2\tPosa\t60%", "10/2\t€ 2,00\t€ 1,00", "11/1\t€ 7,00\t€ 8,00"]);
    assert!(printed.contains(&"Dirigente: Ada Neri\t".to_owned()));
}

#[test]
fn marks_of_a_grid_are_those_of_the_method() {
    let printed = lines(&shape("albero con segni"));
    assert!(printed.contains(&"A.1\tStrade pulite\t●\t●\t-".to_owned()));
    assert!(printed.contains(&"Rilievo\t●\t".to_owned()));
}

#[test]
fn rows_without_content_leave_no_section() {
    let case = shape("schede con totali");
    let keys: Vec<Option<String>> =
        case.read().plan.sections.into_iter().map(|s| s.key.map(|key| key.verbatim.clone())).collect();
    assert_eq!(keys, [Some("premessa".into()), Some("schede".into())]);
}

#[test]
fn an_item_is_printed_in_the_table_that_says_most_of_it() {
    let printed = lines(&shape("tabelle in alternativa"));
    let of = |text: &str| printed.iter().filter(|line| line.starts_with(text)).count();
    assert_eq!((of("Rilievo"), of("Progetto\t70%\t01/02/2026"), of("Gara"), of("Attività")), (1, 1, 1, 2));
}

#[test]
fn text_beside_items_stands_under_its_label_again() {
    let case = shape("tabelle in alternativa");
    let mut plan = case.read().plan;
    let note = domain::Datum::prose("altri da designare", None);
    plan.objectives[1].staff_note = Some(note.into());
    let again = reread(&printed(&plan, &case.method), &case.method).expect("a print is readable");
    let of = |plan: &domain::Plan| domain::content::content(&plan.objectives[1]);
    assert_eq!(of(&again), of(&plan));
}

#[test]
fn notes_of_the_plan_are_read_again() {
    let case = shape("albero con segni");
    let mut plan = case.read().plan;
    plan.notes.push(domain::Datum::prose("una riga senza posto", None).into());
    assert_eq!(lost_in_print(&plan, &case.method), Ok(()));
}

const SEVERAL_PHASES: &str = r#"
[document]
year = 2025
[[level]]
name = "settore"
term = "Settore"
[[section]]
name = "s"
[[section.block]]
kind = "line"
text = ["SETTORE {unit:settore.code=\\d} – {unit:settore.name}"]
[[section.block]]
kind = "table"
second = ["Totale {_}"]
columns = [
  { labels = ["Cod."], to = "objective.code" },
  { labels = ["Ob."], to = "objective.title", second_fixed = ["Totale {_}"] },
  { labels = ["Fasi"], to = "objective.fields.Fasi", items = { separators = ["; "], text = ["{phase.number=\\d+}) {phase.text}"] } },
  { labels = ["Indicatore"], to = "indicator.text" },
  { labels = ["Peso"], to = "indicator.weight", value = "percent", second = "objective.weight" },
]
"#;

const SEVERAL_PHASES_TEXT: &str = "SETTORE 1 – Scuole
Cod.\tOb.\tFasi\tIndicatore\tPeso
S1\tMense aperte\t1) rilievo; 2) gara\tPasti serviti\t60
\t\t3) avvio\tReclami\t40
\tTotale S1\t\t\t30
S2\tLibri per tutti\t1) elenco\tLibri dati\t100
\tTotale S2\t\t\t70
";

#[test]
fn beside_several_phases_an_indicator_is_of_the_objective() {
    let plan = shape("più fasi in una cella").read().plan;
    let phases: Vec<Option<String>> = plan
        .objectives
        .iter()
        .flat_map(|o| &o.indicators)
        .map(|i| i.phase.as_ref().map(|phase| phase.verbatim.clone()))
        .collect();
    assert_eq!(phases, [None, Some("3".to_owned()), Some("1".to_owned())]);
}

#[test]
fn a_second_row_is_about_the_entity_its_column_names() {
    let case = shape("più fasi in una cella");
    let weights: Vec<Option<String>> = case
        .read()
        .plan
        .objectives
        .into_iter()
        .map(|o| o.weight.map(|weight| weight.verbatim.clone()))
        .collect();
    assert_eq!(weights, [Some("30".to_owned()), Some("70".to_owned())]);
    assert!(lines(&case).contains(&"\tTotale S1\t\t\t30".to_owned()));
}

#[test]
fn rows_below_a_total_that_is_a_label_go_on_with_the_table() {
    let method = SEVERAL_PHASES
        .replace("second = [\"Totale {_}\"]\n", "")
        .replace(", second_fixed = [\"Totale {_}\"]", "");
    let pair = "[[section.block]]\nkind = \"pairs\"\nrows = [[{ labels = [\"Totale {_=S\\\\d}\"], to = \"objective.weight\" }]]\n";
    let reading = read(&(method.replace(", second = \"objective.weight\"", "") + pair), SEVERAL_PHASES_TEXT);
    let weights: Vec<Option<String>> =
        reading.plan.objectives.into_iter().map(|o| o.weight.map(|weight| weight.verbatim.clone())).collect();
    assert_eq!(weights, [Some("30".to_owned()), Some("70".to_owned())]);
}

#[test]
fn a_row_kept_as_text_below_a_table_of_objectives_is_told() {
    let text = format!(
        "{SEVERAL_PHASES_TEXT}\nNote finali\n\nrighe\n\ndi\n\ntesto\n\nancora\n\nS3\tOrti\t1) semina\tOrti aperti\t5\n"
    );
    let reading = read(SEVERAL_PHASES, &text);
    let told = reading.findings.iter().any(|f| f.code == "LETT-001" && f.message.contains("S3"));
    assert!(told || reading.plan.objectives.len() == 3, "{:?}", reading.findings);
}

const SUMMARIES: &str = r#"
[[section]]
name = "r"
title = ["RIEPILOGO"]
[[section.block]]
kind = "table"
totals = ["Totale CdR {_=\\d+}"]
columns = [
  { labels = ["CdR"], to = "summary.fields.CdR" },
  { labels = ["Ob."], to = "summary.subject" },
  { labels = ["Peso"], to = "summary.figures.Peso" },
]
"#;

const SUMMARIES_TEXT: &str = "RIEPILOGO
CdR\tOb.\tPeso
1\tMense aperte\t60/100
\tLibri per tutti\t40/100
\tTotale CdR 1\t100/100
2\tOrti\t100/100
\tTotale CdR 2\t100/100
";

#[test]
fn a_total_keeps_its_figure_where_it_stands() {
    let printed = lines(&shape("totali come righe"));
    assert!(printed.contains(&"Totale CdR 1\t\t100/100".to_owned()), "{printed:?}");
}

const GRADUATIONS: &str = r#"
[document]
year = 2025
years = [2025]
blanks = ["-"]
[[level]]
name = "centro"
term = "Centro"
[[section]]
name = "s"
title = ["SCHEDE"]
[[section.block]]
kind = "line"
text = ["CENTRO {unit:centro.code=\\d} – {unit:centro.name}"]
[[section.block]]
kind = "table"
columns = [{ labels = ["Nome"], to = "staff.people" }, { labels = ["Ore"], to = "staff.fields.Ore" }]
[section.record]
of = "objective"
[[section.record.block]]
kind = "pairs"
rows = [
  [{ labels = ["Obiettivo"], to = "objective.code", start = true }, { labels = ["Titolo"], to = "objective.title" }],
  [{ labels = ["Capitoli"], to = "objective.fields.Capitoli", items = { separators = ["; "], text = ["{budget_line.chapter=\\d+}"] } }],
]
[[section.record.block]]
kind = "table"
columns = [
  { labels = ["N."], to = "indicator.number", key = true },
  { labels = ["Misura"], to = "indicator.text" },
  { labels = ["Atteso {year}"], to = "indicator.targets.{year}" },
]
[[section.record.block]]
kind = "list"
text = ["Gradazione {indicator.number=I\\d}: {indicator.graduation}"]
"#;

const GRADUATIONS_TEXT: &str = "SCHEDE
CENTRO 1 – Musei
Nome\tOre
Ferri Luca\t36

Obiettivo\tA1\tTitolo\tMuseo aperto
Capitoli\t-
N.\tMisura\tAtteso 2025
I1\tGiorni di apertura\t300
I2\tVisite guidate\t40
Gradazione I1: 100% se almeno 300, 50% se almeno 200

CENTRO 2 – Teatri
Nome\tOre
Gallo Ada\t18

Obiettivo\tA2\tTitolo\tTeatro aperto
Capitoli\t1010; 1020
N.\tMisura\tAtteso 2025
I1\tSere di spettacolo\t30
";

#[test]
fn a_text_is_keyed_to_the_indicator_of_its_number() {
    let case = case("schede con gradazioni", GRADUATIONS, GRADUATIONS_TEXT);
    let plan = case.read().plan;
    let indicators = &plan.objectives[0].indicators;
    assert_eq!(indicators.len(), 2);
    assert_eq!(lost_in_print(&plan, &case.method), Ok(()));
    assert!(indicators[0].graduation.as_ref().is_some_and(|text| text.verbatim.starts_with("100%")));
    let unknown = read(GRADUATIONS, &GRADUATIONS_TEXT.replace("Gradazione I1", "Gradazione I7"));
    assert!(unknown.findings.iter().any(|finding| finding.code == "LETT-013"));
    assert_eq!(unknown.plan.objectives[0].indicators.len(), 2);
}

#[test]
fn signs_of_blanks_are_no_items_of_a_label() {
    let reading = case("schede con gradazioni", GRADUATIONS, GRADUATIONS_TEXT).read();
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    assert_eq!(reading.plan.objectives[1].budget.len(), 2);
}

#[test]
fn staff_and_headings_stand_once_under_their_unit() {
    let case = case("schede con gradazioni", GRADUATIONS, GRADUATIONS_TEXT);
    let units: Vec<Option<String>> =
        case.read().plan.staff.into_iter().map(|s| s.unit.map(|unit| unit.verbatim.clone())).collect();
    assert_eq!(units, [Some("1 - Musei".to_owned()), Some("2 - Teatri".to_owned())]);
    let printed = lines(&case);
    assert_eq!(printed.iter().filter(|line| line.contains("CENTRO 2")).count(), 1);
}

const YEARS_HEADLESS: &str = r#"
[document]
year = 2025
years = [2025, 2026]
[[section]]
name = "s"
[[section.block]]
kind = "table"
title = ["TABELLA"]
headless = true
columns = [
  { labels = ["Cod."], to = "objective.code" },
  { labels = ["Ob."], to = "objective.title" },
  { labels = ["Atteso {year}"], to = "indicator.targets.{year}" },
  { labels = ["Resp."], to = "objective.responsible" },
]
"#;

const YEARS_HEADLESS_TEXT: &str = "TABELLA
S1\tMense aperte\t10\t20\tRossi Ada
";

#[test]
fn a_column_of_years_without_header_is_one_for_each_year() {
    let plan = shape("tabella senza intestazione con anni").read().plan;
    assert_eq!(plan.objectives[0].indicators[0].targets.len(), 2);
    assert_eq!(plan.objectives[0].responsible.as_ref().map(|r| r.verbatim.as_str()), Some("Rossi Ada"));
}

fn read(method_text: &str, document: &str) -> forms::Reading {
    case("prova", method_text, document).read()
}
