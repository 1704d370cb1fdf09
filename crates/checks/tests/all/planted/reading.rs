use super::planter::Planter; pub const PLANTERS: &[Planter] = &[];
