//! What the machine gives at most: a page that is always the same, from a bare server.

use std::net::SocketAddr;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use hyper::body::Bytes;
use tokio::net::TcpListener;

use crate::load::{Figures, read};
use crate::running::Session;

/// How fast a constant page of so many bytes is.
pub async fn constant(bytes: usize, seconds: u64) -> Figures {
    let page = Bytes::from("x".repeat(bytes));
    let routes = Router::new().route("/", get(move || async move { Html(page) }));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
    let address: SocketAddr = listener.local_addr().expect("it listens");
    let server = tokio::spawn(async move { axum::serve(listener, routes).await });
    let figures = read(address, &[Session::default()], |_| "/".to_owned(), (None, seconds)).await;
    server.abort();
    figures
}
