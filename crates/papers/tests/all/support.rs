//! The samples, each with its method, and what tests look at in a document.

use std::path::{Path, PathBuf};

use document::{Block, Cell, Document, Row};
use domain::Plan;
use method::Method;

/// A plan with its method.
pub struct Case {
    pub name: String,
    pub plan: Plan,
    pub method: Method,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn methods(text: &str) -> Method {
    Method::parse_with(text, &|name| {
        let file = |folder: &str| root().join(folder).join(format!("{name}.toml"));
        ["bodies", "samples/methods"].iter().find_map(|folder| std::fs::read_to_string(file(folder)).ok())
    })
    .unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The plan in a file, by the method in another.
pub fn case(document: &Path, method: &Path) -> Case {
    let name = document.file_stem().unwrap().to_string_lossy().into_owned();
    let method = methods(&std::fs::read_to_string(method).unwrap());
    let bytes = std::fs::read(document).unwrap();
    let document = document::text::read(&name, &bytes, 1 << 27).unwrap();
    let plan = forms::read(&[document], &method).plan;
    Case { name, plan, method }
}

/// A sample.
pub fn sample(name: &str) -> Case {
    let samples = root().join("samples");
    case(&samples.join(format!("{name}.txt")), &samples.join("methods").join(format!("{name}.toml")))
}

/// The sample of a whole year, after its change.
pub fn changed_sample() -> Case {
    let year = root().join("samples/anno-isola-serena");
    case(&year.join("variazione.txt"), &year.join("metodo.toml"))
}

/// A file of the sample of a whole year.
pub fn of_year(name: &str) -> String {
    std::fs::read_to_string(root().join("samples/anno-isola-serena").join(name)).unwrap()
}

pub const SAMPLES: [&str; 7] = [
    "borgo-ligure",
    "castelrosso",
    "isola-serena",
    "montelupo-alto",
    "pian-di-sotto",
    "provincia-di-colleverde",
    "valdarno-nuovo",
];

/// Every sample.
pub fn samples() -> impl Iterator<Item = Case> {
    SAMPLES.into_iter().map(sample)
}

/// The real documents; none when they are not at hand.
pub fn real() -> Vec<Case> {
    let Ok(folder) = std::fs::read_dir(root().join("../shared/documents")) else { return Vec::new() };
    let mut cases = Vec::new();
    for path in folder.map(|entry| entry.unwrap().path()) {
        let method = root().join("bodies").join(path.with_extension("toml").file_name().unwrap());
        if method.is_file() {
            cases.push(case(&path, &method));
        }
    }
    cases
}

/// A document as a person reads it.
pub fn shown(document: &Document) -> String {
    document::text::write(document)
}

/// The rows of all tables of a document.
pub fn rows(document: &Document) -> impl Iterator<Item = &Row> {
    document.blocks.iter().flat_map(|block| match block {
        Block::Table(table) => table.rows.as_slice(),
        _ => &[],
    })
}

/// The texts of a row by column; blank where it has none.
pub fn texts(row: &Row) -> Vec<&str> {
    let mut texts = vec![""; usize::from(row.width)];
    for Cell { place, text, .. } in &row.cells {
        texts[usize::from(place.column) - 1] = text;
    }
    texts
}
