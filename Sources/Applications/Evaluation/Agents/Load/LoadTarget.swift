import Foundation

/// Where the agent under load takes requests.
public struct LoadTarget: Hashable, Sendable {
    /// The agent's URI.
    public let uri: String
    let host: String
    let port: Int
    let path: String

    /// Reads the URI of an agent that speaks plain HTTP; nil for any other.
    public init?(_ uri: String) {
        guard let parts = URLComponents(string: uri), parts.scheme?.lowercased() == "http",
            var host = parts.host, !host.isEmpty, let port = parts.port ?? Optional(80),
            (1...65_535).contains(port), parts.user == nil
        else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        self.uri = uri
        self.host = host
        self.port = port
        path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
    }

    /// The field `Host` of requests to it.
    var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
