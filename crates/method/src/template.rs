//! Templates: what a label or a line of a form says, readable and printable.
//!
//! `SCHEDA {objective.code} (DEL|DELLA) {objective.unit} [- ]ANNO {year}` is literal text with
//! captures in braces, alternatives in parentheses (the first is printed) and optional text in
//! square brackets. Literal text is compared by words: case, accents, spaces and punctuation do not
//! count. `{name=REGEX}` captures only what the expression matches; `\` takes the special meaning
//! away from the next character.

use std::ops::Range;

use regex::Regex;

use crate::words::{Word, words};

/// A part of a template.
#[derive(Clone, Debug)]
pub enum Part {
    /// Literal words; `shown` is how they are printed, punctuation included.
    Literal {
        /// The folded words.
        words: Vec<String>,
        /// The text as written in the method.
        shown: String,
    },
    /// One of several literals; the first is printed.
    Choice(Vec<(Vec<String>, String)>),
    /// Literal words that may be missing; printed.
    Optional(Vec<String>, String),
    /// A captured text.
    Capture {
        /// Name of the capture: a path, `year` or `n`.
        name: String,
        /// What the captured text must match, whole.
        pattern: Option<Regex>,
    },
}

/// A template; see the module.
#[derive(Clone, Debug)]
pub struct Template {
    parts: Vec<Part>,
    source: String,
    key: String,
}

/// A match of a template at the beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Match {
    /// Captured name and bytes of the text.
    pub captures: Vec<(usize, Range<usize>)>,
    /// How many words of the text were used.
    pub words: usize,
}

/// Texts longer than this many words are no labels and no headings.
const LONGEST: usize = 160;

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// An Italian sentence: a brace or bracket that does not close, an expression that is not valid,
    /// a template without a single word.
    pub fn parse(source: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = source.char_indices().peekable();
        let mut literal = String::new();
        while let Some((_, c)) = rest.next() {
            let close = match c {
                '\\' => {
                    literal.extend(rest.next().map(|(_, c)| c));
                    continue;
                }
                '{' => '}',
                '[' => ']',
                '(' if source.contains('|') => ')',
                c => {
                    literal.push(c);
                    continue;
                }
            };
            let inner = enclosed(&mut rest, c, close)
                .ok_or_else(|| format!("«{c}» aperta e mai chiusa nel modello «{source}»"))?;
            if c == '(' && !inner.contains('|') {
                literal.extend(["(", &inner, ")"]);
                continue;
            }
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let part_of_word = letter(literal.chars().last()) && letter(inner.chars().next());
            if matches!(c, '[' | '(') && part_of_word {
                return Err(format!("«{c}» non può stare dentro una parola: «{source}»"));
            }
            push_literal(&mut parts, &mut literal);
            parts.push(special(c, &inner)?);
        }
        push_literal(&mut parts, &mut literal);
        if parts.is_empty() {
            return Err("un'etichetta non può essere vuota".into());
        }
        Ok(Self { parts, source: source.to_owned(), key: crate::words::key(source) })
    }

    /// The template as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its words as written, joined: what a text is like that spells it otherwise.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Its parts.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The name of capture number `index` of [`Match::captures`].
    pub fn capture_name(&self, index: usize) -> Option<&str> {
        match self.parts.get(index) {
            Some(Part::Capture { name, .. }) => Some(name),
            _ => None,
        }
    }

    /// How many words it takes at least; a capture counts as one.
    pub fn len(&self) -> usize {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Literal { words, .. } | Part::Optional(words, _) => words.len(),
                Part::Choice(choices) => choices.iter().map(|(words, _)| words.len()).max().unwrap_or(0),
                Part::Capture { .. } => 1,
            })
            .sum()
    }

    /// Whether it takes no word at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names captured.
    pub fn captures(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Capture { name, .. } => Some(name.as_str()),
            _ => None,
        })
    }

    /// Whether it has no captures, choices or optional parts: then its words are one key.
    pub fn is_plain(&self) -> bool {
        matches!(self.parts.as_slice(), [Part::Literal { .. }])
    }

    /// Whether it has a word of its own: one without fits whatever its captures do.
    pub fn has_words(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Literal { words, .. } if !words.is_empty()))
            || self.parts.iter().any(|part| matches!(part, Part::Choice(_)))
    }

    /// The words with which every match begins; empty when it can begin in several ways.
    pub fn first_words(&self) -> Vec<&str> {
        match self.parts.first() {
            Some(Part::Literal { words, .. }) => words.first().map(String::as_str).into_iter().collect(),
            Some(Part::Choice(choices)) => {
                choices.iter().filter_map(|(words, _)| words.first().map(String::as_str)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Matches at word `from` of `text`; `whole` asks that nothing is left after it.
    pub fn matches(&self, text: &str, words: &[Word], from: usize, whole: bool) -> Option<Match> {
        if words.len().saturating_sub(from) > LONGEST && whole {
            return None;
        }
        let mut found = Match::default();
        self.step(0, text, words, from, whole, &mut found).then_some(found)
    }

    fn step(
        &self,
        part: usize,
        text: &str,
        words: &[Word],
        at: usize,
        whole: bool,
        found: &mut Match,
    ) -> bool {
        let Some(current) = self.parts.get(part) else {
            found.words = at;
            return !whole || (at == words.len() && is_all(text, words));
        };
        let mut literal = |expected: &[String]| {
            starts_with(words, at, expected)
                && self.step(part + 1, text, words, at + expected.len(), whole, found)
        };
        match current {
            Part::Literal { words: expected, shown } => {
                (!expected.is_empty() || has_signs(text, words, at, shown)) && literal(expected)
            }
            Part::Choice(choices) => choices.iter().any(|(expected, _)| literal(expected)),
            Part::Optional(expected, _) => literal(expected) || literal(&[]),
            Part::Capture { pattern, .. } => {
                let longest = words.len().min(at + LONGEST);
                let depth = found.captures.len();
                for end in at + 1..=longest {
                    let range = words[at].range.start..words[end - 1].range.end;
                    let range = stretch(text, words, range, at, end, pattern.is_some());
                    if pattern.as_ref().is_some_and(|p| !whole_match(p, &text[range.clone()])) {
                        continue;
                    }
                    found.captures.truncate(depth);
                    found.captures.push((part, range));
                    if self.step(part + 1, text, words, end, whole, found) {
                        return true;
                    }
                }
                found.captures.truncate(depth);
                false
            }
        }
    }

    /// Whether the template can say these values: each capture has one, of its pattern.
    pub fn says(&self, value: &dyn Fn(&str) -> String) -> bool {
        self.parts.iter().all(|part| match part {
            Part::Capture { name, pattern } => {
                let text = value(name);
                !text.is_empty() && pattern.as_ref().is_none_or(|pattern| whole_match(pattern, &text))
            }
            _ => true,
        })
    }

    /// Prints the template, asking `value` for each capture.
    pub fn print(&self, value: &dyn Fn(&str) -> String) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Literal { shown, .. } | Part::Optional(_, shown) => out.push_str(shown),
                Part::Choice(choices) => {
                    out.push_str(choices.first().map_or("", |(_, shown)| shown.as_str()));
                }
                Part::Capture { name, .. } => out.push_str(&value(name)),
            }
        }
        domain::text::normal(&out).into_owned()
    }
}

/// A captured text keeps the signs that belong to its first and last word: an opening quote, a closing
/// bracket, and at the end of the text whatever is left. One with a pattern is only what it matches.
fn stretch(
    text: &str,
    words: &[Word],
    range: Range<usize>,
    at: usize,
    next: usize,
    strict: bool,
) -> Range<usize> {
    if strict {
        return range;
    }
    let before = at.checked_sub(1).map_or(0, |previous| words[previous].range.end);
    let start = range.start - lead(&text[before..range.start]);
    let Some(following) = words.get(next) else { return start..text.len() };
    let closing = |c: &char| matches!(c, ')' | ']' | '"' | '”' | '»' | '\'' | '’' | '.' | ';' | ',');
    let tail: usize =
        text[range.end..following.range.start].chars().take_while(closing).map(char::len_utf8).sum();
    start..range.end + tail
}

/// How many bytes at the end of a gap belong to the word after it: opening signs that touch it, and the
/// boxes of a form.
fn lead(gap: &str) -> usize {
    let opening =
        |c: char| matches!(c, '(' | '[' | '"' | '“' | '«' | '\'' | '’' | '<' | '>' | '≤' | '≥' | '=' | '+');
    let (mut taken, mut spaces) = (0, 0);
    for c in gap.chars().rev() {
        match c {
            c if spaces == 0 && opening(c) => taken += c.len_utf8(),
            '□' | '☐' | '☑' | '☒' | '■' => taken += std::mem::take(&mut spaces) + c.len_utf8(),
            ' ' => spaces += 1,
            _ => break,
        }
    }
    taken
}

/// Whether the words are all there are in the text: it may have been divided only in part.
fn is_all(text: &str, words: &[Word]) -> bool {
    let end = words.last().map_or(0, |word| word.range.end);
    text.get(end..).is_none_or(|rest| !rest.chars().any(char::is_alphanumeric))
}

/// Whether the signs of a literal without words stand between the word before and the word at `at`.
fn has_signs(text: &str, words: &[Word], at: usize, shown: &str) -> bool {
    let from = at.checked_sub(1).and_then(|last| words.get(last)).map_or(0, |word| word.range.end);
    let to = words.get(at).map_or(text.len(), |word| word.range.start);
    let sign = |c: char| if matches!(c, '–' | '—' | '−') { '-' } else { c };
    let gap: Vec<char> = text[from.min(to)..to].chars().map(sign).collect();
    shown.chars().filter(|c| !c.is_whitespace()).all(|c| gap.contains(&sign(c)))
}

fn whole_match(pattern: &Regex, text: &str) -> bool {
    pattern.find(text).is_some_and(|found| found.range() == (0..text.len()))
}

fn starts_with(words: &[Word], at: usize, expected: &[String]) -> bool {
    words
        .get(at..at + expected.len())
        .is_some_and(|slice| slice.iter().zip(expected).all(|(w, e)| w.text == *e))
}

fn enclosed(
    rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
    open: char,
    close: char,
) -> Option<String> {
    let (mut inner, mut depth) = (String::new(), 1);
    for (_, c) in rest.by_ref() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(inner);
            }
        }
        inner.push(c);
    }
    None
}

fn literal_words(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.text).collect()
}

fn push_literal(parts: &mut Vec<Part>, literal: &mut String) {
    let shown = std::mem::take(literal);
    if shown.is_empty() {
        return;
    }
    parts.push(Part::Literal { words: literal_words(&shown), shown });
}

fn special(open: char, inner: &str) -> Result<Part, String> {
    match open {
        '[' => Ok(Part::Optional(literal_words(inner), inner.to_owned())),
        '(' => {
            let choices = inner.split('|').map(|c| (literal_words(c), c.to_owned())).collect();
            Ok(Part::Choice(choices))
        }
        _ => {
            let (name, pattern) = inner.split_once('=').map_or((inner, None), |(n, p)| (n, Some(p)));
            let pattern = match (name, pattern) {
                (_, Some(pattern)) => Some(pattern.to_owned()),
                ("year", None) => Some(r"(?:19|20)\d\d".to_owned()),
                ("n", None) => Some(r"\d{1,3}|[IVXLivxl]{1,7}|[A-Za-z]".to_owned()),
                _ => None,
            };
            let pattern = pattern
                .map(|p| regex::RegexBuilder::new(&format!("^(?:{p})$")).size_limit(1 << 18).build())
                .transpose()
                .map_err(|_| format!("l'espressione di «{{{inner}}}» non è valida"))?;
            Ok(Part::Capture { name: name.trim().to_owned(), pattern })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captured(template: &str, text: &str) -> Option<Vec<(String, String)>> {
        let template = Template::parse(template).unwrap();
        let words = words(text);
        let found = template.matches(text, &words, 0, true)?;
        let pair = |(index, range): (usize, Range<usize>)| {
            (template.capture_name(index).unwrap_or_default().to_owned(), text[range].to_owned())
        };
        Some(found.captures.into_iter().map(pair).collect())
    }

    #[test]
    fn a_heading_gives_its_captures() {
        let got = captured(
            "SCHEDA AFFIDATA (AL|ALLO) {unit} ANNO {year}",
            "Scheda affidata allo STAFF B - anno 2025:",
        );
        let pairs = [("unit".to_owned(), "STAFF B".to_owned()), ("year".to_owned(), "2025".to_owned())];
        assert_eq!(got, Some(pairs.to_vec()));
    }

    #[test]
    fn a_capture_keeps_the_boxes_before_it() {
        let got = captured(
            "OBIETTIVO {years=\\d{4} ?[-–] ?\\d{4}} {scope}",
            "OBIETTIVO 2025 – 2027 □ COMUNE ☑ ALTRO",
        );
        let pairs = [("years", "2025 – 2027"), ("scope", "□ COMUNE ☑ ALTRO")];
        assert_eq!(got, Some(pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec()));
    }

    #[test]
    fn a_pattern_holds_a_capture_back() {
        assert!(captured("{code=U[A-Z]+} - {name}", "UTRIB - TRIBUTI").is_some());
        assert!(captured("{code=U[A-Z]+} - {name}", "Tributi - altro").is_none());
    }

    #[test]
    fn printing_a_template_reads_back() {
        let template = Template::parse("PIANO [OPERATIVO ]{n}° ANNUALITÀ").unwrap();
        let printed = template.print(&|_| "2".into());
        assert_eq!(printed, "PIANO OPERATIVO 2° ANNUALITÀ");
        assert_eq!(
            captured("PIANO [OPERATIVO ]{n}° ANNUALITÀ", &printed),
            Some(vec![("n".into(), "2".into())])
        );
    }
}
