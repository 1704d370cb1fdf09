//! Picture -> SVG inside a page.

use std::fmt::Write as _;

use document::picture::{Anchor, Bounds, DIAMOND, Picture, STROKE, Shape, Tint, Words};

use crate::pack::escaped;

/// A picture with its title and what is to be seen in it, for those who do not see it. Identifiers begin with `id`,
/// which must be unique on the page.
pub fn figure(picture: &Picture, id: &str) -> String {
    let mut out = String::new();
    let (width, height) = (picture.width, picture.height);
    let _ = write!(
        out,
        "<figure><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}t {id}d\" \
         viewBox=\"0 0 {width} {height}\" width=\"{}\"><title id=\"{id}t\">{}</title>\
         <desc id=\"{id}d\">{}</desc>",
        // A little larger than on paper.
        width * 3 / 20,
        escaped(&picture.title),
        escaped(&picture.alt)
    );
    for shape in &picture.shapes {
        draw(&mut out, shape);
    }
    out.push_str("</svg></figure>\n");
    out
}

fn draw(out: &mut String, shape: &Shape) {
    let _ = match shape {
        Shape::Area(bounds, tint) => {
            write!(out, "<rect {} fill=\"{}\"/>", placed(bounds), color(*tint))
        }
        Shape::Outline(bounds, tint) => write!(
            out,
            "<rect {} fill=\"none\" stroke=\"{}\" stroke-width=\"{STROKE}\"/>",
            placed(bounds),
            color(*tint)
        ),
        Shape::Line(from, to, tint) => write!(
            out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"{STROKE}\"/>",
            from.0,
            from.1,
            to.0,
            to.1,
            color(*tint)
        ),
        Shape::Diamond((x, y), tint) => write!(
            out,
            "<path d=\"M{} {}l{DIAMOND} {DIAMOND}l-{DIAMOND} {DIAMOND}l-{DIAMOND} -{DIAMOND}z\" fill=\"{}\"/>",
            *x,
            y - DIAMOND,
            color(*tint)
        ),
        Shape::Words(words) => write!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{}{}>{}</text>",
            words.at.0,
            words.at.1,
            words.size,
            color(words.tint),
            anchored(words),
            if words.bold { " font-weight=\"600\"" } else { "" },
            escaped(&words.text)
        ),
    };
}

fn anchored(words: &Words) -> &'static str {
    match words.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    }
}

fn placed(bounds: &Bounds) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        bounds.x,
        bounds.y,
        bounds.width.max(0),
        bounds.height.max(0)
    )
}

fn color(tint: Tint) -> String {
    let (red, green, blue) = tint.rgb();
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_a_title_and_says_what_is_to_be_seen() {
        let words = Words {
            at: (20, 102),
            anchor: Anchor::End,
            size: 80,
            bold: true,
            tint: Tint::Ink,
            text: "R&S <1".to_owned(),
        };
        let picture = Picture {
            title: "Pesi".to_owned(),
            alt: "Due barre.".to_owned(),
            width: 5100,
            height: 150,
            shapes: vec![Shape::Diamond((50, 60), Tint::Done), Shape::Words(words)],
        };
        let shown = figure(&picture, "p1");
        for part in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"p1t p1d\" viewBox=\"0 0 5100 150\"",
            "<title id=\"p1t\">Pesi</title><desc id=\"p1d\">Due barre.</desc>",
            "<path d=\"M50 20l40 40l-40 40l-40 -40z\" fill=\"#174a8c\"/>",
            "text-anchor=\"end\" font-weight=\"600\">R&amp;S &lt;1</text>",
        ] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
}
