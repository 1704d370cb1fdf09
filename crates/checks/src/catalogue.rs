//! The catalogue of findings: what each code means, on what it rests, and its examples.
//!
//! It is data (`catalogue/*.toml`), one file for each family of codes. The example of a code is a
//! change of one sample plan (`catalogue/esempio.txt`, in the form of `catalogue/esempio.toml`),
//! in which nothing is wrong: what the change brings about is the finding, and nothing else.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::{CodeDefinition, Severity};
use serde::Deserialize;

/// How sure a rule of law is (rulebook, 0.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Agrees with a published text.
    Checked,
    /// Settled, its wording not read again.
    #[default]
    Unverified,
    /// To be compared with the official text: never blocks.
    Doubtful,
}

/// What an example changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The sample document.
    #[default]
    Document,
    /// The sample method.
    Method,
    /// What the sample year is told by.
    Year,
    /// The plan after the change of the sample year.
    Variation,
    /// The results of its monitoring.
    Monitoring,
    /// The results of its report.
    Results,
    /// The people by whose evaluations premiums are paid.
    People,
}

/// The sample that examples change: a plan, its method, and its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The document of the plan.
    pub document: String,
    /// The method of its body.
    pub method: String,
    /// The dossier of the year.
    pub year: String,
    /// The document after the change of the year, `variazione.txt` in the dossier.
    pub variation: String,
    /// The results of the monitoring, `monitoraggio.csv`.
    pub monitoring: String,
    /// The results of the report, `risultati.csv`.
    pub results: String,
    /// The people whose evaluations are `valutazioni.json`.
    pub people: String,
}

/// The sample document and its method.
pub const SAMPLE: (&str, &str) =
    (include_str!("../catalogue/esempio.txt"), include_str!("../catalogue/esempio.toml"));

impl Sample {
    /// The sample in which nothing is wrong.
    pub fn clean() -> Self {
        let (document, method) = SAMPLE;
        Self {
            document: document.to_owned(),
            method: method.to_owned(),
            year: include_str!("../catalogue/esempio-anno.toml").to_owned(),
            variation: document.replacen(VARIED.0, VARIED.1, 1),
            monitoring: include_str!("../catalogue/esempio-monitoraggio.csv").to_owned(),
            results: include_str!("../catalogue/esempio-risultati.csv").to_owned(),
            people: include_str!("../catalogue/esempio-persone.csv").to_owned(),
        }
    }

    /// One of its texts.
    pub fn text(&self, target: Target) -> &str {
        match target {
            Target::Document => &self.document,
            Target::Method => &self.method,
            Target::Year => &self.year,
            Target::Variation => &self.variation,
            Target::Monitoring => &self.monitoring,
            Target::Results => &self.results,
            Target::People => &self.people,
        }
    }

    fn text_mut(&mut self, target: Target) -> &mut String {
        match target {
            Target::Document => &mut self.document,
            Target::Method => &mut self.method,
            Target::Year => &mut self.year,
            Target::Variation => &mut self.variation,
            Target::Monitoring => &mut self.monitoring,
            Target::Results => &mut self.results,
            Target::People => &mut self.people,
        }
    }
}

impl Target {
    /// Every text of the sample.
    pub const ALL: [Self; 7] = [
        Self::Document,
        Self::Method,
        Self::Year,
        Self::Variation,
        Self::Monitoring,
        Self::Results,
        Self::People,
    ];
}

/// What the change of the sample year changes.
const VARIED: (&str, &str) = ("almeno 85%\talmeno 90%\talmeno 95%", "almeno 88%\talmeno 92%\talmeno 95%");

/// A change of the sample.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// What it changes.
    #[serde(default)]
    pub of: Target,
    /// Text that stands in the sample; the first time it does is meant.
    pub from: String,
    /// What stands there instead.
    pub to: String,
    /// More changes that belong to this one.
    #[serde(default)]
    pub and: Vec<Edit>,
    /// Codes that rightly follow from the same change.
    #[serde(default)]
    pub also: Vec<String>,
}

/// A page of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The stable code.
    pub code: String,
    /// What it means, in a few words.
    pub title: String,
    /// How much it weighs.
    #[serde(with = "severity")]
    pub severity: Severity,
    /// What it means, in full.
    pub explanation: String,
    /// How to mend it.
    pub help: String,
    /// The law or the rule it rests on.
    #[serde(default)]
    pub basis: String,
    /// How sure that is.
    #[serde(default)]
    pub mark: Mark,
    /// Checks of the rulebook it carries out.
    #[serde(default)]
    pub rulebook: Vec<String>,
    /// First plan year it holds for.
    pub from_year: Option<i16>,
    /// Last plan year it holds for.
    pub to_year: Option<i16>,
    /// Changes of the sample that bring the finding about.
    pub fault: Vec<Edit>,
    /// Changes that look like it and are no fault.
    #[serde(default)]
    pub quiet: Vec<Edit>,
}

/// The page of a finding of reading: what it is called stands with the code that gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadingPage {
    code: String,
    explanation: String,
    #[serde(default)]
    fault: Vec<Edit>,
    #[serde(default)]
    quiet: Vec<Edit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    page: Vec<Page>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadingFile {
    page: Vec<ReadingPage>,
}

/// The pages by code.
#[derive(Debug)]
pub struct Catalogue {
    pages: BTreeMap<String, Page>,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../catalogue/", $name, ".toml")))),*]
    };
}

/// The families of codes, in the order in which they are shown.
const FILES: &[(&str, &str)] = files![
    "pesi",
    "numeri",
    "date",
    "mesi",
    "indicatori",
    "graduazione",
    "collegamenti",
    "bilancio",
    "famiglie",
    "persone",
    "testi",
    "ciclo",
    "piao",
    "anno"
];
const READING: &str = include_str!("../catalogue/lettura.toml");

impl Page {
    /// Whether it is about the year after the approval: its examples are of the sample with its year.
    pub fn is_of_year(&self) -> bool {
        self.code.starts_with("ANNO-")
    }
}

impl Catalogue {
    /// The catalogue of the rules of this crate.
    pub fn embedded() -> &'static Self {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        CATALOGUE.get_or_init(|| {
            let pages = FILES.iter().flat_map(|(name, text)| Self::pages_of(name, text));
            Self { pages: pages.map(|page| (page.code.clone(), page)).collect() }
        })
    }

    /// The text of the catalogue and of the law that this version of the program checks by: it is kept with what was
    /// approved by it.
    pub fn text() -> String {
        let files = FILES.iter().chain(&[("lettura", READING)]).chain(crate::law::FILES);
        let told: Vec<String> = files.map(|(name, text)| format!("# {name}\n{text}\n")).collect();
        told.concat()
    }

    /// The whole catalogue: the rules of this crate and the findings of reading, which are defined
    /// where documents are read.
    pub fn whole(reading: &[CodeDefinition]) -> Self {
        let mut pages = Self::embedded().pages.clone();
        let file: ReadingFile = toml::from_str(READING).unwrap_or(ReadingFile { page: Vec::new() });
        for definition in reading {
            let page = file.page.iter().find(|page| page.code == definition.code);
            let page = Page {
                code: definition.code.to_owned(),
                title: definition.title.to_owned(),
                severity: definition.severity,
                explanation: page.map(|page| page.explanation.clone()).unwrap_or_default(),
                help: definition.help.to_owned(),
                basis: definition.basis.to_owned(),
                mark: Mark::Unverified,
                rulebook: Vec::new(),
                from_year: None,
                to_year: None,
                fault: page.map(|page| page.fault.clone()).unwrap_or_default(),
                quiet: page.map(|page| page.quiet.clone()).unwrap_or_default(),
            };
            pages.insert(page.code.clone(), page);
        }
        Self { pages }
    }

    /// The page of a code, in whatever case it is written.
    pub fn page(&self, code: &str) -> Option<&Page> {
        self.pages.get(code).or_else(|| self.pages.get(&code.to_uppercase()))
    }

    /// Every page, by code.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.values()
    }

    /// The pages of a file; the tests see to it that every file can be read.
    fn pages_of(name: &str, text: &str) -> Vec<Page> {
        match toml::from_str::<File>(text) {
            Ok(file) => file.page,
            Err(fault) => {
                debug_assert!(false, "catalogue/{name}.toml: {fault}");
                Vec::new()
            }
        }
    }
}

impl Edit {
    /// The sample with the change made; nothing when its text is not there.
    pub fn apply(&self, sample: &Sample) -> Option<Sample> {
        let mut sample = sample.clone();
        let text = sample.text_mut(self.of);
        let at = text.find(&self.from)?;
        text.replace_range(at..at + self.from.len(), &self.to);
        for edit in &self.and {
            sample = edit.apply(&sample)?;
        }
        Some(sample)
    }
}

mod severity {
    use domain::Severity;
    use serde::{Deserialize, Deserializer, de::Error};

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Severity, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "error" => Ok(Severity::Error),
            "warning" => Ok(Severity::Warning),
            "info" => Ok(Severity::Info),
            other => Err(D::Error::custom(format!("no severity: {other}"))),
        }
    }
}
