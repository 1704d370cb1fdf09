//! Planted faults of the acts around the plan: those before it, those after it, those that are not understood.

use jiff::civil::date;

use super::case::Case;
use super::cycle::later;
use super::facts::between;
use super::planter::{At, Planter, plan};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("CICLO-035", &[], |case, seed| {
        if seed.once_in(2) {
            case.facts.without("validazione");
        } else {
            let year = case.year() + 1;
            let validated = case.facts.act("validazione").date?.yesterday().ok()?;
            case.facts.act("premi").date = Some(between(seed, date(year, 1, 1), validated));
        }
        Some(At::Plan)
    }),
    plan("CICLO-036", &[], |case, seed| {
        let year = case.year() - 1;
        let budget = case.facts.act("bilancio").date?.yesterday().ok()?;
        case.facts.act("peg").date = Some(between(seed, date(year, 10, 1), budget));
        Some(At::Plan)
    }),
    plan("CICLO-037", &[], |case, seed| {
        let (year, before) = (case.year(), case.year() - 1);
        match seed.below(3) {
            0 => {
                let day = between(seed, date(before, 8, 1), date(before, 12, 9));
                case.facts.act("dup").date = Some(day);
            }
            1 => {
                let day = between(seed, date(before, 11, 16), date(before, 12, 31));
                case.facts.act("nota-dup").date = Some(day);
            }
            _ => {
                let day = between(seed, date(year, 1, 1), date(year, 1, 9));
                case.facts.act("bilancio").date = Some(day);
                case.facts.act("peg").date = Some(later(day, seed.below(21)));
            }
        }
        Some(At::Plan)
    }),
    plan("CICLO-038", &[], |case, seed| {
        let mut dup = case.facts.acts.iter().rfind(|act| act.kind == "dup")?.clone();
        dup.date = Some(later(case.facts.act("bilancio").date?, 1 + seed.below(60)));
        case.facts.without("dup");
        case.facts.acts.push(dup);
        Some(At::Plan)
    }),
    plan("CICLO-039", &["CICLO-039"], |case, seed| {
        let year = case.year() + 1;
        let day = between(seed, date(year, 7, 1), date(year, 12, 31));
        if seed.once_in(2) {
            case.facts.act("relazione").date = Some(day);
        }
        case.facts.act("validazione").date = Some(day);
        case.facts.act("premi").date = Some(later(day, seed.below(60)));
        Some(At::Plan)
    }),
    plan("CICLO-040", &["CICLO-005", "PIAO-004", "PIAO-011", "PIAO-013"], |case, seed| {
        let year = case.year();
        if seed.once_in(2) {
            let reported = case.facts.act("relazione").date?.yesterday().ok()?;
            let validated = between(seed, date(year + 1, 1, 10), reported);
            case.facts.act("validazione").date = Some(validated);
        } else {
            case.facts.act("piano").date = Some(between(seed, date(year - 1, 1, 1), date(year - 1, 6, 30)));
        }
        Some(At::Plan)
    }),
    plan("CICLO-041", &[], |case, _| {
        case.facts.profile.special_statute = true;
        Some(At::Plan)
    }),
    plan("CICLO-042", &[], |case, seed| {
        match seed.below(3) {
            0 => undated(case, seed),
            1 => {
                let word = ["favorvole", "da integrare", "visto", "?"][seed.below(4)];
                let kind = ["parere-smvp", "parere-fabbisogni"][seed.below(2)];
                case.facts.act(kind).outcome = Some(word.into());
            }
            _ => {
                let code = ["CICLO-000", "PESO-001", "PIAO-999"][seed.below(3)];
                case.form.more =
                    format!("\n[[check]]\ncode = \"{code}\"\nseverity = \"info\"\nreason = \"prova\"\n");
            }
        }
        Some(At::Plan)
    }),
];

/// An act without its day, of those on which no term of another act rests.
fn undated(case: &mut Case, seed: &mut Seed) {
    let kinds = [
        "dup",
        "nota-dup",
        "peg",
        "piano",
        "bilancio",
        "assegnazione",
        "pubblicazione",
        "portale-piao",
        "eccedenze",
        "azioni-positive",
        "obiettivi-accessibilita",
        "relazione",
        "premi",
        "smvp",
        "parere-smvp",
    ];
    case.facts.act(kinds[seed.below(kinds.len())]).date = None;
}
