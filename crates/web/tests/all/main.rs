//! The application from outside: requests go to the routes as a browser sends them, without a socket.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod edge;
mod fake;
mod life;
mod matrix;
mod oidc;
mod rights;
mod session;
mod town;
