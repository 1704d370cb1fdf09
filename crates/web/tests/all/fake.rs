//! An identity provider on this machine that says what a test wants it to say.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use crate::town::NOW;

pub const CLIENT: &str = "traguardo";
pub const SECRET: &str = "un segreto: lungo & raro";

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twist {
    Good,
    WithRsa,
    /// A minute past its end, by a clock that goes a little wrong.
    JustExpired,
    Expired,
    Old,
    OfTheFuture,
    ChangedAfterSigning,
    SignedByAnother,
    NotSigned,
    SignedWithTheSecret,
    OtherNonce,
    NoNonce,
    OtherAudience,
    FurtherAudience,
    OtherParty,
    OtherIssuer,
    NoSubject,
    LongSubject,
    /// Somebody was there an hour ago, and the provider has not asked who it is now.
    ThereBefore,
    ThereNow,
}

/// What is wrong with what the provider says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ill {
    No,
    KeysElsewhere,
    TooLong,
    OtherIssuer,
    SendsElsewhere,
}

struct Grant {
    nonce: String,
    challenge: String,
    redirect: String,
    subject: String,
    twist: Twist,
}

struct Inner {
    issuer: String,
    ill: Ill,
    ec: EcdsaKeyPair,
    another: EcdsaKeyPair,
    rsa: Mutex<Option<RsaPrivateKey>>,
    grants: Mutex<HashMap<String, Grant>>,
    /// How often somebody asked for a token.
    asked: Mutex<usize>,
}

/// The provider.
#[derive(Clone)]
pub struct Fake(Arc<Inner>);

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).unwrap()
}

impl Fake {
    /// Starts one; it lives as long as the test.
    pub async fn start(ill: Ill) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/", listener.local_addr().unwrap());
        let fake = Self(Arc::new(Inner {
            issuer,
            ill,
            ec: new_key(),
            another: new_key(),
            rsa: Mutex::default(),
            grants: Mutex::default(),
            asked: Mutex::default(),
        }));
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/chiavi", get(keys))
            .route("/altrove", get(|| async { ([(header::LOCATION, "/chiavi")], StatusCode::FOUND) }))
            .route("/token", post(token))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        fake
    }

    pub fn setting(&self) -> identity::Setting {
        identity::Setting {
            name: "ente".to_owned(),
            label: "la rete del Comune".to_owned(),
            issuer: self.0.issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: SECRET.to_owned(),
            hosts: Vec::new(),
        }
    }

    pub fn asked(&self) -> usize {
        *self.0.asked.lock().unwrap()
    }

    /// What the person does there: gives the address to which they come back.
    pub fn signs_in(&self, address: &str, subject: &str, twist: Twist) -> String {
        let query = address.strip_prefix(&format!("{}entra?", self.0.issuer)).expect(address);
        let asked: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert_eq!((asked["response_type"].as_str(), asked["scope"].as_str()), ("code", "openid"));
        assert_eq!((asked["client_id"].as_str(), asked["code_challenge_method"].as_str()), (CLIENT, "S256"));
        let code = store::new_id();
        let grant = Grant {
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            redirect: asked["redirect_uri"].clone(),
            subject: subject.to_owned(),
            twist,
        };
        let path = grant.redirect.strip_prefix("http://traguardo.prova").unwrap().to_owned();
        self.0.grants.lock().unwrap().insert(code.clone(), grant);
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("code", &code)
            .append_pair("state", &asked["state"])
            .append_pair("iss", &self.0.issuer)
            .finish();
        format!("{path}?{query}")
    }

    /// Gives it a key of RSA, too. It takes its time.
    pub fn has_rsa(&self) {
        *self.0.rsa.lock().unwrap() = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).ok();
    }

    fn claims(&self, grant: &Grant) -> Value {
        let now = NOW.unix();
        let mut claims = json!({
            "iss": self.0.issuer, "sub": grant.subject, "aud": CLIENT, "nonce": grant.nonce, "iat": now - 5, "exp": now + 300,
        });
        match grant.twist {
            Twist::JustExpired => claims["exp"] = json!(now - 30),
            Twist::Expired => claims["exp"] = json!(now - 61),
            Twist::Old => claims["iat"] = json!(now - 700),
            Twist::OfTheFuture => claims["iat"] = json!(now + 61),
            Twist::OtherNonce => claims["nonce"] = json!("un altro"),
            Twist::NoNonce => drop(claims.as_object_mut().unwrap().remove("nonce")),
            Twist::OtherAudience => claims["aud"] = json!("un altro programma"),
            Twist::FurtherAudience => claims["aud"] = json!([CLIENT, "un altro programma"]),
            Twist::OtherParty => claims["azp"] = json!("un altro programma"),
            Twist::OtherIssuer => claims["iss"] = json!("https://altrove.it/"),
            Twist::NoSubject => claims["sub"] = json!(""),
            Twist::ThereBefore => claims["auth_time"] = json!(now - 3600),
            Twist::ThereNow => claims["auth_time"] = json!(now),
            Twist::LongSubject => claims["sub"] = json!("a".repeat(256)),
            _ => {}
        }
        claims
    }

    fn signed(&self, grant: &Grant) -> String {
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let header = match grant.twist {
            Twist::WithRsa => json!({ "alg": "RS256", "kid": "rs", "typ": "JWT" }),
            Twist::NotSigned => json!({ "alg": "none" }),
            Twist::SignedWithTheSecret => json!({ "alg": "HS256" }),
            _ => json!({ "alg": "ES256", "kid": "es" }),
        };
        let mut claims = self.claims(grant);
        let mut text = format!("{}.{}", part(&header), part(&claims));
        let by =
            |key: &EcdsaKeyPair| key.sign(&SystemRandom::new(), text.as_bytes()).unwrap().as_ref().to_vec();
        let signature = match grant.twist {
            Twist::WithRsa => {
                let digest = Sha256::digest(text.as_bytes());
                let key = self.0.rsa.lock().unwrap();
                key.as_ref().unwrap().sign(Pkcs1v15Sign::new::<rsa::sha2::Sha256>(), &digest).unwrap()
            }
            Twist::NotSigned => Vec::new(),
            Twist::SignedWithTheSecret => {
                let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
                ring::hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
            }
            Twist::SignedByAnother => by(&self.0.another),
            _ => by(&self.0.ec),
        };
        if grant.twist == Twist::ChangedAfterSigning {
            claims["sub"] = json!("qualcun altro");
            text = format!("{}.{}", part(&header), part(&claims));
        }
        format!("{text}.{}", BASE64URL_NOPAD.encode(&signature))
    }
}

async fn describe(State(fake): State<Fake>) -> Response {
    let issuer = &fake.0.issuer;
    let mut said = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}entra"),
        "token_endpoint": format!("{issuer}token"),
        "jwks_uri": format!("{issuer}chiavi"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "RS256"],
    });
    match fake.0.ill {
        Ill::No => {}
        Ill::KeysElsewhere => said["jwks_uri"] = json!("http://127.0.0.2:9/chiavi"),
        Ill::SendsElsewhere => said["jwks_uri"] = json!(format!("{issuer}altrove")),
        Ill::OtherIssuer => said["issuer"] = json!("https://altrove.it/"),
        Ill::TooLong => {
            said["service_documentation"] = json!(format!("https://a.it/{}", "a".repeat(300_000)));
        }
    }
    axum::response::Response::builder()
        .header(header::CONTENT_TYPE, "application/json")
        .body(said.to_string().into())
        .unwrap()
}

async fn keys(State(fake): State<Fake>) -> Response {
    let encoded = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    let point = fake.0.ec.public_key().as_ref();
    let (x, y) = (encoded(&point[1..33]), encoded(&point[33..]));
    let mut keys = vec![
        json!({ "kty": "EC", "crv": "P-256", "kid": "es", "use": "sig", "alg": "ES256", "x": x, "y": y }),
        json!({ "kty": "una specie nuova", "kid": "xx" }),
    ];
    if let Some(rsa) = fake.0.rsa.lock().unwrap().as_ref() {
        let (n, e) = (encoded(&rsa.n().to_bytes_be()), encoded(&rsa.e().to_bytes_be()));
        keys.push(json!({ "kty": "RSA", "kid": "rs", "use": "sig", "alg": "RS256", "n": n, "e": e }));
    }
    let keys = json!({ "keys": keys });
    ([(header::CONTENT_TYPE, "application/json")], keys.to_string()).into_response()
}

async fn token(State(fake): State<Fake>, headers: HeaderMap, body: String) -> Response {
    *fake.0.asked.lock().unwrap() += 1;
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let right =
        format!("Basic {}", BASE64.encode(format!("{}:{}", encoded(CLIENT), encoded(SECRET)).as_bytes()));
    let asked: HashMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let grant = fake.0.grants.lock().unwrap().remove(&asked["code"]);
    let is_hers = |grant: &Grant| {
        let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(asked["code_verifier"].as_bytes()));
        headers[header::AUTHORIZATION] == right
            && challenge == grant.challenge
            && asked["redirect_uri"] == grant.redirect
            && asked["grant_type"] == "authorization_code"
    };
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let Some(grant) = grant.filter(is_hers) else {
        let no = json!({ "error": "invalid_grant", "error_description": "di Elena Edile" });
        return (StatusCode::BAD_REQUEST, kind, no.to_string()).into_response();
    };
    let yes = json!({ "access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": fake.signed(&grant) });
    (kind, yes.to_string()).into_response()
}
