#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import AnomalyLocalization
import NumericKernels

/// The generator of the RiskLoc study: values from a Weibull distribution, forecasts with relative noise,
/// anomalies that scale their leaves down.
///
/// M. Kalander, *RiskLoc: Localization of Multi-dimensional Root Causes by Weighted Risk*, 2022, section V.
/// Written from the description and checked against its published tables in what it produces.
public struct LeafScaling: Sendable, Equatable {
    /// How many values each attribute has.
    public var sizes: [Int]
    /// The shape of the Weibull distribution of values.
    public var weibull = 0.5...1.0
    /// The share of leaves without a value.
    public var zeroShare = 0.0...0.25
    /// The relative error of the forecasts of normal leaves.
    public var noise = 0.0...0.25
    /// The share that an anomaly takes away, above the noise.
    public var severity = 0.2...1.0
    /// By how much that share differs between the leaves of an anomaly.
    public var deviation = 0.0...0.1
    /// How many anomalies there are.
    public var anomalies = 1...3
    /// How many combinations of the same attributes an anomaly has.
    public var elements = 1...3
    /// Whether all anomalies are single leaves.
    public var leavesOnly = false

    /// Family S: 48,000 leaves of five attributes, noise up to 25 %.
    public static let small = LeafScaling(sizes: [10, 12, 10, 8, 5])

    /// Family L: 36,000 leaves of four attributes, causes of one leaf each, noise up to 10 %.
    public static let large: LeafScaling = {
        var family = LeafScaling(sizes: [10, 24, 10, 15])
        family.noise = 0.0...0.1
        family.severity = 0.5...1.0
        family.deviation = 0.0...0.0
        family.anomalies = 1...5
        family.elements = 1...1
        family.leavesOnly = true
        return family
    }()

    /// A family with the settings of S and other attributes.
    public init(sizes: [Int]) { self.sizes = sizes }

    /// The next table.
    public func instance(
        _ random: inout Xoshiro256
    ) throws(LocalizationError) -> LeafInstance {
        let grid = LeafGrid(sizes: sizes)
        let zeros = random.uniform(in: zeroShare)
        let noise = random.uniform(in: noise)
        let plans = (0..<random.index(in: anomalies)).map { _ in
            (
                order: leavesOnly ? sizes.count : 1 + random.index(below: sizes.count),
                elements: random.index(in: elements),
                severity: random.uniform(in: severity) + noise,
                deviation: random.uniform(in: deviation)
            )
        }
        let exponent = 1 / random.uniform(in: weibull)
        var actual = (0..<grid.count).map { _ in
            let value = 100 * pow(random.exponential(), exponent)
            return random.uniform() > zeros ? value : 0
        }
        var forecast = actual.map { $0 + $0 * noise * random.normal() }
        for leaf in actual.indices where random.uniform() < 0.5 {
            swap(&actual[leaf], &forecast[leaf])
        }
        for leaf in forecast.indices { forecast[leaf] = max(0, forecast[leaf]) }
        var used: [(attributes: [Int], elements: [[Int32]])] = []
        for plan in plans {
            guard
                let place = place(plan.order, plan.elements, used, grid, actual, &random)
            else { return try instance(&random) }
            used.append(place)
        }
        let isUp = actual.reduce(0, +) > forecast.reduce(0, +)
        var causes = Set<Set<LeafCause.Condition>>()
        for (plan, anomaly) in zip(plans, used) {
            for element in anomaly.elements {
                let cause = Set(
                    zip(anomaly.attributes, element).map {
                        LeafCause.Condition(attribute: $0, value: $1)
                    })
                causes.insert(cause)
                for leaf in grid.leaves(cause) {
                    let share = plan.severity + plan.deviation * random.normal()
                    if isUp {
                        forecast[leaf] = max(0, actual[leaf] * (1 - share))
                    } else {
                        actual[leaf] = max(0, forecast[leaf] * (1 - share))
                    }
                }
            }
        }
        return LeafInstance(
            table: try LeafTable(
                attributes: grid.attributes, codes: grid.codes, actual: actual, forecast: forecast),
            causes: causes)
    }

    /// Attributes and values of an anomaly that meets none before it in an attribute they share.
    private func place(
        _ order: Int, _ elements: Int, _ used: [(attributes: [Int], elements: [[Int32]])],
        _ grid: LeafGrid, _ actual: [Double], _ random: inout Xoshiro256
    ) -> (attributes: [Int], elements: [[Int32]])? {
        // All values of an attribute may be taken by anomalies before.
        for _ in 0..<1000 {
            let attributes = random.choose(order, of: sizes.count)
            if order < sizes.count, used.contains(where: { $0.attributes == attributes }) {
                continue
            }
            let free = attributes.map { attribute in
                var values = Set(0..<Int32(sizes[attribute]))
                for other in used {
                    guard let position = other.attributes.firstIndex(of: attribute) else {
                        continue
                    }
                    values.subtract(other.elements.map { $0[position] })
                }
                return values.sorted()
            }
            guard free.allSatisfy({ !$0.isEmpty }) else { continue }
            let chosen = (0..<elements).map { _ in
                free.map { $0[random.index(below: $0.count)] }
            }
            guard Set(chosen).count == elements else { continue }
            if order == sizes.count,
                chosen.contains(where: { element in
                    let leaf = zip(element, sizes).reduce(0) { $0 * $1.1 + Int($1.0) }
                    return actual[leaf] == 0
                })
            {
                continue
            }
            return (attributes, chosen)
        }
        return nil
    }
}
