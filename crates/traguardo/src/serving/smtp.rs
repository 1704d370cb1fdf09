//! Mail through a relay. Messages wait in a queue, and one task sends them: no page waits for the relay, and none fails with it.

use std::error::Error as _;
use std::time::Duration;

use lettre::address::AddressError;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Mailboxes};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{AsyncTransport, Tokio1Executor};
use percent_encoding::percent_decode_str;
use tokio::sync::mpsc;
use url::Url;
use web::{Mail, Message};

use crate::error::Failure;

/// So many messages wait at most: links for passwords, not letters to everybody.
const WAITING: usize = 200;
/// The relay may take so long for each step.
const TIME: Duration = Duration::from_secs(20);
/// What may go better later is tried again after so long.
const AGAIN: [Duration; 2] = [Duration::from_secs(5), Duration::from_mins(1)];

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// Where the relay is, and how it is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    host: String,
    port: u16,
    security: Security,
    user: String,
}

/// How the way to the relay is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Security {
    /// From the first byte (`smtps://`).
    Whole,
    /// After asking for it; without it nothing is sent (`smtp://`).
    Asked,
    /// Not at all: on this machine, or where the administrator says so (`?tls=no`).
    None,
}

impl Relay {
    /// Whether this is the address of a relay, and no folder.
    pub fn is_address(text: &str) -> bool {
        text.starts_with("smtp:") || text.starts_with("smtps:")
    }

    /// Reads `smtp://user@host:port`.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let wrong = |what: &str| Failure::new(format!("--mail: {what}"));
        let url = Url::parse(text)
            .map_err(|_| wrong("l'indirizzo del server di posta non è completo: smtp://utente@host:587"))?;
        if url.password().is_some() {
            return Err(wrong(
                "la password non va nell'indirizzo: sta in un file (--mail-password) o in TRAGUARDO_MAIL_PASSWORD",
            ));
        }
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| wrong("manca il nome del server di posta"))?;
        // An address of six has brackets in a URL, and nowhere else.
        let host = host.trim_matches(['[', ']']).to_owned();
        let security = match (url.scheme(), url.query()) {
            ("smtps", None) => Security::Whole,
            ("smtp", Some("tls=no")) => Security::None,
            ("smtp", None) if is_here(&host) => Security::None,
            ("smtp", None) => Security::Asked,
            _ => return Err(wrong("dopo il nome del server può stare soltanto ?tls=no, e con smtp://")),
        };
        let usual = match security {
            Security::Whole => 465,
            Security::Asked => 587,
            Security::None => 25,
        };
        let user = percent_decode_str(url.username()).decode_utf8();
        let user = user.map_err(|_| wrong("il nome utente non si legge"))?.into_owned();
        Ok(Self { host, port: url.port().unwrap_or(usual), security, user })
    }

    fn transport(&self, password: &str) -> Result<Transport, Failure> {
        let parameters = || {
            TlsParameters::new(self.host.clone()).map_err(|error| {
                Failure::new(format!("--mail: i certificati del sistema non si possono usare ({error})"))
            })
        };
        let tls = match self.security {
            Security::Whole => Tls::Wrapper(parameters()?),
            Security::Asked => Tls::Required(parameters()?),
            Security::None => Tls::None,
        };
        let mut builder =
            Transport::builder_dangerous(&*self.host).port(self.port).tls(tls).timeout(Some(TIME));
        if !self.user.is_empty() {
            if password.is_empty() {
                return Err(Failure::new(
                    "--mail: manca la password del server di posta: indicala con --mail-password o con TRAGUARDO_MAIL_PASSWORD",
                ));
            }
            if self.security == Security::None && !is_here(&self.host) {
                return Err(Failure::new(
                    "--mail: senza cifratura (?tls=no) la password non viene inviata: togli il nome utente",
                ));
            }
            builder = builder.credentials(Credentials::new(self.user.clone(), password.to_owned()));
        }
        Ok(builder.build())
    }
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    matches!(host, "127.0.0.1" | "localhost" | "::1")
}

/// Messages through a relay.
pub struct Smtp {
    queue: mpsc::Sender<lettre::Message>,
    from: Mailbox,
}

impl Smtp {
    /// Begins to send. Called within a runtime.
    pub fn start(relay: &Relay, password: &str, from: &str) -> Result<Self, Failure> {
        Self::with_pauses(relay, password, from, AGAIN)
    }

    fn with_pauses(
        relay: &Relay,
        password: &str,
        from: &str,
        pauses: [Duration; 2],
    ) -> Result<Self, Failure> {
        let from: Mailbox = from
            .parse()
            .map_err(|_| Failure::new(format!("--mail-from: «{from}» non è un indirizzo di posta")))?;
        let transport = relay.transport(password)?;
        let (queue, waiting) = mpsc::channel(WAITING);
        tokio::spawn(send_all(transport, waiting, pauses));
        Ok(Self { queue, from })
    }

    fn letter(&self, message: Message) -> Result<lettre::Message, lettre::error::Error> {
        let to: Mailboxes = message.to.parse().map_err(|_: AddressError| lettre::error::Error::MissingTo)?;
        let mut letter = lettre::Message::builder().from(self.from.clone()).subject(message.subject);
        for mailbox in to {
            letter = letter.to(mailbox);
        }
        let mut letter = letter.header(ContentType::TEXT_PLAIN).body(message.text)?;
        // Whoever is on holiday need not answer a program.
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        letter.headers_mut().insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
        Ok(letter)
    }
}

impl Mail for Smtp {
    fn send(&self, message: Message) {
        // Nothing of the message is told: neither to whom it is nor what it says.
        let Ok(letter) = self.letter(message) else {
            return tracing::warn!(
                "un messaggio di posta non è partito: l'indirizzo dell'utente non è valido"
            );
        };
        if self.queue.try_send(letter).is_err() {
            tracing::warn!("un messaggio di posta non è partito: troppi aspettano già il server di posta");
        }
    }

    fn reaches(&self) -> bool {
        true
    }
}

async fn send_all(transport: Transport, mut waiting: mpsc::Receiver<lettre::Message>, pauses: [Duration; 2]) {
    while let Some(letter) = waiting.recv().await {
        send(&transport, letter, pauses).await;
    }
}

async fn send(transport: &Transport, letter: lettre::Message, pauses: [Duration; 2]) {
    let mut pauses = pauses.iter();
    loop {
        let Err(error) = transport.send(letter.clone()).await else { return };
        match pauses.next().filter(|_| !error.is_permanent()) {
            Some(pause) => tokio::time::sleep(*pause).await,
            None => return tracing::warn!("un messaggio di posta non è partito: {}", told(&error)),
        }
    }
}

/// What went wrong: its kind and the number that the relay says, or what the system says of the connection. The words of the relay may
/// hold the address of a person.
fn told(error: &smtp::Error) -> String {
    let kind = match error {
        error if error.is_permanent() => "il server di posta lo rifiuta",
        error if error.is_transient() => "il server di posta ora non lo prende",
        error if error.is_timeout() => "il server di posta non risponde in tempo",
        _ => "il server di posta non si raggiunge, o non parla come dovrebbe",
    };
    if let Some(code) = error.status() {
        return format!("{kind} ({code})");
    }
    let mut causes = std::iter::successors(error.source(), |&cause| cause.source());
    let system = causes.find_map(|cause| cause.downcast_ref::<std::io::Error>());
    system.map_or_else(|| kind.to_owned(), |system| format!("{kind} ({system})"))
}

#[cfg(test)]
mod double;
#[cfg(test)]
mod tests;
