import Ontology

/// Why an input component is not one that a service serves.
public enum InputMismatch: Hashable, Sendable {
    /// A required property is not known.
    case missing(PropertyPath)
    /// The index of a property cannot be told: its value is no address or number, or its autonomous
    /// system is not known.
    case noIndex(PropertyPath)
    /// The index of a property lies outside the ranges served.
    case outside(PropertyPath, index: UInt64)
}

extension InputMismatch: CustomStringConvertible {
    /// What does not fit.
    public var description: String {
        switch self {
        case .missing(let path): "the value of \(path) is needed"
        case .noIndex(let path):
            "the value of \(path) has no index of the kind that the service asks for"
        case .outside(let path, let index):
            "the index \(index) of \(path) is not among those that the service serves"
        }
    }
}
