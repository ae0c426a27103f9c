import Foundation
import InternetProtocols
import RoutingData

/// Look-ups in a full table, how much memory that takes, and how quickly it is stored and read.
///
/// `RoutingDataBenchmark [--four N] [--six N] [DUMP]`. Figures are processor time. Beside each stands what the same
/// addresses cost by halving in a sorted list of ranges, measured just before, as other work on the machine slows
/// both.
@main
struct RoutingDataBenchmark {
    /// How many addresses a measurement takes.
    static let addressCount = 1 << 20
    /// How often each is made; the best counts.
    static let rounds = 9

    static func main() throws {
        var arguments = CommandLine.arguments.dropFirst()
        var (four, six) = (1_000_000, 200_000)
        var dump: String?
        while let argument = arguments.popFirst() {
            switch argument {
            case "--four": four = arguments.popFirst().flatMap { Int($0) } ?? four
            case "--six": six = arguments.popFirst().flatMap { Int($0) } ?? six
            default: dump = argument
            }
        }
        if let dump { try read(dump) }
        var random = SplitMix64(state: 1)
        let full = FullTable(four: four, six: six, using: &random)
        let table = try table(full, &random)
        try store(table)
        let ranges = Ranges(full.prefixes, table)
        let (fours, sixes) = (addresses(full, .ipv4, &random), addresses(full, .ipv6, &random))
        let anywhere = (0..<addressCount).map { _ in UInt32(truncatingIfNeeded: random.next()) }
        measureFour("anywhere", anywhere, table, ranges)
        measureFour("within prefixes", fours, table, ranges)
        measureSix("within prefixes", sixes, table, ranges)
    }

    /// A table with paths such as there are: 80,000 origins, of each one to three paths.
    private static func table(
        _ full: FullTable, _ random: inout SplitMix64
    ) throws -> RouteTable {
        var builder = RouteTableBuilder()
        var route = RIBRoute()
        for prefix in full.prefixes {
            let origin = UInt32(random.next() % 80_000) + 1
            let provider = origin % 3_000 + 200_000
            let transit = UInt32(random.next() % 3) + 300_000
            route.prefix = prefix
            route.attributes.path = ASPath([.init(.sequence, [3_333, transit, provider, origin])])
            try builder.insert(route)
        }
        let start = processorTime()
        let table = try builder.build()
        print(
            "\(table.routeCount) routes, \(table.pathCount) paths: "
                + "\(rounded(Double(table.byteCount) / 1e6)) MB, built in "
                + "\(rounded(processorTime() - start)) s")
        return table
    }

    private static func store(_ table: RouteTable) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "routes-\(getpid())").path
        defer { unlink(path) }
        try table.store(at: path)
        let time = try best(of: 5) { _ = try RouteTable(storedAt: path) }
        print("read when stored: \(rounded(time * 1_000)) ms")
    }

    private static func read(_ dump: String) throws {
        let start = processorTime()
        let (table, summary) = try RouteTable.read(dumps: [dump])
        let time = processorTime() - start
        print(
            "\(summary.routeCount) routes of a dump to a table of \(table.routeCount): "
                + "\(rounded(time)) s, \(rounded(Double(summary.routeCount) / time / 1e6)) million a second"
        )
    }

    /// Addresses of prefixes by chance: a prefix, then an address within.
    private static func addresses(
        _ full: FullTable, _ family: IPAddress.Family, _ random: inout SplitMix64
    ) -> [UInt128] {
        let prefixes = full.prefixes.filter { $0.address.family == family }
        guard !prefixes.isEmpty else { return [] }
        return (0..<addressCount).map { _ in
            let prefix = prefixes[Int(random.next() % UInt64(prefixes.count))]
            let free = UInt128(family.bitWidth - prefix.length)
            let host = UInt128(random.next()) << 64 | UInt128(random.next())
            return prefix.address.value | (free >= 128 ? host : host & (1 << free - 1))
        }
    }

    private static func measureFour(
        _ name: String, _ addresses: [some FixedWidthInteger], _ table: RouteTable, _ ranges: Ranges
    ) {
        guard !addresses.isEmpty else { return }
        let words = addresses.map { UInt32(truncatingIfNeeded: $0) }
        let wrapped = words.map { IPAddress(ipv4: $0) }
        var numbers = [UInt32]()
        let slow = best { ranges.sum(words.map { UInt128($0) << 96 }) }
        let batch = best { table.look(up: words, into: &numbers) }
        var sum: UInt32 = 0
        let single = best { for word in words { sum &+= table.number(ipv4: word) } }
        let general = best { for address in wrapped { sum &+= table.number(of: address) } }
        report("IPv4 \(name)", words.count, batch, single, general, slow, sum)
    }

    private static func measureSix(
        _ name: String, _ addresses: [UInt128], _ table: RouteTable, _ ranges: Ranges
    ) {
        guard !addresses.isEmpty else { return }
        let wrapped = addresses.map { IPAddress(ipv6: $0) }
        var numbers = [UInt32]()
        let slow = best { ranges.sum(addresses, isSix: true) }
        let batch = best { table.look(up: addresses, into: &numbers) }
        var sum: UInt32 = 0
        let single = best { for address in addresses { sum &+= table.number(ipv6: address) } }
        let general = best { for address in wrapped { sum &+= table.number(of: address) } }
        report("IPv6 \(name)", addresses.count, batch, single, general, slow, sum)
    }

    private static func report(
        _ name: String, _ count: Int, _ batch: Double, _ single: Double, _ general: Double,
        _ slow: Double, _ sum: UInt32
    ) {
        func rate(_ time: Double) -> String { rounded(Double(count) / time / 1e6) }
        func ratio(_ time: Double) -> String { "(\(rounded(slow / time)) times)" }
        print(
            "\(name), million a second: in batches \(rate(batch)) \(ratio(batch)), "
                + "one by one \(rate(single)) \(ratio(single)), "
                + "as IPAddress \(rate(general)) \(ratio(general)); "
                + "by halving \(rate(slow)); check \(sum)")
    }

    private static func best(of rounds: Int = rounds, _ work: () throws -> Void) rethrows -> Double
    {
        var best = Double.infinity
        for _ in 0..<rounds {
            let start = processorTime()
            try work()
            best = min(best, processorTime() - start)
        }
        return best
    }

    /// Seconds of processor time that the program has taken.
    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func rounded(_ number: Double) -> String {
        String(format: number < 10 ? "%.2f" : "%.1f", number)
    }
}
