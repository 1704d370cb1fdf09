//! Points lost for each day late: `2 punti in meno per ogni giorno di ritardo`.

use domain::Rule;
use domain::rule::Reference;
use domain::target::Span;
use rust_decimal::Decimal;

use super::lex::{Kind, Lexeme};
use super::{Reading, Remark, dates_of};

/// Reads a rule that takes points for each period; none when the text is none.
pub(super) fn read(lexemes: &[Lexeme], year: Option<i16>) -> Option<Reading> {
    let every = every(lexemes)?;
    let loses = lexemes.iter().any(|one| one.word().is_some_and(is_loss))
        || lexemes.windows(2).any(|pair| {
            matches!(pair, [one, next] if one.kind == Kind::Dash && matches!(next.kind, Kind::Number { .. }))
        });
    let speaks_of_delay = lexemes.iter().any(|one| one.word().is_some_and(|word| word.starts_with("ritard")));
    if !loses && !speaks_of_delay {
        return None;
    }
    Some(points(lexemes, every, year))
}

fn is_loss(word: &str) -> bool {
    ["riduz", "ridott", "decurt", "penal", "detra", "meno", "diminu", "sottra", "abbatt", "scala"]
        .iter()
        .any(|stem| word.starts_with(stem))
}

/// The period that *ogni giorno*, *al giorno*, *per giorno di ritardo* names.
fn every(lexemes: &[Lexeme]) -> Option<Span> {
    lexemes.windows(2).enumerate().find_map(|(at, pair)| {
        let [lead, unit] = pair else { return None };
        let one = unit.is_any("giorno settimana mese") && lead.is_any("ogni ciascun ciascuna al alla per a");
        let working = lexemes.get(at + 2).is_some_and(|next| next.is_any("lavorativo feriale"));
        match unit.unit().filter(|_| one)? {
            Span::Days if working => Some(Span::WorkingDays),
            span => Some(span),
        }
    })
}

fn points(lexemes: &[Lexeme], every: Span, year: Option<i16>) -> Reading {
    let (mut lost, mut floor, mut reference) = (Vec::new(), Decimal::ZERO, Reference::Deadline);
    let mut remarks = Vec::new();
    for (at, lexeme) in lexemes.iter().enumerate() {
        match lexeme.kind {
            Kind::Number { value, .. } => match role(lexemes, at, value) {
                Role::Full => {}
                Role::Most => floor = Decimal::ONE_HUNDRED - value,
                Role::Floor => floor = value,
                Role::Lost => lost.push(value),
                Role::Unknown => return Reading::unclear("un numero che la riduzione non spiega"),
            },
            Kind::Day(day) if reference == Reference::Deadline => match dates_of(day, year) {
                (dates, true) if dates.len() == 1 => reference = Reference::Date(dates[0]),
                _ => return Reading::unclear("una data che non esiste o è senza anno"),
            },
            Kind::Day(_) => return Reading::unclear("la riduzione nomina due date"),
            _ => {}
        }
    }
    let [points] = lost.as_slice() else {
        return Reading::unclear("non si sa quanti punti si perdono");
    };
    if points.is_zero() || *points > Decimal::ONE_HUNDRED {
        return Reading::unclear("non si sa quanti punti si perdono");
    }
    if !lexemes.iter().any(|one| one.kind == Kind::Percent || one.is_any("punti punto")) {
        remarks.push(Remark::NoPercentSign);
    }
    Reading { rules: vec![Rule::PerPeriod { reference, points: *points, every, floor }], remarks }
}

/// What a number is in such a rule.
enum Role {
    /// The full score.
    Full,
    /// The most that can be lost.
    Most,
    /// The least that is left.
    Floor,
    /// What is lost for each period.
    Lost,
    Unknown,
}

fn role(lexemes: &[Lexeme], at: usize, value: Decimal) -> Role {
    let before = |distance: usize| at.checked_sub(distance).and_then(|index| lexemes.get(index));
    let near = |list: &str| (1..=4).any(|distance| before(distance).is_some_and(|one| one.is_any(list)));
    let next = lexemes.get(at + 1);
    let percent = next.is_some_and(|one| one.kind == Kind::Percent || one.is_any("punti punto pt"));
    let counts_time = next.is_some_and(|one| one.unit().is_some());
    if counts_time {
        return Role::Unknown;
    }
    if near("massimo massima max") {
        return Role::Most;
    }
    if near("minimo minima") {
        return Role::Floor;
    }
    if value == Decimal::ONE_HUNDRED {
        return Role::Full;
    }
    let after = lexemes.get(at + 1 + usize::from(percent));
    let leads = after.is_some_and(|one| one.is_any("per al ogni in di a"))
        || at + 1 + usize::from(percent) >= lexemes.len();
    let told = near("del di riduzione decurtazione penalita meno penale")
        || before(1).is_some_and(|one| one.kind == Kind::Dash || one.kind == Kind::Equals);
    if percent || leads || told { Role::Lost } else { Role::Unknown }
}
