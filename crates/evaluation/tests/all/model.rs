//! What others find in an evaluation: seals, defaults, statistics, notes.

use appraisal::canonical::seal;
use evaluation::{Evaluated, Frame, NotUsable};
use scoring::Exact;

use crate::support::{Tables, evaluated, method, score, scored};

const SMVP: &str = "[smvp.evaluation]\nminimum_days = 90\n\n[[smvp.role]]\nname = \"EQ\"\nmanager = true\n\
                    weights = { individuali = 100 }\n[[smvp.role]]\nname = \"dipendenti\"\n\
                    weights = { individuali = 100 }\n[[smvp.role]]\nname = \"senza pesi\"\n\n\
                    [smvp.defaults]\nminimum_days = \"il sistema dice tre mesi\"\n";

fn of(rows: &str) -> Evaluated {
    let people = format!("persona;ruolo;struttura;valutatore;obiettivi individuali\n{rows}");
    evaluated(SMVP, &Tables { people: &people, ..Tables::default() }).unwrap()
}

#[test]
fn scores_that_were_changed_or_are_of_another_method_are_refused() {
    let (one, other) = (method(SMVP), method("[[smvp.role]]\nname = \"EQ\"\n"));
    let right = scored(&one);
    assert!(Frame::new(&right, &one).is_ok());
    assert_eq!(Frame::new(&right, &other).err(), Some(NotUsable::OtherMethod));
    let mut wrong = right.clone();
    wrong.results[0].score = Some(Exact::hundred());
    assert_eq!(Frame::new(&wrong, &one).err(), Some(NotUsable::Changed));
    let silent = method("");
    assert_eq!(Frame::new(&scored(&silent), &silent).err(), Some(NotUsable::NoRoles));
}

#[test]
fn a_file_is_sealed_and_is_read_as_it_was_written() {
    let found = of("A;EQ;U1;SG;90\nB;dipendenti;U1;A;O9\n");
    let text = serde_json::to_string(&found).unwrap();
    let read: Evaluated = serde_json::from_str(&text).unwrap();
    assert_eq!(read, found);
    assert!(read.is_intact() && read.digest == seal(&read));
    let changed: Evaluated = serde_json::from_str(&text.replace("\"90\"", "\"99\"")).unwrap();
    assert!(!changed.is_intact());
}

#[test]
fn what_is_silent_is_told_as_a_default() {
    let found = of("A;EQ;U1;SG;90\nB;senza pesi;U1;A;80\nC;dipendenti;U1;A;O9\nD;dipendenti;U1;A;O8\n");
    let defaults = &found.person("A").unwrap().score.defaults;
    let own = "minimum_days: giorni di servizio per essere valutati: 90. Scelta predefinita del metodo: il sistema dice tre \
               mesi";
    assert!(defaults.iter().any(|one| one == own), "{defaults:?}");
    assert!(
        defaults.iter().any(|one| one == "band: nessuna fascia. Scelta predefinita: il metodo non lo dice")
    );
    assert_eq!(score(&found, "B"), "il metodo non dice i pesi delle componenti del ruolo «senza pesi»");
    assert_eq!(
        score(&found, "C"),
        "manca il punteggio di «obiettivi individuali»: «O9» non è determinato: manca il risultato"
    );
    // The only objective was neutralised, and with it the only component.
    assert_eq!(score(&found, "D"), "nessuna componente si può valutare");
    assert_eq!(found.notes.last().unwrap(), "valutatori che la tabella delle persone non ha: SG");
}

/// Six of the staff are told of, three of the EQ are not; and nor are the six, since the difference from the whole
/// would tell of the three.
#[test]
fn small_groups_are_kept_back() {
    let staff = (0..6).map(|n| format!("I{n};dipendenti;U1;E0;{}\n", 70 + n)).collect::<Vec<_>>().concat();
    let heads = (0..3).map(|n| format!("E{n};EQ;U1;SG;{}\n", 90 + n)).collect::<Vec<_>>().concat();
    let found = of(&format!("{staff}{heads}"));
    let told: Vec<&str> = found.statistics.iter().map(|entry| entry.id.as_str()).collect();
    assert!(told.contains(&"media-punteggi-ente"), "{told:?}");
    assert!(told.iter().all(|id| !id.starts_with("media-punteggi-ruolo")), "{told:?}");
    let enough = of(&format!("{staff}{heads}{}", heads.replace('E', "F").replace(";FQ;", ";EQ;")));
    let told: Vec<&str> = enough.statistics.iter().map(|entry| entry.id.as_str()).collect();
    assert!(
        told.contains(&"media-punteggi-ruolo-EQ") && told.contains(&"media-punteggi-ruolo-dipendenti"),
        "{told:?}"
    );
}
