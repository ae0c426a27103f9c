import NoisyOr
import NumericKernels

/// Two autonomous systems of one city that fail together for a while: figure 4 of the paper.
///
/// A window of 2.5 hours in blocks of 100,000 requests, prior Beta(0.1, 100), state carried from
/// block to block, followed by the stochastic method with 3 passes and by the exact one.
struct RisingSystemsStudy: Sendable {
    /// The traffic and the two systems.
    struct Configuration: Sendable {
        var traffic = RequestTraffic.Configuration()
        var prior = BetaDistribution(alpha: 0.1, beta: 100)
        var blocks = 30
        var requestsPerBlock = 100_000
        /// Which systems fail, by their rank in traffic, and how badly.
        var systems = [(rank: 14, rate: 0.45), (rank: 37, rate: 0.3)]
        /// In which blocks.
        var begin = 10
        var end = 20
        /// Over how many blocks they rise and fall.
        var ramp = 2
        /// A fault with a mean above this has been noticed.
        var alarm = 0.1

        init() {}
    }

    /// One method's course.
    struct Track: Sendable {
        let method: String
        /// For each of the two systems the mean rate block by block.
        let means: [[Double]]
        /// The blocks in which each was first noticed; `nil` if never.
        let noticed: [Int?]
        /// All faults whose mean was ever above the alarm.
        let alarmed: Set<Int>
        /// The mean over blocks and systems of |inferred − true|.
        let meanError: Double
        /// Processor seconds for all blocks, without making the traffic.
        let seconds: Double
    }

    /// The fault index of each system.
    let faults: [Int]
    /// The true rate of each in the middle of every block.
    let truth: [[Double]]
    let tracks: [Track]

    init(seed: UInt64 = 1, configuration: Configuration = Configuration()) throws {
        let size = configuration.requestsPerBlock
        let events = configuration.systems.map {
            RequestTraffic.Event(
                fault: configuration.traffic.system($0.rank), rate: $0.rate,
                begin: configuration.begin * size, end: configuration.end * size,
                ramp: configuration.ramp * size)
        }
        var traffic = RequestTraffic(
            seed: seed, events: events, configuration: configuration.traffic)
        let faults = events.map(\.fault)
        truth = faults.map { fault in
            (0..<configuration.blocks).map { traffic.rate(of: fault, at: $0 * size + size / 2) }
        }
        let priors = try FaultPriors(all: configuration.prior)
        var stochastic = try StochasticAscent(priors: priors)
        var exact = CoordinateAscent(priors: priors)
        var courses = [Course(faults.count), Course(faults.count)]
        for _ in 0..<configuration.blocks {
            let block = try traffic.block(size)
            var start = ThreadClock.seconds
            try stochastic.learn(block)
            courses[0].add(stochastic.posteriors, faults, configuration.alarm, since: start)
            start = ThreadClock.seconds
            let estimate = try exact.estimate(block)
            courses[1].add(estimate.posteriors, faults, configuration.alarm, since: start)
        }
        self.faults = faults
        let names = ["stochastic, 3 passes", "exact, by coordinates"]
        let truth = self.truth
        tracks = zip(names, courses).map { $1.track($0, truth, configuration.alarm) }
    }

    /// A track under way.
    private struct Course {
        var means: [[Double]]
        var alarmed: Set<Int> = []
        var seconds = 0.0

        init(_ count: Int) { means = [[Double]](repeating: [], count: count) }

        mutating func add(
            _ posteriors: [BetaDistribution], _ faults: [Int], _ alarm: Double, since start: Double
        ) {
            seconds += ThreadClock.seconds - start
            for (index, fault) in faults.enumerated() {
                means[index].append(posteriors[fault].mean)
            }
            for fault in posteriors.indices where posteriors[fault].mean > alarm {
                alarmed.insert(fault)
            }
        }

        func track(_ name: String, _ truth: [[Double]], _ alarm: Double) -> Track {
            var error = 0.0
            var count = 0
            for (found, expected) in zip(means, truth) {
                for (one, other) in zip(found, expected) {
                    error += abs(one - other)
                    count += 1
                }
            }
            return Track(
                method: name, means: means,
                noticed: means.map { $0.firstIndex { $0 > alarm } }, alarmed: alarmed,
                meanError: error / Double(max(1, count)), seconds: seconds)
        }
    }
}
