//! What the macros of `templates/componenti` show: each type is the model of one component.

use std::borrow::Cow;

use domain::Finding;
/// How much a finding weighs.
pub use domain::Severity;

use crate::page::Crumb;

/// How something is meant. No colour says it alone: there is always an icon or a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// Well done, in order.
    Good,
    /// To be looked at.
    Care,
    /// Wrong, or cannot go on.
    Bad,
}

impl Tone {
    /// The name in classes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Good => "good",
            Self::Care => "care",
            Self::Bad => "bad",
        }
    }

    /// The icon.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Neutral | Self::Info => "it-info-circle",
            Self::Good => "it-check-circle",
            Self::Care => "it-warning-circle",
            Self::Bad => "it-error",
        }
    }

    /// How it is announced: at once, or when there is time.
    pub fn role(self) -> &'static str {
        match self {
            Self::Neutral | Self::Info | Self::Good => "status",
            Self::Care | Self::Bad => "alert",
        }
    }

    /// What is read aloud in place of the icon.
    pub fn word(self) -> &'static str {
        match self {
            Self::Neutral | Self::Info => "Informazione",
            Self::Good => "Fatto",
            Self::Care => "Attenzione",
            Self::Bad => "Errore",
        }
    }
}

/// A few words with a colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// The words.
    pub label: Cow<'static, str>,
    /// How they are meant.
    pub tone: Tone,
    /// The icon before them; empty without one.
    pub icon: &'static str,
}

impl Badge {
    /// A badge without an icon.
    pub fn new(label: impl Into<Cow<'static, str>>, tone: Tone) -> Self {
        Self { label: label.into(), tone, icon: "" }
    }
}

impl From<Severity> for Badge {
    fn from(severity: Severity) -> Self {
        let (label, tone) = match severity {
            Severity::Error => ("Blocca l'approvazione", Tone::Bad),
            Severity::Warning => ("Da verificare", Tone::Care),
            Severity::Info => ("Nota", Tone::Info),
        };
        Self { label: label.into(), tone, icon: tone.icon() }
    }
}

impl From<&Severity> for Badge {
    fn from(severity: &Severity) -> Self {
        (*severity).into()
    }
}

/// Where a plan or a part of it stands on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It is being written.
    Draft,
    /// The head of the unit has sent it.
    Sent,
    /// It came back with remarks.
    Returned,
    /// It is agreed, before the act.
    Agreed,
    /// It was approved by an act.
    Approved,
}

impl State {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Bozza",
            Self::Sent => "Trasmesso",
            Self::Returned => "Restituito con osservazioni",
            Self::Agreed => "Concordato",
            Self::Approved => "Approvato",
        }
    }
}

impl From<State> for Badge {
    fn from(state: State) -> Self {
        let (tone, icon) = match state {
            State::Draft => (Tone::Neutral, "it-pencil"),
            State::Sent => (Tone::Info, "it-arrow-right"),
            State::Returned => (Tone::Care, "it-comment"),
            State::Agreed => (Tone::Good, "it-check"),
            State::Approved => (Tone::Good, "it-lock"),
        };
        Self { label: state.label().into(), tone, icon }
    }
}

impl From<&State> for Badge {
    fn from(state: &State) -> Self {
        (*state).into()
    }
}

/// A finding, as a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingShown {
    /// The severity.
    pub badge: Badge,
    /// The stable code: `PESI-001`.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it; may be empty.
    pub help: String,
    /// The law or the rule it rests on; may be empty.
    pub basis: String,
    /// The place it is about.
    pub link: Option<Crumb>,
    /// Where the code is explained; empty without a page.
    pub explained: String,
}

impl From<&Finding> for FindingShown {
    fn from(finding: &Finding) -> Self {
        Self {
            badge: finding.severity.into(),
            code: finding.code.clone().into_owned(),
            message: finding.message.clone(),
            help: finding.help.clone().into_owned(),
            basis: finding.basis.clone().into_owned(),
            link: None,
            explained: String::new(),
        }
    }
}

impl FindingShown {
    /// The same with a link to the place it is about.
    #[must_use]
    pub fn at(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some(Crumb::new(label, href));
        self
    }
}

/// A long list cut into pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The page at hand, from 1.
    pub current: usize,
    /// How many things there are.
    pub total: usize,
    /// How many of them a page shows.
    pub size: usize,
    /// The address of a page up to its number: `/obiettivi?stato=bozza&pagina=`.
    pub address: String,
}

impl Pages {
    /// The page that was asked for, or the nearest that exists.
    pub fn new(total: usize, size: usize, asked: usize, address: impl Into<String>) -> Self {
        let mut pages = Self { current: 1, total, size: size.max(1), address: address.into() };
        pages.current = asked.clamp(1, pages.last());
        pages
    }

    /// The last page.
    pub fn last(&self) -> usize {
        self.total.div_ceil(self.size).max(1)
    }

    /// The ordinals of the things on the page at hand, from 1.
    pub fn from(&self) -> usize {
        (self.size * (self.current - 1) + 1).min(self.total)
    }

    /// The ordinal of the last thing on the page at hand.
    pub fn to(&self) -> usize {
        (self.size * self.current).min(self.total)
    }

    /// The things on the page at hand.
    pub fn of<T>(&self, all: Vec<T>) -> Vec<T> {
        if self.last() == 1 {
            return all;
        }
        all.into_iter().skip(self.from().saturating_sub(1)).take(self.size).collect()
    }

    /// The address of a page.
    pub fn href(&self, page: usize) -> String {
        format!("{}{page}", self.address)
    }

    /// The pages to name: the first, the last, and those near; between them, pages left out.
    pub fn links(&self) -> Vec<PageLink> {
        let near = |page: &usize| *page == 1 || *page == self.last() || page.abs_diff(self.current) <= 1;
        let link =
            |page: usize| PageLink { number: page, href: self.href(page), current: page == self.current };
        let mut links: Vec<PageLink> = Vec::new();
        let mut before = 0;
        for page in (1..=self.last()).filter(near) {
            match page - before {
                1 => {}
                2 => links.push(link(page - 1)),
                _ => links.push(PageLink::default()),
            }
            links.push(link(page));
            before = page;
        }
        links
    }
}

/// A page of a long list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLink {
    /// Its number; 0 for pages left out.
    pub number: usize,
    /// Where it is.
    pub href: String,
    /// Whether it is the page at hand.
    pub current: bool,
}

/// One of several views of the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What is shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the view at hand.
    pub current: bool,
    /// How many things it shows, when that is worth saying.
    pub count: Option<usize>,
}

/// How the rows of a table are sorted by a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By another column.
    #[default]
    No,
    /// The smallest first.
    Up,
    /// The largest first.
    Down,
}

impl Sort {
    /// The value of `aria-sort`.
    pub fn aria(self) -> &'static str {
        match self {
            Self::No => "none",
            Self::Up => "ascending",
            Self::Down => "descending",
        }
    }

    /// The icon; empty when the rows are sorted otherwise.
    pub fn icon(self) -> &'static str {
        match self {
            Self::No => "",
            Self::Up => "it-arrow-up-triangle",
            Self::Down => "it-arrow-down-triangle",
        }
    }
}

/// Weights against the 100 they must add to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightSum {
    /// The sum: `95,5`.
    pub total: String,
    /// What it says: `mancano 4,5`; empty when the sum is 100.
    pub difference: String,
    /// Whether it is right.
    pub tone: Tone,
    /// How much of the bar is filled, of 1000.
    pub filled: i64,
}

impl WeightSum {
    /// A sum in whole hundredths: 9550 is 95,5.
    pub fn hundredths(sum: i64) -> Self {
        const WHOLE: i64 = 100 * 100;
        let (difference, tone) = match WHOLE - sum {
            0 => (String::new(), Tone::Good),
            missing @ 1.. => (format!("mancano {}", hundredths(missing)), Tone::Care),
            over => (format!("{} in più", hundredths(-over)), Tone::Bad),
        };
        Self { total: hundredths(sum), difference, tone, filled: (sum / 10).clamp(0, 1000) }
    }
}

/// A number of hundredths with a decimal comma and no zeros at its end.
fn hundredths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let (whole, rest) = (number.unsigned_abs() / 100, number.unsigned_abs() % 100);
    let decimals = format!(",{rest:02}");
    format!("{sign}{whole}{}", if rest == 0 { "" } else { decimals.trim_end_matches('0') })
}

/// How a number came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derivation {
    /// The number: `92,5 %`.
    pub result: String,
    /// Each step, in order.
    pub steps: Vec<Step>,
}

/// A step of a derivation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What is reckoned.
    pub what: String,
    /// With which numbers.
    pub how: String,
    /// What came out.
    pub result: String,
    /// The article of the method; may be empty.
    pub basis: String,
}

/// How many findings there are of each severity, the worst first: `2 da verificare`.
pub fn by_severity(findings: &[FindingShown]) -> Vec<Badge> {
    let of = |severity: Severity| {
        let badge = Badge::from(severity);
        let number = findings.iter().filter(|finding| finding.badge == badge).count();
        let label = match severity {
            Severity::Error => counted(number, "blocca l'approvazione", "bloccano l'approvazione"),
            Severity::Warning => format!("{number} da verificare"),
            Severity::Info => counted(number, "nota", "note"),
        };
        (number > 0).then(|| Badge { label: label.into(), ..badge })
    };
    [Severity::Error, Severity::Warning, Severity::Info].into_iter().filter_map(of).collect()
}

/// A number with what it counts: `1 fase`, `3 fasi`.
pub fn counted(number: impl std::fmt::Display, one: &str, many: &str) -> String {
    let number = number.to_string();
    let what = if number == "1" { one } else { many };
    format!("{number} {what}")
}

/// A value of the trail as people write it: days are kept as `2026-01-31`.
pub fn told(value: &str) -> String {
    value.parse::<jiff::civil::Date>().map_or_else(|_| value.to_owned(), outline::moment::written)
}

/// The months of a phase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthsRow {
    /// The name of the fields: each chosen month is sent as a value from 1 to 12.
    pub name: String,
    /// The phase.
    pub label: String,
    /// Which months are chosen.
    pub chosen: [bool; 12],
}

impl MonthsRow {
    /// The months with their numbers, short and long names, and whether they are chosen.
    pub fn months(&self) -> impl Iterator<Item = (usize, &'static str, &'static str, bool)> {
        let chosen = self.chosen;
        MONTHS
            .into_iter()
            .zip(chosen)
            .enumerate()
            .map(|(at, ((short, long), chosen))| (at + 1, short, long, chosen))
    }
}

/// The months, short and long.
pub const MONTHS: [(&str, &str); 12] = [
    ("gen", "gennaio"),
    ("feb", "febbraio"),
    ("mar", "marzo"),
    ("apr", "aprile"),
    ("mag", "maggio"),
    ("giu", "giugno"),
    ("lug", "luglio"),
    ("ago", "agosto"),
    ("set", "settembre"),
    ("ott", "ottobre"),
    ("nov", "novembre"),
    ("dic", "dicembre"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_near_are_named_and_the_others_left_out() {
        let numbers = |total, asked| {
            let links = Pages::new(total, 10, asked, "?pagina=").links();
            links.iter().map(|link| link.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(0, 1), [1]);
        assert_eq!(numbers(40, 2), [1, 2, 3, 4]);
        assert_eq!(numbers(95, 5), [1, 0, 4, 5, 6, 0, 10]);
        assert_eq!(numbers(95, 4), [1, 2, 3, 4, 5, 0, 10]);
        let pages = Pages::new(95, 10, 99, "?pagina=");
        assert_eq!(pages.of((1..=95).collect()), vec![91, 92, 93, 94, 95]);
        assert_eq!((pages.current, pages.from(), pages.to()), (10, 91, 95));
        assert_eq!(pages.href(3), "?pagina=3");
        assert_eq!((Pages::new(0, 10, 1, "").from(), Pages::new(0, 10, 1, "").to()), (0, 0));
    }

    #[test]
    fn weights_say_what_is_missing() {
        let said = |sum| {
            let sum = WeightSum::hundredths(sum);
            (sum.total, sum.difference, sum.filled)
        };
        assert_eq!(said(10_000), ("100".to_owned(), String::new(), 1000));
        assert_eq!(said(9_550), ("95,5".to_owned(), "mancano 4,5".to_owned(), 955));
        assert_eq!(said(10_001), ("100,01".to_owned(), "0,01 in più".to_owned(), 1000));
        assert_eq!(said(0), ("0".to_owned(), "mancano 100".to_owned(), 0));
    }

    #[test]
    fn one_is_counted_as_one() {
        let told = [0_usize, 1, 2].map(|number| counted(number, "fase", "fasi"));
        assert_eq!(told, ["0 fasi", "1 fase", "2 fasi"]);
    }

    #[test]
    fn severities_have_the_words_of_the_field() {
        let label = |severity: Severity| Badge::from(severity).label.into_owned();
        assert_eq!(label(Severity::Error), "Blocca l'approvazione");
        assert_eq!(label(Severity::Warning), "Da verificare");
        assert_eq!(label(Severity::Info), "Nota");
    }
}
