import Foundation
import InternetProtocols
import Testing

@testable import RoutingData

@Suite("Tables that are stored")
struct StoredTableTests {
    private func table() throws -> RouteTable {
        try RouteTable.read(dumps: [
            RoutingFixtures.path("table-dump.mrt"), RoutingFixtures.path("table-dump-v2.mrt.gz"),
        ]).table
    }

    @Test("a table comes back as it was stored")
    func roundTrip() throws {
        let file = try TemporaryFile()
        #expect(!RouteTable.isStored(at: file.path))
        let table = try table()
        try table.store(at: file.path)
        #expect(RouteTable.isStored(at: file.path))
        let read = try RouteTable(storedAt: file.path)
        #expect(read.four == table.four)
        #expect(read.six == table.six)
        #expect(read.fourFirst == table.fourFirst)
        #expect(read.sixFirst == table.sixFirst)
        #expect(read.lengths == table.lengths)
        #expect(read.pathNumbers == table.pathNumbers)
        #expect(read.paths == table.paths)
        let empty = RouteTable()
        try empty.store(at: file.path)
        #expect(try RouteTable(storedAt: file.path).routeCount == 0)
    }

    @Test("a changed byte, a missing one and one too many are found wherever they are")
    func damage() throws {
        let file = try TemporaryFile()
        try table().store(at: file.path)
        let whole = try Array(Data(contentsOf: URL(filePath: file.path)))
        func isRefused(_ bytes: [UInt8]) throws -> Bool {
            let file = try TemporaryFile(bytes)
            do throws(RoutingDataError) {
                _ = try RouteTable(storedAt: file.path)
                return false
            } catch {
                switch error {
                case .damagedTable, .otherTableVersion: return true
                default: return false
                }
            }
        }
        var random = SplitMix64(state: 1)
        for place in Array(0..<240)
            + (0..<200).map({ _ in Int(random.next() % UInt64(whole.count)) })
        {
            var damaged = whole
            damaged[place] ^= 1 << UInt8(random.next() % 8)
            #expect(try isRefused(damaged), "byte \(place)")
        }
        for count in [0, 7, 100, whole.count / 2, whole.count - 1] {
            #expect(try isRefused(Array(whole.prefix(count))))
        }
        #expect(try isRefused(whole + [0]))
        #expect(throws: RoutingDataError.self) { try RouteTable(storedAt: file.path + "-missing") }
        #expect(throws: RoutingDataError.self) { try RouteTable(storedAt: "/dev/null") }
    }

    @Test("a table of another version is told apart from a damaged one")
    func version() throws {
        let file = try TemporaryFile()
        try table().store(at: file.path)
        var bytes = try Array(Data(contentsOf: URL(filePath: file.path)))
        bytes[8] = 99
        let other = try TemporaryFile(bytes)
        #expect(
            throws: RoutingDataError.otherTableVersion(path: other.path, found: 99, expected: 1)
        ) { try RouteTable(storedAt: other.path) }
    }

    @Test("an index that leads astray is refused even if every checksum is right")
    func forged() throws {
        let table = try table()
        var random = SplitMix64(state: 3)
        var refused = 0
        for _ in 0..<500 {
            var words = table.four.words.withUnsafeBufferPointer { Array($0) }
            words[Int(random.next() % UInt64(words.count))] = UInt32(
                truncatingIfNeeded: random.next())
            let four = AddressTrie(
                directBits: table.four.directBits, firstSlot: table.four.firstSlot,
                direct: table.four.direct, words: AlignedWords(words))
            guard four.isSound(highestValue: UInt32(table.routeCount)) else {
                refused += 1
                continue
            }
            // What passes may answer wrongly, but within the table.
            for _ in 0..<100 {
                let value = four.value(ipv4: UInt32(truncatingIfNeeded: random.next()))
                #expect(value <= table.routeCount)
            }
        }
        #expect(refused > 0)
    }

    @Test("a file that cannot be written is told, and nothing is left behind")
    func unwritable() throws {
        #expect(throws: RoutingDataError.self) {
            try RouteTable().store(at: "/nowhere/at/all/table")
        }
    }

    @Test("the checksum is that of the specification's reference")
    func checksum() {
        func sum(_ text: String) -> UInt64 {
            Array(text.utf8).withUnsafeBytes { Checksum64.of($0) }
        }
        // From the test vectors of xxHash 0.8 (`xxhsum -H1`).
        #expect(sum("") == 0xef46_db37_51d8_e999)
        #expect(sum("a") == 0xd24e_c4f1_a98c_6e5b)
        #expect(sum("abc") == 0x44bc_2cf5_ad77_0999)
    }
}
