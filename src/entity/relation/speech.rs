//! What the act says to and about whom.

use super::super::scope::Scope;
use super::Relations;

pub fn find(_scope: &Scope<'_>, _relations: &mut Relations<'_>) {}
