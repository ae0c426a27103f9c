import Foundation
import InternetProtocols
import Testing

@testable import RoutingData

@Suite("Reading prefixes with their origins")
struct PrefixListReaderTests {
    private func read(_ text: String, pieces: Int = .max) throws -> PrefixTable {
        var reader = PrefixListReader()
        var builder = PrefixTableBuilder()
        let take: PrefixListReader.Take = { builder.insert($0, origin: $1) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try reader.read(rest.prefix(pieces), take: take)
            rest = rest.dropFirst(pieces)
        }
        try reader.finish(take: take)
        return builder.build()
    }

    private static let text = """
        # routes seen today
        192.0.2.0/24 64500
        198.51.100.0/24\tAS64501   # a remark

        2001:db8::/32 as4200000000\r
        """

    @Test("lines, remarks and both forms of numbers are read", arguments: [1, 2, 7, 100_000])
    func reads(pieces: Int) throws {
        let table = try read(Self.text, pieces: pieces)
        #expect(table.prefixCount == 3)
        #expect(table.origin(of: IPAddress(192, 0, 2, 1)) == 64_500)
        #expect(table.origin(of: IPAddress(198, 51, 100, 255)) == 64_501)
        #expect(table.origin(of: try #require(IPAddress("2001:db8::1"))) == 4_200_000_000)
    }

    @Test(
        "a wrong line is named by its number",
        arguments: [
            "192.0.2.0/33 1", "192.0.2.0/24", "192.0.2.0/24 1 2", "x 1", "192.0.2.0/24 AS",
            "192.0.2.0/24 4294967296", "192.0.2.0/24 -1", "192.0.2.0/24 1.5",
        ])
    func wrong(line: String) throws {
        #expect {
            try read("192.0.2.0/24 1\n\n\(line)\n")
        } throws: { error in
            guard case .malformedLine(let number, let text, _) = error as? RoutingDataError
            else { return false }
            return number == 3 && text == line
        }
    }

    @Test("a line without end is refused at the limit")
    func endless() throws {
        #expect(throws: RoutingDataError.lineTooLong(number: 2, limit: 1_024)) {
            try read("192.0.2.0/24 1\n" + String(repeating: "1", count: 5_000))
        }
    }

    @Test("files are read whole, and a missing one is named")
    func files() throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("prefixes-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let lines = (0..<20_000).map { "10.\($0 / 256).\($0 % 256).0/24 \($0 + 1)" }
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
        let table = try PrefixTable(contentsOf: path)
        #expect(table.prefixCount == 20_000)
        #expect(table.origin(of: IPAddress(10, 78, 31, 9)) == 20_000)
        #expect(throws: RoutingDataError.self) { try PrefixTable(contentsOf: path + "-missing") }
        try Data([0, 1, 2]).write(to: URL(fileURLWithPath: path))
        #expect(throws: RoutingDataError.self) { try PrefixTable(contentsOf: path) }
    }
}
