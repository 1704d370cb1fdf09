//! A provider is asked over TLS, and only when somebody whom the system knows says that it is the provider.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::Command;
use std::sync::Arc;
use std::thread;

use identity::{Fault, Provider, Setting};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::json;

/// Where the child finds the provider.
const ISSUER: &str = "PROVIDER_OF_THE_TEST";

#[test]
fn a_provider_is_believed_by_its_certificate() {
    if let Ok(issuer) = env::var(ISSUER) {
        return child(&issuer, env::var_os("SSL_CERT_FILE").is_some());
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("certificato.pem");
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(&file, own.cert.pem()).unwrap();
    let issuer = serve(&own);
    // What the system trusts is read once in a process, from the environment with which it began.
    let again = |known: bool| {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "a_provider_is_believed_by_its_certificate"]).env(ISSUER, &issuer);
        command.env_remove("SSL_CERT_FILE").env_remove("SSL_CERT_DIR");
        if known {
            command.env("SSL_CERT_FILE", &file);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "known: {known}\n{}", String::from_utf8_lossy(&output.stdout));
    };
    again(true);
    again(false);
}

fn child(issuer: &str, known: bool) {
    let setting = Setting {
        name: "ente".to_owned(),
        label: "la rete del Comune".to_owned(),
        issuer: issuer.to_owned(),
        client_id: "traguardo".to_owned(),
        ..Setting::default()
    };
    let provider = Provider::new(setting, "https://piani.comune.prova/ritorno").unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match runtime.block_on(provider.begin(false)) {
        Ok(begun) => assert!(known && begun.address.starts_with(&format!("{issuer}/entra?")), "{begun:?}"),
        Err(Fault::Unreachable(why)) => assert!(!known && why.contains("certificate"), "{why}"),
        Err(fault) => panic!("{fault}"),
    }
}

/// Starts a provider that says of itself what it must, and no more; gives its address.
fn serve(own: &rcgen::CertifiedKey<rcgen::KeyPair>) -> String {
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let told = issuer.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            // Who does not believe us goes away.
            let _ = answer(StreamOwned::new(connection, stream.unwrap()), &told);
        }
    });
    issuer
}

fn answer(stream: StreamOwned<ServerConnection, std::net::TcpStream>, issuer: &str) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut asked = String::new();
    stream.read_line(&mut asked)?;
    let mut line = String::from(" ");
    while !line.trim_end().is_empty() || line == " " {
        line.clear();
        stream.read_line(&mut line)?;
    }
    let said = if asked.contains("/chiavi") {
        json!({ "keys": [] })
    } else {
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/entra"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/chiavi"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        })
    }
    .to_string();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
    let stream = stream.get_mut();
    write!(stream, "{head}content-length: {}\r\n\r\n{said}", said.len())?;
    stream.conn.send_close_notify();
    stream.flush()
}
