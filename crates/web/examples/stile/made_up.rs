//! People, units and objectives that nobody has.

use domain::Severity;
use web::components::{Badge, Derivation, FindingShown, MonthsRow, State, Step, Tab};
use web::form::{Choice, indexed};
use web::page::{BodyShown, Crumb, Notice, Page, PersonShown, PlanShown, menu};

/// A row of the list.
pub struct Objective {
    pub code: String,
    pub title: &'static str,
    pub unit: &'static str,
    pub head: &'static str,
    pub weight: &'static str,
    pub state: State,
    pub worst: Option<Severity>,
}

/// Units with their heads and objectives.
const UNITS: [(&str, &str, [&str; 10]); 8] = [
    (
        "Segreteria generale",
        "Marta Oliveri",
        [
            "Pubblicare gli atti entro due giorni dalla firma",
            "Aggiornare il regolamento sul procedimento amministrativo",
            "Completare la mappatura dei processi a rischio",
            "Ridurre le richieste di accesso non evase nei termini",
            "Tenere aggiornata la sezione Amministrazione trasparente",
            "Formare il personale sulla redazione chiara degli atti",
            "Rivedere le deleghe di firma degli uffici",
            "Attivare il registro unico degli accessi",
            "Digitalizzare le deliberazioni dal 1990 al 2005",
            "Coordinare il controllo successivo di regolarità amministrativa",
        ],
    ),
    (
        "Servizi finanziari",
        "Paolo Rinaudo",
        [
            "Pagare le fatture entro i termini di legge",
            "Ridurre lo stock del debito commerciale scaduto",
            "Approvare il rendiconto entro il 30 aprile",
            "Recuperare l’evasione della tassa sui rifiuti",
            "Aggiornare l’inventario dei beni mobili",
            "Rendere leggibile il bilancio per i cittadini",
            "Accertare le entrate entro l’esercizio",
            "Riscuotere i canoni arretrati delle concessioni",
            "Verificare ogni trimestre gli equilibri di bilancio",
            "Predisporre il piano annuale dei flussi di cassa",
        ],
    ),
    (
        "Servizi al cittadino",
        "Giulia Ferrando",
        [
            "Ridurre il tempo di attesa allo sportello anagrafe",
            "Rilasciare la carta d’identità entro sette giorni",
            "Estendere gli appuntamenti in linea a tutti i servizi",
            "Aprire lo sportello il sabato mattina",
            "Completare il subentro nell’archivio nazionale dello stato civile",
            "Misurare il gradimento di chi usa gli sportelli",
            "Rivedere la carta dei servizi demografici",
            "Attivare un punto di facilitazione digitale",
            "Rispondere ai reclami entro quindici giorni",
            "Aggiornare lo stradario e la numerazione civica",
        ],
    ),
    (
        "Edilizia e urbanistica",
        "Sandro Pastorino",
        [
            "Ridurre i tempi di rilascio dei permessi di costruire",
            "Adottare la variante al piano urbanistico comunale",
            "Digitalizzare l’archivio delle pratiche edilizie dal 1967 al 1999",
            "Controllare a campione le segnalazioni certificate di inizio attività",
            "Mappare gli edifici dismessi e le aree da recuperare",
            "Aggiornare gli oneri di urbanizzazione",
            "Pubblicare le mappe del piano in formato aperto",
            "Evadere le istanze di accesso agli atti entro venti giorni",
            "Censire le barriere architettoniche degli edifici comunali",
            "Concludere le pratiche di condono ancora aperte",
        ],
    ),
    (
        "Lavori pubblici e manutenzioni",
        "Irene Bozzano",
        [
            "Completare la riqualificazione della scuola primaria di via dei Platani",
            "Sostituire i corpi illuminanti con lampade a basso consumo",
            "Riparare le segnalazioni di buche entro dieci giorni",
            "Collaudare il nuovo argine del torrente",
            "Progettare la pista ciclabile fra la stazione e il porto",
            "Redigere il piano di manutenzione degli edifici scolastici",
            "Adeguare gli impianti antincendio del palazzo comunale",
            "Rispettare il cronoprogramma delle opere finanziate",
            "Ridurre i consumi di energia degli edifici",
            "Rendere accessibili le fermate del trasporto pubblico",
        ],
    ),
    (
        "Servizi sociali",
        "Davide Canepa",
        [
            "Ridurre la lista d’attesa dell’assistenza domiciliare",
            "Prendere in carico entro trenta giorni i nuclei segnalati",
            "Attivare lo sportello per chi assiste un familiare",
            "Rivedere i criteri di compartecipazione alle rette",
            "Aumentare gli affidi familiari",
            "Aprire un centro diurno per anziani",
            "Stipulare convenzioni con le associazioni del territorio",
            "Rendere i contributi per l’affitto entro sei mesi dal bando",
            "Monitorare la qualità della mensa per anziani",
            "Sperimentare il bilancio partecipativo dei quartieri",
        ],
    ),
    (
        "Scuola, cultura e sport",
        "Chiara Dellepiane",
        [
            "Ampliare i posti del nido comunale",
            "Prolungare l’orario di apertura della biblioteca",
            "Ridurre lo spreco di cibo nelle mense scolastiche",
            "Riaprire il museo civico con un nuovo percorso",
            "Assegnare gli impianti sportivi con avviso pubblico",
            "Organizzare la stagione teatrale con le scuole",
            "Digitalizzare il fondo storico della biblioteca",
            "Garantire il trasporto scolastico alle frazioni",
            "Raccogliere il gradimento delle famiglie sul nido",
            "Promuovere i cammini del territorio",
        ],
    ),
    (
        "Polizia locale e protezione civile",
        "Luca Traverso",
        [
            "Aumentare i controlli davanti alle scuole",
            "Aggiornare il piano comunale di protezione civile",
            "Ridurre gli incidenti sulle strade urbane",
            "Svolgere due esercitazioni con i volontari",
            "Rispondere alle richieste di intervento entro venti minuti",
            "Contrastare l’abbandono dei rifiuti",
            "Estendere la videosorveglianza ai parchi",
            "Concludere i procedimenti sanzionatori entro novanta giorni",
            "Informare la popolazione sui rischi di allagamento",
            "Formare gli agenti sull’uso dei defibrillatori",
        ],
    ),
];

/// The phases of the form: title, result, weight.
pub const PHASES: [(&str, &str, &str); 4] = [
    ("Analisi delle pratiche del 2025", "Relazione sui tempi di ogni passaggio", "20"),
    ("Nuova modulistica", "Moduli pubblicati e compilabili in linea", "30"),
    ("Formazione degli istruttori", "Due giornate, almeno 12 partecipanti", "17,5"),
    ("Entrata a regime", "Permessi rilasciati entro 60 giorni", "30"),
];

/// A page with its frame.
pub fn page(title: &str, section: Option<&str>) -> Page {
    let current = web::page::Section::ALL.into_iter().find(|own| Some(own.label()) == section);
    let mut page = Page { csrf: "made-up".to_owned(), ..Page::new(title) };
    page.body = Some(BodyShown { name: "Comune di Borgo Ligure".to_owned() });
    page.plan = Some(PlanShown { name: "PEG 2026".to_owned(), href: "/elenco".to_owned() });
    page.person = Some(PersonShown {
        name: "Giulia Ferrando".to_owned(),
        roles: vec![
            "Dirigente dei Servizi al cittadino".to_owned(),
            "Ufficio di programmazione e controllo".to_owned(),
        ],
        several_bodies: true,
    });
    page.menu = menu(current, |_| Some("/elenco".to_owned()));
    if let Some(section) = section.filter(|section| *section != title) {
        page.trail = vec![Crumb::new("La mia scrivania", "/"), Crumb::new(section, "/elenco")];
    }
    page
}

pub fn objectives() -> Vec<Objective> {
    let mut rows = Vec::new();
    for (at, (unit, head, titles)) in UNITS.into_iter().enumerate() {
        for (under, title) in titles.into_iter().enumerate() {
            let turn = at * 10 + under;
            rows.push(Objective {
                code: format!("{}.{}", at + 1, under + 1),
                title,
                unit,
                head,
                weight: ["10", "12,5", "7,5", "15", "5"][turn % 5],
                state: [State::Draft, State::Sent, State::Agreed, State::Sent, State::Returned, State::Draft]
                    [turn % 6],
                worst: [
                    None,
                    None,
                    Some(Severity::Warning),
                    None,
                    Some(Severity::Info),
                    None,
                    Some(Severity::Error),
                ][turn % 7],
            });
        }
    }
    rows
}

pub fn units() -> Vec<Choice> {
    UNITS.iter().enumerate().map(|(at, (name, ..))| Choice::new(format!("s{at}"), *name)).collect()
}

pub fn choices(pairs: &[(&str, &str)]) -> Vec<Choice> {
    pairs.iter().map(|(value, label)| Choice::new(*value, *label)).collect()
}

pub fn tabs(labels: [&str; 4]) -> Vec<Tab> {
    let tab = |(at, label): (usize, &str)| Tab {
        label: label.to_owned(),
        href: format!("?vista={at}"),
        current: at == 0,
        count: [Some(80), Some(10), None, Some(34)][at],
    };
    labels.into_iter().enumerate().map(tab).collect()
}

pub fn notices() -> Vec<Notice> {
    vec![
        Notice::done("L’obiettivo 3.2 è stato salvato."),
        Notice::info("Il piano è in preparazione.")
            .with("I dirigenti possono modificare i propri obiettivi fino al 20 gennaio 2026."),
        Notice::warning("Tre obiettivi non hanno ancora un indicatore.")
            .with("Senza indicatori non è possibile calcolare il grado di raggiungimento."),
        Notice::error("Il documento non è stato importato.")
            .with("Il file piano.docx è protetto da una parola d’ordine."),
    ]
}

pub fn findings() -> Vec<FindingShown> {
    let finding = |severity: Severity, code: &str, message: &str, help: &str, basis: &str| FindingShown {
        badge: Badge::from(severity),
        code: code.to_owned(),
        message: message.to_owned(),
        help: help.to_owned(),
        basis: basis.to_owned(),
        link: None,
        explained: "#contenuto".to_owned(),
    };
    vec![
        finding(
            Severity::Error,
            "PESI-001",
            "I pesi degli obiettivi dei Servizi al cittadino danno 95,5 e non 100",
            "Correggere i pesi in modo che la loro somma sia 100.",
            "Sistema di misurazione e valutazione, articolo 7",
        )
        .at("Vai ai pesi dei Servizi al cittadino", "/elenco"),
        finding(
            Severity::Warning,
            "DATE-004",
            "La fase «Entrata a regime» termina il 31 dicembre 2027, dopo la fine dell’anno del piano",
            "Anticipare il termine, oppure indicare che la fase prosegue nel 2027.",
            "",
        )
        .at("Vai alla fase 4 dell’obiettivo 3.2", "/modulo"),
        finding(
            Severity::Info,
            "TEST-012",
            "Il titolo è lo stesso dell’obiettivo 3.2 dell’anno scorso",
            "Se l’obiettivo prosegue, indicarlo come «In prosecuzione dal 2025».",
            "",
        ),
    ]
}

pub fn derivation() -> Derivation {
    let step = |what: &str, how: &str, result: &str, basis: &str| Step {
        what: what.to_owned(),
        how: how.to_owned(),
        result: result.to_owned(),
        basis: basis.to_owned(),
    };
    Derivation {
        result: "92,5 %".to_owned(),
        steps: vec![
            step(
                "Tempo medio di rilascio: valore raggiunto 22, atteso 20, di partenza 32",
                "(32 − 22) ÷ (32 − 20) × 100",
                "83,33",
                "articolo 12, comma 2",
            ),
            step(
                "Pratiche telematiche: valore raggiunto 81, atteso 75",
                "81 ÷ 75 × 100, al massimo 100",
                "100",
                "articolo 12, comma 3",
            ),
            step("Media con i pesi 45 e 55", "(83,33 × 45 + 100 × 55) ÷ 100", "92,5", "articolo 14"),
        ],
    }
}

pub fn phases() -> Vec<MonthsRow> {
    PHASES
        .iter()
        .enumerate()
        .map(|(at, (title, ..))| MonthsRow {
            name: indexed("fasi", at, "mesi"),
            label: (*title).to_owned(),
            chosen: std::array::from_fn(|month| (at * 3..at * 3 + 4).contains(&month)),
        })
        .collect()
}
