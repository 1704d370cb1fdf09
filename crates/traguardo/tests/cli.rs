//! The program as its users meet it: arguments in; text, files and exit codes out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::process::Output;

use common::{Folder, stderr, stdout};
use serde_json::{Value as Json, json};

/// The command could not do its work: code 2, nothing on standard output, one sentence that says why.
#[track_caller]
fn assert_refused(output: &Output, reason: &str) {
    let sentence = stderr(output);
    assert_eq!(output.status.code(), Some(2), "{sentence}");
    assert_eq!(stdout(output), "");
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    assert!(sentence.starts_with("traguardo: ") && sentence.ends_with(".\n"), "{sentence}");
    assert!(sentence.contains(reason), "{sentence}");
}

fn plan(objectives: &Json) -> String {
    json!({"schema": domain::exchange::SCHEMA, "objectives": objectives}).to_string()
}

/// A folder with the documents and the method of a made-up body.
fn valchiara(test: &str) -> Folder {
    Folder::new(test)
        .file("valchiara.toml", include_str!("data/valchiara.toml"))
        .file("piano.txt", include_str!("data/piano.txt"))
        .file("tributi.txt", include_str!("data/tributi.txt"))
}

fn titles(plan: &str) -> Vec<String> {
    let plan: Json = serde_json::from_str(plan).unwrap();
    let objectives = plan["objectives"].as_array().unwrap();
    objectives.iter().map(|objective| objective["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_sheet_is_reckoned_with_its_steps() {
    const SHEET: &str = "[[indicator]]\nid = \"tempo\"\nfunction = \"decrescente\"\nvalue = 40\n";
    let folder = Folder::new("a_sheet_is_reckoned_with_its_steps")
        .file("conti.toml", format!("{SHEET}target = 30\n"))
        .file("sbagliati.toml", SHEET);
    let shown = stdout(&folder.run(&["compute", "conti.toml"]));
    assert!(shown.contains("tempo: 75,00") && shown.contains("30 / 40 × 100 = 75"), "{shown}");
    let json = stdout(&folder.run(&["compute", "conti.toml", "--format", "json"]));
    assert!(json.contains("\"shown\": \"75.00\""), "{json}");
    let refused = folder.run(&["compute", "sbagliati.toml"]);
    assert_refused(&refused, "«tempo»: la funzione F3 vuole «target»");
}

/// A result of one indicator: 102 of 120.
fn result(score: &str) -> Json {
    let function = json!({"function": "crescente", "target": "120"});
    let content = json!({"function": function, "actual": {"valore": "102"}});
    let (id, title, level) = ("O1.I1", "Fatture pagate in tempo", "indicatore");
    let how = json!({"measured": {"by": "F1/1", "function": function, "actual": {"valore": "102"}}});
    let line = json!({"formula": "V / T × 100", "with": "102 / 120 × 100", "result": "85"});
    let step = json!({"id": id, "title": title, "level": level, "state": {"state": "attivo"}, "how": how,
        "raw": "85", "score": score, "working": [line]});
    let item = json!({"id": id, "title": title, "level": level, "content": {"measured": content}});
    let objective = json!({"id": "O1", "title": "Pagare in tempo", "level": "obiettivo",
        "content": {"parts": {"parts": [item]}}});
    let part = json!({"id": id, "weight": null, "share": "100", "counted": score});
    let sum = json!({"formula": "Σ w × A / Σ w", "with": format!("(1 × {score}) / 1"), "result": score});
    let mean = json!({"uncapped": false, "neutral": "ridistribuito", "normalise": false});
    let whole = json!({"id": "O1", "title": "Pagare in tempo", "level": "obiettivo", "how": {"mean": {"mean": mean,
        "parts": [part]}}, "raw": score, "score": score, "working": [sum]});
    let mut result = json!({"schema": "traguardo-score/1", "body": "Comune di Acquachiara", "year": 2026,
        "program": "0.1.0", "plan": {"sha256": "0"}, "method": {"sha256": "0"}, "items": [objective],
        "results": [step, whole], "defaults": []});
    result["digest"] = verify::digest(&result).into();
    result
}

#[test]
fn a_stored_result_is_confirmed_or_not() {
    let plan = json!({"schema": "traguardo-piano/1", "objectives": [{"ordinal": 1, "indicators": [{}, {}]}]});
    let folder = Folder::new("a_stored_result_is_confirmed_or_not")
        .file("giusto.json", result("85").to_string())
        .file("ritoccato.json", result("95").to_string())
        .file("piano.json", plan.to_string())
        .file("rotto.json", "{");
    let confirmed = folder.run(&["verify", "giusto.json"]);
    assert_eq!(confirmed.status.code(), Some(0), "{}", stdout(&confirmed));
    assert!(stdout(&confirmed).ends_with("nessuna differenza: il risultato è confermato.\n"));
    let differs = folder.run(&["verify", "ritoccato.json"]);
    assert_eq!(differs.status.code(), Some(1));
    let expected = "O1.I1: punteggio\n    nel file:  95\n    verifica:  85\nO1: valore prima dei limiti\n";
    assert!(stdout(&differs).starts_with(expected), "{}", stdout(&differs));
    let short = folder.run(&["verify", "giusto.json", "--plan", "piano.json", "--format", "json"]);
    assert_eq!(short.status.code(), Some(1));
    let found: Json = serde_json::from_str(&stdout(&short)).unwrap();
    assert_eq!(found["differences"][0]["id"], "O1.I2");
    assert_eq!((&found["same"], &found["items"]), (&json!(false), &json!(2)));
    assert_refused(&folder.run(&["verify", "rotto.json"]), "«rotto.json» non è JSON valido");
}

#[test]
fn a_document_is_summed_up() {
    let output = valchiara("summary").run(&["import", "piano.txt", "-m", "valchiara.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(
        text.starts_with("Letto piano.txt con il metodo di Comune di Valchiara (valchiara.toml).\n"),
        "{text}"
    );
    assert!(text.contains("  2  obiettivi\n  3  fasi\n"), "{text}");
    assert!(text.contains("Rilievi: nessuno.\n") && text.ends_with(", 0 perse.\n"), "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn a_plan_goes_to_the_screen_or_to_a_file() {
    let folder = valchiara("formats");
    let json = folder.run(&["import", "piano.txt", "-m", "valchiara.toml", "--format", "json"]);
    assert_eq!(titles(&stdout(&json)), ["Sportello del sabato", "Avvisi in lingua piana"]);
    let saved = folder.run(&["import", "piano.txt", "-m", "valchiara.toml", "-o", "piano.json"]);
    assert!(stdout(&saved).contains("  2  obiettivi\n"));
    assert_eq!(folder.read("piano.json"), stdout(&json));
    let text = ["import", "piano.txt", "-m", "valchiara.toml", "--format", "testo", "-o", "esito.txt"];
    assert_eq!(stdout(&folder.run(&text)), "");
    assert_eq!(folder.read("esito.txt"), stdout(&saved));
}

#[test]
fn what_is_printed_reads_back_to_the_same_plan() {
    let folder = valchiara("print");
    folder.run(&["import", "piano.txt", "-m", "valchiara.toml", "-o", "piano.json"]);
    let from_plan = folder.run(&["print", "piano.json", "-m", "valchiara.toml"]);
    let from_text = folder.run(&["print", "piano.txt", "-m", "valchiara.toml", "-o", "ristampa.txt"]);
    assert_eq!((from_plan.status.code(), from_text.status.code()), (Some(0), Some(0)));
    assert_eq!(folder.read("ristampa.txt"), stdout(&from_plan));
    assert!(stdout(&from_plan).contains("Obiettivo:\tSportello del sabato\n"), "{}", stdout(&from_plan));
    let again = folder.run(&["export", "ristampa.txt", "-m", "valchiara.toml"]);
    assert_eq!(titles(&stdout(&again)), titles(&folder.read("piano.json")));
}

#[test]
fn the_files_of_a_folder_make_one_plan() {
    let folder = Folder::new("folder")
        .file("valchiara.toml", include_str!("data/valchiara.toml"))
        .file("servizi/b.txt", include_str!("data/piano.txt"))
        .file("servizi/a.txt", include_str!("data/tributi.txt"))
        .file("servizi/leggimi.md", "non si legge");
    let output = folder.run(&["import", "servizi", "-m", "valchiara.toml", "--format", "json"]);
    let plan = stdout(&output);
    assert_eq!(titles(&plan), ["Avvisi chiari a tutti", "Sportello del sabato", "Avvisi in lingua piana"]);
}

#[test]
fn the_part_of_a_unit_is_replaced() {
    let folder = valchiara("replace");
    folder.run(&["import", "piano.txt", "-m", "valchiara.toml", "-o", "piano.json"]);
    let before = folder.read("piano.json");
    let line = ["import", "tributi.txt", "-m", "valchiara.toml", "--into", "piano.json", "--replace-unit"];
    let output = folder.run(&[line.as_slice(), &["TRIBUTI", "-o", "nuovo.json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("obiettivi tolti 1, messi 1."), "{}", stdout(&output));
    assert_eq!(titles(&folder.read("nuovo.json")), ["Sportello del sabato", "Avvisi chiari a tutti"]);
    assert_eq!(folder.read("piano.json"), before);
    let missing = folder.run(&[line.as_slice(), &["Cultura", "-o", "altro.json"]].concat());
    assert_refused(&missing, "non ci sono obiettivi di «Cultura»; le strutture che vi sono: Tributi");
}

#[test]
fn a_document_finds_its_method() {
    let method = include_str!("data/valchiara.toml");
    let folder = Folder::new("recognise")
        .file("piano.txt", include_str!("data/piano.txt"))
        .file("parte.txt", include_str!("data/tributi.txt").replace("COMUNE DI VALCHIARA\n", ""))
        .file("bodies/valchiara.toml", method)
        .file("metodi/nuovo.toml", method.replace("[document]", "[document]\nyears = [2025]"))
        .file("monte.toml", method.replace("Valchiara", "Monte").replace("VALCHIARA", "MONTE"));
    let found = folder.run(&["import", "piano.txt"]);
    assert!(stdout(&found).contains("(bodies/valchiara.toml)"), "{}", stderr(&found));
    let tie = folder.run(&["import", "piano.txt", "--methods", "metodi"]);
    assert_refused(&tie, "più di un metodo («nuovo», «valchiara»)");
    let wrong = folder.run(&["import", "piano.txt", "-m", "monte.toml"]);
    assert_refused(&wrong, "è nella forma di «Comune di Valchiara»");
    let part = folder.run(&["import", "parte.txt", "-m", "monte.toml"]);
    assert_eq!(part.status.code(), Some(0), "{}", stderr(&part));
}

#[test]
fn a_method_that_cannot_be_used_is_refused() {
    let folder =
        valchiara("methods").file("rotto.toml", "schema = 1").file("note.txt", "Due righe\ndi appunti\n");
    assert_refused(&folder.run(&["import", "piano.txt", "-m", "manca.toml"]), "«manca.toml» non esiste");
    assert_refused(&folder.run(&["import", "piano.txt", "-m", "rotto.toml"]), "method check rotto.toml");
    assert_refused(&folder.run(&["import", "note.txt"]), "--method");
    assert_refused(&folder.run(&["import", "note.txt", "--methods", "manca"]), "«manca» non esiste");
}

#[test]
fn help_is_italian_and_ends_well() {
    let folder = Folder::new("help");
    for line in [
        ["--help"].as_slice(),
        &["import", "--help"],
        &["print", "-h"],
        &["export", "--help"],
        &["method", "--help"],
        &["method", "check", "--help"],
        &["method", "new", "--help"],
        &["demo", "--help"],
        &["completions", "--help"],
    ] {
        let output = folder.run(line);
        assert_eq!(output.status.code(), Some(0), "{line:?}");
        assert!(stdout(&output).contains("Esempi:"), "{line:?}");
    }
    assert_eq!(stdout(&folder.run(&["--version"])), format!("traguardo {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_wrong_command_line_is_refused_in_italian() {
    let folder = Folder::new("usage");
    assert_refused(&folder.run(&["importa", "piano.txt"]), "il comando «importa» non esiste");
    assert_refused(&folder.run(&["import"]), "manca <PERCORSO>");
    assert_refused(&folder.run(&["import", "a.txt", "--replace-unit", "Tributi"]), "manca --into");
    assert_eq!(folder.run(&[]).status.code(), Some(2));
}

#[test]
fn unusable_documents_are_refused() {
    let folder = Folder::new("unusable")
        .file("vuoto.txt", "")
        .file("spazi.txt", " \n\t\n ")
        .file("binario.txt", [0_u8, 159, 146, 150, 0, 1, 2])
        .file("cartella/leggimi.md", "niente da leggere")
        .file("lungo.txt", "riga\n".repeat(100))
        .file("piano.json", plan(&json!([])));
    for (line, reason) in [
        (["import", "vuoto.txt"].as_slice(), "«vuoto.txt» è vuoto"),
        (&["import", "spazi.txt"], "«spazi.txt» è vuoto"),
        (&["import", "binario.txt"], "«binario.txt» non è un documento che si legge"),
        (&["import", "manca.txt"], "«manca.txt» non esiste"),
        (&["import", "cartella"], "nella cartella «cartella» non c'è nessun documento (txt, docx"),
        (
            &["import", "lungo.txt", "--max-size", "100"],
            "«lungo.txt» supera la dimensione massima di 100 byte",
        ),
        (&["import", "piano.json"], "«import» legge documenti"),
        (&["print", "vuoto.txt"], "«vuoto.txt» è vuoto"),
        (&["export", "cartella"], "«cartella» è una cartella"),
        (&["print", "manca.json"], "«manca.json» non esiste"),
    ] {
        assert_refused(&folder.run(line), reason);
        let saved = [line, &["-o", "esito"]].concat();
        assert_refused(&folder.run(&saved), reason);
        assert!(!folder.names().contains(&"esito".to_owned()), "{line:?}");
    }
}

#[test]
fn unusable_plans_are_refused() {
    let folder = Folder::new("plans")
        .file("altro.json", json!({"schema": "altro/9"}).to_string())
        .file("rotto.json", "{\"schema\": ")
        .file("senza.json", "[1, 2]")
        .file("anonimo.json", plan(&json!([])));
    for command in ["print", "export"] {
        assert_refused(&folder.run(&[command, "altro.json"]), "«altro/9»");
        assert_refused(&folder.run(&[command, "rotto.json"]), "non è JSON valido: l'errore è alla riga 1");
        assert_refused(&folder.run(&[command, "senza.json"]), "non è un piano");
    }
    assert_refused(&folder.run(&["print", "anonimo.json"]), "--method");
}

#[test]
fn a_plan_is_exported_as_it_came() {
    let objectives = json!([{"title": "Primo"}, {"title": "Secondo", "weight": "100/3"}]);
    let folder = Folder::new("export").file("piano.json", plan(&objectives));
    let output = folder.run(&["export", "piano.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let exported: Json = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(exported["objectives"][1]["title"], "Secondo");
    assert_eq!(exported["objectives"][1]["weight"], "100/3");
    assert_eq!(exported["objectives"][1]["ordinal"], 2);
    let again = folder.run(&["export", "piano.json", "-o", "piano.json"]);
    assert_eq!((again.status.code(), stdout(&again)), (Some(0), String::new()));
    assert_eq!(folder.read("piano.json"), stdout(&output));
    assert_eq!(folder.names(), ["piano.json"]);
}

#[test]
fn findings_that_block_decide_the_exit_code() {
    let mut json: Json = serde_json::from_str(&plan(&json!([]))).unwrap();
    json["findings"] = json!([{"code": "PESI-001", "severity": "error", "message": "i pesi non fanno 100"}]);
    let folder = Folder::new("blocked").file("piano.json", json.to_string());
    let output = folder.run(&["export", "piano.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("bloccano l'approvazione"));
    assert!(stdout(&output).contains("i pesi non fanno 100"));
}

#[test]
fn faults_of_a_method_are_shown_on_their_line() {
    let folder = Folder::new("method").file("comune.toml", "schema = \"altro/1\"\nsconosciuta = 1\n");
    let output = folder.run(&["method", "check", "comune.toml"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let shown = stdout(&output);
    assert!(shown.contains("--> comune.toml:") && shown.contains('^'), "{shown}");
    assert!(shown.contains("il metodo ha "), "{shown}");
    assert!(!shown.contains('\u{1b}'));
    assert_refused(&folder.run(&["method", "check", "manca.toml"]), "«manca.toml» non esiste");
}

#[test]
fn a_method_is_proposed_for_a_document() {
    let folder = valchiara("propose").file("vuoto.txt", "").file("piano.json", plan(&json!([])));
    let output = folder.run(&["method", "new", "piano.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("COMUNE DI VALCHIARA"), "{}", stdout(&output));
    folder.run(&["method", "new", "piano.txt", "-o", "proposta.toml"]);
    assert_eq!(folder.read("proposta.toml"), stdout(&output));
    let checked = folder.run(&["method", "check", "proposta.toml"]);
    assert_eq!(checked.status.code(), Some(0), "{}", stdout(&checked));
    assert_refused(&folder.run(&["method", "new", "vuoto.txt", "-o", "x.toml"]), "«vuoto.txt» è vuoto");
    assert_refused(&folder.run(&["method", "new", "piano.json"]), "«piano.json» è un piano");
}

#[test]
fn completions_are_written_for_every_shell() {
    let folder = Folder::new("completions");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = folder.run(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).contains("traguardo"), "{shell}");
    }
    assert_refused(&folder.run(&["completions", "dos"]), "bash, elvish, fish, powershell, zsh");
}

#[test]
fn the_demo_works_anywhere_and_copies_its_samples() {
    let folder = Folder::new("demo");
    let output = folder.run(&["demo", "--summary"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("E adesso:"));
    let output = folder.run(&["demo", "--save", "esempi"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(folder.0.join("esempi").is_dir());
}

/// A folder with the sample plan of the catalogue and its method, with a change of the document.
fn fontechiara(test: &str, from: &str, to: &str) -> Folder {
    let (document, method) = checks::SAMPLE;
    assert!(document.contains(from), "«{from}» does not stand in the sample");
    Folder::new(test)
        .file("metodo.toml", method)
        .file("vecchio.txt", document)
        .file("piano.txt", document.replacen(from, to, 1))
}

const LIGHT: (&str, &str) = ("Scelta della sede e degli orari\t40", "Scelta della sede e degli orari\t45");

#[test]
fn a_plan_is_checked_and_what_blocks_it_is_told() {
    let folder = fontechiara("check", LIGHT.0, LIGHT.1);
    let output = folder.run(&["check", "piano.txt", "-m", "metodo.toml"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("blocca l'approvazione[PESI-003]") && text.contains("105 %"), "{text}");
    assert!(text.contains("--> piano.txt:"), "{text}");
    let clean = folder.run(&["check", "vecchio.txt", "-m", "metodo.toml"]);
    assert_eq!((clean.status.code(), stdout(&clean).trim()), (Some(0), "Rilievi: nessuno."));
}

#[test]
fn a_plan_in_json_gives_the_same_findings_as_its_document() {
    let folder = fontechiara("check-json", LIGHT.0, LIGHT.1);
    folder.run(&["import", "piano.txt", "-m", "metodo.toml", "-o", "piano.json"]);
    let codes = |file| {
        let output = folder.run(&["check", file, "-m", "metodo.toml", "--format", "json"]);
        let json: Json = serde_json::from_str(&stdout(&output)).unwrap();
        let found = json.as_array().unwrap().iter();
        found.map(|f| (f["code"].to_string(), f["line"].to_string())).collect::<Vec<_>>()
    };
    assert_eq!(codes("piano.txt"), codes("piano.json"));
    assert!(!codes("piano.json").is_empty());
}

#[test]
fn a_plan_written_by_hand_is_checked_by_the_law_alone() {
    let plan = json!({
        "schema": domain::exchange::SCHEMA, "years": [2026],
        "body": {"name": "Comune di Acquachiara", "kind": "comune", "employees": 31, "empoyees": 31},
        "acts": [{"kind": "piano", "organ": "Giunta", "date": "02/02/2026"}, {"kind": "pianno", "date": "2026-02-02"}],
        "objectives": [{"title": "Pagare le fatture in tempo"}],
    });
    let folder = Folder::new("check-bare").file("piano.json", plan.to_string());
    let output = folder.run(&["check", "piano.json"]);
    let (text, told) = (stdout(&output), stderr(&output));
    assert!(text.contains("[PIAO-002]") && text.contains("«pianno» non è un tipo di atto"), "{text}");
    assert!(
        told.contains("body.empoyees") && told.contains("nessun metodo è di «Comune di Acquachiara»"),
        "{told}"
    );
}

#[test]
fn two_plans_are_compared_by_their_findings() {
    let folder = fontechiara("check-against", LIGHT.0, LIGHT.1);
    let worse = folder.run(&["check", "piano.txt", "-m", "metodo.toml", "--against", "vecchio.txt"]);
    assert!(stdout(&worse).contains("Rilievi nuovi: 1") && stdout(&worse).contains("Rilievi risolti: 0"));
    let better = folder.run(&["check", "vecchio.txt", "-m", "metodo.toml", "--against", "piano.txt"]);
    assert!(stdout(&better).contains("Rilievi nuovi: 0") && stdout(&better).contains("Rilievi risolti: 1"));
    assert_eq!(better.status.code(), Some(0));
}

#[test]
fn findings_go_to_other_tools_in_sarif() {
    let folder = fontechiara("check-sarif", LIGHT.0, LIGHT.1);
    let output = folder.run(&["check", "piano.txt", "-m", "metodo.toml", "--format", "sarif"]);
    let log: Json = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "PESI-003");
}

#[test]
fn every_code_is_explained_with_an_example() {
    let folder = Folder::new("explain");
    let page = stdout(&folder.run(&["explain", "pesi-003"]));
    assert!(
        page.contains("sbagliato") && page.contains("giusto") && page.contains("Come rimediare"),
        "{page}"
    );
    assert!(stdout(&folder.run(&["explain"])).contains("LETT-001"));
    assert_refused(&folder.run(&["explain", "BOH-999"]), "non c'è un rilievo con codice «BOH-999»");
}

#[test]
fn a_graduation_is_read_from_the_command_line() {
    let folder = Folder::new("a_graduation_is_read_from_the_command_line");
    let sure = folder.run(&["rules", "--text", "Entro il 30/06 = 100%; oltre = 0", "--year", "2026"]);
    assert_eq!(sure.status.code(), Some(0), "{}", stderr(&sure));
    assert!(stdout(&sure).starts_with("entro il 30/06/2026 = 100%"), "{}", stdout(&sure));
    let doubtful = folder.run(&["rules", "--text", "10 punti in meno per ogni mese di ritardo"]);
    assert_eq!(doubtful.status.code(), Some(1));
    assert!(
        stdout(&doubtful).contains("  2. 10 punti in meno per ogni mese per intero"),
        "{}",
        stdout(&doubtful)
    );
    let none = folder.run(&["rules", "--text", "Con gli uffici", "--format", "json"]);
    assert_eq!(none.status.code(), Some(1));
    let json: Json = serde_json::from_str(&stdout(&none)).unwrap();
    assert_eq!(json["rule"]["class"], Json::Null);
    assert_refused(&folder.run(&["rules"]), "manca <FILE>");
}

#[test]
fn the_rules_of_a_plan_are_listed_once_each_and_a_choice_stays() {
    let indicator = |graduation: &str| json!({"text": "Consegna", "graduation": graduation});
    let mut plan = json!({
        "schema": "traguardo-piano/1", "years": [2026], "body": {"name": "Comune di Acquachiara"},
        "objectives": [{"title": "Uno", "indicators": [
            indicator("Entro il 30/06/2026 = 100%; fino a 30 gg di ritardo = 70%; oltre = 0"),
            indicator("Nessun ritardo = 100%; da 1 a 30 giorni = 70%; oltre 30 giorni = 0%"),
            indicator("10 punti in meno per ogni mese di ritardo"),
        ]}],
    });
    plan["objectives"][0]["indicators"][2]["rule"] = json!({"chosen": 2});
    let folder = Folder::new("the_rules_of_a_plan_are_listed").file("piano.json", plan.to_string());
    let shown = stdout(&folder.run(&["rules", "piano.json"]));
    assert!(shown.starts_with("2 regole in 3 graduazioni.\n"), "{shown}");
    assert!(shown.contains("ritardo 100/70/0 a 30 giorni (2 graduazioni)"), "{shown}");
    for _ in 0..2 {
        assert_eq!(folder.run(&["export", "piano.json", "-o", "piano.json"]).status.code(), Some(0));
        let again: Json = serde_json::from_str(&folder.read("piano.json")).unwrap();
        let rule = &again["objectives"][0]["indicators"][2]["rule"];
        assert_eq!((&rule["chosen"], &rule["class"]), (&json!(2), &json!("per-period")), "{rule}");
    }
}

#[test]
fn an_application_that_could_not_be_reached_as_it_is_told_to_does_not_start() {
    let folder = Folder::new("serve_refused").file("vuoto", "\n").file(
        "oidc.toml",
        "[[provider]]\nname = \"ente\"\nlabel = \"rete\"\nissuer = \"https://id.prova\"\n",
    );
    let provider = ["--oidc-client", "piani", "--oidc-issuer", "https://id.prova"];
    let relay = ["--mail", "smtp://piani@posta.prova", "--mail-from", "piani@comune.prova"];
    for (line, reason) in [
        ([&["--listen", "0.0.0.0:0"], &provider[..]].concat(), "--address"),
        ([&provider[..], &["--oidc-secret", "vuoto"]].concat(), "\u{e8} vuoto"),
        (vec!["--oidc-client", "piani", "--oidc-issuer", "http://id.prova"], "https://"),
        (vec!["--oidc", "oidc.toml"], "riga"),
        (vec!["--oidc", "nessuno.toml"], "nessuno.toml"),
        (relay[..2].to_vec(), "--mail-from"),
        (relay.to_vec(), "TRAGUARDO_MAIL_PASSWORD"),
        (vec!["--mail", "smtp://piani:segreta@posta.prova", "--mail-from", "a@b.it"], "la password non va"),
    ] {
        let here: &[&str] = if line.contains(&"--listen") { &[] } else { &["--listen", "127.0.0.1:0"] };
        let output = folder.run(&[&["serve", "--data", "dati"], here, &line[..]].concat());
        assert_refused(&output, reason);
        assert!(!stderr(&output).contains("segreta"));
    }
}
