//! Indicators and phases: what measures each, and on what that rests.

use domain::plan::{Indicator, Phase};
use domain::{Read, Rule, Target};
use jiff::civil::Date;
use outline::moment::{Step, target_of};
use outline::polarity::{higher_is_better, names_a_burden};
use outline::{text, weight_said};
use scoring::Exact;
use scoring::function::{Function, Parameters};
use scoring::state::State;
use scoring::tree::{Content, Item, Level};

use crate::approved::{Obstacle, Question, Setting};
use crate::expected::{Chosen, Measures, expected_number, last_due};

/// The item of an indicator.
pub fn indicator(setting: &mut Setting<'_>, id: String, of: &Indicator, step: Option<&Step<'_>>) -> Item {
    let target = target_of(of, setting.year);
    let meant = target.and_then(Read::certain);
    let due = meant.and_then(|target| last_due(target, setting.year)).or_else(|| step.and_then(due_of));
    let known = Parameters {
        target: meant.and_then(expected_number),
        baseline: of.baseline.as_ref().and_then(Read::certain).and_then(expected_number),
        due,
        ..Parameters::default()
    };
    let chosen = match decided(setting, &id, &known, of.graduation.is_some()) {
        Some(chosen) => chosen,
        None => {
            by_graduation(setting, &id, of, &known).unwrap_or_else(|| by_target(setting, of, target, &known))
        }
    };
    let title = match text(of.text.as_ref()) {
        "" => target.map_or("indicatore senza testo", |target| target.verbatim.as_str()),
        words => words,
    };
    let weight = of.weight.as_ref().and_then(Read::certain).map(|weight| Exact::from(*weight));
    let said = weight_said(title).map(Exact::from).filter(|_| of.weight.is_none());
    let mut item = leaf(setting, id, title, Level::Indicator, weight.or_else(|| said.clone()), chosen);
    if said.is_some_and(|said| item.weight == Some(said)) {
        item.basis.push("peso scritto nel testo".to_owned());
    }
    item
}

/// The item of a phase that has no indicators, or whose completion counts.
pub fn phase(setting: &mut Setting<'_>, id: String, of: &Phase) -> Item {
    let known = Parameters { due: of.end.as_ref().and_then(Read::certain).copied(), ..Parameters::default() };
    let chosen = decided(setting, &id, &known, false).unwrap_or(Chosen {
        function: Function::Entered,
        basis: "percentuale di realizzazione della fase".to_owned(),
    });
    leaf(setting, id, &phase_title(of), Level::Phase, phase_weight(of), chosen)
}

/// What a phase is called on a derivation.
pub fn phase_title(of: &Phase) -> String {
    match (text(of.number.as_ref()), text(of.text.as_ref())) {
        ("", "") => "fase senza testo".to_owned(),
        ("", words) => words.to_owned(),
        (number, words) => format!("{number} {words}").trim_end().to_owned(),
    }
}

/// The weight of a phase, when it is understood.
pub fn phase_weight(of: &Phase) -> Option<Exact> {
    of.weight.as_ref().and_then(Read::certain).map(|weight| Exact::from(*weight))
}

fn leaf(
    setting: &mut Setting<'_>,
    id: String,
    title: &str,
    level: Level,
    weight: Option<Exact>,
    chosen: Chosen,
) -> Item {
    for fault in chosen.function.faults() {
        let what = format!("{}: {fault}", chosen.function.listed().words);
        setting.obstacles.push(Obstacle::new(&id, title, Question::Function, what));
    }
    let decided = setting.decisions.of(&id).and_then(|decision| decision.weight.clone());
    Item {
        title: title.to_owned(),
        level,
        weight: decided.or(weight),
        state: State::Active,
        basis: vec![chosen.basis],
        content: Content::Measured { function: chosen.function, actual: None },
        id,
    }
}

/// The day a step is due by.
fn due_of(step: &Step<'_>) -> Option<Date> {
    step.own_dues().into_iter().map(|due| due.last).max()
}

/// What a person decided.
fn decided(setting: &mut Setting<'_>, id: &str, known: &Parameters, graduated: bool) -> Option<Chosen> {
    let decision = setting.decisions.of(id)?;
    // A reading of the graduation is chosen among those it has.
    if graduated && decision.reading.is_some() && decision.function.is_none() {
        return None;
    }
    match decision.made(known)? {
        Ok(function) => {
            let basis = format!("{}: {}", function.listed().words, decision.told());
            Some(Chosen { function, basis })
        }
        Err(why) => {
            setting.obstacles.push(Obstacle::new(id, "", Question::Decision, why.to_string()));
            Some(Chosen::entered("la funzione decisa non si può usare"))
        }
    }
}

/// By the rule of the plan's own text.
fn by_graduation(setting: &mut Setting<'_>, id: &str, of: &Indicator, known: &Parameters) -> Option<Chosen> {
    let read = of.graduation.as_ref()?;
    let decision = setting.decisions.of(id);
    let chosen = decision.and_then(|decision| decision.reading);
    let (rule, basis) = match (read.readings.as_slice(), chosen) {
        ([], _) => return Some(Chosen::entered("la graduazione non è una regola che si possa calcolare")),
        ([only], _) => (only, "graduazione scritta nel piano".to_owned()),
        (several, Some(number)) if number > 0 && number <= several.len() => {
            let told = decision.map(super::decisions::Decision::told).unwrap_or_default();
            (several.get(number - 1)?, format!("graduazione scritta nel piano, lettura {number} ({told})"))
        }
        (several, None) if fitting(several, known).is_some() => {
            let (rule, expected) = fitting(several, known)?;
            (rule, format!("graduazione scritta nel piano, letta come {expected}"))
        }
        (several, _) => {
            setting.obstacles.push(ambiguous(id, &read.verbatim, several));
            return Some(Chosen::entered("la graduazione si può intendere in più modi"));
        }
    };
    if let Rule::Norm(norm) = rule {
        return Some(Chosen::entered(&format!("la graduazione rinvia a «{norm}»")));
    }
    let silent = setting.rules.silent.clone().unwrap_or_default();
    let function =
        Function::Rule { rule: rule.clone(), due: known.due, target: known.target.clone(), silent };
    // What it counts from is not in the plan: the plan may be right, and a person judges.
    match function.faults().first() {
        Some(fault) => Some(Chosen::entered(&fault.to_string())),
        None => Some(Chosen { function, basis }),
    }
}

/// Of bands of bare numbers (*fino a 20 = 100%*) those that the indicator is measured by: a number by its value,
/// a day by its delay. Only where the readings are one of each.
fn fitting<'r>(several: &'r [Rule], known: &Parameters) -> Option<(&'r Rule, &'static str)> {
    let [one, other] = several else { return None };
    let (value @ Rule::Value { .. }, delay @ Rule::Delay { .. }) = (one, other) else { return None };
    match (&known.target, known.due) {
        (Some(_), _) => Some((value, "fasce di valori: il valore atteso è un numero")),
        (None, Some(_)) => Some((delay, "fasce di ritardo: il valore atteso è una data")),
        (None, None) => None,
    }
}

fn ambiguous(id: &str, text: &str, rules: &[Rule]) -> Obstacle {
    let readings = rules.iter().map(meaning::rule::render).collect();
    let what = format!("la graduazione «{text}» si può intendere in più modi");
    Obstacle { readings, ..Obstacle::new(id, "", Question::Reading, what) }
}

/// By its expected value.
fn by_target(
    setting: &Setting<'_>,
    of: &Indicator,
    target: Option<&Read<Target>>,
    known: &Parameters,
) -> Chosen {
    let measures = Measures {
        rules: setting.rules,
        year: setting.year,
        decreasing: higher_is_better(text(of.polarity.as_ref())).map(|higher| !higher),
        burden: names_a_burden(text(of.text.as_ref())),
        baseline: known.baseline.clone(),
    };
    match target.map(|read| read.readings.as_slice()) {
        Some([only]) => measures.function(only),
        Some([]) => Chosen::entered("il valore atteso non è un numero né una data"),
        Some(_) => Chosen::entered("il valore atteso si può intendere in più modi"),
        None => match known.due {
            Some(due) => measures.date(due),
            None => Chosen::entered("il valore atteso manca"),
        },
    }
}
