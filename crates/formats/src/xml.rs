//! XML of office files, step by step.
//!
//! Documents of this kind have no declarations of their own: a `DOCTYPE` is refused, and so no entity is
//! ever expanded or fetched.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use crate::{Limits, Unreadable};

/// The next thing of an XML file.
pub(crate) enum Node<'b> {
    /// An element begins; its end always comes.
    Open(Tag<'b>),
    /// The innermost element ends.
    Close,
    /// Text.
    Text(Cow<'b, str>),
    /// The file ends.
    End,
}

/// The beginning of an element.
pub(crate) struct Tag<'b>(BytesStart<'b>);

impl Tag<'_> {
    /// Its name with the prefix.
    pub fn name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// Its name without the prefix.
    pub fn local(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its name with the prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let attribute = self.0.try_get_attribute(name).ok()??;
        unescape(&attribute.value).ok().map(Cow::into_owned)
    }

    /// Its attributes, each with its name with the prefix; those that are not written as they should be are left out.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().filter_map(|attribute| {
            let name = attribute.key.into_inner();
            let value = match attribute.value {
                Cow::Borrowed(value) => unescape(value).ok()?,
                Cow::Owned(value) => Cow::Owned(unescape(&value).ok()?.into_owned()),
            };
            Some((name, value))
        })
    }

    /// An attribute that is a number.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }
}

/// A walk through an XML file.
pub(crate) struct Xml<'b> {
    reader: Reader<&'b [u8]>,
    part: &'static str,
    depth: usize,
    deepest: usize,
}

impl<'b> Xml<'b> {
    /// Begins at the beginning of a part.
    pub fn new(bytes: &'b [u8], part: &'static str, limits: &Limits) -> Self {
        let mut reader = Reader::from_reader(bytes);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part, depth: 0, deepest: limits.depth }
    }

    /// What comes next.
    pub fn next(&mut self) -> Result<Node<'b>, Unreadable> {
        loop {
            let event = self.reader.read_event().map_err(|_| self.broken())?;
            return Ok(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > self.deepest {
                        return Err(Unreadable::TooMuch("elementi uno dentro l'altro"));
                    }
                    Node::Open(Tag(start))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(name) => Node::Text(self.reference(&name)?),
                Event::Eof if self.depth > 0 => return Err(self.broken()),
                Event::Eof => Node::End,
                Event::DocType(_) => return Err(self.broken()),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// Passes over the rest of the element that has just begun.
    pub fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.outside();
        while self.within(outside)?.is_some() {}
        Ok(())
    }

    /// The text inside the element that has just begun.
    pub fn text(&mut self) -> Result<String, Unreadable> {
        let outside = self.outside();
        let mut out = String::new();
        while self.depth > outside {
            match self.next()? {
                Node::Text(text) => out.push_str(&text),
                Node::End => break,
                Node::Open(_) | Node::Close => {}
            }
        }
        Ok(out)
    }

    /// How many elements stand around the one that has just begun.
    pub fn outside(&self) -> usize {
        self.depth.saturating_sub(1)
    }

    /// The next element that begins, up to the end of the one with so many around it ([`Xml::outside`]).
    pub fn within(&mut self, outside: usize) -> Result<Option<Tag<'b>>, Unreadable> {
        while self.depth > outside {
            match self.next()? {
                Node::Open(tag) => return Ok(Some(tag)),
                Node::End => break,
                Node::Close | Node::Text(_) => {}
            }
        }
        Ok(None)
    }

    /// The next element that begins, up to the end of the file.
    pub fn next_tag(&mut self) -> Result<Option<Tag<'b>>, Unreadable> {
        loop {
            match self.next()? {
                Node::Open(tag) => return Ok(Some(tag)),
                Node::End => return Ok(None),
                Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    fn reference(&self, name: &quick_xml::events::BytesRef<'_>) -> Result<Cow<'b, str>, Unreadable> {
        if let Some(found) = name.resolve_char_ref().map_err(|_| self.broken())? {
            return Ok(Cow::Owned(found.to_string()));
        }
        let name = name.clone().into_inner();
        resolve_predefined_entity(&name).map(Cow::Borrowed).ok_or_else(|| self.broken())
    }

    fn broken(&self) -> Unreadable {
        Unreadable::Broken(self.part.to_owned())
    }
}
