/// The numbers of a junction tree under evidence that changes from query to query.
///
/// A workspace keeps its tables and messages: a new calibration recomputes only what the changed
/// findings reach, and allocates nothing as long as the same tables serve. When the findings would
/// make the tables much smaller, the tree is compiled anew without the observed variables.
public struct JunctionTreeWorkspace: Sendable {
    /// The tree the workspace belongs to.
    public let tree: JunctionTree
    /// The natural logarithm of the probability of the evidence last calibrated for.
    public internal(set) var logProbabilityOfEvidence = 0.0

    var structure: CliqueTree
    var memory: [Double]
    var marks: Marks
    /// The observed state of every variable, -1 for none, and the variables that have one.
    var states: [Int]
    var hardVariables: [Int] = []
    /// The likelihood of every variable, empty for none, and the variables that have one.
    var likelihoods: [[Double]]
    var softVariables: [Int] = []

    /// What has to be recomputed, and the powers of two taken out of tables and messages.
    struct Marks: Sendable {
        var sliceIsStale: [Bool]
        var anySliceIsStale = true
        var sliceLow: [Int]
        var baseIsStale: [Bool]
        var productIsStale: [Bool]
        var beliefIsStale: [Bool]
        var baseExponent: [Int]
        var baseLow: [Int]
        var productExponent: [Int]
        var messageExponent: [Int]
        var messageLow: [Int]
        var combinedLow: [Int]

        init(_ structure: CliqueTree) {
            let cliques = structure.cliques.count
            sliceIsStale = [Bool](repeating: true, count: structure.factors.count)
            sliceLow = [Int](repeating: 0, count: structure.factors.count)
            baseIsStale = [Bool](repeating: true, count: cliques)
            productIsStale = [Bool](repeating: true, count: cliques)
            beliefIsStale = [Bool](repeating: true, count: cliques)
            baseExponent = [Int](repeating: 0, count: cliques)
            baseLow = [Int](repeating: 0, count: cliques)
            productExponent = [Int](repeating: 0, count: cliques)
            messageExponent = [Int](repeating: 0, count: cliques)
            messageLow = [Int](repeating: 0, count: cliques)
            combinedLow = [Int](repeating: 0, count: cliques)
        }
    }

    /// Creates a workspace; the first calibration fills it.
    public init(_ tree: JunctionTree) {
        self.tree = tree
        structure = tree.structure
        memory = []
        marks = Marks(tree.structure)
        states = [Int](repeating: -1, count: tree.network.count)
        likelihoods = [[Double]](repeating: [], count: tree.network.count)
    }

    /// The probability that a variable is in a state, given the evidence last calibrated for.
    ///
    /// Indices out of range are a programming error. Constant time.
    public func probability(of variable: Int, state: Int) -> Double {
        let offset = structure.marginalOffsets[variable]
        precondition(offset + state < structure.marginalOffsets[variable + 1] && state >= 0)
        return memory[structure.memory.marginals + offset + state]
    }

    /// The distribution of a variable, given the evidence last calibrated for.
    public func marginal(of variable: Int) -> [Double] {
        let start = structure.memory.marginals
        return Array(
            memory[
                start + structure.marginalOffsets[variable]..<start
                    + structure.marginalOffsets[variable + 1]])
    }

    /// Computes the distribution of every variable given evidence.
    ///
    /// - Throws: `BayesianNetworkError.impossibleEvidence` for evidence of probability 0 (the
    ///   distributions are then undefined until a calibration succeeds), `.tooLarge`, or an error
    ///   about evidence that does not fit the network.
    public mutating func calibrate(
        given evidence: Evidence = Evidence()
    ) throws(BayesianNetworkError) {
        guard try attempt(evidence) else {
            throw .impossibleEvidence(
                conflict: tree.network.conflict(in: evidence, memoryLimit: tree.memoryLimit))
        }
    }

    /// Calibrates; false if the evidence has probability 0.
    mutating func attempt(_ evidence: Evidence) throws(BayesianNetworkError) -> Bool {
        try evidence.check(in: tree.network)
        try chooseStructure(for: evidence)
        if memory.isEmpty {
            let count = structure.memory.total
            memory = [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
                LargePages.advise(buffer)
                // Every table is written in full before it is read; only touched pages cost.
                initialized = count
            }
        }
        take(evidence)
        guard let logarithm = propagate(), logarithm > -Double.infinity else { return false }
        logProbabilityOfEvidence = logarithm
        return true
    }
}
