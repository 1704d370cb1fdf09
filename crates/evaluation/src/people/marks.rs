//! Marks of behaviours, as they are written in a cell: `4 5 3 4`, `ascolto=4 cura=5`, `ascolto=4:60 cura=5:40`.

use appraisal::cell::number;
use scoring::Exact;
use scoring::evaluation::Scale;
use scoring::people::Behaviour;

/// The marks of a cell; `?` is a mark that is missing. A name may have several words: those before its `=`.
///
/// # Errors
/// What is wrong with it.
pub fn marks(scale: &Scale, text: &str) -> Result<Vec<Behaviour>, String> {
    let mut found: Vec<Behaviour> = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        let named = word.split_once('=');
        if named.is_none() && (!name.is_empty() || starts_name(word)) {
            name.push(word);
            continue;
        }
        let mark = named.map_or(word, |(last, mark)| {
            name.push(last);
            mark
        });
        let own = name.join(" ");
        name.clear();
        let own = if own.trim().is_empty() { format!("comportamento {}", found.len() + 1) } else { own };
        found.push(behaviour(scale, own, mark)?);
    }
    if !name.is_empty() {
        return Err(format!(
            "«{}» non ha un giudizio: si scrive come 4 5 3 4, o ascolto=4 cura=5",
            name.join(" ")
        ));
    }
    let weighed = found.iter().filter(|one| one.weight.is_some()).count();
    if weighed > 0 && weighed < found.len() {
        return Err("alcuni comportamenti hanno un peso e altri no".to_owned());
    }
    Ok(found)
}

fn starts_name(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_alphabetic)
}

fn behaviour(scale: &Scale, name: String, text: &str) -> Result<Behaviour, String> {
    let (mark, weight) = text.split_once(':').map_or((text, None), |(mark, weight)| (mark, Some(weight)));
    let weight = match weight {
        None => None,
        Some(text) => Some(
            number(text)
                .filter(Exact::is_positive)
                .ok_or_else(|| format!("{name}: il peso «{text}» non è un numero maggiore di 0"))?,
        ),
    };
    let (lowest, highest) = (scale.lowest(), scale.highest());
    let mark = match mark {
        "" | "?" => None,
        text => {
            let mark = number(text).ok_or_else(|| format!("{name}: «{text}» non è un giudizio"))?;
            if mark < lowest || mark > highest {
                return Err(format!(
                    "{name}: il giudizio {text} non sta nella scala da {lowest} a {highest}"
                ));
            }
            Some(mark)
        }
    };
    Ok(Behaviour { name, weight, mark })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        match marks(&Scale::default(), text) {
            Err(fault) => fault,
            Ok(found) => {
                let shown = |number: &Option<Exact>| number.as_ref().map_or("-".to_owned(), Exact::to_string);
                let one =
                    |one: &Behaviour| format!("{}={}:{}", one.name, shown(&one.mark), shown(&one.weight));
                found.iter().map(one).collect::<Vec<_>>().join(" ")
            }
        }
    }

    #[test]
    fn marks_are_read_as_they_are_written() {
        for (text, expected) in [
            ("4 5", "comportamento 1=4:- comportamento 2=5:-"),
            ("4,5", "comportamento 1=4.5:-"),
            ("ascolto=4 cura=?", "ascolto=4:- cura=-:-"),
            ("spirito di iniziativa=4:60 cura=5:40", "spirito di iniziativa=4:60 cura=5:40"),
            ("4 6", "comportamento 2: il giudizio 6 non sta nella scala da 1 a 5"),
            ("ascolto=bene", "ascolto: «bene» non è un giudizio"),
            ("ascolto=4:60 cura=5", "alcuni comportamenti hanno un peso e altri no"),
            ("ascolto=4:0", "ascolto: il peso «0» non è un numero maggiore di 0"),
            ("4 ascolto", "«ascolto» non ha un giudizio: si scrive come 4 5 3 4, o ascolto=4 cura=5"),
            ("", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
