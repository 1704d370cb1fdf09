//! Word document -> document.

use std::collections::HashMap;

use document::{Document, Table};

use super::numbering::Numbering;
use super::styles::{Look, Styles, note, on, outline};
use crate::archive::Archive;
use crate::grid::Grid;
use crate::story::{self, Budget, Item, Para};
use crate::symbols;
use crate::xml::{Tag, Xml};
use crate::{Limits, Unreadable};

/// Reads a Word document.
///
/// # Errors
/// When the file is broken, locked or too much for the limits, or has no text.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    let mut archive = Archive::open(bytes, limits)?;
    let main = archive.required("word/document.xml")?;
    let styles = archive.part("word/styles.xml")?;
    let styles = styles.map_or_else(|| Ok(Styles::default()), |bytes| Styles::read(&bytes, limits))?;
    let lists = archive.part("word/numbering.xml")?;
    let lists = lists.map_or_else(|| Ok(Numbering::default()), |bytes| Numbering::read(&bytes, limits))?;
    let notes = archive.part("word/footnotes.xml")?;
    let mut reader = Reader {
        xml: Xml::new(&main, "word/document.xml", limits),
        styles,
        lists,
        notes: HashMap::new(),
        fields: Vec::new(),
        index: 0,
        budget: Budget::new(limits),
        waiting: Vec::new(),
    };
    if let Some(bytes) = &notes {
        reader.read_notes(bytes, limits)?;
    }
    let items = reader.story("w:body")?;
    story::document(name, items)
}

struct Reader<'b> {
    xml: Xml<'b>,
    styles: Styles,
    lists: Numbering,
    /// Footnotes by their number.
    notes: HashMap<String, Vec<Item>>,
    /// Fields that are open: whether what stands in them now is shown.
    fields: Vec<Field>,
    /// How many of the open fields are indexes.
    index: usize,
    budget: Budget,
    /// What a paragraph carries besides its text (notes, frames), to stand below it.
    waiting: Vec<Item>,
}

/// A field: an instruction and its result.
#[derive(Default)]
struct Field {
    instruction: String,
    in_result: bool,
    is_index: bool,
}

impl<'b> Reader<'b> {
    fn read_notes(&mut self, bytes: &'b [u8], limits: &Limits) -> Result<(), Unreadable> {
        let main = std::mem::replace(&mut self.xml, Xml::new(bytes, "word/footnotes.xml", limits));
        while let Some(tag) = self.xml.next_tag()? {
            if tag.name() == "w:footnote" {
                let id = tag.get("w:id").unwrap_or_default();
                let furniture = tag.get("w:type").is_some_and(|kind| kind != "normal");
                let items = self.items()?;
                if !furniture {
                    self.notes.insert(id, items);
                }
            }
        }

        self.xml = main;
        Ok(())
    }

    /// The items of the first element of a name.
    fn story(&mut self, element: &str) -> Result<Vec<Item>, Unreadable> {
        while let Some(tag) = self.xml.next_tag()? {
            if tag.name() == element {
                return self.items();
            }
        }
        Ok(Vec::new())
    }

    /// Paragraphs and tables up to the end of the element that has just begun.
    fn items(&mut self) -> Result<Vec<Item>, Unreadable> {
        let outside = self.xml.outside();
        let mut items = Vec::new();
        while let Some(tag) = self.xml.within(outside)? {
            self.item(&tag, &mut items)?;
        }
        Ok(items)
    }

    fn item(&mut self, tag: &Tag<'_>, items: &mut Vec<Item>) -> Result<(), Unreadable> {
        match tag.name() {
            "w:p" => {
                let para = self.paragraph()?;
                if self.index == 0 {
                    items.push(Item::Para(para));
                }
                let below = std::mem::take(&mut self.waiting);
                items.extend(below);
            }
            "w:tbl" => {
                let table = self.table()?;
                if !table.rows.is_empty() {
                    items.push(Item::Table(table));
                }
            }
            "w:sdt" => self.control()?,
            "w:del" | "w:moveFrom" | "mc:Fallback" | "w:sectPr" => self.xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    /// A control that has just begun: reads its properties, and passes over it if it holds an index.
    fn control(&mut self) -> Result<(), Unreadable> {
        let outside = self.xml.outside();
        let is_index = |tag: &Tag<'_>| {
            tag.name() == "w:docPartGallery"
                && tag.get("w:val").is_some_and(|kind| kind == "Table of Contents")
        };
        while let Some(tag) = self.xml.within(outside)? {
            if is_index(&tag) {
                while self.xml.depth() > outside {
                    self.xml.next()?;
                }
            } else if tag.name() == "w:sdtContent" {
                break;
            }
        }
        Ok(())
    }

    fn paragraph(&mut self) -> Result<Para, Unreadable> {
        let outside = self.xml.outside();
        let mut para = Para::default();
        let mut style = Look::default();
        while let Some(tag) = self.xml.within(outside)? {
            match tag.name() {
                "w:pPr" => style = self.paragraph_properties(&mut para)?,
                "w:r" => self.run(&mut para, style)?,
                "w:del" | "w:moveFrom" | "mc:Fallback" => self.xml.skip()?,
                "w:txbxContent" => self.frame()?,
                "m:t" => para.push(&self.xml.text()?, false),
                _ => {}
            }
        }
        Ok(para)
    }

    /// The style of a paragraph, its heading, and the number before it.
    fn paragraph_properties(&mut self, para: &mut Para) -> Result<Look, Unreadable> {
        let outside = self.xml.outside();
        let mut style = String::new();
        let (mut list, mut level) = (None, 0);
        while let Some(tag) = self.xml.within(outside)? {
            match tag.name() {
                "w:pStyle" => style = tag.get("w:val").unwrap_or_default(),
                "w:outlineLvl" => para.heading = outline(&tag),
                "w:numId" => list = tag.get("w:val"),
                "w:ilvl" => level = tag.number("w:val").and_then(|n| u8::try_from(n).ok()).unwrap_or(0),
                // The look of the sign of the paragraph itself; the properties before a change.
                "w:rPr" | "w:pPrChange" => self.xml.skip()?,
                _ => {}
            }
        }
        para.heading = para.heading.or_else(|| self.styles.heading(&style));
        let list = list.map(|list| (list, level)).or_else(|| self.styles.list(&style));
        if let Some(text) =
            list.filter(|(list, _)| list != "0").and_then(|(list, level)| self.lists.next(&list, level))
        {
            para.push(&format!("{text} "), self.styles.look(&style).bold == Some(true));
        }
        Ok(self.styles.look(&style))
    }

    fn run(&mut self, para: &mut Para, style: Look) -> Result<(), Unreadable> {
        let outside = self.xml.outside();
        let mut look = style;
        while let Some(tag) = self.xml.within(outside)? {
            match tag.name() {
                "w:rPr" => look = self.run_properties()?.over(style),
                _ => self.piece(&tag, para, look)?,
            }
        }
        Ok(())
    }

    fn run_properties(&mut self) -> Result<Look, Unreadable> {
        let outside = self.xml.outside();
        let (mut own, mut style) = (Look::default(), Look::default());
        while let Some(tag) = self.xml.within(outside)? {
            match tag.name() {
                "w:rStyle" => style = self.styles.look(&tag.get("w:val").unwrap_or_default()),
                "w:rPrChange" => self.xml.skip()?,
                _ => note(&tag, &mut own),
            }
        }
        Ok(own.over(style))
    }

    /// A piece of a run.
    fn piece(&mut self, tag: &Tag<'_>, para: &mut Para, look: Look) -> Result<(), Unreadable> {
        let bold = look.bold == Some(true);
        let shown = look.hidden != Some(true) && self.fields.iter().all(|field| field.in_result);
        match tag.name() {
            "w:t" => {
                let text = self.xml.text()?;
                if shown {
                    para.push(&text, bold);
                }
            }
            "w:tab" if shown => para.tab(),
            "w:br" | "w:cr" if shown && tag.get("w:type").is_none_or(|kind| kind == "textWrapping") => {
                para.end_line();
            }
            "w:noBreakHyphen" if shown => para.push("-", bold),
            "w:sym" if shown => {
                let code = tag.get("w:char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let font = tag.get("w:font").unwrap_or_default();
                if let Some(sign) = code.and_then(|code| symbols::sign(&font, code)) {
                    para.push(sign.encode_utf8(&mut [0; 4]), bold);
                }
            }
            "w:fldChar" => self.field(tag, para)?,
            "w:instrText" => {
                let text = self.xml.text()?;
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(&text);
                }
            }
            "w:footnoteReference" => {
                let note = tag.get("w:id").and_then(|id| self.notes.remove(&id));
                self.waiting.extend(note.into_iter().flatten());
            }
            "w:txbxContent" => self.frame()?,
            "w:delText" | "mc:Fallback" => self.xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    /// A text in a frame: it stands below the paragraph that holds it.
    fn frame(&mut self) -> Result<(), Unreadable> {
        let before = std::mem::take(&mut self.waiting);
        let inside = self.items()?;
        self.waiting = before;
        self.waiting.extend(inside);
        Ok(())
    }

    /// A sign of a field: its beginning, the end of its instruction, its end.
    fn field(&mut self, tag: &Tag<'_>, para: &mut Para) -> Result<(), Unreadable> {
        match tag.get("w:fldCharType").as_deref() {
            Some("begin") => {
                if let Some(ticked) = self.check_box()? {
                    para.push(if ticked { "☑" } else { "☐" }, false);
                }
                self.fields.push(Field::default());
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                    field.is_index = field.instruction.trim_start().starts_with("TOC");
                    self.index += usize::from(field.is_index);
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    self.index -= usize::from(field.is_index);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether the field that begins is a check box, and whether it is ticked.
    fn check_box(&mut self) -> Result<Option<bool>, Unreadable> {
        let outside = self.xml.outside();
        let mut ticked = None;
        while let Some(tag) = self.xml.within(outside)? {
            match tag.name() {
                "w:checkBox" => ticked = Some(false),
                "w:default" | "w:checked" if ticked.is_some() => ticked = Some(on(&tag)),
                _ => {}
            }
        }
        Ok(ticked)
    }

    fn table(&mut self) -> Result<Table, Unreadable> {
        let outside = self.xml.outside();
        let mut grid = Grid::default();
        while let Some(tag) = self.xml.within(outside)? {
            match tag.name() {
                "w:tr" => self.row(&mut grid)?,
                "w:del" | "mc:Fallback" => self.xml.skip()?,
                _ => {}
            }
        }
        let mut table = grid.finish();
        table.rows.retain(|row| !row.cells.is_empty());
        Ok(table)
    }

    fn row(&mut self, grid: &mut Grid) -> Result<(), Unreadable> {
        let outside = self.xml.outside();
        grid.begin();
        while let Some(tag) = self.xml.within(outside)? {
            match tag.name() {
                "w:gridBefore" => grid.cell(None, tag.number("w:val").unwrap_or(1), 1),
                "w:tc" => self.cell(grid)?,
                _ => {}
            }
        }
        grid.end();
        Ok(())
    }

    fn cell(&mut self, grid: &mut Grid) -> Result<(), Unreadable> {
        let outside = self.xml.outside();
        let (mut columns, mut continues) = (1, false);
        let mut items = Vec::new();
        while let Some(tag) = self.xml.within(outside)? {
            match tag.name() {
                "w:gridSpan" => columns = tag.number("w:val").unwrap_or(1),
                "w:vMerge" => continues = tag.get("w:val").is_none_or(|val| val == "continue"),
                _ => self.item(&tag, &mut items)?,
            }
        }
        let cell = if continues { None } else { story::cell(items, grid.column()) };
        if cell.is_some() {
            self.budget.cell()?;
        }
        grid.cell(cell, columns, 1);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use document::text;

    use super::*;
    use crate::pack::Pack;

    const HEAD: &str =
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;

    fn file(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
        let mut pack = Pack::new();
        pack.add("word/document.xml", format!("{HEAD}{body}</w:body></w:document>").as_bytes());
        for (name, part) in parts {
            pack.add(name, part.as_bytes());
        }
        pack.finish()
    }

    fn shown(body: &str, parts: &[(&str, &str)]) -> String {
        text::write(&read("prova.docx", &file(body, parts), &Limits::default()).unwrap())
    }

    #[test]
    fn what_is_hidden_struck_or_an_index_is_no_content() {
        let body = r#"<w:p><w:r><w:t>Resta</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> nascosto</w:t></w:r><w:del><w:r><w:delText> tolto</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> e aggiunto</w:t></w:r></w:ins></w:p>
            <w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Indice 3</w:t></w:r></w:p></w:sdtContent></w:sdt>
            <w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Campo</w:t></w:r></w:p></w:sdtContent></w:sdt>
            <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \o</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Voce</w:t></w:r></w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
            <w:p><w:r><w:t>Dopo</w:t></w:r></w:p>"#;
        assert_eq!(shown(body, &[]), "Resta e aggiunto\n\nCampo\n\nDopo\n");
    }

    #[test]
    fn merged_cells_boxes_and_numbers() {
        let body = r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:t xml:space="preserve"> S</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>no</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p><w:p><w:r><w:t>C</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Voce</w:t></w:r></w:p>"#;
        let lists = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
        assert_eq!(shown(body, &[("word/numbering.xml", lists)]), "A\t\t☑ S\n\tB C\t☐\n\n3) Voce\n");
    }

    #[test]
    fn bold_and_headings_come_from_styles() {
        let body = r#"<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>Titolo</w:t></w:r></w:p><w:p><w:r><w:rPr><w:rStyle w:val="F"/></w:rPr><w:t>Peso</w:t></w:r><w:r><w:t xml:space="preserve"> 25</w:t></w:r></w:p>"#;
        let styles = r#"<w:styles><w:style w:styleId="B"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:styleId="T"><w:basedOn w:val="B"/></w:style><w:style w:styleId="F"><w:rPr><w:b/></w:rPr></w:style></w:styles>"#;
        let document =
            read("prova.docx", &file(body, &[("word/styles.xml", styles)]), &Limits::default()).unwrap();
        assert_eq!(text::write(&document), "## Titolo\n\nPeso 25\n");
        let document::Block::Paragraph(line) = &document.blocks[1] else { panic!("a paragraph") };
        assert_eq!(line.lines[0].runs(), [("Peso", true), (" 25", false)]);
    }

    #[test]
    fn hostile_files_end_with_a_reason() {
        let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>"#;
        let mut pack = Pack::new();
        pack.add("word/document.xml", bomb.as_bytes());
        let refused = read("x", &pack.finish(), &Limits::default());
        assert_eq!(refused, Err(Unreadable::Broken("word/document.xml".into())));
        let small = Limits { unpacked: 1 << 20, ..Limits::default() };
        let zeros = file(&" ".repeat(2 << 20), &[]);
        assert!(zeros.len() < 8 << 10);
        assert_eq!(read("x", &zeros, &small), Err(Unreadable::TooMuch("testo compresso")));
        let deep = file(&"<w:sdt>".repeat(1000), &[]);
        assert_eq!(
            read("x", &deep, &Limits::default()),
            Err(Unreadable::TooMuch("elementi uno dentro l'altro"))
        );
    }
}
