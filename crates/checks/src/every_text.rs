//! Every text of a plan, gathered through the registry of fields.

use std::sync::OnceLock;

use domain::text::folded;
use domain::{Cardinality, Entity, Kind, Place, Visibility};

use crate::context::{Context, Seen};
use crate::report::{Noted, Report};

/// A text of the plan.
pub struct Text<'a> {
    /// The objective it belongs to.
    pub seen: Option<Seen<'a>>,
    /// Entity and field.
    pub of: (&'static str, &'static str),
    /// What entity and field are called.
    pub terms: (&'static str, &'static str),
    /// The kind of its values.
    pub kind: Kind,
    /// Who may see it.
    pub visibility: Visibility,
    /// One of several paragraphs: the next may go on with it.
    pub many: bool,
    /// Whether it was understood as a value.
    pub understood: bool,
    /// The text as printed.
    pub printed: &'a str,
    /// Where it stands.
    pub place: Option<Place>,
    folded: OnceLock<String>,
    words: OnceLock<Vec<&'a str>>,
}

impl<'a> Text<'a> {
    /// The text folded, once for all rules.
    pub fn folded(&self) -> &str {
        self.folded.get_or_init(|| folded(self.printed))
    }

    /// The text as printed, parted at its spaces once for all rules.
    pub fn words(&self) -> &[&'a str] {
        self.words.get_or_init(|| self.printed.split_whitespace().collect())
    }

    /// Reports something about it.
    pub fn tell<'r>(&self, report: &'r mut Report, code: &'static str, said: &str) -> Noted<'r> {
        match &self.seen {
            Some(seen) => {
                report.objective(code, seen, self.place, format!("{}: {} {said}", seen.name(), self.terms.1))
            }
            None if self.terms.0 == self.terms.1 => {
                report.plan(code, self.place, format!("{} {said}", self.terms.0))
            }
            None => report.plan(code, self.place, format!("{}: {} {said}", self.terms.0, self.terms.1)),
        }
    }
}

/// Every text of the plan, in document order.
pub fn texts<'a>(context: &Context<'a>) -> Vec<Text<'a>> {
    let mut texts = Vec::new();
    let plan: &'a dyn Entity = context.plan;
    for list in plan.definition().lists.iter().filter(|list| list.name != "objectives") {
        for item in plan.children(list.name) {
            gather(item, None, &mut texts);
        }
    }
    for seen in &context.objectives {
        gather(seen.objective, Some(*seen), &mut texts);
    }
    texts
}

fn gather<'a>(entity: &'a dyn Entity, seen: Option<Seen<'a>>, texts: &mut Vec<Text<'a>>) {
    let definition = entity.definition();
    for (field, glances) in entity.glances() {
        for glance in glances {
            texts.push(Text {
                seen,
                of: (definition.name, field.name),
                terms: (definition.term, field.term),
                kind: field.kind,
                visibility: field.visibility,
                many: field.cardinality == Cardinality::Many,
                understood: glance.readings > 0,
                printed: glance.verbatim,
                place: glance.place.or(entity.place()),
                folded: OnceLock::new(),
                words: OnceLock::new(),
            });
        }
    }
    for list in definition.lists {
        for item in entity.children(list.name) {
            gather(item, seen, texts);
        }
    }
}
