//! Pictures as what is drawn on a page.

use document::picture::{Anchor, Bounds, DIAMOND, Picture, Shape, Words as Said};

use crate::lines::{Breaks, lines, width};
use crate::page::{Frame, Shown};
use crate::style::Ink;
use crate::text::Text;
use crate::tree::Part;
use crate::words::Words;

/// A picture that is ready to be drawn. Places are from its upper left corner.
pub struct Drawing {
    /// Its height.
    pub height: f32,
    /// Its forms, from the back to the front.
    pub strokes: Vec<Stroked>,
    /// Its words, in front of them.
    pub texts: Vec<Shown>,
    /// What it is in the document.
    pub part: Part,
}

/// A form.
pub struct Stroked {
    /// Its corners.
    pub points: Vec<(f32, f32)>,
    /// Its last corner is joined to the first.
    pub closed: bool,
    /// It is filled, else its edge is drawn.
    pub filled: bool,
    /// Its colour.
    pub ink: Ink,
}

impl Drawing {
    /// A picture as large as it is, or smaller where the page is.
    pub fn of(picture: &Picture, frame: Frame, part: Part, words: &mut Words) -> Self {
        let fits = |room: f32, length: f32| if length > room { room / length } else { 1.0 };
        let (width, height) = (points(picture.width), points(picture.height));
        let scale = fits(frame.width(), width).min(fits(frame.height(), height));
        let mut drawing = Self { height: height * scale, strokes: Vec::new(), texts: Vec::new(), part };
        for shape in &picture.shapes {
            drawing.add(shape, scale, words);
        }
        drawing
    }

    fn add(&mut self, shape: &Shape, scale: f32, words: &mut Words) {
        let (corners, filled, tint) = match shape {
            Shape::Area(bounds, tint) => (corners_of(bounds), true, *tint),
            Shape::Outline(bounds, tint) => (corners_of(bounds), false, *tint),
            Shape::Line(from, to, tint) => (vec![*from, *to], false, *tint),
            Shape::Diamond((x, y), tint) => {
                let corners =
                    vec![(*x, y - DIAMOND), (x + DIAMOND, *y), (*x, y + DIAMOND), (x - DIAMOND, *y)];
                (corners, true, *tint)
            }
            Shape::Words(said) => return self.say(said, scale, words),
        };
        let closed = corners.len() > 2;
        let points = corners.into_iter().map(|(x, y)| (points(x) * scale, points(y) * scale)).collect();
        self.strokes.push(Stroked { points, closed, filled, ink: Ink::Picture(tint) });
    }

    fn say(&mut self, said: &Said, scale: f32, words: &mut Words) {
        let text = Text::plain(&said.text, said.bold, words);
        let Some(line) = lines(&text, f32::INFINITY, Breaks::Spaces, words).into_iter().next() else {
            return;
        };
        let size = points(said.size) * scale;
        let length = width(&line, words) * size;
        let x = points(said.at.0) * scale
            - match said.anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => length / 2.0,
                Anchor::End => length,
            };
        let at = (x, points(said.at.1) * scale);
        self.texts.push(Shown { at, size, ink: Ink::Picture(said.tint), line, part: None });
    }
}

/// A length of a picture.
#[allow(clippy::cast_precision_loss, reason = "lengths on a page are far below 2^24")]
pub fn points(tenths: i32) -> f32 {
    tenths as f32 / 10.0
}

fn corners_of(bounds: &Bounds) -> Vec<(i32, i32)> {
    let (right, bottom) = (bounds.x + bounds.width.max(0), bounds.y + bounds.height.max(0));
    vec![(bounds.x, bounds.y), (right, bounds.y), (right, bottom), (bounds.x, bottom)]
}
