//! The result pool of high-qualification posts (*EQ*, CCNL 16/11/2022 art. 17 c. 4; rulebook 8.16).

use super::cents::{cents, euros};
use crate::exact::Exact;
use crate::function::Working;

/// The least result pool of the posts of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct PostPool {
    /// The least pool.
    pub least: Exact,
    /// The part of the whole that a given pool is, per cent.
    pub share: Option<Exact>,
    /// Whether the given pool is enough.
    pub enough: Option<bool>,
    /// How.
    pub working: Vec<Working>,
}

/// The least result pool: 15 % of position and result together, so `position × 15 / 85`; and whether a
/// given pool is enough.
pub fn post_pool(position: &Exact, result: Option<&Exact>) -> Option<PostPool> {
    let fifteen = Exact::from(15);
    let exact = &(position * &fifteen) / &Exact::from(85);
    let least = euros(&cents(&exact));
    let mut working = vec![Working::new("posizione × 15 / 85", format!("{position} × 15 / 85"), &least)];
    let share = match result {
        Some(result) => {
            let whole = position + result;
            let share = result.checked_div(&whole)? * Exact::hundred();
            working.push(Working::new(
                "risultato / (posizione + risultato)",
                format!("{result} / {whole}"),
                &share,
            ));
            Some(share)
        }
        None => None,
    };
    let enough = share.as_ref().map(|share| *share >= fifteen);
    Some(PostPool { least, share, enough, working })
}
