//! HTML tags.

/// A tag that is read away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// What it does.
    pub kind: Kind,
    /// `</…>`.
    pub closing: bool,
    /// Its length in bytes.
    pub length: usize,
    /// Columns that a cell takes, at least 1.
    pub colspan: u16,
}

/// What a tag does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Bold, italic, underline.
    Emphasis,
    /// Nothing.
    Inline,
    /// Stands as a space.
    Block,
    Table,
    /// Head or body of a table.
    Section,
    Row,
    Cell,
    /// A check box, and whether it is checked.
    CheckBox(bool),
}

/// The tag at the start of `text`. `None` when that is text: an unknown name (`<https://…>`), a
/// comparison (`<30`), attributes that are words (`a <b and c> d`), no end.
pub(super) fn parse(text: &str) -> Option<Tag> {
    let (kind, closing, name_end) = opening(text)?;
    // A tag ends before the next `<`: all scans together see each byte a fixed number of times.
    let body = text.get(name_end..)?;
    let body = &body[..body.find('<').unwrap_or(body.len())];
    let attributes = Attributes::parse(body).or_else(|| Attributes::parse(body.get(..=body.find('>')?)?))?;
    if closing && !attributes.none {
        return None;
    }
    let kind = match kind {
        Kind::CheckBox(_) if !attributes.check_box || closing => Kind::Inline,
        Kind::CheckBox(_) => Kind::CheckBox(attributes.checked),
        kind => kind,
    };
    Some(Tag { kind, closing, length: name_end + attributes.length, colspan: attributes.colspan })
}

/// True when `text` starts as a known tag does, whether or not it is one to its end.
pub(super) fn opens(text: &str) -> bool {
    opening(text).is_some()
}

/// Kind, closing, and where the name ends.
fn opening(text: &str) -> Option<(Kind, bool, usize)> {
    let rest = text.strip_prefix('<')?;
    let (closing, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let length = rest.bytes().take(9).position(|b| !b.is_ascii_alphanumeric())?;
    let (name, rest) = rest.split_at_checked(length)?;
    let ends = rest.starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace());
    ends.then_some((kind(name)?, closing, 1 + usize::from(closing) + length))
}

fn kind(name: &str) -> Option<Kind> {
    const NAMES: [(&[&str], Kind); 8] = [
        (&["b", "strong", "i", "em", "u"], Kind::Emphasis),
        (&["span", "font", "sub", "sup", "a"], Kind::Inline),
        (&["p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6"], Kind::Block),
        (&["td", "th"], Kind::Cell),
        (&["tr"], Kind::Row),
        (&["thead", "tbody"], Kind::Section),
        (&["table"], Kind::Table),
        (&["input"], Kind::CheckBox(false)),
    ];
    let known = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    NAMES.iter().find(|(names, _)| known(names)).map(|(_, kind)| *kind)
}

/// What the attributes of a tag say, up to its `>`.
struct Attributes {
    length: usize,
    none: bool,
    colspan: u16,
    check_box: bool,
    checked: bool,
}

impl Attributes {
    fn parse(body: &str) -> Option<Self> {
        let mut all = Self { length: 0, none: true, colspan: 1, check_box: false, checked: false };
        let mut rest = body;
        loop {
            rest = rest.trim_start_matches(|c: char| c == '/' || c.is_whitespace());
            if let Some(after) = rest.strip_prefix('>') {
                all.length = body.len() - after.len();
                return Some(all);
            }
            let (name, value, after) = attribute(rest)?;
            all.set(name, value);
            rest = after;
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        self.none = false;
        if name.eq_ignore_ascii_case("colspan") {
            self.colspan = value.trim().parse().unwrap_or(1).max(1);
        } else if name.eq_ignore_ascii_case("checked") {
            self.checked = true;
        } else if name.eq_ignore_ascii_case("type") {
            self.check_box = value.trim().eq_ignore_ascii_case("checkbox");
        }
    }
}

/// Name, value and what follows. Without a value only the names that HTML allows so are attributes;
/// other bare words are somebody's text.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    const BARE: [&str; 8] =
        ["checked", "disabled", "readonly", "required", "hidden", "nowrap", "noshade", "selected"];
    let in_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.');
    let (name, rest) = text.split_at_checked(text.bytes().position(|b| !in_name(b))?)?;
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return BARE.iter().any(|bare| bare.eq_ignore_ascii_case(name)).then_some((name, "", rest));
    };
    if name.is_empty() {
        return None;
    }
    let value = value.trim_start();
    if let Some(quote @ ('"' | '\'')) = value.chars().next()
        && let Some((value, rest)) = value[1..].split_once(quote)
    {
        return Some((name, value, rest));
    }
    let end = value.find(|c: char| c == '>' || c.is_whitespace())?;
    Some((name, &value[..end], &value[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(text: &str) -> Option<Kind> {
        parse(text).map(|tag| tag.kind)
    }

    #[test]
    fn known_tags_with_any_attributes() {
        assert_eq!(kind_of("<b>"), Some(Kind::Emphasis));
        assert_eq!(kind_of("</STRONG >"), Some(Kind::Emphasis));
        assert_eq!(kind_of("<br/>x"), Some(Kind::Block));
        assert_eq!(kind_of(r#"<ul style="list-style-type: none">"#), Some(Kind::Block));
        assert_eq!(kind_of("<p align=center>"), Some(Kind::Block));
        assert_eq!(kind_of("<td nowrap>"), Some(Kind::Cell));
        assert_eq!(kind_of(r#"<input type="checkbox"/>"#), Some(Kind::CheckBox(false)));
        assert_eq!(kind_of(r#"<input checked="" type="checkbox"/>"#), Some(Kind::CheckBox(true)));
        assert_eq!(kind_of("<input type=checkbox checked>"), Some(Kind::CheckBox(true)));
        assert_eq!(kind_of(r#"<input type="text">"#), Some(Kind::Inline));
    }

    #[test]
    fn length_and_columns() {
        let tag = parse(r#"<th colspan="4" title="a > b">x"#).unwrap();
        assert_eq!((tag.length, tag.colspan), (r#"<th colspan="4" title="a > b">"#.len(), 4));
        assert_eq!(parse(r#"<td colspan="0">"#).unwrap().colspan, 1);
        assert_eq!(parse(r#"<td colspan="many">"#).unwrap().colspan, 1);
        // A quote that is never closed: the tag ends at its first `>`.
        assert_eq!(parse(r#"<p align="center>x"#).unwrap().length, r#"<p align="center>"#.len());
    }

    #[test]
    fn text_is_no_tag() {
        for text in ["<", "<30", "< 5", "<b", "<b c", "<https://a.it/>", "<script>", "<p <b>", "<b and c>"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("</p class=\"x\">"), None);
        assert!(opens("<b and c>") && opens("</p >") && !opens("<bold>") && !opens("<b"));
    }
}
