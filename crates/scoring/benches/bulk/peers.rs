//! The peers, where they are installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sql::Dialect;
use crate::watch::{Run, Watched, watched};

type Peer = fn(&Path) -> Result<Run, String>;

/// Every peer; one that is not there says so.
pub const ALL: [(&str, Peer); 3] = [("SQLite", sqlite), ("DuckDB", duckdb), ("PostgreSQL", postgresql)];

const SQLITE: Dialect =
    Dialect { number: "REAL", least: "min", greatest: "max", official: |score| format!("round({score}, 2)") };
const DUCKDB: Dialect = Dialect { number: "DOUBLE", least: "least", greatest: "greatest", ..SQLITE };
const POSTGRESQL: Dialect = Dialect { number: "numeric", ..DUCKDB };

/// Stages with the time between them: load, a query to warm up, three that count.
fn stages(stamp: impl Fn(&str) -> String, load: &str, query: &str, forget: &str) -> String {
    let again = format!("{}{query}{}{forget}", stamp("query"), stamp("rest")).repeat(4);
    format!("{}{load}{again}{}", stamp("load"), stamp("end"))
}

fn three(run: impl Fn() -> Result<Watched, String>) -> Result<Vec<Watched>, String> {
    (0..3).map(|_| run()).collect()
}

fn sqlite(folder: &Path) -> Result<Run, String> {
    if !is_there("sqlite3", "-version") {
        return Err("SQLite non c'è (sqlite3)".to_owned());
    }
    // Rows in the order of objectives, so that groups need no sorting: the best layout for the query.
    let ordered = "CREATE TABLE ordered (objective, row, kind, target, baseline, actual, never, weight, \
                   PRIMARY KEY (objective, row)) WITHOUT ROWID;\n\
                   INSERT INTO ordered SELECT objective, rowid, kind, target, baseline, actual, never, weight \
                   FROM indicator;\nDROP TABLE indicator;\nALTER TABLE ordered RENAME TO indicator;\n";
    let import = |table: &str| format!(".import --csv --skip 1 {}/{table}s.csv {table}\n", folder.display());
    let load = format!(
        "PRAGMA journal_mode = OFF;\nPRAGMA synchronous = OFF;\nPRAGMA temp_store = MEMORY;\n\
         PRAGMA cache_size = -1000000;\n{}{}{}UPDATE indicator SET actual = NULL WHERE actual = '';\n",
        SQLITE.tables(),
        import("indicator"),
        import("objective"),
    );
    let written = |owner: &str| {
        let file = folder.join(format!("{owner}_scores.csv"));
        format!(".headers on\n.mode csv\n.once {}\n{};\n", file.display(), SQLITE.official(owner))
    };
    let run = |script: &str| {
        let mut command = Command::new("sqlite3");
        command.arg("-bail").arg(":memory:");
        watched(command, Some(script))
    };
    let stamp =
        |name: &str| format!("SELECT printf('@{name} %.6f', (julianday('now') - 2440587.5) * 86400);\n");
    let staged = stages(stamp, &format!("{load}{ordered}"), &SQLITE.roll_up(), Dialect::FORGET);
    let whole = format!("{load}{}{}{}", SQLITE.roll_up(), written("objective"), written("body"));
    Run::of(&run(&staged)?, three(|| run(&whole))?)
}

fn duckdb(folder: &Path) -> Result<Run, String> {
    let python = |script: &str| {
        let mut command = Command::new("python3");
        command.arg("-c").arg(script);
        watched(command, None)
    };
    if python("import duckdb").is_err() {
        return Err("DuckDB non c'è (pip install duckdb)".to_owned());
    }
    let ask = |sql: &str| format!("c.execute('''{sql}''')\n");
    let copy = |table: &str| ask(&format!("COPY {table} FROM '{}/{table}s.csv' (HEADER)", folder.display()));
    let start = "import duckdb, time\nc = duckdb.connect()\n";
    let load = format!("{}{}{}", ask(&DUCKDB.tables()), copy("indicator"), copy("objective"));
    let written = |owner: &str| {
        let file = folder.join(format!("{owner}_scores.csv"));
        ask(&format!("COPY ({}) TO '{}' (HEADER)", DUCKDB.official(owner), file.display()))
    };
    let stamp = |name: &str| format!("print('@{name} %.6f' % time.time(), flush=True)\n");
    let staged = stages(stamp, &load, &ask(&DUCKDB.roll_up()), &ask(Dialect::FORGET));
    let whole = format!("{start}{load}{}{}{}", ask(&DUCKDB.roll_up()), written("objective"), written("body"));
    Run::of(&python(&format!("{start}{staged}"))?, three(|| python(&whole))?)
}

fn postgresql(folder: &Path) -> Result<Run, String> {
    let programs = programs().ok_or("PostgreSQL non c'è (/usr/lib/postgresql)")?;
    let server = Server::start(&programs, folder)?;
    let copy = |table: &str| format!("\\copy {table} from '{}/{table}s.csv' csv header\n", folder.display());
    let tables = format!("DROP TABLE IF EXISTS indicator, objective;\n{}", POSTGRESQL.tables());
    let load = format!("{tables}{}{}ANALYZE;\n", copy("indicator"), copy("objective"));
    let written = |owner: &str| {
        let file = folder.join(format!("{owner}_scores.csv"));
        format!("\\copy ({}) to '{}' csv header\n", POSTGRESQL.official(owner), file.display())
    };
    let stamp = |name: &str| format!("SELECT '@{name} ' || extract(epoch FROM clock_timestamp());\n");
    let staged = stages(stamp, &load, &POSTGRESQL.roll_up(), Dialect::FORGET);
    let whole = format!("{load}{}{}{}", POSTGRESQL.roll_up(), written("objective"), written("body"));
    let mut run = Run::of(&server.ask(&staged)?, three(|| server.ask(&whole))?)?;
    // What was watched is the client; the server has several processes.
    run.memory = None;
    Ok(run)
}

fn is_there(program: &str, question: &str) -> bool {
    Command::new(program).arg(question).output().is_ok_and(|output| output.status.success())
}

/// The folder of the newest server's programs.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let programs = versions.map(|version| version.path().join("bin"));
    programs.filter(|programs| programs.join("initdb").is_file()).max()
}

/// A private server in a folder, which ends with its owner.
struct Server {
    programs: PathBuf,
    folder: PathBuf,
}

impl Server {
    fn start(programs: &Path, folder: &Path) -> Result<Self, String> {
        let data = folder.join("cluster");
        fs::create_dir_all(&data).map_err(|error| error.to_string())?;
        // A server refuses to be root: then it belongs to the user that the package made.
        if is_root() {
            watched(arguments("chown", &["postgres", &data.to_string_lossy()]), None)?;
        }
        let server = Self { programs: programs.to_owned(), folder: data };
        let cluster = server.folder.join("data").display().to_string();
        server.run("initdb", &["-D", &cluster, "-U", "postgres", "-A", "trust", "--no-sync"])?;
        let options = format!(
            "-k {} -c listen_addresses='' -c shared_buffers=1GB -c work_mem=256MB -c fsync=off \
             -c max_wal_size=4GB -c maintenance_work_mem=256MB -c jit=off",
            server.folder.display()
        );
        let log = server.folder.join("log").display().to_string();
        server.run("pg_ctl", &["-D", &cluster, "-w", "-l", &log, "-o", &options, "start"])?;
        Ok(server)
    }

    fn run(&self, program: &str, rest: &[&str]) -> Result<(), String> {
        let program = self.programs.join(program).display().to_string();
        let mut command = if is_root() {
            arguments("setpriv", &["--reuid=postgres", "--regid=postgres", "--clear-groups", &program])
        } else {
            Command::new(program)
        };
        command.args(rest).current_dir(&self.folder);
        // The server keeps the output of its starter open, so nobody listens to it.
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let status = command.status().map_err(|error| error.to_string())?;
        if status.success() { Ok(()) } else { Err(format!("PostgreSQL non parte ({command:?})")) }
    }

    fn ask(&self, script: &str) -> Result<Watched, String> {
        let mut command = Command::new(self.programs.join("psql"));
        command.arg("-h").arg(&self.folder).args(["-U", "postgres", "-d", "postgres"]);
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]);
        watched(command, Some(script))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let cluster = self.folder.join("data").display().to_string();
        let _ = self.run("pg_ctl", &["-D", &cluster, "-m", "immediate", "stop"]);
    }
}

fn arguments(program: &str, rest: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(rest);
    command
}

fn is_root() -> bool {
    let user = Command::new("id").arg("-u").output();
    user.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
