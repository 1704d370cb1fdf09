//! The order of reckoning: what an item needs comes before it. Items that need one another are a group.

use super::Tree;

/// Groups of items, those that are needed first. In a group wholes come after their parts.
///
/// The algorithm is Tarjan's, without recursion: a file may chain as many items as it likes.
pub fn groups(tree: &Tree<'_>) -> Vec<Vec<usize>> {
    let count = tree.nodes.len();
    let mut walk = Walk { number: vec![0; count], low: vec![0; count], ..Walk::default() };
    for start in 0..count {
        walk.from(tree, start);
    }
    walk.groups
}

#[derive(Default)]
struct Walk {
    /// The turn at which each item was met, from 1; nought: not yet.
    number: Vec<usize>,
    /// The lowest turn that is reached from each; the highest once its group is closed.
    low: Vec<usize>,
    turn: usize,
    /// Items whose group is not closed.
    pending: Vec<usize>,
    groups: Vec<Vec<usize>>,
}

impl Walk {
    fn from(&mut self, tree: &Tree<'_>, start: usize) {
        let mut path: Vec<(usize, usize)> = Vec::new();
        self.meet(start, &mut path);
        while let Some((place, next)) = path.pop() {
            match needed(tree, place, next) {
                Some(need) => {
                    path.push((place, next + 1));
                    if !self.meet(need, &mut path) {
                        self.lower(place, read(&self.low, need));
                    }
                }
                None => self.leave(place, path.last().map(|(before, _)| *before)),
            }
        }
    }

    /// Goes to an item; whether it was new.
    fn meet(&mut self, place: usize, path: &mut Vec<(usize, usize)>) -> bool {
        let is_new = read(&self.number, place) == 0;
        if is_new {
            self.turn += 1;
            write(&mut self.number, place, self.turn);
            write(&mut self.low, place, self.turn);
            self.pending.push(place);
            path.push((place, 0));
        }
        is_new
    }

    fn lower(&mut self, place: usize, low: usize) {
        let lowest = low.min(read(&self.low, place));
        write(&mut self.low, place, lowest);
    }

    fn leave(&mut self, place: usize, before: Option<usize>) {
        let low = read(&self.low, place);
        if low == read(&self.number, place) {
            let begin = self.pending.iter().rposition(|one| *one == place).unwrap_or(0);
            let mut group = self.pending.split_off(begin);
            for one in &group {
                write(&mut self.low, *one, usize::MAX);
            }
            // Parts stand after their wholes in the tree.
            group.sort_unstable_by(|a, b| b.cmp(a));
            self.groups.push(group);
        } else if let Some(before) = before {
            self.lower(before, low);
        }
    }
}

fn read(numbers: &[usize], place: usize) -> usize {
    numbers.get(place).copied().unwrap_or(usize::MAX)
}

fn write(numbers: &mut [usize], place: usize, number: usize) {
    if let Some(slot) = numbers.get_mut(place) {
        *slot = number;
    }
}

/// The nth item that an item needs: its parts, or the one whose result it takes.
fn needed(tree: &Tree<'_>, place: usize, nth: usize) -> Option<usize> {
    let node = tree.nodes.get(place)?;
    node.parts.get(nth).copied().or_else(|| tree.source(place).filter(|_| nth == 0))
}
