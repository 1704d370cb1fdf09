//! What can only be told when a record, or the whole plan, is known.

use domain::{CodeDefinition, Datum, Entity, Months, Place, Plan, Severity, Slot, Value};

use super::area::Currents;
use super::builder::{Builder, Handle, short};
use crate::{Reading, codes, remains};

/// Completes a record: the unit and head under whose heading it stands, the reading of month grids.
pub fn record(builder: &mut Builder<'_>, currents: &Currents, handle: &Handle) {
    let Some(entity) = builder.entity(handle) else { return };
    if entity.definition().name != "objective" {
        tell_nameless(builder, handle);
        return;
    }
    inherit(builder, currents, handle);
    choose_months(builder, handle);
    order_links(builder, handle);
}

/// Links stand in the order of the document, also those that were understood last.
fn order_links(builder: &mut Builder<'_>, handle: &Handle) {
    let objective = handle.0.first().and_then(|(_, index)| builder.plan.objectives.get_mut(*index));
    if let Some(objective) = objective {
        objective.links.sort_by_key(|link| link.place);
    }
}

/// A record, no objective, that has no name or title.
fn tell_nameless(builder: &mut Builder<'_>, handle: &Handle) {
    let Some(entity) = builder.entity(handle) else { return };
    let definition = entity.definition();
    let naming = ["name", "title"].into_iter().find_map(|field| definition.field(field));
    let (Some(field), place) = (naming, entity.place().unwrap_or_default()) else { return };
    if entity.verbatim(field.name).is_none() {
        let message = format!("{}: manca «{}»", definition.term, field.term);
        builder.report(&codes::LABEL_MISSING, message, place);
    }
}

/// An objective belongs to the unit under whose heading it stands, unless its form names another.
pub fn inherit(builder: &mut Builder<'_>, currents: &Currents, handle: &Handle) {
    let units = currents.iter().filter(|((of, _), _)| *of == "unit");
    let deepest = units.max_by_key(|((_, level), handle)| {
        (
            level.as_deref().map_or(0, |level| builder.method.depth(level)),
            handle.0.last().map(|(_, index)| *index),
        )
    });
    let Some(unit) = deepest.map(|(_, unit)| unit.clone()) else { return };
    let named = builder.verbatim(handle, "unit").map(|name| method::words::key(&name));
    let Some(shown) = shown(builder, &unit) else { return };
    if named.is_some_and(|named| !names(builder, &unit).contains(&named)) {
        return;
    }
    let head = builder.verbatim(&unit, "head").or_else(|| head_above(builder, currents));
    let Some(entity) = builder.entity(handle) else { return };
    for (field, value) in [("unit", Some(shown)), ("responsible", head)] {
        if let Some(value) = value {
            let _ = entity.put(field, None, Datum::prose(value, None));
        }
    }
}

/// A unit as objectives name it: code and name.
fn shown(builder: &mut Builder<'_>, unit: &Handle) -> Option<String> {
    match (builder.verbatim(unit, "code"), builder.verbatim(unit, "name")) {
        (Some(code), Some(name)) => Some(format!("{code} - {name}")),
        (one, other) => one.or(other),
    }
}

/// What a unit can be called, as keys: name, code, or both.
fn names(builder: &mut Builder<'_>, unit: &Handle) -> Vec<String> {
    let names = [builder.verbatim(unit, "name"), builder.verbatim(unit, "code"), shown(builder, unit)];
    names.iter().flatten().map(|name| method::words::key(name)).collect()
}

/// An objective whose form names its unit has the head of that unit, where the plan knows it.
fn give_heads(builder: &mut Builder<'_>) {
    let mut heads = std::collections::HashMap::new();
    for index in 0..builder.plan.units.len() {
        let unit = Handle(vec![("units", index)]);
        let Some(head) = builder.verbatim(&unit, "head") else { continue };
        for name in names(builder, &unit) {
            heads.entry(name).or_insert_with(|| head.clone());
        }
    }
    for objective in &mut builder.plan.objectives {
        let Some(unit) = objective.unit.as_ref().filter(|_| objective.responsible.is_none()) else {
            continue;
        };
        let head = heads.get(&method::words::key(&unit.verbatim));
        objective.responsible = head.map(|head| Datum::prose(head.clone(), None).into());
    }
}

/// The head of the deepest unit that has one.
fn head_above(builder: &mut Builder<'_>, currents: &Currents) -> Option<String> {
    let mut units: Vec<(usize, Handle)> = currents
        .iter()
        .filter(|((of, _), _)| *of == "unit")
        .map(|((_, level), handle)| {
            (level.as_deref().map_or(0, |level| builder.method.depth(level)), handle.clone())
        })
        .collect();
    units.sort_by_key(|(depth, _)| std::cmp::Reverse(*depth));
    units.into_iter().find_map(|(_, unit)| builder.verbatim(&unit, "head"))
}

/// Of two readings of a month grid, the one whose last month is the month of the deadline.
fn choose_months(builder: &mut Builder<'_>, handle: &Handle) {
    let Some(Plan { objectives, .. }) = Some(&builder.plan) else { return };
    let Some((_, index)) = handle.0.first() else { return };
    let Some(objective) = objectives.get(*index) else { return };
    let mut chosen: Vec<(usize, Option<Months>, Place, String, bool)> = Vec::new();
    let told =
        |months: &Months| if months.slots().is_empty() { "nessuno".to_owned() } else { months_text(months) };
    for (number, phase) in objective.phases.iter().enumerate() {
        let Some(months) = phase.months.as_ref().filter(|months| months.readings.len() > 1) else { continue };
        let place = months.place.unwrap_or_default();
        let choice = chosen_reading(&months.readings, &deadline_months(objective, phase));
        // A reading without any month is none: marks stood beyond the grid.
        let several = months.readings.iter().filter(|reading| !reading.slots().is_empty()).count() > 1;
        let text: Vec<String> = months.readings.iter().map(told).collect();
        chosen.push((number, choice.cloned(), place, text.join(" oppure "), several));
    }
    for (number, choice, place, text, several) in chosen {
        let Some(months) = choice else {
            builder.report(&codes::AMBIGUOUS, format!("i mesi sono {}", short(&text)), place);
            continue;
        };
        let phase = Handle(handle.0.iter().copied().chain([("phases", number)]).collect());
        let verbatim = months_text(&months);
        let message =
            format!("i mesi sono {}: letti «{verbatim}» per la scadenza dell'indicatore", short(&text));
        if several {
            builder.report(&CodeDefinition { severity: Severity::Info, ..codes::AMBIGUOUS }, message, place);
        }
        let datum = Datum { verbatim, readings: vec![Value::Months(months)], place: Some(place) };
        builder.replace(&phase, "months", None, datum);
    }
}

/// The only reading that ends in the month of a deadline; one that leaves marks out is not chosen.
fn chosen_reading<'m>(readings: &'m [Months], deadlines: &[Option<u8>]) -> Option<&'m Months> {
    let most = readings.iter().map(|reading| reading.slots().len()).max()?;
    let mut fitting = readings.iter().filter(|reading| deadlines.contains(&last_month(reading)));
    let only = fitting.next().filter(|_| fitting.next().is_none())?;
    (only.slots().len() == most).then_some(only)
}

fn months_text(months: &Months) -> String {
    meaning::render(
        &Value::Months(months.clone()),
        &meaning::Context { year: None, notation: meaning::Notation::Auto },
    )
}

fn last_month(months: &Months) -> Option<u8> {
    months.slots().iter().rev().find_map(|slot| match slot {
        Slot::Month(month) => Some(*month),
        Slot::Tail(_) => None,
    })
}

/// The months of the deadlines of the indicators of a phase.
fn deadline_months(objective: &domain::plan::Objective, phase: &domain::plan::Phase) -> Vec<Option<u8>> {
    use domain::target::{Deadline, Target};
    let number = phase.number.as_ref().map(|number| number.verbatim.as_str());
    let of_phase = |indicator: &&domain::plan::Indicator| {
        indicator.phase.as_ref().map(|phase| phase.verbatim.as_str()) == number
    };
    let month = |target: &Target| match target {
        Target::Deadline(Deadline::Date(date)) => u8::try_from(date.month()).ok(),
        Target::Deadline(Deadline::DayOfMonth { month, .. } | Deadline::Month { month, .. }) => Some(*month),
        _ => None,
    };
    objective
        .indicators
        .iter()
        .filter(of_phase)
        .flat_map(|indicator| indicator.targets.values())
        .filter_map(|target| target.certain().and_then(month))
        .map(Some)
        .collect()
}

/// Completes the plan: remains of lost forms, numbers missing in a series, findings in order.
pub fn finish(mut builder: Builder<'_>) -> Reading {
    super::habits::tell(&mut builder);
    set_fragments_apart(&mut builder);
    give_heads(&mut builder);
    register_nodes(&mut builder);
    register_units(&mut builder);
    adopt_first_children(&mut builder);
    tell_gaps(&mut builder);
    let coverage = builder.coverage();
    let Builder { plan, mut findings, .. } = builder;
    findings.sort_by_key(|finding| finding.place);
    Reading { plan, findings, coverage }
}

/// Links that name a node with code and title enter it into the tree, where the tree has no table.
fn register_nodes(builder: &mut Builder<'_>) {
    let method = builder.method;
    let mut known: std::collections::HashSet<String> = builder
        .plan
        .tree
        .iter()
        .filter_map(|node| node.code.as_ref())
        .map(|c| method::words::key(&c.verbatim))
        .collect();
    let mut nodes: Vec<domain::plan::Node> = Vec::new();
    for link in builder.plan.objectives.iter().flat_map(|objective| &objective.links) {
        let (Some(level), Some(text)) = (&link.level, &link.text) else { continue };
        let Some(level) = method.level(&level.verbatim).filter(|level| !level.register.is_empty()) else {
            continue;
        };
        let Some(captures) = super::pairs::parse_texts(&level.register, &text.verbatim) else { continue };
        let value = |field: &str| {
            let name = format!("node.{field}");
            captures.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        };
        let Some(code) = value("code").filter(|code| known.insert(method::words::key(code))) else {
            continue;
        };
        let read = |text: String| Some(Datum::prose(text, text_place(link)).into());
        let above = |code: &str| code.rsplit_once('.').map(|(above, _)| above.to_owned());
        nodes.push(domain::plan::Node {
            place: link.place,
            level: read(level.name.clone()),
            parent: level.parent.as_ref().and_then(|_| above(&code)).and_then(read),
            code: read(code),
            title: value("title").and_then(read),
            ..domain::plan::Node::default()
        });
    }
    builder.plan.tree.extend(nodes);
}

/// A document without a register of units has those that its objectives name.
fn register_units(builder: &mut Builder<'_>) {
    if !builder.plan.units.is_empty() {
        return;
    }
    let mut known = std::collections::HashSet::new();
    let mut units = Vec::new();
    for objective in &builder.plan.objectives {
        let Some(unit) = &objective.unit else { continue };
        if known.insert(method::words::key(&unit.verbatim)) {
            units.push(domain::plan::Unit {
                place: unit.place,
                name: Some(unit.clone()),
                head: objective.responsible.clone(),
                ..domain::plan::Unit::default()
            });
        }
    }
    builder.plan.units = units;
}

fn text_place(link: &domain::plan::Link) -> Option<Place> {
    link.text.as_ref().and_then(|text| text.place)
}

/// A form that has no title is no objective but the remains of one.
fn set_fragments_apart(builder: &mut Builder<'_>) {
    let objectives = std::mem::take(&mut builder.plan.objectives);
    let mut ordinals: Vec<Option<u32>> = Vec::new();
    for objective in objectives {
        let place = objective.place.unwrap_or_default();
        let named = objective.title.is_some() || objective.description.is_some();
        if named {
            ordinals.push(u32::try_from(builder.plan.objectives.len() + 1).ok());
            builder.plan.objectives.push(objective);
        } else {
            ordinals.push(None);
            builder.findings.push(remains(Some(place)));
            builder.plan.fragments.push(objective);
        }
    }
    for finding in &mut builder.findings {
        let at = finding
            .objective
            .and_then(|ordinal| usize::try_from(ordinal).ok())
            .and_then(|o| o.checked_sub(1));
        finding.objective = at.and_then(|at| ordinals.get(at).copied().flatten());
    }
}

/// A node without number right above a node whose children begin at two is the first of them: the
/// source has it a row too early.
fn adopt_first_children(builder: &mut Builder<'_>) {
    for at in 0..builder.plan.tree.len().saturating_sub(2) {
        let Some((code, parent)) = first_child(builder, at) else { continue };
        let handle = Handle(vec![("tree", at)]);
        let place = builder.plan.tree[at].place;
        builder.replace(&handle, "code", None, Datum::prose(code.clone(), place));
        builder.replace(&handle, "parent", None, Datum::prose(parent.clone(), place));
        builder.plan.tree.swap(at, at + 1);
        let message = format!("riga senza numero sopra «{parent}», che comincia dal 2: letta come «{code}»");
        builder.report(&codes::EARLY_ROW, message, place.unwrap_or_default());
    }
}

/// Code and parent of a node that stands a row too early.
fn first_child(builder: &Builder<'_>, at: usize) -> Option<(String, String)> {
    let [child, parent, next] = builder.plan.tree.get(at..at + 3)? else { return None };
    let text =
        |read: &Option<domain::read::Read<domain::Prose>>| read.as_ref().map(|read| read.verbatim.clone());
    let level = builder.method.level(&text(&child.level)?)?;
    let code = text(&parent.code)?;
    let here = child.code.is_none()
        && text(&child.level) == text(&next.level)
        && text(&parent.level) == level.parent;
    let second =
        level.compose.as_ref()?.number(&code, &text(&next.code)?)? == "2" && text(&next.parent)? == code;
    let elder = builder.plan.tree[..at]
        .iter()
        .any(|node| text(&node.level) == text(&child.level) && text(&node.parent) == text(&child.parent));
    (here && second && elder).then(|| level.compose.as_ref().map(|c| (c.whole(&code, "1"), code.clone())))?
}

/// Numbers missing between two objectives of the same unit.
fn tell_gaps(builder: &mut Builder<'_>) {
    let mut gaps: Vec<(String, String, Place)> = Vec::new();
    let all: Vec<Option<(&str, u32)>> = builder.plan.objectives.iter().map(numbered).collect();
    for pair in builder.plan.objectives.windows(2) {
        let [before, after] = pair else { continue };
        let unit =
            |o: &domain::plan::Objective| o.unit.as_ref().map(|unit| method::words::key(&unit.verbatim));
        if unit(before) != unit(after) {
            continue;
        }
        let (Some((series, a)), Some((other, b))) = (numbered(before), numbered(after)) else { continue };
        if series != other || b <= a + 1 || b - a > 20 {
            continue;
        }
        // Numbers of a series that goes through all units may stand with another unit.
        let elsewhere =
            |n: u32| !series.is_empty() && all.iter().flatten().any(|known| *known == (series, n));
        let missing: Vec<String> =
            (a + 1..b).filter(|n| !elsewhere(*n)).map(|n| format!("{series}{n}")).collect();
        if !missing.is_empty() {
            let what = if missing.len() == 1 { "manca il numero" } else { "mancano i numeri" };
            let unit =
                after.unit.as_ref().map_or("questa struttura".to_owned(), |u| format!("«{}»", u.verbatim));
            gaps.push((unit, format!("{what} {}", missing.join(", ")), after.place.unwrap_or_default()));
        }
    }
    for (unit, missing, place) in gaps {
        builder.report(&codes::ABSENT, format!("fra le schede di {unit} {missing}"), place);
    }
}

/// The series of the code of an objective (what stands before its last number) and its number.
fn numbered(objective: &domain::plan::Objective) -> Option<(&str, u32)> {
    let code = objective.code.as_ref()?.verbatim.as_str();
    let end = code.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start = code[..end]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + code[at..].chars().next().map_or(1, char::len_utf8));
    let sign = matches!(method::words::key(&code[..start]).as_str(), "" | "n" | "n°" | "nr");
    let series = if sign { "" } else { &code[..start] };
    let number = code[start..end].parse().ok().filter(|_| end - start <= 3 && series.len() <= 12)?;
    Some((series, number))
}

/// Keeps the trait in scope for the handles above.
#[allow(dead_code)]
fn is_entity(entity: &dyn Entity) -> bool {
    !entity.definition().name.is_empty()
}

#[cfg(test)]
mod tests {
    use domain::plan::Objective;
    use domain::{Datum, Entity, Months, Slot};

    use super::{chosen_reading, numbered};

    #[test]
    fn a_reading_that_leaves_marks_out_is_not_chosen() {
        let months = |from: u8, to: u8| Months::new((from..=to).map(Slot::Month).collect());
        let chosen = |readings: &[Months], month| chosen_reading(readings, &[Some(month)]).cloned();
        let shifted = [months(2, 5), months(1, 4)];
        assert_eq!(chosen(&shifted, 4), Some(months(1, 4)));
        assert_eq!(chosen(&shifted, 6), None);
        assert_eq!(chosen(&[months(1, 6), months(1, 5)], 5), None);
    }

    #[test]
    fn a_code_is_a_series_and_a_number() {
        let number = |code: &str| {
            let mut objective = Objective::default();
            let _ = (&mut objective as &mut dyn Entity).put("code", None, Datum::prose(code, None));
            numbered(&objective).map(|(series, number)| (series.to_owned(), number))
        };
        assert_eq!(number("A.1.14"), Some(("A.1.".to_owned(), 14)));
        assert_eq!(number("N° 6"), Some((String::new(), 6)));
        assert_eq!(number("7."), Some((String::new(), 7)));
        assert_eq!(number("bis"), None);
    }
}
