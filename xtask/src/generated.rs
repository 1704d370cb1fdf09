//! Files that are written from the registry of fields, the catalogue and the lock file, and kept in the repository.

use crate::{catalogue, dictionary, root, sbom, schema};

/// A file that is generated.
pub struct Generated {
    /// The task that writes it.
    pub task: &'static str,
    /// Its path in the workspace.
    pub path: &'static str,
    /// Its text.
    pub text: fn() -> Result<String, String>,
}

/// The data dictionary.
pub const DICTIONARY: Generated =
    Generated { task: "dictionary", path: "docs/data-dictionary.md", text: || Ok(dictionary::text()) };
/// The JSON Schema of the exchange format.
pub const SCHEMA: Generated =
    Generated { task: "schema", path: "docs/plan.schema.json", text: || Ok(schema::text()) };

/// The catalogue of findings.
pub const CATALOGUE: Generated =
    Generated { task: "catalogue", path: "docs/rilievi.md", text: || Ok(catalogue::text()) };
/// The bill of materials.
pub const SBOM: Generated = Generated { task: "sbom", path: "docs/sbom.cdx.json", text: sbom::text };

impl Generated {
    /// Writes the file.
    pub fn write(&self) -> Result<(), String> {
        std::fs::write(root().join(self.path), (self.text)()?).map_err(|e| format!("{}: {e}", self.path))?;
        println!("wrote {} (cargo xtask {})", self.path, self.task);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_current() {
        for file in [DICTIONARY, SCHEMA, CATALOGUE, SBOM] {
            let kept = std::fs::read_to_string(root().join(file.path)).unwrap_or_default();
            assert!(
                Ok(kept) == (file.text)(),
                "{} is out of date: run `cargo xtask {}`",
                file.path,
                file.task
            );
        }
    }

    #[test]
    fn the_table_of_law_names_only_codes_and_checks_that_are_there() {
        let text = std::fs::read_to_string(root().join("docs/rulebook.md")).unwrap();
        let catalogue = checks::Catalogue::whole(forms::codes::ALL);
        let word = |c: char| !c.is_ascii_alphanumeric() && c != '-';
        let families: Vec<&str> = catalogue.pages().filter_map(|page| page.code.split('-').next()).collect();
        for code in text.split(word).filter(|word| word.len() > 4 && word.as_bytes()[word.len() - 4] == b'-')
        {
            let ours = code.split('-').next().is_some_and(|family| families.contains(&family));
            assert!(
                !ours || catalogue.page(code).is_some(),
                "docs/rulebook.md: {code} is not in the catalogue"
            );
        }
        for page in catalogue.pages() {
            for check in &page.rulebook {
                assert!(
                    text.contains(&**check) || grouped(&text, check),
                    "{}: {check} is not in docs/rulebook.md",
                    page.code
                );
            }
        }
    }

    /// Whether a check stands in a row such as `BIL-01 to BIL-05`.
    fn grouped(text: &str, check: &str) -> bool {
        let family = check.split('-').next().unwrap_or_default();
        text.contains(&format!("| {family}-01 to {family}-"))
    }

    #[test]
    fn the_format_is_described_key_by_key() {
        let text = std::fs::read_to_string(root().join("docs/plan-format.md")).unwrap();
        for definition in dictionary::entities() {
            let fields = definition.fields.iter().map(|field| field.name);
            let lists = definition.lists.iter().map(|list| list.name);
            for name in fields.chain(lists) {
                let known = text.contains(&format!("`{name}`"));
                assert!(known, "docs/plan-format.md: `{name}` of {} is not described", definition.name);
            }
        }
    }
}
