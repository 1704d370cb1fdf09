//! Nodes of a tree whose levels share one column of codes: the look of a code says the level, and its
//! beginning the node above.

use domain::Datum;
use method::{Level, Path};

use super::area::Area;
use super::builder::{Handle, short};
use super::rows_of::Given;
use crate::codes;

/// What divides the code of a node from that of the node above.
const DIVIDERS: [char; 5] = ['.', '-', '/', '_', ' '];

impl<'d, 'm> Area<'_, 'd, 'm> {
    /// Gives a new node of no level the level that its code looks like, and the node above.
    pub(super) fn set_level(&mut self, path: &Path, node: &Handle, given: &[Given<'_, 'd, 'm>]) {
        if path.level.is_some() || path.entity.name != "node" {
            return;
        }
        let is_code = |g: &&Given<'_, 'd, 'm>| {
            g.column.to.as_ref().is_some_and(|to| to.same_entity(path) && to.field_name() == "code")
        };
        let Some(g) = given.iter().find(is_code) else { return };
        let (code, place) = (g.item.text(), g.item.place);
        let method = self.builder.method;
        let fits = |level: &&Level| level.code.as_ref().is_some_and(|look| look.is_match(code));
        let Some(level) = method.levels.iter().find(fits) else {
            let message = format!("«{}» non ha la forma del codice di nessun livello", short(code));
            self.builder.report(&codes::NOT_A_VALUE, message, place);
            return;
        };
        let above = level.parent.as_ref().and_then(|parent| self.node_above(method.level(parent)?, code));
        if let Some(entity) = self.builder.entity(node) {
            let _ = entity.put("level", None, Datum::prose(level.name.clone(), Some(place)));
            if let Some(above) = above {
                let _ = entity.put("parent", None, Datum::prose(above, Some(place)));
            }
        }
        self.currents.insert(("node", Some(level.name.clone())), node.clone());
    }

    /// The code of the node above: what the code begins with when that is a code of the level above, else
    /// the last node of that level.
    fn node_above(&mut self, parent: &Level, code: &str) -> Option<String> {
        let whole = code.trim_end_matches(DIVIDERS);
        let beginning = whole.rfind(DIVIDERS).map(|at| whole[..at].trim_end_matches(DIVIDERS));
        let look = parent.code.as_ref();
        let fits = |begins: &&str| look.is_some_and(|look| look.is_match(begins));
        if let Some(begins) = beginning.filter(fits) {
            return Some(begins.to_owned());
        }
        let last = self.currents.get(&("node", Some(parent.name.clone()))).cloned()?;
        self.builder.verbatim(&last, "code")
    }
}
