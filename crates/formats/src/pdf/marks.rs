//! Marked content: what is no part of the text, and what the text really is.

use std::rc::Rc;

use lopdf::Dictionary;

use super::file::File;
use super::lexer::Token;
use crate::symbols::plain;

/// Marks inside each other.
#[derive(Clone, Default)]
pub(super) struct Marks {
    open: Vec<Mark>,
    /// Those that were not kept.
    beyond: usize,
}

#[derive(Clone)]
struct Mark {
    artifact: bool,
    /// What is said instead of the characters: by the first of them, the others say nothing.
    instead: Option<Rc<str>>,
    said: bool,
}

const MOST: usize = 256;

impl Marks {
    pub fn open(&mut self, operands: &[Token], file: &File, resources: &Dictionary) {
        if self.open.len() >= MOST {
            self.beyond += 1;
            return;
        }
        let tag = operands.first().and_then(Token::name).unwrap_or_default();
        // Elsewhere it stands for whole blocks, which say the same by themselves.
        let instead = if tag == b"Span" { instead(operands, file, resources) } else { None };
        self.open.push(Mark { artifact: tag == b"Artifact", instead, said: false });
    }

    pub fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else {
            self.open.pop();
        }
    }

    pub fn artifact(&self) -> bool {
        self.open.iter().any(|mark| mark.artifact)
    }

    /// What a character says here; `None` for nothing.
    pub fn text(&mut self, shown: &Rc<str>) -> Option<Rc<str>> {
        let Some(mark) = self.open.iter_mut().find(|mark| mark.instead.is_some()) else {
            return (!shown.is_empty()).then(|| Rc::clone(shown));
        };
        if std::mem::replace(&mut mark.said, true) { Some("".into()) } else { mark.instead.clone() }
    }
}

fn instead(operands: &[Token], file: &File, resources: &Dictionary) -> Option<Rc<str>> {
    let bytes = if let Token::Name(name) = operands.get(1)? {
        let named = file.dictionary(file.dictionary(resources, b"Properties")?, name)?;
        file.get(named, b"ActualText")?.as_str().ok()?
    } else {
        let key = operands.iter().position(|token| token.name() == Some(b"ActualText"))?;
        let Token::Text(bytes) = operands.get(key + 1)? else { return None };
        bytes
    };
    Some(plain(&text_string(bytes), None).into())
}

/// A string that is text: UTF-16 or UTF-8 with their marks, or else Latin.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).filter_map(Result::ok).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().copied().map(char::from).collect(),
    }
}
