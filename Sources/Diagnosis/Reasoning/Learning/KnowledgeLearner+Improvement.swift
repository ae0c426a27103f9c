import BayesianNetworks

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension KnowledgeLearner {
    /// The tables of the pieces of knowledge, nil where no case reached any row.
    struct Run {
        var tables: [[Double]?]
        var logLikelihoods: [Double]
        var objectives: [Double]
        var hasConverged: Bool
    }

    /// Improves one table for each piece of knowledge until the objective hardly grows.
    ///
    /// θ maximises ln P(cases) + Σ a ln θ with a = strength · ((1 - doubt) · old + doubt / states): in
    /// each row θ = (N + a) / Σ (N + a), N the expected counts of all variables that share the table.
    func improve(
        _ graph: LearningNetwork, from parts: HiddenParts
    ) throws(ReasoningError) -> Run {
        let sharers = graph.sharers
        var whole = ObservedRecords(of: graph.network)
        for record in parts.whole {
            try Self.engine { () throws(LearningError) in
                try whole.add(record.states, weight: record.weight)
            }
        }
        var old = [[Double]]()
        var widths = [Int]()
        for (piece, variables) in sharers.enumerated() {
            let shapes = Set(variables.map { graph.network.nodes[$0].table.count })
            let states = Set(variables.map { graph.variables[$0].states })
            guard let first = variables.first, shapes.count == 1, states.count == 1 else {
                let knowledge = graph.knowledge[piece]
                throw .inference(
                    "\(knowledge.subject.shortName).\(knowledge.property) has other values or "
                        + "parents with other values at different paths, and cannot share a table")
            }
            old.append(graph.network.nodes[first].table)
            widths.append(graph.variables[first].states.count)
        }
        // The start is the prior's own mean: what the old knowledge holds for impossible could never be
        // learned from there.
        var tables = zip(old, widths).map { table, width in
            table.map { (1 - doubt) * $0 + doubt / Double(width) }
        }
        let pseudoCounts = tables.map { $0.map { $0 * strength } }
        var logLikelihoods = [Double]()
        var objectives = [Double]()
        var hasConverged = false
        var counts = old
        while true {
            let expected = try Self.expectedCounts(
                of: parts, and: whole, in: graph, under: tables)
            for (piece, variables) in sharers.enumerated() {
                counts[piece] = [Double](repeating: 0, count: old[piece].count)
                for variable in variables {
                    for entry in counts[piece].indices {
                        counts[piece][entry] += expected.counts[variable][entry]
                    }
                }
            }
            let objective = expected.logLikelihood + Self.logPrior(tables, pseudoCounts)
            let growth = objective - (objectives.last ?? -.infinity)
            logLikelihoods.append(expected.logLikelihood)
            objectives.append(objective)
            hasConverged = growth <= relativeTolerance * objective.magnitude
            if hasConverged || objectives.count > maximumIterations { break }
            for piece in tables.indices {
                tables[piece] = Self.normalised(
                    zip(counts[piece], pseudoCounts[piece]).map { $0 + $1 }, width: widths[piece])
            }
        }
        return Run(
            tables: tables.indices.map { piece in
                finished(
                    tables[piece], counts: counts[piece], old: old[piece], width: widths[piece])
            },
            logLikelihoods: logLikelihoods, objectives: objectives, hasConverged: hasConverged)
    }

    /// The expected counts of each variable's table, and the log-likelihood, under the present tables.
    ///
    /// Records that are not taken apart go through the engine's smallest run: its counts and its first
    /// log-likelihood are those of the start.
    private static func expectedCounts(
        of parts: HiddenParts, and whole: ObservedRecords, in graph: LearningNetwork,
        under tables: [[Double]]
    ) throws(ReasoningError) -> (counts: [[Double]], logLikelihood: Double) {
        guard
            var expected = parts.expectation(under: graph.variables.map { tables[$0.piece] })
        else {
            throw .inference("the tables hold a case for impossible: learn with a doubt above 0")
        }
        guard whole.distinctCount > 0 else { return expected }
        let network = try graph.network(with: tables)
        let outcome = try engine { () throws(LearningError) in
            try ExpectationMaximization(maximumIterations: 1).learn(from: network, records: whole)
        }
        for (variable, counts) in outcome.tables.counts.enumerated() {
            for (entry, count) in counts.enumerated() {
                expected.counts[variable][entry] += count
            }
        }
        expected.logLikelihood += outcome.logLikelihoods.first ?? 0
        return expected
    }

    /// The table with rows that hardly any case reached as they were; nil if that is all of them.
    private func finished(
        _ table: [Double], counts: [Double], old: [Double], width: Int
    ) -> [Double]? {
        var result = table
        var wasReached = false
        for start in stride(from: 0, to: table.count, by: width) {
            let row = start..<start + width
            let reached = counts[row].reduce(0, +)
            if reached > 0, reached >= leastCount {
                wasReached = true
            } else {
                result.replaceSubrange(row, with: old[row])
            }
        }
        return wasReached ? result : nil
    }

    private static func normalised(_ entries: [Double], width: Int) -> [Double] {
        var result = entries
        for start in stride(from: 0, to: entries.count, by: width) {
            let sum = entries[start..<start + width].reduce(0, +)
            for entry in start..<start + width { result[entry] = entries[entry] / sum }
        }
        return result
    }

    private static func logPrior(_ tables: [[Double]], _ pseudoCounts: [[Double]]) -> Double {
        var sum = 0.0
        for (table, counts) in zip(tables, pseudoCounts) {
            for (entry, count) in counts.enumerated() where count > 0 {
                sum += count * log(table[entry])
            }
        }
        return sum
    }
}
