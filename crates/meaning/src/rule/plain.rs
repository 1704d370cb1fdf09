//! A rule text as people see it: without tags and entities, words and numbers apart.

use domain::text::{folded, normal};

/// Tags that editors of web forms leave in a text; `<x>` is no tag but two comparisons.
const TAGS: &str = "p br b i u em strong span div ul ol li table tbody tr td th font sup sub h1 h2 h3 h4";

const ENTITIES: [(&str, char); 20] = [
    ("nbsp", ' '),
    ("lt", '<'),
    ("gt", '>'),
    ("le", '≤'),
    ("ge", '≥'),
    ("amp", '&'),
    ("quot", '"'),
    ("#39", '\''),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("bull", '•'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("euro", '€'),
    ("deg", '°'),
    ("agrave", 'à'),
    ("egrave", 'è'),
    ("igrave", 'ì'),
    ("ograve", 'ò'),
    ("ugrave", 'ù'),
];

/// Words that are often written together with the number after them: `fino a30gg`.
const GLUED: &str = "a ad al da dal di oltre fino entro gg n max";

/// Longest tag or entity that is looked for, so that a text of `<` takes no longer than any other.
const LONGEST_MARK: usize = 120;

/// The text without marks, in normal form.
pub(super) fn plain(text: &str) -> String {
    let text = without_entities(&without_tags(text));
    normal(&parted(&text)).into_owned()
}

fn without_tags(text: &str) -> String {
    replaced(text, '<', |rest| {
        let length = rest.bytes().take(LONGEST_MARK).position(|byte| byte == b'>')?;
        let inside = rest.get(1..length)?.trim_start_matches('/');
        let name: String = inside.chars().take_while(char::is_ascii_alphanumeric).collect();
        let known = TAGS.split(' ').any(|tag| tag.eq_ignore_ascii_case(&name));
        known.then_some((length + 1, ' '))
    })
}

fn without_entities(text: &str) -> String {
    replaced(text, '&', |rest| {
        ENTITIES.iter().find_map(|(name, sign)| {
            let after = rest.get(1..)?.strip_prefix(name)?;
            after.starts_with(';').then_some((name.len() + 2, *sign))
        })
    })
}

/// The text with what begins with a sign replaced where `found` gives its length and what stands for it.
fn replaced(text: &str, sign: char, found: impl Fn(&str) -> Option<(usize, char)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(sign) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (length, stands) = found(from).unwrap_or((sign.len_utf8(), sign));
        out.push(stands);
        rest = from.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Whether a word is one of [`GLUED`].
fn is_glued(word: &str) -> bool {
    if word.is_empty() {
        return false;
    }
    let folded = folded(word);
    GLUED.split(' ').any(|glued| glued == folded)
}

/// The text with a space between a word of [`GLUED`] and its number.
fn parted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut word = String::new();
    let mut signs = text.chars().skip(1);
    for c in text.chars() {
        let next = signs.next();
        // *+10%*: more is what a number says without it.
        if c == '+' && next.is_some_and(|next| next.is_ascii_digit()) && !out.ends_with(char::is_alphanumeric)
        {
            continue;
        }
        if c.is_ascii_digit() && is_glued(&word) {
            out.push(' ');
        }
        if c.is_alphanumeric() {
            // Longer words are none of the list.
            if word.len() < 16 {
                word.push(c);
            }
        } else {
            word.clear();
        }
        out.push(c);
    }
    out
}
