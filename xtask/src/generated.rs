//! Files that are written from the registry of fields and from the catalogue, and kept in the repository.

use crate::{catalogue, dictionary, root, schema};

/// A file that is generated.
pub struct Generated {
    /// The task that writes it.
    pub task: &'static str,
    /// Its path in the workspace.
    pub path: &'static str,
    /// Its text.
    pub text: fn() -> String,
}

/// The data dictionary.
pub const DICTIONARY: Generated =
    Generated { task: "dictionary", path: "docs/data-dictionary.md", text: dictionary::text };
/// The JSON Schema of the exchange format.
pub const SCHEMA: Generated = Generated { task: "schema", path: "docs/plan.schema.json", text: schema::text };

/// The catalogue of findings.
pub const CATALOGUE: Generated =
    Generated { task: "catalogue", path: "docs/rilievi.md", text: catalogue::text };

impl Generated {
    /// Writes the file.
    pub fn write(&self) -> Result<(), String> {
        std::fs::write(root().join(self.path), (self.text)()).map_err(|e| format!("{}: {e}", self.path))?;
        println!("wrote {} (cargo xtask {})", self.path, self.task);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_current() {
        for file in [DICTIONARY, SCHEMA, CATALOGUE] {
            let kept = std::fs::read_to_string(root().join(file.path)).unwrap_or_default();
            assert!(kept == (file.text)(), "{} is out of date: run `cargo xtask {}`", file.path, file.task);
        }
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
