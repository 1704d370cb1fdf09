//! What is over is taken away, and what is not stays.

use app::accounts::{Accounts, Credentials, new_account};
use app::secret::token_hash;
use trial::{both_engines, read};

use crate::town::NOW;

const PASSWORD: &str = "quattro parole messe insieme";

both_engines!(sessions_and_links_go_when_they_are_over, async |store| {
    let accounts = Accounts::new(store.clone());
    let anna = new_account("anna", "Anna Anagrafe", "", NOW);
    trial::write!(store, account_insert(&anna));
    let used = accounts.reset_link(&anna.id, NOW).await.unwrap();
    accounts.reset(&used, PASSWORD.to_owned(), NOW).await.unwrap();
    let unused = accounts.reset_link(&anna.id, NOW).await.unwrap();
    let given = Credentials { login: "anna".to_owned(), password: PASSWORD.to_owned(), code: String::new() };
    let session = accounts.sign_in(given, "192.0.2.1", NOW).await.ok().unwrap();
    let there = async || {
        (
            read!(store, reset_link_fetch(&token_hash(&used))).is_some(),
            read!(store, reset_link_fetch(&token_hash(&unused))).is_some(),
            read!(store, session_fetch(&token_hash(&session))).is_some(),
        )
    };
    assert_eq!(there().await, (true, true, true));
    accounts.sweep(NOW.later(7199)).await.unwrap();
    assert_eq!(there().await, (false, true, true), "a link is used once");
    assert!(accounts.of_session(&session, NOW.later(7199)).await.unwrap().is_some());
    accounts.sweep(NOW.later(7200)).await.unwrap();
    assert_eq!(there().await, (false, false, true), "the session was used a moment ago");
    accounts.sweep(NOW.later(12 * 3600)).await.unwrap();
    assert_eq!(there().await, (false, false, false));
});
