//! A person at the pages: one connection that is kept, the cookie of a session, forms with their token.

use std::io::Read as _;
use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Who is signed in: what the browser keeps, and the token of a form.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The cookie, as it is sent.
    pub cookie: String,
    /// The token, as a page showed it.
    pub token: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    /// What was sent, unpacked where it was packed with gzip.
    pub bytes: Bytes,
    /// So many bytes came.
    pub size: usize,
}

impl Answer {
    /// The page.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }

    /// What stands in the page behind a text, up to the next quote: the value of an attribute.
    pub fn value(&self, before: &str) -> Option<&str> {
        self.text().split_once(before)?.1.split('"').next()
    }

    /// The token of the forms of the page.
    pub fn token(&self) -> Option<String> {
        self.value("name=\"csrf\" value=\"").map(str::to_owned)
    }
}

/// The server is gone, or does not answer as one.
pub type Gone = Box<dyn std::error::Error + Send + Sync>;

/// One connection.
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    /// Who is signed in.
    pub session: Session,
    /// What the browser says it can unpack; blank: nothing.
    pub encodings: &'static str,
}

impl Client {
    /// Opens a connection.
    pub async fn connect(address: SocketAddr, session: Session) -> Result<Self, Gone> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(async move {
            // How it ended is told to who sends the next request.
            let _ = connection.await;
        });
        Ok(Self { sender, host: address.to_string(), session, encodings: "" })
    }

    /// Gets a page.
    pub async fn get(&mut self, path: &str) -> Result<Answer, Gone> {
        let request = self.request("GET", path).body(Full::default())?;
        self.send(request).await
    }

    /// Sends a form with the token of the session.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, Gone> {
        let token = self.session.token.clone();
        self.post_as_it_is(path, [&[("csrf", token.as_str())], fields].concat().as_slice()).await
    }

    /// Sends a form as it is.
    pub async fn post_as_it_is(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, Gone> {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.request("POST", path).header("content-type", "application/x-www-form-urlencoded");
        let request = request.body(Full::from(form))?;
        self.send(request).await
    }

    fn request(&self, method: &str, path: &str) -> hyper::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header("host", &self.host);
        let request = if self.encodings.is_empty() {
            request
        } else {
            request.header("accept-encoding", self.encodings)
        };
        request.header("cookie", &self.session.cookie).header("sec-fetch-site", "same-origin")
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<Answer, Gone> {
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let (parts, body) = response.into_parts();
        let header = |name: &str| {
            parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let (location, cookie) = (header("location"), header("set-cookie"));
        let cookie = cookie.split(';').next().unwrap_or_default();
        if !cookie.is_empty() {
            // Each page that gives one has no more use for the one before.
            cookie.clone_into(&mut self.session.cookie);
        }
        let packed = body.collect().await?.to_bytes();
        let size = packed.len();
        let bytes = if header("content-encoding") == "gzip" { unpacked(&packed)? } else { packed };
        Ok(Answer { status: parts.status, location, bytes, size })
    }

    /// Signs in and takes a token from the page of the profile.
    pub async fn sign_in(&mut self, login: &str, password: &str) -> Result<Session, Gone> {
        self.session.token = self.get("/accesso").await?.token().ok_or("the sign-in page has no token")?;
        let answer = self.post("/accesso", &[("login", login), ("password", password)]).await?;
        if answer.status != StatusCode::SEE_OTHER {
            return Err(format!("{login}: {} {}", answer.status, answer.text()).into());
        }
        let page = self.get("/profilo").await?;
        self.session.token = page.token().ok_or("the profile has no token")?;
        Ok(self.session.clone())
    }
}

fn unpacked(packed: &[u8]) -> Result<Bytes, Gone> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut plain)?;
    Ok(plain.into())
}
