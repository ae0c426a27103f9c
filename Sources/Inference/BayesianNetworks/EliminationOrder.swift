/// An order in which variables are summed out, with the neighbours each has when its turn comes.
struct EliminationOrder {
    /// The variables, first eliminated first.
    var variables: [Int] = []
    /// For each position in `variables`, where its neighbours start in `neighbors`; one more entry.
    var starts: [Int] = [0]
    /// The neighbours not yet eliminated, position after position.
    var neighbors: [Int] = []
    /// The sum of the sizes of all elimination tables, a measure of the work.
    var totalSize = 0.0
    /// Elementary steps taken to find the order, to weigh it against the work it saves.
    var steps = 0

    func neighbors(at position: Int) -> ArraySlice<Int> {
        neighbors[starts[position]..<starts[position + 1]]
    }
}

/// Which variable to eliminate next.
///
/// The greedy criteria of U. Kjaerulff, Triangulation of graphs, 1990, section 4.
enum EliminationCriterion: CaseIterable {
    /// The one that adds the fewest edges; then the smallest table.
    case minFill
    /// The one with the smallest table.
    case minWeight
    /// The one whose added edges have the smallest sum of products of state counts.
    case weightedMinFill
    /// The one with the fewest neighbours; then the smallest table.
    case minNeighbors
}

/// A graph from which variables are eliminated one by one.
struct EliminationProcess {
    let count: Int
    let words: Int
    let logSizes: [Double]
    let sizes: [Double]
    var bits: [UInt64]
    var alive: [Bool]
    var aliveCount: Int
    var order = EliminationOrder()

    init(graph: InteractionGraph, sizes: [Double], logSizes: [Double]) {
        count = graph.count
        words = graph.wordsPerRow
        bits = graph.bits
        self.sizes = sizes
        self.logSizes = logSizes
        alive = [Bool](repeating: true, count: count)
        aliveCount = count
    }

    /// The missing edges among the neighbours of a variable, each counted 1 or by its weight.
    func fill(of variable: Int, weighted: Bool) -> Double {
        let row = variable * words
        var total = 0.0
        for word in 0..<words {
            var rest = bits[row + word]
            while rest != 0 {
                let neighbor = word << 6 | rest.trailingZeroBitCount
                rest &= rest - 1
                let other = neighbor * words
                var missing = 0.0
                for index in 0..<words {
                    var absent = bits[row + index] & ~bits[other + index]
                    if weighted {
                        while absent != 0 {
                            let position = index << 6 | absent.trailingZeroBitCount
                            absent &= absent - 1
                            if position != neighbor { missing += sizes[position] }
                        }
                    } else {
                        missing += Double(absent.nonzeroBitCount)
                    }
                }
                total += weighted ? missing * sizes[neighbor] : missing - 1
            }
        }
        return total / 2
    }

    func logWeight(of variable: Int) -> Double {
        var total = logSizes[variable]
        forEachNeighbor(of: variable) { total += logSizes[$0] }
        return total
    }

    func degree(of variable: Int) -> Int {
        var total = 0
        for word in variable * words..<(variable + 1) * words {
            total += bits[word].nonzeroBitCount
        }
        return total
    }

    @inline(__always)
    func forEachNeighbor(of variable: Int, _ body: (Int) -> Void) {
        for word in 0..<words {
            var rest = bits[variable * words + word]
            while rest != 0 {
                body(word << 6 | rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }

    /// Connects the neighbours of a variable and takes it out; calls back for each edge added.
    mutating func eliminate(_ variable: Int, added: (Int, Int, borrowing [UInt64]) -> Void) {
        let start = order.neighbors.count
        var size = sizes[variable]
        for word in 0..<words {
            var rest = bits[variable * words + word]
            while rest != 0 {
                let neighbor = word << 6 | rest.trailingZeroBitCount
                rest &= rest - 1
                order.neighbors.append(neighbor)
                size *= sizes[neighbor]
                bits[neighbor * words + variable >> 6] &= ~(1 << UInt64(variable & 63))
            }
        }
        order.totalSize += size
        order.variables.append(variable)
        order.starts.append(order.neighbors.count)
        alive[variable] = false
        aliveCount -= 1
        let row = variable * words
        for position in start..<order.neighbors.count {
            let first = order.neighbors[position]
            for word in first >> 6..<words {
                var missing = bits[row + word] & ~bits[first * words + word]
                if word == first >> 6 { missing &= (~0 << UInt64(first & 63)) << 1 }
                while missing != 0 {
                    let second = word << 6 | missing.trailingZeroBitCount
                    missing &= missing - 1
                    added(first, second, bits)
                    bits[first * words + second >> 6] |= 1 << UInt64(second & 63)
                    bits[second * words + first >> 6] |= 1 << UInt64(first & 63)
                }
            }
        }
        order.steps += (order.neighbors.count - start + 1) * words
    }
}
