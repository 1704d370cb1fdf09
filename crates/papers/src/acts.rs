//! The act by which a plan was approved, as documents refer to it.

use domain::Plan;
use domain::text::folded;
use method::Method;
use outline::text;

use crate::paper::BLANK;

/// The act of approval; what nobody knows is blank.
pub struct Approval {
    /// `Deliberazione della Giunta`.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// Its day, as people write it.
    pub date: String,
}

/// The kinds of act of the method that approve objectives.
const KINDS: [&str; 2] = ["piano", "peg"];

/// The approval that the plan holds, else that of the method.
pub fn approval(plan: &Plan, method: &Method) -> Approval {
    let own = plan.acts.iter().find(|act| {
        let kind = folded(text(act.kind.as_ref()));
        ["deliber", "decreto", "determin"].iter().any(|word| kind.contains(word)) && act.number.is_some()
    });
    if let Some(act) = own {
        let kind = match (text(act.kind.as_ref()), text(act.organ.as_ref())) {
            (kind, "") => kind.to_owned(),
            (kind, organ) => format!("{kind} ({organ})"),
        };
        return Approval::new(kind, text(act.number.as_ref()), text(act.date.as_ref()).to_owned());
    }
    match KINDS.iter().find_map(|kind| method.acts.iter().find(|act| act.kind == *kind)) {
        Some(act) => {
            let organ = act.organ.clone().unwrap_or_default();
            let date = act.date.map(meaning::date::render).unwrap_or_default();
            let kind = if organ.is_empty() { String::new() } else { format!("Atto ({organ})") };
            Approval::new(kind, act.number.as_deref().unwrap_or_default(), date)
        }
        None => Approval::new(String::new(), "", String::new()),
    }
}

impl Approval {
    fn new(kind: String, number: &str, date: String) -> Self {
        let or_blank = |text: String| if text.is_empty() { BLANK.to_owned() } else { text };
        Self {
            kind: if kind.is_empty() { "Atto".to_owned() } else { kind },
            number: or_blank(number.to_owned()),
            date: or_blank(date),
        }
    }

    /// `Deliberazione (Giunta) n. 12 del 30/01/2026`.
    pub fn said(&self) -> String {
        format!("{} n. {} del {}", self.kind, self.number, self.date)
    }
}
