import AnomalyLocalization
import NumericKernels

/// A content delivery network as one of its nodes sees it: who is reached by which way.
///
/// Drawn in the numbers of the paper's table I: 185 egress routers, 125 next-hop ASes, 820 origin ASes, 1,055 AS
/// paths, 1,758 cities, 4,646 prefixes, 8,784 pairs of city and prefix.
struct DeliveryNetwork: Sendable {
    /// How many there are of each.
    struct Size: Sendable, Hashable {
        var routers = 185
        var nextHops = 125
        var origins = 820
        var paths = 1_055
        var cities = 1_758
        var prefixes = 4_646
        var leaves = 8_784
    }

    /// The users of a prefix in a city: the finest group.
    struct Leaf: Sendable {
        var city: Int
        var prefix: Int
        /// Users in a usual hour.
        var users: Double
        /// The usual round-trip time, in milliseconds.
        var base: Double
        /// By which share the evening is slower.
        var evening: Double
        /// By how many hours local time is ahead.
        var zone: Int
    }

    let size: Size
    /// For each path its next hop.
    private(set) var pathNextHop: [Int] = []
    /// For each path its origin.
    private(set) var pathOrigin: [Int] = []
    /// For each prefix its path; routing changes it.
    var prefixPath: [Int] = []
    /// For each prefix the router by which it is reached.
    private(set) var prefixRouter: [Int] = []
    private(set) var leaves: [Leaf] = []
    /// How many paths there are, with those of changed routes.
    private(set) var pathCount: Int

    /// Draws a network.
    init(size: Size = Size(), usersPerHour: Double, seed: UInt64) {
        var generator = Xoshiro256(seed: seed)
        self.size = size
        pathCount = size.paths
        drawPaths(&generator)
        drawPrefixes(&generator)
        drawLeaves(&generator, usersPerHour: usersPerHour)
    }

    /// Every origin has a path, every next hop too; the others go by popularity.
    private mutating func drawPaths(_ generator: inout Xoshiro256) {
        let popular = ZipfDistribution(count: size.nextHops, exponent: 0.9)
        for path in 0..<size.paths {
            pathOrigin.append(path < size.origins ? path : generator.index(below: size.origins))
            pathNextHop.append(path < size.nextHops ? path : popular.sample(&generator))
        }
    }

    /// Every path has a prefix, every router too; a next hop is reached by one to four routers.
    private mutating func drawPrefixes(_ generator: inout Xoshiro256) {
        var routers: [[Int]] = (0..<size.nextHops).map { [$0 % size.routers] }
        for router in size.nextHops..<max(size.nextHops, size.routers) {
            routers[generator.index(below: size.nextHops)].append(router)
        }
        for nextHop in routers.indices where generator.uniform() < 0.3 {
            routers[nextHop].append(generator.index(below: size.routers))
        }
        let popular = ZipfDistribution(count: size.paths, exponent: 0.7)
        var places = Array(0..<size.paths)
        for place in places.indices.reversed() {
            places.swapAt(place, generator.index(below: place + 1))
        }
        var turn = [Int](repeating: 0, count: size.nextHops)
        for prefix in 0..<size.prefixes {
            let path = prefix < size.paths ? prefix : places[popular.sample(&generator)]
            prefixPath.append(path)
            let choices = routers[pathNextHop[path]]
            let nextHop = pathNextHop[path]
            // The first prefixes of a next hop go round its routers, so that each has one.
            let choice =
                turn[nextHop] < choices.count
                ? turn[nextHop] : generator.index(below: choices.count)
            turn[nextHop] += 1
            prefixRouter.append(choices[choice])
        }
    }

    /// A prefix serves cities near the home of its origin; users and round-trip times are log-normal.
    private mutating func drawLeaves(_ generator: inout Xoshiro256, usersPerHour: Double) {
        let homes = (0..<size.origins).map { _ in generator.index(below: size.cities) }
        let distances = (0..<size.cities).map { _ in exponential(3.3 + 0.6 * generator.normal()) }
        let slopes = (0..<size.origins).map { _ in 0.1 * generator.uniform() }
        var taken: Set<Int> = []
        var total = 0.0
        for number in 0..<size.leaves {
            let prefix =
                number < size.prefixes ? number : generator.index(below: size.prefixes)
            let origin = pathOrigin[prefixPath[prefix]]
            var city = number < size.cities ? number : 0
            if number >= size.cities || taken.contains(city * size.prefixes + prefix) {
                repeat {
                    let step = Int((generator.exponential() * 6).rounded(.down))
                    city = (homes[origin] + step) % size.cities
                    if taken.count > 8 * size.cities { city = generator.index(below: size.cities) }
                } while taken.contains(city * size.prefixes + prefix)
            }
            taken.insert(city * size.prefixes + prefix)
            let users = exponential(1.2 * generator.normal())
            total += users
            leaves.append(
                Leaf(
                    city: city, prefix: prefix, users: users,
                    base: distances[city] + exponential(2.3 + 0.5 * generator.normal()),
                    evening: slopes[origin], zone: city % 4))
        }
        for leaf in leaves.indices { leaves[leaf].users *= usersPerHour / total }
    }

    /// Adds a path of an origin over another next hop.
    mutating func addPath(origin: Int, nextHop: Int) -> Int {
        pathOrigin.append(origin)
        pathNextHop.append(nextHop)
        pathCount += 1
        return pathCount - 1
    }

    /// The value of a kind's group to which a leaf belongs now.
    func group(of leaf: Int, kind: String) -> Int {
        let prefix = leaves[leaf].prefix
        return switch kind {
        case "cdn-node": 0
        case "egress-router": prefixRouter[prefix]
        case "next-hop-as": pathNextHop[prefixPath[prefix]]
        case "origin-as": pathOrigin[prefixPath[prefix]]
        case "as-path": prefixPath[prefix]
        case "city": leaves[leaf].city
        case "bgp-prefix": prefix
        default: leaf
        }
    }
}
