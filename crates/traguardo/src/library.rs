//! The method files at hand, and which of them a document is written for.

use std::path::Path;

use domain::text::folded;
use include_dir::{Dir, include_dir};
use method::{Method, Recognition, Searchable};

use crate::error::Failure;
use crate::input;

/// The method files of the bodies in the repository.
static BODIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../bodies");
/// The samples: documents of made-up bodies, and their method files in `methods`.
pub static SAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../samples");

/// Size over which a method file is surely something else.
pub const LARGEST_METHOD: usize = 4 << 20;

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
#[derive(Debug, Default)]
pub struct Library {
    files: Vec<Named<String>>,
}

/// Why no method could be chosen.
#[derive(Debug, PartialEq, Eq)]
pub enum Undecided {
    /// No method recognises the documents.
    Nobody,
    /// These do equally well.
    Tie(Vec<usize>),
}

/// The method that recognises the texts best, by its position.
pub fn recognise(methods: &[&Recognition], texts: &[&str]) -> Result<usize, Undecided> {
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

/// The sentence about a method file with faults.
fn faulty(shown: &str, faults: &[method::Error]) -> Failure {
    let first = faults.first().map(ToString::to_string).unwrap_or_default();
    Failure::new(format!(
        "il metodo «{shown}» non è utilizzabile ({first}): «traguardo method check {shown}» mostra tutto"
    ))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

impl Library {
    /// The method files in `folder`, in `./bodies` and in the program, in this order.
    pub fn gather(folder: Option<&Path>) -> Result<Self, Failure> {
        let mut library = Self::default();
        let bodies = Path::new("bodies");
        for folder in folder.into_iter().chain(bodies.is_dir().then_some(bodies)) {
            for path in input::files_in(folder, &["toml"])? {
                let method = input::text(&path, LARGEST_METHOD)?;
                library.add(Named { name: stem(&path), origin: path.display().to_string(), method });
            }
        }
        Self::embedded().files.into_iter().for_each(|file| library.add(file));
        Ok(library)
    }

    /// The method files that are part of the program.
    pub fn embedded() -> Self {
        let mut library = Self::default();
        let files = [Some(&BODIES), SAMPLES.get_dir("methods")].into_iter().flatten().flat_map(Dir::files);
        for file in files.filter(|file| file.path().extension().is_some_and(|extension| extension == "toml"))
        {
            let name = stem(file.path());
            let origin = format!("{name}, compreso nel programma");
            library.add(Named { name, origin, method: file.contents_utf8().unwrap_or_default().to_owned() });
        }
        library
    }

    /// Adds a file; of two with one name the first counts.
    fn add(&mut self, file: Named<String>) {
        if self.get(&file.name).is_none() {
            self.files.push(file);
        }
    }

    fn get(&self, name: &str) -> Option<&Named<String>> {
        self.files.iter().find(|file| file.name == name)
    }

    /// Reads the text of a method; the method it stands on is looked for beside `path`, then here.
    pub fn parse(&self, text: &str, path: Option<&Path>) -> Result<Method, Vec<method::Error>> {
        Method::parse_with(text, &|name| {
            let plain = Path::new(name).file_name().is_some_and(|file| file == name);
            let beside = path.filter(|_| plain).map(|path| path.with_file_name(format!("{name}.toml")));
            let beside = beside.and_then(|path| input::text(&path, LARGEST_METHOD).ok());
            beside.or_else(|| self.get(name).map(|file| file.method.clone()))
        })
    }

    /// The method file at `path`.
    pub fn load(&self, path: &Path) -> Result<Named<Method>, Failure> {
        let text = input::text(path, LARGEST_METHOD)?;
        let shown = path.display().to_string();
        let method = self.parse(&text, Some(path)).map_err(|faults| faulty(&shown, &faults))?;
        Ok(Named { name: stem(path), origin: shown, method })
    }

    /// The method called `name`, or a sentence that says why it cannot be used.
    pub fn named(&self, name: &str) -> Result<Named<Method>, Failure> {
        let unknown = || Failure::new(format!("non c'è un metodo di nome «{name}»"));
        let Named { name, origin, method } = self.get(name).ok_or_else(unknown)?.clone();
        match self.parse(&method, None) {
            Ok(method) => Ok(Named { name, origin, method }),
            Err(faults) => Err(faulty(&origin, &faults)),
        }
    }

    /// What the methods say of the documents they are for; those that do not even say that are left out.
    fn recognitions(&self) -> Vec<Named<Recognition>> {
        let read = |file: &Named<String>| {
            let method = Recognition::parse(&file.method)?;
            Some(Named { name: file.name.clone(), origin: file.origin.clone(), method })
        };
        self.files.iter().filter_map(read).collect()
    }

    /// The method that recognises the documents, or a sentence that says why there is none.
    pub fn choose(&self, texts: &[&str]) -> Result<Named<Method>, Failure> {
        let known = self.recognitions();
        let methods: Vec<&Recognition> = known.iter().map(|named| &named.method).collect();
        self.decided(recognise(&methods, texts), &known, "il documento")
    }

    /// The method of the body called `name`.
    pub fn of_body(&self, name: &str) -> Result<Named<Method>, Failure> {
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
    pub fn bare(&self, name: &str, kind: &str) -> Result<Named<Method>, Failure> {
        const BARE: &str = "schema = \"traguardo-metodo/1\"\nbody = { name = \"\", kind = \"\" }\n";
        let mut method = self.parse(BARE, None).map_err(|faults| faulty("senza metodo", &faults))?;
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
        what: &str,
    ) -> Result<Named<Method>, Failure> {
        match choice {
            Ok(index) => self.named(known.get(index).map_or("", |named| named.name.as_str())),
            Err(undecided) => Err(self.undecided(&undecided, known, what)),
        }
    }

    fn undecided(&self, undecided: &Undecided, methods: &[Named<Recognition>], what: &str) -> Failure {
        let names = |methods: &mut dyn Iterator<Item = &Named<Recognition>>| -> String {
            methods.map(|named| format!("«{}»", named.name)).collect::<Vec<_>>().join(", ")
        };
        let sentence = match undecided {
            Undecided::Tie(tied) => {
                let tied = names(&mut tied.iter().filter_map(|index| methods.get(*index)));
                format!("{what} va bene per più di un metodo ({tied}): scegli con --method")
            }
            Undecided::Nobody if methods.is_empty() => {
                format!("non c'è nessun metodo per leggere {what}: indicane uno con --method")
            }
            Undecided::Nobody => {
                let tried = names(&mut methods.iter());
                format!("nessun metodo riconosce {what} (provati: {tried}): indicane uno con --method")
            }
        };
        let faulty = self.files.iter().filter(|file| methods.iter().all(|named| named.name != file.name));
        let faulty: Vec<&str> = faulty.map(|file| file.origin.as_str()).collect();
        if faulty.is_empty() {
            return Failure::new(sentence);
        }
        Failure::new(format!("{sentence} (con errori, e perciò non provati: {})", faulty.join("; ")))
    }
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

    fn library(files: &[(&str, &str)]) -> Library {
        let mut library = Library::default();
        for (name, text) in files {
            let origin = format!("bodies/{name}.toml");
            library.add(Named { name: (*name).to_owned(), origin, method: (*text).to_owned() });
        }
        library
    }

    const MONTE: &str = "schema = \"traguardo-metodo/1\"\nbody = { name = \"Comune di Monte\", kind = \"comune\" }\n\
                         document = { recognise = [\"COMUNE DI MONTE\"], year = 2025 }\n";
    const VALLE: &str = "schema = \"traguardo-metodo/1\"\nbase = \"monte\"\n\
                         body = { name = \"Comune di Valle\", kind = \"comune\" }\n\
                         document = { recognise = [\"COMUNE DI VALLE\"] }\n";

    #[test]
    fn every_method_of_the_program_is_usable() {
        let library = Library::embedded();
        for file in &library.files {
            let faults = library.parse(&file.method, None).err().unwrap_or_default();
            assert!(faults.is_empty(), "{}: {faults:?}", file.origin);
        }
    }

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
