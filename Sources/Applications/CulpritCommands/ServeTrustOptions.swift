import AgentRoles
import AgentRuntime
import ArgumentParser

/// Whom an agent trusts and how it shows who it is.
struct ServeTrustOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server's certificate chain (PEM): HTTPS.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("The key of the certificate (PEM).", valueName: "file"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "The authorities of client certificates (PEM); others come in as strangers.",
            valueName: "file"))
    var clientAuthorities: String?

    @Option(
        help: ArgumentHelp("The authorities that servers are trusted by (PEM).", valueName: "file"))
    var trustRoots: String?

    @Option(
        help: ArgumentHelp(
            "Who may do what: a line `TOKEN-SHA256 URI TYPES AS` each, `-` for none; strangers are users then.",
            valueName: "file"))
    var tokens: String?

    @Option(
        name: .customLong("token"),
        help: ArgumentHelp(
            "The token to show to a host: HOST=TOKEN. May be repeated.", valueName: "host=token"))
    var ownTokens: [String] = []

    @Option(
        help: ArgumentHelp("The Ed25519 key to sign information with (PEM).", valueName: "file"))
    var sign: String?

    @Option(
        help: ArgumentHelp("The keys of other agents: a line `URI KEY` each.", valueName: "file"))
    var trustedKeys: String?

    @Flag(help: "Take in nothing that is not signed with one of the trusted keys.")
    var requireSignatures = false

    @Option(
        name: .customLong("ontology-host"),
        help: ArgumentHelp(
            "A host from which definitions of classes and properties may be fetched. May be repeated.",
            valueName: "host"))
    var ontologyHosts: [String] = []

    @Flag(
        name: .customLong("plain-http"),
        help: "Speak plain HTTP with agents at public addresses, too.")
    var plainHTTP = false

    func fill(_ options: inout RoleServerOptions) throws {
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("--certificate and --key go together")
        }
        if let certificate, let key {
            let credentials = ServerCredentials(certificateChain: certificate, privateKey: key)
            options.server.credentials = credentials
            options.client.certificate = credentials
        }
        options.server.clientAuthorities = clientAuthorities
        options.client.trustRoots = trustRoots
        options.client.allowsPlainHTTP = plainHTTP
        guard !requireSignatures || trustedKeys != nil else {
            throw ValidationError("--require-signatures needs --trusted-keys")
        }
        for text in ownTokens {
            guard let mark = text.firstIndex(of: "="), mark != text.startIndex else {
                throw ValidationError("--token: write HOST=TOKEN")
            }
            options.client.tokens[String(text[..<mark])] = String(text[text.index(after: mark)...])
        }
        options.tokens = tokens
        options.signingKey = sign
        options.trustedKeys = trustedKeys
        options.signaturePolicy = requireSignatures ? .require : .accept
        options.ontologyHosts = Set(ontologyHosts)
    }
}
