//! The documents at hand, each with its method.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use document::Document;
use forms::Reading;
use method::Method;

/// A document with the method of its body.
pub struct Case {
    /// Stem of the document's file.
    pub name: String,
    /// A real document, not a sample.
    pub real: bool,
    /// The document's file.
    pub bytes: Vec<u8>,
    /// The method's file.
    pub method_text: String,
    /// The method.
    pub method: Method,
}

/// Largest document read.
pub const LIMIT: usize = 1 << 27;

impl Case {
    /// The document.
    pub fn document(&self) -> Document {
        document::text::read(&self.name, &self.bytes, LIMIT).expect("a document at hand is readable")
    }

    /// What reading the document gives.
    pub fn read(&self) -> Reading {
        forms::read(&[self.document()], &self.method)
    }
}

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Says something that the test runner must not hide.
pub fn say(message: &str) {
    let _ = writeln!(std::io::stderr(), "{message}");
}

/// Says something that many tests would say, once.
pub fn say_once(message: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let new = SAID.lock().is_ok_and(|mut said| said.insert(message.to_owned()));
    if new {
        say(message);
    }
}

/// The samples that have a method.
pub fn samples() -> Vec<Case> {
    let folder = root().join("samples");
    cases(&folder, &folder.join("methods"), false)
}

/// The real documents that have a method; none when they are not at hand.
pub fn documents() -> Vec<Case> {
    let folder = root().join("../shared/documents");
    if !folder.is_dir() {
        say(&format!("SALTATO: i documenti veri non ci sono ({})", folder.display()));
        return Vec::new();
    }
    cases(&folder, &root().join("bodies"), true)
}

/// Samples and real documents.
pub fn all() -> Vec<Case> {
    let mut cases = samples();
    cases.extend(documents());
    cases
}

fn cases(folder: &Path, methods: &Path, real: bool) -> Vec<Case> {
    let mut cases = Vec::new();
    for name in stems(folder, "txt") {
        let Ok(method_text) = std::fs::read_to_string(methods.join(format!("{name}.toml"))) else {
            say_once(&format!("SALTATO: «{name}» non ha ancora un metodo in {}", methods.display()));
            continue;
        };
        let bytes = std::fs::read(folder.join(format!("{name}.txt"))).expect("a listed file can be read");
        let method = method(&method_text);
        cases.push(Case { name, real, bytes, method_text, method });
    }
    cases
}

/// The stems of the files with an extension, in order.
fn stems(folder: &Path, extension: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut stems: Vec<String> = paths
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    stems.sort();
    stems
}

/// A method that is known to be right.
pub fn method(text: &str) -> Method {
    Method::parse_with(text, &base).unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("il metodo ha errori:\n{}", faults.join("\n"))
    })
}

/// The text of a method that others stand on.
pub fn base(name: &str) -> Option<String> {
    std::fs::read_to_string(root().join("bodies").join(format!("{name}.toml"))).ok()
}

/// Fails with all that went wrong, if something did.
pub fn report(title: &str, faults: &[String]) {
    const SHOWN: usize = 40;
    let more = faults.len().saturating_sub(SHOWN);
    let shown = faults.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{title}: {}\n{shown}{}", faults.len(), if more > 0 { "\n…" } else { "" });
}

/// The beginning of a text, for a message.
pub fn short(text: &str) -> String {
    let mut out: String = text.chars().take(90).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}
