import Ontology

/// Why knowledge cannot be turned into a network, or evidence not be weighed.
public enum ReasoningError: Error, Hashable, Sendable {
    /// The knowledge speaks of a property that the ontology does not define.
    case unknownProperty(subject: OntologyURI, property: String)
    /// A parent's path leads nowhere from this individual.
    case brokenPath(component: ComponentID, path: PropertyPath)
    /// Nothing is known of a property that another one depends on.
    case missingKnowledge(ComponentProperty)
    /// A row names a value outside the range of its property.
    case unknownValue(subject: String, value: String)
    /// A row's probabilities are not a distribution.
    case invalidRow(subject: String, row: Int, sum: Double)
    /// A row lists conditions for another number of parents than the table has.
    case rowShape(subject: String, row: Int)
    /// No row fits a combination of parent values.
    case uncovered(subject: String, values: [String])
    /// The share spread over all values is not between 0 and 1.
    case invalidLeak(subject: String, leak: Double)
    /// Evidence speaks of something that the network does not hold.
    case unknownSubject(ComponentProperty)
    /// The engine refused the network or the evidence; its own words say why.
    case inference(String)
}

extension ReasoningError: CustomStringConvertible {
    /// What is wrong, where, in words.
    public var description: String {
        switch self {
        case .unknownProperty(let subject, let property):
            "the ontology defines no property \(property) of \(subject.shortName) with a list of values"
        case .brokenPath(let component, let path):
            "the path \(path) leads nowhere from \(component)"
        case .missingKnowledge(let subject):
            "nothing is known of \(subject): add its prior or its table to the knowledge"
        case .unknownValue(let subject, let value):
            "the knowledge of \(subject) names \(value), which is not among its values"
        case .invalidRow(let subject, let row, let sum):
            "row \(row + 1) of the knowledge of \(subject) sums to \(sum), not to 1"
        case .rowShape(let subject, let row):
            "row \(row + 1) of the knowledge of \(subject) has another number of parents"
        case .uncovered(let subject, let values):
            "no row of the knowledge of \(subject) fits \(values.joined(separator: ", ")); "
                + "end with a row without condition"
        case .invalidLeak(let subject, let leak):
            "the leak of \(subject) is \(leak); it must lie between 0 and 1"
        case .unknownSubject(let subject):
            "the network does not hold \(subject)"
        case .inference(let reason):
            "inference failed: \(reason)"
        }
    }
}
