//! The small words and endings of each language: what parts names, clauses and dates.
//!
//! Source: `ontology/lexicon/language.ttl`, whose head says what each list means. A value of
//! `hc:words` is a list's name, a colon, and words with spaces between: `-tion` stands for every
//! word with this ending, `l'` for a word with an apostrophe behind it. A value of `hc:phrases`
//! has ` | ` between. `hc:grammar` says how the language builds names. Words of persons' names,
//! which stand in texts of every language, are in `ontology/lexicon/name-word.ttl`.

use rustc_hash::FxHashMap;

use crate::lexicon::{ConceptId, Lexicon, Scheme};
use crate::text::Language;

/// Declares [`Class`]: a variant and the name of its list a line.
macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident $code:literal)*) => {
        /// A class of words. What belongs to it is said by the language's `hc:words`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Class {
            $($(#[$doc])* $variant,)*
        }

        impl Class {
            const ALL: &[Self] = &[$(Self::$variant),*];

            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }
    };
}

classes! {
    Article "articles"
    Indefinite "indefinite"
    /// Definite articles, alone or with a preposition in them: `la`, `dalla`.
    Definite "definite"
    /// Articles that are pronouns, too: Italian `gli`.
    PronounArticle "pronounArticles"
    Of "of"
    /// With the article in it: `du`, `della`, `vom`.
    OfArticle "ofArticle"
    For "for"
    ForArticle "forArticle"
    On "on"
    OnArticle "onArticle"
    Against "against"
    And "and"
    Auxiliary "auxiliaries"
    Grammatical "grammaticalWords"
    /// Relative pronouns for persons only: `who`.
    Who "personPronouns"
    /// Between a deed and the person it is done to.
    Towards "towards"
    /// Before a place.
    At "at"
    /// Before a State as a place.
    InState "inState"
    /// Words before a noun that make it no part of a name.
    Determiner "determiners"
    AdjectiveBefore "adjectivesBefore"
    Infinitive "infinitives"
    Adjective "adjectives"
    NotAdjective "notAdjectives"
    /// Endings of genitives that no family name in the nominative has.
    Genitive "genitives"
    Plural "plurals"
    NotPlural "notPlurals"
    /// What an adjective of a State beside it is a language's: "version".
    LanguageNoun "languageNouns"
    /// Before a language: "in".
    InLanguage "inLanguage"
    /// What has a language: "a leaflet in …".
    Writing "writings"
    /// Before a State's name: another place.
    New "newWords"
    /// Before a State's name with a capital: a part of a State.
    Compass "compassWords"
    /// Names that a State shares with a part of the United States.
    SharedName "sharedNames"
    NotApposition "notApposition"
    /// Prepositions and articles that are also parts of names elsewhere: `de`, `von`.
    OrdinaryParticle "ordinaryParticles"
    /// Words that are parts of names elsewhere and never here: Italian `al`.
    NoParticle "noParticles"
    Time "timeWords"
    TimeSingular "timeSingular"
    /// Before a year that qualifies a noun: "the 2004 agreement".
    YearDeterminer "yearDeterminers"
    Ordinal "ordinals"
    Abbreviation "abbreviations"
    /// Verbs by whose mood others are quoted: `aurait`.
    Conditional "conditionals"
    NotConditional "notConditionals"
    /// Behind a conditional of "be": what would be good or needed, which nobody reports.
    Wished "wished"
    /// Before a conditional of "be": what would follow, which nobody reports.
    Following "following"
    Adverb "adverbs"
    To "to"
    By "by"
    With "with"
    Between "between"
    Relative "relatives"
    /// Between a verb and what it governs: "concerned *by* the attack".
    Governed "governed"
    /// Small words between a deed and the person it is done to.
    Gap "gapWords"
    /// Words behind which a name is somebody else's matter: agents, origins, clauses.
    Break "breaks"
    /// The last word of what opens a list of examples.
    Example "exampleOpeners"
    /// "one" of several.
    OneOf "oneOf"
    /// Which time it is: "for the third time".
    Turn "turnWords"
    /// Joins beside `and`: "as well as".
    Joint "joints"
    /// What makes an agreement: "concluded", "signed".
    Concluded "concluded"
    /// Before the year of an agreement.
    YearLink "yearLinks"
    /// At the head of a treaty's theme.
    Theme "themes"
    /// Between the capitals of a theme.
    InTheme "inThemes"
    /// Many treaties share these: they name none.
    TreatyGeneric "treatyGeneric"
    /// Between a treaty's head word and its theme.
    TreatyAdjective "treatyAdjectives"
    /// Between a treaty and the treaty that it is about.
    TreatyStep "treatySteps"
    /// No treaty's name goes on with these.
    TreatyEnd "treatyEnds"
    /// Treaties of which "of the" says the owner, not the theme: "Convention of the Council".
    TreatyOwned "treatyOwned"
    /// Words by which another body's treaty goes on behind "of the": `convention`.
    TreatyNoun "treatyNouns"
    /// What a possessive apostrophe has behind it: `s`.
    Possessive "possessiveEndings"
    /// "not" in a name: `Non discrimination`.
    Negation "negations"
    /// Before a party in law, who is no political one: "Contracting Party".
    PartyInLaw "partiesInLaw"
    /// May begin a name that goes on in small letters: `Des fleurs`.
    NameOpener "nameOpeners"
    /// Between an event and its doer: "launched".
    Led "ledWords"
    /// Between a treaty and its place and day: "done".
    DoneAt "doneWords"
    /// Before a doer.
    Agent "agents"
    /// Between a day's number and its month: "4th day of".
    DayNoun "dayNouns"
    /// Behind the number of a meeting.
    MeetingOrdinal "meetingOrdinals"
    /// `first` behind the word for an article.
    FirstPart "firstParts"
    /// Endings of a part's number that say nothing: `1er`.
    PartOrdinal "partOrdinals"
    /// Those that make another part of it: `5 bis`.
    PartSuffix "partSuffixes"
    /// Between an appendix and what it belongs to.
    PartLink "partLinks"
    /// Parts of names that only persons have, in any language's text.
    PersonalParticle "personalParticles"
    /// Those that names of other things have, too.
    SharedParticle "sharedParticles"
    /// With these a family name may begin, its person's first name left out.
    FamilyParticle "familyParticles"
    /// Join two parts of one family name: "Soler i Vidal".
    JoiningParticle "joiningParticles"
    /// Between two particles: "von und zu".
    MiddleParticle "middleParticles"
    /// Glued behind an apostrophe: "'t Hart".
    ApostropheParticle "apostropheParticles"
    /// Glued before a hyphen: "el-Haddad".
    HyphenatedParticle "hyphenatedParticles"
    /// Letters that an apostrophe makes part of a name: "O'Rourke".
    ApostropheInitial "apostropheInitials"
    /// "son", "daughter" behind a father's name: `kyzy`.
    Child "childWords"
    /// Endings of fathers' names.
    FathersName "fathersNames"
    /// Endings that family names have and few other words, in plain letters.
    FamilyEnding "familyEndings"
    /// Between the parties of a case: `v.`
    Versus "versus"
}

/// Declares [`Phrases`] in the same way.
macro_rules! phrases {
    ($($(#[$doc:meta])* $variant:ident $code:literal)*) => {
        /// A list of words and phrases that are looked for at one place of a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Phrases {
            $($(#[$doc])* $variant,)*
        }

        impl Phrases {
            const ALL: &[Self] = &[$(Self::$variant),*];

            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }
    };
}

phrases! {
    /// Between two days or months that share what follows.
    DateJoint "dateJoints"
    /// Between the parts of a citation.
    CitationLink "citationLinks"
    /// Between an act and the day that identifies it.
    DayLink "dayLinks"
    /// Between an act and its body.
    BodyLink "bodyLinks"
    /// Before a body's name, saying nothing of the owner.
    BodyArticle "bodyArticles"
    /// `those of` a day, after a plural.
    ThoseOf "thoseOf"
    /// Before an act: whose it is by a pronoun.
    Its "possessives"
    /// Beside these, saying nothing of the owner: `previous`.
    Earlier "earlier"
    /// Before a title without quotation marks.
    TitleOpener "titleOpeners"
    /// No title goes on with these.
    TitleEnd "titleEnds"
    /// Behind a comma these begin a clause, not a title's next part.
    NewClause "newClause"
    CitationJoint "citationJoints"
    /// Small words that belong to what comes behind a title.
    TitleTail "titleTails"
    /// The sign before a number: `No.`, `n°`.
    Numero "numero"
    /// Between a page number and the number of all pages.
    PageOf "pageOf"
    /// Between a person or a role and the body it is of.
    OwnerLink "ownerLinks"
    /// Before the one from whom something comes.
    Origin "origins"
    /// Before a year, words that only together speak of time.
    TimeOpener "timeOpeners"
    /// Between a treaty's place and its day: "Paris, this".
    DayOpener "dayOpeners"
    /// How the Union ends the numbers of its acts: `2010/13/EU`.
    UnionDomain "unionDomains"
}

/// Classes a word belongs to.
#[derive(Clone, Copy, Debug, Default)]
struct Bits {
    plain: u128,
    /// With an apostrophe behind.
    elided: u128,
}

/// The words of one language.
#[derive(Debug, Default)]
pub struct Grammar {
    words: FxHashMap<String, Bits>,
    lists: Vec<Vec<String>>,
    endings: Vec<Vec<String>>,
    phrases: Vec<Vec<String>>,
    /// A name's last word says what it is, and its words are capitals: `Democracy Centre`.
    /// Otherwise its first word does, and small words follow: `Centre pour la démocratie`.
    pub head_last: bool,
    /// A State's adjective stands before its organ: `Maltese authorities`.
    pub adjective_first: bool,
    /// The owner follows in the genitive with no word between: `парламент Молдовы`.
    pub bare_genitive: bool,
    /// `Malta's parliament`.
    pub possessive: bool,
    /// Fields of duty follow a committee with nothing between: `Commissione Affari sociali`.
    pub field_list: bool,
    /// Every noun has a capital: two of them side by side make no name.
    pub nouns_are_capitals: bool,
    /// The verb may stand before its subject: `Daher fordert die Versammlung`.
    pub verb_second: bool,
    /// A comma, not a word, parts an addressee from the infinitive.
    pub comma_infinitive: bool,
    /// The infinitive follows an addressee with nothing between.
    pub bare_infinitive: bool,
}

const _: () = assert!(Class::ALL.len() <= u128::BITS as usize);

impl Grammar {
    fn new(lexicon: &Lexicon, concept: Option<ConceptId>) -> Self {
        let mut grammar = Self {
            lists: vec![Vec::new(); Class::ALL.len()],
            endings: vec![Vec::new(); Class::ALL.len()],
            phrases: vec![Vec::new(); Phrases::ALL.len()],
            ..Self::default()
        };
        let Some(id) = concept else { return grammar };
        let listed = |local| lexicon.values(id, local).filter_map(|it: &str| it.split_once(':'));
        for (name, words) in listed("words") {
            let Some(&class) = Class::ALL.iter().find(|it| it.code() == name) else { continue };
            for word in words.split_ascii_whitespace() {
                match (word.strip_prefix('-'), word.strip_suffix('\'')) {
                    (Some(ending), _) => grammar.endings[class as usize].push(ending.to_owned()),
                    (None, Some(elided)) => {
                        grammar.words.entry(elided.to_owned()).or_default().elided |= 1 << class as u32;
                    }
                    (None, None) => {
                        grammar.words.entry(word.to_owned()).or_default().plain |= 1 << class as u32;
                        grammar.lists[class as usize].push(word.to_owned());
                    }
                }
            }
        }
        for (name, phrases) in listed("phrases") {
            let Some(&list) = Phrases::ALL.iter().find(|it| it.code() == name) else { continue };
            for phrase in phrases.split('|').map(str::trim).filter(|it| !it.is_empty()) {
                let phrases = &mut grammar.phrases[list as usize];
                if phrase.contains('\'') {
                    phrases.push(phrase.replace('\'', "’"));
                }
                phrases.push(phrase.to_owned());
            }
        }
        for phrases in &mut grammar.phrases {
            // The longest first: "relative à la" is not "relative à".
            phrases.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
            phrases.dedup();
        }
        let says = |flag| lexicon.values(id, "grammar").any(|it| it == flag);
        grammar.head_last = says("headLast");
        grammar.adjective_first = says("adjectiveFirst");
        grammar.bare_genitive = says("bareGenitive");
        grammar.possessive = says("possessive");
        grammar.field_list = says("fieldList");
        grammar.nouns_are_capitals = says("capitalNouns");
        grammar.verb_second = says("verbSecond");
        grammar.comma_infinitive = says("commaInfinitive");
        grammar.bare_infinitive = says("bareInfinitive");
        grammar
    }

    /// Whether the word, in lower case, is of the class.
    pub fn is(&self, class: Class, word: &str) -> bool {
        self.words.get(word).is_some_and(|bits| bits.plain & (1 << class as u32) != 0)
    }

    /// Whether the word is of the class when an apostrophe stands behind it.
    pub fn is_elided(&self, class: Class, word: &str) -> bool {
        self.words.get(word).is_some_and(|bits| bits.elided & (1 << class as u32) != 0)
    }

    /// Whether the word ends as words of the class do; what is left of it has two letters more.
    pub fn ends(&self, class: Class, word: &str) -> bool {
        self.ends_after(class, word, 3)
    }

    /// The same, with at least so many bytes before the ending.
    pub fn ends_after(&self, class: Class, word: &str, before: usize) -> bool {
        self.endings_of(class)
            .iter()
            .any(|end| word.len() >= end.len() + before && word.ends_with(end.as_str()))
    }

    /// Of the class by itself or by its ending, however short.
    pub fn matches(&self, class: Class, word: &str) -> bool {
        self.is(class, word) || self.endings_of(class).iter().any(|end| word.ends_with(end.as_str()))
    }

    pub fn has_endings(&self, class: Class) -> bool {
        !self.endings_of(class).is_empty()
    }

    fn endings_of(&self, class: Class) -> &[String] {
        self.endings.get(class as usize).map_or(&[], Vec::as_slice)
    }

    /// Of the class, with or without an apostrophe behind it.
    pub fn has(&self, class: Class, word: &str) -> bool {
        self.is(class, word) || self.is_elided(class, word)
    }

    /// Whether `gap`, in lower case, holds words of these classes and nothing else.
    pub fn holds_only(&self, gap: &str, classes: &[Class]) -> bool {
        gap.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '\'' | '’'))
            && gap
                .split(|c: char| !c.is_alphabetic())
                .filter(|it| !it.is_empty())
                .all(|word| classes.iter().any(|&class| self.has(class, word)))
    }

    /// The same, its first word one of `first`: `by the`, `et de l'`.
    pub fn opens_with(&self, gap: &str, first: &[Class], then: &[Class]) -> bool {
        let gap = gap.trim_start();
        let word = gap.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        first.iter().any(|&class| self.has(class, word)) && self.holds_only(&gap[word.len()..], then)
    }

    /// The words of a class, without endings, in their order in the data.
    pub fn words(&self, class: Class) -> impl Iterator<Item = &str> {
        self.lists.get(class as usize).into_iter().flatten().map(String::as_str)
    }

    /// `text` without the possessive at its end: "Malta's", "the Ministers'".
    pub fn without_possessive<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.possessive {
            return None;
        }
        let apostrophe = |it: &'t str| it.strip_suffix(['\'', '’']);
        self.words(Class::Possessive).find_map(|it| apostrophe(text.strip_suffix(it)?)).or_else(|| {
            apostrophe(text)
                .filter(|it| self.endings_of(Class::Plural).iter().any(|end| it.ends_with(end.as_str())))
        })
    }

    /// The longest first.
    pub fn phrases(&self, list: Phrases) -> &[String] {
        self.phrases.get(list as usize).map_or(&[], Vec::as_slice)
    }
}

/// The words of every language that is read.
#[derive(Debug)]
pub struct Grammars {
    all: Vec<(Language, Grammar)>,
    none: Grammar,
    /// The small words of persons' names, whatever language the text is in.
    pub names: Grammar,
    /// Signs before a number in any language: an English text cites `STE n° 5`.
    pub numero: Vec<String>,
    pub union_domains: Vec<String>,
    /// Likewise what stands between a page's number and that of all pages.
    pub page_of: Vec<String>,
}

impl Grammars {
    pub fn new(lexicon: &Lexicon) -> Self {
        let of = |it: Language| lexicon.by_notation(Scheme::Language, it.tag());
        let languages = lexicon.concepts(Scheme::Language).filter_map(|(_, it)| Language::new(&it.notation));
        let all: Vec<(Language, Grammar)> = languages.map(|it| (it, Grammar::new(lexicon, of(it)))).collect();
        let everywhere = |list| {
            let mut phrases: Vec<String> =
                all.iter().flat_map(|(_, it)| it.phrases(list).iter().cloned()).collect();
            phrases.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
            phrases.dedup();
            phrases
        };
        let (numero, page_of) = (everywhere(Phrases::Numero), everywhere(Phrases::PageOf));
        let union_domains = everywhere(Phrases::UnionDomain);
        let names = Grammar::new(lexicon, lexicon.by_notation(Scheme::NameWord, "person"));
        Self { all, none: Grammar::default(), names, numero, union_domains, page_of }
    }

    /// Words of a class in every language, each once, in plain order.
    pub fn everywhere(&self, class: Class) -> Vec<&str> {
        let mut words: Vec<&str> = self.all.iter().flat_map(|(_, it)| it.words(class)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// A language without data has no words.
    pub fn of(&self, language: Language) -> &Grammar {
        self.all.iter().find(|(it, _)| *it == language).map_or(&self.none, |(_, grammar)| grammar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(vocabulary: &str, word: &str, expected: &[Class]) {
        let lexicon = Lexicon::compile(&[("mine", vocabulary)]).expect("a vocabulary");
        let names = &lexicon.grammars().names;
        let found: Vec<Class> = Class::ALL.iter().copied().filter(|&it| names.has(it, word)).collect();
        assert_eq!(found, expected, "{word}");
    }

    const MORE: &str = "@prefix hc: <https://w3id.org/hemicycle/def#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://w3id.org/hemicycle/def/name-word/person> a skos:Concept ;
            skos:inScheme <https://w3id.org/hemicycle/def/name-word> ; skos:notation \"person\" ;
            hc:words \"personalParticles: zet\" .";

    #[test]
    fn a_vocabulary_adds_words_of_names() {
        check(MORE, "zet", &[Class::PersonalParticle]);
        check(MORE, "ibn", &[Class::PersonalParticle]);
    }

    #[test]
    fn words_of_names_are_those_of_the_list_only() {
        check("", "zet", &[]);
        check("", "dell", &[Class::SharedParticle]);
        check("", "kyzy", &[Class::Child]);
    }
}
