//! The index at the beginning.

use document::{Block, Look, Page};

use crate::support::{document, look, pages, paragraph, poppler};

#[test]
fn the_index_says_the_page_of_each_heading() {
    let mut blocks = Vec::new();
    for number in 0..90 {
        blocks.push(paragraph(Some(2), &format!("Obiettivo numero {number}")));
        blocks.push(paragraph(None, "Testo"));
        blocks.push(Block::Page(Page { landscape: number % 2 == 0 }));
    }
    let look = Look { contents: true, ..look() };
    let printed = typeset::pdf(&document(blocks), &look).unwrap();
    let Some(text) = poppler("pdftotext", &["-layout"], &printed) else { return };
    let sheets: Vec<&str> = text.split('\u{c}').collect();
    let index: Vec<&str> = sheets.iter().take_while(|sheet| !sheet.contains("Testo")).copied().collect();
    assert!(index.len() > 1 && index[0].contains("Indice"));
    let mut found = 0;
    for line in index.iter().flat_map(|sheet| sheet.lines()).filter(|line| line.contains("....")) {
        let (title, page) = line.split_once("...").unwrap();
        let page: usize = page.trim_start_matches('.').trim().parse().unwrap();
        assert!(sheets[page - 1].lines().any(|said| said.trim() == title.trim()), "{line}");
        found += 1;
    }
    assert_eq!(found, 90);
    assert_eq!(pages(&printed), Some(90 + index.len()));
    let links = |printed: &[u8]| printed.windows(13).filter(|bytes| bytes == b"/Subtype/Link").count();
    assert_eq!(links(&printed), 90);
}
