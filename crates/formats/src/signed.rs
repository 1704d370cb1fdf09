//! Signed envelopes (`.p7m`): what they hold, and who signed it.
//!
//! The signature is not verified: that takes the lists of the trusted providers and the time of signing, and
//! is the work of the programs that bodies have for it.

use rasn_cms::{CertificateChoices, ContentInfo, SignedData, SignerIdentifier};
use rasn_pkix::{Certificate, Name};

use crate::{Limits, Unreadable};

/// What an envelope holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The file inside.
    pub content: Vec<u8>,
    /// The names of those who signed, as their certificates say them.
    pub signers: Vec<String>,
}

/// The object identifier of a name that people go by (X.520).
const COMMON_NAME: &[u32] = &[2, 5, 4, 3];

/// Opens an envelope, in binary or in Base64; an envelope in an envelope is opened, too.
///
/// # Errors
/// When it is broken, holds nothing, or holds envelopes without end.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Opened, Unreadable> {
    const ENVELOPES: usize = 8;
    let mut opened = one(bytes)?;
    for _ in 0..ENVELOPES {
        if opened.content.len() > limits.unpacked {
            return Err(Unreadable::TooMuch("testo firmato"));
        }
        if crate::recognise(&opened.content) != Ok(crate::Kind::Signed) {
            return Ok(opened);
        }
        let inner = one(&opened.content)?;
        opened.signers.extend(inner.signers);
        opened.content = inner.content;
    }
    Err(Unreadable::TooMuch("buste una dentro l'altra"))
}

fn one(bytes: &[u8]) -> Result<Opened, Unreadable> {
    let broken = || Unreadable::Broken("busta firmata".to_owned());
    let binary =
        if bytes.first() == Some(&0x30) { bytes.to_vec() } else { decoded(bytes).ok_or_else(broken)? };
    let info: ContentInfo = rasn::ber::decode(&binary).map_err(|_| broken())?;
    let data: SignedData = rasn::ber::decode(info.content.as_bytes()).map_err(|_| broken())?;
    let content = data
        .encap_content_info
        .content
        .as_ref()
        .ok_or(Unreadable::Other("è una firma separata dal suo documento: serve il documento stesso"))?;
    Ok(Opened { content: content.to_vec(), signers: signers(&data) })
}

/// The bytes of a text in Base64, with or without the lines around it.
fn decoded(bytes: &[u8]) -> Option<Vec<u8>> {
    use base64::Engine as _;
    let text = std::str::from_utf8(bytes).ok()?;
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    let joined: String = lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    base64::engine::general_purpose::STANDARD.decode(joined).ok()
}

fn signers(data: &SignedData) -> Vec<String> {
    let certificates: Vec<&Certificate> = data
        .certificates
        .iter()
        .flat_map(|set| set.to_vec())
        .filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => Some(certificate.as_ref()),
            _ => None,
        })
        .collect();
    let infos = data.signer_infos.to_vec();
    let of_signer = |sid: &SignerIdentifier| match sid {
        SignerIdentifier::IssuerAndSerialNumber(wanted) => certificates.iter().find(|certificate| {
            certificate.tbs_certificate.serial_number == wanted.serial_number
                && certificate.tbs_certificate.issuer == wanted.issuer
        }),
        SignerIdentifier::SubjectKeyIdentifier(_) => None,
    };
    infos.iter().filter_map(|info| common_name(&of_signer(&info.sid)?.tbs_certificate.subject)).collect()
}

/// The name that people go by.
fn common_name(name: &Name) -> Option<String> {
    let Name::RdnSequence(parts) = name;
    let attributes = parts.iter().flat_map(|part| part.to_vec());
    let value = attributes.into_iter().find(|attribute| attribute.r#type.as_ref() == COMMON_NAME)?;
    // Whatever kind of string it is, its bytes follow a tag and a length.
    let bytes = value.value.as_bytes();
    let text = match bytes.get(1)? {
        0x81 => bytes.get(3..)?,
        0x82 => bytes.get(4..)?,
        _ => bytes.get(2..)?,
    };
    Some(String::from_utf8_lossy(text).trim().to_owned()).filter(|name| !name.is_empty())
}
