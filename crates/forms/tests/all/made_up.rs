//! Small made-up documents, one for each thing that a layout of another body did wrong once.

use forms::Reading;
use method::Method;

const TOP: &str = "schema = \"traguardo-metodo/1\"\nbody = { name = \"Comune X\", kind = \"comune\" }\n";

/// Reads a text by a method; the method's first lines are given.
fn read(method: &str, text: &str) -> Reading {
    let method = Method::parse(&format!("{TOP}{method}")).expect("the method is well written");
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
