//! Names of things and what links make of them, from outside.

#[cfg(feature = "rocksdb")]
mod cases;
#[cfg(feature = "rocksdb")]
mod decisions;
#[cfg(feature = "rocksdb")]
mod endpoint;
#[allow(dead_code, reason = "the benchmark uses the rest")]
pub(crate) mod evaluation;
#[cfg(feature = "rocksdb")]
mod federation;
#[cfg(feature = "rocksdb")]
mod identifiers;
mod names;
#[cfg(feature = "rocksdb")]
mod proposals;
#[cfg(feature = "rocksdb")]
mod resolution;
#[cfg(feature = "rocksdb")]
mod samples;
