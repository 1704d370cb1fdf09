//! `traguardo explain`: a page of the catalogue, or the list of its codes.

use checks::{Catalogue, Edit, Mark, Page as CataloguePage, Sample, Target};

use super::Verdict;
use crate::cli::Explain;
use crate::error::Failure;
use crate::output;
use crate::terminal::findings::word;
use crate::terminal::{Page, Role, Style, excerpt};

/// Explains a code, or lists them all.
pub fn run(options: &Explain) -> Result<Verdict, Failure> {
    let catalogue = Catalogue::whole(forms::codes::ALL);
    let mut page = Page::new(Style::of_stdout());
    match options.code.as_deref() {
        None => list(&mut page, &catalogue),
        Some(code) => {
            let unknown = || {
                Failure::new(format!("non c'è un rilievo con codice «{code}»: «traguardo explain» li elenca"))
            };
            explain(&mut page, catalogue.page(code.trim()).ok_or_else(unknown)?);
        }
    }
    output::print(&String::from(page))?;
    Ok(Verdict::Clean)
}

fn list(page: &mut Page, catalogue: &Catalogue) {
    for entry in catalogue.pages() {
        let code = page.paint(Role::Severity(entry.severity), &entry.code);
        page.line(format_args!("{code:9}  {} ({})", entry.title, word(entry.severity)));
    }
}

fn explain(page: &mut Page, entry: &CataloguePage) {
    let code = page.paint(Role::Severity(entry.severity), &entry.code);
    let title = page.paint(Role::Strong, &entry.title);
    page.line(format_args!("{code}: {title}"));
    page.line(format_args!("Peso: {}", word(entry.severity)));
    if !entry.basis.is_empty() {
        page.line(format_args!("In base a: {}{}", entry.basis, doubt(entry.mark)));
    }
    if let Some(years) = years(entry) {
        page.line(format_args!("Vale per i piani {years}"));
    }
    page.gap();
    page.line(entry.explanation.trim());
    page.gap();
    page.line(format_args!("Come rimediare: {}", entry.help.trim()));
    if let Some(edit) = entry.fault.first() {
        page.gap();
        let heading = page.paint(Role::Strong, "Esempio");
        page.line(format_args!("{heading} («│» divide le celle):"));
        example(page, edit);
    }
}

/// What stands beside a rule of law that is not certain.
fn doubt(mark: Mark) -> &'static str {
    match mark {
        Mark::Checked => "",
        Mark::Unverified => " (norma pacifica, testo non ricontrollato)",
        Mark::Doubtful => " (da confrontare con il testo ufficiale: perciò non blocca mai)",
    }
}

fn years(entry: &CataloguePage) -> Option<String> {
    match (entry.from_year, entry.to_year) {
        (None, None) => None,
        (Some(from), None) => Some(format!("dal {from}")),
        (None, Some(to)) => Some(format!("fino al {to}")),
        (Some(from), Some(to)) => Some(format!("dal {from} al {to}")),
    }
}

/// The lines that an example changes: as they should not be, and as they should.
fn example(page: &mut Page, edit: &Edit) {
    let clean = Sample::clean();
    let Some(changed) = edit.apply(&clean) else { return };
    let mut shown = false;
    for target in Target::ALL {
        let (good, bad, of) = (clean.text(target), changed.text(target), within(target));
        let (wrong, right) = differing(good, bad);
        for (sign, lines) in [("sbagliato", wrong), ("giusto", right)] {
            for line in lines {
                let width = page.width().saturating_sub(14);
                // The cells of a table of results are parted otherwise.
                let line = if is_table(target) { line.replace(';', "\t") } else { line.to_owned() };
                page.line(format_args!("  {sign:9}{of} | {}", excerpt::row(&line, width)));
                shown = true;
            }
        }
    }
    if !shown {
        page.line("  (l'esempio non cambia nessuna riga)");
    }
    if edit.of == Target::Method {
        page.line("  Il rilievo riguarda quello che il metodo dice dell'ente e dei suoi atti.");
    }
}

/// In which text of the sample a line stands; nothing for the plan itself.
fn within(target: Target) -> &'static str {
    match target {
        Target::Document => "",
        Target::Method => " (nel metodo)",
        Target::Year => " (nel fascicolo)",
        Target::Variation => " (nel piano variato)",
        Target::Monitoring => " (nel monitoraggio)",
        Target::Results => " (nei risultati)",
        Target::People => " (nella tabella delle persone)",
    }
}

fn is_table(target: Target) -> bool {
    matches!(target, Target::Monitoring | Target::Results | Target::People)
}

/// The lines that stand only in the one text, and only in the other.
fn differing<'t>(good: &'t str, bad: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
    let (good, bad): (Vec<&str>, Vec<&str>) = (good.lines().collect(), bad.lines().collect());
    let same = good.iter().zip(&bad).take_while(|(a, b)| a == b).count();
    let rest = good.len().min(bad.len()) - same;
    let after = good.iter().rev().zip(bad.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let middle = |lines: &[&'t str]| {
        lines
            .get(same..lines.len() - after)
            .unwrap_or_default()
            .iter()
            .copied()
            .filter(|l| !l.is_empty())
            .collect()
    };
    (middle(&bad), middle(&good))
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn only_the_lines_that_differ_are_shown() {
        assert_eq!(differing("a\nb\nc", "a\nx\nc"), (vec!["x"], vec!["b"]));
        assert_eq!(differing("a\nc", "a\nb\nc"), (vec!["b"], vec![]));
        assert_eq!(differing("a", "a"), (vec![], vec![]));
    }
}
