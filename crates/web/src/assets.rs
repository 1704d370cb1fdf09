//! Style, script and fonts, served from the binary.
//!
//! The path of a file holds a digest of its bytes, so that a browser may keep it for ever. Files are compressed when
//! they are made (`cargo xtask vendor`), never while they are served.

use std::fmt::Write;
use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

/// The licences of what is served and not ours.
pub const LICENSES: &str = include_str!("../assets/LICENSES.md");

/// The icons that pages use, as symbols: they stand at the beginning of each page.
pub const ICONS: &str = include_str!("../assets/icons.svg");

const FOLDER: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets/served");
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

static FILES: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let names = FOLDER.files().filter_map(|file| file.path().to_str());
    names
        .filter(|name| Coding::ALL.iter().all(|coding| !name.ends_with(coding.ending())))
        .map(asset)
        .collect()
});

/// A file that is served, in every coding in which it is kept.
struct Asset {
    name: &'static str,
    path: String,
    digest: String,
    plain: &'static [u8],
    coded: Vec<(Coding, &'static [u8])>,
}

#[derive(Clone, Copy)]
enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    /// The smallest first.
    const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// The routes below `/statici`.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/statici/{digest}/{name}", get(serve))
}

/// Where a file is served: `/statici/0123456789abcdef/traguardo.css`. A name that is none leads nowhere.
pub fn path(name: &str) -> &'static str {
    let known = FILES.iter().find(|asset| asset.name == name);
    debug_assert!(known.is_some(), "no asset is called {name}");
    known.map_or("/statici/-/-", |asset| asset.path.as_str())
}

fn asset(name: &'static str) -> Asset {
    let plain = contents(name).unwrap_or_default();
    let digest = Sha256::digest(plain).iter().take(8).fold(String::new(), |mut digest, byte| {
        // Writing to a text cannot fail.
        let _ = write!(digest, "{byte:02x}");
        digest
    });
    let coded = Coding::ALL
        .into_iter()
        .filter_map(|coding| Some((coding, contents(&(name.to_owned() + coding.ending()))?)));
    Asset { name, path: format!("/statici/{digest}/{name}"), plain, coded: coded.collect(), digest }
}

fn contents(name: &str) -> Option<&'static [u8]> {
    FOLDER.get_file(name).map(include_dir::File::contents)
}

fn content_type(name: &str) -> HeaderValue {
    HeaderValue::from_static(match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    })
}

async fn serve(Path((digest, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(asset) = FILES.iter().find(|asset| asset.name == name && asset.digest == digest) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepted = text(&headers, &ACCEPT_ENCODING);
    let coded = asset.coded.iter().find(|(coding, _)| accepts(accepted, coding.name()));
    let tag = coded.map_or(format!("\"{digest}\""), |(coding, _)| format!("\"{digest}-{}\"", coding.name()));
    let same = text(&headers, &IF_NONE_MATCH).split(',').any(|known| is_same(known, &tag));
    let bytes = coded.map_or(asset.plain, |(_, bytes)| bytes);
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(bytes));
        response.headers_mut().insert(CONTENT_TYPE, content_type(asset.name));
        if let Some((coding, _)) = coded {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, FOR_EVER);
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.extend(HeaderValue::try_from(tag).ok().map(|tag| (ETAG, tag)));
    response
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Whether a tag of `If-None-Match` is this one: a weak tag is as good here.
fn is_same(known: &str, tag: &str) -> bool {
    let known = known.trim();
    known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
}

/// Whether `Accept-Encoding` takes a coding: named for itself, or else by `*`, and not with the weight 0.
fn accepts(header: &str, coding: &str) -> bool {
    let weight = |wanted: &str| {
        header.split(',').find_map(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let named = parts.next()?.eq_ignore_ascii_case(wanted);
            named.then(|| parts.find_map(|part| part.strip_prefix("q=")).unwrap_or("1"))
        })
    };
    weight(coding).or_else(|| weight("*")).is_some_and(|weight| weight.parse::<f32>().is_ok_and(|q| q > 0.0))
}

#[cfg(test)]
mod tests;
