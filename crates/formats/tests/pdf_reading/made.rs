//! PDFs made by hand, for what programs seldom write.

use std::fmt::Write;

/// Objects of a file, from number 1.
pub fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(out.len());
        write!(out, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    write!(out, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    out.into_bytes()
}

/// A stream without packing.
pub fn stream(dictionary: &str, content: &str) -> String {
    format!("<</Length {}{dictionary}>>\nstream\n{content}\nendstream", content.len())
}

/// Pages of 300 by 400 points with this content. Fonts: `/F` Helvetica, `/B` bold, `/Z` ZapfDingbats.
pub fn pages(contents: &[&str], page: &str) -> Vec<u8> {
    let font = |name: &str| {
        let encoding = if name == "ZapfDingbats" { "" } else { "/Encoding/WinAnsiEncoding" };
        format!("<</Type/Font/Subtype/Type1/BaseFont/{name}{encoding}>>")
    };
    let kids: Vec<String> = (0..contents.len()).map(|index| format!("{} 0 R", 8 + 2 * index)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 300 400]>>", kids.len(), kids.join(" ")),
        font("Helvetica"),
        font("Helvetica-Bold"),
        font("ZapfDingbats"),
        "<</Font<</F 3 0 R/B 4 0 R/Z 5 0 R>>/XObject<</I 7 0 R>>>>".to_owned(),
        stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "x"),
    ];
    for (content, index) in contents.iter().zip(0..) {
        let number = 9 + 2 * index;
        objects.push(format!("<</Type/Page/Parent 2 0 R/Resources 6 0 R/Contents {number} 0 R{page}>>"));
        objects.push(stream("", content));
    }
    file(&objects)
}

/// A line of text in Helvetica 10.
pub fn text(x: u32, y: u32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

/// The lines of a table, by where columns and rows begin and end.
pub fn rules(xs: &[u32], ys: &[u32]) -> String {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (low, high) = (ys[0], ys[ys.len() - 1]);
    let across = ys.iter().map(|y| format!("{left} {y} m {right} {y} l S\n"));
    let upright = xs.iter().map(|x| format!("{x} {low} m {x} {high} l S\n"));
    across.chain(upright).collect()
}
