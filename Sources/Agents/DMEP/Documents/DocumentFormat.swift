/// The form in which a document travels.
public enum DocumentFormat: String, Hashable, Sendable, CaseIterable {
    /// XML as of the CAPRI thesis, appendix A.
    case xml
    /// JSON with the same content.
    case json

    /// The media type (RFC 6838) under which it travels.
    public var mediaType: String {
        switch self {
        case .xml: "application/xml"
        case .json: "application/json"
        }
    }
}
