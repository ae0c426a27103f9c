#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import AnomalyLocalization
import NumericKernels

/// Tables like those of the Squeeze study: a background with the skew of real traffic, counted causes that
/// follow the generalised ripple effect.
///
/// Z. Li et al., *Generic and Robust Localization of Multi-Dimensional Root Causes*, ISSRE 2019, section V.
/// Sizes are products of a share of each value of each attribute, so that some values carry most and many
/// leaves are tiny; forecasts are decimal, what causes leave is whole numbers, as in the published tables.
public struct LeafRipple: Sendable, Equatable {
    /// How many values each attribute has.
    public var sizes = [6, 36, 10, 10]
    /// How many conditions a cause has.
    public var order: Int
    /// How many causes there are.
    public var elements: Int
    /// The relative error of the forecasts of normal leaves.
    public var noise = 0.01
    /// The share that a cause takes away.
    public var severity = 0.3...1.0

    /// Tables with causes of so many conditions, so many of them.
    public init(order: Int, elements: Int) {
        self.order = order
        self.elements = elements
    }

    /// The next table.
    public func instance(
        _ random: inout Xoshiro256
    ) throws(LocalizationError) -> LeafInstance {
        let grid = LeafGrid(sizes: sizes)
        var forecast = background(grid, &random)
        var actual = forecast.map { max(0, $0 * (1 + noise * random.normal())) }
        var causes = [Set<LeafCause.Condition>]()
        while causes.count < elements {
            let cause = Set(
                random.choose(order, of: sizes.count).map {
                    LeafCause.Condition(
                        attribute: $0, value: Int32(random.index(below: sizes[$0])))
                })
            let leaves = grid.leaves(cause).filter { forecast[$0] > 0 }
            // A cause within the leaves of another could not be told from it, nor one of next to nothing.
            guard leaves.count >= 4, leaves.reduce(0, { $0 + forecast[$1] }) > 500,
                causes.allSatisfy({ Self.exclude($0, cause) || order == 1 && $0 != cause })
            else { continue }
            causes.append(cause)
            let severity = (10 * random.uniform(in: severity)).rounded() / 10
            let scatter = severity < 1 ? 0.01 : 0
            for leaf in leaves {
                forecast[leaf] = max(1, forecast[leaf].rounded())
                let share = severity + scatter * random.normal()
                actual[leaf] =
                    (forecast[leaf] * max(0, 1 - share)).rounded() * (1 + noise * random.normal())
            }
        }
        return LeafInstance(
            table: try LeafTable(
                attributes: grid.attributes, codes: grid.codes, actual: actual, forecast: forecast),
            causes: Set(causes))
    }

    /// Whether no leaf meets both.
    private static func exclude(
        _ left: Set<LeafCause.Condition>, _ right: Set<LeafCause.Condition>
    ) -> Bool {
        left.contains { first in
            right.contains { $0.attribute == first.attribute && $0.value != first.value }
        }
    }

    /// What is expected of each leaf.
    private func background(_ grid: LeafGrid, _ random: inout Xoshiro256) -> [Double] {
        // The spread of the shares on a logarithmic scale, by attribute: even, skewed, very skewed, nearly even.
        let spreads = [0.4, 1.5, 2.4, 0.7]
        let shares = sizes.enumerated().map { position, size in
            (0..<size).map { _ in exp(spreads[position % 4] * random.normal()) }
        }
        // Some pairs of values never occur together.
        let missing = Set(
            (0..<sizes[1] * sizes[3]).filter { _ in random.uniform() < 0.3 })
        return (0..<grid.count).map { leaf in
            let pair = Int(grid.codes[1][leaf]) * sizes[3] + Int(grid.codes[3][leaf])
            guard !missing.contains(pair), random.uniform() > 0.08 else { return 0 }
            var size = 6.0
            for position in sizes.indices {
                size *= shares[position][Int(grid.codes[position][leaf])]
            }
            size *= exp(0.7 * random.normal())
            return ((size + 1) * 400).rounded() / 400
        }
    }
}
