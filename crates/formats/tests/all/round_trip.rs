//! A plan printed in a format and read from it again is the same plan.

use document::{Document, Look};
use domain::content::content;
use formats::{Limits, Unreadable};

use super::diff::differences;
use super::support::{all, report};

type Write = fn(&Document, &Look) -> Vec<u8>;
type Read = fn(&str, &[u8], &Limits) -> Result<Document, Unreadable>;

fn come_back(write: Write, read: Read) {
    let mut faults = Vec::new();
    for case in all() {
        let plan = case.read().plan;
        let look =
            Look { title: "Piano di prova".into(), body: case.method.body.name.clone(), ..Look::default() };
        let bytes = write(&forms::print(&plan, &case.method), &look);
        if let Ok(folder) = std::env::var("TRAGUARDO_KEEP") {
            std::fs::write(format!("{folder}/{}.bin", case.name), &bytes).expect("kept");
        }
        match read(&case.name, &bytes, &Limits::default()) {
            Err(error) => faults.push(format!("{}: {error}", case.name)),
            Ok(document) => {
                let again = forms::read(&[document], &case.method).plan;
                let found = differences(&content(&plan), &content(&again));
                if !found.is_empty() {
                    faults.push(format!("{}: {}", case.name, found.join("\n    ")));
                }
            }
        }
    }
    report("piani cambiati dal formato", &faults);
}

#[test]
fn through_word_documents() {
    come_back(formats::docx::write, formats::docx::read);
}

#[test]
fn through_opendocument_texts() {
    come_back(formats::odf::write, formats::odf::read);
}

#[test]
fn through_workbooks() {
    come_back(formats::xlsx::write, formats::xlsx::read);
}

#[test]
fn through_pages() {
    come_back(formats::html::write, formats::html::read);
}

#[test]
fn through_pdf() {
    let write = |document: &Document, look: &Look| typeset::pdf(document, look).expect("a plan can be set");
    come_back(write, formats::pdf::read);
}
