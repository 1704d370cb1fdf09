//! The method files at hand, and which of them a document is written for.

use std::fmt;
use std::path::Path;

use domain::text::folded;
use include_dir::{Dir, include_dir};
use method::{Method, Recognition, Searchable};

/// The method files of the bodies in the repository.
static BODIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../bodies");
/// The samples: documents of made-up bodies, and their method files in `methods`.
pub static SAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../samples");

/// A method and where it comes from.
#[derive(Clone, Debug)]
pub struct Named<M> {
    /// Name of the file without extension.
    pub name: String,
    /// The path, or that it is part of the program.
    pub origin: String,
    /// The method itself.
    pub method: M,
}

/// The method files at hand.
#[derive(Clone, Debug, Default)]
pub struct Library {
    files: Vec<Named<String>>,
}

/// Why no method could be chosen. It is told in a sentence; what to do about it depends on where it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoMethod {
    /// There is none of this name.
    Unknown(String),
    /// The file has faults.
    Faulty {
        /// Where it comes from.
        shown: String,
        /// The first fault.
        first: String,
    },
    /// Several do equally well.
    Tie {
        /// What is read: `il documento`.
        what: &'static str,
        /// Their names.
        names: Vec<String>,
    },
    /// None recognises it.
    Nobody {
        /// What is read.
        what: &'static str,
        /// Those that were tried.
        tried: Vec<String>,
        /// Those that have faults and could not be tried.
        faulty: Vec<String>,
    },
}

impl fmt::Display for NoMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list =
            |names: &[String]| names.iter().map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ");
        match self {
            Self::Unknown(name) => write!(f, "non c'è un metodo di nome «{name}»"),
            Self::Faulty { shown, first } => write!(f, "il metodo «{shown}» non è utilizzabile ({first})"),
            Self::Tie { what, names } => write!(f, "{what} va bene per più di un metodo ({})", list(names)),
            Self::Nobody { what, tried, .. } if tried.is_empty() => {
                write!(f, "non c'è nessun metodo per leggere {what}")
            }
            Self::Nobody { what, tried, .. } => {
                write!(f, "nessun metodo riconosce {what} (provati: {})", list(tried))
            }
        }
    }
}

impl std::error::Error for NoMethod {}

/// Why no method could be chosen, by positions.
#[derive(Debug, PartialEq, Eq)]
enum Undecided {
    Nobody,
    Tie(Vec<usize>),
}

/// The method that recognises the texts best, by its position.
fn recognise(methods: &[&Recognition], texts: &[&str]) -> Result<usize, Undecided> {
    let texts: Vec<Searchable<'_>> = texts.iter().copied().map(Searchable::new).collect();
    let scores: Vec<u32> = methods.iter().map(|method| total(method, &texts)).collect();
    let best = scores.iter().copied().max().filter(|best| *best > 0).ok_or(Undecided::Nobody)?;
    let winners: Vec<usize> = (0..scores.len()).filter(|index| scores.get(*index) == Some(&best)).collect();
    match winners.as_slice() {
        [only] => Ok(*only),
        _ => Err(Undecided::Tie(winners)),
    }
}

fn total(method: &Recognition, texts: &[Searchable<'_>]) -> u32 {
    texts.iter().map(|text| method.score(text)).fold(0, u32::saturating_add)
}

impl Library {
    /// The method files that are part of the program.
    pub fn embedded() -> Self {
        let mut library = Self::default();
        let files = [Some(&BODIES), SAMPLES.get_dir("methods")].into_iter().flatten().flat_map(Dir::files);
        for file in files.filter(|file| file.path().extension().is_some_and(|extension| extension == "toml"))
        {
            let name = file.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let origin = format!("{name}, compreso nel programma");
            library.add(Named { name, origin, method: file.contents_utf8().unwrap_or_default().to_owned() });
        }
        library
    }

    /// Adds a file; of two with one name the first counts.
    pub fn add(&mut self, file: Named<String>) {
        if self.get(&file.name).is_none() {
            self.files.push(file);
        }
    }

    /// The file of a name.
    pub fn get(&self, name: &str) -> Option<&Named<String>> {
        self.files.iter().find(|file| file.name == name)
    }

    /// The files, in the order they were added.
    pub fn files(&self) -> &[Named<String>] {
        &self.files
    }

    /// Reads the text of a method; the method it stands on is looked for with `beside`, then here.
    ///
    /// # Errors
    /// Every fault of the file, with line and key.
    pub fn parse(
        &self,
        text: &str,
        beside: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Method, Vec<method::Error>> {
        Method::parse_with(text, &|name| {
            let plain = Path::new(name).file_name().is_some_and(|file| file == name);
            let found = if plain { beside(name) } else { None };
            found.or_else(|| self.get(name).map(|file| file.method.clone()))
        })
    }

    /// The method called `name`.
    ///
    /// # Errors
    /// When there is none, or it has faults.
    pub fn named(&self, name: &str) -> Result<Named<Method>, NoMethod> {
        let Named { name, origin, method } =
            self.get(name).ok_or_else(|| NoMethod::Unknown(name.to_owned()))?.clone();
        match self.parse(&method, &|_| None) {
            Ok(method) => Ok(Named { name, origin, method }),
            Err(faults) => Err(faulty(&origin, &faults)),
        }
    }

    /// What the methods say of the documents they are for; those that do not even say that are left out.
    pub fn recognitions(&self) -> Vec<Named<Recognition>> {
        let read = |file: &Named<String>| {
            let method = Recognition::parse(&file.method)?;
            Some(Named { name: file.name.clone(), origin: file.origin.clone(), method })
        };
        self.files.iter().filter_map(read).collect()
    }

    /// The method that recognises the documents.
    ///
    /// # Errors
    /// When none does, or several do.
    pub fn choose(&self, texts: &[&str]) -> Result<Named<Method>, NoMethod> {
        let known = self.recognitions();
        let methods: Vec<&Recognition> = known.iter().map(|named| &named.method).collect();
        self.decided(recognise(&methods, texts), &known, "il documento")
    }

    /// The method of the body called `name`.
    ///
    /// # Errors
    /// When there is none, or there are several.
    pub fn of_body(&self, name: &str) -> Result<Named<Method>, NoMethod> {
        let wanted = folded(name);
        let known = self.recognitions();
        let same = |index: &usize| {
            known.get(*index).is_some_and(|named| !wanted.is_empty() && folded(&named.method.body) == wanted)
        };
        let found: Vec<usize> = (0..known.len()).filter(same).collect();
        let choice = match found.as_slice() {
            [only] => Ok(*only),
            [] => Err(Undecided::Nobody),
            _ => Err(Undecided::Tie(found)),
        };
        self.decided(choice, &known, "il piano")
    }

    /// The method for a plan of a body that no method is for: it has no rules of its own.
    ///
    /// # Errors
    /// Never: what it is made of is part of the program.
    pub fn bare(&self, name: &str, kind: &str) -> Result<Named<Method>, NoMethod> {
        const BARE: &str = "schema = \"traguardo-metodo/1\"\nbody = { name = \"\", kind = \"\" }\n";
        let mut method = self.parse(BARE, &|_| None).map_err(|faults| faulty("senza metodo", &faults))?;
        name.clone_into(&mut method.body.name);
        kind.clone_into(&mut method.body.kind);
        Ok(Named { name: String::new(), origin: "nessun metodo".to_owned(), method })
    }

    /// Whether a method is for the body called `name`.
    pub fn knows(&self, name: &str) -> bool {
        let wanted = folded(name);
        self.recognitions().iter().any(|named| folded(&named.method.body) == wanted)
    }

    /// A method other than `used` that recognises the documents, when `used` does not.
    pub fn contradicts(&self, used: &Method, texts: &[&str]) -> Option<Named<Method>> {
        let searchable: Vec<Searchable<'_>> = texts.iter().copied().map(Searchable::new).collect();
        if used.recognition.marks.is_empty() || total(&used.recognition, &searchable) > 0 {
            return None;
        }
        self.choose(texts).ok()
    }

    fn decided(
        &self,
        choice: Result<usize, Undecided>,
        known: &[Named<Recognition>],
        what: &'static str,
    ) -> Result<Named<Method>, NoMethod> {
        let name = |index: &usize| known.get(*index).map(|named| named.name.clone());
        match choice {
            Ok(index) => self.named(&name(&index).unwrap_or_default()),
            Err(Undecided::Tie(tied)) => {
                Err(NoMethod::Tie { what, names: tied.iter().filter_map(name).collect() })
            }
            Err(Undecided::Nobody) => {
                let tried = known.iter().map(|named| named.name.clone()).collect();
                let unknown = |file: &&Named<String>| known.iter().all(|named| named.name != file.name);
                let faulty = self.files.iter().filter(unknown).map(|file| file.origin.clone()).collect();
                Err(NoMethod::Nobody { what, tried, faulty })
            }
        }
    }
}

/// That a method file has faults.
pub fn faulty(shown: &str, faults: &[method::Error]) -> NoMethod {
    let first = faults.first().map(ToString::to_string).unwrap_or_default();
    NoMethod::Faulty { shown: shown.to_owned(), first }
}

#[cfg(test)]
mod tests {
    use method::Template;

    use super::*;

    /// Marks that recognise a text by words.
    fn marks(words: &[&str]) -> Recognition {
        let marks = words.iter().map(|word| Template::parse(word).expect("a word is a template")).collect();
        Recognition { body: "Ente".to_owned(), marks }
    }

    fn choice(methods: &[&[&str]], texts: &[&str]) -> Result<usize, Undecided> {
        let methods: Vec<Recognition> = methods.iter().map(|words| marks(words)).collect();
        recognise(&methods.iter().collect::<Vec<_>>(), texts)
    }

    #[test]
    fn the_surest_method_is_chosen() {
        assert_eq!(choice(&[&["valle"], &["valle", "monte"]], &["valle e monte"]), Ok(1));
        assert_eq!(choice(&[&["valle"], &["monte"]], &["la valle", "e poi"]), Ok(0));
    }

    #[test]
    fn a_tie_and_nobody_are_told_apart() {
        assert_eq!(choice(&[&["valle"]], &["mare"]), Err(Undecided::Nobody));
        assert_eq!(choice(&[], &["mare"]), Err(Undecided::Nobody));
        let tie = choice(&[&["a"], &["b"], &["z"]], &["a b"]);
        assert_eq!(tie, Err(Undecided::Tie(vec![0, 1])));
    }

    #[test]
    fn every_method_of_the_program_is_usable() {
        let library = Library::embedded();
        for file in &library.files {
            let faults = library.parse(&file.method, &|_| None).err().unwrap_or_default();
            assert!(faults.is_empty(), "{}: {faults:?}", file.origin);
        }
    }
}
