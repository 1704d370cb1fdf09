//! Why a provider did not say who somebody is.

/// Why a provider did not say who somebody is. The texts are for those who run the installation: they hold nothing of the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It does not answer, or not in time, or says what it should not.
    #[error("il fornitore d'identità non risponde come dovrebbe: {0}")]
    Unreachable(String),
    /// Too many people are signing in at once.
    #[error("troppe richieste insieme al fornitore d'identità")]
    Busy,
    /// What it says of the person cannot be believed: signature, time, audience, nonce; or the code was not good.
    #[error("la risposta del fornitore d'identità non si può accettare: {0}")]
    Refused(String),
}
