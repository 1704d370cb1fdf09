//! Fields of forms: what was filled in is content.

use std::rc::Rc;

use lopdf::{Dictionary, Object, Stream};

use super::content::Reader;
use super::file::{File, Leaf};
use super::geometry::{Matrix, Point, Rect};
use super::marks::text_string;
use super::page::{Glyph, Ink, Turn};
use crate::Unreadable;

/// Fields of a page.
const MOST: usize = 1 << 14;
/// Fields inside each other.
const ANCESTORS: usize = 16;
/// A flag of a field: nobody sees it.
const HIDDEN: i64 = 2;
/// A flag of a button: it does something, it says nothing.
const PUSHES: i64 = 1 << 16;

/// Adds what the fields of a page show.
pub(super) fn read<'f>(reader: &mut Reader<'f>, leaf: &Leaf<'f>, depth: usize) -> Result<(), Unreadable> {
    let file = reader.file;
    for item in file.array(leaf.dictionary, b"Annots").unwrap_or_default().iter().take(MOST) {
        let Some(Object::Dictionary(field)) = file.resolve(item) else { continue };
        let flags = integer(file, field, b"F");
        let rect = file.get(field, b"Rect").and_then(|object| file.rect(object));
        let Some(rect) =
            rect.filter(|_| file.name(field, b"Subtype") == Some(b"Widget") && flags & HIDDEN == 0)
        else {
            continue;
        };
        match inherited(file, field, b"FT").and_then(|kind| kind.as_name().ok()) {
            Some(b"Btn") => {
                let kind = inherited(file, field, b"Ff").and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
                if kind & PUSHES == 0 {
                    let off = matches!(file.name(field, b"AS"), None | Some(b"Off"));
                    place(reader, &rect, if off { "☐" } else { "☑" });
                }
            }
            Some(b"Tx" | b"Ch") => match appearance(file, field) {
                Some(stream) => show(reader, stream, &rect, leaf, depth)?,
                None => {
                    if let Some(Object::String(bytes, _)) = inherited(file, field, b"V") {
                        place(reader, &rect, &text_string(bytes));
                    }
                }
            },
            _ => {}
        }
    }
    Ok(())
}

fn integer(file: &File, dictionary: &Dictionary, key: &[u8]) -> i64 {
    file.get(dictionary, key).and_then(|object| object.as_i64().ok()).unwrap_or(0)
}

fn inherited<'f>(file: &'f File, field: &'f Dictionary, key: &[u8]) -> Option<&'f Object> {
    let mut node = field;
    for _ in 0..ANCESTORS {
        if let Some(object) = file.get(node, key) {
            return Some(object);
        }
        node = file.dictionary(node, b"Parent")?;
    }
    None
}

fn appearance<'f>(file: &'f File, field: &'f Dictionary) -> Option<&'f Stream> {
    file.get(file.dictionary(field, b"AP")?, b"N")?.as_stream().ok()
}

/// Shows the appearance of a field where the field is.
fn show<'f>(
    reader: &mut Reader<'f>,
    stream: &'f Stream,
    rect: &Rect,
    leaf: &Leaf<'f>,
    depth: usize,
) -> Result<(), Unreadable> {
    let file = reader.file;
    let Some(bounds) = file.get(&stream.dict, b"BBox").and_then(|object| file.rect(object)) else {
        return Ok(());
    };
    let matrix = file.get(&stream.dict, b"Matrix").map(|object| file.numbers(object));
    let matrix =
        matrix.and_then(|numbers| <[f64; 6]>::try_from(numbers).ok()).map_or(Matrix::IDENTITY, Matrix);
    let Some(from) = matrix.around(&bounds).filter(|from| from.width() > 0.0 && from.height() > 0.0) else {
        return Ok(());
    };
    let (across, down) = (rect.width() / from.width(), rect.height() / from.height());
    let map = Matrix([across, 0.0, 0.0, down, rect.x0 - from.x0 * across, rect.y0 - from.y0 * down]);
    match leaf.resources {
        Some(resources) => reader.form(stream, map, resources, depth),
        None => Ok(()),
    }
}

/// Puts a text into a field as one character.
fn place(reader: &mut Reader, rect: &Rect, text: &str) {
    const SIZE: f64 = 9.0;
    let Some(shown) = reader.state.map.around(rect) else { return };
    let middle = f64::midpoint(shown.y0, shown.y1);
    reader.page.glyphs.push(Glyph {
        text: Rc::from(text),
        at: Point { x: shown.x0, y: middle + SIZE * 0.25 },
        width: shown.width(),
        gap: 0.0,
        size: SIZE,
        turn: Turn::Right,
        bold: false,
        ink: Ink::Dark,
        over: reader.page.areas.len(),
        artifact: false,
    });
}
