import NoisyOr
import NumericKernels

/// How long methods take for the paper's 10 million requests with 18,848 faults, in blocks.
struct RateTiming: Sendable {
    /// One method on all blocks.
    struct Row: Sendable {
        let method: String
        /// Processor seconds of one thread, without making the traffic.
        let seconds: Double
        /// The sum of the objectives of all blocks, in nats.
        let objective: Double
    }

    let blocks: Int
    let requests: Int
    let faults: Int
    let rows: [Row]

    /// Makes the traffic once and has every method go along with it.
    init(seed: UInt64, blocks: Int, requestsPerBlock: Int = 100_000) throws {
        let configuration = RequestTraffic.Configuration()
        let size = blocks * requestsPerBlock
        let events = [(14, 0.45), (37, 0.3), (200, 0.6)].map { rank, rate in
            RequestTraffic.Event(
                fault: configuration.system(rank), rate: rate, begin: size / 4, end: size / 2,
                ramp: max(1, size / 20))
        }
        var traffic = RequestTraffic(seed: seed, events: events, configuration: configuration)
        let priors = try FaultPriors(all: BetaDistribution(alpha: 0.1, beta: 100))
        var stochastic = try StochasticAscent(priors: priors)
        var exact = CoordinateAscent(priors: priors)
        var seconds = [0.0, 0, 0]
        var objectives = [0.0, 0, 0]
        for _ in 0..<blocks {
            let block = try traffic.block(requestsPerBlock)
            var start = ThreadClock.seconds
            try stochastic.learn(block)
            seconds[0] += ThreadClock.seconds - start
            objectives[0] += try NoisyOrObjective(patterns: block, priors: priors)
                .value(of: stochastic.posteriors)
            start = ThreadClock.seconds
            let estimate = try exact.estimate(block)
            seconds[1] += ThreadClock.seconds - start
            objectives[1] += estimate.objective
            start = ThreadClock.seconds
            _ = try exact.evidence()
            seconds[2] += ThreadClock.seconds - start
        }
        self.blocks = blocks
        requests = size
        faults = configuration.faultCount
        rows = [
            Row(method: "stochastic, 3 passes", seconds: seconds[0], objective: objectives[0]),
            Row(method: "exact, by coordinates", seconds: seconds[1], objective: objectives[1]),
            Row(
                method: "exact, with the ranking of faults", seconds: seconds[1] + seconds[2],
                objective: objectives[1]),
        ]
    }
}
