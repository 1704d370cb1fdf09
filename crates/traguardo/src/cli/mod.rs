//! The command line: its types, its Italian help and its Italian errors.

mod check;
mod completions;
mod compute;
mod demo;
mod diff;
mod evaluate;
mod explain;
mod export;
mod fix;
mod format;
mod import;
mod method;
mod print;
mod reading;
mod rules;
mod score;
mod serve;
mod sheet;
mod target;
mod upkeep;
mod verify;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};

pub use check::{Check, CheckFormat};
pub use completions::Completions;
pub use compute::Compute;
pub use demo::Demo;
pub use diff::{Diff, DiffForm};
pub use evaluate::{Evaluate, PeopleTemplate, Pool};
pub use explain::Explain;
pub use export::Export;
pub use fix::Fix;
pub use format::Format;
pub use import::{Import, Prefer};
pub use method::MethodCommand;
pub use print::Print;
pub use reading::Reading;
pub use rules::Rules;
pub use score::{ActualsTemplate, DecisionsCommand, ExplainScore, Scorable, Score};
pub use serve::{Data, Serve};
pub use sheet::Sheet;
pub use upkeep::{Backup, Doctor, MigrateTo, Restore};
pub use verify::Verify;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "traguardo",
    version,
    about = "Traguardo legge i piani della performance di un ente locale, li controlla e li ristampa \
             nella forma dell'ente.",
    override_usage = "traguardo [OPZIONI] <COMANDO>",
    after_help = EXAMPLES,
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
        help = "Mostra questo aiuto", display_order = 900
    )]
    help: Option<bool>,
    /// Shows the version.
    #[arg(
        short = 'V', long = "version", action = ArgAction::Version,
        help = "Mostra la versione", display_order = 901
    )]
    version: Option<bool>,
}

const EXAMPLES: &str = "\
Esempi:
  traguardo demo                            prova l'applicazione con enti inventati
  traguardo serve                           avvia l'applicazione per il proprio ente
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
        about = "Legge documenti in un solo piano e mostra che cosa c'è da rivedere; riprende i fogli di «sheet»",
        override_usage = "traguardo import [OPZIONI] <PERCORSO>...",
        after_help = import::EXAMPLES
    )]
    Import(Import),
    /// Writes a spreadsheet to work in.
    #[command(
        about = "Scrive un foglio elettronico (Excel) per pianificare o rendicontare, che «import» riprende",
        override_usage = "traguardo sheet [OPZIONI] <PIANO> -o <FOGLIO.xlsx>",
        after_help = sheet::EXAMPLES
    )]
    Sheet(Sheet),
    /// Prints a plan in the form of its body.
    #[command(
        about = "Ristampa un piano nella forma dell'ente, o ne ricava un altro documento del ciclo: testo, HTML, Word, ODT, Excel, PDF",
        override_usage = "traguardo print [OPZIONI] <FILE>",
        after_help = print::EXAMPLES
    )]
    Print(Print),
    /// Sets two versions of a plan side by side.
    #[command(
        about = "Mostra il quadro di raffronto fra due versioni di un piano: che cosa è aggiunto, tolto, spostato, cambiato",
        override_usage = "traguardo diff [OPZIONI] <VECCHIO> <NUOVO>",
        after_help = diff::EXAMPLES
    )]
    Diff(Diff),
    /// Writes a plan in the exchange format.
    #[command(
        about = "Scrive un documento o un piano in JSON, il formato di scambio",
        override_usage = "traguardo export [OPZIONI] <FILE>",
        after_help = export::EXAMPLES
    )]
    Export(Export),
    /// Says what is wrong with a plan.
    #[command(
        about = "Controlla un documento o un piano e mostra che cosa non va, dove, perché e come rimediare",
        override_usage = "traguardo check [OPZIONI] <PERCORSO>...",
        after_help = check::EXAMPLES
    )]
    Check(Check),
    /// Explains a code of the catalogue.
    #[command(
        about = "Spiega un rilievo: che cosa vuol dire, su che cosa si basa, come rimediare, con un esempio",
        override_usage = "traguardo explain [CODICE]",
        after_help = explain::EXAMPLES
    )]
    Explain(Explain),
    /// Does the repairs of a list.
    #[command(
        about = "Fa in un documento le correzioni confermate di una lista scritta da «check --fix»",
        override_usage = "traguardo fix <DOCUMENTO> --changes <LISTA> [-o FILE]",
        after_help = fix::EXAMPLES
    )]
    Fix(Fix),
    /// Reckons a sheet.
    #[command(
        about = "Calcola un foglio di numeri e regole: raggiungimenti, punteggi, premi, con ogni passaggio",
        override_usage = "traguardo compute [OPZIONI] <FOGLIO>",
        after_help = compute::EXAMPLES
    )]
    Compute(Compute),
    /// Scores a plan.
    #[command(
        about = "Calcola i punteggi di un piano dai risultati dell'anno, con ogni passaggio",
        override_usage = "traguardo score [OPZIONI] <PIANO> --actuals <FILE>",
        after_help = score::EXAMPLES
    )]
    Score(Score),
    /// Writes the table of results to fill in.
    #[command(
        about = "Scrive la tabella dei risultati da compilare per un piano",
        override_usage = "traguardo actuals-template [OPZIONI] <PIANO>",
        after_help = score::TEMPLATE_EXAMPLES
    )]
    ActualsTemplate(ActualsTemplate),
    /// Lists what must be decided before a plan is scored.
    #[command(
        about = "Elenca ciò che una persona deve decidere prima che un piano si possa calcolare",
        override_usage = "traguardo decisions [OPZIONI] <PIANO>",
        after_help = score::DECISIONS_EXAMPLES
    )]
    Decisions(DecisionsCommand),
    /// Explains a score.
    #[command(
        about = "Spiega un punteggio: dati, regola, pesi, conti, arrotondamenti",
        override_usage = "traguardo explain-score <PUNTEGGI> <VOCE>",
        after_help = score::EXPLAIN_EXAMPLES
    )]
    ExplainScore(ExplainScore),
    /// Writes the table of people to fill in.
    #[command(
        about = "Scrive la tabella delle persone da compilare per valutarle dai punteggi di un piano",
        override_usage = "traguardo people-template [OPZIONI] <PUNTEGGI>",
        after_help = evaluate::TEMPLATE_EXAMPLES
    )]
    PeopleTemplate(PeopleTemplate),
    /// Evaluates people.
    #[command(
        about = "Valuta le persone dai punteggi di un piano: punteggi ufficiali, fasce, premi, tagli, con ogni passaggio",
        override_usage = "traguardo evaluate [OPZIONI] <PUNTEGGI> --people <FILE>",
        after_help = evaluate::EXAMPLES
    )]
    Evaluate(Evaluate),
    /// Reckons a stored result again.
    #[command(
        about = "Ricalcola un risultato conservato dai dati che contiene e dice dove differisce",
        override_usage = "traguardo verify [OPZIONI] <RISULTATO>",
        after_help = verify::EXAMPLES
    )]
    Verify(Verify),
    /// Lists the rules that the graduations of a plan are.
    #[command(
        about = "Elenca le regole delle graduazioni di un piano, o dice come si legge una graduazione",
        override_usage = "traguardo rules [OPZIONI] <FILE>\n     traguardo rules --text <TESTO>",
        after_help = rules::EXAMPLES
    )]
    Rules(Rules),
    /// Works on the method file of a body.
    #[command(
        about = "Lavora sul metodo, il file che descrive i moduli di un ente",
        override_usage = "traguardo method <COMANDO>",
        arg_required_else_help = true,
        after_help = method::EXAMPLES
    )]
    Method {
        /// What to do with it.
        #[command(subcommand)]
        command: MethodCommand,
    },
    /// Serves the application.
    #[command(
        about = "Avvia l'applicazione: dal documento dell'anno scorso al piano approvato, nel browser",
        override_usage = "traguardo serve [OPZIONI]",
        after_help = serve::EXAMPLES
    )]
    Serve(Serve),
    /// Makes a copy of the database.
    #[command(
        about = "Copia la base dati e i suoi file in un archivio, anche mentre l'applicazione lavora",
        override_usage = "traguardo backup [OPZIONI] <COPIA.zip>",
        after_help = upkeep::BACKUP_EXAMPLES
    )]
    Backup(Backup),
    /// Restores a copy.
    #[command(
        about = "Ripristina una copia di «backup» in una base dati vuota, di un tipo o dell'altro",
        override_usage = "traguardo restore [OPZIONI] <COPIA.zip>",
        after_help = upkeep::RESTORE_EXAMPLES
    )]
    Restore(Restore),
    /// Moves the database.
    #[command(
        about = "Porta tutto in un'altra base dati, da SQLite a PostgreSQL o viceversa, e confronta riga per riga",
        override_usage = "traguardo migrate-to [OPZIONI] <BASE-DATI> --to-data <CARTELLA>",
        after_help = upkeep::MIGRATE_EXAMPLES
    )]
    MigrateTo(MigrateTo),
    /// Looks the database over.
    #[command(
        about = "Controlla la base dati: che nulla sia stato cambiato, tolto o perso",
        override_usage = "traguardo doctor [OPZIONI]",
        after_help = upkeep::DOCTOR_EXAMPLES
    )]
    Doctor(Doctor),
    /// Shows the program at work on the samples.
    #[command(
        about = "Avvia l'applicazione con cinque enti inventati e utenti di ogni ruolo, per provarla",
        override_usage = "traguardo demo [OPZIONI]",
        after_help = demo::EXAMPLES
    )]
    Demo(Demo),
    /// Writes the completions of a shell.
    #[command(
        about = "Scrive il completamento dei comandi per la propria shell",
        override_usage = "traguardo completions <SHELL>",
        after_help = completions::EXAMPLES
    )]
    Completions(Completions),
}

/// Headings of the help pages.
const ARGUMENTS: &str = "Argomenti";
const OPTIONS: &str = "Opzioni";

/// The command line with the layout of its help pages.
pub fn command() -> clap::Command {
    laid_out(Cli::command())
}

/// Reads the command line of this process.
pub fn parse() -> Result<Cli, clap::Error> {
    read(std::env::args_os())
}

/// Reads a command line.
pub fn read(
    line: impl IntoIterator<Item = impl Into<std::ffi::OsString> + Clone>,
) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&command().try_get_matches_from(line)?)
}

/// Gives a command and those below it one layout: what it does, how it is called, what it takes.
fn laid_out(command: clap::Command) -> clap::Command {
    command
        .help_template("{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("Comandi")
        .mut_args(|argument| {
            let heading = if argument.is_positional() { ARGUMENTS } else { OPTIONS };
            argument.help_heading(heading)
        })
        .mut_subcommands(laid_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        command().debug_assert();
    }

    fn pages(command: &mut clap::Command, found: &mut Vec<(String, String)>) {
        found.push((command.get_name().to_owned(), command.render_long_help().to_string()));
        for sub in command.get_subcommands_mut() {
            pages(sub, found);
        }
    }

    #[test]
    fn every_help_page_is_italian_and_has_examples() {
        let mut command = command();
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
