//! Texts that a form could take for something else.

use domain::text::normal;
use method::{Block, BlockKind, Method, Template};

use super::seed::Seed;

/// Signs, marks and remains of markup.
const SIGNS: &[&str] = &[
    "X",
    "x",
    "-",
    "--",
    "---",
    "—",
    "*",
    "**",
    "***",
    "_",
    "__",
    "#",
    "# 1",
    "\\",
    "\\\\",
    "<b>",
    "</b>",
    "<td>",
    "<table>",
    "<br>",
    "&",
    "&amp;",
    "&lt;b&gt;",
    "\"",
    "“",
    "«",
    "»",
    "'",
    "’",
    "|",
    ":",
    ";",
    ".",
    "–",
    "☐",
    "☑",
    "1",
    "12",
    "7)",
    "01.01.",
    "100%",
    "5 %",
    "30/06/2025",
    "2025",
    "2026",
    "A.1.2",
    "(2)",
    "[Annotazione]",
    "===",
];

/// Plain words, some with accents.
const WORDS: &[&str] = &[
    "parco",
    "città",
    "perché",
    "È",
    "verde",
    "più",
    "l'archivio",
    "dell’ente",
    "Rinnovo",
    "CARTA",
    "ponte",
    "scuola",
    "fiume",
    "di",
    "e",
    "per",
    "nuovo",
    "rete",
    "servizi",
    "Größe",
    "naïf",
    "n.",
    "art.",
    "lavoro",
    "modulo",
    "già",
];

/// Words to write texts with: among them every label of a method.
pub struct Hostile {
    labels: Vec<String>,
}

impl Hostile {
    /// The words for the forms of a method.
    pub fn new(method: &Method) -> Self {
        let labels = labels(method).into_iter().map(|label| label.print(&|_| "7".into()));
        Self { labels: labels.filter(|label| !label.is_empty()).collect() }
    }

    /// A text of one to seven words; one in fifty is as long as a page.
    pub fn text(&self, seed: &mut Seed) -> String {
        let most = if seed.once_in(2) { 2 } else { 7 };
        let count = if seed.once_in(50) { 600 } else { 1 + seed.below(most) };
        let words: Vec<String> = (0..count).map(|_| self.word(seed)).collect();
        normal(&words.join(" ")).into_owned()
    }

    fn word(&self, seed: &mut Seed) -> String {
        match seed.below(10) {
            0 => seed.pick(&self.labels).cloned().unwrap_or_default(),
            1 => seed.pick(SIGNS).copied().unwrap_or_default().to_owned(),
            _ => seed.pick(WORDS).copied().unwrap_or_default().to_owned(),
        }
    }
}

/// Every label of a method.
pub fn labels(method: &Method) -> Vec<&Template> {
    let mut out: Vec<&Template> = method.boilerplate.iter().collect();
    for section in &method.sections {
        out.extend(&section.titles);
        section
            .blocks
            .iter()
            .chain(section.record.iter().flat_map(|r| &r.blocks))
            .for_each(|b| block(b, &mut out));
    }
    out
}

fn block<'m>(block: &'m Block, out: &mut Vec<&'m Template>) {
    match &block.kind {
        BlockKind::Line(line) => out.extend(&line.texts),
        BlockKind::Pairs(pairs) => out.extend(pairs.rows.iter().flatten().flat_map(|pair| &pair.labels)),
        BlockKind::Table(table) => {
            out.extend(
                table
                    .titles
                    .iter()
                    .chain(&table.subtitles)
                    .chain(&table.captions)
                    .chain(&table.second)
                    .chain(&table.totals),
            );
            for column in &table.columns {
                out.extend(column.labels.iter().chain(&column.fixed).chain(&column.second_fixed));
            }
        }
        BlockKind::Boilerplate(texts) => out.extend(texts),
        BlockKind::Text(_) | BlockKind::Note(_) | BlockKind::List(_) => {}
    }
}
