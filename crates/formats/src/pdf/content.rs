//! Content streams: their operators, in order.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::file::{File, Leaf};
use super::font::Font;
use super::geometry::{Matrix, Rect};
use super::lexer::{Lexer, Token};
use super::marks::Marks;
use super::page::{Area, Ink, Page, Shade};
use super::path::{Brush, Path};
use super::state::State;
use crate::{Limits, Unreadable};

/// Fonts of a file by their dictionaries, which stay where they are while the file is read.
pub(super) type Fonts = HashMap<*const Dictionary, Rc<RefCell<Font>>>;

/// Characters of a page: more than any reader could see.
pub(super) const MOST_GLYPHS: usize = 1 << 20;
/// Operands of an operator.
const MOST_OPERANDS: usize = 1 << 16;
/// States that may be saved at a time.
const MOST_STATES: usize = 1 << 10;
/// Forms inside each other.
const MOST_FORMS: usize = 16;

/// Reads what is on a page.
pub(super) fn read_page(
    file: &File,
    leaf: &Leaf,
    fonts: &mut Fonts,
    limits: &Limits,
) -> Result<Page, Unreadable> {
    let (map, width, height) = upright(leaf);
    let clip = Rect { x0: 0.0, y0: 0.0, x1: width, y1: height };
    let depth = limits.depth.min(MOST_FORMS);
    let mut reader = Reader {
        file,
        fonts,
        page: Page { width, height, ..Page::default() },
        state: State::new(map, clip),
        saved: Vec::new(),
        path: Path::default(),
        line: Matrix::IDENTITY,
        text: Matrix::IDENTITY,
        marks: Marks::default(),
    };
    let content = file.content(leaf.dictionary)?;
    let none = Dictionary::new();
    reader.run(&content, leaf.resources.unwrap_or(&none), depth)?;
    // What the page left open must not move its fields.
    reader.state = State::new(map, clip);
    super::fields::read(&mut reader, leaf, depth)?;
    Ok(reader.page)
}

/// From the coordinates of a page in its file to those of the page before the reader, and its size.
fn upright(leaf: &Leaf) -> (Matrix, f64, f64) {
    let Rect { x0, y0, x1, y1 } = leaf.area;
    let (width, height) = (leaf.area.width(), leaf.area.height());
    match leaf.turn {
        90 => (Matrix([0.0, 1.0, 1.0, 0.0, -y0, -x0]), height, width),
        180 => (Matrix([-1.0, 0.0, 0.0, 1.0, x1, -y0]), width, height),
        270 => (Matrix([0.0, -1.0, -1.0, 0.0, y1, x1]), height, width),
        _ => (Matrix([1.0, 0.0, 0.0, -1.0, -x0, y1]), width, height),
    }
}

/// The reading of one page.
pub(super) struct Reader<'f> {
    pub file: &'f File,
    pub fonts: &'f mut Fonts,
    pub page: Page,
    pub state: State,
    saved: Vec<State>,
    path: Path,
    pub line: Matrix,
    pub text: Matrix,
    pub marks: Marks,
}

impl<'f> Reader<'f> {
    fn run(&mut self, content: &[u8], resources: &'f Dictionary, depth: usize) -> Result<(), Unreadable> {
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Token> = Vec::new();
        while let Some(token) = lexer.next() {
            let Token::Word(operator) = token else {
                if operands.len() < MOST_OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            match operator {
                b"ID" => {
                    lexer.skip_image();
                    self.picture();
                }
                b"Do" => {
                    if let Some(name) = operands.first().and_then(Token::name) {
                        self.external(name, resources, depth)?;
                    }
                }
                b"true" | b"false" | b"null" => continue,
                _ => self.operator(operator, &operands, resources)?,
            }
            if self.page.glyphs.len() > MOST_GLYPHS {
                return Err(Unreadable::TooMuch("troppo testo in una pagina"));
            }
            operands.clear();
        }
        Ok(())
    }

    fn operator(
        &mut self,
        operator: &[u8],
        operands: &[Token],
        resources: &'f Dictionary,
    ) -> Result<(), Unreadable> {
        let numbers: Vec<f64> = if matches!(operator, b"TJ" | b"BDC") {
            Vec::new()
        } else {
            operands.iter().filter_map(Token::number).collect()
        };
        let first = numbers.first().copied().filter(|number| number.is_finite());
        let state = &mut self.state;
        match (operator, numbers.as_slice()) {
            (b"q", _) if self.saved.len() < MOST_STATES => self.saved.push(state.clone()),
            (b"Q", _) => *state = self.saved.pop().unwrap_or_else(|| state.clone()),
            (b"cm", parts) => {
                if let Ok(parts) = parts.try_into() {
                    state.map = Matrix(parts).then(&state.map);
                }
            }
            (b"w", _) => state.line_width = first.unwrap_or(1.0),
            (b"gs", _) => {
                let all = self.file.dictionary(resources, b"ExtGState");
                let name = operands.first().and_then(Token::name);
                if let Some(one) = all.zip(name).and_then(|(all, name)| self.file.dictionary(all, name)) {
                    state.extend(one, self.file);
                }
            }
            (b"g" | b"rg", parts) => state.fill.gray_or_rgb(parts),
            (b"G" | b"RG", parts) => state.stroke.gray_or_rgb(parts),
            (b"k", parts) => state.fill.cmyk(parts),
            (b"K", parts) => state.stroke.cmyk(parts),
            (b"sc" | b"scn", parts) => state.fill.parts(parts),
            (b"SC" | b"SCN", parts) => state.stroke.parts(parts),
            (b"cs" | b"CS", _) => {
                let paint = if operator == b"cs" { &mut state.fill } else { &mut state.stroke };
                if let Some(name) = operands.first().and_then(Token::name) {
                    paint.space(name, self.file, resources);
                }
            }
            (b"BMC" | b"BDC", _) => self.marks.open(operands, self.file, resources),
            (b"EMC", _) => self.marks.close(),
            (b"Tf", _) => self.set_font(operands, first, resources)?,
            _ => self.draw(operator, operands, &numbers),
        }
        Ok(())
    }

    /// Operators of paths and text.
    fn draw(&mut self, operator: &[u8], operands: &[Token], numbers: &[f64]) {
        let map = self.state.map;
        match (operator, numbers) {
            (b"m", &[x, y]) => self.path.start(map.apply(x, y)),
            (b"l", &[x, y]) => self.path.line(map.apply(x, y)),
            (b"c" | b"v" | b"y", &[.., x, y]) => self.path.curve(map.apply(x, y)),
            (b"h", _) => self.path.close(),
            (b"re", &[x, y, width, height]) => {
                self.path.rect(&Rect { x0: x, y0: y, x1: x + width, y1: y + height }, &map);
            }
            (b"W" | b"W*", _) => self.path.clips = true,
            (b"n" | b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*", _) => {
                self.paint(operator);
            }
            _ => self.text_operator(operator, operands, numbers),
        }
    }

    fn paint(&mut self, operator: &[u8]) {
        let state = &self.state;
        let brush = Brush {
            fill: matches!(operator[0], b'f' | b'F' | b'B' | b'b').then(|| state.fill.ink()),
            stroke: matches!(operator[0], b'S' | b's' | b'B' | b'b').then(|| state.stroke.ink()),
            line_width: state.line_width * state.map.scale(),
        };
        if matches!(operator[0], b's' | b'b') {
            self.path.close();
        }
        let around = self.path.around();
        self.path.paint(&mut self.page, brush, &self.state.clip);
        if std::mem::take(&mut self.path.clips) {
            // A clip of nothing shows nothing.
            let clip = around.and_then(|around| around.cut(&self.state.clip));
            self.state.clip = clip.unwrap_or(Rect { x0: -1.0, y0: -1.0, x1: -1.0, y1: -1.0 });
        }
    }

    /// `Do`: a picture, or a stream of its own.
    fn external(&mut self, name: &[u8], resources: &'f Dictionary, depth: usize) -> Result<(), Unreadable> {
        let all = self.file.dictionary(resources, b"XObject");
        let Some(Object::Stream(stream)) = all.and_then(|all| self.file.get(all, name)) else {
            return Ok(());
        };
        if self.file.name(&stream.dict, b"Subtype") == Some(b"Image") {
            self.picture();
            return Ok(());
        }
        self.form(stream, Matrix::IDENTITY, resources, depth)
    }

    /// A picture hides what is below, and white text may stand on it.
    fn picture(&mut self) {
        self.page.pictures += 1;
        let unit = Rect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 };
        let shown = self.state.map.around(&unit).and_then(|rect| rect.cut(&self.state.clip));
        if let Some(rect) = shown.filter(|_| self.state.fill.ink() != Ink::None) {
            self.page.areas.push(Area { rect, shade: Shade::Picture });
        }
    }

    /// A stream of its own, shown through `map`.
    pub fn form(
        &mut self,
        stream: &'f lopdf::Stream,
        map: Matrix,
        resources: &'f Dictionary,
        depth: usize,
    ) -> Result<(), Unreadable> {
        let Some(below) = depth.checked_sub(1) else { return Ok(()) };
        let content = self.file.unpack(stream)?.unwrap_or_default();
        let own = self.file.get(&stream.dict, b"Matrix").map(|object| self.file.numbers(object));
        let own = own.and_then(|numbers| <[f64; 6]>::try_from(numbers).ok()).map_or(Matrix::IDENTITY, Matrix);
        let before = self.state.clone();
        let saved = std::mem::take(&mut self.saved);
        let (line, text) = (self.line, self.text);
        let marks = self.marks.clone();
        self.state.map = own.then(&map).then(&self.state.map);
        let bounds = self.file.get(&stream.dict, b"BBox").and_then(|object| self.file.rect(object));
        if let Some(shown) = bounds.and_then(|bounds| self.state.map.around(&bounds)?.cut(&self.state.clip)) {
            self.state.clip = shown;
        }
        let resources = self.file.dictionary(&stream.dict, b"Resources").unwrap_or(resources);
        self.run(&content, resources, below)?;
        (self.state, self.saved, self.line, self.text, self.marks) = (before, saved, line, text, marks);
        Ok(())
    }
}
