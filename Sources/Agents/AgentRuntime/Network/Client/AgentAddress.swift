import Foundation

/// The parts of an agent's or a document's URI that decide how it is reached.
struct AgentAddress: Hashable {
    /// The host, without brackets.
    var host: String
    /// The port, also when the URI leaves it out.
    var port: Int
    /// Whether it is reached by plain HTTP.
    var isPlain: Bool
    /// The path, never empty.
    var path: String

    /// Reads a URI of http or https.
    init(_ uri: String) throws(MessageClientError) {
        guard uri.utf8.count <= 2_048 else {
            throw .invalidAddress(uri, reason: "it is longer than 2048 bytes")
        }
        guard let parts = URLComponents(string: uri), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https"
        else { throw .invalidAddress(uri, reason: "it is not a URI of http or https") }
        guard parts.user == nil, parts.password == nil else {
            throw .invalidAddress(uri, reason: "it holds a user name or password")
        }
        guard var host = parts.host?.lowercased(), !host.isEmpty else {
            throw .invalidAddress(uri, reason: "it names no host")
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        self.host = host
        isPlain = scheme == "http"
        port = parts.port ?? (isPlain ? 80 : 443)
        path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
    }

    /// Whether the host is this machine or at a private address, and says so itself.
    var isNear: Bool { host == "localhost" || NetworkAddress.isNear(host) }
}
