//! What scores are worth (rulebook 8.14 to 8.18): pools, bonuses, the pay of posts, cuts for late payments.

mod bonus;
mod cents;
mod payments;
mod pool;
mod posts;
mod service;

pub use bonus::{Bonus, BonusMethod, Contract, Managers, Ranked, Ranking, managers_bonus, rank, staff_bonus};
pub use cents::{cents, euros, largest_remainder};
pub use payments::{Cut, Delay, Invoice, PayCut, delay_indicator, result_pay};
pub use pool::{Claim, Premium, individual_budget, pool};
pub use posts::{PostPool, post_pool};
pub use service::{Service, ServiceOutcome, service};
