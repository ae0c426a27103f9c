extension BayesianNetwork {
    static func indicesByName(of nodes: [Node]) throws(BayesianNetworkError) -> [String: Int] {
        var indices = [String: Int](minimumCapacity: nodes.count)
        for (index, node) in nodes.enumerated()
        where indices.updateValue(index, forKey: node.variable.name) != nil {
            throw .duplicateVariable(node.variable.name)
        }
        return indices
    }

    static func checkParents(of nodes: [Node]) throws(BayesianNetworkError) {
        for node in nodes {
            for (position, parent) in node.parents.enumerated() {
                guard nodes.indices.contains(parent) else {
                    throw .unknownParent(
                        variable: node.variable.name, parentIndex: parent, nodeCount: nodes.count)
                }
                if node.parents[..<position].contains(parent) {
                    throw .repeatedParent(
                        variable: node.variable.name, parent: nodes[parent].variable.name)
                }
            }
        }
    }

    static func topologicalOrder(of nodes: [Node]) throws(BayesianNetworkError) -> [Int] {
        var waiting = nodes.map(\.parents.count)
        var children = [[Int]](repeating: [], count: nodes.count)
        for (child, node) in nodes.enumerated() {
            for parent in node.parents { children[parent].append(child) }
        }
        var order = nodes.indices.filter { waiting[$0] == 0 }
        order.reserveCapacity(nodes.count)
        var next = 0
        while next < order.count {
            for child in children[order[next]] {
                waiting[child] -= 1
                if waiting[child] == 0 { order.append(child) }
            }
            next += 1
        }
        guard order.count == nodes.count else {
            throw .cycle(cycle(in: nodes, among: nodes.indices.filter { waiting[$0] > 0 }))
        }
        return order
    }

    /// Every remaining variable has a remaining parent, so walking upwards must meet itself.
    private static func cycle(in nodes: [Node], among remaining: [Int]) -> [String] {
        let remains = Set(remaining)
        var path: [Int] = []
        var current = remaining[0]
        while !path.contains(current) {
            path.append(current)
            guard let parent = nodes[current].parents.first(where: remains.contains) else { break }
            current = parent
        }
        let start = path.firstIndex(of: current) ?? 0
        return path[start...].reversed().map { nodes[$0].variable.name }
    }

    static func checkedTables(
        of nodes: [Node], rowSums: RowSums
    ) throws(BayesianNetworkError) -> ([Node], [UnseenRow]) {
        var checked = nodes
        var unseen: [UnseenRow] = []
        for (index, node) in nodes.enumerated() {
            let width = node.variable.stateCount
            var rows = 1
            for parent in node.parents {
                // A table whose size overflows cannot be the one that was given.
                let (product, overflow) = rows.multipliedReportingOverflow(
                    by: nodes[parent].variable.stateCount)
                rows = overflow ? Int.max / width : product
            }
            let (expected, overflow) = rows.multipliedReportingOverflow(by: width)
            guard !overflow, node.table.count == expected else {
                throw .tableSize(
                    variable: node.variable.name, expected: overflow ? Int.max : expected,
                    found: node.table.count)
            }
            for row in 0..<rows {
                let sum = try checkedSum(ofRow: row, of: index, in: nodes)
                if sum == 0 {
                    unseen.append(
                        UnseenRow(
                            variable: index, parentStates: parentStates(row, of: node, in: nodes)))
                    for entry in row * width..<(row + 1) * width {
                        checked[index].table[entry] = 1 / Double(width)
                    }
                    continue
                }
                let tolerance: Double
                switch rowSums {
                case .asGiven(let limit), .normalized(let limit): tolerance = limit
                }
                guard (sum - 1).magnitude <= tolerance else {
                    throw .rowSum(
                        variable: node.variable.name, given: findings(row, of: node, in: nodes),
                        sum: sum, tolerance: tolerance)
                }
                if case .normalized = rowSums, sum != 1 {
                    for entry in row * width..<(row + 1) * width {
                        checked[index].table[entry] /= sum
                    }
                }
            }
        }
        return (checked, unseen)
    }

    private static func checkedSum(
        ofRow row: Int, of index: Int, in nodes: [Node]
    ) throws(BayesianNetworkError) -> Double {
        let node = nodes[index]
        let width = node.variable.stateCount
        var sum = 0.0
        for state in 0..<width {
            let value = node.table[row * width + state]
            guard value >= 0, value.isFinite else {
                throw .invalidProbability(
                    variable: node.variable.name, given: findings(row, of: node, in: nodes),
                    state: node.variable.states[state], value: value)
            }
            sum += value
        }
        return sum
    }

    private static func parentStates(_ row: Int, of node: Node, in nodes: [Node]) -> [Int] {
        var rest = row
        var states = [Int](repeating: 0, count: node.parents.count)
        for position in node.parents.indices.reversed() {
            let count = nodes[node.parents[position]].variable.stateCount
            states[position] = rest % count
            rest /= count
        }
        return states
    }

    private static func findings(
        _ row: Int, of node: Node, in nodes: [Node]
    ) -> [BayesianNetworkError.Finding] {
        zip(node.parents, parentStates(row, of: node, in: nodes)).map { parent, state in
            BayesianNetworkError.Finding(
                variable: nodes[parent].variable.name,
                state: nodes[parent].variable.states[state])
        }
    }
}
