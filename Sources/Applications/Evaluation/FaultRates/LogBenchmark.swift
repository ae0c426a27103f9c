import Foundation
import InternetProtocols
import NumericKernels
import Records
import RoutingData

/// How fast request logs are read into patterns, with and without routing data.
///
/// The log is made by chance, in combined format: clients by Zipf's law over 20,000 networks, 12 user agents, paths of a
/// shop, one failure in two hundred.
struct LogBenchmark {
    let lines: Int
    let seed: UInt64

    private static let agents = [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "curl/8.5.0",
    ]

    /// Writes the log; returns the clients' networks.
    func write(to path: String) throws {
        var chance = Xoshiro256(seed: seed)
        let networks = ZipfDistribution(count: 20_000, exponent: 1.05)
        let browsers = ZipfDistribution(count: Self.agents.count, exponent: 1.3)
        let pages = ZipfDistribution(count: 5_000, exponent: 1.0)
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw EvaluationError.worldImpossible(reason: "\(path) cannot be written")
        }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        var text = [UInt8]()
        text.reserveCapacity(1 << 22)
        for line in 0..<lines {
            let address = Self.network(networks.sample(&chance)) | UInt32(chance.index(below: 250))
            let second = line * 3_600 / max(1, lines)
            text += Array("\(IPAddress(ipv4: address)) - - [21/Nov/2026:10:".utf8)
            text += Self.twoDigits(second / 60) + [0x3a] + Self.twoDigits(second % 60)
            text += Array(" +0000] \"GET /item/\(pages.sample(&chance))".utf8)
            text += Array("/photo.jpg HTTP/1.1\" ".utf8)
            text += Array((chance.index(below: 200) == 0 ? "503" : "200").utf8)
            text += Array(" \(1_000 + chance.index(below: 90_000)) \"-\" \"".utf8)
            text += Array(Self.agents[browsers.sample(&chance)].utf8) + [0x22, 0x0a]
            if text.count > 1 << 21 {
                try file.write(contentsOf: text)
                text.removeAll(keepingCapacity: true)
            }
        }
        try file.write(contentsOf: text)
    }

    /// A table of 200,000 prefixes, those of the clients among them.
    func table() throws -> RouteTable {
        var chance = Xoshiro256(seed: seed &+ 1)
        var prefixes: Set<IPPrefix> = []
        for rank in 0..<20_000 {
            if let prefix = IPPrefix(IPAddress(ipv4: Self.network(rank)), length: 24) {
                prefixes.insert(prefix)
            }
        }
        while prefixes.count < 200_000 {
            let address = UInt32(truncatingIfNeeded: chance.next())
            let length = 16 + chance.index(below: 9)
            if let prefix = IPPrefix(IPAddress(ipv4: address), length: length) {
                prefixes.insert(prefix)
            }
        }
        var builder = RouteTableBuilder()
        for prefix in prefixes.sorted(by: { $0.description < $1.description }) {
            var route = RIBRoute()
            route.prefix = prefix
            let origin = 1 + UInt32(chance.index(below: 18_448))
            route.attributes.path = ASPath([.init(.sequence, [64_500, 64_501, origin])])
            try builder.insert(route)
        }
        return try builder.build()
    }

    /// Reads the log; the seconds on the clock and of all processors together.
    nonisolated(nonsending) static func read(
        _ path: String, table: RouteTable?
    ) async throws -> (lines: Int, wall: Double, processor: Double) {
        var configuration = RecordConfiguration()
        configuration.mapping.format = .combined
        if let table {
            configuration.lookup = AddressLookup(RoutingDatabase(routes: table))
            configuration.mapping.kinds = ["as", "prefix", "browser", "url"]
        }
        let reader = try RecordReader(configuration)
        let begin = ContinuousClock.now
        let before = processorSeconds
        let summary = try await reader.read([.file(path: path)]) { _ in }
        let wall = Double((ContinuousClock.now - begin) / .microseconds(1)) / 1e6
        return (summary.lines, wall, processorSeconds - before)
    }

    /// A network of 256 addresses for each rank, scattered by an odd factor and never 0 or 127.
    private static func network(_ rank: Int) -> UInt32 {
        let scattered = UInt32(truncatingIfNeeded: rank) &* 2_654_435_761
        return (1 + (scattered >> 24) % 120) << 24 | (scattered & 0xffff) << 8
    }

    private static func twoDigits(_ value: Int) -> [UInt8] {
        [0x30 + UInt8(value / 10 % 10), 0x30 + UInt8(value % 10)]
    }

    /// Processor seconds of the whole process.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
