//! What the grammars of a condition are built of: words, phrases, signs.

use winnow::Parser;
use winnow::Result;
use winnow::combinator::{fail, opt, repeat};
use winnow::error::ContextError;
use winnow::stream::{Stream, TokenSlice};
use winnow::token::any;

use super::lex::{Comparison, Kind, Lexeme};

pub(super) type Input<'t> = TokenSlice<'t, Lexeme>;

/// What a parser reads here, if anything; what it does not read stays.
pub(super) fn attempt<'t, T>(
    input: &mut Input<'t>,
    mut parser: impl FnMut(&mut Input<'t>) -> Result<T>,
) -> Option<T> {
    let start = input.checkpoint();
    let found = parser(input).ok();
    if found.is_none() {
        input.reset(&start);
    }
    found
}

/// One of the words of a list.
pub(super) fn word<'t>(list: &'static str) -> impl Parser<Input<'t>, (), ContextError> {
    any.verify(move |lexeme: &Lexeme| lexeme.is_any(list)).void()
}

/// Words one after the other, each from a list: `"non" "superiore superiori" "a ad al"`.
pub(super) fn words<'t>(lists: &'static [&'static str]) -> impl Parser<Input<'t>, (), ContextError> {
    move |input: &mut Input<'t>| {
        for list in lists {
            word(list).parse_next(input)?;
        }
        Ok(())
    }
}

/// Of several phrases the first that stands here.
pub(super) fn phrases<'t>(
    list: &'static [&'static [&'static str]],
) -> impl Parser<Input<'t>, (), ContextError> {
    move |input: &mut Input<'t>| {
        let start = input.checkpoint();
        for phrase in list {
            if words(phrase).parse_next(input).is_ok() {
                return Ok(());
            }
            input.reset(&start);
        }
        fail.parse_next(input)
    }
}

/// A sign of comparison.
pub(super) fn compares<'t>(sign: Comparison) -> impl Parser<Input<'t>, (), ContextError> {
    any.verify(move |lexeme: &Lexeme| lexeme.kind == Kind::Compares(sign)).void()
}

/// Another sign.
pub(super) fn stop<'t>(sign: char) -> impl Parser<Input<'t>, (), ContextError> {
    any.verify(move |lexeme: &Lexeme| lexeme.kind == Kind::Stop(sign)).void()
}

/// A hyphen or a longer dash.
pub(super) fn dash(input: &mut Input<'_>) -> Result<()> {
    any.verify(|lexeme: &Lexeme| lexeme.kind == Kind::Dash).void().parse_next(input)
}

/// Words that may stand between others and say nothing.
pub(super) const ARTICLES: &str = "il lo la l i gli le";

/// As many articles as there are.
pub(super) fn articles(input: &mut Input<'_>) -> Result<()> {
    repeat::<_, _, (), _, _>(0..3, word(ARTICLES)).parse_next(input)
}

/// The point of an abbreviation, or none.
pub(super) fn point(input: &mut Input<'_>) -> Result<()> {
    opt(stop('.')).void().parse_next(input)
}
