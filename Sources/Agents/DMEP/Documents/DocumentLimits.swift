/// How much of a document is read before it is refused.
public struct DocumentLimits: Hashable, Sendable {
    /// The bytes of a document; 1 MiB.
    public var bytes = 1 << 20
    /// How deep elements may lie in one another.
    public var depth = 32
    /// The elements, or JSON values, of a document.
    public var elements = 50_000
    /// The messages of a batch.
    public var messages = 1_000
    /// The components that one message describes.
    public var components = 1_000
    /// The parents of one conditional probability table.
    public var parents = 16
    /// The entries of one conditional probability table.
    public var tableEntries = 10_000
    /// The bytes of one text or attribute.
    public var textBytes = 65_536

    /// Makes the usual limits.
    public init() {}
}
