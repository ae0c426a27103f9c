/// The part of a network that the distribution of some targets given evidence depends on.
///
/// R. D. Shachter, Bayes-ball: the rational pastime, 1998: a ball bouncing from the targets marks the
/// tables that are needed; descendants without findings and whatever the findings separate from
/// the targets are left out. Linear in the size of the graph.
public struct RelevantSubnetwork: Sendable {
    /// The variables kept, by their index in the whole network, ascending.
    public let variables: [Int]
    /// The network over them.
    ///
    /// Observed variables of which only the state matters have no parents here and a uniform table.
    public let network: BayesianNetwork

    /// Finds what is relevant for targets given evidence.
    ///
    /// - Throws: `BayesianNetworkError.unknownVariableIndex` and other errors of evidence that does
    ///   not fit the network.
    public init(
        of whole: BayesianNetwork, targets: [Int], given evidence: Evidence
    ) throws(BayesianNetworkError) {
        for target in targets { try whole.check(target) }
        try evidence.check(in: whole)
        let ball = BayesBall(network: whole, targets: targets, evidence: evidence)
        let kept = whole.nodes.indices.filter {
            ball.tableIsNeeded[$0] || (ball.visited[$0] && evidence.findings[$0] != nil)
        }
        var numbers = [Int](repeating: -1, count: whole.count)
        for (number, variable) in kept.enumerated() { numbers[variable] = number }
        variables = kept
        network = try BayesianNetwork(
            nodes: kept.map { index in
                let node = whole.nodes[index]
                guard ball.tableIsNeeded[index] else {
                    let count = node.variable.stateCount
                    return .init(
                        variable: node.variable,
                        table: [Double](repeating: 1 / Double(count), count: count))
                }
                return .init(
                    variable: node.variable, parents: node.parents.map { numbers[$0] },
                    table: node.table)
            }, rowSums: .asGiven(tolerance: .infinity))
    }

    /// Evidence of the whole network, restricted and renumbered to this part of it.
    public func evidence(_ whole: Evidence) -> Evidence {
        var part = Evidence()
        var likelihoods: [Int: [Double]] = [:]
        for (number, variable) in variables.enumerated() {
            if let state = whole.findings[variable] { part.observe(number, state: state) }
            likelihoods[number] = whole.likelihoods[variable]
        }
        return Evidence(part.findings, likelihoods: likelihoods)
    }
}

/// The marks a ball leaves that bounces through a network from the targets.
private struct BayesBall {
    private(set) var tableIsNeeded: [Bool]
    private(set) var visited: [Bool]

    init(network: BayesianNetwork, targets: [Int], evidence: Evidence) {
        let children = network.children
        var top = [Bool](repeating: false, count: network.count)
        var bottom = top
        var visited = top
        var visits = targets.map { (variable: $0, fromChild: true) }
        while let (variable, fromChild) = visits.popLast() {
            visited[variable] = true
            let isObserved = evidence.findings[variable] != nil
            // A likelihood is a finding of an unnamed child: it sends the ball back up.
            let bouncesUp =
                isObserved ? !fromChild : fromChild || evidence.likelihoods[variable] != nil
            if bouncesUp && !top[variable] {
                top[variable] = true
                visits += network.nodes[variable].parents.map { ($0, true) }
            }
            if !isObserved && !bottom[variable] {
                bottom[variable] = true
                visits += children[variable].map { ($0, false) }
            }
        }
        tableIsNeeded = top
        self.visited = visited
    }
}

extension BayesianNetwork {
    /// The distributions of a few targets given evidence, computed on the relevant part alone.
    ///
    /// - Returns: for each target, in the order given, one probability a state.
    /// - Throws: `BayesianNetworkError`; evidence that is impossible, but irrelevant to the targets,
    ///   is not noticed.
    public func query(
        targets: [Int], given evidence: Evidence = Evidence(),
        memoryLimit: Int = JunctionTree.defaultMemoryLimit
    ) throws(BayesianNetworkError) -> [[Double]] {
        let part = try RelevantSubnetwork(of: self, targets: targets, given: evidence)
        let partEvidence = part.evidence(evidence)
        let tree = try JunctionTree(
            compiling: part.network, observing: Array(partEvidence.findings.keys),
            memoryLimit: memoryLimit)
        var workspace = JunctionTreeWorkspace(tree)
        guard try workspace.attempt(partEvidence) else {
            throw .impossibleEvidence(
                conflict: conflict(in: evidence, memoryLimit: memoryLimit))
        }
        return targets.map { target in
            workspace.marginal(of: part.variables.firstIndex(of: target) ?? 0)
        }
    }
}
