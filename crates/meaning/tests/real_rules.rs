//! The rule texts of a real body, as an inventory beside the project lists them by the bands they mean.

use std::collections::BTreeMap;
use std::fmt::Write;

use domain::Rule;
use domain::rule::Limit;
use meaning::rule::{Reading, Remark, read};

/// A text of the inventory, with its signature and the number of graduations that have it.
struct Listed {
    signature: String,
    count: usize,
    text: String,
}

/// The texts in the order of the inventory, which stands beside the project or where the environment says.
fn listed() -> Option<Vec<Listed>> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let shared = std::env::var("TRAGUARDO_SHARED").unwrap_or_else(|_| beside.to_owned());
    let text = std::fs::read_to_string(format!("{shared}/bodies/sarzana.md")).ok()?;
    let section = text.split("### 4.2").nth(1)?.split("### 4.3").next()?;
    let (mut signature, mut found) = (String::new(), Vec::new());
    for line in section.lines() {
        if let Some(heading) = line.strip_prefix("**`") {
            heading.split('`').next().unwrap_or_default().clone_into(&mut signature);
        } else if line.starts_with("- ×") {
            let rule = line.split_once('`').map(|(_, rest)| rest.trim_end_matches('`').to_owned());
            let count = line.trim_start_matches("- ×").split(' ').next().and_then(|count| count.parse().ok());
            let listed = |(text, count)| Listed { signature: signature.clone(), count, text };
            found.extend(rule.zip(count).map(listed));
        }
    }
    Some(found)
}

/// The bands as the inventory writes them: `<=0:100 <=30:70 >30:50`.
fn signature(reading: &Reading) -> String {
    let Some(rule) = reading.rules.first() else {
        let narrative = reading.remarks.contains(&Remark::NoRule);
        return if narrative { "narrative_not_a_rule".to_owned() } else { format!("{:?}", reading.remarks) };
    };
    match rule {
        Rule::Delay { not_done: Some(_), .. } | Rule::Outcomes(_) => "binary_by_deadline".to_owned(),
        Rule::Delay { bands, .. } => {
            let implied = reading.remarks.contains(&Remark::ImpliedFullScore);
            let shown = bands.iter().map(|band| match (band.from, band.to) {
                (Limit::Excluded(from), Limit::Open) => format!(">{from}:{}", band.score),
                (_, Limit::Included(to)) => {
                    let star = if implied && to.is_zero() { "*" } else { "" };
                    format!("<={to}:{}{star}", band.score)
                }
                other => format!("{other:?}:{}", band.score),
            });
            shown.collect::<Vec<_>>().join(" ")
        }
        Rule::Value { .. } => "value_bands".to_owned(),
        Rule::Proportional { .. } => "proportional".to_owned(),
        Rule::PerUnit { .. } => "per_unit".to_owned(),
        Rule::PerPeriod(_) => "per_period".to_owned(),
        Rule::Norm(_) => "external_norm".to_owned(),
    }
}

#[test]
fn real_rules_mean_the_bands_of_their_inventory() {
    let Some(listed) = listed() else {
        eprintln!("SKIPPED: the inventory of real rule texts is not beside the project");
        return;
    };
    assert!(listed.len() >= 70, "{} texts only", listed.len());
    let mut faults = String::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for Listed { signature: expected, count, text } in &listed {
        let found = signature(&read(text, Some(2024)));
        *counts.entry(expected.clone()).or_default() += count;
        if found != *expected {
            writeln!(faults, "{expected}\n  read as {found}\n  {text}").unwrap();
        }
    }
    assert!(faults.is_empty(), "of {counts:?}\n{faults}");
    // What the inventory says of itself: 84 rules by delay in 17 scales, of 122 in all.
    let by_delay: Vec<usize> =
        counts.iter().filter(|(signature, _)| signature.starts_with("<=")).map(|(_, count)| *count).collect();
    assert_eq!((by_delay.len(), by_delay.iter().sum::<usize>()), (17, 84), "{counts:?}");
    assert_eq!(counts.values().sum::<usize>(), 122);
    let several = listed.iter().filter(|one| read(&one.text, Some(2024)).rules.len() > 1).count();
    let none = listed.iter().filter(|one| read(&one.text, Some(2024)).rules.is_empty()).count();
    eprintln!("{} texts: {several} in several readings, {none} no rule", listed.len());
}
