/// Where an attribute of end users comes from: a column, or what is known of the address in one.
public struct MeasurementAttribute: Hashable, Sendable {
    /// The attribute's name, one of those that end users are grouped by.
    public var name: String
    /// The column; nil for the column of clients where something is looked up.
    public var column: LogColumn?
    /// What is made of the value of the column: itself, or one of ``lookUps``.
    public var derivation: FaultDerivation
    /// File and line of the mapping that says so, for errors; nil where no file does.
    public var place: String?

    /// What can be looked up of an address.
    public static let lookUps: [FaultDerivation] = [
        .network, .prefix, .originAS, .nextHopAS, .asPath, .city, .country,
    ]

    /// An attribute of a column's values, or of what is known of the addresses in it.
    public init(
        name: String, column: LogColumn?, derivation: FaultDerivation = .value,
        place: String? = nil
    ) {
        self.name = name
        self.column = column
        self.derivation = derivation
        self.place = place
    }

    /// Words of the command line: `city=town`, `origin-as=server_ip:origin-as`, `bgp-prefix=:prefix`.
    ///
    /// - Throws: ``RecordError/unfitAttribute(_:)``.
    public init(words: String) throws(RecordError) {
        guard let equals = words.firstIndex(of: "=") else { throw .unfitAttribute(words) }
        name = String(words[..<equals])
        var rest = words[words.index(after: equals)...]
        derivation = .value
        if let colon = rest.lastIndex(of: ":"),
            let lookUp = FaultDerivation(rawValue: String(rest[rest.index(after: colon)...])),
            Self.lookUps.contains(lookUp)
        {
            derivation = lookUp
            rest = rest[..<colon]
        }
        column = rest.isEmpty ? nil : LogColumn(String(rest))
        guard !name.isEmpty, column != nil || derivation != .value else {
            throw .unfitAttribute(words)
        }
    }

    /// The usual columns of an attribute, the likeliest first; `_` and `-` are the same, and so are letters of either case.
    static func candidates(_ name: String) -> [String] {
        let others: [String] =
            switch name {
            case "bgp-prefix", "prefix": ["bgp-prefix", "prefix"]
            case "origin-as", "as", "asn": ["origin-as", "as", "asn", "origin"]
            case "next-hop-as": ["next-hop", "nexthop-as", "nexthop"]
            case "as-path": ["aspath"]
            case "cdn-node": ["node", "pop", "edge", "server"]
            case "egress-router": ["egress", "router"]
            default: []
            }
        return [name] + others.filter { $0 != name }
    }

    /// What is looked up for an attribute that has no column.
    static func lookUp(_ name: String) -> FaultDerivation? {
        switch name {
        case "bgp-prefix": .prefix
        case "as", "asn": .originAS
        default: FaultDerivation(rawValue: name).flatMap { lookUps.contains($0) ? $0 : nil }
        }
    }

    /// The column of an attribute among those of a file.
    static func find(_ name: String, in columns: [String]) -> String? {
        if columns.contains(name) { return name }
        let plain = columns.map(folded)
        for candidate in candidates(name) {
            if let place = plain.firstIndex(of: folded(candidate)) { return columns[place] }
        }
        return nil
    }

    private static func folded(_ name: String) -> String {
        String(name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })
    }
}
