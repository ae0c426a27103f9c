import NoisyOr
import NumericKernels

/// Requests to a service, block after block, in the shape that such traffic has.
///
/// Every request names a server (uniformly), the autonomous system of its client, its browser and
/// its URL family (by Zipf's law). The counts are those of the paper's section 4.2: 18,848
/// faults. Rates of faults follow a time line, so that they can rise and fall.
struct RequestTraffic: Sendable {
    /// How many there are of each kind, and how often each comes.
    struct Configuration: Sendable {
        var servers = 40
        var browsers = 60
        var families = 300
        var systems = 18_448
        var systemExponent = 1.05
        var browserExponent = 1.3
        var familyExponent = 1.0
        /// The probability that a request fails for no cause that it names.
        var leak = 1e-3
        /// The rate of every fault that no event raises.
        var background = 1e-4

        init() {}

        /// All faults: servers, browsers, families, then systems from the most frequent.
        var faultCount: Int { servers + browsers + families + systems }

        /// The fault of an autonomous system, by its rank in traffic.
        func system(_ rank: Int) -> Int { servers + browsers + families + rank }
    }

    /// A fault that is there for a while: its rate ramps up, holds and ramps down again.
    struct Event: Sendable {
        let fault: Int
        let rate: Double
        /// Where it begins and ends, in requests since the start.
        let begin: Int
        let end: Int
        /// Over how many requests it rises, and falls.
        let ramp: Int

        /// The rate at a moment.
        func rate(at request: Int) -> Double {
            guard request >= begin, request < end else { return 0 }
            guard ramp > 0 else { return rate }
            let rise = Double(min(request - begin, end - request)) / Double(ramp)
            return rate * min(1, rise)
        }
    }

    let configuration: Configuration
    let events: [Event]
    /// How many requests have been made.
    private(set) var requests = 0
    private var chance: Xoshiro256
    private let systemRanks: ZipfDistribution
    private let browserRanks: ZipfDistribution
    private let familyRanks: ZipfDistribution

    init(seed: UInt64, events: [Event], configuration: Configuration = Configuration()) {
        self.configuration = configuration
        self.events = events
        chance = Xoshiro256(seed: seed)
        systemRanks = ZipfDistribution(
            count: configuration.systems, exponent: configuration.systemExponent)
        browserRanks = ZipfDistribution(
            count: configuration.browsers, exponent: configuration.browserExponent)
        familyRanks = ZipfDistribution(
            count: configuration.families, exponent: configuration.familyExponent)
    }

    /// The true rate of a fault at a moment.
    func rate(of fault: Int, at request: Int) -> Double {
        events.reduce(configuration.background) {
            $1.fault == fault ? max($0, $1.rate(at: request)) : $0
        }
    }

    /// The next requests, one row each.
    mutating func block(_ count: Int) throws -> ObservationPatterns {
        var failed: [Bool] = []
        var offsets: [Int32] = [0]
        var faults: [Int32] = []
        failed.reserveCapacity(count)
        offsets.reserveCapacity(count + 1)
        faults.reserveCapacity(4 * count)
        let quiet = pow4(1 - configuration.background) * (1 - configuration.leak)
        for _ in 0..<count {
            let server = chance.index(below: configuration.servers)
            let browser = configuration.servers + browserRanks.sample(&chance)
            let family =
                configuration.servers + configuration.browsers + familyRanks.sample(&chance)
            let system = configuration.system(systemRanks.sample(&chance))
            var survival = quiet
            for event in events
            where event.fault == system || event.fault == server || event.fault == browser
                || event.fault == family
            {
                let rate = max(event.rate(at: requests), configuration.background)
                survival *= (1 - rate) / (1 - configuration.background)
            }
            faults.append(Int32(server))
            faults.append(Int32(browser))
            faults.append(Int32(family))
            faults.append(Int32(system))
            offsets.append(Int32(faults.count))
            failed.append(chance.uniform() >= survival)
            requests += 1
        }
        return try ObservationPatterns(
            faultCount: configuration.faultCount, leak: configuration.leak, failed: failed,
            offsets: offsets, faults: faults, strengths: [Float](repeating: 1, count: faults.count))
    }

    private func pow4(_ x: Double) -> Double { x * x * x * x }
}
