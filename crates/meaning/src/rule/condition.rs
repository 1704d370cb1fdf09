//! What a condition of a rule says: times, delays, values, things done or not.
//!
//! A condition is prose with a few telling phrases in it (*Consegna degli arredi entro il
//! 15/05/2026*). The phrases are found one after the other; other words are passed over, but a number
//! that no phrase explains makes the condition unclear. What stands before a colon or in parentheses
//! names the matter: its numbers explain nothing, and its days and amounts count only where the rest
//! has none.

use domain::rule::Limit;
use domain::target::Span;
use winnow::Parser;
use winnow::combinator::alt;
use winnow::stream::{Stream, TokenSlice};

use super::amount::{Unit, misspelt_until, things};
use super::days::bare_month;
use super::lex::{Kind, Lexeme};
use super::phrases::{ARTICLES, Input, attempt};
use super::telling::{atom, longer_alone, respect_alone};
use crate::date::Written;

/// A telling phrase.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Atom {
    /// *Nessun ritardo*, *rispetto del termine*.
    OnTime,
    /// *Mancato rispetto del termine*, *non rispettato*.
    Violated,
    /// *Entro il 30/06*.
    By(Written),
    /// *Prima del 30/06*.
    Before(Written),
    /// *Del 30/06*, *rispetto al 30/06*.
    Of(Written),
    /// *Oltre il 30/06*.
    After(Written),
    /// *Dal 30/06 in poi*.
    From(Written),
    /// *Dal 01/07 al 31/07*.
    Between(Written, Written),
    /// *Di ritardo*.
    Late,
    /// *Di anticipo*.
    Early,
    /// *Fino a 30 gg*; `within` when the word is *entro*.
    Amount { from: Limit, to: Limit, unit: Unit, within: bool },
    /// *(gg. lavorativi)*: what the numbers count.
    In(Span),
    /// *Data stabilita dalla norma*.
    Stated,
    /// *Dall'approvazione del bilancio*: what days are counted from, which is no term.
    Event,
    /// *Meno*, *al di sotto* alone: less than all the rest.
    Below,
    /// *Tutti*, *completo*.
    All,
    /// *Non*, *mancata*, *nessuna*.
    Not,
    /// *Oltre* alone, *successivamente*, *dopo tale data*: later than all the rest.
    Later,
    /// *Negli altri casi*, *altrimenti*: whatever the rest does not say.
    Otherwise,
    /// *E*, *o* between two phrases.
    Joint,
}

impl Atom {
    pub fn is_amount(&self) -> bool {
        matches!(self, Self::Amount { .. })
    }

    /// The last day that it names.
    fn last_day(&self) -> Option<Written> {
        match self {
            Self::By(day) | Self::Before(day) | Self::Of(day) | Self::After(day) | Self::From(day) => {
                Some(*day)
            }
            Self::Between(_, day) => Some(*day),
            _ => None,
        }
    }

    pub fn is_day(&self) -> bool {
        matches!(
            self,
            Self::By(_) | Self::Before(_) | Self::Of(_) | Self::After(_) | Self::From(_) | Self::Between(..)
        )
    }
}

/// The phrases of a condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Condition {
    pub atoms: Vec<Atom>,
    /// Words that no phrase explains.
    pub words: usize,
    /// Whether it has a number that no phrase explains.
    pub unclear: bool,
    /// Whether a word was read as another.
    pub misspelt: bool,
    /// Whether it begins with *un*, which may be a number.
    pub begins_with_one: bool,
}

/// Reads the phrases of a condition.
pub(super) fn condition(lexemes: &[Lexeme]) -> Condition {
    let (heading, body) = parted(lexemes);
    let (outside, asides) = without_asides(body);
    let mut found = phrases_of(&outside);
    let mut names = phrases_of(heading);
    for aside in asides {
        // *Ritardo massimo 30 giorni (75%). …*: a score that none of the clauses has.
        found.unclear |= matches!(aside, [number, sign] if number.is_number() && sign.kind == Kind::Percent);
        let aside = phrases_of(aside);
        // *Entro il 30/06 (prorogabile al 31/07)*: which of the two?
        let day = |atom: &&Atom| atom.is_day();
        let outside = found.atoms.iter().find(day).and_then(Atom::last_day);
        let inside = aside.atoms.iter().find(day).and_then(Atom::last_day);
        found.unclear |= outside.is_some() && inside.is_some() && outside != inside;
        names.atoms.extend(aside.atoms);
        names.words += aside.words;
    }
    let (amounts, days) = (found.atoms.iter().any(Atom::is_amount), found.atoms.iter().any(Atom::is_day));
    names.atoms.retain(|atom| match atom {
        Atom::Not | Atom::All | Atom::Later | Atom::Below | Atom::Otherwise | Atom::Joint => false,
        atom => !(amounts && atom.is_amount() || days && atom.is_day()),
    });
    // *Oltre due settimane ma non il mese*: another end, which no phrase explains.
    found.unclear |= amounts && body.windows(3).any(|some| {
        matches!(some, [but, not, article] if but.is_any("ma") && not.is_any("non") && article.is_any(ARTICLES))
    });
    names.atoms.append(&mut found.atoms);
    found.atoms = names.atoms;
    found.words += names.words;
    found.misspelt |= names.misspelt;
    found
}

/// What stands before the last colon, and what after it.
fn parted(lexemes: &[Lexeme]) -> (&[Lexeme], &[Lexeme]) {
    match lexemes.iter().rposition(|one| one.kind == Kind::Equals) {
        Some(at) if at + 1 < lexemes.len() => (&lexemes[..at], &lexemes[at + 1..]),
        _ => (&[], lexemes),
    }
}

/// The lexemes outside parentheses, and those inside each; parentheses that hold all are none.
fn without_asides(lexemes: &[Lexeme]) -> (Vec<Lexeme>, Vec<&[Lexeme]>) {
    let (mut outside, mut asides, mut opened) = (Vec::new(), Vec::new(), None);
    for (at, lexeme) in lexemes.iter().enumerate() {
        match (&lexeme.kind, opened) {
            (Kind::Stop('('), None) => opened = Some(at + 1),
            (Kind::Stop(')'), Some(from)) => {
                asides.extend(lexemes.get(from..at));
                opened = None;
            }
            (_, None) => outside.push(lexeme.clone()),
            _ => {}
        }
    }
    let unclosed = opened.and_then(|from| lexemes.get(from..)).unwrap_or_default();
    outside.extend_from_slice(unclosed);
    (outside, asides)
}

fn phrases_of(lexemes: &[Lexeme]) -> Condition {
    let mut input = TokenSlice::new(lexemes);
    let mut found = Condition {
        misspelt: lexemes.iter().any(|one| one.misspelt),
        begins_with_one: lexemes.first().is_some_and(|one| one.is_any("un uno una")),
        ..Condition::default()
    };
    let mut before = Before::default();
    while let Some(lexeme) = input.peek_token() {
        let begins = found.atoms.is_empty() && found.words == 0;
        if let Some((atom, slip)) = phrase(&mut input, begins) {
            // *Almeno 8/10* is a mark, no day of October.
            found.unclear |= before.compares && matches!(atom, Atom::Of(_));
            found.misspelt |= slip;
            found.atoms.push(atom);
            before = Before::default();
            continue;
        }
        let _ = input.next_token();
        found.pass_over(lexeme, input.peek_token(), before);
        before = before.and(lexeme);
    }
    found
}

/// A phrase, and whether a word in it was read as another; some stand only where a condition begins.
fn phrase(input: &mut Input<'_>, begins: bool) -> Option<(Atom, bool)> {
    let at_first =
        |input: &mut Input<'_>| alt((things, bare_month, longer_alone, respect_alone)).parse_next(input);
    let read = attempt(input, atom).or_else(|| if begins { attempt(input, at_first) } else { None });
    match read {
        Some(atom) => Some((atom, false)),
        None => attempt(input, misspelt_until).map(|atom| (atom, true)),
    }
}

/// What the words before a place do to a number there.
#[derive(Clone, Copy, Default)]
struct Before {
    /// *Art.*, *n. 13/*, *Livello*: the number is part of a name.
    names: bool,
    /// *Almeno*, *voto*: the number is compared.
    compares: bool,
}

impl Before {
    fn and(self, lexeme: &Lexeme) -> Self {
        let names = lexeme.is_any(NAMES) || lexeme.is_number() || lexeme.is_stop() && self.names;
        let compares = lexeme.is_any("almeno voto media superiore inferiore maggiore minore sotto")
            || self.compares && lexeme.is_any("a di")
            || matches!(lexeme.kind, Kind::Compares(_));
        Self { names, compares }
    }
}

impl Condition {
    /// Counts a lexeme that no phrase explains.
    fn pass_over(&mut self, lexeme: &Lexeme, next: Option<&Lexeme>, before: Before) {
        let counted = next.is_some_and(|next| next.unit().is_some() || next.kind == Kind::Percent);
        // A change that is less than nothing has no bands: *-10% = 100%*.
        self.unclear |= next.is_some_and(|next| lexeme.is_minus_of(next));
        match &lexeme.kind {
            // *Entro il 15 di ogni mese*: as many terms as months.
            Kind::Word(_) if counted && lexeme.is_any("ogni") => self.unclear = true,
            // *R <= 10*: a letter names nothing.
            Kind::Word(word) if word.len() == 1 => {}
            Kind::Word(_) | Kind::Number { in_words: true, .. } => self.words += 1,
            Kind::Number { .. } => self.unclear |= counted || !before.names,
            Kind::Percent | Kind::Compares(_) => self.unclear = true,
            _ => {}
        }
    }
}

const NAMES: &str = "art articolo comma n nr num dl l lgs dlgs dpr dm dgr gc cc legge decreto delibera \
                     deliberazione determina lettera punto livello fase fasi allegato parte ods isa lotto stralcio \
                     missione programma capitolo regolamento ue sal zona sezione via piazza viale corso";
