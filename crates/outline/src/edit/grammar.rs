//! What texts mean in a plan: its year, and how it writes its weights.

use std::collections::HashMap;

use domain::entity::FieldDefinition;
use domain::text::normal;
use domain::{Datum, Entity, Kind, Plan, Value, Weight};
use meaning::{Context, Notation};
use method::{Block, BlockKind, Method, Path, ValueForm};

use super::lines;
use crate::plan_year;

/// A field of an entity, by their names.
type Name = (&'static str, &'static str);

/// The notations, in the order in which a [`Tally`] counts them.
const NOTATIONS: [Notation; 5] =
    [Notation::Auto, Notation::Percent, Notation::Thousandths, Notation::Fraction, Notation::Number];

/// How many weights of a field read, under each notation, as they were read.
type Rights = [usize; NOTATIONS.len()];

/// What the weights of a plan say of how they are meant. Where one objective changes, what it said is taken from that of the
/// plan and what it says now is added: not every weight of the plan is read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(HashMap<Name, Rights>);

impl Tally {
    /// That of an entity and of all inside it.
    pub fn of(entity: &dyn Entity) -> Self {
        let mut tally = Self::default();
        tally.count(entity);
        tally
    }

    fn count(&mut self, entity: &dyn Entity) {
        let definition = entity.definition();
        for field in definition.fields.iter().filter(|field| field.kind == Kind::Weight) {
            for datum in entity.data(field.name, None) {
                let rights = self.0.entry((definition.name, field.name)).or_default();
                for (notation, right) in NOTATIONS.into_iter().zip(rights) {
                    *right += usize::from(is_right(&datum, notation));
                }
            }
        }
        for list in definition.lists {
            for child in entity.children(list.name) {
                self.count(child);
            }
        }
    }

    /// Adds what another part of the plan says.
    pub fn add(&mut self, other: &Self) {
        self.each(other, usize::saturating_add);
    }

    /// Takes away what a part of the plan said.
    pub fn take(&mut self, other: &Self) {
        self.each(other, usize::saturating_sub);
    }

    fn each(&mut self, other: &Self, sum: fn(usize, usize) -> usize) {
        for (name, others) in &other.0 {
            let own = self.0.entry(*name).or_default();
            for (own, other) in own.iter_mut().zip(others) {
                *own = sum(*own, *other);
            }
        }
    }
}

/// Whether a weight reads under a notation as it was read.
fn is_right(datum: &Datum, notation: Notation) -> bool {
    let meant = meaning::weight::parse(&datum.verbatim, notation).into_iter().map(Value::Weight);
    meant.eq(datum.readings.iter().cloned())
}

/// How the texts of a plan are understood.
#[derive(Clone, Debug)]
pub struct Grammar {
    year: Option<i16>,
    notations: HashMap<Name, Notation>,
}

impl Grammar {
    /// That of a plan: a weight without a sign means what the weights of the plan mean, in the same field of the same kind of
    /// entity; where the plan has none, what the form of the body says.
    pub fn of(plan: &Plan, method: &Method) -> Self {
        Self::with(&Tally::of(plan), plan, method)
    }

    /// As [`Grammar::of`], with the tally of the weights of the plan.
    pub fn with(tally: &Tally, plan: &Plan, method: &Method) -> Self {
        let mut notations = said(method);
        for (name, rights) in &tally.0 {
            notations.insert(*name, notation(rights, notations.get(name).copied()));
        }
        Self { year: plan_year(plan, method), notations }
    }

    /// How weights without a sign are meant, in a field (`weight`) of an entity (`phase`).
    pub fn notation(&self, entity: &str, field: &str) -> Notation {
        self.notations.get(&(entity, field)).copied().unwrap_or_default()
    }

    /// The weight that a text is in the field `weight` of an entity, when that is certain.
    pub fn weight(&self, entity: &str, text: &str) -> Option<Weight> {
        match meaning::weight::parse(&normal(text), self.notation(entity, "weight")).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// What the weights of an entity add up to as they are written: 100, or 1000 where they are thousandths.
    pub fn whole(&self, entity: &str) -> i64 {
        match self.notation(entity, "weight") {
            Notation::Thousandths => 1000,
            Notation::Fraction => 1,
            _ => 100,
        }
    }

    /// What a text can mean in a field of an entity.
    pub fn readings(&self, entity: &str, field: &FieldDefinition, text: &str) -> Vec<Value> {
        let notation = self.notation(entity, field.name);
        meaning::understand(field.kind, text, &Context { year: self.year, notation })
    }

    /// Whether two texts are the same content of a field (`5%` is `5 %`; sentences are compared by their words).
    pub fn same(&self, entity: &str, field: &FieldDefinition, one: &str, other: &str) -> bool {
        if lines(one).eq(lines(other)) {
            return true;
        }
        if matches!(field.kind, Kind::Prose | Kind::Target | Kind::Rule) {
            return false;
        }
        let (one, other) = (self.readings(entity, field, one), self.readings(entity, field, other));
        one.len() == 1 && one == other
    }
}

/// The notations that the form says: of a field on it several times, the first.
fn said(method: &Method) -> HashMap<Name, Notation> {
    let mut notations = HashMap::new();
    for (path, form) in method.blocks().flat_map(forms) {
        if let Some(notation) = form.notation.as_deref().and_then(Notation::named) {
            notations.entry((path.entity.name, path.field_name())).or_insert(notation);
        }
    }
    notations
}

/// How the values of a block are written.
fn forms(block: &Block) -> Vec<(&Path, &ValueForm)> {
    match &block.kind {
        BlockKind::Pairs(pairs) => {
            let pairs = pairs.rows.iter().flatten();
            pairs.filter_map(|pair| Some((pair.to.as_ref()?, &pair.form))).collect()
        }
        BlockKind::Table(table) => {
            table.columns.iter().filter_map(|column| Some((column.to.as_ref()?, &column.form))).collect()
        }
        _ => Vec::new(),
    }
}

/// The notation under which most of the weights read as they were read; of equals, the one that is said.
fn notation(rights: &Rights, said: Option<Notation>) -> Notation {
    let right = |notation: Notation| {
        NOTATIONS.iter().zip(rights).find(|(known, _)| **known == notation).map_or(0, |(_, count)| *count)
    };
    let first = said.unwrap_or_default();
    let others = [Notation::Auto, Notation::Thousandths, Notation::Fraction];
    let best = others.into_iter().fold((first, right(first)), |best, notation| {
        let count = right(notation);
        if count > best.1 { (notation, count) } else { best }
    });
    best.0
}

#[cfg(test)]
mod tests {
    use domain::plan::{Indicator, Objective, Phase};

    use super::*;

    fn datum(text: &str, notation: Notation) -> Datum {
        let readings = meaning::weight::parse(text, notation).into_iter().map(Value::Weight).collect();
        Datum { verbatim: text.to_owned(), readings, place: None }
    }

    fn rights(texts: &[&str], meant: Notation) -> Rights {
        let data: Vec<Datum> = texts.iter().map(|text| datum(text, meant)).collect();
        NOTATIONS.map(|notation| data.iter().filter(|datum| is_right(datum, notation)).count())
    }

    #[test]
    fn weights_mean_what_those_of_the_plan_mean() {
        for meant in [Notation::Auto, Notation::Thousandths, Notation::Fraction] {
            let texts = if meant == Notation::Fraction { ["0,125", "0,5"] } else { ["125", "50"] };
            assert_eq!(notation(&rights(&texts, meant), None), meant);
        }
        assert_eq!(notation(&rights(&[], Notation::Auto), None), Notation::Auto);
        assert_eq!(
            notation(&rights(&[], Notation::Auto), Some(Notation::Thousandths)),
            Notation::Thousandths
        );
        assert_eq!(notation(&rights(&["125"], Notation::Auto), Some(Notation::Thousandths)), Notation::Auto);
    }

    #[test]
    fn a_changed_objective_changes_the_tally_of_its_plan() {
        let objective = |texts: &[&str], meant| {
            let weights = texts.iter().map(|text| Some(datum(text, meant).into()));
            let phases = weights.map(|weight| Phase { weight, ..Phase::default() }).collect();
            Objective { phases, ..Objective::default() }
        };
        let (stays, was, is) = (
            objective(&["50", "50"], Notation::Auto),
            objective(&["125", "25"], Notation::Auto),
            objective(&["125", "375", "500"], Notation::Thousandths),
        );
        let plan =
            |second: &Objective| Plan { objectives: vec![stays.clone(), second.clone()], ..Plan::default() };
        let mut tally = Tally::of(&plan(&was));
        tally.take(&Tally::of(&was));
        tally.add(&Tally::of(&is));
        assert_eq!(tally, Tally::of(&plan(&is)));
        let method = Method::parse(METHOD).unwrap();
        let after = Grammar::with(&tally, &plan(&is), &method);
        assert_eq!(after.notation("phase", "weight"), Notation::Thousandths);
        assert_eq!(Grammar::of(&plan(&was), &method).notation("phase", "weight"), Notation::Auto);
    }

    const METHOD: &str = r#"
        schema = "traguardo-metodo/1"
        [body]
        name = "Comune di Prova"
        kind = "comune"
        [[section]]
        name = "schede"
        [section.record]
        of = "objective"
        [[section.record.block]]
        kind = "pairs"
        rows = [[{ labels = ["Titolo"], to = "objective.title", start = true }]]
        [[section.record.block]]
        kind = "table"
        columns = [
          { labels = ["Fase"], to = "phase.text" },
          { labels = ["Millesimi"], to = "phase.weight", value = "thousandths" },
        ]
    "#;

    #[test]
    fn where_the_plan_has_no_weights_they_mean_what_the_form_says() {
        let method = Method::parse(METHOD).unwrap();
        let grammar = Grammar::of(&Plan::default(), &method);
        assert_eq!(grammar.weight("phase", "250"), Weight::ratio(25, 1));
        assert_eq!((grammar.whole("phase"), grammar.whole("objective")), (1000, 100));
        assert_eq!(grammar.weight("objective", "25"), Weight::ratio(25, 1));
        let weight = Some(datum("25", Notation::Auto).into());
        let phases = vec![Phase { weight, ..Phase::default() }];
        let objectives = vec![Objective { phases, ..Objective::default() }];
        let grammar = Grammar::of(&Plan { objectives, ..Plan::default() }, &method);
        assert_eq!(grammar.weight("phase", "30"), Weight::ratio(30, 1));
    }

    #[test]
    fn the_same_content_may_be_written_in_two_ways() {
        let grammar = Grammar { year: Some(2026), notations: HashMap::new() };
        let (phase, indicator) = (Phase::describe(), Indicator::describe());
        let same = |of: &domain::entity::EntityDefinition, name, one, other| {
            grammar.same(of.name, of.field(name).unwrap(), one, other)
        };
        assert!(same(phase, "weight", "25,00%", "25"));
        assert!(same(phase, "end", "30/06/2026", "30 giugno 2026"));
        assert!(same(phase, "notes", "una\n\ndue ", "una\ndue"));
        assert!(!same(phase, "notes", "una due", "una\ndue"));
        assert!(!same(phase, "weight", "tanto", "molto"));
        assert!(!same(indicator, "targets", "entro il 30/06/2026", "entro il 30 giugno 2026"));
    }
}
