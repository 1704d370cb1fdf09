//! `traguardo fix`: the repairs of a list that a person confirmed, done.

use super::Verdict;
use super::check::{List, Repair};
use crate::cli::Fix;
use crate::error::Failure;
use crate::{input, output};

/// Size over which a list of repairs is surely something else.
const LARGEST_LIST: usize = 16 << 20;

/// Does the confirmed repairs in a document and writes it anew.
pub fn run(options: &Fix) -> Result<Verdict, Failure> {
    let text = input::text(&options.file, input::LARGEST)?;
    let changes = input::text(&options.changes, LARGEST_LIST)?;
    let list: List = toml::from_str(&changes).map_err(|fault| {
        let line = fault.span().map_or(1, |span| changes.get(..span.start).map_or(1, lines_before));
        Failure::new(format!(
            "«{}», riga {line}: la lista delle correzioni non è scritta bene ({})",
            options.changes.display(),
            fault.message()
        ))
    })?;
    let (mut lines, mut done) = (text.split('\n').map(str::to_owned).collect::<Vec<_>>(), 0_usize);
    let name = options.file.display().to_string();
    let of_it = |repair: &&Repair| repair.documento.as_ref().is_none_or(|document| *document == name);
    for repair in list.correzione.iter().filter(|repair| repair.fare).filter(of_it) {
        apply(&mut lines, repair)?;
        done += 1;
    }
    output::write(options.target.file(), &lines.join("\n"))?;
    let told = if done == 1 { "1 correzione fatta".to_owned() } else { format!("{done} correzioni fatte") };
    eprintln!("traguardo: {told}.");
    Ok(Verdict::Clean)
}

fn lines_before(text: &str) -> usize {
    text.matches('\n').count() + 1
}

/// Puts the new text into the cell; a cell that does not hold the old one is no longer the cell that
/// was checked.
fn apply(lines: &mut [String], repair: &Repair) -> Result<(), Failure> {
    let gone = || {
        Failure::new(format!(
            "alla riga {}, cella {}, non si trova «{}»: il documento è cambiato dopo il controllo, rifare \
             «traguardo check --fix»",
            repair.riga, repair.cella, repair.da
        ))
    };
    let index = usize::try_from(repair.riga).ok().and_then(|line| line.checked_sub(1)).ok_or_else(gone)?;
    let line = lines.get_mut(index).ok_or_else(gone)?;
    let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
    let index = usize::from(repair.cella).checked_sub(1).ok_or_else(gone)?;
    let cell = cells.get_mut(index).filter(|cell| cell.contains(&repair.da)).ok_or_else(gone)?;
    *cell = cell.replacen(&repair.da, &repair.a, 1);
    *line = cells.join("\t");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repair(line: u32, from: &str) -> Repair {
        Repair {
            fare: true,
            documento: None,
            riga: line,
            cella: 2,
            da: from.into(),
            a: "08.01".into(),
            rilievo: String::new(),
            motivo: String::new(),
        }
    }

    #[test]
    fn a_repair_changes_its_cell_only() {
        let mut lines = vec!["8.01\tcodice 8.01 e 8.01".to_owned()];
        apply(&mut lines, &repair(1, "8.01")).unwrap();
        assert_eq!(lines, ["8.01\tcodice 08.01 e 8.01"]);
    }

    #[test]
    fn a_document_that_changed_is_left_alone() {
        let mut lines = vec!["a\tb".to_owned()];
        assert!(apply(&mut lines, &repair(1, "8.01")).is_err());
        assert!(apply(&mut lines, &repair(9, "b")).is_err());
        assert!(apply(&mut lines, &repair(0, "b")).is_err());
    }
}
