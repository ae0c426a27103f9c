import Foundation
import Testing

@testable import Records

@Suite("Times in logs")
struct TimeReaderTests {
    private func read(_ text: String) -> Int64? {
        let time = withSlice(text) { TimeReader.parse($0) }
        return time == TimeReader.none ? nil : time
    }

    @Test(
        "the usual forms are read",
        arguments: [
            ("17/May/2015:10:05:03 +0000", 1_431_857_103_000_000),
            ("[17/May/2015:12:05:03 +0200]", 1_431_857_103_000_000),
            ("17/may/2015:04:35:03 -0530", 1_431_857_103_000_000),
            ("2015-05-17T10:05:03Z", 1_431_857_103_000_000),
            ("2015-05-17T10:05:03", 1_431_857_103_000_000),
            ("2015-05-17 12:05:03.25+02:00", 1_431_857_103_250_000),
            ("2015-05-17T10:05:03,1234567 UTC", 1_431_857_103_123_456),
            ("2015-05-17T12:05+02", 1_431_857_100_000_000),
            ("2015-05-17", 1_431_820_800_000_000),
            ("1431857103", 1_431_857_103_000_000),
            ("1431857103.123", 1_431_857_103_123_000),
            ("1431857103.1234567", 1_431_857_103_123_456),
            ("1431857103123", 1_431_857_103_123_000),
            ("1431857103123.5", 1_431_857_103_123_500),
            ("1431857103123456", 1_431_857_103_123_456),
            ("1431857103123456789", 1_431_857_103_123_456),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
            ("0", 0),
        ] as [(String, Int64)])
    func forms(text: String, microseconds: Int64) {
        #expect(read(text) == microseconds)
    }

    @Test(
        "other texts are no times",
        arguments: [
            "", "-", "x", "17/May/2015", "17/Mai/2015:10:05:03 +0000", "32/May/2015:10:05:03 +0000",
            "29/Feb/2015:10:05:03 +0000", "17/May/2015:24:05:03 +0000",
            "17/May/2015:10:05:03 +00x0", "17/May/2015:10:05:03 +2500", "2015-13-01T00:00:00Z",
            "2015-05-17T10:05:03X", "2015-05-17T10:05:03.Z", "2015-05-17T10", "2015-05-17x10:05:03",
            "1431857103.", "1431857103.5x", "14318571031234567890", "-1", "1e9", "2015-05-17 ago",
        ])
    func others(text: String) {
        #expect(read(text) == nil)
    }

    @Test("what is written as ISO 8601 is read back, in any zone, as Foundation reads it")
    func roundTrip() throws {
        var generator = SeededGenerator(state: 8)
        let formatter = ISO8601DateFormatter()
        for _ in 0..<2000 {
            let seconds = Int64.random(in: -2_000_000_000...253_402_300_799, using: &generator)
            let time = RequestTime(seconds: seconds)
            #expect(read(time.description) == time.microseconds)
            let date = Date(timeIntervalSince1970: Double(seconds))
            formatter.timeZone = TimeZone(
                secondsFromGMT: 60 * Int.random(in: -840...840, using: &generator))
            #expect(read(formatter.string(from: date)) == time.microseconds)
        }
    }

    @Test("a remembered text means what it meant, and another is read anew")
    func remembered() {
        var reader = TimeReader()
        func read(_ text: String) -> Int64 { withSlice(text) { reader.read($0) } }
        let time = read("17/May/2015:10:05:03 +0000")
        #expect(read("17/May/2015:10:05:03 +0000") == time)
        #expect(read("17/May/2015:10:05:04 +0000") == time + 1_000_000)
        #expect(read("x") == TimeReader.none)
        #expect(read("x") == TimeReader.none)
        #expect(read(String(repeating: "1", count: 100)) == TimeReader.none)
    }

    @Test("fractions are written as far as they go")
    func fractions() {
        #expect(RequestTime(microseconds: 1_500_000).description == "1970-01-01T00:00:01.5Z")
        #expect(RequestTime(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
    }
}

/// Lends the bytes of a text.
func withSlice<Result>(_ text: String, _ body: (ByteSlice) throws -> Result) rethrows -> Result {
    try withSlice(Array(text.utf8), body)
}

/// Lends bytes; there is one more behind them, so that there is an address even for none.
func withSlice<Result>(_ bytes: [UInt8], _ body: (ByteSlice) throws -> Result) rethrows -> Result {
    try (bytes + [0]).withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("there is a byte") }
        return try body(ByteSlice(base, count: bytes.count))
    }
}
