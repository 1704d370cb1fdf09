//! Signing in with an identity provider: OpenID Connect, authorization code with PKCE.
//!
//! A [`Provider`] is made from a [`Setting`], and does two things: it says where a person is sent ([`Provider::begin`]), and what the
//! provider calls the person who came back ([`Provider::finish`]). Whose account that is, is none of its business. It keeps
//! nothing of a sign-in: what must be known again when the person comes back is in [`Secrets`], and the caller keeps it.

mod fault;
mod http;
mod provider;
mod setting;

pub use fault::Fault;
pub use provider::{Begun, Provider, Secrets};
pub use setting::{Setting, Unusable};
