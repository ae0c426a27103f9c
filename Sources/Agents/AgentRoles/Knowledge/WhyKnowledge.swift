import Ontology
import Reasoning

/// What the user agent believes before it looks: priors, and what each test shows when a cause is present.
public struct WhyKnowledge: Sendable {
    /// The words that it is about.
    public let vocabulary: WhyVocabulary
    /// Priors and tables.
    public let knowledge: [DependencyKnowledge]
    /// Milliseconds, and the probability of still waiting then for a page that comes in the end.
    public let waiting: [(milliseconds: Double, probability: Double)]
    /// How well each value of a test fits that it has not ended after so many milliseconds.
    public let pending: [String: (milliseconds: Double, likelihoods: [String: Double])]
    /// How well each pace fits a visit that was quick although somebody complains of slowness.
    public let complaint: [String: Double]

    /// The knowledge that the product ships.
    public static func shipped() throws -> WhyKnowledge { try shipped(about: .shipped()) }

    /// The knowledge that the product ships, about a vocabulary that knows its causes and tests.
    public static func shipped(about vocabulary: WhyVocabulary) throws -> WhyKnowledge {
        try WhyKnowledge(
            about: vocabulary, text: ShippedText.knowledge, file: "why-knowledge.yaml")
    }

    /// Reads the text of the file called `file`.
    public init(
        about vocabulary: WhyVocabulary, text: String, file: String
    ) throws(KnowledgeError) {
        let document = try KnowledgeDocument(text: text, file: file)
        self.vocabulary = vocabulary
        knowledge = try BeliefAssembly(names: vocabulary.names, beliefs: document, file: file)
            .knowledge()
        complaint = document.complaint
        pending = document.pending.mapValues { ($0.milliseconds, $0.likelihoods) }
        var waiting = [(milliseconds: Double, probability: Double)]()
        for pair in document.waiting {
            guard pair.count == 2, (0...1).contains(pair[1]) else {
                throw .incomplete(
                    file: file, place: "symptom.waiting",
                    need: "each entry is [milliseconds, probability]")
            }
            waiting.append((pair[0], pair[1]))
        }
        self.waiting = waiting
    }

    /// The compiled network over this knowledge.
    public func diagnoser() throws(ReasoningError) -> Diagnoser {
        try Diagnoser(
            graph: FailureDependencyGraph(
                components: vocabulary.components, ontology: vocabulary.ontology,
                knowledge: knowledge),
            explanations: vocabulary.explanations)
    }
}
