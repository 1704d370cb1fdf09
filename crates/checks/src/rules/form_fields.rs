//! The form itself: boxes, and fields left blank (family TESTO).

use domain::plan::Link;
use domain::{Datum, Entity, Place};
use method::Path;

use super::Rule;
use crate::context::{Context, Seen};
use crate::report::Report;
use crate::words::short;

/// The rules of the form.
pub const RULES: &[Rule] = &[boxes, left_blank];

/// `TESTO-013`: of two boxes both are ticked, or none, where other forms tick one.
fn boxes(context: &Context<'_>, report: &mut Report) {
    let scopes: Vec<(&Seen<'_>, Datum, usize)> = context
        .objectives
        .iter()
        .filter_map(|seen| {
            let objective: &dyn Entity = seen.objective;
            let scope = objective.data("scope", None).into_iter().next()?;
            let marks = ticks(&scope.verbatim);
            Some((seen, scope, marks))
        })
        .collect();
    let ticked = scopes.iter().filter(|(.., marks)| *marks == 1).count();
    for (seen, scope, marks) in &scopes {
        let said = match marks {
            0 if ticked * 2 > scopes.len() => "non si vede quale casella è segnata",
            2.. => "sono segnate due caselle",
            _ => continue,
        };
        let message = format!("{}: {said}: «{}»", seen.name(), short(&scope.verbatim, 60));
        report.objective("TESTO-013", seen, scope.place, message);
    }
}

/// The ticks in a text: a ticked box, a cross alone or glued to the capitals before it.
fn ticks(text: &str) -> usize {
    let signs = text.chars().filter(|c| matches!(c, '☑' | '☒' | '✓' | '✔' | '✗' | '✘' | '⊠')).count();
    let crosses = text.split(|c: char| !c.is_alphanumeric()).filter(|word| is_cross(word)).count();
    signs + crosses
}

fn is_cross(word: &str) -> bool {
    let glued =
        word.strip_suffix('X').is_some_and(|rest| rest.len() > 2 && rest.chars().all(char::is_uppercase));
    glued || word.eq_ignore_ascii_case("x")
}

/// Fields of a form that few leave blank.
const ASKED: &[&str] = &["unit", "baseline", "target", "stakeholders", "accessibility", "counters"];

/// Of so many forms one may leave a field blank by mistake; of fewer it is a choice.
const OF_MANY: usize = 8;

/// `TESTO-012`: a field left blank that nearly every other form fills.
fn left_blank(context: &Context<'_>, report: &mut Report) {
    for name in ASKED {
        let blank: Vec<&Seen<'_>> = context.objectives.iter().filter(|seen| is_blank(seen, name)).collect();
        let forms = context.objectives.len();
        if blank.is_empty() || blank.len() * OF_MANY > forms {
            continue;
        }
        for seen in blank {
            let objective: &dyn Entity = seen.objective;
            let term =
                objective.definition().fields.iter().find(|f| f.name == *name).map_or(*name, |f| f.term);
            let message = format!(
                "{}: il campo «{term}» è in bianco; lo compilano {} schede su {forms}",
                seen.name(),
                forms - context.objectives.iter().filter(|seen| is_blank(seen, name)).count()
            );
            report.objective("TESTO-012", seen, near_blank(context, seen, name), message);
        }
    }
}

fn is_blank(seen: &Seen<'_>, field: &str) -> bool {
    let objective: &dyn Entity = seen.objective;
    objective.data(field, None).iter().all(|datum| datum.verbatim.trim().is_empty())
}

/// Where a blank field should stand: after the last value of the form before it.
fn near_blank(context: &Context<'_>, seen: &Seen<'_>, field: &str) -> Option<Place> {
    let (objective, links): (&dyn Entity, _) = (seen.objective, &seen.objective.links);
    let level = |link: &Link| link.level.as_ref().map(|level| level.verbatim.clone());
    let fields: Vec<&Path> = context.method.record_fields().collect();
    let own = |path: &Path| path.entity.name == "objective";
    let end = fields.iter().position(|path| own(path) && path.field_name() == field).unwrap_or(fields.len());
    let place = |path: &&Path| match path.entity.name {
        "objective" => objective.data(path.field_name(), None).first().and_then(|datum| datum.place),
        "link" => links.iter().rev().find(|link| level(link) == path.level).and_then(|link| link.place),
        _ => None,
    };
    fields[..end].iter().rev().find_map(place).or_else(|| fields[end..].iter().find_map(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_counted_however_they_are_made() {
        assert_eq!(ticks("X COMUNE ☑ SINGOLO"), 2);
        assert_eq!(ticks("☐ COMUNEX SINGOLO"), 1);
        assert_eq!(ticks("☐ COMUNE ☑ SINGOLO"), 1);
        assert_eq!(ticks("COMUNE SINGOLO"), 0);
    }
}
