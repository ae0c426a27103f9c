/// Reads and writes documents.
///
/// What it writes it reads back equal, in both formats.
public struct DocumentCodec: Sendable {
    /// What is refused when reading.
    public var limits: DocumentLimits

    /// Makes a codec.
    public init(limits: DocumentLimits = DocumentLimits()) { self.limits = limits }
}
