//! Dates (family DATE).

use std::collections::{HashMap, HashSet};

use domain::plan::Phase;
use domain::text::folded;
use domain::{Kind, Place, Read};
use jiff::civil::Date;
use meaning::date::{Day, days};
use meaning::month::NAMES as MONTHS;

use super::Rule;
use crate::context::{Context, Seen, place, text};
use crate::moment::{Step, Stretch, later, phase_name, target_of, written, year_of};
use crate::report::Report;
use crate::words::{listed, short};

/// The rules of the family.
pub const RULES: &[Rule] = &[
    impossible,
    reversed,
    outside_plan,
    promised_before,
    of_another_year,
    mistyped_year,
    before_approval,
    graduation_date,
    graduation_months,
    in_contrast,
    reference_after_deadline,
    without_time,
    only_in_graduation,
    twice,
    thirtieth,
    without_outcome,
    outcome_of_this_year,
    money_outside_plan,
];

/// The years of the plan, first and last.
fn plan_years(context: &Context<'_>) -> Option<(i16, i16)> {
    let own = context.plan.years.as_ref().and_then(Read::certain).map_or(&[][..], Vec::as_slice);
    let years = if own.is_empty() { context.method.years.as_slice() } else { own };
    Some((years.iter().min().copied()?, years.iter().max().copied()?))
}

/// The last words before a day, folded: however long the text is, a day costs the same.
fn leading(day: &Day<'_>) -> String {
    const WORDS: usize = 6;
    let mut words: Vec<&str> = day.before.split_whitespace().rev().take(WORDS).collect();
    words.reverse();
    folded(&words.join(" "))
}

/// `DATE-001`: a date that does not exist, wherever it stands.
fn impossible(context: &Context<'_>, report: &mut Report) {
    let leap = plan_years(context)
        .is_none_or(|(first, last)| (first..=last).any(|year| Date::new(year, 2, 29).is_ok()));
    let mut told: HashSet<(Option<Place>, String)> = HashSet::new();
    // What is no date in a field for dates is told when it is read.
    for text in context.texts().iter().filter(|text| text.kind != Kind::Date && !text.understood) {
        for day in days(&text.printed) {
            let exists = day.date(Some(if leap { 2024 } else { 2023 })).is_some();
            if exists || !is_meant_as_day(&day) || !told.insert((text.place, day.text.to_owned())) {
                continue;
            }
            match &text.seen {
                Some(seen) => {
                    let message = format!("{}: «{}» non esiste", seen.name(), day.text);
                    report.objective("DATE-001", seen, text.place, message);
                }
                None => _ = report.plan("DATE-001", text.place, format!("«{}» non esiste", day.text)),
            }
        }
    }
}

/// Whether numbers like a day are one: codes, laws and numbers of acts have points and strokes, too.
fn is_meant_as_day(day: &Day<'_>) -> bool {
    const LEADING: &[&str] = &["entro", "il", "al", "dal", "del", "data", "giorno", "oltre", "fino"];
    if day.text.contains(char::is_alphabetic) {
        return true;
    }
    let in_range = (1..=31).contains(&day.day) && (1..=12).contains(&day.month);
    let long_year = day.text.len() >= 8 && day.text.bytes().rev().take(4).all(|b| b.is_ascii_digit());
    let before = leading(day);
    let led = before.rsplit(' ').next().is_some_and(|word| LEADING.contains(&word));
    match (day.year, day.text.contains('.')) {
        (Some(_), false) => in_range || (long_year && led),
        (Some(_), true) => in_range && long_year,
        (None, _) => in_range && led,
    }
}

/// `DATE-002`: a phase that ends before it begins.
fn reversed(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for phase in &seen.objective.phases {
            let (start, end) = (certain(phase.start.as_ref()), certain(phase.end.as_ref()));
            if let (Some(start), Some(end)) = (start, end)
                && end < start
            {
                let message = format!(
                    "{}, {}: comincia il {} e finisce il {}",
                    seen.name(),
                    phase_name(phase),
                    written(start),
                    written(end)
                );
                report.objective("DATE-002", seen, place(phase.end.as_ref()), message);
            }
        }
    }
}

fn certain(read: Option<&Read<Date>>) -> Option<Date> {
    read.and_then(Read::certain).copied()
}

/// `DATE-003`: a phase, deadline or reference outside the years of the plan.
fn outside_plan(context: &Context<'_>, report: &mut Report) {
    let Some((first, last)) = plan_years(context) else { return };
    let outside = |day: Date| day.year() < first || day.year() > last;
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let found = time_of(step).into_iter().find(|(_, day)| outside(*day));
            if let Some((place, day)) = found {
                let message = format!(
                    "{}, {}: il {} è fuori dagli anni del piano ({first}-{last})",
                    seen.name(),
                    phase_name(step.phase),
                    written(day)
                );
                report.objective("DATE-003", seen, place.or(step.phase.place), message);
            }
        }
        for indicator in &seen.objective.indicators {
            let words = text(indicator.text.as_ref());
            if let Some(day) = as_of(words).filter(|day| day.year() < first) {
                let message = format!(
                    "{}: l'indicatore «{}» misura al {}, prima degli anni del piano ({first}-{last})",
                    seen.name(),
                    short(words, 50),
                    written(day)
                );
                report.objective("DATE-003", seen, place(indicator.text.as_ref()), message);
            }
        }
    }
}

/// The days whose year is written by which a step begins or is due, with their places.
fn time_of(step: &Step<'_>) -> Vec<(Option<Place>, Date)> {
    let start = step.phase.start.as_ref();
    let begins = certain(start).map(|day| (place(start), day));
    let due = due_of(step).into_iter().filter(|(_, due)| due.dated).map(|(place, due)| (place, due.last));
    begins.into_iter().chain(due).collect()
}

/// What a step is due by, with its places.
fn due_of(step: &Step<'_>) -> Vec<(Option<Place>, Stretch)> {
    let phase = step.phase;
    let own_place = place(phase.end.as_ref()).or(place(phase.timing.as_ref())).or(phase.place);
    let mut all: Vec<(Option<Place>, Stretch)> =
        step.own_dues().into_iter().map(|due| (own_place, due)).collect();
    for (read, dues) in step.target_dues() {
        all.extend(dues.into_iter().map(|due| (read.place, due)));
    }
    all
}

/// The day *as of* which a text measures (*monitoraggi al 31/12/2023*), when it is the only day in it
/// and nothing is compared with it.
fn as_of(words: &str) -> Option<Date> {
    const COMPARING: &[&str] =
        &["rispetto", "precedent", "riferit", "confront", "relativ", "fino", "antecedent"];
    let found = days(words);
    let [day] = found.as_slice() else { return None };
    let before = folded(day.before);
    let led = before.rsplit(' ').next().is_some_and(|word| matches!(word, "al" | "all"));
    let compares = COMPARING.iter().any(|stem| before.contains(stem));
    day.year.and_then(|_| day.date(None)).filter(|_| led && !compares)
}

/// `DATE-003`: what title or description promise by a day before the years of the plan.
fn promised_before(context: &Context<'_>, report: &mut Report) {
    let Some((first, _)) = plan_years(context) else { return };
    for seen in &context.objectives {
        let texts = [&seen.objective.title, &seen.objective.description].into_iter().flatten();
        for read in texts.filter(|read| read.verbatim.contains("ntro") || read.verbatim.contains("NTRO")) {
            let promised = days(&read.verbatim).into_iter().find_map(|day| {
                let before = format!(" {}", leading(&day));
                let led = before.ends_with(" entro") || before.ends_with(" entro il");
                day.year.and_then(|_| day.date(None)).filter(|date| led && date.year() < first)
            });
            if let Some(day) = promised {
                let message = format!(
                    "{}: il testo dà per termine il {}, prima degli anni del piano (dal {first})",
                    seen.name(),
                    written(day)
                );
                report.objective("DATE-003", seen, read.place, message);
                break;
            }
        }
    }
}

/// `DATE-003`: a deadline of another year than that of the yearly plan it stands in.
fn of_another_year(context: &Context<'_>, report: &mut Report) {
    let Some((first, last)) = plan_years(context) else { return };
    for seen in &context.objectives {
        let steps = context.steps(seen);
        // Where each year has its own plan, a deadline of a later year stands in the wrong one; in a
        // plan of one year it may say when the thing goes on to.
        let yearly = steps.iter().any(|step| Some(step.year) != steps.first().map(|first| first.year));
        for step in steps.iter().filter(|step| step.phase.year.is_some()) {
            let own = step.own_dues();
            let wrong = own.iter().find(|due| {
                due.dated
                    && (first..=last).contains(&step.year)
                    && (due.last.year() < step.year || (yearly && due.first.year() > step.year))
            });
            if let Some(due) = wrong {
                let message = format!(
                    "{}, {}: sta fra le attività del {}, ma la scadenza è il {}",
                    seen.name(),
                    phase_name(step.phase),
                    step.year,
                    written(due.last)
                );
                let at = place(step.phase.end.as_ref()).or(place(step.phase.timing.as_ref()));
                report.objective("DATE-003", seen, at.or(place(step.phase.text.as_ref())), message);
            }
        }
    }
}

/// `DATE-004`: one phase ends a year after all others, and would not with the year before.
fn mistyped_year(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let phases = &seen.objective.phases;
        let dated: Vec<(&Phase, Date, Date)> = phases
            .iter()
            .filter_map(|phase| Some((phase, certain(phase.start.as_ref())?, certain(phase.end.as_ref())?)))
            .collect();
        let Some(&(phase, start, end)) = dated.iter().max_by_key(|(_, _, end)| *end) else { continue };
        let others = || dated.iter().filter(|(other, _, _)| !std::ptr::eq(*other, phase));
        let starts_last = others().all(|(_, other, _)| *other < start);
        let last = others().map(|(_, _, end)| *end).max();
        let year_before =
            end.year().checked_sub(1).and_then(|year| Date::new(year, end.month(), end.day()).ok());
        let (Some(last), Some(meant)) = (last, year_before) else { continue };
        if !starts_last && last.year() < end.year() && start <= meant && meant <= last {
            let message = format!(
                "{}, {}: finisce il {}, dopo tutte le altre fasi; forse si intende il {}",
                seen.name(),
                phase_name(phase),
                written(end),
                written(meant)
            );
            report.objective("DATE-004", seen, place(phase.end.as_ref()), message);
        }
    }
}

/// The day from which the plan holds, and what it is: its act, else the term that the budget gives it.
fn approval(context: &Context<'_>) -> Option<(Date, &'static str)> {
    const DAYS_AFTER_BUDGET: i64 = 30;
    let term = || context.profile.budget_deadline.and_then(|term| later(term, DAYS_AFTER_BUDGET));
    let act = context.act_date("piano").map(|day| (day, "approvato il"));
    act.or_else(|| term().map(|day| (day, "da approvare entro il")))
}

/// `DATE-005`: a deadline before the plan is approved.
fn before_approval(context: &Context<'_>, report: &mut Report) {
    let (Some((approval, what)), Some(year)) = (approval(context), context.year) else { return };
    for seen in &context.objectives {
        for step in context.steps(seen).iter().filter(|step| step.year == year) {
            let last =
                due_of(step).into_iter().map(|(place, due)| (place, due.last)).max_by_key(|(_, day)| *day);
            if let Some((at, day)) = last.filter(|(_, day)| day.year() == year && *day < approval) {
                let message = format!(
                    "{}, {}: scade il {}, prima che ci sia il piano, {what} {}",
                    seen.name(),
                    phase_name(step.phase),
                    written(day),
                    written(approval)
                );
                report.objective("DATE-005", seen, at, message);
            }
        }
    }
}

/// `DATE-006`: the rule that scores is written for another date than the deadline.
fn graduation_date(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let own = step.own_dues();
            for indicator in &step.indicators {
                let graduation = indicator.graduation.as_ref();
                let days = days(text(graduation));
                // A date that does not exist is told as such.
                let dates: Option<Vec<Date>> = days.iter().map(|day| day.date(Some(step.year))).collect();
                let expected = target_of(indicator, step.year).and_then(Read::certain);
                let mut dues = own.clone();
                dues.extend(
                    expected.map(|target| crate::moment::dues(target, step.year)).unwrap_or_default(),
                );
                let Some(first) = dates.as_ref().and_then(|dates| dates.first()) else { continue };
                let agrees =
                    dates.iter().flatten().any(|date| dues.iter().any(|due| due.meets(&Stretch::day(*date))));
                if let Some(due) = dues.first().filter(|_| !agrees) {
                    let message = format!(
                        "{}, {}: la graduazione conta dal {}, la scadenza è il {}",
                        seen.name(),
                        phase_name(step.phase),
                        written(*first),
                        written(due.last)
                    );
                    report.objective("DATE-006", seen, place(graduation), message);
                }
            }
        }
    }
}

/// `DATE-006`: the rule that scores speaks of months outside the time of the phase.
fn graduation_months(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let dues = step.own_dues();
            let covered = |month: i8| dues.iter().any(|due| covers(due, month));
            for indicator in &step.indicators {
                let graduation = indicator.graduation.as_ref();
                let named: Vec<&str> = months_named(text(graduation));
                let none = named.iter().all(|name| month_number(name).is_some_and(|month| !covered(month)));
                if !dues.is_empty() && !named.is_empty() && days(text(graduation)).is_empty() && none {
                    let message = format!(
                        "{}, {}: la graduazione parla di {}, i tempi sono «{}»",
                        seen.name(),
                        phase_name(step.phase),
                        listed(&named),
                        short(&time_text(step.phase), 40)
                    );
                    report.objective("DATE-006", seen, place(graduation), message);
                }
            }
        }
    }
}

fn time_text(phase: &Phase) -> String {
    certain(phase.end.as_ref()).map_or_else(|| text(phase.timing.as_ref()).to_owned(), written)
}

fn months_named(words: &str) -> Vec<&'static str> {
    let words = folded(words);
    let mut named: Vec<&str> = Vec::new();
    for word in words.split(' ') {
        if let Some(month) =
            MONTHS.iter().find(|month| **month == word).filter(|month| !named.contains(month))
        {
            named.push(month);
        }
    }
    named
}

fn month_number(name: &str) -> Option<i8> {
    MONTHS.iter().position(|month| *month == name).and_then(|at| i8::try_from(at + 1).ok())
}

/// Whether a month, in whatever year, has a day in a stretch; a day alone is the end of its year.
fn covers(due: &Stretch, month: i8) -> bool {
    let whole_year = due.last.year() > due.first.year().saturating_add(1);
    let from = if due.first == due.last { 1 } else { due.first.month() };
    let to = due.last.month();
    let same_year = due.first.year() == due.last.year();
    whole_year || if same_year { (from..=to).contains(&month) } else { month >= from || month <= to }
}

/// `DATE-007`: end, timing and expected value of a phase do not agree.
fn in_contrast(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let mut rhythms = HashSet::new();
        for step in context.steps(seen) {
            let phase = step.phase;
            let end = certain(phase.end.as_ref()).map(Stretch::day);
            let timing = phase.timing.as_ref().and_then(Read::certain);
            let timing_dues = timing.map(|target| crate::moment::dues(target, step.year)).unwrap_or_default();
            if let Some(end) = end
                && !timing_dues.is_empty()
                && !timing_dues.iter().any(|due| due.meets(&end))
            {
                let what = format!(
                    "i tempi sono «{}», la fine il {}",
                    text(phase.timing.as_ref()),
                    written(end.last)
                );
                contrast(report, seen, phase, place(phase.timing.as_ref()), &what);
            }
            let own = step.own_dues();
            for (read, dues) in step.target_dues() {
                if !own.is_empty() && !own.iter().any(|one| dues.iter().any(|due| due.meets(one))) {
                    let what =
                        format!("l'atteso è «{}», i tempi «{}»", short(&read.verbatim, 50), time_text(phase));
                    contrast(report, seen, phase, read.place, &what);
                }
            }
            rhythm(report, seen, step, &mut rhythms);
        }
    }
}

fn contrast(report: &mut Report, seen: &Seen<'_>, phase: &Phase, at: Option<Place>, what: &str) {
    report.objective("DATE-007", seen, at, format!("{}, {}: {what}", seen.name(), phase_name(phase)));
}

/// Something to be done every day cannot be due once a week.
/// Told once for a text that comes again in the years that follow.
fn rhythm(report: &mut Report, seen: &Seen<'_>, step: &Step<'_>, told: &mut HashSet<String>) {
    use domain::Target::Recurring;
    let timing = step.phase.timing.as_ref();
    let Some(Recurring { every: timed, .. }) = timing.and_then(Read::certain) else { return };
    for indicator in &step.indicators {
        let target = target_of(indicator, step.year);
        if let Some(Recurring { every, .. }) = target.and_then(Read::certain)
            && every != timed
        {
            let what =
                format!("l'atteso è «{}», i tempi «{}»", short(text(target), 50), short(text(timing), 40));
            if told.insert(format!("{}: {what}", text(step.phase.text.as_ref()))) {
                contrast(report, seen, step.phase, place(target), &what);
            }
        }
    }
}

/// `DATE-008`: something is to be as of a day that comes after its deadline.
fn reference_after_deadline(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let targets = step.target_dues();
            let mut dues: Vec<Stretch> = targets.iter().flat_map(|(_, dues)| dues.clone()).collect();
            if step.phase.end.is_some() || step.phase.timing.is_some() {
                dues.extend(step.own_dues());
            }
            let Some(last) = dues.iter().map(|due| due.last).max() else { continue };
            if let Some(day) = reference(text(step.phase.text.as_ref())).filter(|day| last < *day) {
                let message = format!(
                    "{}, {}: riguarda la situazione al {}, ma scade prima, il {}",
                    seen.name(),
                    phase_name(step.phase),
                    written(day),
                    written(last)
                );
                report.objective("DATE-008", seen, place(step.phase.text.as_ref()), message);
            }
        }
    }
}

/// The day after *alla data del*.
fn reference(words: &str) -> Option<Date> {
    days(words)
        .iter()
        .find(|day| day.year.is_some() && leading(day).ends_with("alla data del"))
        .and_then(|day| day.date(None))
}

/// `DATE-009`: a phase without time where the others have one.
fn without_time(context: &Context<'_>, report: &mut Report) {
    let phases = || context.objectives.iter().flat_map(|seen| &seen.objective.phases);
    let has_time = |phase: &Phase| phase.timing.is_some() || phase.start.is_some() || phase.end.is_some();
    let is_phase = |phase: &&Phase| phase.text.is_some();
    let (all, timed) = (phases().filter(is_phase).count(), phases().filter(|phase| has_time(phase)).count());
    // Nine in ten: the form asks for it.
    if timed * 10 < all * 9 {
        return;
    }
    for seen in &context.objectives {
        for phase in seen.objective.phases.iter().filter(is_phase).filter(|phase| !has_time(phase)) {
            let message = format!("{}, {}: non dice quando", seen.name(), phase_name(phase));
            report.objective("DATE-009", seen, phase.place, message);
        }
    }
}

/// `DATE-014`: the deadline stands in the rule that scores and nowhere else.
fn only_in_graduation(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            // A phase without any time is told as such.
            let timed = step.phase.timing.is_some();
            if !timed || !step.own_dues().is_empty() || !step.target_dues().is_empty() {
                continue;
            }
            for indicator in &step.indicators {
                let graduation = indicator.graduation.as_ref();
                let date = days(text(graduation)).first().and_then(|day| day.date(Some(step.year)));
                if let Some(date) = date {
                    let message = format!(
                        "{}, {}: il {} sta solo nella graduazione",
                        seen.name(),
                        phase_name(step.phase),
                        written(date)
                    );
                    report.objective("DATE-014", seen, place(graduation), message);
                }
            }
        }
    }
}

/// `DATE-010`: the same end or beginning in two years.
fn twice(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let mut known: HashMap<String, &Phase> = HashMap::new();
        for phase in &seen.objective.phases {
            let Some(words) = milestone(text(phase.text.as_ref())) else { continue };
            let first = *known.entry(words).or_insert(phase);
            if year_of(first.year.as_ref()) != year_of(phase.year.as_ref()) {
                let message = format!(
                    "{}: «{}» sta nel {} e di nuovo nel {}",
                    seen.name(),
                    short(text(first.text.as_ref()), 50),
                    text(first.year.as_ref()),
                    text(phase.year.as_ref())
                );
                report.objective("DATE-010", seen, place(phase.text.as_ref()), message);
            }
        }
    }
}

/// The words of something that happens once, without its days: it is named in a few.
fn milestone(words: &str) -> Option<String> {
    const LONGEST: usize = 200;
    const MILESTONES: [&str; 12] = [
        "fine",
        "ultimazione",
        "conclusione",
        "completamento",
        "avvio",
        "inizio",
        "aggiudicazione",
        "affidamento",
        "stipula",
        "sottoscrizione",
        "inaugurazione",
        "consegna",
    ];
    let words = if words.len() > LONGEST { return None } else { without_days(words) };
    let first = words.split(' ').next()?;
    let few = (2..=8).contains(&words.split(' ').count());
    (few && MILESTONES.contains(&first)).then_some(words)
}

/// A text, folded, with its days left out.
fn without_days(words: &str) -> String {
    let mut rest = words.to_owned();
    for day in days(words) {
        rest = rest.replacen(day.text, "", 1);
    }
    folded(&rest)
}

/// `DATE-011`: ends on the 30th of months that have a 31st, told once.
fn thirtieth(context: &Context<'_>, report: &mut Report) {
    let mut places: Vec<Place> = Vec::new();
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let last = |due: &Stretch| due.first == due.last && due.last.day() == 30;
            let own = step.own_dues();
            let found = own.iter().find(|due| last(due) && due.last.days_in_month() == 31);
            let at =
                place(step.phase.end.as_ref()).or(place(step.phase.timing.as_ref())).or(step.phase.place);
            places.extend(found.and(at));
        }
    }
    let Some(first) = places.first().copied() else { return };
    let lines: Vec<String> = places.iter().map(|place| place.line.to_string()).collect();
    let message = match lines.len() {
        1 => "una scadenza cade il 30 di un mese di 31 giorni".to_owned(),
        count => format!("{count} scadenze cadono il 30 di un mese di 31 giorni (righe {})", listed(&lines)),
    };
    report.plan("DATE-011", Some(first), message);
}

/// `DATE-012`: a result expected later carries the year of the plan.
fn outcome_of_this_year(context: &Context<'_>, report: &mut Report) {
    let Some(year) = context.year else { return };
    let this = year.to_string();
    let with = context.objectives.iter().filter(|seen| !seen.objective.outcomes.is_empty());
    let (all, now) = with.fold((0_usize, 0_usize), |(all, now), seen| {
        (all + 1, now + usize::from(seen.objective.outcomes.contains_key(&this)))
    });
    // Forms that speak of the plan year, too, do so in general.
    if now * 4 > all {
        return;
    }
    for seen in &context.objectives {
        if let Some(read) = seen.objective.outcomes.get(&this) {
            let message = format!(
                "{}: il risultato atteso negli anni successivi porta il {year}, che è l'anno del piano",
                seen.name()
            );
            report.objective("DATE-012", seen, read.place, message);
        }
    }
}

/// `DATE-015`: no result expected in later years, where most objectives say one; told once.
fn without_outcome(context: &Context<'_>, report: &mut Report) {
    let all = context.objectives.len();
    let bare: Vec<&Seen<'_>> =
        context.objectives.iter().filter(|seen| seen.objective.outcomes.is_empty()).collect();
    let Some(first) = bare.first().filter(|_| bare.len() * 2 < all) else { return };
    let at = |seen: &Seen<'_>| place(seen.objective.title.as_ref()).or(seen.objective.place);
    let lines: Vec<String> =
        bare.iter().filter_map(|seen| at(seen)).map(|place| place.line.to_string()).collect();
    let message = match bare.len() {
        1 => format!("{}: nessun risultato atteso negli anni successivi", first.name()),
        count => format!(
            "{count} obiettivi su {all} non dicono il risultato atteso negli anni successivi (righe {})",
            listed(&lines)
        ),
    };
    report.plan("DATE-015", at(first), message);
}

/// `DATE-013`: money of a year outside the plan.
fn money_outside_plan(context: &Context<'_>, report: &mut Report) {
    let Some((first, last)) = plan_years(context) else { return };
    for seen in &context.objectives {
        // The header is wrong, not each of the amounts below it.
        let mut told: HashSet<&str> = HashSet::new();
        for line in &seen.objective.budget {
            for (key, read) in &line.amounts {
                let outside = key.parse::<i16>().is_ok_and(|year| !(first..=last).contains(&year));
                if outside && told.insert(key) {
                    let message = format!(
                        "{}: lo stanziamento di {} è del {key}, fuori dagli anni del piano ({first}-{last})",
                        seen.name(),
                        read.verbatim
                    );
                    report.objective("DATE-013", seen, read.place, message);
                }
            }
        }
    }
}
