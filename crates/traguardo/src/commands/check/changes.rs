//! Safe repairs as a list that a person confirms.

use domain::Finding;
use serde::{Deserialize, Serialize};

use crate::error::Failure;

/// A repair of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repair {
    /// Whether to do it.
    pub fare: bool,
    /// The document, when several made the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documento: Option<String>,
    /// Line of the document.
    pub riga: u32,
    /// Cell of the line.
    pub cella: u16,
    /// The text that stands there.
    pub da: String,
    /// What is to stand there.
    pub a: String,
    /// The code of the finding.
    pub rilievo: String,
    /// The finding.
    pub motivo: String,
}

/// The list as a file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// The repairs.
    #[serde(default)]
    pub correzione: Vec<Repair>,
}

/// The repairs that findings offer, as a text in TOML; `names` are the documents of the plan.
pub fn list(findings: &[Finding], names: &[String]) -> Result<String, Failure> {
    let repair = |finding: &Finding| {
        let (change, place) = (finding.change.as_ref()?, finding.place?);
        Some(Repair {
            fare: true,
            documento: names.get(usize::from(place.file)).filter(|_| names.len() > 1).cloned(),
            riga: place.line,
            cella: place.column,
            da: change.from.clone(),
            a: change.to.clone(),
            rilievo: finding.code.to_string(),
            motivo: finding.message.clone(),
        })
    };
    let list = List { correzione: findings.iter().filter_map(repair).collect() };
    let shown = names.join(", ");
    let head = format!(
        "# Correzioni sicure proposte per {shown}: {}.\n\
         # Scrivere «fare = false» per quelle da non fare, poi: traguardo fix DOCUMENTO --changes QUESTO_FILE -o NUOVO\n\n",
        list.correzione.len()
    );
    let body = toml::to_string(&list)
        .map_err(|error| Failure::new(format!("la lista delle correzioni non si può scrivere ({error})")))?;
    Ok(head + &body)
}

#[cfg(test)]
mod tests {
    use domain::{Change, CodeDefinition, Place, Severity};

    use super::*;

    #[test]
    fn only_findings_with_a_repair_are_listed_and_the_list_reads_back() {
        const CODE: CodeDefinition =
            CodeDefinition { code: "LINK-001", severity: Severity::Warning, title: "", help: "", basis: "" };
        let bare = Finding::new(&CODE, "x", Some(Place::new(1, 1)));
        let change = Some(Change { from: "8.01".into(), to: "08.01".into() });
        let text = list(&[bare.clone(), Finding { change, ..bare }], &["piano.txt".into()]).unwrap();
        let list: List = toml::from_str(&text).unwrap();
        assert_eq!(list.correzione.len(), 1);
        assert_eq!(list.correzione[0].a, "08.01");
    }
}
