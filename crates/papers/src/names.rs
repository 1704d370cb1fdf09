//! Names of people in the fields that hold them: several in a cell, with titles, shares and roles around them.

use domain::text::folded;
use outline::people::{ROLES, TITLES};

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Word<'t> {
    /// As written.
    pub text: &'t str,
    /// Byte at which it begins.
    pub start: usize,
    /// Whether a point follows at once: an initial, or a title.
    pub pointed: bool,
}

impl Word<'_> {
    /// Byte at which it ends, its point included.
    pub fn end(&self) -> usize {
        self.start + self.text.len() + usize::from(self.pointed)
    }

    /// Whether it begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is the initial of a name.
    pub fn is_initial(&self) -> bool {
        self.pointed && self.is_capital() && self.text.chars().count() == 1
    }
}

/// The words of a text, with the apostrophes and hyphens inside them.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        // An article that is not of a name stands by itself: `l'ing. Rossi`, and not `D'Angelo`.
        let of_name =
            |from: usize| text.get(from..at).is_some_and(|word| word.starts_with(char::is_uppercase));
        let inside = match c {
            '-' => start.is_some() && next.is_some_and(char::is_alphabetic),
            '\'' | '’' => start.is_some_and(of_name) && next.is_some_and(char::is_alphabetic),
            _ => false,
        };
        if c.is_alphanumeric() || inside {
            start.get_or_insert(at);
            if next.is_some() {
                continue;
            }
        }
        let end = if c.is_alphanumeric() { at + c.len_utf8() } else { at };
        if let Some(from) = start.take() {
            let text = text.get(from..end).unwrap_or_default();
            words.push(Word { text, start: from, pointed: c == '.' });
        }
    }
    words
}

/// More titles before a name: whole words, and those that are titles only with a point.
const MORE_TITLES: &[&str] = &[
    "dottor",
    "signor",
    "signora",
    "professor",
    "professoressa",
    "ingegner",
    "ingegnere",
    "architetto",
    "avvocato",
    "geometra",
    "ragioniere",
    "on",
    "per",
    "ind",
    "agr",
    "dssa",
];

/// Words before which nobody has a title: `per` is one only when a point follows.
const POINTED: &[&str] = &["per", "ind", "on", "ra", "ssa", "agr", "comm"];

/// Whether a word is a title: `Dott.`, `ing`, `geometra`.
pub fn is_title(word: &Word<'_>) -> bool {
    let folded = folded(word.text).replace(' ', "");
    (TITLES.contains(&folded.as_str()) || MORE_TITLES.contains(&folded.as_str()))
        && (word.pointed || !POINTED.contains(&folded.as_str()) || folded == "ssa")
}

/// Words inside surnames that are no name by themselves.
const PARTICLES: &[&str] = &[
    "de", "di", "da", "del", "della", "dello", "dei", "degli", "delle", "dal", "dalla", "la", "lo", "li",
    "le", "d", "dell", "van", "von", "el",
];

/// Whether a word is a particle of a surname.
pub fn is_particle(folded: &str) -> bool {
    PARTICLES.contains(&folded)
}

/// More words of offices and of those who hold them, folded: they stand beside names and are none.
const OF_OFFICES: &[&str] = &[
    "addetto",
    "agente",
    "agenti",
    "amministrativa",
    "amministrativo",
    "aree",
    "assessore",
    "assessorato",
    "cat",
    "categoria",
    "centro",
    "collaboratore",
    "comune",
    "consiglio",
    "coordinatore",
    "corpo",
    "direttore",
    "direzione",
    "elevata",
    "eq",
    "esecutore",
    "ente",
    "funzionari",
    "funzionario",
    "generale",
    "giunta",
    "gruppo",
    "incaricato",
    "istruttore",
    "istruttori",
    "locale",
    "municipale",
    "operatore",
    "operatori",
    "organizzativa",
    "p",
    "po",
    "polizia",
    "presidente",
    "provincia",
    "qualificazione",
    "referente",
    "referenti",
    "rup",
    "segretaria",
    "segreteria",
    "settori",
    "sindaco",
    "specialista",
    "staff",
    "struttura",
    "strutture",
    "tecnica",
    "tecnico",
    "titolare",
    "tutte",
    "u",
    "unità",
    "unita",
    "uo",
    "uoc",
    "uos",
    "vice",
    "vicesegretario",
    "vigile",
    "vigili",
    "vigilanza",
    "capo",
    "capofila",
    "ex",
    "squadra",
    "nucleo",
    "protezione",
    "civile",
    "sociale",
    "sociali",
    "pubblica",
    "pubblici",
    "pubblico",
    "interim",
    "ad",
    "membri",
    "componenti",
    "commissione",
    "società",
    "spa",
    "srl",
    "cooperativa",
    "biblioteca",
    "tempo",
    "part",
    "time",
];

/// A name that stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written, without title.
    pub shown: String,
    /// A title stood before it.
    pub titled: bool,
}

/// The names in a field of people: stretches of two to five capitalised words that are no offices, or of one
/// after a title.
pub fn names(text: &str) -> Vec<Name> {
    let words = words(text);
    let mut names = Vec::new();
    let mut run: Vec<Word<'_>> = Vec::new();
    let mut titled = false;
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let between = before.map_or("", |before| text.get(before.end()..word.start).unwrap_or_default());
        let parted = between.chars().any(|c| !c.is_whitespace() && !matches!(c, '\'' | '’'));
        if parted {
            close(text, &mut run, &mut titled, &mut names);
        }
        if is_title(word) {
            close(text, &mut run, &mut titled, &mut names);
            titled = true;
        } else if belongs(word, &run) {
            run.push(*word);
        } else {
            close(text, &mut run, &mut titled, &mut names);
        }
    }
    close(text, &mut run, &mut titled, &mut names);
    names
}

/// Whether a word goes on with a name.
fn belongs(word: &Word<'_>, run: &[Word<'_>]) -> bool {
    let folded = folded(word.text);
    let office = ROLES.contains(&folded.as_str()) || OF_OFFICES.contains(&folded.as_str());
    if office || word.text.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    word.is_capital() || (is_particle(&folded) && !run.is_empty())
}

fn close(text: &str, run: &mut Vec<Word<'_>>, titled: &mut bool, names: &mut Vec<Name>) {
    const LONGEST: usize = 5;
    while run.last().is_some_and(|word| is_particle(&folded(word.text)) && !word.is_capital()) {
        run.pop();
    }
    let full = run.iter().filter(|word| !is_particle(&folded(word.text))).count();
    let whole = run.iter().any(|word| word.text.chars().count() > 2);
    let fits = (full >= 2 || (*titled && full == 1)) && run.len() <= LONGEST && whole;
    if let (Some(first), Some(last), true) = (run.first(), run.last(), fits) {
        let end = if last.is_initial() { last.end() } else { last.start + last.text.len() };
        let shown = text.get(first.start..end).unwrap_or_default().to_owned();
        names.push(Name { shown, titled: *titled });
    }
    run.clear();
    *titled = false;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        names(text).into_iter().map(|name| name.shown).collect()
    }

    #[test]
    fn names_are_found_among_titles_shares_and_roles() {
        for (text, found) in [
            ("Rossella Pini (40%); Dario Conte (60%)", vec!["Rossella Pini", "Dario Conte"]),
            ("BAGNAI ORESTE", vec!["BAGNAI ORESTE"]),
            ("Dott.ssa Anna De Luca, Ing. M. Rossi", vec!["Anna De Luca", "M. Rossi"]),
            ("Dirigente: Arch. Verdi", vec!["Verdi"]),
            ("Segretario Generale", vec![]),
            ("Responsabile Ufficio Tributi Gloria Sandrelli", vec!["Tributi Gloria Sandrelli"]),
            ("tutto il personale del servizio", vec![]),
            ("Luigi D'Angelo e Pia Dell'Orto", vec!["Luigi D'Angelo", "Pia Dell'Orto"]),
            ("Neri Luca cat. C part-time 50%", vec!["Neri Luca"]),
        ] {
            assert_eq!(shown(text), found, "{text}");
        }
    }
}
