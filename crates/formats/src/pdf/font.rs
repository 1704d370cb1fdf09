//! Fonts: from the codes of a string to widths and text.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object};
use pdfplumber_parse::pdfplumber_core::{FontEncoding, StandardEncoding, glyph_name_to_char};
use pdfplumber_parse::standard_fonts;

use super::cmap::{self, CMap};
use super::file::File;
use super::geometry::whole;
use crate::Unreadable;
use crate::symbols::{Symbols, plain};

/// A font as the text that is set in it needs it.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// Its name says that it is bold, or its descriptor does.
    pub bold: bool,
    /// By code.
    glyphs: HashMap<u32, Shown>,
    /// Width of the codes without one of their own, in text units.
    width: f64,
    widths: HashMap<u32, f64>,
    symbols: Option<Symbols>,
    to_text: CMap,
    /// Codes of one byte have these characters.
    encoding: Option<FontEncoding>,
    /// Codes have more bytes, and stand for glyph numbers.
    wide: Option<Wide>,
}

#[derive(Debug, Default)]
struct Wide {
    /// From codes to glyph numbers; empty when they are the same.
    codes: CMap,
    /// Glyph ranges of one width.
    spans: Vec<(u32, u32, f64)>,
}

/// A character of a string.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// What it says; U+FFFD when the file does not tell.
    pub text: Rc<str>,
    /// Its width, in text units (1 is the size of the font).
    pub width: f64,
    /// Its code is 32 in one byte: word spacing applies.
    pub spaced: bool,
}

/// More entries than any font has.
const MOST: usize = 1 << 17;

impl Font {
    pub fn load(file: &File, dictionary: &Dictionary) -> Result<Self, Unreadable> {
        let below = file.array(dictionary, b"DescendantFonts").and_then(<[Object]>::first);
        let below = below.and_then(|object| file.resolve(object)?.as_dict().ok());
        let owner = below.unwrap_or(dictionary);
        let descriptor = file.dictionary(owner, b"FontDescriptor");
        let name = file.name(dictionary, b"BaseFont").or_else(|| file.name(descriptor?, b"FontName"));
        let name = String::from_utf8_lossy(name.unwrap_or_default()).to_lowercase();
        let to_text = match file.get(dictionary, b"ToUnicode") {
            Some(Object::Stream(stream)) => CMap::parse(&file.unpack(stream)?.unwrap_or_default()),
            _ => CMap::default(),
        };
        let mut font = Self {
            bold: is_bold(file, &name, descriptor),
            symbols: Symbols::of(&name),
            to_text,
            ..Self::default()
        };
        if file.name(dictionary, b"Subtype") == Some(b"Type0") {
            font.load_wide(file, dictionary, owner)?;
        } else {
            font.load_simple(file, dictionary, &name);
        }
        Ok(font)
    }

    fn load_wide(
        &mut self,
        file: &File,
        dictionary: &Dictionary,
        owner: &Dictionary,
    ) -> Result<(), Unreadable> {
        let codes = match file.get(dictionary, b"Encoding") {
            Some(Object::Stream(stream)) => CMap::parse(&file.unpack(stream)?.unwrap_or_default()),
            _ => CMap::default(),
        };
        self.width = file.get(owner, b"DW").and_then(|object| file.number(object)).unwrap_or(1000.0) / 1000.0;
        let mut wide = Wide { codes, spans: Vec::new() };
        let mut left = MOST;
        let mut entries = file.array(owner, b"W").unwrap_or_default().iter().take(MOST);
        let glyph = |object: &Object| file.number(object).and_then(whole);
        while let (Some(first), Some(second)) = (entries.next(), entries.next()) {
            let Some(first) = glyph(first) else { break };
            if let Some(Object::Array(each)) = file.resolve(second) {
                for (width, glyph) in each.iter().take(left).zip(first..) {
                    left -= 1;
                    if let Some(width) = file.number(width) {
                        self.widths.insert(glyph, width / 1000.0);
                    }
                }
            } else if let (Some(last), Some(width)) = (glyph(second), entries.next()) {
                wide.spans.push((first, last, file.number(width).unwrap_or(0.0) / 1000.0));
            }
        }
        self.wide = Some(wide);
        Ok(())
    }

    fn load_simple(&mut self, file: &File, dictionary: &Dictionary, name: &str) {
        let type3 = file.name(dictionary, b"Subtype") == Some(b"Type3");
        let matrix = file.get(dictionary, b"FontMatrix").map(|object| file.numbers(object));
        let unit = matrix.and_then(|matrix| matrix.first().copied()).filter(|_| type3).unwrap_or(0.001).abs();
        let descriptor = file.dictionary(dictionary, b"FontDescriptor");
        let missing = descriptor.and_then(|descriptor| file.get(descriptor, b"MissingWidth"));
        self.width = missing.and_then(|object| file.number(object)).unwrap_or(0.0) * unit;
        self.encoding = encoding(file, dictionary, self.symbols.is_some());
        let first = file.get(dictionary, b"FirstChar").and_then(|object| file.number(object)).and_then(whole);
        let widths = file.array(dictionary, b"Widths").unwrap_or_default();
        for (width, code) in widths.iter().take(256).zip(first.unwrap_or(0)..) {
            if let Some(width) = file.number(width) {
                self.widths.insert(code, width * unit);
            }
        }
        if widths.is_empty() {
            self.standard_widths(name);
        }
    }

    /// The widths of the fonts that every program has; those of Helvetica for other fonts without any.
    fn standard_widths(&mut self, name: &str) {
        let known = match name {
            _ if name.contains("courier") => "Courier",
            _ if name.contains("times") && self.bold => "Times-Bold",
            _ if name.contains("times") => "Times-Roman",
            _ if name.contains("zapf") => "ZapfDingbats",
            "symbol" => "Symbol",
            _ if self.bold => "Helvetica-Bold",
            _ => "Helvetica",
        };
        let Some(standard) = standard_fonts::lookup(known) else { return };
        // The table is in the order of one encoding, the font may have another.
        let by_char: HashMap<char, u16> = (0..=255_u8)
            .zip(standard.widths)
            .filter_map(|(code, width)| Some((StandardEncoding::WinAnsi.decode(code)?, width)))
            .collect();
        for code in 0..=255_u8 {
            let shown =
                self.encoding.as_ref().filter(|_| self.symbols.is_none()).and_then(|all| all.decode(code));
            let width = shown.and_then(|shown| by_char.get(&shown).copied());
            let width = width.unwrap_or(standard.widths[usize::from(code)]);
            self.widths.insert(u32::from(code), f64::from(width) / 1000.0);
        }
    }

    /// The characters of a string.
    pub fn decode(&mut self, bytes: &[u8], mut each: impl FnMut(Shown)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.wide.as_ref().map_or(1, |wide| wide.codes.length(rest)).min(rest.len());
            let (one, after) = rest.split_at(length);
            rest = after;
            // Codes of different lengths are different codes.
            let code = cmap::code(one);
            let key = code | if length == 1 { 0x8000_0000 } else { 0 };
            if let Some(known) = self.glyphs.get(&key) {
                each(known.clone());
                continue;
            }
            let shown = self.show(code, length);
            if self.glyphs.len() < MOST {
                self.glyphs.insert(key, shown.clone());
            }
            each(shown);
        }
    }

    fn show(&self, code: u32, length: usize) -> Shown {
        let glyph = match &self.wide {
            Some(wide) if !wide.codes.is_empty() => wide.codes.glyph(code).unwrap_or(0),
            _ => code,
        };
        let span = || {
            let spans = &self.wide.as_ref()?.spans;
            spans.iter().find(|(first, last, _)| (*first..=*last).contains(&glyph)).map(|(.., width)| *width)
        };
        let width = self.widths.get(&glyph).copied().or_else(span).unwrap_or(self.width);
        let width = if width.is_finite() { width.clamp(-10.0, 10.0) } else { 0.0 };
        let text: Rc<str> = self.text(code).into();
        Shown { text, width, spaced: code == 32 && length == 1 }
    }

    fn text(&self, code: u32) -> String {
        let byte = u8::try_from(code & 0xff).unwrap_or_default();
        let told = self.to_text.text(code).filter(|text| !text.chars().all(|c| c == '\0' || c == '\u{fffd}'));
        // What a font of symbols says of its text is often the letter on the same key.
        let letter = told.as_ref().is_none_or(|text| text.chars().all(|c| c < '\u{100}'));
        if let Some(shown) =
            self.symbols.filter(|_| letter && self.wide.is_none()).and_then(|font| font.show(byte))
        {
            return plain(&shown.to_string(), None);
        }
        let text = told.or_else(|| {
            if self.wide.is_some() {
                return None;
            }
            match &self.encoding {
                Some(encoding) => encoding.decode(byte).map(String::from),
                None => StandardEncoding::WinAnsi.decode(byte).map(String::from),
            }
        });
        text.map_or_else(|| "\u{fffd}".to_owned(), |text| plain(&text, self.symbols))
    }
}

fn is_bold(file: &File, name: &str, descriptor: Option<&Dictionary>) -> bool {
    const NAMES: [&str; 5] = ["bold", "black", "heavy", "demi", "-bd"];
    const FORCED: i64 = 1 << 18;
    let entry = |key: &[u8]| descriptor.and_then(|descriptor| file.get(descriptor, key));
    let flags = entry(b"Flags").and_then(|object| object.as_i64().ok()).unwrap_or(0);
    let weight = entry(b"FontWeight").and_then(|object| file.number(object)).unwrap_or(0.0);
    NAMES.iter().any(|bold| name.contains(bold)) || flags & FORCED != 0 || weight >= 600.0
}

/// The characters of the codes of a font; `None` when the font does not tell.
fn encoding(file: &File, dictionary: &Dictionary, symbols: bool) -> Option<FontEncoding> {
    let named = |name: &[u8]| match name {
        b"WinAnsiEncoding" => Some(StandardEncoding::WinAnsi),
        b"MacRomanEncoding" => Some(StandardEncoding::MacRoman),
        b"MacExpertEncoding" => Some(StandardEncoding::MacExpert),
        b"StandardEncoding" => Some(StandardEncoding::Standard),
        _ => None,
    };
    match file.get(dictionary, b"Encoding")? {
        Object::Name(name) => named(name).map(FontEncoding::from_standard),
        Object::Dictionary(encoding) => {
            let base = file.name(encoding, b"BaseEncoding").and_then(named);
            let mut characters = match base {
                Some(base) => FontEncoding::from_standard(base),
                None if symbols => FontEncoding::from_table([None; 256]),
                None => FontEncoding::from_standard(StandardEncoding::Standard),
            };
            characters.apply_differences(&differences(file, encoding));
            Some(characters)
        }
        _ => None,
    }
}

fn differences(file: &File, encoding: &Dictionary) -> Vec<(u8, char)> {
    let mut all = Vec::new();
    let mut code = 0_u8;
    for item in file.array(encoding, b"Differences").unwrap_or_default().iter().take(1024) {
        match file.resolve(item) {
            Some(Object::Integer(number)) => code = u8::try_from(*number & 0xff).unwrap_or_default(),
            Some(Object::Name(name)) => {
                if let Some(shown) = std::str::from_utf8(name).ok().and_then(glyph_name_to_char) {
                    all.push((code, shown));
                }
                code = code.wrapping_add(1);
            }
            _ => {}
        }
    }
    all
}
