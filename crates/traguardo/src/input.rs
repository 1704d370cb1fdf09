//! Reading files and folders, within limits.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use appraisal::{Decisions, Scored};
use document::Document;
use domain::Plan;
use domain::exchange::plan_from_json;
use formats::{Kind, Limits, Unreadable};
use meaning::Context;
use serde_json::Value as Json;

use crate::error::Failure;
use crate::old;
use crate::terminal::findings::Lines;

/// Size of the largest file that is read where no option says it.
pub const LARGEST: usize = 64 << 20;

/// A document as it was found.
#[derive(Debug)]
pub struct Source {
    /// The path as the user wrote it.
    pub shown: String,
    /// Its text, for the recognition of its form and for showing lines of it.
    pub text: String,
    /// Its blocks.
    pub document: Document,
}

impl Source {
    /// Its lines, to be shown under findings.
    pub fn lines(&self) -> Lines<'_> {
        Lines { name: &self.shown, lines: self.text.split('\n').collect() }
    }
}

/// What a file can be.
#[derive(Debug)]
pub enum Input {
    /// A document of a body.
    Document(Source),
    /// A plan in the exchange format, with the JSON it was read from.
    Plan(Box<Plan>, Json),
}

/// The documents at `paths`; of a folder, its documents by name.
pub fn documents(paths: &[PathBuf], limit: usize) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|error| Failure::unreadable(path, &error))?;
        if metadata.is_dir() {
            for file in documents_in(path)? {
                sources.push(document(&file, bytes(&file, limit)?, limit)?);
            }
        } else if is_json(path) {
            return Err(Failure::new(format!(
                "«{}» è in JSON e «import» legge documenti: per un piano già letto usa «print» o «export»",
                path.display()
            )));
        } else {
            sources.push(document(path, bytes(path, limit)?, limit)?);
        }
    }
    Ok(sources)
}

/// The document or the plan at `path`.
pub fn file(path: &Path, limit: usize) -> Result<Input, Failure> {
    let bytes = bytes(path, limit)?;
    let braced = bytes.trim_ascii_start().starts_with(b"{");
    if is_json(path) || (braced && serde_json::from_slice::<Json>(&bytes).is_ok()) {
        let (plan, json) = plan_in(path, &bytes)?;
        return Ok(Input::Plan(Box::new(plan), json));
    }
    Ok(Input::Document(document(path, bytes, limit)?))
}

/// The plan in the exchange format at `path`, with the JSON it was read from.
pub fn plan(path: &Path, limit: usize) -> Result<(Plan, Json), Failure> {
    plan_in(path, &bytes(path, limit)?)
}

/// The text at `path`, which is not a document of a body.
pub fn text(path: &Path, limit: usize) -> Result<String, Failure> {
    String::from_utf8(bytes(path, limit)?)
        .map_err(|_| Failure::new(format!("«{}» non è un file di testo in UTF-8", path.display())))
}

/// The file of scores at `path`.
pub fn scores(path: &Path, limit: usize) -> Result<Scored, Failure> {
    scores_in(path, &text(path, limit)?)
}

/// The file of scores that a text is.
pub fn scores_in(path: &Path, text: &str) -> Result<Scored, Failure> {
    serde_json::from_str(text).map_err(|_| {
        Failure::new(format!(
            "«{}» non è un file di punteggi: lo scrive «traguardo score PIANO -a RISULTATI -o FILE»",
            path.display()
        ))
    })
}

/// The decisions of a person at `path`; none were made where there is no file.
pub fn decisions(path: Option<&Path>, limit: usize) -> Result<Decisions, Failure> {
    let Some(path) = path else { return Ok(Decisions::default()) };
    Decisions::parse(&text(path, limit)?)
        .map_err(|fault| Failure::new(format!("«{}»: {fault}", path.display())))
}

/// The picture at `path`, a PNG.
pub fn picture(path: &Path) -> Result<Vec<u8>, Failure> {
    const LARGEST_PICTURE: usize = 4 << 20;
    let bytes = bytes(path, LARGEST_PICTURE)?;
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(bytes);
    }
    Err(Failure::new(format!("«{}» non è un'immagine PNG", path.display())))
}

/// The JSON at `path`, whatever it holds.
pub fn json(path: &Path, limit: usize) -> Result<Json, Failure> {
    json_in(path, &bytes(path, limit)?)
}

fn json_in(path: &Path, bytes: &[u8]) -> Result<Json, Failure> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (shown, line, column) = (path.display(), error.line(), error.column());
        Failure::new(format!("«{shown}» non è JSON valido: l'errore è alla riga {line}, colonna {column}"))
    })
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// Extensions of the documents that are read.
const DOCUMENTS: &[&str] =
    &["txt", "docx", "odt", "xlsx", "ods", "html", "htm", "pdf", "doc", "xls", "rtf", "p7m"];

/// The documents of a folder, by name.
fn documents_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let files = files_in(folder, DOCUMENTS)?;
    if files.is_empty() {
        return Err(Failure::new(format!(
            "nella cartella «{}» non c'è nessun documento ({})",
            folder.display(),
            DOCUMENTS.join(", ")
        )));
    }
    Ok(files)
}

/// The files of a folder with one of some extensions, by name.
pub fn files_in(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| Failure::unreadable(folder, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let wanted = path
            .extension()
            .is_some_and(|found| extensions.iter().any(|known| found.eq_ignore_ascii_case(known)));
        if wanted && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The bytes of a file, which are never more than `limit`, whatever kind of file it is.
pub fn bytes(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let unreadable = |error| Failure::unreadable(path, &error);
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > limit { Err(too_large(path, limit)) } else { Ok(bytes) }
}

fn too_large(path: &Path, limit: usize) -> Failure {
    Failure::new(format!(
        "«{}» supera la dimensione massima di {}: per leggerlo lo stesso usa --max-size",
        path.display(),
        megabytes(limit)
    ))
}

fn megabytes(bytes: usize) -> String {
    match bytes {
        1_048_576.. if bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        1024.. if bytes.is_multiple_of(1 << 10) => format!("{} KiB", bytes >> 10),
        _ => format!("{bytes} byte"),
    }
}

/// The document that `bytes` are, called by its path.
pub fn document(path: &Path, bytes: Vec<u8>, limit: usize) -> Result<Source, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let shown = path.display().to_string();
    let limits = Limits { bytes: limit, ..Limits::default() };
    let refused = |unreadable: Unreadable| Failure::new(format!("«{shown}» {unreadable}"));
    let (mut kind, mut bytes) = unwrapped(path, bytes, &limits).map_err(refused)?;
    if let Kind::Old(old) = kind {
        bytes = old::convert(path, &bytes, old)?;
        kind = formats::recognise(&bytes).map_err(refused)?;
    }
    let document = formats::read_as(kind, &name, &bytes, &limits).map_err(refused)?;
    // What a line of a finding is looked up in: the text itself, or what the document is as text.
    let text = if kind == Kind::Text { decode(bytes) } else { document::text::write(&document) };
    Ok(Source { shown, text, document })
}

/// A file taken out of its signed envelope, if it is in one, and what it is. Who signed is told.
fn unwrapped(path: &Path, bytes: Vec<u8>, limits: &Limits) -> Result<(Kind, Vec<u8>), Unreadable> {
    let kind = formats::recognise(&bytes)?;
    if kind != Kind::Signed {
        return Ok((kind, bytes));
    }
    let opened = formats::signed::open(&bytes, limits)?;
    let signers = if opened.signers.is_empty() {
        "firmatari non indicati".to_owned()
    } else {
        opened.signers.join(", ")
    };
    eprintln!(
        "traguardo: «{}» è una busta firmata ({signers}); la validità della firma non è verificata.",
        path.display()
    );
    Ok((formats::recognise(&opened.content)?, opened.content))
}

/// The text with one kind of line end, as the reader of documents sees it.
fn decode(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect());
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

fn plan_in(path: &Path, bytes: &[u8]) -> Result<(Plan, Json), Failure> {
    let shown = path.display();
    let json = json_in(path, bytes)?;
    let context = context_of(&json);
    let plan = plan_from_json(&json, &|kind, text, year| {
        meaning::understand(kind, text, &Context { year: year.or(context.year), ..context })
    })
    .map_err(|sentence| Failure::new(format!("«{shown}» non si può usare: {sentence}")))?;
    Ok((plan, json))
}

/// What is known of the texts of a plan: the year of dates that are written without one.
fn context_of(plan: &Json) -> Context {
    let year = plan.get("years").and_then(|years| years.get(0)).and_then(Json::as_i64);
    Context { year: year.and_then(|year| i16::try_from(year).ok()), ..Context::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_as_the_reader_does() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\nb\rc".to_vec()), "a\nb\nc");
        assert_eq!(decode(b"Unit\xE0".to_vec()), "Unità");
    }

    #[test]
    fn limits_are_told_in_round_figures() {
        assert_eq!(megabytes(64 << 20), "64 MiB");
        assert_eq!(megabytes(2048), "2 KiB");
        assert_eq!(megabytes(10), "10 byte");
    }
}
