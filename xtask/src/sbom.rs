//! The bill of materials of the binary (CycloneDX 1.5): every crate it contains and every package whose files it serves.
//!
//! Without a moment and a serial number, so that the same lock file gives the same text.

use serde_json::{Value as Json, json};

use crate::dependencies::{Package, crates, served};

/// The text of the bill.
pub fn text() -> Result<String, String> {
    let all = crates()?;
    let of_binary = all.iter().filter(|package| package.is_shipped);
    let of_pages = served()?;
    let pages = of_pages.iter().map(|(name, version)| {
        let purl = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        json!({ "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl })
    });
    let components: Vec<Json> = of_binary.clone().map(component).chain(pages).collect();
    let uses = of_binary.map(|package| {
        let used = package.uses.iter().filter_map(|at| all.get(*at)).filter(|used| used.is_shipped);
        json!({ "ref": purl(package), "dependsOn": used.map(purl).collect::<Vec<_>>() })
    });
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": "traguardo",
            "name": "traguardo",
            "version": env!("CARGO_PKG_VERSION"),
            "licenses": [{ "license": { "id": "EUPL-1.2" } }],
        } },
        "components": components,
        "dependencies": uses.collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&bill).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

fn purl(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

fn component(package: &Package) -> Json {
    let purl = purl(package);
    json!({
        "type": "library",
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "hashes": [{ "alg": "SHA-256", "content": package.sha256 }],
        "licenses": [{ "expression": package.licence }],
        "purl": purl,
    })
}
