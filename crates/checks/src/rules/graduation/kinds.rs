//! Rules that score something else than what is expected.

use domain::plan::{Indicator, Phase};
use domain::rule::{PerPeriod, Reference};
use domain::target::Measure;
use domain::text::folded;
use domain::{Read, Rule, Target};

use super::SHOWN;
use crate::context::{Context, Seen, place, text};
use crate::moment::{Step, target_of};
use crate::report::Report;
use crate::words::short;

/// `GRAD-013`: the rule scores a value and a date is expected, or a delay and nothing has a deadline.
pub fn against_target(context: &Context<'_>, report: &mut Report) {
    for_each_rule(context, |seen, step, indicator, rule| {
        if let Some(what) = misfit(step, indicator, rule) {
            tell(report, "GRAD-013", seen, indicator, &what);
        }
    });
}

/// `GRAD-014`: the bands are of another unit than the indicator.
pub fn against_unit(context: &Context<'_>, report: &mut Report) {
    for_each_rule(context, |seen, step, indicator, rule| {
        let Rule::Value { unit, .. } = rule else { return };
        let Some(of_rule) = kind_of(unit).filter(|_| misfit(step, indicator, rule).is_none()) else { return };
        let printed = text(indicator.unit.as_ref());
        let measured = kind_of(printed).or_else(|| measure(step, indicator));
        if measured.is_some_and(|measured| !of_rule.goes_with(measured)) {
            let what = if printed.is_empty() {
                format!("le fasce sono in «{unit}», l'atteso è «{}»", short(expected(step, indicator), 40))
            } else {
                format!("le fasce sono in «{unit}», l'unità di misura è «{printed}»")
            };
            tell(report, "GRAD-014", seen, indicator, &what);
        }
    });
}

/// The indicators of phases whose graduation is certainly one rule.
fn for_each_rule<'c>(context: &'c Context<'_>, mut see: impl FnMut(&Seen<'c>, &Step<'c>, &Indicator, &Rule)) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            for indicator in &step.indicators {
                if let Some(rule) = indicator.graduation.as_ref().and_then(Read::certain) {
                    see(seen, step, indicator, rule);
                }
            }
        }
    }
}

fn tell(report: &mut Report, code: &'static str, seen: &Seen<'_>, indicator: &Indicator, what: &str) {
    let graduation = indicator.graduation.as_ref();
    let message = format!("{}: graduazione «{}»: {what}", seen.name(), short(text(graduation), SHOWN));
    report.objective(code, seen, place(graduation), message);
}

fn expected<'a>(step: &Step<'_>, indicator: &'a Indicator) -> &'a str {
    text(target_of(indicator, step.year))
}

fn misfit(step: &Step<'_>, indicator: &Indicator, rule: &Rule) -> Option<String> {
    let target = target_of(indicator, step.year).and_then(Read::certain);
    let shown = || short(expected(step, indicator), 40);
    match rule {
        // In proportion can be of the days, too.
        Rule::Value { .. } | Rule::PerUnit { .. } | Rule::Proportional { expected: Some(_), .. } => {
            match target? {
                Target::Deadline(_) | Target::Deadlines(_) => {
                    Some(format!("dà i punti secondo un valore, ma l'atteso è una data («{}»)", shown()))
                }
                Target::YesNo(_) => {
                    Some(format!("dà i punti secondo un valore, ma l'atteso è sì o no («{}»)", shown()))
                }
                _ => None,
            }
        }
        Rule::Delay { reference: Reference::Deadline, .. }
        | Rule::PerPeriod(PerPeriod { reference: Reference::Deadline, .. }) => {
            let dated = !step.own_dues().is_empty()
                || says_when(step.phase)
                || says_time(text(indicator.text.as_ref()))
                || says_time(expected(step, indicator));
            (!dated).then(|| "conta un ritardo, ma né i tempi né l'atteso danno una scadenza".to_owned())
        }
        _ => None,
    }
}

fn says_when(phase: &Phase) -> bool {
    phase.end.is_some()
        || phase.months.is_some()
        || says_time(text(phase.timing.as_ref()))
        || says_time(text(phase.text.as_ref()))
}

/// Whether a text may say when: a number, a month, a term of the law.
fn says_time(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_digit())
        || folded(words).split(' ').any(|word| {
            meaning::month::NAMES.contains(&word)
                || ["entro", "termine", "termini", "scadenza", "scadenze", "anno", "mese", "legge"]
                    .contains(&word)
        })
}

/// What values are of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Percent,
    Time(&'static str),
    Money,
    Number,
    Day,
    YesNo,
}

impl Kind {
    /// Bands in per cent can be of what was expected, whatever it is.
    fn goes_with(self, other: Self) -> bool {
        match self {
            Self::Percent => !matches!(other, Self::Day | Self::YesNo),
            _ => self == other,
        }
    }
}

fn kind_of(unit: &str) -> Option<Kind> {
    Some(match folded(unit).as_str() {
        "%" | "percentuale" | "perc" => Kind::Percent,
        "minuti" | "minuto" | "min" => Kind::Time("minuti"),
        "ore" | "ora" | "h" => Kind::Time("ore"),
        "giorni" | "giorno" | "gg" | "g" => Kind::Time("giorni"),
        "settimane" | "settimana" => Kind::Time("settimane"),
        "mesi" | "mese" => Kind::Time("mesi"),
        "anni" | "anno" => Kind::Time("anni"),
        "€" | "euro" => Kind::Money,
        "data" | "scadenza" | "termine" => Kind::Day,
        "si/no" | "s/n" | "si no" => Kind::YesNo,
        "numero" | "n" | "num" | "nr" | "n°" => Kind::Number,
        _ => return None,
    })
}

fn measure(step: &Step<'_>, indicator: &Indicator) -> Option<Kind> {
    let (Target::Amount { measure, .. } | Target::Range { from: measure, .. }) =
        target_of(indicator, step.year).and_then(Read::certain)?
    else {
        return None;
    };
    match measure {
        Measure::Percent(_) => Some(Kind::Percent),
        Measure::Money(_) => Some(Kind::Money),
        Measure::Days { .. } => Some(Kind::Time("giorni")),
        Measure::Quantity { unit, .. } => kind_of(unit),
        Measure::Number(_) => None,
    }
}
