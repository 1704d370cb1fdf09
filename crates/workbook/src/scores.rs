//! The sheet of scores.

use std::collections::HashMap;
use std::fmt;

use appraisal::Scored;
use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, ExcelDateTime, Format, FormatAlign, Formula, Note, Workbook, Worksheet,
    XlsxError,
};
use scoring::function::Function;
use scoring::tree::{Content, Level, Mean, Neutral};
use scoring::{Actual, Exact};

use crate::formula::{Cells, LONGEST, formula};
use crate::late::{Holidays, needs_holidays};
use crate::rows::{Row, rows};

/// Why a workbook could not be written.
#[derive(Debug)]
pub struct NotWritten(XlsxError);

impl fmt::Display for NotWritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "il foglio elettronico non si può scrivere ({})", self.0)
    }
}

impl From<XlsxError> for NotWritten {
    fn from(error: XlsxError) -> Self {
        Self(error)
    }
}

const HEADER: [(&str, u16); 13] = [
    ("Voce", 11),
    ("Fa parte di", 11),
    ("Che cosa è", 60),
    ("Peso", 9),
    ("Conta", 7),
    ("Si misura con", 40),
    ("Risultato", 14),
    ("Di cui non validi", 10),
    ("Punteggio", 11),
    ("Peso × punteggio", 12),
    ("Punteggio del programma", 14),
    ("Valore esatto", 16),
    ("Cambiato", 10),
];
const ITEM: u16 = 0;
const PART_OF: u16 = 1;
const TITLE: u16 = 2;
const WEIGHT: u16 = 3;
const COUNTS: u16 = 4;
const BY: u16 = 5;
const RESULT: u16 = 6;
const INVALID: u16 = 7;
const SCORE: u16 = 8;
const PRODUCT: u16 = 9;
const OURS: u16 = 10;
const EXACT: u16 = 11;
const CHANGED: u16 = 12;

/// The scores of a plan as a workbook: one row for each item, with a formula for its score. Results can be
/// changed; everything else is locked, without a password.
///
/// # Errors
/// When the workbook is larger than the format allows.
pub fn scores(scored: &Scored) -> Result<Vec<u8>, NotWritten> {
    let mut workbook = Workbook::new();
    let rows = rows(scored);
    let places: HashMap<&str, u32> =
        rows.iter().zip(1..).map(|(row, place)| (row.item.id.as_str(), place)).collect();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Punteggi")?;
    head(sheet)?;
    let (looks, holidays) = (Looks::new(), Holidays::around(scored.year));
    let mut listed = false;
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    for (row, at) in rows.iter().zip(1..) {
        let formula = formula_of(row, at, &places, &holidays);
        listed |= formula.as_deref().is_some_and(needs_holidays);
        write(sheet, row, at, formula, &looks)?;
    }
    finish(sheet, last)?;
    about(workbook.add_worksheet(), scored)?;
    if listed {
        holidays.write(&mut workbook)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// How cells look.
struct Looks {
    text: Format,
    input: Format,
    day: Format,
    digits: Format,
    levels: HashMap<Level, Format>,
}

impl Looks {
    fn new() -> Self {
        let fill = |colour: u32| Format::new().set_background_color(Color::RGB(colour)).set_bold();
        let input = Format::new().set_background_color(Color::RGB(0x00FF_F8DC)).set_unlocked();
        Self {
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            day: input.clone().set_num_format("dd/mm/yyyy"),
            input,
            digits: Format::new().set_num_format("0.00"),
            levels: [
                (Level::Body, fill(0x00BD_D7EE)),
                (Level::Unit, fill(0x00DD_EBF7)),
                (Level::Objective, fill(0x00F2_F2F2)),
            ]
            .into_iter()
            .collect(),
        }
    }
}

fn head(sheet: &mut Worksheet) -> Result<(), NotWritten> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for ((title, width), column) in HEADER.into_iter().zip(0..) {
        sheet.write_with_format(0, column, title, &bold)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 3)?;
    Ok(())
}

fn finish(sheet: &mut Worksheet, last: u32) -> Result<(), NotWritten> {
    sheet.autofilter(0, 0, last, CHANGED)?;
    let red = Format::new().set_background_color(Color::RGB(0x00FF_C7CE));
    let changed = ConditionalFormatFormula::new().set_rule("=$M2<>\"\"").set_format(red);
    sheet.add_conditional_format(1, SCORE, last.max(1), SCORE, &changed)?;
    sheet.protect();
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    row: &Row<'_>,
    at: u32,
    formula: Option<String>,
    looks: &Looks,
) -> Result<(), NotWritten> {
    let item = row.item;
    let plain = Format::new();
    let look = looks.levels.get(&item.level).unwrap_or(&plain);
    sheet.write_with_format(at, ITEM, &item.id, look)?;
    sheet.write_with_format(at, PART_OF, row.part_of, look)?;
    let title = looks.text.clone().set_indent(row.depth.min(10));
    sheet.write_with_format(at, TITLE, &item.title, &title)?;
    if let Some(weight) = &row.weight {
        number(sheet, at, WEIGHT, weight, &plain)?;
    }
    sheet.write(at, COUNTS, u8::from(row.counts))?;
    if let Content::Measured { function, actual } = &item.content {
        sheet.write_with_format(at, BY, by(function), &looks.text)?;
        result(sheet, at, actual.as_ref(), looks)?;
    }
    let ours = row.step.and_then(|step| step.score.as_ref());
    score(sheet, row, at, formula, ours, looks)?;
    if let Some(ours) = ours {
        sheet.write_with_format(at, OURS, ours.shown(2), &plain)?;
        sheet.write(at, EXACT, ours.to_string())?;
    }
    Ok(())
}

/// The formula of a score, without the sign of equality; none where a spreadsheet cannot reckon it.
fn formula_of(row: &Row<'_>, at: u32, places: &HashMap<&str, u32>, holidays: &Holidays) -> Option<String> {
    let line = at + 1;
    match &row.item.content {
        Content::Measured { function, .. } => {
            formula(function, &Cells { result: format!("G{line}"), invalid: format!("H{line}"), holidays })
        }
        Content::Parts { mean, .. } if mean.gate.is_none() => mean_formula(mean, &row.parts(places)),
        Content::Same(other) => places.get(other.as_str()).map(|place| format!("I{}", place + 1)),
        Content::Parts { .. } | Content::Given(_) => None,
    }
}

/// What stands beside a score without a formula.
const CONSTANT: &str =
    "Punteggio del programma: il foglio non lo sa calcolare e non cambia con il risultato.";

/// The score, by its formula; where a spreadsheet cannot reckon it, as it is, with a note that says so.
fn score(
    sheet: &mut Worksheet,
    row: &Row<'_>,
    at: u32,
    written: Option<String>,
    ours: Option<&Exact>,
    looks: &Looks,
) -> Result<(), NotWritten> {
    let line = at + 1;
    let shown = ours.map(|score| score.digits(10)).unwrap_or_default();
    match written {
        Some(text) => {
            let formula = Formula::new(format!("={text}")).set_result(&shown);
            sheet.write_formula_with_format(at, SCORE, formula, &looks.digits)?;
        }
        None => {
            if let Some(ours) = ours {
                number(sheet, at, SCORE, ours, &looks.digits)?;
                sheet.insert_note(at, SCORE, &Note::new(CONSTANT).add_author_prefix(false))?;
            }
        }
    }
    let counted = counted(row.within, line);
    let product = format!("=IF(OR(E{line}=0,I{line}=\"\"),0,D{line}*{counted})");
    sheet.write_formula_with_format(at, PRODUCT, Formula::new(product), &looks.digits)?;
    let exact = ours.map_or_else(|| "\"\"".to_owned(), |score| format!("({score})"));
    let changed = format!(
        "=IF(I{line}=\"\",IF({exact}=\"\",\"\",\"sì\"),IF({exact}=\"\",\"sì\",IF(ABS(I{line}-{exact})<0.005,\"\",\"sì\")))"
    );
    sheet.write_formula(at, CHANGED, Formula::new(changed).set_result(""))?;
    Ok(())
}

/// What is weighed of the score of a part: rounded, or nought below a minimum, where the method says so.
fn counted(mean: Option<&Mean>, line: u32) -> String {
    let mut counted = format!("I{line}");
    let Some(mean) = mean else { return counted };
    if let Some(decimals) = mean.decimals {
        counted = format!("ROUND({counted},{decimals})");
    }
    if let Some(minimum) = &mean.minimum {
        counted = format!("IF({counted}<({minimum}),0,{counted})");
    }
    counted
}

/// The weighted mean of the parts that count; blank when one of them has no score. The parts are named
/// one by one: a range would hold the row itself.
fn mean_formula(mean: &Mean, parts: &[u32]) -> Option<String> {
    if mean.uncapped || mean.neutral == Neutral::Full || parts.is_empty() {
        return None;
    }
    let chain = |term: &dyn Fn(&u32) -> String| parts.iter().map(term).collect::<Vec<_>>().join("+");
    let missing = chain(&|line| format!("(I{line}=\"\")"));
    let mut score =
        format!("({})/({})", chain(&|line| format!("J{line}")), chain(&|line| format!("D{line}")));
    if let Some(correction) = &mean.correction {
        let most = &correction.most;
        let points = correction.points.clone().min(most.clone()).max(-most.clone());
        score = format!("MAX(0,MIN(100,{score}+({points})))");
    }
    // A lone comparison is no number until it is added to one.
    let formula = format!("IF(0+{missing}>0,\"\",{score})");
    (formula.len() < LONGEST).then_some(formula)
}

fn number(
    sheet: &mut Worksheet,
    at: u32,
    column: u16,
    number: &Exact,
    look: &Format,
) -> Result<(), NotWritten> {
    // A fraction is written as one: no digit of it is lost on the way.
    sheet.write_formula_with_format(
        at,
        column,
        Formula::new(format!("={number}")).set_result(number.digits(10)),
        look,
    )?;
    Ok(())
}

fn result(sheet: &mut Worksheet, at: u32, actual: Option<&Actual>, looks: &Looks) -> Result<(), NotWritten> {
    sheet.write_blank(at, RESULT, &looks.input)?;
    sheet.write_blank(at, INVALID, &looks.input)?;
    match actual {
        None => {}
        Some(Actual::Value(value) | Actual::Entered(value)) => {
            number(sheet, at, RESULT, value, &looks.input)?;
        }
        Some(Actual::Done(day)) => {
            sheet.write_with_format(at, RESULT, &excel_day(*day)?, &looks.day)?;
        }
        Some(Actual::Never) => _ = sheet.write_with_format(at, RESULT, "mai", &looks.input)?,
        Some(Actual::YesNo(yes)) => {
            sheet.write_with_format(at, RESULT, if *yes { "sì" } else { "no" }, &looks.input)?;
        }
        Some(Actual::Count { counted, invalid }) => {
            number(sheet, at, RESULT, counted, &looks.input)?;
            number(sheet, at, INVALID, invalid, &looks.input)?;
        }
        Some(Actual::Ratio { numerator, denominator }) => {
            let quotient = Formula::new(format!("=({numerator})/({denominator})*100"));
            sheet.write_formula_with_format(at, RESULT, quotient, &looks.input)?;
        }
        Some(Actual::Outcome(text)) => _ = sheet.write_with_format(at, RESULT, text, &looks.input)?,
    }
    Ok(())
}

/// A day as a spreadsheet has it.
pub fn excel_day(day: Date) -> Result<ExcelDateTime, NotWritten> {
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let (month, of_month) = (u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1));
    Ok(ExcelDateTime::from_ymd(year, month, of_month)?)
}

fn by(function: &Function) -> String {
    match function {
        Function::Rule { rule, .. } => meaning::rule::render(rule),
        other => format!("{} ({})", other.listed().words, other.listed().number),
    }
}

/// What the workbook is, and on what it rests.
fn about(sheet: &mut Worksheet, scored: &Scored) -> Result<(), NotWritten> {
    sheet.set_name("Leggimi")?;
    sheet.set_column_width(0, 110)?;
    let wrap = Format::new().set_text_wrap();
    let mut lines = vec![
        format!("Punteggi di {}, piano dell'anno {}", scored.body, scored.year),
        "Le celle gialle dei risultati si possono cambiare: i punteggi si ricalcolano. Le altre sono protette, senza \
         parola d'ordine."
            .to_owned(),
        "I punteggi ufficiali sono quelli del programma, che sono esatti; il foglio elettronico calcola con \
         approssimazioni proprie, oltre la decima cifra."
            .to_owned(),
        "Ciò che il foglio non sa calcolare porta il punteggio del programma senza formula, con una nota. I giorni \
         lavorativi si contano con l'elenco del foglio «Festivi»."
            .to_owned(),
        format!("Impronta del piano (SHA-256): {}", scored.plan.sha256),
        format!("Impronta dei punteggi (SHA-256): {}", scored.digest),
    ];
    lines.extend(scored.defaults.iter().map(|default| format!("Scelta predefinita del metodo – {default}")));
    for (line, at) in lines.iter().zip(0..) {
        sheet.write_with_format(at, 0, line, &wrap)?;
    }
    Ok(())
}
