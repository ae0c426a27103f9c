extension AddressTrie {
    /// How many look-ups go on at a time: enough to hide the wait for memory, few enough for the first cache.
    private static var width: Int { 64 }

    /// The values at many IPv4 addresses; 0 for none.
    ///
    /// Look-ups that wait for memory do not wait for each other.
    ///
    /// - Parameters:
    ///   - addresses: in host byte order.
    ///   - values: made as long as `addresses`.
    func look(up addresses: [UInt32], into values: inout [UInt32]) {
        Self.resize(&values, to: addresses.count)
        addresses.withUnsafeBufferPointer { addresses in
            values.withUnsafeMutableBufferPointer { values in
                walk(count: addresses.count, into: values) { AddressBits.left(ipv4: addresses[$0]) }
            }
        }
    }

    /// The values at many IPv6 addresses; 0 for none.
    ///
    /// - Parameters:
    ///   - addresses: in host byte order.
    ///   - values: made as long as `addresses`.
    func look(up addresses: [UInt128], into values: inout [UInt32]) {
        Self.resize(&values, to: addresses.count)
        addresses.withUnsafeBufferPointer { addresses in
            values.withUnsafeMutableBufferPointer { values in
                walk(count: addresses.count, into: values) { addresses[$0] }
            }
        }
    }

    private static func resize(_ values: inout [UInt32], to count: Int) {
        guard values.count != count else { return }
        values.removeAll(keepingCapacity: true)
        values.append(contentsOf: repeatElement(0, count: count))
    }

    /// All look-ups of a group take one step, then those that are not done the next; buckets come last.
    ///
    /// Each step is two loops. The first has few instructions, so that the processor has many of its reads under
    /// way at once; the second finds what it needs in the nearest cache.
    @inline(__always)
    private func walk(
        count: Int, into values: UnsafeMutableBufferPointer<UInt32>,
        _ address: (Int) -> UInt128
    ) {
        withUnsafeTemporaryAllocation(of: UInt128.self, capacity: Self.width) { rests in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * Self.width) { lists in
                let nodes = UnsafeMutableBufferPointer(rebasing: lists[..<Self.width])
                let buckets = UnsafeMutableBufferPointer(
                    rebasing: lists[Self.width..<2 * Self.width])
                let read = UnsafeMutableBufferPointer(rebasing: lists[(2 * Self.width)...])
                direct.withUnsafeBufferPointer { direct in
                    words.withUnsafeBufferPointer { words in
                        let bits = directBits
                        let first = firstSlot
                        var start = 0
                        while start < count {
                            let width = min(Self.width, count &- start)
                            let group = UnsafeMutableBufferPointer(
                                rebasing: values[start..<start &+ width])
                            for place in 0..<width {
                                let address = address(start &+ place)
                                group[place] =
                                    direct[Self.place(address, bits, first, direct.count)]
                            }
                            var atNode = 0
                            var atBucket = 0
                            // What comes next is said by how far a list grows, not by a branch: branches
                            // would be guessed wrong half the time.
                            for place in 0..<width {
                                let entry = group[place]
                                rests[place] = address(start &+ place) &<< UInt128(bits)
                                nodes[atNode] = UInt32(truncatingIfNeeded: place)
                                atNode &+= Self.isNode(entry)
                                buckets[atBucket] = UInt32(truncatingIfNeeded: place)
                                atBucket &+= Self.isBucket(entry)
                            }
                            while atNode > 0 {
                                for index in 0..<atNode {
                                    read[index] = words[Int(group[Int(nodes[index])])]
                                }
                                var left = 0
                                for index in 0..<atNode {
                                    let place = Int(nodes[index])
                                    let rest = rests[place]
                                    let entry = Self.step(
                                        words, Int(group[place]), read[index], rest)
                                    group[place] = entry
                                    rests[place] = rest &<< 6
                                    nodes[left] = UInt32(truncatingIfNeeded: place)
                                    left &+= Self.isNode(entry)
                                    buckets[atBucket] = UInt32(truncatingIfNeeded: place)
                                    atBucket &+= Self.isBucket(entry)
                                }
                                atNode = left
                            }
                            for index in 0..<atBucket {
                                let place = group[Int(buckets[index])] & ~Self.bucketFlag
                                read[index] = words[Int(place)]
                            }
                            for index in 0..<atBucket {
                                let place = Int(buckets[index])
                                group[place] = Self.search(
                                    words, Int(group[place] & ~Self.bucketFlag), read[index],
                                    rests[place])
                            }
                            for place in 0..<width { group[place] &= ~Self.valueFlag }
                            start &+= width
                        }
                    }
                }
            }
        }
    }

    /// 1 for the place of a node, 0 for anything else.
    @inline(__always)
    private static func isNode(_ entry: UInt32) -> Int {
        Int(truncatingIfNeeded: ~(entry &>> 30 | entry &>> 31) & 1)
    }

    /// 1 for the place of a bucket, 0 for anything else.
    @inline(__always)
    private static func isBucket(_ entry: UInt32) -> Int {
        Int(truncatingIfNeeded: entry &>> 30 & ~(entry &>> 31) & 1)
    }
}
