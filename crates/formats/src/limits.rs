//! What a file may ask of the machine that reads it.

/// Limits of reading. A file that goes beyond one is refused with [`Unreadable::TooMuch`](crate::Unreadable::TooMuch).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of all that is packed in it, once unpacked.
    pub unpacked: usize,
    /// Elements inside each other.
    pub depth: usize,
    /// Cells that are not blank, in the whole document.
    pub cells: usize,
    /// Pages of a PDF.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, unpacked: 512 << 20, depth: 256, cells: 2_000_000, pages: 20_000 }
    }
}
