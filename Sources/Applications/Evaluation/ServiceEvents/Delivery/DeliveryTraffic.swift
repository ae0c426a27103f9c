import NumericKernels
import Reasoning

/// The measurements of a delivery network, hour by hour.
///
/// Users come by a daily curve in local time, fewer at weekends; each measures a round-trip time that is log-normal around
/// the usual one of its leaf, slower in the evening by a share of its origin. Every hour, besides, leaves, origins, cities and
/// routers are a little faster or slower together, leaves by a heavy-tailed share that remembers the last hour.
struct DeliveryTraffic: Sendable {
    private(set) var network: DeliveryNetwork
    private let faults: [DeliveryFault]
    private var generator: Xoshiro256
    private var drift: [Double]
    private var isNamed = false
    private let usualPath: [Int]
    /// Hours without any measurement: the collector was down.
    let outage: Range<Int>
    /// Hours in which every value is a tenth: the collector had a bug.
    let dirt: Range<Int>

    init(
        _ network: DeliveryNetwork, faults: [DeliveryFault], outage: Range<Int>,
        dirt: Range<Int>, seed: UInt64
    ) {
        self.network = network
        self.faults = faults
        self.outage = outage
        self.dirt = dirt
        generator = Xoshiro256(seed: seed)
        drift = Array(repeating: 0, count: network.leaves.count)
        usualPath = network.prefixPath
    }

    /// The measurements of an hour, in the order of time within a minute or so.
    mutating func hour(_ hour: Int, start: Int64) -> MeasurementBatch {
        var batch = MeasurementBatch(attributeCount: 7)
        if !isNamed { name(&batch) }
        for path in faults {
            guard let newPath = path.newPath else { continue }
            for leaf in path.leaves {
                let prefix = network.leaves[leaf].prefix
                network.prefixPath[prefix] =
                    path.bins.contains(hour) ? newPath : usualPath[prefix]
            }
        }
        let shifts = self.shifts(hour)
        var origins = [Double](repeating: 0, count: network.size.origins)
        for origin in origins.indices { origins[origin] = 0.006 * generator.normal() }
        var cities = [Double](repeating: 0, count: network.size.cities)
        for city in cities.indices { cities[city] = 0.004 * generator.normal() }
        var routers = [Double](repeating: 0, count: network.size.routers)
        for router in routers.indices { routers[router] = 0.003 * generator.normal() }
        let isOut = outage.contains(hour)
        let factor = dirt.contains(hour) ? 0.1 : 1
        for leaf in network.leaves.indices {
            drift[leaf] = 0.6 * drift[leaf] + 0.008 * heavyTail()
            guard !isOut else { continue }
            let place = network.leaves[leaf]
            let prefix = place.prefix
            let path = network.prefixPath[prefix]
            let origin = network.group(of: leaf, kind: "origin-as")
            let router = network.group(of: leaf, kind: "egress-router")
            let local = (hour + place.zone) % 24
            let count = generator.poisson(mean: place.users * Self.presence(hour, local))
            guard count > 0 else { continue }
            let usual =
                place.base * factor
                * (1 + place.evening * Self.evening(local))
                * (1 + drift[leaf] + origins[origin] + cities[place.city] + routers[router])
            let pool = max(20, Int(place.users * 8))
            let codes: [UInt32] = [
                1, UInt32(router + 1), UInt32(network.group(of: leaf, kind: "next-hop-as") + 1),
                UInt32(origin + 1), UInt32(path + 1), UInt32(place.city + 1), UInt32(prefix + 1),
            ]
            for _ in 0..<count {
                var value = usual * exponential(0.35 * generator.normal())
                if let shift = shifts[leaf], generator.uniform() < shift.share {
                    value += shift.by * factor * (1 + 0.15 * generator.normal())
                }
                let user = UInt64(leaf) << 32 | UInt64(generator.index(below: pool))
                batch.append(
                    time: start + Int64(generator.index(below: 3_600)) * 1_000_000, user: user,
                    value: Float(value), codes: codes)
            }
        }
        return batch
    }

    /// The share of users that suffer and by how much, by leaf.
    private mutating func shifts(_ hour: Int) -> [Int: (by: Double, share: Double)] {
        var shifts: [Int: (by: Double, share: Double)] = [:]
        for fault in faults where fault.bins.contains(hour) {
            for leaf in fault.leaves {
                // Each leaf suffers in its own measure, the same for the whole fault.
                var own = SplitMix64(seed: UInt64(leaf) << 20 ^ UInt64(fault.bins.lowerBound))
                let measure = 0.75 + 0.5 * Double(own.next() >> 11) * 0x1p-53
                let fullness = fault.cause == .congestion ? Self.presence(hour, hour % 24) : 1
                shifts[leaf] = (fault.shift * measure * max(0.6, fullness), fault.share)
            }
        }
        return shifts
    }

    /// Student's t with 4 degrees of freedom and variance 1, about.
    private mutating func heavyTail() -> Double {
        let chi = 2 * generator.gamma(shape: 2)
        return generator.normal() / (chi / 4).squareRoot() / 1.414
    }

    private static func presence(_ hour: Int, _ local: Int) -> Double {
        let day = (hour / 24) % 7
        let curve = [
            0.5, 0.35, 0.25, 0.2, 0.2, 0.25, 0.4, 0.6, 0.85, 1.0, 1.1, 1.15, 1.2, 1.2, 1.15, 1.15,
            1.2, 1.3, 1.45, 1.6, 1.7, 1.6, 1.25, 0.8,
        ]
        return curve[local] * (day >= 5 ? 0.85 : 1)
    }

    private static func evening(_ local: Int) -> Double {
        let distance = abs(Double(local) - 20)
        return distance < 5 ? 1 - distance / 5 : 0
    }

    private mutating func name(_ batch: inout MeasurementBatch) {
        isNamed = true
        batch.newNames = [
            ["north-east"],
            (0..<network.size.routers).map { "router-\($0)" },
            (0..<network.size.nextHops).map { "\(1_000 + $0)" },
            (0..<network.size.origins).map { "\(10_000 + $0)" },
            (0..<network.pathCount).map { path in
                "\(1_000 + network.pathNextHop[path]) \(10_000 + network.pathOrigin[path]) /\(path)"
            },
            (0..<network.size.cities).map { "city-\($0)" },
            (0..<network.size.prefixes).map { "10.\($0 / 256).\($0 % 256).0/24" },
        ]
    }
}
