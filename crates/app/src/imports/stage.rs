//! A file that comes in: what it is, how it is read, and what came of it.

use document::Document;
use domain::exchange::{Coverage, finding_to_json, findings_from_json};
use domain::kept::Kept;
use domain::{Finding, Plan};
use formats::{Kind, Limits};
use method::Method;
use serde_json::{Value as Json, json};

use crate::library::Library;
use crate::plans::rows::{Draft, drafts};
use crate::refusal::{Answer, Refusal};

/// A file as it was sent.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// Name of the file.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file that was read with a method.
#[derive(Debug)]
pub struct Staged {
    /// Format, as people call it.
    pub kind: &'static str,
    /// Its text, to show findings at their cells.
    pub text: String,
    /// What reading gave.
    pub reading: forms::Reading,
}

/// Limits of files that come in over the net.
pub fn limits() -> Limits {
    Limits { bytes: 32 << 20, unpacked: 256 << 20, cells: 500_000, pages: 3_000, ..Limits::default() }
}

/// A file out of its signed envelope, with what it is and who signed it.
#[derive(Debug)]
pub struct Opened {
    /// What it is.
    pub kind: Kind,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Who signed it; whether the signature holds is not looked at.
    pub signers: Vec<String>,
}

/// Opens a file.
///
/// # Errors
/// When it cannot be read, with what to do.
pub fn open(upload: Upload) -> Answer<Opened> {
    let refused = |fault: formats::Unreadable| Refusal::invalid("file", format!("«{}» {fault}", upload.name));
    let limits = limits();
    if upload.bytes.len() > limits.bytes {
        return Err(Refusal::invalid(
            "file",
            format!("«{}» supera i 32 MiB: dividilo, o toglie le immagini", upload.name),
        ));
    }
    let kind = formats::recognise(&upload.bytes).map_err(refused)?;
    let (kind, bytes, signers) = if kind == Kind::Signed {
        let opened = formats::signed::open(&upload.bytes, &limits).map_err(refused)?;
        (formats::recognise(&opened.content).map_err(refused)?, opened.content, opened.signers)
    } else {
        (kind, upload.bytes, Vec::new())
    };
    if matches!(kind, Kind::Old(_)) {
        let what = "è in un formato di prima del 2007: aprilo con Word, Excel o LibreOffice e salvalo come DOCX, ODT o XLSX";
        return Err(Refusal::invalid("file", format!("«{}» {what}", upload.name)));
    }
    Ok(Opened { kind, bytes, signers })
}

/// What people call a format.
pub fn kind_told(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "testo",
        Kind::Html => "pagina HTML",
        Kind::Docx => "documento Word (DOCX)",
        Kind::Odt => "documento OpenDocument (ODT)",
        Kind::Xlsx => "foglio Excel (XLSX)",
        Kind::Ods => "foglio OpenDocument (ODS)",
        Kind::Pdf => "PDF",
        Kind::Old(_) => "formato di prima del 2007",
        Kind::Signed => "busta firmata",
    }
}

/// The blocks of a file and its text.
///
/// # Errors
/// When it cannot be read, with what to do.
pub fn document_of(name: &str, opened: &Opened) -> Answer<(Document, String)> {
    let refused = |fault: formats::Unreadable| Refusal::invalid("file", format!("«{name}» {fault}"));
    let document = formats::read_as(opened.kind, name, &opened.bytes, &limits()).map_err(refused)?;
    let text =
        if opened.kind == Kind::Text { decode(&opened.bytes) } else { document::text::write(&document) };
    Ok((document, text))
}

/// The text with one kind of line end, as the reader of documents sees it.
fn decode(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    };
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
}

/// The method that recognises a text, among those of a library.
///
/// # Errors
/// When none does, or several do: a person chooses.
pub fn recognised(library: &Library, text: &str) -> Answer<String> {
    let choice = library.choose(&[text]).map(|named| named.name);
    choice.map_err(|none| Refusal::invalid("method", format!("{none}: scegli il modello dall'elenco")))
}

/// Reads a document with a method.
///
/// # Errors
/// When nothing in it is of the method's form.
pub fn read(kind: Kind, (document, text): (Document, String), method: &Method) -> Answer<Staged> {
    let reading = forms::read(&[document], method);
    if reading.coverage.mapped == 0 {
        let what = format!(
            "nel documento non c'è nulla che il modello di «{}» riconosca: scegli un altro modello, o un altro file",
            method.body.name
        );
        return Err(Refusal::invalid("method", what));
    }
    Ok(Staged { kind: kind_told(kind), text, reading })
}

/// A plan as bytes, with what reading found: kept until somebody confirms it.
pub fn packed(plan: &Plan) -> Vec<u8> {
    let items: Vec<Json> = drafts(plan)
        .iter()
        .map(|draft| json!([draft.list, draft.position, draft.kept.content, draft.kept.personal]))
        .collect();
    Json::Array(items).to_string().into_bytes()
}

/// The items that were packed.
///
/// # Errors
/// When the bytes are not what [`packed`] wrote.
pub fn unpacked(bytes: &[u8]) -> Answer<Vec<Draft>> {
    let broken =
        || Refusal::blocked("ciò che era stato letto non è più utilizzabile: carica di nuovo il file");
    let json: Json = serde_json::from_slice(bytes).map_err(|_| broken())?;
    let one = |json: &Json| {
        let list = crate::plans::rows::list_named(json.get(0)?.as_str()?)?;
        let kept = Kept { content: json.get(2)?.clone(), personal: json.get(3)?.clone() };
        Some(Draft { list, position: json.get(1)?.as_i64()?, kept })
    };
    let items: Option<Vec<Draft>> = json.as_array().and_then(|all| all.iter().map(one).collect());
    items.ok_or_else(broken)
}

/// What came of reading, as it is kept with an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// What reading found, at lines and cells of the document.
    pub findings: Vec<Finding>,
    /// Where every cell went.
    pub coverage: Coverage,
    /// Objectives.
    pub objectives: usize,
    /// Phases.
    pub phases: usize,
    /// Indicators.
    pub indicators: usize,
    /// Structures.
    pub units: usize,
    /// First year.
    pub year: i16,
    /// Name of the plan.
    pub title: String,
    /// File with what was read.
    pub plan_file: String,
    /// File with the text of the document.
    pub text_file: String,
    /// Who signed the file.
    pub signers: Vec<String>,
}

impl Summary {
    /// As JSON.
    pub fn to_json(&self) -> String {
        let c = self.coverage;
        json!({
            "findings": self.findings.iter().map(finding_to_json).collect::<Vec<_>>(),
            "coverage": {"cells": c.cells, "mapped": c.mapped, "boilerplate": c.boilerplate, "reported": c.reported,
                         "lost": c.lost},
            "objectives": self.objectives, "phases": self.phases, "indicators": self.indicators, "units": self.units,
            "year": self.year, "title": self.title, "plan_file": self.plan_file, "text_file": self.text_file,
            "signers": self.signers,
        })
        .to_string()
    }

    /// From JSON; what is not there is blank.
    pub fn from_json(text: &str) -> Self {
        let json: Json = serde_json::from_str(text).unwrap_or_default();
        let count = |key: &str| {
            json.get(key).and_then(Json::as_u64).and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
        };
        let string = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        Self {
            findings: findings_from_json(&json),
            coverage: domain::exchange::coverage_from_json(&json).unwrap_or_default(),
            objectives: count("objectives"),
            phases: count("phases"),
            indicators: count("indicators"),
            units: count("units"),
            year: json
                .get("year")
                .and_then(Json::as_i64)
                .and_then(|year| i16::try_from(year).ok())
                .unwrap_or(0),
            title: string("title"),
            plan_file: string("plan_file"),
            text_file: string("text_file"),
            signers: serde_json::from_value(json.get("signers").cloned().unwrap_or_default())
                .unwrap_or_default(),
        }
    }

    /// What a reading comes to.
    pub fn of(reading: &forms::Reading, method: &Method) -> Self {
        let plan = &reading.plan;
        let sum = |count: fn(&domain::plan::Objective) -> usize| plan.objectives.iter().map(count).sum();
        let names: std::collections::BTreeSet<&str> =
            plan.objectives.iter().map(|objective| outline::text(objective.unit.as_ref())).collect();
        Self {
            findings: reading.findings.clone(),
            coverage: reading.coverage,
            objectives: plan.objectives.len(),
            phases: sum(|objective| objective.phases.len()),
            indicators: sum(|objective| objective.indicators.len()),
            units: names.len(),
            year: outline::plan_year(plan, method).unwrap_or(0),
            title: outline::plan_title(plan),
            ..Self::default()
        }
    }
}
