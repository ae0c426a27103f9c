import Foundation
import InternetProtocols

/// Sends one datagram and waits for what comes back.
///
/// A closed port answers with ICMP "port unreachable", so that even a host without service
/// shows that it is there; with a time to live the hop that ends it shows itself.
public enum UDPReachProbe {
    /// Sends one datagram to the endpoint.
    ///
    /// - Parameters:
    ///   - endpoint: Where to.
    ///   - payload: What to send, at most 65507 bytes.
    ///   - timeToLive: How many hops the datagram lives; nil for the system's default.
    ///   - timeout: How long to wait.
    ///   - source: Through which interface or from which address.
    /// - Throws: `CancellationError`, or ``ProbeError`` when nothing could be tried.
    public static func send(
        to endpoint: IPEndpoint, payload: [UInt8] = [0], timeToLive: Int? = nil,
        timeout: Duration = .seconds(1), source: ProbeSource = .automatic
    ) async throws -> UDPReachOutcome {
        let exchange = try await DatagramExchange.open(to: endpoint, source: source)
        guard let exchange else {
            return UDPReachOutcome(
                endpoint: endpoint, failure: .familyNotSupported, errorNumber: EAFNOSUPPORT,
                elapsed: .zero)
        }
        if let timeToLive { try exchange.socket.setTimeToLive(timeToLive) }
        let start = ContinuousClock.now
        var answer = exchange.send(payload)
        if answer == nil {
            answer = try await exchange.next(until: start + timeout)
        }
        let elapsed = ContinuousClock.now - start
        switch answer {
        case .datagram(let bytes):
            return UDPReachOutcome(endpoint: endpoint, failure: nil, reply: bytes, elapsed: elapsed)
        case .error(let errorNumber, let icmpError):
            return UDPReachOutcome(
                endpoint: endpoint,
                failure: NetworkFailure(errorNumber: errorNumber, icmpError: icmpError),
                errorNumber: errorNumber, icmpError: icmpError, elapsed: elapsed)
        case nil:
            return UDPReachOutcome(endpoint: endpoint, failure: .timeout, elapsed: elapsed)
        }
    }
}
