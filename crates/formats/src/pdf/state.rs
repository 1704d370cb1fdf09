//! The graphics state of a content stream.

use std::cell::RefCell;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::file::File;
use super::font::Font;
use super::geometry::{Matrix, Rect};
use super::page::Ink;

/// What operators set, and `q` and `Q` save and bring back.
#[derive(Clone)]
pub(super) struct State {
    /// From the coordinates of the stream to those of the page.
    pub map: Matrix,
    /// Nothing is painted outside.
    pub clip: Rect,
    pub fill: Paint,
    pub stroke: Paint,
    pub line_width: f64,
    pub font: Option<Rc<RefCell<Font>>>,
    pub size: f64,
    pub letter_space: f64,
    pub word_space: f64,
    /// Width of the characters, 1 as they are.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    /// Text rendering mode.
    pub mode: u32,
}

/// A colour, as far as one can see it.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    space: Space,
    white: bool,
    /// Nearly transparent.
    clear: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Space {
    /// Light adds up: gray and RGB.
    Light,
    /// Ink adds up: CMYK and spot colours.
    Ink,
    /// Patterns and tables of colours: not looked at.
    Other,
}

impl Default for Paint {
    fn default() -> Self {
        Self { space: Space::Light, white: false, clear: false }
    }
}

impl Paint {
    pub fn ink(self) -> Ink {
        match self {
            Self { clear: true, .. } => Ink::None,
            Self { white: true, .. } => Ink::White,
            _ => Ink::Dark,
        }
    }

    pub fn gray_or_rgb(&mut self, parts: &[f64]) {
        self.space = Space::Light;
        self.parts(parts);
    }

    pub fn cmyk(&mut self, parts: &[f64]) {
        self.space = Space::Ink;
        self.parts(parts);
    }

    /// `cs`: a colour space by name, and its first colour.
    pub fn space(&mut self, name: &[u8], file: &File, resources: &Dictionary) {
        let named = file.dictionary(resources, b"ColorSpace").and_then(|spaces| file.get(spaces, name));
        self.space = kind(name, named, file);
        self.white = false;
    }

    /// `sc`: a colour of that space.
    pub fn parts(&mut self, parts: &[f64]) {
        const NEAR: f64 = 0.02;
        self.white = !parts.is_empty()
            && match self.space {
                Space::Light => parts.iter().all(|part| *part >= 1.0 - NEAR),
                Space::Ink => parts.iter().all(|part| *part <= NEAR),
                Space::Other => false,
            };
    }
}

fn kind(name: &[u8], named: Option<&Object>, file: &File) -> Space {
    match name {
        b"DeviceGray" | b"DeviceRGB" | b"CalGray" | b"CalRGB" | b"G" | b"RGB" => return Space::Light,
        b"DeviceCMYK" | b"CMYK" => return Space::Ink,
        _ => {}
    }
    match named {
        Some(Object::Name(name)) => kind(name, None, file),
        Some(Object::Array(parts)) => match parts.first().and_then(|part| part.as_name().ok()) {
            Some(b"ICCBased") => {
                let profile = parts.get(1).and_then(|part| file.resolve(part)?.as_stream().ok());
                let count = profile.and_then(|profile| file.number(profile.dict.get(b"N").ok()?));
                if count == Some(4.0) { Space::Ink } else { Space::Light }
            }
            Some(b"Separation" | b"DeviceN") => Space::Ink,
            Some(b"CalGray" | b"CalRGB") => Space::Light,
            _ => Space::Other,
        },
        _ => Space::Other,
    }
}

impl State {
    pub fn new(map: Matrix, clip: Rect) -> Self {
        Self {
            map,
            clip,
            fill: Paint::default(),
            stroke: Paint::default(),
            line_width: 1.0,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }

    /// `gs`: parameters by name.
    pub fn extend(&mut self, parameters: &Dictionary, file: &File) {
        const CLEAR: f64 = 0.05;
        let number = |key: &[u8]| file.get(parameters, key).and_then(|object| file.number(object));
        if let Some(alpha) = number(b"ca") {
            self.fill.clear = alpha < CLEAR;
        }
        if let Some(alpha) = number(b"CA") {
            self.stroke.clear = alpha < CLEAR;
        }
        if let Some(width) = number(b"LW") {
            self.line_width = width;
        }
    }

    /// How text is seen.
    pub fn text_ink(&self) -> Ink {
        match self.mode {
            3 | 7 => Ink::None,
            1 | 5 => self.stroke.ink(),
            _ => self.fill.ink(),
        }
    }
}
