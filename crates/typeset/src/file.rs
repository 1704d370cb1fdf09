//! A document as a file.

use document::{Block, Crest, Document, Look};
use jiff::civil::Date;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};

use crate::compose::{Composer, Heading, shortened};
use crate::contents::Contents;
use crate::ends::told_apart;
use crate::fault::Fault;
use crate::flow::{Flow, Spot};
use crate::furniture::furnish;
use crate::page::{Frame, Page};
use crate::paint::Painter;
use crate::style;

const LANGUAGE: &str = "it-IT";

/// Sets a document on A4 pages and writes them as a PDF.
///
/// The file keeps to PDF/A-2a and PDF/UA-1, and the same input gives the same bytes.
///
/// # Errors
///
/// When the coat of arms is no usable PNG, or the document is larger than a PDF can be.
pub fn pdf(document: &Document, look: &Look) -> Result<Vec<u8>, Fault> {
    let crest = look.crest.as_ref().map(picture).transpose()?;
    let title = title(document, look);
    let mut composer = Composer::default();
    let (mut pages, spots) = laid_out(&mut composer, document, look);
    furnish(&mut pages, look, &title, crest.is_some(), &mut composer.words);
    let mut file = krilla::Document::new_with(settings()?);
    let mut painter = Painter {
        words: &composer.words,
        tree: &mut composer.tree,
        crest: crest.as_ref(),
        headings: &composer.headings,
        spots: &spots,
    };
    for page in pages {
        painter.page(&mut file, &page);
    }
    file.set_outline(outline(&composer.headings, &spots));
    file.set_tag_tree(composer.tree.into_tags(LANGUAGE));
    file.set_metadata(metadata(look, &title));
    Ok(told_apart(file.finish()?))
}

/// The pages, and where the headings stand on them.
fn laid_out(composer: &mut Composer, document: &Document, look: &Look) -> (Vec<Page>, Vec<Spot>) {
    let upright = Frame { landscape: false };
    let first = first(&document.blocks);
    let contents = (look.contents && document.blocks.iter().any(is_heading)).then(|| Contents::new(composer));
    let mut flow = Flow::new(first);
    composer.blocks(document, &mut flow, first);
    let (body, spots) = flow.finish();
    let Some(contents) = contents else { return (body, spots) };
    let entries = contents.entries(composer);
    let mut front = |first: usize| {
        let items = contents.items(composer, &entries, &spots, first, upright);
        let mut flow = Flow::new(upright);
        flow.put(&items);
        flow.finish().0
    };
    // How many pages the index takes does not depend on the numbers in it.
    let before = front(1).len();
    let mut pages = front(before + 1);
    pages.extend(body);
    (pages, spots.iter().map(|spot| Spot { page: spot.page + before, ..*spot }).collect())
}

/// The page on which the text begins.
fn first(blocks: &[Block]) -> Frame {
    match blocks.first() {
        Some(Block::Page(page)) => Frame { landscape: page.landscape },
        _ => Frame { landscape: false },
    }
}

fn is_heading(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => {
            paragraph.heading.is_some() && paragraph.lines.iter().any(|line| !line.text.trim().is_empty())
        }
        _ => false,
    }
}

/// The title of the document; it must have one.
fn title(document: &Document, look: &Look) -> String {
    let choice = [look.title.trim(), document.name.trim(), "Documento"];
    choice.into_iter().find(|title| !title.is_empty()).unwrap_or_default().to_owned()
}

fn settings() -> Result<SerializeSettings, Fault> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| Fault::Other(format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

fn metadata(look: &Look, title: &str) -> Metadata {
    let body = shortened(&look.body);
    Metadata::new()
        .title(shortened(title))
        .authors(if body.is_empty() { Vec::new() } else { vec![body] })
        .language(LANGUAGE.to_owned())
        .creator("Traguardo".to_owned())
        .creation_date(created(look.day))
        .text_direction(TextDirection::LeftToRight)
}

/// When the file was made. A file for keeping must say it and no clock may be asked: without a day it is the first
/// of 1970, by which such dates are known.
fn created(day: Option<Date>) -> DateTime {
    let day = day.unwrap_or(jiff::civil::date(1970, 1, 1));
    let number = |value: i8| u8::try_from(value).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1970);
    DateTime::new(year).month(number(day.month())).day(number(day.day())).hour(0).minute(0).second(0)
}

/// The coat of arms, if it is a picture that may be put on each page.
fn picture(crest: &Crest) -> Result<Image, Fault> {
    const LARGEST: u64 = 16_000_000;
    // Its size is known before it is unpacked.
    let side = |at: usize| crest.png.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    match side(16).zip(side(20)).map(|(width, height)| u64::from(width) * u64::from(height)) {
        None | Some(0) => Err(Fault::Crest("vuota".to_owned())),
        Some(1..=LARGEST) => Image::from_png(crest.png.clone().into(), false).map_err(Fault::Crest),
        Some(_) => Err(Fault::Crest("troppo grande".to_owned())),
    }
}

/// The headings as bookmarks, each below the one that it belongs to.
fn outline(headings: &[Heading], spots: &[Spot]) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u16, OutlineNode)> = Vec::new();
    for (heading, spot) in headings.iter().zip(spots) {
        close(&mut open, heading.level, &mut outline);
        let place = XyzDestination::new(spot.page, Point::from_xy(style::MARGIN, spot.y));
        let node = OutlineNode::new(heading.text.clone(), place).with_open(heading.level == 1);
        open.push((heading.level, node));
    }
    close(&mut open, 0, &mut outline);
    outline
}

/// Ends the bookmarks that nothing of a level can belong to.
fn close(open: &mut Vec<(u16, OutlineNode)>, level: u16, outline: &mut Outline) {
    while open.last().is_some_and(|(above, _)| *above >= level) {
        let Some((_, node)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, above)) => above.push_child(node),
            None => outline.push_child(node),
        }
    }
}
