//! The objects of a PDF file, within limits.

use std::cell::Cell;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use super::geometry::Rect;
use crate::{Limits, Unreadable};

/// A file whose objects can be looked up.
pub(super) struct File {
    document: Document,
    /// Bytes that may still be unpacked.
    left: Cell<usize>,
}

/// A page as the file has it.
pub(super) struct Leaf<'f> {
    pub dictionary: &'f Dictionary,
    pub resources: Option<&'f Dictionary>,
    /// What is shown of it, in its own coordinates.
    pub area: Rect,
    /// By how much it is turned clockwise: 0, 90, 180 or 270 degrees.
    pub turn: i64,
}

/// What each stream counts besides its bytes: short ones are work, too.
const EACH: usize = 1 << 10;

/// Attributes of pages are looked for in so many nodes above.
const ANCESTORS: usize = 64;

impl File {
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, Unreadable> {
        // Packed objects are all unpacked at once: each pack may have its share of the limit.
        let packs = count(bytes, b"/ObjStm") + count(bytes, b"/XRef");
        let share = (limits.unpacked / packs.max(1)).max(1 << 20).min(limits.unpacked);
        let options = LoadOptions::with_max_decompressed_size(share);
        let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::InvalidPassword => Unreadable::Locked,
            _ => Unreadable::Broken("la struttura del PDF".to_owned()),
        })?;
        if document.trailer.get(b"Encrypt").is_ok() && document.encryption_state.is_none() {
            return Err(Unreadable::Locked);
        }
        Ok(Self { document, left: Cell::new(limits.unpacked) })
    }

    /// The pages, in order.
    pub fn leaves(&self, limits: &Limits) -> Result<Vec<Leaf<'_>>, Unreadable> {
        let ids: Vec<ObjectId> = self.document.page_iter().take(limits.pages + 1).collect();
        if ids.len() > limits.pages {
            return Err(Unreadable::TooMuch("pagine"));
        }
        let leaves: Vec<_> = ids.iter().filter_map(|id| self.leaf(*id)).collect();
        if leaves.is_empty() { Err(Unreadable::Broken("le pagine del PDF".to_owned())) } else { Ok(leaves) }
    }

    fn leaf(&self, id: ObjectId) -> Option<Leaf<'_>> {
        let dictionary = self.document.get_dictionary(id).ok()?;
        let media = self.inherited(dictionary, b"MediaBox").and_then(|object| self.rect(object));
        let media = media.unwrap_or(Rect { x0: 0.0, y0: 0.0, x1: 595.0, y1: 842.0 });
        let crop = self.inherited(dictionary, b"CropBox").and_then(|object| self.rect(object));
        let area = crop.and_then(|crop| crop.cut(&media)).filter(|area| area.width() > 1.0).unwrap_or(media);
        let turn = self.inherited(dictionary, b"Rotate").and_then(|object| object.as_i64().ok()).unwrap_or(0);
        let resources = self.inherited(dictionary, b"Resources").and_then(|object| object.as_dict().ok());
        Some(Leaf { dictionary, resources, area, turn: turn.rem_euclid(360) })
    }

    fn inherited<'f>(&'f self, page: &'f Dictionary, key: &[u8]) -> Option<&'f Object> {
        let mut node = page;
        for _ in 0..ANCESTORS {
            if let Some(object) = self.get(node, key) {
                return Some(object);
            }
            node = self.dictionary(node, b"Parent")?;
        }
        None
    }

    /// What an object is, or what it refers to.
    pub fn resolve<'f>(&'f self, object: &'f Object) -> Option<&'f Object> {
        self.document.dereference(object).ok().map(|(_, object)| object).filter(|object| !object.is_null())
    }

    pub fn get<'f>(&'f self, dictionary: &'f Dictionary, key: &[u8]) -> Option<&'f Object> {
        self.resolve(dictionary.get(key).ok()?)
    }

    pub fn dictionary<'f>(&'f self, dictionary: &'f Dictionary, key: &[u8]) -> Option<&'f Dictionary> {
        match self.get(dictionary, key)? {
            Object::Dictionary(found) => Some(found),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub fn array<'f>(&'f self, dictionary: &'f Dictionary, key: &[u8]) -> Option<&'f [Object]> {
        self.get(dictionary, key)?.as_array().ok().map(Vec::as_slice)
    }

    pub fn name<'f>(&'f self, dictionary: &'f Dictionary, key: &[u8]) -> Option<&'f [u8]> {
        self.get(dictionary, key)?.as_name().ok()
    }

    pub fn number(&self, object: &Object) -> Option<f64> {
        match self.resolve(object)? {
            // No length of a page needs more digits than these have.
            Object::Integer(number) => i32::try_from(*number).ok().map(f64::from),
            Object::Real(number) => Some(f64::from(*number)),
            _ => None,
        }
    }

    pub fn numbers(&self, object: &Object) -> Vec<f64> {
        let array = self.resolve(object).and_then(|object| object.as_array().ok());
        array.map(|array| array.iter().filter_map(|item| self.number(item)).collect()).unwrap_or_default()
    }

    pub fn rect(&self, object: &Object) -> Option<Rect> {
        match self.numbers(object).as_slice() {
            [a, b, c, d] => Some(Rect { x0: a.min(*c), y0: b.min(*d), x1: a.max(*c), y1: b.max(*d) }),
            _ => None,
        }
    }

    /// The bytes of a stream; `None` when they are packed in a way that is not known (pictures).
    ///
    /// # Errors
    /// All that was unpacked so far is beyond the limit.
    pub fn unpack(&self, stream: &Stream) -> Result<Option<Vec<u8>>, Unreadable> {
        match stream.get_plain_content_with_limit(self.left.get()) {
            Ok(bytes) => {
                self.left.set(self.left.get().saturating_sub(bytes.len() + EACH));
                Ok(Some(bytes))
            }
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
                Err(Unreadable::TooMuch("le pagine sono troppo complesse"))
            }
            Err(_) => Ok(None),
        }
    }

    /// What stands on a page, in one piece.
    pub fn content(&self, page: &Dictionary) -> Result<Vec<u8>, Unreadable> {
        let mut all = Vec::new();
        let parts = match self.get(page, b"Contents") {
            Some(Object::Array(parts)) => parts.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        for part in parts.iter().filter_map(|part| self.resolve(part)?.as_stream().ok()) {
            all.extend(self.unpack(part)?.unwrap_or_default());
            all.push(b'\n');
        }
        Ok(all)
    }
}

fn count(bytes: &[u8], needle: &[u8]) -> usize {
    bytes.windows(needle.len()).filter(|window| *window == needle).count()
}
