import InternetProtocols

/// The way to an address as routers see it: matched prefix, origin, path; for IPv4 and IPv6.
///
/// There is one route a prefix (``RouteTableBuilder`` says which). Routes are numbered from 1 in the order of their
/// prefixes, IPv4 first; the number 0 says that no prefix holds an address. A look-up gives a number, which serves as
/// index of what a caller keeps for each route; ``route(_:)`` gives the rest.
///
/// About 30 bytes a prefix of a full IPv4 table, 70 of an IPv6 table, paths included.
public struct RouteTable: Sendable {
    /// A route of the table.
    public struct Route: Hashable, Sendable {
        /// The addresses that it leads to.
        public let prefix: IPPrefix
        /// The system that originates it; nil if its path does not tell.
        public let origin: UInt32?
        /// The system before the origin, through which it is reached; nil if there is none.
        public let neighbour: UInt32?
        /// The number of its path, from 0, below ``RouteTable/pathCount``.
        public let pathNumber: UInt32
    }

    let four: AddressTrie
    let six: AddressTrie
    /// The first addresses of the prefixes.
    let fourFirst: [UInt32]
    let sixFirst: [UInt128]
    /// How long the prefixes are, those of IPv4 first.
    let lengths: [UInt8]
    /// The number of each route's path.
    let pathNumbers: [UInt32]
    let paths: ASPathTable

    /// A table without routes.
    public init() {
        self.init(
            four: AddressTrie(directBits: AddressTrie.ipv4DirectBits),
            six: AddressTrie(directBits: AddressTrie.ipv6DirectBits),
            fourFirst: [], sixFirst: [], lengths: [], pathNumbers: [], paths: ASPathTable())
    }

    init(
        four: AddressTrie, six: AddressTrie, fourFirst: [UInt32], sixFirst: [UInt128],
        lengths: [UInt8], pathNumbers: [UInt32], paths: ASPathTable
    ) {
        self.four = four
        self.six = six
        self.fourFirst = fourFirst
        self.sixFirst = sixFirst
        self.lengths = lengths
        self.pathNumbers = pathNumbers
        self.paths = paths
    }

    /// How many routes there are; their numbers are 1 to this.
    public var routeCount: Int { lengths.count }

    /// How many distinct paths there are; their numbers are from 0.
    public var pathCount: Int { paths.count }

    /// The bytes that all of it takes.
    public var byteCount: Int {
        four.byteCount + six.byteCount + lengths.count + sixFirst.count * 16
            + 4 * (fourFirst.count + pathNumbers.count)
            + 4 * (paths.words.count + paths.offsets.count + 2 * paths.count)
    }

    /// The route with a number; nil for 0 and for numbers that the table does not have.
    public func route(_ number: UInt32) -> Route? {
        guard number > 0, number <= lengths.count, let prefix = prefix(number) else { return nil }
        let path = Int(pathNumbers[Int(number) - 1])
        let (origin, neighbour) = (paths.origins[path], paths.neighbours[path])
        return Route(
            prefix: prefix, origin: origin == 0 ? nil : origin,
            neighbour: neighbour == 0 ? nil : neighbour, pathNumber: UInt32(path))
    }

    /// The path with a number; empty for a number that the table does not have.
    public func path(_ number: UInt32) -> ASPath {
        guard number < paths.count else { return ASPath() }
        return ASPath(words: Array(paths.words(of: number)))
    }

    private func prefix(_ number: UInt32) -> IPPrefix? {
        let index = Int(number) - 1
        let length = Int(lengths[index])
        return index < fourFirst.count
            ? IPPrefix(IPAddress(ipv4: fourFirst[index]), length: length)
            : IPPrefix(IPAddress(ipv6: sixFirst[index - fourFirst.count]), length: length)
    }
}
