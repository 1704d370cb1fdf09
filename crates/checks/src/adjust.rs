//! What the method of a body makes of findings: raised, lowered or silenced, with a reason.

use domain::Finding;
use method::CheckRule;

/// Weighs the findings as the method says.
pub fn weigh(findings: &mut Vec<Finding>, rules: &[CheckRule]) {
    for rule in rules {
        match rule.severity {
            None => findings.retain(|finding| finding.code != rule.code),
            Some(severity) => {
                for finding in findings.iter_mut().filter(|finding| finding.code == rule.code) {
                    if finding.severity != severity {
                        finding.severity = severity;
                        finding.help = format!("{} (per l'ente: {})", finding.help, rule.reason).into();
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{CodeDefinition, Severity};

    use super::*;

    const CODE: CodeDefinition =
        CodeDefinition { code: "PESI-001", severity: Severity::Error, title: "", help: "aiuto", basis: "" };

    fn rule(severity: Option<Severity>) -> CheckRule {
        CheckRule { code: "PESI-001".into(), severity, reason: "così dice il Sistema".into() }
    }

    #[test]
    fn a_method_lowers_and_silences_with_a_reason() {
        let mut findings = vec![Finding::new(&CODE, "pesi", None)];
        weigh(&mut findings, &[rule(Some(Severity::Info))]);
        assert_eq!(findings[0].severity, Severity::Info);
        assert_eq!(findings[0].help, "aiuto (per l'ente: così dice il Sistema)");
        weigh(&mut findings, &[rule(None)]);
        assert!(findings.is_empty());
    }
}
