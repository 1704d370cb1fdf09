//! HTML -> document.

use document::{Document, Table};

use super::tree::{BLOCKS, Element, Node, Tree};
use crate::grid::Grid;
use crate::story::{self, Budget, Item, Para};
use crate::{Limits, Unreadable};

/// Elements whose content is not part of the text.
const NO_TEXT: &[&str] = &[
    "audio", "canvas", "datalist", "head", "iframe", "nav", "noscript", "object", "script", "style", "svg",
    "template", "title", "video",
];

/// Reads a page. Its head and foot and its navigation are furniture; nothing that it names is fetched.
///
/// # Errors
/// When the page has no text or is too much for the limits.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    let page = Tree::parse(&decoded(bytes), limits)?;
    let mut reader =
        Reader { page: &page, budget: Budget::new(limits), items: Vec::new(), para: Para::default() };
    if let Some(root) = page.element(0) {
        reader.children(root, Look::default())?;
    }
    reader.end_paragraph();
    story::document(name, reader.items)
}

/// The text of a page in the encoding it says, or in one that it can be in.
fn decoded(bytes: &[u8]) -> String {
    const HEAD: usize = 2048;
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let label = head.split("charset=").nth(1).map(|rest| {
        rest.trim_start_matches(['"', '\''])
            .split(['"', '\'', ' ', '>', ';', '/'])
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    let encoding = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    encoding.unwrap_or(encoding_rs::WINDOWS_1252).decode(bytes).0.into_owned()
}

/// What is around a text.
#[derive(Clone, Copy, Default)]
struct Look {
    bold: bool,
    heading: Option<u8>,
    /// Spaces and lines stand as they are written.
    written: bool,
}

struct Reader<'t> {
    page: &'t Tree,
    budget: Budget,
    items: Vec<Item>,
    para: Para,
}

impl<'t> Reader<'t> {
    fn children(&mut self, element: &'t Element, look: Look) -> Result<(), Unreadable> {
        for child in &element.children {
            match self.page.node(*child) {
                Some(Node::Text(text)) => self.text(text, look),
                Some(Node::Element(inside)) => self.element(inside, look)?,
                None => {}
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, look: Look) {
        if !look.written {
            return self.para.push(text, look.bold);
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.para.end_line();
            }
            for (index, part) in line.split('\t').enumerate() {
                if index > 0 {
                    self.para.tab();
                }
                self.para.push(part, look.bold);
            }
        }
    }

    fn element(&mut self, element: &'t Element, look: Look) -> Result<(), Unreadable> {
        let name = element.name.as_str();
        if NO_TEXT.contains(&name) || is_hidden(element) || self.is_furniture(element) {
            return Ok(());
        }
        let block = BLOCKS.contains(&name);
        if block {
            self.end_paragraph();
        }
        let inside = look_inside(element, look);
        match name {
            "br" => self.para.end_line(),
            "input" => self.input(element, look.bold),
            "table" => {
                let table = self.table(element)?;
                if !table.rows.is_empty() {
                    self.items.push(Item::Table(table));
                }
            }
            "li" => {
                let mark = self.mark(element);
                self.para.push(&mark, look.bold);
                self.children(element, inside)?;
            }
            _ => self.children(element, inside)?,
        }
        if block {
            self.para.heading = inside.heading;
            self.end_paragraph();
        }
        Ok(())
    }

    /// Head and foot of the page itself.
    fn is_furniture(&self, element: &Element) -> bool {
        let of_page = || {
            // A page may leave its body unsaid.
            let parent = self.page.element(element.parent);
            parent.is_some_and(|parent| matches!(parent.name.as_str(), "" | "html" | "body"))
        };
        matches!(element.name.as_str(), "header" | "footer") && of_page()
    }

    /// What a list shows before an item.
    fn mark(&self, item: &Element) -> String {
        let Some(list) = self.page.element(item.parent).filter(|list| list.name == "ol") else {
            return "• ".to_owned();
        };
        let start: usize = list.attr("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        format!("{}. ", start.saturating_add(item.items))
    }

    /// A field of a form shows its value.
    fn input(&mut self, input: &Element, bold: bool) {
        match input.attr("type").unwrap_or("text") {
            "checkbox" | "radio" => {
                self.para.push(if input.attr("checked").is_some() { "☑ " } else { "☐ " }, bold);
            }
            "text" | "date" | "month" | "number" | "email" => {
                self.para.push(input.attr("value").unwrap_or_default(), bold);
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let para = std::mem::take(&mut self.para);
        if !para.is_blank() {
            self.items.push(Item::Para(para));
        }
    }

    fn table(&mut self, table: &'t Element) -> Result<Table, Unreadable> {
        let page = self.page;
        let mut grid = Grid::default();
        let mut parts = vec![table];
        let inside = page.elements(table).map(|(_, part)| part);
        parts.extend(inside.filter(|part| matches!(part.name.as_str(), "thead" | "tbody" | "tfoot")));
        if let Some((_, caption)) = page.elements(table).find(|(_, part)| part.name == "caption") {
            grid.begin();
            self.cell(caption, true, &mut grid)?;
            grid.end();
        }
        for part in parts {
            for (_, row) in page.elements(part).filter(|(_, row)| row.name == "tr" && !is_hidden(row)) {
                grid.begin();
                for (_, cell) in page.elements(row) {
                    match cell.name.as_str() {
                        "th" => self.cell(cell, true, &mut grid)?,
                        "td" => self.cell(cell, false, &mut grid)?,
                        _ => {}
                    }
                }
                grid.end();
            }
        }
        let mut table = grid.finish();
        table.rows.retain(|row| !row.cells.is_empty());
        Ok(table)
    }

    fn cell(&mut self, cell: &'t Element, bold: bool, grid: &mut Grid) -> Result<(), Unreadable> {
        let span = |name: &str| cell.attr(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
        let items = std::mem::take(&mut self.items);
        let look = look_inside(cell, Look { bold, ..Look::default() });
        self.children(cell, look)?;
        self.end_paragraph();
        let inside = std::mem::replace(&mut self.items, items);
        let made = story::cell(inside, grid.column());
        if made.is_some() {
            self.budget.cell()?;
        }
        grid.cell(made, span("colspan"), span("rowspan").min(65_534));
        Ok(())
    }
}

/// The look of what stands inside an element.
fn look_inside(element: &Element, look: Look) -> Look {
    let name = element.name.as_str();
    let heading =
        name.strip_prefix('h').and_then(|level| level.parse().ok()).filter(|level| (1..=6).contains(level));
    let weight = style(element, "font-weight");
    let bold = match weight.as_deref() {
        Some("bold" | "bolder") => true,
        Some("normal" | "lighter") => false,
        Some(number) => number.parse::<u32>().map_or(look.bold, |weight| weight >= 600),
        None => look.bold || heading.is_some() || matches!(name, "b" | "strong"),
    };
    Look { bold, heading: heading.or(look.heading), written: look.written || name == "pre" }
}

fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some()
        || style(element, "display").is_some_and(|display| display == "none")
        || style(element, "visibility").is_some_and(|visibility| visibility == "hidden")
}

/// A property in the style of an element.
fn style(element: &Element, property: &str) -> Option<String> {
    let rules = element.attr("style")?.split(';');
    let mut pairs = rules.filter_map(|rule| rule.split_once(':'));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case(property))?;
    Some(value.trim().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use document::text;

    use super::*;

    fn shown(page: &str) -> String {
        text::write(&read("pagina.html", page.as_bytes(), &Limits::default()).unwrap())
    }

    #[test]
    fn pages_are_read_as_they_are_seen() {
        let page = "<!DOCTYPE html><title>no</title><header>no</header><nav>no</nav><main><h2>Obiettivo\n 1</h2>\
            <p>Una <b>riga</b><br>e due<p hidden>no<ol start=3><li>uno<li>due</ol>\
            <table><caption>FASI</caption><tr><th>N.<th colspan=2>Mesi<tr><td rowspan=2>1<td>x<td>&nbsp;<tr><td>y<td>z</table></main>";
        assert_eq!(
            shown(page),
            "## Obiettivo 1\n\nUna riga\ne due\n\n3. uno\n\n4. due\n\nFASI\t\nN.\tMesi\t\n1\tx\t\n\ty\tz\n"
        );
    }

    #[test]
    fn older_encodings_are_recognised() {
        let page = b"<meta charset=\"iso-8859-1\"><p>Citt\xe0 di prova";
        let document = read("pagina.html", page, &Limits::default()).unwrap();
        assert_eq!(text::write(&document), "Città di prova\n");
    }

    #[test]
    fn deep_pages_are_refused() {
        let page = "<div>".repeat(100_000) + "x";
        assert!(matches!(read("x", page.as_bytes(), &Limits::default()), Err(Unreadable::TooMuch(_))));
    }
}
