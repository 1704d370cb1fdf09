//! Planted faults of what has one right form: names of the law, citations, codes, paragraphs, indexes.

use domain::plan::OfficeFunction;

use super::bank::bank;
use super::case::{Case, of, said, value};
use super::planter::{At, Planter, plan, text};
use super::reading::one;
use super::seed::Seed;
use super::slips::append;
use super::texts::free;

/// Names of the law.
const NAMES: &[&str] = &[
    "Piano nazionale di ripresa e resilienza",
    "Piano integrato di attività e organizzazione",
    "sistema di misurazione e valutazione della performance",
    "Piano triennale dei fabbisogni di personale",
];

/// One thing, written in several ways.
const WAYS: &[&[&str]] =
    &[&["PagoPA", "PagoPa", "PAGOpa"], &["AgID", "AgiD", "AGiD"], &["investimento 1.4", "investimento 1,4"]];

/// The table of the functions of the offices, which not every form has.
const FUNCTIONS: &str = r#"
[[section]]
name = "funzioni"
title = ["FUNZIONI DEGLI UFFICI"]

[[section.block]]
kind = "table"
columns = [
  { labels = ["Funzione"], to = "function.name" },
  { labels = ["Compiti"], to = "function.description", items = { separators = [" / "] } },
]
"#;

pub const PLANTERS: &[Planter] = &[
    plan("TESTO-019", &[], |case, seed| {
        let name = NAMES[seed.below(NAMES.len())];
        let words: Vec<&str> = name.split(' ').skip(1).filter(|word| word.len() >= 7).collect();
        let word = *seed.pick(&words)?;
        let other = ["circolazione", "quartieri", "biblioteche"][seed.below(3)];
        let start = ["Vi rimanda il", "Si attua il", "È coerente con il"][seed.below(3)];
        append(case, seed, &format!("{start} {}.", name.replace(word, other)))
    }),
    plan("TESTO-020", &[], |case, seed| {
        let cited = ["lett. 1)", "lettera 1)", "lett. 0)", "lett. (1)", "lett.1)"][seed.below(5)];
        let article = 2 + seed.below(40);
        append(case, seed, &format!("Lo vuole l'art. {article}, comma 1, {cited}, della norma."))
    }),
    plan("TESTO-021", &[], |case, seed| {
        let (year, more) = (case.year(), [1, 3, 4, 5][seed.below(4)]);
        let sign = ["-", "/", "–", " - "][seed.below(4)];
        append(case, seed, &format!("Vale per il triennio {year}{sign}{}.", year + more))
    }),
    plan("TESTO-022", &[], |case, seed| {
        // One list of functions is enough for a form.
        if !case.plan.functions.is_empty() {
            return None;
        }
        case.form.more.push_str(FUNCTIONS);
        let count = 3 + seed.below(3);
        let at = seed.below(count);
        for (index, theme) in seed.sample(count, bank().ordinary.len()).into_iter().enumerate() {
            let theme = &bank().ordinary[theme];
            let mut paragraphs = vec![theme.text.clone(), theme.phases.join(", ")];
            if index == at {
                paragraphs.insert(seed.below(3), theme.text.clone());
            }
            let description = vec![value(paragraphs.join(" / "))];
            let name = said(theme.title.as_str());
            case.plan.functions.push(OfficeFunction { name, description, ..OfficeFunction::default() });
        }
        Some(At::Line)
    }),
    text("TESTO-023", &[], |_, lines, seed| {
        let mut titles = ["Il piano in breve", "Le risorse", "Le schede", "Il monitoraggio"];
        let mut pages: Vec<usize> = (0..4).map(|at| 2 + 9 * at + seed.below(9)).collect();
        if seed.once_in(2) {
            let at = 1 + seed.below(3);
            pages[at] = pages[at - 1] - 1;
            pages.truncate(at + 1);
        } else {
            titles[3] = titles[seed.below(3)];
        }
        let at = one(lines, seed, |line| line.starts_with("Sezione 1. "))?;
        let index: Vec<String> =
            titles.iter().zip(pages).map(|(title, page)| format!("{title}.....\t{page}")).collect();
        lines.splice(at..at, index.into_iter().chain([String::new()]));
        Some(At::Line)
    }),
    plan("TESTO-024", &[], |case, seed| {
        if seed.once_in(4) {
            return measures(case, seed);
        }
        let ways = WAYS[seed.below(WAYS.len())];
        let other = ways[1 + seed.below(ways.len() - 1)];
        both(case, seed, ways[0])?;
        append(case, seed, &format!("Si paga e si controlla con {other}."))?;
        Some(At::Line)
    }),
];

/// Two descriptions that begin with the code of one measure of the recovery plan, written in two ways.
fn measures(case: &mut Case, seed: &mut Seed) -> Option<At> {
    let (mission, number) = (1 + seed.below(5), 1 + seed.below(4));
    let ways = [format!("M{mission}C2 I{number}.1"), format!("M{mission} C2 I{number}.1")];
    let (first, second) = (free(case, seed)?, free(case, seed)?);
    for (at, code) in [(first, &ways[0]), (second, &ways[1])] {
        let text = &mut case.plan.objectives[at].description;
        *text = said(format!("{code} {}", of(text.as_ref())));
    }
    (first != second).then_some(At::Line)
}

/// Names a thing in the recipients of an objective.
fn both(case: &mut Case, seed: &mut Seed, name: &str) -> Option<()> {
    let at = free(case, seed)?;
    let text = &mut case.plan.objectives[at].stakeholders;
    *text = said(format!("{}, chi si serve di {name}", of(text.as_ref())));
    Some(())
}
