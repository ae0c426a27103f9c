#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NoisyOr
import NumericKernels

/// Speeds of the fault-rate methods, in processor time of one thread.
enum RateBenchmark {
    /// One measured figure and the bar that it is held against.
    struct Figure: Sendable, Equatable {
        let name: String
        let value: Double
        let unit: String
        /// What it must reach, or must not exceed where less is better.
        let bar: Double
        let lessIsBetter: Bool

        /// Whether the bar is met.
        var isMet: Bool { lessIsBetter ? value <= bar : value >= bar }
    }

    /// Observations a second of the stochastic method, both parameters with momentum, and of the
    /// objective with its full gradient, over the same requests of four faults each.
    ///
    /// Passes are made over a million requests at a time, more than a processor's cache holds; the
    /// fastest counts, since others on the machine slow a pass down and nothing speeds it up.
    ///
    /// - Parameters:
    ///   - requests: how many are passed over in each repetition.
    ///   - repetitions: how often.
    static func speeds(requests: Int = 10_000_000, repetitions: Int = 3) throws -> [Figure] {
        let size = min(max(1, requests), 1_000_000)
        var traffic = RequestTraffic(seed: 7, events: [])
        let block = try traffic.block(size)
        let priors = try FaultPriors(all: BetaDistribution(alpha: 0.1, beta: 100))
        var settings = StochasticAscent.Configuration()
        settings.epochs = 3
        var best = [Double.infinity, .infinity]
        var method = try StochasticAscent(priors: priors, configuration: settings)
        let means = (0..<block.faultCount).map { 1e-3 + 1e-4 * Double($0 % 50) }
        var slopes = [Double](repeating: 0, count: block.faultCount)
        for _ in 0..<(max(1, repetitions) * max(1, requests / size)) {
            var start = ThreadClock.seconds
            try method.learn(block)
            best[0] = min(best[0], (ThreadClock.seconds - start) / Double(settings.epochs))
            start = ThreadClock.seconds
            _ = block.logLikelihood(means: means, slopes: &slopes)
            best[1] = min(best[1], ThreadClock.seconds - start)
        }
        let names = ["stochastic method, both parameters, momentum", "objective and full gradient"]
        return zip(zip(names, best), [20.0, 60]).map { measured, bar in
            Figure(
                name: measured.0, value: Double(size) / measured.1 / 1e6,
                unit: "million observations a second", bar: bar, lessIsBetter: false)
        }
    }

    /// Seconds from a block to an objective within 1 and within 0.01 nat of the optimum, from the
    /// prior, tables and columns included.
    static func exactOptimum(
        _ patterns: ObservationPatterns, prior: BetaDistribution, repetitions: Int = 5
    ) throws -> [Figure] {
        let priors = try FaultPriors(all: prior)
        var reference = CoordinateAscent.Configuration()
        reference.tolerance = 1e-10
        var method = CoordinateAscent(priors: priors, configuration: reference)
        let optimum = try method.estimate(patterns).objective
        return try [(1.0, 0.1), (0.01, 0.2)].map { distance, bar in
            var settings = CoordinateAscent.Configuration()
            var seconds = Double.infinity
            // The loosest tolerance that arrives; nobody knows the distance beforehand.
            for exponent in 0...10 {
                settings.tolerance = distance * pow(10, -Double(exponent) / 2)
                var reached = false
                seconds = .infinity
                for _ in 0..<max(1, repetitions) {
                    let start = ThreadClock.seconds
                    var method = CoordinateAscent(priors: priors, configuration: settings)
                    let found = try method.estimate(patterns).objective
                    seconds = min(seconds, ThreadClock.seconds - start)
                    reached = optimum - found < distance
                }
                if reached { break }
            }
            return Figure(
                name: "exact optimum to within \(distance) nat", value: seconds,
                unit: "processor seconds", bar: bar, lessIsBetter: true)
        }
    }

    /// Seconds for a stream in blocks with the exact method, the traffic made outside the clock.
    ///
    /// - Parameter folded: whether each block is folded into its distinct patterns first; the
    ///   method does not need it.
    static func stream(
        blocks: Int = 100, requestsPerBlock: Int = 100_000, folded: Bool
    ) throws -> Figure {
        let configuration = RequestTraffic.Configuration()
        let size = blocks * requestsPerBlock
        let events = [(14, 0.45), (37, 0.3), (200, 0.6)].map { rank, rate in
            RequestTraffic.Event(
                fault: configuration.system(rank), rate: rate, begin: size / 4, end: size / 2,
                ramp: size / 20)
        }
        var traffic = RequestTraffic(seed: 3, events: events, configuration: configuration)
        var method = CoordinateAscent(
            priors: try FaultPriors(all: BetaDistribution(alpha: 0.1, beta: 100)))
        var seconds = 0.0
        for _ in 0..<blocks {
            let block = try traffic.block(requestsPerBlock)
            let start = ThreadClock.seconds
            _ = try method.estimate(folded ? block.folded() : block)
            seconds += ThreadClock.seconds - start
        }
        let requests = blocks * requestsPerBlock / 1000
        return Figure(
            name: "\(requests) thousand observations in \(blocks) blocks, exact method"
                + (folded ? ", folded first" : ""),
            value: seconds, unit: "processor seconds", bar: 5, lessIsBetter: true)
    }
}
