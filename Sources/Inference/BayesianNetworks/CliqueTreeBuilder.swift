/// Lays out the tables of a drafted tree in memory and writes the programs that connect them.
struct CliqueTreeBuilder {
    let draft: CliqueTreeDraft
    let network: BayesianNetwork
    let stateCounts: [Int]
    let isObserved: [Bool]
    var cliques: [CliqueTree.Clique] = []
    var factors: [CliqueTree.Factor] = []
    var children: [Int] = []
    var scopes: [Int] = []
    /// Never empty, so that there is always an address.
    var programs: [Int] = [0]
    var factorsByObserved: [Int: [Int]] = [:]
    var marginalOffsets: [Int] = []
    var entryCount = 0
    var memory = CliqueTree.Memory()
    var home: [Int] { draft.home }

    init(
        draft: CliqueTreeDraft, network: BayesianNetwork, stateCounts: [Int], isObserved: [Bool]
    ) {
        self.draft = draft
        self.network = network
        self.stateCounts = stateCounts
        self.isObserved = isObserved
    }

    private func isKept(_ subset: [Int], in variables: [Int]) -> [Bool] {
        variables.map(subset.contains)
    }

    mutating func placeTables() {
        var childLists = [[Int]](repeating: [], count: draft.cliques.count)
        var tables = 0
        var messages = 0
        var largestParent = 0
        var largestRow = 1
        for (index, drafted) in draft.cliques.enumerated() {
            var clique = CliqueTree.Clique()
            clique.parent = drafted.parent
            clique.separatorSize = drafted.separator.reduce(1) { $0 * stateCounts[$1] }
            clique.rowSize = drafted.own.reduce(1) { $0 * stateCounts[$1] }
            clique.size = clique.separatorSize * clique.rowSize
            clique.firstVariable = scopes.count
            clique.separatorCount = drafted.separator.count
            clique.variableCount = drafted.separator.count + drafted.own.count
            scopes += drafted.separator
            scopes += drafted.own
            clique.productOffset = tables
            tables += clique.size
            entryCount += clique.size
            if !childLists[index].isEmpty {
                clique.baseOffset = tables
                tables += clique.size
                largestParent = max(largestParent, clique.size)
            }
            largestRow = max(largestRow, clique.rowSize)
            clique.messageOffset = messages
            messages += clique.separatorSize
            clique.firstChild = children.count
            clique.childCount = childLists[index].count
            joinSiblings(childLists[index], parent: drafted.variables)
            if drafted.parent >= 0 { childLists[drafted.parent].append(index) }
            cliques.append(clique)
        }
        memory.products = 0
        memory.upwards = tables
        memory.downwards = memory.upwards + messages
        memory.combined = memory.downwards + messages
        memory.belief = memory.combined + messages
        memory.row = memory.belief + max(largestParent, 1)
        memory.marginals = memory.row + largestRow
        var offset = 0
        for count in stateCounts {
            marginalOffsets.append(offset)
            offset += count
        }
        marginalOffsets.append(offset)
        memory.slices = memory.marginals + offset
        memory.total = memory.slices
    }

    /// Lists the children of a clique, small separators first, each with the next one that contains
    /// its separator as host.
    private mutating func joinSiblings(_ list: [Int], parent: [Int]) {
        let sorted = list.sorted {
            (cliques[$0].separatorSize, $0) < (cliques[$1].separatorSize, $1)
        }
        children += sorted
        for (position, child) in sorted.enumerated() {
            let separator = draft.cliques[child].separator
            let host = sorted[(position + 1)...].first {
                cliques[$0].separatorCount >= separator.count
                    && separator.allSatisfy(draft.cliques[$0].separator.contains)
            }
            var variables = parent
            if let host {
                variables = draft.cliques[host].separator
                cliques[child].host = host
                cliques[child].startsHost = !cliques[host].isHost
                cliques[host].isHost = true
            }
            cliques[child].separatorProgram = Projection.append(
                from: variables.map { stateCounts[$0] },
                kept: isKept(separator, in: variables), to: &programs)
        }
    }

    mutating func placeFactors() {
        var byClique = [[CliqueTree.Factor]](repeating: [], count: cliques.count)
        var single: [CliqueTree.Factor] = []
        for index in network.nodes.indices {
            let factor = placedFactor(of: index)
            if factor.clique < 0 {
                single.append(factor)
            } else {
                byClique[factor.clique].append(factor)
            }
        }
        for index in cliques.indices {
            cliques[index].firstFactor = factors.count
            cliques[index].factorCount = byClique[index].count
            // Small factors last: the first one is only spread, not multiplied.
            factors += byClique[index].sorted { ($0.sliceSize, $1.node) > ($1.sliceSize, $0.node) }
        }
        factors += single
        for (index, factor) in factors.enumerated() {
            for position in 0..<programs[factor.observedProgram] {
                let variable = programs[factor.observedProgram + 1 + 2 * position]
                factorsByObserved[variable, default: []].append(index)
            }
        }
    }

    private mutating func placedFactor(of index: Int) -> CliqueTree.Factor {
        let node = network.nodes[index]
        let family = node.parents + [index]
        var strides = [Int](repeating: 1, count: family.count)
        for position in stride(from: family.count - 2, through: 0, by: -1) {
            strides[position] = strides[position + 1] * stateCounts[family[position + 1]]
        }
        var factor = CliqueTree.Factor()
        factor.node = index

        factor.observedProgram = programs.count
        let hidden = family.indices.filter { isObserved[family[$0]] }
        programs.append(hidden.count)
        for position in hidden {
            programs.append(family[position])
            programs.append(strides[position])
        }

        let open = family.indices.filter { !isObserved[family[$0]] }
            .sorted { draft.position[family[$0]] > draft.position[family[$1]] }
        factor.gatherProgram = programs.count
        programs.append(open.count)
        for position in open {
            programs.append(stateCounts[family[position]])
            programs.append(strides[position])
            factor.sliceSize *= stateCounts[family[position]]
        }
        factor.sliceOffset = memory.total - memory.slices
        memory.total += factor.sliceSize

        if let first = open.last {
            factor.clique = home[family[first]]
            let variables = draft.cliques[factor.clique].variables
            factor.program = Projection.append(
                from: variables.map { stateCounts[$0] },
                kept: isKept(open.map { family[$0] }, in: variables), to: &programs)
        }
        return factor
    }
}
