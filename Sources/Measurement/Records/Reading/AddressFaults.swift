/// The faults that come from one column of addresses, remembered by address.
///
/// Numbers of faults are those of a piece of the file; names stay known from piece to piece, so that an address is
/// looked up once as long as it is remembered.
struct AddressFaults: Sendable {
    let field: Int
    /// The sources that take this column, by their place in the plan.
    private let sources: [(index: Int, derivation: FaultDerivation)]
    private let lookup: AddressLookup

    /// The addresses of the piece.
    private(set) var addresses = ByteInterner()
    /// Where the faults of an address end.
    private var ends = [Int]()
    /// Fault and source, for each address one behind the other.
    private(set) var items = [(fault: Int32, source: Int32)]()

    private var remembered = ByteInterner()
    private var rememberedEnds = [Int]()
    private var rememberedNames = [(source: Int32, name: [UInt8])]()
    private let limit: Int
    /// How often asking failed for the addresses of the piece.
    private(set) var failures = 0

    init(field: Int, plan: LinePlan, lookup: AddressLookup, limit: Int) {
        self.field = field
        self.lookup = lookup
        self.limit = limit
        sources = plan.sources.enumerated().compactMap { index, source in
            source.field == field && source.derivation.takesAddress
                ? (index, source.derivation) : nil
        }
    }

    /// Begins a new piece.
    mutating func begin() {
        addresses = ByteInterner()
        failures = 0
        ends.removeAll(keepingCapacity: true)
        items.removeAll(keepingCapacity: true)
    }

    /// The number of an address in the piece.
    @inline(__always)
    mutating func number(
        _ value: ByteSlice, _ hash: ByteHash, _ faults: inout ByteInterner
    ) -> Int {
        let number = Int(addresses.intern(value, hash: hash(value)))
        if number == ends.count { add(value, hash, &faults) }
        return number
    }

    /// Which of the items are an address's.
    @inline(__always)
    func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    @inline(never)
    private mutating func add(_ value: ByteSlice, _ hash: ByteHash, _ faults: inout ByteInterner) {
        defer { ends.append(items.count) }
        guard !sources.isEmpty else { return }
        if remembered.count >= limit {
            remembered = ByteInterner()
            rememberedEnds = []
            rememberedNames = []
        }
        let known = Int(remembered.intern(value, hash: hash(value)))
        if known == rememberedEnds.count { look(up: value) }
        let begin = known == 0 ? 0 : rememberedEnds[known - 1]
        for place in begin..<rememberedEnds[known] {
            let (source, name) = rememberedNames[place]
            name.withUnsafeBufferPointer { name in
                guard let base = name.baseAddress else { return }
                let slice = FaultName.cut(ByteSlice(base, count: name.count))
                let fault = faults.intern(slice, tag: UInt16(source), hash: hash(slice))
                items.append((fault, source))
            }
        }
    }

    private mutating func look(up value: ByteSlice) {
        defer { rememberedEnds.append(rememberedNames.count) }
        guard let address = ClientAddress.parse(value) else { return }
        var answer = AddressLookup.Answer()
        if sources.contains(where: { $0.derivation != .network }) {
            if let found = lookup.ask(address) { answer = found } else { failures += 1 }
        }
        for (index, derivation) in sources {
            for name in answer.names(of: address, by: derivation) where !name.isEmpty {
                rememberedNames.append((Int32(index), Array(name.utf8)))
            }
        }
    }
}
