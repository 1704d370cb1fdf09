//! Which item of a spreadsheet is which item of the plan as it is now.

use std::collections::{HashMap, HashSet};

use domain::Plan;
use domain::text::normal;
use outline::matching::{Known, matching};

use super::item::{Item, Sort, items, known_by};
use super::memory::{Memory, Remembered, digest};

/// Where the items of a spreadsheet stand in the plan as it is now.
#[derive(Default)]
pub struct Origin {
    now: HashMap<Item, Item>,
    /// Items that came into the plan after the spreadsheet was written, or were not in it.
    pub newer: Vec<Item>,
}

impl Origin {
    /// Finds them. `titles` are what the sheet calls its items now: a plan that has the changes already is known by them.
    pub fn find(plan: &Plan, memory: &Memory, titles: &HashMap<Item, String>) -> Self {
        if digest(plan) == memory.digest {
            let all = memory.items.iter().map(|remembered| remembered.item);
            let now = all.filter(|item| item.of(plan).is_some()).map(|item| (item, item)).collect();
            return Self { now, newer: Vec::new() };
        }
        let mut origin = Self::default();
        let objectives: Vec<Item> = (0..plan.objectives.len()).map(Item::objective).collect();
        let olds: Vec<&Remembered> = memory.items.iter().filter(|one| one.item.part.is_none()).collect();
        let mut parts: HashMap<(usize, Sort), Vec<&Remembered>> = HashMap::new();
        for one in &memory.items {
            if let Some((sort, _)) = one.item.part {
                parts.entry((one.item.objective, sort)).or_default().push(one);
            }
        }
        let pairs = pairs(plan, &olds, &objectives, titles);
        let found: HashSet<Item> = pairs.iter().map(|(_, now)| *now).collect();
        for (old, now) in pairs {
            origin.now.insert(old, now);
            origin.parts(plan, (old, now), &parts, titles);
        }
        for objective in objectives.into_iter().filter(|objective| !found.contains(objective)) {
            origin.newer.extend(items(plan, objective.objective));
        }
        origin
    }

    fn parts(
        &mut self,
        plan: &Plan,
        (old, now): (Item, Item),
        parts: &HashMap<(usize, Sort), Vec<&Remembered>>,
        titles: &HashMap<Item, String>,
    ) {
        for sort in Sort::PARTS {
            let olds = parts.get(&(old.objective, sort)).map(Vec::as_slice).unwrap_or_default();
            let news: Vec<Item> =
                items(plan, now.objective).into_iter().filter(|item| item.sort() == sort).collect();
            let pairs = pairs(plan, olds, &news, titles);
            let found: HashSet<Item> = pairs.iter().map(|(_, now)| *now).collect();
            self.newer.extend(news.into_iter().filter(|item| !found.contains(item)));
            self.now.extend(pairs);
        }
    }

    /// Where an item of the spreadsheet stands now; none when the plan no longer has it.
    pub fn now(&self, item: Item) -> Option<Item> {
        self.now.get(&item).copied()
    }

    /// Whether the plan has none of the items.
    pub fn is_of_another_plan(&self) -> bool {
        self.now.is_empty()
    }
}

/// Pairs items of one kind: those in the same place with the same title first, then by code, title and likeness.
fn pairs(
    plan: &Plan,
    olds: &[&Remembered],
    news: &[Item],
    titles: &HashMap<Item, String>,
) -> Vec<(Item, Item)> {
    let known: Vec<[String; 3]> = news.iter().map(|item| known_by(plan, *item)).collect();
    let renamed = |old: &Remembered| {
        let [within, code, title] = &old.known;
        [within.clone(), code.clone(), titles.get(&old.item).unwrap_or(title).clone()]
    };
    let same =
        |one: &[String; 3], other: &[String; 3]| one[0] == other[0] && begins_alike(&one[2], &other[2]);
    let (mut pairs, mut left) = (Vec::new(), Vec::new());
    let mut open: Vec<usize> = (0..news.len()).collect();
    for old in olds {
        let at = old.item.part.map_or(old.item.objective, |(_, at)| at);
        let here = open.binary_search(&at).ok().zip(known.get(at));
        match here.filter(|(_, here)| same(here, &old.known) || same(here, &renamed(old))) {
            Some((place, _)) => {
                open.remove(place);
                pairs.extend(news.get(at).map(|now| (old.item, *now)));
            }
            None => left.push(*old),
        }
    }
    let as_known = |[within, code, title]: &[String; 3]| Known::new(within, code, title);
    for of in [
        &|old: &Remembered| old.known.clone() as [String; 3],
        &renamed as &dyn Fn(&Remembered) -> [String; 3],
    ] {
        let one: Vec<Known> = left.iter().map(|old| as_known(&of(old))).collect();
        let other: Vec<Known> = open.iter().filter_map(|at| known.get(*at)).map(as_known).collect();
        let found = matching(&one, &other);
        pairs.extend(
            found
                .pairs
                .iter()
                .filter_map(|(one, other)| Some((left.get(*one)?.item, *news.get(*open.get(*other)?)?))),
        );
        left = found.removed.iter().filter_map(|at| left.get(*at).copied()).collect();
        open = found.added.iter().filter_map(|at| open.get(*at).copied()).collect();
    }
    pairs
}

/// Whether two titles are one, as far as the spreadsheet remembers them.
fn begins_alike(one: &str, other: &str) -> bool {
    const REMEMBERED: usize = 2_000;
    let [one, other] = [one, other].map(|text| normal(text).chars().take(REMEMBERED).collect::<String>());
    one == other
}
