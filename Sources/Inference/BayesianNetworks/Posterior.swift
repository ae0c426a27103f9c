/// The distributions of the variables of a network given evidence.
public struct Posterior: Sendable {
    private let workspace: JunctionTreeWorkspace

    init(workspace: JunctionTreeWorkspace) { self.workspace = workspace }

    /// The natural logarithm of the probability of the evidence.
    public var logProbabilityOfEvidence: Double { workspace.logProbabilityOfEvidence }

    /// The distribution of one variable, one probability a state.
    public subscript(variable: Int) -> [Double] { workspace.marginal(of: variable) }

    /// The distributions of all variables, by index.
    public var marginals: [[Double]] {
        workspace.tree.network.nodes.indices.map { workspace.marginal(of: $0) }
    }

    /// The joint distribution of a set of variables, row-major in the order given.
    ///
    /// - Throws: `BayesianNetworkError.notKeptTogether` if no clique holds them all.
    public func joint(of variables: [Int]) throws(BayesianNetworkError) -> [Double] {
        try workspace.joint(of: variables)
    }
}
