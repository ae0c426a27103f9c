/// What actions of about the same expected value brought (CAPRI thesis, figure 9-6).
public struct ActionGain: Sendable, Equatable {
    /// The least value, and the next bin's.
    public let lower: Double, upper: Double
    /// The actions.
    public let count: Int
    /// The mean of the values.
    public let meanValue: Double
    /// The share that was right after the action minus the share before it.
    public let gain: Double
    /// The standard error of the gain.
    public let standardError: Double

    static let edges = [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 1.01]

    static func table(_ visits: [VisitOutcome]) -> [ActionGain] {
        let steps = visits.filter { $0.truth != .nothing }.flatMap { visit in
            visit.steps.compactMap { step -> (value: Double, gain: Double)? in
                guard let before = step.before, let after = step.after else { return nil }
                let gain =
                    (after.cause == visit.truth ? 1.0 : 0) - (before.cause == visit.truth ? 1 : 0)
                return (step.value, gain)
            }
        }
        return zip(edges, edges.dropFirst()).compactMap { lower, upper in
            let own = steps.filter { lower <= $0.value && $0.value < upper }
            guard own.count >= 2 else { return nil }
            let count = Double(own.count)
            let gain = own.reduce(0) { $0 + $1.gain } / count
            let spread = own.reduce(0) { $0 + ($1.gain - gain) * ($1.gain - gain) } / (count - 1)
            return ActionGain(
                lower: lower, upper: min(upper, 1), count: own.count,
                meanValue: own.reduce(0) { $0 + $1.value } / count, gain: gain,
                standardError: (spread / count).squareRoot())
        }
    }
}

/// Specialist requests of a diagnosis by how many the regional agent had lately (CAPRI thesis, figure 9-8).
public struct AggregationPoint: Sendable, Equatable {
    /// Failures that the regional agent was asked about in the quarter of an hour before.
    public let recent: ClosedRange<Int>
    /// The diagnoses.
    public let count: Int
    /// Specialist requests, on average, of all diagnoses.
    public let requests: Double

    static let bins: [ClosedRange<Int>] = [
        0...0, 1...1, 2...3, 4...6, 7...10, 11...20, 21...100_000,
    ]

    static func table(_ visits: [VisitOutcome]) -> [AggregationPoint] {
        bins.compactMap { bin in
            let own = visits.filter { $0.regional != nil && bin.contains($0.recent) }
            guard !own.isEmpty else { return nil }
            let sum = own.reduce(0) { $0 + $1.testRequests }
            return AggregationPoint(
                recent: bin, count: own.count, requests: Double(sum) / Double(own.count))
        }
    }
}

/// Lookups before and after the second DNS specialist joined, which nobody was told of (CAPRI thesis, 9.5).
public struct SecondSpecialist: Sendable, Equatable {
    /// A quarter of a day.
    public struct Period: Sendable, Equatable {
        /// When it begins, in hours since the beginning.
        public let hour: Int
        /// Lookups of the first technique and of the second.
        public let first: Int, second: Int
    }
    /// The periods with a lookup, by time.
    public let periods: [Period]
    /// The times of tests of the first technique and of the second, ascending, in milliseconds.
    public let firstTimes: [Int64], secondTimes: [Int64]

    init(_ lookups: [(time: Int64, isSecond: Bool, milliseconds: Int64)], days: Int) {
        periods = (0..<max(1, days * 4)).compactMap { period in
            let own = lookups.filter { Int(($0.time - World.beginning) / 21_600_000) == period }
            guard !own.isEmpty else { return nil }
            let second = own.count { $0.isSecond }
            return Period(hour: period * 6, first: own.count - second, second: second)
        }
        firstTimes = lookups.filter { !$0.isSecond }.map(\.milliseconds).sorted()
        secondTimes = lookups.filter(\.isSecond).map(\.milliseconds).sorted()
    }

    /// The time below which a share of tests ended, in milliseconds; nil without any.
    public static func quantile(_ share: Double, of times: [Int64]) -> Int64? {
        times.isEmpty ? nil : times[min(times.count - 1, Int(share * Double(times.count)))]
    }
}
