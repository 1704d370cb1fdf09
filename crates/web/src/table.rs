//! The table of endpoints: each with its method, its path and who may come. Routes are made from it and from nothing else.

use std::sync::Arc;

use app::rights::Right;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get as on_get, post as on_post};
use tower_http::compression::CompressionLayer;

use crate::failed::Failed;
use crate::guard::{Who, check};
use crate::headers::secure;
use crate::pages::{
    account, administration, approval, copies, desk, erasure, external, findings, guide, imports, objectives,
    papers, scheda, settings, structures, timetable, tree,
};
use crate::site::Shared;

/// An endpoint.
pub struct Endpoint {
    /// The method.
    pub method: Method,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// Who may come.
    pub who: Who,
    route: MethodRouter<Shared>,
}

/// Says a row of the table.
macro_rules! rows {
    ($($method:ident $path:literal $who:expr => $handler:expr;)*) => {
        vec![$(Endpoint {
            method: rows!(@method $method),
            path: $path,
            who: $who,
            route: rows!(@route $method $handler),
        }),*]
    };
    (@method get) => { Method::GET };
    (@method post) => { Method::POST };
    (@route get $handler:expr) => { on_get($handler) };
    (@route post $handler:expr) => { on_post($handler) };
}

/// Every endpoint but style, script and fonts, which are the same for everybody.
pub fn endpoints() -> Vec<Endpoint> {
    before_a_body().into_iter().chain(in_a_body()).collect()
}

/// The endpoints at which no body has been chosen yet.
fn before_a_body() -> Vec<Endpoint> {
    use Who::{Anyone, SignedIn};
    rows! {
        get "/" Anyone => account::home;
        get "/salute" Anyone => account::health;
        get "/accessibilita" Anyone => guide::accessibility;
        get "/guida" Anyone => guide::guide;
        get "/guida/{chapter}" Anyone => guide::chapter;
        get "/guida/immagini/{name}" Anyone => guide::picture;
        get "/inizio" Anyone => account::first_start;
        post "/inizio" Anyone => account::set_up;
        get "/accesso" Anyone => account::sign_in_page;
        post "/accesso" Anyone => account::sign_in;
        get "/accesso/con/{provider}" Anyone => external::begin;
        get "/accesso/con/{provider}/ritorno" Anyone => external::back;
        get "/password" Anyone => account::forgotten_page;
        post "/password" Anyone => account::forgotten;
        get "/password/{token}" Anyone => account::reset_page;
        post "/password/{token}" Anyone => account::reset;
        get "/password/{token}/con/{provider}" Anyone => external::begin_by_link;
        post "/esci" SignedIn => account::sign_out;
        get "/enti" SignedIn => account::bodies;
        post "/enti" SignedIn => account::add_body;
        get "/profilo" SignedIn => account::profile;
        post "/profilo/password" SignedIn => account::change_password;
        post "/profilo/secondo-fattore" SignedIn => account::second_factor;
        get "/copie" SignedIn => copies::list;
        post "/copie" SignedIn => copies::make;
        post "/profilo/fornitore" SignedIn => external::begin_to_bind;
        post "/profilo/fornitore/scollega" SignedIn => external::set_free;
    }
}

/// The endpoints of a body.
fn in_a_body() -> Vec<Endpoint> {
    use Right::{
        Approve, Comment, Coordinate, Import, KeepMethods, KeepPeople, KeepStructures, MakeDocuments,
        SeePlan, SeeTrail, ShapePlan, Waive,
    };
    use Who::{InBody, May};
    rows! {
        get "/e/{body}/" InBody => desk::desk;
        post "/e/{body}/bozze" InBody => desk::keep_draft;
        get "/e/{body}/cerca" May(SeePlan) => desk::search;

        get "/e/{body}/importa" May(Import) => imports::upload_page;
        post "/e/{body}/importa" May(Import) => imports::upload;
        get "/e/{body}/importa/{import}" May(Import) => imports::preview;
        post "/e/{body}/importa/{import}/conferma" May(Import) => imports::confirm;
        post "/e/{body}/importa/{import}/ripristina" May(Import) => imports::undo;

        get "/e/{body}/piani/{plan}/obiettivi" InBody => objectives::list;
        get "/e/{body}/piani/{plan}/obiettivi/nuovo" May(ShapePlan) => objectives::new_page;
        post "/e/{body}/piani/{plan}/obiettivi/nuovo" May(ShapePlan) => objectives::add;
        get "/e/{body}/piani/{plan}/pesi" May(ShapePlan) => objectives::weights_page;
        post "/e/{body}/piani/{plan}/pesi" May(ShapePlan) => objectives::weights;
        post "/e/{body}/piani/{plan}/copia" May(ShapePlan) => objectives::copy;
        get "/e/{body}/piani/{plan}/foglio" May(MakeDocuments) => papers::sheet;

        get "/e/{body}/piani/{plan}/obiettivi/{item}" InBody => scheda::read;
        get "/e/{body}/piani/{plan}/obiettivi/{item}/modifica" InBody => scheda::edit;
        post "/e/{body}/piani/{plan}/obiettivi/{item}/modifica" InBody => scheda::save;
        post "/e/{body}/piani/{plan}/obiettivi/{item}/controlla" InBody => scheda::understand;
        get "/e/{body}/piani/{plan}/obiettivi/{item}/storia" May(SeePlan) => scheda::history;
        post "/e/{body}/piani/{plan}/obiettivi/{item}/sposta" May(ShapePlan) => scheda::move_to;
        get "/e/{body}/piani/{plan}/obiettivi/{item}/togli" May(ShapePlan) => scheda::remove_page;
        post "/e/{body}/piani/{plan}/obiettivi/{item}/togli" May(ShapePlan) => scheda::remove;
        post "/e/{body}/piani/{plan}/obiettivi/{item}/commenti" May(Comment) => scheda::comment;
        post "/e/{body}/piani/{plan}/obiettivi/{item}/allegati" May(Comment) => scheda::attach;
        get "/e/{body}/piani/{plan}/allegati/{attachment}" May(SeePlan) => scheda::attachment;
        post "/e/{body}/piani/{plan}/allegati/{attachment}/togli" May(Comment) => scheda::remove_attachment;

        get "/e/{body}/piani/{plan}/cronoprogramma" May(SeePlan) => timetable::timetable;
        get "/e/{body}/piani/{plan}/cronoprogramma/{unit}" May(SeePlan) => timetable::set;
        post "/e/{body}/piani/{plan}/cronoprogramma/{unit}" May(SeePlan) => timetable::save;

        get "/e/{body}/piani/{plan}/albero" May(SeePlan) => tree::tree;
        get "/e/{body}/piani/{plan}/albero/nuovo" May(ShapePlan) => tree::new_page;
        post "/e/{body}/piani/{plan}/albero/nuovo" May(ShapePlan) => tree::add;
        get "/e/{body}/piani/{plan}/albero/{item}" May(ShapePlan) => tree::edit;
        post "/e/{body}/piani/{plan}/albero/{item}" May(ShapePlan) => tree::save;
        post "/e/{body}/piani/{plan}/albero/{item}/togli" May(ShapePlan) => tree::remove;

        get "/e/{body}/piani/{plan}/rilievi" May(SeePlan) => findings::list;
        get "/e/{body}/rilievi/{code}" InBody => findings::explain;
        get "/e/{body}/piani/{plan}/rilievi/supera" May(Waive) => findings::waive_page;
        post "/e/{body}/piani/{plan}/rilievi/supera" May(Waive) => findings::waive;
        post "/e/{body}/piani/{plan}/rilievi/ritira" May(Waive) => findings::end_waiver;

        get "/e/{body}/piani/{plan}/approvazione" May(SeePlan) => approval::overview;
        get "/e/{body}/piani/{plan}/approvazione/proposta" May(SeePlan) => approval::proposal_page;
        post "/e/{body}/piani/{plan}/approvazione/proposta" May(SeePlan) => approval::proposal;
        post "/e/{body}/piani/{plan}/approvazione/concorda" May(Coordinate) => approval::agree_all;
        get "/e/{body}/piani/{plan}/approvazione/atto" May(Approve) => approval::act_page;
        post "/e/{body}/piani/{plan}/approvazione/atto" May(Approve) => approval::act;
        post "/e/{body}/piani/{plan}/approvazione/variazione" May(Approve) => approval::open_variation;
        get "/e/{body}/piani/{plan}/versioni/{number}" May(SeePlan) => approval::version;
        get "/e/{body}/piani/{plan}/versioni/{number}/{file}" May(SeePlan) => approval::version_file;
        get "/e/{body}/piani/{plan}/raffronto" May(SeePlan) => approval::comparison;

        get "/e/{body}/piani/{plan}/documenti" May(MakeDocuments) => papers::list;
        post "/e/{body}/piani/{plan}/documenti" May(MakeDocuments) => papers::make;
        get "/e/{body}/piani/{plan}/documenti/{job}" May(MakeDocuments) => papers::file;

        get "/e/{body}/strutture" May(SeePlan) => structures::list;
        get "/e/{body}/strutture/nuova" May(KeepStructures) => structures::new_page;
        post "/e/{body}/strutture/nuova" May(KeepStructures) => structures::add;
        get "/e/{body}/strutture/{unit}" May(KeepStructures) => structures::edit;
        post "/e/{body}/strutture/{unit}" May(KeepStructures) => structures::save;

        get "/e/{body}/amministrazione" InBody => administration::overview;
        get "/e/{body}/amministrazione/utenti" May(KeepPeople) => administration::people;
        get "/e/{body}/amministrazione/utenti/nuovo" May(KeepPeople) => administration::new_person_page;
        post "/e/{body}/amministrazione/utenti/nuovo" May(KeepPeople) => administration::add_person;
        get "/e/{body}/amministrazione/utenti/{account}" May(KeepPeople) => administration::person;
        post "/e/{body}/amministrazione/utenti/{account}/ruoli" May(KeepPeople) => administration::give_role;
        post "/e/{body}/amministrazione/utenti/{account}/ruoli/fine" May(KeepPeople) => administration::end_role;
        post "/e/{body}/amministrazione/utenti/{account}/stato" May(KeepPeople) => administration::set_active;
        post "/e/{body}/amministrazione/utenti/{account}/scollega" May(KeepPeople) => administration::set_free;
        post "/e/{body}/amministrazione/utenti/{account}/password" May(KeepPeople) => administration::password_link;
        get "/e/{body}/amministrazione/modelli" May(KeepMethods) => administration::methods;
        post "/e/{body}/amministrazione/modelli" May(KeepMethods) => administration::add_method;
        get "/e/{body}/amministrazione/modelli/{method}" May(KeepMethods) => administration::method;
        get "/e/{body}/amministrazione/impostazioni" May(KeepMethods) => settings::settings;
        post "/e/{body}/amministrazione/impostazioni" May(KeepMethods) => settings::save;
        get "/e/{body}/amministrazione/dati-personali" May(KeepPeople) => erasure::look;
        post "/e/{body}/amministrazione/dati-personali" May(KeepPeople) => erasure::erase;
        get "/e/{body}/amministrazione/registro" May(SeeTrail) => administration::trail;
    }
}

/// The application.
pub fn routes(site: &Shared) -> Router {
    let mut router = Router::new();
    for endpoint in endpoints() {
        let guarded = endpoint.route.route_layer(from_fn_with_state((Arc::clone(site), endpoint.who), check));
        router = router.route(endpoint.path, guarded);
    }
    let pages = router
        .fallback(nowhere)
        .layer(DefaultBodyLimit::disable())
        .layer(CompressionLayer::new())
        .with_state(Arc::clone(site));
    pages.merge(crate::assets::routes()).layer(from_fn_with_state(site.transport, secure))
}

async fn nowhere() -> Response {
    Failed(app::Refusal::NotFound).into_response()
}
