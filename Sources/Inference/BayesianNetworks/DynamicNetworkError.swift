/// What can be wrong with a dynamic network or with a question asked of it.
public enum DynamicNetworkError: Error, Sendable, Hashable {
    /// A node names a parent index outside `0 ..< nodeCount`.
    case unknownParent(variable: String, parentIndex: Int, nodeCount: Int)
    /// Fewer slices are asked for than there must be.
    case tooFewSlices(Int, needed: Int)
    /// The tables of that many slices would have more entries than allowed.
    case tooManySlices(Int, entryLimit: Int)
    /// The unrolled network, the evidence or inference failed; names carry their slice.
    case network(BayesianNetworkError)
}

extension DynamicNetworkError: CustomStringConvertible {
    /// What is wrong and what the reader can do.
    public var description: String {
        switch self {
        case .unknownParent(let variable, let index, let count):
            "variable \(variable) names parent \(index), but there are only nodes 0 to \(count - 1)"
        case .tooFewSlices(let count, let needed):
            "\(count) slices are too few: ask for at least \(needed)"
        case .tooManySlices(let count, let limit):
            "\(count) slices would need more than \(limit) table entries: ask for fewer"
        case .network(let error):
            error.description
        }
    }
}
