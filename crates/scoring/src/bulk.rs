//! Many bodies at once: a region, or the state, scored from columns of whole numbers.
//!
//! The figures stand in columns ([`Indicators`], [`Objectives`]), and [`Columns::score`] gives the official
//! score (two decimals, half up: rulebook 8.13) of every objective and body: the digits are those that
//! [`roll_up`](crate::tree::roll_up) gives, always. [`Columns::objective`] and [`Columns::body`] make the tree
//! of one of them, for its derivation or its exact score.
//!
//! ```
//! use scoring::bulk::{Actual, Columns, Indicators, Kind, Method, Objectives};
//!
//! // One objective of one body, with two indicators: 102 of 120, and a yes.
//! let objectives = Objectives { body: vec![0], weight: vec![100], neutralised: vec![false] };
//! let indicators = Indicators {
//!     objective: vec![0, 0],
//!     kind: vec![Kind::Increasing, Kind::YesNo],
//!     target: vec![120, 0],
//!     baseline: vec![0, 0],
//!     actual: vec![Actual::Number(102), Actual::Number(1)],
//!     weight: vec![60, 40],
//! };
//! let columns = Columns::new(Method::default(), objectives, indicators)?;
//! assert_eq!(columns.score().bodies[0].map(|score| score.to_string()), Some("91.00".to_owned()));
//! # Ok::<(), scoring::bulk::NotColumns>(())
//! ```
//!
//! # Why the digits are exact
//!
//! Big fractions are dear, and most scores can be rounded without them. A score is first held between two
//! whole numbers of billionths of a point, its bounds, and these hold it for certain:
//!
//! 1. **Achievement.** Every function of a value is `100 · n / d` with whole `n` and `d > 0` on the scale of the
//!    columns, held between 0 and 100. With `s = n · 10¹¹`, the bounds are `⌊s / d⌋` and `⌈s / d⌉`: they hold
//!    `s / d`, they are at most 1 apart, and they are equal when the division leaves nothing. Holding between 0
//!    and 100 is done before, by comparing `n` with 0 and `d`, which is exact. A step of a table is found by
//!    comparing whole numbers, which is exact too, and its score is bounded in the same way.
//! 2. **Mean.** Weights are whole numbers `w ≥ 0`, so `Σ w·low ≤ Σ w·A ≤ Σ w·high`; divided by `W = Σ w > 0`,
//!    rounded down on the left and up on the right, the order stays. A mean of scores is between 0 and 100,
//!    as they are: there is nothing to hold back. Bounds at most `e` apart give a mean whose bounds are at most
//!    `e + 2` apart: 3 for an objective, 5 for a body.
//! 3. **Rounding.** `r(x) = ⌊100·x + 1/2⌋` never falls when `x` rises. If `r(low) = r(high)`, then `r(x)` is the
//!    same number for every `x` between them, so for the score.
//!
//! Where `r(low) ≠ r(high)` the border of a rounding lies between the bounds (of random scores, about one in
//! two million), and the tree is reckoned in big fractions. Decimal billionths rather than binary ones: a
//! score that ends exactly on a border (`80.005`) then has equal bounds and needs no second reckoning.
//!
//! No step overflows: a number of a column is at most 10¹⁷, there are fewer than 2³² rows, and
//! 10¹⁷ · 10¹¹ · 2³² < 2¹²⁸.

mod achieve;
mod bounds;
mod columns;
mod derive;
mod listed;
#[cfg(test)]
mod refusals;
mod score;
mod steps;
#[cfg(test)]
mod tests;
mod text;

pub use bounds::Official;
pub use columns::{Actual, Columns, Indicators, Kind, Method, NotColumns, Objectives};
pub use listed::Listed;
pub use score::Scores;
pub use text::{NotText, read_indicators, read_objectives};
