/// The attributes that are looked up by one column of addresses.
///
/// Numbers of names are those of a piece of the file; what was looked up stays known from piece to piece.
struct AddressAttributes: Sendable {
    let field: Int
    /// The places of the attributes.
    let attributes: [Int]
    private var memory: AddressMemory
    /// For each remembered answer the codes of its names in the piece, one an attribute.
    private var codes = [UInt32]()
    /// For each remembered answer the piece that its codes are of.
    private var pieces = [UInt32]()
    private var piece: UInt32 = 0
    private var generation = 0
    var failures: Int { memory.failures }

    init(field: Int, lookUps: [MeasurementPlan.LookUp], lookup: AddressLookup, limit: Int) {
        self.field = field
        let own = lookUps.filter { $0.field == field }
        attributes = own.map(\.attribute)
        memory = AddressMemory(
            lookup: lookup,
            sources: own.enumerated().map { (Int32($0.offset), $0.element.derivation) },
            limit: limit)
    }

    /// Begins a new piece.
    mutating func begin() {
        piece &+= 1
        memory.failures = 0
    }

    /// Where in the codes those of an address begin.
    @inline(__always)
    mutating func find(
        _ value: ByteSlice, _ hash: ByteHash, _ names: inout ByteInterner
    ) -> Int {
        let group = ClientAddress.ipv4(value).map { $0 >> 8 }
        let number = memory.number(of: value, group) { hash(value) }.number
        if memory.generation != generation || number >= pieces.count || pieces[number] != piece {
            add(number, hash, &names)
        }
        return number * attributes.count
    }

    /// The code of an attribute, from where those of its address begin.
    @inline(__always)
    func code(_ start: Int, _ index: Int) -> UInt32 { codes[start + index] }

    /// Gives the names of an answer numbers in the piece.
    @inline(never)
    private mutating func add(_ number: Int, _ hash: ByteHash, _ names: inout ByteInterner) {
        if memory.generation != generation {
            generation = memory.generation
            codes = []
            pieces = []
        }
        while pieces.count < memory.count {
            // No piece has this number before 4 thousand million others.
            pieces.append(piece &- 1)
            for _ in attributes { codes.append(0) }
        }
        pieces[number] = piece
        let start = number * attributes.count
        for index in attributes.indices { codes[start + index] = 0 }
        for (source, name) in memory.names(of: number) {
            codes[start + Int(source)] = name.withUnsafeBufferPointer { name in
                guard let base = name.baseAddress else { return 0 }
                let slice = FaultName.cut(ByteSlice(base, count: name.count))
                let tag = UInt16(attributes[Int(source)])
                return UInt32(names.intern(slice, tag: tag, hash: hash(slice))) + 1
            }
        }
    }
}
