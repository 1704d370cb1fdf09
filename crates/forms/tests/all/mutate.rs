//! Damage to documents and to method files, as the world and the devil do it.

use super::seed::Seed;

/// Bits of text that a reader could stumble over.
const BITS: &[&str] = &[
    "<table><tr><td>",
    "</td></tr></table>",
    "<b>",
    "</i>",
    "<!--",
    "&#x110000;",
    "&amp;amp;",
    "**",
    "\\",
    "\t",
    "\t\t\t",
    "# ",
    "---\t---",
    "☐",
    "\u{FEFF}",
    "\u{202E}",
    "e\u{301}\u{301}",
    "99999999999999999999",
    "31/02/2025",
    "100/0%",
    "-1",
    "1e309",
    "%",
    "0,0,0",
    "…",
    "\u{1F600}",
    "IIIIII",
    "[Annotazione]",
    "1.1.1.1.1.1.1.1",
];

/// Damages a document.
pub fn document(bytes: &[u8], seed: &mut Seed) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=seed.below(4) {
        bytes = match seed.below(12) {
            0 => truncated(bytes, seed),
            1 => shuffled_cells(&bytes, seed),
            2 | 3 => lines(&bytes, seed),
            4 => random_bytes(bytes, seed),
            5 => nested(bytes, seed),
            6 => long_line(bytes, seed),
            7 => tabs(bytes, seed),
            _ => bits(bytes, seed),
        };
    }
    bytes
}

/// Damages a method file.
pub fn method(text: &str, seed: &mut Seed) -> String {
    let mut text = text.to_owned();
    for _ in 0..=seed.below(3) {
        text = match seed.below(5) {
            0 => String::from_utf8_lossy(&truncated(text.into_bytes(), seed)).into_owned(),
            1 => String::from_utf8_lossy(&lines(text.as_bytes(), seed)).into_owned(),
            2 => String::from_utf8_lossy(&bits(text.into_bytes(), seed)).into_owned(),
            3 => swapped_strings(&text, seed),
            _ => other_value(&text, seed),
        };
    }
    text
}

fn truncated(mut bytes: Vec<u8>, seed: &mut Seed) -> Vec<u8> {
    let at = seed.below(bytes.len());
    if seed.once_in(2) {
        bytes.truncate(at);
        return bytes;
    }
    bytes.split_off(at)
}

/// The cells of some lines change places.
fn shuffled_cells(bytes: &[u8], seed: &mut Seed) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let shuffled = text.split('\n').map(|line| {
        let mut cells: Vec<&str> = line.split('\t').collect();
        if cells.len() > 1 && seed.once_in(8) {
            let (a, b) = (seed.below(cells.len()), seed.below(cells.len()));
            cells.swap(a, b);
        }
        cells.join("\t")
    });
    shuffled.collect::<Vec<_>>().join("\n").into_bytes()
}

/// Lines are doubled, taken away, moved, joined.
fn lines(bytes: &[u8], seed: &mut Seed) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    for _ in 0..=seed.below(10) {
        let (at, other) = (seed.below(lines.len()), seed.below(lines.len()));
        match seed.below(4) {
            0 => lines.insert(at, lines[other]),
            1 if lines.len() > 1 => drop(lines.remove(at)),
            2 => lines.swap(at, other),
            _ => lines.insert(at, b""),
        }
    }
    lines.join(&b'\n')
}

fn random_bytes(mut bytes: Vec<u8>, seed: &mut Seed) -> Vec<u8> {
    for _ in 0..=seed.below(30) {
        let at = seed.below(bytes.len());
        // Zero would make the whole document unreadable.
        let byte = u8::try_from(1 + seed.below(255)).unwrap_or(b'?');
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
    }
    bytes
}

/// Tables in tables, or tags in tags.
fn nested(bytes: Vec<u8>, seed: &mut Seed) -> Vec<u8> {
    let depth = 1 + seed.below(3_000);
    let (open, close) = match seed.below(4) {
        0 => ("<table><tr><td>", "</td></tr></table>"),
        1 => ("<b><i>", "</i></b>"),
        2 => ("<table>", ""),
        _ => ("**__", "__**"),
    };
    inserted(bytes, &format!("{}dentro{}", open.repeat(depth), close.repeat(depth)), seed)
}

/// A line of up to a megabyte.
fn long_line(bytes: Vec<u8>, seed: &mut Seed) -> Vec<u8> {
    if !seed.once_in(4) {
        return bits(bytes, seed);
    }
    let bit = ["parola ", "x", "1\t", "\t", "N° 1 Peso 5% ", "<b>x</b> ", "- "][seed.below(7)];
    inserted(bytes, &bit.repeat(seed.below(1 << 20) / bit.len()), seed)
}

/// Tabs come and go.
fn tabs(mut bytes: Vec<u8>, seed: &mut Seed) -> Vec<u8> {
    for _ in 0..=seed.below(10) {
        let at = seed.below(bytes.len());
        match bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\t')) {
            Some(tab) if seed.once_in(2) => drop(bytes.remove(at + tab)),
            _ => bytes.insert(at.min(bytes.len()), b'\t'),
        }
    }
    bytes
}

fn bits(mut bytes: Vec<u8>, seed: &mut Seed) -> Vec<u8> {
    for _ in 0..=seed.below(20) {
        let bit = seed.pick(BITS).copied().unwrap_or_default();
        bytes = inserted(bytes, bit, seed);
    }
    bytes
}

fn inserted(mut bytes: Vec<u8>, text: &str, seed: &mut Seed) -> Vec<u8> {
    let at = seed.below(bytes.len() + 1);
    bytes.splice(at..at, text.bytes());
    bytes
}

/// Two of the texts of a method change places.
fn swapped_strings(text: &str, seed: &mut Seed) -> String {
    let mut parts: Vec<&str> = text.split('"').collect();
    let strings = parts.len() / 2;
    let (a, b) = (2 * seed.below(strings) + 1, 2 * seed.below(strings) + 1);
    if a.max(b) < parts.len() {
        parts.swap(a, b);
    }
    parts.join("\"")
}

/// One of the texts of a method becomes another one.
fn other_value(text: &str, seed: &mut Seed) -> String {
    const VALUES: &[&str] = &[
        "",
        "{",
        "[",
        "(a|b",
        "{objective.title}",
        "{_}",
        "{_=.*}",
        "[a ][b ][c ]",
        "objective.title",
        "phase.months",
        "node:x.code",
        "a.b.c.{d}",
        "months",
        "years",
        "1..9999",
        "percent",
        "mark",
        "(a+)+$",
        "☃",
        "X",
        "-",
        "1",
    ];
    let mut parts: Vec<&str> = text.split('"').collect();
    let at = 2 * seed.below(parts.len() / 2) + 1;
    if at < parts.len() {
        parts[at] = seed.pick(VALUES).copied().unwrap_or_default();
    }
    parts.join("\"")
}
