//! Which things of ours are things that others publish, or one thing twice: proposals, each
//! with its basis and score, and what people decided about them.
//!
//! Invariant: nothing here makes two things one. `owl:sameAs` is written on a shared
//! identifier or a person's decision; a name only ever makes a candidate.
//!
//! In reading order: what kinds there are ([`kind`]), a name as it is compared ([`name`],
//! [`sound`]), two names ([`alignment`]), one name among a hundred thousand ([`index`]).

pub mod alignment;
pub mod index;
pub mod kind;
pub mod name;
mod sound;
