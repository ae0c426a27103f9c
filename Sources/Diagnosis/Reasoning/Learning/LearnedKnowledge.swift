import Ontology

/// What was learned from cases, and the way to it.
public struct LearnedKnowledge: Sendable {
    /// All the knowledge: what was learned in the place of the old, and what no case spoke of as it was.
    public let knowledge: [DependencyKnowledge]
    /// What was learned.
    public let learned: [DependencyKnowledge]
    /// How many cases it was learned from.
    public let cases: Int
    /// ln P(cases) of the start and of each improvement of the tables, the last one's last.
    public let logLikelihoods: [Double]
    /// What is maximised, log-likelihood and prior together, in the same order.
    public let objectives: [Double]
    /// Whether the improvements ended because they had become small.
    public let hasConverged: Bool
}

extension DependencyKnowledge {
    /// The knowledge with the rows of a table, one a combination of values of the parents.
    ///
    /// - Parameters:
    ///   - table: combinations × states, the first parent slowest.
    ///   - states: the values of the property, in the order of the columns.
    ///   - parentStates: for each parent its values.
    func with(
        table: [Double], states: [String], parentStates: [[String]], parents: [PropertyPath]? = nil,
        source: String
    ) -> DependencyKnowledge {
        var rows = [Row]()
        var combination = [Int](repeating: 0, count: parentStates.count)
        for start in stride(from: 0, to: table.count, by: states.count) {
            var distribution = [String: Double]()
            for (offset, value) in states.enumerated() where table[start + offset] > 0 {
                distribution[value] = table[start + offset]
            }
            rows.append(
                Row(
                    when: zip(parentStates, combination).map { [$0[$1]] },
                    distribution: distribution))
            for position in combination.indices.reversed() {
                combination[position] += 1
                if combination[position] < parentStates[position].count { break }
                combination[position] = 0
            }
        }
        return DependencyKnowledge(
            subject: subject, property: property, parents: parents ?? self.parents, rows: rows,
            source: source)
    }
}
