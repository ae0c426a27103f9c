#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NoisyOr
import NumericKernels

/// Flows through a fat tree some of whose links silently drop packets.
///
/// The generator of the simulations that Flock published (its `flow_simulator`, silent drops):
/// flows between hosts chosen uniformly, over one of the shortest paths; sizes Pareto with shape
/// 1.05 and mean 200 KiB, cut at 100 MiB, in packets of 1,500 bytes; every directed link drops
/// with a rate from U(0, 10⁻⁴), the failing ones with a rate from U(0.002, 0.02). Here 20,000 flows
/// and 1 to 7 failing links. The path of each flow is known, as with in-band telemetry.
struct FailingLinks: Sendable {
    /// How a case is drawn.
    struct Configuration: Sendable {
        var tree = FatTree()
        var flows = 20_000
        var failingRates = 0.002...0.02
        var healthyRates = 0.0...1e-4
        var failing = 1...7

        init() {}
    }

    /// One flow: the components on its path, packets sent and packets lost.
    struct Flow: Sendable {
        let path: [Int32]
        let packets: Int
        let lost: Int
    }

    let configuration: Configuration
    let flows: [Flow]
    /// The components that fail.
    let failing: Set<Int>
    /// The drop rate of every component; switches drop nothing.
    let rates: [Double]

    init(seed: UInt64, configuration: Configuration = Configuration()) {
        self.configuration = configuration
        var chance = Xoshiro256(seed: seed)
        let tree = configuration.tree
        var rates = [Double](repeating: 0, count: tree.componentCount)
        func draw(_ range: ClosedRange<Double>) -> Double {
            range.lowerBound + (range.upperBound - range.lowerBound) * chance.uniform()
        }
        for link in 0..<tree.linkCount { rates[link] = draw(configuration.healthyRates) }
        var failing: Set<Int> = []
        let wanted =
            configuration.failing.lowerBound + chance.index(below: configuration.failing.count)
        while failing.count < wanted { failing.insert(chance.index(below: tree.linkCount)) }
        for link in failing.sorted() { rates[link] = draw(configuration.failingRates) }

        var flows: [Flow] = []
        flows.reserveCapacity(configuration.flows)
        while flows.count < configuration.flows {
            let source = chance.index(below: tree.hostCount)
            let target = chance.index(below: tree.hostCount)
            if source == target { continue }
            let path = tree.path(
                from: source, to: target, aggregation: chance.index(below: tree.half),
                core: chance.index(below: tree.half))
            let survival = path.reduce(1.0) { $0 * (1 - rates[Int($1)]) }
            let packets = Self.packets(&chance)
            flows.append(
                Flow(
                    path: path, packets: packets,
                    lost: chance.binomial(trials: packets, probability: 1 - survival)))
        }
        self.flows = flows
        self.failing = failing
        self.rates = rates
    }

    /// Packets of a flow: a Pareto size, drawn anew while above 100 MiB.
    private static func packets(_ chance: inout Xoshiro256) -> Int {
        let shape = 1.05
        let scale = 200 * 1024 * (shape - 1) / shape
        while true {
            let bytes = scale * pow(chance.positiveUniform(), -1 / shape)
            if bytes <= 100 * 1024 * 1024 { return Int((bytes / 1500).rounded(.up)) }
        }
    }

    /// The flows as observations: a packet is a request, every component on its path a candidate.
    func patterns() throws -> ObservationPatterns {
        var failed: [Bool] = []
        var weights: [Double] = []
        var offsets: [Int32] = [0]
        var faults: [Int32] = []
        for flow in flows {
            for (outcome, packets) in [(true, flow.lost), (false, flow.packets - flow.lost)]
            where packets > 0 {
                failed.append(outcome)
                weights.append(Double(packets))
                faults.append(contentsOf: flow.path)
                offsets.append(Int32(faults.count))
            }
        }
        return try ObservationPatterns(
            faultCount: configuration.tree.componentCount, leak: 1e-9, failed: failed,
            weights: weights, offsets: offsets, faults: faults,
            strengths: [Float](repeating: 1, count: faults.count))
    }
}
