import InternetProtocols

/// What was looked up of addresses, remembered so that each is asked for once.
///
/// An answer that holds for the 256 IPv4 addresses around one is remembered for all of them. When there are more answers
/// than it may keep, it forgets all.
struct AddressMemory: Sendable {
    /// What is made of answers, each by a number of the caller's.
    let sources: [(index: Int32, derivation: FaultDerivation)]
    private let lookup: AddressLookup
    private let limit: Int

    private var addresses = ByteInterner()
    /// For each remembered address the number of its names.
    private var numbers = [Int]()
    /// The number of the names of IPv4 addresses that share their first 24 bits, where all have the same.
    private var groups = [UInt32: Int]()
    private var ends = [Int]()
    /// The names of all answers, one answer's behind the other's, each by its source and its number.
    private var items = [(source: Int32, name: Int32)]()
    /// The names, with their sources as tags.
    private(set) var names = ByteInterner()
    private let hash: ByteHash
    /// How often asking failed; whoever asks sets it back.
    var failures = 0
    /// How often it forgot everything; numbers are then given anew.
    private(set) var generation = 0

    init(
        lookup: AddressLookup, hash: ByteHash,
        sources: [(index: Int32, derivation: FaultDerivation)], limit: Int
    ) {
        self.lookup = lookup
        self.hash = hash
        self.sources = sources
        self.limit = max(1, limit)
    }

    /// Where the names of a number are among the items.
    @inline(__always)
    func range(of number: Int) -> Range<Int> {
        (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }

    /// A name by its source and its number in ``names``.
    @inline(__always)
    func item(_ place: Int) -> (source: Int32, name: Int32) { items[place] }

    /// The number of an address's names, and whether all addresses of its group have the same.
    ///
    /// - Parameters:
    ///   - group: the first 24 bits of an IPv4 address.
    ///   - code: the hash of the value.
    @inline(__always)
    mutating func number(
        of value: ByteSlice, _ group: UInt32?, code: () -> UInt64
    ) -> (number: Int, isShared: Bool) {
        if let group, let known = groups[group] { return (known, true) }
        return number(alone: value, group, code())
    }

    @inline(never)
    private mutating func number(
        alone value: ByteSlice, _ group: UInt32?, _ code: UInt64
    ) -> (number: Int, isShared: Bool) {
        if ends.count >= limit || names.count >= limit {
            addresses = ByteInterner()
            numbers = []
            groups = [:]
            ends = []
            items = []
            names = ByteInterner()
            generation += 1
        }
        let place = Int(addresses.intern(value, hash: code))
        if place < numbers.count { return (numbers[place], false) }
        let number = ends.count
        numbers.append(number)
        let block = look(up: value)
        ends.append(items.count)
        guard let group, let block, block.address.family == .ipv4, block.length <= 24 else {
            return (number, false)
        }
        groups[group] = number
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
                var name = name
                let number = name.withUTF8 { bytes -> Int32 in
                    guard let base = bytes.baseAddress else { return -1 }
                    let slice = FaultName.cut(ByteSlice(base, count: bytes.count))
                    return names.intern(slice, tag: UInt16(source), hash: hash(slice))
                }
                items.append((source, number))
            }
        }
        return answer.block
    }
}
