//! How documents are read, the same for every command that reads them.

use std::path::PathBuf;

use clap::Args;

/// How documents are read, the same for every command that reads them.
#[derive(Debug, Args)]
pub struct Reading {
    /// The method file.
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = "Metodo dell'ente (TOML); se manca si usa quello che riconosce il documento"
    )]
    pub method: Option<PathBuf>,
    /// Where to look for method files.
    #[arg(
        long,
        value_name = "CARTELLA",
        env = "TRAGUARDO_METHODS",
        hide_env = true,
        help = "Cartella in cui cercare i metodi, prima di ./bodies e di quelli compresi nel programma \
                (anche con la variabile TRAGUARDO_METHODS)"
    )]
    pub methods: Option<PathBuf>,
    /// The largest file that is read.
    #[arg(
        long, value_name = "BYTE", default_value = "64M", value_parser = size, hide_default_value = true,
        help = "Dimensione massima di un file, per esempio 500K o 1G; se manca vale 64M"
    )]
    pub max_size: usize,
}

/// Reads a size: bytes, or a number with `K`, `M` or `G` (powers of 1024).
fn size(text: &str) -> Result<usize, String> {
    let unit = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match text.get(unit.len()..).unwrap_or_default().to_ascii_uppercase().as_str() {
        "" | "B" => Some(1_usize),
        "K" | "KB" | "KIB" => Some(1 << 10),
        "M" | "MB" | "MIB" => Some(1 << 20),
        "G" | "GB" | "GIB" => Some(1 << 30),
        _ => None,
    };
    let number = unit.trim().parse::<usize>().ok().filter(|number| *number > 0);
    number
        .zip(factor)
        .and_then(|(number, factor)| number.checked_mul(factor))
        .ok_or_else(|| "una dimensione si scrive come 500K, 64M o 1G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("64M"), Ok(64 << 20));
        assert_eq!(size("500k"), Ok(500 << 10));
        assert_eq!(size("12 MiB"), Ok(12 << 20));
        assert_eq!(size("7"), Ok(7));
        for wrong in ["", "0", "M", "-3", "4T", "1,5M", "99999999999999999999G"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
