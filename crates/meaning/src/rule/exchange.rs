//! Rules in the exchange format: the object `rule` beside a graduation as printed (`docs/plan-format.md`).

use domain::Rule;
use domain::rule::{Band, Limit, Outcome, PerPeriod, effective};
use domain::target::Span;
use rust_decimal::Decimal;
use serde_json::{Map, Number, Value as Json, json};

use super::{read, render};

/// What is known of a rule text: the rule it was understood to mean, or the readings among which a person must choose,
/// and what is to be known of it. A text with several readings of which one remains was chosen.
pub fn to_json(text: &str, rules: &[Rule], year: Option<i16>) -> Json {
    let reading = read(text, year);
    let mut map = Map::new();
    map.insert("class".into(), Json::Null);
    let mut offered = rules;
    if let [only] = rules {
        map = object(only);
        let chosen = reading.rules.iter().position(|rule| rule == only);
        offered = if reading.rules.len() > 1 && chosen.is_some() { &reading.rules } else { &[] };
        if let Some(chosen) = chosen.filter(|_| !offered.is_empty()) {
            map.insert("chosen".into(), json!(chosen + 1));
        }
    }
    if !offered.is_empty() {
        map.insert("readings".into(), offered.iter().map(object).map(Json::Object).collect());
    }
    map.insert("remarks".into(), reading.remarks.iter().map(|remark| json!(remark.to_string())).collect());
    Json::Object(map)
}

/// A rule as an object: its class, what the class has, and its plain text.
pub fn object(rule: &Rule) -> Map<String, Json> {
    let mut map = Map::new();
    map.insert("class".into(), class(rule).into());
    let fields = match rule {
        Rule::Delay { reference, bands, not_done, .. } => json!({
            "reference": reference,
            "bands": effective(bands, true).iter().map(band).collect::<Vec<_>>(),
            "not_done": not_done.map(number),
        }),
        Rule::Value { unit, bands } => {
            json!({"unit": unit, "bands": bands.iter().map(band).collect::<Vec<_>>()})
        }
        Rule::Proportional { expected, inverse, least } => {
            json!({"expected": expected.map(number), "inverse": inverse, "least": number(*least)})
        }
        Rule::PerUnit { unit, full, points } => {
            json!({"unit": unit, "full": number(*full), "points": number(*points)})
        }
        Rule::Outcomes(outcomes) => json!({"outcomes": outcomes.iter().map(outcome).collect::<Vec<_>>()}),
        Rule::PerPeriod(rule) => per_period(rule),
        Rule::Norm(text) => json!({"norm": text}),
    };
    if let Json::Object(fields) = fields {
        map.extend(fields);
    }
    map.insert("text".into(), render(rule).into());
    map
}

/// `delay-days`, `value`, `proportional`…
fn class(rule: &Rule) -> String {
    match rule {
        Rule::Delay { unit, .. } => format!("delay-{}", span(*unit)),
        Rule::Value { .. } => "value".to_owned(),
        Rule::Proportional { .. } => "proportional".to_owned(),
        Rule::PerUnit { .. } => "per-unit".to_owned(),
        Rule::Outcomes(_) => "outcomes".to_owned(),
        Rule::PerPeriod(_) => "per-period".to_owned(),
        Rule::Norm(_) => "norm".to_owned(),
    }
}

fn span(span: Span) -> &'static str {
    match span {
        Span::Hours => "hours",
        Span::Days => "days",
        Span::WorkingDays => "working-days",
        Span::Weeks => "weeks",
        Span::Months => "months",
        Span::Quarters => "quarters",
        Span::HalfYears => "half-years",
        Span::Years => "years",
    }
}

/// An end that is not as its key says is told: *almeno 80* is not over 80, but 80 itself.
fn band(band: &Band) -> Json {
    let mut json = json!({
        "over": band.from.value().map(number),
        "up_to": band.to.value().map(number),
        "score": number(band.score),
    });
    if matches!(band.from, Limit::Included(_)) {
        json["over_included"] = true.into();
    }
    if matches!(band.to, Limit::Excluded(_)) {
        json["up_to_excluded"] = true.into();
    }
    json
}

fn outcome(outcome: &Outcome) -> Json {
    json!({"text": outcome.text, "score": number(outcome.score)})
}

fn per_period(rule: &PerPeriod) -> Json {
    json!({
        "reference": rule.reference,
        "points": number(rule.points),
        "unit": span(rule.every),
        "step": rule.step,
        "whole": rule.whole,
        "tolerance": rule.tolerance,
        "from_first": rule.from_first,
        "floor": number(rule.floor),
        "zero_after": rule.zero_after,
    })
}

/// An exact number.
fn number(value: Decimal) -> Json {
    value.normalize().to_string().parse::<Number>().map_or(Json::Null, Json::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Json {
        to_json(text, &read(text, Some(2026)).rules, Some(2026))
    }

    #[test]
    fn bands_of_days_late_are_over_and_up_to() {
        let rule =
            of("Nessun ritardo = 100%; ritardo fino a 25 gg. = 85%; ritardo da 25 a 55 gg.: 45%; oltre = 0%");
        assert_eq!(rule["class"], "delay-days");
        assert_eq!(rule["reference"], "deadline");
        let band = |over: Json, up_to: Json, score: u8| json!({"over": over, "up_to": up_to, "score": score});
        let bands = [
            band(Json::Null, 0.into(), 100),
            band(0.into(), 25.into(), 85),
            band(25.into(), 55.into(), 45),
            band(55.into(), Json::Null, 0),
        ];
        assert_eq!(rule["bands"], json!(bands));
        assert_eq!(rule["remarks"], json!(["25 sta in due fasce: vale la prima"]));
        assert!(rule.get("readings").is_none() && rule.get("chosen").is_none());
    }

    #[test]
    fn bands_of_values_say_whether_their_ends_belong_to_them() {
        let rule = of("Tre o più ore: 100%; meno di tre ore: 40%.");
        assert_eq!((&rule["class"], &rule["unit"]), (&json!("value"), &json!("ore")));
        let bands = json!([
            {"over": 3, "up_to": null, "score": 100, "over_included": true},
            {"over": null, "up_to": 3, "score": 40, "up_to_excluded": true},
        ]);
        assert_eq!(rule["bands"], bands);
    }

    #[test]
    fn each_class_has_its_own_fields() {
        for (text, class, key) in [
            ("graduazione proporzionale", "proportional", "expected"),
            ("lineare", "proportional", "inverse"),
            ("2 punti in meno per ogni giorno di ritardo", "per-period", "points"),
            ("proposta presentata = 100%; proposta non presentata = 0%", "outcomes", "outcomes"),
            ("secondo le disposizioni di cui alla legge 1/2000", "norm", "norm"),
            ("12 visita = 100%; per ogni visita in meno 5 punti in meno", "per-unit", "full"),
            ("Nessun ritardo = 100%; fino a 2 mesi di ritardo = 50%", "delay-months", "not_done"),
        ] {
            let rule = of(text);
            assert_eq!(rule["class"], class, "{text}");
            assert!(rule.get(key).is_some() && rule["text"].is_string(), "{text}: {rule}");
        }
    }

    #[test]
    fn readings_are_offered_and_a_chosen_one_is_told() {
        let text = "Percentuale fra 65% ed il 95% = 90%; percentuale fra il 50 ed il 74% = 40%";
        let both = read(text, None).rules;
        assert_eq!(both.len(), 2);
        let doubtful = to_json(text, &both, None);
        assert_eq!(doubtful["class"], Json::Null);
        assert_eq!(doubtful["readings"].as_array().map(Vec::len), Some(2));
        let chosen = to_json(text, &both[1..], None);
        assert_eq!((&chosen["class"], &chosen["chosen"]), (&json!("value"), &json!(2)));
        assert_eq!(chosen["readings"], doubtful["readings"]);
    }

    #[test]
    fn a_text_that_is_no_rule_says_why() {
        let rule = of("Da luglio a settembre");
        assert_eq!(rule["class"], Json::Null);
        assert_eq!(rule["remarks"], json!(["non dice quale punteggio spetta a quale risultato"]));
    }
}
