import Ontology
import Reasoning
import Yams

/// All that the user agent knows before it looks: vocabulary, tests, causes and probabilities.
public struct WhyKnowledge: Sendable {
    /// How a cause is put into words.
    public struct Wording: Hashable, Sendable {
        /// A few words: "the router does not answer".
        public let title: String
        /// A sentence with places to fill in.
        public let statement: String
        /// What to do, with places to fill in.
        public let advice: String
    }

    /// The classes of component and of test.
    public let ontology: ComponentOntology
    /// The individuals of a diagnosis: the connection, its four parts, and each test.
    public let components: [Component]
    /// Priors and tables.
    public let knowledge: [DependencyKnowledge]
    /// What may be to blame.
    public let explanations: [CandidateExplanation]
    /// The tests, by their names.
    public let tests: [String: DiagnosticTest]
    /// The tests made together by one probe, by the name of the probe.
    public let groups: [String: [String]]
    /// The words for each cause, by its code.
    public let wordings: [String: Wording]
    /// What people call each class, by its machine name.
    public let classLabels: [String: String]
    /// Milliseconds, and the probability of still waiting then for a page that comes in the end.
    public let waiting: [(milliseconds: Double, probability: Double)]
    /// How well each pace fits a visit that was quick although somebody complains of slowness.
    public let complaint: [String: Double]
    /// How well each value of a test fits that it has not ended after so many milliseconds.
    public let pending: [String: (milliseconds: Double, likelihoods: [String: Double])]

    /// The connection's property that says whether the page came.
    public static let status = ComponentProperty("connection", "status")
    /// The connection's property that says how quickly.
    public static let pace = ComponentProperty("connection", "pace")

    /// What the test observes.
    public static func result(of test: String) -> ComponentProperty {
        ComponentProperty(ComponentID(test), "result")
    }

    /// The knowledge that the product ships.
    public static func shipped() throws -> WhyKnowledge {
        try WhyKnowledge(
            ontology: ShippedText.ontology, ontologyName: "why-ontology.yaml",
            knowledge: ShippedText.knowledge, knowledgeName: "why-knowledge.yaml")
    }

    /// Reads knowledge from the text of two files.
    ///
    /// - Throws: `KnowledgeError`.
    public init(
        ontology ontologyText: String, ontologyName: String, knowledge knowledgeText: String,
        knowledgeName: String
    ) throws {
        let vocabulary = try YAMLText.decode(
            OntologyDocument.self, from: ontologyText, file: ontologyName)
        let beliefs = try YAMLText.decode(
            KnowledgeDocument.self, from: knowledgeText, file: knowledgeName)
        guard vocabulary.schema == OntologyDocument.schema else {
            throw KnowledgeError.schema(
                file: ontologyName, found: vocabulary.schema, known: OntologyDocument.schema)
        }
        guard beliefs.schema == OntologyDocument.schema else {
            throw KnowledgeError.schema(
                file: knowledgeName, found: beliefs.schema, known: OntologyDocument.schema)
        }
        let assembly = KnowledgeAssembly(
            vocabulary: vocabulary, ontologyName: ontologyName, beliefs: beliefs,
            knowledgeName: knowledgeName)
        ontology = assembly.ontology
        components = assembly.components
        knowledge = try assembly.knowledge()
        explanations = assembly.explanations
        let tests = try assembly.tests()
        self.tests = Dictionary(tests.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        groups = Dictionary(grouping: vocabulary.tests, by: \.group).mapValues { $0.map(\.id) }
        wordings = Dictionary(
            vocabulary.classes.flatMap { $0.causes }.map { code, cause in
                (
                    code,
                    Wording(title: cause.title, statement: cause.statement, advice: cause.advice)
                )
            }, uniquingKeysWith: { $1 })
        classLabels = Dictionary(
            vocabulary.classes.map { ($0.slug, $0.label) }, uniquingKeysWith: { $1 })
        complaint = beliefs.symptom.complaint
        pending = beliefs.pending.mapValues { ($0.milliseconds, $0.likelihoods) }
        waiting = try beliefs.symptom.waiting.map { pair in
            guard pair.count == 2, (0...1).contains(pair[1]) else {
                throw KnowledgeError.incomplete(
                    file: knowledgeName, place: "symptom.waiting",
                    need: "each entry is [milliseconds, probability]")
            }
            return (pair[0], pair[1])
        }
    }

    /// The compiled network over this knowledge.
    public func diagnoser() throws(ReasoningError) -> Diagnoser {
        try Diagnoser(
            graph: FailureDependencyGraph(
                components: components, ontology: ontology, knowledge: knowledge),
            explanations: explanations)
    }

    /// The test's group: what else its probe tells.
    public func group(of test: String) -> String? {
        groups.first { $0.value.contains(test) }?.key
    }
}
