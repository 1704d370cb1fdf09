//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::item::Sort;

/// What is filled in.
pub const INPUT: u32 = 0x00FF_F8DC;
/// Where nothing belongs.
const CLOSED: u32 = 0x00EC_ECEC;
/// A sum that comes out.
const GREEN: u32 = 0x00C6_EFCE;
/// A sum that does not.
const RED: u32 = 0x00FF_C7CE;

/// The looks of a sheet.
pub struct Looks {
    pub title: Format,
    pub header: Format,
    pub closed: Format,
    pub sum: Format,
    pub right: Format,
    pub wrong: Format,
}

impl Looks {
    pub fn new() -> Self {
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            header: wrapped
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0x00BD_D7EE))
                .set_border(FormatBorder::Thin),
            closed: bordered(Format::new().set_background_color(Color::RGB(CLOSED))),
            sum: Format::new().set_num_format("General;-General;;@").set_align(FormatAlign::Top),
            right: Format::new().set_background_color(Color::RGB(GREEN)),
            wrong: Format::new().set_background_color(Color::RGB(RED)),
        }
    }
}

/// A cell that is read and not changed.
pub fn shown(sort: Option<Sort>, title: bool) -> Format {
    of_row(bordered(text()), sort, title)
}

/// A cell that is filled in. It holds text: what is typed stays as it is typed.
pub fn input(sort: Option<Sort>, title: bool) -> Format {
    let look = bordered(text()).set_background_color(Color::RGB(INPUT)).set_unlocked();
    of_row(look, sort, title)
}

fn text() -> Format {
    Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top)
}

fn bordered(look: Format) -> Format {
    look.set_border(FormatBorder::Hair).set_border_color(Color::RGB(0x00A6_A6A6))
}

/// What an item is called stands out: bold for objectives, set in for their parts.
fn of_row(look: Format, sort: Option<Sort>, title: bool) -> Format {
    match sort.filter(|_| title) {
        Some(Sort::Objective) => look.set_bold(),
        Some(_) => look.set_indent(1),
        None => look,
    }
}
