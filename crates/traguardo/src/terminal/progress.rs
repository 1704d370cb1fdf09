//! A line that says that something long is going on.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// What takes longer than this is worth a word.
const PATIENCE: Duration = Duration::from_secs(2);

/// A line on standard error while it lives, after two seconds and only on a terminal.
#[derive(Debug)]
pub struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait.
    pub fn start(what: &'static str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { running: None };
        }
        let (stop, stopped) = channel();
        let thread = thread::spawn(move || {
            let start = Instant::now();
            let mut wait = PATIENCE;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                eprint!("\r{what} in corso: {} s ", start.elapsed().as_secs());
                wait = Duration::from_secs(1);
            }
            if start.elapsed() >= PATIENCE {
                eprint!("\r\u{1b}[K");
                // The line is only a courtesy.
                let _ = std::io::stderr().flush();
            }
        });
        Self { running: Some((stop, thread)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            // The thread does nothing that could fail.
            let _ = thread.join();
        }
    }
}
