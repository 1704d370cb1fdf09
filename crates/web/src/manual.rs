//! The manual of the application (`docs/manuale`), as pages.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

const FOLDER: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../docs/manuale");

/// The chapters in the order in which they are read; the first is the tour.
const ORDER: [&str; 9] = [
    "README",
    "importare",
    "correggere",
    "concordare",
    "variazioni",
    "documenti",
    "foglio-di-lavoro",
    "amministrazione",
    "accessibilita",
];

/// A chapter.
pub struct Chapter {
    /// Where it is served.
    pub path: String,
    /// Its title.
    pub title: String,
    /// What follows the title, as a fragment of a page.
    pub html: String,
}

static CHAPTERS: LazyLock<Vec<Chapter>> = LazyLock::new(|| {
    let text = |name: &str| FOLDER.get_file(format!("{name}.md")).and_then(include_dir::File::contents_utf8);
    ORDER.into_iter().filter_map(|name| Some(chapter(name, text(name)?))).collect()
});

/// Every chapter.
pub fn chapters() -> &'static [Chapter] {
    &CHAPTERS
}

/// A picture of the manual.
pub fn picture(name: &str) -> Option<&'static [u8]> {
    let is_plain = name
        .strip_suffix(".png")
        .is_some_and(|stem| stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    FOLDER.get_file(format!("immagini/{name}")).filter(|_| is_plain).map(include_dir::File::contents)
}

/// The address of a chapter.
fn path(name: &str) -> String {
    if name == "README" { "/guida".to_owned() } else { format!("/guida/{name}") }
}

fn chapter(name: &str, text: &str) -> Chapter {
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    let title = title.trim_start_matches('#').trim().to_owned();
    Chapter { path: path(name), title, html: html(rest) }
}

/// A text as a fragment of a page.
fn html(text: &str) -> String {
    let mut out = String::new();
    let mut figure = None;
    let events = Parser::new_ext(text, Options::ENABLE_TABLES);
    pulldown_cmark::html::push_html(&mut out, events.filter_map(|event| in_page(event, &mut figure)));
    out
}

/// What the pages of the application say otherwise: keys, links, wide tables, and pictures, which are gathered from their
/// beginning to their end.
fn in_page<'t>(event: Event<'t>, figure: &mut Option<Figure>) -> Option<Event<'t>> {
    if let Some(open) = figure {
        match event {
            Event::End(TagEnd::Image) => {
                return figure.take().map(|whole| Event::InlineHtml(whole.html().into()));
            }
            Event::Text(words) => open.words.push_str(&words),
            _ => {}
        }
        return None;
    }
    Some(match event {
        Event::Start(Tag::Image { dest_url, .. }) => {
            let name = dest_url.rsplit('/').next().unwrap_or_default().to_owned();
            *figure = Some(Figure { name, words: String::new() });
            return None;
        }
        Event::Code(key) if !key.contains(' ') => {
            Event::InlineHtml(format!("<kbd>{}</kbd>", escaped(&key)).into())
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: link(&dest_url).into(), title, id })
        }
        Event::Start(Tag::Table(_)) => Event::Html("<div class=\"tg-table\"><table class=\"table\">".into()),
        Event::End(TagEnd::Table) => Event::Html("</tbody></table></div>\n".into()),
        other => other,
    })
}

/// A picture in a text.
struct Figure {
    /// The name of its file.
    name: String,
    /// What it shows, for who does not see it.
    words: String,
}

impl Figure {
    /// The picture with its size, so that the page does not move while it loads.
    fn html(&self) -> String {
        let side = |at: usize| {
            let bytes = picture(&self.name)?.get(at..at + 4)?;
            Some(u32::from_be_bytes(bytes.try_into().ok()?))
        };
        let sides = side(16).zip(side(20));
        let sides = sides.map(|(w, h)| format!(" width=\"{w}\" height=\"{h}\"")).unwrap_or_default();
        format!(
            "<img class=\"tg-picture\" src=\"/guida/immagini/{}\" alt=\"{}\"{sides} loading=\"lazy\">",
            escaped(&self.name),
            escaped(&self.words)
        )
    }
}

/// Where a link of the manual leads in the application.
fn link(address: &str) -> String {
    address.strip_suffix(".md").map_or_else(|| address.to_owned(), path)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_links_tables_and_pictures_are_those_of_our_pages() {
        let told = html(
            "Premi `Alt` in [altro](importare.md), scrivi `due parole`.\n\n| A | B |\n|---|---|\n| 1 | **2** |\n\n![Una & due](immagini/nessuna.png)\n",
        );
        let parts: Vec<&str> = told.lines().collect();
        assert_eq!(
            parts[0],
            "<p>Premi <kbd>Alt</kbd> in <a href=\"/guida/importare\">altro</a>, scrivi <code>due parole</code>.</p>"
        );
        assert!(
            parts[1].starts_with("<div class=\"tg-table\"><table class=\"table\"><thead><tr><th>A</th>"),
            "{told}"
        );
        assert!(told.contains("</tbody></table></div>\n"), "{told}");
        assert_eq!(
            parts.last().copied(),
            Some(
                "<p><img class=\"tg-picture\" src=\"/guida/immagini/nessuna.png\" alt=\"Una &amp; due\" loading=\"lazy\"></p>"
            )
        );
    }

    #[test]
    fn every_chapter_is_in_the_order_and_every_link_leads_somewhere() {
        let pages =
            FOLDER.files().filter(|file| file.path().extension().is_some_and(|end| end == "md")).count();
        assert_eq!((chapters().len(), pages), (ORDER.len(), ORDER.len()));
        for chapter in chapters() {
            assert!(!chapter.title.is_empty());
            for link in chapter.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(chapters().iter().any(|other| other.path == link), "{}: {link}", chapter.title);
            }
        }
    }

    #[test]
    fn pictures_are_there_and_small_and_all_of_them_are_shown() {
        let mut shown = Vec::new();
        for chapter in chapters() {
            for name in
                chapter.html.split("/guida/immagini/").skip(1).filter_map(|rest| rest.split('"').next())
            {
                let bytes = picture(name).unwrap_or_else(|| panic!("{}: {name} is missing", chapter.title));
                assert!(bytes.len() < 120_000, "{name}: {} bytes", bytes.len());
                assert_eq!(bytes.get(24..26), Some(&[8, 3][..]), "{name}: not of 8 bits with a palette");
                shown.push(name.to_owned());
            }
        }
        let folder = FOLDER.get_dir("immagini").unwrap();
        for file in folder.files() {
            let name = file.path().file_name().unwrap().to_string_lossy().into_owned();
            assert!(shown.contains(&name), "{name} is shown nowhere");
        }
        assert!(picture("../README.md").is_none());
    }
}
