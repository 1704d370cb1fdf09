//! What a file is, by its content: names lie.

use crate::archive::Archive;
use crate::{Limits, Unreadable};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text, as it was extracted from a document.
    Text,
    /// A page.
    Html,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// An Excel workbook.
    Xlsx,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A PDF.
    Pdf,
    /// An office file of before 2007, or rich text: read where another program converts it.
    Old(Old),
    /// A signed envelope (`.p7m`) around a file.
    Signed,
}

/// A format that is converted by another program before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Old {
    /// A Word document of before 2007.
    Doc,
    /// An Excel workbook of before 2007.
    Xls,
    /// Rich text.
    Rtf,
}

/// The signature of office files of before 2007.
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The type of signed data (RFC 5652), as it stands in a file.
const SIGNED_DATA: &[u8] = &[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
/// The same in Base64, at the beginning of a file.
const SIGNED_TEXT: &[&[u8]] = &[b"MII", b"MIA", b"-----BEGIN PKCS7", b"-----BEGIN CMS"];

/// Says what a file is.
///
/// # Errors
/// When it is a packed file that cannot be opened, or of a kind that is never read.
pub fn recognise(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    if holds(head, b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return packed(bytes);
    }
    if bytes.starts_with(OLE) {
        return ole(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Ok(Kind::Old(Old::Rtf));
    }
    if is_signed(bytes, head) {
        return Ok(Kind::Signed);
    }
    if is_picture(bytes) {
        return Err(Unreadable::Scan);
    }
    if is_page(head) {
        return Ok(Kind::Html);
    }
    Ok(Kind::Text)
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn packed(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let mut archive = Archive::open(bytes, &Limits::default())?;
    let names = archive.names();
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("word/document.xml") {
        return Ok(Kind::Docx);
    }
    if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    if has("xl/workbook.bin") {
        return Err(Unreadable::Other("è una cartella di Excel binaria (.xlsb): salvala come .xlsx"));
    }
    if has("content.xml") {
        let kind = archive.part("mimetype")?.unwrap_or_default();
        let kind = String::from_utf8_lossy(&kind);
        return match kind.trim() {
            kind if kind.contains("opendocument.spreadsheet") => Ok(Kind::Ods),
            kind if kind.contains("opendocument.text") || kind.is_empty() => Ok(Kind::Odt),
            _ => Err(Unreadable::Other("non è un testo né un foglio di calcolo")),
        };
    }
    Err(Unreadable::Other("è un archivio compresso: estrai il documento che contiene e usa quello"))
}

fn ole(bytes: &[u8]) -> Result<Kind, Unreadable> {
    // The names of the streams inside, in the two-byte letters of the format.
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    if holds(bytes, &wide("EncryptedPackage")) {
        return Err(Unreadable::Locked);
    }
    if holds(bytes, &wide("WordDocument")) {
        return Ok(Kind::Old(Old::Doc));
    }
    if holds(bytes, &wide("Workbook")) || holds(bytes, &wide("Book")) {
        return Ok(Kind::Old(Old::Xls));
    }
    Err(Unreadable::Other(
        "è un file di un programma che non si legge: salvalo come documento o foglio di calcolo",
    ))
}

fn is_signed(bytes: &[u8], head: &[u8]) -> bool {
    let near = head.get(..64).unwrap_or(head);
    (bytes.first() == Some(&0x30) && holds(near, SIGNED_DATA))
        || SIGNED_TEXT.iter().any(|sign| bytes.trim_ascii_start().starts_with(sign) && is_base64(head))
}

fn is_base64(head: &[u8]) -> bool {
    head.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-\r\n ".contains(byte))
}

fn is_picture(bytes: &[u8]) -> bool {
    let signs: [&[u8]; 4] = [b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"II*\x00", b"MM\x00*"];
    signs.iter().any(|sign| bytes.starts_with(sign))
}

fn is_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let begins = |sign: &str| text.starts_with(sign);
    begins("<!doctype html") || begins("<html") || (begins("<?xml") && text.contains("<html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_what_they_hold() {
        let cases: [(&[u8], Result<Kind, Unreadable>); 8] = [
            (b"Peso\t25\n", Ok(Kind::Text)),
            (b"\n%PDF-1.7", Ok(Kind::Pdf)),
            (b"\xEF\xBB\xBF <!DOCTYPE html><p>x", Ok(Kind::Html)),
            (b"<b>Peso</b>\t25", Ok(Kind::Text)),
            (b"{\\rtf1\\ansi x}", Ok(Kind::Old(Old::Rtf))),
            (b"\x89PNG\r\n\x1a\n", Err(Unreadable::Scan)),
            (b"PK\x03\x04", Err(Unreadable::Broken("archivio".into()))),
            (b"MILANO, documento di testo", Ok(Kind::Text)),
        ];
        for (bytes, expected) in cases {
            assert_eq!(recognise(bytes), expected, "{bytes:?}");
        }
        let mut signed = vec![0x30, 0x82, 0x10, 0x00];
        signed.extend(SIGNED_DATA);
        assert_eq!(recognise(&signed), Ok(Kind::Signed));
    }
}
