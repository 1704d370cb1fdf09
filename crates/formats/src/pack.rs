//! Packed files, written so that the same content gives the same bytes.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A packed file under construction.
pub(crate) struct Pack {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Pack {
    pub fn new() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())) }
    }

    /// Adds a part.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        self.put(name, bytes, CompressionMethod::Deflated);
    }

    /// Adds a part as it is: the type of an ODF file, read without unpacking, and pictures.
    pub fn add_plain(&mut self, name: &str, bytes: &[u8]) {
        self.put(name, bytes, CompressionMethod::Stored);
    }

    fn put(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) {
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::DEFAULT);
        // Writing to memory fails only when a part is larger than 4 GiB, which no document is.
        if self.zip.start_file(name, options).is_ok() {
            let _ = self.zip.write_all(bytes);
        }
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.zip.finish().map(Cursor::into_inner).unwrap_or_default()
    }
}

/// Text as it stands in XML and HTML, without the characters these cannot have.
pub(crate) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
}

/// A text escaped by itself.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}
