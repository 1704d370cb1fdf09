//! The roll-up in SQL: the functions of `made::method`, held between 0 and 100, and the weighted means.
//!
//! The guards (targets over nought) are left out: the figures have no faults, and a peer that does less is faster.

/// How a peer says things.
pub struct Dialect {
    pub number: &'static str,
    pub least: &'static str,
    pub greatest: &'static str,
    /// Rounded to the two official decimals.
    pub official: fn(&str) -> String,
}

impl Dialect {
    /// The tables, without rows.
    pub fn tables(&self) -> String {
        let number = self.number;
        format!(
            "CREATE TABLE indicator (objective INTEGER, kind INTEGER, target {number}, baseline {number}, \
             actual {number}, never INTEGER, weight {number});\n\
             CREATE TABLE objective (objective INTEGER PRIMARY KEY, body INTEGER, weight {number}, \
             neutralised INTEGER);\n"
        )
    }

    /// The scores of objectives and bodies, in two tables.
    pub fn roll_up(&self) -> String {
        let Self { least, greatest, .. } = self;
        format!(
            "CREATE TEMP TABLE objective_score AS
SELECT objective, CASE WHEN count(score) = count(*) AND sum(weight) > 0 THEN sum(weight * score) / sum(weight) END AS score
FROM (SELECT objective, weight, CASE WHEN never = 1 THEN 0 WHEN actual IS NULL THEN NULL ELSE
  {greatest}(0, {least}(100, CASE kind
    WHEN 1 THEN 100 * actual / target
    WHEN 2 THEN 100 * (actual - baseline) / (target - baseline)
    WHEN 3 THEN CASE WHEN actual <= 0 THEN 100 ELSE 100 * target / actual END
    WHEN 4 THEN 100 * (baseline - actual) / (baseline - target)
    WHEN 5 THEN 100 * (2 * target - actual) / target
    WHEN 11 THEN CASE WHEN actual <> 0 THEN 100 ELSE 0 END
    WHEN 15 THEN 100 * (actual - baseline) / target
    WHEN 0 THEN actual
    WHEN 100 THEN 100 - {greatest}(0, actual - target)
    WHEN 101 THEN 100 - {greatest}(0, actual - target - 10) / 2
    WHEN 102 THEN CASE WHEN actual - target <= 0 THEN 100 WHEN actual - target <= 30 THEN 70
                       WHEN actual - target <= 60 THEN 40 ELSE 0 END
    WHEN 103 THEN CASE WHEN actual >= 80 THEN 100 WHEN actual >= 50 THEN 60 ELSE 0 END
  END)) END AS score FROM indicator) AS achieved
GROUP BY objective;
CREATE TEMP TABLE body_score AS
SELECT body, CASE WHEN count(score) = count(*) AND sum(weight) > 0 THEN sum(weight * score) / sum(weight) END AS score
FROM objective JOIN objective_score USING (objective) WHERE neutralised = 0
GROUP BY body;
"
        )
    }

    /// Takes the scores away, for the next time.
    pub const FORGET: &'static str = "DROP TABLE objective_score;\nDROP TABLE body_score;\n";

    /// The official scores of objectives (or bodies), in order.
    pub fn official(&self, owner: &str) -> String {
        let score = (self.official)("score");
        format!("SELECT {owner}, {score} AS score FROM {owner}_score ORDER BY {owner}")
    }
}
