import DMEP
import Testing

@testable import AgentRuntime

/// Numbers from Python: `int(ipaddress.ip_address(text)) & (2**64 - 1)`, and `int.from_bytes(base64.b64decode(text), "big")`.
@Suite struct ServiceIndexTests {
    struct Table: AutonomousSystemLookup {
        func originAS(of address: String) -> UInt32? { address.hasPrefix("18.") ? 3 : nil }
    }

    private func index(_ text: String, _ functions: IndexFunction...) -> UInt64? {
        IndexFunction.index(of: text, by: functions, lookup: Table())
    }

    @Test(
        "an address is a big-endian integer of which the rightmost 64 bits count",
        arguments: [
            ("18.26.0.240", 303_694_064), ("0.0.0.0", 0), ("255.255.255.255", 4_294_967_295),
            ("2001:db8::ff00:42:8329", 280_375_469_441_833), ("fe80::1:2:3:4", 281_483_566_841_860),
            ("::ffff:1.2.3.4", 281_470_698_652_420),
        ] as [(String, UInt64)])
    func addresses(text: String, expected: UInt64) {
        #expect(index(text, .addressToInteger) == expected)
        #expect(index(text, .addressToInteger, .modulo(4)) == expected % 4)
    }

    @Test(
        "what is no address has no index",
        arguments: [
            "", "18.26.0", "18.26.0.256", "18.26.0.1 ", "018.26.0.1", "example.com", "::1::",
            "18.26.0.240\u{0}x", "1", "fe80::1%eth0",
        ])
    func noAddresses(text: String) {
        #expect(index(text, .addressToInteger) == nil)
        #expect(index(text, .autonomousSystem) == nil)
    }

    @Test("base 64 is read with and without padding, and its rightmost 64 bits count")
    func base64() {
        #expect(index("AQI=", .base64ToInteger) == 258)
        #expect(index("AQI", .base64ToInteger) == 258)
        let sha256 = "o3mm9u6vuaVeN4wRgDTidR5oL6ufLTCrE9ISVYbOGUc="
        #expect(index(sha256, .base64ToInteger) == 1_428_224_190_373_042_503)
        #expect(index(sha256, .base64ToInteger, .modulo(4)) == 3)
        #expect(index("Wrq9YDsieAMC3Y2DSY5Rcg==", .base64ToInteger) == 206_476_752_943_206_770)
        for text in ["", "A", "AQI==", "not base 64", "AQI=\n"] {
            #expect(index(text, .base64ToInteger) == nil)
        }
    }

    @Test("an autonomous system is asked of the table")
    func systems() {
        #expect(index("18.26.0.240", .autonomousSystem) == 3)
        #expect(index("18.26.0.240", .autonomousSystem, .modulo(2)) == 1)
        #expect(index("128.32.0.1", .autonomousSystem) == nil)
        let none = NoAutonomousSystems()
        #expect(
            IndexFunction.index(of: "18.26.0.240", by: [.autonomousSystem], lookup: none) == nil)
    }

    @Test("a number is its own index, and functions that make no sense have none")
    func numbers() {
        #expect(index("42") == 42)
        #expect(index("42", .modulo(5), .modulo(2)) == 0)
        #expect(index("18446744073709551615") == .max)
        #expect(index("18446744073709551616") == nil)
        #expect(index("-1") == nil && index("+1") == nil && index("") == nil)
        #expect(index("42", .modulo(0)) == nil)
        #expect(index("18.26.0.240", .addressToInteger, .addressToInteger) == nil)
        #expect(index("18.26.0.240", .addressToInteger, .autonomousSystem) == nil)
        #expect(index("18.26.0.240", .addressToInteger, .base64ToInteger) == nil)
    }
}
