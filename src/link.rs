//! Which things of ours are things that others publish, or one thing twice: proposals, each
//! with its basis and score, and what people decided about them.
//!
//! Invariant: nothing here makes two things one. `owl:sameAs` is written on a shared
//! identifier or a person's decision; a name only ever makes a candidate.
//!
//! In reading order: what kinds there are ([`kind`]), a name as it is compared ([`name`],
//! `sound`), two names ([`alignment`]), one name among a hundred thousand ([`index`]).
//! Then things: ours ([`own`]), others' ([`published`] with [`context`], [`mod@table`], [`tei`]), by which identifiers
//! they are known ([`identifier`], [`states`]), asked of an address ([`endpoint`]), which may be one ([`propose`]),
//! which act of a day is meant ([`dated`], by its [`title`]), as quads ([`quads`]). Then people: what waits for them ([`candidate`]), what they decide
//! ([`decision`]), as a file ([`sssom`]) and in the store ([`curation`]), and what follows
//! ([`rename`]).

pub mod alignment;
pub mod candidate;
pub mod context;
pub mod curation;
pub mod dated;
pub mod decision;
pub mod endpoint;
pub mod identifier;
pub mod index;
pub mod kind;
pub mod name;
pub mod own;
pub mod propose;
pub mod published;
pub mod quads;
pub mod rename;
pub(crate) mod sound;
pub mod sssom;
pub mod states;
pub mod table;
pub mod tei;
pub mod thing;
pub mod title;
