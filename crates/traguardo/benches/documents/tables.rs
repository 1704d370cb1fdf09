//! Tables read out of our PDF, by us and by Python's pdfplumber.

use std::path::Path;
use std::process::Command;

use crate::content::{Content, times};
use crate::peers::run;
use crate::rows::{self, Rows};
use crate::timed;

/// Reads the tables of all PDFs.
pub fn compare(all: &[Content], folder: &Path) {
    println!("\nTabelle lette dai PDF: righe esatte sul totale");
    for content in all {
        let pdf = content.pdf();
        let printed = rows::of(&content.document);
        let (took, read) = timed(3, || {
            formats::read(&content.name, &pdf, &formats::Limits::default()).expect("our own file is read")
        });
        let ours = rows::shared(&printed, &rows::of(&read));
        let whole: usize = printed.values().sum();
        let path = folder.join(&content.name).with_extension("tables.pdf");
        std::fs::write(&path, &pdf).expect("the folder takes files");
        match pdfplumber(&path) {
            Ok((theirs, found)) => println!(
                "{:20} traguardo {took:>9.2?} {ours} di {whole}   pdfplumber {theirs:>9.2?} {}   {:.0} volte",
                content.name,
                rows::shared(&printed, &found),
                times(theirs, took)
            ),
            Err(why) => {
                println!("{:20} traguardo {took:>9.2?} {ours} di {whole}", content.name);
                println!("SALTATO: pdfplumber: {why}");
            }
        }
    }
}

fn pdfplumber(path: &Path) -> Result<(std::time::Duration, Rows), String> {
    const SCRIPT: &str = "import json, sys, pdfplumber\n\
                          out = []\n\
                          with pdfplumber.open(sys.argv[1]) as pdf:\n    \
                          for page in pdf.pages:\n        \
                          for table in page.extract_tables():\n            \
                          out += [[cell or '' for cell in row] for row in table]\n        \
                          page.close()\n\
                          print(json.dumps(out))\n";
    let (took, said) = run(Command::new("python3").args(["-c", SCRIPT]).arg(path))?;
    let found: Vec<Vec<String>> = serde_json::from_str(&said).map_err(|error| error.to_string())?;
    Ok((took, rows::counted(found.into_iter())))
}
