import InternetProtocols
import YAMLDocuments

/// Well-known places to compare the target with.
public struct Landmarks: Sendable {
    /// A page whose content is known.
    public struct PortalCheck: Sendable {
        /// The page, over plain HTTP.
        public let url: TargetURL
        /// The status that it answers with.
        public let status: Int
        /// How its body begins; nil for any.
        public let body: String?
    }

    /// Name servers that answer anybody.
    public let resolvers: [IPEndpoint]
    /// Services that accept TCP connections nearly everywhere.
    public let endpoints: [IPEndpoint]
    /// Pages whose content is known.
    public let portalChecks: [PortalCheck]
    /// A name that surely exists.
    public let controlName: DomainName
    /// A service of DNS over TLS.
    public let encryptedResolver: IPEndpoint

    /// The landmarks that the product ships.
    public static func shipped() throws -> Landmarks {
        try Landmarks(text: ShippedText.landmarks, file: "landmarks.yaml")
    }

    /// Reads landmarks from the text of a file.
    ///
    /// - Throws: `KnowledgeError`.
    public init(text: String, file: String) throws {
        do {
            let fields = try YAMLReader(text: text, file: file).document(
                schema: OntologyDocument.schema,
                ["resolvers", "endpoints", "portalChecks", "controlName", "encryptedResolver"])
            resolvers = try fields("resolvers").strings().map {
                IPEndpoint(try IPAddress(parsing: $0), port: 53)
            }
            endpoints = try fields("endpoints").strings().map { try IPEndpoint(parsing: $0) }
            encryptedResolver = try IPEndpoint(parsing: fields("encryptedResolver").string())
            controlName = try DomainName(fields("controlName").string())
            portalChecks = try fields("portalChecks").list().map { check in
                let parts = try check.fields(["url", "status"], optional: ["body"])
                return PortalCheck(
                    url: try TargetURL(parts("url").string()),
                    status: try parts("status").integer(),
                    body: try parts.optional("body")?.string())
            }
        } catch let error as YAMLDocumentError {
            throw KnowledgeError(error)
        } catch let error as InternetProtocolsError {
            throw KnowledgeError.unreadable(file: file, reason: "\(error)")
        }
    }
}
