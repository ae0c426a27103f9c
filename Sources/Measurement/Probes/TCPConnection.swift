import Foundation
import InternetProtocols

/// An open TCP connection; closes when nobody holds it any more.
///
/// Probes take turns on it: connect, perhaps a tunnel through a proxy, TLS, HTTP.
public final class TCPConnection: Sendable {
    /// The far end.
    public let endpoint: IPEndpoint
    let socket: ProbeSocket

    init(endpoint: IPEndpoint, socket: ProbeSocket) {
        self.endpoint = endpoint
        self.socket = socket
    }

    /// The local end; nil once it is closed.
    public var localEndpoint: IPEndpoint? { socket.localEndpoint }

    /// What the stack knows of the connection; nil once it is closed.
    public var statistics: TCPStatistics? { socket.statistics }

    /// Bytes written and not yet acknowledged; nil once it is closed.
    public var unacknowledgedBytes: Int? { socket.unacknowledgedBytes }

    /// Closes now.
    public func close() { socket.close() }

    /// Writes all bytes before the deadline; how many were taken, and what stopped it.
    func write(
        _ bytes: [UInt8], until deadline: ContinuousClock.Instant
    ) async throws -> (count: Int, failure: NetworkFailure?, errorNumber: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            try Task.checkCancellation()
            let taken = socket.send(rest)
            if taken > 0 {
                rest = rest.dropFirst(taken)
                continue
            }
            let error = SocketError(number: Int32(-taken))
            guard error.wouldBlock else {
                return (
                    bytes.count - rest.count,
                    NetworkFailure(errorNumber: error.number, icmpError: nil), error.number
                )
            }
            guard try await socket.wait(for: .writable, until: deadline) else {
                return (bytes.count - rest.count, .timeout, 0)
            }
        }
        return (bytes.count, nil, 0)
    }

    /// The next bytes before the deadline; empty at the end of the stream.
    func read(
        atMost limit: Int, until deadline: ContinuousClock.Instant
    ) async throws -> (bytes: [UInt8], failure: NetworkFailure?, errorNumber: Int32) {
        while true {
            try Task.checkCancellation()
            switch socket.receive(atMost: limit) {
            case .success(let bytes):
                return (bytes, nil, 0)
            case .failure(let error) where error.wouldBlock:
                guard try await socket.wait(for: .readable, until: deadline) else {
                    return ([], .timeout, 0)
                }
            case .failure(let error):
                let failure = NetworkFailure(errorNumber: error.number, icmpError: nil)
                return ([], failure, error.number)
            }
        }
    }
}
