//! What content streams may say.

use document::text;
use formats::pdf::read as read_pdf;
use formats::{Limits, Unreadable};

use crate::made::{pages, rules, text as line};

fn read_pages(contents: &[&str], page: &str) -> Result<String, Unreadable> {
    read_pdf("x", &pages(contents, page), &Limits::default()).map(|document| text::write(&document))
}

fn read(content: &str) -> String {
    read_pages(&[content], "").unwrap()
}

#[test]
fn only_what_is_seen_is_read() {
    let seen = line(20, 300, "si vede");
    for (hidden, why) in [
        (format!("q 1 g {} Q", line(20, 200, "x")), "white on white"),
        (format!("q 0 0 0 0 k {} Q", line(20, 200, "x")), "no ink"),
        (format!("q BT 3 Tr ET {} Q", line(20, 200, "x")), "mode 3"),
        (line(20, 500, "x"), "beside the page"),
        (format!("q 0 0 10 10 re W n {} Q", line(20, 200, "x")), "clipped"),
        (format!("/Artifact BMC {} EMC", line(20, 200, "x")), "an artifact"),
        ("BT /F 60 Tf 0.7 0.7 -0.7 0.7 20 20 Tm (BOZZA) Tj ET".to_owned(), "a watermark"),
    ] {
        assert_eq!(read(&format!("{seen}{hidden}")), "si vede\n", "{why}");
    }
    // On a dark area, white is seen.
    let on_dark = format!("0 g 10 190 200 30 re f 1 g {}", line(20, 200, "bianco"));
    assert_eq!(read(&format!("{seen}{on_dark}")), "si vede\n\nbianco\n");
}

#[test]
fn pictures_of_text() {
    assert_eq!(read_pages(&["q 300 0 0 400 0 0 cm /I Do Q"], ""), Err(Unreadable::Scan));
    assert_eq!(read_pages(&[""], ""), Err(Unreadable::Empty));
    let recognised = format!("q 300 0 0 400 0 0 cm /I Do Q BT 3 Tr ET {}", line(20, 300, "riconosciuto"));
    assert_eq!(read(&recognised), "riconosciuto\n");
}

#[test]
fn pages_that_are_only_pictures_are_told() {
    let scan = "q 300 0 0 400 0 0 cm /I Do Q";
    let strips = "q 300 0 0 40 0 0 cm /I Do Q q 300 0 0 60 0 40 cm /I Do Q";
    let stamp = "q 60 0 0 60 20 20 cm /I Do Q";
    let inline = "q 300 0 0 400 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q";
    let (one, two) = (line(20, 300, "prima"), line(20, 300, "Seconda"));
    let told = "[Pagina 2: solo un'immagine, non letta]";
    for picture in [scan, strips, inline] {
        let read = read_pages(&[&one, picture, &two], "").unwrap();
        assert_eq!(read, format!("prima\n\n{told}\n\nSeconda\n"), "{picture}");
    }
    assert_eq!(
        read_pages(&[&one, scan, scan, stamp, scan], "").unwrap(),
        "prima\n\n[Pagine da 2 a 3: solo immagini, non lette]\n\n[Pagina 5: solo un'immagine, non letta]\n"
    );
    // Pages without anything, and pictures with text.
    assert_eq!(read_pages(&[&one, "", stamp, &two], "").unwrap(), "prima\n\nSeconda\n");
    assert_eq!(read_pages(&[&one, &format!("{scan} {two}")], "").unwrap(), "prima\n\nSeconda\n");
    // A running head on a picture is not its content.
    let head = line(20, 380, "Comune di Prova");
    let (scan, text) = (format!("{scan} {head}"), format!("{head} {two}"));
    assert_eq!(read_pages(&[&text, &scan, &text], "").unwrap(), format!("Seconda\n\n{told}\n\nSeconda\n"));
    assert_eq!(read_pages(&[&scan, &scan, &scan], ""), Err(Unreadable::Scan));
}

#[test]
fn words() {
    for (show, words) in [
        ("[(par)30(ola)-20(e)] TJ", "parolae"),
        ("[(una)-250(parola)] TJ", "una parola"),
        ("4 Tc (spazi) Tj ( ) Tj (larghi) Tj", "spazi larghi"),
        ("(perch\\351 s\\354) Tj", "perché sì"),
        ("/B 10 Tf (grassetto) Tj", "grassetto"),
        ("/Z 10 Tf (o) Tj /F 10 Tf ( no ) Tj /Z 10 Tf (4) Tj /F 10 Tf ( s\\354) Tj", "☐ no ✔ sì"),
        ("12 TL (a) Tj 0 -12 Td (b) Tj T* (c) Tj", "a\nb\nc"),
        ("/Span <</ActualText (fine)>> BDC (fi) Tj (ne) Tj EMC", "fine"),
    ] {
        let read = read(&format!("BT /F 10 Tf 20 300 Td {show} ET"));
        assert_eq!(read.trim_end(), words, "{show}");
    }
}

#[test]
fn cells_between_any_lines() {
    let texts: String = [(25, 110, "a"), (125, 110, "b"), (25, 85, "c"), (125, 85, "d")]
        .map(|(x, y, t)| line(x, y, t))
        .concat();
    let thin = "20 125 200 .5 re f 20 100 200 .5 re f 20 75 200 .5 re f 20 75 .5 50 re f 120 75 .5 50 re f 219.5 75 .5 50 re f";
    let areas = "q .9 g 20 100 100 25 re f 120 100 100 25 re f 20 75 100 25 re f 120 75 100 25 re f Q";
    let boxes = "20 100 100 25 re 120 100 100 25 re S 20 75 100 25 re 120 75 100 25 re S";
    let rings = "20 100 100 25 re 21 101 98 23 re f* 120 100 100 25 re 121 101 98 23 re f* 20 75 100 25 re 21 76 98 23 re f* 120 75 100 25 re 121 76 98 23 re f*";
    for drawing in [&rules(&[20, 120, 220], &[75, 100, 125]), thin, areas, boxes, rings] {
        assert_eq!(read(&format!("{drawing}\n{texts}")), "a\tb\nc\td\n", "{drawing}");
    }
    // A frame around a text, and a line under it, make no table.
    let frame = format!("10 60 250 80 re S 20 70 m 200 70 l S {}", line(25, 80, "testo in un riquadro"));
    assert_eq!(read(&frame), "testo in un riquadro\n");
}

#[test]
fn turned_pages_and_turned_text() {
    let upright = format!(
        "{}BT /F 10 Tf 0 1 -1 0 35 110 Tm (su) Tj ET {}{}{}",
        rules(&[20, 50, 220], &[75, 100, 150]),
        line(60, 110, "testo"),
        line(25, 85, "1"),
        line(60, 85, "uno")
    );
    assert_eq!(read(&upright), "su\ttesto\n1\tuno\n");
    // The same on a page that is turned when it is shown, and drawn turned back.
    let turned = format!("q 0 1 -1 0 300 0 cm {upright} Q");
    assert_eq!(read_pages(&[&turned], "/Rotate 90").unwrap(), "su\ttesto\n1\tuno\n");
    // And on a tall page where all of it runs up.
    let plain = format!("{}{}", line(20, 200, "prima riga"), line(20, 188, "Seconda riga."));
    assert_eq!(read(&format!("q 0 1 -1 0 300 0 cm {plain} Q")), "prima riga\nSeconda riga.\n");
}

#[test]
fn a_table_goes_on_over_the_page() {
    let row = |y: u32, a: &str, b: &str| format!("{}{}", line(25, y, a), line(105, y, b));
    let names = |y: u32| row(y, "Nome", "Valore").replace("/F", "/B");
    let xs = [20, 100, 280];
    let first = format!("{}{}{}", rules(&xs, &[20, 45, 70]), names(55), row(30, "uno", "1"));
    let second = format!("{}{}{}", rules(&xs, &[330, 355, 380]), names(365), row(340, "due", "2"));
    let all = "Nome\tValore\nuno\t1\ndue\t2\n";
    assert_eq!(read_pages(&[&first, &second], "").unwrap(), all);
    // The same texts again, but no names of columns: they are said twice.
    let all = "Nome\tValore\nuno\t1\nNome\tValore\ndue\t2\n";
    assert_eq!(read_pages(&[&first.replace("/B", "/F"), &second.replace("/B", "/F")], "").unwrap(), all);
    // Other columns: another table.
    let other = format!("{}{}", rules(&[20, 160, 280], &[355, 380]), row(365, "x", "").replace("105", "170"));
    let two = format!("{}{}", rules(&xs, &[20, 45, 70]), row(55, "a", "b"));
    assert_eq!(read_pages(&[&two, &other], "").unwrap(), "a\tb\n\nx\t\n");
    // Room was left for the next row: another table.
    let high = format!("{}{}", rules(&xs, &[300, 325, 350]), row(335, "a", "b"));
    let low = format!("{}{}{}", rules(&xs, &[330, 355, 380]), row(365, "c", "d"), line(25, 20, "fine"));
    assert_eq!(read_pages(&[&high, &low], "").unwrap(), "a\tb\n\nc\td\n\nfine\n");
}

#[test]
fn a_row_that_the_page_cuts_is_one() {
    let xs = [20, 60, 140];
    let lines = "20 70 m 140 70 l S 20 70 m 20 20 l S 60 70 m 60 20 l S 140 70 m 140 20 l S";
    let first =
        format!("{lines} {}{}{}", line(25, 55, "1"), line(65, 55, "Prima parte"), line(65, 40, "della riga"));
    let second = format!(
        "{}{}{}{}",
        rules(&xs, &[330, 355, 380]),
        line(65, 365, "e il resto"),
        line(25, 340, "2"),
        line(65, 340, "altra")
    );
    assert_eq!(
        read_pages(&[&first, &second], "").unwrap(),
        "1\tPrima parte della riga e il resto\n2\taltra\n"
    );
    // With lines between them and a new sentence, they are two.
    let closed = format!("{}{}{}", rules(&xs, &[20, 70]), line(25, 55, "1"), line(65, 55, "Prima."));
    assert_eq!(read_pages(&[&closed, &second], "").unwrap(), "1\tPrima.\n\te il resto\n2\taltra\n");
}

/// Lines of a text from the top, 12 apart.
fn lines_down(x: u32, y: u32, texts: &[&str]) -> String {
    texts.iter().zip(0..).map(|(text, row)| line(x, y - 12 * row, text)).collect()
}

#[test]
fn a_row_that_lacks_its_foot_goes_on_below() {
    let xs = [20, 60, 140, 220];
    // Whole rows end 20 below their texts, the last row of the page 6 below.
    let above = |rows: &str| format!("{}{}{rows}", rules(&xs, &[20, 62, 94]), lines_down(25, 82, &["1"]));
    let below = |ys: &[u32], rows: &str| format!("{}{rows}", rules(&xs, ys));
    let one =
        |last: &str, ys: &[u32], first: &str| read_pages(&[&above(last), &below(ys, first)], "").unwrap();

    // A new sentence, capitals, several cells.
    let last = [
        lines_down(25, 50, &["2"]),
        lines_down(65, 50, &["PRIMA", "RIGA DUE", "Fine frase."]),
        lines_down(145, 50, &["UNA", "COLONNA", "PROLUNGATA"]),
    ]
    .concat();
    let rest = [lines_down(65, 368, &["Nuova frase."]), lines_down(145, 368, &["SOTTO"])].concat();
    let next = lines_down(25, 336, &["3"]);
    let whole = "1\t\t\n2\tPRIMA RIGA DUE Fine frase. Nuova frase.\tUNA COLONNA PROLUNGATA SOTTO\n3\t\t\n";
    assert_eq!(one(&last, &[316, 348, 380], &(rest + &next)), whole);

    // Nothing but its foot went over.
    let last = [lines_down(25, 26, &["2"]), lines_down(65, 50, &["a", "b", "c"])].concat();
    assert_eq!(one(&last, &[336, 368, 380], &lines_down(25, 356, &["3"])), "1\t\t\n2\ta b c\t\n3\t\t\n");

    // Texts whose cells above have room below them, or that look like those above, begin a row.
    let last = [lines_down(25, 50, &["2"]), lines_down(65, 50, &["a", "b", "Fine della riga"])].concat();
    let first = [lines_down(25, 368, &["Peso"]), lines_down(65, 368, &["Altra riga"])].concat();
    assert_eq!(one(&last, &[348, 380], &first), "1\t\t\n2\ta b Fine della riga\t\nPeso\tAltra riga\t\n");
    let last = [lines_down(25, 26, &["Ob. 2"]), lines_down(65, 26, &["Un testo lungo"])].concat();
    let first = [lines_down(25, 368, &["Ob. 3"]), lines_down(65, 368, &["Un altro"])].concat();
    assert_eq!(one(&last, &[348, 380], &first), "1\t\t\nOb. 2\tUn testo lungo\t\nOb. 3\tUn altro\t\n");
}
