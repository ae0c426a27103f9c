import BayesianNetworks
import Ontology

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension DependenceSearch {
    /// A pair that is tested: a variable, and what it might depend on.
    struct Pair: Hashable {
        let child: Int
        let parent: Int
        /// The way from the child's component to the parent's.
        let way: PropertyPath
    }

    /// The pairs that the tests find dependent, the greatest gain of information first, and how many were
    /// tested.
    func candidates(
        in cases: [DiagnosisCase], given knowledge: [DependencyKnowledge], scope: LearningScope
    ) throws(ReasoningError) -> (dependences: [Dependence], testedPairs: Int) {
        let graph = try LearningNetwork(
            scope: scope, paths: Set(cases.flatMap(\.values.keys)), knowledge: knowledge)
        let records = try CaseRecords(of: cases, in: graph, scope: scope).records
        let pairs = pairs(in: graph, records: records, scope: scope)
        let tables = try tables(of: pairs, in: graph, records: records, scope: scope)
        // Weights that differ tell as much as fewer equal ones (L. Kish, Survey Sampling, 1965).
        let weight = cases.reduce(0) { $0 + $1.weight }
        let squares = cases.reduce(0) { $0 + $1.weight * $1.weight }
        let scale = squares > 0 ? weight / squares : 1

        var tested = [Dependence]()
        for (pair, table) in zip(pairs, tables) {
            let (statistic, degrees) = table.independence(scale: scale)
            let total = table.total * scale
            guard degrees > 0, total > 1 else { continue }
            let piece = graph.knowledge[graph.variables[pair.child].piece]
            tested.append(
                Dependence(
                    subject: piece.subject, property: piece.property, parent: pair.way,
                    paths: [graph.variables[pair.child].path, graph.variables[pair.parent].path],
                    statistic: statistic, degreesOfFreedom: degrees,
                    pValue: ChiSquared.survival(statistic, degreesOfFreedom: degrees),
                    informationGain: (statistic - Double(degrees) * log(total)) / 2))
        }
        let isDiscovery = ChiSquared.discoveries(
            among: tested.map(\.pValue), rate: falseDiscoveryRate)
        let found = zip(tested, isDiscovery).filter { $0.1 && $0.0.informationGain > 0 }.map(\.0)
        return (
            found.sorted {
                ($0.informationGain, $1.paths[0]) > ($1.informationGain, $0.paths[0])
            },
            tested.count
        )
    }

    /// For each two observed variables the direction that is possible, or the better one of two.
    private func pairs(
        in graph: LearningNetwork, records: [CaseRecords.Record], scope: LearningScope
    ) -> [Pair] {
        var observed = [Double](repeating: 0, count: graph.variables.count)
        for record in records {
            for (variable, state) in record.states.enumerated() where state != nil {
                observed[variable] += record.weight
            }
        }
        let candidates = graph.variables.indices.filter { observed[$0] > 0 }
        var pairs = [Pair]()
        for first in candidates {
            for second in candidates where first < second {
                let directions = [(first, second), (second, first)].compactMap { parent, child in
                    pair(parent: parent, child: child, in: graph, scope: scope)
                }
                // What is known when the other is asked for comes first: the cheaper, the more often seen.
                let best = directions.min { left, right in
                    let leftPrice = prices[graph.variables[left.parent].path]
                    let rightPrice = prices[graph.variables[right.parent].path]
                    if let leftPrice, let rightPrice, leftPrice != rightPrice {
                        return leftPrice < rightPrice
                    }
                    return observed[left.parent] > observed[right.parent]
                }
                if let best { pairs.append(best) }
            }
        }
        return pairs
    }

    /// The pair in one direction, if it is possible: not known already, no cycle, a path, a table that is
    /// not too large.
    private func pair(
        parent: Int, child: Int, in graph: LearningNetwork, scope: LearningScope
    ) -> Pair? {
        let piece = graph.variables[child].piece
        let size = graph.network.nodes[child].table.count * graph.variables[parent].states.count
        guard size <= largestTable,
            let way = graph.components.way(
                from: graph.owners[child], to: graph.owners[parent], longest: longestPath)
        else { return nil }
        let path = PropertyPath(names: way + [graph.variables[parent].path.property])
        // Whatever shares the table gets the same parent, seen from where it is.
        var nodes = graph.variables.map(\.parents)
        for sharer in graph.variables.indices where graph.variables[sharer].piece == piece {
            let start = graph.variables[sharer].path.relationships + path.relationships
            guard let target = graph.variable(at: PropertyPath(names: start + [path.property])),
                target != sharer, !nodes[sharer].contains(target)
            else { return nil }
            nodes[sharer].append(target)
        }
        guard let first = way.first else {
            return Self.hasCycle(nodes) ? nil : Pair(child: child, parent: parent, way: path)
        }
        // The way must hold for the class that the knowledge is of, not only for this individual's.
        guard
            case .relationship? = scope.ontology.property(
                first, of: graph.knowledge[piece].subject)?
                .kind, !Self.hasCycle(nodes)
        else { return nil }
        return Pair(child: child, parent: parent, way: path)
    }

    /// Whether somebody is an ancestor of his own.
    private static func hasCycle(_ parents: [[Int]]) -> Bool {
        var left = Set(parents.indices)
        while true {
            let free = left.filter { left.isDisjoint(with: parents[$0]) }
            if free.isEmpty { return !left.isEmpty }
            left.subtract(free)
        }
    }

    /// The tables of pairs over the cases that saw both.
    ///
    /// Parents that were not seen count by their probability given all that was seen, under the present
    /// knowledge. As that knowledge takes the pair for independent, this errs towards independence.
    private func tables(
        of pairs: [Pair], in graph: LearningNetwork, records: [CaseRecords.Record],
        scope: LearningScope
    ) throws(ReasoningError) -> [ConditionalTable] {
        var tables = pairs.map {
            ConditionalTable(
                rows: graph.variables[$0.parent].states.count,
                columns: graph.variables[$0.child].states.count)
        }
        let places = Dictionary(grouping: pairs.indices) { pairs[$0].child }
        let children = places.keys.sorted()
        let tree = try FailureDependencyGraph.engine { () throws(BayesianNetworkError) in
            try JunctionTree(compiling: graph.network)
        }
        var workspace = JunctionTreeWorkspace(tree)
        for record in records {
            let states = try CaseRecords.labelled(record, in: graph, scope: scope)
            var isCalibrated = false
            for child in children {
                guard let column = states[child] else { continue }
                let parents = graph.variables[child].parents
                let missing = parents.filter { states[$0] == nil }
                var shares = [1.0]
                if !missing.isEmpty {
                    if !isCalibrated {
                        guard try Self.calibrate(&workspace, given: states) else { break }
                        isCalibrated = true
                    }
                    shares = try FailureDependencyGraph.engine { () throws(BayesianNetworkError) in
                        try workspace.joint(of: missing)
                    }
                }
                for (combination, share) in shares.enumerated() where share > 0 {
                    let stratum = Self.stratum(
                        of: parents, states: states, missing: missing, combination: combination,
                        in: graph)
                    for place in places[child] ?? [] {
                        guard let row = states[pairs[place].parent] else { continue }
                        tables[place].add(
                            record.weight * share, stratum: stratum, row: row, column: column)
                    }
                }
            }
        }
        return tables
    }

    /// Calibrates for what was seen; false if the knowledge holds it for impossible.
    private static func calibrate(
        _ workspace: inout JunctionTreeWorkspace, given states: [Int?]
    ) throws(ReasoningError) -> Bool {
        var evidence = Evidence()
        for (variable, state) in states.enumerated() {
            if let state { evidence.observe(variable, state: state) }
        }
        do throws(BayesianNetworkError) {
            try workspace.calibrate(given: evidence)
            return true
        } catch .impossibleEvidence {
            workspace = JunctionTreeWorkspace(workspace.tree)
            return false
        } catch {
            throw .inference(error.description)
        }
    }

    /// The number of a combination of the parents' values: those seen, and one of those that were not.
    private static func stratum(
        of parents: [Int], states: [Int?], missing: [Int], combination: Int,
        in graph: LearningNetwork
    ) -> Int {
        var expected = [Int: Int]()
        var rest = combination
        for variable in missing.reversed() {
            let count = graph.variables[variable].states.count
            expected[variable] = rest % count
            rest /= count
        }
        return parents.reduce(0) { number, parent in
            number * graph.variables[parent].states.count
                + (states[parent] ?? expected[parent] ?? 0)
        }
    }
}
