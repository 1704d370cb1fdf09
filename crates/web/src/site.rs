//! What every page needs: the use cases, the clock, the way to send mail.

use std::sync::Arc;

use app::Moment;
use app::accounts::Accounts;
use app::copies::Copies;
use app::plans::Plans;

use crate::headers::Transport;

/// A message to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// To whom.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// The way messages are sent.
pub trait Mail: Send + Sync {
    /// Sends a message; what happens to it is not waited for.
    fn send(&self, message: Message);
    /// Whether messages reach anybody: otherwise links are handed over by the administrator.
    fn reaches(&self) -> bool;
}

/// What every page needs.
pub struct Site {
    /// The plans and all that is done with them.
    pub plans: Plans,
    /// The accounts.
    pub accounts: Accounts,
    /// The copies of everything.
    pub copies: Copies,
    /// How requests come to us.
    pub transport: Transport,
    /// The address under which people reach the application, for links in messages: `https://piani.comune.it`.
    pub address: String,
    /// What time it is.
    pub clock: fn() -> Moment,
    /// The way messages are sent.
    pub mail: Box<dyn Mail>,
    /// Tells those who work in the background that there is something to do.
    pub wake: Box<dyn Fn() + Send + Sync>,
}

/// The site, as routes share it.
pub type Shared = Arc<Site>;

impl Site {
    /// What time it is.
    pub fn now(&self) -> Moment {
        (self.clock)()
    }
}
