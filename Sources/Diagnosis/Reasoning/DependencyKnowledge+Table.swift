import Ontology

extension DependencyKnowledge {
    /// The conditional probability table that the rows stand for.
    ///
    /// - Parameters:
    ///   - states: the values of the property, in the order of the table's columns.
    ///   - parentStates: for each parent its values, in the order of the table's rows.
    /// - Returns: combinations × states, the first parent slowest, each row a distribution: the first row
    ///   that fits the combination, mixed with `leak` of the uniform distribution.
    /// - Complexity: at most rows × combinations.
    func table(
        states: [String], parentStates: [[String]]
    ) throws(ReasoningError) -> [Double] {
        let subjectName = "\(subject.shortName).\(property)"
        guard leak >= 0, leak <= 1 else {
            throw .invalidLeak(subject: subjectName, leak: leak)
        }
        let distributions = try checkedDistributions(of: states, subjectName: subjectName)
        let fits = try fittingStates(parentStates: parentStates, subjectName: subjectName)

        let filler = TableFiller(
            subjectName: subjectName, parentStates: parentStates, fits: fits,
            unconditionalFrom: rows.map { row in
                (row.when.lastIndex { !$0.isEmpty } ?? -1) + 1
            },
            distributions: distributions)
        var table = [Double]()
        table.reserveCapacity(parentStates.reduce(states.count) { $0 * $1.count })
        try filler.fill(&table, given: [], rows: Array(rows.indices))
        return table
    }

    private func checkedDistributions(
        of states: [String], subjectName: String
    ) throws(ReasoningError) -> [[Double]] {
        var distributions = [[Double]]()
        for (index, row) in rows.enumerated() {
            for value in row.distribution.keys.sorted() where !states.contains(value) {
                throw .unknownValue(subject: subjectName, value: value)
            }
            let probabilities = states.map { row.distribution[$0] ?? 0 }
            let sum = probabilities.reduce(0, +)
            guard abs(sum - 1) < 1e-6, probabilities.allSatisfy({ $0 >= 0 }) else {
                throw .invalidRow(subject: subjectName, row: index, sum: sum)
            }
            let share = leak / Double(states.count)
            distributions.append(probabilities.map { (1 - leak) * $0 / sum + share })
        }
        return distributions
    }

    /// For each row and parent, which of the parent's values fit.
    private func fittingStates(
        parentStates: [[String]], subjectName: String
    ) throws(ReasoningError) -> [[[Bool]]] {
        var fits = [[[Bool]]]()
        for (index, row) in rows.enumerated() {
            guard row.when.count == parentStates.count else {
                throw .rowShape(subject: subjectName, row: index)
            }
            var rowFits = [[Bool]]()
            for (wanted, states) in zip(row.when, parentStates) {
                for value in wanted where !states.contains(value) {
                    throw .unknownValue(subject: subjectName, value: value)
                }
                rowFits.append(states.map { wanted.isEmpty || wanted.contains($0) })
            }
            fits.append(rowFits)
        }
        return fits
    }
}

/// Walks the combinations of parent values, the first parent slowest, with the rows that still fit.
private struct TableFiller {
    let subjectName: String
    let parentStates: [[String]]
    let fits: [[[Bool]]]
    /// For each row the first parent from which on it sets no condition.
    let unconditionalFrom: [Int]
    let distributions: [[Double]]

    func fill(
        _ table: inout [Double], given values: [Int], rows: [Int]
    ) throws(ReasoningError) {
        guard let first = rows.first else {
            throw .uncovered(
                subject: subjectName, values: zip(parentStates, values).map { $0[$1] })
        }
        let parent = values.count
        // Most rows name one or two parents: the rest of the combinations is filled at once.
        if unconditionalFrom[first] <= parent {
            let repeats = parentStates[parent...].reduce(1) { $0 * $1.count }
            for _ in 0..<repeats { table.append(contentsOf: distributions[first]) }
            return
        }
        for value in parentStates[parent].indices {
            try fill(&table, given: values + [value], rows: rows.filter { fits[$0][parent][value] })
        }
    }
}
