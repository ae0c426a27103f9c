/// By which attributes end users are grouped, and which kinds of groups lie within which.
///
/// A directed acyclic graph: a kind of group is told by a set of attributes, and its parents are the kinds whose
/// groups hold it (Argus, section II-A and figure 2). It is configuration, not code: routing makes a prefix lie within an
/// AS path, which no comparison of attribute sets would tell.
public struct GroupHierarchy: Hashable, Sendable {
    /// A kind of group.
    public struct Kind: Hashable, Sendable {
        /// What people call it, such as `city+bgp-prefix`.
        public var name: String
        /// Users who agree in all of these form a group.
        public var attributes: [String]
        /// The kinds whose groups hold groups of this one.
        public var parents: [String]

        /// A kind of group.
        public init(name: String, attributes: [String]? = nil, parents: [String] = []) {
            self.name = name
            self.attributes = attributes ?? [name]
            self.parents = parents
        }
    }

    /// So many kinds are the most.
    public static let kindLimit = 32
    /// So many attributes are the most.
    public static let attributeLimit = 32

    /// The kinds, each behind its parents, otherwise as they were given.
    public let kinds: [Kind]
    /// All attributes, by first mention in ``kinds``.
    public let attributes: [String]
    /// For each kind the places of its attributes in ``attributes``.
    public let places: [[Int]]
    /// For each kind the places of its parents in ``kinds``.
    public let parents: [[Int]]
    /// For each kind all kinds above it, nearest first.
    public let ancestors: [[Int]]
    /// For each kind the length of the longest way up.
    public let depths: [Int]
    /// The kinds without children, which are the finest.
    public let leaves: [Int]

    /// Checks and orders kinds.
    ///
    /// - Complexity: quadratic in the kinds.
    /// - Throws: ``GroupHierarchyError`` for a cycle, an unknown parent, a name that is there twice, and nothing at all.
    public init(_ kinds: [Kind]) throws(GroupHierarchyError) {
        try Self.check(kinds)
        let ordered = try Self.order(kinds)
        self.kinds = ordered
        var attributes: [String] = []
        for kind in ordered {
            for attribute in kind.attributes where !attributes.contains(attribute) {
                attributes.append(attribute)
            }
        }
        guard attributes.count <= Self.attributeLimit else {
            throw .tooManyAttributes(count: attributes.count, limit: Self.attributeLimit)
        }
        self.attributes = attributes
        places = ordered.map { kind in
            kind.attributes.compactMap { attributes.firstIndex(of: $0) }
        }
        let parents = ordered.map { kind in
            kind.parents.compactMap { name in ordered.firstIndex { $0.name == name } }
        }
        self.parents = parents
        var ancestors: [[Int]] = []
        var depths: [Int] = []
        for kind in ordered.indices {
            var all = parents[kind]
            for parent in parents[kind] {
                for above in ancestors[parent] where !all.contains(above) { all.append(above) }
            }
            depths.append((parents[kind].map { depths[$0] }.max() ?? -1) + 1)
            let depthsNow = depths
            ancestors.append(all.sorted { (depthsNow[$1], $0) < (depthsNow[$0], $1) })
        }
        self.ancestors = ancestors
        self.depths = depths
        leaves = ordered.indices.filter { kind in !parents.contains { $0.contains(kind) } }
    }

    private static func check(_ kinds: [Kind]) throws(GroupHierarchyError) {
        guard !kinds.isEmpty else { throw .empty }
        guard kinds.count <= kindLimit else {
            throw .tooManyKinds(count: kinds.count, limit: kindLimit)
        }
        var names: Set<String> = []
        for kind in kinds {
            guard names.insert(kind.name).inserted else { throw .repeatedKind(kind.name) }
            guard !kind.attributes.isEmpty else { throw .noAttributes(kind: kind.name) }
            guard Set(kind.attributes).count == kind.attributes.count else {
                throw .repeatedAttribute(kind: kind.name)
            }
        }
        for kind in kinds {
            for parent in kind.parents where !names.contains(parent) {
                throw .unknownParent(kind: kind.name, parent: parent)
            }
        }
    }

    /// Parents before children; the first of those that can come next comes next.
    private static func order(_ kinds: [Kind]) throws(GroupHierarchyError) -> [Kind] {
        var ordered: [Kind] = []
        var waiting = kinds
        while !waiting.isEmpty {
            let done = Set(ordered.map(\.name))
            guard let next = waiting.firstIndex(where: { done.isSuperset(of: $0.parents) }) else {
                throw .cycle(cycle(in: waiting))
            }
            ordered.append(waiting.remove(at: next))
        }
        return ordered
    }

    /// A way round among kinds of which each waits for another.
    private static func cycle(in waiting: [Kind]) -> [String] {
        let names = Set(waiting.map(\.name))
        var way: [String] = []
        var next = waiting.first
        while let kind = next {
            if let begin = way.firstIndex(of: kind.name) {
                return Array(way[begin...]) + [kind.name]
            }
            way.append(kind.name)
            next = kind.parents.first { names.contains($0) }.flatMap { name in
                waiting.first { $0.name == name }
            }
        }
        return way
    }
}

extension GroupHierarchy {
    /// The kinds of the paper's content delivery network, figure 2 and table I.
    ///
    /// The figure is read so: an AS path fixes next-hop AS and origin AS, and a prefix is reached by an egress router and an
    /// AS path.
    public static let contentDeliveryKinds = [
        Kind(name: "cdn-node"),
        Kind(name: "egress-router", parents: ["cdn-node"]),
        Kind(name: "next-hop-as", parents: ["cdn-node"]),
        Kind(name: "origin-as", parents: ["cdn-node"]),
        Kind(name: "as-path", parents: ["next-hop-as", "origin-as"]),
        Kind(name: "city", parents: ["cdn-node"]),
        Kind(name: "bgp-prefix", parents: ["egress-router", "as-path"]),
        Kind(
            name: "city+bgp-prefix", attributes: ["city", "bgp-prefix"],
            parents: ["city", "bgp-prefix"]),
    ]

    /// The paper's hierarchy.
    ///
    /// - Throws: never; the kinds are checked like any others.
    public static func contentDelivery() throws(GroupHierarchyError) -> GroupHierarchy {
        try GroupHierarchy(contentDeliveryKinds)
    }
}
