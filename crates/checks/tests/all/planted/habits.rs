//! Planted faults of layout: one form is not laid out as nearly all others are.

use super::planter::{At, Planter, text};
use super::reading::{labelled, one};
use super::seed::Seed;

/// Of so many forms one may differ.
const MANY: usize = 9;

pub const PLANTERS: &[Planter] = &[
    text("LETT-024", &[], |case, lines, seed| {
        let label = match seed.below(3) {
            0 => format!("Importo {}", case.year() + 1),
            1 => "Ruolo".to_owned(),
            _ => "Quota %".to_owned(),
        };
        let has = |line: &str| line.split('\t').any(|cell| cell == label);
        let at = one(lines, seed, has).filter(|_| lines.iter().filter(|line| has(line)).count() > MANY)?;
        let column = lines[at].split('\t').position(|cell| cell == label)?;
        for line in lines[at..].iter_mut().take_while(|line| !line.trim().is_empty()) {
            let mut cells: Vec<&str> = line.split('\t').collect();
            if column < cells.len() {
                cells.remove(column);
            }
            *line = cells.join("\t");
        }
        Some(At::Line)
    }),
    text("LETT-025", &[], |case, lines, seed| {
        if seed.once_in(3) {
            return shifted_title(lines, seed);
        }
        let label = case.form.label(["Descrizione", "Destinatari", "Titolo"][seed.below(3)]);
        let start = format!("{label}\t");
        let at = labelled(lines, seed, label)
            .filter(|_| lines.iter().filter(|line| line.starts_with(&start)).count() > MANY)?;
        lines[at] = lines[at].replacen('\t', ": ", 1);
        Some(At::Line)
    }),
];

/// The title of a table in the second column, where all others have it in the first.
fn shifted_title(lines: &mut [String], seed: &mut Seed) -> Option<At> {
    let title = ["FASI", "INDICATORI"][seed.below(2)];
    let is_title = |line: &str| line.trim_end() == title;
    let at =
        one(lines, seed, is_title).filter(|_| lines.iter().filter(|line| is_title(line)).count() > MANY)?;
    lines[at] = format!("\t{title}");
    Some(At::Line)
}
