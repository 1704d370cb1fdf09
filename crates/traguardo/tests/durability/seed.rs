//! Numbers that a printed seed gives again.

use std::time::{SystemTime, UNIX_EPOCH};

/// The variable with the seed of a run that is to come again.
const SEED: &str = "TRAGUARDO_SEED";

/// Numbers from a seed.
pub struct Numbers(u64);

impl Numbers {
    /// A new seed, or the one that is given; it is printed.
    pub fn new(test: &str) -> Self {
        let given = std::env::var(SEED).ok().and_then(|text| text.parse().ok());
        let clock = || {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(1, |now| u64::from(now.subsec_nanos()) + (now.as_secs() << 30))
        };
        let seed = given.unwrap_or_else(clock);
        println!("{test}: {SEED}={seed}");
        Self(seed | 1)
    }

    /// A number from 0, below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }
}
