//! Names of things and what links make of them, from outside.

#[allow(dead_code, reason = "the benchmark uses the rest")]
mod evaluation;
mod names;
