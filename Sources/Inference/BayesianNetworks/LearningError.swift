/// Why tables could not be learned from records.
public enum LearningError: Error, Sendable, Hashable {
    /// A record has another number of values than the network has variables.
    case recordLength(found: Int, expected: Int)
    /// A record holds a state index that the variable does not have.
    case unknownState(variable: String, index: Int, stateCount: Int)
    /// A weight is negative or not finite, or the weights add up to infinity.
    case invalidWeight(Double)
    /// A value is missing where learning by counts needs all of them.
    case missingValue(variable: String)
    /// A prior strength or pseudo-count is negative or not finite; the variable is named if known.
    case invalidPseudoCount(variable: String?, value: Double)
    /// Pseudo-counts do not have the shape of the tables.
    case pseudoCountShape(variable: String, found: Int, expected: Int)
    /// A setting of the algorithm is out of range; the text says which and what it may be.
    case invalidSetting(String)
    /// The tables to start from give a record probability zero, so that no improvement finds it.
    case impossibleRecord([Int?])
    /// The network, or inference on it, failed.
    case network(BayesianNetworkError)
}

extension LearningError: CustomStringConvertible {
    /// What is wrong and what the reader can do.
    public var description: String {
        switch self {
        case .recordLength(let found, let expected):
            "a record has \(found) values where the network has \(expected) variables"
        case .unknownState(let variable, let index, let count):
            "a record holds state \(index) of \(variable), which has \(count)"
        case .invalidWeight(let weight):
            "the weight \(weight) of a record is not a finite number of at least zero"
        case .missingValue(let variable):
            "the value of \(variable) is missing in a record: learn by expectation maximization"
        case .invalidPseudoCount(let variable, let value):
            "the prior strength \(value)\(variable.map { " of \($0)" } ?? "") "
                + "is not a finite number of at least zero"
        case .pseudoCountShape(let variable, let found, let expected):
            "the prior of \(variable) has \(found) entries where \(expected) are needed"
        case .invalidSetting(let text):
            text
        case .impossibleRecord(let record):
            "the tables to start from give probability zero to the record "
                + "[\(record.map { $0.map(String.init) ?? "-" }.joined(separator: ", "))]: "
                + "start from tables without zeros"
        case .network(let error):
            error.description
        }
    }
}
