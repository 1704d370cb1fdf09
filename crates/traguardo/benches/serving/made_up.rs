//! Documents of made-up bodies, as long as is wanted: the forms of a sample, again and again, with codes, titles and units
//! of their own.

use app::imports::Upload;
use app::library::SAMPLES;

/// The sample whose forms are repeated.
const SAMPLE: &str = "isola-serena.txt";
/// How a form begins.
const FORM: &str = "## SCHEDA PROGETTO n. ";
/// What stands before the name of a unit.
const UNIT: &str = "**Ufficio titolare:** ";
/// So many copies of each unit there are: a body has a few dozen offices, however many objectives.
const OFFICES: usize = 10;

/// A document with so many objectives.
pub fn document(objectives: usize) -> Upload {
    let text = SAMPLES.get_file(SAMPLE).and_then(|file| file.contents_utf8()).expect("the sample is there");
    let mut parts = text.split(FORM);
    let mut out = parts.next().unwrap_or_default().to_owned();
    let forms: Vec<&str> = parts.collect();
    for number in 0..objectives {
        let form = forms[number % forms.len()];
        out += &renamed(form, number, number / forms.len() % OFFICES);
    }
    Upload { name: "piano.txt".to_owned(), bytes: out.into_bytes() }
}

/// The same objectives as lines of JSON, for a program that knows issues: title, text, first and last day.
pub fn issues(objectives: usize) -> String {
    let document = document(objectives);
    let text = String::from_utf8_lossy(&document.bytes).into_owned();
    let mut out = String::new();
    for (number, form) in text.split(FORM).skip(1).enumerate() {
        let title = form.split("**").nth(1).unwrap_or_default();
        let month = number % 6 + 1;
        let issue = serde_json::json!({
            "title": title, "text": form, "start": format!("2025-{month:02}-10"), "due": format!("2025-{:02}-20", month + 5),
        });
        out.push_str(&issue.to_string());
        out.push('\n');
    }
    out
}

/// A form with the code, the title and the unit of a number.
fn renamed(form: &str, number: usize, office: usize) -> String {
    let mut out = format!("{FORM}{}\n", code(number));
    let mut titled = false;
    for line in form.lines().skip(1) {
        if let Some(rest) = line.strip_prefix(UNIT) {
            let name = rest.split(" ·").next().unwrap_or_default();
            out += &[UNIT, name, " ", &(office + 1).to_string(), &rest[name.len()..]].concat();
        } else if let Some(title) = line.strip_prefix("**").and_then(|line| line.strip_suffix("**"))
            && !titled
        {
            titled = true;
            out += &["**", title, ", lotto ", &(number + 1).to_string(), "**"].concat();
        } else {
            out += line;
        }
        out.push('\n');
    }
    out
}

/// A code of the letters that the form knows; no two numbers have the same.
fn code(number: usize) -> String {
    let mut code = String::new();
    let mut left = number + 1;
    while left > 0 {
        left -= 1;
        code.insert(0, ['I', 'V', 'X'][left % 3]);
        left /= 3;
    }
    code
}
