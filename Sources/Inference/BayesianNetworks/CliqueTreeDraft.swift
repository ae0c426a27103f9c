/// The maximal cliques of an elimination order, joined to a forest.
struct CliqueTreeDraft {
    struct Clique {
        /// Shared with the parent, last eliminated first.
        var separator: [Int]
        /// Eliminated here, last eliminated first.
        var own: [Int]
        var parent: Int
        var variables: [Int] { separator + own }
    }

    /// Every clique before its parent.
    private(set) var cliques: [Clique] = []
    /// The position of every free variable in the elimination order, -1 for the others.
    let position: [Int]
    /// The clique that eliminates a variable, -1 for variables that are not free.
    private(set) var home: [Int]
    private let stateCounts: [Int]

    init(order: EliminationOrder, free: [Int], variableCount: Int, stateCounts: [Int]) {
        self.stateCounts = stateCounts
        var position = [Int](repeating: -1, count: variableCount)
        for (index, number) in order.variables.enumerated() { position[free[number]] = index }

        // One clique a variable; a clique that lies within its child is merged into the child.
        var own: [[Int]] = []
        var separators: [[Int]] = []
        var sizes: [Double] = []
        var parentVariable: [Int] = []
        var childrenOf = [[Int]](repeating: [], count: variableCount)
        var home = [Int](repeating: -1, count: variableCount)
        for (index, number) in order.variables.enumerated() {
            let variable = free[number]
            let neighbors = order.neighbors(at: index).map { free[$0] }
                .sorted { position[$0] > position[$1] }
            let clique: Int
            // Of several the largest, so that small tables hang on large ones and not the reverse.
            let within = childrenOf[variable].filter { separators[$0].count == neighbors.count + 1 }
            if let child = within.max(by: { sizes[$0] < sizes[$1] }) {
                clique = child
                own[child].insert(variable, at: 0)
                separators[child] = neighbors
                parentVariable[child] = neighbors.last ?? -1
            } else {
                clique = own.count
                own.append([variable])
                separators.append(neighbors)
                sizes.append(
                    neighbors.reduce(Double(stateCounts[variable])) {
                        $0 * Double(stateCounts[$1])
                    })
                parentVariable.append(neighbors.last ?? -1)
            }
            home[variable] = clique
            if let next = neighbors.last { childrenOf[next].append(clique) }
        }

        let ordered = own.indices.sorted { position[own[$0][0]] < position[own[$1][0]] }
        var number = [Int](repeating: 0, count: own.count)
        for (new, old) in ordered.enumerated() { number[old] = new }
        cliques = ordered.map { old in
            Clique(
                separator: separators[old], own: own[old],
                parent: parentVariable[old] < 0 ? -1 : number[home[parentVariable[old]]])
        }
        if cliques.isEmpty {
            // With nothing left to infer there is still one table, of one entry.
            cliques = [Clique(separator: [], own: [], parent: -1)]
        }
        self.home = home.map { $0 < 0 ? -1 : number[$0] }
        self.position = position
    }

    func size(of clique: Int) -> Double {
        cliques[clique].variables.reduce(1) { $0 * Double(stateCounts[$1]) }
    }

    /// Refuses tables that would not fit, naming the variables of the largest.
    func checkSize(
        in network: BayesianNetwork, memoryLimit: Int
    ) throws(BayesianNetworkError) {
        var hasChildren = [Bool](repeating: false, count: cliques.count)
        for clique in cliques where clique.parent >= 0 { hasChildren[clique.parent] = true }
        var total = 0.0
        var largest = 0
        var largestSize = 0.0
        for index in cliques.indices {
            let size = size(of: index)
            // Cliques with children keep the product of their own factors apart.
            total += hasChildren[index] ? 2 * size : size
            if size > largestSize { (largest, largestSize) = (index, size) }
        }
        let bytes = 8 * (total + largestSize)
        guard bytes <= Double(memoryLimit) else {
            throw .tooLarge(
                variables: cliques[largest].variables.map(network.name(of:)),
                bytesNeeded: bytes, bytesAllowed: memoryLimit)
        }
    }
}
