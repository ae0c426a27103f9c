import Foundation
import InternetProtocols

// Signatures while the bodies are being written; each moves to its own file.
private let pending = ProbeError.connectionUnavailable

/// A connection that carries HTTP, secured or not.
public final class ApplicationChannel: Sendable {
    /// What the stack knows of the connection; nil once it is closed.
    public var statistics: TCPStatistics? { nil }
    /// Closes now.
    public func close() {}
}
/// Agrees on TLS over an open connection.
public enum TLSProbe {
    /// Shakes hands, whatever the certificate.
    public static func handshake(over connection: TCPConnection, serverName: TargetURL.Host, timeout: Duration = .seconds(6), minimumVersion: TLSVersion = .tls12, maximumVersion: TLSVersion = .tls13, applicationProtocols: [String] = ["http/1.1"], trust: TrustRoots, date: Date = Date()) async throws -> TLSOutcome { throw pending }
}
/// Asks for a page over an open connection.
public enum HTTPProbe {
    /// One request over a secured connection.
    public static func get(_ url: TargetURL, over channel: ApplicationChannel, method: String = "GET", timeout: Duration = .seconds(10), bodyLimit: Int = 65_536, transferLimit: Int = 1 << 20, fields: [HTTPField] = [], absoluteForm: Bool = false) async throws -> HTTPOutcome { throw pending }
    /// One request over an open connection in clear text.
    public static func get(_ url: TargetURL, over connection: TCPConnection, method: String = "GET", timeout: Duration = .seconds(10), bodyLimit: Int = 65_536, transferLimit: Int = 1 << 20, fields: [HTTPField] = [], absoluteForm: Bool = false) async throws -> HTTPOutcome { throw pending }
}
extension HTTPOutcome {
    /// The server's clock minus ours, in seconds, by the `Date` field and our midpoint.
    public var clockOffset: Duration? { nil }
}
/// Visits a page as a browser does.
public enum PageVisitProbe {
    /// Visits; `onEvent` is told of stages as they begin and end.
    public static func visit(_ url: TargetURL, options: PageVisitOptions = PageVisitOptions(), onEvent: @escaping @Sendable (PageVisitEvent) -> Void = { _ in }) async throws -> PageVisit { throw pending }
}
/// Traces the way to an endpoint by TCP.
public enum TCPTraceProbe {
    /// Traces.
    public static func trace(to endpoint: IPEndpoint, maximumHops: Int = 20, timeout: Duration = .seconds(3), source: ProbeSource = .automatic) async throws -> TCPTraceOutcome { throw pending }
}
/// Writes little and then much.
public enum PathMTUProbe {
    /// Runs.
    public static func run(to endpoint: IPEndpoint, hostName: String? = nil, connectTimeout: Duration = .seconds(4), writeTimeout: Duration = .seconds(4), source: ProbeSource = .automatic) async throws -> PathMTUOutcome { throw pending }
}
/// Asks a proxy for a tunnel.
public enum ProxyProbe {
    /// Sends CONNECT over an open connection to the proxy; the connection is the tunnel when it stands.
    public static func connect(over connection: TCPConnection, target: TargetURL.Host, port: UInt16, credentials: String? = nil, timeout: Duration = .seconds(6)) async throws -> ProxyOutcome { throw pending }
}
