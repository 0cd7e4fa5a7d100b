//! The vocabulary terms that the graph uses: the only place that names them.
//!
//! Own terms are declared in `ontology/hemicycle.ttl`; a test compares the two.

/// Declares [`Term`]: a variant and the local name of its IRI a line, by namespace.
macro_rules! terms {
    ($($prefix:literal $namespace:literal { $($variant:ident $local:literal)* })*) => {
        /// Prefixes as every output has them, in one order.
        pub const PREFIXES: &[(&str, &str)] = &[$(($prefix, $namespace)),*];

        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Term {
            $($($variant,)*)*
        }

        impl Term {
            pub const ALL: &[Self] = &[$($(Self::$variant,)*)*];

            pub const fn iri(self) -> &'static str {
                match self {
                    $($(Self::$variant => concat!($namespace, $local),)*)*
                }
            }

            /// The part of the IRI that follows its namespace.
            pub const fn local(self) -> &'static str {
                match self {
                    $($(Self::$variant => $local,)*)*
                }
            }
        }
    };
}

terms! {
    "rdf" "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
        Type "type"
        Reified "Statement"
        Subject "subject"
        PredicateTerm "predicate"
        ObjectTerm "object"
        Value "value"
    }
    "rdfs" "http://www.w3.org/2000/01/rdf-schema#" {
        Label "label"
        Comment "comment"
    }
    "xsd" "http://www.w3.org/2001/XMLSchema#" {
        Integer "integer"
        Boolean "boolean"
        Decimal "decimal"
        Date "date"
        YearMonth "gYearMonth"
        Year "gYear"
    }
    "owl" "http://www.w3.org/2002/07/owl#" {
        SameAs "sameAs"
        DifferentFrom "differentFrom"
        Axiom "Axiom"
        AnnotatedSource "annotatedSource"
        AnnotatedProperty "annotatedProperty"
        AnnotatedTarget "annotatedTarget"
    }
    "pav" "http://purl.org/pav/" {
        AuthoredBy "authoredBy"
        AuthoredOn "authoredOn"
    }
    "sssom" "https://w3id.org/sssom/" {
        SubjectLabel "subject_label"
        ObjectLabel "object_label"
        PredicateModifier "predicate_modifier"
        MappingJustification "mapping_justification"
        SubjectSource "subject_source"
    }
    "skos" "http://www.w3.org/2004/02/skos/core#" {
        Concept "Concept"
        PrefLabel "prefLabel"
        AltLabel "altLabel"
        Notation "notation"
        InScheme "inScheme"
        ExactMatch "exactMatch"
    }
    "dcterms" "http://purl.org/dc/terms/" {
        Description "description"
        Identifier "identifier"
        Format "format"
        ConformsTo "conformsTo"
        References "references"
        DctSource "source"
        DctTitle "title"
        Issued "issued"
        DctDate "date"
        IsReplacedBy "isReplacedBy"
    }
    "eli" "http://data.europa.eu/eli/ontology#" {
        Work "Work"
        WorkSubdivision "WorkSubdivision"
        Expression "Expression"
        Manifestation "Manifestation"
        WorkType "work_type"
        Number "number"
        DateDocument "date_document"
        Realizes "realizes"
        Embodies "embodies"
        InLanguage "language"
        Title "title"
        IsPartOf "is_part_of"
        EliCites "cites"
        EliCitedBy "cited_by"
    }
    "eli-dl" "http://data.europa.eu/eli/eli-draft-legislation-ontology#" {
        Activity "Activity"
        HadActivityType "had_activity_type"
        ActivityDate "activity_date"
        InvolvedWork "involved_work"
        HadParticipation "had_participation"
        Participation "Participation"
        ParticipationRole "participation_role"
        HadParticipantPerson "had_participant_person"
    }
    "cito" "http://purl.org/spar/cito/" {
        Citation "Citation"
        Cites "cites"
        HasCitingEntity "hasCitingEntity"
        HasCitedEntity "hasCitedEntity"
        HasCitationCharacterization "hasCitationCharacterization"
    }
    "foaf" "http://xmlns.com/foaf/0.1/" {
        Person "Person"
        Page "page"
    }
    "org" "http://www.w3.org/ns/org#" {
        Organization "Organization"
        Post "Post"
        Holds "holds"
        PostIn "postIn"
    }
    "sem" "http://semanticweb.cs.vu.nl/2009/11/sem/" {
        Event "Event"
        EventType "eventType"
    }
    "oa" "http://www.w3.org/ns/oa#" {
        FragmentSelector "FragmentSelector"
        DataPositionSelector "DataPositionSelector"
        HasSelector "hasSelector"
        Exact "exact"
        Start "start"
        End "end"
    }
    "prov" "http://www.w3.org/ns/prov#" {
        Used "used"
        WasGeneratedBy "wasGeneratedBy"
        WasAttributedTo "wasAttributedTo"
        SoftwareAgent "SoftwareAgent"
    }
    "hc" "https://w3id.org/hemicycle/def#" {
        SpeechAct "SpeechAct"
        Demand "Demand"
        Passage "Passage"
        Mention "Mention"
        ImportedMention "ImportedMention"
        State "State"
        Treaty "Treaty"
        Agreement "Agreement"
        Programme "Programme"
        PoliticalMovement "PoliticalMovement"
        DateClass "StatedDate"
        TextPart "TextPart"
        Notice "Notice"
        ExtractionRun "ExtractionRun"
        Link "Link"
        Tombstone "Tombstone"

        YearOf "year"
        AdoptedBy "adoptedBy"
        DebatedOn "debatedOn"
        TextStatus "textStatus"
        SubjectToEditorialReview "subjectToEditorialReview"
        Procedure "procedure"
        ReportedIn "reportedIn"
        ReportOf "reportOf"
        Rapporteur "rapporteur"
        PublishedAs "publishedAs"
        TransmittedTo "transmittedTo"
        TransmittedOn "transmittedOn"
        Series "series"
        Legislature "legislature"
        Barcode "barcode"
        Sitting "sitting"
        Position "position"
        Text "text"
        InExpression "inExpression"
        PartKind "partKind"
        PrintedAt "printedAt"
        NoticeKind "noticeKind"
        CitationFunction "citationFunction"
        StatedIn "statedIn"
        StatedDate "statedDate"

        ActType "actType"
        Speaker "speaker"
        Addressee "addressee"
        ImpliedAddressee "impliedAddressee"
        Concerns "concerns"
        Hedge "hedge"
        Inferred "inferred"
        MakesDemand "makesDemand"
        HasSubDemand "hasSubDemand"
        RepeatsDemand "repeatsDemand"
        ActionType "actionType"
        Strength "strength"

        ReferredToAs "referredToAs"
        ShortName "shortName"
        AddressedTo "addressedTo"
        CallsForReleaseOf "callsForReleaseOf"
        CallsForRehabilitationOf "callsForRehabilitationOf"
        CallsForEndOfHarassmentOf "callsForEndOfHarassmentOf"
        Commends "commends"
        Supports "supports"
        Condemns "condemns"
        Deplores "deplores"
        Welcomes "welcomes"
        ExpressesConcernAbout "expressesConcernAbout"
        MemberOrLeaderOf "memberOrLeaderOf"
        OrganOf "organOf"
        OfState "ofState"
        ProgrammeOf "programmeOf"
        PartyOf "partyOf"
        AgreementWith "agreementWith"
        AgreementBetween "agreementBetween"
        MadeBy "madeBy"
        RequestedAccessionTo "requestedAccessionTo"
        InvitedToAccedeTo "invitedToAccedeTo"
        EncouragedToRatify "encouragedToRatify"
        EncouragedToJoin "encouragedToJoin"
        CooperatesWith "cooperatesWith"
        AcquiredFrom "acquiredFrom"
        RegistrationRefusedBy "registrationRefusedBy"
        RequestedInterventionFrom "requestedInterventionFrom"
        Perpetrator "perpetrator"
        Target "target"
        Victim "victim"
        OccurredOn "occurredOn"

        Denotes "denotes"
        InPart "inPart"
        Evidence "evidence"
        Rule "rule"
        Entry "entry"
        Basis "basis"
        CandidateFor "candidateFor"
        Score "score"
        OwnName "ownName"
        OtherName "otherName"
        SharedIdentifier "sharedIdentifier"
        Sha256 "sha256"
        LineStarts "lineStarts"
        SoftwareVersion "softwareVersion"
        VocabularyDigest "vocabularyDigest"
        MentionType "mentionType"
        ImportDigest "importDigest"
    }
}
