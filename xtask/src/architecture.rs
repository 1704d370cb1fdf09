//! The rules of the architecture, as tests.

use std::fs;
use std::path::{Path, PathBuf};

use domain::text::folded;

use crate::root;

/// The crates of the workspace that each crate may use: nothing points up.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("meaning", &["domain"]),
    ("method", &["domain", "scoring"]),
    ("document", &["domain"]),
    ("formats", &["document", "domain"]),
    ("typeset", &["document", "domain"]),
    ("outline", &["domain", "meaning", "method"]),
    ("checks", &["appraisal", "domain", "evaluation", "meaning", "method", "outline", "scoring"]),
    ("forms", &["document", "domain", "meaning", "method"]),
    ("scoring", &["domain", "meaning"]),
    ("appraisal", &["domain", "meaning", "method", "outline", "scoring"]),
    ("evaluation", &["appraisal", "domain", "meaning", "method", "scoring"]),
    ("workbook", &["appraisal", "domain", "formats", "meaning", "method", "outline", "scoring"]),
    (
        "papers",
        &["appraisal", "checks", "document", "domain", "forms", "meaning", "method", "outline", "scoring"],
    ),
    // Rows only: what they mean is for the use cases.
    ("store", &[]),
    (
        "app",
        &[
            "appraisal",
            "checks",
            "document",
            "domain",
            "formats",
            "forms",
            "meaning",
            "method",
            "outline",
            "papers",
            "scoring",
            "store",
            "typeset",
            "workbook",
        ],
    ),
    // Talks to identity providers; whose account a person has is for the use cases.
    ("identity", &[]),
    (
        "web",
        &[
            "app", "document", "domain", "formats", "forms", "identity", "meaning", "method", "outline",
            "store", "workbook",
        ],
    ),
    // For tests only.
    ("trial", &["store"]),
    // The second opinion shares no code with the first.
    ("verify", &[]),
    (
        "traguardo",
        &[
            "app",
            "appraisal",
            "checks",
            "document",
            "domain",
            "evaluation",
            "formats",
            "forms",
            "identity",
            "meaning",
            "method",
            "outline",
            "papers",
            "scoring",
            "store",
            "typeset",
            "verify",
            "web",
            "workbook",
        ],
    ),
];

/// Crates that know no file, no clock, no process, no network and no terminal.
const PURE: &[&str] = &[
    "domain",
    "meaning",
    "method",
    "document",
    "formats",
    "forms",
    "typeset",
    "outline",
    "checks",
    "appraisal",
    "evaluation",
    "workbook",
    "scoring",
    "papers",
    "verify",
];
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "print!(",
    "println!(",
    "eprint!(",
    "eprintln!(",
    "dbg!(",
];

/// Crates in which no float may hold a weight, a score or money.
const EXACT: &[&str] = &[
    "domain",
    "meaning",
    "outline",
    "checks",
    "appraisal",
    "evaluation",
    "workbook",
    "scoring",
    "papers",
    "verify",
];

fn crates() -> Vec<String> {
    let folders = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap());
    let mut names: Vec<String> = folders
        .filter(|entry| entry.path().join("Cargo.toml").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// What a crate depends on when it is used; what only its tests use does not count.
fn dependencies(name: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    let tables =
        ["dependencies", "build-dependencies"].map(|table| manifest.get(table).and_then(|t| t.as_table()));
    tables.into_iter().flatten().flat_map(|table| table.keys().cloned()).collect()
}

/// The source files under a folder, without those that hold only tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    let tests: Vec<PathBuf> = files
        .iter()
        .flat_map(|file| test_modules(&fs::read_to_string(file).unwrap()))
        .map(|module| folder.join(format!("{module}.rs")))
        .collect();
    files.retain(|file| !tests.contains(file));
    files
}

/// The modules that stand in files of their own and are compiled only for tests.
fn test_modules(text: &str) -> Vec<String> {
    let after = text.split("#[cfg(test)]").skip(1).filter_map(|rest| rest.trim_start().lines().next());
    let name = |line: &str| line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned);
    after.filter_map(name).collect()
}

/// The text of a source file up to the tests it ends with.
fn code(text: &str) -> &str {
    let end = text.match_indices("#[cfg(test)]").find(|(at, _)| {
        let next = text.get(*at..).and_then(|rest| rest.lines().nth(1)).unwrap_or_default();
        next.trim_end().ends_with('{')
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Every crate with the code of its files.
fn all_code(of: impl Fn(&str) -> bool) -> Vec<(PathBuf, String)> {
    let folders =
        crates().into_iter().filter(|name| of(name)).map(|name| root().join("crates").join(name).join("src"));
    let files = folders.flat_map(|folder| sources(&folder));
    files.map(|file| (file.clone(), code(&fs::read_to_string(&file).unwrap()).to_owned())).collect()
}

/// Whether the words of `name` stand in the code one after the other, in any case and spelling.
fn names(code: &str, name: &str) -> bool {
    let mut apart = String::new();
    let mut lower = false;
    for c in code.chars() {
        if c.is_uppercase() && lower {
            apart.push(' ');
        }
        lower = c.is_lowercase();
        apart.push(c);
    }
    format!(" {} ", folded(&apart)).contains(&format!(" {} ", folded(name)))
}

#[test]
fn dependencies_point_one_way() {
    let crates = crates();
    for name in &crates {
        let allowed = MAY_USE.iter().find(|(known, _)| known == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{name}: say in MAY_USE what it may use"));
        for used in dependencies(name).iter().filter(|used| crates.contains(used)) {
            assert!(allowed.contains(&used.as_str()), "{name} must not use {used}");
        }
    }
}

/// Libraries that only some crates may use.
const KEPT_TO: &[(&str, &[&str])] = &[
    ("sqlx", &["store", "trial"]),
    ("axum", &["traguardo", "web"]),
    ("askama", &["web"]),
    ("krilla", &["typeset"]),
    // What goes out to others: to identity providers, and mail.
    ("openidconnect", &["identity"]),
    ("reqwest", &["identity"]),
    ("lettre", &["traguardo"]),
];

#[test]
fn sql_pages_and_page_setting_have_one_room_each() {
    for name in crates() {
        let used = dependencies(&name);
        for (library, rooms) in KEPT_TO {
            let is_used = used.iter().any(|known| known == library);
            assert!(!is_used || rooms.contains(&name.as_str()), "{name} must not use {library}");
        }
    }
}

#[test]
fn pure_crates_touch_nothing_outside() {
    for (file, code) in all_code(|name| PURE.contains(&name)) {
        let lines = code.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
        for (line, word) in lines.flat_map(|line| IMPURE.iter().map(move |word| (line, word))) {
            assert!(!line.contains(word), "{}: {word} in a pure crate: {line}", file.display());
        }
    }
}

#[test]
fn no_float_where_numbers_are_exact() {
    for (file, code) in all_code(|name| EXACT.contains(&name)) {
        for float in ["f32", "f64"] {
            assert!(!names(&code, float), "{}: {float}", file.display());
        }
    }
}

#[test]
fn no_code_names_a_body() {
    let methods =
        fs::read_dir(root().join("bodies")).into_iter().flatten().map(|entry| entry.unwrap().path());
    let bodies: Vec<String> = methods
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    for (file, code) in all_code(|_| true) {
        for body in &bodies {
            assert!(!names(&code, body), "{} names {body}", file.display());
        }
    }
}

#[test]
fn names_are_found_however_they_are_written() {
    for code in ["if body == \"colle-alto\"", "struct ColleAltoForm;", "fn colle_alto()", "// Colle Alto"] {
        assert!(names(code, "colle-alto"), "{code}");
    }
    assert!(!names("colle e alto, colletto", "colle-alto"));
}

#[test]
fn tests_are_told_from_code() {
    let text = "mod a;\n#[cfg(test)]\nmod properties;\nfn f() {}\n#[cfg(test)]\nmod tests {\n}\n";
    assert_eq!(test_modules(text), ["properties"]);
    assert_eq!(code(text), "mod a;\n#[cfg(test)]\nmod properties;\nfn f() {}\n");
}
