//! Colours and width of the terminal.

use std::fmt::Display;
use std::io::IsTerminal;

use anstyle::{AnsiColor, Style as Ansi};
use domain::Severity;
use terminal_size::{Width, terminal_size_of};

/// Width of a page when nothing says how wide it is.
const PAGE: usize = 100;
/// Narrower than this nothing can be shown well.
const NARROWEST: usize = 40;

/// How text is shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    colours: bool,
    /// Columns of a line.
    pub width: usize,
}

/// What a piece of text is, and so how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The severity of a finding, and the mark under its cell.
    Severity(Severity),
    /// What must be read first.
    Strong,
    /// Arrows, bars and line numbers.
    Frame,
}

impl Style {
    /// No colours, for files and pipes.
    pub fn plain() -> Self {
        Self { colours: false, width: PAGE }
    }

    /// The style of standard output: colours only on a terminal, and only when nobody objects.
    pub fn of_stdout() -> Self {
        let stdout = std::io::stdout();
        if !stdout.is_terminal() {
            return Self::plain();
        }
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let width = terminal_size_of(stdout).map_or(PAGE, |(Width(width), _)| usize::from(width));
        Self { colours: !set("NO_COLOR") && !dumb, width: width.max(NARROWEST) }
    }

    /// `text` in its role.
    pub fn paint(&self, role: Role, text: impl Display) -> String {
        if !self.colours {
            return text.to_string();
        }
        let ansi = match role {
            Role::Severity(Severity::Error) => AnsiColor::BrightRed.on_default().bold(),
            Role::Severity(Severity::Warning) => AnsiColor::Yellow.on_default().bold(),
            Role::Severity(Severity::Info) => AnsiColor::BrightCyan.on_default().bold(),
            Role::Strong => Ansi::new().bold(),
            Role::Frame => AnsiColor::BrightBlue.on_default(),
        };
        format!("{ansi}{text}{ansi:#}")
    }
}

/// Text that is safe to show: control characters, which could command the terminal, become spaces.
pub fn safe(text: &str) -> String {
    let hidden = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if hidden(c) { ' ' } else { c }).collect()
}

/// A count as it is written in Italian: `12.345`.
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_colours_is_bare() {
        assert_eq!(Style::plain().paint(Role::Strong, "x"), "x");
        let coloured = Style { colours: true, width: 80 }.paint(Role::Strong, "x");
        assert!(coloured.starts_with("\u{1b}[") && coloured.contains('x') && coloured.ends_with('m'));
    }

    #[test]
    fn a_document_cannot_command_the_terminal() {
        assert_eq!(safe("a\u{1b}[31mb\tc\u{202e}"), "a [31mb c ");
    }

    #[test]
    fn numbers_have_points() {
        let written: Vec<String> = [0, 999, 1000, 12_345, 1_234_567].map(number).to_vec();
        assert_eq!(written, ["0", "999", "1.000", "12.345", "1.234.567"]);
    }
}
