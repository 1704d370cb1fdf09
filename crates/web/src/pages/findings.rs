//! The findings of a plan, and those passed over with a reason.

use app::approval::{ALL, subject, waiver_of};
use app::plans::{Held, Told};
use app::rights::Right;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Severity;
use outline::text;
use store::rows::Waiver;

use super::{again, go, pages, plan, query};
use crate::components::{FindingShown, Pages};
use crate::failed::{Shown, capital, shown};
use crate::form::{Choice, Form};
use crate::frame::{self, plan_at};
use crate::page::{Page, Section};
use crate::site::Shared;
use crate::visit::Visit;

struct Line {
    finding: FindingShown,
    /// Where it can be passed over; blank: it need not, or the person may not.
    waive: String,
    waived: Option<Waiver>,
}

#[derive(Template)]
#[template(path = "pagine/rilievi.html")]
struct FindingsPage {
    page: Page,
    form: Form,
    action: String,
    clear: String,
    lines: Vec<Line>,
    counts: [usize; 3],
    waived: usize,
    codes: Vec<Choice>,
    severities: Vec<Choice>,
    may_waive: bool,
    end_action: String,
    pages: Pages,
}

#[derive(Template)]
#[template(path = "pagine/supera.html")]
struct WaivePage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    message: String,
    code: String,
    item: String,
    subject: String,
    count: usize,
}

#[derive(Template)]
#[template(path = "pagine/spiegazione.html")]
struct ExplainPage {
    page: Page,
    title: String,
    explanation: Vec<String>,
    help: String,
    basis: String,
}

/// So many findings are shown on a page.
const SHOWN: usize = 200;

/// The findings.
pub async fn list(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let may_waive = visit.actor()?.may(Right::Waive);
    let current = plan(&site, &visit, &plan_id).await?;
    let checked = site.plans.checked_for(visit.actor()?, &current).await?;
    let (code, severity) = (query(&visit, "codice").into_owned(), query(&visit, "gravita").into_owned());
    let page = current.look(|held| {
        let mut wanted = Vec::new();
        let mut passed_over = 0;
        let mut findings: Vec<&Told> = checked.findings.iter().collect();
        findings.sort_by_key(|told| told.finding.severity);
        for told in findings {
            let waiver = waiver_of(held, told);
            passed_over += usize::from(waiver.is_some());
            if (code.is_empty() || told.finding.code == code)
                && (severity.is_empty() || told.finding.severity.name() == severity)
            {
                wanted.push((told, waiver));
            }
        }
        let pages = pages(&visit, (wanted.len(), SHOWN), &["gravita", "codice"]);
        let lines = pages.of(wanted).into_iter();
        let lines = lines.map(|(told, waiver)| line(&visit, held, told, waiver, may_waive)).collect();
        let counts =
            [Severity::Error, Severity::Warning, Severity::Info].map(|severity| checked.count(severity));
        let mut codes: Vec<&str> = checked.findings.iter().map(|told| told.finding.code.as_ref()).collect();
        codes.sort_unstable();
        codes.dedup();
        FindingsPage {
            page: frame::page(&visit, "Rilievi", Some(Section::Findings), Some(&held.head)),
            form: Form::default().with("codice", &code).with("gravita", &severity),
            action: plan_at(&visit, &held.head, "/rilievi"),
            clear: if code.is_empty() && severity.is_empty() {
                String::new()
            } else {
                plan_at(&visit, &held.head, "/rilievi")
            },
            lines,
            counts,
            waived: passed_over,
            codes: codes.into_iter().map(|code| Choice::new(code, code)).collect(),
            severities: [("error", "Blocca l'approvazione"), ("warning", "Da verificare"), ("info", "Nota")]
                .map(|(value, label)| Choice::new(value, label))
                .to_vec(),
            may_waive,
            end_action: plan_at(&visit, &held.head, "/rilievi/ritira"),
            pages,
        }
    })?;
    Ok(shown(&page))
}

fn line(visit: &Visit, held: &Held, told: &Told, waiver: Option<&Waiver>, may_waive: bool) -> Line {
    let mut finding = FindingShown::from(&told.finding);
    finding.message = capital(&finding.message);
    finding.explained = visit.at(&format!("/rilievi/{}", told.finding.code));
    let item = told.spot.item.as_deref().unwrap_or_default();
    if let Some((_, objective)) = held.objective(item) {
        let code = text(objective.code.as_ref());
        let title = domain::text::short(text(objective.title.as_ref()), 70);
        let edit = visit.actor().is_ok_and(|actor| app::items::Writable::of(actor, held, objective).any());
        let rest = if edit { format!("/obiettivi/{item}/modifica") } else { format!("/obiettivi/{item}") };
        finding = finding.at(format!("Apri l'obiettivo {code} {title}"), plan_at(visit, &held.head, &rest));
    } else if let Some(("tree", _)) = held.place(item) {
        finding = finding.at("Apri l'albero", plan_at(visit, &held.head, "/albero"));
    }
    let waive = if may_waive && waiver.is_none() && told.finding.severity != Severity::Info {
        let subject = subject(told);
        let pairs = [("codice", told.finding.code.as_ref()), ("voce", item), ("oggetto", subject.as_str())];
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        plan_at(visit, &held.head, &format!("/rilievi/supera?{query}"))
    } else {
        String::new()
    };
    Line { finding, waive, waived: waiver.cloned() }
}

/// What a code means.
pub async fn explain(Path((_, code)): Path<(String, String)>, visit: Visit) -> Shown {
    let catalogue = app::catalogue();
    let page = catalogue.page(&code).ok_or(app::Refusal::NotFound)?;
    let shown_page = ExplainPage {
        page: frame::page(&visit, format!("Rilievo {code}"), None, None),
        title: capital(&page.title),
        explanation: page.explanation.split("\n\n").map(str::to_owned).collect(),
        help: page.help.clone(),
        basis: page.basis.clone(),
    };
    Ok(shown(&shown_page))
}

fn waive_page_of(
    visit: &Visit,
    held: &Held,
    (code, item, subject): (&str, &str, &str),
    checked: &app::plans::Checked,
    form: Form,
) -> WaivePage {
    let same = checked.findings.iter().filter(|told| told.finding.code == code);
    let one = same.clone().find(|told| {
        told.spot.item.as_deref().unwrap_or_default() == item && app::approval::subject(told) == subject
    });
    let mut page = frame::page(visit, "Prosegui con motivazione", Some(Section::Findings), Some(&held.head));
    page.trail = frame::trail(visit, &held.head, &[("Rilievi", "/rilievi")]);
    WaivePage {
        page,
        form,
        action: plan_at(visit, &held.head, "/rilievi/supera"),
        back: plan_at(visit, &held.head, "/rilievi"),
        message: one.map(|told| capital(&told.finding.message)).unwrap_or_default(),
        code: code.to_owned(),
        item: item.to_owned(),
        subject: subject.to_owned(),
        count: same.count(),
    }
}

/// Where one says why a finding is passed over.
pub async fn waive_page(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    let checked = site.plans.checked(&current).await?;
    let (code, item, subject) = (query(&visit, "codice"), query(&visit, "voce"), query(&visit, "oggetto"));
    let page = current
        .look(|held| waive_page_of(&visit, held, (&code, &item, &subject), &checked, Form::default()))?;
    Ok(shown(&page))
}

/// Passes over a finding, or all of its code.
pub async fn waive(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let posted = &visit.posted;
    let (code, item, subject) = (posted.get("code"), posted.get("item"), posted.get("subject"));
    let wanted = if posted.has("all") { (code, ALL, "") } else { (code, item, subject) };
    match site.plans.waive(visit.actor()?, &plan_id, wanted, posted.get("reason"), site.now()).await {
        Ok(()) => Ok(go(&visit.at(&format!("/piani/{plan_id}/rilievi")), "superato")),
        Err(refusal) => {
            let form = again(posted, refusal)?;
            let current = plan(&site, &visit, &plan_id).await?;
            let checked = site.plans.checked(&current).await?;
            let page =
                current.look(|held| waive_page_of(&visit, held, (code, item, subject), &checked, form))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

/// Takes a waiver back.
pub async fn end_waiver(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    site.plans.end_waiver(visit.actor()?, &plan_id, visit.posted.get("id"), site.now()).await?;
    Ok(go(&visit.at(&format!("/piani/{plan_id}/rilievi")), "ritirato"))
}
