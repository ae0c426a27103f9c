import NIOCore

/// Establishes who sends a request.
public struct RequesterAuthentication: Sendable {
    /// Who is known.
    public var tokens: BearerTokens
    /// The types that whoever shows nothing may act as; nil when the server does not ask.
    public var strangerTypes: Set<String>?
    /// The types of an agent with a certificate that the file of tokens does not list.
    public var certificateTypes: Set<String>
    /// The number of the autonomous system of an address; nil when not known.
    public var autonomousSystem: @Sendable (String) -> UInt32?

    /// Makes an authentication that asks nobody who they are: for a network in which all trust all.
    public init(autonomousSystem: @escaping @Sendable (String) -> UInt32? = { _ in nil }) {
        self.init(
            tokens: BearerTokens(), strangerTypes: nil, autonomousSystem: autonomousSystem)
    }

    /// Makes an authentication of its parts.
    public init(
        tokens: BearerTokens, strangerTypes: Set<String>?,
        certificateTypes: Set<String> = ["user"],
        autonomousSystem: @escaping @Sendable (String) -> UInt32? = { _ in nil }
    ) {
        self.tokens = tokens
        self.strangerTypes = strangerTypes
        self.certificateTypes = certificateTypes
        self.autonomousSystem = autonomousSystem
    }

    /// Whoever sends a request; nil when it shows a token that nobody has.
    ///
    /// - Parameters:
    ///   - authorization: the field `Authorization`.
    ///   - certificateURIs: the URIs of the client's certificate.
    ///   - address: the address that it speaks from.
    func requester(
        authorization: String?, certificateURIs: [String], address: String?
    ) -> Requester? {
        var requester: Requester
        if let authorization {
            guard let token = Self.token(authorization),
                let known = tokens.requester(forToken: token)
            else { return nil }
            requester = known
        } else if let known = certificateURIs.lazy.compactMap(tokens.requester(forCertificateOf:))
            .first
        {
            requester = known
        } else if let uri = certificateURIs.first {
            requester = Requester(authenticatedURI: uri, permittedTypes: certificateTypes)
        } else {
            requester = Requester(permittedTypes: strangerTypes)
        }
        if requester.autonomousSystem == nil {
            requester.autonomousSystem = address.flatMap(autonomousSystem)
        }
        return requester
    }

    /// The token of a field `Authorization: Bearer TOKEN` (RFC 6750, section 2.1).
    private static func token(_ field: String) -> String? {
        let parts = field.split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= 1_024
        else { return nil }
        return String(parts[1])
    }
}
