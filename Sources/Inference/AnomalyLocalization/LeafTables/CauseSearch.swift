#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// The search for the set of causes with the greatest evidence.
///
/// Greedy: the cell with the greatest gain becomes a cause, its leaves are taken out of all sums, and so on as long as a
/// cell gains more than its name costs. Then causes that cover much that is normal are tried in pieces, and
/// pieces are given back to what covers them.
struct CauseSearch {
    /// A cell that was made a cause.
    struct Cause {
        let cuboid: Int
        let cell: Int
        /// Its evidence less its price.
        var gain: Double
        /// The leaves that it and no cause before it covers.
        var leaves: [Int32]
    }

    let lattice: CuboidLattice
    let codes: [[Int32]]
    let noise: ForecastNoise
    let settings: LeafLocalizerSettings
    let evidence: CauseEvidence
    /// What each leaf adds to the sums of its cells.
    let leafSums: [CellSums]
    /// The price of a cause, by cuboid.
    let costs: [Double]
    /// The sums over the free leaves of each cell.
    var sums: [CellSums]
    /// The gain of each cell that may become a cause, less its price; minus infinity for others.
    var scores: [Double]
    /// Whether a leaf is explained by no cause.
    var isFree: [Bool]
    /// Room for ``move(_:isTaking:)``.
    var slots: [Int32]
    /// What was found.
    var causes: [Cause] = []
    /// A cell that may not become a cause.
    var banned: Int?
    /// The only cells that may become causes, if not all may.
    var allowed: Set<Int>?
    /// The score that a cause has to exceed.
    var floor = 0.0

    init(
        _ lattice: CuboidLattice, _ deviations: LeafDeviations, _ noise: ForecastNoise,
        _ settings: LeafLocalizerSettings
    ) {
        self.lattice = lattice
        codes = deviations.codes
        self.noise = noise
        self.settings = settings
        let typical = noise.variance(size: noise.typicalSize)
        evidence = CauseEvidence(
            spread: max(0.05, 0.25 * typical.squareRoot()), shape: 1, leaves: deviations.count)
        leafSums = Self.leafSums(deviations, noise, typical)
        isFree = [Bool](repeating: true, count: deviations.count)
        sums = [CellSums](repeating: CellSums(), count: lattice.cellCount)
        scores = [Double](repeating: -.infinity, count: lattice.cellCount)
        slots = [Int32](repeating: -1, count: lattice.cellCount)
        let attributes = Double(codes.count)
        costs = lattice.cuboids.map { cuboid in
            let order = Double(cuboid.order)
            let sets =
                logGamma(attributes + 1) - logGamma(order + 1) - logGamma(attributes - order + 1)
            return settings.price + log(attributes) + sets + log(Double(cuboid.count))
        }
        fill()
    }

    /// Searches.
    mutating func run() {
        grow()
        refine()
        absorb()
    }

    /// How many leaves no cause explains.
    var freeCount: Int { isFree.count { $0 } }

    /// What all causes gain together.
    var total: Double { causes.reduce(0) { $0 + $1.gain } }

    /// The conditions of a cause.
    func conditions(_ cause: Cause) -> [LeafCause.Condition] {
        let cuboid = lattice.cuboids[cause.cuboid]
        let leaf = Int(cuboid.representatives[cause.cell])
        return codes.indices.filter { cuboid.mask & (1 << $0) != 0 }.map {
            LeafCause.Condition(attribute: $0, value: codes[$0][leaf])
        }
    }

    /// The common deviation of the leaves of a cause.
    func change(_ cause: Cause) -> Double {
        var sum = CellSums()
        for leaf in cause.leaves { sum += leafSums[Int(leaf)] }
        return noise.centre + sum.first / sum.weight
    }

    /// What each leaf adds to the sums of its cells.
    private static func leafSums(
        _ deviations: LeafDeviations, _ noise: ForecastNoise, _ typical: Double
    ) -> [CellSums] {
        let uniform = noise.outliers / 2
        let degrees = noise.tail > 0.02 ? 1 / noise.tail : 0
        let constant =
            degrees > 0
            ? logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * log(degrees * .pi)
            : -0.5 * log(2 * Double.pi)
        return (0..<deviations.count).map { leaf in
            let size = deviations.sizes[leaf]
            let rounding = noise.rounding(size: size)
            let spread = noise.variance(size: size)
            // Normal leaves are rounded as well, but seldom by as much: large moves of small leaves count.
            let variance = spread + 0.03 * rounding
            let y = deviations.values[leaf] - noise.centre
            let square = y * y / variance
            let shape =
                degrees > 0 ? -(degrees + 1) / 2 * log1p(square / degrees) : -0.5 * square
            let density = exp(constant + shape - 0.5 * log(variance))
            let weight = typical / (spread + rounding)
            return CellSums(
                count: 1, weight: weight, first: weight * y, second: weight * y * y,
                surprise: -log(density + uniform) + 0.5 * log(weight / (2 * Double.pi)))
        }
    }

    /// Adds up all cells and scores them.
    private mutating func fill() {
        for (index, cuboid) in lattice.cuboids.enumerated() {
            if index == 0 {
                sums.replaceSubrange(0..<leafSums.count, with: leafSums)
            } else {
                let parent = lattice.cuboids[cuboid.parent].offset
                for (cell, target) in cuboid.cellOfParentCell.enumerated() {
                    sums[cuboid.offset + Int(target)] += sums[parent + cell]
                }
            }
            for cell in 0..<cuboid.count { score(index, cuboid.offset + cell) }
        }
    }

    /// Judges a cell as it is now.
    @inline(__always)
    mutating func score(_ cuboid: Int, _ cell: Int) {
        let sum = sums[cell]
        scores[cell] = -.infinity
        guard sum.count > 0.5 else { return }
        let mean = sum.first / sum.weight
        guard abs(mean) >= settings.smallestChange else { return }
        // No single leaf within 2.4 times the noise pays for its name.
        if sum.count < 1.5, mean * mean < 6 * noise.relative * noise.relative { return }
        switch settings.direction {
        case .both: break
        case .up: if mean > 0 { return }
        case .down: if mean < 0 { return }
        }
        let gain = evidence.gain(sum)
        guard gain > costs[cuboid] else { return }
        // Leaves that scatter more than others without a shift have no cause in common.
        if sum.count > 1.5, gain < evidence.noiseGain(sum) { return }
        scores[cell] = gain - costs[cuboid]
    }
}
