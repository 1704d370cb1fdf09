//! Reading what was printed gives the same plan, for plans that no document holds yet.

use super::content::lost_in_print;
use super::generate::Generator;
use super::seed::{Seed, setting};
use super::shapes::shapes;
use super::support::{Case, report, samples};

#[test]
fn generated_plans_come_back_from_print() {
    let mut cases = samples();
    cases.extend(shapes());
    let each = setting("TRAGUARDO_PLANS", 360) / u64::try_from(cases.len().max(1)).unwrap_or(1);
    let faults: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = cases.iter().map(|case| scope.spawn(move || try_plans(case, each))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("printing does not panic")).collect()
    });
    report("piani cambiati dalla stampa", &faults);
}

fn try_plans(case: &Case, count: u64) -> Vec<String> {
    let plan = case.read().plan;
    let generator = Generator::new(&plan, &case.method);
    let fails = |seeds: &[u64]| lost_in_print(&generator.plan(seeds).0, &case.method).err();
    let mut faults = Vec::new();
    for first in 0..count {
        let mut seed = Seed::new(first);
        let seeds: Vec<u64> = (0..=seed.below(12)).map(|_| seed.next()).collect();
        if fails(&seeds).is_some() {
            let seeds = smallest(seeds, &|seeds| fails(seeds).is_some());
            let told = generator.plan(&seeds).1.join("; ");
            faults.push(format!(
                "{} (seme {first}): {told}\n  {}",
                case.name,
                fails(&seeds).unwrap_or_default()
            ));
        }
        if faults.len() >= 8 {
            break;
        }
    }
    faults
}

/// The seeds without those that a failure does not need.
fn smallest(mut seeds: Vec<u64>, fails: &dyn Fn(&[u64]) -> bool) -> Vec<u64> {
    let mut at = 0;
    while at < seeds.len() {
        let mut fewer = seeds.clone();
        fewer.remove(at);
        if fails(&fewer) {
            seeds = fewer;
        } else {
            at += 1;
        }
    }
    seeds
}
