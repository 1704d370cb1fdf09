//! The frame and the macros, as they come out.

use askama::Template;

use crate::components::{Badge, FindingShown, Severity, State, Tone};
use crate::form::Form;
use crate::page::{BodyShown, Crumb, Notice, Page, PersonShown, PlanShown, Section, menu};

#[derive(Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% block content %}<p>qui</p>{% endblock %}"#,
    ext = "html"
)]
struct Framed {
    page: Page,
}

#[derive(Template)]
#[template(source = r#"{% extends "bare.html" %}{% block content %}<p>qui</p>{% endblock %}"#, ext = "html")]
struct Bare {
    page: Page,
}

#[derive(Template)]
#[template(
    source = r#"{% import "componenti/fields.html" as fields %}{% import "componenti/forms.html" as forms %}
{% call forms::errors(form) %}{% endcall %}
{% call fields::text(form, "titolo", "Titolo", "In breve", true, max = 20) %}{% endcall %}
{% call fields::text(form, "note", "Note") %}{% endcall %}"#,
    ext = "html"
)]
struct Fields {
    form: Form,
}

#[derive(Template)]
#[template(
    source = r#"{% import "componenti/badges.html" as badges %}{% import "componenti/findings.html" as findings %}
{% call badges::severity(severity) %}{% endcall %}{% call badges::state(state) %}{% endcall %}
{% call findings::finding(finding) %}{% endcall %}"#,
    ext = "html"
)]
struct Shown {
    severity: Severity,
    state: State,
    finding: FindingShown,
}

fn page() -> Page {
    let mut page = Page::new("Obiettivi & pesi");
    page.body = Some(BodyShown { name: "Comune di <Prova>".to_owned() });
    page.plan = Some(PlanShown { name: "PEG 2026".to_owned(), href: String::new() });
    page.person = Some(PersonShown {
        name: "Ada Rossi".to_owned(),
        roles: vec!["Dirigente".to_owned()],
        several_bodies: false,
    });
    page.menu = menu(Some(Section::Objectives), |section| Some(format!("/{}", section as usize)));
    page.trail = vec![Crumb::new("La mia scrivania", "/")];
    page.notices = vec![Notice::done("Salvato."), Notice::error("Non salvato.").with("Riprovi.")];
    page.csrf = "gettone".to_owned();
    page
}

#[test]
fn the_frame_has_its_landmarks_and_its_menu() {
    let text = Framed { page: page() }.render().unwrap();
    for part in [
        "<html lang=\"it\">",
        "<title>Obiettivi &#38; pesi – Comune di &#60;Prova&#62; – Traguardo</title>",
        "<a href=\"#contenuto\">Vai al contenuto</a>",
        "aria-label=\"Menu principale\"",
        "<main id=\"contenuto\"",
        "<h1>Obiettivi &#38; pesi</h1>",
        "<strong>PEG 2026</strong>",
        "<input type=\"hidden\" name=\"csrf\" value=\"gettone\"><button type=\"submit\">Esci</button>",
        "<a href=\"/2\" aria-current=\"true\">Obiettivi</a>",
        "role=\"status\"",
        "role=\"alert\"",
        "<li aria-current=\"page\">Obiettivi &#38; pesi</li>",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains("Cambia ente"));
    assert_eq!(text.matches("<li><a href=\"/2\"").count(), 2, "once for wide screens, once for narrow ones");
}

#[test]
fn a_page_of_nobody_shows_nobody() {
    let text = Bare { page: Page::new("Accesso") }.render().unwrap();
    assert!(text.contains("<title>Accesso – Traguardo</title>") && text.contains("Accessibilità"));
    assert!(!text.contains("Esci") && !text.contains("Menu principale") && !text.contains("csrf"));
}

#[test]
fn what_is_wrong_with_a_field_is_tied_to_it() {
    let mut form = Form::default().with("titolo", "\"Molto\" lungo");
    let text = Fields { form: form.clone() }.render().unwrap();
    assert!(text.contains("maxlength=\"20\" required aria-describedby=\"titolo-aiuto\">"));
    assert!(!text.contains("alert") && text.contains("value=\"&#34;Molto&#34; lungo\""));
    form.fail("titolo", "Più breve.");
    form.fail("", "Qualcun altro ha già salvato.");
    let text = Fields { form }.render().unwrap();
    assert!(text.contains("required aria-describedby=\"titolo-aiuto titolo-errore\" aria-invalid=\"true\">"));
    assert!(
        text.contains("Ci sono 2 dati da correggere") && text.contains("<a href=\"#titolo\">Più breve.</a>")
    );
    assert!(text.contains("<li>Qualcun altro ha già salvato.</li>"));
    assert!(text.contains("id=\"titolo-errore\""));
}

#[test]
fn badges_and_findings_have_words() {
    let finding = FindingShown {
        badge: Badge::new("Nota", Tone::Info),
        code: "PESI-001".to_owned(),
        message: "I pesi danno 95".to_owned(),
        help: "Correggere.".to_owned(),
        basis: String::new(),
        link: Some(Crumb::new("Vai ai pesi", "/pesi")),
        explained: String::new(),
    };
    let text = Shown { severity: Severity::Error, state: State::Returned, finding }.render().unwrap();
    assert!(text.contains("Blocca l&#39;approvazione") && text.contains("Restituito con osservazioni"));
    assert!(text.contains("Come rimediare") && !text.contains("Fondamento"));
    assert!(
        text.contains("<a href=\"/pesi\">Vai ai pesi</a>")
            && text.contains("<span class=\"tg-code\">PESI-001</span>")
    );
}
