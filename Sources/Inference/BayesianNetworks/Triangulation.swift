#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Finds an elimination order with small tables.
///
/// Finding the best order is NP-hard; the greedy criteria differ by orders of magnitude on large
/// networks, none being always best, so several are tried and the smallest total is kept. Trying
/// stops once the search has cost a fixed share of the propagation it is meant to shorten.
enum Triangulation {
    static func order(of graph: InteractionGraph, stateCounts: [Int]) -> EliminationOrder {
        let sizes = stateCounts.map { Double($0) }
        var start = EliminationProcess(graph: graph, sizes: sizes, logSizes: sizes.map { log($0) })
        eliminateSimplicial(&start)
        guard start.aliveCount > 0 else { return start.order }

        var best = run(start, .minFill, seed: 0, limit: .infinity)
        var spent = best.steps
        var seed: UInt64 = 0
        var criteria: [EliminationCriterion] = [.minWeight, .weightedMinFill, .minNeighbors]
        for _ in 0..<40 {
            let budget = best.totalSize * stepsPerEntry
            if Double(spent) + Double(best.steps) > budget { break }
            if criteria.isEmpty {
                seed += 1
                criteria = [.minFill, .minWeight, .weightedMinFill]
            }
            let next = run(start, criteria.removeFirst(), seed: seed, limit: best.totalSize)
            spent += next.steps
            if next.totalSize < best.totalSize { best = next }
        }
        return best
    }

    /// How many elementary steps of search one table entry saved is worth.
    private static let stepsPerEntry = 2.0

    /// Takes out variables whose neighbours are all connected: no order can do better than that.
    private static func eliminateSimplicial(_ process: inout EliminationProcess) {
        var waiting = Array(0..<process.count)
        var isWaiting = [Bool](repeating: true, count: process.count)
        var next = 0
        while next < waiting.count {
            let variable = waiting[next]
            next += 1
            isWaiting[variable] = false
            guard process.alive[variable], process.fill(of: variable, weighted: false) == 0 else {
                continue
            }
            process.eliminate(variable) { _, _, _ in }
            for neighbor in process.order.neighbors(at: process.order.variables.count - 1)
            where !isWaiting[neighbor] {
                isWaiting[neighbor] = true
                waiting.append(neighbor)
            }
        }
    }

    private static func run(
        _ start: EliminationProcess, _ criterion: EliminationCriterion, seed: UInt64, limit: Double
    ) -> EliminationOrder {
        var process = start
        process.order.steps = 0
        let words = process.words
        var primary = [Double](repeating: .infinity, count: process.count)
        var secondary = [Double](repeating: .infinity, count: process.count)
        let sizes = process.sizes
        let usesFill = criterion == .minFill || criterion == .weightedMinFill
        let weighted = criterion == .weightedMinFill

        func score(_ variable: Int) {
            let weight = process.logWeight(of: variable)
            secondary[variable] = weight
            switch criterion {
            case .minFill, .weightedMinFill:
                let fill = process.fill(of: variable, weighted: weighted)
                primary[variable] = fill
                process.order.steps += process.degree(of: variable) * words
            case .minWeight: primary[variable] = weight
            case .minNeighbors: primary[variable] = Double(process.degree(of: variable))
            }
            process.order.steps += words
        }

        var remaining = (0..<process.count).filter { process.alive[$0] }
        if seed > 0 { shuffle(&remaining, seed: seed) }
        for variable in remaining { score(variable) }
        while !remaining.isEmpty {
            var best = 0
            var bestPrimary = Double.infinity
            var bestSecondary = Double.infinity
            for (position, variable) in remaining.enumerated() {
                let first = primary[variable]
                if first > bestPrimary { continue }
                if first < bestPrimary || secondary[variable] < bestSecondary {
                    best = position
                    bestPrimary = first
                    bestSecondary = secondary[variable]
                }
            }
            process.order.steps += remaining.count
            let variable = remaining.remove(at: best)
            process.eliminate(variable) { first, second, bits in
                guard usesFill else { return }
                let gain = weighted ? sizes[first] * sizes[second] : 1
                for word in 0..<words {
                    var common = bits[first * words + word] & bits[second * words + word]
                    while common != 0 {
                        primary[word << 6 | common.trailingZeroBitCount] -= gain
                        common &= common - 1
                    }
                }
            }
            if process.order.totalSize >= limit { break }
            for neighbor in process.order.neighbors(at: process.order.variables.count - 1) {
                score(neighbor)
            }
        }
        return process.order
    }

    /// A seeded permutation (Fisher-Yates over SplitMix64), so that ties fall differently.
    private static func shuffle(_ values: inout [Int], seed: UInt64) {
        var state = seed
        for last in stride(from: values.count - 1, to: 0, by: -1) {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            mixed ^= mixed >> 31
            values.swapAt(last, Int(mixed % UInt64(last + 1)))
        }
    }
}
