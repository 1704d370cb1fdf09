//! The catalogue of reading findings (family `LETT`, *lettura*).

use domain::{CodeDefinition, Severity};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident, $title:literal, $help:literal;)*) => {
        $($(#[doc = $doc])+ pub const $name: CodeDefinition = CodeDefinition {
            code: $code, severity: Severity::$severity, title: $title, help: $help, basis: "",
        };)*
        /// Every reading finding.
        pub const ALL: &[CodeDefinition] = &[$($name),*];
    };
}

codes! {
    /// A cell that no block of the method explains.
    UNPLACED = "LETT-001", Warning, "testo senza un posto nel modello",
        "Il testo è conservato fra le annotazioni: spostarlo nel campo giusto, o descriverlo nel metodo.";
    /// A label met although it is spelled otherwise.
    LABEL_DISTANCE = "LETT-002", Info, "etichetta scritta in modo diverso",
        "Se la scrittura ricorre, aggiungerla alle varianti dell'etichetta nel metodo.";
    /// A label met by its place in the form.
    LABEL_POSITION = "LETT-003", Warning, "etichetta riconosciuta dalla posizione",
        "Controllare che il valore sia nel campo giusto; se la scrittura ricorre, aggiungerla al metodo.";
    /// A value without its label.
    LABEL_MISSING = "LETT-004", Warning, "valore senza etichetta",
        "Controllare che il valore sia nel campo giusto.";
    /// A form whose beginning is lost.
    TORN_FORM = "LETT-005", Error, "scheda senza l'inizio",
        "Cercare nel documento originale la parte mancante e completare la scheda.";
    /// The remains of a form that is lost.
    FRAGMENT = "LETT-006", Error, "resto di una scheda perduta",
        "La scheda manca dal documento: ricostruirla dall'originale e importare di nuovo.";
    /// A number missing in a series.
    ABSENT = "LETT-007", Warning, "numero mancante nella serie delle schede",
        "Verificare se la scheda manca dal documento o se il numero non è stato usato.";
    /// A row shifted against its header.
    SHIFTED_ROW = "LETT-008", Warning, "riga spostata rispetto all'intestazione",
        "Controllare che ogni valore sia nella colonna giusta.";
    /// Two readings are possible.
    AMBIGUOUS = "LETT-009", Warning, "due letture possibili",
        "Scegliere la lettura giusta.";
    /// Text where a value was expected.
    NOT_A_VALUE = "LETT-010", Warning, "testo che non è un valore",
        "Scrivere il valore nella forma attesa; il testo resta conservato.";
    /// A date that does not exist, or a value out of its range.
    IMPOSSIBLE = "LETT-011", Error, "valore impossibile",
        "Correggere il valore nel documento.";
    /// A second value for a field with room for one.
    SECOND_VALUE = "LETT-012", Warning, "secondo valore per lo stesso campo",
        "Decidere quale dei due vale; il secondo è conservato fra le annotazioni.";
    /// A row that names an item that is not there.
    NO_SUCH_ITEM = "LETT-013", Warning, "riferimento a una riga che non c'è",
        "Controllare il numero o il testo con cui la riga è richiamata.";
    /// A row that should repeat a text and does not.
    DIFFERENT_TEXT = "LETT-014", Info, "testo diverso da quello che dovrebbe ripetere",
        "Controllare quale dei due testi è giusto; il secondo è conservato.";
    /// A spelling of a code that the method lets pass.
    VARIANT = "LETT-015", Info, "codice scritto in un'altra forma",
        "Correggere la scrittura nel documento.";
    /// A copy of what was just read.
    COPY = "LETT-016", Info, "copia di righe già lette",
        "Nessuna azione: la copia è stata tralasciata.";
    /// Marks beyond the grid.
    BEYOND_GRID = "LETT-017", Warning, "segni fuori dalla griglia dei mesi",
        "Rimettere i segni sotto i mesi giusti.";
    /// An expected value that was not understood.
    TARGET_PROSE = "LETT-019", Info, "valore atteso rimasto testo",
        "Riscrivere il valore atteso in una forma che si possa misurare, se serve al punteggio.";
    /// A year outside the plan.
    OUTSIDE_PLAN = "LETT-021", Warning, "anno fuori dal piano",
        "Correggere l'anno della scheda, o gli anni del piano nel metodo.";
    /// A row above the heading it belongs to.
    EARLY_ROW = "LETT-022", Warning, "riga prima del titolo a cui appartiene",
        "Spostare la riga sotto il suo titolo, con il suo numero.";
    /// A value that should be made of items, and is text.
    ITEM_SHAPE = "LETT-023", Info, "voci non riconosciute: il valore resta testo",
        "Se sono voci, scriverle come le altre, o aggiungere la loro forma al metodo.";
    /// A grid whose columns are not twelve months and the years after.
    GRID = "LETT-018", Warning, "colonne sbagliate nella griglia dei mesi",
        "Correggere l'intestazione della griglia, poi controllare i segni delle righe.";
    /// A header that lacks a column nearly every other has.
    COLUMN_ABSENT = "LETT-024", Info, "colonna mancante nell'intestazione",
        "Aggiungere la colonna che le altre tabelle uguali hanno, se serve.";
    /// A form laid out otherwise than nearly all others.
    OTHER_LAYOUT = "LETT-025", Info, "scheda impaginata diversamente dalle altre",
        "Nessuna azione se il valore letto è giusto; altrimenti rimettere la cella al suo posto.";
    /// Pages that are only pictures.
    UNREAD_PAGES = "LETT-026", Warning, "pagine che contengono solo un'immagine",
        "Cercare il file da cui le pagine sono state stampate, o farne riconoscere il testo (OCR), e importare di nuovo.";
    /// Text that runs on from the field above.
    CONTINUED = "LETT-020", Info, "testo che prosegue il campo precedente",
        "Controllare che il testo appartenga al campo precedente.";
}
