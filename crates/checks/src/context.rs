//! The plan as rules look at it: objectives with their ordinals, and tables to look things up in.

use std::sync::OnceLock;

use domain::{Plan, Read};
use jiff::civil::Date;
use method::{ActInfo, Method, Profile};
pub use outline::{Seen, place, text};

use crate::every_text::{Text, texts};
use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::moment::{Step, steps};
use crate::rules::graduation::{Wording, wordings};
use crate::subjects::Corpus;
use crate::timeline::Timeline;
use crate::units::{Copies, Unit, copies, units};
use crate::year::Year;

/// Everything a rule may look at.
pub struct Context<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The method of its body.
    pub method: &'a Method,
    /// The law.
    pub law: &'static Law,
    /// The plan year.
    pub year: Option<i16>,
    /// The objectives, in document order.
    pub objectives: Vec<Seen<'a>>,
    /// What is known of the body: what the plan says, else the method.
    pub profile: Profile,
    /// Acts and opinions of the plan, of the method and of the year.
    pub acts: Vec<ActInfo>,
    dossier: Option<&'a Year>,
    timeline: OnceLock<Timeline<'a>>,
    corpus: OnceLock<Corpus<'a>>,
    units: OnceLock<Vec<Unit<'a>>>,
    steps: OnceLock<Vec<Vec<Step<'a>>>>,
    texts: OnceLock<Vec<Text<'a>>>,
    lexicon: OnceLock<Lexicon<'a>>,
    copies: OnceLock<Vec<Copies<'a>>>,
    graduations: OnceLock<Vec<Wording<'a>>>,
}

impl<'a> Context<'a> {
    /// A context for a plan, the method of its body and, when it is known, what happened in its year.
    pub fn new(plan: &'a Plan, method: &'a Method, dossier: Option<&'a Year>) -> Self {
        Self {
            plan,
            method,
            law: Law::embedded(),
            year: outline::plan_year(plan, method),
            objectives: outline::objectives(plan),
            profile: profile(plan, method),
            acts: acts(plan, method, dossier),
            dossier,
            timeline: OnceLock::new(),
            corpus: OnceLock::new(),
            units: OnceLock::new(),
            steps: OnceLock::new(),
            texts: OnceLock::new(),
            lexicon: OnceLock::new(),
            copies: OnceLock::new(),
            graduations: OnceLock::new(),
        }
    }

    /// What happened in the year, in its order; nothing when that is not known.
    pub fn timeline(&self) -> Option<&Timeline<'a>> {
        let dossier = self.dossier?;
        Some(self.timeline.get_or_init(|| Timeline::new(self.plan, self.method, dossier)))
    }

    /// The acts of the year alone.
    pub fn of_year(&self) -> impl Iterator<Item = &'a ActInfo> {
        self.dossier.into_iter().flat_map(|year| &year.acts).map(|act| &act.act)
    }

    /// The words of the objectives, folded once for all rules.
    pub fn corpus(&self) -> &Corpus<'a> {
        self.corpus.get_or_init(|| Corpus::new(self))
    }

    /// The units that have objectives, in document order.
    pub fn units(&self) -> &[Unit<'a>] {
        self.units.get_or_init(|| units(self.plan, self.method, &self.objectives))
    }

    /// The phases of an objective with their indicators; none when the year of the plan is not known.
    pub fn steps(&self, seen: &Seen<'_>) -> &[Step<'a>] {
        let all = self.steps.get_or_init(|| {
            let of = |seen: &Seen<'a>| self.year.map(|year| steps(seen.objective, year)).unwrap_or_default();
            self.objectives.iter().map(of).collect()
        });
        let index = usize::try_from(seen.ordinal).ok().and_then(|ordinal| ordinal.checked_sub(1));
        index.and_then(|index| all.get(index)).map_or(&[], Vec::as_slice)
    }

    /// Every text of the plan, in document order.
    pub fn texts(&self) -> &[Text<'a>] {
        self.texts.get_or_init(|| texts(self))
    }

    /// The words of [`Self::texts`], each known once.
    pub fn lexicon(&self) -> &Lexicon<'a> {
        self.lexicon.get_or_init(|| Lexicon::new(self.texts()))
    }

    /// The texts of an objective, in document order.
    pub fn texts_of(&self, seen: &Seen<'_>) -> &[Text<'a>] {
        let texts = self.texts();
        // Texts of the plan come first, then those of each objective.
        let ordinal = |text: &Text<'_>| text.seen.map_or(0, |of| of.ordinal);
        let from = texts.partition_point(|text| ordinal(text) < seen.ordinal);
        let to = texts.partition_point(|text| ordinal(text) <= seen.ordinal);
        texts.get(from..to).unwrap_or_default()
    }

    /// A field of an objective, folded once for all rules; empty when it is not filled.
    pub fn folded_of(&self, seen: &Seen<'_>, field: &str) -> &str {
        let text = self.texts_of(seen).iter().find(|text| text.of() == ("objective", field));
        text.map_or("", Text::folded)
    }

    /// The objectives that stand in several units.
    pub fn copies(&self) -> &[Copies<'a>] {
        self.copies.get_or_init(|| copies(self.method, self.units()))
    }

    /// The texts of graduation, each with the indicators that have it.
    pub fn graduations(&self) -> &[Wording<'a>] {
        self.graduations.get_or_init(|| wordings(self))
    }

    /// The acts of a kind.
    pub fn acts(&self, kind: &str) -> impl Iterator<Item = &ActInfo> {
        self.acts.iter().filter(move |act| act.kind == kind)
    }

    /// The date of the first act of a kind that has one.
    pub fn act_date(&self, kind: &str) -> Option<Date> {
        self.acts(kind).find_map(|act| act.date)
    }
}

fn profile(plan: &Plan, method: &Method) -> Profile {
    let body = plan.body.first();
    let figure = |read: Option<&Read<domain::Prose>>| {
        let digits: String = text(read)
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .filter(char::is_ascii_digit)
            .collect();
        digits.parse().ok()
    };
    let own = &method.profile;
    Profile {
        population: body.and_then(|body| figure(body.population.as_ref())).or(own.population),
        employees: body.and_then(|body| figure(body.employees.as_ref())).or(own.employees),
        managers: body.and_then(|body| figure(body.managers.as_ref())).or(own.managers),
        evaluation_organ: body
            .and_then(|body| body.evaluation_organ.as_ref())
            .map(|organ| organ.verbatim.clone())
            .or_else(|| own.evaluation_organ.clone()),
        budget_deadline: body
            .and_then(|body| body.budget_deadline.as_ref())
            .and_then(Read::certain)
            .copied()
            .or(own.budget_deadline),
        special_statute: own.special_statute,
    }
}

fn acts(plan: &Plan, method: &Method, dossier: Option<&Year>) -> Vec<ActInfo> {
    let of_plan = plan.acts.iter().map(|act| ActInfo {
        kind: text(act.kind.as_ref()).trim().to_lowercase(),
        organ: act.organ.as_ref().map(|organ| organ.verbatim.clone()),
        number: act.number.as_ref().map(|number| number.verbatim.clone()),
        date: act.date.as_ref().and_then(Read::certain).copied(),
        outcome: act.outcome.as_ref().map(|outcome| outcome.verbatim.clone()),
        subject: act.subject.as_ref().map(|subject| subject.verbatim.clone()),
        ..ActInfo::default()
    });
    let mut acts: Vec<ActInfo> = of_plan.chain(method.acts.iter().cloned()).collect();
    for act in dossier.into_iter().flat_map(|year| &year.acts).map(|act| &act.act) {
        // An act that the year tells again is one act, and the year says more of it.
        let known = acts.iter().position(|known| is_same(known, act));
        let known = known.map(|at| acts.remove(at)).unwrap_or_default();
        acts.push(ActInfo {
            organ: act.organ.clone().or(known.organ),
            number: act.number.clone().or(known.number),
            outcome: act.outcome.clone().or(known.outcome),
            subject: act.subject.clone().or(known.subject),
            reason: act.reason.clone().or(known.reason),
            published: act.published.or(known.published),
            ..act.clone()
        });
    }
    acts
}

/// Whether two accounts are of one act: kind and date are the same, and the numbers do not tell them apart.
fn is_same(one: &ActInfo, other: &ActInfo) -> bool {
    let numbers = one.number.as_ref().zip(other.number.as_ref());
    one.kind == other.kind
        && one.date.is_some()
        && one.date == other.date
        && numbers.is_none_or(|(one, other)| one == other)
}
