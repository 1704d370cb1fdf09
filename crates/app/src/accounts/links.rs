//! How often a link for a new password is sent.
//!
//! What is typed is counted, whether there is such an account or not: so nothing is told of accounts. Nobody is kept out, either:
//! a link that is not sent because of an account's own limit means that others were, and these lie in the owner's mail and hold.

use store::rows::Account;

use super::counts::{Counts, Limit};
use super::throttle::pair;
use super::{Accounts, RESET, login};
use crate::moment::Moment;
use crate::refusal::Answer;

/// Links for one account that are asked for from one address.
const PAIR: Limit = (2, 15 * 60);
/// Links for one account, wherever they are asked for: as long as a link holds, so that there is always one that does.
const ACCOUNT: Limit = (6, RESET);
/// Links that are asked for from one address.
const ADDRESS: Limit = (30, 15 * 60);

/// Counts of links that were asked for.
#[derive(Debug, Default)]
pub struct Links(Counts);

impl Links {
    /// Counts that a link was asked for; tells whether one may be sent.
    fn ask(&self, login: &str, address: &str, now: Moment) -> bool {
        let (pair, account) = (pair(login, address), pair(login, "*"));
        self.0.add(address, ADDRESS, now);
        let over = self.0.wait(&pair, PAIR, now).is_some() || self.0.wait(&account, ACCOUNT, now).is_some();
        if !over {
            self.0.add(&pair, PAIR, now);
            self.0.add(&account, ACCOUNT, now);
        }
        !over
    }
}

impl Accounts {
    /// Seconds to wait before another link may be asked for from an address, whatever the account.
    pub fn must_wait_for_links(&self, address: &str, now: Moment) -> Option<i64> {
        self.links.0.wait(address, ADDRESS, now)
    }

    /// Counts that somebody asks for a link, by what they call their account; tells whether one may be sent, if there is such an
    /// account.
    pub fn may_send_link(&self, name: &str, address: &str, now: Moment) -> bool {
        self.links.ask(&login(name), address, now)
    }

    /// The account of a name, when it can be sent a link, with what its link holds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn link_for(&self, name: &str, now: Moment) -> Answer<Option<(Account, String)>> {
        let account = self.store.read().await?.link().account_by_login(&login(name)).await?;
        let Some(account) = account.filter(|account| account.is_active && !account.mail.is_empty()) else {
            return Ok(None);
        };
        let token = self.reset_link(&account.id, now).await?;
        Ok(Some((account, token)))
    }

    /// Takes away sessions that have ended and links that hold no more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self, now: Moment) -> Answer<()> {
        let mut work = self.store.work().await?;
        let mut link = work.link()?;
        link.sessions_sweep(now.0).await?;
        link.reset_links_sweep(now.0).await?;
        Ok(work.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_000_000_000);

    #[test]
    fn one_place_is_sent_few_links_for_an_account_and_another_place_still_some() {
        let links = Links::default();
        let sent = |address: &str, now| links.ask("segretaria", address, now);
        assert!(sent("203.0.113.9", NOW) && sent("203.0.113.9", NOW));
        assert!(!sent("203.0.113.9", NOW) && !sent("203.0.113.9", NOW.later(899)));
        assert!(sent("192.0.2.1", NOW), "the owner, elsewhere");
        assert!(sent("203.0.113.9", NOW.later(900)));
        assert!(links.ask("ragioniere", "203.0.113.9", NOW));
    }

    #[test]
    fn many_places_together_do_not_fill_a_mailbox_and_a_link_holds_all_the_time() {
        let links = Links::default();
        let sent: Vec<i64> = (0..4 * RESET / 60)
            .map(|minute| minute * 60)
            .filter(|second| links.ask("segretaria", &format!("192.0.2.{second}"), NOW.later(*second)))
            .collect();
        assert_eq!(sent.len(), 4 * 6, "{sent:?}");
        for second in (0..4 * RESET).step_by(60) {
            let holds = |made: &&i64| **made <= second && second < **made + RESET;
            assert!(sent.iter().any(|made| holds(&made)), "at {second} the owner has a link");
        }
    }

    #[test]
    fn an_address_that_asks_for_many_accounts_must_wait() {
        let links = Links::default();
        (0..ADDRESS.0).for_each(|number| {
            links.ask(&format!("utente{number}"), "203.0.113.9", NOW);
        });
        assert!(links.0.wait("203.0.113.9", ADDRESS, NOW).is_some());
        assert!(links.0.wait("192.0.2.1", ADDRESS, NOW).is_none());
    }
}
