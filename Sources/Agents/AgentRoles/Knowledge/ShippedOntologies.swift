import AgentRuntime
import DMEP
import Ontology

/// The ontology documents that the product ships and serves, by URI.
public enum ShippedOntologies {
    /// The documents as files, by the URI under which they are served.
    public static func documents() -> [String: [UInt8]] {
        [
            core: PackageResources.core_xml,
            common: PackageResources.common_xml,
            statistics: PackageResources.servstats_xml,
            secondLookup: PackageResources.planetlab_xml,
            agents: PackageResources.agents_xml,
        ]
    }

    /// What every component has (CAPRI thesis, B.1.1).
    public static let core = "http://capri.csail.mit.edu/2006/capri/core"
    /// Components and tests of a web visit (CAPRI thesis, B.1.2).
    public static let common = "http://capri.csail.mit.edu/2006/capri/common"
    /// Statistics of web servers (CAPRI thesis, B.1.3).
    public static let statistics = "http://capri.csail.mit.edu/2006/capri/servstats"
    /// The test of the second DNS specialist (CAPRI thesis, B.1.4).
    public static let secondLookup = "http://capri.csail.mit.edu/2006/capri/planetlab"
    /// A visit repeated from elsewhere.
    public static let agents = "https://culprit.example/ontology/agents"
    /// The causes and tests of `culprit why`.
    public static let why = "https://culprit.example/ontology/why"

    /// The files and the vocabulary of `culprit why`, as they are served.
    public static func served() throws -> [String: [UInt8]] {
        var served = documents()
        served[why] = DocumentCodec().encode(
            .ontology(try WhyVocabulary.shipped().ontologyDocument), as: .xml)
        return served
    }

    /// What the files define, by the URI of the document, with the vocabulary of `culprit why`.
    public static func definitions() throws -> [String: DMEP.OntologyDocument] {
        var definitions = try files()
        definitions[why] = try WhyVocabulary.shipped().ontologyDocument
        return definitions
    }

    /// All definitions together.
    public static func ontology() throws -> ComponentOntology {
        try OntologyLibrary(shipped: definitions()).ontology
    }

    /// What the files define, without the vocabulary of `culprit why`.
    static func files() throws -> [String: DMEP.OntologyDocument] {
        try documents().mapValues { bytes in
            guard case .ontology(let document) = try DocumentCodec().decode(bytes, as: .xml) else {
                throw DocumentError.unexpected(element: "a message", within: "an ontology file")
            }
            return document
        }
    }
}
