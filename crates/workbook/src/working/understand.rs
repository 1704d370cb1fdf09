//! What texts mean in a plan: its year, and how it writes its weights.

use std::collections::HashMap;

use domain::entity::FieldDefinition;
use domain::plan::{Indicator, Objective, Phase};
use domain::text::normal;
use domain::{Kind, Plan, Read, Value, Weight};
use meaning::{Context, Notation};
use method::Method;
use outline::plan_year;

use super::item::Sort;

/// How the texts of a plan are understood.
#[derive(Clone, Debug)]
pub struct Grammar {
    year: Option<i16>,
    notations: HashMap<Sort, Notation>,
}

impl Grammar {
    /// That of a plan: a weight without a sign means what the weights of the plan mean.
    pub fn of(plan: &Plan, method: &Method) -> Self {
        let year = plan_year(plan, method);
        let notations = Sort::ALL.into_iter().map(|sort| (sort, notation(&weights(plan, sort)))).collect();
        Self { year, notations }
    }

    /// How weights without a sign are meant.
    pub fn notation(&self, sort: Sort) -> Notation {
        self.notations.get(&sort).copied().unwrap_or_default()
    }

    /// The weight that a text is, when that is certain.
    pub fn weight(&self, sort: Sort, text: &str) -> Option<Weight> {
        match meaning::weight::parse(&normal(text), self.notation(sort)).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// What a text can mean in a field.
    pub fn readings(&self, sort: Sort, field: &FieldDefinition, text: &str) -> Vec<Value> {
        let notation = if field.name == "weight" { self.notation(sort) } else { Notation::Auto };
        meaning::understand(field.kind, text, &Context { year: self.year, notation })
    }

    /// Whether two texts are the same content of a field (`5%` is `5 %`; sentences are compared by their words).
    pub fn same(&self, sort: Sort, field: &FieldDefinition, one: &str, other: &str) -> bool {
        if lines(one).eq(lines(other)) {
            return true;
        }
        if matches!(field.kind, Kind::Prose | Kind::Target | Kind::Rule) {
            return false;
        }
        let (one, other) = (self.readings(sort, field, one), self.readings(sort, field, other));
        one.len() == 1 && one == other
    }
}

/// The lines of a text in normal form, without blank ones.
pub fn lines(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines().map(|line| normal(line).into_owned()).filter(|line| !line.is_empty())
}

fn weights(plan: &Plan, sort: Sort) -> Vec<&Read<Weight>> {
    fn of<T>(all: &[T], weight: fn(&T) -> Option<&Read<Weight>>) -> Vec<&Read<Weight>> {
        all.iter().filter_map(weight).collect()
    }
    let objectives = &plan.objectives;
    match sort {
        Sort::Objective => of(objectives, |objective: &Objective| objective.weight.as_ref()),
        Sort::Phase => {
            objectives.iter().flat_map(|o| of(&o.phases, |part: &Phase| part.weight.as_ref())).collect()
        }
        Sort::Indicator => objectives
            .iter()
            .flat_map(|o| of(&o.indicators, |part: &Indicator| part.weight.as_ref()))
            .collect(),
    }
}

/// The notation under which most of the weights read as they were read.
fn notation(weights: &[&Read<Weight>]) -> Notation {
    let right = |notation: Notation| {
        let reads = |read: &&&Read<Weight>| meaning::weight::parse(&read.verbatim, notation) == read.readings;
        weights.iter().filter(reads).count()
    };
    let others = [Notation::Thousandths, Notation::Fraction];
    others
        .into_iter()
        .fold((Notation::Auto, right(Notation::Auto)), |best, notation| {
            let count = right(notation);
            if count > best.1 { (notation, count) } else { best }
        })
        .0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, notation: Notation) -> Read<Weight> {
        let readings = meaning::weight::parse(text, notation);
        Read { verbatim: text.to_owned(), readings, place: None, later: Vec::new() }
    }

    #[test]
    fn weights_mean_what_those_of_the_plan_mean() {
        for meant in [Notation::Auto, Notation::Thousandths, Notation::Fraction] {
            let texts = if meant == Notation::Fraction { ["0,125", "0,5"] } else { ["125", "50"] };
            let weights = texts.map(|text| read(text, meant));
            assert_eq!(notation(&weights.iter().collect::<Vec<_>>()), meant);
        }
        assert_eq!(notation(&[]), Notation::Auto);
    }

    #[test]
    fn the_same_content_may_be_written_in_two_ways() {
        let grammar = Grammar { year: Some(2026), notations: HashMap::new() };
        let field = |sort: Sort, name: &str| sort.definition().field(name).unwrap();
        let same = |sort, name, one, other| grammar.same(sort, field(sort, name), one, other);
        assert!(same(Sort::Phase, "weight", "25,00%", "25"));
        assert!(same(Sort::Phase, "end", "30/06/2026", "30 giugno 2026"));
        assert!(same(Sort::Phase, "notes", "una\n\ndue ", "una\ndue"));
        assert!(!same(Sort::Phase, "notes", "una due", "una\ndue"));
        assert!(!same(Sort::Phase, "weight", "tanto", "molto"));
        assert!(!same(Sort::Indicator, "targets", "entro il 30/06/2026", "entro il 30 giugno 2026"));
    }
}
