//! What was measured, as a table and as JSON.

use serde_json::{Value as Json, json};

use crate::load::Figures;

/// A measured number with what is wanted of it.
pub struct Figure {
    part: String,
    name: String,
    value: f64,
    unit: &'static str,
    wanted: Option<Wanted>,
}

/// What is wanted of a number.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// So much at least.
    AtLeast(f64),
    /// So much at most.
    AtMost(f64),
}

impl Wanted {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }

    fn told(self) -> String {
        match self {
            Self::AtLeast(least) => format!("almeno {least}"),
            Self::AtMost(most) => format!("al massimo {most}"),
        }
    }
}

/// All that was measured in a run. Lines are printed as they come, unless JSON is wanted.
pub struct Table {
    json: bool,
    figures: Vec<Figure>,
}

impl Table {
    /// An empty table.
    pub fn new(json: bool) -> Self {
        Self { json, figures: Vec::new() }
    }

    /// A heading.
    pub fn part(&self, name: &str) {
        if !self.json {
            println!("\n{name}");
        }
    }

    /// Notes a number.
    pub fn note(&mut self, part: &str, name: &str, value: f64, unit: &'static str, wanted: Option<Wanted>) {
        if !self.json {
            let told = wanted.map(|wanted| {
                let mark = if wanted.holds(value) { "" } else { "  MANCATO" };
                format!("   ({}){mark}", wanted.told())
            });
            println!("  {name:<58} {value:>10.2} {unit}{}", told.unwrap_or_default());
        }
        self.figures.push(Figure { part: part.to_owned(), name: name.to_owned(), value, unit, wanted });
    }

    /// Notes what came of a load.
    pub fn load(&mut self, part: &str, name: &str, figures: &Figures) {
        if !self.json {
            println!(
                "  {name:<58} {:>10.1} al secondo   metà entro {:>8.2?}   99% entro {:>8.2?}   {} byte",
                figures.rate, figures.median, figures.slow, figures.bytes
            );
        }
        let slow = figures.slow.as_secs_f64() * 1e3;
        for (what, value, unit) in [
            ("al secondo", figures.rate, "1/s"),
            ("metà entro", figures.median.as_secs_f64() * 1e3, "ms"),
            ("99% entro", slow, "ms"),
        ] {
            let name = format!("{name}: {what}");
            self.figures.push(Figure { part: part.to_owned(), name, value, unit, wanted: None });
        }
    }

    /// Prints JSON when it is wanted.
    pub fn finish(&self) {
        if !self.json {
            return;
        }
        let shown = |figure: &Figure| -> Json {
            json!({
                "part": figure.part, "name": figure.name, "value": figure.value, "unit": figure.unit,
                "wanted": figure.wanted.map(Wanted::told), "holds": figure.wanted.map(|wanted| wanted.holds(figure.value)),
            })
        };
        println!("{}", Json::from(self.figures.iter().map(shown).collect::<Vec<Json>>()));
    }
}
