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
        for _ in 0..<maximumTries {
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
    private static let stepsPerEntry = 0.5

    private static let maximumTries = 60

    /// By how much scores are disturbed at most once every criterion has had its turn.
    private static let disturbance = 0.15

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
        // Ties fall differently under every seed; every other one disturbs the scores as well.
        var random = SplitMix(state: seed)
        if seed > 0 { remaining = random.shuffled(remaining) }
        let strength = seed > 0 && seed.isMultiple(of: 2) ? disturbance : 0
        let noise = (0..<process.count).map { _ in 1 + strength * random.unit() }
        for variable in remaining { score(variable) }
        while !remaining.isEmpty {
            var best = 0
            var bestPrimary = Double.infinity
            var bestSecondary = Double.infinity
            for (position, variable) in remaining.enumerated() {
                let first = primary[variable] * noise[variable]
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
}

/// Seeded numbers.
///
/// SplitMix64 of G. L. Steele, D. Lea and C. H. Flood, 2014.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `0 ..< 1`.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// The values in another order, each order equally likely.
    mutating func shuffled(_ values: [Int]) -> [Int] {
        var values = values
        for last in stride(from: values.count - 1, to: 0, by: -1) {
            values.swapAt(last, Int(next() % UInt64(last + 1)))
        }
        return values
    }
}
