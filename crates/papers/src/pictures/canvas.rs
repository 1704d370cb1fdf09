//! A picture that is being drawn row by row.

use document::picture::{Anchor, Bounds, Picture, Shape, Tint, Words, fitted};

/// The width of every picture: that of the text of an upright page.
pub const WIDTH: i32 = 5100;
/// The height of a row.
pub const ROW: i32 = 150;
/// The size of its words.
const SIZE: i32 = 80;
/// As many rows stand in one picture, so that a page holds it with its heading.
const ROWS: usize = 40;

/// A picture that is being drawn.
pub struct Canvas {
    picture: Picture,
    y: i32,
    rows: usize,
}

impl Canvas {
    /// A picture without rows.
    fn new(title: String) -> Self {
        Self { picture: Picture { title, width: WIDTH, ..Picture::default() }, y: 0, rows: 0 }
    }

    /// The upper edge of what comes next.
    pub fn y(&self) -> i32 {
        self.y
    }

    /// Goes down.
    pub fn skip(&mut self, height: i32) {
        self.y += height;
    }

    /// Begins a row, every other one on a band, and gives its upper edge.
    pub fn row(&mut self) -> i32 {
        let top = self.y;
        if self.rows.is_multiple_of(2) {
            self.area(0, top, WIDTH, ROW, Tint::Band);
        }
        self.rows += 1;
        self.y += ROW;
        top
    }

    /// A filled area.
    pub fn area(&mut self, x: i32, y: i32, width: i32, height: i32, tint: Tint) {
        self.picture.shapes.push(Shape::Area(Bounds { x, y, width, height }, tint));
    }

    /// What is planned: an area whose edge shows on any background.
    pub fn planned(&mut self, x: i32, y: i32, width: i32, height: i32) {
        self.area(x, y, width, height, Tint::Planned);
        self.picture.shapes.push(Shape::Outline(Bounds { x, y, width, height }, Tint::Done));
    }

    /// A line straight down.
    pub fn upright(&mut self, x: i32, from: i32, to: i32, tint: Tint) {
        self.picture.shapes.push(Shape::Line((x, from), (x, to), tint));
    }

    /// What happens at one day.
    pub fn diamond(&mut self, x: i32, y: i32, tint: Tint) {
        self.picture.shapes.push(Shape::Diamond((x, y), tint));
    }

    /// Puts words.
    pub fn say(&mut self, words: Words) {
        self.picture.shapes.push(Shape::Words(words));
    }

    /// The picture, with what is to be seen in it.
    fn finish(mut self, alt: String) -> Picture {
        self.picture.height = self.y + 10;
        self.picture.alt = alt;
        self.picture
    }
}

/// Words of a row, cut so that they are no wider than a room. `x` is where they begin, end or have their middle, `top`
/// the upper edge of the row.
pub fn words(x: i32, top: i32, anchor: Anchor, room: i32, text: &str) -> Words {
    const BASE: i32 = 102;
    let (at, text) = ((x, top + BASE), fitted(text, SIZE, room));
    Words { at, anchor, size: SIZE, bold: false, tint: Tint::Ink, text }
}

/// Pictures of rows, as many as it takes. `draw` draws those of one picture, and gives what is to be seen in it.
pub fn in_parts<T>(title: &str, rows: &[T], draw: impl Fn(&mut Canvas, &[T]) -> String) -> Vec<Picture> {
    let parts: Vec<&[T]> = rows.chunks(ROWS).collect();
    let called = |part: usize| match parts.len() {
        1 => title.to_owned(),
        parts => format!("{title} ({part} di {parts})"),
    };
    let picture = |(part, rows): (usize, &&[T])| {
        let mut canvas = Canvas::new(called(part));
        let alt = draw(&mut canvas, rows);
        canvas.finish(alt)
    };
    (1..).zip(&parts).map(picture).collect()
}
