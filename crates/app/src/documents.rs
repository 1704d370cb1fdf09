//! The documents of the cycle as files: which there are, what they need, and in which formats they are written.

use appraisal::Scored;
use appraisal::actuals::Actuals;
use document::{Document, Look};
use domain::{Finding, Plan};
use jiff::civil::Date;
use method::Method;

/// The documents that are made from a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// The plan in the form of its body.
    Plan,
    /// An empty form of an objective.
    Blank,
    /// The sheet of weights.
    Weights,
    /// The letters that assign objectives.
    Letters,
    /// The draft of the act that approves the plan.
    Resolution,
    /// By person.
    People,
    /// By councillor.
    Councillors,
    /// By mission of the budget.
    Missions,
    /// By month.
    Deadlines,
    /// Gantt charts.
    Timetable,
    /// The tree of the performance.
    Tree,
    /// What is done and what is late at a day.
    Monitoring,
    /// The report on the results.
    Report,
    /// The findings.
    Findings,
    /// The plan without people.
    Publication,
    /// The plan in figures.
    Summary,
}

impl Paper {
    /// Every document.
    pub const ALL: [Self; 16] = [
        Self::Plan,
        Self::Blank,
        Self::Weights,
        Self::Letters,
        Self::Resolution,
        Self::People,
        Self::Councillors,
        Self::Missions,
        Self::Deadlines,
        Self::Timetable,
        Self::Tree,
        Self::Monitoring,
        Self::Report,
        Self::Findings,
        Self::Publication,
        Self::Summary,
    ];

    /// Its name in commands and addresses, and what people call it.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Plan => ("piano", "Il piano nella forma dell'ente"),
            Self::Blank => ("scheda-vuota", "Scheda vuota da compilare"),
            Self::Weights => ("pesi", "Prospetto dei pesi"),
            Self::Letters => ("lettera", "Lettere di assegnazione degli obiettivi"),
            Self::Resolution => ("delibera", "Bozza dell'atto di approvazione"),
            Self::People => ("persone", "Obiettivi per persona"),
            Self::Councillors => ("assessori", "Obiettivi per assessore"),
            Self::Missions => ("missioni", "Obiettivi per missione di bilancio"),
            Self::Deadlines => ("scadenze", "Scadenzario"),
            Self::Timetable => ("cronoprogramma", "Cronoprogramma"),
            Self::Tree => ("albero", "Albero della performance"),
            Self::Monitoring => ("monitoraggio", "Stato di attuazione a una data"),
            Self::Report => ("relazione", "Relazione sulla performance"),
            Self::Findings => ("rilievi", "Rilievi"),
            Self::Publication => ("pubblicazione", "Versione per la pubblicazione"),
            Self::Summary => ("riepilogo", "Il piano in cifre"),
        }
    }

    /// Its name in commands and addresses.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// What people call it.
    pub fn term(self) -> &'static str {
        self.names().1
    }

    /// The document of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.name() == name)
    }
}

/// The formats that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text, as it is extracted from documents.
    Text,
    /// A page that stands alone.
    Html,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// An Excel workbook.
    Xlsx,
    /// An accessible PDF.
    Pdf,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Pdf, Self::Docx, Self::Odt, Self::Xlsx, Self::Html, Self::Text];

    /// How files of it are called at their end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// What people call it.
    pub fn term(self) -> &'static str {
        match self {
            Self::Text => "Testo",
            Self::Html => "Pagina HTML",
            Self::Docx => "Word (DOCX)",
            Self::Odt => "OpenDocument (ODT)",
            Self::Xlsx => "Excel (XLSX)",
            Self::Pdf => "PDF accessibile",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
        }
    }

    /// The format of an extension.
    pub fn named(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        let extension = if extension == "htm" { "html" } else { &extension };
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }
}

/// What a document is made from beside the plan.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    /// Only this unit.
    pub unit: Option<&'a str>,
    /// The day of the document.
    pub day: Option<Date>,
    /// What came about.
    pub results: Option<&'a Actuals>,
    /// The scores.
    pub scores: Option<&'a Scored>,
    /// What reading found in the document that the plan comes from.
    pub read: &'a [Finding],
}

/// What a document still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The day that is looked at.
    Day,
    /// The scores.
    Scores,
    /// The plan has no such unit.
    Unit,
}

/// A document of the cycle.
///
/// # Errors
/// When something that it is made from is missing.
pub fn paper(plan: &Plan, method: &Method, paper: Paper, sources: Sources<'_>) -> Result<Document, Missing> {
    Ok(match paper {
        Paper::Plan => forms::print(plan, method),
        Paper::Blank => papers::blank(plan, method, sources.unit, None),
        Paper::Weights => papers::weights(plan, method),
        Paper::Letters => {
            let letters = papers::assignment(plan, method, sources.unit, sources.day);
            if letters.blocks.is_empty() && sources.unit.is_some() {
                return Err(Missing::Unit);
            }
            letters
        }
        Paper::Resolution => papers::resolution(plan, method),
        Paper::People => papers::by_person(plan, method),
        Paper::Councillors => papers::by_assessore(plan, method),
        Paper::Missions => papers::by_mission(plan, method),
        Paper::Deadlines => papers::deadlines(plan, method),
        Paper::Timetable => papers::timetable(plan, method, sources.results),
        Paper::Tree => papers::performance_tree(plan, method),
        Paper::Monitoring => {
            papers::monitoring(plan, method, sources.day.ok_or(Missing::Day)?, sources.results)
        }
        Paper::Report => {
            papers::performance(plan, method, sources.scores.ok_or(Missing::Scores)?, sources.results)
        }
        Paper::Findings => {
            papers::findings(plan, method, &checks::check(plan, method, sources.read.to_vec()))
        }
        Paper::Publication => papers::publication(plan, method),
        Paper::Summary => papers::summary(plan, method),
    })
}

/// Two versions of a plan side by side (*quadro di raffronto*).
pub fn comparison(old: &Plan, new: &Plan, method: &Method) -> Document {
    papers::comparison(old, new, method)
}

/// The title that pages of a document bear.
pub fn title(plan: &Plan, paper: Paper, document: &Document) -> String {
    match paper {
        Paper::Plan | Paper::Publication => outline::plan_title(plan),
        _ => document.name.clone(),
    }
}

/// A document as a file of a format.
///
/// # Errors
/// When a PDF cannot be written: in Italian.
pub fn written(document: &Document, look: &Look, format: Format) -> Result<Vec<u8>, String> {
    Ok(match format {
        Format::Text => format!("{}\n", document::text::write(document).trim_end_matches('\n')).into_bytes(),
        Format::Html => formats::html::write(document, look),
        Format::Docx => formats::docx::write(document, look),
        Format::Odt => formats::odf::write(document, look),
        Format::Xlsx => formats::xlsx::write(document, look),
        Format::Pdf => {
            typeset::pdf(document, look).map_err(|fault| format!("il PDF non si può scrivere: {fault}"))?
        }
    })
}
