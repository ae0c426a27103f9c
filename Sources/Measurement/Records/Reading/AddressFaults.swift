import InternetProtocols

/// The faults that come from one column of addresses, remembered by address.
///
/// Numbers of faults are those of a piece of the file; names stay known from piece to piece, so that an address is
/// looked up once as long as it is remembered.
struct AddressFaults: Sendable {
    let field: Int
    /// The sources that take the network of this column, by their place in the plan.
    private let networks: [Int32]
    /// The other sources that take this column.
    private let sources: [(index: Int32, derivation: FaultDerivation)]
    private let lookup: AddressLookup

    /// The addresses of the piece.
    private(set) var addresses = ByteInterner()
    /// Which of the items are each address's.
    private var ranges = [Range<Int32>]()
    /// Fault and source, for each address, or for several that have the same, one behind the other.
    private(set) var items = [(fault: Int32, source: Int32)]()
    /// The items of IPv4 addresses that share their first 24 bits and all else, by these bits.
    private var groups = [UInt32: Range<Int32>]()

    private var remembered = ByteInterner()
    /// For each remembered address the number of its names.
    private var rememberedNumbers = [Int]()
    /// The number of the names of IPv4 addresses that share their first 24 bits, where all have the same.
    private var rememberedGroups = [UInt32: Int]()
    private var rememberedEnds = [Int]()
    private var rememberedNames = [(source: Int32, name: [UInt8])]()
    private let limit: Int
    /// How often asking failed for the addresses of the piece.
    private(set) var failures = 0

    init(field: Int, plan: LinePlan, lookup: AddressLookup, limit: Int) {
        self.field = field
        self.lookup = lookup
        self.limit = limit
        let all = plan.sources.indices.filter {
            plan.sources[$0].field == field && plan.sources[$0].derivation.takesAddress
        }
        networks = all.filter { plan.sources[$0].derivation == .network }.map { Int32($0) }
        sources = all.filter { plan.sources[$0].derivation != .network }
            .map { (Int32($0), plan.sources[$0].derivation) }
    }

    /// Begins a new piece.
    mutating func begin() {
        addresses = ByteInterner()
        failures = 0
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
        guard !networks.isEmpty || !sources.isEmpty else {
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
        if !sources.isEmpty {
            let known = names(of: value, group, code)
            isShared = known.isShared
            let begin = known.number == 0 ? 0 : rememberedEnds[known.number - 1]
            for place in begin..<rememberedEnds[known.number] {
                let (source, name) = rememberedNames[place]
                items.append((Self.intern(name, source, hash, &faults), source))
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

    /// The number of an address's names, and whether all addresses of its group have the same.
    private mutating func names(
        of value: ByteSlice, _ group: UInt32?, _ code: UInt64
    ) -> (number: Int, isShared: Bool) {
        if let group, let known = rememberedGroups[group] { return (known, true) }
        if rememberedEnds.count >= limit {
            remembered = ByteInterner()
            rememberedNumbers = []
            rememberedGroups = [:]
            rememberedEnds = []
            rememberedNames = []
        }
        let place = Int(remembered.intern(value, hash: code))
        if place < rememberedNumbers.count { return (rememberedNumbers[place], false) }
        let number = rememberedEnds.count
        rememberedNumbers.append(number)
        let block = look(up: value)
        rememberedEnds.append(rememberedNames.count)
        guard let group, let block, block.address.family == .ipv4, block.length <= 24 else {
            return (number, false)
        }
        rememberedGroups[group] = number
        return (number, true)
    }

    /// Asks for an address and remembers the names; gives the block that the answer holds for.
    private mutating func look(up value: ByteSlice) -> IPPrefix? {
        guard let address = ClientAddress.parse(value) else { return nil }
        guard let answer = lookup.ask(address) else {
            failures += 1
            return nil
        }
        for (source, derivation) in sources {
            for name in answer.names(of: address, by: derivation) where !name.isEmpty {
                rememberedNames.append((source, Array(name.utf8)))
            }
        }
        return answer.block
    }
}
