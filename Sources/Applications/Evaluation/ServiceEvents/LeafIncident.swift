#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import AnomalyLocalization
import NumericKernels

/// Tables like those of real incidents: counts of a few hundred leaves, most of them tiny, and forecasts that are the
/// mean of the four minutes before.
///
/// Leaf sizes and rates are spread over orders of magnitude, counts scatter as Poisson's, and the rate of each leaf
/// wanders by a share of itself from minute to minute.
public struct LeafIncident: Sendable, Equatable {
    /// What happened.
    public enum Event: String, Sendable, CaseIterable {
        /// Nothing.
        case nothing
        /// Nothing, and all forecasts are off by the same share.
        case offEverywhere
        /// One combination of one to three conditions has more events.
        case cause
        /// The value that carries most of the table has more events.
        case nearlyEverything
    }

    /// What happened.
    public var event: Event
    /// Whether the table is one of a ratio: events and those who could have had one.
    public var isRatio: Bool
    /// How many values each attribute has.
    public var sizes = [4, 8, 2, 5]
    /// By how much the rate of a leaf wanders from minute to minute.
    public var wander = 0.08

    /// Tables of an event.
    public init(event: Event, isRatio: Bool) {
        self.event = event
        self.isRatio = isRatio
    }

    /// The next table.
    public func instance(
        _ random: inout Xoshiro256
    ) throws(LocalizationError) -> LeafInstance {
        let grid = LeafGrid(sizes: sizes)
        let shares = sizes.map { size in (0..<size).map { _ in exp(1.2 * random.normal()) } }
        let users = (0..<grid.count).map { leaf in
            sizes.indices.reduce(400 * exp(0.6 * random.normal())) {
                $0 * shares[$1][Int(grid.codes[$1][leaf])]
            }
        }
        let rates = (0..<grid.count).map { _ in min(0.3, 0.02 * exp(0.5 * random.normal())) }
        let cause = self.cause(grid, zip(users, rates).map { $0 * $1 }, &random)
        var factor = [Double](repeating: 1, count: grid.count)
        if event == .offEverywhere {
            factor = factor.map { _ in 1.8 }
        } else if let cause {
            let lift = random.uniform(in: 3...8)
            for leaf in grid.leaves(cause) { factor[leaf] = lift }
        }
        var counts = [[Double]](repeating: [], count: 4)
        for leaf in 0..<grid.count {
            let now = minute(users[leaf], rates[leaf] * factor[leaf], &random)
            let before = (0..<4).map { _ in minute(users[leaf], rates[leaf], &random) }
            counts[0].append(now.events)
            counts[1].append(now.users)
            counts[2].append(before.reduce(0) { $0 + $1.events } / 4)
            counts[3].append(before.reduce(0) { $0 + $1.users } / 4)
        }
        let table =
            isRatio
            ? try LeafTable(
                attributes: grid.attributes, codes: grid.codes, actual: counts[0],
                actualBase: counts[1], forecast: counts[2], forecastBase: counts[3])
            : try LeafTable(
                attributes: grid.attributes, codes: grid.codes, actual: counts[0],
                forecast: counts[2])
        return LeafInstance(table: table, causes: cause.map { [$0] } ?? [])
    }

    private func minute(
        _ users: Double, _ rate: Double, _ random: inout Xoshiro256
    ) -> (events: Double, users: Double) {
        let present = Double(random.poisson(mean: users))
        let rate = min(1, rate * exp(wander * random.normal()))
        return (min(present, Double(random.poisson(mean: present * rate))), present)
    }

    /// The cause, of which at least forty events are expected, and less than half of any one of its leaves.
    private func cause(
        _ grid: LeafGrid, _ expected: [Double], _ random: inout Xoshiro256
    ) -> Set<LeafCause.Condition>? {
        switch event {
        case .nothing, .offEverywhere: return nil
        case .nearlyEverything:
            let all = sizes.indices.flatMap { attribute in
                (0..<Int32(sizes[attribute])).map {
                    LeafCause.Condition(attribute: attribute, value: $0)
                }
            }
            let largest = all.max { left, right in
                grid.leaves([left]).reduce(0) { $0 + expected[$1] }
                    < grid.leaves([right]).reduce(0) { $0 + expected[$1] }
            }
            return largest.map { [$0] }
        case .cause:
            for _ in 0..<1000 {
                let order = 1 + random.index(below: 3)
                let cause = Set(
                    random.choose(order, of: sizes.count).map {
                        LeafCause.Condition(
                            attribute: $0, value: Int32(random.index(below: sizes[$0])))
                    })
                let amounts = grid.leaves(cause).map { expected[$0] }
                let sum = amounts.reduce(0, +)
                if sum >= 40, let most = amounts.max(), most < 0.5 * sum { return cause }
            }
            return nil
        }
    }
}
