//! The proposal as a method file.

use std::collections::HashSet;
use std::fmt::Write;

use super::{Found, Label, guess};

/// Writes the method file for what was found.
pub fn method(lines: &[String], found: &[Found]) -> String {
    let mut out = String::new();
    head(&mut out, lines);
    let mut levels: HashSet<String> = HashSet::new();
    let mut blocks = String::new();
    let mut used: HashSet<String> = HashSet::new();
    let mut started = false;
    for part in found {
        match part {
            Found::Heading(text) => {
                let _ = write!(
                    blocks,
                    "\n[[section.record.block]]\nkind = \"line\"\nstart = true\ntext = [{}]\n",
                    quoted(text)
                );
                started = true;
            }
            Found::Labels(labels) => pairs(&mut blocks, labels, &mut used, &mut levels, &mut started),
            Found::Header(header) => table(&mut blocks, header),
        }
    }
    for level in &sorted(levels) {
        let _ = write!(out, "\n[[level]]\nname = \"{level}\"\nterm = \"{level}\"\n");
    }
    out.push_str("\n# Le schede: un blocco per ogni parte del modello, nell'ordine della carta.\n");
    out.push_str("[[section]]\nname = \"schede\"\n");
    if started {
        out.push_str("\n[section.record]\nof = \"objective\"\n");
        out.push_str(&blocks);
    } else {
        out.push_str(&blocks.replace("section.record.block", "section.block"));
    }
    out
}

fn head(out: &mut String, lines: &[String]) {
    let name = lines.iter().find(|line| is_body(line)).cloned().unwrap_or_else(|| "Ente da indicare".into());
    let kind = if name.to_lowercase().starts_with("provincia") { "provincia" } else { "comune" };
    out.push_str(
        "# Proposta ricavata da ciò che nel documento si ripete: controllare e correggere ogni riga.\n",
    );
    out.push_str("# Ogni chiave è spiegata in docs/adding-a-body.md.\nschema = \"traguardo-metodo/1\"\n");
    let _ = write!(out, "\n[body]\nname = {}\nkind = \"{kind}\"\n", quoted(&name));
    let _ = write!(out, "\n[document]\nrecognise = [{}]\n", quoted(&name));
    let years = years(lines);
    if let Some(first) = years.first() {
        let list: Vec<String> = years.iter().map(u16::to_string).collect();
        let _ = write!(out, "year = {first}\nyears = [{}]\n", list.join(", "));
    }
}

fn is_body(line: &str) -> bool {
    let line = line.to_lowercase();
    ["comune di ", "provincia di ", "unione dei comuni ", "città metropolitana "]
        .iter()
        .any(|b| line.starts_with(b))
        && line.chars().count() < 60
}

/// The years of the plan: the one most often named, and the two after it when they are named too.
fn years(lines: &[String]) -> Vec<u16> {
    let mut counts = std::collections::BTreeMap::<u16, usize>::new();
    for line in lines {
        for word in line.split(|c: char| !c.is_ascii_digit()) {
            if let Some(year) =
                word.parse::<u16>().ok().filter(|year| (2000..2100).contains(year) && word.len() == 4)
            {
                *counts.entry(year).or_default() += 1;
            }
        }
    }
    let Some((first, _)) = counts.iter().max_by_key(|(_, count)| **count) else { return Vec::new() };
    (*first..first + 3).filter(|year| counts.contains_key(year)).collect()
}

fn pairs(
    out: &mut String,
    labels: &[Label],
    used: &mut HashSet<String>,
    levels: &mut HashSet<String>,
    started: &mut bool,
) {
    out.push_str("\n[[section.record.block]]\nkind = \"pairs\"\nrows = [[\n");
    for label in labels {
        let guessed = guess::beside(&label.text).map(str::to_owned).filter(|path| used.insert(path.clone()));
        let path = guessed.unwrap_or_else(|| format!("objective.fields.{}", plain(&label.text)));
        if let Some(level) = path.strip_prefix("link:").and_then(|rest| rest.split('.').next()) {
            levels.insert(level.to_owned());
        }
        let place = if label.in_cell { ", place = \"cell\"" } else { "" };
        let start = if *started { "" } else { ", start = true" };
        *started = true;
        let _ = writeln!(
            out,
            "  {{ labels = [{}], to = {}{place}{start} }},",
            quoted(&label.text),
            quoted(&path)
        );
    }
    out.push_str("]]\n");
}

fn table(out: &mut String, header: &[String]) {
    out.push_str("\n[[section.record.block]]\nkind = \"table\"\ncolumns = [\n");
    let mut used = HashSet::new();
    let about = if header.iter().any(|cell| guess::above(cell) == Some("indicator.text")) {
        "indicator"
    } else {
        "phase"
    };
    for cell in header {
        let path = guess::above(cell).filter(|path| used.insert(*path)).map(str::to_owned);
        let path = path.unwrap_or_else(|| format!("{about}.fields.{}", plain(cell)));
        let _ = writeln!(out, "  {{ labels = [{}], to = {} }},", quoted(cell), quoted(&path));
    }
    out.push_str("]\n");
}

/// A label as the name of a field: no signs that mean something in a path.
fn plain(label: &str) -> String {
    label
        .chars()
        .map(|c| if matches!(c, '.' | '{' | '}' | ':') { ' ' } else { c })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A text as a TOML string that a template reads as plain words.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\\\\\"),
            '{' | '}' | '[' | ']' | '(' | ')' | '|' => {
                out.push_str("\\\\");
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn sorted(levels: HashSet<String>) -> Vec<String> {
    let mut levels: Vec<String> = levels.into_iter().collect();
    levels.sort();
    levels
}
