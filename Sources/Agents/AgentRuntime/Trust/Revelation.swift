/// What a user lets others know of where they were going.
///
/// | | destination | address | URL |
/// |---|---|---|---|
/// | `none` | nothing | nothing | nothing |
/// | `hash` | hash of the host name | hash of the address | hash of the URL |
/// | `full` | the host name | the address | the URL |
///
/// What is not revealed costs confidence and nothing else.
public enum Revelation: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nothing.
    case none
    /// A keyed hash: others can tell that two users mean the same, see ``NameHash`` for what that hides.
    case hash
    /// The name itself.
    case full

    /// A name that may be revealed.
    public enum Name: Hashable, Sendable {
        /// The name of the host that the user wanted to reach.
        case destination(String)
        /// An address of it.
        case address(String)
        /// What was to be fetched there.
        case url(String)
    }

    /// What becomes of a name.
    public enum Revealed: Hashable, Sendable {
        /// It is told as it is.
        case name(String)
        /// Its hash is told.
        case hash(String)
    }

    /// What is told of a name; nil for nothing.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - hash: the hash of the network; where there is none, `hash` reveals nothing.
    public func reveal(_ name: Name, hash: NameHash?) -> Revealed? {
        switch (self, name) {
        case (.none, _): nil
        case (.full, .destination(let text)), (.full, .address(let text)), (.full, .url(let text)):
            .name(text)
        case (.hash, .destination(let text)), (.hash, .address(let text)):
            hash.map { .hash($0.hash(host: text)) }
        case (.hash, .url(let text)):
            hash.map { .hash($0.hash(url: text)) }
        }
    }
}
