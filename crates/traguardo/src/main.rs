//! The command line of Traguardo.
fn main() {}
