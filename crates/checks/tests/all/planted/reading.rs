//! Planted faults of reading: they stand in the printed document.

use document::UnreadPages;

use super::bank::bank;
use super::case::{of, said, value};
use super::planter::{At, Planter, indicator, own, plan, text};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    text("LETT-001", &[], |_, lines, seed| {
        let at = one(lines, seed, |line| line.trim_end() == "INDICATORI")?;
        let words = ["Approvato dal gruppo di lavoro.", "Bozza da rivedere insieme.", "Seguono altre carte."];
        lines.insert(at, words[seed.below(3)].to_owned());
        lines.insert(at + 1, String::new());
        Some(At::Line)
    }),
    text("LETT-026", &[], |_, lines, seed| {
        let at = one(lines, seed, str::is_empty)?;
        let first = u32::try_from(1 + seed.below(9)).ok()?;
        let pages = UnreadPages { first, last: first + u32::from(seed.once_in(2)) };
        lines.splice(at..at, [String::new(), pages.line()]);
        Some(At::Line)
    }),
    text("LETT-002", &[], |case, lines, seed| {
        let label = ["Descrizione", "Destinatari"][seed.below(2)];
        let label = case.form.label(label);
        let at = labelled(lines, seed, label)?;
        let third = label.char_indices().nth(2)?.0;
        let doubled = format!("{}{}", &label[..=third], &label[third..]);
        lines[at] = lines[at].replacen(label, &doubled, 1);
        Some(At::Line)
    }),
    text("LETT-003", &[], |case, lines, seed| {
        let label = case.form.label("Titolo");
        let at = labelled(lines, seed, label)?;
        lines[at] = lines[at].replacen(label, "Oggetto", 1);
        Some(At::Line)
    }),
    text("LETT-004", &[], |case, lines, seed| {
        let label = case.form.label("Titolo");
        let at = labelled(lines, seed, label)?;
        lines[at] = lines[at].replacen(label, "", 1);
        Some(At::Line)
    }),
    text(
        "LETT-006",
        &[
            "NUM-002",
            "PESI-001",
            "BIL-009",
            "LINK-010",
            "LINK-012",
            "FAM-004",
            "LETT-007",
            "LETT-013",
            "TESTO-012",
        ],
        |case, lines, seed| {
            let (title, description) = (case.form.label("Titolo"), case.form.label("Descrizione"));
            let at = labelled(lines, seed, title)?;
            if bank().duties.iter().any(|duty| lines[at].contains(&duty.title)) {
                return None;
            }
            let below = (at..lines.len()).find(|at| starts(&lines[*at], description))?;
            lines.remove(below);
            lines.remove(at);
            Some(At::Plan)
        },
    ),
    text("LETT-007", &[], |case, lines, seed| {
        let label = case.form.label("SCHEDA");
        let at =
            one(lines, seed, |line| line.starts_with(&format!("#### {label} ")) && !line.ends_with(" 1"))?;
        // The last of its unit: none comes after.
        let next = lines[at + 1..].iter().find(|line| line.starts_with('#'));
        if next.is_some_and(|line| line.starts_with(&format!("#### {label} "))) {
            return None;
        }
        let number: usize = lines[at].rsplit(' ').next()?.parse().ok()?;
        lines[at] = format!("#### {label} {}", number + 1 + seed.below(3));
        Some(At::Line)
    }),
    text("LETT-008", &[], |_, lines, seed| {
        let at = one(lines, seed, |line| {
            line.contains("\t01/01/")
                && line.contains("\t31/12/")
                && line.split('\t').next().is_some_and(|name| name.contains(' '))
        })?;
        lines[at] = format!("\t{}", lines[at]);
        Some(At::Line)
    }),
    plan("LETT-009", &["IND-011", "IND-012", "IND-005"], |case, seed| {
        let year = case.year().to_string();
        let (at, one) = indicator(case, seed, |one| of(one.unit.as_ref()) != "%")?;
        let day = format!("{:02}.{:02}", 10 + seed.below(18), 1 + seed.below(12));
        if super::planter::is_duty(&case.plan.objectives[at]) {
            return None;
        }
        case.plan.objectives[at].indicators[one].targets.insert(year, value(day));
        Some(At::Line)
    }),
    plan("LETT-010", &[], |case, seed| {
        let at = own(case, seed, |objective| objective.phases[0].end.is_some())?;
        let phase = seed.below(case.plan.objectives[at].phases.len());
        case.plan.objectives[at].phases[phase].end = said("da definire");
        Some(At::Line)
    }),
    plan("LETT-011", &[], |case, seed| {
        let at = own(case, seed, |objective| objective.phases[0].end.is_some())?;
        let phase = seed.below(case.plan.objectives[at].phases.len());
        let day = [(30, 2), (31, 4), (31, 6), (31, 9), (31, 11)][seed.below(5)];
        case.plan.objectives[at].phases[phase].end =
            said(format!("{}/{:02}/{}", day.0, day.1, case.form.year));
        Some(At::Line)
    }),
    text("LETT-012", &[], |case, lines, seed| {
        let label = case.form.label("Destinatari");
        let at = labelled(lines, seed, label)?;
        lines.insert(at + 1, format!("{label}\tImprese del posto"));
        Some(At::Line)
    }),
    plan("LETT-013", &["IND-024"], |case, seed| {
        let (at, one) = indicator(case, seed, |_| true)?;
        case.plan.objectives[at].indicators[one].phase = said((7 + seed.below(20)).to_string());
        Some(At::Line)
    }),
    text("LETT-015", &[], |case, lines, seed| {
        let label = case.form.label("Tipo");
        let at = one(lines, seed, |line| line.starts_with(&format!("{label}\tdi struttura\t")))?;
        lines[at] = lines[at].replacen("di struttura", "struttura", 1);
        Some(At::Line)
    }),
    text("LETT-017", &[], |_, lines, seed| {
        // A row that begins later can be read as a shifted one, too.
        let at = one(lines, seed, |line| line.ends_with(&"\tX".repeat(12)))?;
        lines[at].push_str("\tX");
        Some(At::Line)
    }),
    text("LETT-018", &[], |case, lines, seed| {
        let at = one(lines, seed, |line| line.ends_with("Nov\tDic"))?;
        lines[at] = format!("{}\t{}", lines[at], case.year());
        Some(At::Line)
    }),
    plan("LETT-019", &["IND-005"], |case, seed| {
        let words =
            ["buona riuscita dei lavori", "soddisfazione generale", "clima più sereno"][seed.below(3)];
        let year = case.year().to_string();
        let (at, one) = indicator(case, seed, |_| true)?;
        if super::planter::is_duty(&case.plan.objectives[at]) {
            return None;
        }
        case.plan.objectives[at].indicators[one].targets.insert(year, value(words));
        Some(At::Line)
    }),
    text("LETT-021", &["BIL-013"], |case, lines, seed| {
        let year = case.year();
        let at = one(lines, seed, |line| line.starts_with("Capitolo\tImporto"))?;
        lines[at] = lines[at].replacen(&year.to_string(), &(year - 2).to_string(), 1);
        Some(At::Line)
    }),
];

/// A line for which something holds.
pub fn one(lines: &[String], seed: &mut Seed, fits: impl Fn(&str) -> bool) -> Option<usize> {
    super::planter::one(lines, seed, |line| fits(line))
}

fn starts(line: &str, label: &str) -> bool {
    line.strip_prefix(label).is_some_and(|rest| rest.starts_with('\t'))
}

/// A line with a label, of an objective of one unit only.
pub fn labelled(lines: &[String], seed: &mut Seed, label: &str) -> Option<usize> {
    let common = |at: usize| {
        lines[at.saturating_sub(12)..(at + 12).min(lines.len())]
            .iter()
            .any(|line| line.contains("Pubblicare per tempo"))
    };
    let all: Vec<usize> = (0..lines.len()).filter(|at| starts(&lines[*at], label) && !common(*at)).collect();
    seed.pick(&all).copied()
}
