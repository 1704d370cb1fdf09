//! Pictures: what they show stands in a table, and nothing is drawn outside of them.

use appraisal::actuals::Actuals;
use document::picture::{Bounds, Picture, Shape, Tint};
use document::{Block, Document};
use domain::text::folded;
use papers::{performance_tree, timetable, weights};

use crate::support::{Case, changed_sample, sample, samples, shown, texts};

/// The pictures of a document.
fn pictures(document: &Document) -> impl Iterator<Item = &Picture> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Picture(picture) => Some(picture),
        _ => None,
    })
}

/// The corners of a form.
fn corners(shape: &Shape) -> Vec<(i32, i32)> {
    let of =
        |bounds: &Bounds| vec![(bounds.x, bounds.y), (bounds.x + bounds.width, bounds.y + bounds.height)];
    match shape {
        Shape::Area(bounds, _) | Shape::Outline(bounds, _) => of(bounds),
        Shape::Line(from, to, _) => vec![*from, *to],
        Shape::Diamond(at, _) => vec![*at],
        Shape::Words(words) => vec![words.at],
    }
}

fn all(case: &Case) -> [Document; 3] {
    let (plan, method) = (&case.plan, &case.method);
    [timetable(plan, method, None), performance_tree(plan, method), weights(plan, method)]
}

#[test]
fn pictures_of_the_samples() {
    let case = sample("isola-serena");
    insta::assert_snapshot!("timetable", shown(&timetable(&case.plan, &case.method, None)));
    let case = sample("provincia-di-colleverde");
    insta::assert_snapshot!("performance_tree", shown(&performance_tree(&case.plan, &case.method)));
}

#[test]
fn a_table_beside_says_what_a_picture_shows() {
    for case in samples() {
        for document in all(&case) {
            for (at, block) in document.blocks.iter().enumerate() {
                let Block::Picture(picture) = block else { continue };
                let beside = document.blocks[at..].iter().find_map(|block| match block {
                    Block::Table(table) => Some(table),
                    _ => None,
                });
                let said: Vec<String> =
                    beside.unwrap().rows.iter().map(|row| folded(&texts(row).join(" "))).collect();
                for name in names(picture) {
                    let begun = folded(name.trim_end_matches('…'));
                    let is_said = said.iter().any(|row| row.contains(&begun));
                    assert!(is_said, "{}: {}: {name}", case.name, picture.title);
                }
                assert!(!picture.alt.is_empty() && !picture.title.is_empty());
            }
        }
    }
}

/// The names of the rows of a picture: what stands at its left.
fn names(picture: &Picture) -> Vec<&str> {
    let words = picture.shapes.iter().filter_map(|shape| match shape {
        Shape::Words(words) if words.at.0 == 20 => Some(words.text.as_str()),
        _ => None,
    });
    words.collect()
}

#[test]
fn nothing_is_drawn_outside() {
    let mut drawn = 0;
    for case in samples() {
        for picture in all(&case).iter().flat_map(pictures) {
            drawn += 1;
            for (x, y) in picture.shapes.iter().flat_map(corners) {
                let inside = (0..=picture.width).contains(&x) && (0..=picture.height).contains(&y);
                assert!(inside, "{}: {}: {x} {y}", case.name, picture.title);
            }
        }
    }
    assert!(drawn > 40, "{drawn}");
}

#[test]
fn what_was_done_late_is_drawn_and_said() {
    let case = changed_sample();
    let told = |day: &str| {
        let results = [(appraisal::ids::phase(3, 1), scoring::Actual::Done(day.parse().unwrap()))].into();
        let actuals = Actuals { results, ..Actuals::default() };
        let document = timetable(&case.plan, &case.method, Some(&actuals));
        let late = |picture: &Picture| picture.alt.contains("; 1 in ritardo");
        let amiss = |picture: &Picture| {
            picture.shapes.iter().any(|shape| matches!(shape, Shape::Area(_, Tint::Amiss)))
        };
        (
            pictures(&document).filter(|one| late(one)).count(),
            pictures(&document).filter(|one| amiss(one)).count(),
        )
    };
    // The phase was due on 28 March.
    assert_eq!(told("2025-04-10"), (1, 1));
    assert_eq!(told("2025-03-28"), (0, 0));
}
