//! What a label is likely to mean, by the words of the field in it.

/// Words of labels beside their values, and the field each suggests; the first that fits counts.
const BESIDE: &[(&[&str], &str)] = &[
    (&["peso"], "objective.weight"),
    (&["descrizione"], "objective.description"),
    (&["finalita"], "objective.description"),
    (&["titolo"], "objective.title"),
    (&["denominazione", "obiettivo"], "objective.title"),
    (&["obiettivo", "strategico"], "link:strategico.text"),
    (&["obiettivo", "operativo"], "link:operativo.text"),
    (&["linea"], "link:linea.text"),
    (&["missione"], "link:missione.text"),
    (&["programma"], "link:programma.text"),
    (&["obiettivo"], "objective.title"),
    (&["responsabile"], "objective.responsible"),
    (&["dirigente"], "objective.responsible"),
    (&["referente"], "objective.contacts"),
    (&["assessore"], "objective.councillor"),
    (&["settore"], "objective.unit"),
    (&["area"], "objective.unit"),
    (&["servizio"], "objective.unit"),
    (&["ufficio"], "objective.unit"),
    (&["struttura"], "objective.unit"),
    (&["stakeholder"], "objective.stakeholders"),
    (&["baseline"], "objective.baseline"),
    (&["centro", "costo"], "objective.cost_centre"),
    (&["codice"], "objective.code"),
    (&["n", "obiettivo"], "objective.code"),
];

/// Words of column headers, and the field each suggests.
const ABOVE: &[(&[&str], &str)] = &[
    (&["indicatore"], "indicator.text"),
    (&["indicatori"], "indicator.text"),
    (&["unita", "misura"], "indicator.unit"),
    (&["u", "m"], "indicator.unit"),
    (&["udm"], "indicator.unit"),
    (&["graduazione"], "indicator.graduation"),
    (&["target"], "indicator.targets.{year}"),
    (&["atteso"], "indicator.targets.{year}"),
    (&["raggiunto"], "indicator.actual"),
    (&["peso"], "phase.weight"),
    (&["descrizione"], "phase.text"),
    (&["attivita"], "phase.text"),
    (&["azione"], "phase.text"),
    (&["fase"], "phase.number"),
    (&["inizio"], "phase.start"),
    (&["avvio"], "phase.start"),
    (&["fine"], "phase.end"),
    (&["scadenza"], "phase.end"),
    (&["tempi"], "phase.timing"),
    (&["persona"], "person.name"),
    (&["nominativo"], "person.name"),
    (&["dipendente"], "person.name"),
    (&["categoria"], "person.category"),
    (&["profilo"], "person.role"),
    (&["ruolo"], "person.role"),
    (&["capitolo"], "budget_line.chapter"),
    (&["note"], "indicator.notes"),
];

/// The field a label beside its value suggests.
pub fn beside(label: &str) -> Option<&'static str> {
    fitting(BESIDE, label)
}

/// The field a column header suggests.
pub fn above(label: &str) -> Option<&'static str> {
    fitting(ABOVE, label)
}

fn fitting(table: &'static [(&'static [&'static str], &'static str)], label: &str) -> Option<&'static str> {
    let words: Vec<String> = method::words::words(label).into_iter().map(|word| word.text).collect();
    table
        .iter()
        .find(|(wanted, _)| wanted.iter().all(|w| words.iter().any(|word| word == w)))
        .map(|(_, path)| *path)
}
