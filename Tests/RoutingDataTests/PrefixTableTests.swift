import InternetProtocols
import Testing

@testable import RoutingData

@Suite("The origin of an address")
struct PrefixTableTests {
    /// A stated generator (splitmix64), so that every run sees the same tables.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

    /// Longest prefix match by looking at every prefix; of equals the last.
    private func slow(
        _ entries: [(prefix: IPPrefix, origin: UInt32)], _ address: IPAddress
    ) -> UInt32? {
        var best: (length: Int, origin: UInt32)?
        for entry in entries where entry.prefix.contains(address) {
            if entry.prefix.length >= best?.length ?? 0 {
                best = (entry.prefix.length, entry.origin)
            }
        }
        return best?.origin == 0 ? nil : best?.origin
    }

    private func table(_ entries: [(prefix: IPPrefix, origin: UInt32)]) -> PrefixTable {
        var builder = PrefixTableBuilder()
        for entry in entries { builder.insert(entry.prefix, origin: entry.origin) }
        return builder.build()
    }

    private func prefix(_ text: String) throws -> IPPrefix { try #require(IPPrefix(text)) }
    private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

    @Test("the longest prefix around an address decides")
    func longest() throws {
        let table = try table([
            (prefix("10.0.0.0/8"), 1), (prefix("10.1.0.0/16"), 2), (prefix("10.1.2.0/24"), 3),
            (prefix("10.1.2.3/32"), 4), (prefix("2001:db8::/32"), 5),
            (prefix("2001:db8:1::/48"), 6),
        ])
        #expect(try table.origin(of: address("10.255.0.1")) == 1)
        #expect(try table.origin(of: address("10.1.255.255")) == 2)
        #expect(try table.origin(of: address("10.1.2.2")) == 3)
        #expect(try table.origin(of: address("10.1.2.3")) == 4)
        #expect(try table.origin(of: address("10.1.2.4")) == 3)
        #expect(try table.origin(of: address("11.0.0.0")) == nil)
        #expect(try table.origin(of: address("2001:db8:1::9")) == 6)
        #expect(try table.origin(of: address("2001:db8:2::9")) == 5)
        #expect(try table.origin(of: address("::ffff:10.1.2.3")) == 4)
        #expect(table.prefixCount == 6)
    }

    @Test("the whole space, its edges and prefixes of AS 0 are right")
    func edges() throws {
        let table = try table([
            (prefix("0.0.0.0/0"), 9), (prefix("255.255.255.255/32"), 8),
            (prefix("255.255.255.0/24"), 0), (prefix("0.0.0.0/32"), 7), (prefix("::/0"), 6),
            (prefix("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"), 5),
            (prefix("2000::/3"), 4), (prefix("3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"), 3),
        ])
        #expect(try table.origin(of: address("0.0.0.0")) == 7)
        #expect(try table.origin(of: address("0.0.0.1")) == 9)
        #expect(try table.origin(of: address("255.255.255.255")) == 8)
        #expect(try table.origin(of: address("255.255.255.254")) == nil)
        #expect(try table.origin(of: address("1fff::1")) == 6)
        #expect(try table.origin(of: address("2000::")) == 4)
        #expect(try table.origin(of: address("3fff:ffff:ffff:ffff:ffff:ffff:ffff:fffe")) == 4)
        #expect(try table.origin(of: address("3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")) == 3)
        #expect(try table.origin(of: address("4000::")) == 6)
        #expect(try table.origin(of: address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")) == 5)
        #expect(PrefixTable().origin(ipv4: 1) == nil)
    }

    @Test("the later of two entries for one prefix holds")
    func later() throws {
        let one = try prefix("192.0.2.0/24")
        let table = table([(one, 1), (one, 2)])
        #expect(try table.origin(of: address("192.0.2.7")) == 2)
        #expect(table.prefixCount == 1)
    }

    @Test("random tables agree with looking at every prefix", arguments: [1, 2, 3, 4])
    func random(seed: UInt64) throws {
        var generator = Generator(state: seed)
        var entries = [(prefix: IPPrefix, origin: UInt32)]()
        for _ in 0..<200 {
            let origin = UInt32.random(in: 0...20, using: &generator)
            // Few leading bits differ, so that prefixes nest deeply.
            let noise = UInt128.random(in: .min ... .max, using: &generator)
            let made =
                Bool.random(using: &generator)
                ? IPPrefix(
                    IPAddress(ipv4: 0xc000_0000 | UInt32(truncatingIfNeeded: noise) & 0x3f_0fff),
                    length: Int.random(in: 0...32, using: &generator))
                : IPPrefix(
                    IPAddress(ipv6: 1 << 125 | noise & (0xff << 100 | 0xf << 60 | 0xff)),
                    length: Int.random(in: 0...128, using: &generator))
            entries.append((try #require(made), origin))
        }
        let table = table(entries)
        var probes = [IPAddress]()
        for entry in entries {
            // The edges of prefixes, where mistakes are, and places within.
            let first = entry.prefix.address
            let free = UInt128(first.family.bitWidth - entry.prefix.length)
            let last = free >= 128 ? UInt128.max : first.value | (1 << free - 1)
            for value in [first.value, first.value &- 1, last, last &+ 1] {
                probes.append(
                    first.family == .ipv4
                        ? IPAddress(ipv4: UInt32(truncatingIfNeeded: value))
                        : IPAddress(ipv6: value))
            }
            probes.append(IPAddress(ipv4: UInt32.random(in: .min ... .max, using: &generator)))
        }
        for probe in probes where probe.mappedIPv4 == nil {
            #expect(table.origin(of: probe) == slow(entries, probe), "\(probe)")
        }
    }

    @Test("neighbours of one origin are one range")
    func merging() throws {
        let halves = try table([(prefix("10.0.0.0/9"), 7), (prefix("10.128.0.0/9"), 7)])
        let whole = try table([(prefix("10.0.0.0/8"), 7)])
        #expect(halves.rangeCount == whole.rangeCount)
        // Nothing, the block, nothing; and nothing for the other family.
        #expect(whole.rangeCount == 4)
        let nested = try table([(prefix("10.0.0.0/8"), 7), (prefix("10.3.0.0/16"), 7)])
        #expect(nested.rangeCount == whole.rangeCount)
    }
}
