extension AddressTrie {
    /// The value at an IPv4 address; 0 for none.
    ///
    /// - Complexity: at most 5 dependent reads of memory.
    func value(ipv4 address: UInt32) -> UInt32 {
        value(AddressBits.left(ipv4: address))
    }

    /// The value at an IPv6 address; 0 for none.
    ///
    /// - Complexity: a dependent read for each 6 bits on which more than 8 ranges differ, and 2.
    func value(ipv6 address: UInt128) -> UInt32 { value(address) }

    @inline(__always)
    private func value(_ address: UInt128) -> UInt32 {
        var entry = direct[Self.place(address, directBits, firstSlot, direct.count)]
        if entry & Self.valueFlag != 0 { return entry ^ Self.valueFlag }
        return words.withUnsafeBufferPointer { words in
            var rest = address &<< UInt128(directBits)
            while entry < Self.bucketFlag {
                entry = Self.step(words, Int(entry), words[Int(entry)], rest)
                rest = rest &<< 6
            }
            if entry & Self.valueFlag != 0 { return entry ^ Self.valueFlag }
            let bucket = Int(entry ^ Self.bucketFlag)
            return Self.search(words, bucket, words[bucket], rest)
        }
    }

    /// The entry of a node for the first 6 bits of what is left of an address.
    @inline(__always)
    static func step(
        _ words: UnsafeBufferPointer<UInt32>, _ node: Int, _ low: UInt32, _ rest: UInt128
    ) -> UInt32 {
        let bits = UInt64(low) | UInt64(words[node &+ 1]) &<< 32
        // All bits up to the one that is asked for, itself included.
        let before = bits & (UInt64.max &>> (63 &- UInt64(truncatingIfNeeded: rest &>> 122)))
        return words[node &+ 1 &+ before.nonzeroBitCount]
    }

    /// The value in a bucket for what is left of an address.
    @inline(__always)
    static func search(
        _ words: UnsafeBufferPointer<UInt32>, _ bucket: Int, _ least: UInt32, _ rest: UInt128
    ) -> UInt32 {
        let key = UInt32(truncatingIfNeeded: rest &>> 96)
        // Every key is looked at, so that no branch depends on the address.
        var index = bucketSize &- 1 &+ (least <= key ? 1 : 0)
        for place in 1..<(bucketSize &- 1) {
            index &+= words[bucket &+ place] <= key ? 1 : 0
        }
        return words[bucket &+ index]
    }

    /// Where the slot of an address is stored.
    @inline(__always)
    static func place(_ address: UInt128, _ bits: Int, _ first: UInt32, _ count: Int) -> Int {
        let slot = Int(truncatingIfNeeded: address &>> UInt128(128 &- bits)) &- Int(first)
        return min(max(slot, 0), count &- 1)
    }
}
