//! What the method of a body makes of findings: raised, lowered or silenced, with a reason.

use domain::{Finding, Severity};
use method::CheckRule;

/// What rests on laws of the State on the cycle and on the PIAO: whole families, and of the year what is not of the
/// body's own system.
const OF_STATE: &[&str] = &["CICLO-", "PIAO-", "ANNO-006", "ANNO-007", "ANNO-010"];

/// Where a Region with a special statute has laws of its own, those of the State on the cycle and on the PIAO
/// may not hold as they are: nothing that rests on them blocks.
pub fn unblock(findings: &mut [Finding]) {
    let of_state = |finding: &&mut Finding| OF_STATE.iter().any(|code| finding.code.starts_with(code));
    for finding in findings.iter_mut().filter(of_state).filter(|finding| finding.severity == Severity::Error)
    {
        finding.severity = Severity::Warning;
    }
}

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
    use domain::CodeDefinition;

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
