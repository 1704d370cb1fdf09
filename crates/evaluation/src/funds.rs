//! Premiums, bonuses, cuts: what each person is paid, and the sums.

use scoring::evaluation::{
    Bonuses, PoolMethod, Reckoning, after_cuts_of_amount, bonuses, of_budgets, of_pool,
};
use scoring::function::Working;
use scoring::{Entry, Exact};

use crate::choices;
use crate::file::Fund;
use crate::frame::Frame;
use crate::liable::Liability;
use crate::people::{Listed, Listing, People};
use crate::persons::{coefficient, mean_over, times};

/// What a person is paid.
#[derive(Clone, Debug, Default)]
pub struct Payout {
    /// Premiums, of each pool or of the budget.
    pub premiums: Vec<Entry>,
    /// The bonus.
    pub bonus: Option<Entry>,
    /// What is paid in the end.
    pub paid: Option<Entry>,
}

/// What is paid in all.
#[derive(Clone, Debug, Default)]
pub struct Money {
    /// Of each person, in the order of the people.
    pub payouts: Vec<Payout>,
    /// Sums, bonuses and rankings.
    pub amounts: Vec<Entry>,
    /// What could not be reckoned, and what would let it be.
    pub notes: Vec<String>,
}

/// Somebody with the stretches of the year that are paid out of one fund.
struct Member {
    index: usize,
    places: Vec<usize>,
    share: Reckoning,
}

/// The people with what they are paid from.
pub struct Cashier<'a> {
    /// Scores and rules.
    pub frame: &'a Frame<'a>,
    /// The people of the table.
    pub people: &'a People,
    /// The same, reckoned.
    pub reckoned: &'a [Reckoning],
    /// The cuts.
    pub liability: &'a Liability<'a>,
}

impl Cashier<'_> {
    /// Premiums out of some pools, and out of the budgets of those whose roles have one.
    pub fn pay(&self, funds: &[Fund]) -> Money {
        let mut money = Money { payouts: vec![Payout::default(); self.reckoned.len()], ..Money::default() };
        for fund in funds {
            self.divide(fund, funds, &mut money);
        }
        self.pay_budgets(&mut money);
        self.notes(funds, &mut money);
        self.sums(&mut money);
        money
    }

    fn method(&self, stay: &Listing) -> PoolMethod {
        let own = self.frame.smvp.role(&stay.role).and_then(|role| role.pool);
        own.or(self.frame.smvp.pay.pool).unwrap_or_default()
    }

    /// The people who have stretches of the year of a kind, each with the part of what is theirs.
    fn members(&self, of: impl Fn(&Listing) -> bool) -> Vec<Member> {
        let member = |(index, (person, found)): (usize, (&Listed, &Reckoning))| {
            let stays = person.stays.iter().enumerate().filter(|(_, stay)| of(stay));
            let places: Vec<usize> = stays.map(|(place, _)| place).collect();
            let share = self.share(person, found, &places);
            (!places.is_empty()).then_some(Member { index, places, share })
        };
        self.people.people.iter().zip(self.reckoned).enumerate().filter_map(member).collect()
    }

    fn share(&self, person: &Listed, found: &Reckoning, places: &[usize]) -> Reckoning {
        let times = times(person);
        let stay = |place: usize| person.stays.get(place);
        let mut share = found.clone();
        if found.evaluable {
            share.time = places.iter().filter_map(|place| times.get(*place).cloned()).sum();
        }
        let own = mean_over(places, &times, |place| Some(coefficient(self.frame, stay(place)?)));
        share.person.coefficient = own.unwrap_or_else(Exact::one);
        share.person.most = mean_over(places, &times, |place| stay(place)?.most.clone());
        share
    }

    fn divide(&self, fund: &Fund, all: &[Fund], money: &mut Money) {
        let named = |role: &str| all.iter().any(|fund| fund.roles.iter().any(|own| own == role));
        let own = |stay: &Listing| match fund.roles.as_slice() {
            [] => !named(&stay.role),
            roles => roles.contains(&stay.role),
        };
        let members = self.members(|stay| self.method(stay) == PoolMethod::Pool && own(stay));
        let suffix = if fund.roles.is_empty() { String::new() } else { format!("-{}", fund.roles.join("-")) };
        let shares: Vec<&Reckoning> = members.iter().map(|member| &member.share).collect();
        let bonus = self.bonus(fund, &members, &shares, money);
        let base = bonus.amounts.as_ref().map_or(&fund.amount, |(_, base)| base);
        let mut entries = of_pool(Some(base), &shares);
        let Some(mut total) = entries.pop() else { return };
        total.id.push_str(&suffix);
        for (place, member) in members.iter().enumerate() {
            let missing = || {
                let id = format!("premio-{}", member.share.person.id);
                Entry::without(&id, "premio", 2, total.why.clone().unwrap_or_default())
            };
            let mut premium = entries.get(place).cloned().unwrap_or_else(missing);
            premium.id.push_str(&suffix);
            if let Some(person) = self.people.people.get(member.index) {
                premium.defaults = choices::of_premium(self.frame.smvp, person, PoolMethod::Pool);
            }
            self.pay_out(member, premium, self.bonus_of(member, &bonus), money);
        }
        let renamed = bonus.entries.into_iter().map(|mut entry| {
            entry.id.push_str(&suffix);
            entry.defaults = choices::of_bonus(self.frame.smvp);
            entry
        });
        money.amounts.extend(renamed);
        money.amounts.push(total);
    }

    /// The bonus of a fund whose people are all of the roles that have one.
    fn bonus(&self, fund: &Fund, members: &[Member], shares: &[&Reckoning], money: &mut Money) -> Bonuses {
        let Some(bonus) = &self.frame.smvp.pay.bonus else { return Bonuses::default() };
        let own = |role: &str| bonus.roles.is_empty() || bonus.roles.iter().any(|known| known == role);
        let roles: Vec<&str> = members
            .iter()
            .filter_map(|member| Some((self.people.people.get(member.index)?, &member.places)))
            .flat_map(|(person, places)| places.iter().filter_map(|place| person.stays.get(*place)))
            .map(|stay| stay.role.as_str())
            .collect();
        if roles.iter().all(|role| own(role)) {
            return bonuses(&bonus.rule, &fund.amount, None, shares);
        }
        if roles.iter().any(|role| own(role)) {
            money.notes.push(format!(
                "maggiorazione non calcolata: un fondo paga ruoli che ce l'hanno ({}) e altri; dividerlo con --pool \
                 RUOLI=EURO",
                bonus.roles.join(", ")
            ));
        }
        Bonuses::default()
    }

    fn bonus_of(&self, member: &Member, bonus: &Bonuses) -> Option<Entry> {
        let (each, _) = bonus.amounts.as_ref()?;
        let ranking = bonus.ranking.as_ref()?;
        let id = &member.share.person.id;
        let entry = format!("maggiorazione-{id}");
        let found = if ranking.chosen.contains(id) {
            Entry::of(&entry, "maggiorazione del premio", 2, each.clone())
        } else if ranking.tied.contains(id) {
            let why = "a pari merito al limite della quota: decide il criterio del Sistema";
            Entry::without(&entry, "maggiorazione del premio", 2, why)
        } else {
            return None;
        };
        Some(Entry { defaults: choices::of_bonus(self.frame.smvp), ..found })
    }

    /// What is paid of a premium and a bonus after the cuts.
    fn pay_out(&self, member: &Member, premium: Entry, bonus: Option<Entry>, money: &mut Money) {
        let Some((person, payout)) =
            self.people.people.get(member.index).zip(money.payouts.get_mut(member.index))
        else {
            return;
        };
        let id = format!("da-pagare-{}", person.id);
        let mut paid = payout.paid.take().unwrap_or_else(|| Entry::of(&id, "da pagare", 2, Exact::zero()));
        match self.after_cuts(member, person, &premium, bonus.as_ref()) {
            Ok((amount, working)) => {
                paid.value = paid.value.map(|so_far| so_far + amount);
                paid.working.extend(working);
            }
            Err(why) => {
                paid.value = None;
                paid.why.get_or_insert(why);
            }
        }
        if self.liability.any(person, &member.places) {
            paid.defaults = choices::of_cuts(self.frame.smvp);
        }
        payout.premiums.push(premium);
        payout.bonus = bonus.or(payout.bonus.take());
        payout.paid = Some(paid);
    }

    fn after_cuts(
        &self,
        member: &Member,
        person: &Listed,
        premium: &Entry,
        bonus: Option<&Entry>,
    ) -> Result<(Exact, Vec<Working>), String> {
        let missing = |entry: &Entry| entry.why.clone().unwrap_or_else(|| "manca il premio".to_owned());
        let amount = premium.value.clone().ok_or_else(|| missing(premium))?;
        let (mut whole, mut working) = (amount.clone(), Vec::new());
        if let Some(bonus) = bonus {
            let more = bonus.value.clone().ok_or_else(|| missing(bonus))?;
            whole = &amount + &more;
            working.push(Working::new("premio + maggiorazione", format!("{amount} + {more}"), &whole));
        }
        if whole.is_zero() || !self.liability.any(person, &member.places) {
            return Ok((whole, working));
        }
        let times = times(person);
        let weight = |place: &usize| {
            let stay = person.stays.get(*place)?;
            Some(&coefficient(self.frame, stay) * times.get(*place)?)
        };
        let weights: Vec<Exact> = member.places.iter().filter_map(weight).collect();
        let found = after_cuts_of_amount(&whole, &self.liability.of(person, &member.places, &weights))?;
        working.extend(found.working);
        Ok((found.paid, working))
    }

    /// Premiums out of each one's budget: cuts are part of the reckoning, since a tied share hangs on no score.
    fn pay_budgets(&self, money: &mut Money) {
        let members = self.members(|stay| self.method(stay) == PoolMethod::Individual);
        if members.is_empty() {
            return;
        }
        let shares: Vec<&Reckoning> = members.iter().map(|member| &member.share).collect();
        let mut entries = of_budgets(&shares, |share| {
            let member = members.iter().find(|member| member.share.person.id == share.person.id);
            member.map(|member| self.budget_cuts(member)).unwrap_or_default()
        });
        money.amounts.extend(entries.pop());
        self.note_of_budgets(&members, money);
        for (member, mut premium) in members.iter().zip(entries) {
            let Some((person, payout)) =
                self.people.people.get(member.index).zip(money.payouts.get_mut(member.index))
            else {
                continue;
            };
            premium.defaults = choices::of_premium(self.frame.smvp, person, PoolMethod::Individual);
            if self.liability.any(person, &member.places) {
                premium.defaults.extend(choices::of_cuts(self.frame.smvp));
            }
            let id = format!("da-pagare-{}", person.id);
            let mut paid =
                payout.paid.take().unwrap_or_else(|| Entry::of(&id, "da pagare", 2, Exact::zero()));
            paid.value = paid.value.zip(premium.value.clone()).map(|(so_far, more)| so_far + more);
            if premium.value.is_none() {
                paid.why = paid.why.or_else(|| premium.why.clone());
            }
            payout.premiums.push(premium);
            payout.paid = Some(paid);
        }
    }

    /// A bonus is a part of the average of a pool: with budgets there is none.
    fn note_of_budgets(&self, members: &[Member], money: &mut Money) {
        let Some(bonus) = &self.frame.smvp.pay.bonus else { return };
        let mut roles: Vec<&str> = members
            .iter()
            .filter_map(|member| self.people.people.get(member.index))
            .flat_map(|person| &person.stays)
            .filter(|stay| self.method(stay) == PoolMethod::Individual)
            .map(|stay| stay.role.as_str())
            .filter(|role| bonus.roles.is_empty() || bonus.roles.iter().any(|own| own == role))
            .collect();
        roles.sort_unstable();
        roles.dedup();
        if !roles.is_empty() {
            let what = format!(
                "nessuna maggiorazione per {}: si calcola su un fondo, e qui ciascuno ha il suo premio massimo",
                roles.join(", ")
            );
            money.notes.push(what);
        }
    }

    fn budget_cuts(&self, member: &Member) -> Vec<scoring::evaluation::Liable> {
        let Some(person) = self.people.people.get(member.index) else { return Vec::new() };
        if !self.liability.any(person, &member.places) {
            return Vec::new();
        }
        let times = times(person);
        let weight = |place: &usize| {
            let stay = person.stays.get(*place)?;
            Some(stay.most.as_ref()? * times.get(*place)?)
        };
        let weights: Vec<Exact> = member.places.iter().filter_map(weight).collect();
        self.liability.of(person, &member.places, &weights)
    }

    fn notes(&self, funds: &[Fund], money: &mut Money) {
        let unpaid = |stay: &&Listing| {
            let own = |fund: &Fund| fund.roles.is_empty() || fund.roles.contains(&stay.role);
            self.method(stay) == PoolMethod::Pool && !funds.iter().any(own)
        };
        let stays = self.people.people.iter().flat_map(|person| &person.stays);
        let mut roles: Vec<&str> = stays.filter(unpaid).map(|stay| stay.role.as_str()).collect();
        roles.sort_unstable();
        roles.dedup();
        if !roles.is_empty() {
            let what =
                format!("nessun premio per {}: manca il fondo, che si indica con --pool", roles.join(", "));
            money.notes.push(what);
        }
    }

    /// What is paid in all, and what late payments took.
    fn sums(&self, money: &mut Money) {
        let paid: Vec<&Payout> = money.payouts.iter().filter(|payout| payout.paid.is_some()).collect();
        if paid.is_empty() {
            return;
        }
        let total: Option<Exact> =
            paid.iter().map(|payout| payout.paid.as_ref().and_then(|entry| entry.value.clone())).sum();
        let mut entry = Entry::new("da-pagare", "da pagare in tutto", 2);
        entry.why = total.is_none().then(|| "il pagamento di qualcuno non è determinato".to_owned());
        entry.value = total;
        money.amounts.push(entry);
        if self.frame.smvp.pay.cuts.is_empty() {
            return;
        }
        let given = |payout: &&Payout| {
            let entries = payout.premiums.iter().chain(&payout.bonus);
            let given: Option<Exact> = entries.map(|entry| entry.value.clone()).sum();
            Some(given? - payout.paid.as_ref()?.value.clone()?)
        };
        let cut: Option<Exact> = paid.iter().map(given).sum();
        let mut entry = Entry::new("tagli", "tolto dai fondi per i ritardi nei pagamenti, da dichiarare", 2);
        entry.why = cut.is_none().then(|| "il pagamento di qualcuno non è determinato".to_owned());
        entry.value = cut;
        money.amounts.push(entry);
    }
}
