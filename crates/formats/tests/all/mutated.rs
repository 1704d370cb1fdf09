//! Files that were damaged on the way, or made to do damage: they are read or refused, and nothing else.

use std::io::{Cursor, Read as _, Write as _};
use std::time::{Duration, Instant};

use document::{Document, Look};
use formats::Limits;

use super::shared::support::samples;

/// How many damaged files of each format, unless the environment says otherwise.
const FILES: usize = 60;
/// The longest that reading a small file may take, on a slow machine without optimisation.
const LONGEST: Duration = Duration::from_secs(20);

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }
}

fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        let (at, other, length) = (dice.roll(bytes.len()), dice.roll(bytes.len()), dice.roll(64) + 1);
        match dice.roll(6) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(dice.roll(256)).unwrap_or(0);
                }
            }
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..(at + length).min(bytes.len()))),
            3 => {
                let piece: Vec<u8> = bytes.iter().skip(other).take(length).copied().collect();
                bytes.splice(at..at, piece.repeat(dice.roll(20) + 1));
            }
            4 => {
                let sign = *b"<>&/\"'=\0".get(dice.roll(8)).unwrap_or(&b'<');
                bytes.splice(at..at, [sign]);
            }
            _ => {
                let number = ["-1", "99999999999", "65536", "0", "4294967296", "1e308"][dice.roll(6)];
                let digits = bytes.iter().skip(at).position(u8::is_ascii_digit);
                if let Some(from) = digits.map(|digits| digits + at) {
                    let to = bytes
                        .iter()
                        .skip(from)
                        .position(|b| !b.is_ascii_digit())
                        .map_or(bytes.len(), |n| from + n);
                    bytes.splice(from..to, number.bytes());
                }
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// A packed file with one of its parts damaged, so that what is inside is reached.
fn damaged_inside(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a written file can be opened");
    let chosen = dice.roll(archive.len());
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("unpacked");
        if index == chosen {
            content = damaged(&content, dice);
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        out.write_all(&content).expect("written");
    }
    out.finish().expect("finished").into_inner()
}

fn survives(name: &str, write: impl Fn(&Document, &Look) -> Vec<u8>, packed: bool) {
    let files = std::env::var("TRAGUARDO_MUTATED").ok().and_then(|n| n.parse().ok()).unwrap_or(FILES);
    let originals: Vec<Vec<u8>> = samples()
        .iter()
        .take(3)
        .map(|case| write(&forms::print(&case.read().plan, &case.method), &Look::default()))
        .collect();
    let mut dice = Dice(0x7261_6775);
    let limits = Limits { unpacked: 64 << 20, ..Limits::default() };
    let (mut read, mut refused) = (0, 0);
    for number in 0..files {
        let original = &originals[number % originals.len()];
        let inside = packed && dice.roll(4) > 0;
        let bytes = if inside { damaged_inside(original, &mut dice) } else { damaged(original, &mut dice) };
        let start = Instant::now();
        match formats::read(name, &bytes, &limits) {
            Ok(_) => read += 1,
            Err(_) => refused += 1,
        }
        assert!(start.elapsed() < LONGEST, "{name}, file {number}: {:?}", start.elapsed());
    }
    assert_eq!(read + refused, files);
    assert!(files < FILES || read > 0, "{name}: every damaged file was refused, so nothing inside was tried");
}

#[test]
fn word_documents() {
    survives("docx", formats::docx::write, true);
}

#[test]
fn opendocument_texts() {
    survives("odt", formats::odf::write, true);
}

#[test]
fn workbooks() {
    survives("xlsx", formats::xlsx::write, true);
}

#[test]
fn pages() {
    survives("html", formats::html::write, false);
}

#[test]
fn portable_documents() {
    survives("pdf", |document, look| unpacked(&typeset::pdf(document, look).expect("printed")), false);
}

/// A PDF with its streams unpacked, so that damage reaches what is in them.
fn unpacked(pdf: &[u8]) -> Vec<u8> {
    let mut file = lopdf::Document::load_mem(pdf).expect("a printed file can be opened");
    file.decompress();
    let mut out = Vec::new();
    file.save_to(&mut out).expect("saved");
    out
}
