//! A compiler for plans: what is wrong with a plan, at its place, why, on which law or rule it
//! rests, and how to mend it.
//!
//! [`check`] walks the rules of `rules`, each a function that looks for one fault. What a finding
//! means stands in the [`Catalogue`], which is data: severity, law, page of explanation, and the
//! examples that are also its tests. Parameters of law carry the time in which they hold ([`Law`]).

mod adjust;
mod catalogue;
mod context;
mod every_text;
mod explained;
mod law;
mod lexicon;
mod outcome;
mod report;
mod rules;
mod spelling;
mod subjects;
mod timeline;
mod told_once;
mod words;
mod year;

use domain::{Finding, Plan};
use method::Method;
use outline::{moment, units};
use rayon::prelude::*;

pub use catalogue::{Catalogue, Edit, Mark, Page, SAMPLE, Sample, Target};
pub use law::{Law, Parameter};
pub use year::{Table, Year, YearAct};

/// What is wrong with a plan, by the law of its year and the rules of its method, in the order of
/// the document. `reading` are the findings of the reading that gave the plan: the method may weigh
/// them otherwise, too.
pub fn check(plan: &Plan, method: &Method, reading: Vec<Finding>) -> Vec<Finding> {
    checked(&context::Context::new(plan, method, None), reading)
}

/// As [`check`], with what happened in the year of the plan: its acts, the changes of the plan, the results.
pub fn check_year(plan: &Plan, method: &Method, reading: Vec<Finding>, year: &Year) -> Vec<Finding> {
    checked(&context::Context::new(plan, method, Some(year)), reading)
}

fn checked(context: &context::Context<'_>, reading: Vec<Finding>) -> Vec<Finding> {
    let (plan, method) = (context.plan, context.method);
    let mut findings = reading;
    findings.extend(found(context));
    explained::settle(&mut findings, plan);
    if context.profile.special_statute {
        adjust::unblock(&mut findings);
    }
    adjust::weigh(&mut findings, &method.checks);
    told_once::mark_each(&mut findings);
    // Rules may walk tables without an order: the same plan gives the same list all the same.
    findings.sort_by(|a, b| (a.place, &a.code, &a.message).cmp(&(b.place, &b.code, &b.message)));
    findings
}

/// What the rules find, rule by rule; they know nothing of each other, so each processor takes some.
fn found(context: &context::Context<'_>) -> Vec<Finding> {
    let rules: Vec<rules::Rule> = rules::all().collect();
    let of_each = rules.par_iter().map(|rule| {
        let mut report = report::Report::new(Catalogue::embedded(), context.year);
        rule(context, &mut report);
        report.into_findings()
    });
    of_each.collect::<Vec<_>>().concat()
}
