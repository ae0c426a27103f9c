/// The public keys of the agents that one knows.
///
/// A key speaks for the originators that it is listed under and for nobody else.
public struct TrustedKeys: Hashable, Sendable {
    /// A key with its originator.
    public struct Entry: Hashable, Sendable {
        /// The URI of the agent.
        public var originator: String
        /// The name by which signatures refer to the key; unique for the originator.
        public var name: String
        /// The key.
        public var key: InformationPublicKey

        /// Makes an entry; without a name the key goes by its fingerprint.
        public init(originator: String, name: String? = nil, key: InformationPublicKey) {
            self.originator = originator
            self.name = name ?? key.fingerprint
            self.key = key
        }
    }

    private var keys: [String: [String: InformationPublicKey]] = [:]

    /// Knows the keys of `entries`; of two with the same originator and name the later one holds.
    public init(_ entries: [Entry] = []) {
        for entry in entries { insert(entry) }
    }

    /// Adds a key, or replaces the one of the same originator and name.
    public mutating func insert(_ entry: Entry) {
        keys[entry.originator, default: [:]][entry.name] = entry.key
    }

    /// Forgets a key.
    public mutating func remove(originator: String, name: String) {
        keys[originator]?[name] = nil
        if keys[originator]?.isEmpty == true { keys[originator] = nil }
    }

    /// The key of that name of that originator.
    public func key(_ name: String, of originator: String) -> InformationPublicKey? {
        keys[originator]?[name]
    }

    /// Whether any key of the originator is known.
    public func knows(_ originator: String) -> Bool { keys[originator] != nil }

    /// Every key, ordered by originator and name.
    public var entries: [Entry] {
        keys.flatMap { originator, named in
            named.map { Entry(originator: originator, name: $0.key, key: $0.value) }
        }.sorted { ($0.originator, $0.name) < ($1.originator, $1.name) }
    }
}
