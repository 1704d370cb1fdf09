//! The first sheet: what to do, in a few lines.

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook};

use super::Purpose;
use super::look::INPUT;
use crate::NotWritten;

/// The name of the sheet.
pub const SHEET: &str = "Istruzioni";

const PLAN: &[&str] = &[
    "Ogni foglio è una struttura; ogni riga è un obiettivo, una sua fase o un suo indicatore.",
    "Le colonne a destra sommano i pesi mentre si scrive: verde quando la somma torna, rosso quando non torna.",
    "Per aggiungere una fase o un indicatore usa le righe vuote sotto l'obiettivo e scegli che cos'è nella colonna «Riga». \
     Per un obiettivo nuovo usa le righe in fondo al foglio; le fasi scritte sotto di esso sono sue.",
    "Per togliere una fase, un indicatore o un obiettivo cancella la sua riga intera: prima togli la protezione del \
     foglio, che non ha parola d'ordine. Svuotare le celle non basta.",
];

const REPORT: &[&str] = &[
    "Ogni foglio è una struttura; ogni riga è un obiettivo, una sua fase o un suo indicatore.",
    "Titoli, pesi e valori attesi sono lì per essere letti: per cambiarli serve il foglio per pianificare.",
];

const ALWAYS: &[&str] = &[
    "Il commento sull'intestazione di ogni colonna dice che cosa ci va. Una cella svuotata toglie il valore dal piano.",
    "Non cambiare la colonna «Voce»: è il nome con cui ogni riga ritrova il suo posto. Le righe si possono ordinare, le \
     colonne spostare o nascondere.",
    "Quando hai finito salva il file in formato Excel (.xlsx) e rimandalo a chi te l'ha dato. Prima di scrivere qualcosa nel \
     piano il programma mostra ogni cambiamento, e dove qualcun altro ha cambiato la stessa cosa.",
];

/// Writes the sheet.
///
/// # Errors
/// When it is larger than the format allows.
pub fn write(workbook: &mut Workbook, body: &str, purpose: Purpose) -> Result<(), NotWritten> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?.set_column_width(0, 3)?.set_column_width(1, 105)?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let (title, own) = match purpose {
        Purpose::Plan => ("Foglio per pianificare", PLAN),
        Purpose::Report => ("Foglio per rendicontare", REPORT),
    };
    let title = if body.is_empty() { title.to_owned() } else { format!("{title} – {body}") };
    sheet.write_with_format(0, 0, title, &Format::new().set_bold().set_font_size(14))?;
    let colours =
        [(INPUT, "Le celle di questo colore si compilano. Le altre sono protette, senza parola d'ordine.")];
    let mut row = 2;
    for (colour, words) in colours {
        sheet.write_blank(row, 0, &Format::new().set_background_color(Color::RGB(colour)))?;
        sheet.write_with_format(row, 1, words, &wrap)?;
        row += 1;
    }
    for line in own.iter().chain(ALWAYS) {
        sheet.write_with_format(row, 1, *line, &wrap)?;
        row += 1;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0).protect();
    Ok(())
}
