//! The typed method: what a form consists of.

use domain::Kind;
use domain::entity::EntityDefinition;
use regex::Regex;

use crate::error::Error;
use crate::path::Path;
use crate::profile::{ActInfo, CheckRule, Profile, Smvp};
use crate::recognition::Recognition;
use crate::scoring::Scoring;
use crate::template::Template;

/// A method file, read and checked.
#[derive(Clone, Debug)]
pub struct Method {
    /// SHA-256 of the text of the file, and of the one it stands on.
    pub fingerprint: String,
    /// The body.
    pub body: BodyInfo,
    /// The documents it is for.
    pub recognition: Recognition,
    /// The plan year, when the document does not say it.
    pub year: Option<i16>,
    /// The years of the plan.
    pub years: Vec<i16>,
    /// Levels of the strategic tree and of the links.
    pub levels: Vec<Level>,
    /// Kinds of objective.
    pub kinds: Vec<ObjectiveKind>,
    /// How weights add up.
    pub weights: Vec<WeightRule>,
    /// Objectives repeated in several units.
    pub families: Vec<Family>,
    /// Monitoring dates, as `MM-DD`.
    pub monitoring: Vec<String>,
    /// Lines and cells without content, anywhere.
    pub boilerplate: Vec<Template>,
    /// Lines of text without content, never the cells of a table: page numbers.
    pub lines: Vec<Template>,
    /// Figures of the body that decide which rules apply.
    pub profile: Profile,
    /// Acts and opinions that the plan does not hold.
    pub acts: Vec<ActInfo>,
    /// The evaluation system.
    pub smvp: Smvp,
    /// How results become scores, when the file says it.
    pub scoring: Option<Scoring>,
    /// Findings the body weighs otherwise.
    pub checks: Vec<CheckRule>,
    /// Repairs the engine may make.
    pub repair: Repair,
    /// Marks of a grid (`X`).
    pub marks: Vec<String>,
    /// Marks that say *not here* (`-`).
    pub blanks: Vec<String>,
    /// The parts of the document, in paper order.
    pub sections: Vec<Section>,
}

/// The body of a method.
#[derive(Clone, Debug, Default)]
pub struct BodyInfo {
    /// Official name.
    pub name: String,
    /// comune, provincia…
    pub kind: String,
    /// ISTAT code.
    pub istat: Option<String>,
    /// Code in the index of public administrations.
    pub ipa: Option<String>,
}

/// A level of the strategic tree or of the links.
#[derive(Clone, Debug)]
pub struct Level {
    /// Name used in paths (`link:linea.text`).
    pub name: String,
    /// What the body calls it.
    pub term: String,
    /// What its codes look like.
    pub code: Option<Regex>,
    /// The level above, whose code begins the code of this one.
    pub parent: Option<String>,
    /// What a link of this level looks like that names a node of the tree with code and title.
    pub register: Vec<Template>,
    /// How the code is made of that of the node above and the number the document prints.
    pub compose: Option<Compose>,
}

/// A code made of the code of the node above and a number: `{parent}.{code}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compose {
    /// Text before the code of the node above.
    before: String,
    /// Text between it and the number.
    between: String,
    /// Text after the number.
    after: String,
}

impl Compose {
    /// Reads a pattern such as `{parent}.{code}`.
    pub fn parse(text: &str) -> Option<Self> {
        let (before, rest) = text.split_once("{parent}")?;
        let (between, after) = rest.split_once("{code}")?;
        Some(Self { before: before.into(), between: between.into(), after: after.into() })
    }

    /// The whole code.
    pub fn whole(&self, parent: &str, number: &str) -> String {
        format!("{}{parent}{}{number}{}", self.before, self.between, self.after)
    }

    /// The number in a whole code.
    pub fn number<'c>(&self, parent: &str, code: &'c str) -> Option<&'c str> {
        let rest = code.strip_prefix(self.before.as_str())?.strip_prefix(parent)?;
        rest.strip_prefix(self.between.as_str())?.strip_suffix(self.after.as_str())
    }
}

/// A kind of objective.
#[derive(Clone, Debug)]
pub struct ObjectiveKind {
    /// As printed on the form (`I`).
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Other spellings met (`1`), read as `code` with a finding.
    pub variants: Vec<String>,
    /// Share of the weights of a unit, per cent, where the body fixes one.
    pub quota: Option<String>,
}

/// How weights add up.
#[derive(Clone, Debug)]
pub struct WeightRule {
    /// What is weighed: `objective`, `phase`, `indicator`, `person`, `ente_objective`.
    pub of: String,
    /// Where the weights add up: `unit`, `objective`, `phase`, `body`.
    pub within: String,
    /// What they add up to, per cent.
    pub total: String,
    /// Kinds or families outside the sum.
    pub outside: Vec<String>,
}

/// An objective repeated in several units.
#[derive(Clone, Debug)]
pub struct Family {
    /// Name.
    pub name: String,
    /// Titles under which it appears.
    pub titles: Vec<Template>,
}

/// Repairs the engine may make, each with a finding.
#[derive(Clone, Copy, Debug)]
pub struct Repair {
    /// Labels met by edit distance.
    pub distance: bool,
    /// Labels met by their place in the form.
    pub position: bool,
    /// Rows shifted against their header.
    pub shift: bool,
}

/// A part of the document.
#[derive(Clone, Debug)]
pub struct Section {
    /// Name, for people and for the plan.
    pub name: String,
    /// Headings with which it begins; without one it begins where one of its blocks is met.
    pub titles: Vec<Template>,
    /// Blocks outside the records.
    pub blocks: Vec<Block>,
    /// What its records are, when it holds records.
    pub record: Option<Record>,
}

/// The records of a section: one form each.
#[derive(Clone, Debug)]
pub struct Record {
    /// What each record is.
    pub of: &'static EntityDefinition,
    /// It consists of rows of tables only: a paragraph ends it.
    pub only_rows: bool,
    /// The blocks of the form, in paper order.
    pub blocks: Vec<Block>,
}

/// A part of a form.
#[derive(Clone, Debug)]
pub struct Block {
    /// Meeting it begins a record.
    pub start: bool,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A line or lone cell that matches a template: headings.
    Line(LineBlock),
    /// Labels with values beside, below or in their cell.
    Pairs(PairsBlock),
    /// A table with a header.
    Table(TableBlock),
    /// Text without a label.
    Text(TextBlock),
    /// Text that begins with a sign (`*`).
    Note(NoteBlock),
    /// Lines each of which is an item.
    List(ListBlock),
    /// Text without content.
    Boilerplate(Vec<Template>),
}

/// A line or lone cell that matches a template.
#[derive(Clone, Debug)]
pub struct LineBlock {
    /// The templates; the first is printed.
    pub texts: Vec<Template>,
    /// Where the captures go (a capture named `year` sets the year of the record).
    pub to: Vec<(String, Path)>,
    /// Over how many lines it may run.
    pub lines: usize,
}

/// Labels with their values.
#[derive(Clone, Debug)]
pub struct PairsBlock {
    /// Labels that stand on the same row of paper, row by row.
    pub rows: Vec<Vec<Pair>>,
}

/// A label and where its value goes.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a yes-or-no key of the method file")]
pub struct Pair {
    /// The label and its variants; the first is printed.
    pub labels: Vec<Template>,
    /// Where the value goes; `None` when the label stands alone (a title).
    pub to: Option<Path>,
    /// How the value is written.
    pub form: ValueForm,
    /// Meeting it begins a record.
    pub start: bool,
    /// It may come again in the same record, and adds to its value.
    pub append: bool,
    /// The value is printed in the cell of the label.
    pub in_cell: bool,
    /// The value may stand without its label.
    pub unlabelled: bool,
    /// Keys for which the label is printed even when it has no value.
    pub keys: Vec<Template>,
    /// Several values in one cell.
    pub items: Option<Items>,
    /// What else the value says.
    pub derive: Derive,
}

/// How a value is written.
#[derive(Clone, Debug, Default)]
pub struct ValueForm {
    /// Notation of a weight or number: `percent`, `thousandths`, `fraction`, `number`.
    pub notation: Option<String>,
    /// The value is a mark of a grid.
    pub mark: bool,
    /// What the value looks like.
    pub pattern: Option<Regex>,
}

/// Several values in one cell.
#[derive(Clone, Debug)]
pub struct Items {
    /// Between one and the next.
    pub separators: Vec<String>,
    /// What each looks like: captures are paths.
    pub texts: Vec<Template>,
    /// Where the captures go.
    pub to: Vec<(String, Path)>,
    /// Instead of separators: what each looks like.
    pub pattern: Option<Regex>,
}

/// A table.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a yes-or-no key of the method file")]
pub struct TableBlock {
    /// Titles above it; a capture `n` says which year of the plan it is about.
    pub titles: Vec<Template>,
    /// What stands below the title; without a title, above the header.
    pub subtitles: Vec<Template>,
    /// Cells of its title rows without content that are not printed.
    pub captions: Vec<Template>,
    /// The columns, in paper order.
    pub columns: Vec<Column>,
    /// Once for each year of the plan.
    pub each_year: bool,
    /// Texts that make a row a second row of the item above it.
    pub second: Vec<Template>,
    /// Texts of rows that sum up others.
    pub totals: Vec<Template>,
    /// Rows printed at least.
    pub min_rows: usize,
    /// The table lies on its side: the first column holds the header.
    pub sideways: bool,
    /// Rows that hold nothing but their number are blank rows of the form.
    pub numbered: bool,
    /// It has no header: its columns are the cells of a row, in order.
    pub headless: bool,
    /// It has a row for each year of the plan, blank or not.
    pub every_year: bool,
}

/// A column, or a group of like columns.
#[derive(Clone, Debug)]
pub struct Column {
    /// Header labels: variants of one label, or for a group of marks the labels in order.
    pub labels: Vec<Template>,
    /// Where the value goes.
    pub to: Option<Path>,
    /// Where the value goes in a second row.
    pub second: Option<Path>,
    /// How the value is written.
    pub form: ValueForm,
    /// Constant texts of the column; the first is printed in an item.
    pub fixed: Vec<Template>,
    /// Constant text printed in a second row.
    pub second_fixed: Vec<Template>,
    /// The value names an item already read, by this field.
    pub join: Option<Path>,
    /// The value repeats this field of the item.
    pub repeats: Option<Path>,
    /// Whether its cells must be there, or should not.
    pub presence: Presence,
    /// Where a sign that says *nothing here* goes, when it tells more than a blank.
    pub none: Option<Path>,
    /// A new value begins a new item; a blank or equal one continues it.
    pub key: bool,
    /// A blank takes the value of the row above.
    pub above: bool,
    /// Groups of like columns.
    pub group: Option<Group>,
    /// Several values in one cell.
    pub items: Option<Items>,
    /// What else the value says.
    pub derive: Derive,
    /// What the form says of every item of the column by its header alone: field and text.
    pub set: Vec<(Path, String)>,
    /// What a value of the column says by the way it is written; the first that fits holds.
    pub implies: Vec<Implied>,
}

/// Other fields that the text of a value says: it stays whole, and they are read out of it.
#[derive(Clone, Debug, Default)]
pub struct Derive {
    /// What the text can look like; captures are paths, and `_` is anything.
    pub texts: Vec<Template>,
    /// Where the captures go.
    pub to: Vec<(String, Path)>,
}

/// Whether the cells of a column must be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// They may be blank.
    #[default]
    Free,
    /// They give the row its sense: a row that leaves them blank is less likely.
    Required,
    /// The form has no such column: it catches values that slipped out of their cell, and is not printed.
    Stray,
}

/// What a value says by the way it is written: `100,00%` that the unit of measure is `%`.
#[derive(Clone, Debug)]
pub struct Implied {
    /// What the whole value looks like.
    pub pattern: Regex,
    /// Field and text.
    pub set: Vec<(Path, String)>,
}

/// A group of like columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// Marks over the months of the year: 12, 6, 4, 3 or 2 columns.
    Months,
    /// One column for each year of the plan.
    Years,
    /// So many columns, each an item of its own.
    Each(usize),
    /// This column and the next `columns - 1`, so many times.
    Set {
        /// Columns in the set.
        columns: usize,
        /// How many times.
        times: usize,
    },
}

/// Text without a label.
#[derive(Clone, Debug)]
pub struct TextBlock {
    /// Where it goes.
    pub to: Path,
    /// The block it follows directly: index in the record, when said.
    pub at_top: bool,
}

/// Text that begins with a sign.
#[derive(Clone, Debug)]
pub struct NoteBlock {
    /// The signs.
    pub starts: Vec<String>,
    /// Where it goes.
    pub to: Path,
}

/// Lines each of which, with those that run on from it, is an item.
#[derive(Clone, Debug)]
pub struct ListBlock {
    /// Titles above it; the first is printed.
    pub titles: Vec<Template>,
    /// What an item looks like, and where its captures go.
    pub items: Items,
    /// Signs at the end of an item: the first between items, the last after the last one.
    pub ends: Vec<String>,
}

impl Method {
    /// Every block of its forms, in the order of paper: those of each section, then those of its records.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|s| s.blocks.iter().chain(s.record.iter().flat_map(|r| &r.blocks)))
    }

    /// The fields of the labels beside their values in its records, in the order of paper.
    pub fn record_fields(&self) -> impl Iterator<Item = &Path> {
        let blocks = self.sections.iter().flat_map(|s| s.record.iter().flat_map(|r| &r.blocks));
        let rows = blocks.filter_map(|block| match &block.kind {
            BlockKind::Pairs(pairs) => Some(pairs.rows.iter().flatten()),
            _ => None,
        });
        rows.flatten().filter_map(|pair| pair.to.as_ref())
    }

    /// Reads a method file.
    ///
    /// # Errors
    /// Every fault found, each with its line and key.
    pub fn parse(text: &str) -> Result<Self, Vec<Error>> {
        Self::parse_with(text, &|_| None)
    }

    /// Reads a method file that may stand on another (`base = "nome"`); `base` gives its text.
    ///
    /// # Errors
    /// As [`Method::parse`]; also when the base is missing or has faults.
    pub fn parse_with(text: &str, base: &dyn Fn(&str) -> Option<String>) -> Result<Self, Vec<Error>> {
        crate::check::method(text, base, 0)
    }

    /// Takes from the method below what this one does not say.
    pub(crate) fn stand_on(&mut self, below: Self) {
        fn take<T>(own: &mut Vec<T>, below: Vec<T>) {
            if own.is_empty() {
                *own = below;
            }
        }
        take(&mut self.levels, below.levels);
        take(&mut self.kinds, below.kinds);
        take(&mut self.weights, below.weights);
        take(&mut self.families, below.families);
        take(&mut self.monitoring, below.monitoring);
        take(&mut self.checks, below.checks);
        take(&mut self.years, below.years);
        if self.smvp == Smvp::default() {
            self.smvp = below.smvp;
        }
        take(&mut self.sections, below.sections);
        self.scoring = self.scoring.take().or(below.scoring);
        self.year = self.year.or(below.year);
    }

    /// Whether some block fills an entity.
    pub fn fills(&self, entity: &str) -> bool {
        self.blocks().flat_map(Block::paths).any(|path| path.entity.name == entity)
    }

    /// The levels above a level, the nearest first.
    pub fn above(&self, level: &str) -> impl Iterator<Item = &Level> {
        // More levels than a method has would be a circle.
        let parent = |level: &&Level| self.level(level.parent.as_deref()?);
        std::iter::successors(self.level(level), move |level| parent(level)).skip(1).take(self.levels.len())
    }

    /// How many levels stand above a level.
    pub fn depth(&self, level: &str) -> usize {
        self.above(level).count()
    }

    /// The level called `name`.
    pub fn level(&self, name: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.name == name)
    }
}

impl Block {
    /// Whether meeting it, or one of its labels, begins a record.
    pub fn starts_record(&self) -> bool {
        let pair = match &self.kind {
            BlockKind::Pairs(pairs) => pairs.rows.iter().flatten().any(|pair| pair.start),
            _ => false,
        };
        self.start || pair
    }

    /// The paths it fills.
    pub fn paths(&self) -> Vec<&Path> {
        match &self.kind {
            BlockKind::Line(line) => line.to.iter().map(|(_, path)| path).collect(),
            BlockKind::Pairs(pairs) => pairs.rows.iter().flatten().flat_map(Pair::paths).collect(),
            BlockKind::Table(table) => table.columns.iter().flat_map(Column::paths).collect(),
            BlockKind::Text(text) => vec![&text.to],
            BlockKind::Note(note) => vec![&note.to],
            BlockKind::List(list) => list.items.paths().collect(),
            BlockKind::Boilerplate(_) => Vec::new(),
        }
    }
}

impl Items {
    fn paths(&self) -> impl Iterator<Item = &Path> {
        self.to.iter().map(|(_, path)| path)
    }
}

impl Pair {
    fn paths(&self) -> Vec<&Path> {
        self.to.iter().chain(self.items.iter().flat_map(Items::paths)).collect()
    }
}

impl Column {
    /// What the column says of the items of a row: its constants, and what its value implies.
    pub fn says<'c>(&'c self, value: &str) -> impl Iterator<Item = &'c (Path, String)> {
        let implied = self.implies.iter().find(|implied| implied.pattern.is_match(value));
        self.set.iter().chain(implied.into_iter().flat_map(|implied| &implied.set))
    }

    /// The paths it fills.
    pub fn paths(&self) -> Vec<&Path> {
        let said =
            self.set.iter().chain(self.implies.iter().flat_map(|implied| &implied.set)).map(|(path, _)| path);
        self.to
            .iter()
            .chain(&self.second)
            .chain(self.items.iter().flat_map(Items::paths))
            .chain(said)
            .collect()
    }

    /// The kind of its values.
    pub fn kind(&self) -> Kind {
        self.to.as_ref().map_or(Kind::Prose, Path::kind)
    }
}

#[cfg(test)]
mod tests {
    use super::Compose;

    #[test]
    fn a_number_and_the_code_above_make_a_code() {
        let compose = Compose::parse("{parent}.{code}").unwrap();
        assert_eq!(compose.whole("A", "1"), "A.1");
        assert_eq!(compose.number("A", "A.1"), Some("1"));
        assert_eq!(compose.number("B", "A.1"), None);
        assert_eq!(Compose::parse("{code}"), None);
    }
}
