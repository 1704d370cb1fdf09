use std::env;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use data_encoding::BASE64;
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;

use super::double::Double;
use super::*;

const FROM: &str = "Traguardo <piani@comune.prova>";
const SOON: [Duration; 2] = [Duration::from_millis(5), Duration::from_millis(5)];

fn relay(port: u16, security: Security, user: &str) -> Relay {
    Relay { host: "127.0.0.1".to_owned(), port, security, user: user.to_owned() }
}

fn message(to: &str) -> Message {
    Message {
        to: to.to_owned(),
        subject: "Traguardo: così si entra".to_owned(),
        text: format!(
            "Apri questo indirizzo, è il tuo:\n\nhttps://piani.comune.prova/password/{}\n",
            "aA0-_".repeat(12)
        ),
    }
}

fn smtp(relay: &Relay, password: &str) -> Smtp {
    Smtp::with_pauses(relay, password, FROM, SOON).unwrap_or_else(|failure| panic!("{failure}"))
}

fn has(talk: &[String], start: &str) -> bool {
    talk.iter().any(|line| line.starts_with(start))
}

#[tokio::test]
async fn a_message_reaches_the_relay_whole() {
    let double = Double::start(|_, _| None);
    let smtp = smtp(&relay(double.port, Security::None, ""), "");
    assert!(smtp.reaches());
    smtp.send(message("Elena Edile <elena@comune.prova>"));
    let talks = double.talks(1).await;
    assert_eq!(talks.len(), 1);
    let talk = &talks[0];
    for line in
        ["MAIL FROM:<piani@comune.prova>", "RCPT TO:<elena@comune.prova>", "Auto-Submitted: auto-generated"]
    {
        assert!(has(talk, line), "{line}: {talk:#?}");
    }
    assert!(has(talk, "From: Traguardo <piani@comune.prova>") && has(talk, "Date: "), "{talk:#?}");
    assert!(!has(talk, "AUTH"), "there is no user");
    // A line that is too long, or not plain, is written otherwise: the address must come out as it went in.
    let text = talk.join("\n").replace("=\n", "");
    assert!(text.contains(&format!("https://piani.comune.prova/password/{}", "aA0-_".repeat(12))), "{text}");
    assert!(text.contains("=C3=A8 il tuo"), "{text}");
}

#[tokio::test]
async fn the_password_of_the_relay_is_shown_to_it() {
    let double = Double::start(|_, _| None);
    smtp(&relay(double.port, Security::None, "piani"), "parola segreta").send(message("elena@comune.prova"));
    let talks = double.talks(1).await;
    let wanted = format!("AUTH PLAIN {}", BASE64.encode(b"\0piani\0parola segreta"));
    assert!(talks[0].contains(&wanted), "{talks:#?}");
}

#[tokio::test]
async fn nothing_is_sent_to_a_relay_that_does_not_encrypt() {
    let double = Double::start(|_, _| None);
    smtp(&relay(double.port, Security::Asked, "piani"), "parola segreta").send(message("elena@comune.prova"));
    let talks = double.talks(3).await;
    assert!(!talks.is_empty());
    for talk in talks {
        assert!(!has(&talk, "AUTH") && !has(&talk, "MAIL") && !has(&talk, "RCPT"), "{talk:#?}");
    }
}

#[tokio::test]
async fn what_may_go_better_later_is_tried_again_and_what_will_not_is_not() {
    let double = Double::start(|number, line| match number {
        0 if line.starts_with("RCPT") => Some("451 riprova"),
        2 if line.starts_with("RCPT") => Some("550 5.1.1 elena@comune.prova: utente sconosciuto"),
        _ => None,
    });
    let smtp = smtp(&relay(double.port, Security::None, ""), "");
    for to in ["ugo@comune.prova", "elena@comune.prova", "bice@comune.prova"] {
        smtp.send(message(to));
    }
    let talks = double.talks(4).await;
    let told: Vec<(&str, bool)> = ["ugo", "ugo", "elena", "bice"]
        .into_iter()
        .zip(&talks)
        .map(|(name, talk)| (name, has(talk, &format!("RCPT TO:<{name}@comune.prova>")) && has(talk, "DATA")))
        .collect();
    assert_eq!(told, [("ugo", false), ("ugo", true), ("elena", false), ("bice", true)]);
    assert_eq!(talks.len(), 4, "each once, but for the one that was to be tried again");
}

#[tokio::test]
async fn what_went_wrong_is_told_without_the_person() {
    let double = Double::start(|_, line| {
        line.starts_with("RCPT").then_some("550 5.1.1 elena@comune.prova: Elena Edile non lavora più qui")
    });
    let relay = relay(double.port, Security::None, "");
    let smtp = smtp(&relay, "");
    let letter = smtp.letter(message("elena@comune.prova")).unwrap();
    let transport = relay.transport("").unwrap_or_else(|failure| panic!("{failure}"));
    let error = transport.send(letter).await.unwrap_err();
    assert_eq!(told(&error), "il server di posta lo rifiuta (550)");
}

#[tokio::test]
async fn nobody_waits_for_a_relay_that_does_not_answer() {
    // It takes connections and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let smtp = smtp(&relay(silent.local_addr().unwrap().port(), Security::None, ""), "");
    let since = Instant::now();
    (0..WAITING * 2).for_each(|_| smtp.send(message("elena@comune.prova")));
    smtp.send(message("nessun indirizzo"));
    assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
    assert_eq!(smtp.queue.capacity(), 0, "those that are too many are not kept");
}

#[test]
fn the_address_of_a_relay_says_how_it_is_reached() {
    let read = |text: &str| Relay::parse(text).map_err(|failure| failure.to_string());
    for (text, host, port, security, user) in [
        ("smtp://posta.comune.it", "posta.comune.it", 587, Security::Asked, ""),
        ("smtp://piani@posta.comune.it:2525", "posta.comune.it", 2525, Security::Asked, "piani"),
        (
            "smtps://piani%40comune.it@posta.comune.it",
            "posta.comune.it",
            465,
            Security::Whole,
            "piani@comune.it",
        ),
        ("smtp://localhost", "localhost", 25, Security::None, ""),
        ("smtp://[::1]", "::1", 25, Security::None, ""),
        ("smtp://127.0.0.1:1025", "127.0.0.1", 1025, Security::None, ""),
        ("smtp://posta.interna?tls=no", "posta.interna", 25, Security::None, ""),
    ] {
        let wanted = Relay { host: host.to_owned(), port, security, user: user.to_owned() };
        assert_eq!(read(text), Ok(wanted), "{text}");
    }
    for wrong in
        ["smtp:", "smtp://", "smtps://posta.it?tls=no", "smtp://posta.it?tls=yes", "smtp://a:b@posta.it"]
    {
        assert!(read(wrong).is_err(), "{wrong}");
    }
    assert!(!read("smtp://piani:parola-segreta@posta.it").unwrap_err().contains("segreta"));
    assert!(Relay::is_address("smtps://posta.it") && !Relay::is_address("/var/spool/smtp"));
}

#[tokio::test]
async fn a_password_does_not_leave_the_machine_in_the_clear() {
    let start = |text: &str, password| Smtp::start(&Relay::parse(text).ok().unwrap(), password, FROM).is_ok();
    assert!(!start("smtp://piani@posta.interna?tls=no", "segreta"));
    assert!(!start("smtp://piani@posta.comune.it", ""), "a user without a password");
    assert!(start("smtp://posta.interna?tls=no", ""));
    assert!(start("smtps://piani@posta.comune.it", "segreta"));
    assert!(Smtp::start(&Relay::parse("smtp://localhost").ok().unwrap(), "", "nessun indirizzo").is_err());
}

/// Where the child finds the relay.
const PORT: &str = "RELAY_OF_THE_TEST";

#[tokio::test]
async fn a_relay_is_believed_by_its_certificate() {
    if let Ok(port) = env::var(PORT) {
        let relay =
            Relay { host: "localhost".to_owned(), ..relay(port.parse().unwrap(), Security::Asked, "piani") };
        let smtp = smtp(&relay, "parola segreta");
        let letter = smtp.letter(message("elena@comune.prova")).unwrap();
        let sent = relay.transport("parola segreta").ok().unwrap().send(letter).await;
        let told = sent.map_or_else(|error| told(&error), |_| "partito".to_owned());
        assert!(told.contains(&env::var("WANTED").unwrap()), "{told}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("certificato.pem");
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(&file, own.cert.pem()).unwrap();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let double = Double::start_encrypting(Arc::new(config));
    // What the system trusts is read from the environment with which a process began.
    let again = |known: bool, wanted: &str| {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "serving::smtp::tests::a_relay_is_believed_by_its_certificate"]);
        command.env(PORT, double.port.to_string()).env("WANTED", wanted);
        command.env_remove("SSL_CERT_FILE").env_remove("SSL_CERT_DIR");
        if known {
            command.env("SSL_CERT_FILE", &file);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "known: {known}\n{}", String::from_utf8_lossy(&output.stdout));
    };
    again(false, "certificate");
    again(true, "partito");
    let talks = double.talks(2).await;
    assert!(!has(&talks[0], "AUTH") && !has(&talks[0], "MAIL"), "{talks:#?}");
    let after = talks[1].iter().skip_while(|line| *line != "STARTTLS").collect::<Vec<_>>();
    assert!(after.iter().any(|line| line.starts_with("AUTH PLAIN ")), "{talks:#?}");
    assert!(after.iter().any(|line| line.starts_with("RCPT TO:<elena@")), "{talks:#?}");
}
