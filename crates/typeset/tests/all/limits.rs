//! Documents that no page was made for.

use document::{Block, Page, Role};

use crate::support::{pages, paragraph, pdf, row, table, text};

#[test]
fn a_row_taller_than_a_page_goes_on_over_pages() {
    let words: Vec<String> = (0..3000).map(|number| format!("parola{number}")).collect();
    let tall = row(Role::Item, &["*Descrizione*", &words.join(" ")]);
    let header = row(Role::Header, &["*Voce*", "*Testo*"]);
    let printed = pdf(vec![table(vec![header, tall, row(Role::Item, &["dopo", "fine"])])]);
    let Some(text) = text(&printed) else { return };
    assert!(pages(&printed).unwrap() > 3);
    let missing = words.iter().find(|word| !text.contains(word.as_str()));
    assert_eq!(missing, None);
    assert!(text.contains("dopo fine"));
}

#[test]
fn a_row_that_fits_a_page_is_not_parted() {
    let lines = "attività ".repeat(120);
    let rows =
        (0..20).map(|_| row(Role::Item, &["*Descrizione*", &format!("INIZIO {lines} FINE")])).collect();
    let printed = pdf(vec![table(rows)]);
    let Some(text) = crate::support::poppler("pdftotext", &["-raw"], &printed) else { return };
    for page in text.split('\u{c}') {
        assert_eq!(page.matches("INIZIO").count(), page.matches("FINE").count());
    }
}

#[test]
fn many_columns_find_room() {
    for count in [40, 130, 200, 900, 5000] {
        let texts: Vec<String> = (0..count).map(|number| format!("{}", number % 10)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let rows = vec![row(Role::Header, &texts), row(Role::Item, &texts)];
        for landscape in [false, true] {
            let printed = pdf(vec![Block::Page(Page { landscape }), table(rows.clone())]);
            let Some(text) = text(&printed) else { return };
            let digits = text.chars().filter(char::is_ascii_digit).count();
            assert!(digits >= 2 * count, "{count}: {digits}");
        }
    }
}

#[test]
fn a_word_wider_than_its_column_is_smaller_before_it_is_broken() {
    let address = "www.comune.esempio.it/amministrazione-trasparente/performance/piano-della-performance";
    let endless = "x".repeat(2000);
    let printed = pdf(vec![
        paragraph(Some(2), &endless),
        table(vec![row(Role::Item, &["*Peso*", address, "*Ufficio*", "Segreteria", "25", "30"])]),
        table(vec![row(Role::Item, &[&endless, "25"])]),
    ]);
    let Some(text) = text(&printed) else { return };
    assert!(text.contains(&format!("Peso {address} Ufficio")), "{text}");
    assert!(text.chars().filter(|character| *character == 'x').count() >= 4000);
}

#[test]
fn headings_stand_with_what_follows() {
    let mut blocks = Vec::new();
    for number in 0..60 {
        blocks.extend((0..number % 7).map(|_| paragraph(None, "Riga")));
        blocks.push(paragraph(Some(2), "TITOLO"));
        blocks.push(table(vec![
            row(Role::Title, &["*BARRA*"]),
            row(Role::Header, &["*COLONNA*", "*Altra*"]),
            row(Role::Item, &["SEGUE", "testo"]),
        ]));
    }
    let printed = pdf(blocks);
    let Some(text) = crate::support::poppler("pdftotext", &["-raw"], &printed) else { return };
    for page in text.split('\u{c}') {
        let counts = ["TITOLO", "BARRA", "COLONNA", "SEGUE"].map(|word| page.matches(word).count());
        assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    }
}
