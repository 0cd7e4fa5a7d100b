//! Lists of persons and organisations in TEI, as corpora of debates have them (ParlaMint).
//!
//! Reads every `person` and `org` with an `xml:id`: names (`persName` by its parts, `orgName`
//! in full, each with its own language), `idno` that is an address, `nationality`. One thing
//! for one id; its address is the id under the data set's.
//! Leaves alone abbreviations (a party's two letters are many things' letters), titles and
//! posts beside a name (`roleName`), by-names (`addName`), memberships, what was said.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;

use super::identifier::of_iri;
use super::kind::Kind;
use super::states::States;
use super::thing::{Given, Thing};
use crate::source::Fault;
use crate::source::encoding::decode;
use crate::source::xml::{Element, Visit, walk};

/// Things in the order of their addresses; `base` ends in a slash. `only` leaves out others.
pub fn things(bytes: Vec<u8>, base: &str, only: Option<Kind>, states: &States) -> Result<Vec<Thing>, Fault> {
    let text = decode(bytes, None, None)?.text;
    let mut reader = Reader { base, states, open: Vec::new(), things: BTreeMap::new() };
    walk(&text, &mut reader)?;
    let things = reader.things.into_values();
    Ok(things.filter(|it| only.is_none_or(|kind| kind == it.kind) && !it.names.is_empty()).collect())
}

/// What an element of the list is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Thing(Kind),
    PersonName,
    /// Given names before family names, whatever their order in the file.
    Forename,
    Patronym,
    Link,
    Surname,
    Generation,
    OrgName,
    Identifier,
    Nationality,
    Other,
}

struct Open {
    role: Role,
    /// Characters directly inside.
    text: String,
    language: Option<String>,
    /// Of a thing. One without an id is nobody.
    thing: Option<Thing>,
    /// Of a person's name.
    parts: Vec<(Role, String)>,
}

struct Reader<'s> {
    base: &'s str,
    states: &'s States,
    open: Vec<Open>,
    things: BTreeMap<(String, Kind), Thing>,
}

const PARTS: [Role; 5] = [Role::Forename, Role::Patronym, Role::Link, Role::Surname, Role::Generation];

impl Visit for Reader<'_> {
    fn start(&mut self, element: &Element<'_>) {
        let inside = self.open.last().map_or(Role::Other, |it| it.role);
        let of_thing = matches!(inside, Role::Thing(_));
        let in_name = inside == Role::PersonName;
        let role = match element.name() {
            b"person" => Role::Thing(Kind::Person),
            b"org" => Role::Thing(Kind::Body),
            b"persName" if inside == Role::Thing(Kind::Person) => Role::PersonName,
            b"forename" if in_name => Role::Forename,
            b"surname" if in_name && element.attribute("type").as_deref() == Some("patronym") => {
                Role::Patronym
            }
            b"surname" if in_name => Role::Surname,
            b"nameLink" if in_name => Role::Link,
            b"genName" if in_name => Role::Generation,
            b"orgName" if inside == Role::Thing(Kind::Body) => match element.attribute("full").as_deref() {
                Some("abb" | "init") => Role::Other,
                _ => Role::OrgName,
            },
            b"idno" if of_thing => Role::Identifier,
            b"nationality" if of_thing => Role::Nationality,
            _ => Role::Other,
        };
        let mut open = Open {
            role,
            text: String::new(),
            language: element.attribute("lang").filter(|it| !it.is_empty()),
            thing: None,
            parts: Vec::new(),
        };
        if let Role::Thing(kind) = role {
            // No character that ends an address or begins its next part.
            let id = element.attribute("id").filter(|it| !it.contains(['/', '?', '#', '%', ':']));
            let iri = id.and_then(|it| NamedNode::new(format!("{}{it}", self.base)).ok());
            open.thing = iri.map(|it| Thing::new(it.into_string(), kind));
        }
        if role == Role::Nationality
            && let Some(key) = element.attribute("key")
        {
            open.text = key;
        }
        self.open.push(open);
    }

    fn text(&mut self, text: &str, _: usize, _: usize) {
        if let Some(open) = self.open.last_mut().filter(|it| it.role != Role::Other) {
            open.text.push_str(text);
        }
    }

    fn end(&mut self, _: &[u8]) {
        let Some(Open { role, text, language, thing, mut parts }) = self.open.pop() else { return };
        let text = text.trim();
        let outer = self.open.last_mut();
        match role {
            Role::Thing(kind) => {
                let Some(mut thing) = thing else { return };
                thing.identify(of_iri(&thing.iri), Given::Register);
                match self.things.get_mut(&(thing.iri.clone(), kind)) {
                    Some(held) => held.merge(thing),
                    None => {
                        self.things.insert((thing.iri.clone(), kind), thing);
                    }
                }
            }
            Role::PersonName => {
                parts.sort_by_key(|(role, _)| PARTS.iter().position(|it| it == role));
                let whole = |role| parts.iter().any(|it| it.0 == role);
                let parted: Vec<&str> = parts.iter().map(|it| it.1.as_str()).collect();
                let name = match parts.is_empty() {
                    true => text.to_owned(),
                    // A surname alone is half a name.
                    false if whole(Role::Forename) && whole(Role::Surname) => parted.join(" "),
                    false => return,
                };
                if let Some(thing) = outer.and_then(|it| it.thing.as_mut()) {
                    thing.name(&name, language.as_deref());
                }
            }
            Role::OrgName => {
                if let Some(thing) = outer.and_then(|it| it.thing.as_mut()) {
                    thing.name(text, language.as_deref());
                }
            }
            Role::Identifier => {
                if let Some(thing) = outer.and_then(|it| it.thing.as_mut())
                    && (text.starts_with("https://") || text.starts_with("http://"))
                {
                    thing.identify(of_iri(text), Given::Register);
                }
            }
            Role::Nationality => {
                if let Some(thing) = outer.and_then(|it| it.thing.as_mut()) {
                    thing.states.extend(self.states.by_name(text).map(str::to_owned));
                }
            }
            Role::Forename | Role::Patronym | Role::Link | Role::Surname | Role::Generation => {
                if let Some(name) = outer.filter(|_| !text.is_empty()) {
                    name.parts.push((role, text.to_owned()));
                }
            }
            Role::Other => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// Each thing: its id, and its names, identifiers and States, in order.
    fn check(inside: &str, expected: &[(&str, &[&str])]) {
        let states = States::new(Lexicon::built_in());
        let document =
            format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'><particDesc>{inside}</particDesc></TEI>");
        let things = things(document.into_bytes(), "https://x.example/", None, &states).unwrap();
        let told = things.iter().map(|it| {
            let own = of_iri(&it.iri);
            let mut said: Vec<String> = it
                .names
                .iter()
                .map(|name| match &name.language {
                    Some(language) => format!("{}@{language}", name.text),
                    None => name.text.clone(),
                })
                .collect();
            said.extend(it.identifiers.keys().filter(|it| **it != own).cloned());
            said.extend(it.states.iter().cloned());
            (it.iri.replace("https://x.example/", ""), said)
        });
        let expected: Vec<(String, Vec<String>)> = expected
            .iter()
            .map(|(id, said)| ((*id).to_owned(), said.iter().map(|&it| it.to_owned()).collect()))
            .collect();
        assert_eq!(told.collect::<Vec<_>>(), expected, "{inside}");
    }

    #[test]
    fn a_name_is_its_parts_in_the_order_of_a_name() {
        check(
            "<listPerson xml:lang='de'><person xml:id='P1'><persName><surname>Holm</surname><forename>Ada</forename>\
             <forename>Lise</forename><roleName>Dr.</roleName></persName><idno type='URI'>https://www.wikidata.org/wiki/Q1</idno>\
             <affiliation ref='#party.A' role='member'><roleName xml:lang='en'>Member</roleName></affiliation></person></listPerson>",
            &[("P1", &["Ada Lise Holm", "wikidata:Q1"])],
        );
        check(
            "<person xml:id='P2'><persName xml:lang='uk'><surname>Озеров</surname><surname type='patronym'>Іванович</surname>\
             <forename>Петро</forename></persName><persName>Petro Ozerov</persName><nationality key='UA'/></person>",
            &[("P2", &["Petro Ozerov", "Петро Іванович Озеров@uk", "ua"])],
        );
        check(
            "<person xml:id='P3'><persName><forename>Jan</forename><nameLink>van</nameLink><surname>Holm</surname></persName></person>",
            &[("P3", &["Jan van Holm"])],
        );
    }

    #[test]
    fn an_organisation_has_names_in_full_and_parts_are_their_own() {
        check(
            "<listOrg><org xml:id='GOV'><orgName full='yes' xml:lang='en'>Government of Xanadu</orgName><orgName full='abb'>GX</orgName>\
             <listEvent><event xml:id='GOV.1'><label>First Government</label></event></listEvent>\
             <listOrg><org xml:id='M'><orgName>Ministry of Letters</orgName></org></listOrg></org></listOrg>",
            &[("GOV", &["Government of Xanadu@en"]), ("M", &["Ministry of Letters"])],
        );
    }

    #[test]
    fn who_has_no_id_or_half_a_name_is_nobody() {
        check("<person><persName>Ada Holm</persName></person>", &[]);
        check("<person xml:id='P'><persName><surname>Holm</surname></persName></person>", &[]);
        check("<person xml:id='a b'><persName>Ada Holm</persName></person>", &[]);
        check("<u who='#P'>Ada Holm said so.</u>", &[]);
    }
}
