//! Templates: what a label or a line of a form says, readable and printable.
//!
//! `SCHEDA {objective.code} (DEL|DELLA) {objective.unit} [- ]ANNO {year}` is literal text with
//! captures in braces, alternatives in parentheses (the first is printed) and optional text in
//! square brackets; brackets that hold captures are read when they are there and printed when they have
//! their values. Literal text is compared by words: case, accents, spaces and punctuation do not
//! count. `{name=REGEX}` captures only what the expression matches; `\` takes the special meaning
//! away from the next character.

use std::collections::HashSet;
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
    /// The parts after it, up to part number `end`, may be missing: brackets that hold captures.
    Maybe {
        /// The part after the group.
        end: usize,
    },
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
    /// It has so many captures that a search remembers what leads nowhere.
    wide: bool,
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
        Self::push_parts(&mut parts, source)?;
        if parts.is_empty() {
            return Err("un'etichetta non può essere vuota".into());
        }
        let wide = parts.iter().filter(|part| matches!(part, Part::Capture { .. })).count() > 2;
        Ok(Self { parts, source: source.to_owned(), key: crate::words::key(source), wide })
    }

    /// Reads the parts of a text, the inner parts of its brackets included.
    fn push_parts(parts: &mut Vec<Part>, source: &str) -> Result<(), String> {
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
            push_literal(parts, &mut literal);
            if c == '[' && inner.contains('{') {
                let at = parts.len();
                parts.push(Part::Maybe { end: at });
                Self::push_parts(parts, &inner)?;
                parts[at] = Part::Maybe { end: parts.len() };
            } else {
                parts.push(special(c, &inner)?);
            }
        }
        push_literal(parts, &mut literal);
        Ok(())
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
                Part::Maybe { .. } => 0,
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
        let until = self.parts.len();
        let mut search = Search { text, words, whole, until, found: Match::default(), dead: HashSet::new() };
        self.step(0, from, &mut search).then_some(search.found)
    }

    /// Whether a text begins as every match does that is told by its beginning: the words, and the captures
    /// with an expression, before the first capture without one; false for a template that has none.
    pub fn begins(&self, text: &str, words: &[Word]) -> bool {
        let until = self.beginning().len();
        let mut search =
            Search { text, words, whole: false, until, found: Match::default(), dead: HashSet::new() };
        until > 0 && self.step(0, 0, &mut search)
    }

    /// Whether its beginning tells it; see [`Self::begins`].
    pub fn has_beginning(&self) -> bool {
        !self.beginning().is_empty()
    }

    /// The parts that tell its beginning.
    fn beginning(&self) -> &[Part] {
        let capture = |part: &Part| matches!(part, Part::Capture { .. } | Part::Maybe { .. });
        let told = |part: &Part| match part {
            Part::Literal { shown, .. } => !shown.trim().is_empty(),
            part => matches!(part, Part::Choice(_) | Part::Capture { pattern: Some(_), .. }),
        };
        // Words before the first capture are enough; without words that capture must tell it.
        let first = self.parts.iter().position(capture).unwrap_or(self.parts.len());
        let words_tell = self.parts[..first].iter().any(told);
        let second = self.parts.iter().skip(first + 1).position(capture);
        let next = second.map_or(self.parts.len(), |second| first + 1 + second);
        let head = if words_tell || !self.parts.get(first).is_some_and(told) { first } else { next };
        let said = self.parts[..head].iter().any(told);
        if said { &self.parts[..head] } else { &[] }
    }

    fn step(&self, part: usize, at: usize, search: &mut Search<'_>) -> bool {
        let (text, words) = (search.text, search.words);
        let Some(current) = self.parts.get(part).filter(|_| part < search.until) else {
            search.found.words = at;
            return !search.whole || (at == words.len() && is_all(text, words));
        };
        let mut literal = |expected: &[String]| {
            starts_with(words, at, expected) && self.step(part + 1, at + expected.len(), search)
        };
        match current {
            Part::Literal { words: expected, shown } => {
                (!expected.is_empty() || has_signs(text, words, at, shown)) && literal(expected)
            }
            Part::Choice(choices) => choices.iter().any(|(expected, _)| literal(expected)),
            Part::Optional(expected, _) => literal(expected) || literal(&[]),
            Part::Maybe { end } => {
                let depth = search.found.captures.len();
                self.step(part + 1, at, search) || {
                    search.found.captures.truncate(depth);
                    self.step(*end, at, search)
                }
            }
            Part::Capture { pattern, .. } => {
                // What a part can take from a word on does not depend on what stood before it.
                if self.wide && search.dead.contains(&(part, at)) {
                    return false;
                }
                let longest = words.len().min(at + LONGEST);
                let depth = search.found.captures.len();
                for end in at + 1..=longest {
                    let range = words[at].range.start..words[end - 1].range.end;
                    let range = stretch(text, words, range, at, end, pattern.as_ref());
                    let range = self.before_sign(part + 1, text, range, words[end - 1].range.end);
                    let range = self.after_sign(part, text, range);
                    if pattern.as_ref().is_some_and(|p| !whole_match(p, &text[range.clone()])) {
                        continue;
                    }
                    search.found.captures.truncate(depth);
                    search.found.captures.push((part, range));
                    if self.step(part + 1, end, search) {
                        return true;
                    }
                }
                search.found.captures.truncate(depth);
                self.wide.then(|| search.dead.insert((part, at)));
                false
            }
        }
    }

    /// A captured text begins after the sign with which the literal before it ends: `=` in `{a} = {b}`.
    fn after_sign(&self, part: usize, text: &str, range: Range<usize>) -> Range<usize> {
        let before = part.checked_sub(1).and_then(|before| self.parts.get(before));
        let sign = match before {
            Some(Part::Literal { shown, .. }) => shown.trim_end().chars().next_back(),
            _ => None,
        };
        let rest = sign.and_then(|sign| text[range.clone()].strip_prefix(sign)).map(str::trim_start);
        rest.filter(|rest| !rest.is_empty()).map_or(range.clone(), |rest| range.end - rest.len()..range.end)
    }

    /// A captured text ends before the sign with which the next literal begins: `;` in `{a}; {b}`.
    fn before_sign(&self, next: usize, text: &str, range: Range<usize>, word: usize) -> Range<usize> {
        let sign = self.parts.get(next..).into_iter().flatten().find_map(|part| match part {
            Part::Maybe { .. } => None,
            Part::Literal { shown, .. } => Some(shown.trim_start().chars().next()),
            _ => Some(None),
        });
        let Some(sign) = sign.flatten().filter(|sign| !sign.is_alphanumeric()) else { return range };
        let cut = text.get(word..range.end).and_then(|tail| tail.find(sign));
        cut.map_or(range.clone(), |cut| range.start..word + cut)
    }

    /// Whether the template can say these values: each capture has one, of its pattern.
    pub fn says(&self, value: &dyn Fn(&str) -> String) -> bool {
        self.has_all(0, self.parts.len(), value)
    }

    /// Whether the parts `from..to` have all they print, brackets with captures apart.
    fn has_all(&self, from: usize, to: usize, value: &dyn Fn(&str) -> String) -> bool {
        let mut at = from;
        while at < to {
            at = match &self.parts[at] {
                Part::Maybe { end } => *end,
                part if says(part, value) => at + 1,
                _ => return false,
            };
        }
        true
    }

    /// Whether it prints a capture, given these values: one in brackets only when all in them have one.
    pub fn prints(&self, name: &str, value: &dyn Fn(&str) -> String) -> bool {
        self.printed(value).any(|part| matches!(part, Part::Capture { name: own, .. } if own == name))
    }

    /// The parts that are printed: brackets with captures only when all of them have a value.
    fn printed<'t>(&'t self, value: &'t dyn Fn(&str) -> String) -> impl Iterator<Item = &'t Part> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(Part::Maybe { end }) = self.parts.get(at) {
                at = if self.has_all(at + 1, *end, value) { at + 1 } else { *end };
            }
            at += 1;
            self.parts.get(at - 1)
        })
    }

    /// Prints the template, asking `value` for each capture.
    pub fn print(&self, value: &dyn Fn(&str) -> String) -> String {
        let mut out = String::new();
        for part in self.printed(value) {
            match part {
                Part::Literal { shown, .. } | Part::Optional(_, shown) => out.push_str(shown),
                Part::Choice(choices) => {
                    out.push_str(choices.first().map_or("", |(_, shown)| shown.as_str()));
                }
                Part::Capture { name, .. } => out.push_str(&value(name)),
                Part::Maybe { .. } => {}
            }
        }
        domain::text::normal(&out).into_owned()
    }
}

/// The search for a match.
struct Search<'s> {
    text: &'s str,
    words: &'s [Word],
    whole: bool,
    /// How many parts are matched.
    until: usize,
    found: Match,
    /// Captures that lead to no match from a word on: each is tried once.
    dead: HashSet<(usize, usize)>,
}

/// Whether a part has all it prints: a capture wants a value that is one of its own.
fn says(part: &Part, value: &dyn Fn(&str) -> String) -> bool {
    let Part::Capture { name, pattern } = part else { return true };
    let text = value(name);
    !text.is_empty() && pattern.as_ref().is_none_or(|pattern| whole_match(pattern, &text))
}

/// A captured text keeps the signs that belong to its first and last word: an opening quote, a closing
/// bracket, and at the end of the text whatever is left. One with a pattern is only what it matches, with a
/// sign of comparison before it.
fn stretch(
    text: &str,
    words: &[Word],
    range: Range<usize>,
    at: usize,
    next: usize,
    pattern: Option<&Regex>,
) -> Range<usize> {
    let before = at.checked_sub(1).map_or(0, |previous| words[previous].range.end);
    let gap = &text[before..range.start];
    let start = range.start - lead(gap);
    if let Some(pattern) = pattern {
        // A sign of comparison is part of the value when the expression takes it: `≥ 20%`.
        let compares = gap.contains(['<', '>', '≤', '≥']) && whole_match(pattern, &text[start..range.end]);
        return if compares { start..range.end } else { range };
    }
    let Some(following) = words.get(next) else { return start..text.len() };
    let closing = |c: &char| matches!(c, ')' | ']' | '"' | '”' | '»' | '\'' | '’' | '.' | ';' | ',');
    let tail: usize =
        text[range.end..following.range.start].chars().take_while(closing).map(char::len_utf8).sum();
    start..range.end + tail
}

/// How many bytes at the end of a gap belong to the word after it: opening signs that touch it, boxes of a
/// form and signs of comparison.
fn lead(gap: &str) -> usize {
    let opening =
        |c: char| matches!(c, '(' | '[' | '"' | '“' | '«' | '\'' | '’' | '<' | '>' | '≤' | '≥' | '=' | '+');
    let (mut taken, mut spaces) = (0, 0);
    for c in gap.chars().rev() {
        match c {
            c if spaces == 0 && opening(c) => taken += c.len_utf8(),
            '□' | '☐' | '☑' | '☒' | '■' | '≤' | '≥' | '<' | '>' => {
                taken += std::mem::take(&mut spaces) + c.len_utf8();
            }
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
    fn brackets_with_captures_may_be_missing() {
        let template = "- {text}; target: {target}[; fonte: {source}[ ({year})]]";
        let pairs = |pairs: &[(&str, &str)]| -> Option<Vec<(String, String)>> {
            Some(pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
        };
        let whole = [("text", "Ore"), ("target", "4"), ("source", "registro"), ("year", "2025")];
        assert_eq!(captured(template, "- Ore; target: 4; fonte: registro (2025)"), pairs(&whole));
        assert_eq!(captured(template, "- Ore; target: 4; fonte: registro"), pairs(&whole[..3]));
        assert_eq!(captured(template, "- Ore; target: 4"), pairs(&whole[..2]));
        let said = |name: &str| match name {
            "text" => "Ore".to_owned(),
            "target" => "4".to_owned(),
            _ => String::new(),
        };
        let template = Template::parse(template).unwrap();
        assert!(template.says(&said));
        assert_eq!(template.print(&said), "- Ore; target: 4");
    }

    #[test]
    fn a_capture_keeps_the_sign_of_comparison() {
        let value = |template: &str, text: &str| captured(template, text).map(|c| c[0].1.clone());
        assert_eq!(value("target: {t}", "target: ≥ 20%").as_deref(), Some("≥ 20%"));
        assert_eq!(value("target: {t=[^;]+}", "target: ≥ 20%").as_deref(), Some("≥ 20%"));
        assert_eq!(value("target > {t}", "target > 20%").as_deref(), Some("20%"));
    }

    #[test]
    fn a_beginning_tells_a_template() {
        let begins =
            |template: &str, text: &str| Template::parse(template).unwrap().begins(text, &words(text));
        assert!(begins("{n=[a-z]}) {text} entro il {end}", "b) Proposta alla"));
        assert!(!begins("{n=[a-z]}) {text} entro il {end}", "Proposta alla"));
        assert!(!begins("{text} entro il {end}", "Proposta alla"));
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
