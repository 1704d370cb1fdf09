//! The index at the beginning.

use crate::compose::{Composer, Heading};
use crate::flow::Spot;
use crate::item::{Item, Passage, Reference, Type, What};
use crate::lines::{Breaks, lines, width};
use crate::page::Frame;
use crate::style::{self, Ink};
use crate::text::Text;
use crate::tree::{Kind, Part};
use crate::units::{length, times};

/// Room for the number of a page and what parts it from the text.
const NUMBER: f32 = 42.0;
/// Between the dots and what stands on either side.
const BLANK: f32 = 4.0;

const TITLE: Type = Type { size: 15.0, leading: style::HEADING_LEADING, ink: Ink::Title };
const ENTRY: Type = Type { size: style::TEXT_SIZE, leading: style::TEXT_LEADING, ink: Ink::Text };

/// The place of the index in the structure. It is taken before that of the text.
#[derive(Clone, Copy)]
pub struct Contents {
    title: Part,
    list: Part,
}

impl Contents {
    /// Takes the place.
    pub fn new(composer: &mut Composer) -> Self {
        let title = composer.tree.root(Kind::Heading(1, "Indice".to_owned()));
        Self { title, list: composer.tree.root(Kind::Contents) }
    }

    /// The headings with their pages, when all are known.
    pub fn entries(self, composer: &mut Composer) -> Vec<Part> {
        let count = composer.headings.len();
        let tree = &mut composer.tree;
        let mut entry = || {
            let entry = tree.part(self.list, Kind::Entry);
            let reference = tree.part(entry, Kind::Reference);
            tree.part(reference, Kind::Link)
        };
        (0..count).map(|_| entry()).collect()
    }

    /// The index; `spots` says where the headings stand, on pages counted from `first`.
    pub fn items(
        self,
        composer: &mut Composer,
        entries: &[Part],
        spots: &[Spot],
        first: usize,
        frame: Frame,
    ) -> Vec<Item> {
        let title = Text::plain("Indice", true, &mut composer.words);
        let title = lines(&title, frame.width() / TITLE.size, Breaks::Spaces, &mut composer.words);
        let mut items = vec![item(title, TITLE, 18.0, 0.0, self.title, None)];
        let headings = composer.headings.clone();
        for (number, part) in (0..).zip(entries) {
            let page = spots.get(number).map_or(0, |spot| spot.page) + first;
            items.push(entry(composer, &headings[number], number, page, *part, frame));
        }
        items
    }
}

fn entry(
    composer: &mut Composer,
    heading: &Heading,
    number: usize,
    page: usize,
    part: Part,
    frame: Frame,
) -> Item {
    let words = &mut composer.words;
    let indent = length(usize::from(heading.level.saturating_sub(1))) * 12.0;
    let room = frame.width() - indent;
    let text = Text::plain(&heading.text, false, words);
    let size = ENTRY.size;
    let mut said = lines(&text, (room - NUMBER) / size, Breaks::Spaces, words);
    let page = [words.id(&page.to_string(), false)];
    let page_width = width(&page, words) * size;
    let filled = said.last().map_or(0.0, |line| width(line, words)) * size;
    let dot = words.id(".", false);
    let dot = words.advance(dot) * size;
    let count = times(room - filled - page_width - 2.0 * BLANK, dot);
    let dots = (count > 2).then(|| {
        let dots = [words.id(&".".repeat(count), false)];
        let wide = width(&dots, words) * size + BLANK;
        (dots.as_slice().into(), wide)
    });
    // Read on, the number is a word of its own.
    let space = words.id(" ", false);
    if let Some(last) = said.last_mut() {
        *last = last.iter().copied().chain([space]).collect();
    }
    let reference = Reference { heading: number, number: (page.as_slice().into(), page_width), dots, part };
    item(said, ENTRY, 0.0, indent, part, Some(reference))
}

fn item(
    lines: Vec<crate::lines::Line>,
    look: Type,
    gap: f32,
    indent: f32,
    part: Part,
    reference: Option<Reference>,
) -> Item {
    let keeps = reference.is_none();
    Item { gap, keeps, what: What::Lines(Passage { lines, look, indent, part, heading: None, reference }) }
}
