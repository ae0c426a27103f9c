import Ontology

/// What a round of learning is about: failures of which component, and what may explain them.
public struct LearningScope: Sendable {
    /// A value of a property that explains a failure.
    public struct Explanation: Hashable, Sendable, Codable {
        /// The property, from the input component.
        public let path: PropertyPath
        /// The value that explains.
        public let value: String
        /// The value that it has while something else is to blame.
        public let normal: String

        /// Makes an explanation of its parts.
        public init(path: PropertyPath, value: String = "FAIL", normal: String = "OK") {
            self.path = path
            self.value = value
            self.normal = normal
        }

        /// Whether a label names it.
        func fits(_ label: CaseLabel) -> Bool { path == label.path && value == label.value }
    }

    /// The class of the component that failed and from which paths start.
    public let inputClass: OntologyURI
    /// What may be true of a case; just one of it is.
    public let explanations: [Explanation]
    /// The classes and their properties.
    public let ontology: ComponentOntology

    /// Makes a scope of its parts.
    public init(
        inputClass: OntologyURI, explanations: [Explanation], ontology: ComponentOntology
    ) {
        self.inputClass = inputClass
        self.explanations = explanations
        self.ontology = ontology
    }

    /// The place of the labelled explanation; nil without a label, or with one of something else.
    func truth(of diagnosis: DiagnosisCase) -> Int? {
        diagnosis.label.flatMap { label in explanations.firstIndex { $0.fits(label) } }
    }

    /// The case, or where its label is a guess one for each possibility, of its part of the weight.
    func parts(of diagnosis: DiagnosisCase) -> [DiagnosisCase] {
        guard let label = diagnosis.label, truth(of: diagnosis) != nil else { return [diagnosis] }
        let others = explanations.filter {
            $0.path != label.path && label.alternatives.contains($0.path)
        }
        guard !others.isEmpty else { return [diagnosis] }
        func part(_ path: PropertyPath, _ value: String, _ share: Double) -> DiagnosisCase {
            var part = diagnosis
            part.label = CaseLabel(path: path, value: value, origin: label.origin)
            part.weight *= share
            return part
        }
        let rest = (1 - label.probability) / Double(others.count)
        return [part(label.path, label.value, label.probability)]
            + others.map { part($0.path, $0.value, rest) }
    }
}
