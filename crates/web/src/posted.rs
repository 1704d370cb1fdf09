//! What a form sends: fields and files.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use http_body_util::{BodyExt, Limited};

use app::imports::Upload;
use jiff::civil::Date;

/// Largest form without files.
const LARGEST_FORM: usize = 4 << 20;
/// Largest form with files.
pub const LARGEST_UPLOAD: usize = 34 << 20;

/// The fields and files of a form, in the order in which they were sent.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    fields: Vec<(String, String)>,
    files: Vec<(String, Upload)>,
}

/// Why a form could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is larger than forms may be.
    TooLarge,
    /// It is not a form.
    Broken,
}

impl Posted {
    /// Reads what a request sends.
    ///
    /// # Errors
    /// When it is too large or no form.
    pub async fn read(request: Request) -> Result<Self, Unread> {
        let kind =
            request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            return Self::read_parts(request).await;
        }
        let body = Limited::new(request.into_body(), LARGEST_FORM).collect().await;
        let bytes = body.map_err(|_| Unread::TooLarge)?.to_bytes();
        Ok(Self::of_text(&bytes))
    }

    /// The fields of an encoded form.
    pub fn of_text(bytes: &[u8]) -> Self {
        let fields = form_urlencoded::parse(bytes).map(|(k, v)| (k.into_owned(), v.into_owned()));
        Self { fields: fields.collect(), files: Vec::new() }
    }

    /// Fields, as if they had been sent.
    pub fn of_fields(fields: Vec<(String, String)>) -> Self {
        Self { fields, files: Vec::new() }
    }

    async fn read_parts(request: Request) -> Result<Self, Unread> {
        let (parts, body) = request.into_parts();
        let limited = Request::from_parts(parts, Body::new(Limited::new(body, LARGEST_UPLOAD)));
        let mut multipart = Multipart::from_request(limited, &()).await.map_err(|_| Unread::Broken)?;
        let mut posted = Self::default();
        while let Some(field) = multipart.next_field().await.map_err(|_| Unread::TooLarge)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file =
                field.file_name().map(|name| name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
            let bytes = field.bytes().await.map_err(|_| Unread::TooLarge)?;
            match file {
                Some(file) if !file.is_empty() => {
                    posted.files.push((name, Upload { name: file, bytes: bytes.to_vec() }));
                }
                Some(_) => {}
                None => posted.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(posted)
    }

    /// The fields.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The value of a field; blank when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Whether a box was ticked, or a button pressed.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }

    /// A file; one without content when none was chosen.
    pub fn file(&self, name: &str) -> Upload {
        self.files.iter().find(|(known, _)| known == name).map(|(_, file)| file.clone()).unwrap_or_default()
    }

    /// A day, as browsers and people write it: `2026-01-31`, `31/01/2026`.
    pub fn day(&self, name: &str) -> Option<Date> {
        let text = self.get(name).trim();
        text.parse().ok().or_else(|| meaning::date::parse(text, None))
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> i64 {
        self.get(name).trim().parse().unwrap_or(0)
    }

    /// The fields as an encoded form, without the token.
    pub fn encoded(&self) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.fields.iter().filter(|(name, _)| name != crate::page::CSRF_FIELD) {
            out.append_pair(name, value);
        }
        out.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_browsers_and_people_write_them() {
        let posted = Posted::of_text(b"a=2026-01-31&b=31%2F01%2F2026&c=31+giugno");
        assert_eq!(posted.day("a"), posted.day("b"));
        assert!(posted.day("a").is_some());
        assert_eq!((posted.day("c"), posted.day("d")), (None, None));
    }

    #[test]
    fn what_was_sent_can_be_sent_again_without_its_token() {
        let posted = Posted::of_text("titolo=pi%C3%B9+uno&csrf=segreto&vuoto=".as_bytes());
        assert_eq!(posted.encoded(), "titolo=pi%C3%B9+uno&vuoto=");
    }
}
