//! What is known of a made-up body beside its forms: figures, acts, the evaluation system.

use domain::Weight;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use method::{ActInfo, ComponentKind, Profile, RoleWeights, Smvp};

use super::seed::Seed;

/// Figures, acts and system of a body.
#[derive(Clone)]
pub struct Facts {
    /// Figures.
    pub profile: Profile,
    /// Acts and opinions.
    pub acts: Vec<ActInfo>,
    /// The evaluation system.
    pub smvp: Smvp,
}

impl Facts {
    /// What could be true of a body that keeps to the law, for a plan of `year`.
    pub fn new(year: i16, seed: &mut Seed) -> Self {
        let full = !seed.once_in(4);
        let managers = if full { number(seed, 1, 12) } else { 0 };
        let profile = Profile {
            population: Some(number(seed, 5001, 90_000)),
            employees: Some(if full { number(seed, 51, 600) } else { number(seed, 8, 49) }),
            managers: Some(managers),
            evaluation_organ: Some(if full { "OIV" } else { "Nucleo di valutazione" }.into()),
            budget_deadline: None,
            special_statute: false,
        };
        Self { profile, acts: acts(year, seed), smvp: smvp(year, seed) }
    }

    /// The first act of a kind.
    pub fn act(&mut self, kind: &str) -> &mut ActInfo {
        self.acts.iter_mut().find(|act| act.kind == kind).expect("every made-up body has the act")
    }

    /// Takes the acts of a kind away.
    pub fn without(&mut self, kind: &str) {
        self.acts.retain(|act| act.kind != kind);
    }
}

fn number(seed: &mut Seed, from: u32, to: u32) -> u32 {
    let width = usize::try_from(to - from).unwrap_or(0) + 1;
    from + u32::try_from(seed.below(width)).unwrap_or(0)
}

/// A day between two, both included.
pub fn between(seed: &mut Seed, from: Date, to: Date) -> Date {
    let days = from.until(to).map_or(0, |span| span.get_days());
    let ahead = seed.below(usize::try_from(days).unwrap_or(0) + 1);
    from.saturating_add(i64::try_from(ahead).unwrap_or(0).days())
}

fn act(kind: &str, organ: &str, day: Date) -> ActInfo {
    ActInfo { kind: kind.into(), organ: Some(organ.into()), date: Some(day), ..ActInfo::default() }
}

fn acts(year: i16, seed: &mut Seed) -> Vec<ActInfo> {
    let before = year - 1;
    let opinion = between(seed, date(before, 1, 2), date(before, 10, 31));
    let system = between(seed, opinion, date(before, 12, 31));
    let budget = between(seed, date(before, 12, 10), date(before, 12, 31));
    let plan = between(seed, date(year, 1, 10), date(year, 1, 31));
    let later =
        |seed: &mut Seed, from: Date, days: i64| between(seed, from, from.saturating_add(days.days()));
    let mut acts = vec![
        act("parere-smvp", "Nucleo di valutazione", opinion),
        act("smvp", "Giunta", system),
        act("bilancio", "Consiglio", budget),
        act("peg", "Giunta", later(seed, budget, 20)),
        act("obiettivi-provvisori", "Giunta", between(seed, date(before, 12, 1), date(year, 1, 1))),
        act("piano", "Giunta", plan),
        act("assegnazione", "Dirigenti", between(seed, plan, date(year, 3, 31))),
        act("pubblicazione", "Segretario", later(seed, plan, 15)),
        act("portale-piao", "Segretario", later(seed, plan, 15)),
        act("parere-fabbisogni", "Organo di revisione", between(seed, date(year, 1, 1), plan)),
        act("eccedenze", "Giunta", between(seed, date(before, 2, 1), plan)),
        act("azioni-positive", "Giunta", between(seed, date(year - 2, 1, 1), plan)),
        act("contratti-pagamenti", "Dirigenti", plan),
        act("indagine", "Ufficio relazioni", between(seed, date(year, 5, 1), date(year, 11, 30))),
    ];
    acts[0].outcome = Some("favorevole".into());
    acts.extend(around(year, budget, seed));
    for (act, number) in acts.iter_mut().zip(1..) {
        act.number = Some(number.to_string());
    }
    acts
}

/// The documents before the plan and after it.
fn around(year: i16, budget: Date, seed: &mut Seed) -> Vec<ActInfo> {
    let (before, after) = (year - 1, year + 1);
    let reported = between(seed, date(after, 4, 1), date(after, 6, 10));
    let validated = between(seed, reported, date(after, 6, 30));
    vec![
        act("dup", "Giunta", between(seed, date(before, 5, 2), date(before, 7, 31))),
        act("dup", "Consiglio", between(seed, date(before, 8, 1), budget)),
        act("nota-dup", "Giunta", between(seed, date(before, 9, 1), date(before, 11, 15))),
        act("obiettivi-accessibilita", "Segretario", between(seed, date(year, 1, 2), date(year, 3, 31))),
        act("relazione", "Giunta", reported),
        act("validazione", "Nucleo di valutazione", validated),
        act("premi", "Dirigenti", between(seed, validated, date(after, 12, 31))),
    ]
}

fn smvp(year: i16, seed: &mut Seed) -> Smvp {
    let percent = |share: i64| Weight::ratio(share, 1).expect("one is not zero");
    let unit = 50 + 5 * i64::try_from(seed.below(5)).unwrap_or(0);
    let evaluation = 5;
    let individual = (100 - unit - evaluation) / 2;
    let weights = vec![
        (ComponentKind::Unit, percent(unit)),
        (ComponentKind::Individual, percent(individual)),
        (ComponentKind::Behaviours, percent(100 - unit - evaluation - individual)),
        (ComponentKind::Evaluation, percent(evaluation)),
    ];
    let staff = [(ComponentKind::Unit, 35), (ComponentKind::Individual, 25), (ComponentKind::Behaviours, 40)]
        .map(|(kind, share)| (kind, percent(share)));
    Smvp {
        conciliation: Some(true),
        budget_link: Some(true),
        negative_evaluation: Some(true),
        payment_share: Some(percent(30 + 5 * i64::try_from(seed.below(4)).unwrap_or(0))),
        measurement_deadline: Some(date(year + 1, 2, 28)),
        roles: vec![
            RoleWeights {
                name: "a capo".into(),
                manager: true,
                evaluates: Some(6),
                weights,
                ..RoleWeights::default()
            },
            RoleWeights {
                name: "collaboratori".into(),
                manager: false,
                evaluates: None,
                weights: staff.to_vec(),
                ..RoleWeights::default()
            },
        ],
        ..Smvp::default()
    }
}
