import InternetProtocols

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

    private struct Document: Decodable {
        struct Check: Decodable {
            let url: String
            let status: Int
            let body: String?
        }
        let schema: Int
        let resolvers: [String]
        let endpoints: [String]
        let portalChecks: [Check]
        let controlName: String
        let encryptedResolver: String
    }

    /// The landmarks that the product ships.
    public static func shipped() throws -> Landmarks {
        try Landmarks(text: ShippedText.landmarks, file: "landmarks.yaml")
    }

    /// Reads landmarks from the text of a file.
    ///
    /// - Throws: `KnowledgeError`.
    public init(text: String, file: String) throws {
        let document = try YAMLText.decode(Document.self, from: text, file: file)
        guard document.schema == 1 else {
            throw KnowledgeError.schema(file: file, found: document.schema, known: 1)
        }
        do {
            resolvers = try document.resolvers.map {
                IPEndpoint(try IPAddress(parsing: $0), port: 53)
            }
            endpoints = try document.endpoints.map { try IPEndpoint(parsing: $0) }
            encryptedResolver = try IPEndpoint(parsing: document.encryptedResolver)
            controlName = try DomainName(document.controlName)
            portalChecks = try document.portalChecks.map {
                PortalCheck(url: try TargetURL($0.url), status: $0.status, body: $0.body)
            }
        } catch let error as InternetProtocolsError {
            throw KnowledgeError.unreadable(file: file, reason: "\(error)")
        }
    }
}
