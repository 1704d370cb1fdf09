//! The looks of cells: bold or not, and how numbers are shown.

use std::collections::HashMap;

use crate::xml::Xml;
use crate::{Limits, Unreadable};

/// The looks of cells, by their number.
#[derive(Default)]
pub(super) struct Styles(Vec<Look>);

/// How a cell looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    pub bold: bool,
    /// The format of its number, as a code (`0.00%`).
    pub code: String,
}

impl Styles {
    /// Reads `xl/styles.xml`.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, Unreadable> {
        let mut xml = Xml::new(bytes, "xl/styles.xml", limits);
        let (mut fonts, mut codes, mut looks) = (Vec::new(), HashMap::new(), Vec::new());
        let mut inside = "";
        while let Some(tag) = xml.next_tag()? {
            match tag.local() {
                "numFmt" => {
                    codes.extend(tag.number("numFmtId").zip(tag.get("formatCode")));
                }
                "fonts" => inside = "fonts",
                "cellXfs" => inside = "cellXfs",
                "cellStyleXfs" | "dxfs" | "cellStyles" => inside = "",
                "font" if inside == "fonts" => fonts.push(is_bold(&mut xml)?),
                "xf" if inside == "cellXfs" => {
                    let font = tag.number("fontId").and_then(|font| usize::try_from(font).ok());
                    let bold = font.and_then(|font| fonts.get(font)).copied().unwrap_or(false);
                    let number = tag.number("numFmtId").unwrap_or(0);
                    let code = codes.get(&number).cloned().unwrap_or_else(|| built_in(number).to_owned());
                    looks.push(Look { bold, code });
                }
                _ => {}
            }
        }
        Ok(Self(looks))
    }

    /// The look of a number.
    pub fn look(&self, number: u32) -> &Look {
        static PLAIN: Look = Look { bold: false, code: String::new() };
        usize::try_from(number).ok().and_then(|number| self.0.get(number)).unwrap_or(&PLAIN)
    }
}

/// Whether the font that has just begun is bold.
fn is_bold(xml: &mut Xml<'_>) -> Result<bool, Unreadable> {
    let outside = xml.outside();
    let mut bold = false;
    while let Some(tag) = xml.within(outside)? {
        if tag.local() == "b" {
            bold = !matches!(tag.get("val").as_deref(), Some("0" | "false"));
        }
    }
    Ok(bold)
}

/// The codes of formats that files do not spell out, as they are in Italy.
fn built_in(number: u32) -> &'static str {
    match number {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        5 | 6 => "€ #,##0",
        7 | 8 => "€ #,##0.00",
        9 => "0%",
        10 => "0.00%",
        14..=17 => "dd/mm/yyyy",
        22 => "dd/mm/yyyy hh:mm",
        18..=21 => "hh:mm",
        49 => "@",
        _ => "",
    }
}
