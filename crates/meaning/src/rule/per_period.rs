//! Points lost for each day late: `2 punti in meno per ogni giorno di ritardo`.

use domain::Rule;
use domain::rule::{PerPeriod, Reference};
use domain::target::Span;
use rust_decimal::Decimal;

use super::lex::{Kind, Lexeme};
use super::{Reading, Remark};

/// Reads a rule that takes points for each period; none when the text is none.
pub(super) fn read(lexemes: &[Lexeme], year: Option<i16>) -> Option<Reading> {
    let period = period(lexemes)?;
    let loses = lexemes.iter().any(|one| one.word().is_some_and(is_loss))
        || lexemes
            .windows(2)
            .any(|pair| matches!(pair, [one, next] if one.kind == Kind::Dash && next.is_number()));
    let speaks_of_delay = lexemes.iter().any(|one| one.word().is_some_and(|word| word.starts_with("ritard")));
    if !loses && !speaks_of_delay {
        return None;
    }
    let found = found(lexemes, &period, year).and_then(|found| found.rules(lexemes, &period));
    Some(found.unwrap_or_else(Reading::unclear))
}

fn is_loss(word: &str) -> bool {
    [
        "riduz", "ridott", "decurt", "penal", "detra", "meno", "diminu", "sottra", "abbatt", "scala", "perd",
        "togl",
    ]
    .iter()
    .any(|stem| word.starts_with(stem))
}

/// What a text says points are lost for.
struct Period {
    every: Span,
    step: u32,
    /// Whether whole periods or begun ones count, when the text says it.
    whole: Option<bool>,
    /// Where the number of the step stands.
    at: Option<usize>,
}

impl Period {
    /// A week that has begun costs as a whole one, or nothing: a text that does not say it has two
    /// readings. A day is always whole.
    fn counts(&self) -> (&'static [bool], Vec<Remark>) {
        match self.whole {
            _ if matches!(self.every, Span::Days | Span::WorkingDays) && self.step == 1 => {
                (&[false], Vec::new())
            }
            Some(true) => (&[true], Vec::new()),
            Some(false) => (&[false], Vec::new()),
            None => (&[false, true], vec![Remark::BegunOrWhole]),
        }
    }
}

/// The period that *ogni giorno*, *al giorno*, *ogni 10 gg*, *per settimana di ritardo* name.
fn period(lexemes: &[Lexeme]) -> Option<Period> {
    let says = |list: &str| lexemes.iter().any(|one| one.is_any(list));
    let whole = match (
        says("intera intero intere interi compiuta compiuto"),
        says("frazione iniziata iniziato iniziate iniziati parziale parziali"),
    ) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    lexemes.iter().enumerate().find_map(|(at, lead)| {
        let each = lead.is_any("ogni ciascun ciascuna");
        let step = lexemes.get(at + 1).and_then(whole_number).filter(|step| each && *step > 0);
        let unit_at = at + 1 + usize::from(step.is_some());
        let unit = lexemes.get(unit_at)?;
        let single = step.is_some() || unit.is_any("giorno settimana mese");
        let leads = each || lead.is_any("al alla per a");
        let working =
            lexemes.get(unit_at + 1).is_some_and(|next| next.is_any("lavorativo lavorativi feriale feriali"));
        let every = match unit.unit().filter(|_| single && leads)? {
            Span::Days if working => Span::WorkingDays,
            span => span,
        };
        Some(Period { every, step: step.unwrap_or(1), whole, at: step.map(|_| at + 1) })
    })
}

/// Ordinals from the first on.
const ORDINALS: [&str; 10] =
    ["primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono", "decimo"];

/// *Secondo*, which is a preposition more often, and *primo*, which begins a list, are none.
fn ordinal(word: &str) -> bool {
    ORDINALS.iter().skip(2).any(|name| *name == word) || word.ends_with("esimo")
}

/// *Dal quarto giorno di ritardo*, *dal 4° giorno*: the first day that costs something.
fn first_counted(lexemes: &[Lexeme], at: usize, period: &Period) -> Option<u32> {
    let led = lexemes.get(at.checked_sub(1)?)?.is_any("dal dall dalla");
    let unit = lexemes.get(at + 1)?.unit()? == period.every && period.step == 1;
    let here = lexemes.get(at)?;
    let by_name =
        || ORDINALS.iter().position(|name| here.is_any(name)).and_then(|at| u32::try_from(at + 1).ok());
    whole_number(here).or_else(by_name).filter(|first| led && unit && *first > 0)
}

fn whole_number(lexeme: &Lexeme) -> Option<u32> {
    match lexeme.kind {
        Kind::Number { value, .. } if value.fract().is_zero() => u32::try_from(value).ok(),
        _ => None,
    }
}

/// What the numbers of such a rule are.
#[derive(Default)]
struct Found {
    lost: Vec<Decimal>,
    floor: Decimal,
    tolerance: u32,
    /// The first day that costs something, when the text names it.
    first: Option<u32>,
    zero_after: Option<u32>,
    /// Whether it speaks of a score of nought.
    nought: bool,
    reference: Option<Reference>,
}

/// What a number is in such a rule.
enum Role {
    /// The full score, the nought after the last day.
    Plain,
    /// The most that can be lost.
    Most,
    /// The least that is left.
    Floor,
    /// What is lost for each period.
    Lost,
    /// Delay that costs nothing.
    Tolerance,
    /// Delay after which nothing is left.
    ZeroAfter,
    Unknown,
}

fn found(lexemes: &[Lexeme], period: &Period, year: Option<i16>) -> Result<Found, &'static str> {
    let mut found = Found::default();
    for (at, lexeme) in lexemes.iter().enumerate() {
        if let Some(first) = first_counted(lexemes, at, period) {
            if found.first.replace(first).is_some() {
                return Err("la riduzione nomina due giorni da cui comincia");
            }
            continue;
        }
        match lexeme.kind {
            Kind::Number { value, .. } if Some(at) != period.at => {
                let count = || whole_number(lexeme).ok_or("un numero che la riduzione non spiega");
                found.nought |= value.is_zero();
                match role(lexemes, at, value, period) {
                    Role::Plain => {}
                    Role::Most => found.floor = Decimal::ONE_HUNDRED.saturating_sub(value),
                    Role::Floor => found.floor = value,
                    Role::Lost => found.lost.push(value),
                    Role::Tolerance => found.tolerance = count()?,
                    Role::ZeroAfter => found.zero_after = Some(count()?),
                    Role::Unknown => return Err("un numero che la riduzione non spiega"),
                }
            }
            Kind::Day(day) => {
                let date = day.date(year).ok_or("una data che non esiste o è senza anno")?;
                if found.reference.replace(Reference::Date(date)).is_some() {
                    return Err("la riduzione nomina due date");
                }
            }
            Kind::Word(ref word) if word.starts_with("azzer") => found.nought = true,
            // *Si perde un punto al giorno*.
            Kind::Word(_)
                if lexeme.is_any("un") && lexemes.get(at + 1).is_some_and(|one| one.is_any("punto")) =>
            {
                found.lost.push(Decimal::ONE);
            }
            // *Oltre il decimo giorno*.
            Kind::Word(ref word) if ordinal(word) => return Err("un ordinale che la riduzione non spiega"),
            Kind::Compares(_) | Kind::Part { .. } => return Err("un segno che la riduzione non spiega"),
            _ => {}
        }
    }
    // *Tolleranza di 3 giorni; dal quarto giorno…*.
    if let Some(free) = found.first.map(|first| first - 1) {
        if found.tolerance > 0 && found.tolerance != free {
            return Err("la tolleranza e il primo giorno che costa non si accordano");
        }
        found.tolerance = free;
    }
    // *Dopo un mese è zero*, when the month is none of the periods.
    if found.nought && found.zero_after.is_none() {
        return Err("non si sa quando il punteggio si azzera");
    }
    Ok(found)
}

impl Found {
    fn rules(self, lexemes: &[Lexeme], period: &Period) -> Result<Reading, &'static str> {
        let possible = |points: &Decimal| *points > Decimal::ZERO && *points <= Decimal::ONE_HUNDRED;
        let [points] = self.lost.as_slice() else { return Err("non si sa quanti punti si perdono") };
        if !possible(points) || self.floor.is_sign_negative() || self.floor > Decimal::ONE_HUNDRED {
            return Err("non si sa quanti punti si perdono");
        }
        let (whole, mut remarks) = period.counts();
        let from_first = self.counted_days(lexemes);
        let mut rules = Vec::new();
        for whole in whole {
            for from_first in from_first {
                rules.push(Rule::PerPeriod(PerPeriod {
                    reference: self.reference.clone().unwrap_or(Reference::Deadline),
                    points: *points,
                    every: period.every,
                    step: period.step,
                    whole: *whole,
                    tolerance: self.tolerance,
                    from_first: *from_first,
                    floor: self.floor,
                    zero_after: self.zero_after,
                }));
            }
        }
        if !lexemes.iter().any(|one| one.kind == Kind::Percent || one.is_any("punti punto")) {
            remarks.push(Remark::NoPercentSign);
        }
        Ok(Reading { rules, remarks })
    }

    /// Beyond the tolerance either the further days count (*ogni giorno ulteriore*) or all.
    fn counted_days(&self, lexemes: &[Lexeme]) -> &'static [bool] {
        let says = |list: &str| lexemes.iter().any(|one| one.is_any(list));
        if self.tolerance == 0
            || self.first.is_some()
            || says("ulteriore ulteriori successivo successivi eccedente eccedenti")
        {
            &[false]
        } else if says("primo") {
            &[true]
        } else {
            &[false, true]
        }
    }
}

fn role(lexemes: &[Lexeme], at: usize, value: Decimal, period: &Period) -> Role {
    let before = |distance: usize| at.checked_sub(distance).and_then(|index| lexemes.get(index));
    let near = |list: &str| (1..=4).any(|distance| before(distance).is_some_and(|one| one.is_any(list)));
    let next = lexemes.get(at + 1);
    if let Some(unit) = next.and_then(Lexeme::unit) {
        // *Ogni 10 giorni o frazione di 10 giorni*.
        let again = near("frazione") && Decimal::from(period.step) == value;
        return match unit == period.every {
            true if again => Role::Plain,
            true => role_of_time(lexemes, at),
            false => Role::Unknown,
        };
    }
    if next.is_some_and(|one| one.is_any("euro eur") || one.kind == Kind::Stop('€')) {
        return Role::Unknown;
    }
    let percent = next.is_some_and(|one| one.kind == Kind::Percent || one.is_any("punti punto pt"));
    let end = at + 1 + usize::from(percent);
    if near("massimo massima max") || near("oltre") && near("non") {
        return Role::Most;
    }
    if near("minimo minima") {
        return Role::Floor;
    }
    if value == Decimal::ONE_HUNDRED || value.is_zero() {
        return Role::Plain;
    }
    let after = lexemes.get(end);
    let leads = after.is_none_or(|one| one.is_any("per al alla ogni in di a"));
    let told = near("del di riduzione decurtazione penalita meno penale")
        || before(1).is_some_and(|one| matches!(one.kind, Kind::Dash | Kind::Equals) || one.is_any("punti"));
    if percent || leads || told { Role::Lost } else { Role::Unknown }
}

/// What a delay is: one that costs nothing, or one after which nothing is left.
fn role_of_time(lexemes: &[Lexeme], at: usize) -> Role {
    let within = |from: usize, to: usize, wanted: &dyn Fn(&Lexeme) -> bool| {
        lexemes.get(from..to.min(lexemes.len())).is_some_and(|some| some.iter().any(wanted))
    };
    let from = at.saturating_sub(4);
    let nought = |one: &Lexeme| {
        matches!(one.kind, Kind::Number { value, .. } if value.is_zero())
            || one.word().is_some_and(|word| word.starts_with("azzer"))
    };
    let beyond = within(from, at, &|one| one.is_any("oltre dopo superiore superiori piu"));
    if beyond && (within(at, at + 7, &nought) || within(from, at, &nought)) {
        return Role::ZeroAfter;
    }
    let free = |one: &Lexeme| one.is_any("nessuna nessun senza tolleranza franchigia tollerato tollerati");
    let up_to = within(from, at, &|one| one.is_any("fino sino entro primi"));
    if within(from, at, &|one| one.is_any("tolleranza franchigia"))
        || up_to && within(at.saturating_sub(6), at + 6, &free)
    {
        return Role::Tolerance;
    }
    Role::Unknown
}
