//! What is rendered is read back: for every kind, `understand(render(value)) == [value]`.
//!
//! The values are those that `understand` can give: a target of two deadlines is `Deadlines`, thirty
//! days are `Days` and not a quantity of *giorni*, what is counted has the name of a thing.

use domain::target::{Deadline, Measure, Operator, Span, Target};
use domain::{Kind, Money, Months, Slot, Value, Weight};
use jiff::civil::Date;
use meaning::{Context, Notation, render, understand};
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;

fn reads_back(value: &Value, kind: Kind, context: Context) -> Result<(), TestCaseError> {
    let text = render(value, &context);
    prop_assert_eq!(&understand(kind, &text, &context), std::slice::from_ref(value), "«{}»", text);
    Ok(())
}

fn decimal() -> BoxedStrategy<Decimal> {
    prop_oneof![
        (0_i64..3000).prop_map(Decimal::from),
        (-2_000_000_i64..2_000_000, 0_u32..4).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
    ]
    .boxed()
}

fn positive() -> BoxedStrategy<Decimal> {
    decimal().prop_map(|number| number.abs() + Decimal::ONE).boxed()
}

fn date() -> BoxedStrategy<Date> {
    (2000_i16..2100, 1_i8..=12, 1_i8..=31)
        .prop_filter_map("no such day", |(year, month, day)| Date::new(year, month, day).ok())
        .boxed()
}

fn operator() -> BoxedStrategy<Operator> {
    select(vec![
        Operator::AtLeast,
        Operator::MoreThan,
        Operator::AtMost,
        Operator::LessThan,
        Operator::Exactly,
    ])
    .boxed()
}

fn unit() -> BoxedStrategy<String> {
    let things = [
        "corsi",
        "ore",
        "ore di formazione",
        "servizi online",
        "utenti",
        "schede istruite",
        "incontri con le scuole",
        "P.E.C. inviate",
        "SAL",
        "volte",
        "mesi",
    ];
    select(things.to_vec()).prop_map(str::to_owned).boxed()
}

fn measure() -> BoxedStrategy<Measure> {
    prop_oneof![
        decimal().prop_map(Measure::Number),
        decimal().prop_map(Measure::Percent),
        (-10_000_000_i64..10_000_000).prop_map(|cents| Measure::Money(Money { cents })),
        (positive(), any::<bool>()).prop_map(|(days, working)| Measure::Days { days, working }),
        (positive(), unit()).prop_map(|(number, unit)| Measure::Quantity { number, unit }),
    ]
    .boxed()
}

fn range() -> BoxedStrategy<Target> {
    (measure(), positive())
        .prop_map(|(from, more)| {
            let to = match from.clone() {
                Measure::Number(number) => Measure::Number(number + more),
                Measure::Percent(number) => Measure::Percent(number + more),
                Measure::Money(money) => Measure::Money(Money { cents: money.cents + 1 }),
                Measure::Days { days, working } => Measure::Days { days: days + more, working },
                Measure::Quantity { number, unit } => Measure::Quantity { number: number + more, unit },
            };
            Target::Range { from, to }
        })
        .boxed()
}

fn year() -> BoxedStrategy<Option<i16>> {
    proptest::option::of(2000_i16..2100).boxed()
}

fn event() -> BoxedStrategy<String> {
    let events = [
        "dalla richiesta",
        "dall'approvazione del bilancio",
        "dal deposito degli atti",
        "dalle dimissioni",
        "da stipula del contratto",
        "successivi alla consegna",
        "dalla chiusura del lotto n. 2",
    ];
    select(events.to_vec()).prop_map(str::to_owned).boxed()
}

fn span() -> BoxedStrategy<Span> {
    select(vec![
        Span::Hours,
        Span::Days,
        Span::WorkingDays,
        Span::Weeks,
        Span::Months,
        Span::Quarters,
        Span::HalfYears,
        Span::Years,
    ])
    .boxed()
}

/// A day, month, part or year: what can also be the end of a period.
fn calendar() -> BoxedStrategy<Deadline> {
    let day_of_month = (1_u8..=12, 1_u8..=28).prop_map(|(month, day)| Deadline::DayOfMonth { month, day });
    let part = (select(vec![2_u8, 3, 4, 6]), 0_u8..12, year()).prop_map(|(months, index, year)| {
        let ordinal = index % (12 / months) + 1;
        Deadline::Part { months, ordinal, year }
    });
    prop_oneof![
        date().prop_map(Deadline::Date),
        day_of_month,
        (1_u8..=12, year()).prop_map(|(month, year)| Deadline::Month { month, year }),
        part,
        (2000_i16..2100).prop_map(Deadline::Year),
    ]
    .boxed()
}

fn deadline() -> BoxedStrategy<Deadline> {
    let relative = (1_u32..1000, span(), event()).prop_map(|(count, unit, event)| Deadline::Relative {
        count,
        unit,
        event,
    });
    prop_oneof![4 => calendar(), 1 => relative, 1 => (1_u8..=31).prop_map(Deadline::DayOfEveryMonth)].boxed()
}

fn deadlines() -> BoxedStrategy<Target> {
    proptest::collection::vec(deadline(), 2..4)
        .prop_filter_map("repeated", |mut deadlines| {
            let mut known = Vec::new();
            deadlines.retain(|deadline| {
                let new = !known.contains(deadline);
                known.push(deadline.clone());
                new
            });
            (deadlines.len() > 1).then_some(Target::Deadlines(deadlines))
        })
        .boxed()
}

fn recurring() -> BoxedStrategy<Target> {
    (operator(), positive(), prop_oneof![unit(), Just(String::new())], span())
        .prop_map(|(operator, number, unit, every)| Target::Recurring { operator, number, unit, every })
        .boxed()
}

fn change() -> BoxedStrategy<Target> {
    let against = ["", "al 2023", "all'anno precedente", "alla media del triennio"];
    let positive_measure = measure().prop_map(|measure| match measure {
        Measure::Number(number) => Measure::Number(number.abs()),
        Measure::Percent(number) => Measure::Percent(number.abs()),
        Measure::Money(money) => Measure::Money(Money { cents: money.cents.abs() }),
        other => other,
    });
    (any::<bool>(), operator(), positive_measure, select(against.to_vec()))
        .prop_map(|(increase, operator, measure, against)| {
            let against = against.to_owned();
            Target::Change { increase, operator, measure, against }
        })
        .boxed()
}

fn compared() -> BoxedStrategy<Target> {
    let with =
        ["a quello dell'anno precedente", "al 2023", "alla situazione di partenza", "ai tempi di legge"];
    (operator(), select(with.to_vec()))
        .prop_map(|(operator, with)| Target::Compared { operator, with: with.to_owned() })
        .boxed()
}

fn absence() -> BoxedStrategy<Target> {
    select(vec!["reclami", "errori gravi", "contestazioni da parte degli utenti"])
        .prop_map(|what| Target::Absence(what.to_owned()))
        .boxed()
}

/// What one sentence can claim beside a time.
fn plain() -> BoxedStrategy<Target> {
    let amount = (operator(), measure()).prop_map(|(operator, measure)| Target::Amount { operator, measure });
    prop_oneof![4 => amount, 1 => range(), 1 => recurring(), 1 => change(), 1 => compared(), 1 => absence()]
        .boxed()
}

fn period() -> BoxedStrategy<Target> {
    (proptest::option::of(calendar()), proptest::option::of(calendar()))
        .prop_filter_map("open at both ends", |(from, to)| {
            (from.is_some() || to.is_some()).then_some(Target::Period { from, to })
        })
        .boxed()
}

fn all() -> BoxedStrategy<Target> {
    let time = prop_oneof![deadline().prop_map(Target::Deadline), period()];
    (plain(), time, any::<bool>())
        .prop_map(|(plain, time, time_first)| {
            Target::All(if time_first { vec![time, plain] } else { vec![plain, time] })
        })
        .boxed()
}

fn conditional() -> BoxedStrategy<Target> {
    let conditions = [
        "qualora il progetto sia finanziato",
        "purché richiesto",
        "in caso di esito positivo",
        "se approvato",
    ];
    let then = proptest::option::of(prop_oneof![
        plain(),
        deadline().prop_map(Target::Deadline),
        all(),
        Just(Target::Evidence("relazione alla Giunta".to_owned())),
    ]);
    (select(conditions.to_vec()), then)
        .prop_map(|(condition, then)| Target::Conditional {
            condition: condition.to_owned(),
            then: then.map(Box::new),
        })
        .boxed()
}

fn words() -> BoxedStrategy<Target> {
    let ratios = [
        ("pratiche evase", "pratiche ricevute"),
        ("n. schede lavorate", "totale schede"),
        ("entrate accertate", "previsioni di bilancio"),
    ];
    let evidence = [
        "Determina di affidamento",
        "verbale di consegna dei lavori",
        "Report",
        "Approvazione del regolamento",
    ];
    prop_oneof![
        any::<bool>().prop_map(Target::YesNo),
        select(ratios.to_vec()).prop_map(|(numerator, denominator)| Target::Ratio {
            numerator: numerator.to_owned(),
            denominator: denominator.to_owned(),
        }),
        select(evidence.to_vec()).prop_map(|what| Target::Evidence(what.to_owned())),
    ]
    .boxed()
}

fn target() -> BoxedStrategy<Target> {
    prop_oneof![
        4 => plain(),
        2 => deadline().prop_map(Target::Deadline),
        1 => deadlines(),
        1 => period(),
        2 => all(),
        1 => conditional(),
        1 => words(),
    ]
    .boxed()
}

fn notation() -> BoxedStrategy<Notation> {
    select(vec![
        Notation::Auto,
        Notation::Percent,
        Notation::Thousandths,
        Notation::Fraction,
        Notation::Number,
    ])
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn targets(target in target()) {
        reads_back(&Value::Target(target), Kind::Target, Context::default())?;
    }

    #[test]
    fn weights(numerator in 0_i64..1_000_000_000, denominator in 1_i64..1_000_000, notation in notation()) {
        let weight = Weight::ratio(numerator, denominator).unwrap();
        reads_back(&Value::Weight(weight), Kind::Weight, Context { year: None, notation })?;
    }

    #[test]
    fn even_weights(weight in 0_i64..=1000, notation in notation()) {
        let weight = Weight::ratio(weight, 10).unwrap();
        reads_back(&Value::Weight(weight), Kind::Weight, Context { year: None, notation })?;
    }

    #[test]
    fn money(cents in any::<i64>()) {
        reads_back(&Value::Money(Money { cents }), Kind::Money, Context::default())?;
    }

    #[test]
    fn dates(date in date(), year in year()) {
        reads_back(&Value::Date(date), Kind::Date, Context { year, ..Context::default() })?;
    }

    #[test]
    fn numbers(digits in any::<i64>(), scale in 0_u32..16) {
        reads_back(&Value::Number(Decimal::new(digits, scale)), Kind::Number, Context::default())?;
    }

    #[test]
    fn years(years in proptest::collection::btree_set(1990_i16..2100, 1..6)) {
        reads_back(&Value::Years(years.into_iter().collect()), Kind::Years, Context::default())?;
    }

    #[test]
    fn months(months in proptest::collection::vec(1_u8..=12, 1..12), tail in year()) {
        let mut slots: Vec<Slot> = months.into_iter().map(Slot::Month).collect();
        slots.extend(tail.map(|year| Slot::Tail(year.to_string())));
        reads_back(&Value::Months(Months::new(slots)), Kind::Months, Context::default())?;
    }

    #[test]
    fn flags(flag in any::<bool>()) {
        reads_back(&Value::Flag(flag), Kind::Flag, Context::default())?;
    }
}
