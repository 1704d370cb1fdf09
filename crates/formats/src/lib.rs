//! Bytes <-> document, for the formats that bodies have and want: office files, HTML, PDF, text.
//!
//! A file comes from outside and may be broken or hostile: what it may ask of this machine stands in
//! [`Limits`]. Nothing that a file names elsewhere is ever followed.

mod archive;
mod counting;
pub mod docx;
mod grid;
pub mod html;
mod kind;
mod limits;
pub mod odf;
mod pack;
pub mod pdf;
mod shade;
mod sheet;
pub mod signed;
mod story;
mod symbols;
mod unreadable;
pub mod xlsx;
mod xml;

pub use kind::{Kind, Old, recognise};
pub use limits::Limits;
pub use unreadable::Unreadable;

use document::Document;

/// Reads a file of any kind that is read, by what it holds.
///
/// # Errors
/// Why it cannot be read, in a sentence for its owner.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    read_as(recognise(bytes)?, name, bytes, limits)
}

/// Reads a file of which the kind is known ([`recognise`]). Old formats and signed envelopes are not opened here.
///
/// # Errors
/// Why it cannot be read, in a sentence for its owner.
pub fn read_as(kind: Kind, name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    if bytes.len() > limits.bytes {
        return Err(Unreadable::TooMuch("byte"));
    }
    match kind {
        Kind::Text => text(name, bytes, limits),
        Kind::Html => html::read(name, bytes, limits),
        Kind::Docx => docx::read(name, bytes, limits),
        Kind::Odt | Kind::Ods => odf::read(name, bytes, limits),
        Kind::Xlsx => xlsx::read(name, bytes, limits),
        Kind::Pdf => pdf::read(name, bytes, limits),
        Kind::Old(_) => Err(Unreadable::Other(
            "è in un formato superato (.doc, .xls, .rtf): aprilo e salvalo come .docx, .xlsx o .odt",
        )),
        Kind::Signed => {
            Err(Unreadable::Other("è una busta firmata (.p7m): apri la busta e usa il file che contiene"))
        }
    }
}

fn text(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    use document::text::Unusable;
    document::text::read(name, bytes, limits.bytes).map_err(|unusable| match unusable {
        Unusable::Empty => Unreadable::Empty,
        Unusable::TooLarge { .. } => Unreadable::TooMuch("byte"),
        Unusable::Binary => Unreadable::Other(
            "non è un documento che si legge: servono testo, HTML, DOCX, ODT, XLSX, ODS o PDF",
        ),
    })
}
