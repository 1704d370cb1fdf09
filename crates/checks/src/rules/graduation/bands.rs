//! Bands: results with two scores, with none, and without the full one.

use meaning::number::render;
use meaning::rule::Remark;

use crate::context::Context;
use crate::report::Report;
use crate::words::listed;

/// `GRAD-003`: results that two bands name, or none.
pub fn overlaps_and_gaps(context: &Context<'_>, report: &mut Report) {
    for wording in context.graduations() {
        let odd = |remark: &Remark| match remark {
            Remark::Overlap(from, to) => {
                Some(format!("da {} a {} valgono due fasce", render(*from), render(*to)))
            }
            Remark::Gap(from, to) => {
                Some(format!("tra {} e {} non vale nessuna fascia", render(*from), render(*to)))
            }
            Remark::StrictEnd(end) => Some(format!("{} non sta in nessuna fascia", render(*end))),
            _ => None,
        };
        let odd = wording.remarks(odd);
        if !odd.is_empty() {
            wording.tell(report, "GRAD-003", &listed(&odd));
        }
    }
}

/// `GRAD-004`: a day or value in which one band ends and the next begins.
pub fn shared_ends(context: &Context<'_>, report: &mut Report) {
    for wording in context.graduations() {
        let end =
            |remark: &Remark| if let Remark::SharedEnd(end) = remark { Some(render(*end)) } else { None };
        let ends = wording.remarks(end);
        if !ends.is_empty() {
            let stand = if ends.len() == 1 { "sta" } else { "stanno" };
            let what = format!("{} {stand} in due fasce: vale la prima", listed(&ends));
            wording.tell_once(report, "GRAD-004", &what);
        }
    }
}

/// `GRAD-005`: nobody can have the full score.
pub fn no_full_score(context: &Context<'_>, report: &mut Report) {
    for wording in context.graduations() {
        if wording.reading.remarks.contains(&Remark::NoFullScore) {
            wording.tell(report, "GRAD-005", "nessun risultato vale 100%");
        }
    }
}

/// `GRAD-006`: the full score is meant and not written.
pub fn implied_full_score(context: &Context<'_>, report: &mut Report) {
    for wording in context.graduations() {
        if wording.reading.remarks.contains(&Remark::ImpliedFullScore) {
            wording.tell_once(report, "GRAD-006", &Remark::ImpliedFullScore.to_string());
        }
    }
}
