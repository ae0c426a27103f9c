import InternetProtocols

/// All that routing data and databases know of an address.
public struct AddressEnrichment: Hashable, Sendable {
    /// The addresses around it that have the same answer.
    public var block: IPPrefix
    /// The prefix that routers know, the longest around the address; nil if there is none, or no table.
    public var prefix: IPPrefix?
    /// The system that originates the address: by the table, else by a database.
    public var origin: UInt32?
    /// The system before the origin, through which it is reached.
    public var neighbour: UInt32?
    /// The number of the path in ``RoutingDatabase/routes``.
    public var pathNumber: UInt32?
    /// What databases know.
    public var facts = AddressFacts()

    /// Nothing known of a block.
    public init(block: IPPrefix) { self.block = block }
}
