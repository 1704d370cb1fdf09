//! The method files at hand on the command line: those of folders, then those of the program.

use std::path::Path;

use app::library::{self};
pub use app::library::{Named, NoMethod, SAMPLES};
use method::Method;

use crate::error::Failure;
use crate::input;

/// Size over which a method file is surely something else.
pub const LARGEST_METHOD: usize = 4 << 20;

/// The method files at hand.
#[derive(Debug, Default)]
pub struct Library(library::Library);

impl From<NoMethod> for Failure {
    fn from(none: NoMethod) -> Self {
        let faulty = match &none {
            NoMethod::Nobody { faulty, .. } if !faulty.is_empty() => {
                format!(" (con errori, e perciò non provati: {})", faulty.join("; "))
            }
            _ => String::new(),
        };
        let hint = match &none {
            NoMethod::Unknown(_) => String::new(),
            NoMethod::Faulty { shown, .. } => format!(": «traguardo method check {shown}» mostra tutto"),
            NoMethod::Tie { .. } => ": scegli con --method".to_owned(),
            NoMethod::Nobody { .. } => ": indicane uno con --method".to_owned(),
        };
        Self::new(format!("{none}{hint}{faulty}"))
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

impl Library {
    /// The method files in `folder`, in `./bodies` and in the program, in this order.
    pub fn gather(folder: Option<&Path>) -> Result<Self, Failure> {
        let mut gathered = library::Library::default();
        let bodies = Path::new("bodies");
        for folder in folder.into_iter().chain(bodies.is_dir().then_some(bodies)) {
            for path in input::files_in(folder, &["toml"])? {
                let method = input::text(&path, LARGEST_METHOD)?;
                gathered.add(Named { name: stem(&path), origin: path.display().to_string(), method });
            }
        }
        library::Library::embedded().files().iter().for_each(|file| gathered.add(file.clone()));
        Ok(Self(gathered))
    }

    /// The method files that are part of the program.
    pub fn embedded() -> Self {
        Self(library::Library::embedded())
    }

    /// Reads the text of a method; the method it stands on is looked for beside `path`, then here.
    pub fn parse(&self, text: &str, path: Option<&Path>) -> Result<Method, Vec<method::Error>> {
        self.0.parse(text, &|name| {
            let beside = path.map(|path| path.with_file_name(format!("{name}.toml")))?;
            input::text(&beside, LARGEST_METHOD).ok()
        })
    }

    /// The method file at `path`.
    pub fn load(&self, path: &Path) -> Result<Named<Method>, Failure> {
        let text = input::text(path, LARGEST_METHOD)?;
        let shown = path.display().to_string();
        let method = self.parse(&text, Some(path)).map_err(|faults| library::faulty(&shown, &faults))?;
        Ok(Named { name: stem(path), origin: shown, method })
    }

    /// The method called `name`, or a sentence that says why it cannot be used.
    pub fn named(&self, name: &str) -> Result<Named<Method>, Failure> {
        Ok(self.0.named(name)?)
    }

    /// The method that recognises the documents, or a sentence that says why there is none.
    pub fn choose(&self, texts: &[&str]) -> Result<Named<Method>, Failure> {
        Ok(self.0.choose(texts)?)
    }

    /// The method of the body called `name`.
    pub fn of_body(&self, name: &str) -> Result<Named<Method>, Failure> {
        Ok(self.0.of_body(name)?)
    }

    /// The method for a plan of a body that no method is for: it has no rules of its own.
    pub fn bare(&self, name: &str, kind: &str) -> Result<Named<Method>, Failure> {
        Ok(self.0.bare(name, kind)?)
    }

    /// Whether a method is for the body called `name`.
    pub fn knows(&self, name: &str) -> bool {
        self.0.knows(name)
    }

    /// A method other than `used` that recognises the documents, when `used` does not.
    pub fn contradicts(&self, used: &Method, texts: &[&str]) -> Option<Named<Method>> {
        self.0.contradicts(used, texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(files: &[(&str, &str)]) -> Library {
        let mut library = library::Library::default();
        for (name, text) in files {
            let origin = format!("bodies/{name}.toml");
            library.add(Named { name: (*name).to_owned(), origin, method: (*text).to_owned() });
        }
        Library(library)
    }

    const MONTE: &str = "schema = \"traguardo-metodo/1\"\nbody = { name = \"Comune di Monte\", kind = \"comune\" }\n\
                         document = { recognise = [\"COMUNE DI MONTE\"], year = 2025 }\n";
    const VALLE: &str = "schema = \"traguardo-metodo/1\"\nbase = \"monte\"\n\
                         body = { name = \"Comune di Valle\", kind = \"comune\" }\n\
                         document = { recognise = [\"COMUNE DI VALLE\"] }\n";

    #[test]
    fn a_method_stands_on_another_of_the_library() {
        let library = library(&[("valle", VALLE), ("monte", MONTE)]);
        let chosen = library.choose(&["COMUNE DI VALLE\nPiano"]).unwrap();
        assert_eq!((chosen.name.as_str(), chosen.method.year), ("valle", Some(2025)));
        assert_eq!(library.of_body("comune di MONTE").unwrap().name, "monte");
        let used = library.named("monte").unwrap().method;
        assert_eq!(library.contradicts(&used, &["COMUNE DI VALLE"]).unwrap().name, "valle");
        assert!(library.contradicts(&used, &["COMUNE DI MONTE"]).is_none());
        assert!(library.contradicts(&used, &["una parte del piano"]).is_none());
    }

    #[test]
    fn the_sentence_names_what_was_tried_and_what_has_faults() {
        let failure = library(&[("rotto", "non = [")]).choose(&["testo"]).unwrap_err().to_string();
        assert!(failure.starts_with("non c'è nessun metodo per leggere il documento"), "{failure}");
        assert!(failure.ends_with("(con errori, e perciò non provati: bodies/rotto.toml)"), "{failure}");
        let failure =
            library(&[("monte", MONTE), ("altro", MONTE)]).choose(&["Comune di Monte"]).unwrap_err();
        assert!(failure.to_string().contains("più di un metodo («monte», «altro»)"), "{failure}");
        let failure = library(&[("monte", MONTE)]).of_body("").unwrap_err().to_string();
        assert!(failure.starts_with("nessun metodo riconosce il piano (provati: «monte»)"), "{failure}");
    }
}
