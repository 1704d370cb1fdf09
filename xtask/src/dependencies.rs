//! What the program is made of: the crates of the binary and the packages that its pages serve, as `cargo` and the list of
//! vendored files tell them.

use std::collections::BTreeMap;
use std::process::Stdio;

use serde_json::Value as Json;

use crate::check::cargo;
use crate::root;

/// The platform whose crates are told: the one that is shipped.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// A package that somebody else publishes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
    /// SHA-256 of what was fetched, where the lock file says it.
    pub sha256: String,
    /// Where it comes from; blank: the registry of crates.
    pub elsewhere: String,
    /// The packages it uses, as places in the list.
    pub uses: Vec<usize>,
    /// Whether the binary contains it; otherwise it serves building and tests only.
    pub is_shipped: bool,
}

/// All crates the workspace is built and tested with, by name and version.
pub fn crates() -> Result<Vec<Package>, String> {
    let told = metadata()?;
    let all = list(&told["packages"]);
    let others: Vec<&Json> = all.iter().filter(|package| !package["source"].is_null()).collect();
    let sums = checksums()?;
    let shipped = shipped(&told);
    let mut packages: Vec<(String, Package)> =
        others.iter().map(|package| told_of(package, &sums, &shipped)).collect();
    packages.sort_by(|one, other| one.1.cmp(&other.1));
    let places: BTreeMap<String, usize> =
        packages.iter().enumerate().map(|(at, (id, _))| (id.clone(), at)).collect();
    for node in list(&told["resolve"]["nodes"]) {
        let Some(at) = places.get(text(&node["id"])) else { continue };
        let used = normal(node).filter_map(|id| places.get(id)).copied();
        if let Some((_, package)) = packages.get_mut(*at) {
            package.uses = used.collect();
            package.uses.sort_unstable();
        }
    }
    Ok(packages.into_iter().map(|(_, package)| package).collect())
}

fn told_of(package: &Json, sums: &BTreeMap<(String, String), String>, shipped: &[&str]) -> (String, Package) {
    const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";
    let (name, version) = (text(&package["name"]).to_owned(), text(&package["version"]).to_owned());
    let source = text(&package["source"]);
    let id = text(&package["id"]);
    let known = Package {
        // A slash is how older manifests write «or».
        licence: text(&package["license"]).replace('/', " OR "),
        sha256: sums.get(&(name.clone(), version.clone())).cloned().unwrap_or_default(),
        elsewhere: if source == REGISTRY { String::new() } else { source.to_owned() },
        uses: Vec::new(),
        is_shipped: shipped.contains(&id),
        name,
        version,
    };
    (id.to_owned(), known)
}

/// The identities of all packages that the binary contains.
fn shipped(told: &Json) -> Vec<&str> {
    let nodes: BTreeMap<&str, &Json> =
        list(&told["resolve"]["nodes"]).iter().map(|node| (text(&node["id"]), node)).collect();
    let packages = list(&told["packages"]).iter();
    let ours =
        packages.filter(|package| package["source"].is_null() && text(&package["name"]) == "traguardo");
    let mut waiting: Vec<&str> = ours.map(|package| text(&package["id"])).collect();
    let mut found: Vec<&str> = Vec::new();
    while let Some(id) = waiting.pop() {
        if !found.contains(&id) {
            found.push(id);
            waiting.extend(nodes.get(id).into_iter().flat_map(|node| normal(node)));
        }
    }
    found
}

/// What a package uses when it runs: neither in its tests nor while it is built.
fn normal(node: &Json) -> impl Iterator<Item = &str> {
    let is_normal = |edge: &&Json| list(&edge["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
    list(&node["deps"]).iter().filter(is_normal).map(|edge| text(&edge["pkg"]))
}

fn metadata() -> Result<Json, String> {
    let mut command =
        cargo(&["metadata", "--format-version", "1", "--locked", "--filter-platform", PLATFORM]);
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|error| format!("cargo metadata: {error}"))?;
    serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))
}

/// The sums of the lock file, by name and version.
fn checksums() -> Result<BTreeMap<(String, String), String>, String> {
    let lock =
        std::fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let lock: toml::Table = lock.parse().map_err(|error| format!("Cargo.lock: {error}"))?;
    let packages = lock.get("package").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let field = |package: &toml::Value, name: &str| {
        package.get(name).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    let known = packages
        .iter()
        .map(|package| ((field(package, "name"), field(package, "version")), field(package, "checksum")));
    Ok(known.collect())
}

/// The packages of npm whose files are served, by name.
pub fn served() -> Result<BTreeMap<String, String>, String> {
    const LIST: &str = "crates/web/assets/vendored.toml";
    let told = std::fs::read_to_string(root().join(LIST)).map_err(|error| format!("{LIST}: {error}"))?;
    let told: toml::Table = told.parse().map_err(|error| format!("{LIST}: {error}"))?;
    let sources = told.get("source").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let field = |source: &toml::Value, name: &str| {
        source.get(name).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    Ok(sources.iter().map(|source| (field(source, "package"), field(source, "version"))).collect())
}

fn list(value: &Json) -> &[Json] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Json) -> &str {
    value.as_str().unwrap_or_default()
}
