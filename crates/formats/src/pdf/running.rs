//! Running heads and feet, page numbers and lines of an index: what is the page's, not the text's.

use std::collections::HashMap;

use super::prose::{LARGER, body};
use super::sheet::{Part, Sheet};

/// Heads and feet stand in this part of the page, at its top and its bottom.
const ZONE: f64 = 0.16;
/// Page by page they may be so far from the same place, in points.
const SHIFT: f64 = 4.0;

/// What runs is on so many pages.
const PAGES: usize = 3;

/// Takes running heads and feet off the pages, and lines of an index.
pub(super) fn take_off(sheets: &mut [Sheet]) {
    let body = body(sheets);
    let stands_out = |part: &Part| match part {
        Part::Line(line) => line.size > body * LARGER || line.text.is_bold(),
        Part::Table(_) => true,
    };
    let mut pages: HashMap<(String, i32), Vec<usize>> = HashMap::new();
    for (index, sheet) in sheets.iter().enumerate() {
        for key in sheet.parts.iter().filter_map(|part| key(part, sheet, stands_out(part))) {
            pages.entry(key).or_default().push(index);
        }
    }
    let count = sheets.len();
    let runs = |part: &Part, sheet: &Sheet| {
        let large = stands_out(part);
        let Some((text, step)) = key(part, sheet, large) else { return false };
        if matches!(part, Part::Line(_)) && is_page_number(&text) {
            return true;
        }
        // Two pages may have the same place on both sides of a step.
        let near = (step - 1..=step + 1).filter_map(|step| pages.get(&(text.clone(), step)));
        let mut seen: Vec<usize> = near.flatten().copied().collect();
        seen.sort_unstable();
        seen.dedup();
        let (Some(first), Some(last)) = (seen.first(), seen.last()) else { return false };
        let enough = PAGES.min(count.max(2));
        // What begins a part of the document is on some pages; what runs, on one after the other. What stands
        // out as a title does must be on nearly all.
        let span = last - first + 1;
        seen.len() >= enough && if large { seen.len() * 10 >= count * 9 } else { seen.len() * 5 >= span * 2 }
    };
    for sheet in sheets {
        let index = index(&sheet.parts);
        // A page of an index was read, whatever it stands on.
        sheet.pictured &= !index.contains(&true);
        let parts = std::mem::take(&mut sheet.parts);
        let kept = parts.into_iter().zip(index).filter(|(part, index)| !index && !runs(part, sheet));
        let kept: Vec<Part> = kept.map(|(part, _)| part).collect();
        sheet.parts = kept;
    }
}

/// Which parts of a page are of an index: its lines, the lines above that they go on from, its title.
fn index(parts: &[Part]) -> Vec<bool> {
    let mut index: Vec<bool> = parts.iter().map(is_index).collect();
    let mostly = index.iter().filter(|index| **index).count() * 2 > parts.len();
    for place in (0..parts.len().saturating_sub(1)).rev() {
        let [Part::Line(line), Part::Line(next)] = &parts[place..place + 2] else { continue };
        let near = next.y - line.y < 1.6 * line.size && (next.size - line.size).abs() < 0.5;
        // Above the first line of an index stands what is none.
        let within = mostly || index[..place].iter().any(|index| *index);
        let title =
            matches!(line.text.text.to_lowercase().as_str(), "indice" | "sommario" | "indice generale");
        index[place] |= index[place + 1] && (title || (near && within));
    }
    index
}

/// What a head or foot says whatever the page, and where; `None` for what stands elsewhere.
fn key(part: &Part, sheet: &Sheet, large: bool) -> Option<(String, i32)> {
    let rect = part.rect();
    let zone = sheet.height * ZONE;
    let from_bottom = sheet.height - rect.y1;
    let place = if rect.y1 <= zone {
        rect.y0
    } else if from_bottom <= zone {
        // A place from the bottom is told from one at the top by its sign.
        -from_bottom - 1.0
    } else {
        return None;
    };
    // The title of a card that begins its page has a number of its own, and stands out.
    let text = if large && place >= 0.0 { part.text() } else { without_numbers(&part.text()) };
    #[allow(clippy::cast_possible_truncation, reason = "a place on a page is a small number")]
    Some((text, (place / SHIFT).floor() as i32))
}

/// A text with `#` for each number.
fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// True for what is but the number of a page: `#`, `- # -`, `Pagina # di #`, `pag. #/#`.
fn is_page_number(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '.' | '/' | '|' | ',' | ':'))
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        ["pagina" | "pag" | "page" | "pg" | "p", "#"]
        | ["pagina" | "pag" | "page" | "pg" | "p", "#", "#"]
        | ["pagina" | "pag" | "page" | "pg" | "p", "#", "di" | "of" | "a" | "su", "#"]
        | ["#", "di" | "of" | "su", "#"] => true,
        ["#"] => !text.contains(['.', ',', ':']),
        ["#", "#"] => text.contains('/'),
        _ => false,
    }
}

/// True for a line of an index: a title, leaders, the number of a page.
fn is_index(part: &Part) -> bool {
    let Part::Line(line) = part else { return false };
    let text = line.text.text.trim_end_matches(|c: char| c.is_ascii_digit());
    if text.len() == line.text.text.len() {
        return false;
    }
    let leaders =
        text.chars().rev().take_while(|c| matches!(c, '.' | '…' | '·' | ' ' | '_')).filter(|c| *c != ' ');
    leaders.map(|c| if c == '…' { 3 } else { 1 }).sum::<usize>() >= 4
}

#[cfg(test)]
mod tests {
    use super::super::lines::TextLine;
    use super::super::rich::Rich;
    use super::*;

    fn line(text: &str, y: f64) -> Part {
        let mut rich = Rich::default();
        rich.push(text, false);
        Part::Line(TextLine { text: rich, y, size: 10.0, x1: 100.0, ..TextLine::default() })
    }

    fn kept(pages: &[&[(&str, f64)]]) -> Vec<String> {
        let sheet = |parts: &&[(&str, f64)]| Sheet {
            width: 600.0,
            height: 800.0,
            parts: parts.iter().map(|(text, y)| line(text, *y)).collect(),
            pictured: false,
        };
        let mut sheets: Vec<Sheet> = pages.iter().map(sheet).collect();
        take_off(&mut sheets);
        sheets.iter().flat_map(|sheet| &sheet.parts).map(Part::text).collect()
    }

    #[test]
    fn heads_and_feet_go() {
        let page = |number: usize| -> Vec<(&str, f64)> {
            vec![
                ("Piano 2026", 40.0),
                (["uno", "due", "tre"][number], 300.0),
                (["1", "2", "3"][number], 780.0),
            ]
        };
        let pages: Vec<Vec<_>> = (0..3).map(page).collect();
        let pages: Vec<&[(&str, f64)]> = pages.iter().map(Vec::as_slice).collect();
        assert_eq!(kept(&pages), ["uno", "due", "tre"]);
        // The same words elsewhere are text, and on one page all but numbers is.
        assert_eq!(kept(&[&[("Piano 2026", 40.0), ("Pagina 1 di 3", 780.0)]]), ["Piano 2026"]);
        assert_eq!(kept(&[&[("x", 300.0)], &[("x", 300.0)], &[("x", 300.0)]]), ["x", "x", "x"]);
    }

    #[test]
    fn lines_of_an_index() {
        let texts =
            ["Premessa ........ 3", "Area 1 . . . . . 12", "Totale 100", "Da definire ....", "1.2.3.4"];
        let page: Vec<(&str, f64)> = texts.iter().map(|text| (*text, 300.0)).collect();
        assert_eq!(kept(&[&page]), texts[2..]);
    }

    #[test]
    fn titles_of_an_index_and_lines_that_go_on() {
        let page = [
            ("Indice", 60.0),
            ("Uno .... 1", 80.0),
            ("Due che", 92.0),
            ("va a capo .... 2", 104.0),
            ("Premessa", 150.0),
        ];
        assert_eq!(kept(&[&page]), ["Premessa"]);
    }

    #[test]
    fn numbers_of_pages() {
        for text in ["#", "- # -", "pag. #", "Pagina # di #", "Pag. #/#", "# ", "# / #", "# di #"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["#.#", "#,#", "Pagina", "Area #", "# #", "#%"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
