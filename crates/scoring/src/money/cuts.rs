//! What late payments take from result pay (D.L. 13/2023 art. 4-bis c. 2; rulebook 4.5 and 8.17).

use serde::{Deserialize, Serialize};

use super::cents::{cents, euros};
use super::payments::PaymentTimes;
use crate::exact::Exact;
use crate::function::Working;

/// Whose payments are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whose {
    /// Of the whole body.
    #[default]
    #[serde(rename = "ente")]
    Body,
    /// Of the unit of the person.
    #[serde(rename = "struttura")]
    Unit,
}

/// How a cut takes from pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CutKind {
    /// A part of the pay is tied to the indicator: all of it or nothing (the law's).
    #[serde(rename = "quota-legata")]
    TiedShare,
    /// The pay is cut by a part when the indicator is over a threshold.
    #[serde(rename = "riduzione")]
    Reduction,
    /// The pay is cut by a part for each invoice paid late.
    #[serde(rename = "per-ritardo")]
    ForEach,
}

/// An indicator over a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Whose indicator.
    #[serde(default)]
    pub on: Whose,
    /// The highest indicator that is well, in days.
    pub threshold: Exact,
}

/// A cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CutFile")]
pub struct Cut {
    /// How it takes.
    pub kind: CutKind,
    /// The part, per cent (for each invoice, where it is `ForEach`).
    pub share: Exact,
    /// The highest indicator that is well, in days; nothing where every late invoice counts.
    pub threshold: Exact,
    /// Whose payments.
    pub on: Whose,
    /// It takes only when this holds, too: units that were late themselves, when the body is.
    pub only_when: Option<Condition>,
}

/// A cut as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutFile {
    /// See [`Cut`].
    pub kind: CutKind,
    /// See [`Cut`].
    pub share: Exact,
    /// See [`Cut`].
    pub threshold: Option<Exact>,
    /// See [`Cut`].
    #[serde(default)]
    pub on: Whose,
    /// See [`Cut`].
    pub only_when: Option<Condition>,
}

impl TryFrom<CutFile> for Cut {
    type Error = String;

    fn try_from(file: CutFile) -> Result<Self, String> {
        let threshold = match (file.kind, file.threshold) {
            (CutKind::ForEach, Some(_)) => {
                return Err("«per-ritardo» conta ogni fattura in ritardo: non vuole «threshold»".to_owned());
            }
            (CutKind::ForEach, None) => Exact::zero(),
            (_, threshold) => threshold
                .ok_or("manca «threshold», i giorni di ritardo oltre i quali il taglio si applica")?,
        };
        if file.share.is_negative() || file.share > Exact::hundred() {
            return Err(format!("«share» è una percentuale da 0 a 100, non {}", file.share));
        }
        Ok(Self { kind: file.kind, share: file.share, threshold, on: file.on, only_when: file.only_when })
    }
}

/// What is known of somebody's payments, or why it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payments {
    /// The delay indicator; none when there was nothing to pay.
    pub indicator: Result<Option<Exact>, String>,
    /// How many invoices were late.
    pub late: Result<usize, String>,
}

impl Payments {
    /// Where there was nothing to pay.
    pub fn none() -> Self {
        Self { indicator: Ok(None), late: Ok(0) }
    }

    /// Where nothing is known.
    pub fn unknown(why: &str) -> Self {
        Self { indicator: Err(why.to_owned()), late: Err(why.to_owned()) }
    }

    /// As the invoices say.
    pub fn of(times: &PaymentTimes) -> Self {
        Self { indicator: Ok(Some(times.indicator.clone())), late: Ok(times.late) }
    }
}

/// What is known of the payments that a cut may hang on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Of the whole body.
    pub body: Payments,
    /// Of the unit.
    pub unit: Payments,
}

impl Facts {
    fn of(&self, whose: Whose) -> &Payments {
        match whose {
            Whose::Body => &self.body,
            Whose::Unit => &self.unit,
        }
    }

    fn is_over(&self, whose: Whose, threshold: &Exact) -> Result<bool, String> {
        let indicator = self.of(whose).indicator.as_ref().map_err(Clone::clone)?;
        Ok(indicator.as_ref().is_some_and(|indicator| indicator > threshold))
    }
}

impl Cut {
    /// How many times it takes: never, once, or for each late invoice.
    fn times(&self, facts: &Facts) -> Result<usize, String> {
        let times = match self.kind {
            CutKind::ForEach => facts.of(self.on).late.clone()?,
            CutKind::TiedShare | CutKind::Reduction => usize::from(facts.is_over(self.on, &self.threshold)?),
        };
        match &self.only_when {
            Some(also) if times > 0 && !facts.is_over(also.on, &also.threshold)? => Ok(0),
            _ => Ok(times),
        }
    }

    /// With which numbers it was decided.
    fn told(&self, facts: &Facts) -> String {
        let of = |whose: Whose, threshold: &Exact| {
            let name = if whose == Whose::Unit { "indicatore della struttura" } else { "indicatore" };
            match &facts.of(whose).indicator {
                Ok(Some(indicator)) => format!("{name} {indicator}, limite {threshold}"),
                Ok(None) => format!("{name}: nessuna fattura, limite {threshold}"),
                Err(_) => String::new(),
            }
        };
        let mut told = of(self.on, &self.threshold);
        if let Some(also) = &self.only_when {
            told = format!("{told}; e {}", of(also.on, &also.threshold));
        }
        told
    }
}

/// Pay after cuts.
#[derive(Clone, Debug, PartialEq)]
pub struct PayCut {
    /// What is paid.
    pub paid: Exact,
    /// How.
    pub working: Vec<Working>,
}

/// Pay out of a budget before it is rounded: the most there is, the score of the other objectives, and the cuts
/// in their order. A tied share is paid whole or not at all, whatever the score.
///
/// # Errors
/// Why a cut cannot be decided.
pub fn cut_budget(most: &Exact, score: &Exact, cuts: &[Cut], facts: &Facts) -> Result<PayCut, String> {
    let tied = cuts.iter().filter(|cut| cut.kind == CutKind::TiedShare).map(|cut| cut.share.clone());
    let free = most - &part(most, &tied.sum());
    let paid = part(&free, score);
    let line = Working::new("parte libera × punteggio / 100", format!("{free} × {score} / 100"), &paid);
    let cut = PayCut { paid, working: vec![line] };
    each(cut, cuts, facts, |paid, share, taken| {
        let tied = part(most, share);
        if taken { (paid.clone(), Exact::zero()) } else { (paid + &tied, tied) }
    })
}

/// An amount out of a pool before it is rounded, after the cuts in their order: a tied share that is missed is
/// its part of the amount.
///
/// # Errors
/// Why a cut cannot be decided.
pub fn cut_amount(amount: &Exact, cuts: &[Cut], facts: &Facts) -> Result<PayCut, String> {
    let start = PayCut { paid: amount.clone(), working: Vec::new() };
    each(start, cuts, facts, |paid, share, taken| {
        let tied = part(amount, share);
        if taken { (paid - &tied, Exact::zero()) } else { (paid.clone(), tied) }
    })
}

/// Result pay to the cent.
///
/// # Errors
/// Why a cut cannot be decided.
pub fn result_pay(most: &Exact, score: &Exact, cuts: &[Cut], facts: &Facts) -> Result<PayCut, String> {
    let mut found = cut_budget(most, score, cuts, facts)?;
    found.round();
    Ok(found)
}

impl PayCut {
    /// Rounds half up to the cent, and says so.
    pub fn round(&mut self) {
        let rounded = euros(&cents(&self.paid));
        if rounded != self.paid {
            self.working.push(Working::new("al centesimo", self.paid.to_string(), &rounded));
            self.paid = rounded;
        }
    }
}

/// Applies the cuts; `tied` gives what is paid after a tied share, and that share as it is paid.
fn each(
    mut so_far: PayCut,
    cuts: &[Cut],
    facts: &Facts,
    tied: impl Fn(&Exact, &Exact, bool) -> (Exact, Exact),
) -> Result<PayCut, String> {
    for cut in cuts {
        let times = cut.times(facts)?;
        let before = so_far.paid.clone();
        let share = &cut.share;
        let line = match cut.kind {
            CutKind::TiedShare => {
                let (paid, given) = tied(&before, share, times > 0);
                so_far.paid = paid;
                Some(Working::new("parte legata ai tempi di pagamento", cut.told(facts), &given))
            }
            CutKind::Reduction => (times > 0).then(|| {
                so_far.paid = &before - &part(&before, share);
                let with = format!("{before} − {share}%: {}", cut.told(facts));
                Working::new("riduzione per ritardo nei pagamenti", with, &so_far.paid)
            }),
            CutKind::ForEach => {
                let lost = (share * &Exact::from(i64::try_from(times).unwrap_or(i64::MAX))).clamped();
                so_far.paid = &before - &part(&before, &lost);
                let with = format!("{before} − {share}% × {times}");
                Some(Working::new("riduzione per ogni pagamento in ritardo", with, &so_far.paid))
            }
        };
        so_far.working.extend(line);
    }
    so_far.paid = so_far.paid.max(Exact::zero());
    Ok(so_far)
}

fn part(of: &Exact, percent: &Exact) -> Exact {
    &(of * percent) / &Exact::hundred()
}
