import InternetProtocols
import RoutingData

/// The plain way: the ranges that prefixes make, sorted, and halving among their first addresses.
struct Ranges {
    private var four = [UInt128]()
    private var six = [UInt128]()

    /// The bounds of prefixes; at each the table says what holds.
    init(_ prefixes: [IPPrefix], _ table: RouteTable) {
        for prefix in prefixes {
            let isFour = prefix.address.family == .ipv4
            let first = isFour ? prefix.address.value << 96 : prefix.address.value
            let behind = UInt128(1) << UInt128(128 - max(prefix.length, 1))
            if isFour {
                four += [first, first &+ behind]
            } else {
                six += [first, first &+ behind]
            }
        }
        four = Self.distinct(four)
        six = Self.distinct(six)
    }

    private static func distinct(_ bounds: [UInt128]) -> [UInt128] {
        bounds.sorted().reduce(into: [0]) { if $0.last != $1 { $0.append($1) } }
    }

    /// Looks up all addresses.
    @inline(never)
    func sum(_ addresses: [UInt128], isSix: Bool = false) {
        var sum = 0
        let starts = isSix ? six : four
        for address in addresses {
            var low = 0
            var count = starts.count
            // Without branches that depend on the address.
            while count > 1 {
                let half = count / 2
                low = starts[low + half] <= address ? low + half : low
                count -= half
            }
            sum &+= low
        }
        precondition(sum != -1)
    }
}
