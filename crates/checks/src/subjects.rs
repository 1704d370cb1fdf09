//! What objectives are about, told by their words: the matters that the law wants in a plan.
//!
//! A matter counts as treated when any objective has words of it anywhere, so that a finding says
//! that nothing in the plan speaks of it.

use aho_corasick::AhoCorasick;
use domain::text::folded;

use crate::context::{Context, Seen, text};
use crate::words::says;

/// A matter that the law wants in a plan, with the beginnings of words by which it is known.
pub type Subject = &'static [&'static str];

/// Times of payment of commercial invoices.
pub const PAYMENTS: Subject = &[
    "tempi di pagamento",
    "tempi medi di pagamento",
    "tempo medio di pagamento",
    "tempo medio ponderato",
    "tempi dei pagamenti",
    "termini di pagamento",
    "ritardo dei pagamenti",
    "ritardo nei pagamenti",
    "ritardo di pagamento",
    "ritardo annuale",
    "tempestivita dei pagamenti",
    "tempestivo pagamento",
    "pagamento tempestivo",
    "pagare le fatture",
    "pagamento delle fatture",
    "liquidazione delle fatture",
    "liquidazione fatture",
    "fatture commerciali",
    "debiti commerciali",
    "13/2023",
];
/// Training of the staff.
pub const TRAINING: Subject = &[
    "formazione del personale",
    "formazione dei dipendenti",
    "formazione dei dirigenti",
    "formazione dirigenti",
    "formazione a tutti",
    "formazione e aggiornamento",
    "formazione continua",
    "formazione obbligatoria",
    "formazione professionale",
    "formazione interna",
    "ore di formazione",
    "ore annue di formazione",
    "piano di formazione",
    "piano della formazione",
    "piano formativo",
    "corsi di formazione",
    "percorsi formativi",
    "percorsi di formazione",
    "attivita formativ",
    "interventi formativi",
    "eventi formativi",
    "aggiornamento professionale",
    "syllabus",
];
/// Accessibility and inclusion of people with disabilities.
pub const ACCESSIBILITY: Subject = &["accessibil", "disabil", "barriere", "inclusion", "222/2023"];
/// Transparency.
pub const TRANSPARENCY: Subject = &["trasparen", "33/2013", "obblighi di pubblicazione"];
/// Prevention of corruption.
pub const CORRUPTION: Subject = &[
    "corruzione",
    "corruttiv",
    "anticorruzione",
    "ptpc",
    "rpct",
    "pantouflage",
    "whistleblow",
    "conflitto di interess",
    "conflitti di interess",
    "legalita",
];
/// Equal opportunities and gender balance.
pub const EQUALITY: Subject =
    &["pari opportun", "di genere", "azioni positive", "gender", "conciliazione dei tempi", "tempi di vita"];
/// Digital services.
pub const DIGITAL: Subject = &[
    "digital",
    "informatizz",
    "spid",
    "pagopa",
    "cloud",
    "dematerializz",
    "telematic",
    "on line",
    "online",
    "in linea",
    "software",
    "piattaforma",
];
/// Simpler procedures.
pub const SIMPLER: Subject = &[
    "semplific",
    "reingegnerizz",
    "snell",
    "sportello unico",
    "riduzione dei tempi",
    "tempi dei procediment",
    "tempi procedimentali",
];
/// What users think of services.
pub const SURVEYS: Subject =
    &["soddisfazion", "customer", "gradimento", "questionar", "indagine", "indagini"];

/// The objectives with their words, folded once.
pub struct Corpus<'a> {
    texts: Vec<(Seen<'a>, String)>,
}

impl<'a> Corpus<'a> {
    /// The words of the objectives of a plan.
    pub fn new(context: &Context<'a>) -> Self {
        Self { texts: context.objectives.iter().map(|seen| (*seen, words(seen))).collect() }
    }

    /// The objectives that speak of a matter, anywhere.
    pub fn about(&self, subject: Subject) -> impl Iterator<Item = &(Seen<'a>, String)> {
        // One pass over the text for all the beginnings of words; a text begins with a space.
        let stems = subject.iter().map(|stem| format!(" {stem}"));
        let finder = AhoCorasick::new(stems).ok();
        self.texts.iter().filter(move |(_, words)| match &finder {
            Some(finder) => finder.is_match(words.as_str()),
            None => speaks(words, subject),
        })
    }

    /// Whether any objective speaks of it.
    pub fn has(&self, subject: Subject) -> bool {
        self.about(subject).next().is_some()
    }
}

/// Whether a folded text with a space before it speaks of a matter.
pub fn speaks(words: &str, subject: Subject) -> bool {
    subject.iter().any(|stem| {
        words.match_indices(stem).any(|(at, _)| at == 0 || words.as_bytes().get(at - 1) == Some(&b' '))
    })
}

/// Whether the name or the description of an objective speaks of it: it is what it is for.
pub fn is_for(seen: &Seen<'_>, subject: Subject) -> bool {
    speaks(&seen.prose(), subject)
}

fn words(seen: &Seen<'_>) -> String {
    let objective = seen.objective;
    let mut parts = vec![
        text(objective.title.as_ref()),
        text(objective.plain_title.as_ref()),
        text(objective.description.as_ref()),
        text(objective.accessibility.as_ref()),
        text(objective.public_value.as_ref()),
        text(objective.target.as_ref()),
    ];
    parts.extend(objective.risk_measures.iter().chain(&objective.notes).map(|read| read.verbatim.as_str()));
    parts.extend(objective.links.iter().map(|link| text(link.text.as_ref())));
    for phase in &objective.phases {
        parts.extend([
            text(phase.text.as_ref()),
            text(phase.description.as_ref()),
            text(phase.output.as_ref()),
        ]);
    }
    for indicator in &objective.indicators {
        parts.extend([text(indicator.text.as_ref()), text(indicator.formula.as_ref())]);
        parts.extend(indicator.targets.values().map(|target| target.verbatim.as_str()));
    }
    format!(" {}", folded(&parts.join(" ")))
}

/// The hours for each person that a folded text promises (*40 ore annue a testa*), the most of them.
pub fn hours_each(words: &str) -> Option<u32> {
    const EACH: &[&str] = &[
        "testa",
        "capite",
        "procapite",
        "dipendente",
        "dipendenti",
        "ciascuno",
        "ciascun",
        "persona",
        "annue",
    ];
    let words: Vec<&str> = words.split(' ').collect();
    let hours = words.windows(2).enumerate().filter_map(|(at, pair)| {
        let &[number, "ore"] = pair else { return None };
        let near = words.get(at.saturating_sub(6)..(at + 8).min(words.len()))?;
        near.iter().any(|word| EACH.contains(word)).then(|| number.parse().ok())?
    });
    hours.max()
}

/// The shares of the result pay that a folded text names (*30 % della retribuzione di risultato*), in
/// whole per cent.
pub fn result_shares(words: &str) -> Vec<u32> {
    /// Other percentages, of indicators for instance, stand farther away.
    const NEAR: usize = 8;
    const PAID: [&str; 2] = ["retribuzion", "indennit"];
    const PAY: &[&str] = &["retribuzione di risultato", "indennita di risultato", "retribuzione accessoria"];
    if !says(words, PAY) {
        return Vec::new();
    }
    let words: Vec<&str> = words.split(' ').collect();
    let paid = |at: usize| {
        let near = words.get(at.saturating_sub(NEAR)..(at + NEAR).min(words.len()));
        near.into_iter().flatten().any(|word| PAID.iter().any(|start| word.starts_with(start)))
    };
    let mut shares = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let (digits, sign) = word.strip_suffix('%').map_or((*word, false), |digits| (digits, true));
        let per_cent = sign || next == "%" || (next == "per" && words.get(at + 2) == Some(&"cento"));
        shares.extend(digits.parse::<u32>().ok().filter(|_| per_cent && paid(at)));
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matter_is_known_by_the_beginning_of_a_word() {
        assert!(speaks("sedi accessibili a tutti", ACCESSIBILITY));
        assert!(!speaks("sedi inaccessibili", ACCESSIBILITY));
    }

    #[test]
    fn hours_count_when_they_are_for_each_person() {
        assert_eq!(hours_each("almeno 40 ore annue di formazione"), Some(40));
        assert_eq!(hours_each("un corso di 6 ore"), None);
        assert_eq!(hours_each("4 ore al giorno e 30 ore a testa"), Some(30));
    }

    #[test]
    fn shares_of_the_result_pay_are_read_in_figures() {
        assert_eq!(result_shares("vi e legato il 30% della retribuzione di risultato"), [30]);
        assert_eq!(result_shares("il 20 per cento della retribuzione di risultato"), [20]);
        assert!(result_shares("riduzione del 20%").is_empty());
        let far = "il 20% della retribuzione di risultato dei dirigenti a chi rispetta i tempi di pagamento delle \
                   fatture commerciali registrate in tempo almeno il 95%";
        assert_eq!(result_shares(far), [20]);
        let steps =
            "riduzione dell indennita di risultato del 3% per ogni ritardo e dell indennita del 30% oltre";
        assert_eq!(result_shares(steps), [3, 30]);
    }
}
