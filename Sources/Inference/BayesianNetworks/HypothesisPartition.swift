/// Candidate explanations: each joint state of some variables belongs to exactly one.
public struct HypothesisPartition: Sendable, Hashable {
    /// The variables, which must have been kept together when compiling.
    public let variables: [Int]
    /// For each joint state (row-major, the first variable slowest) the number of its explanation.
    public let labels: [Int]
    /// The number of explanations.
    public let count: Int

    /// Creates a partition; labels must lie in `0 ..< count`.
    ///
    /// - Throws: `BayesianNetworkError.invalidPartition`.
    public init(
        variables: [Int], labels: [Int], count: Int
    ) throws(BayesianNetworkError) {
        guard Set(variables).count == variables.count else {
            throw .invalidPartition("a partition names a variable twice: name it once")
        }
        guard count > 0, labels.allSatisfy({ $0 >= 0 && $0 < count }) else {
            throw .invalidPartition("the labels of a partition must lie between 0 and its count")
        }
        self.variables = variables
        self.labels = labels
        self.count = count
    }

    /// Creates the partition in which every joint state is an explanation of its own.
    ///
    /// - Throws: `BayesianNetworkError.invalidPartition` or `.unknownVariableIndex`.
    public init(
        jointStatesOf variables: [Int], in network: BayesianNetwork
    ) throws(BayesianNetworkError) {
        for variable in variables { try network.check(variable) }
        let count = variables.reduce(1) { $0 * network.stateCount(of: $1) }
        try self.init(variables: variables, labels: Array(0..<count), count: count)
    }

    func check(in network: BayesianNetwork) throws(BayesianNetworkError) {
        for variable in variables { try network.check(variable) }
        let count = variables.reduce(1) { $0 * network.stateCount(of: $1) }
        guard labels.count == count else {
            throw .invalidPartition(
                "a partition has \(labels.count) labels where its variables have \(count) states")
        }
    }
}
