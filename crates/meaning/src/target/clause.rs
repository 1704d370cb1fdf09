//! The state of a sentence while it is read, and the parts that frame its claims: conditions, what
//! must not happen, and sentences that only draw consequences.

use domain::target::{Operator, Target};

use super::amount::Found;
use super::phrase::free;
use super::{Claim, Claimed};
use crate::scan::{Cursor, Shape, Token};

/// What a sentence has claimed so far.
#[derive(Default)]
pub(super) struct Clause {
    claims: Vec<Claimed>,
    /// A *riduzione* or *aumento* that waits for its amount: whether it goes up.
    direction: Option<bool>,
    /// What the waiting change is against (*rispetto al 2023*).
    against: Option<String>,
    /// It stands in brackets, where a bare number is only a detail (*(€ 500.000)*, *(part-time 50%)*).
    remark: bool,
    /// A colon has been passed: a second one parts labels and values (*missione: 1 programma: 2*).
    labelled: bool,
}

impl Clause {
    pub fn new(remark: bool) -> Self {
        Self { remark, ..Self::default() }
    }

    pub fn is_remark(&self) -> bool {
        self.remark
    }

    /// Whether a change waits for its amount.
    pub fn is_change(&self) -> bool {
        self.direction.is_some()
    }

    /// Whether a number without operator can begin a claim here: at the start of the sentence, after a
    /// sign that says *is*, or in a list of claims.
    pub fn opens(&self, cursor: Cursor<'_>) -> bool {
        cursor.before(1).is_none_or(|before| match before.shape {
            Shape::Sign('=') => true,
            Shape::Sign(':') => !self.labelled,
            Shape::Sign(',') => !self.claims.is_empty(),
            _ => false,
        })
    }

    /// Whether a count goes on a list of claims: *almeno 3 corsi **e 20 ore***.
    pub fn goes_on(&self, cursor: Cursor<'_>) -> bool {
        let joined = cursor.before(1).is_some_and(|token| token.is_any("e ed o oppure"));
        joined && !self.claims.is_empty()
    }

    /// Adds a claim that stands at a place.
    pub fn add(&mut self, at: Cursor<'_>, claim: Claim) {
        // *Entro giugno e comunque non oltre settembre*: which of the two counts is not said.
        let joined_by_or = at.is_near(1, "o oppure ovvero comunque");
        self.claims.push(Claimed { claim, alternative: joined_by_or && !self.claims.is_empty() });
    }

    /// A change begins.
    pub fn turn(&mut self, increase: bool) {
        self.settle();
        self.direction = Some(increase);
    }

    /// An amount: of the change that waits for one, or on its own.
    pub fn amount(&mut self, at: Cursor<'_>, found: Found) {
        match (found, self.direction) {
            (Found::Change(operator, measure), Some(increase)) => {
                self.direction = None;
                let against = self.against.take().unwrap_or_default();
                self.add(at, Claim::Other(Target::Change { increase, operator, measure, against }));
            }
            (Found::Change(operator, measure), None) => {
                self.add(at, Claim::Other(Target::Amount { operator, measure }));
            }
            (Found::Turn(increase, operator, measure), _) => {
                let against = String::new();
                self.add(at, Claim::Other(Target::Change { increase, operator, measure, against }));
            }
            (Found::Claim(claim), _) => self.add(at, claim),
            (Found::Description, _) => {}
        }
    }

    /// A *rispetto a…*: it belongs to the change before it.
    pub fn compare(&mut self, with: String) {
        if let Some(Claimed { claim: Claim::Other(Target::Change { against, .. }), .. }) =
            self.claims.last_mut()
            && against.is_empty()
        {
            *against = with;
        } else if self.direction.is_some() {
            self.against = Some(with);
        }
    }

    /// A token that claims nothing; a comma ends the reach of a change.
    pub fn pass(&mut self, cursor: Cursor<'_>) {
        if cursor.peek().is_some_and(|token| matches!(token.shape, Shape::Sign(',' | ':'))) {
            self.settle();
        }
        self.labelled |= cursor.before(1).is_some_and(|token| token.is_sign(':'));
    }

    /// A change without amount, but against something, is a comparison.
    fn settle(&mut self) {
        if let (Some(increase), Some(with)) = (self.direction.take(), self.against.take()) {
            let operator = if increase { Operator::MoreThan } else { Operator::LessThan };
            let claim = Claim::Other(Target::Compared { operator, with });
            self.claims.push(Claimed { claim, alternative: false });
        }
    }

    pub fn finish(mut self) -> Vec<Claimed> {
        self.settle();
        self.claims
    }
}

/// Something that must not happen: *mancanza di reclami*, *nessun errore*, *zero contestazioni*.
pub(super) fn absence(cursor: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    // *In assenza di personale* is a circumstance.
    let opens = cursor.before(1).is_none_or(|token| {
        matches!(token.shape, Shape::Sign(',' | ':' | '-' | '–')) || token.is_any("e ed con la l")
    });
    let start = match cursor.any("mancanza assenza inesistenza") {
        Some(rest) => rest.any("di d del dello della dell dei degli delle")?,
        None => cursor.any("nessun nessuno nessuna zero")?,
    };
    let is_word = start.peek().is_some_and(|token| token.shape == Shape::Word && !token.is_any("o e"));
    let (what, rest) = free(start, |_| false);
    (opens && is_word && !what.is_empty()).then_some((what, rest))
}

/// Ways to begin a condition.
const CONDITIONS: [&str; 5] =
    ["qualora", "purche", "a condizione che", "nel caso in cui", "nell ipotesi in cui"];

/// Ways that only say of what the sentence speaks unless they open it (*procedure in caso di piena*).
const OPENING_CONDITIONS: [&str; 3] = ["nel caso di", "in caso di", "se"];

/// Whether a text in folded form has words with which a condition can begin; without them it is no condition.
pub(crate) fn may_state_condition(folded: &str) -> bool {
    CONDITIONS.iter().any(|start| folded.contains(start))
        || OPENING_CONDITIONS.iter().any(|start| folded.starts_with(start))
}

/// Where the condition of a sentence stands: from its conjunction to the comma after it or the end.
pub(super) fn condition(tokens: &[Token<'_>]) -> Option<(usize, usize)> {
    let mut cursor = Cursor::new("", tokens);
    let mut from = 0;
    while !begins_condition(cursor) {
        cursor.peek()?;
        (cursor, from) = (cursor.next(), from + 1);
    }
    let length = tokens[from..].iter().position(|token| token.is_sign(','));
    Some((from, length.map_or(tokens.len(), |length| from + length)))
}

fn begins_condition(cursor: Cursor<'_>) -> bool {
    // *Se necessario*, *qualora possibile* are asides.
    let aside = "necessario necessaria possibile opportuno del non";
    let opens = cursor.before(1).is_none_or(|token| token.is_sign(','));
    let opening = cursor.one_of(&OPENING_CONDITIONS).filter(|_| opens);
    cursor.one_of(&CONDITIONS).or(opening).is_some_and(|rest| rest.any(aside).is_none())
}

/// Whether a sentence only says what follows for pay: a penalty is no target.
pub(super) fn is_consequence(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| token.has_stem("indennit premialit penalit decurtaz penale"))
}

/// Whether a text is a rule that gives scores (*entro giugno = 100%, entro luglio = 65%*, *cinque
/// visite: 100%; tre visite: 55%*).
pub(super) fn is_graduation(tokens: &[Token<'_>]) -> bool {
    let equals =
        |pair: &&[Token<'_>]| pair[1].is_sign('=') && !matches!(pair[0].shape, Shape::Sign('<' | '>' | '='));
    let gives = |three: &&[Token<'_>]| {
        three[0].is_sign(':') && three[1].shape == Shape::Number && three[2].is_sign('%')
    };
    let scores = tokens.windows(2).filter(equals).count() + tokens.windows(3).filter(gives).count();
    let late = tokens.iter().any(|token| token.is_any("ritardo"));
    scores > usize::from(!late)
}
