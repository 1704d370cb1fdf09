//! Cuts for late payments by the way of the tables (8.17), and what is not known of payments.

use crate::support::{Tables, evaluated, exact, paid};

const BUDGET: &str = r#"
[smvp]
pool = "budget-individuale"

[[smvp.role]]
name = "dirigenti"
manager = true
weights = { individuali = 100 }
[[smvp.role]]
name = "dipendenti"
weights = { individuali = 100 }
"#;

fn cut(rest: &str) -> String {
    format!("{BUDGET}\n[[smvp.payment_cut]]\nroles = [\"dirigenti\"]\nbasis = \"Sistema, art. 3\"\n{rest}\n")
}

fn tied() -> String {
    cut("kind = \"quota-legata\"\nshare = 30\nthreshold = 0")
}

const PEOPLE: &str = "persona;ruolo;struttura;dal;al;obiettivi individuali;premio massimo\n\
                      D1;dirigenti;U1;;;90;8000\nD2;dirigenti;U2;;;90;8000\nI1;dipendenti;U1;;;90;8000\n";

/// 1,000 paid 5 days late, 4,000 paid 10 days early, 500 paid 20 days late, one disputed: −4.55 days.
const INVOICES: &str = "fattura;struttura;importo;scadenza;pagata;esclusa\n\
                        1;U1;1.000,00;30/06/2026;05/07/2026;\n2;U2;4.000;30/06/2026;20/06/2026;no\n\
                        3;U1;500;30/06/2026;20/07/2026;\n4;U2;9.000;30/06/2026;30/09/2026;contestata\n";

/// Everything was paid two and a half days late.
const LATE: &str = "fattura;struttura;importo;scadenza;pagata;esclusa\n\
                    1;U1;100;30/06/2026;05/07/2026;\n2;U2;100;30/06/2026;30/06/2026;\n";

fn pays(smvp: &str, invoices: Option<&str>) -> [String; 3] {
    let found = evaluated(smvp, &Tables { people: PEOPLE, invoices, ..Tables::default() }).unwrap();
    ["D1", "D2", "I1"].map(|id| paid(&found, id))
}

#[test]
fn the_tied_share_is_paid_whole_or_not_at_all() {
    assert_eq!(pays(&tied(), Some(INVOICES)), ["7440.00", "7440.00", "7200.00"]);
    assert_eq!(pays(&tied(), Some(LATE)), ["5040.00", "5040.00", "7200.00"]);
}

#[test]
fn only_units_that_were_late_lose_when_the_body_is_late() {
    let gate = cut(
        "kind = \"quota-legata\"\nshare = 30\nthreshold = 0\nonly_when = { on = \"struttura\", threshold = 0 }",
    );
    assert_eq!(pays(&gate, Some(LATE)), ["5040.00", "7440.00", "7200.00"]);
    // The body pays early: nobody loses, though U1 was late.
    assert_eq!(pays(&gate, Some(INVOICES)), ["7440.00", "7440.00", "7200.00"]);
}

#[test]
fn each_late_invoice_of_the_unit_takes_its_part() {
    let each = cut("kind = \"per-ritardo\"\nshare = 3\non = \"struttura\"");
    assert_eq!(pays(&each, Some(INVOICES)), ["6768.00", "7200.00", "7200.00"]);
}

#[test]
fn what_is_not_known_is_not_paid_and_says_why() {
    let missing = "mancano le fatture: indicarne la tabella con --invoices";
    assert_eq!(pays(&tied(), None), [missing, missing, "7200.00"]);
    let unpaid = "fattura;struttura;importo;scadenza;pagata;esclusa\n7/2026;U1;100;01/12/2026;;\n";
    let tables = Tables { people: PEOPLE, invoices: Some(unpaid), unmeasured: true, ..Tables::default() };
    let found = evaluated(&tied(), &tables).unwrap();
    assert_eq!(
        paid(&found, "D1"),
        "fatture senza data di pagamento: 1 («7/2026»); dire il giorno della misura, fino al quale contano, o \
         escluderle (--measured-on, colonna «esclusa»)"
    );
    // Up to the last day of the year it is thirty days late.
    let found = evaluated(&tied(), &Tables { unmeasured: false, ..tables }).unwrap();
    assert_eq!(found.payments[0].value, Some(exact("30")));
    assert_eq!(paid(&found, "D1"), "5040.00");
}

/// Half a year in the unit that paid late, half in the other: half of the pay is cut.
#[test]
fn who_changed_unit_answers_for_each_of_them() {
    let reduction = cut("kind = \"riduzione\"\nshare = 30\nthreshold = 0\non = \"struttura\"");
    let people = "persona;ruolo;struttura;dal;al;obiettivi individuali;premio massimo\n\
                  D1;dirigenti;U1;;12/08/2026;100;3650\nD1;dirigenti;U2;13/08/2026;;100;3650\n";
    let found = evaluated(&reduction, &Tables { people, invoices: Some(LATE), ..Tables::default() }).unwrap();
    // 224 days of 365 in U1: 2,240 × 0.7; 141 days in U2: 1,410.
    assert_eq!(paid(&found, "D1"), "2978.00");
}

/// Out of a pool, what is cut is not given to the others: it is told.
#[test]
fn what_is_cut_from_a_pool_is_told() {
    let pool = tied().replace("budget-individuale", "fondo");
    let tables =
        Tables { people: PEOPLE, invoices: Some(LATE), funds: &[(&[], "3000")], ..Tables::default() };
    let found = evaluated(&pool, &tables).unwrap();
    assert_eq!(["D1", "D2", "I1"].map(|id| paid(&found, id)), ["700.00", "700.00", "1000.00"]);
    let value = |id: &str| found.entries().find(|entry| entry.id == id).and_then(|entry| entry.value.clone());
    assert_eq!((value("premi"), value("tagli")), (Some(exact("3000")), Some(exact("600"))));
}
