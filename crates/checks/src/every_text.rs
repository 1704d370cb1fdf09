//! Every text of a plan, gathered through the registry of fields.

use std::sync::OnceLock;

use domain::entity::{Entity, EntityDefinition, FieldDefinition};
use domain::text::folded;
use domain::{Cardinality, Kind, Place, Visibility};

use crate::context::{Context, Seen};
use crate::report::{Noted, Report};

/// A text of the plan. Of a large plan there are tens of thousands: it is as small as may be.
pub struct Text<'a> {
    /// The objective it belongs to.
    pub seen: Option<Seen<'a>>,
    entity: &'static EntityDefinition,
    field: &'static FieldDefinition,
    /// Whether it was understood as a value.
    pub understood: bool,
    /// The text as printed.
    pub printed: &'a str,
    /// Where it stands.
    pub place: Option<Place>,
    folded: OnceLock<Box<str>>,
    words: OnceLock<Box<[&'a str]>>,
}

impl<'a> Text<'a> {
    /// The names of entity and field.
    pub fn of(&self) -> (&'static str, &'static str) {
        (self.entity.name, self.field.name)
    }

    /// The kind of its values.
    pub fn kind(&self) -> Kind {
        self.field.kind
    }

    /// Who may see it.
    pub fn visibility(&self) -> Visibility {
        self.field.visibility
    }

    /// One of several paragraphs: the next may go on with it.
    pub fn many(&self) -> bool {
        self.field.cardinality == Cardinality::Many
    }

    /// The text folded, once for all rules.
    pub fn folded(&self) -> &str {
        self.folded.get_or_init(|| folded(self.printed).into())
    }

    /// The text as printed, parted at its spaces once for all rules.
    pub fn words(&self) -> &[&'a str] {
        self.words.get_or_init(|| self.printed.split_whitespace().collect())
    }

    /// Reports something about it.
    pub fn tell<'r>(&self, report: &'r mut Report, code: &'static str, said: &str) -> Noted<'r> {
        let (entity, field) = (self.entity.term, self.field.term);
        match &self.seen {
            Some(seen) => {
                report.objective(code, seen, self.place, format!("{}: {field} {said}", seen.name()))
            }
            None if entity == field => report.plan(code, self.place, format!("{entity} {said}")),
            None => report.plan(code, self.place, format!("{entity}: {field} {said}")),
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
    // While the list grew, it has taken room for up to twice as many.
    texts.shrink_to_fit();
    texts
}

fn gather<'a>(entity: &'a dyn Entity, seen: Option<Seen<'a>>, texts: &mut Vec<Text<'a>>) {
    let definition = entity.definition();
    for (field, glances) in entity.glances() {
        for glance in glances {
            texts.push(Text {
                seen,
                entity: definition,
                field,
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
