//! Strings of content streams: where their characters stand.

use std::cell::RefCell;
use std::rc::Rc;

use lopdf::Dictionary;

use super::content::{MOST_GLYPHS, Reader};
use super::font::{Font, Shown};
use super::geometry::{Matrix, Point, whole};
use super::lexer::Token;
use super::page::{Glyph, Turn};
use crate::Unreadable;

impl<'f> Reader<'f> {
    /// An operator of text.
    pub fn text_operator(&mut self, operator: &[u8], operands: &[Token], numbers: &[f64]) {
        let state = &mut self.state;
        match (operator, numbers) {
            (b"BT", _) => self.set_line(Matrix::IDENTITY),
            (b"Tm", parts) => {
                if let Ok(parts) = parts.try_into() {
                    self.set_line(Matrix(parts));
                }
            }
            (b"Tc", &[space]) => state.letter_space = space,
            (b"Tw", &[space]) => state.word_space = space,
            (b"Tz", &[percent]) => state.stretch = percent / 100.0,
            (b"TL", &[leading]) => state.leading = leading,
            (b"Ts", &[rise]) => state.rise = rise,
            (b"Tr", &[mode]) => state.mode = whole(mode).unwrap_or(0),
            (b"Td", &[x, y]) => self.step(x, y),
            (b"TD", &[x, y]) => {
                state.leading = -y;
                self.step(x, y);
            }
            (b"T*", _) => self.step(0.0, -self.state.leading),
            (b"\"", &[word, letter]) => {
                (state.word_space, state.letter_space) = (word, letter);
                self.step(0.0, -self.state.leading);
                self.show(operands);
            }
            (b"'", _) => {
                self.step(0.0, -self.state.leading);
                self.show(operands);
            }
            (b"Tj" | b"TJ", _) => self.show(operands),
            _ => {}
        }
    }

    fn set_line(&mut self, map: Matrix) {
        (self.line, self.text) = (map, map);
    }

    fn step(&mut self, x: f64, y: f64) {
        self.set_line(Matrix::shift(x, y).then(&self.line));
    }

    /// `Tf`: a font by name, and its size.
    pub fn set_font(
        &mut self,
        operands: &[Token],
        size: Option<f64>,
        resources: &'f Dictionary,
    ) -> Result<(), Unreadable> {
        self.state.size = size.unwrap_or(0.0);
        let name = operands.first().and_then(Token::name);
        let all = self.file.dictionary(resources, b"Font");
        let dictionary = all.zip(name).and_then(|(all, name)| self.file.dictionary(all, name));
        self.state.font = dictionary.map(|dictionary| self.font(dictionary)).transpose()?;
        Ok(())
    }

    fn font(&mut self, dictionary: &'f Dictionary) -> Result<Rc<RefCell<Font>>, Unreadable> {
        let key = std::ptr::from_ref(dictionary);
        if let Some(font) = self.fonts.get(&key) {
            return Ok(Rc::clone(font));
        }
        let font = Rc::new(RefCell::new(Font::load(self.file, dictionary)?));
        self.fonts.insert(key, Rc::clone(&font));
        Ok(font)
    }

    /// Shows the strings among the operands; numbers between them move the text.
    fn show(&mut self, operands: &[Token]) {
        let Some(font) = self.state.font.clone() else { return };
        let bold = font.borrow().bold || matches!(self.state.mode, 2 | 6);
        for operand in operands {
            match operand {
                Token::Number(thousandths) => {
                    let back = -thousandths / 1000.0 * self.state.size * self.state.stretch;
                    self.text = Matrix::shift(back, 0.0).then(&self.text);
                }
                Token::Text(bytes) => {
                    font.borrow_mut().decode(bytes, |shown| self.glyph(&shown, bold));
                }
                _ => {}
            }
        }
    }

    fn glyph(&mut self, shown: &Shown, bold: bool) {
        let state = &self.state;
        let map = self.text.then(&state.map);
        let word_space = if shown.spaced { state.word_space } else { 0.0 };
        let width = shown.width * state.size * state.stretch;
        let gap = state.letter_space * state.stretch;
        let step = width + gap + word_space * state.stretch;
        let at = map.apply(0.0, state.rise);
        self.text = Matrix::shift(step, 0.0).then(&self.text);
        let unit = map.turn(1.0, 0.0);
        let long = unit.x.hypot(unit.y);
        let high = map.turn(0.0, 1.0);
        let size = high.x.hypot(high.y) * state.size.abs();
        // Type 3 fonts and mirrored text may have negative sizes.
        let Some(turn) = Turn::of(Point { x: unit.x * state.size.signum(), y: unit.y * state.size.signum() })
        else {
            return;
        };
        let sound = at.x.is_finite() && at.y.is_finite() && size.is_finite() && width.is_finite();
        if !sound || size < 0.5 || self.page.glyphs.len() > MOST_GLYPHS {
            return;
        }
        let Some(text) = self.marks.text(&shown.text) else { return };
        let glyph = Glyph {
            text,
            at,
            width: (width * long).abs(),
            gap: if gap.is_finite() { gap * long } else { 0.0 },
            size,
            turn,
            bold,
            ink: state.text_ink(),
            over: self.page.areas.len(),
            artifact: self.marks.artifact(),
        };
        if state.clip.has(glyph.middle()) {
            self.page.glyphs.push(glyph);
        }
    }
}
