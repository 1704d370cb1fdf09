//! From an expected value to the function that measures it.

use domain::rule::{Band, Limit, Reference};
use domain::target::{Measure, Operator, Span};
use domain::{Rule, Target};
use jiff::civil::Date;
use method::scoring::{Functions, Scoring};
use outline::moment::dues;
use rust_decimal::Decimal;
use scoring::Exact;
use scoring::function::{Function, Parameters, Silent};

/// A function, and on what the choice of it rests.
pub struct Chosen {
    /// The function.
    pub function: Function,
    /// In Italian.
    pub basis: String,
}

impl Chosen {
    fn new(function: Function, basis: impl Into<String>) -> Self {
        Self { function, basis: basis.into() }
    }

    /// What no function can reckon is judged by a person.
    pub fn entered(why: &str) -> Self {
        Self::new(Function::Entered, format!("{why}: il punteggio lo dà chi valuta"))
    }
}

/// What measures a result.
pub struct Measures<'m> {
    /// The rules of the body.
    pub rules: &'m Scoring,
    /// The plan year.
    pub year: i16,
    /// Whether less is better, when the plan says it.
    pub decreasing: Option<bool>,
    /// Whether the indicator names something of which less is better.
    pub burden: bool,
    /// Where the value starts from, when the plan says it.
    pub baseline: Option<Exact>,
}

impl Measures<'_> {
    /// The function for an expected value.
    pub fn function(&self, target: &Target) -> Chosen {
        match target {
            Target::Amount { operator, measure } => self.amount(*operator, measure),
            Target::Range { from, to } => Chosen::new(
                by_value(Limit::Included(number(from)), Limit::Included(number(to))),
                by_default("100 dentro l'intervallo, 0 fuori"),
            ),
            Target::Change { measure, .. } => Chosen::new(
                Function::Increasing { target: number(measure).into() },
                "in rapporto alla variazione attesa: il risultato è la variazione ottenuta",
            ),
            Target::Conditional { then: Some(then), .. } => self.function(then),
            Target::YesNo(_) | Target::Absence(_) | Target::Evidence(_) => {
                Chosen::new(Function::YesNo, "sì o no: l'atteso c'è o non c'è")
            }
            Target::All(_) => Chosen::entered("il valore atteso chiede più cose insieme"),
            Target::Recurring { .. } => Chosen::entered("il valore atteso è una frequenza"),
            Target::Ratio { .. } | Target::Compared { .. } | Target::Conditional { then: None, .. } => {
                Chosen::entered("il valore atteso non è un numero né una data")
            }
            Target::Deadline(_) | Target::Deadlines(_) | Target::Period { .. } => {
                match last_due(target, self.year) {
                    Some(due) => self.date(due),
                    None => Chosen::entered("il termine dipende da un fatto che il piano non data"),
                }
            }
        }
    }

    fn amount(&self, operator: Operator, measure: &Measure) -> Chosen {
        let target = number(measure);
        let decreasing = match operator {
            Operator::AtMost | Operator::LessThan => true,
            Operator::AtLeast | Operator::MoreThan => false,
            Operator::Exactly => self.decreasing.unwrap_or(self.burden),
        };
        let Functions { at_least, at_most, exactly, .. } = &self.rules.functions;
        let unsaid = operator == Operator::Exactly && self.decreasing.is_none();
        let by_way = if decreasing { at_most.as_ref() } else { at_least.as_ref() };
        let own = exactly.as_ref().filter(|_| unsaid).or(by_way);
        if let Some(own) = own {
            return self.of_method(own, Some(target.into()), None);
        }
        let guessed = match (unsaid, self.burden) {
            (false, _) => "",
            (true, true) => ": il piano non dice il verso, e dall'indicatore meno è meglio",
            (true, false) => ": il piano non dice il verso, e si intende che più è meglio",
        };
        // A ratio to nought says nothing: what must not happen happens or not.
        let (function, what) = match (decreasing, target.is_zero()) {
            (true, true) => {
                (by_value(Limit::Open, Limit::Included(target)), "100 se non si supera lo 0, altrimenti 0")
            }
            (true, false) => (
                Function::Decreasing { target: target.into() },
                "decrescente, rapporto tra atteso e valore (F3)",
            ),
            (false, _) => {
                (Function::Increasing { target: target.into() }, "crescente, rapporto al valore atteso (F1)")
            }
        };
        Chosen::new(function, by_default(&format!("{what}{guessed}")))
    }

    /// The function for something that is due on a day.
    pub fn date(&self, due: Date) -> Chosen {
        if let Some(own) = &self.rules.functions.date {
            return self.of_method(own, None, Some(due));
        }
        let on_time =
            Band { from: Limit::Open, to: Limit::Included(Decimal::ZERO), score: Decimal::ONE_HUNDRED };
        let rule = Rule::Delay {
            reference: Reference::Deadline,
            unit: Span::Days,
            bands: vec![on_time],
            not_done: None,
        };
        let function = Function::Rule { rule, due: Some(due), target: None, silent: Silent::default() };
        Chosen::new(function, by_default("100 entro il termine, 0 dopo"))
    }

    fn of_method(&self, own: &Parameters, target: Option<Exact>, due: Option<Date>) -> Chosen {
        let mut parameters = own.clone();
        parameters.target = parameters.target.or(target);
        parameters.due = parameters.due.or(due);
        parameters.baseline = parameters.baseline.or_else(|| self.baseline.clone());
        parameters.start = parameters.start.or_else(|| Date::new(self.year, 1, 1).ok());
        match parameters.function() {
            Ok(function) => {
                let listed = function.listed();
                let basis = format!("{} ({}): scelta del metodo", listed.words, listed.number);
                Chosen::new(function, basis)
            }
            Err(why) => Chosen::entered(&format!("la funzione del metodo non si può usare ({why})")),
        }
    }
}

fn by_default(what: &str) -> String {
    format!("{what}. Scelta predefinita: né il piano né il metodo dicono la funzione")
}

/// The number of a measure; money in euro.
pub fn number(measure: &Measure) -> Decimal {
    match measure {
        Measure::Number(number) | Measure::Percent(number) | Measure::Quantity { number, .. } => *number,
        Measure::Days { days, .. } => *days,
        Measure::Money(money) => Decimal::new(money.cents, 2),
    }
}

fn by_value(from: Limit, to: Limit) -> Function {
    let inside = Band { from, to, score: Decimal::ONE_HUNDRED };
    let mut bands = vec![inside];
    let outside = |from, to| Band { from, to, score: Decimal::ZERO };
    if let Limit::Included(from) = from {
        bands.insert(0, outside(Limit::Open, Limit::Excluded(from)));
    }
    if let Limit::Included(to) = to {
        bands.push(outside(Limit::Excluded(to), Limit::Open));
    }
    let rule = Rule::Value { unit: String::new(), bands };
    Function::Rule { rule, due: None, target: None, silent: Silent::default() }
}

/// The last day by which a target is due.
pub fn last_due(target: &Target, year: i16) -> Option<Date> {
    dues(target, year).into_iter().map(|due| due.last).max()
}

/// The number that a target expects, for rules in proportion to it.
pub fn expected_number(target: &Target) -> Option<Exact> {
    match target {
        Target::Amount { measure, .. } | Target::Change { measure, .. } => Some(number(measure).into()),
        Target::All(members) => {
            let mut numbers = members.iter().filter_map(expected_number);
            numbers.next().filter(|_| numbers.next().is_none())
        }
        Target::Conditional { then: Some(then), .. } => expected_number(then),
        _ => None,
    }
}
