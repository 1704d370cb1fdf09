//! Texts (family TESTO).
//!
//! These rules walk the plan through the registry of fields, so that a new field is looked at from
//! the moment it is declared.

use super::Rule;

mod citations;
mod descriptions;
mod errors;
mod placeholders;
mod repeated;
mod slips;
mod spellings;
mod typing;
mod words;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    descriptions::copied_description,
    descriptions::says_nothing_more,
    placeholders::placeholder,
    placeholders::label_as_value,
    descriptions::description_of_another_project,
    slips::unfinished,
    slips::doubled,
    slips::stray_mark,
    slips::act_years,
    words::digits_in_words,
    words::title_spelling,
    words::names_in_titles,
    words::acronyms,
    descriptions::without_description,
    typing::misspelt,
    typing::punctuation,
    errors::wrong_words,
    citations::official_names,
    citations::letter_of_article,
    citations::three_years,
    citations::spellings_of_codes,
    repeated::paragraphs,
    repeated::index,
    spellings::names_in_several_ways,
    spellings::torn_words,
    spellings::figures,
];
