import DMEP
import Ontology

/// What agents believe about the components and tests of the shipped ontologies, in the sets in which they
/// publish it.
///
/// Subjects, properties and paths are named by whole URIs.
public struct AgentsKnowledge: Sendable {
    /// The pieces, by the name of their set.
    public let sets: [String: [DependencyKnowledge]]

    /// What experts wrote down at the start (CAPRI thesis, B.3).
    ///
    /// The table of browser error codes is ours: that of the thesis is not legible.
    public static func manual() throws -> [DependencyKnowledge] { try shipped().set("manual") }

    /// What the thesis' knowledge agent learned from 20,000 labelled failures; priors are shares among failures.
    ///
    /// The distribution of error codes for the one combination that was never seen is ours, and so are no
    /// others: zeros that were printed are kept.
    public static func learned() throws -> [DependencyKnowledge] { try shipped().set("learned") }

    /// What the second DNS specialist publishes when it joins (CAPRI thesis, B.3).
    public static func codns() throws -> [DependencyKnowledge] { try shipped().set("codns") }

    /// What a visit from elsewhere shows; ours, by judgement.
    public static func remoteVantage() throws -> [DependencyKnowledge] {
        try shipped().set("remote-vantage")
    }

    /// The file that the product ships.
    public static func shipped() throws -> AgentsKnowledge {
        try AgentsKnowledge(
            text: ShippedText.agentsKnowledge, file: "agents-knowledge.yaml",
            ontologies: ShippedOntologies.files())
    }

    /// Reads the text of the file called `file`, whose short names are those of `ontologies`.
    public init(
        text: String, file: String, ontologies: [String: DMEP.OntologyDocument]
    ) throws(KnowledgeError) {
        let document = try AgentsKnowledgeDocument(text: text, file: file)
        let assembly = TableAssembly(ontologies: ontologies, file: file)
        var sets = [String: [DependencyKnowledge]]()
        for (name, set) in document.sets {
            var pieces = [DependencyKnowledge]()
            for table in set.tables {
                pieces.append(try assembly.knowledge(table, source: set.source))
            }
            sets[name] = pieces
        }
        self.sets = sets
    }

    /// The set of that name.
    public func set(_ name: String) throws(KnowledgeError) -> [DependencyKnowledge] {
        guard let set = sets[name] else {
            throw .unknownName(file: "agents-knowledge.yaml", place: "sets", name: name)
        }
        return set
    }
}
