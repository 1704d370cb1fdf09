//! What the first view of a page asks for: the page, and what it names (style, script, fonts).

use std::net::SocketAddr;

use crate::running::{Client, Session};

/// What browsers say they can unpack.
const ENCODINGS: &str = "gzip, br";

/// Requests and bytes of the first view of a page.
pub async fn first_view(address: SocketAddr, session: &Session, path: &str) -> (usize, usize) {
    let mut client = Client::connect(address, session.clone()).await.expect("the server answers");
    let plain = client.get(path).await.expect("the server answers");
    let named = assets(plain.text());
    let mut styles = Vec::new();
    for asset in named.iter().filter(|asset| asset.contains(".css")) {
        let style = client.get(asset).await.expect("the server answers");
        styles.extend(fonts(asset, style.text()));
    }
    let mut all = named;
    all.extend(styles);
    all.sort_unstable();
    all.dedup();
    client.encodings = ENCODINGS;
    let mut bytes = client.get(path).await.expect("the server answers").size;
    for asset in &all {
        let answer = client.get(asset).await.expect("the server answers");
        assert_eq!(answer.status, 200, "{asset}");
        bytes += answer.size;
    }
    (all.len() + 1, bytes)
}

/// What a page names in `link`, `script` and `img`.
pub fn assets(page: &str) -> Vec<String> {
    let tags = ["<link ", "<script ", "<img "].into_iter().flat_map(|tag| page.split(tag).skip(1));
    let address = |rest: &str| {
        let tag = rest.split('>').next()?;
        let value = ["href=\"", "src=\""].into_iter().find_map(|name| tag.split_once(name))?.1;
        value.split('"').next().filter(|value| value.starts_with('/')).map(str::to_owned)
    };
    tags.filter_map(address).collect()
}

/// The fonts that a style names; a browser loads those that it uses, we count all.
fn fonts(style: &str, text: &str) -> Vec<String> {
    let base =
        style.rsplit_once('/').and_then(|(folder, _)| folder.rsplit_once('/')).map_or("", |(base, _)| base);
    let urls = text.split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    let ours = urls.filter_map(|url| url.trim_matches('"').strip_prefix("../"));
    ours.map(|url| format!("{base}/{url}")).collect()
}
