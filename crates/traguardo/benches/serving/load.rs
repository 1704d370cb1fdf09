//! Many connections that ask for the same page as fast as they get it, while somebody writes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hyper::StatusCode;

use crate::running::{Client, Session};

/// Connections at the same time.
pub const CONNECTIONS: usize = 16;
/// What stands before the number of the last write in the pages.
const MARK: &str = "Scritto per la volta n. ";

/// What came of a load.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Answers in a second.
    pub rate: f64,
    /// Half of the answers took less.
    pub median: Duration,
    /// Of a hundred answers one took longer.
    pub slow: Duration,
    /// Bytes of an answer.
    pub bytes: usize,
}

impl Figures {
    /// From how long each answer took, and all of them together.
    pub fn of(mut taken: Vec<Duration>, whole: Duration, bytes: usize) -> Self {
        taken.sort_unstable();
        let at = |hundredths: usize| taken.get(taken.len() * hundredths / 100).copied().unwrap_or_default();
        Self { rate: taken.len() as f64 / whole.as_secs_f64(), median: at(50), slow: at(99), bytes }
    }
}

/// Somebody who writes once a second; every page is to show the last of these writes that was acknowledged.
pub struct Writer {
    acknowledged: Arc<AtomicU64>,
    task: tokio::task::JoinHandle<()>,
}

impl Writer {
    /// Begins to write the title of an objective.
    pub async fn begin(address: SocketAddr, session: &Session, objective: &str) -> Self {
        let acknowledged = Arc::new(AtomicU64::new(0));
        let mut client = Client::connect(address, session.clone()).await.expect("the server answers");
        let path = format!("{objective}/modifica");
        let told = Arc::clone(&acknowledged);
        write(&mut client, &path, 1).await;
        told.store(1, Ordering::SeqCst);
        let task = tokio::spawn(async move {
            for number in 2.. {
                tokio::time::sleep(Duration::from_secs(1)).await;
                write(&mut client, &path, number).await;
                told.store(number, Ordering::SeqCst);
            }
        });
        Self { acknowledged, task }
    }

    /// Stops writing.
    pub async fn end(self) {
        self.task.abort();
        let _ = self.task.await;
    }
}

async fn write(client: &mut Client, path: &str, number: u64) {
    let page = client.get(path).await.expect("the server answers");
    let since = page.value("name=\"since\" value=\"").expect("the form has a version").to_owned();
    let title = format!("{MARK}{number}.");
    let answer = client.post(path, &[("since", &since), ("v.title", &title)]).await;
    let answer = answer.expect("the server answers");
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

/// Asks for pages over and over; `path` gives that of a connection. Without a writer, pages are not looked at.
pub async fn read(
    address: SocketAddr,
    sessions: &[Session],
    path: impl Fn(usize) -> String,
    (writer, seconds): (Option<&Writer>, u64),
) -> Figures {
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut tasks = Vec::new();
    for number in 0..CONNECTIONS {
        let (path, session) = (path(number), sessions[number % sessions.len()].clone());
        let last = writer.map(|writer| Arc::clone(&writer.acknowledged));
        tasks.push(tokio::spawn(async move {
            let mut client = Client::connect(address, session).await.expect("the server answers");
            let (mut taken, mut bytes) = (Vec::new(), 0);
            while Instant::now() < end {
                let wanted = last.as_ref().map(|last| last.load(Ordering::SeqCst));
                let start = Instant::now();
                let answer = client.get(&path).await.expect("the server answers");
                taken.push(start.elapsed());
                assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
                bytes = answer.bytes.len();
                if let Some(wanted) = wanted {
                    let shown = answer.text().split(MARK).nth(1).and_then(|rest| rest.split('.').next());
                    let shown: u64 = shown.and_then(|text| text.parse().ok()).expect("the page has the mark");
                    assert!(shown >= wanted, "{path} shows {shown}, and {wanted} was acknowledged");
                }
            }
            (taken, bytes)
        }));
    }
    let start = Instant::now();
    let (mut taken, mut bytes) = (Vec::new(), 0);
    for task in tasks {
        let (some, size) = task.await.expect("no connection failed");
        taken.extend(some);
        bytes = size;
    }
    Figures::of(taken, start.elapsed(), bytes)
}

/// Changes texts of objectives that nobody has changed, each once: what the form says of their version is then known.
pub async fn update(
    address: SocketAddr,
    session: &Session,
    objectives: Vec<String>,
    seconds: u64,
) -> Figures {
    let mut client = Client::connect(address, session.clone()).await.expect("the server answers");
    let form = client.get(&format!("{}/modifica", objectives[0])).await.expect("the server answers");
    let since = Arc::new(form.value("name=\"since\" value=\"").expect("the form has a version").to_owned());
    let objectives = Arc::new(objectives);
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let end = start + Duration::from_secs(seconds);
    let mut tasks = Vec::new();
    for _ in 0..CONNECTIONS {
        let (since, objectives, next) = (Arc::clone(&since), Arc::clone(&objectives), Arc::clone(&next));
        let session = session.clone();
        tasks.push(tokio::spawn(async move {
            let mut client = Client::connect(address, session).await.expect("the server answers");
            let mut taken = Vec::new();
            while Instant::now() < end {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(objective) = objectives.get(number) else { break };
                let text = format!("Testo nuovo numero {number}, scritto mentre altri scrivono.");
                let fields = [("since", since.as_str()), ("v.description", &text)];
                let start = Instant::now();
                let answer = client.post(&format!("{objective}/modifica"), &fields).await;
                let answer = answer.expect("the server answers");
                taken.push(start.elapsed());
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
                assert!(answer.location.ends_with("salvato"), "{}", answer.location);
            }
            taken
        }));
    }
    let mut taken = Vec::new();
    for task in tasks {
        taken.extend(task.await.expect("no connection failed"));
    }
    Figures::of(taken, start.elapsed(), 0)
}
