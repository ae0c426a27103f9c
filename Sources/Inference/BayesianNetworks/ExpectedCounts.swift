#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How often each table entry is expected to have been used, given records with missing values.
///
/// The E step: a record adds its weight times P(variable, parents | what was observed) to each
/// table (S. L. Lauritzen, The EM algorithm for graphical association models with missing data,
/// 1995). The family of a node always lies within one clique of the junction tree.
struct ExpectedCounts {
    /// Expected counts, one list a node in the shape of its table.
    private(set) var counts: [[Double]]
    /// Σ weight × ln P(record).
    private(set) var logLikelihood = 0.0

    /// Expects the counts under the tables of a network.
    ///
    /// - Throws: `LearningError.impossibleRecord` for a record of probability zero.
    init(
        of patterns: [ObservedRecords.Pattern], under network: BayesianNetwork
    ) throws(LearningError) {
        counts = network.nodes.map { [Double](repeating: 0, count: $0.table.count) }
        let families = network.nodes.indices.map { NodeFamily(of: $0, in: network) }
        var workspace: JunctionTreeWorkspace?
        for pattern in patterns {
            if !pattern.states.contains(where: { $0 < 0 }) {
                try addComplete(pattern, families: families, of: network)
                continue
            }
            do {
                var current: JunctionTreeWorkspace
                if let workspace {
                    current = workspace
                } else {
                    current = JunctionTreeWorkspace(try JunctionTree(compiling: network))
                }
                // One owner at a time, or every calibration would copy the workspace's memory.
                workspace = nil
                try current.calibrate(given: pattern.evidence)
                logLikelihood += pattern.weight * current.logProbabilityOfEvidence
                try add(pattern, families: families, from: current)
                workspace = current
            } catch .impossibleEvidence {
                throw .impossibleRecord(pattern.record)
            } catch {
                throw .network(error)
            }
        }
    }

    /// A record without gaps needs no inference.
    private mutating func addComplete(
        _ pattern: ObservedRecords.Pattern, families: [NodeFamily], of network: BayesianNetwork
    ) throws(LearningError) {
        var logProbability = 0.0
        for (index, family) in families.enumerated() {
            let offset = family.offset(ofObserved: pattern.states)
            logProbability += log(network.nodes[index].table[offset])
            counts[index][offset] += pattern.weight
        }
        guard logProbability > -Double.infinity else { throw .impossibleRecord(pattern.record) }
        logLikelihood += pattern.weight * logProbability
    }

    private mutating func add(
        _ pattern: ObservedRecords.Pattern, families: [NodeFamily],
        from workspace: JunctionTreeWorkspace
    ) throws(BayesianNetworkError) {
        for (index, family) in families.enumerated() {
            let positions = family.missingPositions(in: pattern.states)
            let missing = positions.map { family.members[$0] }
            let distribution: [Double] =
                switch missing.count {
                case 0: [1]
                case 1: workspace.marginal(of: missing[0])
                default: try workspace.joint(of: missing)
                }
            family.add(
                distribution, over: positions, weight: pattern.weight,
                from: family.offset(ofObserved: pattern.states), to: &counts[index])
        }
    }
}
