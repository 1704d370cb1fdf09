//! A plan printed in a format and read from it again is the same plan.

use document::{Document, Look};
use domain::Plan;
use domain::content::content;
use formats::{Limits, docx, html, odf, pdf, xlsx};

use super::shared::diff::differences;
use super::shared::generate::Generator;
use super::shared::seed::{Seed, setting};
use super::shared::support::{Case, all, report, samples};

/// A format: its name, and how a document is written in it and read from it.
#[derive(Clone, Copy)]
struct Format {
    name: &'static str,
    write: fn(&Document, &Look) -> Vec<u8>,
    read: fn(&str, &[u8], &Limits) -> Result<Document, formats::Unreadable>,
}

const WORD: Format = Format { name: "docx", write: docx::write, read: docx::read };
const OPENDOCUMENT: Format = Format { name: "odt", write: odf::write, read: odf::read };
const WORKBOOK: Format = Format { name: "xlsx", write: xlsx::write, read: xlsx::read };
const PAGE: Format = Format { name: "html", write: html::write, read: html::read };
const PDF: Format = Format {
    name: "pdf",
    write: |document, look| typeset::pdf(document, look).expect("a plan can be set"),
    read: pdf::read,
};

/// Why a plan does not come back from a format as it was, if it does not.
fn lost(plan: &Plan, case: &Case, format: Format) -> Option<String> {
    let look =
        Look { title: "Piano di prova".into(), body: case.method.body.name.clone(), ..Look::default() };
    let bytes = (format.write)(&forms::print(plan, &case.method), &look);
    match (format.read)(&case.name, &bytes, &Limits::default()) {
        Err(error) => Some(format!("{} {}: {error}", case.name, format.name)),
        Ok(document) => {
            let again = forms::read(&[document], &case.method).plan;
            let found = differences(&content(plan), &content(&again));
            (!found.is_empty()).then(|| format!("{} {}: {}", case.name, format.name, found.join("\n    ")))
        }
    }
}

fn come_back(format: Format) {
    let faults: Vec<String> = all().iter().filter_map(|case| lost(&case.read().plan, case, format)).collect();
    report("piani cambiati dal formato", &faults);
}

#[test]
fn through_word_documents() {
    come_back(WORD);
}

#[test]
fn through_opendocument_texts() {
    come_back(OPENDOCUMENT);
}

#[test]
fn through_workbooks() {
    come_back(WORKBOOK);
}

#[test]
fn through_pages() {
    come_back(PAGE);
}

#[test]
fn through_pdf() {
    come_back(PDF);
}

#[test]
fn generated_plans_come_back_from_every_format() {
    let cases = samples();
    let each = setting("TRAGUARDO_FORMATTED", 2);
    let mut faults = Vec::new();
    for case in &cases {
        let plan = case.read().plan;
        let generator = Generator::new(&plan, &case.method);
        for first in 0..each {
            let mut seed = Seed::new(1000 + first);
            let seeds: Vec<u64> = (0..=seed.below(12)).map(|_| seed.next()).collect();
            let (plan, told) = generator.plan(&seeds);
            let fault =
                |format| Some(format!("{} (seme {first}: {})", lost(&plan, case, format)?, told.join("; ")));
            faults.extend([WORD, OPENDOCUMENT, WORKBOOK, PAGE, PDF].into_iter().filter_map(fault));
        }
    }
    report("piani generati cambiati dal formato", &faults);
}
