import NumericKernels

/// Something that was broken on purpose: where, when, how badly.
struct DeliveryFault: Sendable {
    /// What happened.
    enum Cause: String, Sendable, CaseIterable {
        /// A link is full: slower for as long as it is, worse the more users there are.
        case congestion = "link congestion"
        /// A link is down and its traffic takes a longer way.
        case failure = "link failure"
        /// An AS path changes to a longer one.
        case routing = "BGP routing change"
        /// Most users of a group are served from farther away.
        case assignment = "CDN assignment change"
        /// Something in somebody else's network.
        case outside = "outside of the network"
    }

    var cause: Cause
    /// The kind of the group that suffers, and its number.
    var kind: String
    var group: Int
    /// The first bin and the one behind the last.
    var bins: Range<Int>
    /// By how many milliseconds users are slower.
    var shift: Double
    /// The share of users that is.
    var share: Double
    /// The leaves that suffer.
    var leaves: [Int]
    /// For a changed route the path that users take while it holds.
    var newPath: Int?
}

extension DeliveryFault {
    /// Draws faults of a month: of groups that an operator would miss, spread over its bins, no two of them at the same
    /// time on the same users, and none in the gaps.
    static func draw(
        _ count: Int, network: inout DeliveryNetwork, bins: Range<Int>, without gaps: [Range<Int>],
        leastUsers: Double, generator: inout Xoshiro256
    ) -> [DeliveryFault] {
        let members = DeliveryGroups(network)
        var faults: [DeliveryFault] = []
        var attempts = 0
        while faults.count < count, attempts < 1_000 * count {
            attempts += 1
            let (cause, kind) = place(&generator)
            guard let group = members.draw(kind, leastUsers: leastUsers, &generator) else {
                continue
            }
            let leaves = members.leaves(kind, group)
            let from = bins.lowerBound + generator.index(below: bins.count - 12)
            let length = duration(cause, &generator)
            let range = from..<min(bins.upperBound, from + length)
            // What begins while nothing is measured cannot be found.
            guard gaps.allSatisfy({ !$0.overlaps(range) }) else { continue }
            let isFree = faults.allSatisfy { other in
                !other.bins.overlaps(range.lowerBound - 24..<range.upperBound + 24)
                    || Set(other.leaves).isDisjoint(with: leaves)
            }
            guard isFree else { continue }
            var fault = DeliveryFault(
                cause: cause, kind: kind, group: group, bins: range,
                shift: usual(leaves, network) * 0.4 * exponential(1.4 * generator.uniform()),
                share: cause == .assignment ? 0.7 + 0.3 * generator.uniform() : 1,
                leaves: leaves)
            if cause == .routing, kind == "as-path" {
                let nextHop = generator.index(below: network.size.nextHops)
                fault.newPath = network.addPath(
                    origin: network.group(of: leaves[0], kind: "origin-as"), nextHop: nextHop)
            }
            faults.append(fault)
        }
        return faults.sorted { $0.bins.lowerBound < $1.bins.lowerBound }
    }

    /// The usual round-trip time of leaves, by users.
    private static func usual(_ leaves: [Int], _ network: DeliveryNetwork) -> Double {
        let users = leaves.reduce(0) { $0 + network.leaves[$1].users }
        return leaves.reduce(0) { $0 + network.leaves[$1].users * network.leaves[$1].base } / users
    }

    /// Cause and kind, about as the paper's table II has them.
    private static func place(_ generator: inout Xoshiro256) -> (Cause, String) {
        let places: [(Cause, String, Double)] = [
            (.congestion, "egress-router", 3), (.failure, "egress-router", 3),
            (.assignment, "egress-router", 3), (.congestion, "next-hop-as", 2),
            (.assignment, "next-hop-as", 2), (.failure, "next-hop-as", 2),
            (.outside, "origin-as", 3), (.routing, "as-path", 4), (.outside, "as-path", 2),
            (.outside, "city", 4), (.routing, "bgp-prefix", 2), (.outside, "bgp-prefix", 3),
            (.outside, "city+bgp-prefix", 3), (.failure, "cdn-node", 0.5),
        ]
        var rest = generator.uniform() * places.reduce(0) { $0 + $1.2 }
        for (cause, kind, weight) in places {
            rest -= weight
            if rest < 0 { return (cause, kind) }
        }
        return (.outside, "city")
    }

    /// Most last an hour or a few; a route may stay as it is.
    private static func duration(_ cause: Cause, _ generator: inout Xoshiro256) -> Int {
        if cause == .routing, generator.uniform() < 0.3 { return 240 }
        return 1 + Int((generator.exponential() * 3).rounded(.down))
    }
}

/// The leaves of each group at the beginning.
struct DeliveryGroups: Sendable {
    static let kinds = [
        "cdn-node", "egress-router", "next-hop-as", "origin-as", "as-path", "city", "bgp-prefix",
        "city+bgp-prefix",
    ]

    private var members: [String: [Int: [Int]]] = [:]
    private var users: [String: [Int: Double]] = [:]

    init(_ network: DeliveryNetwork) {
        for kind in Self.kinds {
            var groups: [Int: [Int]] = [:]
            var sums: [Int: Double] = [:]
            for leaf in network.leaves.indices {
                let group = network.group(of: leaf, kind: kind)
                groups[group, default: []].append(leaf)
                sums[group, default: 0] += network.leaves[leaf].users
            }
            members[kind] = groups
            users[kind] = sums
        }
    }

    /// The number of groups of a kind.
    func count(_ kind: String) -> Int { members[kind]?.count ?? 0 }

    /// The leaves of a group.
    func leaves(_ kind: String, _ group: Int) -> [Int] { members[kind]?[group] ?? [] }

    /// A group of a kind by chance, of those with so many users.
    func draw(_ kind: String, leastUsers: Double, _ generator: inout Xoshiro256) -> Int? {
        let fit = (users[kind] ?? [:]).filter { $0.value >= leastUsers }.keys.sorted()
        return fit.isEmpty ? nil : fit[generator.index(below: fit.count)]
    }
}
