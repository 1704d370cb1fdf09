//! A relay on this machine that notes what it is told, and says no when a test wants it to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What it says to a line of the connection of a number, where that is not the usual.
type Says = fn(usize, &str) -> Option<&'static str>;

/// A relay.
pub struct Double {
    pub port: u16,
    talks: Arc<Mutex<Vec<Vec<String>>>>,
}

impl Double {
    /// Starts one; it lives as long as the test.
    pub fn start(says: Says) -> Self {
        Self::serve(move |number, stream| {
            let mut lines = Vec::new();
            talk(&mut BufReader::new(stream), true, &mut lines, |line| says(number, line));
            lines
        })
    }

    /// Starts one that goes on encrypted when it is asked to, and before that takes nothing.
    pub fn start_encrypting(config: Arc<ServerConfig>) -> Self {
        Self::serve(move |_, stream| {
            let mut lines = Vec::new();
            let mut plain = BufReader::new(stream);
            talk(&mut plain, true, &mut lines, |line| match line.split(' ').next() {
                Some("EHLO") => Some("250-posta.prova\r\n250 STARTTLS"),
                Some("STARTTLS") => Some("220 avanti"),
                _ => Some("530 prima cifriamo"),
            });
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut encrypted = BufReader::new(StreamOwned::new(connection, plain.into_inner()));
            talk(&mut encrypted, false, &mut lines, |_| None);
            lines
        })
    }

    fn serve(mut answer: impl FnMut(usize, TcpStream) -> Vec<String> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let talks = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&talks);
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let lines = answer(number, stream.unwrap());
                noted.lock().unwrap().push(lines);
            }
        });
        Self { port, talks }
    }

    /// What it was told in each connection, once so many have ended and no further one has followed.
    pub async fn talks(&self, wanted: usize) -> Vec<Vec<String>> {
        for _ in 0..500 {
            if self.talks.lock().unwrap().len() >= wanted {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_millis(150)).await;
        self.talks.lock().unwrap().clone()
    }
}

/// Talks until the other side has gone, or wants to go on encrypted.
fn talk<S: Read + Write>(
    stream: &mut BufReader<S>,
    greets: bool,
    lines: &mut Vec<String>,
    says: impl Fn(&str) -> Option<&'static str>,
) {
    if greets {
        let _ = stream.get_mut().write_all(b"220 posta.prova\r\n");
    }
    let mut in_letter = false;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).is_ok_and(|read| read == 0) || !line.ends_with('\n') {
            return;
        }
        let line = line.trim_end_matches(['\r', '\n']).to_owned();
        let answer = if in_letter {
            in_letter = line != ".";
            if in_letter { "" } else { "250 preso" }
        } else {
            let answer = says(&line).unwrap_or_else(|| usual(&line));
            in_letter = answer.starts_with("354");
            answer
        };
        let ends = line == "STARTTLS" && answer.starts_with("220");
        lines.push(line);
        let said =
            answer.is_empty() || stream.get_mut().write_all(format!("{answer}\r\n").as_bytes()).is_ok();
        if ends || !said {
            return;
        }
    }
}

fn usual(line: &str) -> &'static str {
    match line.split([' ', ':']).next().unwrap_or_default() {
        "EHLO" => "250-posta.prova\r\n250-AUTH PLAIN\r\n250 8BITMIME",
        "AUTH" => "235 va bene",
        "DATA" => "354 avanti",
        "QUIT" => "221 a presto",
        _ => "250 va bene",
    }
}
