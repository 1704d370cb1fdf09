//! What only its owner knows: tokens, passwords, codes of a second factor.

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Random bytes from the system.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        // Without random numbers nothing that is secret can be made: better no answer than a weak one.
        std::process::abort();
    }
    bytes
}

/// The length of a token in characters.
pub const TOKEN_LENGTH: usize = 43;

/// A secret that is handed out once: 32 random bytes, as letters, digits, dashes and low lines.
pub fn token() -> String {
    BASE64URL_NOPAD.encode(&random::<32>())
}

/// What is kept of a token.
pub fn token_hash(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}

/// A token as a page shows it: mixed with random bytes, so that no two pages show the same and what is compressed tells
/// nothing of it.
pub fn masked(token: &str) -> String {
    let key = random::<32>();
    let mixed: Vec<u8> = token.bytes().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key).collect();
    format!("{}.{}", BASE64URL_NOPAD.encode(&key), BASE64URL_NOPAD.encode(&mixed))
}

/// The token that a page showed; blank when it is none.
pub fn unmasked(shown: &str) -> String {
    let parts = shown.split_once('.').and_then(|(key, mixed)| {
        let decoded = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        Some((decoded(key).filter(|key| !key.is_empty())?, decoded(mixed)?))
    });
    let Some((key, mixed)) = parts else { return String::new() };
    let bytes: Vec<u8> = mixed.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key).collect();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// A text with a mark that only who has the key can make: what a browser keeps for us comes back as it was given out, or is known
/// not to be.
pub fn sealed(key: &str, text: &str) -> String {
    let text = BASE64URL_NOPAD.encode(text.as_bytes());
    let mark = mark(key, &text).map(|mac| mac.finalize().into_bytes()).unwrap_or_default();
    format!("{text}.{}", BASE64URL_NOPAD.encode(&mark))
}

/// The text that was sealed with a key; none when the mark is not right.
pub fn opened(key: &str, sealed: &str) -> Option<String> {
    let (text, given) = sealed.split_once('.')?;
    let given = BASE64URL_NOPAD.decode(given.as_bytes()).ok()?;
    mark(key, text)?.verify_slice(&given).ok()?;
    String::from_utf8(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?).ok()
}

fn mark(key: &str, text: &str) -> Option<Hmac<Sha256>> {
    Hmac::<Sha256>::new_from_slice(key.as_bytes()).ok().map(|mac| mac.chain_update(text.as_bytes()))
}

/// Least length of a password, in characters.
pub const LEAST_PASSWORD: usize = 12;

/// What keeps a text from being a password, in Italian.
pub fn password_fault(password: &str, login: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < LEAST_PASSWORD {
        return Some("la password deve avere almeno 12 caratteri: vanno bene anche quattro parole");
    }
    if length > 200 {
        return Some("la password può avere al massimo 200 caratteri");
    }
    let mut seen: Vec<char> = password.chars().collect();
    seen.sort_unstable();
    seen.dedup();
    if seen.len() < 5 || password.to_lowercase().contains(&login.to_lowercase()) {
        return Some("la password è troppo facile da indovinare: scegline una con parole e segni diversi");
    }
    None
}

/// The hash of a password. It takes time and memory on purpose: call it where waiting does no harm.
pub fn password_hash(password: &str) -> String {
    // The parameters are those of the library: hashing fails for none of the texts that are passwords.
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).unwrap_or_default()
}

/// The hash of nobody's password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
                      5rV1WzQ8s0Yl0rTj0oJx0Qv1lZ0b0n3l4wQ7m8r5l3k";

/// Whether a password is the one that was hashed. Takes as long when there is no hash.
pub fn password_is(password: &str, hash: &str) -> bool {
    let known = if hash.is_empty() { NOBODY } else { hash };
    let verified = argon2::PasswordHash::new(known)
        .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
    verified && !hash.is_empty()
}

/// A secret for a second factor, as authenticator programs take it.
pub fn totp_secret() -> String {
    BASE32_NOPAD.encode(&random::<20>())
}

/// Seconds for which a code holds (RFC 6238).
const STEP: i64 = 30;

/// The time step of a code that is right at a moment (seconds since 1970), one step early or late allowed.
pub fn totp_step(secret: &str, code: &str, unix: i64) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let now = unix.div_euclid(STEP);
    [now, now - 1, now + 1]
        .into_iter()
        .find(|step| totp_code(secret, *step).is_some_and(|right| same(&right, &code)))
}

/// The code of a time step: six digits.
fn totp_code(secret: &str, step: i64) -> Option<String> {
    let key = BASE32_NOPAD.decode(secret.as_bytes()).ok()?;
    let mut mac = Hmac::<Sha1>::new_from_slice(&key).ok()?;
    mac.update(&u64::try_from(step).ok()?.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash.last()? & 0x0f);
    let word: [u8; 4] = hash.get(offset..offset + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_by_its_hash() {
        let hash = password_hash("quattro parole messe insieme");
        assert!(hash.starts_with("$argon2id$"));
        assert!(password_is("quattro parole messe insieme", &hash));
        assert!(!password_is("quattro parole messe assieme", &hash));
        assert!(!password_is("", ""));
    }

    #[test]
    fn easy_passwords_are_refused() {
        for easy in ["corta", "aaaaaaaaaaaa", "segreteria-2026", "abababababab"] {
            assert!(password_fault(easy, "segreteria").is_some(), "{easy}");
        }
        assert_eq!(password_fault("quattro parole messe insieme", "segreteria"), None);
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of eight digits.
        let secret = BASE32_NOPAD.encode(b"12345678901234567890");
        for (unix, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(totp_step(&secret, code, unix), Some(unix / STEP));
            assert_eq!(totp_step(&secret, code, unix + 300), None);
        }
    }

    #[test]
    fn a_token_is_shown_otherwise_on_every_page_and_known_again() {
        let token = token();
        let (one, other) = (masked(&token), masked(&token));
        assert_ne!(one, other);
        assert_eq!((unmasked(&one), unmasked(&other)), (token.clone(), token.clone()));
        for wrong in ["", ".", "a.b", &token] {
            assert_ne!(unmasked(wrong), token);
        }
    }

    #[test]
    fn what_was_sealed_comes_back_and_what_was_changed_does_not() {
        let sealed = sealed("chiave", "poi=/e/borgo&scade=10");
        assert_eq!(opened("chiave", &sealed).as_deref(), Some("poi=/e/borgo&scade=10"));
        assert_eq!(opened("un'altra", &sealed), None);
        let (text, mark) = sealed.split_once('.').unwrap();
        let other = BASE64URL_NOPAD.encode(b"poi=/e/borgo&scade=99");
        for wrong in [
            format!("{other}.{mark}"),
            format!("{text}."),
            text.to_owned(),
            format!("{text}.{}", &mark[1..]),
            String::new(),
        ] {
            assert_eq!(opened("chiave", &wrong), None, "{wrong}");
        }
    }

    #[test]
    fn who_has_no_account_waits_as_long_as_who_has() {
        assert!(argon2::PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn tokens_differ() {
        assert_ne!(token(), token());
        assert_eq!(token().len(), TOKEN_LENGTH);
    }
}
