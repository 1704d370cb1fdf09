//! The table of columns.

use super::columns::Use::{Absent, Edited, Shown};
use super::columns::{Choices, ColumnDefinition, Keys};

/// A column to plan in, which is there when the plan has such a value.
const fn column(
    header: &'static str,
    fields: [&'static str; 3],
    width: u16,
    help: &'static str,
) -> ColumnDefinition {
    ColumnDefinition {
        header,
        fields,
        keys: Keys::None,
        plan: Edited,
        report: Absent,
        always: false,
        choices: Choices::None,
        width,
        help,
    }
}

/// A column to report in, which is there when the plan has such a value.
const fn reported(
    header: &'static str,
    fields: [&'static str; 3],
    width: u16,
    help: &'static str,
) -> ColumnDefinition {
    ColumnDefinition { plan: Absent, report: Edited, ..column(header, fields, width, help) }
}

/// The columns, in the order of the sheet.
pub static COLUMNS: &[ColumnDefinition] = &[
    ColumnDefinition {
        report: Shown,
        always: true,
        ..column(
            "Codice o numero",
            ["code", "number", "number"],
            10,
            "Il codice dell'obiettivo, il numero della fase o dell'indicatore, come va stampato.",
        )
    },
    ColumnDefinition {
        report: Shown,
        always: true,
        ..column("Testo", ["title", "text", "text"], 55, "Il titolo dell'obiettivo, la fase, l'indicatore.")
    },
    column(
        "Descrizione",
        ["description", "description", ""],
        45,
        "La descrizione dell'obiettivo o della fase.",
    ),
    column("Fase misurata", ["", "", "phase"], 9, "Il numero della fase che l'indicatore misura."),
    column(
        "Annualità",
        ["", "year", "year"],
        10,
        "L'anno della fase o dell'indicatore, nei piani di più anni.",
    ),
    ColumnDefinition {
        always: true,
        ..column(
            "Responsabile",
            ["responsible", "responsible", "owner"],
            22,
            "Chi risponde dell'obiettivo, della fase, del dato.",
        )
    },
    ColumnDefinition {
        report: Shown,
        always: true,
        ..column(
            "Peso",
            ["weight", "weight", "weight"],
            9,
            "Il peso in percentuale, per esempio 25%. Le somme a destra diventano verdi quando tornano.",
        )
    },
    ColumnDefinition {
        choices: Choices::YesNo,
        ..column(
            "Trasversale",
            ["cross_unit", "", ""],
            11,
            "SI se l'obiettivo è condiviso con altre strutture, altrimenti NO.",
        )
    },
    column("Inizio", ["", "start", ""], 12, "Il primo giorno della fase: 01/03/2026."),
    ColumnDefinition {
        report: Shown,
        always: true,
        ..column("Scadenza", ["", "end", ""], 12, "L'ultimo giorno della fase: 30/06/2026.")
    },
    ColumnDefinition {
        report: Shown,
        ..column("Tempi", ["", "timing", ""], 18, "I tempi della fase a parole: entro il 30 giugno.")
    },
    ColumnDefinition {
        report: Shown,
        ..column("Mesi previsti", ["", "months", ""], 18, "I mesi della fase: gen, feb, mar.")
    },
    column("Prodotto atteso", ["", "output", ""], 30, "Che cosa resta della fase, o come la si prova."),
    ColumnDefinition {
        report: Shown,
        always: true,
        choices: Choices::InUse,
        ..column(
            "Unità di misura",
            ["", "", "unit"],
            15,
            "In che cosa si misura: si sceglie dalla lista o si scrive.",
        )
    },
    ColumnDefinition {
        report: Shown,
        always: true,
        ..column("Valore di partenza", ["baseline", "", "baseline"], 15, "Quanto era prima.")
    },
    ColumnDefinition {
        keys: Keys::Years,
        report: Shown,
        always: true,
        ..column(
            "Valore atteso",
            ["outcomes", "", "targets"],
            18,
            "Quanto ci si impegna a raggiungere nell'anno: 120, almeno 80%, entro il 30/06.",
        )
    },
    ColumnDefinition {
        report: Shown,
        ..column(
            "Traguardo atteso",
            ["target", "", ""],
            20,
            "Il risultato atteso dell'obiettivo nel suo insieme.",
        )
    },
    column("Graduazione", ["", "", "graduation"], 30, "Come il risultato diventa un punteggio."),
    column("Formula", ["", "", "formula"], 25, "Come si calcola l'indicatore."),
    column("Fonte", ["", "", "source"], 20, "Da dove viene il dato."),
    ColumnDefinition {
        always: true,
        ..reported(
            "Valore raggiunto",
            ["", "", "actual"],
            18,
            "Il risultato dell'indicatore, con la sua unità di misura se serve.",
        )
    },
    ColumnDefinition {
        always: true,
        ..reported("Grado di raggiungimento", ["", "", "achievement"], 15, "In percentuale: 100%.")
    },
    ColumnDefinition {
        always: true,
        ..reported(
            "Realizzazione",
            ["", "actual_share", ""],
            14,
            "Quanto della fase è fatto, in percentuale: 60%.",
        )
    },
    reported(
        "Mesi effettivi",
        ["", "actual_months", ""],
        18,
        "I mesi in cui la fase si è svolta: gen, feb, mar.",
    ),
    ColumnDefinition {
        always: true,
        ..reported(
            "Motivo del ritardo",
            ["", "delay_reason", ""],
            40,
            "Perché la fase è in ritardo, se lo è.",
        )
    },
    ColumnDefinition {
        keys: Keys::Days,
        always: true,
        ..reported(
            "Stato di avanzamento al",
            ["progress", "", ""],
            50,
            "A che punto è l'obiettivo in quel giorno.",
        )
    },
    ColumnDefinition {
        always: true,
        ..reported(
            "Note",
            ["notes", "notes", "notes"],
            40,
            "Note, cause di uno scostamento: una per riga della cella.",
        )
    },
];
