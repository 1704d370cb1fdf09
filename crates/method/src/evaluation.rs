//! How people are evaluated and paid: the part of the evaluation system (*SMVP*) that turns scores into money.

use scoring::Exact;
use scoring::evaluation::{BonusRule, Evaluation, PoolMethod, Rules};
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
        let Some(own) = &file.evaluation else { return Evaluation::default() };
        if let Err(fault) = Rules::new(own.get_ref().clone()) {
            self.fault(&Spanned::new(own.span(), "evaluation".to_owned()), fault.to_string());
        }
        own.get_ref().clone()
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

#[cfg(test)]
mod tests {
    use scoring::people::ComponentKind;

    use crate::Method;

    fn read(smvp: &str) -> Result<Method, String> {
        let text = format!(
            "schema = \"traguardo-metodo/1\"\n\n[body]\nname = \"Comune di Valchiara\"\nkind = \"comune\"\n\n{smvp}\n"
        );
        Method::parse(&text)
            .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn what_the_system_decides_about_people_is_read() {
        let method = read(
            r#"
[smvp]
pool = "fondo"
bonus = { percent = 30, quota = 10, roles = ["EQ"] }

[smvp.evaluation]
minimum_days = 90
reference_deviation = "6.5"
band = [{ name = "basso", from = 0, negative = true }, { name = "alto", from = 60 }]

[[smvp.role]]
name = "EQ"
manager = true
weights = { comportamenti = 30, struttura = "50", gruppo = 12.5, ente = 7.5 }
minimum = { comportamenti = 50 }
coefficient = "1.3"

[[smvp.payment_cut]]
kind = "quota-legata"
share = 30
threshold = 0
only_when = { on = "struttura", threshold = 0 }
roles = ["EQ"]

[smvp.defaults]
minimum_days = "il sistema dice tre mesi"
"#,
        );
        let smvp = method.unwrap().smvp;
        let role = smvp.role("eq").unwrap();
        let kinds: Vec<&str> = role.weights.iter().map(|(kind, _)| kind.key()).collect();
        assert_eq!(kinds, ["ente", "struttura", "gruppo", "comportamenti"]);
        assert_eq!(role.minimum, [(ComponentKind::Behaviours, scoring::Exact::from(50))]);
        assert_eq!(smvp.evaluation.reference_deviation.as_ref().unwrap().to_string(), "6.5");
        assert_eq!(smvp.evaluation.decimals(), 2);
        assert!(smvp.pay.cuts[0].cut.only_when.is_some() && smvp.pay.bonus.is_some());
        assert!(smvp.is_known());
        let paid_only = read("[[smvp.role]]\nname = \"EQ\"\n").unwrap();
        assert!(!paid_only.smvp.is_known());
    }

    #[test]
    fn faults_are_told_at_their_place() {
        for (smvp, told) in [
            (
                "[smvp.evaluation]\ndecimals = 9",
                "riga 8, colonna 12: «9»: i decimali del punteggio ufficiale («decimals») sono al massimo 6",
            ),
            ("[smvp.evaluation]\nband = [{ name = \"a\", from = 10 }]", "la fascia più bassa comincia a 10"),
            (
                "[smvp.evaluation]\nminimum_score = 59.5",
                "serve un numero: intero, o fra virgolette se ha decimali",
            ),
            (
                "[smvp]\npool = \"cassa\"",
                "«cassa» non è un valore possibile; i valori sono: fondo, budget-individuale",
            ),
            (
                "[[smvp.role]]\nname = \"EQ\"\nweights = { unit = 50 }",
                "«unit»: non è una componente; le componenti sono: ente, struttura, individuali, gruppo, comportamenti, valutazione",
            ),
            (
                "[[smvp.payment_cut]]\nkind = \"riduzione\"\nshare = 30\nthreshold = 0\nroles = [\"EQ\"]",
                "«EQ»: non è un ruolo di [[smvp.role]]; i ruoli sono: ",
            ),
            (
                "[[smvp.payment_cut]]\nkind = \"riduzione\"\nshare = 30",
                "manca «threshold», i giorni di ritardo",
            ),
            ("[[smvp.payment_cut]]\nkind = \"taglio\"\nshare = 30", "«taglio» non è un valore possibile"),
            ("[smvp]\nbonus = { percent = 30 }", "manca la chiave «quota»"),
        ] {
            let fault = read(smvp).err().unwrap_or_default();
            assert!(fault.contains(told), "{smvp}\n  {fault}");
        }
    }
}
