/// The attributes that are looked up by one column of addresses.
///
/// Numbers of names are those of a piece of the file; what was looked up stays known from piece to piece.
struct AddressAttributes: Sendable {
    let field: Int
    /// The places of the attributes, by the numbers of sources.
    private let attributes: [Int]
    private var memory: AddressMemory
    /// For each remembered name its code in the piece.
    private var codes = [UInt32]()
    /// For each remembered name the piece that its code is of.
    private var pieces = [UInt32]()
    private var piece: UInt32 = 0
    private var generation = 0
    var failures: Int { memory.failures }

    init(
        field: Int, lookUps: [MeasurementPlan.LookUp], lookup: AddressLookup, hash: ByteHash,
        limit: Int
    ) {
        self.field = field
        let own = lookUps.filter { $0.field == field }
        attributes = own.map(\.attribute)
        memory = AddressMemory(
            lookup: lookup, hash: hash,
            sources: own.enumerated().map { (Int32($0.offset), $0.element.derivation) },
            limit: limit)
    }

    /// Begins a new piece.
    mutating func begin() {
        piece &+= 1
        memory.failures = 0
    }

    /// Writes the codes of an address's attributes to their places behind `row`.
    @inline(__always)
    mutating func write(
        _ value: ByteSlice, _ hash: ByteHash, _ names: inout ByteInterner,
        to output: inout [UInt32], row: Int
    ) {
        let group = ClientAddress.ipv4(value).map { $0 >> 8 }
        let number = memory.number(of: value, group) { hash(value) }.number
        if memory.generation != generation || pieces.count < memory.names.count { grow() }
        for place in memory.range(of: number) {
            let (source, name) = memory.item(place)
            let attribute = attributes[Int(source)]
            if pieces[Int(name)] != piece { add(Int(name), attribute, &names) }
            output[row + attribute] = codes[Int(name)]
        }
    }

    /// Makes room for names that are new to the memory.
    @inline(never)
    private mutating func grow() {
        if memory.generation != generation {
            generation = memory.generation
            codes = []
            pieces = []
        }
        while pieces.count < memory.names.count {
            // No piece has this number before 4 thousand million others.
            pieces.append(piece &- 1)
            codes.append(0)
        }
    }

    /// Gives a name a number in the piece.
    @inline(never)
    private mutating func add(_ name: Int, _ attribute: Int, _ names: inout ByteInterner) {
        pieces[name] = piece
        let code = memory.names.hashes[name]
        codes[name] = memory.names.withSlice(name, default: 0) { slice in
            UInt32(names.intern(slice, tag: UInt16(attribute), hash: code)) + 1
        }
    }
}
