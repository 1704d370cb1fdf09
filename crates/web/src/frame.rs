//! The frame of the pages of a body: menu, plan, person.

use app::rights::{Actor, Right, Role};
use store::rows::Plan;

use crate::page::{BodyShown, Crumb, Notice, Page, PersonShown, PlanShown, Section, menu};
use crate::visit::Visit;

/// What happened before this page, told by a word in its address.
const TOLD: &[(&str, &str)] = &[
    ("salvato", "Le modifiche sono salvate."),
    ("uguale", "Non c'era nulla da salvare: i dati erano già così."),
    ("creato", "Fatto."),
    ("aggiunto", "L'obiettivo è nel piano: ora compila la scheda."),
    ("tolto", "L'obiettivo è stato tolto dal piano; la sua storia resta."),
    ("importato", "Il documento è nel piano."),
    ("ripristinato", "Il piano è tornato com'era prima dell'importazione."),
    ("trasmesso", "La proposta è trasmessa."),
    ("restituito", "La proposta è restituita con le osservazioni."),
    ("concordato", "La proposta è concordata."),
    ("approvato", "Il piano è approvato: questa versione non cambia più."),
    ("variazione", "La variazione è aperta: ora il piano si può modificare."),
    ("superato", "Il rilievo è superato: la motivazione resta agli atti."),
    ("ritirato", "La motivazione è ritirata: il rilievo torna a contare."),
    ("commento", "Il commento è pubblicato."),
    ("allegato", "Il file è allegato."),
    ("documento", "Il documento è in preparazione: la pagina si aggiorna da sola."),
    ("password", "La password è cambiata: le altre sessioni sono chiuse."),
    ("fattore", "Il secondo fattore è aggiornato."),
    ("copia", "La copia è in preparazione."),
    ("copiato", "Il piano è copiato: i codici degli obiettivi sono gli stessi."),
];

/// The frame of a page of a body.
pub fn page(visit: &Visit, title: impl Into<String>, section: Option<Section>, plan: Option<&Plan>) -> Page {
    let mut page = Page::new(title);
    page.csrf = visit.csrf();
    let query = visit.path.split_once('?').map_or("", |(_, query)| query);
    let told = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "fatto");
    if let Some((_, word)) = told {
        let sentence = TOLD.iter().find(|(known, _)| *known == word).map(|(_, sentence)| *sentence);
        page.notices.extend(sentence.map(Notice::done));
    }
    let Ok(actor) = visit.actor() else {
        if let Ok(signed_in) = visit.signed_in() {
            page.person = Some(PersonShown {
                name: signed_in.account.name.clone(),
                roles: Vec::new(),
                several_bodies: true,
            });
        }
        return page;
    };
    page.body = Some(BodyShown { name: actor.body.name.clone() });
    page.plan = plan.map(|plan| PlanShown { name: plan_name(plan), href: plan_at(visit, plan, "") });
    page.person = Some(person(actor));
    if actor.may(Right::SeePlan) {
        page.search = visit.at("/cerca");
    }
    page.menu = menu(section, |section| href(visit, actor, section, plan));
    page
}

/// A plan as it is named in short: `PEG 2026` needs what the body calls it; its title and year do.
pub fn plan_name(plan: &Plan) -> String {
    let year = plan.year.to_string();
    if plan.title.contains(&year) { plan.title.clone() } else { format!("{} {year}", plan.title) }
}

/// An address within a plan.
pub fn plan_at(visit: &Visit, plan: &Plan, rest: &str) -> String {
    visit.at(&format!("/piani/{}{rest}", plan.id))
}

fn person(actor: &Actor) -> PersonShown {
    let mut roles: Vec<String> = Vec::new();
    for grant in &actor.grants {
        let term = grant.role.term().to_owned();
        if !roles.contains(&term) {
            roles.push(term);
        }
    }
    PersonShown { name: actor.account.name.clone(), roles, several_bodies: true }
}

fn href(visit: &Visit, actor: &Actor, section: Section, plan: Option<&Plan>) -> Option<String> {
    let in_plan = |rest: &str| plan.map(|plan| plan_at(visit, plan, rest));
    let sees = actor.may(Right::SeePlan);
    match section {
        Section::Desk => Some(visit.at("/")),
        Section::Tree if sees => in_plan("/albero"),
        Section::Objectives if sees || actor.has(Role::Employee) => in_plan("/obiettivi"),
        Section::Units if sees => Some(visit.at("/strutture")),
        Section::Findings if sees => in_plan("/rilievi"),
        Section::Approval if sees => in_plan("/approvazione"),
        Section::Papers if actor.may(Right::MakeDocuments) => in_plan("/documenti"),
        Section::Administration if actor.may(Right::KeepPeople) || actor.may(Right::SeeTrail) => {
            Some(visit.at("/amministrazione"))
        }
        _ => None,
    }
}

/// The way to a page of a plan.
pub fn trail(visit: &Visit, plan: &Plan, steps: &[(&str, &str)]) -> Vec<Crumb> {
    let desk = Crumb::new("La mia scrivania", visit.at("/"));
    let steps = steps.iter().map(|(label, rest)| Crumb::new(*label, plan_at(visit, plan, rest)));
    std::iter::once(desk).chain(steps).collect()
}
