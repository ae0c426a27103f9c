/// A network with tables learned from records, and the counts they come from.
public struct LearnedTables: Sendable {
    /// The network with the learned tables.
    ///
    /// Combinations of parent states with neither a record nor a prior are uniform and stand in its
    /// `unseenRows`.
    public let network: BayesianNetwork
    /// How often each entry was seen, one list a node in the shape of its table; without the prior.
    public let counts: [[Double]]
    /// How much stands behind each row, one list a node: records and pseudo-counts together.
    ///
    /// Given back as `DirichletPrior.experienceTables` it carries on learning where this ended.
    public let experience: [[Double]]

    /// The tables that counts and pseudo-counts give.
    init(
        structure: BayesianNetwork, counts: [[Double]], pseudoCounts: [[Double]]
    ) throws(LearningError) {
        var nodes = structure.nodes
        var experience: [[Double]] = []
        experience.reserveCapacity(nodes.count)
        for index in nodes.indices {
            let width = nodes[index].variable.stateCount
            var strengths: [Double] = []
            for start in stride(from: 0, to: counts[index].count, by: width) {
                let row = (start..<start + width).map {
                    counts[index][$0] + pseudoCounts[index][$0]
                }
                let strength = row.reduce(0, +)
                strengths.append(strength)
                // Without anything behind it the row stays zero, which the network reports.
                for state in 0..<width {
                    nodes[index].table[start + state] = strength > 0 ? row[state] / strength : 0
                }
            }
            experience.append(strengths)
        }
        self.counts = counts
        self.experience = experience
        do {
            network = try BayesianNetwork(nodes: nodes)
        } catch {
            throw .network(error)
        }
    }
}
