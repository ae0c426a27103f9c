/// The structure an evidence pattern compiles to.
///
/// That is cliques, where their tables lie, and the programs that move numbers between them.
/// Cliques are numbered so that every clique comes before its parent: collecting runs upwards
/// through the numbers, distributing downwards. The variables of every table are ordered by the
/// position of their elimination, last eliminated slowest, so that a clique's table is a list of
/// rows: one for each state of the separator towards its parent, each over its own variables.
final class CliqueTree: Sendable {
    struct Clique {
        var parent = -1
        /// Entries of the table, of a row, and of the separator (size = rowSize * separatorSize).
        var size = 1
        var rowSize = 1
        var separatorSize = 1
        /// Where the table of everything known below starts in memory, and the table of the
        /// clique's own factors (-1 for leaves, whose own factors are all there is).
        var productOffset = 0
        var baseOffset = -1
        /// Where messages to and from the parent start, relative to the two message regions.
        var messageOffset = 0
        /// A sibling whose separator contains this one's, -1 for none: the two messages are joined
        /// before the parent's table is touched.
        var host = -1
        var isHost = false
        /// Whether this is the first message joined to the host's.
        var startsHost = false
        /// How the host's separator, or without host the parent's table, projects onto the separator.
        var separatorProgram = 0
        /// Ranges into `factors`, `children`, `scopes`.
        var firstFactor = 0
        var factorCount = 0
        var firstChild = 0
        var childCount = 0
        var firstVariable = 0
        var separatorCount = 0
        var variableCount = 0
    }

    /// A node's table with the observed variables sliced out.
    struct Factor {
        var node = 0
        /// The clique it is multiplied into, -1 if slicing leaves a single number.
        var clique = -1
        var sliceOffset = 0
        var sliceSize = 1
        /// `[variableCount, size, stride in the node's table, ...]`, slowest first.
        var gatherProgram = 0
        /// How the clique's table projects onto the slice.
        var program = 0
        /// `[observedCount, variable, stride in the node's table, ...]`.
        var observedProgram = 0
    }

    /// The variables whose states are sliced out, ascending.
    let observed: [Int]
    let isObserved: [Bool]
    let cliques: [Clique]
    let factors: [Factor]
    let children: [Int]
    /// Variables of the cliques, in table order.
    let scopes: [Int]
    let programs: [Int]
    /// The clique whose row has the variable, -1 for observed variables.
    let home: [Int]
    /// The factors each observed variable is sliced out of.
    let factorsByObserved: [Int: [Int]]
    /// The factors that slicing leaves a single number of.
    let singleFactors: [Int]
    /// The nodes' tables.
    let tables: [[Double]]
    let entryCount: Int
    let memory: Memory

    /// Where the regions of a workspace's memory start.
    struct Memory {
        var products = 0
        var upwards = 0
        var downwards = 0
        var combined = 0
        var slices = 0
        var belief = 0
        var row = 0
        var marginals = 0
        var total = 0
    }

    /// For each variable, where its marginal starts in the region of marginals; one more entry.
    let marginalOffsets: [Int]

    init(
        network: BayesianNetwork, observing pattern: [Int], keepingTogether groups: [[Int]],
        memoryLimit: Int
    ) throws(BayesianNetworkError) {
        let count = network.count
        var isObserved = [Bool](repeating: false, count: count)
        for variable in pattern { isObserved[variable] = true }
        let stateCounts = network.nodes.map(\.variable.stateCount)

        // The interaction graph numbers only the variables that are not observed.
        let free = (0..<count).filter { !isObserved[$0] }
        var numbers = [Int](repeating: -1, count: count)
        for (number, variable) in free.enumerated() { numbers[variable] = number }
        var graph = InteractionGraph(count: free.count)
        for (index, node) in network.nodes.enumerated() {
            graph.connectAll((node.parents + [index]).map { numbers[$0] }.filter { $0 >= 0 })
        }
        for group in groups { graph.connectAll(group.map { numbers[$0] }.filter { $0 >= 0 }) }
        let order = Triangulation.order(of: graph, stateCounts: free.map { stateCounts[$0] })

        let draft = CliqueTreeDraft(
            order: order, free: free, variableCount: count, stateCounts: stateCounts)
        try draft.checkSize(in: network, memoryLimit: memoryLimit)
        var builder = CliqueTreeBuilder(
            draft: draft, network: network, stateCounts: stateCounts, isObserved: isObserved)
        builder.placeTables()
        builder.placeFactors()

        observed = pattern
        self.isObserved = isObserved
        cliques = builder.cliques
        factors = builder.factors
        children = builder.children
        scopes = builder.scopes
        programs = builder.programs
        home = builder.home
        factorsByObserved = builder.factorsByObserved
        singleFactors = builder.factors.indices.filter { builder.factors[$0].clique < 0 }
        tables = network.nodes.map(\.table)
        entryCount = builder.entryCount
        marginalOffsets = builder.marginalOffsets
        memory = builder.memory
    }

    /// The variables of a clique, in table order.
    func scope(of clique: Int) -> ArraySlice<Int> {
        let start = cliques[clique].firstVariable
        return scopes[start..<start + cliques[clique].variableCount]
    }

    /// The number of table entries that would remain if more variables were sliced out of the
    /// tables as they are.
    func entryCount(observing more: [Int], stateCounts: (Int) -> Int) -> Double {
        var shrink = [Double](repeating: 1, count: home.count)
        for variable in more where !isObserved[variable] {
            shrink[variable] = Double(stateCounts(variable))
        }
        var total = 0.0
        for index in cliques.indices {
            var size = Double(cliques[index].size)
            for variable in scope(of: index) { size /= shrink[variable] }
            total += size
        }
        return total
    }
}
