//! Things that were reckoned, with their lines, as a sheet and an evaluation show them.

use scoring::{Entry, written};

use super::style::safe;
use super::{Page, Role};

/// An entry with every line of its derivation.
pub fn entry(page: &mut Page, entry: &Entry) {
    let band = entry.band.as_deref().map(|band| format!(" ({})", safe(band))).unwrap_or_default();
    let title = if entry.title == entry.id { String::new() } else { format!(" – {}", safe(&entry.title)) };
    page.line(format_args!("{}{title}: {}{band}", page.paint(Role::Strong, safe(&entry.id)), value(entry)));
    if let Some(why) = &entry.why {
        page.line(format_args!("    {}", safe(why)));
    }
    for line in &entry.working {
        page.line(format_args!("    {}", safe(&written::working(line))));
    }
    for default in &entry.defaults {
        page.line(format_args!("    Base: {}", safe(default)));
    }
}

/// What comes of an entry, with a decimal comma.
pub fn value(entry: &Entry) -> String {
    match &entry.value {
        Some(value) => value.shown(entry.decimals),
        None if entry.band.is_some() => String::new(),
        None => "non determinato".to_owned(),
    }
}
