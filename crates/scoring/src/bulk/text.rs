//! Columns as text: one line for each row, numbers between commas, the order of the file.
//!
//! Indicators: `objective,kind,target,baseline,actual,never,weight`. The kind is the number of the function
//! (1, 2, 3, 4, 5, 11, 15), 0 for an entered score, or 100 and more for a row of the table; an empty `actual` is a
//! missing result, `never` is 1 for what was never done. Objectives: `objective,body,weight,neutralised`, counted
//! from 0, with 1 for one that leaves the mean. Nothing is quoted, so a line break always ends a row and the text is read in pieces,
//! side by side.

use std::fmt;
use std::fmt::Write as _;

use rayon::prelude::*;

use super::bounds::Official;
use super::columns::{Actual, Indicators, Kind, Objectives};
use super::score::Scores;

const OF_INDICATORS: &[u8] = b"objective,kind,target,baseline,actual,never,weight";
const OF_OBJECTIVES: &[u8] = b"objective,body,weight,neutralised";
/// Few lines are shorter: room is made for so many.
const SHORT: usize = 16;
/// Bytes that a core reads at a time.
const PIECE: usize = 1 << 20;
/// The first kind that stands for a row of the table.
const LISTED: u64 = 100;

/// Why a text holds no columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// The first line does not name the columns.
    Head,
    /// A line that is no row: its number in the text, from 1.
    Line(usize),
    /// The objective that should have this number has another.
    Number(u64),
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => f.write_str("la prima riga non ha i nomi delle colonne"),
            Self::Line(line) => write!(f, "riga {line}: non si capisce"),
            Self::Number(number) => write!(f, "al posto dell'obiettivo {number} ce n'è un altro"),
        }
    }
}

impl std::error::Error for NotText {}

/// Indicators, with so many decimals of their values and weights.
///
/// # Errors
/// When the first line does not name the columns, or a line is no row.
pub fn read_indicators(text: &[u8], decimals: u32, weight_decimals: u32) -> Result<Indicators, NotText> {
    let scales = [decimals, weight_decimals];
    let read =
        read(text, OF_INDICATORS, Indicators::with_capacity, |rows, line| indicator(rows, line, scales))?;
    let rows = read.iter().map(|piece| piece.kind.len()).sum();
    let mut all = Indicators::with_capacity(rows);
    for piece in read {
        all.append(piece);
    }
    Ok(all)
}

/// Objectives, with so many decimals of their weights.
///
/// # Errors
/// When the first line does not name the columns, or a line is no row.
pub fn read_objectives(text: &[u8], weight_decimals: u32) -> Result<Objectives, NotText> {
    let row = |rows: &mut Numbered, line: &[u8]| objective(rows, line, weight_decimals);
    let mut all = Objectives::default();
    for (mut piece, numbers) in read(text, OF_OBJECTIVES, numbered, row)? {
        let from = all.body.len() as u64;
        if let Some((row, _)) = (from..).zip(numbers).find(|(row, number)| row != number) {
            return Err(NotText::Number(row));
        }
        all.body.append(&mut piece.body);
        all.weight.append(&mut piece.weight);
        all.neutralised.append(&mut piece.neutralised);
    }
    Ok(all)
}

impl Scores {
    /// The scores of objectives as text: `objective,score`, with nothing for one that is undetermined.
    pub fn objectives_text(&self) -> String {
        written("objective,score", &self.objectives)
    }

    /// The scores of bodies as text: `body,score`.
    pub fn bodies_text(&self) -> String {
        written("body,score", &self.bodies)
    }
}

/// Rows that a core writes at a time.
const ROWS: usize = 1 << 14;

/// The scores below their head, in pieces side by side.
fn written(head: &str, scores: &[Option<Official>]) -> String {
    let lines = |(piece, scores): (usize, &[Option<Official>])| {
        let mut text = String::with_capacity(scores.len() * 14);
        for (place, score) in (piece * ROWS..).zip(scores) {
            // Writing to a string cannot fail.
            let _ = match score {
                Some(score) => writeln!(text, "{place},{score}"),
                None => writeln!(text, "{place},"),
            };
        }
        text
    };
    let pieces: Vec<String> = scores.par_chunks(ROWS).enumerate().map(lines).collect();
    format!("{head}\n{}", pieces.concat())
}

/// Reads the lines below the head, in pieces side by side; `room` makes room for so many rows.
fn read<Rows: Send>(
    text: &[u8],
    head: &[u8],
    room: impl Fn(usize) -> Rows + Sync,
    row: impl Fn(&mut Rows, &[u8]) -> Option<()> + Sync,
) -> Result<Vec<Rows>, NotText> {
    let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    if first.trim_ascii_end() != head {
        return Err(NotText::Head);
    }
    let pieces = pieces(rest.get(1..).unwrap_or_default());
    let lines = |piece: &&[u8]| lines(piece, room(piece.len() / SHORT), &row);
    let read: Vec<Result<Rows, usize>> = pieces.par_iter().map(lines).collect();
    let mut rows = Vec::with_capacity(read.len());
    for (number, piece) in read.into_iter().enumerate() {
        let before = || pieces.iter().take(number).map(|piece| split(piece).count() - 1).sum::<usize>();
        rows.push(piece.map_err(|line| NotText::Line(before() + line + 2))?);
    }
    Ok(rows)
}

/// The lines of a text, without their ends.
fn split(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b'\n')
}

/// The rows of a piece, or the line that is none, from 0.
fn lines<Rows>(
    piece: &[u8],
    mut rows: Rows,
    row: impl Fn(&mut Rows, &[u8]) -> Option<()>,
) -> Result<Rows, usize> {
    for (number, line) in split(piece).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !line.is_empty() {
            row(&mut rows, line).ok_or(number)?;
        }
    }
    Ok(rows)
}

/// The text cut behind line breaks.
fn pieces(mut text: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    while text.len() > PIECE {
        let (_, behind) = text.split_at(PIECE);
        let Some(end) = behind.iter().position(|byte| *byte == b'\n') else { break };
        let (piece, rest) = text.split_at(PIECE + end + 1);
        pieces.push(piece);
        text = rest;
    }
    pieces.push(text);
    pieces
}

fn indicator(rows: &mut Indicators, line: &[u8], [decimals, weight_decimals]: [u32; 2]) -> Option<()> {
    let mut fields = line.split(|byte| *byte == b',');
    rows.objective.push(u32::try_from(whole(fields.next()?)?).ok()?);
    rows.kind.push(kind(whole(fields.next()?)?)?);
    rows.target.push(fixed(fields.next()?, decimals)?);
    rows.baseline.push(fixed(fields.next()?, decimals)?);
    let actual = fields.next()?;
    let actual = match fields.next()? {
        b"1" => Actual::Never,
        b"0" if actual.is_empty() => Actual::Missing,
        b"0" => Actual::Number(fixed(actual, decimals)?),
        _ => return None,
    };
    rows.actual.push(actual);
    rows.weight.push(fixed(filled(fields.next()?)?, weight_decimals)?);
    fields.next().is_none().then_some(())
}

/// Objectives with the numbers they have in the text.
type Numbered = (Objectives, Vec<u64>);

fn numbered(rows: usize) -> Numbered {
    let objectives = Objectives {
        body: Vec::with_capacity(rows),
        weight: Vec::with_capacity(rows),
        neutralised: Vec::with_capacity(rows),
    };
    (objectives, Vec::with_capacity(rows))
}

fn objective((rows, numbers): &mut Numbered, line: &[u8], weight_decimals: u32) -> Option<()> {
    let mut fields = line.split(|byte| *byte == b',');
    numbers.push(whole(fields.next()?)?);
    rows.body.push(u32::try_from(whole(fields.next()?)?).ok()?);
    rows.weight.push(fixed(filled(fields.next()?)?, weight_decimals)?);
    rows.neutralised.push(match fields.next()? {
        b"0" => false,
        b"1" => true,
        _ => return None,
    });
    fields.next().is_none().then_some(())
}

fn kind(number: u64) -> Option<Kind> {
    Some(match number {
        0 => Kind::Entered,
        1 => Kind::Increasing,
        2 => Kind::IncreasingFromBaseline,
        3 => Kind::Decreasing,
        4 => Kind::DecreasingFromBaseline,
        5 => Kind::LinearOverrun,
        11 => Kind::YesNo,
        15 => Kind::ValidCount,
        listed => Kind::Listed(u16::try_from(listed.checked_sub(LISTED)?).ok()?),
    })
}

/// A whole number of at most 18 digits.
fn whole(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    digits
        .iter()
        .try_fold(0_u64, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u64::from(byte - b'0')))
}

fn filled(field: &[u8]) -> Option<&[u8]> {
    (!field.is_empty()).then_some(field)
}

/// A number in units of so many decimals. An empty field is nought: a figure that the function does not need.
fn fixed(text: &[u8], decimals: u32) -> Option<i64> {
    let (negative, text) = match text.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut number = 0_i64;
    let mut behind_point = None;
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                number = number.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                behind_point = behind_point.map(|places: u32| places + 1);
            }
            b'.' if behind_point.is_none() => behind_point = Some(0),
            _ => return None,
        }
    }
    if text.len() == usize::from(behind_point.is_some()) && (negative || !text.is_empty()) {
        return None;
    }
    let missing = decimals.checked_sub(behind_point.unwrap_or(0))?;
    let number = number.checked_mul(10_i64.checked_pow(missing)?)?;
    Some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_has_at_most_eighteen_digits() {
        assert_eq!(whole(b"999999999999999999"), Some(999_999_999_999_999_999));
        assert_eq!(whole(b"1000000000000000000"), None);
        assert_eq!(whole(b"10000000000000000000"), None);
        assert_eq!((whole(b""), whole(b"1a")), (None, None));
    }
}
