//! Pages as PDF.

use document::picture::STROKE;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag};

use crate::compose::Heading;
use crate::drawing::{Stroked, points};
use crate::flow::Spot;
use crate::page::{Area, Edge, Page, Shown};
use crate::run::draw;
use crate::style::{self, Ink};
use crate::tree::Tree;
use crate::units::length;
use crate::words::Words;

/// What pages are drawn with.
pub struct Painter<'a> {
    /// The words of the document.
    pub words: &'a Words,
    /// The structure, to which the content of pages is added.
    pub tree: &'a mut Tree,
    /// The coat of arms.
    pub crest: Option<&'a Image>,
    /// The headings.
    pub headings: &'a [Heading],
    /// Where they stand.
    pub spots: &'a [Spot],
}

impl Painter<'_> {
    /// Draws a page at the end of a file.
    pub fn page(&mut self, file: &mut krilla::Document, page: &Page) {
        let (width, height) = page.frame().paper();
        let settings = PageSettings::from_wh(width, height).unwrap_or_default();
        let mut sheet = file.start_page_with(settings);
        let mut surface = sheet.surface();
        graphics(&mut surface, page);
        self.crests(&mut surface, page);
        self.texts(&mut surface, &page.texts);
        self.drawings(&mut surface, page);
        for (texts, kind) in [(&page.head, ArtifactType::Header), (&page.foot, ArtifactType::Footer)] {
            if texts.iter().any(|text| !text.line.is_empty()) {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
                for text in texts {
                    self.text(&mut surface, text);
                }
                surface.end_tagged();
            }
        }
        surface.finish();
        for (area, heading, part) in &page.links {
            let (Some(rect), Some(spot), Some(heading)) =
                (rect(area), self.spots.get(*heading), self.headings.get(*heading))
            else {
                continue;
            };
            let target = XyzDestination::new(spot.page, Point::from_xy(style::MARGIN, spot.y));
            let link = LinkAnnotation::new(rect, Target::Destination(target.into()));
            let alt = format!("Vai a pagina {}: {}", spot.page + 1, heading.text);
            let leaf = sheet.add_tagged_annotation(Annotation::new_link(link, Some(alt)));
            self.tree.leaf(*part, leaf);
        }
    }

    fn crests(&mut self, surface: &mut Surface<'_>, page: &Page) {
        let Some(crest) = self.crest else { return };
        if let Some(area) = &page.head_crest {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)));
            picture(surface, crest, area);
            surface.end_tagged();
        }
    }

    /// Pictures: each is heard as what is to be seen in it.
    fn drawings(&mut self, surface: &mut Surface<'_>, page: &Page) {
        for ((x, y), drawing) in &page.drawings {
            surface.push_transform(&Transform::from_translate(*x, *y));
            let leaf = surface.start_tagged(ContentTag::Other);
            for stroke in &drawing.strokes {
                stroked(surface, stroke);
            }
            for text in &drawing.texts {
                self.text(surface, text);
            }
            surface.end_tagged();
            surface.pop();
            self.tree.leaf(drawing.part, leaf);
        }
    }

    /// Text in reading order: lines of the same part are heard as one.
    fn texts(&mut self, surface: &mut Surface<'_>, texts: &[Shown]) {
        for same in texts.chunk_by(|one, other| one.part == other.part) {
            let part = same.first().and_then(|text| text.part);
            let tag = match part {
                Some(_) => ContentTag::Other,
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let leaf = surface.start_tagged(tag);
            for text in same {
                self.text(surface, text);
            }
            surface.end_tagged();
            if let Some(part) = part {
                self.tree.leaf(part, leaf);
            }
        }
    }

    fn text(&self, surface: &mut Surface<'_>, shown: &Shown) {
        surface.set_fill(Some(fill(shown.ink)));
        draw(surface, shown, self.words);
    }
}

/// Coloured areas and lines: nothing to be heard.
fn graphics(surface: &mut Surface<'_>, page: &Page) {
    if page.fills.is_empty() && page.edges.is_empty() {
        return;
    }
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    for same in page.fills.chunk_by(|one, other| one.1 == other.1) {
        if let (Some(path), Some((_, ink))) = (areas(same), same.first()) {
            surface.set_fill(Some(fill(*ink)));
            surface.draw_path(&path);
        }
    }
    if let Some(path) = strokes(&page.edges) {
        line(surface, &path, Ink::Edge, style::EDGE);
    }
    surface.end_tagged();
}

/// A part of a picture.
fn stroked(surface: &mut Surface<'_>, stroke: &Stroked) {
    let Some(path) = outline(&stroke.points, stroke.closed) else { return };
    if stroke.filled {
        surface.set_fill(Some(fill(stroke.ink)));
        surface.draw_path(&path);
        return;
    }
    line(surface, &path, stroke.ink, points(STROKE));
}

/// Draws along a path.
fn line(surface: &mut Surface<'_>, path: &Path, ink: Ink, width: f32) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: ink.color().into(), width, ..Stroke::default() }));
    surface.draw_path(path);
    surface.set_stroke(None);
}

fn outline(points: &[(f32, f32)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    for (x, y) in rest {
        path.line_to(*x, *y);
    }
    if closed {
        path.close();
    }
    path.finish()
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: ink.color().into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn rect(area: &Area) -> Option<Rect> {
    Rect::from_xywh(area.x, area.y, area.width, area.height)
}

fn areas(areas: &[(Area, Ink)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    areas.iter().filter_map(|(area, _)| rect(area)).for_each(|rect| path.push_rect(rect));
    path.finish()
}

fn strokes(edges: &[Edge]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for edge in edges {
        path.move_to(edge.from.0, edge.from.1);
        path.line_to(edge.to.0, edge.to.1);
    }
    path.finish()
}

/// A picture as large as its area allows, in the middle of it.
fn picture(surface: &mut Surface<'_>, image: &Image, area: &Area) {
    let (width, height) = image.size();
    let (width, height) = (length(width as usize), length(height as usize));
    let scale = (area.width / width).min(area.height / height);
    let Some(size) = Size::from_wh(width * scale, height * scale) else { return };
    let x = area.x + (area.width - size.width()) / 2.0;
    let y = area.y + (area.height - size.height()) / 2.0;
    surface.push_transform(&Transform::from_translate(x, y));
    surface.draw_image(image.clone(), size);
    surface.pop();
}
