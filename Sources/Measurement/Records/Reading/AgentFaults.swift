/// The faults that come from one column of user agents, remembered by text.
struct AgentFaults: Sendable {
    let source: Int
    private let field: Int
    private let hasVersion: Bool
    private let families: UserAgentFamilies

    private var remembered = ByteInterner()
    /// The name for each remembered text.
    private var nameNumbers = [Int32]()
    private var names = ByteInterner()
    /// The number of each name in the piece, or -1.
    private var faults = [Int32]()
    private let limit: Int

    init(source: Int, plan: LinePlan, families: UserAgentFamilies, limit: Int) {
        self.source = source
        self.families = families
        self.limit = limit
        field = plan.sources[source].field
        hasVersion = plan.sources[source].derivation == .browserVersion
    }

    /// Begins a new piece.
    mutating func begin() { for index in faults.indices { faults[index] = -1 } }

    /// The number of a user agent's family in the piece.
    @inline(__always)
    mutating func number(
        _ agent: ByteSlice, _ hash: ByteHash, _ table: inout ByteInterner
    ) -> Int32 {
        if remembered.count >= limit {
            remembered = ByteInterner()
            nameNumbers = []
        }
        let known = Int(remembered.intern(agent, hash: hash(agent)))
        if known == nameNumbers.count { find(agent, hash) }
        let name = Int(nameNumbers[known])
        if faults[name] < 0 { faults[name] = add(name, hash, &table) }
        return faults[name]
    }

    @inline(never)
    private mutating func find(_ agent: ByteSlice, _ hash: ByteHash) {
        let text = hasVersion ? families.familyAndVersion(of: agent) : families.family(of: agent)
        var bytes = Array(text.utf8)
        let number = bytes.withUnsafeMutableBufferPointer { bytes -> Int32 in
            guard let base = bytes.baseAddress else { return 0 }
            let slice = ByteSlice(base, count: bytes.count)
            return names.intern(slice, hash: hash(slice))
        }
        nameNumbers.append(number)
        while faults.count < names.count { faults.append(-1) }
    }

    private func add(_ name: Int, _ hash: ByteHash, _ table: inout ByteInterner) -> Int32 {
        names.slice(name).withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            let slice = ByteSlice(base, count: bytes.count)
            return table.intern(slice, tag: UInt16(source), hash: hash(slice))
        }
    }
}
