//! The draft of the act that approves a plan, with its annex.

use document::Document;
use domain::Plan;
use domain::text::folded;
use method::Method;
use outline::text;

use crate::listing::{body, named, objectives_by_unit};
use crate::paper::{BLANK, Paper};
use crate::sums::weight;

/// The first year whose plans are part of the PIAO (D.P.R. 81/2022).
const FIRST_PIAO: i16 = 2022;

/// A draft: premises, disposition, and the annex with the objectives. The law is that of the kind and the year of
/// the plan; number, day and what else the plan does not hold are blanks.
pub fn resolution(plan: &Plan, method: &Method) -> Document {
    let act = Act::of(plan, method);
    let mut paper = Paper::titled(&body(plan, method));
    paper.heading(2, &format!("Proposta di {}", act.kind.to_lowercase()));
    paper.fact("Oggetto", &format!("approvazione di: {}", outline::plan_title(plan)));
    paper.fact("Organo", act.organ);
    paper.blank_fact("Numero", "");
    paper.blank_fact("Data", "");
    paper.call("Premesse");
    act.premises(&mut paper, plan, method);
    paper.say(format!("Acquisiti i pareri: {BLANK};"));
    paper.call(if act.by_one { "DECRETA" } else { "DELIBERA" });
    disposition(&mut paper, plan);
    paper.blank_fact("Firma", "");
    annex(&mut paper, plan, &act);
    paper.finish("Proposta di approvazione del piano")
}

/// The act that approves a plan.
struct Act {
    kind: &'static str,
    organ: &'static str,
    /// One person decides: the President of a Provincia.
    by_one: bool,
    year: Option<i16>,
    is_piao: bool,
}

impl Act {
    fn of(plan: &Plan, method: &Method) -> Self {
        let own = plan.body.first().map_or("", |body| text(body.kind.as_ref()));
        let of_body = folded(if own.is_empty() { &method.body.kind } else { own });
        let by_one = of_body.starts_with("provincia");
        let (kind, organ) = if by_one { ("Decreto", "Presidente") } else { ("Deliberazione", "Giunta") };
        let title = folded(&outline::plan_title(plan));
        let said = title.split(' ').any(|word| word == "piao") || title.contains("integrato di attivita");
        Self { kind, organ, by_one, year: outline::plan_year(plan, method), is_piao: said }
    }

    /// The law, as the catalogue of findings cites it.
    fn premises(&self, paper: &mut Paper, plan: &Plan, method: &Method) {
        let year = self.year.map_or_else(|| BLANK.to_owned(), |year| year.to_string());
        paper.say(
            "Visto l'art. 169 del D.Lgs. 267/2000 (TUEL), per il quale il piano esecutivo di gestione individua gli \
             obiettivi della gestione e li affida, con le risorse, ai responsabili dei servizi;",
        );
        paper.say(
            "Visto l'art. 10, c. 1, lett. a, del D.Lgs. 150/2009, sul Piano della performance, e l'art. 5 dello stesso \
             decreto, sui requisiti degli obiettivi;",
        );
        if self.is_piao || self.year.is_some_and(|year| year >= FIRST_PIAO) {
            paper.say(
                "Visto l'art. 6 del D.L. 80/2021, sul Piano integrato di attività e organizzazione (PIAO), e il D.M. \
                 132/2022;",
            );
        }
        let known = |kind: &str| method.acts.iter().find(|act| act.kind == kind);
        for (kind, what) in
            [("dup", "il Documento unico di programmazione"), ("bilancio", "il bilancio di previsione")]
        {
            let act = known(kind);
            let number = act.and_then(|act| act.number.clone()).unwrap_or_else(|| BLANK.to_owned());
            let date = act.and_then(|act| act.date).map_or_else(|| BLANK.to_owned(), meaning::date::render);
            paper.say(format!("Richiamato l'atto n. {number} del {date}, con cui è stato approvato {what};"));
        }
        let count = plan.objectives.len();
        paper.say(format!(
            "Esaminato il documento «{}», dell'anno {year}, che contiene {};",
            outline::plan_title(plan),
            crate::listing::count(count, "obiettivo", "obiettivi")
        ));
    }
}

fn disposition(paper: &mut Paper, plan: &Plan) {
    paper.say(format!(
        "1. di approvare il documento «{}», con l'allegato A che ne fa parte;",
        outline::plan_title(plan)
    ));
    paper.say("2. di assegnare gli obiettivi ai responsabili delle strutture indicate nell'allegato A;");
    paper
        .say("3. di pubblicare il documento nella sezione «Amministrazione trasparente» del sito dell'ente;");
    paper.say(format!("4. {BLANK}"));
}

/// The page that belongs to the act, with every objective.
fn annex(paper: &mut Paper, plan: &Plan, act: &Act) {
    paper.page();
    paper.heading(2, "Allegato A");
    paper.fact("Atto", &format!("{} ({}) n. {BLANK} del {BLANK}", act.kind, act.organ));
    paper.header(&["Struttura", "Obiettivo", "Peso"]);
    let units = objectives_by_unit(plan);
    for (unit, seen) in units.iter().flat_map(|(unit, all)| all.iter().map(move |seen| (unit, seen))) {
        paper.values(&[*unit, &named(seen.objective), &weight(seen.objective.weight.as_ref())]);
    }
    paper.total(&["Totale obiettivi", &plan.objectives.len().to_string(), ""]);
}
