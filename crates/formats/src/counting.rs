//! Numbers as they stand before the items of lists.

/// A number in one of the formats of office files (`lowerLetter`, `upperRoman`, …).
pub(crate) fn written(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letter(number),
        "upperLetter" => letter(number).to_uppercase(),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// `a`, `b`, … `z`, `aa`, `bb`: as Word does it.
fn letter(number: u32) -> String {
    let index = number.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    std::iter::repeat_n(letter, usize::try_from(index / 26 + 1).unwrap_or(1).min(8)).collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let cases = [
            (3, "decimal", "3"),
            (3, "decimalZero", "03"),
            (28, "lowerLetter", "bb"),
            (4, "upperLetter", "D"),
            (1994, "upperRoman", "MCMXCIV"),
            (9, "lowerRoman", "ix"),
        ];
        for (number, format, expected) in cases {
            assert_eq!(written(number, format), expected);
        }
    }
}
