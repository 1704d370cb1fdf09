//! What objectives are about, told by their words: the matters that the law wants in a plan.
//!
//! A matter counts as treated when any objective has words of it anywhere, so that a finding says
//! that nothing in the plan speaks of it.

use foldhash::HashMap;

use crate::context::{Context, Seen};
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
    "debito commerciale",
    "tempi pagamento",
    "tempo di pagamento",
    "tempi di liquidazione",
    "tempi medi di liquidazione",
    "ritardi di pagamento",
    "ritardi nei pagamenti",
    "indicatore di tempestivita",
    "tempestivita nei pagamenti",
    "pagamento fatture",
    "pagamento dei fornitori",
    "pagamenti ai fornitori",
    "pagare i fornitori",
    "fatture dei fornitori",
    "fatture entro",
    "velocizzare i pagamenti",
    "13/2023",
];
/// What may be meant for times of payment.
pub const PERHAPS_PAYMENTS: Subject = &["pagament", "pagare", "fattur", "liquidazion", "fornitor", "itp"];
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
    "percorso formativo",
    "corsi per il personale",
    "corsi per i dipendenti",
    "formare il personale",
    "formare i dipendenti",
    "competenze del personale",
    "competenze dei dipendenti",
    "ore pro capite",
    "percorsi di formazione",
    "attivita formativ",
    "interventi formativi",
    "eventi formativi",
    "aggiornamento professionale",
    "syllabus",
];
/// What in a title may be meant for it.
pub const PERHAPS_TRAINING: Subject = &["formazione", "formativ", "piano dei corsi"];
/// Accessibility and inclusion of people with disabilities.
pub const ACCESSIBILITY: Subject = &["accessibil", "disabil", "barriere", "inclusion", "222/2023"];
/// Transparency.
pub const TRANSPARENCY: Subject = &["trasparen", "33/2013", "obblighi di pubblicazione", "accesso civico"];
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
pub const EQUALITY: Subject = &[
    "pari opportun",
    "di genere",
    "azioni positive",
    "gender",
    "conciliazione dei tempi",
    "conciliazione vita",
    "conciliazione tra vita",
    "tempi di vita",
    "parita tra",
    "parita fra",
    "comitato unico di garanzia",
    "cug",
    "discriminazion",
];
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
    "riduzione tempi",
    "ridurre i tempi",
    "sburocratizz",
    "tempi dei procediment",
    "tempi procedimentali",
];
/// What users think of services.
pub const SURVEYS: Subject =
    &["soddisfazion", "customer", "gradimento", "questionar", "indagine", "indagini"];

/// The matters that are looked for in every objective at once.
const MATTERS: [Subject; 9] =
    [PAYMENTS, TRAINING, ACCESSIBILITY, TRANSPARENCY, CORRUPTION, EQUALITY, DIGITAL, SIMPLER, SURVEYS];

/// What the objectives speak of.
pub struct Corpus<'a> {
    /// The objectives, each with the matters it speaks of, a bit for each.
    matters: Vec<(Seen<'a>, u16)>,
}

impl<'a> Corpus<'a> {
    /// The matters of the objectives of a plan.
    pub fn new(context: &Context<'a>) -> Self {
        let stems = Stems::new();
        // Copies of an objective have the same texts.
        let mut known: HashMap<&str, u16> = HashMap::default();
        let mut matters = Vec::with_capacity(context.objectives.len());
        for seen in &context.objectives {
            let mut all = 0;
            for text in context.texts_of(seen).iter().filter(|text| says_what(text.of())) {
                let folded = text.folded();
                all |= *known.entry(folded).or_insert_with(|| stems.matters(folded));
            }
            matters.push((*seen, all));
        }
        Self { matters }
    }

    /// The objectives that speak of a matter, anywhere.
    pub fn about(&self, subject: Subject) -> impl Iterator<Item = &Seen<'a>> {
        let bit = MATTERS.iter().position(|matter| *matter == subject).map_or(0, |at| 1_u16 << at);
        self.matters.iter().filter(move |(_, matters)| matters & bit != 0).map(|(seen, _)| seen)
    }

    /// Whether any objective speaks of it.
    pub fn has(&self, subject: Subject) -> bool {
        self.about(subject).next().is_some()
    }
}

/// The beginnings of words of all matters by their first byte, so that a text is walked once for all.
struct Stems(Vec<Vec<(&'static str, u16)>>);

impl Stems {
    fn new() -> Self {
        let mut stems = vec![Vec::new(); 256];
        for (subject, at) in MATTERS.iter().zip(0..) {
            for stem in *subject {
                let first = stem.bytes().next().map(usize::from);
                if let Some(stems) = first.and_then(|first| stems.get_mut(first)) {
                    stems.push((*stem, 1 << at));
                }
            }
        }
        Self(stems)
    }

    /// The matters of a folded text.
    fn matters(&self, words: &str) -> u16 {
        let mut found = 0;
        let starts = words.match_indices(' ').map(|(at, _)| at + 1);
        for at in std::iter::once(0).chain(starts) {
            let rest = words.get(at..).unwrap_or_default();
            let stems = rest.bytes().next().and_then(|first| self.0.get(usize::from(first)));
            for (stem, bit) in stems.into_iter().flatten() {
                if found & bit == 0 && rest.starts_with(stem) {
                    found |= bit;
                }
            }
        }
        found
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

/// The folded words of an objective.
pub fn words(context: &Context<'_>, seen: &Seen<'_>) -> String {
    let mut words = String::new();
    for text in context.texts_of(seen).iter().filter(|text| says_what(text.of())) {
        let folded = text.folded();
        if !folded.is_empty() {
            words.push(' ');
            words.push_str(folded);
        }
    }
    words
}

/// Whether a field says what an objective is about.
fn says_what((entity, field): (&str, &str)) -> bool {
    match entity {
        "objective" => matches!(
            field,
            "title"
                | "plain_title"
                | "description"
                | "accessibility"
                | "public_value"
                | "target"
                | "risk_measures"
                | "notes"
        ),
        "link" => field == "text",
        "phase" => matches!(field, "text" | "description" | "output"),
        "indicator" => matches!(field, "text" | "formula" | "targets"),
        _ => false,
    }
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
