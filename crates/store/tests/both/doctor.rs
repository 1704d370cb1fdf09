//! Each fault, made by hand in a database that is sound, is found and nothing else.

use std::path::PathBuf;

use store::doctor::{Kind, Report, doctor};
use store::rows::Attachment;
use store::{Engine, Fault, Store};

use crate::make::{body_in, ids};
use crate::whole::{fill, silent};
use trial::Hand;

/// The body in which faults are made.
const ONE: &str = "(select min(id) from body)";

async fn look(store: &Store) -> Report {
    doctor(store, &mut silent()).await.unwrap()
}

/// Breaks a sound database by hand, and sees that exactly these faults are found; gives their texts.
async fn check_found(store: &Store, hand: &Hand, sql: &str, expected: &[Kind]) -> String {
    fill(store).await;
    assert_eq!(look(store).await.troubles, []);
    hand.run(&sql.replace("$ONE", ONE)).await;
    found(store, expected).await
}

async fn found(store: &Store, expected: &[Kind]) -> String {
    let report = look(store).await;
    let kinds: Vec<Kind> = report.troubles.iter().map(|trouble| trouble.kind).collect();
    assert_eq!(kinds, expected, "{:?}", report.troubles);
    assert_eq!((report.is_sound(), report.more), (false, 0));
    report.troubles.iter().map(ToString::to_string).collect()
}

both_engines!(a_sound_database_is_looked_at_as_a_whole, async |store| {
    fill(&store).await;
    let mut told = Vec::new();
    let mut watch = |now: store::archive::Progress<'_>| told.push(now.table.to_owned());
    let report = doctor(&store, &mut watch).await.unwrap();
    assert!(report.is_sound(), "{:?}", report.troubles);
    let looked = [
        ("tabelle", 23),
        ("righe", 78),
        ("legami tra tabelle", 23),
        ("voci dei registri", 6),
        ("approvazioni nei registri", 4),
        ("impegni su dati personali", 4),
        ("stati degli elementi dei piani", 8),
        ("versioni approvate", 4),
        ("file", 13),
        ("file di cui nessuna riga parla (possono restare)", 0),
    ];
    assert_eq!(report.looked, looked);
    assert!(["audit", "item", "files"].iter().all(|table| told.iter().any(|told| told == table)));
});

both_engines!(an_empty_database_is_sound, async |store| {
    assert_eq!(look(&store).await.troubles, []);
});

both_engines_by_hand!(a_row_without_the_one_it_needs, async |store, hand| {
    let sql = "insert into membership (account_id, body_id) values ('nessuno', $ONE)";
    let text = check_found(&store, &hand, sql, &[Kind::Orphan]).await;
    assert!(text.starts_with("Una riga di «membership» (nessuno / "), "{text}");
    assert!(text.contains("ha bisogno di una riga di «account» che non c'è. Non modificare"), "{text}");
});

both_engines_by_hand!(a_role_of_an_account_that_is_gone, async |store, hand| {
    let sql = "update role_grant set account_id = 'nessuno' where body_id = $ONE";
    check_found(&store, &hand, sql, &[Kind::Orphan]).await;
});

both_engines_by_hand!(a_role_in_place_of_nobody, async |store, hand| {
    let sql = "update role_grant set stands_for = 'nessuno' where body_id = $ONE";
    check_found(&store, &hand, sql, &[Kind::StandsFor]).await;
});

both_engines_by_hand!(an_entry_that_says_something_else, async |store, hand| {
    let sql = "update audit set reason = 'altro' where number = 2 and body_id = $ONE";
    let text = check_found(&store, &hand, sql, &[Kind::Chain]).await;
    assert!(text.contains("La voce 2 del registro di Comune di "), "{text}");
});

both_engines_by_hand!(an_entry_that_is_gone, async |store, hand| {
    let text =
        check_found(&store, &hand, "delete from audit where number = 1 and body_id = $ONE", &[Kind::Chain])
            .await;
    assert!(text.contains("mancano voci prima della 2"), "{text}");
});

both_engines_by_hand!(a_head_behind_the_last_entry, async |store, hand| {
    let text =
        check_found(&store, &hand, "update body set chain_number = 9 where id = $ONE", &[Kind::Chain]).await;
    assert!(text.contains("finisce con la voce 3, e dovrebbe finire con la 9"), "{text}");
});

both_engines_by_hand!(a_trail_cut_at_its_end_with_its_head, async |store, hand| {
    let sql = "delete from audit where number = 3 and body_id = $ONE;
               update body set chain_number = 2, chain_hash =
                   (select hash from audit where audit.body_id = body.id and number = 2) where id = $ONE";
    let text = check_found(&store, &hand, sql, &[Kind::Approval]).await;
    assert!(text.starts_with("La voce ricordata dall'approvazione 2 del piano 2026"), "{text}");
});

both_engines_by_hand!(an_approval_that_recorded_another_head, async |store, hand| {
    let sql = "update plan_version set chain_number = 0 where number = 1 and body_id = $ONE";
    check_found(&store, &hand, sql, &[Kind::Approval]).await;
});

both_engines_by_hand!(a_personal_value_that_is_another, async |store, hand| {
    let sql = "update personal set value = 'altro' where id = 'p1' and body_id = $ONE";
    let text = check_found(&store, &hand, sql, &[Kind::Commitment]).await;
    assert!(text.starts_with("Il dato personale p1 non è quello della voce 1"), "{text}");
});

both_engines_by_hand!(a_personal_value_that_is_gone, async |store, hand| {
    let sql = "delete from personal where id = 'p1' and body_id = $ONE";
    let text = check_found(&store, &hand, sql, &[Kind::Commitment]).await;
    assert!(text.starts_with("Manca il dato personale p1 della voce 1"), "{text}");
});

both_engines_by_hand!(a_personal_value_that_was_erased_and_is_there, async |store, hand| {
    let sql = "update personal set value = 'Anna' where id = 'p2' and body_id = $ONE";
    check_found(&store, &hand, sql, &[Kind::Erased]).await;
});

both_engines_by_hand!(states_that_hold_at_the_same_time, async |store, hand| {
    let sql = "update item set until = 4 where id = 'changed' and since = 1 and body_id = $ONE";
    let text = check_found(&store, &hand, sql, &[Kind::Overlap]).await;
    assert!(text.contains("ha due stati per la stessa versione (3)"), "{text}");
});

both_engines_by_hand!(a_state_that_ends_before_it_begins, async |store, hand| {
    let sql = "update item set until = 1 where id = 'ended' and body_id = $ONE";
    check_found(&store, &hand, sql, &[Kind::Overlap]).await;
});

both_engines_by_hand!(two_present_states, async |store, hand| {
    let sql = "update item set until = 9223372036854775807 where id = 'changed' and body_id = $ONE";
    check_found(&store, &hand, sql, &[Kind::Present]).await;
});

both_engines_by_hand!(a_state_of_a_version_that_is_not_there, async |store, hand| {
    let sql = "update item set since = 8 where id = 'steady' and body_id = $ONE";
    check_found(&store, &hand, sql, &[Kind::Version]).await;
});

both_engines_by_hand!(a_state_that_ends_in_a_version_that_is_not_there, async |store, hand| {
    let sql = "update item set until = 8 where id = 'steady' and body_id = $ONE";
    check_found(&store, &hand, sql, &[Kind::Version]).await;
});

both_engines_by_hand!(a_content_that_is_another, async |store, hand| {
    let sql = "update item set content = '{}' where id = 'steady' and body_id = $ONE";
    check_found(&store, &hand, sql, &[Kind::Digest]).await;
});

both_engines_by_hand!(approvals_with_a_gap, async |store, hand| {
    let sql = "update plan_version set number = 5 where number = 2 and body_id = $ONE";
    let text = check_found(&store, &hand, sql, &[Kind::Numbering]).await;
    assert!(text.contains("dovrebbe avere il numero 2"), "{text}");
});

both_engines_by_hand!(an_approval_without_its_print, async |store, hand| {
    let sql = "update plan_version set paper_file = '' where number = 2 and body_id = $ONE";
    let text = check_found(&store, &hand, sql, &[Kind::Numbering]).await;
    assert!(text.contains("non ha il file della stampa"), "{text}");
});

both_engines_by_hand!(approvals_whose_file_is_none, async |store, hand| {
    let sql = "update plan_version set law_file = '../norme' where number = 2 and body_id = $ONE";
    check_found(&store, &hand, sql, &[Kind::FileMissing]).await;
});

both_engines_by_hand!(a_size_that_is_not_the_noted_one, async |store, hand| {
    let sql = "update attachment set size = 7 where body_id = $ONE";
    let text = check_found(&store, &hand, sql, &[Kind::FileSize]).await;
    assert!(text.contains("non ha i 7 byte annotati in «attachment»"), "{text}");
});

/// Where the file lies that attachments speak of.
async fn attached(store: &Store) -> PathBuf {
    fill(store).await;
    let body = read!(store, body_list()).remove(0);
    let plan = read!(store, plan_list(&body.id)).remove(0);
    let attachments: Vec<Attachment> = read!(store, attachment_list(&body.id, &plan.id, ""));
    let hash = ids(&attachments, |attachment| &attachment.hash)[0];
    store.files().folder().join(&hash[..2]).join(&hash[2..])
}

both_engines!(a_file_that_is_gone, async |store| {
    std::fs::remove_file(attached(&store).await).unwrap();
    let text = found(&store, &[Kind::FileMissing]).await;
    assert!(text.contains("(allegato «Perché") && text.contains("manca dalla cartella"), "{text}");
});

both_engines!(a_file_that_was_changed, async |store| {
    std::fs::write(attached(&store).await, "lo stesso per TUTTI").unwrap();
    found(&store, &[Kind::FileDamaged]).await;
});

both_engines!(a_file_of_which_nothing_speaks_is_counted, async |store| {
    body_in(&store, "colle").await;
    store.files().put(b"di un lavoro non concluso").await.unwrap();
    let report = look(&store).await;
    assert!(report.is_sound());
    assert_eq!(report.looked.last(), Some(&("file di cui nessuna riga parla (possono restare)", 1)));
});

both_engines_by_hand!(what_the_engine_finds_itself, async |store, hand| {
    fill(&store).await;
    store.close().await;
    if store.engine() == Engine::Postgres {
        hand.run("update pg_index set indisvalid = false where indexrelid = 'plan_year'::regclass").await;
    } else {
        // A row that is written while the index is not known to be there is missing in it.
        let (hide, show) =
            ("name = 'plan_year'", "insert into sqlite_master select * from hidden; drop table hidden");
        hand.run(&format!(
            "create table hidden as select * from sqlite_master where {hide};
             pragma writable_schema = on; delete from sqlite_master where {hide}"
        ))
        .await;
        hand.run("update plan set year = 2031 where body_id = (select min(id) from body)").await;
        hand.run(&format!("pragma writable_schema = on; {show}")).await;
    }
    let again = hand.open(store.files().folder()).await;
    let report = look(&again).await;
    assert!(report.troubles.iter().all(|trouble| trouble.kind == Kind::Engine), "{:?}", report.troubles);
    assert!(report.troubles[0].what.contains("plan_year"), "{:?}", report.troubles);
});

both_engines_by_hand!(many_faults_of_a_kind_are_counted, async |store, hand| {
    fill(&store).await;
    let body = read!(store, body_list()).remove(0);
    let plan = read!(store, plan_list(&body.id)).remove(0);
    let items: Vec<store::rows::Item> = (0..300).map(|n| crate::make::item(&format!("i{n}"), 1)).collect();
    write!(store, items_insert(&body.id, &plan.id, &items));
    hand.run("update item set digest = '' where id like 'i%'").await;
    let report = look(&store).await;
    assert_eq!((report.troubles.len(), report.more), (50, 250));
});

#[test]
fn a_file_of_sqlite_that_is_damaged_anywhere_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let (path, files) = (folder.path().join("t.db"), folder.path().join("file"));
    let url = format!("sqlite:{}", path.display());
    trial::runtime().block_on(async {
        let store = Store::open(&url, &files).await.unwrap();
        fill(&store).await;
        store.close().await;
        let whole = std::fs::read(&path).unwrap();
        let mut told = 0;
        for page in 0..whole.len() / 4096 {
            let mut damaged = whole.clone();
            damaged[page * 4096..page * 4096 + 2048].fill(0x55);
            std::fs::write(&path, damaged).unwrap();
            told += match Store::open(&url, &files).await {
                Err(fault) => i32::from(matches!(fault, Fault::Unusable(_) | Fault::Engine { .. })),
                Ok(store) => {
                    let report = doctor(&store, &mut silent()).await;
                    store.close().await;
                    i32::from(
                        report.is_ok_and(|report| report.troubles.iter().any(|one| one.kind == Kind::Engine)),
                    )
                }
            };
        }
        let pages = i32::try_from(whole.len() / 4096).unwrap();
        assert!(told > pages * 9 / 10, "{told} of {pages}");
    });
}
