//! What a reader of TOML or JSON finds wrong, said in Italian as far as its sentences are known.

/// The sentence of a reader of TOML about a file that people write, in plain Italian.
///
/// ```
/// let told = scoring::told::in_italian("missing field `id`");
/// assert_eq!(told, "manca la chiave «id»");
/// ```
pub fn in_italian(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let quoted: Vec<&str> = first.split('`').skip(1).step_by(2).collect();
    let (named, known) = quoted.split_first().map_or(("", &[][..]), |(named, known)| (*named, known));
    if first.starts_with("unknown field") {
        return match known {
            [] => format!("la chiave «{named}» non esiste qui, e non ce ne sono altre"),
            _ => {
                format!("la chiave «{named}» non esiste qui; le chiavi possibili sono: {}", known.join(", "))
            }
        };
    }
    if first.starts_with("unknown variant") {
        return format!("«{named}» non è un valore possibile; i valori sono: {}", known.join(", "));
    }
    if first.starts_with("missing field") {
        return format!("manca la chiave «{named}»");
    }
    if first.starts_with("duplicate") {
        return "la stessa chiave compare due volte".to_owned();
    }
    if first.starts_with("invalid type") || first.starts_with("invalid value") {
        return mistyped(first);
    }
    if first.starts_with("failed to parse")
        && ["year", "month", "day"].iter().any(|part| first.contains(part))
    {
        return "non è una data che esista: si scrive come 2026-06-30".to_owned();
    }
    // Sentences of this program are Italian already.
    if first.contains('«') || first.contains('è') {
        return first.to_owned();
    }
    format!("il file non è TOML valido ({first})")
}

/// The sentence about a value of another type than the key wants.
fn mistyped(message: &str) -> String {
    let expected = message.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let wanted = match expected {
        "a boolean" => "serve true o false, senza virgolette",
        "a string" | "a text" | "a borrowed string" => "serve un testo fra virgolette",
        "a sequence" => "serve un elenco fra parentesi quadre",
        "a map" | "map" => "serve una tabella fra parentesi graffe, o una sezione",
        _ if expected.starts_with("un numero") => {
            "serve un numero: intero, o fra virgolette se ha decimali o è una frazione (\"12.5\", \"200/3\")"
        }
        _ if expected.starts_with("struct") => "serve una tabella fra parentesi graffe, o una sezione",
        _ if expected.contains("Date") || expected.contains("date") => "serve una data, come 2026-06-30",
        _ if expected.starts_with(['u', 'i']) => "serve un numero intero, senza virgolette e senza punti",
        _ => return format!("il valore è di un tipo diverso da quello atteso ({message})"),
    };
    format!("il valore è di un tipo diverso da quello atteso: {wanted}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_faults_are_told_in_italian() {
        for (said, told) in [
            (
                "unknown field `foo`, expected one of `id`, `score`",
                "la chiave «foo» non esiste qui; le chiavi possibili sono: id, score",
            ),
            (
                "unknown variant `a`, expected `b` or `c`",
                "«a» non è un valore possibile; i valori sono: b, c",
            ),
            ("missing field `id`", "manca la chiave «id»"),
            (
                "invalid type: integer `1`, expected a boolean",
                "il valore è di un tipo diverso da quello atteso: serve true o false, senza virgolette",
            ),
            (
                "invalid value: integer `-1`, expected u32",
                "il valore è di un tipo diverso da quello atteso: serve un numero intero, senza virgolette e senza punti",
            ),
            ("«x» non è un numero", "«x» non è un numero"),
            ("expected newline", "il file non è TOML valido (expected newline)"),
        ] {
            assert_eq!(in_italian(said), told, "{said}");
        }
    }
}
