//! The real program, serving.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server; it ends when it is dropped.
pub struct Server {
    child: Child,
    /// Where it answers.
    pub address: SocketAddr,
}

impl Server {
    /// Starts the program on a folder of data, or on another database with the files of the folder; it answers when this returns.
    pub fn start(data: &Path, database: Option<&str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_traguardo"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        command.env_remove("TRAGUARDO_DATABASE").env_remove("TRAGUARDO_DATA");
        if let Some(database) = database {
            command.args(["--database", database]);
        }
        let mut child =
            command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().expect("it was piped")).lines();
        let (mut address, mut said) = (None, String::new());
        for line in lines.by_ref().map_while(Result::ok) {
            said += &line;
            address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
            if address.is_some() {
                break;
            }
        }
        let Some(address) = address else {
            let _ = child.wait();
            panic!("the server does not start: {said}");
        };
        // What it says later is read, so that it never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once, whatever it is doing: nothing of it runs any more when this returns.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|end| end.is_none())
    }

    /// Tells it to end, and waits until it has.
    #[cfg(unix)]
    pub fn stop(mut self) {
        let told = Command::new("kill").arg(self.id().to_string()).status();
        assert!(told.is_ok_and(|status| status.success()));
        let start = Instant::now();
        while self.runs() && start.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(!self.runs(), "the server does not end when it is told to");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
