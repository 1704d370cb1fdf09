//! The roles a person can have in a body (rulebook, section 10).

/// A role in a body, for the whole of it or for a unit, for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Looks after the installation of the body: accounts, roles, methods (*amministratore di sistema*).
    Administrator,
    /// Builds and follows the plan: segretario generale, controllo di gestione.
    Planner,
    /// Heads a unit: dirigente, titolare di EQ.
    Head,
    /// Writes for a head (*collaboratore alla compilazione*).
    Contributor,
    /// An employee (*dipendente*).
    Employee,
    /// A member of the evaluation organ (NIV, OIV).
    Evaluator,
    /// Giunta, assessore: reads and approves.
    Executive,
    /// Answers for prevention of corruption and transparency (RPCT).
    Rpct,
    /// Human resources.
    Hr,
    /// Accounting (*ragioneria*).
    Accounting,
    /// Auditor: reads only (*organo di revisione*).
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 11] = [
        Self::Administrator,
        Self::Planner,
        Self::Head,
        Self::Contributor,
        Self::Employee,
        Self::Evaluator,
        Self::Executive,
        Self::Rpct,
        Self::Hr,
        Self::Accounting,
        Self::Auditor,
    ];

    /// The name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Planner => "planner",
            Self::Head => "head",
            Self::Contributor => "contributor",
            Self::Employee => "employee",
            Self::Evaluator => "evaluator",
            Self::Executive => "executive",
            Self::Rpct => "rpct",
            Self::Hr => "hr",
            Self::Accounting => "accounting",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What people call it.
    pub fn term(self) -> &'static str {
        match self {
            Self::Administrator => "Amministratore di sistema",
            Self::Planner => "Ufficio di programmazione e controllo",
            Self::Head => "Responsabile di struttura",
            Self::Contributor => "Collaboratore alla compilazione",
            Self::Employee => "Dipendente",
            Self::Evaluator => "Nucleo di valutazione",
            Self::Executive => "Giunta",
            Self::Rpct => "RPCT",
            Self::Hr => "Ufficio personale",
            Self::Accounting => "Ragioneria",
            Self::Auditor => "Organo di revisione",
        }
    }

    /// Whether it is a role in a unit; the others are of the whole body.
    pub fn is_of_unit(self) -> bool {
        matches!(self, Self::Head | Self::Contributor | Self::Employee)
    }
}
