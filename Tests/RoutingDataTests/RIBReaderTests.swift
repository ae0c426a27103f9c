import CompressedFiles
import Foundation
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

    @Test(
        "own dumps hold what the script says that they hold",
        arguments: ["table-dump.mrt", "table-dump-v2.mrt.gz"])
    func own(name: String) throws {
        let path = RoutingFixtures.path(name)
        let expected = try RoutingFixtures.lines(name + ".routes")
        var reader = RIBReader(try ByteSource(path: path))
        var route = RIBRoute()
        var count = 0
        while try reader.next(into: &route) {
            let kind =
                expected[count].hasPrefix("TABLE_DUMP|")
                ? "TABLE_DUMP" : route.pathIdentifier == nil ? "TABLE_DUMP2" : "TABLE_DUMP2_AP"
            try #require(RouteLine.text(route, kind: kind) == expected[count])
            count += 1
        }
        #expect(count == expected.count)
        #expect(reader.summary.routeCount == count)
        #expect(reader.summary.malformedCount == 0)
        let generic = MRTRecordKind(type: 13, subtype: 6)
        #expect(reader.summary.skipped == (name.contains("v2") ? [generic: 1] : [:]))
    }

    @Test("reading paths alone gives the same paths")
    func pathsOnly() throws {
        for name in ["table-dump.mrt", "table-dump-v2.mrt.gz"] {
            let path = RoutingFixtures.path(name)
            var whole = RIBReader(try ByteSource(path: path))
            var short = RIBReader(
                try ByteSource(path: path), configuration: .init(readsPathsOnly: true))
            var (one, other) = (RIBRoute(), RIBRoute())
            while try whole.next(into: &one) {
                #expect(try short.next(into: &other))
                #expect(one.attributes.path == other.attributes.path)
                #expect(other.attributes.communities.isEmpty)
            }
            #expect(try !short.next(into: &other))
        }
    }

    @Test(
        "a dump that was cut off is told after the routes before the cut",
        arguments: [1, 300, 5_000])
    func truncated(missing: Int) throws {
        let whole = try RoutingFixtures.bytes(at: RoutingFixtures.path("table-dump.mrt"))
        let file = try TemporaryFile(Array(whole.dropLast(missing)))
        var reader = RIBReader(try ByteSource(path: file.path))
        var route = RIBRoute()
        var count = 0
        let expected = try RoutingFixtures.lines("table-dump.mrt.routes")
        #expect {
            while try reader.next(into: &route) {
                #expect(RouteLine.text(route, kind: "TABLE_DUMP") == expected[count])
                count += 1
            }
        } throws: { error in
            guard case .truncatedDump(_, let offset, let short) = error as? RoutingDataError
            else { return false }
            return offset < whole.count - missing && short > 0
        }
        #expect(count < expected.count)
        #expect(missing > 1 || count == expected.count - 1)
    }

    @Test("compressed data that were cut off are told by what is compressed")
    func truncatedCompression() throws {
        let path = RoutingFixtures.path("table-dump-v2.mrt.gz")
        let packed = try Array(Data(contentsOf: URL(filePath: path)).dropLast(500))
        let file = try TemporaryFile(packed)
        var reader = RIBReader(try ByteSource(path: file.path))
        var route = RIBRoute()
        var count = 0
        #expect {
            while try reader.next(into: &route) { count += 1 }
        } throws: { error in
            guard case .unreadableFile(.truncated) = error as? RoutingDataError else {
                return false
            }
            return true
        }
        #expect(count > 100)
    }

    @Test("what is no dump is refused with the reason")
    func noDump() throws {
        func failure(_ bytes: [UInt8]) throws -> RoutingDataError? {
            let file = try TemporaryFile(bytes)
            do {
                _ = try RouteTable.read(dumps: [file.path])
                return nil
            } catch {
                return error as? RoutingDataError
            }
        }
        guard case .noRoutes(_, "it is empty") = try failure([]) else {
            Issue.record("an empty file passes for a dump")
            return
        }
        guard case .implausibleRecord = try failure(Array("192.0.2.0/24 64500 and text\n".utf8))
        else {
            Issue.record("text passes for a dump")
            return
        }
        // A BGP4MP message, as in a file of updates.
        let update: [UInt8] = [0, 0, 0, 1, 0, 16, 0, 4, 0, 0, 0, 2, 7, 7]
        guard case .noRoutes(_, let reason) = try failure(update) else {
            Issue.record("updates pass for a dump")
            return
        }
        #expect(reason == "1 of its records are BGP4MP 4")
    }

    @Test("a malformed route is counted, and those around it are read")
    func malformed() throws {
        let whole = try RoutingFixtures.bytes(at: RoutingFixtures.path("table-dump.mrt"))
        var damaged = whole
        // The first record: 12 bytes of header; its prefix length is at 8, its first attribute at 22.
        damaged[12 + 8] = 33
        let second = 12 + Int(whole[10]) * 256 + Int(whole[11])
        // The first attribute of the second record claims to be longer than all of them.
        damaged[second + 12 + 22 + 2] = 255
        let file = try TemporaryFile(damaged)
        let (read, summary) = try lines(file.path, kind: "TABLE_DUMP")
        #expect(
            read == Array(try RoutingFixtures.lines("table-dump.mrt.routes").dropFirst(2)))
        #expect(summary.malformed == [.prefix: 1, .attributes: 1])
    }

    @Test("damage anywhere ends in counts or in an error, never in a crash", arguments: 1...3)
    func damage(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        for name in ["table-dump.mrt", "table-dump-v2.mrt.gz"] {
            let whole = try RoutingFixtures.bytes(at: RoutingFixtures.path(name))
            for _ in 0..<60 {
                var damaged = whole
                for _ in 0..<Int.random(in: 1...20, using: &random) {
                    let place = Int.random(in: damaged.indices, using: &random)
                    damaged[place] = UInt8.random(in: 0...255, using: &random)
                }
                let file = try TemporaryFile(damaged)
                var reader = RIBReader(try ByteSource(path: file.path))
                var route = RIBRoute()
                var count = 0
                do {
                    while try reader.next(into: &route) { count += 1 }
                } catch {
                    #expect(!error.description.isEmpty)
                }
                #expect(reader.summary.routeCount == count)
            }
        }
    }

    @Test("a record beyond the limit ends the reading")
    func limit() throws {
        var reader = RIBReader(
            try ByteSource(path: RoutingFixtures.path("table-dump-v2.mrt.gz")),
            configuration: .init(recordLimit: 65_535))
        var route = RIBRoute()
        #expect {
            while try reader.next(into: &route) {}
        } throws: { error in
            guard case .implausibleRecord(_, _, let length, 65_535) = error as? RoutingDataError
            else { return false }
            return length > 65_535
        }
    }
}
