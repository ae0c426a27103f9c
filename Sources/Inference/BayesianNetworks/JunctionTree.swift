/// A network compiled for exact inference by message passing over a tree of cliques.
///
/// S. L. Lauritzen and D. J. Spiegelhalter, Local computations with probabilities on graphical
/// structures, 1988; F. V. Jensen, S. L. Lauritzen and K. G. Olesen, Bayesian updating in causal
/// probabilistic networks by local computations, 1990. A tree is an immutable value and can be
/// shared; a `JunctionTreeWorkspace` holds the numbers of repeated queries.
public struct JunctionTree: Sendable {
    /// The network the tree was compiled from.
    public let network: BayesianNetwork
    /// The sets of variables of which each lies within one clique.
    public let keptTogether: [[Int]]
    /// How many bytes the tables of a workspace may take.
    public let memoryLimit: Int
    let structure: CliqueTree

    /// 4 GiB.
    public static let defaultMemoryLimit = 4 << 30

    /// Compiles a network.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - groups: sets of variables whose joint distribution will be asked for.
    ///   - observed: variables that queries will usually have hard findings for; the tables are
    ///     made smaller by leaving them out. Other evidence is allowed and compiles anew.
    ///   - memoryLimit: how many bytes the tables may take.
    /// - Throws: `BayesianNetworkError.tooLarge` if the tables would not fit, and
    ///   `.unknownVariableIndex`.
    public init(
        compiling network: BayesianNetwork, keepingTogether groups: [[Int]] = [],
        observing observed: [Int] = [], memoryLimit: Int = JunctionTree.defaultMemoryLimit
    ) throws(BayesianNetworkError) {
        for group in groups { for variable in group { try network.check(variable) } }
        for variable in observed { try network.check(variable) }
        self.network = network
        self.memoryLimit = memoryLimit
        keptTogether = groups
        structure = try CliqueTree(
            network: network, observing: Array(Set(observed)).sorted(),
            keepingTogether: groups, memoryLimit: memoryLimit)
    }

    /// The number of cliques.
    public var cliqueCount: Int { structure.cliques.count }

    /// The number of entries of all clique tables.
    public var entryCount: Int { structure.entryCount }

    /// The variables of every clique.
    public var cliques: [[Int]] { structure.cliques.indices.map { Array(structure.scope(of: $0)) } }

    /// The marginals of all variables given evidence.
    ///
    /// For repeated queries keep a `JunctionTreeWorkspace`.
    ///
    /// - Throws: `BayesianNetworkError` for evidence that does not fit the network, has
    ///   probability 0, or needs tables beyond the memory limit.
    public func posterior(
        given evidence: Evidence = Evidence()
    ) throws(BayesianNetworkError) -> Posterior {
        var workspace = JunctionTreeWorkspace(self)
        try workspace.calibrate(given: evidence)
        return Posterior(workspace: workspace)
    }
}
