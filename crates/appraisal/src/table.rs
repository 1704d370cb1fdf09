//! Tables that people fill in: CSV files with semicolons, as spreadsheets in Italy write them.

use std::fmt;

use csv::StringRecord;

/// A cell of a table that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands.
    pub at: At,
    /// The column.
    pub column: &'static str,
    /// What is wrong and how to mend it.
    pub what: String,
}

/// Where a row of a table stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The row, from 1; the header is row 1.
    pub row: usize,
    /// The line, from 1: another than the row where a cell goes on over several lines.
    pub line: u32,
}

impl At {
    /// The header.
    pub const HEADER: Self = Self { row: 1, line: 1 };
}

impl Fault {
    /// A fault of a cell.
    pub fn new(at: At, column: &'static str, what: impl Into<String>) -> Self {
        Self { at, column, what: what.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "riga {}, colonna «{}»: {}", self.at.row, self.column, self.what)
    }
}

/// A table as it was read; nothing of it is understood yet.
#[derive(Clone, Debug)]
pub struct Table {
    header: StringRecord,
    rows: Vec<Option<StringRecord>>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    at: At,
    header: &'t StringRecord,
    record: &'t StringRecord,
}

impl Table {
    /// Reads a table; the delimiter is the commonest of the header.
    pub fn read(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().cloned().unwrap_or_default();
        let rows = reader.records().map(Result::ok).collect();
        Self { header, rows }
    }

    /// Whether there is a column.
    pub fn has(&self, column: &str) -> bool {
        place(&self.header, column).is_some()
    }

    /// The first column that is none of these.
    pub fn stranger(&self, known: &[&str]) -> Option<&str> {
        let is_known = |name: &str| known.iter().any(|column| column.eq_ignore_ascii_case(name));
        self.header.iter().map(str::trim).find(|name| !name.is_empty() && !is_known(name))
    }

    /// Where a column stands, from 1.
    pub fn column(&self, column: &str) -> Option<u16> {
        u16::try_from(place(&self.header, column)? + 1).ok()
    }

    /// The rows below the header; where one stands that cannot be read.
    pub fn rows(&self) -> impl Iterator<Item = Result<Row<'_>, At>> {
        (2..).zip(&self.rows).map(|(row, record)| {
            let line = record.as_ref().and_then(StringRecord::position).map(csv::Position::line);
            let line = line.and_then(|line| u32::try_from(line).ok()).or_else(|| u32::try_from(row).ok());
            let at = At { row, line: line.unwrap_or(u32::MAX) };
            record.as_ref().map(|record| Row { at, header: &self.header, record }).ok_or(at)
        })
    }
}

impl<'t> Row<'t> {
    /// Where it stands.
    pub fn at(&self) -> At {
        self.at
    }

    /// The text of a cell; blank where there is no such column.
    pub fn cell(&self, column: &str) -> &'t str {
        place(self.header, column).and_then(|at| self.record.get(at)).unwrap_or_default().trim()
    }

    /// Whether nothing is written in these columns.
    pub fn is_blank(&self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.cell(column).is_empty())
    }
}

fn place(header: &StringRecord, column: &str) -> Option<usize> {
    header.iter().position(|known| known.trim().eq_ignore_ascii_case(column))
}

/// The delimiter of the header: a semicolon, or what other programs make of it.
pub fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    [b';', b',', b'\t'].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b';')
}

/// A table as text.
///
/// # Errors
/// When a row cannot be written, which memory alone could bring about.
pub fn written<R>(header: &[&str], rows: impl IntoIterator<Item = R>) -> Result<String, csv::Error>
where
    R: IntoIterator,
    R::Item: AsRef<[u8]>,
{
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    // Spreadsheets take a file for UTF-8 only when it says so.
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}
