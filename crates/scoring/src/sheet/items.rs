//! The tree of a sheet: its indicators, objectives, units and body.

use std::fmt;

use serde::Deserialize;

use super::file::{GroupFile, IndicatorFile, ObjectiveFile, SheetFile};
use crate::exact::Exact;
use crate::function::{Actual, NotAFunction, Parameters};
use crate::state::{Reason, State};
use crate::told::in_italian;
use crate::tree::{Content, Item, Level, Mean};

/// What is wrong with an item of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetFault {
    /// It makes no function: which item, why.
    Function(String, NotAFunction),
    /// A key that is not known, or a value of another kind.
    Key(String, String),
    /// A state that is not known.
    State(String, String),
    /// Two items with the same name.
    Twice(String),
    /// More than one result.
    Results(String),
}

impl fmt::Display for SheetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Function(id, why) => write!(f, "«{id}»: {why}"),
            Self::Key(id, why) => write!(f, "«{id}»: {why}"),
            Self::State(id, state) => {
                write!(f, "«{id}»: lo stato «{state}» non esiste: gli stati sono {}", State::TERMS.join(", "))
            }
            Self::Twice(id) => write!(f, "«{id}» c'è due volte"),
            Self::Results(id) => write!(f, "«{id}» ha più di un risultato"),
        }
    }
}

/// The trees of a sheet: one for the body, or one for each item that belongs to nothing.
pub fn items(file: &SheetFile) -> Result<Vec<Item>, SheetFault> {
    let mut loose: Vec<Item> = Vec::new();
    for (index, one) in file.indicator.iter().enumerate() {
        loose.push(indicator(one, &format!("indicatore-{}", index + 1), Level::Indicator)?);
    }
    let mut objectives: Vec<(Option<&str>, Option<&str>, Item)> = Vec::new();
    for one in &file.objective {
        objectives.push((one.unit.as_deref(), one.area.as_deref(), objective(one)?));
    }
    let unit_of = |id: &str| gather(&objectives, |(unit, _, _)| *unit == Some(id));
    let area_of = |id: &str| gather(&objectives, |(_, area, _)| *area == Some(id));
    let units: Vec<Item> = file.unit.iter().map(|unit| group(unit, Level::Unit, unit_of(&unit.id))).collect();
    let areas: Vec<Item> =
        file.area.iter().map(|area| group(area, Level::Group, area_of(&area.id))).collect();
    let known =
        |id: Option<&str>, groups: &[GroupFile]| groups.iter().any(|group| Some(group.id.as_str()) == id);
    let free = objectives
        .iter()
        .filter(|(unit, area, _)| !known(*unit, &file.unit) && !known(*area, &file.area))
        .map(|(_, _, item)| item.clone());
    loose.extend(free);
    let groups: Vec<Item> = if areas.is_empty() { units } else { areas.into_iter().chain(units).collect() };
    match &file.body {
        Some(body) => loose.push(group(body, Level::Body, groups)),
        None => loose.extend(groups),
    }
    let mut names: Vec<&str> = Vec::new();
    for item in &loose {
        collect(item, &mut names);
    }
    names.sort_unstable();
    match names.windows(2).find(|pair| matches!(pair, [one, other] if one == other)) {
        Some([twice, _]) => Err(SheetFault::Twice((*twice).to_owned())),
        _ => Ok(loose),
    }
}

fn gather(
    objectives: &[(Option<&str>, Option<&str>, Item)],
    belongs: impl Fn(&(Option<&str>, Option<&str>, Item)) -> bool,
) -> Vec<Item> {
    objectives.iter().filter(|one| belongs(one)).map(|(_, _, item)| item.clone()).collect()
}

fn collect<'i>(item: &'i Item, names: &mut Vec<&'i str>) {
    names.push(&item.id);
    if let Content::Parts { parts, .. } = &item.content {
        for part in parts {
            collect(part, names);
        }
    }
}

fn group(file: &GroupFile, level: Level, parts: Vec<Item>) -> Item {
    let content = match &file.score {
        Some(score) => Content::Given(Some(score.clone())),
        None => Content::Parts { mean: file.mean.clone(), parts },
    };
    Item {
        id: file.id.clone(),
        title: file.title.clone().unwrap_or_else(|| file.id.clone()),
        level,
        weight: file.weight.clone(),
        state: State::Active,
        basis: Vec::new(),
        content,
    }
}

fn objective(file: &ObjectiveFile) -> Result<Item, SheetFault> {
    let mut indicators = Vec::new();
    for (index, one) in file.indicators.iter().enumerate() {
        indicators.push(indicator(one, &format!("{}.{}", file.id, index + 1), Level::Indicator)?);
    }
    let mut phases = Vec::new();
    for (index, one) in file.phases.iter().enumerate() {
        phases.push(indicator(one, &format!("{}.fase-{}", file.id, index + 1), Level::Phase)?);
    }
    let content = match (&file.score, &file.same) {
        (Some(score), _) => Content::Given(Some(score.clone())),
        (None, Some(other)) => Content::Same(other.clone()),
        (None, None) => parts(file, indicators, phases),
    };
    Ok(Item {
        id: file.id.clone(),
        title: file.title.clone().unwrap_or_else(|| file.id.clone()),
        level: Level::Objective,
        weight: file.weight.clone(),
        state: state(&file.id, file.state.as_deref(), &file.because)?,
        basis: Vec::new(),
        content,
    })
}

/// Indicators, phases, or both with their shares (rulebook 8.4).
fn parts(file: &ObjectiveFile, indicators: Vec<Item>, phases: Vec<Item>) -> Content {
    let whole = file.mean.clone();
    let Some(share) = &file.phases_share else {
        return Content::Parts { mean: whole, parts: indicators.into_iter().chain(phases).collect() };
    };
    let part = |name: &str, title: &str, weight: Exact, parts: Vec<Item>| Item {
        id: format!("{}.{name}", file.id),
        title: title.to_owned(),
        level: Level::Group,
        weight: Some(weight * Exact::hundred()),
        state: State::Active,
        basis: Vec::new(),
        content: Content::Parts { mean: whole.clone(), parts },
    };
    let rest = Exact::one() - share.clone();
    let both =
        vec![part("fasi", "fasi", share.clone(), phases), part("indicatori", "indicatori", rest, indicators)];
    Content::Parts { mean: Mean::default(), parts: both }
}

fn state(id: &str, state: Option<&str>, because: &Reason) -> Result<State, SheetFault> {
    let Some(state) = state else { return Ok(State::Active) };
    State::named(state, because.clone()).ok_or_else(|| SheetFault::State(id.to_owned(), state.to_owned()))
}

/// Results of an indicator, beside the parameters of its function.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct ResultFile {
    value: Option<Exact>,
    done: Option<jiff::civil::Date>,
    never: Option<bool>,
    yes: Option<bool>,
    counted: Option<Exact>,
    invalid: Option<Exact>,
    numerator: Option<Exact>,
    denominator: Option<Exact>,
    outcome: Option<String>,
    score: Option<Exact>,
    completion: Option<Exact>,
}

const RESULTS: [&str; 11] = [
    "value",
    "done",
    "never",
    "yes",
    "counted",
    "invalid",
    "numerator",
    "denominator",
    "outcome",
    "score",
    "completion",
];

fn indicator(file: &IndicatorFile, id: &str, level: Level) -> Result<Item, SheetFault> {
    let id = file.id.clone().unwrap_or_else(|| id.to_owned());
    let (mut results, mut parameters) = (toml::Table::new(), toml::Table::new());
    for (key, value) in &file.rest {
        let table = if RESULTS.contains(&key.as_str()) { &mut results } else { &mut parameters };
        table.insert(key.clone(), value.clone());
    }
    let wrong = |error: toml::de::Error| SheetFault::Key(id.clone(), in_italian(error.message()));
    let results: ResultFile = results.try_into().map_err(wrong)?;
    let parameters: Parameters = parameters.try_into().map_err(wrong)?;
    let given = results.score.clone().or_else(|| results.completion.clone());
    let names_none = parameters.function.is_none() && parameters.rule.is_none();
    let content = if given.is_some() && names_none {
        Content::Given(given)
    } else {
        let function = parameters.function().map_err(|why| SheetFault::Function(id.clone(), why))?;
        Content::Measured { function, actual: actual(&id, results)? }
    };
    Ok(Item {
        title: file.title.clone().unwrap_or_else(|| id.clone()),
        level,
        weight: file.weight.clone(),
        state: state(&id, file.state.as_deref(), &Reason::default())?,
        basis: Vec::new(),
        content,
        id,
    })
}

fn actual(id: &str, file: ResultFile) -> Result<Option<Actual>, SheetFault> {
    let mut found: Vec<Actual> = Vec::new();
    found.extend(file.value.map(Actual::Value));
    found.extend(file.done.map(Actual::Done));
    found.extend(file.never.filter(|never| *never).map(|_| Actual::Never));
    found.extend(file.yes.map(Actual::YesNo));
    found.extend(file.outcome.map(Actual::Outcome));
    found.extend(file.score.or(file.completion).map(Actual::Entered));
    if let Some(counted) = file.counted {
        found.push(Actual::Count { counted, invalid: file.invalid.unwrap_or_else(Exact::zero) });
    }
    if let (Some(numerator), Some(denominator)) = (file.numerator, file.denominator) {
        found.push(Actual::Ratio { numerator, denominator });
    }
    if found.len() > 1 {
        return Err(SheetFault::Results(id.to_owned()));
    }
    Ok(found.pop())
}
