//! What is over is taken away: sessions that have ended, links that hold no more.

use std::time::Duration;

use app::accounts::Accounts;

use super::clock;

/// How often.
const EVERY: Duration = Duration::from_hours(1);

/// Takes away what is over, at once and then again and again. Nothing hangs on it: what is over does not hold while it lies there.
pub async fn sweep(accounts: Accounts) {
    let mut turns = tokio::time::interval(EVERY);
    loop {
        turns.tick().await;
        if let Err(refusal) = accounts.sweep(clock()).await {
            tracing::warn!(%refusal, "le sessioni e i collegamenti scaduti non si sono potuti togliere: si riprova tra un'ora");
        }
    }
}
