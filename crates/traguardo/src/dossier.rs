//! The dossier of a year: the file, and the files that it names.

use std::path::{Path, PathBuf};

use appraisal::Decisions;
use appraisal::table::delimiter;
use checks::{Table, Year, YearAct};
use document::Document;
use domain::{Place, Plan};
use method::Method;
use method::dossier::{Dossier, Entry, Named};
use serde::de::DeserializeOwned;

use crate::error::Failure;
use crate::input::{self, Input, Source};
use crate::library;
use crate::reading;

/// A year with the files in which findings can show a line.
pub struct Told {
    /// What happened.
    pub year: Year,
    /// The dossier, then its tables of results.
    pub sources: Vec<Source>,
}

/// Reads a dossier; `first` is the number that its first file has among the documents of the plan.
pub fn read(path: &Path, method: &Method, first: u16, limit: usize) -> Result<Told, Failure> {
    let text = input::text(path, limit)?;
    let dossier = Dossier::parse(&text).map_err(|faults| faulty(path, &faults))?;
    let mut reader = Reader { path, method, first, limit, sources: vec![source(path, &text)] };
    let acts = dossier.acts.into_iter().map(|entry| reader.act(entry)).collect::<Result<_, _>>()?;
    Ok(Told { year: Year { acts }, sources: reader.sources })
}

fn faulty(path: &Path, faults: &[method::Error]) -> Failure {
    let shown = path.display();
    let first = faults.first().map(ToString::to_string).unwrap_or_default();
    let more = match faults.len() {
        0 | 1 => String::new(),
        2 => "; e un altro errore".to_owned(),
        many => format!("; e altri {} errori", many - 1),
    };
    Failure::new(format!("il fascicolo «{shown}» non si può usare ({first}{more})"))
}

fn source(path: &Path, text: &str) -> Source {
    let text = text.replace("\r\n", "\n");
    Source { shown: path.display().to_string(), text, document: Document::default() }
}

struct Reader<'a> {
    path: &'a Path,
    method: &'a Method,
    first: u16,
    limit: usize,
    sources: Vec<Source>,
}

impl Reader<'_> {
    fn act(&mut self, entry: Entry) -> Result<YearAct, Failure> {
        let Entry { mut act, actuals, plan, decisions, scores, evaluations } = entry;
        act.place = act.place.map(|place| Place { file: self.first, ..place });
        Ok(YearAct {
            act,
            actuals: actuals.map(|named| self.table(&named)).transpose()?,
            plan: plan.map(|named| self.plan(&named)).transpose()?,
            decisions: decisions.map(|named| self.decisions(&named)).transpose()?,
            scores: scores.map(|named| self.stored(&named, "punteggi")).transpose()?,
            evaluations: evaluations.map(|named| self.stored(&named, "valutazioni")).transpose()?,
        })
    }

    /// Where a file is: its path is relative to the dossier.
    fn beside(&self, named: &Named) -> PathBuf {
        self.path.with_file_name(&named.path)
    }

    /// Says which line of the dossier named the file.
    fn named(&self, named: &Named, failure: &Failure) -> Failure {
        Failure::new(format!(
            "{failure} (lo nomina il fascicolo «{}», riga {})",
            self.path.display(),
            named.line
        ))
    }

    fn text(&self, named: &Named) -> Result<String, Failure> {
        input::text(&self.beside(named), self.limit).map_err(|failure| self.named(named, &failure))
    }

    fn table(&mut self, named: &Named) -> Result<Table, Failure> {
        let text = self.text(named)?;
        let file = u16::try_from(self.sources.len()).ok().and_then(|at| self.first.checked_add(at));
        let too_many = || Failure::new(format!("il fascicolo «{}» nomina troppi file", self.path.display()));
        let file = file.ok_or_else(too_many)?;
        self.sources.push(source(&self.beside(named), &in_cells(&text)));
        Ok(Table { text, file })
    }

    /// A plan: a document in the form of the body, or a plan in JSON.
    fn plan(&self, named: &Named) -> Result<Plan, Failure> {
        let path = self.beside(named);
        let read = || match input::file(&path, self.limit)? {
            Input::Plan(plan, _) => Ok(*plan),
            Input::Document(source) => {
                let method = library::Named {
                    name: String::new(),
                    origin: String::new(),
                    method: self.method.clone(),
                };
                Ok(reading::read_with(vec![source], method)?.reading.plan)
            }
        };
        read().map_err(|failure| self.named(named, &failure))
    }

    fn decisions(&self, named: &Named) -> Result<Decisions, Failure> {
        let fault = |fault| Failure::new(format!("«{}»: {fault}", self.beside(named).display()));
        Decisions::parse(&self.text(named)?).map_err(fault).map_err(|failure| self.named(named, &failure))
    }

    /// A file that the program wrote.
    fn stored<T: DeserializeOwned>(&self, named: &Named, what: &str) -> Result<T, Failure> {
        let fault = |error| {
            Failure::new(format!("«{}» non è un file di {what}: {error}", self.beside(named).display()))
        };
        serde_json::from_str(&self.text(named)?).map_err(fault).map_err(|failure| self.named(named, &failure))
    }
}

/// The lines of a table with their cells parted by TABs, as excerpts of documents show them.
fn in_cells(text: &str) -> String {
    let sign = char::from(delimiter(text));
    let mut quoted = false;
    let cell = |c: char| {
        quoted ^= c == '"';
        if c == sign && !quoted { '\t' } else { c }
    };
    text.trim_start_matches('\u{feff}').chars().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_parted_by_tabs_and_a_quoted_sign_is_text() {
        assert_eq!(in_cells("\u{feff}id;note\nO1;\"a; b\"\n"), "id\tnote\nO1\t\"a; b\"\n");
        assert_eq!(in_cells("id,risultato\nO1,3"), "id\trisultato\nO1\t3");
    }
}
