//! People who write at the same time, each over a connection of their own.

use std::net::SocketAddr;
use std::sync::Arc;

use hyper::StatusCode;
use tokio::task::JoinHandle;

use crate::record::{Kind, Record};
use crate::running::client::Gone;
use crate::running::{Body, Client, Session};

/// How many write at once.
pub const WRITERS: usize = 8;

/// Where and as whom they write.
#[derive(Clone)]
pub struct Desk {
    pub address: SocketAddr,
    pub session: Session,
    pub body: Arc<Body>,
    pub record: Arc<Record>,
    /// What makes the texts of this round differ from those of another.
    pub round: String,
}

/// What an answer to a write says.
pub enum Outcome {
    /// It was done.
    Done,
    /// It was not, and the page says so.
    Refused(StatusCode, String),
}

impl Desk {
    /// Sets all of them to write so much together; each stops when the server is gone. What is refused fails the test.
    pub fn write(&self, count: usize) -> Vec<JoinHandle<()>> {
        (0..WRITERS)
            .map(|writer| {
                let desk = self.clone();
                tokio::spawn(async move {
                    let Ok(mut client) = Client::connect(desk.address, desk.session.clone()).await else {
                        return;
                    };
                    for number in 0..count / WRITERS {
                        match desk.one(&mut client, writer, number).await {
                            Ok(Outcome::Done) => {}
                            Ok(Outcome::Refused(status, page)) => panic!("{status}: {page}"),
                            Err(_) => return,
                        }
                    }
                })
            })
            .collect()
    }

    /// One write: a comment and the text of the objective in turn.
    pub async fn one(&self, client: &mut Client, writer: usize, number: usize) -> Result<Outcome, Gone> {
        let kind = if number.is_multiple_of(2) { Kind::Comment } else { Kind::Text };
        let text = format!("Scritto nel giro {}, persona {writer}, numero {number}.", self.round);
        let path = self.body.objective(writer);
        let since = match kind {
            Kind::Comment => String::new(),
            Kind::Text => {
                let page = client.get(&format!("{path}/modifica")).await?;
                page.value("name=\"since\" value=\"").ok_or("the form has no version")?.to_owned()
            }
        };
        let sent = self.record.send(writer, kind, &text);
        let answer = match kind {
            Kind::Comment => client.post(&format!("{path}/commenti"), &[("comment", &text)]).await?,
            Kind::Text => {
                let fields = [("since", since.as_str()), ("v.description", &text)];
                client.post(&format!("{path}/modifica"), &fields).await?
            }
        };
        if answer.status != StatusCode::SEE_OTHER {
            return Ok(Outcome::Refused(answer.status, answer.text().to_owned()));
        }
        self.record.acknowledge(sent);
        Ok(Outcome::Done)
    }
}
