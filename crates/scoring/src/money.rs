//! What scores are worth (rulebook 8.14 to 8.18): pools, bonuses, the pay of posts, cuts for late payments.

mod bonus;
mod cents;
mod cuts;
mod payments;
mod pool;
mod posts;
mod service;

pub use bonus::{Bonus, BonusMethod, Contract, Managers, Ranked, Ranking, managers_bonus, rank, staff_bonus};
pub use cents::{cents, euros, largest_remainder};
pub use cuts::{
    Condition, Cut, CutFile, CutKind, Facts, PayCut, Payments, Whose, cut_amount, cut_budget, result_pay,
};
pub use payments::{Delay, Invoice, NoIndicator, PaymentTimes, delay_indicator};
pub use pool::{Claim, Premium, individual_budget, pool};
pub use posts::{PostPool, post_pool};
pub use service::{NoService, Service, Stretch, service};
