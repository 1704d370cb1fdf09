//! How people are evaluated and paid: the part of the evaluation system (*SMVP*) that turns scores into money.

use scoring::Exact;
use scoring::evaluation::{BonusRule, Evaluation, MOST_DECIMALS, PoolMethod, Rules};
use scoring::money::{Cut, CutFile};
use toml::Spanned;

use crate::check::Check;
use crate::file::{BonusFile, PaymentCutFile, SmvpFile, Text};

/// Premiums, bonuses and cuts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pay {
    /// From which score on an evaluation counts as a top one.
    pub top: Option<Exact>,
    /// The most people that may have a top one, per cent.
    pub top_most: Option<Exact>,
    /// How premiums are reckoned.
    pub pool: Option<PoolMethod>,
    /// The bonus of the best evaluations.
    pub bonus: Option<Bonus>,
    /// What late payments take.
    pub cuts: Vec<PaymentCut>,
}

/// The bonus of the best evaluations, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bonus {
    /// The rule.
    pub rule: BonusRule,
    /// Clusters of roles; none is all.
    pub roles: Vec<String>,
}

/// What late payments take from the pay of some roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentCut {
    /// The cut.
    pub cut: Cut,
    /// Clusters of roles; none is all.
    pub roles: Vec<String>,
    /// On what it rests.
    pub basis: String,
}

impl Check<'_> {
    pub(crate) fn evaluation(&mut self, file: &SmvpFile) -> Evaluation {
        if let Some(decimals) = file.decimals.as_ref().filter(|decimals| *decimals.get_ref() > MOST_DECIMALS)
        {
            let at = Spanned::new(decimals.span(), "decimals".to_owned());
            self.fault(&at, format!("i decimali del punteggio ufficiale sono al massimo {MOST_DECIMALS}"));
        }
        let evaluation = Evaluation {
            decimals: file.decimals.as_ref().map(|decimals| *decimals.get_ref()),
            band: file.band.iter().map(|band| band.get_ref().clone()).collect(),
            band_on: file.band_on,
            scale: file.scale.clone(),
            minimum_score: file.minimum_score.clone(),
            minimum_days: file.minimum_days,
            reference_deviation: file.reference_deviation.clone(),
            fewest_evaluated: file.fewest_evaluated,
        };
        if let (Err(fault), Some(band)) = (Rules::new(evaluation.clone()), file.band.first()) {
            let at = Spanned::new(band.span(), "band".to_owned());
            self.fault(&at, fault.to_string());
        }
        evaluation
    }

    pub(crate) fn pay(&mut self, file: &SmvpFile) -> Pay {
        let cuts = file.payment_cut.iter().filter_map(|cut| self.payment_cut(cut, file)).collect();
        Pay {
            top: file.top.clone(),
            top_most: file.top_most.clone(),
            pool: file.pool,
            bonus: file.bonus.as_ref().map(|bonus| self.bonus(bonus, file)),
            cuts,
        }
    }

    fn bonus(&mut self, own: &BonusFile, file: &SmvpFile) -> Bonus {
        let rule = BonusRule {
            percent: own.percent.clone(),
            quota: own.quota.clone(),
            at_least_one: own.at_least_one,
            method: own.method,
            tied: own.tied,
        };
        Bonus { rule, roles: self.known_roles(&own.roles, file) }
    }

    fn payment_cut(&mut self, own: &Spanned<PaymentCutFile>, file: &SmvpFile) -> Option<PaymentCut> {
        let (at, own) = (Spanned::new(own.span(), "payment_cut".to_owned()), own.get_ref());
        let cut = Cut::try_from(CutFile {
            kind: own.kind,
            share: own.share.clone(),
            threshold: own.threshold.clone(),
            on: own.on,
            only_when: own.only_when.clone(),
        });
        let roles = self.known_roles(&own.roles, file);
        self.keep(&at, cut).map(|cut| PaymentCut { cut, roles, basis: own.basis.clone() })
    }

    fn known_roles(&mut self, names: &[Text], file: &SmvpFile) -> Vec<String> {
        for name in names {
            if !file.role.iter().any(|role| role.name == *name.get_ref()) {
                let known: Vec<&str> = file.role.iter().map(|role| role.name.as_str()).collect();
                self.fault(
                    name,
                    format!("non è un ruolo di [[smvp.role]]; i ruoli sono: {}", known.join(", ")),
                );
            }
        }
        names.iter().map(|name| name.get_ref().clone()).collect()
    }
}
