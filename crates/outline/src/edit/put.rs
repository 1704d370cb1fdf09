//! A text put into a field, and a meaning chosen.

use domain::entity::FieldDefinition;
use domain::text::normal;
use domain::{Cardinality, Datum, Entity, Kind, Value};

use super::{Address, Grammar, Made, What};

/// The lines of a text in normal form, without blank ones.
pub fn lines(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines().map(|line| normal(line).into_owned()).filter(|line| !line.is_empty())
}

/// A text as a field holds it: in normal form; of a field with many values, one on each line.
pub fn clean(field: Option<&FieldDefinition>, text: &str) -> String {
    if is_many(field) {
        return lines(text).collect::<Vec<_>>().join("\n");
    }
    normal(text).into_owned()
}

/// The text of a field of an item, or of a key of it; many values stand one on each line.
pub fn written(entity: &dyn Entity, field: &str, key: Option<&str>) -> String {
    let values = entity.data(field, key).into_iter().map(|datum| datum.verbatim);
    values.collect::<Vec<_>>().join("\n")
}

/// Puts a text into a field of an item, or into a key of it, in place of what is there; a blank text takes it away. Without a
/// field the key is that of what the form holds beyond the known fields.
///
/// Gives the text as it was and as it is. The same text is no change: what was written stays as it was understood, also when a
/// person has chosen its meaning.
pub fn set(
    entity: &mut dyn Entity,
    (field, key): (Option<&FieldDefinition>, Option<&str>),
    text: &str,
    grammar: &Grammar,
) -> Option<(String, String)> {
    let (name, place, of) =
        (field.map_or("fields", |field| field.name), entity.place(), entity.definition().name);
    let before = written(entity, name, key);
    let same = |text: &str| clean(field, &before) == text;
    let meant = |text: &str| field.map(|field| grammar.readings(of, field, text)).unwrap_or_default();
    let mut after = clean(field, text);
    if same(&after) {
        return None;
    }
    // The text of a grid is what its marks say, however they were written.
    if let (Some(Kind::Months), [marks]) = (field.map(|field| field.kind), meant(&after).as_slice()) {
        after = rendered(marks);
        if same(&after) {
            return None;
        }
    }
    let texts: Vec<String> = match after.as_str() {
        "" => Vec::new(),
        _ if is_many(field) => lines(&after).collect(),
        _ => vec![after.clone()],
    };
    let datum = |text: String| Datum { readings: meant(&text), verbatim: text, place };
    let data = texts.into_iter().map(datum).collect();
    match field {
        Some(field) => entity.holder_mut(field.name)?.rewrite(key, data),
        None => domain::read::Holder::rewrite(entity.extra_mut(), key, data),
    }
    Some((before, after))
}

/// Of a value with several readings keeps one: a person chose. None when there is no such value or reading.
///
/// The text stays as it was written; only marks of a grid, whose text says all readings, say the one that is meant.
pub fn choose(entity: &mut dyn Entity, address: &Address, reading: usize) -> Option<Made> {
    let field = address.field.filter(|field| field.cardinality != Cardinality::Many)?;
    let owner = address.owner_mut(entity)?;
    let datum = owner.data(field.name, address.key.as_deref()).pop().filter(|d| d.readings.len() > 1)?;
    let chosen = datum.readings.get(reading)?.clone();
    let before = datum.readings.iter().map(rendered).collect::<Vec<_>>().join(" oppure ");
    let after = rendered(&chosen);
    let holder = owner.holder_mut(field.name)?;
    if field.kind == Kind::Months {
        let one = Datum { verbatim: after.clone(), readings: vec![chosen], place: datum.place };
        holder.rewrite(address.key.as_deref(), Vec::new());
        holder.rewrite(address.key.as_deref(), vec![one]);
    } else {
        holder.understand(address.key.as_deref(), vec![chosen]);
    }
    Some(Made { what: What::Value(address.clone()), before, after })
}

fn rendered(value: &Value) -> String {
    meaning::render(value, &meaning::Context::default())
}

fn is_many(field: Option<&FieldDefinition>) -> bool {
    field.is_some_and(|field| field.cardinality == Cardinality::Many)
}

#[cfg(test)]
mod tests {
    use domain::plan::{Objective, Phase, Plan};
    use domain::{Months, Place, Slot};
    use method::Method;

    use super::*;

    fn grammar() -> Grammar {
        let method = "schema = \"traguardo-metodo/1\"\n[body]\nname = \"Comune\"\nkind = \"comune\"\n\
                      [document]\nyear = 2026\n";
        Grammar::of(&Plan::default(), &Method::parse(method).unwrap())
    }

    fn put(objective: &mut Objective, name: &str, text: &str) -> Option<(String, String)> {
        let address = Address::parse(Objective::describe(), name).unwrap();
        set(objective, (address.field, address.key.as_deref()), text, &grammar())
    }

    #[test]
    fn texts_are_put_in_normal_form_and_understood() {
        let mut objective = Objective::default();
        let of = |before: &str, after: &str| Some((before.to_owned(), after.to_owned()));
        assert_eq!(put(&mut objective, "title", "  Uno \n sportello "), of("", "Uno sportello"));
        assert_eq!(put(&mut objective, "weight", "25 %"), of("", "25 %"));
        assert!(objective.weight.as_ref().is_some_and(|weight| weight.certain().is_some()));
        assert_eq!(put(&mut objective, "weight", "molto"), of("25 %", "molto"));
        assert!(objective.weight.as_ref().is_some_and(|weight| weight.readings.is_empty()));
        assert_eq!(put(&mut objective, "weight", " "), of("molto", ""));
        assert_eq!(objective.weight, None);
    }

    #[test]
    fn many_values_stand_one_on_each_line_and_keyed_ones_alone() {
        let mut objective = Objective::default();
        put(&mut objective, "other_units", "Tributi\r\n\r\n Anagrafe ");
        put(&mut objective, "outcomes.2026", "primo");
        put(&mut objective, "outcomes.2027", "secondo");
        put(&mut objective, "fields.Dote. Nota", "nulla");
        assert_eq!(written(&objective, "other_units", None), "Tributi\nAnagrafe");
        assert_eq!(put(&mut objective, "outcomes.2026", ""), Some(("primo".to_owned(), String::new())));
        assert_eq!(written(&objective, "outcomes", None), "secondo");
        assert_eq!(objective.fields.get("Dote. Nota").unwrap().verbatim, "nulla");
    }

    #[test]
    fn a_grid_is_written_as_its_marks_are_told() {
        let mut objective = Objective { phases: vec![Phase::default()], ..Objective::default() };
        let address = Address::parse(Objective::describe(), "phases.0.months").unwrap();
        let mut put = |text: &str| {
            let phase = objective.child_mut("phases", 0).unwrap();
            set(phase, (address.field, None), text, &grammar()).map(|(_, after)| after)
        };
        assert_eq!(put("Gennaio-mar, 2027").as_deref(), Some("gen, feb, mar, 2027"));
        assert_eq!(put("gen, feb, mar, 2027"), None);
        assert_eq!(put("gen-mar, 2027"), None);
        assert_eq!(put("prima possibile").as_deref(), Some("prima possibile"));
        assert_eq!(put("").as_deref(), Some(""));
        assert_eq!(objective.phases[0].months, None);
    }

    #[test]
    fn the_same_text_changes_nothing() {
        let place = Some(Place::new(3, 1));
        let readings = meaning::weight::parse("12.500%", meaning::Notation::Auto);
        assert_eq!(readings.len(), 2);
        let weight = domain::ReadValue { verbatim: "12.500%".to_owned(), readings, place, later: Vec::new() };
        let mut objective = Objective { weight: Some(weight.into()), ..Objective::default() };
        let chosen = choose(&mut objective, &Address::parse(Objective::describe(), "weight").unwrap(), 0);
        assert_eq!(chosen.map(|made| made.after).as_deref(), Some("12,5%"));
        let kept = objective.clone();
        assert_eq!(put(&mut objective, "weight", " 12.500%"), None);
        assert_eq!(objective, kept);
        assert_eq!(kept.weight.and_then(|weight| weight.certain().copied()), domain::Weight::ratio(25, 2));
    }

    #[test]
    fn of_two_readings_one_is_chosen() {
        let months = |from: u8, to: u8| Value::Months(Months::new((from..=to).map(Slot::Month).collect()));
        let datum = Datum {
            verbatim: "gen, feb oppure feb, mar".to_owned(),
            readings: vec![months(1, 2), months(2, 3)],
            place: Some(Place::new(3, 1)),
        };
        let phase = Phase { months: Some(datum.into()), ..Phase::default() };
        let mut objective = Objective { phases: vec![phase], ..Objective::default() };
        let address = Address::parse(Objective::describe(), "phases.0.months").unwrap();
        assert_eq!(choose(&mut objective, &address, 2), None);
        let made = choose(&mut objective, &address, 1).unwrap();
        assert_eq!((made.before.as_str(), made.after.as_str()), ("gen, feb oppure feb, mar", "feb, mar"));
        let months = objective.phases[0].months.as_ref().unwrap();
        assert_eq!((months.verbatim.as_str(), months.readings.len()), ("feb, mar", 1));
        assert!(months.place.is_some());
        assert_eq!(choose(&mut objective, &address, 0), None);
    }
}
