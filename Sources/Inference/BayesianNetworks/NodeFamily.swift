/// A variable with its parents, in the order in which its table runs: parents first, child last.
struct NodeFamily {
    /// The indices of the parents, then of the child.
    let members: [Int]
    /// How far apart in the table two neighbouring states of each member are.
    let strides: [Int]
    let stateCounts: [Int]

    init(of node: Int, in network: BayesianNetwork) {
        members = network.nodes[node].parents + [node]
        stateCounts = members.map(network.stateCount(of:))
        var strides = [Int](repeating: 1, count: members.count)
        for position in members.indices.dropLast().reversed() {
            strides[position] = strides[position + 1] * stateCounts[position + 1]
        }
        self.strides = strides
    }

    /// The table entry that the states of all variables select; missing values count as state 0.
    func offset(ofObserved states: [Int32]) -> Int {
        var offset = 0
        for (position, member) in members.enumerated() where states[member] > 0 {
            offset += strides[position] * Int(states[member])
        }
        return offset
    }

    /// The positions in `members` whose value a record lacks.
    func missingPositions(in states: [Int32]) -> [Int] {
        members.indices.filter { states[members[$0]] < 0 }
    }

    /// Adds a distribution over some members, in their order, to a table at their entries.
    func add(
        _ distribution: [Double], over positions: [Int], weight: Double, from base: Int,
        to table: inout [Double]
    ) {
        var states = [Int](repeating: 0, count: positions.count)
        var offset = base
        for probability in distribution {
            table[offset] += weight * probability
            for index in positions.indices.reversed() {
                let position = positions[index]
                states[index] += 1
                offset += strides[position]
                if states[index] < stateCounts[position] { break }
                offset -= strides[position] * stateCounts[position]
                states[index] = 0
            }
        }
    }
}
