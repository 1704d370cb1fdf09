//! The manual of the application (`docs/manuale`), as pages: the few constructs of Markdown that it uses.

use std::fmt::Write;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

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

/// What a line begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Heading(usize),
    Picture,
    Row,
    Bullet,
    Number,
    Text,
}

fn kind(line: &str) -> Kind {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if line.is_empty() {
        Kind::Blank
    } else if (1..=3).contains(&hashes) && line[hashes..].starts_with(' ') {
        Kind::Heading(hashes)
    } else if line.starts_with("![") {
        Kind::Picture
    } else if line.starts_with('|') {
        Kind::Row
    } else if line.starts_with("- ") {
        Kind::Bullet
    } else if digits > 0 && line[digits..].starts_with(". ") {
        Kind::Number
    } else {
        Kind::Text
    }
}

/// A text as a fragment of a page.
fn html(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().map(str::trim_end).peekable();
    while let Some(line) = lines.next() {
        let begun = kind(line);
        // A paragraph, or an item of a list, goes on in the lines that begin nothing else.
        let mut whole = line.to_owned();
        while matches!(begun, Kind::Text | Kind::Bullet | Kind::Number)
            && let Some(next) = lines.next_if(|next| kind(next.trim_start()) == Kind::Text)
        {
            whole.push(' ');
            whole.push_str(next.trim_start());
        }
        match begun {
            Kind::Blank => {}
            Kind::Heading(level) => {
                let _ = writeln!(out, "<h{level}>{}</h{level}>", inline(line[level..].trim()));
            }
            Kind::Picture => out.push_str(&figure(line)),
            Kind::Row => {
                let mut rows = vec![line];
                while let Some(next) = lines.next_if(|next| next.starts_with('|')) {
                    rows.push(next);
                }
                out.push_str(&table(&rows));
            }
            Kind::Bullet | Kind::Number => {
                let mut items = vec![whole];
                while let Some(next) = lines.next_if(|next| kind(next) == begun) {
                    let mut item = next.to_owned();
                    while let Some(more) = lines.next_if(|more| kind(more.trim_start()) == Kind::Text) {
                        item.push(' ');
                        item.push_str(more.trim_start());
                    }
                    items.push(item);
                }
                let name = if begun == Kind::Bullet { "ul" } else { "ol" };
                let _ = writeln!(out, "<{name}>");
                for item in items {
                    let text = item.split_once(' ').map_or("", |(_, text)| text);
                    let _ = writeln!(out, "<li>{}</li>", inline(text));
                }
                let _ = writeln!(out, "</{name}>");
            }
            Kind::Text => {
                let _ = writeln!(out, "<p>{}</p>", inline(&whole));
            }
        }
    }
    out
}

/// `![words](immagini/name.png)`, with its size, so that the page does not move while it loads.
fn figure(line: &str) -> String {
    let parts = line
        .strip_prefix("![")
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|rest| rest.split_once("]("));
    let Some((words, address)) = parts else { return String::new() };
    let name = address.rsplit('/').next().unwrap_or_default();
    let side = |at: usize| {
        let bytes = picture(name)?.get(at..at + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    let size =
        side(16).zip(side(20)).map(|(w, h)| format!(" width=\"{w}\" height=\"{h}\"")).unwrap_or_default();
    format!(
        "<p class=\"tg-picture\"><img src=\"/guida/immagini/{name}\" alt=\"{}\"{size} loading=\"lazy\"></p>\n",
        escaped(words)
    )
}

/// A table; its second line parts head and body.
fn table(rows: &[&str]) -> String {
    let cells =
        |row: &str| row.trim_matches('|').split('|').map(|cell| inline(cell.trim())).collect::<Vec<_>>();
    let mut out = "<div class=\"tg-table\"><table class=\"table\">\n".to_owned();
    if let Some(head) = rows.first() {
        let _ = writeln!(
            out,
            "<thead><tr><th scope=\"col\">{}</th></tr></thead>",
            cells(head).join("</th><th scope=\"col\">")
        );
    }
    for row in rows.iter().skip(2) {
        let _ = writeln!(out, "<tr><td>{}</td></tr>", cells(row).join("</td><td>"));
    }
    out.push_str("</table></div>\n");
    out
}

/// Names of buttons, keys and links within a line.
fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    loop {
        let Some(at) = rest.find(['*', '`', '[']) else { break };
        let (before, from) = rest.split_at(at);
        out.push_str(&escaped(before));
        let taken = if let Some((name, after)) =
            from.strip_prefix("**").and_then(|inner| inner.split_once("**"))
        {
            let _ = write!(out, "<strong>{}</strong>", escaped(name));
            after
        } else if let Some((key, after)) = from.strip_prefix('`').and_then(|inner| inner.split_once('`')) {
            let name = if key.contains(' ') { "code" } else { "kbd" };
            let _ = write!(out, "<{name}>{}</{name}>", escaped(key));
            after
        } else if let Some((words, after)) = from.strip_prefix('[').and_then(|inner| inner.split_once("]("))
            && let Some((address, after)) = after.split_once(')')
        {
            let _ = write!(out, "<a href=\"{}\">{}</a>", escaped(&link(address)), escaped(words));
            after
        } else {
            out.push_str(&escaped(&from[..1]));
            &from[1..]
        };
        rest = taken;
    }
    out.push_str(&escaped(rest));
    out
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
    fn the_few_constructs_become_a_page() {
        let told = html(
            "\n## Due & tre\n\nUn *asterisco*, **Salva** e `Alt`\ne [altro](importare.md).\n\n1. uno\n2. due\n   va avanti\n\n- a\n\n| A | B |\n|---|---|\n| 1 | **2** |\n",
        );
        assert_eq!(
            told,
            "<h2>Due &amp; tre</h2>\n<p>Un *asterisco*, <strong>Salva</strong> e <kbd>Alt</kbd> e <a href=\"/guida/importare\">altro</a>.</p>\n\
             <ol>\n<li>uno</li>\n<li>due va avanti</li>\n</ol>\n<ul>\n<li>a</li>\n</ul>\n\
             <div class=\"tg-table\"><table class=\"table\">\n<thead><tr><th scope=\"col\">A</th><th scope=\"col\">B</th></tr></thead>\n\
             <tr><td>1</td><td><strong>2</strong></td></tr>\n</table></div>\n"
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
