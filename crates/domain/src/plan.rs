//! The plan: what a body has planned for a cycle, and the parts it consists of.
//!
//! Names follow the glossary (rulebook, section 12); the Italian term of each field is in its
//! declaration and in the data dictionary that is generated from here.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::entity::entity;
use crate::{Money, Months, Prose, Rule, Target, Weight};

entity! {
    /// A plan of the performance cycle (*PEG, PDO, Piano della performance, PIAO*), as one record:
    /// all that its documents hold.
    Plan, "plan", "piano";
    /// Name of the plan, as printed.
    title: one Prose, "titolo del piano", Public;
    /// The years the plan covers.
    years: one Vec<i16>, "anni del piano", Public;
    /// Text of the documents that has no place of its own.
    notes: many Prose, "annotazioni", Internal;
    list /// The body itself (at most one).
    body: Body;
    list /// Source documents, in order of reading.
    documents: SourceDocument;
    list /// Organisational units on their levels.
    units: Unit;
    list /// The strategic tree, in document order.
    tree: Node;
    list /// Whole-body objectives listed apart from the forms.
    ente_objectives: EnteObjective;
    list /// Objectives, in document order.
    objectives: Objective;
    list /// Remains of forms whose beginning the document has lost.
    fragments: Objective;
    list /// Rows of the budget table.
    budget: BudgetRow;
    list /// Functions of the offices.
    functions: OfficeFunction;
    list /// Staff assigned to units.
    staff: StaffLine;
    list /// Positive actions for equal opportunity.
    positive_actions: PositiveAction;
    list /// Rows of the training budget and plan.
    training: TrainingLine;
    list /// Figures of the staffing plan.
    staffing: StaffingFigure;
    list /// Counts printed as a summary.
    summaries: SummaryLine;
    list /// Monitoring rounds.
    rounds: MonitoringRound;
    list /// Acts, opinions and approvals.
    acts: Act;
    list /// Sections with text and tables.
    sections: Section;
}

entity! {
    /// A document a plan was read from.
    SourceDocument, "document", "documento";
    /// File name.
    name: one Prose, "nome del file", Internal;
}

entity! {
    /// The authority that plans, with its master record (*scheda anagrafica*).
    Body, "body", "ente";
    /// Official name.
    name: one Prose, "denominazione", Public;
    /// comune, provincia, unione…
    kind: one Prose, "tipo di ente", Public;
    /// ISTAT code.
    istat: one Prose, "codice ISTAT", Public;
    /// Code in the index of public administrations.
    ipa: one Prose, "codice IPA", Public;
    /// Address of the seat.
    address: one Prose, "indirizzo", Public;
    /// Telephone.
    phone: one Prose, "telefono", Public;
    /// Ordinary mail address.
    mail: one Prose, "posta elettronica", Public;
    /// Certified mail address.
    certified_mail: one Prose, "PEC", Public;
    /// VAT number.
    vat_number: one Prose, "partita IVA", Public;
    /// Tax code.
    tax_code: one Prose, "codice fiscale", Public;
    /// Web site.
    website: one Prose, "sito web istituzionale", Public;
    /// Mayor or president.
    head: one Prose, "Sindaco, Presidente", Public;
    /// Residents, with the date of the count, as printed.
    population: one Prose, "popolazione residente", Public;
    /// Employees at 31 December of the year before, as printed (D.L. 80/2021 art. 6).
    employees: one Prose, "dipendenti in servizio", Public;
    /// Managers in service, as printed; 0 for a body whose services are headed by EQ holders.
    managers: one Prose, "dirigenti in servizio", Public;
    /// Evaluation organ: OIV or Nucleo di valutazione.
    evaluation_organ: one Prose, "organo di valutazione", Public;
    /// Deadline for the budget, when the law has put it off.
    budget_deadline: one Date, "termine per il bilancio di previsione", Public;
}

entity! {
    /// An organisational unit (*settore, area, servizio, ufficio*).
    Unit, "unit", "struttura";
    /// Code.
    code: one Prose, "codice", Public;
    /// Name.
    name: one Prose, "denominazione", Public;
    /// Level, by the method (*settore*, *ufficio*).
    level: one Prose, "livello", Public;
    /// Code or name of the unit above.
    parent: one Prose, "struttura superiore", Public;
    /// Person in charge.
    head: one Prose, "responsabile", Personal;
    /// Other names and codes under which it appears.
    aliases: many Prose, "altre denominazioni", Public;
    /// First day of validity.
    valid_from: one Date, "valida dal", Public;
    /// Last day of validity.
    valid_to: one Date, "valida al", Public;
    /// Page of the index.
    page: one Prose, "pagina dell'indice", Internal;
}

entity! {
    /// A node of the strategic tree (*linea, obiettivo strategico, obiettivo operativo*).
    Node, "node", "nodo dell'albero della performance";
    /// Level, by the method.
    level: one Prose, "livello", Public;
    /// Code, never renumbered.
    code: one Prose, "codice", Public;
    /// Title.
    title: one Prose, "titolo", Public;
    /// Code of the node above.
    parent: one Prose, "nodo superiore", Public;
    /// Years in which the node is active; empty when it is achieved or dropped.
    years: one Vec<i16>, "anni di attività", Public;
    /// Those responsible, as printed.
    responsible: one Prose, "responsabile", Personal;
    /// Outcome indicators, as printed.
    outcomes: many Prose, "indicatori di impatto", Public;
}

entity! {
    /// An objective of the whole body listed apart from the forms, with its own weight.
    EnteObjective, "ente_objective", "obiettivo di performance di ente";
    /// Unit it is entrusted to.
    unit: one Prose, "struttura", Public;
    /// Title: the link to the objective that realises it.
    title: one Prose, "obiettivo", Public;
    /// Weight among the objectives of the body.
    weight: one Weight, "peso", Public;
}

entity! {
    /// An objective (*obiettivo di performance*), of whatever kind.
    Objective, "objective", "obiettivo";
    /// Occurrence of the section it stands in, from 1.
    section: one Prose, "sezione", Internal;
    /// Code or number, as printed.
    code: one Prose, "codice", Public;
    /// Official title.
    title: one Prose, "titolo", Public;
    /// Plain title beside the official one.
    plain_title: one Prose, "titolo breve", Public;
    /// Description.
    description: one Prose, "descrizione", Public;
    /// Unit that owns it.
    unit: one Prose, "struttura", Public;
    /// Other units involved.
    other_units: many Prose, "altre strutture coinvolte", Public;
    /// Units a common objective applies to, as printed.
    applies_to: one Prose, "strutture a cui si applica", Public;
    /// Person or role in charge.
    responsible: one Prose, "responsabile", Personal;
    /// Holder of the high-qualification post.
    post_holder: one Prose, "posizione organizzativa", Personal;
    /// Contact persons, as printed.
    contacts: one Prose, "referenti", Personal;
    /// Councillor of reference.
    councillor: one Prose, "assessore di riferimento", Public;
    /// Kind, by the method (*individuale*, *di ente*…).
    kind: one Prose, "tipo", Public;
    /// What it is for: improvement, development or upkeep (D.Lgs. 150/2009 art. 5 c. 2 lett. c).
    aim: one Prose, "finalità (miglioramento, sviluppo, mantenimento)", Public;
    /// Areas of organisational performance it belongs to (D.Lgs. 150/2009 art. 8 c. 1).
    areas: many Prose, "ambiti di performance organizzativa", Public;
    /// Scope of a form with several boxes, as printed.
    scope: one Prose, "ambito", Public;
    /// The years it covers, as printed.
    period: one Prose, "periodo", Public;
    /// Year printed on the form.
    form_year: one Prose, "anno della scheda", Public;
    /// Weight.
    weight: one Weight, "peso", Public;
    /// Points given when objectives are weighed.
    rating: one Decimal, "valutazione dell'obiettivo", Internal;
    /// Whether it is shared with other units.
    cross_unit: one Prose, "trasversale", Public;
    /// Who it is for.
    stakeholders: one Prose, "portatori di interesse", Public;
    /// Starting point of the objective as a whole.
    baseline: one Prose, "situazione di partenza", Public;
    /// Expected result of the objective as a whole.
    target: one Target, "traguardo atteso", Public;
    /// Declaration on accessibility and inclusion.
    accessibility: one Prose, "dichiarazione di accessibilità", Public;
    /// Cost centre.
    cost_centre: one Prose, "centro di costo", Public;
    /// Public value it creates.
    public_value: one Prose, "valore pubblico", Public;
    /// Body that implements it, when another.
    implementing_body: one Prose, "ente attuatore", Public;
    /// Body that realises it, when another.
    realising_body: one Prose, "soggetto realizzatore", Public;
    /// Unique project codes.
    cup: many Prose, "CUP", Public;
    /// Measures of the recovery plan.
    pnrr: many Prose, "misura PNRR", Public;
    /// Risk measures it carries out.
    risk_measures: many Prose, "misure anticorruzione", Public;
    /// Tags.
    tags: many Prose, "etichette", Internal;
    /// What it depends on outside the body.
    dependence: many Prose, "dipendenza da terzi", Public;
    /// Quantities to be measured, without a target: numerators and denominators of indicators.
    counters: many Prose, "indicatori di attività", Public;
    /// Expected results of later years.
    outcomes: keyed Prose, "risultato atteso", Public;
    /// Years for which the form says, by a sign, that nothing is planned.
    idle: keyed Prose, "anno senza azioni previste", Public;
    /// State of progress at a date.
    progress: keyed Prose, "stato di avanzamento", Public;
    /// Staff described as a group.
    staff_note: one Prose, "personale dedicato", Personal;
    /// Identity of the objective of an earlier year it continues.
    carried_from: one Prose, "in prosecuzione da", Public;
    /// Footnotes and text of the form without a place of its own.
    notes: many Prose, "annotazioni", Internal;
    list /// Links to the strategic tree and to the budget.
    links: Link;
    list /// Phases, activities or actions.
    phases: Phase;
    list /// Indicators of the objective and of its phases.
    indicators: Indicator;
    list /// People and groups.
    people: Assignment;
    list /// Money.
    budget: BudgetLine;
    list /// Criteria that weigh the objective (*pesatura*).
    criteria: Criterion;
}

entity! {
    /// A link of an objective to a node of the strategic tree or of the budget.
    Link, "link", "collegamento";
    /// Level linked to, by the method (*linea*, *missione*).
    level: one Prose, "livello", Public;
    /// The reference as printed: a code, a title, or both.
    text: one Prose, "riferimento", Public;
}

entity! {
    /// A phase of an objective (*fase, azione, attività*).
    Phase, "phase", "fase";
    /// Number, as printed.
    number: one Prose, "numero", Public;
    /// Year of the operative plan it belongs to.
    year: one Prose, "annualità", Public;
    /// What is done.
    text: one Prose, "fase", Public;
    /// Longer description.
    description: one Prose, "descrizione della fase", Public;
    /// Expected output or means of proof.
    output: one Prose, "prodotto atteso", Public;
    /// Weight in the objective.
    weight: one Weight, "peso", Public;
    /// First day.
    start: one Date, "inizio", Public;
    /// Last day.
    end: one Date, "fine", Public;
    /// Timing in free text.
    timing: one Target, "tempi", Public;
    /// Planned months.
    months: one Months, "mesi previsti", Public;
    /// Actual months.
    actual_months: one Months, "mesi effettivi", Public;
    /// Done by the unit alone: a mark.
    own: one Prose, "settoriale", Public;
    /// Done with other units: a mark or their names.
    joint: one Prose, "intersettoriale", Public;
    /// Person or unit in charge.
    responsible: one Prose, "responsabile della fase", Personal;
    /// Share carried out.
    actual_share: one Weight, "% di realizzazione", Public;
    /// Reason for a delay.
    delay_reason: one Prose, "motivo del ritardo", Public;
    /// Notes.
    notes: many Prose, "note", Internal;
}

entity! {
    /// An indicator of an objective or of one of its phases.
    Indicator, "indicator", "indicatore";
    /// Number of the phase it measures, as printed.
    phase: one Prose, "fase misurata", Public;
    /// Year of the operative plan it belongs to.
    year: one Prose, "annualità", Public;
    /// Number, as printed.
    number: one Prose, "numero", Public;
    /// What is measured.
    text: one Prose, "indicatore", Public;
    /// Unit of measure, as printed.
    unit: one Prose, "unità di misura", Public;
    /// Weight among the indicators of the same phase or objective.
    weight: one Weight, "peso dell'indicatore", Public;
    /// Starting value.
    baseline: one Target, "valore di partenza", Public;
    /// Expected value of each year.
    targets: keyed Target, "valore atteso", Public;
    /// Rule that turns a result into a score.
    graduation: one Rule, "graduazione", Public;
    /// Formula, as printed.
    formula: one Prose, "formula", Public;
    /// Source of the data.
    source: one Prose, "fonte", Public;
    /// Threshold, when it differs from the target.
    threshold: one Target, "soglia", Public;
    /// Whether a higher or a lower value is better, as printed.
    polarity: one Prose, "verso", Public;
    /// Dimension: efficiency, effectiveness, output, impact…
    dimension: one Prose, "dimensione", Public;
    /// Values of earlier years.
    history: keyed Prose, "serie storica", Public;
    /// Value of reference of other bodies or of a standard, with its source.
    benchmark: one Prose, "valore di riferimento", Public;
    /// How often it is measured.
    frequency: one Prose, "frequenza di rilevazione", Public;
    /// Day on which the final value is known.
    available: one Date, "data di disponibilità", Public;
    /// Who answers for the data.
    owner: one Prose, "responsabile del dato", Personal;
    /// Reached value.
    actual: one Prose, "valore raggiunto", Public;
    /// Achievement.
    achievement: one Weight, "grado di raggiungimento", Public;
    /// Notes, reasons for a deviation.
    notes: many Prose, "note", Internal;
}

entity! {
    /// A person, a group or a number of people on an objective or a phase.
    Assignment, "person", "personale coinvolto";
    /// Name of the person or description of the group.
    name: one Prose, "nome", Personal;
    /// Number of the phase, as printed.
    phase: one Prose, "fase", Public;
    /// Year of the operative plan.
    year: one Prose, "annualità", Public;
    /// Category or area of classification.
    category: one Prose, "categoria", Personal;
    /// Professional profile or part played.
    role: one Prose, "ruolo", Personal;
    /// Share of participation.
    share: one Weight, "% di partecipazione", Personal;
    /// First day.
    from: one Date, "dal", Personal;
    /// Last day.
    to: one Date, "al", Personal;
    /// Person in charge of the row.
    responsible: one Prose, "responsabile", Personal;
    /// Who evaluates, with dates, as printed.
    evaluator: one Prose, "valutatore", Personal;
}

entity! {
    /// Money of an objective.
    BudgetLine, "budget_line", "assegnazione finanziaria";
    /// Chapter of the executive management plan, or other funding in words.
    chapter: one Prose, "capitolo di PEG", Public;
    /// Allocation of each year.
    amounts: keyed Money, "stanziamento", Public;
    /// Note.
    note: one Prose, "note", Public;
}

entity! {
    /// A criterion of the weighing of an objective.
    Criterion, "criterion", "criterio di pesatura";
    /// Name.
    name: one Prose, "criterio", Public;
    /// Points or weight.
    weight: one Weight, "peso", Public;
}

entity! {
    /// A row of the budget by mission and programme.
    BudgetRow, "budget", "stanziamento per missione e programma";
    /// Mission code.
    mission: one Prose, "missione", Public;
    /// Mission title.
    mission_title: one Prose, "denominazione della missione", Public;
    /// Programme code.
    programme: one Prose, "programma", Public;
    /// Programme title.
    programme_title: one Prose, "denominazione del programma", Public;
    /// Allocation.
    amount: one Money, "stanziato", Public;
}

entity! {
    /// A function of an office (*articolazione degli uffici*).
    OfficeFunction, "function", "funzione dell'ufficio";
    /// Mission, as printed.
    mission: one Prose, "missione", Public;
    /// Programme, as printed.
    programme: one Prose, "programma", Public;
    /// Name.
    name: one Prose, "funzione", Public;
    /// Office of the person in charge (*dirigente, segretario*).
    role: one Prose, "ruolo del responsabile", Public;
    /// Person in charge.
    head: one Prose, "dirigente", Personal;
    /// Description.
    description: many Prose, "descrizione", Public;
}

entity! {
    /// Staff of a unit.
    StaffLine, "staff", "personale della struttura";
    /// Structure.
    structure: one Prose, "struttura", Public;
    /// Head of the structure.
    head: one Prose, "dirigente", Personal;
    /// High-qualification post.
    post: one Prose, "posizione organizzativa", Public;
    /// Holder of the post.
    holder: one Prose, "titolare", Personal;
    /// Unit.
    unit: one Prose, "unità organizzativa", Public;
    /// Names, with shares and part-time, as printed.
    people: one Prose, "personale", Personal;
    /// Headcount, as printed.
    total: one Prose, "totale", Public;
}

entity! {
    /// A card of the plan of positive actions.
    PositiveAction, "positive_action", "azione positiva";
    /// Number.
    number: one Prose, "numero", Public;
    /// Title.
    title: one Prose, "obiettivo", Public;
    /// Who it is for.
    recipients: one Prose, "destinatari", Public;
    /// What is done.
    actions: many Prose, "azioni", Public;
    /// Who does it.
    actors: one Prose, "protagonisti", Public;
    /// When.
    timing: one Prose, "tempi", Public;
}

entity! {
    /// A row of the training budget.
    TrainingLine, "training", "formazione";
    /// Budget chapter.
    chapter: one Prose, "capitolo", Public;
    /// Forecast of each year.
    amounts: keyed Money, "previsione", Public;
    /// Area or course.
    area: one Prose, "area", Public;
    /// Hours, as printed.
    hours: one Prose, "ore", Public;
}

entity! {
    /// A figure of the staffing plan.
    StaffingFigure, "staffing", "fabbisogno di personale";
    /// Year.
    year: one Prose, "anno", Public;
    /// What is counted (*cessazioni*, *assunzioni*…).
    kind: one Prose, "voce", Public;
    /// The figure, as printed.
    figure: one Prose, "valore", Public;
}

entity! {
    /// A row of a summary: it cross-checks and never creates.
    SummaryLine, "summary", "quadro riassuntivo";
    /// Name in the method of the section it stands in.
    section: one Prose, "sezione", Internal;
    /// What the row is about.
    subject: one Prose, "voce", Public;
    /// Its figures by column label.
    figures: keyed Prose, "valori", Public;
}

entity! {
    /// A monitoring round.
    MonitoringRound, "round", "monitoraggio";
    /// Date or period, as printed.
    date: one Prose, "data", Public;
    /// What is monitored.
    text: one Prose, "oggetto", Public;
}

entity! {
    /// An act, an opinion or a signed copy.
    Act, "act", "atto";
    /// Organ.
    organ: one Prose, "organo", Public;
    /// Kind of act.
    kind: one Prose, "tipo di atto", Public;
    /// Number.
    number: one Prose, "numero", Public;
    /// Date.
    date: one Date, "data", Public;
    /// What it is about.
    subject: one Prose, "oggetto", Public;
    /// What an opinion says: favourable, with remarks, unfavourable.
    outcome: one Prose, "esito", Public;
}

entity! {
    /// A section with text and tables.
    Section, "section", "sezione";
    /// Name in the method.
    key: one Prose, "chiave nel metodo", Internal;
    /// Title, as printed.
    title: one Prose, "titolo", Public;
    list /// Paragraphs and tables, in order.
    blocks: SectionBlock;
}

entity! {
    /// A paragraph or a table row of a section.
    SectionBlock, "block", "testo";
    /// The text of a paragraph.
    text: one Prose, "testo", Public;
    /// The cells of a table row, keyed by column (`01`, `02`…).
    cells: keyed Prose, "celle", Public;
}
