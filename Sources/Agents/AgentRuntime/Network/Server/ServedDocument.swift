import Crypto

/// A document that a server hands out as it is, such as an ontology.
public struct ServedDocument: Sendable {
    /// The content.
    public let bytes: [UInt8]
    /// The media type; `application/xml`.
    public let mediaType: String
    /// The entity tag (RFC 9110, section 8.8.3): a hash of the content.
    public let entityTag: String

    /// Makes a document of its content.
    public init(_ bytes: [UInt8], mediaType: String = "application/xml") {
        self.bytes = bytes
        self.mediaType = mediaType
        let hash = SHA256.hash(data: bytes).prefix(16)
        entityTag = "\"" + hash.map { Hexadecimal.text(of: $0) }.joined() + "\""
    }
}
