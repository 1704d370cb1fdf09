//! From the TOML file to what a body says of itself and of its rules.

use domain::{Severity, Weight};
use jiff::civil::Date;

use crate::check::Check;
use toml::Spanned;

use crate::file::{ActFile, CheckFile, ProfileFile, RoleFile, SmvpFile, Text, Written};
use crate::profile::{ACT_KINDS, ActInfo, CheckRule, ComponentKind, Profile, RoleWeights, Smvp};

impl Check<'_> {
    pub(crate) fn profile(&mut self, file: &ProfileFile) -> Profile {
        Profile {
            population: file.population,
            employees: file.employees,
            managers: file.managers,
            evaluation_organ: file.evaluation_organ.clone(),
            budget_deadline: self.day(file.budget_deadline.as_ref()),
            special_statute: file.special_statute.unwrap_or_default(),
        }
    }

    pub(crate) fn acts(&mut self, files: &[ActFile]) -> Vec<ActInfo> {
        let mut acts = Vec::new();
        for file in files {
            for (key, path) in file.files() {
                self.fault(path, format!("«{key}» sta nel fascicolo dell'anno, non nel metodo"));
            }
            acts.push(self.act(file));
        }
        acts
    }

    /// An act as the method of a body and the dossier of a year write it.
    pub(crate) fn act(&mut self, file: &ActFile) -> ActInfo {
        if !ACT_KINDS.iter().any(|(kind, _)| kind == file.kind.get_ref()) {
            let kinds: Vec<&str> = ACT_KINDS.iter().map(|(kind, _)| *kind).collect();
            self.fault(&file.kind, format!("non è un tipo di atto; i tipi sono: {}", kinds.join(", ")));
        }
        ActInfo {
            kind: file.kind.get_ref().clone(),
            organ: file.organ.clone(),
            number: file.number.as_ref().map(|number| number.0.clone()),
            date: self.day(file.date.as_ref()),
            outcome: file.outcome.clone(),
            subject: file.subject.clone(),
            reason: file.reason.clone(),
            published: self.day(file.published.as_ref()),
            place: None,
        }
    }

    pub(crate) fn smvp(&mut self, file: &SmvpFile) -> Smvp {
        Smvp {
            conciliation: file.conciliation,
            budget_link: file.budget_link,
            negative_evaluation: file.negative_evaluation,
            payment_share: file.payment_share.as_ref().and_then(|share| self.weight(share)),
            measurement_deadline: self.day(file.measurement_deadline.as_ref()),
            roles: file.role.iter().map(|role| self.role(role)).collect(),
            evaluation: self.evaluation(file),
            pay: self.pay(file),
            defaults: file.defaults.clone(),
        }
    }

    fn role(&mut self, file: &RoleFile) -> RoleWeights {
        let mut weights = Vec::new();
        for (name, weight) in &file.weights {
            let (kind, weight) = (self.component(name), self.weight(weight));
            weights.extend(kind.zip(weight));
        }
        let mut minimum = Vec::new();
        for (name, score) in &file.minimum {
            minimum.extend(self.component(name).map(|kind| (kind, score.clone())));
        }
        RoleWeights {
            name: file.name.clone(),
            manager: file.manager,
            evaluates: file.evaluates,
            weights,
            minimum,
            coefficient: file.coefficient.clone(),
            pool: file.pool,
        }
    }

    fn component(&mut self, name: &Text) -> Option<ComponentKind> {
        let found = ComponentKind::named(name.get_ref());
        if found.is_none() {
            let known = ComponentKind::ALL.map(ComponentKind::key).join(", ");
            self.fault(name, format!("non è una componente; le componenti sono: {known}"));
        }
        found
    }

    pub(crate) fn check_rules(&mut self, files: &[CheckFile]) -> Vec<CheckRule> {
        let mut rules = Vec::new();
        for file in files {
            let severity = match file.severity.get_ref().as_str() {
                "error" => Some(Severity::Error),
                "warning" => Some(Severity::Warning),
                "info" => Some(Severity::Info),
                "off" => None,
                _ => {
                    self.fault(&file.severity, "può valere: error, warning, info, off");
                    continue;
                }
            };
            if file.reason.get_ref().trim().is_empty() {
                self.fault(&file.reason, "serve una motivazione");
            }
            let (code, reason) = (file.code.get_ref().clone(), file.reason.get_ref().clone());
            rules.push(CheckRule { code, severity, reason });
        }
        rules
    }

    fn day(&mut self, written: Option<&Spanned<Written>>) -> Option<Date> {
        let text = plain(written?);
        let day = text.get_ref().parse::<Date>().ok().or_else(|| italian_day(text.get_ref()));
        self.keep(&text, day.ok_or_else(|| "non è una data «AAAA-MM-GG»".into()))
    }

    fn weight(&mut self, written: &Spanned<Written>) -> Option<Weight> {
        let text = plain(written);
        let figure = text.get_ref().trim().trim_end_matches('%').trim_end().replace(',', ".");
        let weight = figure.parse::<Weight>();
        self.keep(&text, weight.map_err(|()| "non è una percentuale (esempio: \"12.5\")".into()))
    }
}

/// The text with its place.
fn plain(written: &Spanned<Written>) -> Text {
    Spanned::new(written.span(), written.get_ref().0.clone())
}

/// A day as people write it: `28/02/2026`.
fn italian_day(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let day = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    parts.next().is_none().then_some(day)
}
