//! Which way a value should go (*verso, polarità*).

use domain::text::folded;

/// Whether a higher value is better, as the form says it in its own field.
pub fn higher_is_better(polarity: &str) -> Option<bool> {
    let words = folded(polarity);
    let higher = ["maggiore", "crescente", "piu alto", "in aumento", "alto"];
    let lower = ["minore", "decrescente", "piu basso", "in diminuzione", "basso"];
    if lower.iter().any(|word| words.starts_with(word)) {
        Some(false)
    } else if higher.iter().any(|word| words.starts_with(word)) {
        Some(true)
    } else {
        None
    }
}

/// Whether the text of an indicator names something of which less is better: delays, times taken,
/// complaints, faults.
pub fn names_a_burden(indicator: &str) -> bool {
    const BURDENS: &[&str] = &[
        "tempo medio",
        "tempi medi",
        "ritard",
        "giorni di attesa",
        "tempo di attesa",
        "tempi di attesa",
        "reclam",
        "lamentel",
        "segnalazioni negative",
        "error",
        "assenteism",
        "tasso di assenza",
        "arretrat",
        "scostament",
        "sinistr",
        "infortun",
        "debito residuo",
        "stock di debito",
    ];
    // What is reduced grows when it goes well.
    const UNDONE: &[&str] =
        &["riduzion", "diminuzion", "abbattiment", "contenimento", "recupero", "smaltiment"];
    let words = format!(" {}", folded(indicator));
    let says = |stems: &[&str]| stems.iter().any(|stem| words.contains(&format!(" {stem}")));
    says(BURDENS) && !says(UNDONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_says_which_way_is_better() {
        for (said, higher) in [("Crescente", Some(true)), ("più basso è meglio", Some(false)), ("", None)] {
            assert_eq!(higher_is_better(said), higher, "{said}");
        }
    }

    #[test]
    fn delays_and_complaints_are_burdens_and_their_reduction_is_none() {
        for burden in ["Tempo medio di rilascio", "Giorni di ritardo", "N. reclami ricevuti"] {
            assert!(names_a_burden(burden), "{burden}");
        }
        for other in ["Riduzione del tempo medio", "N. pratiche evase", "Recupero dell'arretrato"] {
            assert!(!names_a_burden(other), "{other}");
        }
    }
}
