//! The catalogue of findings as a document for the people who read findings.

use std::fmt::Write;

use checks::{Catalogue, Law, Mark, Page, Parameter};
use domain::Severity;

const OPENING: &str = "\
# I rilievi

Tutti i rilievi che Traguardo può fare su un documento o su un piano: che cosa vogliono dire, su che cosa si basano,
come rimediare. `traguardo explain CODICE` mostra le stesse pagine con un esempio. Scritto da `cargo xtask catalogue`
dal catalogo in `crates/checks/catalogue`; non modificare.

Peso: **blocca** (il piano non si può approvare così), **verifica** (una persona deve guardare), **nota**. Un ente può
cambiare il peso di un rilievo, o farlo tacere, con una motivazione nel suo metodo (`[[check]]`).
Certezza della norma: **certa** (riscontrata su un testo pubblicato), **pacifica** (testo non ricontrollato), **dubbia**
(da confrontare con il testo ufficiale; non blocca mai).
";

/// The text of the catalogue.
pub fn text() -> String {
    let catalogue = Catalogue::whole(forms::codes::ALL);
    let mut out = OPENING.to_owned();
    let mut family = "";
    for page in catalogue.pages() {
        let (of, _) = page.code.split_once('-').unwrap_or((&page.code, ""));
        if of != family {
            let _ = write!(out, "\n## {of}\n");
            family = of;
        }
        entry(&mut out, page);
    }
    out.push_str(
        "\n## Numeri di legge\n\n| codice | valore | che cosa è | dal | al | in base a | certezza |\n",
    );
    out.push_str("|---|---|---|---|---|---|---|\n");
    Law::embedded().parameters().iter().for_each(|parameter| row(&mut out, parameter));
    out
}

fn entry(out: &mut String, page: &Page) {
    let severity = match page.severity {
        Severity::Error => "blocca",
        Severity::Warning => "verifica",
        Severity::Info => "nota",
    };
    let _ = write!(out, "\n### {}: {}\n\n**{severity}**", page.code, page.title);
    if !page.basis.is_empty() {
        let _ = write!(out, " · in base a: {} ({})", page.basis, mark(page.mark));
    }
    match (page.from_year, page.to_year) {
        (None, None) => {}
        (from, to) => {
            let year = |year: Option<i16>| year.map_or("…".to_owned(), |year| year.to_string());
            let _ = write!(out, " · piani {}-{}", year(from), year(to));
        }
    }
    if !page.rulebook.is_empty() {
        let _ = write!(out, " · controlli {}", page.rulebook.join(", "));
    }
    let _ = write!(out, "\n\n{}\n\n*Come rimediare.* {}\n", page.explanation.trim(), page.help.trim());
}

fn row(out: &mut String, parameter: &Parameter) {
    let to = parameter.valid_to.map_or(String::new(), |day| day.to_string());
    let Parameter { code, value, meaning, valid_from, basis, .. } = parameter;
    let _ = writeln!(
        out,
        "| `{code}` | {value} | {meaning} | {valid_from} | {to} | {basis} | {} |",
        mark(parameter.mark)
    );
}

fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Checked => "certa",
        Mark::Unverified => "pacifica",
        Mark::Doubtful => "dubbia",
    }
}
