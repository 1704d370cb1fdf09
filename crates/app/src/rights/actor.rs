//! Who acts: a signed-in person in a body, with what they may do there today.

use jiff::civil::Date;
use store::rows::{Account, Body, RoleGrant};

use super::{Part, PlanState, Proposal, Role};
use crate::refusal::{Answer, Refusal};

/// A role that holds today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The unit; none: the whole body.
    pub unit: Option<String>,
    /// The account it stands in for.
    pub stands_for: Option<String>,
}

/// A signed-in person in a body.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person.
    pub account: Account,
    /// The body.
    pub body: Body,
    /// The roles that hold today.
    pub grants: Vec<Grant>,
    /// Today.
    pub today: Date,
}

/// What may be done beyond reading and writing objectives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// See the plan of the whole body.
    SeePlan,
    /// See names of people on objectives, whatever the unit.
    SeePeople,
    /// Add objectives, take them away, order them, write the tree.
    ShapePlan,
    /// Bring documents in.
    Import,
    /// Send back, agree, keep the register of acts.
    Coordinate,
    /// Pass over findings with a reason.
    Waive,
    /// Record the act that approves.
    Approve,
    /// Keep the register of structures.
    KeepStructures,
    /// Accounts and roles.
    KeepPeople,
    /// Method files, settings of the body.
    KeepMethods,
    /// See the audit trail.
    SeeTrail,
    /// Make documents.
    MakeDocuments,
    /// Write comments.
    Comment,
}

impl Right {
    /// The roles of the whole body that have it.
    pub fn roles(self) -> &'static [Role] {
        use Role::{
            Accounting, Administrator, Auditor, Contributor, Evaluator, Executive, Head, Hr, Planner, Rpct,
        };
        match self {
            Self::SeePlan => &[
                Planner,
                Head,
                Contributor,
                Evaluator,
                Executive,
                Rpct,
                Hr,
                Accounting,
                Auditor,
                Administrator,
            ],
            Self::SeePeople => &[Planner, Evaluator, Hr],
            Self::ShapePlan | Self::Import | Self::Coordinate | Self::Waive | Self::Approve => &[Planner],
            Self::KeepStructures => &[Planner, Administrator, Hr],
            Self::KeepPeople | Self::KeepMethods => &[Administrator],
            Self::SeeTrail => &[Planner, Administrator, Evaluator, Auditor],
            Self::MakeDocuments => {
                &[Planner, Head, Contributor, Evaluator, Executive, Rpct, Hr, Accounting, Auditor]
            }
            Self::Comment => &[Planner, Head, Contributor, Evaluator, Executive, Rpct, Hr, Accounting],
        }
    }
}

impl Actor {
    /// A person in a body with the roles that hold on a day; none when they have no role there.
    pub fn new(account: Account, body: Body, grants: &[RoleGrant], today: Date) -> Option<Self> {
        let day = today.to_string();
        let holds = |grant: &&RoleGrant| {
            grant.from_day.as_str() <= day.as_str() && (grant.to_day.is_empty() || day <= grant.to_day)
        };
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let grants: Vec<Grant> = grants
            .iter()
            .filter(holds)
            .filter_map(|grant| {
                let role = Role::named(&grant.role)?;
                Some(Grant { role, unit: some(&grant.unit_id), stands_for: some(&grant.stands_for) })
            })
            .collect();
        (!grants.is_empty()).then_some(Self { account, body, grants, today })
    }

    /// Whether the person has a role, in the whole body or in some unit.
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Whether the person has a right.
    pub fn may(&self, right: Right) -> bool {
        right.roles().iter().any(|role| self.has(*role))
    }

    /// # Errors
    /// [`Refusal::NotFound`] without the right: what one may not do is not found.
    pub fn need(&self, right: Right) -> Answer<()> {
        if self.may(right) { Ok(()) } else { Err(Refusal::NotFound) }
    }

    /// Whether the person has a role in a unit; a role without a unit is a role in every unit.
    pub fn has_in(&self, role: Role, unit: Option<&str>) -> bool {
        let fits = |grant: &Grant| grant.unit.is_none() || grant.unit.as_deref() == unit;
        self.grants.iter().any(|grant| grant.role == role && fits(grant))
    }

    /// The units in which the person has a role of a unit.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        self.grants.iter().filter_map(|grant| grant.unit.as_deref())
    }

    /// Whether the person may write a part of an objective of a unit, with plan and proposal in a state.
    ///
    /// A head writes the text but not the weight; what was sent is with the planner; after the act only results are
    /// written, and by the unit.
    pub fn may_write(&self, part: Part, unit: Option<&str>, plan: PlanState, proposal: Proposal) -> bool {
        let in_unit = self.has_in(Role::Head, unit) || self.has_in(Role::Contributor, unit);
        let planner = self.has(Role::Planner);
        if part == Part::Result {
            return plan != PlanState::Draft && (planner || in_unit);
        }
        match plan {
            PlanState::Approved => false,
            PlanState::Variation | PlanState::Draft if planner => true,
            PlanState::Variation | PlanState::Draft => {
                let with_unit = in_unit
                    && proposal.is_with_unit()
                    && (plan == PlanState::Draft || proposal == Proposal::Returned);
                match part {
                    Part::Text => with_unit,
                    Part::People => with_unit || self.has(Role::Hr),
                    Part::Money => with_unit || self.has(Role::Accounting),
                    Part::Risk => with_unit || self.has(Role::Rpct),
                    Part::Weight | Part::Frame | Part::Result => false,
                }
            }
        }
    }

    /// Whether the person may see who works on the objectives of a unit.
    pub fn sees_people_of(&self, unit: Option<&str>) -> bool {
        self.may(Right::SeePeople) || self.has_in(Role::Head, unit) || self.has_in(Role::Contributor, unit)
    }

    /// The roles as the audit trail tells them.
    pub fn roles_told(&self) -> String {
        let mut names: Vec<&str> = self.grants.iter().map(|grant| grant.role.name()).collect();
        names.sort_unstable();
        names.dedup();
        names.join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(grants: &[(Role, &str)]) -> Actor {
        let grants: Vec<RoleGrant> = grants
            .iter()
            .map(|(role, unit)| RoleGrant {
                role: role.name().to_owned(),
                unit_id: (*unit).to_owned(),
                from_day: "2026-01-01".to_owned(),
                ..RoleGrant::default()
            })
            .collect();
        Actor::new(Account::default(), Body::default(), &grants, "2026-06-01".parse().unwrap()).unwrap()
    }

    #[test]
    fn a_head_writes_the_text_of_the_own_unit_but_no_weight() {
        let head = actor(&[(Role::Head, "u1")]);
        let may = |part, unit| head.may_write(part, Some(unit), PlanState::Draft, Proposal::Draft);
        assert!(may(Part::Text, "u1") && may(Part::People, "u1") && may(Part::Money, "u1"));
        assert!(!may(Part::Weight, "u1") && !may(Part::Frame, "u1") && !may(Part::Text, "u2"));
    }

    #[test]
    fn what_was_sent_is_with_the_planner() {
        let (head, planner) = (actor(&[(Role::Head, "u1")]), actor(&[(Role::Planner, "")]));
        for (proposal, with_head) in [
            (Proposal::Draft, true),
            (Proposal::Sent, false),
            (Proposal::Returned, true),
            (Proposal::Agreed, false),
        ] {
            assert_eq!(head.may_write(Part::Text, Some("u1"), PlanState::Draft, proposal), with_head);
            assert!(planner.may_write(Part::Weight, Some("u1"), PlanState::Draft, proposal));
        }
    }

    #[test]
    fn after_the_act_only_results_are_written() {
        let (head, planner) = (actor(&[(Role::Head, "u1")]), actor(&[(Role::Planner, "")]));
        for part in [Part::Text, Part::Weight, Part::Frame, Part::People, Part::Money, Part::Risk] {
            assert!(!planner.may_write(part, Some("u1"), PlanState::Approved, Proposal::Agreed), "{part:?}");
        }
        assert!(head.may_write(Part::Result, Some("u1"), PlanState::Approved, Proposal::Agreed));
        assert!(!head.may_write(Part::Result, Some("u1"), PlanState::Draft, Proposal::Draft));
        assert!(!head.may_write(Part::Result, Some("u2"), PlanState::Approved, Proposal::Agreed));
    }

    #[test]
    fn a_role_holds_from_its_first_day_to_its_last() {
        let grant = RoleGrant {
            role: "head".to_owned(),
            from_day: "2026-03-01".to_owned(),
            to_day: "2026-03-31".to_owned(),
            ..RoleGrant::default()
        };
        let on = |day: &str| {
            let grants = std::slice::from_ref(&grant);
            Actor::new(Account::default(), Body::default(), grants, day.parse().unwrap()).is_some()
        };
        assert_eq!(
            ["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"].map(on),
            [false, true, true, false]
        );
    }

    #[test]
    fn who_only_reads_writes_nothing() {
        for role in [Role::Auditor, Role::Executive, Role::Evaluator, Role::Employee, Role::Administrator] {
            let actor = actor(&[(role, "")]);
            for plan in PlanState::ALL {
                assert!(!actor.may_write(Part::Text, Some("u1"), plan, Proposal::Draft), "{role:?} {plan:?}");
            }
        }
    }
}
