//! The ends of streams.
//!
//! A stream is as long as its `Length` says, and an end of line follows. Where its last byte is a carriage return, a
//! program that looks back from `endstream` takes it for a part of that end of line, finds the stream a byte short, and
//! calls the file no PDF/A. With another carriage return both ways of looking agree.

use memchr::memmem;

/// The digits of an offset in the table of objects.
const DIGITS: usize = 10;
/// The bytes of a line of that table.
const LINE: usize = 20;

/// A file in which no stream ends in a byte that looks like a part of an end of line; it is changed only where it is
/// built as expected, with one table of objects at its end.
pub fn told_apart(file: Vec<u8>) -> Vec<u8> {
    let Some(table) = Table::of(&file) else { return file };
    let ends: Vec<usize> =
        memmem::find_iter(&file[..table.start], b"\r\nendstream").map(|at| at + 1).collect();
    if ends.is_empty() {
        return file;
    }
    let mut out = Vec::with_capacity(file.len() + ends.len());
    let mut from = 0;
    for end in &ends {
        out.extend_from_slice(&file[from..*end]);
        out.push(b'\r');
        from = *end;
    }
    out.extend_from_slice(&file[from..table.start]);
    let moved = |offset: usize| offset + ends.partition_point(|end| *end <= offset);
    out.extend_from_slice(&file[table.start..table.lines]);
    for line in file[table.lines..table.end].chunks(LINE) {
        match offset(line) {
            Some(offset) if line.ends_with(b" n \n") || line.ends_with(b" n\r\n") => {
                out.extend_from_slice(format!("{:0DIGITS$}", moved(offset)).as_bytes());
                out.extend_from_slice(&line[DIGITS..]);
            }
            _ => out.extend_from_slice(line),
        }
    }
    out.extend_from_slice(&file[table.end..table.named]);
    out.extend_from_slice(format!("{}\n%%EOF", moved(table.start)).as_bytes());
    out
}

/// Where the table of objects stands.
struct Table {
    /// Where it begins.
    start: usize,
    /// Where its lines begin.
    lines: usize,
    /// Where they end.
    end: usize,
    /// Where the end of the file says where it begins.
    named: usize,
}

impl Table {
    fn of(file: &[u8]) -> Option<Self> {
        const NAME: &[u8] = b"startxref\n";
        let named = memmem::rfind(file, NAME)? + NAME.len();
        let start = number(file.get(named..)?)?;
        let head = file.get(start..)?.strip_prefix(b"xref\n0 ")?;
        let count = number(head)?;
        let lines =
            start + file.get(start..)?.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1)?.0 + 1;
        let end = lines.checked_add(count.checked_mul(LINE)?)?;
        file.get(end..)?.starts_with(b"trailer").then_some(Self { start, lines, end, named })
    }
}

/// The number that a text begins with.
fn number(text: &[u8]) -> Option<usize> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()
}

/// The offset in a line of the table.
fn offset(line: &[u8]) -> Option<usize> {
    let digits = line.get(..DIGITS)?;
    digits.iter().all(u8::is_ascii_digit).then(|| number(digits)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with two streams, and where each object begins.
    fn file(first: &[u8]) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut offsets = Vec::new();
        for data in [first, b"abc"] {
            offsets.push(file.len());
            file.extend_from_slice(format!("1 0 obj\n<</Length {}>>\nstream\n", data.len()).as_bytes());
            file.extend_from_slice(data);
            file.extend_from_slice(b"\nendstream\nendobj\n");
        }
        let table = file.len();
        file.extend_from_slice(b"xref\n0 3\n0000000000 65535 f\r\n");
        for offset in offsets {
            file.extend_from_slice(format!("{offset:010} 00000 n\r\n").as_bytes());
        }
        file.extend_from_slice(format!("trailer\n<</Size 3>>\nstartxref\n{table}\n%%EOF").as_bytes());
        file
    }

    #[test]
    fn a_last_byte_is_told_from_the_end_of_its_line() {
        let changed = told_apart(file(b"ab\r"));
        let shown = String::from_utf8(changed.clone()).unwrap();
        assert!(shown.contains("ab\r\r\nendstream"), "{shown}");
        let table = Table::of(&changed).unwrap();
        for line in changed[table.lines..table.end].chunks(LINE).skip(1) {
            assert!(changed[offset(line).unwrap()..].starts_with(b"1 0 obj"));
        }
        assert!(shown.ends_with("%%EOF"));
    }

    #[test]
    fn other_files_stay_as_they_are() {
        for bytes in [file(b"ab"), file(b"ab\n"), b"%PDF-1.7".to_vec(), Vec::new()] {
            assert_eq!(told_apart(bytes.clone()), bytes);
        }
    }
}
