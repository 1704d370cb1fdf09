//! The dossier of a year (*fascicolo dell'anno*): the acts that followed the approval of a plan, and the files that
//! belong to them.
//!
//! Its acts are those of the method, with the same kinds and keys; here they may also name files. What stands in the
//! files is for others to read: this crate only knows what they are called.

use domain::Place;
use toml::Spanned;

use crate::check::{Check, toml_fault};
use crate::error::Error;
use crate::file::{ActFile, DossierFile, Text};
use crate::profile::ActInfo;

/// Name and version of the dossier.
pub const SCHEMA: &str = "traguardo-anno/1";

/// The acts of a year, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dossier {
    /// The acts.
    pub acts: Vec<Entry>,
}

/// An act with its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The act; its place is the line of its kind, in document 0.
    pub act: ActInfo,
    /// Results (CSV): at its date for a monitoring, the final ones for the report.
    pub actuals: Option<Named>,
    /// The plan after it, for a change; as the report presents it, for the report.
    pub plan: Option<Named>,
    /// The choices with which that plan is scored (TOML).
    pub decisions: Option<Named>,
    /// The scores (JSON).
    pub scores: Option<Named>,
    /// The evaluations of people by which premiums are paid (JSON).
    pub evaluations: Option<Named>,
}

/// A file as the dossier names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The path, relative to the dossier.
    pub path: String,
    /// Line of the dossier, from 1.
    pub line: u32,
}

/// The kinds of act to which each file belongs.
const BELONGS: &[(&str, &[&str])] = &[
    ("actuals", &["monitoraggio", "relazione"]),
    ("plan", &["variazione", "relazione"]),
    ("decisions", &["piano", "variazione", "relazione"]),
    ("scores", &["relazione"]),
    ("evaluations", &["premi"]),
];

impl Dossier {
    /// Reads a dossier.
    ///
    /// # Errors
    /// Every fault, with line and key.
    pub fn parse(text: &str) -> Result<Self, Vec<Error>> {
        let file: DossierFile = toml::from_str(text).map_err(|fault| vec![toml_fault(text, &fault)])?;
        let mut check = Check { text, faults: Vec::new() };
        if file.schema.get_ref() != SCHEMA {
            check.fault(&file.schema, format!("questa versione legge «{SCHEMA}»"));
        }
        let acts = file.act.iter().map(|act| entry(&mut check, act)).collect();
        if check.faults.is_empty() { Ok(Self { acts }) } else { Err(check.faults) }
    }
}

fn entry(check: &mut Check<'_>, file: &ActFile) -> Entry {
    let kind = file.kind.get_ref().as_str();
    for (key, path) in file.files() {
        let kinds = BELONGS.iter().find(|(known, _)| *known == key).map_or(&[][..], |(_, kinds)| kinds);
        if !kinds.contains(&kind) {
            check.fault(path, format!("«{key}» sta solo negli atti: {}", kinds.join(", ")));
        }
    }
    let line = line(check.text, &file.kind);
    let named = |path: &Option<Text>| {
        path.as_ref().map(|path| Named { path: path.get_ref().clone(), line: self::line(check.text, path) })
    };
    let (actuals, plan) = (named(&file.actuals), named(&file.plan));
    let (decisions, scores) = (named(&file.decisions), named(&file.scores));
    let evaluations = named(&file.evaluations);
    let act = ActInfo { place: Some(Place::new(line, 1)), ..check.act(file) };
    Entry { act, actuals, plan, decisions, scores, evaluations }
}

/// The line on which something stands.
fn line<T>(text: &str, at: &Spanned<T>) -> u32 {
    let before = text.get(..at.span().start).unwrap_or(text);
    u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_act_has_its_keys_its_line_and_its_files() {
        let dossier = Dossier::parse(
            "schema = \"traguardo-anno/1\"\n\n[[act]]\nkind = \"relazione\"\ndate = 2027-05-20\npublished = \"25/05/2027\"\n\
             actuals = \"risultati.csv\"\n",
        );
        let acts = dossier.unwrap().acts;
        assert_eq!(acts[0].act.date, Some(date(2027, 5, 20)));
        assert_eq!(acts[0].act.published, Some(date(2027, 5, 25)));
        assert_eq!(acts[0].act.place, Some(Place::new(4, 1)));
        assert_eq!(acts[0].actuals, Some(Named { path: "risultati.csv".into(), line: 7 }));
    }

    #[test]
    fn what_cannot_be_is_told_with_its_line() {
        let told = |act: &str| {
            let text = format!("schema = \"traguardo-anno/1\"\n[[act]]\n{act}\n");
            Dossier::parse(&text).unwrap_err()[0].to_string()
        };
        assert!(told("kind = \"verifica\"").contains("non è un tipo di atto"));
        assert!(told("kind = \"premi\"\nscores = \"p.json\"").starts_with("riga 4, "));
        assert!(
            told("kind = \"premi\"\nscores = \"p.json\"")
                .ends_with("«scores» sta solo negli atti: relazione")
        );
        assert!(told("kind = \"premi\"\ndate = \"maggio\"").contains("non è una data"));
        assert!(told("kind = \"premi\"\nfile = \"p\"").contains("«file» non esiste qui"));
    }
}
