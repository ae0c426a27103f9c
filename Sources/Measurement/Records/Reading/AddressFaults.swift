import InternetProtocols

/// The faults that come from one column of addresses, remembered by address.
///
/// Numbers of faults are those of a piece of the file; names stay known from piece to piece, so that an address is
/// looked up once as long as it is remembered.
struct AddressFaults: Sendable {
    let field: Int
    /// The sources that take the network of this column, by their place in the plan.
    private let networks: [Int32]

    /// The addresses of the piece.
    private(set) var addresses = ByteInterner()
    /// Which of the items are each address's.
    private var ranges = [Range<Int32>]()
    /// Fault and source, for each address, or for several that have the same, one behind the other.
    private(set) var items = [(fault: Int32, source: Int32)]()
    /// The items of IPv4 addresses that share their first 24 bits and all else, by these bits.
    private var groups = [UInt32: Range<Int32>]()

    /// What is remembered of the other sources that take this column.
    private var memory: AddressMemory
    /// How often asking failed for the addresses of the piece.
    var failures: Int { memory.failures }

    init(field: Int, plan: LinePlan, lookup: AddressLookup, hash: ByteHash, limit: Int) {
        self.field = field
        let all = plan.sources.indices.filter {
            plan.sources[$0].field == field && plan.sources[$0].derivation.takesAddress
        }
        networks = all.filter { plan.sources[$0].derivation == .network }.map { Int32($0) }
        memory = AddressMemory(
            lookup: lookup, hash: hash,
            sources: all.filter { plan.sources[$0].derivation != .network }
                .map { (Int32($0), plan.sources[$0].derivation) }, limit: limit)
    }

    /// Begins a new piece.
    mutating func begin() {
        addresses = ByteInterner()
        memory.failures = 0
        ranges.removeAll(keepingCapacity: true)
        items.removeAll(keepingCapacity: true)
        groups.removeAll(keepingCapacity: true)
    }

    /// The number of an address in the piece.
    @inline(__always)
    mutating func number(
        _ value: ByteSlice, _ hash: ByteHash, _ faults: inout ByteInterner
    ) -> Int {
        let code = hash(value)
        let number = Int(addresses.intern(value, hash: code))
        if number == ranges.count { add(value, code, hash, &faults) }
        return number
    }

    /// Which of the items are an address's.
    @inline(__always)
    func range(_ number: Int) -> Range<Int> {
        Int(ranges[number].lowerBound)..<Int(ranges[number].upperBound)
    }

    @inline(never)
    private mutating func add(
        _ value: ByteSlice, _ code: UInt64, _ hash: ByteHash, _ faults: inout ByteInterner
    ) {
        guard !networks.isEmpty || !memory.sources.isEmpty else {
            ranges.append(0..<0)
            return
        }
        let four = ClientAddress.ipv4(value)
        let group = four.map { $0 >> 8 }
        if let group, let range = groups[group] {
            ranges.append(range)
            return
        }
        let start = Int32(items.count)
        if !networks.isEmpty { addNetwork(value, four, hash, &faults) }
        var isShared = true
        if !memory.sources.isEmpty {
            let known = memory.number(of: value, group) { code }
            isShared = known.isShared
            for place in memory.range(of: known.number) {
                let (source, name) = memory.item(place)
                let code = memory.names.hashes[Int(name)]
                let fault = memory.names.withSlice(Int(name), default: -1) {
                    faults.intern($0, tag: UInt16(source), hash: code)
                }
                items.append((fault, source))
            }
        }
        let range = start..<Int32(items.count)
        ranges.append(range)
        if isShared, let group { groups[group] = range }
    }

    /// Adds the network around the address, if it is one.
    private mutating func addNetwork(
        _ value: ByteSlice, _ four: UInt32?, _ hash: ByteHash, _ faults: inout ByteInterner
    ) {
        if let four {
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NetworkText.room) { room in
                guard let base = room.baseAddress else { return }
                let count = NetworkText.write(ipv4: four, into: base)
                let slice = ByteSlice(UnsafePointer(base), count: count)
                let code = hash(slice)
                for source in networks {
                    items.append(
                        (faults.intern(slice, tag: UInt16(source), hash: code), source))
                }
            }
        } else if let address = ClientAddress.parse(value) {
            let names = AddressLookup.Answer().names(of: address, by: .network)
            for source in networks {
                for name in names {
                    items.append((Self.intern(Array(name.utf8), source, hash, &faults), source))
                }
            }
        }
    }

    private static func intern(
        _ name: [UInt8], _ source: Int32, _ hash: ByteHash, _ faults: inout ByteInterner
    ) -> Int32 {
        name.withUnsafeBufferPointer { name in
            guard let base = name.baseAddress else { return -1 }
            let slice = FaultName.cut(ByteSlice(base, count: name.count))
            return faults.intern(slice, tag: UInt16(source), hash: hash(slice))
        }
    }
}
