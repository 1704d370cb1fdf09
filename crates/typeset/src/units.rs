//! Lengths. All are in points (1/72 inch) unless a name says otherwise; an em is the size of a font.

/// A count as a length or factor.
#[allow(clippy::cast_precision_loss, reason = "counts on a page are far below 2^24")]
pub fn length(count: usize) -> f32 {
    count as f32
}

/// A length in whole points, rounded up.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates: lengths that no page holds stay too long"
)]
pub fn points(length: f32) -> u32 {
    length.ceil().max(0.0) as u32
}

/// How many times a part fits into a whole.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates, and less than none is none"
)]
pub fn times(whole: f32, part: f32) -> usize {
    (whole / part).floor().max(0.0) as usize
}

/// A length on the grid of a hundredth of a point, on which all edges of tables stand: edges that meet have
/// the same coordinates, whatever sums they come from.
pub fn snapped(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}
