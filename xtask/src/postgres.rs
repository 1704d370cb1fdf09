//! A PostgreSQL for the tests: the one that is given, or a cluster of our own that lives as long as they run.

use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::debian::{self, is_root, succeeds};

/// Where the tests find the address of a server on which they may make databases.
const ADDRESS: &str = "TEST_POSTGRES_URL";
/// Tells the tests that they must not be left out.
const REQUIRED: &str = "TRAGUARDO_REQUIRE_POSTGRES";
/// So much memory must be free, in KiB, for a cluster to be made in it.
const ROOM: u64 = 1024 * 1024;
/// A server that has not answered by then does not.
const PATIENCE: Duration = Duration::from_mins(1);

/// Runs a server until nothing more can be read: also when we are killed, it ends, and its folder goes.
const KEEPER: &str = r#"
trap "" INT TERM HUP
exec 3<&0
"$@" </dev/null &
server=$!
{
    cat <&3 >/dev/null
    kill -QUIT $server
    while kill -0 $server; do sleep 0.1; done
    cd / && rm -rf "$0"
} 2>/dev/null &
wait $server
"#;
const SETTINGS: [&str; 7] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=300",
    "fsync=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_wal_size=200MB",
];

/// A PostgreSQL for the tests, if one could be had. Our own cluster ends when this is dropped.
pub struct Postgres {
    address: Option<String>,
    _cluster: Option<Cluster>,
}

impl Postgres {
    /// Finds one, or makes one; says loudly when that cannot be.
    pub fn ready() -> Self {
        if let Ok(address) = std::env::var(ADDRESS) {
            eprintln!("== PostgreSQL: the one of {ADDRESS}");
            return Self { address: Some(address), _cluster: None };
        }
        let start = Instant::now();
        match programs().and_then(|programs| Cluster::start(&programs)) {
            Ok(cluster) => {
                eprintln!("== PostgreSQL: started in {:.1} s", start.elapsed().as_secs_f32());
                Self { address: Some(cluster.address()), _cluster: Some(cluster) }
            }
            Err(why) => {
                eprintln!("\n*** THE TESTS ON POSTGRESQL ARE LEFT OUT: {why} ***\n");
                Self { address: None, _cluster: None }
            }
        }
    }

    /// Tells a command where it is.
    pub fn tell(&self, command: &mut Command) {
        if let Some(address) = &self.address {
            command.env(ADDRESS, address).env(REQUIRED, "1");
        }
    }
}

/// The folder with `initdb` and `postgres`; installs them where that is our business.
fn programs() -> Result<PathBuf, String> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    debian::install(&["postgresql"])?;
    find().ok_or_else(|| "its programs are not where they should be".to_owned())
}

fn find() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = children(Path::new("/usr/lib/postgresql"));
    folders.sort_by_key(|folder| std::cmp::Reverse(version(folder)));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = folders.into_iter().map(|folder| folder.join("bin")).chain(std::env::split_paths(&path));
    let mut complete = folders
        .filter(|folder| ["initdb", "postgres", "pg_isready"].iter().all(|name| folder.join(name).exists()));
    complete.next()
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// The numbers in the name of a folder, so that 16 comes after 9.6.
fn version(folder: &Path) -> Vec<u32> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    name.split('.').map_while(|part| part.parse().ok()).collect()
}

/// Where a cluster is made: in the memory of the machine where there is room for it, since each database is some hundred
/// files.
fn place() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let free = Command::new("df").args(["-k", "--output=avail"]).arg(memory).output().ok();
    let free =
        free.and_then(|free| String::from_utf8(free.stdout).ok()?.lines().last()?.trim().parse::<u64>().ok());
    if free.is_some_and(|kibibytes| kibibytes > ROOM) { memory.to_path_buf() } else { std::env::temp_dir() }
}

/// A cluster in a temporary folder. It keeps nothing for certain, and answers on this machine only.
struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    server: Option<Child>,
}

impl Cluster {
    fn start(programs: &Path) -> Result<Self, String> {
        let folder = place().join(format!("traguardo-postgres-{}", std::process::id()));
        // One left over by a process that had our number.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut cluster = Self { programs: programs.to_path_buf(), folder, port: 0, server: None };
        cluster.make()?;
        // Somebody else may take the port before the server does.
        if cluster.run().is_err() {
            cluster.run()?;
        }
        Ok(cluster)
    }

    fn make(&self) -> Result<(), String> {
        // The server does not run as root.
        if is_root() && !succeeds(Command::new("chown").arg("postgres").arg(&self.folder)) {
            return Err("there is no user «postgres» to run it".to_owned());
        }
        let mut initdb = self.run_as(&self.programs.join("initdb"));
        initdb.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D"]);
        let output = initdb.arg(self.data()).output().map_err(|error| format!("initdb: {error}"))?;
        if output.status.success() {
            return Ok(());
        }
        Err(format!("initdb: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }

    fn run(&mut self) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("postgres: {error}");
        let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
        self.port = free.map_err(failed)?.port();
        let log = File::create(self.folder.join("log")).map_err(failed)?;
        let mut server = self.run_as(Path::new("sh"));
        server.args(["-c", KEEPER]).arg(&self.folder).arg(self.programs.join("postgres"));
        server.arg("-D").arg(self.data()).arg("-p").arg(self.port.to_string());
        for setting in SETTINGS {
            server.args(["-c", setting]);
        }
        server.stdin(Stdio::piped()).stdout(log.try_clone().map_err(failed)?).stderr(log);
        self.server = Some(server.spawn().map_err(failed)?);
        self.wait()
    }

    fn wait(&mut self) -> Result<(), String> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let answers = TcpStream::connect(("127.0.0.1", self.port)).is_ok();
            let ended =
                self.server.as_mut().is_none_or(|server| server.try_wait().is_ok_and(|end| end.is_some()));
            if ended {
                break;
            }
            if answers && succeeds(&mut self.is_ready()) {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(format!("the server does not start: {}", log.lines().last().unwrap_or_default()))
    }

    fn is_ready(&self) -> Command {
        let mut command = Command::new(self.programs.join("pg_isready"));
        command.args(["-q", "-h", "127.0.0.1", "-U", "postgres", "-p"]).arg(self.port.to_string());
        command
    }

    fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A program as a user that is not root, in a folder that the user may see.
    fn run_as(&self, program: &Path) -> Command {
        let mut command = if is_root() {
            // Root has it in a folder that others do not look into.
            let known =
                ["/usr/sbin/runuser", "/sbin/runuser"].into_iter().find(|path| Path::new(path).exists());
            let mut command = Command::new(known.unwrap_or("runuser"));
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // Its keeper reads to the end and ends it.
            drop(server.stdin.take());
            let _ = server.wait();
        }
        // The keeper takes the folder away, too: whoever is last finds nothing.
        let start = Instant::now();
        while std::fs::remove_dir_all(&self.folder).is_err() && self.folder.exists() {
            if start.elapsed() > PATIENCE {
                return eprintln!("{} is left over", self.folder.display());
            }
            sleep(Duration::from_millis(50));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_version_is_the_greatest() {
        let mut folders: Vec<PathBuf> = ["9.6", "16", "15", "altro"].iter().map(PathBuf::from).collect();
        folders.sort_by_key(|folder| std::cmp::Reverse(version(folder)));
        assert_eq!(folders, ["16", "15", "9.6", "altro"].map(PathBuf::from));
    }

    #[test]
    fn a_cluster_lives_as_long_as_it_is_held() {
        let Some(programs) = find() else { return eprintln!("PostgreSQL is not installed") };
        let mut cluster = Cluster::start(&programs).unwrap();
        let (folder, port) = (cluster.folder.clone(), cluster.port);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        // When we are killed, nothing is dropped, and what we would write to ends.
        drop(cluster.server.as_mut().unwrap().stdin.take());
        let start = Instant::now();
        while folder.exists() && start.elapsed() < PATIENCE {
            sleep(Duration::from_millis(50));
        }
        assert!(!folder.exists() && TcpStream::connect(("127.0.0.1", port)).is_err());
        drop(cluster);

        let cluster = Cluster::start(&programs).unwrap();
        let (folder, port) = (cluster.folder.clone(), cluster.port);
        drop(cluster);
        assert!(!folder.exists() && TcpStream::connect(("127.0.0.1", port)).is_err());
    }
}
