import CompressedFiles
import InternetProtocols
import Testing

@testable import RoutingData

@Suite("Reading routing table dumps")
struct RIBReaderTests {
    /// Every route of a dump as a line.
    private func lines(_ path: String, kind: String) throws -> (lines: [String], RIBSummary) {
        var reader = RIBReader(try ByteSource(path: path))
        var route = RIBRoute()
        var lines = [String]()
        while try reader.next(into: &route) { lines.append(RouteLine.text(route, kind: kind)) }
        return (lines, reader.summary)
    }

    @Test(
        "every entry of a real dump is as bgpdump reads it",
        .enabled(if: SharedData.isPresent, SharedData.reason),
        arguments: [
            ("bview.20020722.2337.gz", "TABLE_DUMP"),
            ("bview.64k_stream_overflow.gz", "TABLE_DUMP2"),
            ("bview.ipv4_unicast_add_path.gz", "TABLE_DUMP2_AP"),
            ("bview.ipv6_unicast_add_path.gz", "TABLE_DUMP2_AP"),
        ])
    func real(name: String, kind: String) throws {
        let path = SharedData.path("bgp/\(name)")
        let expected = try RoutingFixtures.lines(at: path + ".expected-bgpdump-m.gz")
        let (lines, summary) = try lines(path, kind: kind)
        #expect(lines.count == expected.count)
        #expect(summary.malformedCount == 0)
        let different = zip(lines, expected).first { $0 != $1 }
        #expect(different == nil)
    }
}
