//! Errors of the command line, in Italian.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What is wrong with a command line, as one Italian sentence.
pub fn sentence(error: &clap::Error) -> String {
    let context = |kind| error.get(kind).map(text).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("l'argomento «{argument}» non esiste{}", perhaps(&context(ContextKind::SuggestedArg)))
        }
        ErrorKind::InvalidSubcommand => {
            let command = context(ContextKind::InvalidSubcommand);
            format!(
                "il comando «{command}» non esiste{}",
                perhaps(&context(ContextKind::SuggestedSubcommand))
            )
        }
        ErrorKind::MissingSubcommand => {
            format!("manca il comando; i comandi sono: {}", context(ContextKind::ValidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("manca il valore di «{argument}»"),
        ErrorKind::InvalidValue => {
            let valid = context(ContextKind::ValidValue);
            format!("«{value}» non va bene per «{argument}»; i valori possibili sono: {valid}")
        }
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("«{value}» non va bene per «{argument}»: {reason}")
        }
        ErrorKind::MissingRequiredArgument => format!("manca {argument}"),
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                format!("«{argument}» si può scrivere una volta sola")
            } else {
                format!("«{argument}» e «{other}» non si possono usare insieme")
            }
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("il valore di «{argument}» non è completo")
        }
        ErrorKind::TooManyValues => format!("«{value}» è di troppo per «{argument}»"),
        ErrorKind::InvalidUtf8 => "un argomento non è scritto in UTF-8".to_owned(),
        _ => "la riga di comando non è valida".to_owned(),
    }
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

fn perhaps(suggestion: &str) -> String {
    if suggestion.is_empty() {
        return String::new();
    }
    format!("; forse è «{}»", suggestion.replace(", ", "» o «"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli;

    fn refused(line: &str) -> String {
        sentence(&cli::read(line.split(' ')).unwrap_err())
    }

    #[test]
    fn faults_of_the_command_line_are_told_in_italian() {
        for (line, expected) in [
            ("traguardo imprt a.txt", "il comando «imprt» non esiste; forse è «export» o «import»"),
            ("traguardo import", "manca <PERCORSO>..."),
            ("traguardo import a.txt --al", "l'argomento «--al» non esiste; forse è «--all»"),
            ("traguardo import a.txt --replace-unit X", "manca --into <PIANO.json>"),
            ("traguardo import a.txt --all --all", "«--all» si può scrivere una volta sola"),
            (
                "traguardo import a.txt --format xml",
                "«xml» non va bene per «--format <FORMATO>»; i valori possibili sono: testo, json",
            ),
            (
                "traguardo import a.txt --max-size molto",
                "«molto» non va bene per «--max-size <BYTE>»: una dimensione si scrive come 500K, 64M o 1G",
            ),
            ("traguardo print a b", "l'argomento «b» non esiste"),
            ("traguardo print a -o", "manca il valore di «--output <FILE>»"),
        ] {
            assert_eq!(refused(line), expected, "{line}");
        }
    }
}
