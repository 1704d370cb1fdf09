//! Texts that stand twice among those around them, and indexes out of order.

use std::collections::HashMap;

use domain::Place;
use domain::text::folded;

use crate::context::{Context, place, text};
use crate::report::Report;
use crate::words::short;

/// A shorter paragraph may well come again.
const LONG: usize = 50;

/// `TESTO-022`: paragraphs of one description that stand in it twice; one finding for each.
pub fn paragraphs(context: &Context<'_>, report: &mut Report) {
    for function in &context.plan.functions {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut again: Vec<Option<Place>> = Vec::new();
        for (at, paragraph) in function.description.iter().enumerate() {
            if paragraph.verbatim.len() >= LONG && known.insert(folded(&paragraph.verbatim), at).is_some() {
                again.push(paragraph.place);
            }
        }
        if let Some(first) = again.first() {
            let name = short(text(function.name.as_ref()), 50);
            let what = match again.len() {
                1 => "un paragrafo ripetuto".to_owned(),
                many => format!("{many} paragrafi ripetuti"),
            };
            let at = first.or(place(function.name.as_ref())).or(function.place);
            report
                .plan("TESTO-022", at, format!("funzione «{name}»: {what}"))
                .also_at(again.iter().copied().flatten());
        }
    }
}

/// `TESTO-023`: an index with a title twice, or with a page that comes before the one above.
pub fn index(context: &Context<'_>, report: &mut Report) {
    for section in &context.plan.sections {
        let lines: Vec<(String, u32, Option<Place>)> = section
            .blocks
            .iter()
            .filter_map(|block| {
                let mut cells = block.cells.values();
                let (title, page) = (cells.next()?, cells.next()?);
                let dotted = title.verbatim.contains("...") || title.verbatim.contains('…');
                let page = page.verbatim.trim().parse().ok().filter(|_| dotted)?;
                Some((folded(&title.verbatim), page, title.place.or(block.place)))
            })
            .collect();
        let back = lines.windows(2).find_map(|pair| match pair {
            [(_, before, _), (_, after, at)] if after < before => Some((*before, *after, *at)),
            _ => None,
        });
        if let Some((before, after, at)) = back {
            report.plan("TESTO-023", at, format!("indice: la pagina {after} viene dopo la {before}"));
        }
        let mut known: HashMap<&str, u32> = HashMap::new();
        let again = lines.iter().find(|(title, page, _)| known.insert(title, *page).is_some());
        if let Some((title, _, at)) = again {
            report.plan("TESTO-023", *at, format!("indice: «{}» vi sta due volte", short(title, 50)));
        }
    }
}
