//! Links to the strategic tree (family LINK).

use domain::Place;
use domain::plan::{Link, Objective};
use method::Level;

use super::Rule;
use crate::context::{Context, Seen, text};
use crate::report::{Noted, Report};

mod codes;
mod missing;
mod nodes;
mod titles;
mod tree;
mod wordings;

pub use missing::near_missing;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    codes::unknown_code,
    codes::inactive_node,
    codes::not_in_chain,
    codes::other_than_own_code,
    codes::title_of_another,
    codes::unusual_spelling,
    missing::level_missing,
    missing::no_link,
    codes::twice,
    nodes::nodes_without_objective,
    nodes::nameless_nodes,
    nodes::ente_objective_without_form,
    codes::whole_section,
    codes::node_code_spelling,
    titles::titles_of_one_code,
    titles::shapes,
    wordings::one_word_apart,
];

/// How many codes a message names at most.
const NAMED: usize = 6;

/// Levels of the budget, which the family BIL looks at.
pub(super) const BUDGET: [&str; 2] = ["missione", "programma"];

/// What the body calls a level, in lower case as in a sentence.
fn term(context: &Context<'_>, level: &str) -> String {
    context.method.level(level).map_or(level, |level: &Level| level.term.as_str()).to_lowercase()
}

/// An objective that is looked at: a form, or the remains of one.
#[derive(Clone, Copy)]
struct Looked<'a> {
    seen: Option<Seen<'a>>,
    objective: &'a Objective,
}

impl Looked<'_> {
    fn name(&self) -> String {
        self.seen.map_or_else(|| "resto di una scheda".to_owned(), |seen| seen.name())
    }

    fn tell<'r>(
        &self,
        report: &'r mut Report,
        code: &'static str,
        place: Option<Place>,
        said: &str,
    ) -> Noted<'r> {
        let message = format!("{}: {said}", self.name());
        match &self.seen {
            Some(seen) => report.objective(code, seen, place, message),
            None => report.plan(code, place.or(self.objective.place), message),
        }
    }
}

fn looked<'a>(context: &Context<'a>) -> impl Iterator<Item = Looked<'a>> {
    let forms = context.objectives.iter().map(|seen| Looked { seen: Some(*seen), objective: seen.objective });
    let remains = context.plan.fragments.iter().map(|objective| Looked { seen: None, objective });
    forms.chain(remains).collect::<Vec<_>>().into_iter()
}

fn links<'a>(objective: &'a Objective, level: &str) -> impl Iterator<Item = &'a Link> {
    objective.links.iter().filter(move |link| text(link.level.as_ref()) == level)
}

/// Whether a link is a sign that says *none*.
fn blank(link: &Link) -> bool {
    !text(link.text.as_ref()).chars().any(char::is_alphanumeric)
}
