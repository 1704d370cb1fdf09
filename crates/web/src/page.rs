//! What every page shows around its own content.

use crate::assets;
use crate::components::Tone;

/// The application that people see, as the foot of each page says it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where the links of the frame lead; whoever serves the pages serves these.
pub mod paths {
    /// The first page, behind the name of the application.
    pub const HOME: &str = "/";
    /// «Cambia ente».
    pub const BODIES: &str = "/enti";
    /// «Il mio profilo».
    pub const PROFILE: &str = "/profilo";
    /// «Esci», by POST.
    pub const SIGN_OUT: &str = "/esci";
    /// «Accessibilità».
    pub const ACCESSIBILITY: &str = "/accessibilita";
    /// «Guida».
    pub const GUIDE: &str = "/guida";
}

/// The name of the field that carries the token against forged requests.
pub const CSRF_FIELD: &str = "csrf";

/// The frame of a page. A template that extends `layout.html` or `bare.html` has it as its field `page`.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What the page is about: the title of the window, and the first heading unless a page writes its own.
    pub title: String,
    /// The body at hand; none before one is chosen.
    pub body: Option<BodyShown>,
    /// The plan at hand.
    pub plan: Option<PlanShown>,
    /// The person who signed in.
    pub person: Option<PersonShown>,
    /// The entries of the menu.
    pub menu: Vec<MenuEntry>,
    /// Where objectives are looked for; empty where nothing can be.
    pub search: String,
    /// The way to this page, without the page itself; empty at the top.
    pub trail: Vec<Crumb>,
    /// What happened: shown above the content.
    pub notices: Vec<Notice>,
    /// The token that forms send back.
    pub csrf: String,
}

impl Page {
    /// A page with a title, and nothing around it yet.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Where an asset is served.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::path(name)
    }

    /// The symbols that icons refer to.
    pub fn icons(&self) -> &'static str {
        assets::ICONS
    }

    /// The version of the application.
    pub fn version(&self) -> &'static str {
        VERSION
    }

    /// The label of the menu entry at hand.
    pub fn section(&self) -> &str {
        self.menu.iter().find(|entry| entry.current).map_or("", |entry| entry.label.as_str())
    }
}

/// The body, as the head of a page names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyShown {
    /// `Comune di Borgo Ligure`.
    pub name: String,
}

/// The plan, as the head of a page names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanShown {
    /// `PEG 2026`.
    pub name: String,
    /// Where plans are chosen or the plan is shown; empty without a link.
    pub href: String,
}

/// The person who signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonShown {
    /// First name and name.
    pub name: String,
    /// What they are in this body: `Dirigente`, `Ufficio di programmazione e controllo`.
    pub roles: Vec<String>,
    /// Whether they serve several bodies, and may change between them.
    pub several_bodies: bool,
}

/// The parts of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What waits for the person.
    Desk,
    /// The strategic tree down to the phases.
    Tree,
    /// The objectives.
    Objectives,
    /// The units.
    Units,
    /// The findings.
    Findings,
    /// The way of the plan to its act.
    Approval,
    /// What is printed.
    Papers,
    /// Body, people, method.
    Administration,
}

impl Section {
    /// All of them, as the menu shows them.
    pub const ALL: [Self; 8] = [
        Self::Desk,
        Self::Tree,
        Self::Objectives,
        Self::Units,
        Self::Findings,
        Self::Approval,
        Self::Papers,
        Self::Administration,
    ];

    /// The label in the menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Desk => "La mia scrivania",
            Self::Tree => "Albero della performance",
            Self::Objectives => "Obiettivi",
            Self::Units => "Strutture",
            Self::Findings => "Rilievi",
            Self::Approval => "Approvazione",
            Self::Papers => "Documenti",
            Self::Administration => "Amministrazione",
        }
    }
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// What is shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether the page is in this part.
    pub current: bool,
    /// How many things wait there, when that is worth saying.
    pub count: Option<usize>,
}

/// The menu of those parts that have an address; the others are not for this person.
pub fn menu(current: Option<Section>, href: impl Fn(Section) -> Option<String>) -> Vec<MenuEntry> {
    let entry = |section: Section| {
        let label = section.label().to_owned();
        Some(MenuEntry { label, href: href(section)?, current: current == Some(section), count: None })
    };
    Section::ALL.into_iter().filter_map(entry).collect()
}

/// A step on the way to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What is shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Crumb {
    /// A step.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// Something that is told to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What happened, in one sentence.
    pub title: String,
    /// More about it; may be empty.
    pub text: String,
}

impl Notice {
    /// Something was done.
    pub fn done(title: impl Into<String>) -> Self {
        Self { tone: Tone::Good, title: title.into(), text: String::new() }
    }

    /// Something worth knowing.
    pub fn info(title: impl Into<String>) -> Self {
        Self { tone: Tone::Info, title: title.into(), text: String::new() }
    }

    /// Something to look at.
    pub fn warning(title: impl Into<String>) -> Self {
        Self { tone: Tone::Care, title: title.into(), text: String::new() }
    }

    /// Something went wrong.
    pub fn error(title: impl Into<String>) -> Self {
        Self { tone: Tone::Bad, title: title.into(), text: String::new() }
    }

    /// The same with more words.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_shows_what_a_person_may_open() {
        let entries = menu(Some(Section::Units), |section| {
            (section != Section::Administration).then(|| format!("/{}", section.label().to_lowercase()))
        });
        assert_eq!(entries.len(), 7);
        assert_eq!(entries[0].label, "La mia scrivania");
        let page = Page { menu: entries, ..Page::new("Strutture") };
        assert_eq!(page.section(), "Strutture");
        assert_eq!(Page::default().section(), "");
    }
}
