/// Who made a piece of diagnostic information, when, and how long it holds (CAPRI thesis, A.2.1).
public struct InformationMetadata: Hashable, Sendable, Codable {
    /// The name of the piece within its message; nil when nothing refers to it.
    public var id: String?
    /// The URI of the agent that made it; nil when it is the sender of the message.
    public var originator: String?
    /// When it was made, in milliseconds since 1970.
    public var time: Int64
    /// Whether it was kept from an earlier diagnosis.
    public var isCached: Bool
    /// When it ceases to hold, in milliseconds since 1970; nil when it does not.
    public var expires: Int64?
    /// The originator's signature over the piece without it; not in the thesis.
    public var signature: InformationSignature?

    /// Makes metadata of its parts.
    public init(
        id: String? = nil, originator: String? = nil, time: Int64, isCached: Bool = false,
        expires: Int64? = nil, signature: InformationSignature? = nil
    ) {
        self.id = id
        self.originator = originator
        self.time = time
        self.isCached = isCached
        self.expires = expires
        self.signature = signature
    }
}

/// An Ed25519 signature (RFC 8032) over the canonical bytes of a piece of diagnostic information.
public struct InformationSignature: Hashable, Sendable, Codable {
    /// The name under which receivers know the public key.
    public var key: String
    /// The 64 bytes of the signature, in base64.
    public var value: String

    /// Makes a signature of its parts.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
