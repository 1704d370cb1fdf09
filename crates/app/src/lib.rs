//! The use cases: who may do what, each in one transaction.
