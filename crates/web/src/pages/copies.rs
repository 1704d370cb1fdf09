//! Copies of everything that the installation holds: for who runs it.

use app::copies::{Kept, Stage};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::{again, go};
use crate::failed::{Failed, Shown, capital, shown};
use crate::form::Form;
use crate::frame;
use crate::page::Page;
use crate::site::{Shared, Site};
use crate::visit::Visit;

/// Where it is.
pub const ADDRESS: &str = "/copie";

#[derive(Template)]
#[template(path = "pagine/copie.html")]
struct CopiesPage {
    page: Page,
    form: Form,
    folder: String,
    working: String,
    failed: String,
    rows: Vec<(String, String)>,
}

fn page_of(site: &Site, visit: &Visit, form: Form) -> Result<CopiesPage, Failed> {
    let account = &visit.signed_in()?.account;
    let copies = site.copies.list(account)?;
    let (working, failed) = match site.copies.stage() {
        Stage::Idle => (String::new(), String::new()),
        Stage::Working(_, _, 0) => ("comincia".to_owned(), String::new()),
        Stage::Working(what, done, whole) => (format!("{what}, {done} su {whole}"), String::new()),
        Stage::Failed(why) => (String::new(), capital(&why)),
    };
    Ok(CopiesPage {
        page: frame::page(visit, "Copie di sicurezza", None, None),
        form,
        folder: site.copies.folder().display().to_string(),
        rows: copies.into_iter().map(|Kept { name, bytes }| (name, size(bytes))).collect(),
        working,
        failed,
    })
}

/// A size as people write it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// The copies that are there.
pub async fn list(State(site): State<Shared>, visit: Visit) -> Shown {
    Ok(shown(&page_of(&site, &visit, Form::default())?))
}

/// Makes a copy.
pub async fn make(State(site): State<Shared>, visit: Visit) -> Shown {
    match site.copies.begin(&visit.signed_in()?.account, site.now()) {
        Ok(()) => Ok(go(ADDRESS, "copia")),
        Err(refusal) => {
            let page = page_of(&site, &visit, again(&visit.posted, refusal)?)?;
            Ok((StatusCode::CONFLICT, shown(&page)).into_response())
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_are_written_as_people_do() {
        assert_eq!([1, 999_999, 12_340_000].map(super::size), ["1 KB", "1000 KB", "12,3 MB"]);
    }
}
