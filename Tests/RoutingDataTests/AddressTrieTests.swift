import InternetProtocols
import Testing

@testable import RoutingData

@Suite("The trie of addresses")
struct AddressTrieTests {
    /// Entries that nest, crowd and stand alone: nodes, buckets and values occur at all depths.
    private func entries(
        _ family: IPAddress.Family, _ count: Int, _ random: inout SplitMix64
    ) -> [FlatRanges.Entry] {
        (0..<count).map { index in
            let noise = UInt128.random(in: .min ... .max, using: &random)
            let masks: [UInt128] = [
                .max, 0xff << 120 | 0xff << 88, 0x20 << 120 | 0xff << 60, 0x2 << 124 | 0xfff,
                0x2 << 124 | 0xff << 96 | 0xffff << 56,
            ]
            var first = noise & masks[Int.random(in: masks.indices, using: &random)]
            var length = Int.random(in: 0...128, using: &random)
            if family == .ipv4 {
                first &= UInt128(UInt32.max) << 96
                length = Int.random(in: 0...32, using: &random)
            }
            return FlatRanges.Entry(
                first: first & ~AddressBits.behind(length), value: UInt32(index + 1),
                order: UInt32(index), length: UInt8(length))
        }
    }

    private func slow(_ ranges: FlatRanges, _ address: UInt128) -> UInt32 {
        var (low, high) = (0, ranges.starts.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges.starts[middle] <= address { low = middle + 1 } else { high = middle }
        }
        return ranges.values[low - 1]
    }

    @Test(
        "one by one and in batches, look-ups give the range that holds", arguments: [3, 40, 3_000])
    func agree(count: Int) {
        var random = SplitMix64(state: UInt64(count))
        for family in IPAddress.Family.allCases {
            for bits in family == .ipv4 ? [8, 16, 18] : [8, 20, 22] {
                let ranges = FlatRanges(entries(family, count, &random))
                let trie = AddressTrie(ranges, directBits: bits)
                #expect(trie.isSound(highestValue: UInt32(count)))
                var addresses = ranges.starts.flatMap { [$0, $0 &- 1, $0 &+ 1] } + [0, .max]
                if family == .ipv4 { addresses = addresses.map { ($0 >> 96) << 96 } }
                let expected = addresses.map { slow(ranges, $0) }
                var values = [UInt32]()
                if family == .ipv4 {
                    let words = addresses.map { UInt32(truncatingIfNeeded: $0 >> 96) }
                    trie.look(up: words, into: &values)
                    #expect(words.map(trie.value(ipv4:)) == expected)
                } else {
                    trie.look(up: addresses, into: &values)
                    #expect(addresses.map(trie.value(ipv6:)) == expected)
                }
                #expect(values == expected)
            }
        }
    }

    @Test("batches of every length around a group are right")
    func lengths() {
        var random = SplitMix64(state: 5)
        let ranges = FlatRanges(entries(.ipv4, 500, &random))
        let trie = AddressTrie(ranges, directBits: 18)
        var values = [UInt32](repeating: 7, count: 3)
        for count in [0, 1, 63, 64, 65, 128, 130] {
            let addresses = (0..<count).map { _ in UInt32(truncatingIfNeeded: random.next()) }
            trie.look(up: addresses, into: &values)
            #expect(values == addresses.map(trie.value(ipv4:)))
        }
    }

    @Test("a block is uniform, and no wider one is")
    func blocks() throws {
        var random = SplitMix64(state: 11)
        for family in IPAddress.Family.allCases {
            var builder = RouteTableBuilder()
            var route = RIBRoute()
            for entry in entries(family, 300, &random) where entry.length > 0 {
                route.prefix = AddressBits.prefix(
                    entry.first, length: Int(entry.length), family: family)
                route.attributes.path = ASPath([.init(.sequence, [entry.value])])
                try builder.insert(route)
            }
            let table = try builder.build()
            let firsts =
                family == .ipv4
                ? table.fourFirst.map { AddressBits.left(ipv4: $0) } : table.sixFirst
            for index in firsts.indices {
                let bits = firsts[index] &+ UInt128(random.next()) << 33
                let prefix = AddressBits.prefix(bits, length: 128, family: family)
                let length = table.uniformLength(around: prefix.address)
                let own = table.number(of: prefix.address)
                func isUniform(_ length: Int) -> Bool {
                    let block = AddressBits.prefix(bits, length: length, family: family)
                    let inside = firsts.indices.contains {
                        block.contains(
                            AddressBits.prefix(firsts[$0], length: 128, family: family).address)
                            && Int(table.lengths[$0]) > length
                    }
                    return !inside
                        && table.number(of: block.address) == own
                        && (own == 0 || Int(table.lengths[Int(own) - 1]) <= length)
                }
                #expect(isUniform(length))
                #expect(length == 0 || !isUniform(length - 1))
            }
        }
    }
}
