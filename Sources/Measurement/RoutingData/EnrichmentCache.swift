import InternetProtocols

/// Keeps what is known of addresses that were asked for lately; memory does not grow beyond its slots.
///
/// An answer is kept for the whole block for which it holds, so that customers of one network share it. A block
/// that is wider than a slot's is kept once for each part that is asked for. When two blocks fall into one slot, the
/// later takes it.
///
/// A value of one task: each task has its own.
public struct EnrichmentCache: Sendable {
    private let database: RoutingDatabase
    private var slots: [AddressEnrichment?]
    /// How many answers were kept already.
    public private(set) var hits = 0
    /// How many had to be looked up.
    public private(set) var misses = 0

    /// An empty cache over a database.
    ///
    /// - Parameter slotBits: it has 2 to this many slots, of some 300 bytes each.
    public init(_ database: RoutingDatabase, slotBits: Int = 14) {
        self.database = database
        slots = Array(repeating: nil, count: 1 << min(max(slotBits, 1), 24))
    }

    /// What is known of an address.
    ///
    /// - Throws: ``RoutingDataError/damagedDatabase(path:reason:)``.
    public mutating func enrich(_ address: IPAddress) throws(RoutingDataError) -> AddressEnrichment
    {
        let slot = slot(of: address)
        if let kept = slots[slot], holds(kept.block, address) {
            hits += 1
            return kept
        }
        misses += 1
        let enrichment = try database.enrich(address)
        slots[slot] = enrichment
        return enrichment
    }

    private func holds(_ block: IPPrefix, _ address: IPAddress) -> Bool {
        if let ipv4 = AddressBits.ipv4(address) { return block.contains(IPAddress(ipv4: ipv4)) }
        return block.contains(address)
    }

    /// The slot of the /24 or /48 around an address.
    private func slot(of address: IPAddress) -> Int {
        let part =
            AddressBits.ipv4(address).map { UInt64($0 >> 8) }
            ?? UInt64(truncatingIfNeeded: address.value >> 80)
        let hash = (part &* 0x9e37_79b9_7f4a_7c15) >> 40
        return Int(hash) & (slots.count - 1)
    }
}
