//! The tree of the performance: which nodes have objectives.

use document::picture::{Anchor, Picture, Tint};

use super::canvas::{Canvas, ROW, WIDTH, in_parts, words};
use crate::listing::count;

/// A node of the tree, above its children.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Its name.
    pub name: String,
    /// How many nodes are above it.
    pub depth: usize,
    /// How many objectives carry it out.
    pub objectives: usize,
    /// The plan says years for it, and not the year of the plan.
    pub resting: bool,
}

/// The room for one objective, in a row of squares.
const SQUARE: i32 = 60;
/// Where squares begin.
const SQUARES: i32 = 3600;
/// How far to the right a child stands.
const INDENT: i32 = 140;

/// Pictures of a tree, as many as it takes; none without nodes.
pub fn trees(title: &str, branches: &[Branch]) -> Vec<Picture> {
    in_parts(title, branches, |canvas, branches| {
        for branch in branches {
            draw(canvas, branch);
        }
        alt(branches)
    })
}

impl Branch {
    /// Nothing carries it out, though something should.
    pub fn is_bare(&self) -> bool {
        self.objectives == 0 && !self.resting
    }
}

fn draw(canvas: &mut Canvas, branch: &Branch) {
    const DEEPEST: u8 = 8;
    // More squares than these are not counted by looking.
    const MOST: u8 = 12;
    let top = canvas.row();
    let depth = u8::try_from(branch.depth).unwrap_or(DEEPEST).min(DEEPEST);
    let x = i32::from(depth) * INDENT + 20;
    for above in 0..depth {
        canvas.upright(i32::from(above) * INDENT + 60, top, top + ROW, Tint::Grid);
    }
    canvas.say(words(x, top, Anchor::Start, SQUARES - x - 60, &branch.name).bold(depth == 0));
    let squares = u8::try_from(branch.objectives).unwrap_or(MOST).min(MOST);
    for index in 0..squares {
        canvas.area(SQUARES + i32::from(index) * SQUARE, top + 50, SQUARE - 15, SQUARE - 15, Tint::Done);
    }
    let said = match branch.objectives {
        0 if branch.resting => "non attivo quest'anno".to_owned(),
        0 => "senza obiettivi".to_owned(),
        many => count(many, "obiettivo", "obiettivi"),
    };
    let at = SQUARES + i32::from(squares) * SQUARE + 40;
    let bare = branch.is_bare();
    let tint = if bare { Tint::Amiss } else { Tint::Faint };
    canvas.say(words(at, top, Anchor::Start, WIDTH - at, &said).tinted(tint).bold(bare));
}

fn alt(branches: &[Branch]) -> String {
    let without = branches.iter().filter(|branch| branch.is_bare()).count();
    let nodes = count(branches.len(), "nodo", "nodi");
    let told = match without {
        0 => "nessuno è senza obiettivi".to_owned(),
        one => count(one, "è senza obiettivi", "sono senza obiettivi"),
    };
    format!("Albero: {nodes}, {told}. I nodi con i loro obiettivi sono nella tabella che segue.")
}
