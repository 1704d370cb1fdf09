//! `cargo xtask pages`: the pictures of printed pages in `docs/pagine`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{printing, root};

/// Samples, and what is printed of each: the form of its second objective unless other arguments are given.
const PRINTED: [(&str, &str, &[&str]); 9] = [
    ("borgo-ligure", "scheda", &["--objective", "O2"]),
    ("castelrosso", "scheda", &["--objective", "O2"]),
    ("isola-serena", "scheda", &["--objective", "O2"]),
    ("montelupo-alto", "scheda", &["--objective", "O2"]),
    ("pian-di-sotto", "scheda", &["--objective", "O2"]),
    ("provincia-di-colleverde", "scheda", &["--objective", "O2"]),
    ("valdarno-nuovo", "scheda", &["--objective", "O2"]),
    ("isola-serena", "cronoprogramma", &["--form", "cronoprogramma", "--unit", "accoglienza"]),
    ("provincia-di-colleverde", "albero", &["--form", "albero"]),
];

/// Prints pages of the samples as PDF and draws them with poppler.
pub fn write() -> Result<(), String> {
    let folder = root().join("docs/pagine");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    printing::build()?;
    for (sample, what, arguments) in PRINTED {
        draw(&folder, sample, what, arguments)?;
    }
    Ok(())
}

fn draw(folder: &Path, sample: &str, what: &str, arguments: &[&str]) -> Result<(), String> {
    // As large as reading needs, and no larger.
    const RESOLUTION: &str = "80";
    let samples = root().join("samples");
    let pdf = folder.join(format!("{sample}-{what}.pdf"));
    let (text, method) = (format!("{sample}.txt"), format!("methods/{sample}.toml"));
    printing::write("print", arguments, &samples.join(text), &samples.join(method), &pdf)?;
    let mut poppler = Command::new("pdftoppm");
    poppler.args(["-r", RESOLUTION, "-png"]).arg(&pdf).arg(pdf.with_extension(""));
    let done = poppler.output().map_err(|error| format!("pdftoppm (poppler-utils): {error}"))?;
    fs::remove_file(&pdf).map_err(|error| format!("{}: {error}", pdf.display()))?;
    if done.status.success() { Ok(()) } else { Err(format!("{}: poppler cannot draw it", pdf.display())) }
}
