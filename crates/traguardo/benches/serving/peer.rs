//! Redmine beside us: the same objectives as issues, asked for in the same way.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use hyper::StatusCode;

use crate::figures::{Table, Wanted};
use crate::load::{CONNECTIONS, Figures, read};
use crate::made_up::issues;
use crate::pages::Measured;
use crate::running::body::PASSWORD;
use crate::running::client::Gone;
use crate::running::{Client, Session};

const PART: &str = "accanto a Redmine";

/// The peer; it ends when it is dropped.
struct Redmine {
    script: Child,
    address: SocketAddr,
    /// The first issue of the small project.
    first: u64,
}

impl Redmine {
    /// Sets it up in a folder and starts it; says why not.
    fn start(folder: &Path) -> Result<Self, String> {
        for (name, count) in [("small", 80), ("large", 2_000)] {
            std::fs::write(folder.join(name).with_extension("jsonl"), issues(count))
                .map_err(|error| error.to_string())?;
        }
        let free = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .map_err(|error| error.to_string())?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/serving/redmine.sh");
        let mut command = Command::new("sh");
        command.arg(script).arg(folder).arg(free.port().to_string());
        let mut script = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut first = None;
        for line in script.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
            let line = line.map_err(|error| error.to_string())?;
            if let Some(id) = line.strip_prefix("small ") {
                first = id.trim().parse().ok();
            }
            if line == "READY" {
                break;
            }
        }
        let first = first.ok_or("it was not set up")?;
        Ok(Self { script, address: free, first })
    }

    /// Waits until it answers, and signs in.
    async fn sign_in(&self) -> Result<Session, Gone> {
        let start = Instant::now();
        loop {
            match self.try_to_sign_in().await {
                Err(_) if start.elapsed() < Duration::from_secs(90) => {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                outcome => return outcome,
            }
        }
    }

    async fn try_to_sign_in(&self) -> Result<Session, Gone> {
        let mut client = Client::connect(self.address, Session::default()).await?;
        let page = client.get("/login").await?;
        let token = token(page.text()).ok_or("no token")?;
        let fields = [("authenticity_token", token.as_str()), ("username", "admin"), ("password", PASSWORD)];
        let answer = client.post_as_it_is("/login", &fields).await?;
        if answer.status != StatusCode::FOUND {
            return Err(format!("{}", answer.status).into());
        }
        let page = client.get(&format!("/issues/{}", self.first)).await?;
        client.session.token = self::token(page.text()).ok_or("no token")?;
        Ok(client.session)
    }

    /// Changes issues, one after the other on each connection.
    async fn update(&self, session: &Session, seconds: u64) -> Figures {
        let end = Instant::now() + Duration::from_secs(seconds);
        let tasks = (0..CONNECTIONS as u64).map(|number| {
            let (address, session, id) = (self.address, session.clone(), self.first + number);
            tokio::spawn(async move {
                let mut client = Client::connect(address, session.clone()).await.expect("it answers");
                let mut taken = Vec::new();
                while Instant::now() < end {
                    let text = format!("Testo nuovo numero {}.", taken.len());
                    let fields = [
                        ("_method", "patch"),
                        ("authenticity_token", session.token.as_str()),
                        ("issue[description]", text.as_str()),
                    ];
                    let start = Instant::now();
                    let answer = client.post_as_it_is(&format!("/issues/{id}"), &fields).await;
                    let answer = answer.expect("it answers");
                    // Where its database is locked, it says that it met an error: nothing was changed then.
                    if answer.status.is_server_error() {
                        continue;
                    }
                    taken.push(start.elapsed());
                    assert_eq!(answer.status, StatusCode::FOUND);
                }
                taken
            })
        });
        let start = Instant::now();
        let tasks: Vec<_> = tasks.collect();
        let mut taken = Vec::new();
        for task in tasks {
            taken.extend(task.await.expect("no connection failed"));
        }
        Figures::of(taken, start.elapsed(), 0)
    }
}

impl Drop for Redmine {
    fn drop(&mut self) {
        // The script reads to the end, and ends the server.
        drop(self.script.stdin.take());
        let _ = self.script.wait();
    }
}

fn token(page: &str) -> Option<String> {
    let rest = page.split_once("name=\"csrf-token\" content=\"")?.1;
    rest.split('"').next().map(str::to_owned)
}

/// Measures Redmine and says how many times as fast we were.
pub async fn compare(table: &mut Table, ours: &Measured, seconds: u64) {
    table.part("Redmine con gli stessi obiettivi, stesse connessioni");
    let folder = tempfile::tempdir().expect("there is room for files");
    let redmine = match Redmine::start(folder.path()) {
        Ok(redmine) => redmine,
        Err(why) => return table.part(&format!("  SALTATO: Redmine: {why}")),
    };
    let session = redmine.sign_in().await.expect("it lets its administrator in");
    let issue = format!("/issues/{}", redmine.first);
    let pages = [
        ("elenco di 80", "/projects/small/issues?per_page=80&set_filter=1".to_owned(), &ours.list, 50.0),
        (
            "elenco di 2.000, 200 in una pagina",
            "/projects/large/issues?per_page=200&set_filter=1".to_owned(),
            &ours.large,
            50.0,
        ),
        ("un obiettivo", issue, &ours.objective, 50.0),
        ("cronoprogramma di 80", "/projects/small/issues/gantt".to_owned(), &ours.gantt, 100.0),
    ];
    for (name, path, ours, least) in pages {
        let sessions = std::slice::from_ref(&session);
        // Once before, so that what it makes at first is made.
        let mut client = Client::connect(redmine.address, session.clone()).await.expect("it answers");
        client.get(&path).await.expect("it answers");
        let figures = read(redmine.address, sessions, |_| path.clone(), (None, seconds)).await;
        table.load(PART, &format!("{name}, Redmine"), &figures);
        let wanted = Some(Wanted::AtLeast(least));
        table.note(PART, &format!("{name}: quante volte di più"), ours.rate / figures.rate, "", wanted);
    }
    let figures = redmine.update(&session, seconds).await;
    table.load(PART, "modifica, Redmine", &figures);
    let ratio = ours.update.rate / figures.rate;
    table.note(PART, "modifica: quante volte di più", ratio, "", Some(Wanted::AtLeast(20.0)));
}
