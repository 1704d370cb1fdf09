//! The form of a made-up body: which parts it has, and how its labels are worded.

use std::collections::{BTreeMap, BTreeSet};

use method::Method;

use super::seed::Seed;

/// Parts that a form may have, each in so many of a hundred.
const PARTS: &[(&str, usize)] = &[
    ("tree", 85),
    ("budget", 80),
    ("ente", 60),
    ("family", 75),
    ("phase_weights", 80),
    ("indicator_weights", 80),
    ("people", 80),
    ("shares", 80),
    ("chapters", 75),
    ("criteria", 30),
    ("roles", 50),
    ("dates", 75),
    ("timing", 70),
    ("months", 65),
    ("scope", 50),
    ("others", 50),
    ("outcomes", 50),
    ("heads", 60),
    ("centres", 40),
    ("staff", 50),
    ("functions", 50),
];

/// Labels with their wordings.
const LABELS: &[(&str, &[&str])] = &[
    ("Area", &["Area", "Settore"]),
    ("Dirigente", &["Dirigente", "Responsabile di struttura"]),
    ("SCHEDA", &["SCHEDA", "OBIETTIVO N."]),
    ("Titolo", &["Titolo", "Denominazione dell'obiettivo"]),
    ("Tipo", &["Tipo", "Tipologia"]),
    ("Peso", &["Peso", "Peso nella struttura"]),
    ("Descrizione", &["Descrizione", "Che cosa si vuole ottenere"]),
    ("Destinatari", &["Destinatari", "Portatori di interesse"]),
    ("N.", &["N.", "Num."]),
    ("Attività", &["Attività", "Fasi e attività"]),
    ("Indicatore", &["Indicatore", "Che cosa si misura"]),
];

/// A form.
#[derive(Clone)]
pub struct Form {
    parts: BTreeSet<&'static str>,
    labels: BTreeMap<&'static str, &'static str>,
    tables: Vec<usize>,
    /// First year of the plan.
    pub year: i16,
    /// How many years it covers.
    pub years: i16,
    /// Whether rows of phases are known by their number.
    pub keyed: bool,
    /// Quota of the common objectives, when there is one.
    pub quota: Option<String>,
    /// Labels of columns that are no longer those of the years.
    pub more: String,
}

impl Form {
    /// A form as chance has it.
    pub fn new(seed: &mut Seed) -> Self {
        let parts = PARTS.iter().filter(|(_, times)| seed.below(100) < *times).map(|(name, _)| *name);
        let mut parts: BTreeSet<&str> = parts.collect();
        if !parts.contains("dates") && !parts.contains("months") {
            parts.insert("timing");
        }
        if !parts.contains("people") {
            parts.retain(|part| !["shares", "roles"].contains(part));
        }
        if parts.contains("family") {
            parts.insert("declared");
        }
        let labels = LABELS.iter().filter_map(|(name, words)| Some((*name, *seed.pick(words)?))).collect();
        let mut tables = vec![0, 1, 2];
        tables.rotate_left(seed.below(3));
        let year = 2021 + i16::try_from(seed.below(6)).unwrap_or(0);
        // Heads stand among the people with a qualification of the areas that came in 2023.
        if year < 2024 || !parts.contains("people") {
            parts.remove("heads");
        }
        Self {
            parts,
            labels,
            tables,
            year,
            years: if seed.once_in(4) { 1 } else { 3 },
            keyed: true,
            quota: None,
            more: String::new(),
        }
    }

    /// Whether it has a part.
    pub fn has(&self, part: &str) -> bool {
        self.parts.contains(part)
    }

    /// Gives it a part.
    pub fn add(&mut self, part: &'static str) {
        self.parts.insert(part);
    }

    /// Takes a part away.
    pub fn drop(&mut self, part: &str) {
        self.parts.remove(part);
    }

    /// The wording of a label.
    pub fn label(&self, name: &str) -> &'static str {
        self.labels.get(name).copied().unwrap_or_else(|| panic!("{name} is no label of a form"))
    }

    /// The years of the plan.
    pub fn all_years(&self) -> Vec<i16> {
        (self.year..self.year + self.years).collect()
    }

    /// The file of the method.
    pub fn text(&self) -> String {
        let tables: Vec<&str> = include_str!("tables.toml").split("---\n").collect();
        let tables: String = self.tables.iter().map(|at| self.table(tables[*at])).collect();
        let mut text: String = include_str!("form.toml")
            .lines()
            .filter_map(|line| self.line(line))
            .map(|line| line + "\n")
            .collect();
        let key = if self.keyed { "key = true" } else { "" };
        text = text
            .replace("TABLES", &tables)
            .replace(", NUMBERKEY }", if key.is_empty() { " }" } else { ", key = true }" })
            .replace("YEARS", &format!("{:?}", self.all_years()))
            .replace("YEAR", &self.year.to_string())
            .replace("QUOTA", self.quota.as_deref().unwrap_or_default());
        for (name, words) in &self.labels {
            text = text.replace(&format!("«{name}»"), words);
        }
        text.replace("«AREA»", &self.label("Area").to_uppercase()) + &self.more
    }

    /// A table, when the form has it: its first line is its condition.
    fn table(&self, text: &str) -> String {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let (condition, lines): (Vec<&str>, Vec<&str>) =
            lines.partition(|line| line.starts_with('?') && !line.contains(' '));
        if condition.iter().any(|line| !self.has(&line[1..])) {
            return String::new();
        }
        lines.iter().filter_map(|line| self.line(line)).map(|line| line + "\n").collect()
    }

    /// A line, when its condition holds.
    fn line(&self, line: &str) -> Option<String> {
        let (sign, rest) = (line.chars().next(), line.get(1..).unwrap_or_default());
        let (part, rest) = match sign {
            Some('?' | '!') => rest.split_once(' ').unwrap_or((rest, "")),
            _ => return Some(line.to_owned()),
        };
        (self.has(part) == (sign == Some('?'))).then(|| rest.to_owned())
    }

    /// The method, without what is known of the body.
    pub fn method(&self) -> Method {
        let text = self.text();
        Method::parse(&text).unwrap_or_else(|faults| {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("{}\n{text}", faults.join("\n"))
        })
    }
}
