//! Lists: each item a line.

use method::ListBlock;

use super::Subject;
use super::pairs::item_text;
use super::sheet::{Sheet, Text};

/// Prints the items of a list, each by the template that says most of it.
pub fn print(sheet: &mut Sheet<'_>, list: &ListBlock, subject: Subject<'_>) {
    let Some((_, path)) = list.items.to.first() else { return };
    let items = super::rows::items(path.entity.name, subject);
    let texts: Vec<String> =
        items.into_iter().filter_map(|child| item_text(sheet, &list.items, child)).collect();
    if texts.is_empty() {
        return;
    }
    if let Some(title) = list.titles.first() {
        let year = subject.year.map(|year| year.to_string()).unwrap_or_default();
        sheet.paragraph(&Text::label(title.print(&|_| year.clone())));
    }
    let final_one = texts.len() - 1;
    for (number, text) in texts.into_iter().enumerate() {
        let end = if number == final_one { list.ends.last() } else { list.ends.first() };
        sheet.paragraph(&Text::signed(format!("{text}{}", end.map_or("", String::as_str))));
    }
}
