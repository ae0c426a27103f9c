import InternetProtocols

/// Collects routes, and makes a table with one a prefix.
///
/// Routes for one prefix that come one after the other, as they do in TABLE_DUMP_V2, are a group, of which one is
/// chosen at once, by majority among the peers (``RouteElection`` has the rules). If a prefix comes again, as it
/// does in TABLE_DUMP, where peer follows on peer, or with a second dump, the chosen ones stand for election
/// again, each with the votes that its origin had: the same rule exactly, as long as groups are of one route.
///
/// 32 bytes a group, and the distinct paths that were chosen.
public struct RouteTableBuilder: Sendable {
    /// What becomes part of a table.
    public struct Configuration: Hashable, Sendable {
        /// Whether prefixes of length 0 count, by which some peers offer to carry everything.
        ///
        /// They would give each address that nobody announces an origin.
        public var keepsDefaultRoutes: Bool
        /// How many groups are kept at most; the default is 2^25, which take 1 GiB.
        public var groupLimit: Int

        /// No default routes, at most 2^25 groups.
        public init(keepsDefaultRoutes: Bool = false, groupLimit: Int = 1 << 25) {
            self.keepsDefaultRoutes = keepsDefaultRoutes
            self.groupLimit = groupLimit
        }
    }

    /// The route that a group has chosen.
    struct Chosen {
        let first: UInt128
        let path: UInt32
        let votes: UInt32
        let length: UInt8
    }

    /// A route of the group that is being read; its path stands in `words`.
    private struct Member {
        let words: Range<Int>
        let ends: ASPathEnds
        let peer: Int
        let votes: UInt32
    }

    private let configuration: Configuration
    private var four = [Chosen]()
    private var six = [Chosen]()
    private var numbering = ASPathNumbering()
    private var prefix: IPPrefix?
    private var words = [UInt32]()
    private var members = [Member]()

    /// A builder without routes.
    public init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
    }

    /// Takes a route.
    ///
    /// Of several routes that one peer has to a prefix (RFC 8050) only the first with the same origin has a vote. An
    /// empty path, that of a peer's own network, becomes the path of that peer.
    ///
    /// - Throws: ``RoutingDataError/tooManyRoutes(limit:)``.
    public mutating func insert(_ route: RIBRoute) throws(RoutingDataError) {
        if prefix != route.prefix {
            try endGroup()
            prefix = route.prefix
        }
        if route.prefix.length == 0, !configuration.keepsDefaultRoutes { return }
        let start = words.count
        if route.attributes.path.isEmpty {
            guard route.peer.system != 0 else { return }
            words += ASPath([.init(.sequence, [route.peer.system])]).words
        } else {
            words += route.attributes.path.words
        }
        let ends = ASPath.ends(of: words[start...])
        let hasVoted =
            route.pathIdentifier != nil
            && members.contains { $0.peer == route.peerIndex && $0.ends.origin == ends.origin }
        members.append(
            Member(
                words: start..<words.count, ends: ends, peer: route.peerIndex,
                votes: hasVoted ? 0 : 1))
    }

    /// Chooses from the group and forgets the rest.
    private mutating func endGroup() throws(RoutingDataError) {
        guard let prefix, !members.isEmpty else { return }
        guard four.count + six.count < configuration.groupLimit else {
            throw .tooManyRoutes(limit: configuration.groupLimit)
        }
        var place = 0
        var votes: UInt32 = 1
        if members.count > 1 {
            (place, votes) = RouteElection.winner(
                members.map {
                    RouteElection.Candidate(path: words[$0.words], ends: $0.ends, votes: $0.votes)
                })
        }
        let chosen = Chosen(
            first: AddressBits.left(prefix.address),
            path: numbering.number(of: words[members[place].words]),
            votes: votes, length: UInt8(truncatingIfNeeded: prefix.length))
        if prefix.address.family == .ipv4 { four.append(chosen) } else { six.append(chosen) }
        members.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
    }

    /// The table of what was taken.
    ///
    /// - Complexity: that of sorting the groups.
    /// - Throws: ``RoutingDataError/tooManyRoutes(limit:)``.
    public consuming func build() throws(RoutingDataError) -> RouteTable {
        try endGroup()
        let paths = numbering.table
        let four = Self.elected(four, paths)
        let six = Self.elected(six, paths)
        let (fourTrie, sixTrie) = (
            AddressTrie(
                Self.ranges(four, firstNumber: 1), directBits: AddressTrie.ipv4DirectBits),
            AddressTrie(
                Self.ranges(six, firstNumber: UInt32(four.count) + 1),
                directBits: AddressTrie.ipv6DirectBits)
        )
        return RouteTable(
            four: fourTrie, six: sixTrie,
            fourFirst: four.map { UInt32(truncatingIfNeeded: $0.first >> 96) },
            sixFirst: six.map(\.first), lengths: four.map(\.length) + six.map(\.length),
            pathNumbers: four.map(\.path) + six.map(\.path), paths: paths)
    }

    /// One route a prefix, in the order of prefixes.
    private static func elected(_ groups: [Chosen], _ paths: ASPathTable) -> [Chosen] {
        let groups = groups.sorted { ($0.first, $0.length) < ($1.first, $1.length) }
        var elected = [Chosen]()
        elected.reserveCapacity(groups.count)
        var start = 0
        while start < groups.count {
            var end = start + 1
            while end < groups.count, groups[end].first == groups[start].first,
                groups[end].length == groups[start].length
            {
                end += 1
            }
            if end == start + 1 {
                elected.append(groups[start])
            } else {
                let candidates = groups[start..<end].map { group in
                    let path = paths.words(of: group.path)
                    return RouteElection.Candidate(
                        path: path, ends: ASPath.ends(of: path), votes: group.votes)
                }
                elected.append(groups[start + RouteElection.winner(candidates).place])
            }
            start = end
        }
        return elected
    }

    private static func ranges(_ routes: [Chosen], firstNumber: UInt32) -> FlatRanges {
        FlatRanges(
            routes.enumerated().map { index, route in
                FlatRanges.Entry(
                    first: route.first, value: firstNumber + UInt32(index), order: UInt32(index),
                    length: route.length)
            })
    }
}
