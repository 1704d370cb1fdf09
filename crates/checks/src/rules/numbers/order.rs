//! The order of phases.

use domain::Read;
use domain::plan::Phase;
use domain::text::folded;

use crate::context::{Context, place, text};
use crate::moment::phase_name;
use crate::report::Report;
use crate::words::squeezed;

/// `NUM-013`: phases without numbers in the order of the alphabet, which is not that of their times.
pub fn by_alphabet(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let phases = &seen.objective.phases;
        let numbered = phases.iter().filter(|phase| is_numbered(phase)).count();
        let texts: Vec<String> = phases.iter().map(|phase| folded(text(phase.text.as_ref()))).collect();
        let alphabetical = texts.windows(2).all(|pair| matches!(pair, [one, other] if one < other));
        if phases.len() < 2 || numbered > 1 || !alphabetical {
            continue;
        }
        let day = |read: &Option<Read<jiff::civil::Date>>| read.as_ref().and_then(Read::certain).copied();
        let times: Vec<_> = phases.iter().map(|phase| day(&phase.start).zip(day(&phase.end))).collect();
        let early = (1..phases.len()).find(|at| {
            let before = times.get(..*at).unwrap_or_default().iter().flatten().max();
            times.get(*at).copied().flatten().zip(before).is_some_and(|(time, before)| time < *before)
        });
        if let Some(phase) = early.and_then(|at| phases.get(at)) {
            let message = format!(
                "{}: le fasi sono in ordine alfabetico e non di tempo; la {} viene prima di altre stampate sopra",
                seen.name(),
                phase_name(phase)
            );
            report.objective("NUM-013", seen, place(phase.text.as_ref()).or(phase.place), message);
        }
    }
}

fn is_numbered(phase: &Phase) -> bool {
    phase.number.is_some() || text(phase.text.as_ref()).starts_with(|c: char| c.is_ascii_digit())
}

/// `NUM-014`: a state of progress of works whose number skips one.
pub fn states_of_progress(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let mut last = 0;
        for phase in &seen.objective.phases {
            let Some(number) = state_of_progress(text(phase.text.as_ref())) else { continue };
            if number > last + 1 {
                let before = if last == 0 { "nessun altro".to_owned() } else { format!("il {last}°") };
                let message = format!("{}: {number}° stato di avanzamento, e prima {before}", seen.name());
                report.objective("NUM-014", seen, place(phase.text.as_ref()).or(phase.place), message);
            }
            last = last.max(number);
        }
    }
}

/// The number of a `2° SAL`.
fn state_of_progress(words: &str) -> Option<u32> {
    let words: Vec<&str> = words.split_whitespace().take(12).collect();
    words.windows(2).find_map(|pair| match pair {
        [number, what] if squeezed(what) == "sal" => number
            .strip_suffix(['°', 'º', '^'])
            .and_then(|number| number.parse().ok())
            .filter(|number| *number < 20),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_of_progress_have_a_number() {
        assert_eq!(state_of_progress("2° SAL delle opere"), Some(2));
        assert_eq!(state_of_progress("Lavori del SAL finale"), None);
    }
}
