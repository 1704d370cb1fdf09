//! Missions, programmes and money (family BIL).

use std::collections::{HashMap, HashSet};

use domain::plan::{BudgetRow, Link, Objective};
use domain::text::folded;
use domain::{Money, Place};

use super::Rule;
use super::links::{BUDGET, near_missing};
use crate::context::{Context, Seen, place, text};
use crate::law::Programme;
use crate::report::Report;
use crate::words::{likeness, listed, short, word_set};

/// The rules of the family.
pub const RULES: &[Rule] = &[
    no_such_programme,
    name_of_another,
    without_mission,
    ambiguous_code,
    other_mission,
    budget_link_missing,
    without_performance,
    over_allocation,
    large_without_objective,
    not_a_mission,
    project_code,
    mission_totals,
    years_of_amounts,
    no_resources,
];

/// A number of mission or programme, with its name and the digits as printed.
struct Numbered<'a> {
    mission: Option<(u8, &'a str)>,
    number: u8,
    digits: &'a str,
    name: &'a str,
    place: Option<Place>,
}

/// The numbers with which a text begins: `n. 8 Assetto`, `01.02`, `3 gestione economica`.
fn numbered(text: &str, place: Option<Place>) -> Option<Numbered<'_>> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let after_n = text.strip_prefix(['n', 'N']).map(|rest| rest.trim_start_matches(['.', '°', ' ', ':']));
    let text = after_n.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let parts: Vec<&str> = digits.split('.').filter(|part| !part.is_empty()).collect();
    let name = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let number = |digits: &str| if digits.len() <= 2 { digits.parse::<u8>().ok() } else { None };
    match parts.as_slice() {
        [only] => Some(Numbered { mission: None, number: number(only)?, digits: only, name, place }),
        [mission, programme] => Some(Numbered {
            mission: Some((number(mission)?, mission)),
            number: number(programme)?,
            digits: programme,
            name,
            place,
        }),
        _ => None,
    }
}

/// What an objective says of the budget.
struct Said<'a> {
    seen: Seen<'a>,
    missions: Vec<Numbered<'a>>,
    programmes: Vec<Numbered<'a>>,
}

fn said<'a>(context: &Context<'a>) -> Vec<Said<'a>> {
    let of = |objective: &'a Objective, level: &str| -> Vec<Numbered<'a>> {
        of_level(objective, level)
            .filter_map(|link| numbered(text(link.text.as_ref()), place(link.text.as_ref())))
            .collect()
    };
    let [mission, programme] = BUDGET;
    context
        .objectives
        .iter()
        .map(|seen| Said {
            seen: *seen,
            missions: of(seen.objective, mission),
            programmes: of(seen.objective, programme),
        })
        .collect()
}

fn of_level<'a>(objective: &'a Objective, level: &str) -> impl Iterator<Item = &'a Link> {
    objective.links.iter().filter(move |link| {
        text(link.level.as_ref()) == level && text(link.text.as_ref()).chars().any(char::is_alphanumeric)
    })
}

impl Said<'_> {
    /// The missions a programme can belong to: the one before it, the one in the same place of the
    /// list, or any that the form names.
    fn missions_of(&self, index: usize) -> Vec<u8> {
        let prefix = self.programmes.get(index).and_then(|programme| programme.mission);
        let beside = self.missions.get(index).filter(|_| self.missions.len() == self.programmes.len());
        match (prefix, beside) {
            (Some((mission, _)), _) => vec![mission],
            (None, Some(mission)) => vec![mission.number],
            (None, None) => self.missions.iter().map(|mission| mission.number).collect(),
        }
    }

    /// The programmes that the objective names beyond doubt.
    fn pairs(&self, context: &Context<'_>) -> Vec<(u8, u8)> {
        let pair = |(index, programme): (usize, &Numbered<'_>)| {
            let real = |mission: &u8| verdict(context, *mission, programme.number).is_none();
            self.missions_of(index).into_iter().find(real).map(|mission| (mission, programme.number))
        };
        self.programmes.iter().enumerate().filter_map(pair).collect()
    }
}

fn found<'a>(context: &Context<'a>, mission: u8, programme: u8) -> Option<&'a Programme> {
    let number = |code: &str| code.parse::<u8>().ok();
    context
        .law
        .programmes()
        .iter()
        .find(|known| number(&known.mission) == Some(mission) && number(&known.programme) == Some(programme))
}

fn of_regions(programme: &Programme) -> bool {
    programme.name.contains("solo per le Regioni")
}

fn local(context: &Context<'_>) -> bool {
    folded(&context.method.body.kind) != "regione"
}

/// Why a programme is none of a local body's budget of the year; nothing when it is one.
fn verdict(context: &Context<'_>, mission: u8, programme: u8) -> Option<String> {
    let Some(known) = found(context, mission, programme) else {
        let some = context.law.programmes().iter().any(|p| p.mission.parse::<u8>().ok() == Some(mission));
        return Some(if some {
            "non esiste".into()
        } else {
            format!("non esiste: non c'è missione {mission:02}")
        });
    };
    if local(context) && of_regions(known) {
        return Some("è solo delle Regioni".into());
    }
    // Parameters called after a programme say from when to when it is one.
    let code = format!("budget.programme.{mission:02}.{programme:02}");
    let first = context.law.parameters().iter().find(|parameter| parameter.code == code)?;
    let early = context.year.is_some_and(|year| context.law.in_year(&code, year).is_none());
    early.then(|| format!("esiste dal bilancio {}", first.valid_from.year()))
}

/// The programme that a name is of.
fn named<'a>(context: &Context<'a>, name: &str) -> Option<&'a Programme> {
    let words = word_set(name);
    let own = context.law.programmes().iter().filter(|known| !(local(context) && of_regions(known)));
    own.map(|known| (likeness(&words, &word_set(&known.name)), known))
        .max_by_key(|(alike, _)| *alike)
        .filter(|(alike, _)| *alike >= 600)
        .map(|(_, known)| known)
}

/// `BIL-001`: a programme that a local body's budget of the year does not have.
fn no_such_programme(context: &Context<'_>, report: &mut Report) {
    for said in said(context) {
        for (index, programme) in said.programmes.iter().enumerate() {
            // A mission with the name of another is told by its own rule.
            if said.missions.iter().any(|mission| misnamed(context, mission).is_some()) {
                continue;
            }
            let verdicts: Option<Vec<(u8, String)>> = said
                .missions_of(index)
                .into_iter()
                .map(|mission| Some((mission, verdict(context, mission, programme.number)?)))
                .collect();
            let Some((mission, why)) = verdicts.and_then(|verdicts| verdicts.into_iter().next()) else {
                continue;
            };
            let message = format!(
                "{}: il programma {mission:02}.{:02} {why}{}",
                said.seen.name(),
                programme.number,
                hint(context, programme.name)
            );
            report.objective("BIL-001", &said.seen, programme.place, message);
        }
    }
    for row in &context.plan.budget {
        let [mission, programme] =
            [&row.mission, &row.programme].map(|read| numbered(text(read.as_ref()), None));
        let (Some(mission), Some(programme)) = (mission, programme) else { continue };
        if let Some(why) = verdict(context, mission.number, programme.number) {
            let hint = hint(context, text(row.programme_title.as_ref()));
            let message =
                format!("bilancio: il programma {:02}.{:02} {why}{hint}", mission.number, programme.number);
            report.plan("BIL-001", place(row.programme.as_ref()).or(row.place), message);
        }
    }
}

fn hint(context: &Context<'_>, name: &str) -> String {
    named(context, name)
        .map(|known| format!("; «{}» è il {}.{}", short(name, 50), known.mission, known.programme))
        .unwrap_or_default()
}

/// `BIL-002`: a number beside the name of another mission or programme.
fn name_of_another(context: &Context<'_>, report: &mut Report) {
    for said in said(context) {
        let mut misnamed_mission = false;
        for mission in &said.missions {
            let Some(known) = misnamed(context, mission) else { continue };
            misnamed_mission = true;
            let other =
                context.law.programmes().iter().find(|p| folded(&p.mission_name) == folded(mission.name));
            let of = other.map(|other| format!(", che è la missione {}", other.mission)).unwrap_or_default();
            let message = format!(
                "{}: alla missione {} («{}») è dato il nome «{}»{of}",
                said.seen.name(),
                known.mission,
                short(&known.mission_name, 50),
                short(mission.name, 50)
            );
            report.objective("BIL-002", &said.seen, mission.place, message);
        }
        for (index, programme) in said.programmes.iter().enumerate() {
            let missions = said.missions_of(index);
            let known = missions.iter().find_map(|mission| {
                found(context, *mission, programme.number)
                    .filter(|_| verdict(context, *mission, programme.number).is_none())
            });
            let known = known.filter(|known| !misnamed_mission && strange(programme.name, &known.name));
            if let Some(known) = known {
                let message = strangely_named(context, programme.name, known);
                report.objective(
                    "BIL-002",
                    &said.seen,
                    programme.place,
                    format!("{}: {message}", said.seen.name()),
                );
            }
        }
    }
}

/// The mission of a number, when the name beside it is not its own.
fn misnamed<'a>(context: &Context<'a>, mission: &Numbered<'_>) -> Option<&'a Programme> {
    let of_number = |known: &&Programme| known.mission.parse::<u8>().ok() == Some(mission.number);
    let known = context.law.programmes().iter().find(of_number)?;
    strange(mission.name, &known.mission_name).then_some(known)
}

fn strangely_named(context: &Context<'_>, name: &str, known: &Programme) -> String {
    let of = named(context, name).map(|other| format!(", che è il {}.{}", other.mission, other.programme));
    format!(
        "al programma {}.{} («{}») è dato il nome «{}»{}",
        known.mission,
        known.programme,
        short(&known.name, 50),
        short(name, 50),
        of.unwrap_or_default()
    )
}

/// Whether a name has no word in common with the official one, however shortened.
fn strange(name: &str, official: &str) -> bool {
    let stems = |text: &str| -> HashSet<String> {
        let long = |word: &String| word.chars().count() >= 4;
        word_set(text).into_iter().filter(long).map(|word| word.chars().take(5).collect()).collect()
    };
    let own = stems(name);
    !own.is_empty() && own.is_disjoint(&stems(official))
}

/// `BIL-003`: a programme without the mission before it, where the others have it.
fn without_mission(context: &Context<'_>, report: &mut Report) {
    let all = said(context);
    let programmes = || all.iter().flat_map(|said| &said.programmes);
    let with = programmes().filter(|programme| programme.mission.is_some()).count();
    if with * 2 <= programmes().count() {
        return;
    }
    for said in &all {
        for (index, programme) in said.programmes.iter().enumerate().filter(|(_, p)| p.mission.is_none()) {
            let usual = match said.missions_of(index).as_slice() {
                [only] => Some(format!("{only:02}.{:02}", programme.number)),
                _ => None,
            };
            let told = usual.as_ref().map(|usual| format!(": la forma usuale è {usual}")).unwrap_or_default();
            let message = format!(
                "{}: programma «{}» senza la missione davanti{told}",
                said.seen.name(),
                programme.digits
            );
            let noted = report.objective("BIL-003", &said.seen, programme.place, message);
            if let Some(usual) = usual {
                noted.mended_by(programme.digits, usual);
            }
        }
    }
}

/// `BIL-003`: a code that may have lost a digit: `01.1` where codes have two digits.
fn ambiguous_code(context: &Context<'_>, report: &mut Report) {
    for said in said(context) {
        for programme in &said.programmes {
            let Some((mission, printed)) = programme.mission else { continue };
            if !printed.starts_with('0') || programme.digits.len() != 1 {
                continue;
            }
            let could: Vec<String> = (0..=9)
                .map(|last| programme.number * 10 + last)
                .chain([programme.number])
                .filter(|number| *number < 100 && verdict(context, mission, *number).is_none())
                .map(|number| format!("{mission:02}.{number:02}"))
                .collect();
            if could.len() > 1 {
                let message = format!(
                    "{}: programma «{printed}.{}», che può essere {}",
                    said.seen.name(),
                    programme.digits,
                    listed(&could)
                );
                report.objective("BIL-003", &said.seen, programme.place, message);
            }
        }
    }
}

/// `BIL-005`: a programme of a mission that the form does not name.
fn other_mission(context: &Context<'_>, report: &mut Report) {
    for said in said(context) {
        for programme in &said.programmes {
            let Some((mission, _)) = programme.mission else { continue };
            if !said.missions.is_empty() && said.missions.iter().all(|named| named.number != mission) {
                let missions: Vec<String> =
                    said.missions.iter().map(|m| format!("{:02}", m.number)).collect();
                let message = format!(
                    "{}: il programma {mission:02}.{:02} non è della missione {}",
                    said.seen.name(),
                    programme.number,
                    listed(&missions)
                );
                report.objective("BIL-005", &said.seen, programme.place, message);
            }
        }
    }
}

/// `BIL-006`: no mission or programme where most objectives have them; objectives of one title are
/// told once.
fn budget_link_missing(context: &Context<'_>, report: &mut Report) {
    for level in BUDGET {
        let has = |seen: &Seen<'_>| of_level(seen.objective, level).next().is_some();
        let count = context.objectives.iter().filter(|seen| has(seen)).count();
        if count * 2 <= context.objectives.len() {
            continue;
        }
        let mut titles: Vec<(String, Vec<&Seen<'_>>)> = Vec::new();
        let mut positions: HashMap<String, usize> = HashMap::new();
        for seen in context.objectives.iter().filter(|seen| !has(seen) && !told_by_mission(level, seen)) {
            let title = folded(seen.title());
            let position = *positions.entry(title.clone()).or_insert_with(|| {
                titles.push((title, Vec::new()));
                titles.len() - 1
            });
            if let Some((_, group)) = titles.get_mut(position) {
                group.push(seen);
            }
        }
        let term = context.method.level(level).map_or(level, |level| level.term.as_str()).to_lowercase();
        for (_, group) in titles {
            let Some((one, others)) = group.split_first() else { continue };
            let like = match others.len() {
                0 => String::new(),
                1 => " (e un'altra scheda con lo stesso titolo)".to_owned(),
                more => format!(" (e altre {more} schede con lo stesso titolo)"),
            };
            // The programme stands beside its mission.
            let mission = of_level(one.objective, BUDGET[0]).find_map(|link| place(link.text.as_ref()));
            let near = mission.or_else(|| near_missing(context, one.objective, level));
            let what = what_is_missing(context, one.objective, &term);
            report.objective("BIL-006", one, near, format!("{}: {what}{like}", one.name()));
        }
    }
}

fn what_is_missing(context: &Context<'_>, objective: &Objective, term: &str) -> String {
    let [mission, programme] = BUDGET.map(|level| of_level(objective, level).next().is_none());
    match context.method.level(BUDGET[1]) {
        Some(level) if mission && programme => format!("mancano {term} e {}", level.term.to_lowercase()),
        _ => format!("manca {term}"),
    }
}

/// Whether the missing programme is told with the missing mission.
fn told_by_mission(level: &str, seen: &Seen<'_>) -> bool {
    let [mission, programme] = BUDGET;
    level == programme && of_level(seen.objective, mission).next().is_none()
}

/// `BIL-007`: missions without performance, and programmes of the regional health service.
fn without_performance(context: &Context<'_>, report: &mut Report) {
    for said in said(context) {
        let place = said.programmes.first().or(said.missions.first()).and_then(|numbered| numbered.place);
        let health = said
            .pairs(context)
            .into_iter()
            .find(|pair| matches!(pair, (13, 1..=6) | (99, 2)) && local(context));
        let mission = said.missions.iter().map(|mission| mission.number);
        let prefix =
            said.programmes.iter().filter_map(|programme| programme.mission.map(|(number, _)| number));
        let what = match (health, mission.chain(prefix).find(|number| matches!(number, 20 | 50 | 60 | 99))) {
            (Some((mission, programme)), _) => {
                format!("il programma {mission:02}.{programme:02} è del servizio sanitario regionale")
            }
            (None, Some(number)) => format!("la missione {number} non porta obiettivi di performance"),
            (None, None) => continue,
        };
        report.objective("BIL-007", &said.seen, place, format!("{}: {what}", said.seen.name()));
    }
}

/// The allocation of each programme of the budget table.
fn allocations(context: &Context<'_>) -> HashMap<(u8, u8), Money> {
    let row = |row: &BudgetRow| Some((pair_of(row)?, *row.amount.as_ref()?.certain()?));
    context.plan.budget.iter().filter_map(row).collect()
}

/// Mission and programme of a row of the budget.
fn pair_of(row: &BudgetRow) -> Option<(u8, u8)> {
    let number = |read| Some(numbered(text(read), None)?.number);
    Some((number(row.mission.as_ref())?, number(row.programme.as_ref())?))
}

/// `BIL-008`: the resources of the objectives of a programme are more than its allocation. A chapter
/// that several objectives name is counted once.
fn over_allocation(context: &Context<'_>, report: &mut Report) {
    let (allocations, Some(year)) = (allocations(context), context.year.map(|year| year.to_string())) else {
        return;
    };
    let mut chapters: HashMap<(u8, u8), HashMap<String, i64>> = HashMap::new();
    let mut seen_first: Vec<((u8, u8), Seen<'_>, Option<Place>)> = Vec::new();
    for said in said(context) {
        let [pair] = said.pairs(context)[..] else { continue };
        for line in &said.seen.objective.budget {
            let Some(amount) = line.amounts.get(&year) else { continue };
            let Some(money) = amount.certain() else { continue };
            if !chapters.contains_key(&pair) {
                seen_first.push((pair, said.seen, amount.place));
            }
            let chapter =
                chapters.entry(pair).or_default().entry(folded(text(line.chapter.as_ref()))).or_default();
            *chapter = money.cents.max(*chapter);
        }
    }
    for (pair, seen, place) in seen_first {
        let total: i64 = chapters.get(&pair).map_or(0, |chapters| chapters.values().sum());
        let Some(allocation) = allocations.get(&pair).filter(|allocation| allocation.cents < total) else {
            continue;
        };
        let message = format!(
            "programma {:02}.{:02}: le risorse degli obiettivi per il {year} fanno {}, lo stanziamento è {}",
            pair.0,
            pair.1,
            meaning::money::render(Money { cents: total }),
            meaning::money::render(*allocation)
        );
        report.objective("BIL-008", &seen, place, message);
    }
}

/// `BIL-009`: programmes with a large part of the spending and no objective; one finding.
fn large_without_objective(context: &Context<'_>, report: &mut Report) {
    let share = context.year.and_then(|year| context.law.in_year("budget.relevant_share", year));
    let Some(share) = share else { return };
    let carried: HashSet<(u8, u8)> = said(context).iter().flat_map(|said| said.pairs(context)).collect();
    if carried.is_empty() {
        return;
    }
    let mut allocations: Vec<((u8, u8), Money)> = allocations(context)
        .into_iter()
        .filter(|((mission, _), _)| !matches!(mission, 20 | 50 | 60 | 99))
        .collect();
    allocations.sort_by_key(|(pair, _)| *pair);
    let total: i64 = allocations.iter().map(|(_, money)| money.cents).sum();
    let least = share.value * rust_decimal::Decimal::from(total) / rust_decimal::Decimal::ONE_HUNDRED;
    allocations
        .retain(|(pair, money)| !carried.contains(pair) && rust_decimal::Decimal::from(money.cents) > least);
    let large: Vec<String> = allocations
        .iter()
        .map(|((mission, programme), money)| {
            format!("{mission:02}.{programme:02} ({})", meaning::money::render(*money))
        })
        .collect();
    if let Some((first, _)) = allocations.first() {
        let row = context.plan.budget.iter().find(|row| pair_of(row) == Some(*first));
        let place = row.and_then(|row| row.place);
        let message = format!(
            "bilancio: programmi con più del {} % della spesa e nessun obiettivo: {}",
            share.value,
            listed(&large)
        );
        report.plan("BIL-009", place, message);
    }
}

/// `BIL-010`: a text that is no mission of the budget in its place.
fn not_a_mission(context: &Context<'_>, report: &mut Report) {
    let [mission, _] = BUDGET;
    let links = || context.objectives.iter().flat_map(|seen| of_level(seen.objective, mission));
    let coded = links().filter(|link| numbered(text(link.text.as_ref()), None).is_some()).count();
    if coded * 2 <= links().count() {
        return;
    }
    for seen in &context.objectives {
        for link in of_level(seen.objective, mission) {
            let printed = text(link.text.as_ref());
            let known = context.law.programmes().iter();
            let by_name = known.clone().find(|p| folded(&p.mission_name) == folded(printed));
            let number = numbered(printed, None).map(|numbered| numbered.number);
            let real = number.is_some_and(|n| known.clone().any(|p| p.mission.parse::<u8>().ok() == Some(n)));
            if !real {
                let hint = by_name.map(|p| format!(": è il nome della {}", p.mission)).unwrap_or_default();
                let message = format!(
                    "{}: «{}» non è una missione del bilancio{hint}",
                    seen.name(),
                    short(printed, 40)
                );
                report.objective("BIL-010", seen, place(link.text.as_ref()), message);
            }
        }
    }
}

/// `BIL-011`: a unique project code that cannot be one.
fn project_code(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for cup in &seen.objective.cup {
            let code = cup.verbatim.trim();
            if code.chars().any(|c| c.is_ascii_digit()) && !is_cup(code) {
                let message = format!("{}: «{}» non ha la forma di un CUP", seen.name(), short(code, 30));
                report.objective("BIL-011", seen, cup.place, message);
            }
        }
        for read in [&seen.objective.title, &seen.objective.description].into_iter().flatten() {
            for code in cups_in(&read.verbatim).filter(|code| !is_cup(code)) {
                let message = format!("{}: «{}» non ha la forma di un CUP", seen.name(), short(code, 30));
                report.objective("BIL-011", seen, read.place, message);
            }
        }
    }
}

/// What stands after the acronym in a text, where it looks like a code: the same acronym is a tax.
fn cups_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("CUP").skip(1).filter_map(|after| {
        let after = after.trim_start_matches([':', '.', ' ', 'n', '°']);
        let word = after.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let digits = word.chars().filter(char::is_ascii_digit).count();
        (word.len() >= 8 && digits * 2 > word.len()).then_some(word)
    })
}

/// Fifteen letters and digits, a letter first.
fn is_cup(code: &str) -> bool {
    code.len() == 15
        && code.starts_with(|c: char| c.is_ascii_uppercase())
        && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// `BIL-012`: the total of a mission that is not the sum of its programmes, or has no amount.
fn mission_totals(context: &Context<'_>, report: &mut Report) {
    let mut sums: HashMap<String, Option<i64>> = HashMap::new();
    for row in &context.plan.budget {
        let amount = row.amount.as_ref().and_then(|amount| amount.certain()).map(|money| money.cents);
        let sum = sums.entry(folded(text(row.mission_title.as_ref()))).or_insert(Some(0));
        *sum = sum.zip(amount).map(|(sum, amount)| sum + amount);
    }
    for summary in &context.plan.summaries {
        let subject = folded(text(summary.subject.as_ref()));
        let Some(title) = subject.strip_suffix(" totale").or_else(|| subject.strip_prefix("totale ")) else {
            continue;
        };
        let Some(Some(sum)) = sums.get(title) else { continue };
        let printed = summary.figures.values().find_map(|figure| meaning::money::parse(&figure.verbatim));
        let sum = Money { cents: *sum };
        let name = short(text(summary.subject.as_ref()), 60);
        let message = match printed {
            Some(printed) if printed == sum => continue,
            Some(printed) => format!(
                "bilancio: «{name}» è {}, i programmi fanno {}",
                meaning::money::render(printed),
                meaning::money::render(sum)
            ),
            None => {
                format!("bilancio: «{name}» senza importo; i programmi fanno {}", meaning::money::render(sum))
            }
        };
        report.plan("BIL-012", place(summary.subject.as_ref()).or(summary.place), message);
    }
}

/// `BIL-013`: money for a year that the plan does not cover.
fn years_of_amounts(context: &Context<'_>, report: &mut Report) {
    let years = context.plan.years.as_ref().and_then(|years| years.certain());
    let Some(years) = years.filter(|years| !years.is_empty()) else { return };
    for seen in &context.objectives {
        let amounts = seen.objective.budget.iter().flat_map(|line| &line.amounts);
        let outside = amounts
            .filter(|(year, _)| year.parse::<i16>().is_ok_and(|year| !years.contains(&year)))
            .min_by_key(|(year, _)| year.as_str());
        if let Some((year, amount)) = outside {
            let message = format!(
                "{}: stanziamento «{}» del {year}, che non è fra gli anni del piano",
                seen.name(),
                short(&amount.verbatim, 30)
            );
            report.objective("BIL-013", seen, amount.place, message);
        }
    }
}

/// `BIL-004`: neither people nor money, where most objectives have them.
fn no_resources(context: &Context<'_>, report: &mut Report) {
    let has = |seen: &&Seen<'_>| {
        let objective = seen.objective;
        !objective.people.is_empty() || objective.staff_note.is_some() || !objective.budget.is_empty()
    };
    let count = context.objectives.iter().filter(has).count();
    if count * 2 <= context.objectives.len() {
        return;
    }
    for seen in context.objectives.iter().filter(|seen| !has(seen)) {
        let message = format!("{}: né personale né risorse finanziarie", seen.name());
        report.objective("BIL-004", seen, None, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_introduced() {
        let pair =
            |text: &str| numbered(text, None).map(|n| (n.mission.map(|m| m.0), n.number, n.name.to_owned()));
        assert_eq!(pair("n. 8 assetto"), Some((None, 8, "assetto".into())));
        assert_eq!(pair("01.02"), Some((Some(1), 2, String::new())));
        assert_eq!(pair("7 _ Rete"), Some((None, 7, "Rete".into())));
        assert_eq!(pair("Ambito 19"), None);
    }

    #[test]
    fn a_project_code_has_fifteen_characters_and_begins_with_a_letter() {
        assert!(is_cup("A12B34567890123"));
        assert!(!is_cup("112B34567890123"));
        assert_eq!(cups_in("il CUP (canone) e il CUP: A12B3456").collect::<Vec<_>>(), ["A12B3456"]);
    }
}
