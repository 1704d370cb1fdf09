//! Texts (family TESTO).
//!
//! These rules walk the plan through the registry of fields, so that a new field is looked at from
//! the moment it is declared.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::text::folded;
use domain::{Kind, Visibility};
use method::Template;
use method::model::{Block, BlockKind};

use super::Rule;
use crate::context::{Context, Seen, text};
use crate::every_text::Text;
use crate::report::Report;
use crate::words::{likeness, short, word_set};

/// The rules of the family.
pub const RULES: &[Rule] = &[
    copied_description,
    says_nothing_more,
    placeholder,
    label_as_value,
    description_of_another_project,
    unfinished,
    doubled,
    stray_mark,
    act_years,
    digits_in_words,
    title_spelling,
    acronyms,
    without_description,
];

/// Descriptions shorter than this say little: that two are alike means nothing.
const LONG: usize = 60;

/// A description with its words, to be compared with others that begin alike.
struct Description<'a> {
    of: Seen<'a>,
    words: HashSet<String>,
}

/// `TESTO-001`: the description of an objective on another subject.
fn copied_description(context: &Context<'_>, report: &mut Report) {
    let mut alike: BTreeMap<String, Vec<Seen<'_>>> = BTreeMap::new();
    for seen in &context.objectives {
        let Some(description) = seen.objective.description.as_ref().filter(|d| d.verbatim.len() >= LONG)
        else {
            continue;
        };
        // Copies begin alike: only those are compared.
        let beginning: String = description.verbatim.chars().take(24).collect();
        alike.entry(folded(&beginning)).or_default().push(*seen);
    }
    for seens in alike.values().filter(|seens| seens.len() > 1) {
        let mut originals: Vec<Description<'_>> = Vec::new();
        for seen in seens {
            let words = word_set(text(seen.objective.description.as_ref()));
            let copied = originals.iter().find(|other| {
                likeness(&words, &other.words) >= 850
                    && likeness(&word_set(other.of.title()), &word_set(seen.title())) < 500
            });
            match copied {
                Some(other) => {
                    let message = format!("{}: la descrizione è quella di {}", seen.name(), other.of.name());
                    report.objective(
                        "TESTO-001",
                        seen,
                        crate::context::place(seen.objective.description.as_ref()),
                        message,
                    );
                }
                // A few originals are enough: what is common to many is a form of words.
                None if originals.len() < 8 => originals.push(Description { of: *seen, words }),
                None => {}
            }
        }
    }
}

/// `TESTO-002`: a description that only repeats the title or the reference to the programming.
fn says_nothing_more(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        // Where the form has one text for both, the description is the title.
        let (what, read) = match &seen.objective.description {
            Some(description) => ("la descrizione", description),
            None => match &seen.objective.title {
                Some(title) if title.verbatim.split(' ').count() >= 5 => ("il testo", title),
                _ => continue,
            },
        };
        let said = folded(&read.verbatim);
        let of_link = || seen.objective.links.iter().any(|link| folded(text(link.text.as_ref())) == said);
        let repeated = if seen.objective.description.is_some() && said == folded(seen.title()) {
            "il titolo"
        } else if of_link() {
            "il riferimento alla programmazione"
        } else {
            continue;
        };
        report.objective("TESTO-002", seen, read.place, format!("{}: {what} ripete {repeated}", seen.name()));
    }
}

/// No placeholder is longer, in bytes.
const LONGEST_PLACEHOLDER: usize = 40;

/// Texts that stand where a text should be.
const PLACEHOLDERS: &[&str] = &[
    "xx",
    "xxx",
    "xxxx",
    "xxxxx",
    "da definire",
    "da completare",
    "da compilare",
    "da inserire",
    "da scrivere",
    "testo",
    "lorem ipsum",
    "prova",
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
];

/// Fields that hold sentences, of which there are few enough to be told.
const SENTENCES: &[(&str, &str)] = &[
    ("objective", "title"),
    ("objective", "description"),
    ("objective", "stakeholders"),
    ("objective", "baseline"),
    ("objective", "target"),
    ("phase", "text"),
    ("phase", "description"),
    ("indicator", "text"),
    ("node", "title"),
    ("link", "text"),
];

/// `TESTO-003`: a sign or a word in the place of a text.
fn placeholder(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| SENTENCES.contains(&text.of) && text.of.0 != "link") {
        let short_text = text.printed.len() <= LONGEST_PLACEHOLDER;
        if short_text && (PLACEHOLDERS.contains(&text.folded()) || to_be_filled(&text.printed)) {
            text.tell(
                report,
                "TESTO-003",
                &format!("con «{}» al posto di un testo", short(&text.printed, 30)),
            );
        }
    }
}

/// Dots, lines or question marks, where a text is still to be written; a single sign is a blank.
fn to_be_filled(text: &str) -> bool {
    let sign = |c: char| matches!(c, '.' | '…' | '_' | '?');
    text.chars().all(|c| sign(c) || c == ' ') && text.chars().filter(|c| sign(*c)).count() > 1
}

/// `TESTO-004`: a label of the form where a value should be.
fn label_as_value(context: &Context<'_>, report: &mut Report) {
    let mut labels: HashSet<String> = HashSet::new();
    for section in &context.method.sections {
        let record = section.record.iter().flat_map(|record| &record.blocks);
        for template in section.blocks.iter().chain(record).flat_map(labels_of) {
            let label = folded(template.source());
            // A word alone may well be a value.
            if template.is_plain() && label.split(' ').count() >= 3 {
                labels.insert(label);
            }
        }
    }
    for text in context.texts().iter().filter(|text| text.of.1 != "notes" && text.kind != Kind::Months) {
        if matches!(text.of.0, "objective" | "phase" | "indicator" | "link") && labels.contains(text.folded())
        {
            text.tell(
                report,
                "TESTO-004",
                &format!("con un'etichetta del modello al posto del valore: «{}»", short(&text.printed, 60)),
            );
        }
    }
}

fn labels_of(block: &Block) -> Vec<&Template> {
    match &block.kind {
        BlockKind::Pairs(pairs) => pairs.rows.iter().flatten().flat_map(|pair| &pair.labels).collect(),
        BlockKind::Table(table) => table.columns.iter().flat_map(|column| &column.labels).collect(),
        _ => Vec::new(),
    }
}

/// Words that no sentence ends with.
const JOINING: &[&str] = &[
    "di", "a", "da", "in", "con", "per", "tra", "fra", "del", "dello", "della", "dei", "degli", "delle",
    "al", "allo", "alla", "ai", "agli", "alle", "dal", "dallo", "dalla", "dai", "dagli", "dalle", "nel",
    "nello", "nella", "nei", "negli", "nelle", "sul", "sullo", "sulla", "sui", "sugli", "sulle", "il", "lo",
    "la", "gli", "le", "un", "uno", "una", "e", "ed", "o", "che",
];

/// What a single letter names.
const LETTERED: &[&str] = &[
    "lettera",
    "lett.",
    "lettere",
    "sezione",
    "sez.",
    "punto",
    "comma",
    "classe",
    "gruppo",
    "tipo",
    "fascia",
    "scuola",
    "allegato",
    "categoria",
    "cat.",
    "vitamina",
    "lotto",
    "zona",
    "scala",
    "o",
    "e",
];

/// `TESTO-006`: a text that breaks off.
fn unfinished(context: &Context<'_>, report: &mut Report) {
    // A tree that is known only through the links repeats their texts.
    let registered = context.method.levels.iter().any(|level| !level.register.is_empty());
    for text in context.texts().iter().filter(|text| breaks_off_by_field(text)) {
        if registered && text.of.0 == "node" {
            continue;
        }
        if let Some(why) = breaks_off(&text.printed) {
            text.tell(
                report,
                "TESTO-006",
                &format!("con il testo interrotto ({why}): «…{}»", tail(&text.printed, 40)),
            );
        }
    }
}

fn breaks_off_by_field(text: &Text<'_>) -> bool {
    let sentence = text.of.1 != "notes" && text.of.1 != "counters" && !text.many;
    matches!(text.of.0, "objective" | "phase" | "indicator" | "node" | "link")
        && text.visibility != Visibility::Personal
        && sentence
}

fn breaks_off(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let last = words.last()?;
    if words.len() < 4 {
        return None;
    }
    if text.matches('[').count() > text.matches(']').count() {
        return Some("parentesi aperta e mai chiusa");
    }
    if text.ends_with('(') {
        return Some("finisce con una parentesi aperta");
    }
    if text.ends_with(',') {
        return Some("finisce con una virgola");
    }
    // A letter may be a name, after the kind of thing it names: «lettera a», «sezione e».
    let named = last.len() == 1 && words.iter().rev().nth(1).is_some_and(|word| LETTERED.contains(word));
    (JOINING.contains(last) && !named)
        .then_some("finisce con una preposizione, un articolo o una congiunzione")
}

/// The last part of a text, from a word on.
fn tail(text: &str, limit: usize) -> &str {
    let length = text.chars().count();
    let cut = text.char_indices().nth(length.saturating_sub(limit)).map_or(0, |(at, _)| at);
    let end = text.get(cut..).unwrap_or(text);
    if cut == 0 { end } else { end.split_once(' ').map_or(end, |(_, rest)| rest) }
}

/// `TESTO-007`: a text or a word written twice.
fn doubled(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| text.of.1 != "notes" && text.of.0 != "section") {
        let words: Vec<&str> = text.printed.split_whitespace().collect();
        let (first, second) = words.split_at(words.len() / 2);
        if first.len() >= 2
            && text.printed.len() >= 20
            && words.len().is_multiple_of(2)
            && first.first().zip(second.first()).is_some_and(|(one, two)| one.eq_ignore_ascii_case(two))
            && folded(&first.join(" ")) == folded(&second.join(" "))
        {
            let once = first.join(" ");
            let said = format!("con il testo scritto due volte: «{}»", short(&once, 50));
            text.tell(report, "TESTO-007", &said).mended_by(&text.printed, once);
        } else if let Some(word) = repeated(&words) {
            let said = format!("con una parola ripetuta: «{word} {word}»");
            text.tell(report, "TESTO-007", &said).mended_by(&format!("{word} {word}"), word);
        }
    }
}

fn repeated<'a>(words: &[&'a str]) -> Option<&'a str> {
    let pair = |pair: &&[&'a str]| match pair {
        [one, two] => one == two && one.len() >= 4 && one.chars().all(char::is_alphabetic),
        _ => false,
    };
    // «mano mano», «quasi quasi», «piano piano» are said twice.
    let idiom = |word: &str| matches!(word, "mano" | "quasi" | "piano" | "volta" | "passo" | "buono");
    words.windows(2).filter(pair).filter_map(|pair| pair.first().copied()).find(|word| !idiom(word))
}

/// `TESTO-008`: a description without a word in common with title, phases and indicators, that names
/// what the title of another objective names.
fn description_of_another_project(context: &Context<'_>, report: &mut Report) {
    let mut subjects: HashMap<String, Seen<'_>> = HashMap::new();
    for seen in &context.objectives {
        for phrase in phrases_of(seen.title()) {
            subjects.entry(phrase).or_insert(*seen);
        }
    }
    for seen in &context.objectives {
        let Some(description) = &seen.objective.description else { continue };
        let phases = seen.objective.phases.iter().map(|phase| text(phase.text.as_ref()));
        let indicators = seen.objective.indicators.iter().map(|indicator| text(indicator.text.as_ref()));
        let own = stems([seen.title()].into_iter().chain(phases).chain(indicators));
        // Nearly every description shares a word at once: only the others are looked at whole.
        if own.len() < 6 || shares_a_stem(&description.verbatim, &own) {
            continue;
        }
        if stems([description.verbatim.as_str()].into_iter()).len() < 6 {
            continue;
        }
        let other = phrases_of(&description.verbatim).find_map(|phrase| subjects.get(&phrase));
        if let Some(other) = other.filter(|other| other.ordinal != seen.ordinal) {
            let message = format!(
                "{}: la descrizione non ha parole in comune con titolo, fasi e indicatori, e parla di {}",
                seen.name(),
                other.name()
            );
            report.objective("TESTO-008", seen, description.place, message);
        }
    }
}

/// Three words in a row of which two at least say something.
fn phrases_of(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = folded(text).split(' ').map(str::to_owned).collect();
    let phrases: Vec<String> = words
        .windows(3)
        .filter(|three| three.iter().filter(|word| word.chars().count() >= 4).count() >= 2)
        .map(|three| three.join(" "))
        .collect();
    phrases.into_iter()
}

/// Whether a long word of a text begins as one of these.
fn shares_a_stem(text: &str, stems: &HashSet<String>) -> bool {
    folded(text).split(' ').filter(|word| word.chars().count() >= 5).any(|word| {
        let end = word.char_indices().nth(6).map_or(word.len(), |(at, _)| at);
        word.chars().all(char::is_alphabetic) && word.get(..end).is_some_and(|stem| stems.contains(stem))
    })
}

/// The beginnings of the long words of some texts: Italian inflects the ends.
fn stems<'t>(texts: impl Iterator<Item = &'t str>) -> HashSet<String> {
    let long = |word: &String| word.chars().count() >= 5 && word.chars().all(char::is_alphabetic);
    texts.flat_map(word_set).filter(long).map(|word| word.chars().take(6).collect()).collect()
}

/// `TESTO-005`: the mark of a note at the end of a title whose note is lost.
fn stray_mark(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| matches!(text.of, ("objective" | "node", "title"))) {
        let words: Vec<&str> = text.printed.split_whitespace().collect();
        if let [.., _, last, mark @ ("i" | "*" | "(*)" | "¹" | "[1]")] = words.as_slice() {
            let said = format!("con un segno di nota in fondo: «…{}»", tail(&text.printed, 30));
            text.tell(report, "TESTO-005", &said).mended_by(&format!("{last} {mark}"), *last);
        }
    }
}

/// `TESTO-010`: an act whose number carries another year than its date.
fn act_years(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| text.printed.contains('/')) {
        for (number, date) in acts(&text.printed) {
            let year = number.rsplit('/').next().unwrap_or_default();
            if !date.ends_with(year) {
                text.tell(
                    report,
                    "TESTO-010",
                    &format!("con l'atto n. {number} del {date}: l'anno non è lo stesso"),
                );
            }
        }
    }
}

/// Acts cited as `n. 4/2012 del 22/02/2013`: number with year, and date.
fn acts(text: &str) -> Vec<(&str, &str)> {
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', ';', ':'])).collect();
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
    };
    let number = |word: &str| {
        let word = word.strip_prefix("n.").unwrap_or(word);
        word.split_once('/').is_some_and(|(number, year)| digits(number, 1, 5) && digits(year, 4, 4))
    };
    let date = |word: &str| {
        let parts: Vec<&str> = word.trim_end_matches('.').split(['/', '.']).collect();
        matches!(parts.as_slice(), [day, month, year] if digits(day, 1, 2) && digits(month, 1, 2) && digits(year, 4, 4))
    };
    words
        .windows(3)
        .filter_map(|three| match three {
            [first, "del", last] if number(first) && date(last) => {
                Some((first.strip_prefix("n.").unwrap_or(first), last.trim_end_matches('.')))
            }
            _ => None,
        })
        .collect()
}

/// `TESTO-005`: a digit in the middle of a word, or a day glued to its month.
fn digits_in_words(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| text.kind == Kind::Prose || text.kind == Kind::Target) {
        if !matches!(text.of.0, "objective" | "phase" | "indicator" | "node" | "ente_objective")
            || text.of.1 == "code"
        {
            continue;
        }
        let mixed = |two: &[u8]| match two {
            [one, two] => {
                one.is_ascii_digit() && two.is_ascii_alphabetic()
                    || one.is_ascii_alphabetic() && two.is_ascii_digit()
            }
            _ => false,
        };
        if !text.printed.as_bytes().windows(2).any(mixed) {
            continue;
        }
        let words = text.printed.split(|c: char| !c.is_alphanumeric());
        if let Some(word) = words.into_iter().find(|word| zero_for_o(word) || glued_month(word)) {
            let said = format!("con cifre dentro una parola: «{word}»");
            text.tell(report, "TESTO-005", &said).mended_by(word, without_digits(word));
        }
    }
}

/// The word as it was meant: the day apart from its month, the letter for the zero.
fn without_digits(word: &str) -> String {
    if glued_month(word) {
        let month = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let day = word.strip_suffix(month).unwrap_or_default();
        return format!("{day} {month}");
    }
    let upper = word.chars().filter(|c| c.is_alphabetic()).skip(1).all(char::is_uppercase);
    word.replace('0', if upper { "O" } else { "o" })
}

fn zero_for_o(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    let inside = word.trim_matches('0');
    let zeros = inside.matches('0').count();
    let vowels = |c: char| "aeiouAEIOU".contains(c);
    let one_case = letters.chars().all(char::is_lowercase) || letters.chars().skip(1).all(char::is_uppercase);
    zeros > 0
        && letters.len() >= 4
        && letters.len() + zeros == inside.len()
        && one_case
        && letters.contains(vowels)
}

fn glued_month(word: &str) -> bool {
    let month = word.trim_start_matches(|c: char| c.is_ascii_digit());
    month.len() < word.len() && meaning::month::NAMES.contains(&month.to_lowercase().as_str())
}

/// Acronyms of plans that are surely spelled so.
const ACRONYMS: &[&str] = &["PTPCT", "PTPC", "RPCT", "PIAO", "SMVP", "PNRR", "CCNL", "TUEL"];

/// `TESTO-009`: an acronym with two letters the other way round, told where it first stands.
fn acronyms(context: &Context<'_>, report: &mut Report) {
    let texts = context.texts();
    let mut told: HashSet<&str> = HashSet::new();
    for text in texts.iter().filter(|text| text.printed.chars().any(char::is_lowercase)) {
        let capitals = |word: &&str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        for word in text.printed.split(|c: char| !c.is_alphanumeric()).filter(capitals) {
            let right = ACRONYMS.iter().find(|right| swapped(word, right));
            if let Some(right) = right.filter(|_| told.insert(word)) {
                text.tell(report, "TESTO-009", &format!("con la sigla «{word}», che è «{right}»"));
            }
        }
    }
}

/// Whether a word is another with two neighbouring letters the other way round.
fn swapped(word: &str, right: &str) -> bool {
    let mut differ = word.bytes().zip(right.bytes()).enumerate().filter(|(_, (a, b))| a != b);
    let (first, second, rest) = (differ.next(), differ.next(), differ.next());
    match (first, second) {
        (Some((at, (a, b))), Some((next, (c, d)))) if word.len() == right.len() && rest.is_none() => {
            next == at + 1 && a == d && b == c
        }
        _ => false,
    }
}

/// `TESTO-009`: a word of the title that the text of the form spells otherwise, and that stands
/// nowhere else in the plan.
fn title_spelling(context: &Context<'_>, report: &mut Report) {
    let rare = rare_words_of_titles(context);
    for seen in &context.objectives {
        let title = folded(seen.title());
        let words: Vec<&str> = title.split(' ').filter(|word| fit(word) && rare.contains(*word)).collect();
        if words.is_empty() {
            continue;
        }
        let body = body_words(seen);
        for word in words {
            let alone = !word
                .get(..2)
                .and_then(|start| body.get(start))
                .is_some_and(|words| words.contains_key(word));
            let alike = word.get(..2).and_then(|start| body.get(start)).into_iter().flatten();
            let other = alike.filter(|(other, _)| near(word, other)).max_by_key(|(_, count)| **count);
            if let (true, Some((other, _))) = (alone, other) {
                let message =
                    format!("{}: nel titolo «{word}», nel testo della scheda «{other}»", seen.name());
                report.objective(
                    "TESTO-009",
                    seen,
                    crate::context::place(seen.objective.title.as_ref()),
                    message,
                );
            }
        }
    }
}

/// The words that stand in one title only, and at most twice in the texts of the objectives.
fn rare_words_of_titles(context: &Context<'_>) -> HashSet<String> {
    let mut titles: HashMap<String, HashSet<String>> = HashMap::new();
    for seen in &context.objectives {
        for word in word_set(seen.title()) {
            titles.entry(word).or_default().insert(folded(seen.title()));
        }
    }
    let alone = titles.into_iter().filter(|(_, titles)| titles.len() == 1);
    let mut counts: HashMap<String, usize> = alone.map(|(word, _)| (word, 0)).collect();
    for text in context.texts().iter().filter(|text| matches!(text.of.0, "objective" | "phase" | "indicator"))
    {
        for word in text.folded().split(' ') {
            if let Some(count) = counts.get_mut(word) {
                *count += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, count)| *count <= 2).map(|(word, _)| word).collect()
}

/// The words of description and phases by their first two letters, with how often they stand there.
fn body_words(seen: &Seen<'_>) -> HashMap<String, BTreeMap<String, usize>> {
    let phases = seen.objective.phases.iter().flat_map(|phase| [&phase.text, &phase.description]);
    let texts = phases.chain([&seen.objective.description]).flatten();
    let mut words: HashMap<String, BTreeMap<String, usize>> = HashMap::new();
    for text in texts {
        for word in folded(&text.verbatim).split(' ').filter(|word| fit(word)) {
            let start = word.get(..2).unwrap_or(word).to_owned();
            *words.entry(start).or_default().entry(word.to_owned()).or_default() += 1;
        }
    }
    words
}

/// Words long enough to be told apart.
fn fit(word: &str) -> bool {
    word.len() >= 6 && word.chars().all(|c| c.is_ascii_lowercase())
}

/// Whether two words differ by a letter lost or two letters changed over, not at their ends: there
/// Italian inflects, and at their beginning it makes other words.
fn near(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    if same < 2 || end < 2 || a == b {
        return false;
    }
    match a.len().abs_diff(b.len()) {
        0 => same + end + 2 == a.len() && a.get(same) == b.get(same + 1) && a.get(same + 1) == b.get(same),
        1 => same + end >= a.len().min(b.len()),
        _ => false,
    }
}

/// `TESTO-011`: an objective without description, where nearly all have one.
fn without_description(context: &Context<'_>, report: &mut Report) {
    let bare: Vec<&Seen<'_>> =
        context.objectives.iter().filter(|seen| seen.objective.description.is_none()).collect();
    if bare.len() * 8 > context.objectives.len() {
        return;
    }
    for seen in bare {
        report.objective("TESTO-011", seen, None, format!("{}: nessuna descrizione", seen.name()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_breaks_off_ends_with_a_word_that_joins() {
        assert!(breaks_off("Apertura dello sportello in via della").is_some());
        assert!(breaks_off("Apertura dello sportello, orari,").is_some());
        assert!(breaks_off("Lavori alla scuola di via A").is_none());
        assert!(breaks_off("in via di").is_none());
    }

    #[test]
    fn acts_are_cited_with_number_and_date() {
        assert_eq!(acts("regolamento (DCP n. 4/2012 del 22/02/2013)"), [("4/2012", "22/02/2013")]);
        assert_eq!(acts("art. 4/bis del 22/02/2013"), []);
    }

    #[test]
    fn zeros_inside_words_are_letters() {
        assert!(zero_for_o("AZI0NE") && zero_for_o("attes0re"));
        assert!(!zero_for_o("CO2") && !zero_for_o("A4") && !zero_for_o("M4C1") && !zero_for_o("2030"));
        assert!(glued_month("30dicembre") && !glued_month("dicembre"));
    }

    #[test]
    fn near_words_differ_by_a_slip() {
        assert!(near("buttre", "buttare") && near("appuntamneto", "appuntamento"));
        assert!(!near("servizio", "servizi") && !near("rilancio", "rilascio"));
    }
}
