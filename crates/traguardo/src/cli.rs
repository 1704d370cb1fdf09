//! The command line: its types, its Italian help and its Italian errors.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// How every help page is laid out.
const PAGE: &str = "{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}";
/// Headings of the help pages.
const ARGUMENTS: &str = "Argomenti";
const OPTIONS: &str = "Opzioni";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "traguardo",
    version,
    about = "Traguardo legge i piani della performance di un ente locale, li controlla e li ristampa \
             nella forma dell'ente.",
    override_usage = "traguardo [OPZIONI] <COMANDO>",
    after_help = EXAMPLES,
    help_template = PAGE,
    subcommand_help_heading = "Comandi",
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Shows the help of the program or of a command.
    #[arg(
        short = 'h', long = "help", global = true, action = ArgAction::Help,
        help = "Mostra questo aiuto", help_heading = OPTIONS, display_order = 900
    )]
    help: Option<bool>,
    /// Shows the version.
    #[arg(
        short = 'V', long = "version", action = ArgAction::Version,
        help = "Mostra la versione", help_heading = OPTIONS, display_order = 901
    )]
    version: Option<bool>,
}

const EXAMPLES: &str = "\
Esempi:
  traguardo demo                            prova il programma sui documenti di esempio
  traguardo import piano.txt                legge un documento e mostra i rilievi
  traguardo import piano.txt -o piano.json  e conserva il piano letto
  traguardo check piano.txt                 dice che cosa non va, prima dell'approvazione
  traguardo print piano.json                ristampa il piano nella forma dell'ente

Codici di uscita:
  0  nessun rilievo blocca l'approvazione
  1  almeno un rilievo blocca l'approvazione
  2  il comando o un file non è utilizzabile: non è stato scritto nulla";

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads documents into one plan.
    #[command(
        about = "Legge documenti in un solo piano e mostra che cosa c'è da rivedere",
        override_usage = "traguardo import [OPZIONI] <PERCORSO>...",
        after_help = IMPORT_EXAMPLES,
        help_template = PAGE
    )]
    Import(Import),
    /// Prints a plan in the form of its body.
    #[command(
        about = "Ristampa un documento o un piano nella forma dell'ente",
        override_usage = "traguardo print [OPZIONI] <FILE>",
        after_help = PRINT_EXAMPLES,
        help_template = PAGE
    )]
    Print(Convert),
    /// Writes a plan in the exchange format.
    #[command(
        about = "Scrive un documento o un piano in JSON, il formato di scambio",
        override_usage = "traguardo export [OPZIONI] <FILE>",
        after_help = EXPORT_EXAMPLES,
        help_template = PAGE
    )]
    Export(Convert),
    /// Says what is wrong with a plan.
    #[command(
        about = "Controlla un documento o un piano e mostra che cosa non va, dove, perché e come rimediare",
        override_usage = "traguardo check [OPZIONI] <PERCORSO>...",
        after_help = CHECK_PLAN_EXAMPLES,
        help_template = PAGE
    )]
    Check(Check),
    /// Explains a code of the catalogue.
    #[command(
        about = "Spiega un rilievo: che cosa vuol dire, su che cosa si basa, come rimediare, con un esempio",
        override_usage = "traguardo explain [CODICE]",
        after_help = EXPLAIN_EXAMPLES,
        help_template = PAGE
    )]
    Explain {
        /// The code.
        #[arg(
            value_name = "CODICE", help_heading = ARGUMENTS,
            help = "Il codice del rilievo, per esempio PESI-003; se manca, l'elenco di tutti"
        )]
        code: Option<String>,
    },
    /// Does the repairs of a list.
    #[command(
        about = "Fa in un documento le correzioni confermate di una lista scritta da «check --fix»",
        override_usage = "traguardo fix <DOCUMENTO> --changes <LISTA> [-o FILE]",
        after_help = FIX_EXAMPLES,
        help_template = PAGE
    )]
    Fix(Fix),
    /// Works on the method file of a body.
    #[command(
        about = "Lavora sul metodo, il file che descrive i moduli di un ente",
        override_usage = "traguardo method <COMANDO>",
        subcommand_help_heading = "Comandi",
        arg_required_else_help = true,
        after_help = METHOD_EXAMPLES,
        help_template = PAGE
    )]
    Method {
        /// What to do with it.
        #[command(subcommand)]
        command: MethodCommand,
    },
    /// Shows the program at work on the samples.
    #[command(
        about = "Mostra il programma al lavoro sui documenti di esempio di enti inventati",
        override_usage = "traguardo demo [OPZIONI]",
        after_help = DEMO_EXAMPLES,
        help_template = PAGE
    )]
    Demo(Demo),
    /// Writes the completions of a shell.
    #[command(
        about = "Scrive il completamento dei comandi per la propria shell",
        override_usage = "traguardo completions <SHELL>",
        after_help = COMPLETIONS_EXAMPLES,
        help_template = PAGE
    )]
    Completions {
        /// The shell.
        #[arg(
            value_name = "SHELL", help_heading = ARGUMENTS, hide_possible_values = true,
            help = "La shell: bash, elvish, fish, powershell o zsh"
        )]
        shell: Shell,
    },
}

const IMPORT_EXAMPLES: &str = "\
Esempi:
  traguardo import piano.txt
      legge il documento col metodo che lo riconosce
  traguardo import settori/ --method comune.toml -o piano.json
      legge tutti i file .txt della cartella in un solo piano e lo conserva
  traguardo import piano.txt --format json > piano.json
      scrive a schermo il piano invece del riepilogo
  traguardo import tributi.txt --replace-unit \"Servizio Tributi\" --into piano.json -o nuovo.json
      mette al posto degli obiettivi del Servizio Tributi quelli del nuovo documento";

/// `traguardo import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Files or folders.
    #[arg(
        value_name = "PERCORSO", required = true, help_heading = ARGUMENTS,
        help = "Documenti di testo, o cartelle di cui si leggono i file .txt in ordine di nome"
    )]
    pub paths: Vec<PathBuf>,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
    /// What is written.
    #[arg(
        long, value_name = "FORMATO", hide_possible_values = true, help_heading = OPTIONS,
        help = "Che cosa scrivere: «testo» (riepilogo e rilievi) o «json» (il piano). Senza -o vale testo, \
                con -o vale json"
    )]
    pub format: Option<Format>,
    /// Where to.
    #[arg(
        short, long, value_name = "FILE", help_heading = OPTIONS,
        help = "Scrive in FILE invece che a schermo; il riepilogo resta a schermo"
    )]
    pub output: Option<PathBuf>,
    /// Shows every finding.
    #[arg(
        long, help_heading = OPTIONS,
        help = "Mostra ogni rilievo, anche quando ce ne sono altri uguali"
    )]
    pub all: bool,
    /// The unit whose part is replaced.
    #[arg(
        long, value_name = "STRUTTURA", requires = "into", help_heading = OPTIONS,
        help = "Sostituisce nel piano di --into i soli obiettivi di questa struttura"
    )]
    pub replace_unit: Option<String>,
    /// The plan in which it is replaced.
    #[arg(
        long, value_name = "PIANO.json", requires = "replace_unit", help_heading = OPTIONS,
        help = "Il piano già letto in cui sostituire la parte di una struttura; il file non viene toccato"
    )]
    pub into: Option<PathBuf>,
}

/// What `traguardo check` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// The findings for people.
    Testo,
    /// The findings in JSON.
    Json,
    /// The findings in SARIF 2.1.0.
    Sarif,
}

/// How documents are read, the same for every command that reads them.
#[derive(Debug, Args)]
pub struct Reading {
    /// The method file.
    #[arg(
        short, long, value_name = "FILE", help_heading = OPTIONS,
        help = "Metodo dell'ente (TOML); se manca si usa quello che riconosce il documento"
    )]
    pub method: Option<PathBuf>,
    /// Where to look for method files.
    #[arg(
        long, value_name = "CARTELLA", env = "TRAGUARDO_METHODS", hide_env = true, help_heading = OPTIONS,
        help = "Cartella in cui cercare i metodi, prima di ./bodies e di quelli compresi nel programma \
                (anche con la variabile TRAGUARDO_METHODS)"
    )]
    pub methods: Option<PathBuf>,
    /// The largest file that is read.
    #[arg(
        long, value_name = "BYTE", default_value = "64M", value_parser = size, hide_default_value = true,
        help_heading = OPTIONS,
        help = "Dimensione massima di un file, per esempio 500K o 1G; se manca vale 64M"
    )]
    pub max_size: usize,
}

/// What `traguardo import` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The summary and the findings.
    Testo,
    /// The plan in the exchange format.
    Json,
}

const PRINT_EXAMPLES: &str = "\
Esempi:
  traguardo print piano.json
      ristampa un piano già letto col metodo del suo ente
  traguardo print piano.txt --method comune.toml -o ristampa.txt
      legge un documento e lo scrive di nuovo, con i moduli in ordine";

const EXPORT_EXAMPLES: &str = "\
Esempi:
  traguardo export piano.txt -o piano.json
      legge un documento e ne scrive il piano
  traguardo export vecchio.json
      riscrive un piano nella versione attuale del formato";

/// `traguardo print` and `traguardo export`.
#[derive(Debug, Args)]
pub struct Convert {
    /// A document or a plan.
    #[arg(
        value_name = "FILE", help_heading = ARGUMENTS,
        help = "Un documento di testo, o un piano in JSON"
    )]
    pub file: PathBuf,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
    /// Where to.
    #[arg(short, long, value_name = "FILE", help_heading = OPTIONS, help = "Scrive in FILE invece che a schermo")]
    pub output: Option<PathBuf>,
}

const CHECK_PLAN_EXAMPLES: &str = "\
Esempi:
  traguardo check piano.txt
      mostra i rilievi raggruppati, quelli che bloccano l'approvazione per primi
  traguardo check piano.json --all
      mostra ogni rilievo di un piano già letto, nell'ordine del documento
  traguardo check piano.txt --format sarif > rilievi.sarif
      scrive i rilievi per un altro programma
  traguardo check nuovo.txt --against vecchio.txt
      mostra quali rilievi sono nuovi e quali sono stati risolti
  traguardo check piano.txt --fix correzioni.toml
      scrive anche la lista delle correzioni sicure, da confermare e da fare con «traguardo fix»";

const EXPLAIN_EXAMPLES: &str = "\
Esempi:
  traguardo explain PESI-003
      spiega il rilievo PESI-003
  traguardo explain
      elenca tutti i rilievi";

const FIX_EXAMPLES: &str = "\
Esempi:
  traguardo check piano.txt --fix correzioni.toml
      propone le correzioni sicure
  traguardo fix piano.txt --changes correzioni.toml -o corretto.txt
      fa quelle che nella lista hanno «fare = true»";

/// `traguardo fix`.
#[derive(Debug, Args)]
pub struct Fix {
    /// The document.
    #[arg(value_name = "DOCUMENTO", help_heading = ARGUMENTS, help = "Il documento di testo che è stato controllato")]
    pub file: PathBuf,
    /// The list.
    #[arg(
        long, value_name = "LISTA", required = true, help_heading = OPTIONS,
        help = "La lista delle correzioni scritta da «traguardo check --fix»"
    )]
    pub changes: PathBuf,
    /// Where to.
    #[arg(short, long, value_name = "FILE", help_heading = OPTIONS, help = "Scrive in FILE invece che a schermo")]
    pub output: Option<PathBuf>,
}

/// `traguardo check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Documents or a plan.
    #[arg(
        value_name = "PERCORSO", required = true, help_heading = ARGUMENTS,
        help = "Documenti di testo o cartelle che fanno un solo piano, oppure un piano in JSON"
    )]
    pub paths: Vec<PathBuf>,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
    /// What is written.
    #[arg(
        long, value_name = "FORMATO", hide_possible_values = true, help_heading = OPTIONS,
        help = "Come scrivere i rilievi: «testo» (se manca), «json» o «sarif»"
    )]
    pub format: Option<CheckFormat>,
    /// The plan it is compared with.
    #[arg(
        long, value_name = "FILE", help_heading = OPTIONS,
        help = "Confronta con i rilievi di un altro documento o piano: mostra i nuovi e i risolti"
    )]
    pub against: Option<PathBuf>,
    /// Where the safe repairs are listed.
    #[arg(
        long, value_name = "LISTA", help_heading = OPTIONS,
        help = "Scrive in LISTA le correzioni sicure, una per una, da confermare"
    )]
    pub fix: Option<PathBuf>,
    /// Shows every finding.
    #[arg(
        long, help_heading = OPTIONS,
        help = "Mostra ogni rilievo, nell'ordine del documento, anche quando ce ne sono altri uguali"
    )]
    pub all: bool,
}

const METHOD_EXAMPLES: &str = "\
Esempi:
  traguardo method check comune.toml
      dice se il metodo è scritto bene e, se non lo è, dove
  traguardo method new piano.txt -o comune.toml
      propone un metodo per il documento di un nuovo ente";

const NEW_EXAMPLES: &str = "\
Esempi:
  traguardo method new piano.txt -o comune.toml
      scrive una prima versione del metodo, da completare e da provare con «traguardo import»";

const CHECK_EXAMPLES: &str = "\
Esempi:
  traguardo method check comune.toml
      mostra ogni errore con la riga in cui si trova; esce con 0 se non ce ne sono, con 1 se ce ne sono";

/// `traguardo method`.
#[derive(Debug, Subcommand)]
pub enum MethodCommand {
    /// Checks a method file.
    #[command(
        about = "Controlla un metodo e mostra gli errori sulla riga in cui si trovano",
        override_usage = "traguardo method check <FILE>",
        after_help = CHECK_EXAMPLES,
        help_template = PAGE
    )]
    Check {
        /// The method file.
        #[arg(value_name = "FILE", help_heading = ARGUMENTS, help = "Il metodo da controllare (TOML)")]
        file: PathBuf,
    },
    /// Proposes a method file for a document.
    #[command(
        about = "Propone un metodo per un documento, dalle etichette che vi si ripetono",
        override_usage = "traguardo method new [OPZIONI] <DOCUMENTO>",
        after_help = NEW_EXAMPLES,
        help_template = PAGE
    )]
    New {
        /// The document.
        #[arg(value_name = "DOCUMENTO", help_heading = ARGUMENTS, help = "Un documento di testo dell'ente")]
        document: PathBuf,
        /// Where to.
        #[arg(short, long, value_name = "FILE", help_heading = OPTIONS, help = "Scrive in FILE invece che a schermo")]
        output: Option<PathBuf>,
    },
}

const DEMO_EXAMPLES: &str = "\
Esempi:
  traguardo demo
      legge gli esempi compresi nel programma e ristampa un obiettivo di ciascuno
  traguardo demo --save esempi
      copia anche gli esempi e i loro metodi nella cartella «esempi», per provare gli altri comandi";

/// `traguardo demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Where to copy the samples.
    #[arg(
        long, value_name = "CARTELLA", help_heading = OPTIONS,
        help = "Copia gli esempi in CARTELLA, per provarli con gli altri comandi"
    )]
    pub save: Option<PathBuf>,
}

const COMPLETIONS_EXAMPLES: &str = "\
Esempi:
  traguardo completions bash > ~/.local/share/bash-completion/completions/traguardo
  traguardo completions fish > ~/.config/fish/completions/traguardo.fish";

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
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

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

    fn pages(command: &mut clap::Command, found: &mut Vec<(String, String)>) {
        found.push((command.get_name().to_owned(), command.render_long_help().to_string()));
        for sub in command.get_subcommands_mut() {
            pages(sub, found);
        }
    }

    #[test]
    fn every_help_page_is_italian_and_has_examples() {
        let mut command = Cli::command();
        command.build();
        let mut found = Vec::new();
        pages(&mut command, &mut found);
        assert!(found.len() >= 8);
        for (name, page) in found {
            assert!(page.contains("Esempi:"), "{name}: {page}");
            assert!(page.contains("Uso: traguardo"), "{name}: {page}");
            assert!(page.contains("Mostra questo aiuto"), "{name}: {page}");
            for english in
                ["Usage", "Options", "Commands", "Arguments", "Print", "[default", "possible", "[env"]
            {
                assert!(!page.contains(english), "{name} has «{english}»: {page}");
            }
        }
    }
}
