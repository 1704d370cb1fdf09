//! Small made-up documents, one for each thing that a layout of another body did wrong once.

use forms::Reading;
use method::Method;

const TOP: &str = "schema = \"traguardo-metodo/1\"\nbody = { name = \"Comune X\", kind = \"comune\" }\n";

/// A method; its first lines are given.
fn method_of(text: &str) -> Method {
    Method::parse(&format!("{TOP}{text}")).expect("the method is well written")
}

/// Reads a text by a method; the method's first lines are given.
fn read(method: &str, text: &str) -> Reading {
    let method = method_of(method);
    let document = document::text::read("prova", text.as_bytes(), 1 << 20).expect("the text is readable");
    let reading = forms::read(&[document], &method);
    assert_eq!(reading.coverage.lost, 0);
    reading
}

/// The findings of a code, by line.
fn found(reading: &Reading, code: &str) -> Vec<u32> {
    let of = reading.findings.iter().filter(|finding| finding.code == code);
    of.filter_map(|finding| Some(finding.place?.line)).collect()
}

/// The texts of a field of some entities.
macro_rules! texts {
    ($list:expr, $field:ident) => {
        $list
            .iter()
            .map(|one| one.$field.as_ref().map_or(String::new(), |read| read.verbatim.clone()))
            .collect::<Vec<_>>()
    };
}

const ONE_TABLE: &str = r#"
[document]
years = [2026]
boilerplate = ["PROVINCIA X"]
LINES
[[section]]
name = "tabella"
[[section.block]]
kind = "table"
columns = [
  { labels = ["Ob."], to = "objective.code", key = true },
  { labels = ["Obiettivo"], to = "objective.title" },
  { labels = ["Passo"], to = "phase.number", key = true },
  { labels = ["Azione"], to = "phase.text" },
  { labels = ["Peso"], to = "phase.weight", value = "percent" },
]
"#;
const HEAD: &str = "Ob.\tObiettivo\tPasso\tAzione\tPeso\n1\tStrade\tI\tRilievo\t40\n";

#[test]
fn a_table_goes_on_after_a_line_of_text() {
    let method = ONE_TABLE.replace("LINES", "");
    let header = "Ob.\tObiettivo\tPasso\tAzione\tPeso\n";
    for (between, told) in
        [("\n3\n\n", vec![4]), ("3\n\nPROVINCIA X\n\nH", vec![3]), ("\nFoglio 3\n\nH", vec![4])]
    {
        let text = format!("{HEAD}{}\t\tII\tPosa\t60\n", between.replace('H', header));
        let reading = read(&method, &text);
        assert_eq!(texts!(reading.plan.objectives[0].phases, text), ["Rilievo", "Posa"], "{between}");
        assert_eq!(found(&reading, "LETT-001"), told, "{between}");
    }
}

#[test]
fn another_table_with_the_same_header_begins_other_items() {
    let method = ONE_TABLE.replace("LINES", "");
    let header = "Ob.\tObiettivo\tPasso\tAzione\tPeso\n";
    let text = format!("{HEAD}\nUfficio lavori\n\n{header}1\tPonti\tI\tPosa\t60\n");
    let reading = read(&method, &text);
    assert_eq!(texts!(reading.plan.objectives, title), ["Strade", "Ponti"]);
}

#[test]
fn lines_without_content_are_no_cells() {
    let method = ONE_TABLE.replace("LINES", "lines = [\"{_=\\\\d{1,3}}\"]");
    let reading = read(&method, &format!("{HEAD}\n3\n\n\t\tII\tPosa\t60\n"));
    assert_eq!(texts!(reading.plan.objectives[0].phases, weight), ["40", "60"]);
    assert!(found(&reading, "LETT-001").is_empty());
}

#[test]
fn a_boilerplate_text_without_words_takes_no_cell_of_a_row() {
    let method = ONE_TABLE.replace("LINES", "").replace("\"PROVINCIA X\"", "\"{_=\\\\d{1,3}}\"");
    let reading = read(&method, HEAD);
    assert_eq!(texts!(reading.plan.objectives[0].phases, weight), ["40"]);
}

#[test]
fn a_header_of_two_rows_comes_again() {
    let method = r#"
[document]
years = [2026]
[[section]]
name = "schede"
[section.record]
of = "objective"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Titolo"], to = "objective.title", start = true }]]
[[section.record.block]]
kind = "table"
captions = ["Periodo {year}"]
columns = [
  { labels = ["Tappa"], to = "phase.number", pattern = 'T\d', key = true },
  { labels = ["Che cosa"], to = "phase.text" },
  { labels = ["Incidenza", "%"], to = "phase.weight", value = "percent" },
  { labels = ["gen-giu", "lug-dic"], to = "phase.months", group = "months" },
  { labels = ["Prodotto"], to = "phase.output" },
]
"#;
    let first = "Tappa\tChe cosa\tIncidenza\tPeriodo 2026\t\tProdotto\n";
    let second = "\t\t%\tgen-giu\tlug-dic\t\n";
    for again in [format!("{first}{second}"), first.to_owned(), String::new()] {
        let text = format!(
            "Titolo\tStrade\n{first}{second}T1\tRilievo\t50\tX\t\tElenco\n{again}T2\tPosa\t50\t\tX\tVerbale\n"
        );
        let reading = read(method, &text);
        let phases = &reading.plan.objectives[0].phases;
        assert_eq!(texts!(phases, output), ["Elenco", "Verbale"]);
        assert_eq!(texts!(phases, months)[1], "lug, ago, set, ott, nov, dic");
        assert!(reading.findings.is_empty());
    }
}

#[test]
fn a_cell_divided_by_separators_gives_several_links() {
    let method = r#"
[[level]]
name = "dup"
term = "DUP"
[[section]]
name = "tabella"
[[section.block]]
kind = "table"
columns = [
  { labels = ["Ob."], to = "objective.code", key = true },
  { labels = ["Obiettivo"], to = "objective.title" },
  { labels = ["DUP"], to = "link:dup.text", items = { separators = ["; "] } },
]
"#;
    let reading = read(method, "Ob.\tObiettivo\tDUP\n1\tStrade\tOS 1.2; M 01.10\n");
    assert_eq!(texts!(reading.plan.objectives[0].links, text), ["OS 1.2", "M 01.10"]);
}

#[test]
fn one_column_of_codes_serves_all_levels() {
    let method = r#"
[document]
years = [2026, 2027]
marks = ["o"]
[[level]]
name = "linea"
term = "Linea"
code = "[A-Z]"
[[level]]
name = "obiettivo"
term = "Obiettivo"
code = '[A-Z]\.\d'
parent = "linea"
[[section]]
name = "albero"
title = ["ALBERO"]
[[section.block]]
kind = "table"
columns = [
  { labels = ["Cod."], to = "node.code", key = true },
  { labels = ["Titolo"], to = "node.title" },
  { labels = ["{year}"], to = "node.years", group = "years" },
]
"#;
    let text = "ALBERO\nCod.\tTitolo\t2026\t2027\nA\tCase\to\to\nA.1\tTetti\to\t\nB\tStrade\to\to\nB.1\tPonti\t\to\n";
    let reading = read(method, text);
    assert_eq!(texts!(reading.plan.tree, level), ["linea", "obiettivo", "linea", "obiettivo"]);
    assert_eq!(texts!(reading.plan.tree, parent), ["", "A", "", "B"]);
    assert_eq!(texts!(reading.plan.tree, years), ["2026 2027", "2026", "2026 2027", "2027"]);
    assert!(reading.findings.is_empty());
    let strange = read(method, "ALBERO\nCod.\tTitolo\t2026\t2027\n12\tCase\to\to\n");
    assert_eq!(found(&strange, "LETT-010"), [3]);
}

#[test]
fn a_heading_that_says_nothing_of_any_record_is_told() {
    let method = r#"
[[section]]
name = "uffici"
title = ["UFFICI"]
[[section.block]]
kind = "line"
text = ["MISSIONE {function.mission=\\d\\d}"]
[section.record]
of = "function"
[[section.record.block]]
kind = "note"
start = true
starts = [">"]
to = "function.name"
"#;
    let text = "UFFICI\n\nMISSIONE 01\n\nMISSIONE 02\n\n> Anagrafe\n\nMISSIONE 03\n";
    let reading = read(method, text);
    assert_eq!(texts!(reading.plan.functions, mission), ["02"]);
    assert_eq!(found(&reading, "LETT-001"), [3, 9]);
    assert_eq!(reading.coverage.reported, 2);
}

#[test]
fn a_heading_over_a_blank_line_takes_the_whole_block_below_or_nothing() {
    let method = r#"
[[section]]
name = "uffici"
title = ["UFFICI"]
[[section.block]]
kind = "line"
lines = 2
text = ["SETTORE {unit:settore.code=\\d} {unit:settore.name}", "SETTORE {unit:settore.code=\\d}"]
[[level]]
name = "settore"
term = "Settore"
"#;
    let one = read(method, "UFFICI\n\nSETTORE 1\n\nLAVORI\n\nSETTORE 2\n\nTRIBUTI\n");
    assert_eq!(texts!(one.plan.units, name), ["LAVORI", "TRIBUTI"]);
    let two = read(method, "UFFICI\n\nSETTORE 1\nSETTORE 2\n\nLAVORI\nTRIBUTI\n");
    assert_eq!(texts!(two.plan.units, name), ["", ""]);
}

const UNITS: &str = r#"
[[level]]
name = "direzione"
term = "Direzione"
[[section]]
name = "direzioni"
title = ["DIREZIONI"]
[[section.block]]
kind = "table"
columns = [
  { labels = ["Sigla"], to = "unit:direzione.code" },
  { labels = ["Direzione"], to = "unit:direzione.name" },
  { labels = ["Direttore"], to = "unit:direzione.head" },
]
[[section]]
name = "schede"
title = ["SCHEDE"]
[section.record]
of = "objective"
[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Titolo"], to = "objective.title", start = true }], [{ labels = ["Direzione"], to = "objective.unit" }]]
"#;

#[test]
fn a_register_of_units_stands_above_no_form_of_another_section() {
    let text = "DIREZIONI\nSigla\tDirezione\tDirettore\nA\tTributi\tAda Neri\nB\tLavori\tUgo Sala\n\nSCHEDE\n\
        Titolo\tAvvisi\nDirezione\tTributi\n\nTitolo\tPonti\nDirezione\tB\n\nTitolo\tStrade\n\n\
        Titolo\tParchi\nDirezione\tVerde\n";
    let reading = read(UNITS, text);
    assert_eq!(texts!(reading.plan.objectives, unit), ["Tributi", "B", "", "Verde"]);
    assert_eq!(texts!(reading.plan.objectives, responsible), ["Ada Neri", "Ugo Sala", "", ""]);
}

const PEOPLE: &str = r#"
[[section]]
name = "schede"
[section.record]
of = "objective"
[[section.record.block]]
kind = "pairs"
rows = [
  [{ labels = ["Titolo"], to = "objective.title", start = true }, { labels = ["Responsabile"], to = "objective.responsible" }],
  [{ labels = ["Peso"], to = "objective.weight", value = "percent" }],
  [{ labels = ["Destinatari"], to = "objective.stakeholders" }],
]
[[section.record.block]]
kind = "table"
columns = [{ labels = ["N."], to = "phase.number", key = true }, { labels = ["Azione"], to = "phase.text" }]
[[section.record.block]]
kind = "table"
title = ["RISORSE UMANE"]
captions = ["PERSONALE"]
columns = [
  { labels = ["N."], join = "phase.number" },
  { labels = ["Azione"], repeats = "phase.text" },
  { labels = ["Capofila"], to = "phase.responsible" },
  { labels = ["{_=[1-4]}"], group = "each", times = 4, items = { text = ["{person.name} {person.share=\\d+}%", "{person.name}"] } },
]
"#;
const FORM: &str = "Titolo\tStrade\nDestinatari\tCittadini\nN.\tAzione\n1\tRilievo\n2\tPosa\n";

#[test]
fn a_column_that_the_header_lost_keeps_its_place() {
    let text = format!(
        "{FORM}RISORSE UMANE\nAzione\t\tPERSONALE\nN.\tAzione\t1\t2\t3\t4\n\
         1\tRilievo\tUgo Sala\t\tUgo Sala\t\n2\tPosa\tAda Neri, 40%\tEva Rossi M. 60%\t\t\n"
    );
    let reading = read(PEOPLE, &text);
    let objective = &reading.plan.objectives[0];
    assert_eq!(texts!(objective.phases, responsible), ["Ugo Sala", ""]);
    assert_eq!(texts!(objective.people, name), ["Ada Neri", "Eva Rossi M."]);
    assert_eq!(texts!([objective], stakeholders), ["Cittadini"]);
    assert_eq!(found(&reading, "LETT-016"), [9]);
}

#[test]
fn people_where_the_form_has_one_are_told() {
    let text = format!(
        "Titolo\tPonti\tResponsabile\tUgo Sala Ada Neri, Eva Rossi, Ida Verdi\n{}RISORSE UMANE\n\
         N.\tAzione\tCapofila\t1\t2\t3\t4\n1\tRilievo\tUgo Sala 100%\t\t\t\t\n",
        FORM.replace("Titolo\tStrade\n", "")
    );
    let reading = read(PEOPLE, &text);
    assert_eq!(found(&reading, "LETT-010"), [1]);
    assert_eq!(found(&reading, "LETT-008"), [8]);
}

#[test]
fn a_line_that_is_a_label_and_its_typed_value_is_one() {
    let reading = read(PEOPLE, "Titolo\tPonti\n\nPeso 35%\n\nPeso dei lavori nuovi\n");
    assert_eq!(texts!(reading.plan.objectives, weight), ["35%"]);
}

#[test]
fn a_subtitle_stands_below_the_title_and_is_no_content() {
    let method = PEOPLE.replace("captions = [\"PERSONALE\"]", "subtitle = [\"PERSONALE\", \"PERSONAE\"]");
    let reading = read(
        &method,
        &format!(
            "{FORM}RISORSE UMANE\nPERSONAE\nN.\tAzione\tCapofila\t1\n1\tRilievo\tUgo Sala\tAda Neri, 40%\n"
        ),
    );
    assert_eq!(texts!(reading.plan.objectives[0].phases, responsible), ["Ugo Sala", ""]);
    let printed = document::text::write(&forms::print(&reading.plan, &method_of(&method)));
    let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
    assert!(lines.windows(2).any(|pair| pair == ["RISORSE UMANE", "PERSONALE"]), "{printed}");
    assert_eq!(read(&method, &printed).plan.objectives[0].phases.len(), 2);
}

const PLANNED: &str = r#"
[[section]]
name = "schede"
[section.record]
of = "objective"
[[section.record.block]]
kind = "pairs"
rows = [
  [{ labels = ["Titolo"], to = "objective.title", start = true }],
  [{ labels = ["Altre strutture:"], to = "objective.other_units" }],
]
[[section.record.block]]
kind = "table"
captions = ["P= previsto"]
columns = [
  { labels = ["Fase"], to = "phase.number", key = true },
  { labels = ["GANTT"], to = "phase.text" },
  { labels = ["P/E"], fixed = ["P"] },
  { labels = ["I sem", "II sem"], to = "phase.months", group = "months" },
]
"#;

#[test]
fn what_belongs_to_a_table_is_no_value_of_a_label_above_it() {
    let text = "Titolo\tStrade\n\tAltre strutture:\n\tGANTT\n\tP= previsto\nFase\tGANTT\tP/E\tI sem\tII sem\n\
                1\tRilievo\tP\tX\t\n\t\t\tsecondo i locali che saranno disponibili\t\n2\tPosa\tP\t\tX\n";
    let reading = read(PLANNED, text);
    let objective = &reading.plan.objectives[0];
    assert!(objective.other_units.is_empty());
    assert_eq!(texts!(objective.phases, text), ["Rilievo", "Posa"]);
    assert_eq!(found(&reading, "LETT-001"), [7]);
}
