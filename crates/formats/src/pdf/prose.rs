//! Lines of text -> paragraphs and headings.

use std::collections::HashMap;

use document::{Block, Paragraph};

use super::lines::{TextLine, ends_in_hyphen};
use super::rich::Rich;
use super::sheet::{Part, Ruled, Sheet};

/// What the lines of a document have in common.
pub(super) struct Setting {
    /// The size of most text.
    body: f64,
    /// Sizes of headings, the largest first.
    headings: Vec<f64>,
    /// Between base lines of a paragraph, as a part of the size.
    leading: f64,
    /// Where text begins and ends, by the width of pages.
    margins: HashMap<u32, (f64, f64)>,
    /// Where the last of their parts end, by the width of pages.
    bottoms: HashMap<u32, f64>,
    /// Words at the ends of lines are parted, not only at hyphens of their own.
    hyphenates: bool,
}

/// Sizes nearer than this are the same.
const SAME_SIZE: f64 = 0.06;
/// So much larger than most text is a heading.
pub(super) const LARGER: f64 = 1.12;

impl Setting {
    pub fn of(sheets: &[Sheet]) -> Self {
        let lines = || sheets.iter().flat_map(|sheet| sheet.lines().map(move |line| (sheet, line)));
        let mut setting = Self {
            body: body(sheets),
            headings: Vec::new(),
            leading: 1.2,
            margins: HashMap::new(),
            bottoms: HashMap::new(),
            hyphenates: false,
        };
        for (sheet, line) in lines() {
            let margin =
                setting.margins.entry(page_width(sheet)).or_insert((f64::INFINITY, f64::NEG_INFINITY));
            *margin = (margin.0.min(line.x0), margin.1.max(line.x1));
            if line.size > setting.body * LARGER
                && !setting.headings.iter().any(|size| same(*size, line.size))
            {
                setting.headings.push(line.size);
            }
        }
        setting.margins = margins(sheets);
        for sheet in sheets {
            let bottom = setting.bottoms.entry(page_width(sheet)).or_default();
            *bottom = sheet.parts.iter().map(|part| part.rect().y1).fold(*bottom, f64::max);
        }
        setting.headings.sort_by(|a, b| b.total_cmp(a));
        let mut leadings = Vec::new();
        let (mut parted, mut full) = (0, 0);
        for sheet in sheets {
            for pair in sheet.parts.windows(2) {
                let [Part::Line(line), Part::Line(next)] = pair else { continue };
                if same(line.size, next.size) && setting.is_full(line, next, sheet) {
                    leadings.push((next.y - line.y) / line.size);
                    full += 1;
                    parted += usize::from(goes_on_in_lower_case(&line.text, &next.text));
                }
            }
        }
        leadings.retain(|leading| (0.8..3.0).contains(leading));
        leadings.sort_by(f64::total_cmp);
        setting.leading = leadings.get(leadings.len() / 2).copied().unwrap_or(setting.leading);
        // Hyphens of words' own seldom meet the end of a line: more than that is hyphenation.
        setting.hyphenates = parted * 25 > full && parted > 1;
        setting
    }

    /// Where pages like this one end, above their feet.
    pub fn bottom(&self, sheet: &Sheet) -> f64 {
        self.bottoms.get(&page_width(sheet)).copied().unwrap_or_default()
    }

    /// The level of the heading that text of this size is.
    fn heading(&self, size: f64) -> Option<u8> {
        if size <= self.body * LARGER {
            return None;
        }
        let level = self.headings.iter().position(|heading| same(*heading, size))?;
        u8::try_from(level + 1).ok().map(|level| level.min(6))
    }

    /// True when the first word of the next line had no room in a line: the text goes on.
    fn is_full(&self, line: &TextLine, next: &TextLine, sheet: &Sheet) -> bool {
        let Some(&(left, right)) = self.margins.get(&page_width(sheet)) else { return false };
        let needed = next.first_word + 0.25 * line.size;
        // What is centred has half of its room at each side.
        let (before, after) = (line.x0 - left, right - line.x1);
        let centred = before > line.size && (before - after).abs() < line.size;
        let room = if centred { before + after } else { after };
        needed > room - 0.5
    }

    /// True when a line belongs to the paragraph that the one before it ends.
    fn follows(&self, line: &TextLine, next: &TextLine) -> bool {
        let step = next.y - line.y;
        same(line.size, next.size) && step > 0.0 && step <= (self.leading * 1.25 + 0.1) * line.size
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME_SIZE * a.max(b)
}

fn page_width(sheet: &Sheet) -> u32 {
    super::geometry::whole(sheet.width.round()).unwrap_or(0)
}

/// The size of most characters outside tables that are no titles; without such, of those in tables.
pub(super) fn body(sheets: &[Sheet]) -> f64 {
    // Less than one in so many is not what a document is set in.
    const FEW: usize = 50;
    let plain = |line: &&TextLine| line.text.bold.is_empty();
    let (size, count) = most(sheets.iter().flat_map(Sheet::lines).filter(plain));
    let cells = sheets.iter().flat_map(Sheet::tables).flat_map(Ruled::cells).flat_map(|cell| &cell.lines);
    let (in_tables, all) = most(cells);
    if count * FEW > all { size } else { in_tables }
}

/// The size of most characters of some lines, and how many these are.
fn most<'l>(lines: impl Iterator<Item = &'l TextLine>) -> (f64, usize) {
    let mut counts: Vec<(f64, usize)> = Vec::new();
    for line in lines {
        let length = line.text.text.len();
        match counts.iter_mut().find(|(size, _)| same(*size, line.size)) {
            Some((_, count)) => *count += length,
            None => counts.push((line.size, length)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).unwrap_or((10.0, 0))
}

/// Where text begins and ends, by the width of pages.
fn margins(sheets: &[Sheet]) -> HashMap<u32, (f64, f64)> {
    // So many lines end where the text does, if it is one that fills its lines.
    const FULL: usize = 3;
    let mut sides: HashMap<u32, (f64, Vec<f64>, f64)> = HashMap::new();
    for sheet in sheets {
        let side = sides.entry(page_width(sheet)).or_insert((f64::INFINITY, Vec::new(), 0.0));
        side.0 = sheet.parts.iter().map(|part| part.rect().x0).fold(side.0, f64::min);
        side.1.extend(sheet.lines().map(|line| line.x1));
        side.2 = sheet.width;
    }
    let margin = |(left, mut ends, width): (f64, Vec<f64>, f64)| {
        ends.sort_by(|a, b| b.total_cmp(a));
        let right = ends.first().copied().unwrap_or_default();
        let full = ends.iter().take_while(|end| right - **end < width / 50.0).count();
        // Short lines do not tell; pages mostly have the same margin at both sides.
        (left, if full >= FULL && right > 0.6 * width { right } else { right.max(width - left) })
    };
    sides.into_iter().map(|(width, side)| (width, margin(side))).collect()
}

fn goes_on_in_lower_case(line: &Rich, next: &Rich) -> bool {
    ends_in_hyphen(&line.text) && next.text.chars().next().is_some_and(char::is_lowercase)
}

/// Paragraphs under construction.
pub(super) struct Prose<'s> {
    setting: &'s Setting,
    heading: Option<u8>,
    done: Vec<Rich>,
    last: Option<TextLine>,
    /// The text that lines are added to.
    text: Rich,
}

impl<'s> Prose<'s> {
    pub fn new(setting: &'s Setting) -> Self {
        Self { setting, heading: None, done: Vec::new(), last: None, text: Rich::default() }
    }

    /// Adds a line of a page; gives the paragraph back that it ends.
    pub fn push(&mut self, line: TextLine, sheet: &Sheet) -> Option<Block> {
        let heading = self.setting.heading(line.size);
        let mut ended = None;
        match &self.last {
            Some(last) if self.setting.follows(last, &line) && heading == self.heading => {
                if self.setting.is_full(last, &line, sheet) && !begins_item(&line.text.text) {
                    self.go_on(&line);
                } else {
                    self.done.push(std::mem::take(&mut self.text));
                    self.text = line.text.clone();
                }
            }
            // A sentence goes on over the page.
            Some(last)
                if last.y > line.y
                    && same(last.size, line.size)
                    && line.text.text.starts_with(char::is_lowercase)
                    && !last.text.text.ends_with(['.', ';', ':'])
                    && self.setting.is_full(last, &line, sheet) =>
            {
                self.go_on(&line);
            }
            _ => {
                ended = self.end();
                self.heading = heading;
                self.text = line.text.clone();
            }
        }
        self.last = Some(line);
        ended
    }

    fn go_on(&mut self, line: &TextLine) {
        let slash = self.text.text.ends_with('/') && !self.text.text.ends_with(" /");
        let soft = self.last.as_ref().is_some_and(|last| last.soft || (slash && !last.spaced));
        if goes_on_in_lower_case(&self.text, &line.text) {
            if self.setting.hyphenates {
                self.text.pop();
            }
        } else if !soft {
            self.text.space();
        }
        self.text.append(&line.text);
    }

    /// Ends the paragraph.
    pub fn end(&mut self) -> Option<Block> {
        self.last = None;
        if !self.text.is_empty() {
            self.done.push(std::mem::take(&mut self.text));
        }
        let lines =
            std::mem::take(&mut self.done).into_iter().map(|text| text.into_cell(1)).collect::<Vec<_>>();
        (!lines.is_empty()).then_some(Block::Paragraph(Paragraph { heading: self.heading, lines }))
    }
}

/// True for a line that begins an item of a list.
fn begins_item(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('•' | '▪' | '■' | '◆' | '➢' | '✓' | '☐' | '☑' | '→' | '–' | '-' | '○'))
        && chars.next() == Some(' ')
}
