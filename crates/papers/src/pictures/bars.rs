//! Bars side by side: weights, results against what was expected, counts.

use document::picture::{Anchor, Picture, Tint};
use scoring::Exact;

use super::canvas::{Canvas, ROW, WIDTH, in_parts, words};
use crate::listing::count;

/// A bar with its name.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// What it is about.
    pub name: String,
    /// How long it is; none when nothing is known.
    pub value: Option<Exact>,
    /// How it is said at the end of the bar.
    pub said: String,
    /// It is not what it should be; [`Bar::said`] says so, too.
    pub amiss: bool,
}

/// What bars are measured by.
struct Scale {
    /// The value of a bar as long as there is room.
    most: Exact,
    /// A value that is marked across all bars: what is expected.
    mark: Option<Exact>,
}

/// The room for names.
const NAMES: i32 = 2300;
/// The room for what is said behind bars.
const SAID: i32 = 1000;

/// Pictures of bars, as many as it takes; none without bars. `what` says what the bars are, in the singular and the
/// plural; `mark` is a value that is marked across them: what is expected.
pub fn bars(title: &str, what: (&str, &str), mark: Option<Exact>, bars: &[Bar]) -> Vec<Picture> {
    let values = bars.iter().filter_map(|bar| bar.value.as_ref()).chain(&mark);
    let scale = Scale { most: values.max().cloned().unwrap_or_else(Exact::one), mark };
    in_parts(title, bars, |canvas, bars| {
        for bar in bars {
            draw(canvas, &scale, bar);
        }
        if let Some(mark) = &scale.mark {
            canvas.upright(end(&scale, mark), 0, canvas.y(), Tint::Ink);
        }
        alt(what, &scale, bars)
    })
}

/// Where a bar of a value ends.
fn end(scale: &Scale, value: &Exact) -> i32 {
    let room = WIDTH - NAMES - SAID;
    let length = value.checked_div(&scale.most).map(|part| (&part * &Exact::from(i64::from(room))).floor());
    NAMES + length.and_then(|length| i32::try_from(length).ok()).unwrap_or(0).clamp(0, room)
}

fn draw(canvas: &mut Canvas, scale: &Scale, bar: &Bar) {
    const INSET: i32 = 30;
    let top = canvas.row();
    canvas.say(words(20, top, Anchor::Start, NAMES - 80, &bar.name));
    let mut x = NAMES;
    if let Some(value) = &bar.value {
        x = end(scale, value);
        let tint = if bar.amiss { Tint::Amiss } else { Tint::Done };
        canvas.area(NAMES, top + INSET, (x - NAMES).max(8), ROW - 2 * INSET, tint);
        // No line goes through words.
        x = scale.mark.as_ref().map_or(x, |mark| x.max(end(scale, mark)));
    }
    canvas.say(words(x + 50, top, Anchor::Start, WIDTH - x - 50, &bar.said));
}

fn alt((one, more): (&str, &str), scale: &Scale, bars: &[Bar]) -> String {
    let counted = count(bars.len(), one, more);
    let amiss = bars.iter().filter(|bar| bar.amiss).count();
    let amiss = if amiss == 0 { String::new() } else { format!("; {amiss} da guardare") };
    let mark =
        scale.mark.as_ref().map(|mark| format!("; una linea segna {}", mark.shown(2))).unwrap_or_default();
    let longest =
        bars.iter().filter(|bar| bar.value.is_some()).max_by(|one, other| one.value.cmp(&other.value));
    let longest =
        longest.map(|bar| format!("; il valore più alto è {} ({})", bar.said, bar.name)).unwrap_or_default();
    format!("Barre orizzontali: {counted}{longest}{amiss}{mark}. I valori sono nella tabella che segue.")
}
