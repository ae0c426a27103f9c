import Foundation

/// Random numbers of a simulation: the same seed and stream give the same ones in every run.
///
/// SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom number generators, 2014).
struct SimulationRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Numbers of the stream of that name.
    init(seed: UInt64, stream: String) {
        // FNV-1a with 64 bits (Fowler, Noll and Vo).
        let name = stream.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
        }
        state = seed &* 0x9e37_79b9_7f4a_7c15 ^ name
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Evenly from 0 up to 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Whether something of this probability happens.
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// Evenly among the places of a list of this length, at least 1.
    mutating func place(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }

    /// Exponentially distributed.
    mutating func exponential(mean: Double) -> Double { -mean * log(1 - unit()) }

    /// Log-normally distributed: `exp(N(ln median, spread²))`.
    mutating func logNormal(median: Double, spread: Double) -> Double {
        let normal = (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
        return median * exp(spread * normal)
    }

    /// Poisson distributed; rounded normal above 200.
    mutating func poisson(mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        if mean > 200 {
            let normal = (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
            return max(0, Int((mean + mean.squareRoot() * normal).rounded()))
        }
        let limit = exp(-mean)
        var count = 0
        var product = unit()
        while product > limit {
            count += 1
            product *= unit()
        }
        return count
    }

    /// One of several values by their weights.
    mutating func pick<Value>(_ weighted: [(value: Value, weight: Double)]) -> Value {
        var rest = unit() * weighted.reduce(0) { $0 + $1.weight }
        for (value, weight) in weighted {
            rest -= weight
            if rest < 0 { return value }
        }
        return weighted[weighted.count - 1].value
    }
}

/// Draws places of a list by their weights, in logarithmic time.
struct WeightedPlaces: Sendable {
    private let sums: [Double]

    init(_ weights: [Double]) {
        var sum = 0.0
        sums = weights.map { weight in
            sum += weight
            return sum
        }
    }

    /// All weights together.
    var total: Double { sums.last ?? 0 }

    func draw(using random: inout SimulationRandom) -> Int {
        let goal = random.unit() * total
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > goal { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
