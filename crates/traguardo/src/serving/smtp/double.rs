//! A relay on this machine that notes what it is told, and says no when a test wants it to.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

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
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let talks = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&talks);
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let lines = talk(&stream.unwrap(), |line| says(number, line));
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

fn talk(stream: &TcpStream, says: impl Fn(&str) -> Option<&'static str>) -> Vec<String> {
    let mut to = stream.try_clone().unwrap();
    to.write_all(b"220 posta.prova\r\n").unwrap();
    let (mut lines, mut in_letter) = (Vec::new(), false);
    for line in BufReader::new(stream).lines() {
        let Ok(line) = line else { break };
        let answer = if in_letter {
            in_letter = line != ".";
            if in_letter { "" } else { "250 preso" }
        } else {
            let answer = says(&line).unwrap_or_else(|| usual(&line));
            in_letter = answer.starts_with("354");
            answer
        };
        lines.push(line);
        if !answer.is_empty() && to.write_all(format!("{answer}\r\n").as_bytes()).is_err() {
            break;
        }
    }
    lines
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
