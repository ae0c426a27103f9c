import BayesianNetworks
import Ontology

/// What is known so far: at most one piece of evidence for each property, so that nothing counts twice.
public struct EvidenceSet: Hashable, Sendable {
    /// A value that was seen, or how well each value fits what was seen.
    public enum Item: Hashable, Sendable {
        /// The property has this value.
        case value(String)
        /// The likelihood of each value; values not named count 0.
        case likelihood([String: Double])
    }

    /// The evidence by what it is about.
    public private(set) var items: [ComponentProperty: Item]

    /// Makes a set of `items`.
    public init(_ items: [ComponentProperty: Item] = [:]) { self.items = items }

    /// The evidence about `subject`; setting it replaces what was known.
    public subscript(subject: ComponentProperty) -> Item? {
        get { items[subject] }
        set { items[subject] = newValue }
    }

    /// The set without what is known of `subject`.
    public func without(_ subject: ComponentProperty) -> EvidenceSet {
        var copy = self
        copy[subject] = nil
        return copy
    }

    /// The evidence as the engine takes it.
    func evidence(in graph: FailureDependencyGraph) throws(ReasoningError) -> Evidence {
        var findings = [Int: Int]()
        var likelihoods = [Int: [Double]]()
        for (subject, item) in items {
            let variable = try graph.variable(of: subject)
            let values = graph.values(of: variable)
            switch item {
            case .value(let value):
                guard let state = values.firstIndex(of: value) else {
                    throw .unknownValue(subject: subject.description, value: value)
                }
                findings[variable] = state
            case .likelihood(let weights):
                for value in weights.keys.sorted() where !values.contains(value) {
                    throw .unknownValue(subject: subject.description, value: value)
                }
                likelihoods[variable] = values.map { weights[$0] ?? 0 }
            }
        }
        return Evidence(findings, likelihoods: likelihoods)
    }
}
