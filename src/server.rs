//! A store, published: a SPARQL endpoint that cannot be broken, and an answer under every IRI.
//!
//! ```text
//! client ── HTTP ── front (one process) ── pipes ── workers (processes) ── snapshot
//! ```
//!
//! The front does HTTP, limits, pages and caching; it never parses or evaluates SPARQL. The
//! workers do, each on an immutable snapshot, and may be killed at any moment.
//!
//! In reading order: the table of addresses ([`routes`]); requests to operations
//! ([`protocol`]), what a client takes ([`format`]), answers as HTTP ([`answer`]); the
//! endpoint ([`endpoint`]) and the documents of things ([`resource`]); reconciliation ([`reconcile`]); what is new ([`feed`]); all at once ([`dump`]); pages ([`page`]) and
//! what each knows ([`view`]); then the workers:
//! who starts and kills them ([`pool`]), whose answers are kept ([`kept`]; pages as they were sent on the [`shelf`]), what is said over the pipe ([`frame`]), what they
//! do ([`worker`], [`thing`], [`service`], [`questions`], [`search`], [`matching`]) and what shuts them in ([`walls`]).

pub mod answer;
mod dump;
mod endpoint;
mod feed;
pub mod format;
pub mod frame;
mod kept;
mod listen;
pub mod matching;
mod page;
pub mod pool;
pub mod protocol;
mod questions;
mod reconcile;
mod resource;
mod routes;
pub mod search;
mod service;
mod shelf;
mod suggest;
mod thing;
mod view;
mod walls;
pub mod worker;

pub use self::listen::{Listening, serve};
