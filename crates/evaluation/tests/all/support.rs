//! Scores of a made-up body, its method, and tables as people write them.

use appraisal::canonical::{digest_of_text, seal};
use appraisal::table::Fault;
use appraisal::{Digest, Scored};
use evaluation::{Evaluated, Frame, Fund, Inputs, evaluate, invoices, people};
use jiff::civil::date;
use method::Method;
use scoring::Exact;
use scoring::state::State;
use scoring::tree::{Content, Item, Level, roll_up};

/// A number.
pub fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

/// A method with this `[smvp]`.
pub fn method(smvp: &str) -> Method {
    let text = format!(
        "schema = \"traguardo-metodo/1\"\n\n[body]\nname = \"Comune di Valchiara\"\nkind = \"comune\"\n\n{smvp}\n"
    );
    Method::parse(&text).map_err(|faults| format!("{faults:?}")).unwrap()
}

fn item((id, title, level, score): (&str, &str, Level, Option<&str>)) -> Item {
    Item {
        id: id.to_owned(),
        title: title.to_owned(),
        level,
        weight: None,
        state: State::Active,
        basis: Vec::new(),
        content: Content::Given(score.map(exact)),
    }
}

/// The body, two units and some objectives, with the scores of the rulebook's examples; `O9` has none, `O8` was
/// neutralised.
pub fn scored(method: &Method) -> Scored {
    let mut items: Vec<Item> = [
        ("O1", "Pagare in tempo", Level::Objective, Some("90")),
        ("O2", "Sportello unico", Level::Objective, Some("95")),
        ("O3", "Archivio digitale", Level::Objective, Some("88")),
        ("O8", "Mercato coperto", Level::Objective, Some("10")),
        ("O9", "Piano del verde", Level::Objective, None),
        ("U1", "Area tecnica", Level::Unit, Some("83.50")),
        ("U2", "Area amministrativa", Level::Unit, Some("91.20")),
        ("ENTE", "Comune di Valchiara", Level::Body, Some("85.90")),
    ]
    .map(item)
    .into();
    items[3].state = State::Neutralised(scoring::state::Reason::default());
    let digest = |text: &str| Digest { sha256: digest_of_text(text) };
    let mut scored = Scored {
        schema: appraisal::SCHEMA.to_owned(),
        program: String::new(),
        body: "Comune di Valchiara".to_owned(),
        year: 2026,
        plan: digest("piano"),
        method: Digest { sha256: method.fingerprint.clone() },
        results: roll_up(&items).steps().to_vec(),
        items,
        outcomes: Vec::new(),
        defaults: Vec::new(),
        digest: String::new(),
    };
    scored.digest = seal(&scored);
    scored
}

/// What goes into an evaluation.
#[derive(Default)]
pub struct Tables<'t> {
    pub people: &'t str,
    pub invoices: Option<&'t str>,
    pub funds: &'t [(&'t [&'t str], &'t str)],
    pub unmeasured: bool,
}

/// The evaluation of some tables; faults of tables are told.
pub fn evaluated(smvp: &str, tables: &Tables<'_>) -> Result<Evaluated, Vec<Fault>> {
    let method = method(smvp);
    let scored = scored(&method);
    let frame = Frame::new(&scored, &method).map_err(|why| why.to_string()).unwrap();
    let (people, mut faults) = people::read(&frame, tables.people);
    let measured = (!tables.unmeasured).then(|| date(2026, 12, 31));
    let read = tables.invoices.map(|text| invoices::read(&frame, text, measured));
    faults.extend(read.iter().flat_map(|(_, faults)| faults.clone()));
    if !faults.is_empty() {
        return Err(faults);
    }
    let fund = |(roles, amount): &(&[&str], &str)| Fund {
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        amount: exact(amount),
    };
    let inputs = Inputs {
        people,
        people_digest: digest_of_text(tables.people),
        invoices: read.map(|(invoices, _)| (invoices, "0".to_owned())),
        funds: tables.funds.iter().map(fund).collect(),
    };
    Ok(evaluate(&frame, &inputs))
}

/// The digits of a person's official score.
pub fn score(evaluated: &Evaluated, id: &str) -> String {
    let person = evaluated.person(id).unwrap();
    person.official().map_or_else(|| person.score.why.clone().unwrap(), |score| score.digits(2))
}

/// The digits of what a person is paid.
pub fn paid(evaluated: &Evaluated, id: &str) -> String {
    let paid = evaluated.person(id).unwrap().paid.clone().unwrap();
    paid.value.map_or_else(|| paid.why.unwrap(), |value| value.digits(2))
}
