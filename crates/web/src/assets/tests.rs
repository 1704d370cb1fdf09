//! What is served is what was made, and everything that pages name is there.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path as FilePath, PathBuf};

use axum::http::Request;
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::*;

const AGAIN: &str = "run `cargo xtask vendor`";

fn here(path: &str) -> PathBuf {
    FilePath::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

async fn answer(path: &str, headers: &[(HeaderName, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let response = routes::<()>().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

fn unpacked(coding: &str, bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match coding {
        "br" => brotli_decompressor::Decompressor::new(bytes, 4096).read_to_end(&mut plain).unwrap(),
        "gzip" => flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).unwrap(),
        _ => panic!("{coding}"),
    };
    plain
}

#[tokio::test]
async fn files_are_kept_for_ever_and_have_their_type() {
    for (name, kind) in [
        ("traguardo.css", "text/css; charset=utf-8"),
        ("traguardo.js", "text/javascript; charset=utf-8"),
        ("titillium-web-400.woff2", "font/woff2"),
    ] {
        let (status, headers, bytes) = answer(path(name), &[]).await;
        assert_eq!((status, headers[CONTENT_TYPE].to_str().unwrap()), (StatusCode::OK, kind));
        assert_eq!(headers[CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(headers[VARY], "accept-encoding");
        assert!(!headers.contains_key(CONTENT_ENCODING));
        assert_eq!(bytes, contents(name).unwrap());
    }
}

#[tokio::test]
async fn the_smallest_coding_that_is_accepted_is_sent() {
    let (_, _, plain) = answer(path("traguardo.css"), &[]).await;
    for (accepted, coding) in [
        ("gzip, deflate, br, zstd", Some("br")),
        ("gzip", Some("gzip")),
        ("br;q=0, gzip;q=0.5", Some("gzip")),
        ("*", Some("br")),
        ("*;q=0", None),
        ("br;q=0, *", Some("gzip")),
        ("identity", None),
        ("BR", Some("br")),
        ("", None),
    ] {
        let (_, headers, bytes) = answer(path("traguardo.css"), &[(ACCEPT_ENCODING, accepted)]).await;
        let sent = headers.get(CONTENT_ENCODING).map(|value| value.to_str().unwrap());
        assert_eq!(sent, coding, "{accepted}");
        assert_eq!(coding.map_or(bytes.clone(), |coding| unpacked(coding, &bytes)), plain, "{accepted}");
    }
    let (_, headers, _) = answer(path("titillium-web-400.woff2"), &[(ACCEPT_ENCODING, "br, gzip")]).await;
    assert!(!headers.contains_key(CONTENT_ENCODING));
}

#[tokio::test]
async fn what_a_browser_has_is_not_sent_again() {
    let address = path("traguardo.js");
    let (_, headers, _) = answer(address, &[(ACCEPT_ENCODING, "br")]).await;
    let tag = headers[ETAG].to_str().unwrap().to_owned();
    assert!(tag.ends_with("-br\""));
    for (known, status) in [
        (tag.clone(), StatusCode::NOT_MODIFIED),
        (format!("\"x\", W/{tag}"), StatusCode::NOT_MODIFIED),
        ("*".to_owned(), StatusCode::NOT_MODIFIED),
        ("\"x\"".to_owned(), StatusCode::OK),
    ] {
        let (found, headers, bytes) =
            answer(address, &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &known)]).await;
        assert_eq!(found, status, "{known}");
        assert_eq!(headers[ETAG], *tag);
        assert_eq!(bytes.is_empty(), status == StatusCode::NOT_MODIFIED);
    }
    // Not compressed, it is another thing.
    let (found, ..) = answer(address, &[(IF_NONE_MATCH, &tag)]).await;
    assert_eq!(found, StatusCode::OK);
}

#[tokio::test]
async fn other_bytes_have_another_path() {
    let wrong = path("traguardo.css").replace("/statici/", "/statici/0");
    for path in [wrong.as_str(), "/statici/-/-", "/statici/x/traguardo.css", "/statici/x/../Cargo.toml"] {
        let (status, headers, _) = answer(path, &[]).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(!headers.contains_key(CACHE_CONTROL));
    }
    let compressed = path("traguardo.css").replace("traguardo.css", "traguardo.css.br");
    assert_eq!(answer(&compressed, &[]).await.0, StatusCode::NOT_FOUND);
}

#[test]
fn digests_are_those_that_were_noted() {
    let noted: toml::Table = fs::read_to_string(here("assets/vendored.toml")).unwrap().parse().unwrap();
    let digest = |bytes: &[u8]| {
        Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    };
    let mut known = BTreeSet::new();
    for table in ["own", "made"] {
        for entry in noted[table].as_array().unwrap() {
            let file = entry["file"].as_str().unwrap();
            let bytes = fs::read(here("assets").join(file)).unwrap();
            assert_eq!(digest(&bytes), entry["sha256"].as_str().unwrap(), "{file} was changed: {AGAIN}");
            known.insert(file.to_owned());
        }
    }
    for file in FOLDER.files() {
        assert!(known.contains(&format!("served/{}", file.path().display())), "{}", file.path().display());
    }
    for source in noted["source"].as_array().unwrap() {
        assert_eq!(source["sha256"].as_str().unwrap().len(), 64);
        assert!(!source["version"].as_str().unwrap().is_empty());
    }
}

#[test]
fn compressed_files_hold_the_same() {
    for asset in FILES.iter() {
        let packed = FilePath::new(asset.name).extension().is_some_and(|ending| ending == "woff2");
        assert_eq!(asset.coded.len(), if packed { 0 } else { 2 }, "{}", asset.name);
        for (coding, bytes) in &asset.coded {
            assert!(unpacked(coding.name(), bytes) == asset.plain, "{}.{}", asset.name, coding.name());
        }
    }
}

#[test]
fn the_style_finds_its_fonts_and_asks_for_nothing_else() {
    let style = std::str::from_utf8(contents("traguardo.css").unwrap()).unwrap();
    let addresses: Vec<&str> =
        style.split("url(").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let fonts = addresses
        .iter()
        .map(|address| address.trim_matches('"'))
        .filter(|address| !address.starts_with("data:"));
    let fonts: Vec<&str> = fonts.filter(|address| !address.starts_with("%23")).collect();
    assert_eq!(fonts.len(), 3, "{fonts:?}");
    for font in fonts {
        let name = font.rsplit('/').next().unwrap();
        assert_eq!(font.replacen("..", "/statici", 1), path(name));
    }
}

/// The templates, without what is written for their readers.
fn templates(folder: &FilePath) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(templates(&path));
        } else if path.extension().is_some_and(|ending| ending == "html") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path.display().to_string(), without(&text, "{#", "#}")));
        }
    }
    found
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push(' ');
        kept.push_str(part.split_once(close).map_or("", |(_, rest)| rest));
    }
    kept
}

/// What stands between two marks.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

#[test]
fn pages_name_only_what_there_is() {
    for (file, text) in templates(&here("templates")) {
        for name in between(&text, "page.asset(\"", "\")") {
            assert!(contents(name).is_some(), "{file}: {name}");
        }
        let named = between(&text, "href=\"#it-", "\"").into_iter().chain(between(&text, "icon(\"it-", "\""));
        for icon in named.filter(|icon| !icon.contains('{')) {
            assert!(ICONS.contains(&format!("id=\"it-{icon}\"")), "{file}: it-{icon}; {AGAIN}");
        }
    }
}

#[test]
fn classes_are_in_the_style() {
    let style = std::str::from_utf8(contents("traguardo.css").unwrap()).unwrap();
    let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let known: BTreeSet<&str> =
        style.split('.').skip(1).filter_map(|rest| rest.split(|c| !is_name(c)).next()).collect();
    let mut unknown = Vec::new();
    for (file, text) in templates(&here("templates")) {
        let plain = without(&without(&text, "{{", "}}"), "{%", "%}");
        for class in between(&plain, "class=\"", "\"").into_iter().flat_map(str::split_whitespace) {
            // The rest of this one comes from an expression.
            if !class.ends_with('-') && !known.contains(class) {
                unknown.push(format!("{file}: {class}"));
            }
        }
    }
    assert!(unknown.is_empty(), "the style says nothing of these classes: {unknown:#?}; {AGAIN}");
}

#[test]
fn nothing_stands_in_a_page_that_the_policy_refuses() {
    for (file, text) in templates(&here("templates")) {
        let text = text.to_lowercase();
        for refused in [
            " style=\"",
            "<style",
            "<script>",
            " onclick=",
            " onchange=",
            " onsubmit=",
            " oninput=",
            "javascript:",
            "hx-on",
        ] {
            assert!(!text.contains(refused), "{file}: {refused}");
        }
        for script in between(&text, "<script", ">") {
            assert!(script.contains("src="), "{file}: {script}");
        }
        assert!(!text.contains("http://") || text.contains("www.w3.org"), "{file}: something from elsewhere");
    }
}
