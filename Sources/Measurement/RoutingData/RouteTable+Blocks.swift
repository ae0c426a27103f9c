import InternetProtocols

extension RouteTable {
    /// How many leading bits an address shares with all addresses around it that have the same route.
    ///
    /// A block around the address must not hold a prefix that does not hold the address. Of those behind it the one
    /// that begins first shares the most bits with it, of those before it the one that begins last, unless that holds
    /// the address: then it is the route's own prefix, to which the block is confined anyway.
    ///
    /// - Complexity: a binary search among the prefixes of the family.
    func uniformLength(around address: IPAddress) -> Int {
        let isFour = address.family == .ipv4
        let bits = AddressBits.left(address)
        let count = isFour ? fourFirst.count : sixFirst.count
        let offset = isFour ? 0 : fourFirst.count
        func first(_ index: Int) -> UInt128 {
            isFour ? AddressBits.left(ipv4: fourFirst[index]) : sixFirst[index]
        }
        func lengthWithout(_ other: UInt128) -> Int { (bits ^ other).leadingZeroBitCount + 1 }

        let own = number(of: address)
        var length = own == 0 ? 0 : Int(lengths[Int(own) - 1])
        var behind = 0
        var high = count
        while behind < high {
            let middle = (behind + high) / 2
            if first(middle) <= bits { behind = middle + 1 } else { high = middle }
        }
        if behind < count { length = max(length, lengthWithout(first(behind))) }
        if behind > 0 {
            let before = behind - 1
            let last = first(before) | AddressBits.behind(Int(lengths[offset + before]))
            if last < bits { length = max(length, lengthWithout(last)) }
        }
        return min(length, address.family.bitWidth)
    }
}
