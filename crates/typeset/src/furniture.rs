//! What stands above and below the text of each page.

use document::Look;

use crate::lines::{Breaks, Line, lines, width};
use crate::page::{Area, Page, Shown};
use crate::style::{self, Ink};
use crate::text::Text;
use crate::words::Words;

/// The line on which the running head stands.
const HEAD: f32 = 34.0;
/// The line on which the foot stands, from the lower edge of the paper.
const FOOT: f32 = 28.0;

/// Puts running heads and feet on pages.
pub fn furnish(pages: &mut [Page], look: &Look, title: &str, crest: bool, words: &mut Words) {
    let count = pages.len();
    for (number, page) in (1..).zip(pages) {
        let (paper, height) = page.frame().paper();
        let room = page.frame().width();
        let mut left = style::MARGIN;
        if crest {
            let y = HEAD - style::SMALL_CREST * 0.72;
            page.head_crest =
                Some(Area { x: left, y, width: style::SMALL_CREST, height: style::SMALL_CREST });
            left += style::SMALL_CREST + 5.0;
        }
        let body = one_line(&look.body, true, room * 0.45, words);
        let title = one_line(title, false, room * 0.45, words);
        let from = paper - style::MARGIN - width(&title, words) * style::SMALL_SIZE;
        page.head.extend([shown(body, left, HEAD), shown(title, from, HEAD)]);
        page.fills.push((Area { x: style::MARGIN, y: HEAD + 9.0, width: room, height: 0.5 }, Ink::Edge));
        let printed = one_line(&look.foot().unwrap_or_default(), false, room * 0.6, words);
        let page_of = one_line(&format!("Pagina {number} di {count}"), false, room * 0.4, words);
        let from = paper - style::MARGIN - width(&page_of, words) * style::SMALL_SIZE;
        let y = height - FOOT;
        page.foot.extend([shown(printed, style::MARGIN, y), shown(page_of, from, y)]);
    }
}

/// As much of a text as one line has room for.
fn one_line(text: &str, bold: bool, room: f32, words: &mut Words) -> Line {
    let text = Text::plain(text, bold, words);
    let limit = room / style::SMALL_SIZE;
    let all = lines(&text, limit, Breaks::Spaces, words);
    if all.len() < 2 {
        return all.into_iter().next().unwrap_or_default();
    }
    let more = words.id("…", bold);
    let shorter = lines(&text, limit - words.advance(more), Breaks::Spaces, words);
    shorter.first().into_iter().flatten().copied().chain([more]).collect()
}

fn shown(line: Line, x: f32, y: f32) -> Shown {
    Shown { at: (x, y), size: style::SMALL_SIZE, ink: Ink::Faint, line, part: None }
}
